//! What is read of a text beside its claims: its tables, whose it is, and what could not be read.

use std::collections::BTreeSet;

use crate::document::{Document, Pointer};
use crate::manuscript::{Manuscript, TableArea};
use crate::model::{Accounts, Narrative, Period, Span, TableId, Text};
use crate::narrative::{self, Reading};

use super::header::Said;
use super::note::{Asks, Note};
use super::sheet::{self, ReadSheet};
use super::together::is_one_department;
use super::told::told;
use super::unplaced::Unplaced;
use super::write::{list, note_json};

/// The tables of a text that no workbook has.
pub(super) struct TextSheets<'a> {
    pub(super) sheets: Vec<ReadSheet<'a>>,
    pub(super) notes: Vec<Note>,
}

/// Accounts that have claims of their own, to which no text is added.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the accounts have claims or a text of their own")]
pub struct HasText;

/// What a text says.
pub(super) fn reading(text: &Manuscript) -> Reading {
    let span = |area: &TableArea| {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span {
            start: offset(area.span.start),
            end: offset(area.span.end),
        }
    };
    let tables: Vec<Span> = text.tables.iter().map(span).collect();
    let mut reading = narrative::read(&text.text, &tables);
    if !text.unread.is_empty() {
        // What is not found may stand on a page that could not be read.
        reading.forget_missing();
    }
    reading
}

/// A member or an element that a text adds to accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// The object or the list that it is added to, at its end.
    pub at: Pointer,
    /// The member's name; `None` for an element.
    pub key: Option<String>,
    /// What is added.
    pub json: String,
}

/// What a text adds to accounts that are a document of their own.
///
/// # Errors
/// [`HasText`], when they have claims or a text already.
pub fn beside(
    document: &Document,
    accounts: &Accounts,
    text: &Manuscript,
) -> Result<Vec<Addition>, HasText> {
    let has = |at: &str| document.find(&Pointer::new(at)).is_some();
    if ["/narrative", "/claims", "/wording"].into_iter().any(has) {
        return Err(HasText);
    }
    let reading = reading(text);
    let told = told(text, &reading, accounts);
    let mut said = Said {
        departments: accounts.department.iter().cloned().collect(),
        years: accounts.year.into_iter().collect(),
    };
    let mut all = notes(text);
    all.extend(reconciled(&mut said, &reading, &text.file));
    all.extend(left(told.beside.iter().copied()));
    let member = |at: &str, key: &str, json: String| Addition {
        at: Pointer::new(at),
        key: Some(key.to_owned()),
        json,
    };
    let mut additions = Vec::new();
    for (key, json) in told.members() {
        if !has(&format!("/{key}")) {
            additions.push(member("", key, json));
            continue;
        }
        // A group with other tables.
        for (table, json) in &told.tables {
            let at = table.spec().at.strip_prefix('/');
            let inner = at.and_then(|at| at.strip_prefix(key)?.strip_prefix('/'));
            additions.extend(inner.map(|inner| member(&format!("/{key}"), inner, json.clone())));
        }
    }
    let mut listed = |key: &'static str, elements: Vec<String>| {
        if !has(&format!("/{key}")) {
            let json = list(elements.into_iter(), 1);
            additions.extend(json.map(|json| member("", key, json)));
            return;
        }
        additions.extend(elements.into_iter().map(|json| Addition {
            at: Pointer::root().key(key),
            key: None,
            json,
        }));
    };
    let unread = unread(text);
    listed(
        "not_understood",
        unread.iter().map(super::write::unplaced).collect(),
    );
    let file = Some(text.file.as_str());
    listed(
        "import_notes",
        all.iter().map(|note| note_json(file, note)).collect(),
    );
    Ok(additions)
}

/// The tables that a text prints and no workbook has; what it prints otherwise is said.
pub(super) fn sheets<'a>(text: &'a Manuscript, books: &[(usize, ReadSheet<'_>)]) -> TextSheets<'a> {
    let known: BTreeSet<(TableId, Period)> = books
        .iter()
        .flat_map(|(_, read)| &read.tables)
        .filter_map(|found| Some((found.table?, found.period)))
        .collect();
    let mut sheets = Vec::new();
    let mut twice: BTreeSet<TableId> = BTreeSet::new();
    for printed in &text.sheets {
        let mut read = sheet::read(printed, &[printed.name.as_str()]);
        read.tables.retain(|found| {
            let Some(table) = found.table else {
                return false;
            };
            let is_known = known.contains(&(table, found.period));
            if is_known {
                twice.insert(table);
            }
            !is_known
        });
        if !read.tables.is_empty() {
            sheets.push(read);
        }
    }
    let mut notes = Vec::new();
    let titles: Vec<&Text> = twice.iter().map(|table| &table.spec().title).collect();
    if let [first, ..] = titles.as_slice() {
        let count = titles.len();
        notes.push(
            Text::new(
                format!(
                    "正文中也有《{}》等 {count} 张表，以工作簿的为准，正文中的未作核对",
                    first.zh
                ),
                format!(
                    "{count} tables stand in the text too, {} for one; the workbook's are taken and \
                     the text's not checked",
                    first.en
                ),
            )
            .into(),
        );
    }
    TextSheets { sheets, notes }
}

/// What a reader should know about how the text was read.
pub(super) fn notes(text: &Manuscript) -> Vec<Note> {
    let mut notes: Vec<Note> = text.notes.iter().cloned().map(Note::from).collect();
    let lines = Narrative::new(None, text.text.as_str().into());
    let unknown = text.tables.iter().filter(|area| area.sheet.is_none());
    let at = |area: &TableArea| {
        let start = u32::try_from(area.span.start).unwrap_or(u32::MAX);
        let position = lines.position(start);
        if lines.has_pages() {
            (
                format!("第 {} 页", position.page),
                format!("page {}", position.page),
            )
        } else {
            (
                format!("第 {} 行", position.line),
                format!("line {}", position.line),
            )
        }
    };
    let mut places: Vec<(String, String)> = unknown.map(at).collect();
    let count = places.len();
    places.dedup();
    if count > 0 {
        let (zh, en): (Vec<String>, Vec<String>) = places.into_iter().unzip();
        notes.push(
            Text::new(
                format!(
                    "正文中有 {count} 张表分不清各格，其中的数字未读取：{}",
                    zh.join("、")
                ),
                format!(
                    "{count} tables of the text could not be told into cells, their numbers are not read: {}",
                    en.join(", ")
                ),
            )
            .into(),
        );
    }
    notes
}

/// The pages that could not be read.
pub(super) fn unread(text: &Manuscript) -> Vec<Unplaced> {
    let pages = text.unread.iter();
    let page = |unread: &crate::manuscript::Unread| Unplaced {
        file: text.file.clone(),
        sheet: String::new(),
        cell: String::new(),
        text: format!("第 {} 页", unread.page),
        why: unread.why.clone(),
    };
    pages.map(page).collect()
}

/// That a set of accounts has one text.
pub(super) fn second() -> Note {
    Text::new(
        "一套决算只读一份正文，这一份没有读取",
        "a set of accounts has one text; this one was not read",
    )
    .into()
}

/// What of the text has no place because the accounts have such a table already.
fn left(tables: impl Iterator<Item = TableId>) -> Option<Note> {
    let titles: Vec<&Text> = tables.map(|table| &table.spec().title).collect();
    let zh: Vec<String> = titles
        .iter()
        .map(|title| format!("“{}”", title.zh))
        .collect();
    let en: Vec<&str> = titles.iter().map(|title| title.en.as_str()).collect();
    let note = Text::new(
        format!("决算文件已有{}，正文中的未采用", zh.join("、")),
        format!(
            "the accounts have this already, that of the text is not taken: {}",
            en.join(", ")
        ),
    );
    (!titles.is_empty()).then(|| note.into())
}

/// Brings together whose accounts the tables are and whose the text is; asks where they differ.
pub(super) fn reconciled(said: &mut Said, reading: &Reading, file: &str) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut ask = |zh: (&str, &str), tables: &str, text: &str| {
        let (what, en) = zh;
        notes.push(Note {
            text: Text::new(
                format!("{what}不一致，请核实是否放错了文件（{file}）：正文写的是“{text}”，表写的是“{tables}”"),
                format!("the {en} differs, please check that the files belong together ({file}): the text has “{text}”, the tables “{tables}”"),
            ),
            at: None,
            asks: Some(Asks::Whose),
        });
    };
    match (&reading.department, said.departments.first()) {
        (Some(text), Some(tables))
            if said.departments.len() == 1 && !is_one_department(text, tables) =>
        {
            ask(("单位名称", "department"), tables, text);
        }
        (Some(text), None) => {
            said.departments.insert(text.clone());
        }
        _ => {}
    }
    match (reading.year, said.years.first().copied()) {
        (Some(text), Some(tables)) if said.years.len() == 1 && text != tables => {
            ask(("年度", "year"), &tables.to_string(), &text.to_string());
        }
        (Some(text), None) => {
            said.years.insert(text);
        }
        _ => {}
    }
    notes
}
