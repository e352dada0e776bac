//! The rows of a table: names, codes and amounts line by line.

use crate::model::{Classification, RowKindSpec, Side, TableId, TableSpec, Unit, lookup_code};
use crate::workbook::{Cell, Content};

use super::blocks::Block;
use super::cell::{BLANK, amount, is_figure};
use super::code;
use super::fit::{Column, Fit};
use super::found::{Found, FoundRow, SheetBlock};
use super::grid::{Grid, Line, Role};
use super::unplaced::Why;
use super::words::{bare, head_word, joined, last_bracket, without_numeral};

/// A block of columns with what each of them is.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    code: Vec<u16>,
    name: Vec<u16>,
    /// Columns of the table, columns of the sheet, and the unit that the head alone gives them.
    columns: Vec<(u16, u16, Option<Unit>)>,
    side: Option<Side>,
    /// Its position among the blocks.
    group: u16,
}

/// What a block of a line holds.
struct Entry {
    code: String,
    name: String,
    /// The column that prints the name.
    name_at: Option<u16>,
    /// Whether the code stands in a cell of its own.
    own_code: bool,
    /// Whether any amount is printed.
    has_amounts: bool,
}

/// Plans how the rows of a table are read; `units` are those that its columns have apart from it.
pub(super) fn plans(table: TableId, blocks: &[Block], fit: &Fit, unit: Option<Unit>) -> Vec<Plan> {
    let spec = table.spec();
    let plan = |(group, (block, columns)): (u16, (&Block, &Vec<Column>))| Plan {
        group,
        code: block.code.clone(),
        name: block.name.clone(),
        columns: block
            .amounts
            .iter()
            .zip(columns)
            .filter_map(|(head, column)| match column {
                Column::Is(of) => {
                    let own = head.unit.filter(|own| own.is_money() && Some(*own) != unit);
                    Some((*of, head.column, own))
                }
                _ => None,
            })
            .collect(),
        side: block.side,
    };
    let mut plans: Vec<Plan> = (0..)
        .zip(blocks.iter().zip(&fit.blocks))
        .map(plan)
        .collect();
    if spec.row_kind == RowKindSpec::Halves {
        let halves = [Side::Income, Side::Expenditure];
        if plans.iter().all(|plan| plan.side.is_none()) && plans.len() == 2 {
            for (plan, side) in plans.iter_mut().zip(halves) {
                plan.side = Some(side);
            }
        }
    } else {
        for plan in &mut plans {
            plan.side = None;
        }
    }
    plans
}

/// Reads one line of figures into a table.
pub(super) fn read_line(grid: &mut Grid<'_>, line: Line, plans: &[Plan], found: &mut Found) {
    let Some(table) = found.table else {
        return;
    };
    let mut label: Option<(String, u16)> = None;
    for plan in plans {
        let mut entry = entry(grid, line, plan, table.spec());
        if entry.code.is_empty() && entry.name.is_empty() {
            let Some((name, at)) = label.take().filter(|_| entry.has_amounts) else {
                refuse(grid, line, plan, Why::NoName);
                continue;
            };
            // A label that spans two blocks has its amount at the end of the second.
            found.rows.pop();
            entry.name = name;
            entry.name_at = Some(at);
        }
        if super::counts::is_count(table, &entry.name) {
            push_count(grid, line, plan, entry, found);
            continue;
        }
        if !entry.has_amounts && wraps(table.spec(), found, plan, &entry) {
            continue;
        }
        let is_total = entry.name.ends_with("合计") || entry.name.ends_with("总计");
        label = entry
            .name_at
            .filter(|_| is_total && !entry.has_amounts && plans.len() > 2)
            .map(|at| (entry.name.clone(), at));
        push(grid, line, plan, entry, found);
    }
}

/// What a block of a line holds; its words are marked.
fn entry(grid: &mut Grid<'_>, line: Line, plan: &Plan, spec: &TableSpec) -> Entry {
    let codes = code::read(grid, line, &plan.code);
    let mut own_code = !codes.code.is_empty() && !codes.with_name;
    let mut code = codes.code;
    let mut name = String::new();
    let mut name_at = None;
    for column in &plan.name {
        let Some((cell, printed)) = grid.cell(line, *column) else {
            continue;
        };
        if is_figure(&printed.content) {
            grid.refuse(cell, Why::InName);
            continue;
        }
        grid.mark(cell, Role::Words);
        name_at.get_or_insert(*column);
        name.push_str(&joined(printed.content.text()));
    }
    let coded = matches!(
        spec.row_kind,
        RowKindSpec::Functional | RowKindSpec::Economic
    );
    if coded
        && code.is_empty()
        && let Some((before, rest)) = code::before_name(&name)
    {
        code = before;
        name = rest;
        own_code = false;
        name_at = None;
    }
    match codes.label {
        Some((column, label)) if name.is_empty() => {
            name = label;
            // Whoever writes the name back would lose the code that stands with it.
            name_at = code.is_empty().then_some(column);
        }
        _ => {}
    }
    let printed = |column: u16| grid.cell(line, column).is_some();
    Entry {
        code,
        name,
        name_at,
        own_code,
        has_amounts: plan.columns.iter().any(|(_, column, _)| printed(*column)),
    }
}

/// Puts a row into the table.
fn push(grid: &mut Grid<'_>, line: Line, plan: &Plan, entry: Entry, found: &mut Found) {
    let mut cells = Vec::with_capacity(plan.columns.len());
    for (of, column, unit) in &plan.columns {
        match grid.cell(line, *column) {
            // The head's last line may also be the line of the total.
            Some((cell, printed)) if is_head_cell(grid, cell, printed) => {}
            Some((cell, printed)) if matches!(printed.content, Content::Unclear(_)) => {
                grid.refuse(cell, Why::Unclear);
            }
            Some((cell, printed)) => {
                grid.mark(cell, Role::Figure);
                found.figures.push(cell);
                cells.push((*of, amount(&printed.content, *unit)));
            }
            None => cells.push((*of, BLANK.to_owned())),
        }
    }
    let code = plan.code.first().zip(plan.code.last());
    let code = code.filter(|_| entry.own_code || entry.code.is_empty() && entry.name_at.is_some());
    let name_in_code = entry.name_at.is_some_and(|at| plan.code.contains(&at));
    let block = found.block(SheetBlock {
        code: code
            .filter(|_| !name_in_code)
            .map(|(first, last)| (*first, *last)),
        name: entry
            .name_at
            .or_else(|| plan.name.first().copied().filter(|_| entry.own_code)),
        columns: plan
            .columns
            .iter()
            .map(|(of, column, _)| (*of, *column))
            .collect(),
    });
    found.rows.push(FoundRow {
        block,
        group: plan.group,
        row: line.row,
        code: entry.code,
        name: plain_item(found.table, entry.name),
        side: plan.side,
        cells,
    });
}

/// Puts a count that is printed below the three public expenses into the table of counts. It is
/// the year's count, so it stands where final figures stand.
fn push_count(grid: &mut Grid<'_>, line: Line, plan: &Plan, entry: Entry, found: &mut Found) {
    let Some(table) = found.table else {
        return;
    };
    let last = table.spec().column("final");
    let (of_year, others) = plan.columns.iter().partition(|(of, ..)| Some(*of) == last);
    let others = Plan {
        columns: others,
        ..Plan::default()
    };
    refuse(grid, line, &others, Why::Column(table));
    let plan = Plan {
        columns: of_year,
        ..plan.clone()
    };
    let mut counts = found.counts.take().unwrap_or_default();
    counts.table = Some(super::counts::table());
    let plan = Plan {
        columns: plan
            .columns
            .iter()
            .map(|(_, column, _)| (0, *column, None))
            .collect(),
        ..plan
    };
    push(grid, line, &plan, entry, &mut counts);
    found.counts = Some(counts);
}

fn is_head_cell(grid: &Grid<'_>, cell: u32, printed: &Cell) -> bool {
    grid.role(cell) == Role::Words && super::words::is_head(&head_word(printed.content.text()).word)
}

/// The name of an item without the numeral of its line, where only that keeps it from being known.
fn plain_item(table: Option<TableId>, name: String) -> String {
    let Some(spec) = table.map(TableId::spec) else {
        return name;
    };
    if spec.row_kind != RowKindSpec::Fixed || spec.row(&name, None).is_some() {
        return name;
    }
    let plain = without_numeral(&name);
    let plain = match last_bracket(&plain) {
        Some((before, _)) if spec.row(&plain, None).is_none() => before.to_owned(),
        _ => plain,
    };
    let longer = format!("公务用车{plain}");
    if spec.row(&plain, None).is_some() {
        plain
    } else if spec.row(&longer, None).is_some() {
        longer
    } else {
        name
    }
}

/// Whether a line is the rest of the name above it: together they are the name of its code, or of
/// a row of the form.
fn wraps(spec: &TableSpec, found: &mut Found, plan: &Plan, entry: &Entry) -> bool {
    if !entry.code.is_empty() || entry.name.is_empty() {
        return false;
    }
    let Some(above) = found
        .rows
        .iter_mut()
        .rev()
        .find(|row| row.group == plan.group)
    else {
        return false;
    };
    let whole = format!("{}{}", above.name, entry.name);
    let list = match spec.row_kind {
        RowKindSpec::Functional => Some(Classification::Functional),
        RowKindSpec::Economic => Some(Classification::Economic),
        _ => None,
    };
    let of_code = list
        .and_then(|list| lookup_code(list, &above.code))
        .is_some_and(|known| bare(&known.name) == bare(&whole));
    let is_row = |name: &str| spec.row(name, plan.side).is_some();
    let of_form =
        above.code.is_empty() && is_row(&whole) && !is_row(&above.name) && !is_row(&entry.name);
    if of_code || of_form {
        above.name = whole;
    }
    of_code || of_form
}

/// Says of every amount of a block in a line that it has no place.
fn refuse(grid: &mut Grid<'_>, line: Line, plan: &Plan, why: Why) {
    for (_, column, _) in &plan.columns {
        if let Some((cell, printed)) = grid.cell(line, *column)
            && is_figure(&printed.content)
            && grid.role(cell) == Role::Open
        {
            grid.refuse(cell, why);
        }
    }
}

/// How many of the names on these lines are rows of the form, and how many names there are.
pub(super) fn rows_known(
    grid: &Grid<'_>,
    lines: &[Line],
    blocks: &[Block],
    table: TableId,
) -> (usize, usize) {
    let spec = table.spec();
    let mut known = 0;
    let mut all = 0;
    for line in lines.iter().take(80) {
        for block in blocks {
            let mut cells = block
                .name
                .iter()
                .filter_map(|column| grid.cell(*line, *column));
            let name = cells.next().map(|(_, cell)| cell.content.text());
            let Some(name) = name else {
                continue;
            };
            all += 1;
            let plain = without_numeral(name);
            let by_code = || {
                let code = grid.cell(*line, *block.code.first()?)?;
                spec.row(&code::digits(&code.1.content)?, None)
            };
            let by_name = || {
                let sides = [None, Some(Side::Income), Some(Side::Expenditure)];
                sides
                    .iter()
                    .find_map(|side| spec.row(name, *side).or_else(|| spec.row(&plain, *side)))
            };
            let is_known = if block.code.is_empty() {
                by_name()
            } else {
                by_code()
            };
            known += usize::from(is_known.is_some());
        }
    }
    (known, all)
}
