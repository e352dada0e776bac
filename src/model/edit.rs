//! Edits of cells, rows and explanations, put into edits of the document.
//!
//! A new amount is spelled as the old one was: number or text, with or without separators, with
//! its decimals and its unit, so that a correction changes the digits and nothing else.

use rust_decimal::Decimal;

use crate::document::{Document, Edit, Kind, Pointer, Value};

use super::{
    Accounts, Amount, Cell, ColumnKind, Explanation, NotANumber, Place, Table, TableRef, Text,
    Unit, fixed, grouped,
};

/// A new content for one cell, as a person types it: `1,234.5`, `12.3万元`, words, or nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellEdit {
    /// The cell.
    pub place: Place,
    /// What is typed. A number without a unit is in the cell's own unit.
    pub text: String,
}

/// A row put in or taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowEdit {
    /// An empty row before row `at` (the number of rows appends).
    Insert {
        /// The table.
        table: TableRef,
        /// Index of the new row.
        at: usize,
    },
    /// Takes row `at` out.
    Remove {
        /// The table.
        table: TableRef,
        /// Index of the row.
        at: usize,
    },
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
        let table = accounts
            .table(self.place.table_ref())
            .ok_or(CellEditError::NoCell)?;
        let at = accounts.pointer(self.place).ok_or(CellEditError::NoCell)?;
        if is_ambiguous(document, &at) {
            return Err(CellEditError::Ambiguous);
        }
        let old = document.find(&at);
        let json = self.json(document, accounts, table, old)?;
        match old {
            Some(_) => Ok(Edit::Set { at, json }),
            None => insert(document, &at, json),
        }
    }

    /// Whether the text can stand in the cell.
    ///
    /// # Errors
    /// [`CellEditError`], with the reason.
    pub fn validate(&self, accounts: &Accounts) -> Result<(), CellEditError> {
        let table = accounts
            .table(self.place.table_ref())
            .ok_or(CellEditError::NoCell)?;
        self.amount(accounts, table).map(|_| ())
    }

    /// The amount in the unit in which it is to be written; `None` for a cell that is emptied or
    /// holds words.
    fn amount(
        &self,
        accounts: &Accounts,
        table: &Table,
    ) -> Result<Option<(Decimal, u32, Unit)>, CellEditError> {
        let kind = table.spec().columns[usize::from(self.place.column)].kind;
        if kind == ColumnKind::Text || super::is_blank(&self.text) {
            return Ok(None);
        }
        let typed = Amount::parse(&self.text)?;
        let old = accounts.cell(self.place).number();
        let home = old.map_or_else(|| table.default_unit(self.place), |old| old.unit);
        let Some(unit) = typed.unit else {
            return Ok(Some((typed.value, typed.decimals, home)));
        };
        if !unit.comparable(home) {
            return Err(NotANumber::Unit(unit.printed()).into());
        }
        // A unit that was printed with the number is the user's to change; the table's is not.
        if old.is_some_and(|old| old.own_unit) {
            return Ok(Some((typed.value, typed.decimals, unit)));
        }
        let (value, decimals) = convert(typed.value, typed.decimals, unit, home)?;
        Ok(Some((value, decimals, home)))
    }

    fn json(
        &self,
        document: &Document,
        accounts: &Accounts,
        table: &Table,
        old: Option<Value<'_>>,
    ) -> Result<String, CellEditError> {
        let Some((value, decimals, unit)) = self.amount(accounts, table)? else {
            return Ok(quoted(self.text.trim()));
        };
        let cell = accounts.cell(self.place);
        let printed = cell.number().map_or_else(
            || table.decimals(self.place.column, unit),
            |printed| printed.decimals,
        );
        let keeps_decimals = unit.is_money() || unit == Unit::Percent;
        let decimals = if keeps_decimals {
            decimals.max(u32::from(printed))
        } else {
            decimals
        };
        let spelling = Spelling::of(document, table, self.place, old);
        if spelling.number {
            return Ok(fixed(value, decimals));
        }
        let digits = if spelling.separators {
            grouped(value, decimals)
        } else {
            fixed(value, decimals)
        };
        let own_unit = cell.number().is_some_and(|printed| printed.own_unit);
        let suffix = if own_unit || unit != table.default_unit(self.place) {
            unit.printed()
        } else {
            ""
        };
        Ok(quoted(&format!("{digits}{suffix}")))
    }
}

/// Whether a key on the way to `at` stands more than once.
fn is_ambiguous(document: &Document, at: &Pointer) -> bool {
    let mut at = at.clone();
    while let (Some(parent), Some(key)) = (at.parent(), at.last()) {
        if document
            .find(&parent)
            .is_some_and(|object| object.occurrences(&key) > 1)
        {
            return true;
        }
        at = parent;
    }
    false
}

/// The exact value in another unit of money.
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
        .ok_or(CellEditError::TooLarge)?;
    let decimals = (decimals + to.exponent()).saturating_sub(from.exponent());
    Ok((
        converted.normalize(),
        decimals.max(converted.normalize().scale()),
    ))
}

/// How amounts are spelled at a place.
struct Spelling {
    /// As a JSON number rather than text.
    number: bool,
    /// With thousands separators.
    separators: bool,
}

impl Spelling {
    /// As the old value is spelled; where that does not tell, as its neighbours are.
    fn of(document: &Document, table: &Table, place: Place, old: Option<Value<'_>>) -> Self {
        let old_kind = old
            .map(Value::kind)
            .filter(|kind| matches!(kind, Kind::Number | Kind::String));
        let old_text = old.map(Value::raw).unwrap_or_default();
        let digits = old_text
            .chars()
            .take_while(|c| *c != '.')
            .filter(char::is_ascii_digit)
            .count();
        if let Some(kind) = old_kind
            && (kind == Kind::Number || digits > 3)
        {
            return Self {
                number: kind == Kind::Number,
                separators: old_text.contains(','),
            };
        }
        let neighbours = neighbours(document, table, place);
        let number = match old_kind {
            Some(kind) => kind == Kind::Number,
            None => neighbours
                .first()
                .is_some_and(|value| value.kind() == Kind::Number),
        };
        Self {
            number,
            separators: neighbours.iter().any(|value| value.raw().contains(',')),
        }
    }
}

/// Values of the same column, then of the same row; a bounded number of them.
fn neighbours<'a>(document: &'a Document, table: &Table, place: Place) -> Vec<Value<'a>> {
    let Some(rows) = document.find(&table.rows_at) else {
        return Vec::new();
    };
    let columns = &table.spec().columns;
    let amount = |value: &Value<'_>| matches!(value.kind(), Kind::Number | Kind::String);
    let path = columns[usize::from(place.column)].path();
    let column = rows.elements().take(64).filter_map(|row| row.at(&path));
    let row = rows
        .elements()
        .nth(place.row as usize)
        .into_iter()
        .flat_map(|row| {
            let numeric = columns
                .iter()
                .filter(|column| column.kind != ColumnKind::Text);
            numeric.filter_map(move |column| row.at(&column.path()))
        });
    column.chain(row).filter(amount).collect()
}

/// A value where there is none: a member of the row, or the next element of a list in it.
fn insert(document: &Document, at: &Pointer, json: String) -> Result<Edit, CellEditError> {
    let parent = at.parent().ok_or(CellEditError::NoCell)?;
    let last = at.last().ok_or(CellEditError::NoCell)?;
    let container = document.find(&parent).ok_or(CellEditError::NoCell)?;
    match container.kind() {
        Kind::Object => Ok(Edit::InsertMember {
            object: parent,
            key: last,
            json,
        }),
        Kind::Array if last.parse() == Ok(container.len()) => Ok(Edit::InsertElement {
            index: container.len(),
            array: parent,
            json,
        }),
        _ => Err(CellEditError::NoCell),
    }
}

/// `text` as a JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl RowEdit {
    /// The edit of the document.
    ///
    /// # Errors
    /// [`CellEditError::NoCell`] when the table or row is not there.
    pub fn edit(&self, accounts: &Accounts) -> Result<Edit, CellEditError> {
        let (table, at, past_end) = match self {
            Self::Insert { table, at } => (table, *at, 1),
            Self::Remove { table, at } => (table, *at, 0),
        };
        let table = accounts.table(*table).ok_or(CellEditError::NoCell)?;
        if at >= table.rows.len() + past_end {
            return Err(CellEditError::NoCell);
        }
        let array = table.rows_at.clone();
        Ok(match self {
            Self::Insert { .. } => {
                let coded = table.rows.iter().any(|row| !row.code.is_empty());
                let code = if coded { "\"code\": \"\", " } else { "" };
                let json = format!("{{{code}\"name\": \"\"}}");
                Edit::InsertElement {
                    array,
                    index: at,
                    json,
                }
            }
            Self::Remove { .. } => Edit::RemoveElement { array, index: at },
        })
    }
}

/// Edits that store `explanation`, or take out the one with `fingerprint`.
///
/// The member `explanations` of the top level is the only thing that they touch.
pub fn explanation_edits(
    document: &Document,
    fingerprint: &str,
    explanation: Option<&Explanation>,
) -> Vec<Edit> {
    let at = Pointer::root().key("explanations");
    let list = document.find(&at);
    let old = list
        .into_iter()
        .flat_map(Value::elements)
        .position(|value| {
            value.get("fingerprint").and_then(Value::string).as_deref() == Some(fingerprint)
        });
    match (explanation.map(explanation_json), old, list) {
        (Some(json), Some(index), _) => vec![Edit::Set {
            at: at.index(index),
            json,
        }],
        (Some(json), None, Some(list)) => {
            vec![Edit::InsertElement {
                index: list.len(),
                array: at,
                json,
            }]
        }
        (Some(json), None, None) => vec![Edit::InsertMember {
            object: Pointer::root(),
            key: "explanations".to_owned(),
            json: format!("[{json}]"),
        }],
        // The member goes with its last explanation, so that nothing of it stays behind.
        (None, Some(_), Some(list)) if list.len() == 1 => vec![Edit::RemoveMember {
            object: Pointer::root(),
            key: "explanations".to_owned(),
        }],
        (None, Some(index), _) => vec![Edit::RemoveElement { array: at, index }],
        (None, None, _) => Vec::new(),
    }
}

fn explanation_json(explanation: &Explanation) -> String {
    let figures: Vec<_> = explanation
        .figures
        .iter()
        .map(|figure| {
            format!(
                "{{\"label\": {}, \"value\": {}}}",
                quoted(&figure.label),
                quoted(&figure.value)
            )
        })
        .collect();
    format!(
        "{{\"code\": {}, \"fingerprint\": {}, \"text\": {}, \"figures\": [{}]}}",
        quoted(&explanation.code),
        quoted(&explanation.fingerprint),
        quoted(&explanation.text),
        figures.join(", ")
    )
}

impl Table {
    /// The unit of a number at `place` that carries none: the row's, the column's or the table's.
    pub fn default_unit(&self, place: Place) -> Unit {
        let row = self.rows.get(place.row as usize).and_then(|row| row.spec);
        self.spec()
            .unit_of(usize::from(place.column), row, self.unit)
    }
}

impl Accounts {
    /// What a person would see and edit in the cell: as printed, with its own unit.
    pub fn printed(&self, place: Place) -> String {
        match self.cell(place) {
            Cell::Absent | Cell::Blank => String::new(),
            Cell::Words(words) => words.to_string(),
            Cell::Unreadable(unreadable) => unreadable.raw.clone(),
            Cell::Number(printed) => {
                let digits = grouped(printed.value, u32::from(printed.decimals));
                let unit = if printed.own_unit {
                    printed.unit.printed()
                } else {
                    ""
                };
                format!("{digits}{unit}")
            }
        }
    }
}
