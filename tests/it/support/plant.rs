//! Mistakes planted into right accounts, each with what has to be said of it.
//!
//! Deterministic: the same seed plants the same mistakes. What a kind of mistake is follows from
//! the list of the standard's frequent mistakes, not from what the program looks for.

use gouji::model::Place;

use super::grid::{Grid, Sheet};

/// A kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    ShiftDown,
    ShiftUp,
    StretchDown,
    StretchUp,
    Block,
    RowsSwapped,
    Dropped,
    Doubled,
    SwappedDigits,
    WrongDigit,
    DecimalSlip,
    Sign,
    RepeatedTotal,
    TotalTwice,
    UnitCell,
    UnitColumn,
    UnitTable,
    RowMissing,
    RowTwice,
    CodesSwapped,
    CodeMistyped,
    NameWrong,
    Disagree,
    ColumnsSwapped,
    PriorCell,
    PriorColumn,
}

impl Kind {
    pub(crate) const ALL: [Self; 26] = [
        Self::ShiftDown,
        Self::ShiftUp,
        Self::StretchDown,
        Self::StretchUp,
        Self::Block,
        Self::RowsSwapped,
        Self::Dropped,
        Self::Doubled,
        Self::SwappedDigits,
        Self::WrongDigit,
        Self::DecimalSlip,
        Self::Sign,
        Self::RepeatedTotal,
        Self::TotalTwice,
        Self::UnitCell,
        Self::UnitColumn,
        Self::UnitTable,
        Self::RowMissing,
        Self::RowTwice,
        Self::CodesSwapped,
        Self::CodeMistyped,
        Self::NameWrong,
        Self::Disagree,
        Self::ColumnsSwapped,
        Self::PriorCell,
        Self::PriorColumn,
    ];

    /// Whether last year's tables stand in the file.
    pub(crate) fn needs_prior(self) -> bool {
        matches!(self, Self::PriorCell | Self::PriorColumn)
    }

    /// Whether one cell of figures is wrong.
    pub(crate) fn is_single(self) -> bool {
        matches!(
            self,
            Self::Dropped
                | Self::Doubled
                | Self::SwappedDigits
                | Self::WrongDigit
                | Self::DecimalSlip
                | Self::Sign
                | Self::RepeatedTotal
                | Self::TotalTwice
                | Self::UnitCell
                | Self::Disagree
                | Self::PriorCell
        )
    }

    /// Stable names of the causes that tell it truly.
    pub(crate) fn causes(self) -> &'static [&'static str] {
        match self {
            Self::ShiftDown | Self::ShiftUp | Self::StretchDown | Self::StretchUp => {
                &["shifted_column"]
            }
            Self::Block => &["pasted_block"],
            Self::RowsSwapped => &["swapped_rows"],
            // A zero dropped or doubled at the end is a slipped point as well.
            Self::Dropped => &["dropped_digit", "decimal_slip"],
            Self::Doubled => &["extra_digit", "decimal_slip"],
            Self::SwappedDigits => &["swapped_digits"],
            Self::WrongDigit => &["wrong_digit"],
            Self::DecimalSlip => &["decimal_slip"],
            Self::Sign => &["sign"],
            Self::RepeatedTotal => &["copied"],
            Self::UnitCell | Self::UnitColumn | Self::UnitTable => &["unit"],
            Self::RowMissing => &["missing_part"],
            Self::TotalTwice | Self::RowTwice => &["repeated_part"],
            Self::CodesSwapped | Self::CodeMistyped => &["wrong_code"],
            Self::NameWrong => &["wrong_name"],
            // Nothing leads from one of the two numbers to the other.
            Self::Disagree => &[],
            Self::ColumnsSwapped => &["other_column"],
            Self::PriorCell | Self::PriorColumn => &["prior_year"],
        }
    }
}

/// A cell: table, row, and the key of the column, `code` or `name`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub table: String,
    pub row: usize,
    pub column: String,
}

impl Spot {
    pub(crate) fn of(place: Place) -> Self {
        let spec = place.table.spec();
        let column = match place.head() {
            Some(head) => head,
            None => &spec.columns[usize::from(place.column)].key,
        };
        Self {
            table: spec.id.clone().unwrap_or_else(|| spec.key.clone()),
            row: place.row as usize,
            column: column.to_owned(),
        }
    }

    fn at(sheet: &Sheet, row: usize, column: usize) -> Self {
        Self {
            table: sheet.id.to_owned(),
            row,
            column: sheet.columns[column].to_owned(),
        }
    }

    fn head(sheet: &Sheet, row: usize, head: &str) -> Self {
        Self {
            table: sheet.id.to_owned(),
            row,
            column: head.to_owned(),
        }
    }
}

/// Spoilt accounts.
#[derive(Clone, Debug)]
pub(crate) struct Planted {
    pub kind: Kind,
    /// What was done, for whoever reads a failure.
    pub what: String,
    pub grid: Grid,
    /// The cells that say something else than they should.
    pub at: Vec<Spot>,
    /// What they should say, in hundredths.
    pub right: Vec<i64>,
    /// What the finding has to name, where no cell is wrong.
    pub names: Option<String>,
}

/// A small generator of numbers.
pub(crate) struct Numbers(pub u64);

impl Numbers {
    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % count.max(1) as u64).unwrap()
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        (!all.is_empty()).then(|| &all[self.below(all.len())])
    }
}

/// One mistake of a kind, somewhere; `None` when this place does not take it.
pub(crate) fn plant(grid: &Grid, kind: Kind, numbers: &mut Numbers) -> Option<Planted> {
    let mut planted = Planted {
        kind,
        what: String::new(),
        grid: grid.clone(),
        at: Vec::new(),
        right: Vec::new(),
        names: None,
    };
    match kind {
        Kind::ShiftDown | Kind::ShiftUp | Kind::StretchDown | Kind::StretchUp => {
            shift(&mut planted, numbers)
        }
        Kind::Block => block(&mut planted, numbers),
        Kind::RowsSwapped => rows_swapped(&mut planted, numbers),
        Kind::ColumnsSwapped => columns_swapped(&mut planted, numbers),
        Kind::UnitColumn | Kind::UnitTable => unit(&mut planted, numbers),
        Kind::RowMissing | Kind::RowTwice => row(&mut planted, numbers),
        Kind::CodesSwapped | Kind::CodeMistyped | Kind::NameWrong => head(&mut planted, numbers),
        Kind::PriorColumn => prior_column(&mut planted, numbers),
        _ => single(&mut planted, numbers),
    }?;
    let before = grid.clone();
    planted
        .at
        .retain(|spot| is_changed(&before, &planted.grid, spot));
    planted.at.sort();
    planted.at.dedup();
    planted.right = planted
        .at
        .iter()
        .filter_map(|spot| {
            let table = before.table(&spot.table)?;
            let column = table
                .columns
                .iter()
                .position(|column| *column == spot.column)?;
            (spot.row < table.rows.len()).then(|| table.cents(spot.row, column))
        })
        .collect();
    // A column of which hardly a figure moves is no shifted column.
    let is_moved = matches!(
        kind,
        Kind::ShiftDown | Kind::ShiftUp | Kind::StretchDown | Kind::StretchUp | Kind::Block
    );
    (!is_moved || planted.at.len() >= 3).then_some(planted)
}

/// Whether a cell prints another number than it did.
fn is_changed(before: &Grid, after: &Grid, spot: &Spot) -> bool {
    let (Some(was), Some(is)) = (before.table(&spot.table), after.table(&spot.table)) else {
        return true;
    };
    match is.columns.iter().position(|column| *column == spot.column) {
        Some(column) if was.rows.len() == is.rows.len() => {
            was.cents(spot.row, column) != is.cents(spot.row, column)
        }
        _ => true,
    }
}

const CODED: &[&str] = &["K02", "K03", "K05", "K06"];
const ALL: &[&str] = &["K01", "K02", "K03", "K04", "K05", "K06", "K07", "K11"];

fn any_table<'a>(grid: &'a Grid, ids: &[&str], numbers: &mut Numbers) -> Option<&'a Sheet> {
    let tables: Vec<&Sheet> = ids.iter().filter_map(|id| grid.table(id)).collect();
    numbers.of(&tables).copied()
}

fn shift(planted: &mut Planted, numbers: &mut Numbers) -> Option<()> {
    let kind = planted.kind;
    let is_whole = matches!(kind, Kind::ShiftDown | Kind::ShiftUp);
    let is_down = matches!(kind, Kind::ShiftDown | Kind::StretchDown);
    let sheet = any_table(
        &planted.grid,
        &["K01", "K02", "K03", "K04", "K06", "K07"],
        numbers,
    )?;
    let (id, column) = (sheet.id, numbers.below(sheet.columns.len()));
    let side = sheet.rows.iter().rev().find(|row| row.side.is_some());
    let side = side.and_then(|row| row.side);
    let mut rows: Vec<usize> = (0..sheet.rows.len())
        .filter(|row| sheet.rows[*row].side == side)
        .collect();
    if !is_whole {
        let length = 3 + numbers.below(6).min(rows.len().saturating_sub(3));
        let start = numbers.below(rows.len() - length + 1);
        rows = rows[start..start + length].to_vec();
    }
    let telling = rows.iter().filter(|row| sheet.cents(**row, column) != 0);
    if telling.count() < 3 {
        return None;
    }
    let values: Vec<i64> = rows.iter().map(|row| sheet.cents(*row, column)).collect();
    let is_turned = !is_whole && numbers.below(2) == 0;
    let count = rows.len();
    let table = planted.grid.table_mut(id);
    for (index, row) in rows.iter().enumerate() {
        let from = if is_down {
            index.checked_sub(1)
        } else {
            (index + 1 < count).then_some(index + 1)
        };
        let value = match from {
            Some(from) => values[from],
            None if is_turned => values[if is_down { count - 1 } else { 0 }],
            None => 0,
        };
        table.print(*row, column, value);
        planted.at.push(Spot::at(table, *row, column));
    }
    planted.what = format!(
        "{id} {} rows {}..={} {} turned {is_turned}",
        table.columns[column],
        rows[0],
        rows[count - 1],
        if is_down { "down" } else { "up" }
    );
    Some(())
}

/// Rows with all of their figures stand some rows further down or up.
fn block(planted: &mut Planted, numbers: &mut Numbers) -> Option<()> {
    let sheet = any_table(&planted.grid, CODED, numbers)?;
    let id = sheet.id;
    let count = sheet.rows.len();
    let by = 1 + numbers.below(3);
    let length = by + 2 + numbers.below(5);
    let start = 1 + numbers.below(count.saturating_sub(length + 1));
    if start + length > count {
        return None;
    }
    let columns: Vec<usize> = (0..sheet.columns.len()).collect();
    let before = sheet.clone();
    let is_down = numbers.below(2) == 0;
    let table = planted.grid.table_mut(id);
    let mut telling = 0;
    for offset in 0..length {
        let from = if is_down {
            (offset + length - by) % length
        } else {
            (offset + by) % length
        };
        for column in &columns {
            let value = before.cents(start + from, *column);
            telling += usize::from(value != before.cents(start + offset, *column));
            table.print(start + offset, *column, value);
            planted.at.push(Spot::at(table, start + offset, *column));
        }
    }
    planted.what = format!(
        "{id} rows {start}..{} by {by} down {is_down}",
        start + length
    );
    (telling >= 3).then_some(())
}

fn rows_swapped(planted: &mut Planted, numbers: &mut Numbers) -> Option<()> {
    let sheet = any_table(&planted.grid, &["K02", "K03", "K05", "K06", "K07"], numbers)?;
    let id = sheet.id;
    let rows: Vec<usize> = (0..sheet.rows.len())
        .filter(|row| sheet.rows[*row].code.len() > 3 && sheet.cents(*row, 0) >= 1000)
        .collect();
    let (first, second) = (*numbers.of(&rows)?, *numbers.of(&rows)?);
    let before = sheet.clone();
    let (one, other) = (&before.rows[first], &before.rows[second]);
    let is_kin = one.code.starts_with(&other.code) || other.code.starts_with(&one.code);
    if is_kin || before.cents(first, 0) == before.cents(second, 0) {
        return None;
    }
    let table = planted.grid.table_mut(id);
    for column in 0..table.columns.len() {
        table.print(first, column, before.cents(second, column));
        table.print(second, column, before.cents(first, column));
        planted.at.push(Spot::at(table, first, column));
        planted.at.push(Spot::at(table, second, column));
    }
    planted.what = format!("{id} {} and {}", one.code, other.code);
    Some(())
}

fn columns_swapped(planted: &mut Planted, numbers: &mut Numbers) -> Option<()> {
    let sheet = any_table(&planted.grid, CODED, numbers)?;
    let id = sheet.id;
    let row = numbers.below(sheet.rows.len());
    let columns: Vec<usize> = (0..sheet.columns.len()).collect();
    let (first, second) = (*numbers.of(&columns)?, *numbers.of(&columns)?);
    let (one, other) = (sheet.cents(row, first), sheet.cents(row, second));
    if one == other || one.abs().max(other.abs()) < 1000 {
        return None;
    }
    let table = planted.grid.table_mut(id);
    table.print(row, first, other);
    table.print(row, second, one);
    planted.at.push(Spot::at(table, row, first));
    planted.at.push(Spot::at(table, row, second));
    planted.what = format!(
        "{id} row {row} {} and {}",
        table.columns[first], table.columns[second]
    );
    Some(())
}

fn unit(planted: &mut Planted, numbers: &mut Numbers) -> Option<()> {
    let sheet = any_table(&planted.grid, ALL, numbers)?;
    let id = sheet.id;
    let is_table = planted.kind == Kind::UnitTable;
    let only = numbers.below(sheet.columns.len());
    let rows = sheet.rows.len();
    let telling = (0..rows).filter(|row| sheet.cents(*row, only) != 0).count();
    if telling < 3 || (!is_table && sheet.columns.len() == 1) {
        return None;
    }
    let table = planted.grid.table_mut(id);
    if is_table && numbers.below(2) == 0 {
        "元".clone_into(&mut table.unit);
        planted.names = Some("以万元填写".to_owned());
        planted.what = format!("{id} labelled 元");
        return Some(());
    }
    for column in 0..table.columns.len() {
        if !is_table && column != only {
            continue;
        }
        for row in 0..rows {
            let value = table.cents(row, column);
            table.print(row, column, value * 10_000);
            planted.at.push(Spot::at(table, row, column));
        }
    }
    planted.what = format!(
        "{id} {}",
        if is_table { "all" } else { table.columns[only] }
    );
    Some(())
}

fn row(planted: &mut Planted, numbers: &mut Numbers) -> Option<()> {
    let sheet = any_table(
        &planted.grid,
        &["K01", "K02", "K03", "K05", "K06", "K07"],
        numbers,
    )?;
    let id = sheet.id;
    let rows: Vec<usize> = (0..sheet.rows.len())
        .filter(|row| !sheet.rows[*row].code.is_empty() && sheet.cents(*row, 0) >= 100)
        .collect();
    let row = *numbers.of(&rows)?;
    let line = sheet.rows[row].clone();
    let table = planted.grid.table_mut(id);
    if planted.kind == Kind::RowMissing {
        table.rows.remove(row);
    } else {
        table.rows.insert(row + 1, line.clone());
    }
    planted.names = Some(line.code.clone());
    planted.what = format!("{id} {} {}", line.code, line.name);
    Some(())
}

fn head(planted: &mut Planted, numbers: &mut Numbers) -> Option<()> {
    let ids = &["K02", "K03", "K05", "K06", "K07"];
    let sheet = any_table(&planted.grid, ids, numbers)?;
    let id = sheet.id;
    let rows: Vec<usize> = (0..sheet.rows.len())
        .filter(|row| sheet.rows[*row].code.len() > 3 && sheet.cents(*row, 0) >= 100)
        .collect();
    let (first, second) = (*numbers.of(&rows)?, *numbers.of(&rows)?);
    let before = sheet.clone();
    let table = planted.grid.table_mut(id);
    match planted.kind {
        Kind::CodesSwapped => {
            if before.rows[first].code.len() != before.rows[second].code.len()
                || before.cents(first, 0) == before.cents(second, 0)
                || before.rows[first].name == before.rows[second].name
            {
                return None;
            }
            table.rows[first].code.clone_from(&before.rows[second].code);
            table.rows[second].code.clone_from(&before.rows[first].code);
            planted.at.push(Spot::head(table, first, "code"));
            planted.at.push(Spot::head(table, second, "code"));
        }
        Kind::CodeMistyped => {
            let code = &before.rows[first].code;
            let at = numbers.below(code.len());
            let digit = char::from(b'0' + u8::try_from(numbers.below(10)).unwrap());
            let mut mistyped = code.clone();
            mistyped.replace_range(at..=at, &digit.to_string());
            if before.coded(&mistyped).is_some() || at == 0 {
                return None;
            }
            table.rows[first].code = mistyped;
            planted.at.push(Spot::head(table, first, "code"));
        }
        _ => {
            if before.rows[first].name == before.rows[second].name {
                return None;
            }
            table.rows[first].name.clone_from(&before.rows[second].name);
            planted.at.push(Spot::head(table, first, "name"));
        }
    }
    planted.what = format!(
        "{id} {} {} is now {} {}",
        before.rows[first].code,
        before.rows[first].name,
        table.rows[first].code,
        table.rows[first].name
    );
    Some(())
}

fn prior_column(planted: &mut Planted, numbers: &mut Numbers) -> Option<()> {
    let id = ["K03", "K06"][numbers.below(2)];
    let sheet = planted.grid.table(id)?;
    let column = numbers.below(sheet.columns.len());
    let prior = planted.grid.tables.iter();
    let prior = prior
        .clone()
        .find(|table| table.id == id && table.is_prior)?
        .clone();
    let telling = (0..sheet.rows.len()).filter(|row| sheet.cents(*row, column) != 0);
    if telling.count() < 3 {
        return None;
    }
    let table = planted.grid.table_mut(id);
    for row in 0..table.rows.len() {
        table.print(row, column, prior.cents(row, column));
        planted.at.push(Spot::at(table, row, column));
    }
    planted.what = format!("{id} {}", table.columns[column]);
    Some(())
}

/// One wrong cell.
fn single(planted: &mut Planted, numbers: &mut Numbers) -> Option<()> {
    let kind = planted.kind;
    let ids: &[&str] = match kind {
        Kind::RepeatedTotal | Kind::TotalTwice => &["K02", "K03", "K05", "K06", "K07"],
        Kind::PriorCell => &["K03", "K06"],
        _ => ALL,
    };
    let sheet = any_table(&planted.grid, ids, numbers)?;
    let id = sheet.id;
    let (row, column) = (
        numbers.below(sheet.rows.len()),
        numbers.below(sheet.columns.len()),
    );
    let right = sheet.cents(row, column);
    if right.abs() < 100 {
        return None;
    }
    let wrong = match kind {
        Kind::RepeatedTotal => total_of(sheet, row, column)?,
        Kind::TotalTwice => {
            let is_total = sheet.rows[row].code.is_empty() && sheet.rows[row].name == "合计";
            is_total.then_some(right * 2)?
        }
        Kind::PriorCell => {
            let mut tables = planted.grid.tables.iter();
            let prior = tables.find(|table| table.id == id && table.is_prior)?;
            prior.cents(row, column)
        }
        _ => spoil(kind, right, numbers)?,
    };
    if wrong == right {
        return None;
    }
    let table = planted.grid.table_mut(id);
    table.print(row, column, wrong);
    planted.at.push(Spot::at(table, row, column));
    planted.what = format!(
        "{id} {}{} {}: {right} became {wrong}",
        table.rows[row].code, table.rows[row].name, table.columns[column]
    );
    Some(())
}

/// The total above a part that has nonzero siblings.
fn total_of(sheet: &Sheet, row: usize, column: usize) -> Option<i64> {
    let code = &sheet.rows[row].code;
    let above = match code.len() {
        3 if sheet.id != "K07" => sheet.rows.iter().position(|row| row.name == "合计")?,
        5 | 7 => sheet.coded(&code[..code.len() - 2])?,
        _ => return None,
    };
    let siblings = sheet.children(&sheet.rows[above].code);
    let telling = siblings
        .iter()
        .filter(|row| sheet.cents(**row, column) != 0);
    (telling.count() >= 2).then(|| sheet.cents(above, column))
}

/// A wrong number for a right one, both in hundredths.
pub(crate) fn spoil(kind: Kind, right: i64, numbers: &mut Numbers) -> Option<i64> {
    let text = right.to_string();
    let at = numbers.below(text.len());
    let mut digits: Vec<u8> = text.bytes().collect();
    match kind {
        Kind::Dropped => {
            digits.remove(at);
        }
        Kind::Doubled => digits.insert(at, digits[at]),
        Kind::SwappedDigits => {
            let significant = text.trim_end_matches('0').len();
            if at + 1 == digits.len() || digits[at] == digits[at + 1] || significant < 3 {
                return None;
            }
            digits.swap(at, at + 1);
        }
        Kind::WrongDigit => {
            let significant = text.trim_end_matches('0').len();
            if text.len() < 4 || significant < 3 {
                return None;
            }
            digits[at] = b'0' + u8::try_from(numbers.below(10)).unwrap();
        }
        Kind::DecimalSlip => return Some(right * [10, 100][numbers.below(2)]),
        Kind::UnitCell => return Some(right * 10_000),
        Kind::Sign => return Some(-right),
        Kind::Disagree => {
            let wrong = right + 10 * i64::try_from(111 + numbers.below(8_000)).unwrap() + 7;
            let was = text.bytes();
            let is = wrong.to_string();
            let differing = was.zip(is.bytes()).filter(|(a, b)| a != b).count();
            return (is.len() == text.len() && differing > 2).then_some(wrong);
        }
        _ => return None,
    }
    let digits_left = digits.len();
    let wrong = String::from_utf8(digits).unwrap();
    // A printed amount has no leading zeros but the one before its point.
    let wrong: i64 = wrong.parse().ok()?;
    let is_shorter = wrong.to_string().len() < digits_left;
    (!is_shorter && wrong >= 100).then_some(wrong)
}

/// The same grid with last year's tables of expenditure: other figures, consistent in themselves.
pub(crate) fn with_prior(grid: &Grid, numbers: &mut Numbers) -> Grid {
    let mut all = grid.clone();
    let mut factors: std::collections::BTreeMap<(String, usize), i64> =
        std::collections::BTreeMap::new();
    for id in ["K03", "K06"] {
        let Some(mut prior) = grid.table(id).cloned() else {
            continue;
        };
        prior.is_prior = true;
        let mut order: Vec<usize> = (0..prior.rows.len()).collect();
        order.sort_by_key(|row| std::cmp::Reverse(prior.rows[*row].code.len()));
        let total = 0;
        for row in order {
            let code = prior.rows[row].code.clone();
            let children = prior.children(&code);
            let mut sum = 0;
            for column in (0..prior.columns.len()).rev() {
                let value = if column == total {
                    sum
                } else if children.is_empty() {
                    let factor = *factors
                        .entry((code.clone(), column))
                        .or_insert_with(|| i64::try_from(800 + numbers.below(397)).unwrap());
                    prior.cents(row, column) * factor / 1_000
                } else {
                    children
                        .iter()
                        .map(|child| prior.cents(*child, column))
                        .sum()
                };
                sum += value;
                if prior.rows[row].cells[column].is_some() {
                    prior.print(row, column, value);
                }
            }
        }
        all.tables.push(prior);
    }
    all
}
