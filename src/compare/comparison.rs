//! Several accounts beside each other: years of one department, or departments of one year.

use crate::model::{
    Accounts, ColumnKind, Period, Place, RowKind, Side, Table, TableGroup, TableId, TableRef, Text,
    normal_name,
};

use super::Change;
use super::known::{Absent, Spot, Value, value_at};
use super::rows::{Matched, PairKind, join, match_rows};

/// Several accounts beside each other.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What the accounts differ in.
    pub axis: Axis,
    /// The accounts, from left to right: by year, then as given.
    pub entries: Vec<Entry>,
    /// Every table that one of them has and that holds figures, in the order of the catalogue.
    pub tables: Vec<ComparedTable>,
}

/// What the accounts differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Years of one department: a change from one to the next means something.
    Years,
    /// Departments of one year: there are differences, but no changes.
    Departments,
    /// Both, or neither is known.
    Mixed,
}

/// One of the accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its index in the order in which the accounts were given.
    pub accounts: usize,
    /// The department, as written.
    pub department: Option<String>,
    /// The year.
    pub year: Option<u16>,
}

/// A table over all entries.
#[derive(Clone, Debug)]
pub struct ComparedTable {
    /// Which table.
    pub table: TableId,
    /// Whether each entry has it.
    pub given: Vec<bool>,
    /// Its rows, in the order of the last entry.
    pub rows: Vec<ComparedRow>,
    /// Rows that may be one and the same, for the user to decide.
    pub suggestions: Vec<Suggestion>,
    matched: Vec<Matched>,
}

/// A row over all entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedRow {
    /// Its code, if it has one.
    pub code: String,
    /// Its name in the last entry that has it.
    pub name: Text,
    /// Other names under which it is printed, with the entry.
    pub other_names: Vec<(usize, String)>,
    /// Other codes under which it is printed, with the entry.
    pub other_codes: Vec<(usize, String)>,
    /// What it is in the hierarchy.
    pub kind: RowKind,
    /// The half it stands in.
    pub side: Option<Side>,
    /// Its index in each entry's table.
    pub at: Vec<Option<usize>>,
    /// Its values: by column of the catalogue, then by entry. Columns of words have none.
    pub values: Vec<Vec<Value>>,
}

/// Two rows that may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Index of the row that would stay.
    pub first: usize,
    /// Index of the row that would be taken into it.
    pub second: usize,
    /// Why.
    pub kind: SuggestionKind,
}

/// Why two rows may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    /// 更名: the code is the same, the name is not.
    Renamed,
    /// 科目调整: the name is the same, the code is not.
    Moved,
}

impl Comparison {
    /// Puts accounts beside each other.
    pub fn new(accounts: &[&Accounts]) -> Self {
        let mut entries: Vec<Entry> = accounts
            .iter()
            .enumerate()
            .map(|(index, accounts)| Entry {
                accounts: index,
                department: accounts.department.clone(),
                year: accounts.year,
            })
            .collect();
        entries.sort_by_key(|entry| entry.year);
        let mut tables: Vec<TableId> = accounts
            .iter()
            .flat_map(|accounts| &accounts.tables)
            .filter(|table| table.id.period == Period::Final && holds_figures(table))
            .map(|table| table.id.table)
            .collect();
        tables.sort_unstable();
        tables.dedup();
        let tables = tables
            .into_iter()
            .map(|table| ComparedTable::new(table, &entries, accounts))
            .collect();
        Self {
            axis: Axis::of(&entries),
            entries,
            tables,
        }
    }

    /// The table, if one of the accounts has it.
    pub fn table(&self, table: TableId) -> Option<&ComparedTable> {
        self.tables.iter().find(|compared| compared.table == table)
    }

    /// Takes two rows that were suggested as one.
    pub fn accept(&mut self, accounts: &[&Accounts], table: TableId, suggestion: Suggestion) {
        let entries = &self.entries;
        if let Some(compared) = self.tables.iter_mut().find(|other| other.table == table) {
            compared.accept(entries, accounts, suggestion);
        }
    }
}

fn holds_figures(table: &Table) -> bool {
    let spec = table.spec();
    spec.group != TableGroup::Text
        && spec
            .columns
            .iter()
            .any(|column| column.kind != ColumnKind::Text)
}

impl Axis {
    fn of(entries: &[Entry]) -> Self {
        let Some(first) = entries.first() else {
            return Self::Mixed;
        };
        let name = |entry: &Entry| entry.department.as_deref().map(normal_name);
        let years = entries.windows(2).all(|pair| {
            pair[0].year.is_some()
                && pair[0].year < pair[1].year
                && name(&pair[0]) == name(&pair[1])
        });
        if years {
            Self::Years
        } else if entries.iter().all(|entry| entry.year == first.year) {
            Self::Departments
        } else {
            Self::Mixed
        }
    }
}

impl Entry {
    /// What tells it from its neighbours: the year, the department, or both.
    pub fn label(&self, axis: Axis) -> Text {
        let year = self.year.map_or_else(
            || Text::new("年度不明", "year unknown"),
            |year| Text::new(format!("{year} 年"), year.to_string()),
        );
        let department = self.department.as_deref().map_or_else(
            || Text::new("未写部门名称", "no department named"),
            Text::same,
        );
        match axis {
            Axis::Years => year,
            Axis::Departments => department,
            Axis::Mixed => Text::join([&department, &year], " ", " "),
        }
    }
}

impl ComparedTable {
    fn new(table: TableId, entries: &[Entry], accounts: &[&Accounts]) -> Self {
        let tables = tables(table, entries, accounts);
        let (matched, pairs) = match_rows(table.spec(), &tables);
        let suggestions = pairs.iter().map(|pair| Suggestion {
            first: pair.first,
            second: pair.second,
            kind: match pair.kind {
                PairKind::SameCode => SuggestionKind::Renamed,
                PairKind::SameName => SuggestionKind::Moved,
            },
        });
        Self {
            table,
            given: tables.iter().map(Option::is_some).collect(),
            suggestions: suggestions.collect(),
            rows: compared_rows(&matched, entries, accounts, &tables),
            matched,
        }
    }

    fn accept(&mut self, entries: &[Entry], accounts: &[&Accounts], suggestion: Suggestion) {
        let Suggestion { first, second, .. } = suggestion;
        if !self.suggestions.contains(&suggestion) {
            return;
        }
        join(&mut self.matched, first, second);
        self.matched.remove(second);
        self.suggestions.retain(|other| {
            let touched = [first, second];
            !touched.contains(&other.first) && !touched.contains(&other.second)
        });
        for other in &mut self.suggestions {
            for index in [&mut other.first, &mut other.second] {
                *index -= usize::from(*index > second);
            }
        }
        let tables = tables(self.table, entries, accounts);
        self.rows = compared_rows(&self.matched, entries, accounts, &tables);
    }

    /// Whether a figure of it is not the same everywhere.
    pub fn differs(&self) -> bool {
        let mut columns = self.figure_columns();
        columns.any(|column| {
            self.rows.iter().any(|row| {
                let entries = 1..self.given.len();
                let mut changes = entries.map(|entry| row.change(column, entry - 1, entry));
                changes.any(|change| change.is_zero() == Some(false))
            })
        })
    }

    /// The columns that hold figures, by their index in the catalogue.
    pub fn figure_columns(&self) -> impl Iterator<Item = u16> + use<> {
        let columns = self.table.spec().columns.iter().enumerate();
        columns
            .filter(|(_, column)| column.kind != ColumnKind::Text)
            .filter_map(|(index, _)| u16::try_from(index).ok())
    }

    /// The column that stands for the whole row: its total, its final figure.
    pub fn main_column(&self) -> u16 {
        let spec = self.table.spec();
        ["total", "final", "expenditure_total"]
            .iter()
            .find_map(|key| spec.column(key))
            .or_else(|| self.figure_columns().next())
            .unwrap_or_default()
    }
}

impl ComparedRow {
    /// The value in this column of the catalogue, for the entry with this index.
    pub fn value(&self, column: u16, entry: usize) -> &Value {
        const ABSENT: &Value = &Err(Absent::Table);
        self.values
            .get(usize::from(column))
            .and_then(|values| values.get(entry))
            .unwrap_or(ABSENT)
    }

    /// How the value changed from one entry to another.
    pub fn change(&self, column: u16, from: usize, to: usize) -> Change {
        Change::between(self.value(column, from), self.value(column, to))
    }

    /// The cell of an entry, if its table has the row.
    pub fn spot(
        &self,
        table: TableId,
        entries: &[Entry],
        column: u16,
        entry: usize,
    ) -> Option<Spot> {
        let row = self.at.get(entry).copied().flatten()?;
        let place = Place {
            table,
            period: Period::Final,
            row: u32::try_from(row).ok()?,
            column,
        };
        Some(Spot {
            accounts: entries.get(entry)?.accounts,
            place,
        })
    }
}

fn tables<'a>(
    table: TableId,
    entries: &[Entry],
    accounts: &[&'a Accounts],
) -> Vec<Option<&'a Table>> {
    let id = TableRef {
        table,
        period: Period::Final,
    };
    entries
        .iter()
        .map(|entry| accounts.get(entry.accounts)?.table(id))
        .collect()
}

fn compared_rows(
    matched: &[Matched],
    entries: &[Entry],
    accounts: &[&Accounts],
    tables: &[Option<&Table>],
) -> Vec<ComparedRow> {
    matched
        .iter()
        .filter_map(|row| compared_row(row, entries, accounts, tables))
        .collect()
}

fn compared_row(
    matched: &Matched,
    entries: &[Entry],
    accounts: &[&Accounts],
    tables: &[Option<&Table>],
) -> Option<ComparedRow> {
    let printed = |entry: usize| {
        let at = matched.at[entry]?;
        let table = tables[entry]?;
        table.rows.get(at).map(|row| (table, row))
    };
    let last = (0..tables.len())
        .rev()
        .find(|entry| printed(*entry).is_some())?;
    let (table, row) = printed(last)?;
    let spec = table.spec();
    let others = || (0..last).filter_map(|entry| Some((entry, printed(entry)?.1)));
    let value = |column: usize, entry: usize| -> Value {
        let table = tables[entry].ok_or(Absent::Table)?;
        let at = matched.at[entry].ok_or(Absent::Row)?;
        let place = table.place(at, u16::try_from(column).unwrap_or(u16::MAX));
        let index = entries[entry].accounts;
        value_at(accounts[index], index, place)
    };
    let values = spec.columns.iter().enumerate().map(|(column, of)| {
        if of.kind == ColumnKind::Text {
            return Vec::new();
        }
        (0..tables.len())
            .map(|entry| value(column, entry))
            .collect()
    });
    Some(ComparedRow {
        code: row.code.to_string(),
        name: row.label(spec),
        other_names: others()
            .filter(|(_, other)| normal_name(&other.name) != normal_name(&row.name))
            .map(|(entry, other)| (entry, other.name.to_string()))
            .collect(),
        other_codes: others()
            .filter(|(_, other)| other.code != row.code)
            .map(|(entry, other)| (entry, other.code.to_string()))
            .collect(),
        kind: row.kind,
        side: row.side,
        at: matched.at.clone(),
        values: values.collect(),
    })
}
