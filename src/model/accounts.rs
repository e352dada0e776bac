//! The accounts of one department and year, as a file states them.

use std::sync::Arc;

use crate::document::{Pointer, Position};

use super::name::{is_called, normal_name};
use super::{
    Catalogue, Cell, Edition, EditionBy, Narrative, Period, Place, Reference, RemarkSource,
    RowSource, RowSpans, Side, TableId, TableRef, TableSource, TableSpec, Text, Twins, Unit,
};

/// What a file says.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// The department's full name, as written.
    pub department: Option<String>,
    /// The fiscal year.
    pub year: Option<u16>,
    /// The region, as written.
    pub region: Option<String>,
    /// Which tables the region prints, when that is known.
    pub edition: Option<&'static Edition>,
    /// How it is known.
    pub edition_by: Option<EditionBy>,
    /// The unit of amounts where a table says no other.
    pub unit: Option<Unit>,
    /// The tables that are there, by catalogue order and period.
    pub tables: Vec<Table>,
    /// The text that claims were read out of, if there is one.
    pub narrative: Option<Arc<Narrative>>,
    /// Whether that text may be another department's or year's than the tables, by what both say
    /// of themselves.
    pub text_of_another: bool,
    /// Which cells are the same printed number of the text.
    pub(crate) twins: Twins,
    /// Findings that were explained instead of corrected.
    pub explanations: Vec<Explanation>,
    /// What was not understood, in file order.
    pub remarks: Vec<Remark>,
    /// How many numbers of the workbook belong to no table: more than there are remarks, when
    /// they are too many to be listed.
    pub amounts_not_understood: usize,
}

/// A table as the file gives it.
#[derive(Clone, Debug)]
pub struct Table {
    /// Which table, of which period.
    pub id: TableRef,
    /// The title as printed, when the file gives one.
    pub title: Option<String>,
    /// The unit of its numbers that carry none, where neither row nor column has another.
    pub unit: Unit,
    /// The unit of its amounts of money: the same, unless the table counts things.
    pub(super) money: Unit,
    /// What is written as its unit, when that is none that is known: amounts without a unit of
    /// their own mean nothing then.
    pub(super) unknown_unit: Option<Box<str>>,
    /// Whether the table or the file says in which unit its amounts are.
    pub declares_unit: bool,
    /// Where its rows lie in the file (a JSON array).
    pub rows_at: Pointer,
    /// Its rows, in file order.
    pub rows: Vec<Row>,
    /// The sheet that it was read from, when it came from a workbook.
    pub source: Option<Box<TableSource>>,
    /// The most decimals printed, per column and unit.
    pub(super) decimals: Vec<Vec<(Unit, u8)>>,
    /// What its rows hold.
    pub(super) contents: Contents,
}

/// What the rows of a table hold, so that a window need not look through all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Contents {
    /// Whether any has a code.
    coded: bool,
    /// Whether any has a name.
    named: bool,
    /// Of each column of the catalogue, whether any row holds something in it.
    columns: Vec<bool>,
}

impl Contents {
    /// Counts a row in.
    pub(super) fn add(&mut self, row: &Row) {
        self.coded |= !row.code.is_empty();
        self.named |= !row.name.is_empty();
        let count = self.columns.len().max(row.cells.len());
        self.columns.resize(count, false);
        for (held, cell) in self.columns.iter_mut().zip(&row.cells) {
            *held |= cell.is_present();
        }
    }
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The printed name.
    pub name: Box<str>,
    /// The printed code, digits only; empty if there is none.
    pub code: Box<str>,
    /// What the row is.
    pub kind: RowKind,
    /// The half it stands in, for two-sided tables.
    pub side: Option<Side>,
    /// The fixed row of the form that it is, if it is one.
    pub spec: Option<u16>,
    /// The line of the sheet that it was read from, when it came from a workbook.
    pub source: Option<RowSource>,
    /// The parts of the text that its cells were read from, by column, when they came from one.
    pub spans: Option<RowSpans>,
    /// One cell a column of the catalogue.
    pub cells: Vec<Cell>,
}

/// What a row is in the hierarchy of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKind {
    /// 合计 or another sum of the form.
    Total,
    /// 类, a three-digit code.
    Class,
    /// 款, a five-digit code.
    Subclass,
    /// 项, a seven-digit code.
    Item,
    /// A named row without a code.
    Named,
}

/// A finding that was explained instead of corrected (审核说明).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The finding.
    pub fingerprint: String,
    /// Its rule's code.
    pub code: String,
    /// The reviewer's words.
    pub text: String,
    /// The figures as they stood; when one of them changes, the finding is open again.
    pub figures: Vec<ExplainedFigure>,
}

/// A figure that an explanation rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExplainedFigure {
    /// Table, row and column in words.
    pub label: String,
    /// What was printed.
    pub value: String,
}

/// Something in the file that was not understood, or is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What kind of thing.
    pub kind: RemarkKind,
    /// Where.
    pub at: Pointer,
    /// Line and column.
    pub position: Position,
    /// In words.
    pub text: Text,
    /// Where it stands in the workbook that the accounts were imported from.
    pub source: Option<Box<RemarkSource>>,
}

/// Kinds of remarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// A key that the format does not have; kept as it is.
    UnknownKey,
    /// A key that stands more than once in one object.
    DuplicateKey,
    /// A value of another type than belongs there.
    WrongType,
    /// An amount that cannot be checked.
    Unreadable,
    /// A header member that is missing or not known.
    Header,
    /// Something on a sheet of the workbook that belongs to no table; it was not checked.
    NotUnderstood,
    /// What a reader should know about how the workbook was read: a hidden sheet, say.
    Note,
}

impl Remark {
    /// Where it stands: the cell of the workbook, or the line and column of the file.
    pub fn place_text(&self) -> Text {
        if let Some(source) = &self.source {
            return Text::same(source.to_string());
        }
        let Position { line, column } = self.position;
        Text::new(
            format!("第 {line} 行第 {column} 列"),
            format!("line {line}, column {column}"),
        )
    }
}

impl Accounts {
    /// The table, if the file has it.
    pub fn table(&self, id: TableRef) -> Option<&Table> {
        // They are in order; a review asks for a table thousands of times.
        let index = self.tables.binary_search_by_key(&id, |table| table.id);
        index.ok().map(|index| &self.tables[index])
    }

    /// The final accounts' table with this key or id (`K07`), if the file has it.
    pub fn final_table(&self, name: &str) -> Option<&Table> {
        self.table(TableRef {
            table: TableId::named(name),
            period: Period::Final,
        })
    }

    /// Whether no document attests the column of a cell in what the accounts follow, so that what
    /// is found there raises a question at most.
    pub fn is_inferred(&self, place: Place) -> bool {
        Catalogue::get().is_inferred(self.edition, place.table, place.column)
    }

    /// The cell at `place`, [`Cell::Absent`] when there is none.
    pub fn cell(&self, place: Place) -> &Cell {
        const ABSENT: &Cell = &Cell::Absent;
        self.table(place.table_ref())
            .map_or(ABSENT, |table| table.cell(place))
    }

    /// Where the cell lies in the file, whether it is there or not.
    pub fn pointer(&self, place: Place) -> Option<Pointer> {
        let table = self.table(place.table_ref())?;
        let row = table.rows_at.index(place.row as usize);
        if let Some(head) = place.head() {
            return Some(row.key(head));
        }
        let column = table.spec().columns.get(usize::from(place.column))?;
        Some(row.join(&column.path()))
    }

    /// Table, row and column in words: `收入决算表 · 合计 · 财政拨款收入`.
    pub fn label(&self, place: Place) -> Text {
        let spec = place.table.spec();
        let column = spec.columns.get(usize::from(place.column));
        let row = self.table(place.table_ref()).and_then(|table| {
            table
                .rows
                .get(place.row as usize)
                .map(|row| row.label(spec))
        });
        let mut parts = vec![spec.title.clone()];
        if place.period != Period::Final {
            parts.push(place.period.text());
        }
        parts.extend(row.filter(|row| !row.zh.is_empty()));
        match place.column {
            Place::NAME => parts.push(Text::new("名称", "name")),
            Place::CODE => parts.push(Text::new("编码", "code")),
            _ => {}
        }
        // A table of one amount column says nothing new with its head.
        let amounts = spec
            .columns
            .iter()
            .filter(|c| c.kind == super::ColumnKind::Money);
        if spec.columns.len() > 1 || amounts.count() == 0 {
            parts.extend(column.map(|column| column.title.clone()));
        }
        Text::join(&parts, " · ", " · ")
    }

    /// What a person would see and edit in the cell: as printed, with its own unit.
    pub fn printed(&self, place: Place) -> String {
        if place.head().is_some() {
            let table = self.table(place.table_ref());
            let row = table.and_then(|table| table.rows.get(place.row as usize));
            return row.map_or_else(String::new, |row| match place.column {
                Place::CODE => row.code.to_string(),
                _ => row.name.to_string(),
            });
        }
        match self.cell(place) {
            Cell::Absent | Cell::Blank => String::new(),
            Cell::Words(words) => words.to_string(),
            Cell::Unreadable(unreadable) => unreadable.raw.clone(),
            Cell::Number(printed) => {
                let digits = super::grouped(printed.value, u32::from(printed.decimals));
                let unit = if printed.own_unit {
                    printed.unit.printed()
                } else {
                    ""
                };
                format!("{digits}{unit}")
            }
        }
    }

    /// A short name of the accounts: department and year.
    pub fn name(&self) -> Text {
        let department = self.department.as_deref().unwrap_or("（未写部门名称）");
        match self.year {
            Some(year) => Text::new(
                format!("{department} {year} 年"),
                format!("{department} {year}"),
            ),
            None => Text::same(department),
        }
    }
}

impl Table {
    /// What the standard says about it.
    pub fn spec(&self) -> &'static TableSpec {
        self.id.table.spec()
    }

    /// The unit of a number at `place` that carries none: the row's, the column's or the table's.
    pub fn default_unit(&self, place: Place) -> Unit {
        let row = self.rows.get(place.row as usize).and_then(|row| row.spec);
        self.spec()
            .unit_of(usize::from(place.column), row, self.unit, self.money)
    }

    /// The cell at a place of this table, [`Cell::Absent`] when there is none.
    pub fn cell(&self, place: Place) -> &Cell {
        const ABSENT: &Cell = &Cell::Absent;
        let row = self.rows.get(place.row as usize);
        row.and_then(|row| row.cells.get(usize::from(place.column)))
            .unwrap_or(ABSENT)
    }

    /// The place of a cell.
    pub fn place(&self, row: usize, column: u16) -> Place {
        Place {
            table: self.id.table,
            period: self.id.period,
            row: u32::try_from(row).unwrap_or(u32::MAX),
            column,
        }
    }

    /// The row of the form with this name or code: `Ok(None)` when the file has none.
    ///
    /// # Errors
    /// The rows, when more than one fits.
    pub fn row(&self, name: &str, side: Option<Side>) -> Result<Option<usize>, Vec<usize>> {
        let spec = self
            .spec()
            .row(name, side)
            .and_then(|row| u16::try_from(row).ok());
        let wanted = normal_name(name);
        let is_code = wanted.bytes().all(|byte| byte.is_ascii_digit());
        let is_called = |row: &Row| {
            let this_half = side.is_none() || row.side.is_none() || row.side == side;
            // A row with a code of its own is not asked for by another code.
            let by_name = || (!is_code || row.code.is_empty()) && is_called(&row.name, &wanted);
            let is_it = *row.code == *wanted || by_name();
            is_it && this_half && !wanted.is_empty()
        };
        let fits = |row: &Row| match spec {
            Some(_) => row.spec == spec,
            None => is_called(row),
        };
        let found: Vec<usize> = (0..self.rows.len())
            .filter(|row| fits(&self.rows[*row]))
            .collect();
        match found.as_slice() {
            [] => Ok(None),
            [row] => Ok(Some(*row)),
            _ => Err(found),
        }
    }

    /// Whether any row has a code.
    pub fn is_coded(&self) -> bool {
        self.contents.coded
    }

    /// Whether any row has a name.
    pub fn is_named(&self) -> bool {
        self.contents.named
    }

    /// Whether any row holds something in a column of the catalogue.
    pub fn holds(&self, column: usize) -> bool {
        self.contents.columns.get(column) == Some(&true)
    }

    /// Decimals of a column's amounts in `unit`: the most that are printed in it.
    pub fn decimals(&self, column: u16, unit: Unit) -> u8 {
        self.decimals
            .get(usize::from(column))
            .and_then(|units| units.iter().find(|(of, _)| *of == unit))
            .map_or(0, |(_, decimals)| *decimals)
    }
}

impl Row {
    /// Name, or code where there is no name, in both languages where the form is known.
    pub fn label(&self, spec: &TableSpec) -> Text {
        if self.name.is_empty() && self.code.is_empty() {
            return self.label_by_subject(spec);
        }
        if self.name.is_empty() {
            return Text::same(&*self.code);
        }
        match self.spec.and_then(|row| spec.rows.get(usize::from(row))) {
            Some(row) if is_called(&self.name, &normal_name(&row.name.zh)) => {
                Text::new(&*self.name, row.name.en.clone())
            }
            _ => Text::same(&*self.name),
        }
    }

    /// A statement of the text has neither name nor code: its number and what it is about.
    fn label_by_subject(&self, spec: &TableSpec) -> Text {
        let words = |key: &str| {
            let cell = self.cells.get(usize::from(spec.column(key)?))?;
            cell.words().filter(|words| !words.is_empty())
        };
        let subject = words("subject").map(|subject| {
            Reference::parse(subject).map_or_else(|_| Text::same(subject), |cell| cell.text())
        });
        let parts = words("id").map(Text::same).into_iter().chain(subject);
        Text::join(&parts.collect::<Vec<_>>(), " ", " ")
    }
}
