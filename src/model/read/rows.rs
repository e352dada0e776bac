//! Reading the rows of one table: which row it is, and which member belongs to which column.

use crate::document::{Kind, Value};
use crate::model::{
    Cell, NotANumber, Place, RemarkKind, Row, RowKind, RowKindSpec, RowSpans, Side, TableSpec, Text,
};

use super::Units;
use super::cells::{CellReader, unreadable};
use super::doubt::{RowDoubts, TableDoubts};
use super::narrative::span;
use super::remarks::Remarks;
use super::source::row_source;

/// Members of a row beside its cells.
const ROW_MEMBERS: &[&str] = &["code", "name", "side", "note", "source", "spans"];

/// Reads the rows of one table; what depends only on the table is looked up once.
pub(super) struct RowReader<'a> {
    spec: &'static TableSpec,
    cells: CellReader,
    doubts: TableDoubts,
    /// Columns whose values are members of the row, in the order of the catalogue.
    members: Vec<(&'static str, usize)>,
    /// Where in `members` the last key was found: rows repeat the order of their keys.
    last: usize,
    /// Columns whose values lie deeper, with their paths.
    nested: Vec<(usize, String)>,
    /// The values of the row at hand with their columns.
    values: Vec<(usize, Value<'a>)>,
    /// Keys that no column has: the first of each, and how many there are.
    unknown: Vec<(String, Value<'a>, usize)>,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(spec: &'static TableSpec, units: Units, doubts: TableDoubts) -> Self {
        let columns = || spec.columns.iter().enumerate();
        Self {
            spec,
            cells: CellReader::new(spec, units),
            doubts,
            members: columns()
                .filter(|(_, column)| !column.is_nested())
                .map(|(index, column)| (column.key.as_str(), index))
                .collect(),
            last: 0,
            nested: columns()
                .filter(|(_, column)| column.is_nested())
                .map(|(index, column)| (index, column.path()))
                .collect(),
            values: Vec::new(),
            unknown: Vec::new(),
        }
    }

    /// Reads one row.
    pub(super) fn row(&mut self, remarks: &mut Remarks<'_>, index: usize, value: Value<'a>) -> Row {
        let mut row = Row {
            name: "".into(),
            code: "".into(),
            kind: RowKind::Named,
            side: None,
            spec: None,
            source: None,
            spans: None,
            cells: vec![Cell::Absent; self.spec.columns.len()],
        };
        match value.kind() {
            Kind::Object => {}
            // A list of names may be just that.
            Kind::String => head(&mut row, "name", value, remarks),
            _ => remarks.wrong_type(value, "一行", "a row"),
        }
        self.collect(&mut row, remarks, value);
        self.classify(&mut row);
        let doubts = self.doubts.of_row(index);
        // A line that is not known for sure must never be written to.
        if doubts.as_ref().is_some_and(|doubts| doubts.cell("/source")) {
            row.source = None;
        }
        if doubts.as_ref().is_some_and(|doubts| doubts.cell("/spans")) {
            row.spans = None;
        }
        for (column, member) in self.values.drain(..) {
            let spec = &self.spec.columns[column];
            let in_doubt = |doubts: &RowDoubts| doubts.cell(&spec.path());
            row.cells[column] = if doubts.as_ref().is_some_and(in_doubt) {
                // The repeated key was remarked on.
                unreadable(member, NotANumber::DuplicateKey)
            } else {
                let cell = self.cells.cell(column, row.spec, member);
                if let Cell::Unreadable(unreadable) = &cell {
                    remarks.add(RemarkKind::Unreadable, member, || unreadable.reason.text());
                }
                cell
            };
        }
        row
    }

    /// Remarks on what was found in many rows alike.
    pub(super) fn finish(self, remarks: &mut Remarks<'_>) {
        for (name, first, times) in self.unknown {
            remarks.unknown(first, &name, times);
        }
    }

    /// Takes in the head of the row, and its values with the columns that they belong to.
    fn collect(&mut self, row: &mut Row, remarks: &mut Remarks<'_>, value: Value<'a>) {
        for (key, member) in value.members() {
            let name = key.name();
            if let Some(column) = self.column(&name) {
                // Of a key that stands twice either value is as good: it will not be used.
                self.values.push((column, member));
            } else if name == "source" {
                row.source = row_source(member);
                if row.source.is_none() && member.kind() != Kind::Null {
                    remarks.wrong_type(member, "工作表的行号", "the number of a sheet's row");
                }
            } else if name == "spans" {
                row.spans = self.spans(member, remarks);
            } else if ROW_MEMBERS.contains(&&*name) {
                head(row, &name, member, remarks);
            } else if !self.is_above_nested(&name) {
                match self.unknown.iter_mut().find(|(known, ..)| *known == *name) {
                    Some((.., times)) => *times += 1,
                    None => self.unknown.push((name.into_owned(), member, 1)),
                }
            }
        }
        for (column, path) in &self.nested {
            let member = value.at(path);
            self.values.extend(member.map(|member| (*column, member)));
        }
    }

    fn column(&mut self, name: &str) -> Option<usize> {
        let count = self.members.len();
        let from = self.last + 1;
        let found = (from..from + count)
            .map(|at| at % count)
            .find(|at| self.members[*at].0 == name)?;
        self.last = found;
        Some(self.members[found].1)
    }

    /// Where the cells stand in the text; `name` and `code` are the head of the row.
    fn spans(&self, value: Value<'a>, remarks: &mut Remarks<'_>) -> Option<RowSpans> {
        let mut spans = Vec::new();
        for (key, member) in value.members() {
            let key = key.name();
            let column = match &*key {
                "name" => Some(Place::NAME),
                "code" => Some(Place::CODE),
                key => self.spec.column(key),
            };
            match column.zip(span(member)) {
                Some(found) => spans.push(found),
                None => remarks.wrong_type(member, "正文中的位置", "a part of the text"),
            }
        }
        (!spans.is_empty()).then(|| spans.into_boxed_slice())
    }

    fn is_above_nested(&self, name: &str) -> bool {
        self.nested
            .iter()
            .any(|(_, path)| path.split('/').nth(1) == Some(name))
    }

    /// What the row is, from its code and name.
    fn classify(&self, row: &mut Row) {
        let by_code = self.spec.row_with_code(&row.code, row.side);
        let names_it = row.code.is_empty() || self.spec.row_kind == RowKindSpec::Halves;
        let spec = by_code.or_else(|| {
            (names_it && !row.name.is_empty())
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
}

/// Tells apart rows of one name that stand before a whole and below it: forms print the opening
/// balance of each fund under the plain name of the fund.
pub(super) fn tell_parts_apart(spec: &TableSpec, rows: &mut [Row]) {
    let index = |row: u16| &spec.rows[usize::from(row)];
    let mut wholes: Vec<&str> = Vec::new();
    let mut seen: Vec<u16> = Vec::new();
    for row in rows {
        let Some(known) = row.spec else {
            continue;
        };
        if seen.contains(&known) {
            let name = &index(known).name.zh;
            let below = (0_u16..).zip(&spec.rows).find(|(_, part)| {
                let whole = part.part.as_deref();
                whole.is_some_and(|whole| wholes.contains(&whole))
                    && part.side == index(known).side
                    && part.name.zh.ends_with(name.as_str())
            });
            row.spec = below.map(|(part, _)| part).or(row.spec);
        }
        seen.extend(row.spec);
        wholes.push(&index(known).name.zh);
    }
}

/// Takes in a member of the row's head.
fn head(row: &mut Row, name: &str, member: Value<'_>, remarks: &mut Remarks<'_>) {
    let words = member.string();
    let words = match (&words, member.kind()) {
        (Some(words), _) => words.trim(),
        (None, Kind::Number) => member.raw(),
        (None, Kind::Null) => "",
        _ => return remarks.wrong_type(member, "文字", "text"),
    };
    match name {
        "name" => row.name = words.into(),
        "code" => match row_code(words) {
            Some(code) => row.code = code,
            None => unknown_head(remarks, member, "不是科目代码", "is no code"),
        },
        "side" if !words.is_empty() => {
            row.side = Side::named(words);
            if row.side.is_none() {
                unknown_head(
                    remarks,
                    member,
                    "不是“收入”或“支出”",
                    "is neither income nor expenditure",
                );
            }
        }
        _ => {}
    }
}

fn unknown_head(remarks: &mut Remarks<'_>, member: Value<'_>, zh: &str, en: &str) {
    remarks.add(RemarkKind::WrongType, member, || {
        let raw: String = member.raw().chars().take(40).collect();
        Text::new(format!("{raw} {zh}"), format!("{raw} {en}"))
    });
}

/// The digits of a code, which may be printed apart (`201 03 01`); `None` if it has other signs.
pub(in crate::model) fn row_code(words: &str) -> Option<Box<str>> {
    if words.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(words.into());
    }
    let digits = words
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-'));
    let digits = digits.map(|c| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    });
    let code: String = digits.collect();
    code.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| code.into())
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::model::{Accounts, Side};

    #[test]
    fn a_repeated_name_below_a_whole_is_its_part() {
        let json = r#"{"format": "gouji-accounts/1", "unit": "元", "tables": {
            "fiscal_appropriation_summary": [
                {"name": "一、一般公共预算财政拨款", "side": "收入", "final": "5"},
                {"name": "年初财政拨款结转和结余", "side": "收入", "final": "2"},
                {"name": "一、一般公共预算财政拨款", "side": "收入", "final": "2"}]}}"#;
        let document = Document::parse(json.as_bytes().to_vec()).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        let table = accounts.final_table("K04").unwrap();
        let row = |name| table.row(name, Some(Side::Income));
        assert_eq!(row("一般公共预算财政拨款"), Ok(Some(0)));
        assert_eq!(row("年初一般公共预算财政拨款"), Ok(Some(2)));
    }
}
