//! Reading a document as accounts.
//!
//! It cannot fail half-way: what it does not understand it says. Nothing is guessed; a figure
//! whose key stands twice, or whose unit is not known, is kept as it is and not checked.

mod another;
mod cells;
mod doubt;
mod edition;
mod format;
mod narrative;
mod patch;
mod remarks;
mod rows;
mod source;

pub use edition::EditionBy;
pub use format::{FORMAT, FormatError};
pub(super) use rows::row_code;

use std::sync::LazyLock;

use crate::document::{Document, Kind, Pointer, Value};

use super::accounts::Contents;
use super::{
    Accounts, Catalogue, ExplainedFigure, Explanation, Period, RemarkKind, Table, TableId,
    TableRef, TableSpec, Text, Unit,
};
use doubt::Doubts;
use remarks::Remarks;
use rows::RowReader;

/// Members of the top level beside the tables.
const HEADER: &[&str] = &[
    "$schema",
    "format",
    "department",
    "year",
    "region",
    "edition",
    "unit",
    "note",
    "explanations",
    "not_understood",
    "import_notes",
    "narrative",
];
/// Members of a table beside its rows.
const TABLE_MEMBERS: &[&str] = &["title", "unit", "decimals", "rows", "note", "source"];

/// Where each table of each period lies, if it is there.
static PLACES: LazyLock<Vec<(TableRef, Pointer)>> = LazyLock::new(|| {
    let of_period = |period: Period| {
        let tables = Catalogue::get().tables();
        tables.map(move |(table, spec)| {
            let at = format!("{}{}", period.pointer(), spec.at);
            (TableRef { table, period }, Pointer::new(&at))
        })
    };
    Period::ALL.into_iter().flat_map(of_period).collect()
});

impl Accounts {
    /// Reads a document.
    ///
    /// # Errors
    /// [`FormatError`] when it is not accounts of a version that this program knows. Everything
    /// else that is wrong becomes a [`Remark`](super::Remark) or an unreadable cell.
    pub fn read(document: &Document) -> Result<Self, FormatError> {
        format::check(document)?;
        let mut remarks = Remarks::new(document);
        let mut reader = Reader {
            accounts: Self::default(),
            order: Vec::new(),
            unknown_unit: None,
            doubts: Doubts::new(remarks.repeated_keys()),
            remarks,
        };
        let root = document.root();
        reader.header(root);
        reader.tables(root);
        reader.edition(root);
        reader.explanations(root);
        reader.not_understood(root);
        reader.import_notes(root);
        reader.narrative(root);
        reader.unknown_members(root);
        reader.accounts.remarks = reader.remarks.finish();
        source::name_cells(&mut reader.accounts);
        reader.accounts.text_of_another |= reader.accounts.agrees_nowhere();
        reader.accounts.relate_twins();
        Ok(reader.accounts)
    }
}

/// What has been read so far.
struct Reader<'a> {
    accounts: Accounts,
    /// The final tables of a workbook as they follow each other there.
    order: Vec<(usize, TableId)>,
    /// The file's unit as written, when it is none that is known.
    unknown_unit: Option<Box<str>>,
    doubts: Doubts,
    remarks: Remarks<'a>,
}

/// The units of a table's numbers that carry none.
#[derive(Clone, Debug)]
struct Units {
    /// Of the table as a whole.
    table: Unit,
    /// Of its amounts of money.
    money: Unit,
    /// The unit as written, when it is none that is known, so that the amounts mean nothing.
    unknown: Option<Box<str>>,
    /// Whether any unit of money is written for them.
    declared: bool,
}

impl<'a> Reader<'a> {
    fn header(&mut self, root: Value<'a>) {
        self.accounts.department = self.header_words(root, "department");
        self.accounts.region = self.header_words(root, "region");
        self.header_words(root, "note");
        if let Some(value) = given(root, "year") {
            let digits = value.string().unwrap_or_else(|| value.raw().into());
            match digits.trim().parse() {
                Ok(year) if (1949..2200).contains(&year) => self.accounts.year = Some(year),
                _ => self.wrong_header(value, "year"),
            }
        }
        if let Some(key) = self.header_words(root, "edition") {
            self.accounts.edition = Catalogue::get().edition(&key);
            if let (None, Some(value)) = (self.accounts.edition, root.get("edition")) {
                self.wrong_header(value, "edition");
            }
            self.accounts.edition_by = self.accounts.edition.map(|_| EditionBy::Name);
        }
        match self.unit(root, Unit::is_money) {
            Ok(unit) => self.accounts.unit = unit,
            Err(unknown) => self.unknown_unit = Some(unknown),
        }
    }

    fn header_words(&mut self, root: Value<'a>, key: &str) -> Option<String> {
        let value = given(root, key)?;
        let words = value.string().map(|words| words.trim().to_owned());
        if words.is_none() {
            self.wrong_header(value, key);
        }
        words.filter(|words| !words.is_empty())
    }

    /// The unit that the file or a table names, `Ok(None)` when it names none.
    ///
    /// # Errors
    /// What is written there, when it is no unit that fits; it was remarked on.
    fn unit(
        &mut self,
        object: Value<'a>,
        fits: impl Fn(Unit) -> bool,
    ) -> Result<Option<Unit>, Box<str>> {
        let Some(value) = given(object, "unit") else {
            return Ok(None);
        };
        let unit = value.string().and_then(|name| Unit::parse(&name));
        if unit.is_some_and(fits) && object.occurrences("unit") == 1 {
            return Ok(unit);
        }
        self.wrong_header(value, "unit");
        let words = value.string().unwrap_or_else(|| value.raw().into());
        Err(words.chars().take(40).collect())
    }

    fn wrong_header(&mut self, value: Value<'a>, key: &str) {
        self.remarks.add(RemarkKind::Header, value, || {
            let raw: String = value.raw().chars().take(40).collect();
            Text::new(
                format!("“{key}”的值 {raw} 无法识别"),
                format!("the value {raw} of “{key}” is not known"),
            )
        });
    }

    fn tables(&mut self, root: Value<'a>) {
        for (id, at) in &*PLACES {
            if let Some(value) = root.at(at.as_str()) {
                let read = self.table(*id, value);
                if read.as_ref().is_some_and(|table| table.source.is_some())
                    && id.period == Period::Final
                {
                    self.order.push((value.span().start, id.table));
                }
                self.accounts.tables.extend(read);
            }
        }
        self.accounts.tables.sort_by_key(|table| table.id);
    }

    /// Finds out the edition of accounts that name none; a name that is not known stays unknown.
    fn edition(&mut self, root: Value<'a>) {
        let names_one = given(root, "edition").is_some();
        self.order.sort_unstable();
        let order: Vec<TableId> = self.order.iter().map(|(_, id)| *id).collect();
        let found = edition::edition_of(&self.accounts, &order).filter(|_| !names_one);
        if let Some((edition, by)) = found {
            self.accounts.edition = Some(edition);
            self.accounts.edition_by = Some(by);
        }
    }

    /// A table is `{"rows": […]}`, or just the list of its rows.
    fn table(&mut self, id: TableRef, value: Value<'a>) -> Option<Table> {
        let spec = id.table.spec();
        let rows = match value.kind() {
            Kind::Array => Some(value),
            Kind::Object => {
                self.unknown_keys(value, TABLE_MEMBERS);
                value.get("rows")
            }
            Kind::Null => return None,
            _ => None,
        };
        let Some(rows) = rows.filter(|rows| rows.kind() == Kind::Array) else {
            let wrong = rows.unwrap_or(value);
            self.remarks
                .wrong_type(wrong, "有行（rows）的表", "a table with rows");
            return None;
        };
        let units = self.units(spec, value);
        let mut table = Table {
            id,
            title: self.header_words(value, "title"),
            unit: units.table,
            money: units.money,
            unknown_unit: units.unknown.clone(),
            declares_unit: units.declared,
            rows_at: rows.pointer(),
            rows: Vec::with_capacity(rows.len()),
            source: self.table_source(spec, value).map(Box::new),
            decimals: Vec::new(),
            contents: Contents::default(),
        };
        let doubts = self.doubts.of_table(&table.rows_at);
        let mut reader = RowReader::new(spec, units, doubts);
        let rows = rows.elements().enumerate();
        table
            .rows
            .extend(rows.map(|(index, row)| reader.row(&mut self.remarks, index, row)));
        reader.finish(&mut self.remarks);
        rows::tell_parts_apart(spec, &mut table.rows);
        for row in &table.rows {
            table.contents.add(row);
        }
        let declared = self.declared_decimals(value);
        table.decimals = table.column_decimals(declared);
        Some(table)
    }

    fn units(&mut self, spec: &TableSpec, table: Value<'a>) -> Units {
        let own = spec.unit();
        let named = self.unit(table, |unit| unit.is_money() || !own.is_money());
        let unknown = match (&named, &self.unknown_unit) {
            (Err(unknown), _) => Some(unknown.clone()),
            (Ok(None), unknown) => unknown.clone(),
            (Ok(Some(_)), _) => None,
        };
        let named = named.unwrap_or_default();
        let money = named.filter(|unit| unit.is_money()).or(self.accounts.unit);
        let declared = money.is_some() || unknown.is_some();
        let money = money.unwrap_or(Unit::Yuan);
        Units {
            declared,
            table: named.unwrap_or_else(|| if own.is_money() { money } else { own }),
            money,
            unknown,
        }
    }

    fn declared_decimals(&mut self, table: Value<'a>) -> Option<u8> {
        let value = given(table, "decimals").filter(|_| table.occurrences("decimals") == 1)?;
        let decimals = value.raw().parse().ok().filter(|decimals| *decimals <= 28);
        if decimals.is_none() {
            self.wrong_header(value, "decimals");
        }
        decimals
    }

    fn unknown_keys(&mut self, object: Value<'a>, known: &[&str]) {
        for (key, value) in object.members() {
            let name = key.name();
            if !known.contains(&&*name) {
                self.remarks.unknown(value, &name, 1);
            }
        }
    }

    /// Keys of the top level and of the containers of tables that no table claims.
    fn unknown_members(&mut self, root: Value<'a>) {
        let mut open = vec![(root, Pointer::root())];
        while let Some((object, at)) = open.pop() {
            for (key, value) in object.members() {
                let name = key.name();
                let below = at.key(&name);
                let is_table = PLACES.iter().any(|(_, place)| *place == below);
                if is_table || (at == Pointer::root() && HEADER.contains(&&*name)) {
                    continue;
                }
                let holds_tables = PLACES.iter().any(|(_, place)| place.starts_with(&below));
                match value.kind() {
                    Kind::Object if holds_tables => open.push((value, below)),
                    Kind::Null if holds_tables => {}
                    _ if holds_tables => {
                        self.remarks
                            .wrong_type(value, "表的集合", "a group of tables");
                    }
                    _ => self.remarks.unknown(value, &name, 1),
                }
            }
        }
    }

    fn explanations(&mut self, root: Value<'a>) {
        let Some(list) = given(root, "explanations") else {
            return;
        };
        if list.kind() != Kind::Array {
            self.remarks
                .wrong_type(list, "审核说明的列表", "a list of explanations");
        }
        for value in list.elements() {
            match explanation(value) {
                Some(explanation) => self.accounts.explanations.push(explanation),
                None => self.remarks.wrong_type(value, "审核说明", "an explanation"),
            }
        }
    }
}

/// The member of that name, unless it is `null`. A list has none, and a long one is not searched.
fn given<'a>(object: Value<'a>, key: &str) -> Option<Value<'a>> {
    if object.kind() != Kind::Object {
        return None;
    }
    object.get(key).filter(|value| value.kind() != Kind::Null)
}

fn explanation(value: Value<'_>) -> Option<Explanation> {
    let words = |value: Value<'_>, key: &str| Some(value.get(key)?.string()?.into_owned());
    let figures = value.get("figures").into_iter().flat_map(Value::elements);
    let figures = figures.filter_map(|figure| {
        Some(ExplainedFigure {
            label: words(figure, "label")?,
            value: words(figure, "value")?,
        })
    });
    Some(Explanation {
        fingerprint: words(value, "fingerprint")?,
        code: words(value, "code").unwrap_or_default(),
        text: words(value, "text")?,
        figures: figures.collect(),
    })
}
