//! Edits of cells, rows and explanations, put into edits of the document.
//!
//! A new amount is spelled as the old one was: number or text, with or without separators, with
//! its decimals and its unit, so that a correction changes the digits and nothing else.

mod explanation;
mod insert;
mod row;
mod spelling;

pub use explanation::explanation_edits;
pub use row::RowEdit;

use rust_decimal::Decimal;

use crate::document::{Document, Edit, Kind, Pointer};

use super::read::row_code;
use super::{Accounts, Amount, ColumnKind, NotANumber, Place, Table, Text, Unit};
use spelling::Spelling;

/// A new content for one cell, as a person types it: `1,234.5`, `12.3万元`, words, or nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellEdit {
    /// The cell.
    pub place: Place,
    /// What is typed. A number without a unit is in the cell's own unit.
    pub text: String,
}

/// Why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellEditError {
    /// What was typed is no number, in a column of numbers.
    #[error(transparent)]
    NotANumber(#[from] NotANumber),
    /// The cell is not there and cannot be made, for instance inside a list that is too short.
    #[error("there is no such cell")]
    NoCell,
    /// A key on the way stands twice, so it is not known which value is meant.
    #[error("a key stands more than once here, so it is not known which value is meant")]
    Ambiguous,
    /// The result leaves the range of exact arithmetic.
    #[error("the number is too large")]
    TooLarge,
}

impl CellEditError {
    /// The reason in words.
    pub fn text(&self) -> Text {
        match self {
            Self::NotANumber(reason) => reason.text(),
            Self::NoCell => Text::new("文件中没有这个单元格，无法填写", self.to_string()),
            Self::Ambiguous => Text::new("此处的键出现多次，无法确定改哪一个", self.to_string()),
            Self::TooLarge => Text::new("数字过大", self.to_string()),
        }
    }
}

impl CellEdit {
    /// A new content for a cell.
    pub fn new(place: Place, text: impl Into<String>) -> Self {
        Self {
            place,
            text: text.into(),
        }
    }

    /// The edit of the document.
    ///
    /// # Errors
    /// [`CellEditError`], without having changed anything.
    pub fn edit(&self, document: &Document, accounts: &Accounts) -> Result<Edit, CellEditError> {
        let table = self.table(accounts)?;
        let row = table.rows_at.index(self.place.row as usize);
        let at = match self.place.head() {
            // A row may be just its name.
            Some("name")
                if document
                    .find(&row)
                    .is_some_and(|row| row.kind() == Kind::String) =>
            {
                row.clone()
            }
            Some(head) => row.key(head),
            None => row.join(&table.spec().columns[usize::from(self.place.column)].path()),
        };
        if is_ambiguous(document, &at) {
            return Err(CellEditError::Ambiguous);
        }
        let old = document.find(&at);
        let json = match self.amount(accounts, table)? {
            Some(amount) => {
                Spelling::of(document, accounts, table, self.place, old).json(&amount)?
            }
            None => spelling::words(&self.text, old),
        };
        match old {
            Some(_) => Ok(Edit::Set { at, json }),
            None => insert::cell(document, &row, at, json),
        }
    }

    /// Whether the text can stand in the cell.
    ///
    /// # Errors
    /// [`CellEditError`], with the reason.
    pub fn validate(&self, accounts: &Accounts) -> Result<(), CellEditError> {
        let table = self.table(accounts)?;
        self.amount(accounts, table).map(|_| ())
    }

    /// The table, if it has such a cell.
    fn table<'a>(&self, accounts: &'a Accounts) -> Result<&'a Table, CellEditError> {
        let there = |table: &&Table| {
            (self.place.row as usize) < table.rows.len()
                && (self.place.head().is_some()
                    || usize::from(self.place.column) < table.spec().columns.len())
        };
        accounts
            .table(self.place.table_ref())
            .filter(there)
            .ok_or(CellEditError::NoCell)
    }

    /// The amount in the unit in which it is to be written; `None` for a cell that is emptied or
    /// holds words.
    fn amount(
        &self,
        accounts: &Accounts,
        table: &Table,
    ) -> Result<Option<NewAmount>, CellEditError> {
        let column = table.spec().columns.get(usize::from(self.place.column));
        let kind = column.map_or(ColumnKind::Text, |column| column.kind);
        let typed = self.text.trim();
        if self.place.column == Place::CODE && row_code(typed).is_none() {
            return Err(NotANumber::Words(typed.to_owned()).into());
        }
        if kind == ColumnKind::Text || super::is_blank(&self.text) {
            return Ok(None);
        }
        let typed = Amount::parse(&self.text)?;
        let old = accounts.cell(self.place).number();
        let home = old.map_or_else(|| table.default_unit(self.place), |old| old.unit);
        let amount = |value, decimals, unit| {
            Ok(Some(NewAmount {
                value,
                decimals,
                unit,
                percent_sign: typed.unit == Some(Unit::Percent),
            }))
        };
        let means_nothing = || {
            let unknown = table.unknown_unit.as_ref().filter(|_| home.is_money());
            unknown.filter(|_| old.is_none_or(|old| !old.own_unit))
        };
        match (typed.unit, means_nothing()) {
            (None, Some(unknown)) => Err(NotANumber::UnknownUnit(unknown.clone()).into()),
            (None, None) => amount(typed.value, typed.decimals, home),
            (Some(unit), _) if !unit.comparable(home) => {
                Err(NotANumber::Unit(unit.printed()).into())
            }
            // A unit that was printed with the number is the user's to change; so is one where
            // the table's is not known. The table's is not.
            (Some(unit), unknown) if unknown.is_some() || old.is_some_and(|old| old.own_unit) => {
                amount(typed.value, typed.decimals, unit)
            }
            (Some(unit), _) => {
                let (value, decimals) = convert(typed.value, typed.decimals, unit, home)?;
                amount(value, decimals, home)
            }
        }
    }
}

/// An amount that is to be written into a cell.
struct NewAmount {
    value: Decimal,
    /// As many as were typed.
    decimals: u32,
    unit: Unit,
    /// Whether a percent sign was typed: a text that lacks it gets it so (13.95 → 13.95%).
    percent_sign: bool,
}

/// Whether a key on the way to `at` stands more than once.
fn is_ambiguous(document: &Document, at: &Pointer) -> bool {
    let mut value = document.root();
    for token in at.tokens() {
        if value.kind() == Kind::Object && value.occurrences(&token) > 1 {
            return true;
        }
        match value.at(Pointer::root().key(&token).as_str()) {
            Some(next) => value = next,
            None => return false,
        }
    }
    false
}

/// The exact value in another unit, with the decimals that say the same.
fn convert(
    value: Decimal,
    decimals: u32,
    from: Unit,
    to: Unit,
) -> Result<(Decimal, u32), CellEditError> {
    let base = value
        .checked_mul(from.factor())
        .ok_or(CellEditError::TooLarge)?;
    let converted = base
        .checked_div(to.factor())
        .ok_or(CellEditError::TooLarge)?
        .normalize();
    if converted.checked_mul(to.factor()) != Some(base) {
        return Err(CellEditError::TooLarge);
    }
    let decimals = (decimals + to.exponent()).saturating_sub(from.exponent());
    Ok((converted, decimals.max(converted.scale())))
}
