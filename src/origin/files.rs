//! The files of one set of accounts, workbooks, a text and perhaps a JSON: their bytes, and the same
//! bytes with what was edited.

use std::sync::Arc;

use crate::document::Document;
use crate::export::{not_in_text, text_changes, text_now, workbook_changes};
use crate::file::{Stamp, Stamped};
use crate::manuscript::{self, ManuscriptFormat, TextChange};
use crate::model::{Accounts, Table, Text};
use crate::workbook::{self, SheetChange};

use super::book::Book;
use super::json::Additions;
use super::{FileKind, Unwritable};

/// The files that one set of accounts was read out of.
#[derive(Clone, Debug)]
pub struct Files {
    files: Vec<File>,
    /// What they said when their bytes were read; edits are what differs from it.
    opened: Arc<Accounts>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it lies and what it was when it was read or written last.
    stamped: Stamped,
    /// What the document calls it.
    name: String,
    content: Content,
}

/// What a file holds.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// The document itself, to which a text was added.
    Json(Additions),
    /// Tables.
    Book(Book),
    /// A text.
    Text(TextBytes),
}

/// A text as it was read.
#[derive(Clone, Debug)]
pub(super) struct TextBytes {
    /// The bytes as they were read; every save changes words of these.
    pub(super) bytes: Arc<[u8]>,
    /// What kind of text they are.
    pub(super) format: ManuscriptFormat,
    /// Whether the file is plain text that was written anew from the text of a PDF.
    pub(super) anew: bool,
}

/// Accounts as they stand now, with the document that says so.
#[derive(Clone, Copy, Debug)]
pub struct Now<'a> {
    /// The document.
    pub document: &'a Document,
    /// What it says.
    pub accounts: &'a Accounts,
}

/// Which files of a set are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of them.
    All,
    /// The workbooks.
    Workbooks,
    /// The text.
    Text,
}

impl File {
    /// A file that was read, under a name that no other one of the set has.
    pub(super) fn new(stamped: Stamped, name: String, content: Content) -> Self {
        Self {
            stamped,
            name,
            content,
        }
    }

    /// The file as it was read or written last.
    pub fn file(&self) -> &Stamped {
        &self.stamped
    }

    /// What kind of file it is.
    pub fn kind(&self) -> FileKind {
        match &self.content {
            Content::Json(_) => FileKind::Json,
            Content::Book(book) => FileKind::Workbook(book.format()),
            Content::Text(text) if text.anew => FileKind::Text(ManuscriptFormat::Txt),
            Content::Text(text) => FileKind::Text(text.format),
        }
    }

    /// The ending under which it is written.
    pub fn ending(&self) -> &str {
        match &self.content {
            Content::Book(book) => book.ending(&self.stamped.path),
            Content::Text(text) if text.format == ManuscriptFormat::Txt => {
                let own = self.stamped.path.extension().and_then(|own| own.to_str());
                own.unwrap_or("txt")
            }
            Content::Json(_) | Content::Text(_) => self.kind().written_ending(),
        }
    }

    /// Whether it is among those that are meant.
    pub(super) fn is_in(&self, part: Part) -> bool {
        match part {
            Part::All => true,
            Part::Workbooks => matches!(self.content, Content::Book(_)),
            Part::Text => matches!(self.content, Content::Text(_)),
        }
    }

    /// The bytes with what was edited.
    fn written(&self, opened: &Accounts, now: Now<'_>) -> Result<Vec<u8>, Unwritable> {
        let path = self.stamped.path.as_path();
        match &self.content {
            Content::Json(additions) => additions.taken_out(path, now.document),
            Content::Book(book) => book.written(path, &self.cells(opened, now)?),
            Content::Text(text) => {
                let changes = self.words(opened, now)?;
                if text.format == ManuscriptFormat::Pdf {
                    let words = text_now(opened, now.accounts).unwrap_or_default();
                    return Ok(words.into_bytes());
                }
                manuscript::patch(&text.bytes, &changes).map_err(|error| Unwritable::Text {
                    path: path.to_path_buf(),
                    error,
                })
            }
        }
    }

    /// The cells of a workbook that were edited.
    fn cells(&self, opened: &Accounts, now: Now<'_>) -> Result<Vec<SheetChange>, Unwritable> {
        workbook_changes(opened, now.accounts, Some(&self.name)).map_err(Unwritable::Rows)
    }

    /// The words of a text that were edited; its tables are read and never written.
    fn words(&self, opened: &Accounts, now: Now<'_>) -> Result<Vec<TextChange>, Unwritable> {
        if !self.cells(opened, now)?.is_empty() {
            return Err(Unwritable::TextTable(self.stamped.path.clone()));
        }
        Ok(text_changes(opened, now.accounts))
    }

    /// Whether it has to be written as another kind of file.
    fn needs_another(&self, opened: &Accounts, now: Now<'_>) -> Result<bool, Unwritable> {
        Ok(match (&self.content, self.kind()) {
            (_, kind) if kind.is_changed_in_place() => false,
            (Content::Book(_), _) => !self.cells(opened, now)?.is_empty(),
            (Content::Text(_), _) => !self.words(opened, now)?.is_empty(),
            (Content::Json(_), _) => false,
        })
    }
}

impl Files {
    pub(super) fn new(files: Vec<File>, opened: Arc<Accounts>) -> Self {
        Self { files, opened }
    }

    /// The files, in the order in which they were named.
    pub fn all(&self) -> &[File] {
        &self.files
    }

    /// Those that are meant, in the same order.
    pub fn part(&self, part: Part) -> impl Iterator<Item = &File> {
        self.files.iter().filter(move |file| file.is_in(part))
    }

    /// The files as they were read or written last.
    pub fn stamped(&self) -> impl Iterator<Item = &Stamped> {
        self.files.iter().map(|file| &file.stamped)
    }

    /// What they said when they were opened.
    pub fn opened(&self) -> &Accounts {
        &self.opened
    }

    /// What is to be known of copies that are written as files of another kind.
    pub fn written_anew(&self, part: Part) -> Option<Text> {
        let any = |is_it: fn(&Content) -> bool| self.part(part).any(|file| is_it(&file.content));
        let book = any(|content| matches!(content, Content::Book(book) if book.is_written_anew()));
        let pdf = any(
            |content| matches!(content, Content::Text(text) if text.format == ManuscriptFormat::Pdf),
        );
        let pdf = pdf.then(|| {
            Text::new(
                "PDF 的文字写成纯文本，不含版式",
                "the words of the PDF are written as plain text, without its layout",
            )
        });
        let notes: Vec<Text> = book
            .then(workbook::fresh_note)
            .into_iter()
            .chain(pdf)
            .collect();
        (!notes.is_empty()).then(|| Text::join(&notes, "；", "; "))
    }

    /// The bytes of the files that are to be replaced, by their indices: those that hold something
    /// edited and do not have it on the disk yet.
    ///
    /// # Errors
    /// When an edit cannot be written in place; then nothing is to be written.
    pub fn in_place(&self, now: Now<'_>) -> Result<Vec<(usize, Vec<u8>)>, Unwritable> {
        let mut replaced = Vec::new();
        for (index, file) in self.files.iter().enumerate() {
            if file.needs_another(&self.opened, now)? {
                return Err(Unwritable::Kind {
                    path: file.stamped.path.clone(),
                    kind: file.kind(),
                });
            }
            if !file.kind().is_changed_in_place() {
                continue;
            }
            let bytes = file.written(&self.opened, now)?;
            if !Stamp::of(&bytes, None).same_content(&file.stamped.stamp) {
                replaced.push((index, bytes));
            }
        }
        Ok(replaced)
    }

    /// The bytes of files with what was edited, in their order; of a PDF its text.
    ///
    /// # Errors
    /// When an edit cannot be written into them.
    pub fn copies(&self, part: Part, now: Now<'_>) -> Result<Vec<Vec<u8>>, Unwritable> {
        let files = self.part(part);
        files.map(|file| file.written(&self.opened, now)).collect()
    }

    /// Which formulas the edits replace by numbers: whoever writes them says so.
    ///
    /// # Errors
    /// As for [`in_place`](Self::in_place).
    pub fn formulas_replaced(&self, now: Now<'_>) -> Result<Option<Text>, Unwritable> {
        let mut cells: Vec<String> = Vec::new();
        for file in &self.files {
            if let Content::Book(book) = &file.content {
                let changes = file.cells(&self.opened, now)?;
                cells.extend(book.formulas(&file.stamped.path, &changes)?);
            }
        }
        let (count, list) = (cells.len(), cells.join("、"));
        Ok((count > 0).then(|| {
            Text::new(
                format!("{count} 个单元格原为公式，已由数字替代：{list}"),
                format!(
                    "formulas were replaced by numbers in {count} cells: {}",
                    cells.join(", ")
                ),
            )
        }))
    }

    /// What of the edits none of the files can hold, whether they can be written or not.
    pub fn left_out(&self, now: &Arc<Accounts>) -> Option<Text> {
        if Arc::ptr_eq(&self.opened, now) {
            return None;
        }
        let json = self.files.iter().find_map(|file| match &file.content {
            Content::Json(additions) => Some(additions),
            Content::Book(_) | Content::Text(_) => None,
        });
        let is_explained = json.is_none() && self.opened.explanations != now.explanations;
        let explained = is_explained.then(|| {
            Text::new(
                "审核说明不能存入工作簿或正文，只能存入 JSON",
                "explanations cannot be stored in a workbook or a text, only in JSON",
            )
        });
        let is_elsewhere = |table: &Table| match json {
            Some(additions) => !additions.have(&table.rows_at),
            None => table.source.is_some(),
        };
        let unprinted = not_in_text(&self.opened, now, is_elsewhere);
        let parts: Vec<Text> = explained.into_iter().chain(unprinted).collect();
        (!parts.is_empty()).then(|| Text::join(&parts, "；", "; "))
    }

    /// A file was written where it lies.
    pub fn replaced(&mut self, index: usize, stamp: Stamp) {
        if let Some(file) = self.files.get_mut(index) {
            file.stamped.stamp = stamp;
        }
    }

    /// A file was written elsewhere, as one of its [`copies`](Self::copies), and goes on there.
    pub fn moved(&mut self, index: usize, to: Stamped) {
        let Some(file) = self.files.get_mut(index) else {
            return;
        };
        file.stamped = to;
        match &mut file.content {
            Content::Json(_) => {}
            Content::Book(book) => book.moved(),
            Content::Text(text) => text.anew = text.format == ManuscriptFormat::Pdf,
        }
    }
}
