//! `.ods`, the workbook of `OpenDocument`.
//!
//! Read here and not by calamine, whose reader of this format never ends on a part that was cut
//! off, expands whatever is said to be repeated, takes blanks between cells for an error, and gives
//! neither merged areas nor what is printed.

mod cell;

use super::cell::{Area, CellAt, Sheet, Workbook, WorkbookFormat};
use super::cells::{Cells, MOST_COLUMNS, MOST_ROWS, hidden_sheet};
use super::error::WorkbookErrorKind as Kind;
use super::package::{Contents, Package};
use super::xml::{attribute, number};
use crate::model::Text;
use cell::Printed;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";
/// The most cells that may come of repetition; a sheet repeats nothing for as long as it can, and
/// zeros for some columns.
const MOST_REPEATED: usize = 2_000_000;

/// Elements whose tables, cells or text are no part of the sheet.
const SKIPPED: [&str; 6] = [
    "annotation",
    "tracked-changes",
    "shapes",
    "forms",
    "frame",
    "dde-links",
];

/// Reads a workbook; `file` is only its name.
pub(super) fn read(file: &str, contents: Contents<'_>) -> Result<Workbook, Kind> {
    let package = contents.unpack(|part| part == CONTENT || part == MANIFEST)?;
    if is_encrypted(&package) {
        return Err(Kind::Password);
    }
    let text = package.text(CONTENT)?;
    if !text.contains(":spreadsheet") {
        return Err(Kind::Other(Text::new(
            "OpenDocument 的其他文档",
            "another document of OpenDocument",
        )));
    }
    let mut reader = Reader::from_str(text);
    // An empty element is a beginning and an end, as any other.
    reader.config_mut().expand_empty_elements = true;
    let mut content = ContentReader {
        reader,
        hidden_styles: BTreeSet::new(),
        count: 0,
        repeated: 0,
        book: Workbook {
            file: file.to_owned(),
            format: WorkbookFormat::Ods,
            sheets: Vec::new(),
            notes: Vec::new(),
        },
    };
    content.read()?;
    Ok(content.book)
}

fn is_encrypted(package: &Package) -> bool {
    let manifest = package.text(MANIFEST).unwrap_or_default();
    manifest.contains("encryption-data")
}

struct ContentReader<'a> {
    reader: Reader<&'a [u8]>,
    /// Styles of sheets that are not shown.
    hidden_styles: BTreeSet<String>,
    count: usize,
    repeated: usize,
    book: Workbook,
}

/// A row as it is written, before it is repeated.
#[derive(Default)]
struct Row {
    cells: Vec<(u16, Printed)>,
    /// Merged areas that begin in the row: first column, rows, columns.
    spans: Vec<(u16, u32, u16)>,
}

impl<'a> ContentReader<'a> {
    fn read(&mut self) -> Result<(), Kind> {
        let mut style = None;
        let mut depth = 0_usize;
        loop {
            match self.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "table" => self.table(&element)?,
                    name if SKIPPED.contains(&name) => self.skip(&element)?,
                    name => {
                        depth += 1;
                        if name == "style" {
                            style = attribute(&element, "name");
                        } else if name == "table-properties"
                            && attribute(&element, "display").as_deref() == Some("false")
                        {
                            self.hidden_styles.extend(style.take());
                        }
                    }
                },
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Eof if depth > 0 => return Err(bad(&"cut off")),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn table(&mut self, element: &BytesStart<'_>) -> Result<(), Kind> {
        let name = attribute(element, "name").unwrap_or_default();
        if self.book.sheets.iter().any(|other| other.name == name) {
            return Err(Kind::SheetTwice(name));
        }
        let style = attribute(element, "style-name").unwrap_or_default();
        let visible = !self.hidden_styles.contains(&style);
        if !visible {
            self.book.notes.push(hidden_sheet(&name));
        }
        let mut count = self.count;
        let mut cells = Cells::new(&name, &mut count);
        let mut merged = Vec::new();
        let mut row = 0_u32;
        loop {
            match self.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "table-row" => {
                        let times = number(&element, "number-rows-repeated")
                            .map_or(1, |times| times.max(1));
                        let read = self.row()?;
                        self.place(&read, row, times, &mut cells, &mut merged)?;
                        row = row.saturating_add(times);
                    }
                    name if SKIPPED.contains(&name) => self.skip(&element)?,
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "table" => break,
                Event::Eof => return Err(bad(&"cut off")),
                _ => {}
            }
        }
        merged.sort_unstable();
        let cells = cells.finish()?;
        self.count = count;
        self.book.sheets.push(Sheet {
            name,
            visible,
            cells,
            merged,
        });
        Ok(())
    }

    fn row(&mut self) -> Result<Row, Kind> {
        let mut row = Row::default();
        let mut column = 0_u32;
        loop {
            match self.next()? {
                Event::Start(element) => {
                    let name = element.local_name();
                    if !matches!(name.as_ref(), "table-cell" | "covered-table-cell") {
                        self.skip(&element)?;
                        continue;
                    }
                    let times =
                        number(&element, "number-columns-repeated").map_or(1, |times| times.max(1));
                    let rows = number(&element, "number-rows-spanned")
                        .unwrap_or(1)
                        .clamp(1, MOST_ROWS);
                    let columns = number(&element, "number-columns-spanned").unwrap_or(1);
                    let columns = u16::try_from(columns).unwrap_or(MOST_COLUMNS).max(1);
                    let printed = cell::read(self, &element)?;
                    if let Ok(at) = u16::try_from(column)
                        && (rows > 1 || columns > 1)
                    {
                        row.spans.push((at, rows, columns));
                    }
                    if let Some(printed) = printed {
                        self.repeated = self.repeated.saturating_add(times as usize - 1);
                        for column in column..column.saturating_add(times) {
                            let column = u16::try_from(column).unwrap_or(u16::MAX);
                            self.bound()?;
                            row.cells.push((column, printed.clone()));
                            if column >= MOST_COLUMNS {
                                break;
                            }
                        }
                    }
                    column = column.saturating_add(times);
                }
                Event::End(_) => return Ok(row),
                Event::Eof => return Err(bad(&"cut off")),
                _ => {}
            }
        }
    }

    /// Puts a row and its repetitions on the sheet.
    fn place(
        &mut self,
        read: &Row,
        first: u32,
        times: u32,
        cells: &mut Cells<'_>,
        merged: &mut Vec<Area>,
    ) -> Result<(), Kind> {
        if read.cells.is_empty() && read.spans.is_empty() {
            return Ok(());
        }
        let each = read.cells.len() + read.spans.len();
        self.repeated = self
            .repeated
            .saturating_add(each.saturating_mul(times as usize - 1));
        self.bound()?;
        for row in first..first.saturating_add(times) {
            for (column, printed) in &read.cells {
                let at = cells.at((row, u32::from(*column)))?;
                cells.add(printed.at(at))?;
            }
            for (column, rows, columns) in &read.spans {
                let last = column.saturating_add(columns - 1).min(MOST_COLUMNS - 1);
                merged.push(Area {
                    from: CellAt {
                        row,
                        column: *column,
                    },
                    to: CellAt {
                        row: row.saturating_add(rows - 1).min(MOST_ROWS - 1),
                        column: last.max(*column),
                    },
                });
            }
        }
        Ok(())
    }

    fn bound(&self) -> Result<(), Kind> {
        if self.repeated > MOST_REPEATED {
            return Err(Kind::TooManyCells {
                sheet: CONTENT.to_owned(),
                limit: MOST_REPEATED,
            });
        }
        Ok(())
    }

    fn next(&mut self) -> Result<Event<'a>, Kind> {
        self.reader.read_event().map_err(|error| bad(&error))
    }

    fn skip(&mut self, element: &BytesStart<'_>) -> Result<(), Kind> {
        let end = self.reader.read_to_end(element.name());
        end.map(drop).map_err(|error| bad(&error))
    }
}

fn bad(why: &dyn ToString) -> Kind {
    Kind::BadPart {
        part: CONTENT.to_owned(),
        why: why.to_string(),
    }
}
