//! The text layer of a PDF: its pages with their lines in reading order, and its tables as grids.
//!
//! Nothing is guessed: a page without text is reported as not read, and a table whose cells are
//! not told apart by its lines is given as text alone, and the reader is told so.

mod codes;
mod drawn;
mod grid;
mod inflated;
mod lines;
mod page;
mod sheets;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::thread;

use self::drawn::{Closed, Drawn};
use self::page::Part;
use self::table::Untold;
use super::error::ManuscriptErrorKind as Kind;
use super::{Manuscript, ManuscriptFormat, TableArea, Unread};
use crate::model::Text;
use crate::workbook::Sheet;

/// A larger file holds pictures, not text.
const MOST_BYTES: usize = 256 << 20;
/// Where a PDF ends it says where its directory is; programs put little behind it.
const TAIL: usize = 4 << 10;
/// More curves than a page without words has for its ornaments.
const MOST_SHAPES: usize = 200;
/// Of a file that is cut off, less than this is no text to be checked.
const FEWEST_CHARACTERS: usize = 200;
/// Room for what the library calls within itself: forms within forms, lists within lists.
const STACK: usize = 64 << 20;

/// Reads the text layer of a PDF; `file` is its name.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Manuscript, Kind> {
    if bytes.len() > MOST_BYTES {
        return Err(Kind::TooLarge {
            part: file.to_owned(),
            limit: (MOST_BYTES >> 20) as u64,
        });
    }
    if is_torn(bytes) {
        return Err(Kind::Torn);
    }
    inflated::check(bytes)?;
    let pages = drawn(bytes)?;
    let mut read = manuscript(file, &pages);
    if !has_end(bytes) {
        if read.text.trim().chars().count() < FEWEST_CHARACTERS {
            return Err(Kind::Damaged("文件不完整，没有结尾标记 %%EOF".to_owned()));
        }
        read.notes.push(Text::new(
            "文件没有结尾标记，可能没有传完，后面的页可能缺失",
            "the file has no end mark: it may be cut off, and pages may be missing",
        ));
    }
    Ok(read)
}

/// Whether the mark of a PDF's end is near its end.
fn has_end(bytes: &[u8]) -> bool {
    const NEAR: usize = 4096;
    let tail = &bytes[bytes.len().saturating_sub(NEAR)..];
    tail.windows(5).any(|window| window == b"%%EOF")
}

/// Whether the end of a PDF is missing. The library reads what is left of such a file, and nobody
/// would know of the pages that are gone.
fn is_torn(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"startxref";
    let is_padding = |byte: &u8| *byte == 0 || byte.is_ascii_whitespace();
    let end = bytes.iter().rposition(|byte| !is_padding(byte));
    let whole = &bytes[..end.map_or(0, |end| end + 1)];
    let tail = &whole[whole.len().saturating_sub(TAIL)..];
    !tail.windows(MARK.len()).any(|window| window == MARK)
}

/// What is drawn on each page, read on a stack of its own, whatever the library does.
fn drawn(bytes: &[u8]) -> Result<Vec<Drawn>, Kind> {
    let read = thread::scope(|scope| {
        let reader = thread::Builder::new().stack_size(STACK);
        let reader = reader.spawn_scoped(scope, || drawn::pages(bytes));
        match reader.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(read)) => read,
            Ok(Err(panic)) => match panic.downcast::<Closed>() {
                Ok(why) => Err(*why),
                // Caught by whoever reads foreign formats.
                Err(panic) => resume_unwind(panic),
            },
            Err(_) => Err(Closed::Damaged),
        }
    });
    read.map_err(|why| match why {
        Closed::Password => Kind::Password,
        Closed::Encryption => Kind::Other(Text::new(
            "用不认识的方式加密的 PDF",
            "a PDF that is encrypted in an unknown way",
        )),
        Closed::Damaged => Kind::Damaged("PDF".to_owned()),
        Closed::Pages => Kind::Other(Text::new(
            format!("超过 {} 页的 PDF", drawn::MOST_PAGES),
            format!("a PDF of more than {} pages", drawn::MOST_PAGES),
        )),
        Closed::Marks => Kind::TooLong {
            limit: drawn::MOST_MARKS,
        },
    })
}

/// The text of the pages, their tables, and what could not be read.
fn manuscript(file: &str, pages: &[Drawn]) -> Manuscript {
    let mut read = Manuscript {
        file: file.to_owned(),
        format: ManuscriptFormat::Pdf,
        text: String::new(),
        tables: Vec::new(),
        sheets: Vec::new(),
        unread: Vec::new(),
        notes: Vec::new(),
    };
    let mut parts: Vec<Vec<Part>> = Vec::with_capacity(pages.len());
    let mut recognised = Vec::new();
    for (number, drawn) in (1_u32..).zip(pages) {
        let why = unreadable(drawn);
        parts.push(if why.is_none() {
            page::parts(drawn)
        } else {
            Vec::new()
        });
        read.unread
            .extend(why.map(|why| Unread { page: number, why }));
        if drawn.hidden * 2 > drawn.glyphs.len() && drawn.images > 0 {
            recognised.push(number);
        }
    }
    if !recognised.is_empty() {
        let pages = numbers(&recognised);
        read.notes.push(Text::new(
            format!("第 {} 页是扫描图像，文字由识别软件所加，可能有错", pages.zh),
            format!(
                "page {} is scanned: its text was recognised by software and may have mistakes",
                pages.en
            ),
        ));
    }
    let placed = written(&parts, &mut read);
    add_sheets(&parts, &placed, &mut read);
    read
}

/// Why a page has no text that can be read.
fn unreadable(drawn: &Drawn) -> Option<Text> {
    let shown = drawn
        .glyphs
        .iter()
        .filter(|glyph| glyph.char != ' ')
        .count();
    let shown = shown + drawn.slanted.len();
    if shown == 0 && drawn.images > 0 {
        Some(Text::new(
            "是扫描图像，没有文字层；请先用文字识别（OCR）软件处理，或改用 Word 文档",
            "it is a scanned picture without a text layer: recognise its text (OCR) first, or open the Word document",
        ))
    } else if shown == 0 && drawn.shapes > MOST_SHAPES {
        Some(Text::new(
            "文字画成了图形，没有文字层；请改用 Word 文档",
            "its words are drawn as shapes, without a text layer: open the Word document",
        ))
    } else if shown == 0 {
        // A blank page says nothing, and nothing of it is lost.
        None
    } else if drawn.unknown * 4 > shown {
        Some(Text::new(
            "字体没有文字编码，无法得知是什么字；请改用 Word 文档",
            "its fonts do not say which characters they show: open the Word document",
        ))
    } else {
        None
    }
}

/// Writes the text and gives the bytes of each table in it, page by page and part by part.
fn written(pages: &[Vec<Part>], read: &mut Manuscript) -> Vec<Vec<Option<TableArea>>> {
    let text = &mut read.text;
    let mut placed = Vec::with_capacity(pages.len());
    for (index, parts) in pages.iter().enumerate() {
        if index > 0 {
            text.push('\u{c}');
        }
        let areas = parts.iter().map(|part| match part {
            Part::Line(line) => {
                text.push_str(line);
                text.push('\n');
                None
            }
            Part::Table(table) => {
                let start = text.len();
                for line in &table.lines {
                    text.push_str(line);
                    text.push('\n');
                }
                Some(TableArea {
                    span: start..text.len(),
                    sheet: None,
                })
            }
        });
        placed.push(areas.collect());
    }
    placed
}

/// Adds the tables as sheets, and tells which ones are none.
fn add_sheets(pages: &[Vec<Part>], placed: &[Vec<Option<TableArea>>], read: &mut Manuscript) {
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut untold: BTreeMap<Untold, Vec<u32>> = BTreeMap::new();
    for (whole, places) in sheets::tables(pages) {
        let on: Vec<u32> = places.iter().map(|&(page, _)| number_of(page)).collect();
        let unnamed = || format!("第{}页的表", numbers(&on).zh);
        let mut name = whole.name().map_or_else(unnamed, str::to_owned);
        let plain = name.clone();
        let mut copies = 1;
        while names.contains(&name) {
            copies += 1;
            name = format!("{plain}（{copies}）");
        }
        names.insert(name.clone());
        let sheet = match whole.sheet(name) {
            Ok(sheet) => {
                sheets.push(sheet);
                Some(sheets.len() - 1)
            }
            Err(why) => {
                untold.entry(why).or_default().extend(on);
                None
            }
        };
        let areas = places
            .iter()
            .filter_map(|&(page, part)| placed[page][part].clone());
        read.tables
            .extend(areas.map(|area| TableArea { sheet, ..area }));
    }
    for (why, mut pages) in untold {
        pages.dedup();
        read.notes.push(untold_text(&numbers(&pages), why));
    }
    read.tables.sort_by_key(|area| area.span.start);
    read.sheets = sheets;
}

/// The number of a page.
fn number_of(page: usize) -> u32 {
    u32::try_from(page + 1).unwrap_or(u32::MAX)
}

/// Why the tables of some pages were not read as tables.
fn untold_text(pages: &Text, why: Untold) -> Text {
    let (zh, en) = match why {
        Untold::Lines => ("没有完整的表格线", "no complete lines"),
        Untold::Across => ("有文字跨过表格线", "words that run across a line"),
        Untold::Together => ("一个单元格里有几个数", "several numbers in one cell"),
    };
    Text::new(
        format!(
            "第 {} 页有表格分不清单元格（{zh}），没有作为表格读取；请另外打开工作簿",
            pages.zh
        ),
        format!(
            "page {} has a table whose cells cannot be told apart ({en}): it was not read as a table; open the workbook too",
            pages.en
        ),
    )
}

/// Page numbers in words, in Chinese and in English: `3、5–7` and `3, 5–7`.
fn numbers(pages: &[u32]) -> Text {
    let runs = pages.chunk_by(|a, b| a + 1 == *b);
    let runs = runs.filter_map(|run| match run {
        [only] => Some(only.to_string()),
        [first, .., last] => Some(format!("{first}–{last}")),
        [] => None,
    });
    let runs: Vec<String> = runs.collect();
    Text::new(runs.join("、"), runs.join(", "))
}
