//! The tables that accounts may hold, with their official titles, columns and fixed rows.
//!
//! All of it is data: `assets/catalogue.json` for the tables that every region may print. Which
//! region and year prints which, and tables that one region alone prints, is left to `edition`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::edition::{self, Edition, EditionError, EditionFile};
use super::{Counter, TableId, Text, Unit, normal_name};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::parse(edition::embedded())
        .expect("the bundled catalogue and editions are valid; a test reads them")
});

/// All tables and editions.
#[derive(Debug)]
pub struct Catalogue {
    tables: Vec<TableSpec>,
    editions: Vec<Edition>,
    by_name: BTreeMap<String, TableId>,
}

/// One table as the standard describes it.
#[derive(Debug, Deserialize)]
pub struct TableSpec {
    /// Its name in files and code, for instance `basic_expenditure`.
    pub key: String,
    /// Its id in the standard, K01–K13; `None` for what is disclosed beside the tables.
    pub id: Option<String>,
    /// The official title.
    pub title: Text,
    /// Other titles under which it is printed.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Where it lies in the file, below the period's pointer.
    pub at: String,
    /// Where the navigation lists it.
    pub group: TableGroup,
    /// The unit of its numbers where neither file nor row says another: 元 for money tables.
    unit: String,
    /// What its rows are.
    pub row_kind: RowKindSpec,
    /// Whether its columns are inferred (tables.md \[I\]), so that it raises questions at most.
    #[serde(default)]
    pub inferred: bool,
    /// The key of the edition that brings it, for a table that one region alone prints.
    #[serde(skip)]
    pub edition: Option<String>,
    /// Its columns, left to right.
    pub columns: Vec<ColumnSpec>,
    /// Its fixed rows, top to bottom; a table may have others.
    pub rows: Vec<RowSpec>,
    /// Rows by code and by the normal forms of their names.
    #[serde(skip)]
    row_names: BTreeMap<String, Vec<usize>>,
    /// Columns by key and by the normal forms of their heads.
    #[serde(skip)]
    column_names: BTreeMap<String, u16>,
    /// Of each column whether no edition attests it, and at the end whether none attests the rows.
    #[serde(skip)]
    unattested: Vec<bool>,
}

/// How the navigation groups tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableGroup {
    /// K01–K13.
    Official,
    /// Disclosed beside the tables: staffing, assets, operating costs, …
    Disclosure,
    /// Performance evaluation.
    Performance,
    /// What the text states.
    Text,
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKindSpec {
    /// Named rows of the form.
    Fixed,
    /// Named rows in an income half and an expenditure half.
    Halves,
    /// 功能分类 类, 款, 项 by code, below a total.
    Functional,
    /// 经济分类 类, 款 by code, with totals.
    Economic,
    /// Any rows.
    Free,
}

/// The half of a two-sided table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// 收入.
    Income,
    /// 支出.
    Expenditure,
}

impl Side {
    /// The half named in a file (`income`, `收入`).
    pub fn named(word: &str) -> Option<Self> {
        match word.trim() {
            "income" | "收入" => Some(Self::Income),
            "expenditure" | "支出" => Some(Self::Expenditure),
            _ => None,
        }
    }
}

/// A column.
#[derive(Debug, Deserialize)]
pub struct ColumnSpec {
    /// Its name in files, the member of a row.
    pub key: String,
    /// The official head.
    pub title: Text,
    /// The head above it, shared with its neighbours.
    pub group: Option<Text>,
    /// Other heads under which it is printed.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Whether no document attests it, so that it raises questions at most.
    #[serde(default)]
    pub inferred: bool,
    /// Where the value lies in the row, when that is not `/key`.
    path: Option<String>,
}

impl ColumnSpec {
    /// Where the value lies below the row.
    pub fn path(&self) -> String {
        self.path
            .clone()
            .unwrap_or_else(|| format!("/{}", self.key))
    }

    /// Whether the value lies deeper than a member of the row.
    pub fn is_nested(&self) -> bool {
        self.path.is_some()
    }
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Amounts of money.
    Money,
    /// Percentages.
    Percent,
    /// Numbers whose unit is the row's or the table's.
    Number,
    /// Words.
    Text,
}

/// A fixed row.
#[derive(Debug, Deserialize)]
pub struct RowSpec {
    /// The official name.
    pub name: Text,
    /// Other printed names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The classification code, for rows that have one.
    pub code: Option<String>,
    /// The half it stands in.
    pub side: Option<Side>,
    /// The row that it is a part of.
    pub part: Option<String>,
    /// The unit of its numbers, when it is not the table's.
    kind: Option<String>,
}

impl RowSpec {
    /// The unit of its numbers, when it is not the table's.
    pub fn unit(&self) -> Option<Unit> {
        self.kind.as_deref().and_then(Unit::parse)
    }
}

#[derive(Deserialize)]
struct TablesFile {
    tables: Vec<TableSpec>,
}

impl Catalogue {
    /// The bundled catalogue.
    pub fn get() -> &'static Self {
        &CATALOGUE
    }

    /// The tables of the catalogue and those of editions, and the editions in their files' order.
    pub(super) fn parse(
        files: impl Iterator<Item = (String, &'static str)>,
    ) -> Result<Self, EditionError> {
        let json = include_str!("../../assets/catalogue.json");
        let TablesFile { tables } =
            serde_json::from_str(json).map_err(|error| EditionError::Json {
                file: "catalogue.json".to_owned(),
                reason: error.to_string(),
            })?;
        let mut catalogue = Self {
            tables: Vec::with_capacity(tables.len()),
            editions: Vec::new(),
            by_name: BTreeMap::new(),
        };
        for table in tables {
            catalogue.add("catalogue.json", table)?;
        }
        let mut read = Vec::new();
        for (name, json) in files {
            let mut file = EditionFile::read(&name, json)?;
            for mut table in std::mem::take(&mut file.own_tables) {
                table.edition = Some(name.trim_end_matches(".json").to_owned());
                catalogue.add(&name, table)?;
            }
            read.push((name, file));
        }
        // Tables that one file brings may be named in another: next year's edition prints them too.
        for (name, file) in read {
            let edition = file.resolve(&name, &catalogue)?;
            if catalogue.edition(&edition.key).is_some() {
                return Err(twice(&name, "edition", &edition.key));
            }
            for (id, table) in edition.tables() {
                // A title that is official somewhere is a name of the table everywhere.
                let title = normal_name(&table.title.zh);
                let known = *catalogue.by_name.entry(title).or_insert(id);
                let spec = &mut catalogue.tables[usize::from(id.0)];
                if known != id {
                    return Err(twice(&name, "title", &table.title.zh));
                }
                if spec.title.zh != table.title.zh && !spec.aliases.contains(&table.title.zh) {
                    spec.aliases.push(table.title.zh.clone());
                }
            }
            catalogue.editions.push(edition);
        }
        catalogue.note_unattested();
        Ok(catalogue)
    }

    /// Takes in a table, none of whose names is another's.
    fn add(&mut self, file: &str, mut table: TableSpec) -> Result<(), EditionError> {
        let id = TableId(u16::try_from(self.tables.len()).unwrap_or(u16::MAX));
        let names = [&table.key, &table.title.zh].into_iter();
        for name in names.chain(&table.aliases).chain(&table.id) {
            if *self.by_name.entry(normal_name(name)).or_insert(id) != id {
                return Err(twice(file, "table", name));
            }
        }
        table.index();
        self.tables.push(table);
        Ok(())
    }

    /// What the standard says about a table.
    pub fn spec(&self, id: TableId) -> &TableSpec {
        &self.tables[usize::from(id.0)]
    }

    /// Every table with its id, in the order of the catalogue.
    pub fn tables(&self) -> impl Iterator<Item = (TableId, &TableSpec)> {
        self.tables
            .iter()
            .enumerate()
            .map(|(index, table)| (TableId(u16::try_from(index).unwrap_or(u16::MAX)), table))
    }

    /// The table with this key, id (`K07`), title or alias.
    pub fn table_named(&self, name: &str) -> Option<TableId> {
        by_any_form(&self.by_name, name).copied()
    }

    /// All editions.
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// The edition with this key.
    pub fn edition(&self, key: &str) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.key == key)
    }

    /// The editions that a department of this name, or of this region, follows in that year; what
    /// is not known narrows nothing down.
    pub fn editions_fitting(&self, department: Option<&str>, year: Option<u16>) -> Vec<&Edition> {
        let mut fitting = match department {
            Some(department) => edition::of_region(&self.editions, department),
            None => self.editions.iter().collect(),
        };
        fitting.retain(|edition| year.is_none_or(|year| edition.is_in_use(year)));
        fitting
    }

    /// The only edition that prints tables with all of these official titles in this order.
    pub fn edition_by_form(&self, titles: &[&str]) -> Option<&Edition> {
        edition::by_form(self.editions.iter(), titles)
    }

    /// Whether no document attests a column (or, for [`Place::NAME`](super::Place::NAME) and
    /// `CODE`, the rows): in `edition`, or when that is not known, in any that prints the table.
    pub fn is_inferred(&self, edition: Option<&Edition>, table: TableId, column: u16) -> bool {
        match edition.and_then(|edition| edition.table(table)) {
            Some(table) => table.inferred(column),
            None => self.spec(table).is_unattested(column),
        }
    }

    /// Notes of each table which columns no edition attests.
    fn note_unattested(&mut self) {
        for (id, spec) in (0..).map(TableId).zip(&mut self.tables) {
            let printed = || self.editions.iter().filter_map(|edition| edition.table(id));
            let columns = spec.columns.iter().map(|column| column.inferred);
            // The last one stands for the heads of the rows.
            let by_spec = columns.chain([false]).map(|column| column || spec.inferred);
            let unattested = (0..).zip(by_spec).map(|(column, by_spec)| {
                let mut of_editions = printed().map(|table| table.inferred(column)).peekable();
                match of_editions.peek() {
                    Some(_) => of_editions.all(|inferred| inferred),
                    None => by_spec,
                }
            });
            spec.unattested = unattested.collect();
        }
    }
}

fn twice(file: &str, what: &'static str, name: &str) -> EditionError {
    EditionError::Name {
        file: file.to_owned(),
        what,
        name: name.to_owned(),
    }
}

impl TableId {
    /// What the standard says about the table.
    pub fn spec(self) -> &'static TableSpec {
        &CATALOGUE.tables[usize::from(self.0)]
    }

    /// The table with this key, id or title; for names that stand in the code or its data.
    ///
    /// # Panics
    /// If the catalogue has no such table, which a test of the rule book would find.
    pub fn named(name: &str) -> Self {
        CATALOGUE
            .table_named(name)
            .unwrap_or_else(|| panic!("the catalogue has a table “{name}”"))
    }
}

impl TableSpec {
    /// The default unit of its numbers.
    pub fn unit(&self) -> Unit {
        Unit::parse(&self.unit).unwrap_or(Unit::Yuan)
    }

    /// The unit of a number in `column` that carries none: that of the fixed row (if it is one),
    /// or that of the table, which is `table`, and `money` for its amounts.
    pub(super) fn unit_of(
        &self,
        column: usize,
        row: Option<u16>,
        table: Unit,
        money: Unit,
    ) -> Unit {
        let of_row = || self.rows.get(usize::from(row?)).and_then(RowSpec::unit);
        match self.columns.get(column).map(|column| column.kind) {
            Some(ColumnKind::Percent) => Unit::Percent,
            Some(ColumnKind::Number) => match of_row() {
                Some(unit) if unit.is_money() => money,
                Some(unit) => unit,
                // Things counted beside amounts are not in the unit of the amounts.
                None if table.is_money() => Unit::Count(Counter::Piece),
                None => table,
            },
            Some(ColumnKind::Money | ColumnKind::Text) | None => money,
        }
    }

    /// The index of the column with this key, head or alias.
    pub fn column(&self, name: &str) -> Option<u16> {
        by_any_form(&self.column_names, name).copied()
    }

    /// The fixed row with this printed name or code, in the given half if one is given.
    ///
    /// `None` when there is no such row, or when the name stands for several.
    pub fn row(&self, name: &str, side: Option<Side>) -> Option<usize> {
        self.only_row(by_any_form(&self.row_names, name)?, side)
    }

    /// The fixed row with this code, which is digits alone.
    pub(super) fn row_with_code(&self, code: &str, side: Option<Side>) -> Option<usize> {
        self.only_row(self.row_names.get(code)?, side)
    }

    fn only_row(&self, rows: &[usize], side: Option<Side>) -> Option<usize> {
        let mut fitting = rows
            .iter()
            .filter(|row| side.is_none() || self.rows[**row].side == side);
        let first = fitting.next()?;
        fitting.next().is_none().then_some(*first)
    }

    /// Notes the names of rows and columns. A name that two columns have is the first one's.
    fn index(&mut self) {
        for (row, spec) in self.rows.iter().enumerate() {
            let names = std::iter::once(&spec.name.zh);
            for name in names.chain(&spec.aliases).chain(&spec.code) {
                let rows = self.row_names.entry(normal_name(name)).or_default();
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
        }
        for (column, spec) in (0..).zip(&self.columns) {
            let names = [&spec.key, &spec.title.zh].into_iter();
            for name in names.chain(&spec.aliases) {
                self.column_names.entry(normal_name(name)).or_insert(column);
            }
        }
    }

    /// Whether no edition attests the column, or the rows for the column of a name or code.
    fn is_unattested(&self, column: u16) -> bool {
        let column = self.unattested.get(usize::from(column));
        column.or_else(|| self.unattested.last()) == Some(&true)
    }
}

/// What is kept under a name: nearly always it is asked for in its normal form.
fn by_any_form<'a, T>(names: &'a BTreeMap<String, T>, name: &str) -> Option<&'a T> {
    names.get(name).or_else(|| names.get(&normal_name(name)))
}

impl Unit {
    /// The unit of scores and weights.
    pub const POINT: Self = Self::Count(Counter::Point);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_catalogue_is_valid() {
        let catalogue = Catalogue::get();
        assert_eq!(
            catalogue.tables().filter(|(_, t)| t.id.is_some()).count(),
            13
        );
        for (id, table) in catalogue.tables() {
            assert_eq!(TableId::named(&table.key), id);
            assert!(Unit::parse(&table.unit).is_some(), "{}", table.key);
            for row in &table.rows {
                assert!(row.kind.is_none() || row.unit().is_some(), "{}", row.name);
                assert!(table.row(&row.name.zh, row.side).is_some(), "{}", row.name);
            }
        }
    }

    #[test]
    fn a_name_that_stands_in_both_halves_needs_the_half() {
        let spec = TableId::named("K01").spec();
        assert_eq!(spec.row("总计", None), None);
        assert!(spec.row("总计", Some(Side::Income)).is_some());
    }
}
