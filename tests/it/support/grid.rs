//! Accounts as plain grids of printed text, to be spoilt and written again.

use std::fmt::Write as _;

use gouji::document::Document;
use gouji::model::{Accounts, Cell, Period, Side};

/// What accounts print, table by table.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    pub department: String,
    pub edition: String,
    pub year: u16,
    pub tables: Vec<Sheet>,
}

/// One table.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// `K03`.
    pub id: &'static str,
    /// Its key in the file.
    pub key: &'static str,
    pub unit: String,
    /// Whether it is last year's.
    pub is_prior: bool,
    /// Keys of its columns of amounts.
    pub columns: Vec<&'static str>,
    pub rows: Vec<Line>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub code: String,
    pub name: String,
    pub side: Option<Side>,
    /// What is printed, column by column; `None` is not there.
    pub cells: Vec<Option<String>>,
}

impl Grid {
    /// What a file says.
    pub(crate) fn read(json: &str) -> Self {
        let document = Document::parse(json.as_bytes().to_vec()).unwrap();
        Self::of(&Accounts::read(&document).unwrap())
    }

    /// What accounts print.
    pub(crate) fn of(accounts: &Accounts) -> Self {
        Self {
            department: accounts.department.clone().unwrap(),
            edition: accounts.edition.unwrap().key.clone(),
            year: accounts.year.unwrap(),
            tables: accounts.tables.iter().map(sheet).collect(),
        }
    }

    /// The table with this id.
    pub(crate) fn table(&self, id: &str) -> Option<&Sheet> {
        let mut tables = self.tables.iter();
        tables.find(|table| table.id == id && !table.is_prior)
    }

    /// The same to be spoilt.
    pub(crate) fn table_mut(&mut self, id: &str) -> &mut Sheet {
        let mut tables = self.tables.iter_mut();
        tables
            .find(|table| table.id == id && !table.is_prior)
            .unwrap()
    }

    /// The file that says it.
    pub(crate) fn json(&self) -> String {
        let tables = |is_prior: bool| {
            let tables = self
                .tables
                .iter()
                .filter(|table| table.is_prior == is_prior);
            let tables: Vec<String> = tables.map(Sheet::json).collect();
            format!("{{{}}}", tables.join(",\n"))
        };
        format!(
            "{{\"format\": \"gouji-accounts/1\", \"department\": \"{}\", \"year\": {}, \"edition\": \"{}\", \"unit\": \"元\",\n\"tables\": {},\n\"prior_year\": {{\"tables\": {}}}}}",
            self.department,
            self.year,
            self.edition,
            tables(false),
            tables(true),
        )
    }
}

fn sheet(table: &gouji::model::Table) -> Sheet {
    let spec = table.spec();
    let columns = (0..spec.columns.len()).filter(|column| table.holds(*column));
    let columns: Vec<usize> = columns.collect();
    let rows = table.rows.iter().map(|row| Line {
        code: row.code.to_string(),
        name: row.name.to_string(),
        side: row.side,
        cells: columns
            .iter()
            .map(|column| printed(row.cells.get(*column)))
            .collect(),
    });
    Sheet {
        id: spec.id.as_deref().unwrap(),
        key: &spec.key,
        unit: table.unit.printed().to_owned(),
        is_prior: table.id.period == Period::PriorYear,
        rows: rows.collect(),
        columns: columns
            .iter()
            .map(|column| &*spec.columns[*column].key)
            .collect(),
    }
}

fn printed(cell: Option<&Cell>) -> Option<String> {
    match cell? {
        Cell::Number(number) => Some(gouji::model::fixed(
            number.value,
            u32::from(number.decimals),
        )),
        Cell::Blank => Some(String::new()),
        Cell::Words(words) => Some(words.to_string()),
        _ => None,
    }
}

impl Sheet {
    fn json(&self) -> String {
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|row| row.json(&self.columns))
            .collect();
        format!(
            "\"{}\": {{\"unit\": \"{}\", \"rows\": [\n{}]}}",
            self.key,
            self.unit,
            rows.join(",\n")
        )
    }

    /// The number in a cell, in hundredths; blank is zero.
    pub(crate) fn cents(&self, row: usize, column: usize) -> i64 {
        cents(self.rows[row].cells[column].as_deref())
    }

    /// Prints a number into a cell.
    pub(crate) fn print(&mut self, row: usize, column: usize, cents: i64) {
        self.rows[row].cells[column] = Some(decimal(cents));
    }

    /// The row with this code.
    pub(crate) fn coded(&self, code: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.code == code)
    }

    /// The rows directly below a code; those of a class for the total.
    pub(crate) fn children(&self, code: &str) -> Vec<usize> {
        let digits = match code.len() {
            0 => 3,
            digits => digits + 2,
        };
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| row.code.len() == digits && row.code.starts_with(code))
            .map(|(index, _)| index)
            .collect()
    }
}

impl Line {
    fn json(&self, columns: &[&str]) -> String {
        let mut json = format!("{{\"name\": \"{}\"", self.name);
        if !self.code.is_empty() {
            write!(json, ", \"code\": \"{}\"", self.code).unwrap();
        }
        if let Some(side) = self.side {
            let side = match side {
                Side::Income => "income",
                Side::Expenditure => "expenditure",
            };
            write!(json, ", \"side\": \"{side}\"").unwrap();
        }
        for (column, cell) in columns.iter().zip(&self.cells) {
            if let Some(cell) = cell {
                write!(json, ", \"{column}\": \"{cell}\"").unwrap();
            }
        }
        json.push('}');
        json
    }
}

/// A printed number in hundredths.
pub(crate) fn cents(text: Option<&str>) -> i64 {
    let text = text.unwrap_or_default();
    if text.is_empty() {
        return 0;
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part: String = format!("{part}00").chars().take(2).collect();
    let is_negative = whole.starts_with('-');
    let whole: i64 = whole.parse().unwrap();
    let part: i64 = part.parse().unwrap();
    whole * 100 + if is_negative { -part } else { part }
}

/// Hundredths as they are printed.
pub(crate) fn decimal(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}
