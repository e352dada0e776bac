//! Reading a document as accounts. It cannot fail half-way: what it does not understand it says.

use crate::document::{Document, Kind, Pointer, Position, Value};

use super::{
    Accounts, Amount, Catalogue, Cell, ColumnKind, ExplainedFigure, Explanation, NotANumber,
    Period, Printed, Remark, RemarkKind, Row, RowKind, RowKindSpec, Side, Table, TableId, TableRef,
    TableSpec, Text, Unit, Unreadable, is_blank,
};

/// The format that this program reads and writes.
pub const FORMAT: &str = "gouji-accounts/1";

/// Why a document is not accounts at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// The top level is not an object.
    #[error("the file is not an object but {found}, line {}, column {}", at.line, at.column)]
    NotAnObject {
        /// What it is.
        found: &'static str,
        /// Where.
        at: Position,
    },
    /// No `format` member.
    #[error("the file has no member \"format\": \"{FORMAT}\"")]
    NoFormat,
    /// A format or version that is not known.
    #[error("unknown format {found}, line {}, column {}", at.line, at.column)]
    UnknownFormat {
        /// As written.
        found: String,
        /// Where.
        at: Position,
    },
}

impl FormatError {
    /// The error in words.
    pub fn text(&self) -> Text {
        match self {
            Self::NotAnObject { found, at } => Text::new(
                format!(
                    "不是决算文件：最外层应为对象，实为{found}（第 {} 行第 {} 列）",
                    at.line, at.column
                ),
                self.to_string(),
            ),
            Self::NoFormat => Text::new(
                format!("不是决算文件：缺少 \"format\": \"{FORMAT}\""),
                self.to_string(),
            ),
            Self::UnknownFormat { found, at } => Text::new(
                format!(
                    "不认识的格式或版本 {found}（第 {} 行第 {} 列），本程序读取 {FORMAT}",
                    at.line, at.column
                ),
                format!("{self}; this program reads {FORMAT}"),
            ),
        }
    }
}

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
];
/// Members of a table beside its rows.
const TABLE_MEMBERS: &[&str] = &["title", "unit", "decimals", "rows", "note"];
/// Members of a row beside its cells.
const ROW_MEMBERS: &[&str] = &["code", "name", "side", "note"];

impl Accounts {
    /// Reads a document.
    ///
    /// # Errors
    /// [`FormatError`] when it is not accounts of a version that this program knows. Everything
    /// else that is wrong becomes a [`Remark`] or an unreadable cell.
    pub fn read(document: &Document) -> Result<Self, FormatError> {
        let root = document.root();
        if root.kind() != Kind::Object {
            return Err(FormatError::NotAnObject {
                found: type_name(root.kind()),
                at: root.position(),
            });
        }
        let format = root.get("format").ok_or(FormatError::NoFormat)?;
        if format.string().as_deref() != Some(FORMAT) {
            return Err(FormatError::UnknownFormat {
                found: format.raw().chars().take(60).collect(),
                at: format.position(),
            });
        }
        let mut reader = Reader {
            accounts: Self::default(),
        };
        reader.duplicates(document);
        reader.header(root);
        reader.tables(root);
        reader.explanations(root);
        reader.unknown_members(root);
        reader
            .accounts
            .remarks
            .sort_by_key(|remark| (remark.position, remark.kind));
        Ok(reader.accounts)
    }
}

struct Reader {
    accounts: Accounts,
}

impl Reader {
    fn remark(&mut self, kind: RemarkKind, value: Value<'_>, text: Text) {
        self.accounts.remarks.push(Remark {
            kind,
            at: value.pointer(),
            position: value.position(),
            text,
        });
    }

    fn duplicates(&mut self, document: &Document) {
        for (object, key, position) in document.duplicate_keys() {
            self.accounts.remarks.push(Remark {
                kind: RemarkKind::DuplicateKey,
                at: object.key(&key),
                position,
                text: Text::new(
                    format!("键“{key}”在同一对象中出现多次，该处不检查"),
                    format!("the key “{key}” stands more than once in its object; not checked"),
                ),
            });
        }
    }

    fn header(&mut self, root: Value<'_>) {
        self.accounts.department = self.header_words(root, "department");
        self.accounts.region = self.header_words(root, "region");
        if let Some(value) = root.get("year") {
            let digits = value
                .string()
                .map_or_else(|| value.raw().to_owned(), |s| s.trim().to_owned());
            match digits.parse() {
                Ok(year) if (1949..2200).contains(&year) => self.accounts.year = Some(year),
                _ => self.wrong_header(value, "year"),
            }
        }
        if let Some(key) = self.header_words(root, "edition") {
            self.accounts.edition = Catalogue::get().edition(&key);
            if let (None, Some(value)) = (self.accounts.edition, root.get("edition")) {
                self.wrong_header(value, "edition");
            }
        }
        if let Some(name) = self.header_words(root, "unit") {
            self.accounts.unit = Unit::parse(&name).filter(|unit| unit.is_money());
            if let (None, Some(value)) = (self.accounts.unit, root.get("unit")) {
                self.wrong_header(value, "unit");
            }
        }
    }

    fn header_words(&mut self, root: Value<'_>, key: &str) -> Option<String> {
        let value = root.get(key)?;
        let words = value.string().map(|words| words.trim().to_owned());
        if words.is_none() && value.kind() != Kind::Null {
            self.wrong_header(value, key);
        }
        words.filter(|words| !words.is_empty())
    }

    fn wrong_header(&mut self, value: Value<'_>, key: &str) {
        let raw: String = value.raw().chars().take(40).collect();
        self.remark(
            RemarkKind::Header,
            value,
            Text::new(
                format!("“{key}”的值 {raw} 无法识别"),
                format!("the value {raw} of “{key}” is not known"),
            ),
        );
    }

    fn tables(&mut self, root: Value<'_>) {
        for period in Period::ALL {
            for (table, spec) in Catalogue::get().tables() {
                let at = format!("{}{}", period.pointer(), spec.at);
                if let Some(value) = root.at(&at) {
                    let read = self.table(TableRef { table, period }, spec, value);
                    self.accounts.tables.extend(read);
                }
            }
        }
        self.accounts.tables.sort_by_key(|table| table.id);
    }

    /// A table is `{"rows": […]}`, or just the list of its rows.
    fn table(&mut self, id: TableRef, spec: &'static TableSpec, value: Value<'_>) -> Option<Table> {
        let rows = match value.kind() {
            Kind::Array => value,
            Kind::Object => {
                self.members(value, |name| TABLE_MEMBERS.contains(&name));
                value.get("rows")?
            }
            _ => {
                self.wrong_type(value, "表", "a table");
                return None;
            }
        };
        if rows.kind() != Kind::Array {
            self.wrong_type(rows, "行的列表", "a list of rows");
            return None;
        }
        let named_unit = value.get("unit").and_then(Value::string);
        let unit = named_unit
            .and_then(|name| Unit::parse(&name))
            .or_else(|| self.accounts.unit.filter(|_| spec.unit().is_money()))
            .unwrap_or_else(|| spec.unit());
        let declared = value
            .get("decimals")
            .and_then(|value| value.raw().parse().ok());
        let mut table = Table {
            id,
            title: value.get("title").and_then(Value::string).map(Into::into),
            unit,
            rows_at: rows.pointer(),
            rows: Vec::with_capacity(rows.len()),
            decimals: vec![Vec::new(); spec.columns.len()],
        };
        let mut row_reader = RowReader::new(spec, unit);
        for value in rows.elements() {
            let row = row_reader.row(self, value);
            table.rows.push(row);
        }
        table.decimals = column_decimals(&table, declared);
        Some(table)
    }

    fn wrong_type(&mut self, value: Value<'_>, zh: &str, en: &str) {
        let found = type_name(value.kind());
        self.remark(
            RemarkKind::WrongType,
            value,
            Text::new(
                format!("此处应为{zh}，实为{found}"),
                format!("{en} belongs here, found {found}"),
            ),
        );
    }

    fn members(&mut self, object: Value<'_>, known: impl Fn(&str) -> bool) {
        for (key, value) in object.members() {
            let name = key.name();
            if !known(&name) {
                self.unknown(value, &name);
            }
        }
    }

    fn unknown(&mut self, value: Value<'_>, name: &str) {
        self.remark(
            RemarkKind::UnknownKey,
            value,
            Text::new(
                format!("未识别的键“{name}”，原样保留，不检查"),
                format!("unknown key “{name}”, kept as it is, not checked"),
            ),
        );
    }

    /// Keys of the top level and of the containers of tables that no table claims.
    fn unknown_members(&mut self, root: Value<'_>) {
        let mut places: Vec<Pointer> = Vec::new();
        for period in Period::ALL {
            for (_, spec) in Catalogue::get().tables() {
                places.push(Pointer::new(&format!("{}{}", period.pointer(), spec.at)));
            }
        }
        let mut open = vec![(root, Pointer::root())];
        while let Some((object, at)) = open.pop() {
            for (key, value) in object.members() {
                let name = key.name();
                let below = at.key(&name);
                if places.contains(&below) || (at == Pointer::root() && HEADER.contains(&&*name)) {
                    continue;
                }
                let holds_tables = places
                    .iter()
                    .any(|place| *place != below && place.starts_with(&below));
                if holds_tables && value.kind() == Kind::Object {
                    open.push((value, below));
                } else {
                    self.unknown(value, &name);
                }
            }
        }
    }

    fn explanations(&mut self, root: Value<'_>) {
        let Some(list) = root.get("explanations") else {
            return;
        };
        for value in list.elements() {
            let words = |key: &str| value.get(key).and_then(Value::string).map(String::from);
            let (Some(fingerprint), Some(text)) = (words("fingerprint"), words("text")) else {
                self.wrong_type(value, "审核说明", "an explanation");
                continue;
            };
            let figures = value.get("figures").into_iter().flat_map(Value::elements);
            let figures = figures.filter_map(|figure| {
                let part = |key: &str| figure.get(key).and_then(Value::string).map(String::from);
                Some(ExplainedFigure {
                    label: part("label")?,
                    value: part("value")?,
                })
            });
            let explanation = Explanation {
                fingerprint,
                code: words("code").unwrap_or_default(),
                text,
                figures: figures.collect(),
            };
            self.accounts.explanations.push(explanation);
        }
    }
}

/// Reads the rows of one table; what depends only on the table is looked up once.
struct RowReader {
    spec: &'static TableSpec,
    unit: Unit,
    /// Columns whose values are members of the row, by key.
    members: std::collections::BTreeMap<&'static str, usize>,
    /// Columns whose values lie deeper, with their paths.
    nested: Vec<(usize, String)>,
    /// Members of the row under which nested columns lie.
    nested_roots: Vec<String>,
}

impl RowReader {
    fn new(spec: &'static TableSpec, unit: Unit) -> Self {
        let columns = || spec.columns.iter().enumerate();
        let nested: Vec<(usize, String)> = columns()
            .filter(|(_, column)| column.is_nested())
            .map(|(index, column)| (index, column.path()))
            .collect();
        let first_part = |path: &String| path.split('/').nth(1).unwrap_or_default().to_owned();
        Self {
            spec,
            unit,
            members: columns()
                .filter(|(_, column)| !column.is_nested())
                .map(|(index, column)| (column.key.as_str(), index))
                .collect(),
            nested_roots: nested.iter().map(|(_, path)| first_part(path)).collect(),
            nested,
        }
    }

    fn row(&mut self, reader: &mut Reader, value: Value<'_>) -> Row {
        let mut row = Row {
            name: "".into(),
            code: "".into(),
            kind: RowKind::Named,
            side: None,
            spec: None,
            cells: vec![Cell::Absent; self.spec.columns.len()],
        };
        if value.kind() != Kind::Object {
            // A list of names may be just that.
            match value.string() {
                Some(name) => row.name = name.trim().into(),
                None => reader.wrong_type(value, "一行", "a row"),
            }
            return row;
        }
        let mut cells: Vec<(usize, Value<'_>)> = Vec::new();
        let mut twice: Vec<usize> = Vec::new();
        for (key, member) in value.members() {
            let name = key.name();
            if let Some(&column) = self.members.get(&*name) {
                if cells.iter().any(|(seen, _)| *seen == column) {
                    twice.push(column);
                } else {
                    cells.push((column, member));
                }
            } else if ROW_MEMBERS.contains(&&*name) {
                Self::head(&mut row, &name, member);
            } else if !self.nested_roots.iter().any(|root| **root == *name) {
                reader.unknown(member, &name);
            }
        }
        for (column, path) in &self.nested {
            cells.extend(value.at(path).map(|member| (*column, member)));
        }
        self.classify(&mut row);
        for (column, member) in cells {
            let cell = if twice.contains(&column) {
                unreadable(member, NotANumber::DuplicateKey)
            } else {
                self.cell(column, row.spec, member)
            };
            if let Cell::Unreadable(unreadable) = &cell {
                reader.remark(RemarkKind::Unreadable, member, unreadable.reason.text());
            }
            row.cells[column] = cell;
        }
        row
    }

    fn head(row: &mut Row, name: &str, member: Value<'_>) {
        let words = member.string();
        let words = words.as_deref().unwrap_or_else(|| match member.kind() {
            Kind::Number => member.raw(),
            _ => "",
        });
        match name {
            "code" => {
                row.code = words
                    .chars()
                    .filter(char::is_ascii_digit)
                    .collect::<String>()
                    .into()
            }
            "name" => row.name = words.trim().into(),
            "side" => row.side = Side::named(words),
            _ => {}
        }
    }

    /// What the row is, from its code and name.
    fn classify(&self, row: &mut Row) {
        let by_code = (!row.code.is_empty())
            .then(|| self.spec.row(&row.code, row.side))
            .flatten();
        let spec = by_code.or_else(|| {
            (row.code.is_empty() || self.spec.row_kind == RowKindSpec::Halves)
                .then(|| self.spec.row(&row.name, row.side))
                .flatten()
        });
        row.spec = spec.and_then(|spec| u16::try_from(spec).ok());
        if let (None, Some(spec)) = (row.side, spec) {
            row.side = self.spec.rows[spec].side;
        }
        let known_code = spec.and_then(|spec| self.spec.rows[spec].code.as_deref());
        let code = if row.code.is_empty() {
            known_code.unwrap_or_default()
        } else {
            &*row.code
        };
        row.kind = match code.len() {
            3 => RowKind::Class,
            5 => RowKind::Subclass,
            7 => RowKind::Item,
            _ if row.name.ends_with("合计") || row.name.ends_with("总计") => RowKind::Total,
            _ => RowKind::Named,
        };
    }

    fn cell(&self, column: usize, row: Option<u16>, value: Value<'_>) -> Cell {
        if self.spec.columns[column].kind == ColumnKind::Text {
            return words(value);
        }
        let default = self.spec.unit_of(column, row, self.unit);
        let text = match value.kind() {
            Kind::Null => return Cell::Absent,
            Kind::Number => value.raw().into(),
            Kind::String => match value.string() {
                Some(text) if is_blank(&text) => return Cell::Blank,
                Some(text) => text,
                None => return Cell::Absent,
            },
            kind => return unreadable(value, NotANumber::WrongType(type_name(kind))),
        };
        let amount = match Amount::parse(&text) {
            Ok(amount) => amount,
            Err(reason) => return unreadable(value, reason),
        };
        let unit = amount.unit.unwrap_or(default);
        if !unit.comparable(default) {
            return unreadable(value, NotANumber::Unit(unit.printed()));
        }
        Cell::Number(Printed {
            value: amount.value,
            unit,
            decimals: u8::try_from(amount.decimals).unwrap_or(u8::MAX),
            own_unit: amount.unit.is_some(),
            as_text: value.kind() == Kind::String,
        })
    }
}

/// The words of a cell; `true`, numbers and the like are words as written.
fn words(value: Value<'_>) -> Cell {
    match value.kind() {
        Kind::Null => Cell::Absent,
        Kind::String => value
            .string()
            .map_or(Cell::Absent, |words| Cell::Words(words.trim().into())),
        Kind::Bool => Cell::Words(if value.raw() == "true" { "是" } else { "否" }.into()),
        Kind::Number => Cell::Words(value.raw().into()),
        kind => unreadable(value, NotANumber::WrongType(type_name(kind))),
    }
}

fn unreadable(value: Value<'_>, reason: NotANumber) -> Cell {
    Cell::Unreadable(Box::new(Unreadable {
        raw: value.raw().chars().take(80).collect(),
        reason,
    }))
}

fn column_decimals(table: &Table, declared: Option<u8>) -> Vec<Vec<(Unit, u8)>> {
    let mut columns: Vec<Vec<(Unit, u8)>> = vec![Vec::new(); table.spec().columns.len()];
    let numbers = table
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().enumerate());
    for (column, printed) in numbers.filter_map(|(column, cell)| Some((column, cell.number()?))) {
        let decimals = match declared {
            Some(declared) if printed.unit == table.unit => declared.max(printed.decimals),
            _ => printed.decimals,
        };
        match columns[column]
            .iter_mut()
            .find(|(unit, _)| *unit == printed.unit)
        {
            Some((_, most)) => *most = (*most).max(decimals),
            None => columns[column].push((printed.unit, decimals)),
        }
    }
    columns
}

/// The JSON type in words.
fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool => "true/false",
        Kind::Number => "number",
        Kind::String => "text",
        Kind::Array => "list",
        Kind::Object => "object",
    }
}

impl TableId {
    /// The container of the table in a file, for creating it: the pointer of its rows.
    pub fn rows_pointer(self, period: Period) -> Pointer {
        Pointer::new(&format!("{}{}/rows", period.pointer(), self.spec().at))
    }
}
