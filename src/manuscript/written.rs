//! What a text is once it has been read.

use std::ops::Range;

use crate::model::Text;
use crate::workbook::Sheet;

/// A text with its lines in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manuscript {
    /// The file's name.
    pub file: String,
    /// What kind of file it is.
    pub format: ManuscriptFormat,
    /// The text: a line feed behind every line or paragraph, a form feed behind every page but the
    /// last. Reading the same bytes again gives the same text, so that places in it last.
    pub text: String,
    /// Parts of the text that are tables, in its order; the cells of a line are kept apart by tabs
    /// where the file tells them apart.
    pub tables: Vec<TableArea>,
    /// The tables as grids, for those that could be told.
    pub sheets: Vec<Sheet>,
    /// Pages without a text that could be read.
    pub unread: Vec<Unread>,
    /// What a reader should know about how the file was read.
    pub notes: Vec<Text>,
}

impl Manuscript {
    /// Why there is nothing to be read in it: no page has text, or it is another kind of file than
    /// its name says.
    pub fn nothing(&self) -> Option<Text> {
        let is_empty = self.text.trim().is_empty();
        match self.unread.first() {
            Some(page) if is_empty => {
                let count = self.unread.len();
                Some(Text::new(
                    format!("{count} 页都读不出文字（{}）", page.why.zh),
                    format!("none of its {count} pages has any ({})", page.why.en),
                ))
            }
            _ if is_empty => Some(Text::new(
                "文件里没有一个字，可能是空白文档或已损坏",
                "it holds no character: it is blank or damaged",
            )),
            _ => super::read::misnamed(&self.file, self.format),
        }
    }
}

/// Kinds of files with text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ManuscriptFormat {
    /// Plain text.
    Txt,
    /// A document of Word or WPS, in Office Open XML.
    Docx,
    /// The text layer of a PDF, which is read and never written.
    Pdf,
}

/// A part of the text that is a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableArea {
    /// Its bytes of the text.
    pub span: Range<usize>,
    /// The grid of it among the sheets; `None` when its cells could not be told apart.
    pub sheet: Option<usize>,
}

/// A page that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The page, from 1.
    pub page: u32,
    /// Why not.
    pub why: Text,
}
