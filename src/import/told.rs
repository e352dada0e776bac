//! What a text tells, as members of the document: the text itself, its claims, the disclosures
//! that stand in its sentences, each row with the parts of the text that it was read from.
//!
//! A disclosure that the document has already stays as it is: what the text says of it becomes
//! claims about its cells, which are compared with them, so that neither is lost.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::quote;
use crate::manuscript::Manuscript;
use crate::model::{Accounts, Amount, Catalogue, ColumnKind, Narrative, Span, TableId, TableSpec};
use crate::narrative::{Reading, Stated, StatedRow};

use super::members::Node;
use super::write::{list, object, push_members};

/// What a text adds to a document.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The text itself.
    pub(super) narrative: String,
    /// The tables that it tells.
    pub(super) tables: BTreeMap<TableId, String>,
    /// Rows for tables that the document has already.
    rows: BTreeMap<TableId, Vec<String>>,
    /// Titles of the tables whose rows those are.
    pub(super) beside: BTreeSet<TableId>,
}

impl Told {
    /// The members of the top level, in the order of the catalogue, the text first.
    pub(super) fn members(&self) -> Vec<(&'static str, String)> {
        if self.narrative.is_empty() {
            return Vec::new();
        }
        let mut members = vec![("narrative", self.narrative.clone())];
        members.extend(below_the_top(&self.tables));
        members
    }

    /// Further rows of a table that the document has already.
    pub(super) fn rows_of(&self, table: TableId) -> impl Iterator<Item = String> {
        self.rows.get(&table).into_iter().flatten().cloned()
    }
}

/// What a text tells beside the tables that are known.
pub(super) fn told(text: &Manuscript, reading: &Reading, known: &Accounts) -> Told {
    let lines = Narrative::new(None, text.text.as_str().into());
    let mut tables: BTreeMap<TableId, Vec<&StatedRow>> = BTreeMap::new();
    let mut told = Told::default();
    let claims = TableId::named("claims");
    let mut claimed: Vec<Claim<'_>> = Vec::new();
    for row in &reading.rows {
        let Some(table) = Catalogue::get().table_named(row.table) else {
            debug_assert!(false, "the catalogue has a table {}", row.table);
            continue;
        };
        let has_table = known.final_table(&table.spec().key).is_some();
        if table == claims {
            claimed.push(Claim::Row(row));
        } else if !has_table {
            tables.entry(table).or_default().push(row);
        } else if has_numbers(table.spec(), row) {
            claimed.extend(restated(table.spec(), row).map(Claim::Cell));
        } else if !is_said(known, table, row) {
            let json = row_json(table.spec(), row, &[]);
            told.rows.entry(table).or_default().push(json);
            told.beside.insert(table);
        }
    }
    let rows = claim_rows(&claimed, reading, &lines);
    told.narrative = narrative_json(text, reading);
    for (table, rows) in tables {
        let spec = table.spec();
        let rows = rows.into_iter();
        let rows = rows.map(|row| row_json(spec, row, &[])).collect();
        told.tables
            .insert(table, table_json(spec, rows, reading.unit, depth(spec)));
    }
    if !rows.is_empty() {
        let spec = claims.spec();
        told.tables
            .insert(claims, table_json(spec, rows, reading.unit, depth(spec)));
    }
    told
}

/// A claim that is written: one that was read, or one about a cell of another table.
enum Claim<'a> {
    Row(&'a StatedRow),
    Cell(StatedRow),
}

impl Claim<'_> {
    fn row(&self) -> &StatedRow {
        match self {
            Self::Row(row) => row,
            Self::Cell(row) => row,
        }
    }
}

/// The rows of claims, each with an id of its own and the line that it stands in.
fn claim_rows(claims: &[Claim<'_>], reading: &Reading, lines: &Narrative) -> Vec<String> {
    let spec = TableId::named("claims").spec();
    let of = |row: &StatedRow, key: &str| -> Option<String> {
        let (_, stated) = row.members.iter().find(|(of, _)| *of == key)?;
        Some(stated.printed.clone())
    };
    let taken = claims.iter().filter_map(|claim| of(claim.row(), "id"));
    let taken: BTreeSet<String> = taken.collect();
    let mut ids = (1_usize..)
        .map(|number| format!("C{number:03}"))
        .filter(|id| !taken.contains(id));
    let follows = |printed: String| Stated {
        printed,
        span: None,
    };
    let rows = claims.iter().map(|claim| {
        let row = claim.row();
        let mut more = Vec::new();
        if of(row, "id").is_none() {
            more.extend(ids.next().map(|id| ("id", follows(id))));
        }
        let spans = row.members.iter().filter_map(|(_, stated)| stated.span);
        if let Some(first) = spans.map(|span| span.start).min() {
            if of(row, "line").is_none() {
                let line = lines.line_at(first).to_string();
                more.push(("line", follows(line)));
            }
            if of(row, "section").is_none() {
                let headings = &reading.headings;
                let behind = headings.partition_point(|heading| heading.span.start <= first);
                let heading = headings[..behind].last();
                let words = heading.map(|heading| lines.slice(heading.span).trim().to_owned());
                more.extend(words.map(|words| ("section", follows(words))));
            }
        }
        row_json(spec, row, &more)
    });
    rows.collect()
}

/// Whether any of a row's columns holds a number.
fn has_numbers(spec: &TableSpec, row: &StatedRow) -> bool {
    let mut members = row.members.iter();
    members.any(|(key, _)| column(spec, key).is_some_and(|kind| kind != ColumnKind::Text))
}

fn column(spec: &TableSpec, key: &str) -> Option<ColumnKind> {
    let mut columns = spec.columns.iter();
    columns
        .find(|column| column.key == key)
        .map(|column| column.kind)
}

/// A claim for each number of a row, about the cell of the table that prints the same.
fn restated(spec: &TableSpec, row: &StatedRow) -> impl Iterator<Item = StatedRow> {
    let name = row.members.iter().find(|(key, _)| *key == "name");
    let name = name.map(|(_, stated)| stated.clone());
    row.members.iter().filter_map(move |(key, stated)| {
        let member = match column(spec, key)? {
            ColumnKind::Money => "amount",
            // What is counted in money, as costs a vehicle, is an amount.
            ColumnKind::Number => match Amount::parse(&stated.printed).ok()?.unit {
                Some(unit) if unit.is_money() => "amount",
                _ => "count",
            },
            ColumnKind::Percent => "share",
            ColumnKind::Text => return None,
        };
        let name = name.clone()?;
        let subject = Stated {
            printed: format!("{}[{}].{key}", spec.key, name.printed),
            span: None,
        };
        let named = name.span.map(|_| ("named", name));
        let members = [("subject", subject), (member, stated.clone())];
        Some(StatedRow {
            table: "claims",
            members: members.into_iter().chain(named).collect(),
        })
    })
}

/// Whether a table that is known says the same as a row without numbers.
fn is_said(known: &Accounts, table: TableId, row: &StatedRow) -> bool {
    let Some(known) = known.final_table(&table.spec().key) else {
        return false;
    };
    let name = row.members.iter().find(|(key, _)| *key == "name");
    let name = name.map_or("", |(_, stated)| stated.printed.as_str());
    let rows = known.rows.iter().filter(|known| &*known.name == name);
    let says = |known: &&crate::model::Row| {
        row.members.iter().all(|(key, stated)| {
            let column = table.spec().columns.iter().position(|of| of.key == *key);
            let cell = column.and_then(|column| known.cells.get(column));
            cell.is_none_or(|cell| cell.words() == Some(&stated.printed))
        })
    };
    rows.into_iter().any(|known| says(&known))
}

/// How deep a table lies.
fn depth(spec: &TableSpec) -> usize {
    spec.at.matches('/').count()
}

fn table_json(spec: &TableSpec, rows: Vec<String>, unit: Option<&str>, depth: usize) -> String {
    let has_money = spec
        .columns
        .iter()
        .any(|column| column.kind == ColumnKind::Money);
    let mut members: Vec<(&str, String)> = Vec::new();
    let unit = unit.filter(|_| has_money);
    members.extend(unit.map(|unit| ("unit", quote(unit))));
    let rows = list(rows.into_iter(), depth + 1).unwrap_or_else(|| "[]".to_owned());
    members.push(("rows", rows));
    let mut out = String::new();
    push_members(&mut out, &members, depth);
    out
}

/// A row on one line: its members in the order of the catalogue, then its parts of the text.
fn row_json(spec: &TableSpec, row: &StatedRow, more: &[(&'static str, Stated)]) -> String {
    let members = || {
        let more = more.iter().map(|(key, stated)| (*key, stated));
        row.members
            .iter()
            .map(|(key, stated)| (*key, stated))
            .chain(more)
    };
    let mut json = Node::default();
    let mut spans: Vec<(&str, String)> = Vec::new();
    let mut put = |key: &str, path: &str| {
        let Some((key, stated)) = members().find(|(of, _)| *of == key) else {
            return;
        };
        json.put(path, quote(&stated.printed));
        if let Some(Span { start, end }) = stated.span {
            spans.push((key, format!("[{start}, {end}]")));
        }
    };
    put("code", "/code");
    put("name", "/name");
    put("side", "/side");
    for column in &spec.columns {
        put(&column.key, &column.path());
    }
    if !spans.is_empty() {
        json.put("/spans", object(&spans));
    }
    json.json()
}

/// The text as a member.
fn narrative_json(text: &Manuscript, reading: &Reading) -> String {
    let span = |span: &Span| format!("[{}, {}", span.start, span.end);
    let others = reading
        .others
        .iter()
        .map(|(at, kind)| format!("{}, {}]", span(at), quote(kind.key())));
    let undecided = reading
        .undecided
        .iter()
        .map(|(at, why)| format!("{}, {}, {}]", span(at), quote(&why.zh), quote(&why.en)));
    let headings = reading
        .headings
        .iter()
        .map(|heading| format!("{}, {}]", span(&heading.span), heading.depth));
    let tables = reading.tables.iter().map(|at| format!("{}]", span(at)));
    let unread = text.unread.iter().map(|unread| {
        let why = &unread.why;
        format!("[{}, {}, {}]", unread.page, quote(&why.zh), quote(&why.en))
    });
    let mut members = vec![("file", quote(&text.file)), ("text", quote(&text.text))];
    let mut put = |key: &'static str, parts: &mut dyn Iterator<Item = String>| {
        members.extend(list(parts, 2).map(|json| (key, json)));
    };
    put("others", &mut { others });
    put("undecided", &mut { undecided });
    put("tables", &mut { tables });
    put("headings", &mut { headings });
    put("unread", &mut { unread });
    let mut out = String::new();
    push_members(&mut out, &members, 1);
    out
}

/// Tables by the members of the top level that hold them.
fn below_the_top(tables: &BTreeMap<TableId, String>) -> Vec<(&'static str, String)> {
    let mut members: Vec<(&'static str, String)> = Vec::new();
    let mut inner: Vec<(&'static str, Vec<(&str, String)>)> = Vec::new();
    for (table, json) in tables {
        let at = table.spec().at.trim_start_matches('/');
        let Some((group, key)) = at.split_once('/') else {
            members.push((at, json.clone()));
            continue;
        };
        match inner.iter_mut().find(|(of, _)| *of == group) {
            Some((_, tables)) => tables.push((key, json.clone())),
            None => inner.push((group, vec![(key, json.clone())])),
        }
    }
    for (group, tables) in inner {
        let mut json = String::new();
        push_members(&mut json, &tables, 1);
        members.push((group, json));
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::manuscript::ManuscriptFormat;
    use crate::model::{Place, Text};

    const TEXT: &str = "一、收入\n收入120万元，增加20万元。\n接待3批次，无出国。\n";

    fn text() -> Manuscript {
        Manuscript {
            file: "a.txt".into(),
            format: ManuscriptFormat::Txt,
            text: TEXT.into(),
            tables: Vec::new(),
            sheets: Vec::new(),
            unread: vec![crate::manuscript::Unread {
                page: 2,
                why: Text::new("没有文字", "no text"),
            }],
            notes: Vec::new(),
        }
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "a member stands in the text or does not; here it does"
    )]
    fn at(words: &str) -> Option<Span> {
        let start = TEXT.find(words).unwrap();
        let offset = |at: usize| u32::try_from(at).unwrap();
        Some(Span {
            start: offset(start),
            end: offset(start + words.len()),
        })
    }

    fn row(table: &'static str, members: &[(&'static str, &str, Option<Span>)]) -> StatedRow {
        let members = members.iter().map(|(key, printed, span)| {
            let printed = (*printed).to_owned();
            (
                *key,
                Stated {
                    printed,
                    span: *span,
                },
            )
        });
        StatedRow {
            table,
            members: members.collect(),
        }
    }

    fn reading() -> Reading {
        Reading {
            unit: Some("万元"),
            rows: vec![
                row(
                    "claims",
                    &[
                        ("change", "20万元", at("20万元")),
                        ("amount", "120万元", at("120万元")),
                    ],
                ),
                row("claims", &[("id", "C001", None), ("share", "1%", None)]),
                row(
                    "three_public_counts",
                    &[
                        ("name", "公务接待批次", at("接待")),
                        ("final", "3批次", at("3批次")),
                    ],
                ),
                row(
                    "declarations",
                    &[("name", "甲表", None), ("none", "是", at("无"))],
                ),
                row(
                    "indicators",
                    &[("name", "及时", None), ("sub_2", "4", None)],
                ),
            ],
            headings: vec![crate::model::Heading {
                span: at("一、收入").unwrap(),
                depth: 1,
            }],
            ..Reading::default()
        }
    }

    fn document(told: &Told, more: &[(&str, String)]) -> (Document, Accounts) {
        let mut members = vec![("format", quote("gouji-accounts/1"))];
        members.extend(told.members());
        members.extend_from_slice(more);
        let mut json = String::new();
        push_members(&mut json, &members, 0);
        let document = Document::parse(json.into_bytes()).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        (document, accounts)
    }

    #[test]
    fn what_a_text_tells_is_read_as_it_stands() {
        let (_, accounts) = document(&told(&text(), &reading(), &Accounts::default()), &[]);
        assert_eq!(accounts.remarks, []);
        let narrative = accounts.narrative.as_deref().unwrap();
        assert_eq!(&*narrative.text, TEXT);
        assert_eq!(narrative.unread[0].page, 2);
        assert_eq!(narrative.headings.len(), 1);
        let claims = accounts.final_table("claims").unwrap();
        let words = |row: usize, key: &str| {
            let place = claims.place(row, claims.spec().column(key).unwrap());
            (
                accounts.printed(place),
                accounts.text_span(place).map(|span| narrative.slice(span)),
            )
        };
        assert_eq!(words(0, "id"), ("C002".to_owned(), None));
        assert_eq!(words(0, "line"), ("2".to_owned(), None));
        assert_eq!(words(0, "section"), ("一、收入".to_owned(), None));
        assert_eq!(words(0, "amount"), ("120万元".to_owned(), Some("120万元")));
        assert_eq!(words(0, "change"), ("20万元".to_owned(), Some("20万元")));
        assert_eq!(words(1, "id").0, "C001");
        let counts = accounts.final_table("three_public_counts").unwrap();
        assert_eq!(accounts.text_span(counts.place(0, Place::NAME)), at("接待"));
        assert_eq!(accounts.printed(counts.place(0, 0)), "3批次");
        let indicators = accounts.final_table("indicators").unwrap();
        let sub = indicators.spec().column("sub_2").unwrap();
        assert_eq!(accounts.printed(indicators.place(0, sub)), "4");
    }

    #[test]
    fn what_the_document_has_already_becomes_claims_about_it() {
        let known = r#"{"format": "gouji-accounts/1",
            "three_public_counts": [{"name": "公务接待批次", "final": 4}],
            "declarations": [{"name": "乙表", "none": "是"}]}"#;
        let known = Document::parse(known.as_bytes().to_vec()).unwrap();
        let known = Accounts::read(&known).unwrap();
        let told = told(&text(), &reading(), &known);
        let (document, accounts) = document(&told, &[]);
        assert!(document.root().get("three_public_counts").is_none());
        let claims = accounts.final_table("claims").unwrap();
        assert_eq!(claims.rows.len(), 3);
        let column = |key: &str| claims.place(2, claims.spec().column(key).unwrap());
        assert_eq!(
            accounts.printed(column("subject")),
            "three_public_counts[公务接待批次].final"
        );
        assert_eq!(accounts.text_span(column("count")), at("3批次"));
        assert_eq!(accounts.text_span(column("named")), at("接待"));
        let declarations = TableId::named("declarations");
        assert_eq!(told.rows_of(declarations).count(), 1);
        assert_eq!(told.beside, BTreeSet::from([declarations]));
    }
}
