//! The XML that Excel 2003 wrote and some systems still export under the name `.xls`.

use super::cell::{Area, Cell, CellAt, Content, Sheet, Why, Workbook, WorkbookFormat};
use super::cells::{Cells, MOST_COLUMNS, MOST_ROWS, hidden_sheet};
use super::error::WorkbookErrorKind as Kind;
use super::format::{NumberFormat, unclear};
use super::text;
use super::xml::{attribute, number, resolved};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Reads a workbook; `file` is only its name.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Workbook, Kind> {
    let text = text::decode(bytes)?;
    let mut reader = Reader::from_str(&text);
    // An empty element is a beginning and an end, as any other.
    reader.config_mut().expand_empty_elements = true;
    let mut book = BookReader {
        file,
        reader,
        formats: BTreeMap::new(),
        style: String::new(),
        count: 0,
        sheets: Vec::new(),
        notes: Vec::new(),
    };
    book.read()?;
    Ok(Workbook {
        file: file.to_owned(),
        format: WorkbookFormat::Xml2003,
        sheets: book.sheets,
        notes: book.notes,
    })
}

struct BookReader<'a> {
    file: &'a str,
    reader: Reader<&'a [u8]>,
    /// The number format of each style that has one.
    formats: BTreeMap<String, NumberFormat>,
    /// The style that is being read.
    style: String,
    count: usize,
    sheets: Vec<Sheet>,
    notes: Vec<crate::model::Text>,
}

/// A cell as it is written.
#[derive(Default)]
struct Written {
    kind: String,
    text: String,
}

impl<'a> BookReader<'a> {
    fn read(&mut self) -> Result<(), Kind> {
        let mut depth = 0_usize;
        loop {
            match self.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "Worksheet" => self.sheet(&element)?,
                    name => {
                        depth += 1;
                        match name {
                            "Style" => self.style = attribute(&element, "ID").unwrap_or_default(),
                            "NumberFormat" => self.number_format(&element),
                            _ => {}
                        }
                    }
                },
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Eof if depth > 0 => return Err(self.bad(&"cut off")),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn number_format(&mut self, element: &BytesStart<'_>) {
        if let Some(code) = attribute(element, "Format") {
            let format = NumberFormat::new(named(&code), None);
            self.formats.insert(self.style.clone(), format);
        }
    }

    fn sheet(&mut self, element: &BytesStart<'_>) -> Result<(), Kind> {
        let name = attribute(element, "Name").unwrap_or_default();
        if self.sheets.iter().any(|other| other.name == name) {
            return Err(Kind::SheetTwice(name));
        }
        let mut count = self.count;
        let mut cells = Cells::new(&name, &mut count);
        let mut merged = Vec::new();
        let mut visible = true;
        let (mut row, mut column) = (0_u32, 0_u32);
        loop {
            match self.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "Row" => {
                        row = number(&element, "Index").map_or(row, |index| index.max(1) - 1);
                        column = 0;
                    }
                    "Cell" => {
                        column = number(&element, "Index").map_or(column, |index| index.max(1) - 1);
                        let at = cells.at((row, column))?;
                        let across = number(&element, "MergeAcross").unwrap_or_default();
                        let down = number(&element, "MergeDown").unwrap_or_default();
                        merged.extend(area(at, across, down));
                        if let Some(cell) = self.cell(&element, at)? {
                            cells.add(cell)?;
                        }
                        column = column.saturating_add(across).saturating_add(1);
                    }
                    "Visible" => visible = false,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "Row" => row = row.saturating_add(1),
                    "Worksheet" => break,
                    _ => {}
                },
                Event::Eof => return Err(self.bad(&"cut off")),
                _ => {}
            }
        }
        if !visible {
            self.notes.push(hidden_sheet(&name));
        }
        merged.sort_unstable();
        let cells = cells.finish()?;
        self.count = count;
        self.sheets.push(Sheet {
            name,
            visible,
            cells,
            merged,
        });
        Ok(())
    }

    fn cell(&mut self, element: &BytesStart<'_>, at: CellAt) -> Result<Option<Cell>, Kind> {
        let formula = attribute(element, "Formula").is_some();
        let style = attribute(element, "StyleID").unwrap_or_default();
        let written = self.written()?;
        let text = || Some(written.text.as_str()).filter(|text| !text.is_empty());
        let content = match written.kind.as_str() {
            "Number" => {
                let stored = written.text.trim().parse().unwrap_or(f64::NAN);
                let general = NumberFormat::new("", None);
                let format = self.formats.get(&style).unwrap_or(&general);
                format.print(stored, false)
            }
            "DateTime" => text().map(|date| {
                let date = date.trim_end_matches(".000").trim_end_matches("T00:00:00");
                Content::Date(date.into())
            }),
            "Boolean" => Some(Content::Boolean(written.text.trim() == "1")),
            "Error" => text().map(|error| Content::Error(error.into())),
            "" if formula => Some(unclear(String::new(), Why::NoResult)),
            _ => text().map(|text| Content::Text(text.into())),
        };
        Ok(content.map(|content| Cell {
            at,
            content,
            formula,
        }))
    }

    /// The data of a cell to the cell's end; its comment is no part of it.
    fn written(&mut self) -> Result<Written, Kind> {
        let mut written = Written::default();
        let mut inside = false;
        loop {
            match self.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "Data" => {
                        inside = true;
                        written.kind = attribute(&element, "Type").unwrap_or_default();
                    }
                    "Comment" => {
                        let end = self.reader.read_to_end(element.name());
                        end.map_err(|error| self.bad(&error))?;
                    }
                    _ => {}
                },
                Event::Text(words) if inside => written.text.push_str(&words.xml10_content()),
                Event::CData(words) if inside => written.text.push_str(&words.xml10_content()),
                Event::GeneralRef(entity) if inside => {
                    let name = entity.xml10_content();
                    let c = resolved(&name).ok_or_else(|| self.bad(&format!("&{name};")))?;
                    written.text.push(c);
                }
                Event::End(element) => match element.local_name().as_ref() {
                    "Data" => inside = false,
                    "Cell" => return Ok(written),
                    _ => {}
                },
                Event::Eof => return Err(self.bad(&"cut off")),
                _ => {}
            }
        }
    }

    fn next(&mut self) -> Result<Event<'a>, Kind> {
        match self.reader.read_event() {
            Ok(Event::DocType(_)) => Err(Kind::Entities(self.file.to_owned())),
            Ok(event) => Ok(event),
            Err(error) => Err(self.bad(&error)),
        }
    }

    fn bad(&self, why: &dyn ToString) -> Kind {
        Kind::BadPart {
            part: self.file.to_owned(),
            why: why.to_string(),
        }
    }
}

fn area(from: CellAt, across: u32, down: u32) -> Option<Area> {
    let column = u32::from(from.column).saturating_add(across);
    let to = CellAt {
        row: from.row.saturating_add(down).min(MOST_ROWS - 1),
        column: u16::try_from(column)
            .unwrap_or(u16::MAX)
            .min(MOST_COLUMNS - 1),
    };
    (from != to).then_some(Area { from, to })
}

/// The code of a format that is called by its name.
fn named(code: &str) -> &str {
    match code {
        "General Number" => "General",
        "Fixed" => "0.00",
        "Standard" | "Currency" | "Euro Currency" => "#,##0.00",
        "Percent" => "0.00%",
        "Scientific" => "0.00E+00",
        "General Date" | "Long Date" | "Medium Date" | "Short Date" | "Long Time"
        | "Medium Time" | "Short Time" => "yyyy-m-d",
        code => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Styles><Style ss:ID="Default"/><Style ss:ID="s1"><NumberFormat ss:Format="Standard"/></Style></Styles>
        <Worksheet ss:Name="收入决算表"><Table><Column ss:Hidden="1"/>
        <Row><Cell ss:MergeAcross="2"><Data ss:Type="String">收入<B>决算</B>&amp;表</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
        <Row ss:Index="5"><Cell ss:StyleID="s1"><Data ss:Type="Number">2946.2500000000005</Data></Cell>
        <Cell ss:Index="4" ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data><Comment><Data>批注</Data></Comment></Cell><Cell ss:Formula="=A1"/></Row>
        <Row><Cell><Data ss:Type="DateTime">2024-05-31T00:00:00.000</Data></Cell></Row></Table></Worksheet>
        <Worksheet ss:Name="藏"><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"#;

    #[test]
    fn cells_have_their_places_and_formats() {
        let book = read("表.xls", BOOK.as_bytes()).unwrap();
        let sheet = &book.sheets[0];
        let cells: Vec<String> = sheet
            .cells
            .iter()
            .map(|cell| format!("{}={}", cell.at, cell.content.text()))
            .collect();
        assert_eq!(
            cells,
            [
                "A1=收入决算&表",
                "D1=TRUE",
                "A5=2946.25",
                "D5=#DIV/0!",
                "E5=",
                "A6=2024-05-31"
            ]
        );
        assert_eq!(sheet.merged.len(), 1);
        assert!(!book.sheets[1].visible);
        assert_eq!(book.notes.len(), 1);
    }

    #[test]
    fn a_book_that_is_cut_off_is_refused() {
        for end in [200, 500, 900] {
            let end = BOOK.floor_char_boundary(end);
            let cut = read("表.xls", &BOOK.as_bytes()[..end]);
            assert!(matches!(cut, Err(Kind::BadPart { .. })), "{cut:?}");
        }
        let entities = BOOK.replace("<Workbook", "<!DOCTYPE x><Workbook");
        assert!(matches!(
            read("表.xls", entities.as_bytes()),
            Err(Kind::Entities(_))
        ));
    }
}
