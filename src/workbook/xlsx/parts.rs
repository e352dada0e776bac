//! Which parts an `.xlsx` has, and what a sheet says around its cells.
//!
//! The reader of cells gives neither the part of a sheet nor, without reading all cells again, its
//! merged areas; and it takes the structure on trust. Small parts are looked at here as a whole.

use crate::workbook::address::{area, cell_at};
use crate::workbook::cell::{Area, CellAt};
use crate::workbook::error::WorkbookErrorKind as Kind;
use crate::workbook::package::{Package, relationships_path, resolved};
use crate::workbook::xml::attribute;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct SheetPart {
    pub(super) name: String,
    /// Where its cells are.
    pub(super) part: String,
}

/// What the relations of a part lead to.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// The sheets with cells, in their order; charts on sheets of their own have none.
pub(super) fn sheets(package: &Package) -> Result<Vec<SheetPart>, Kind> {
    let workbook = workbook_part(package)?;
    let relations = relations(package, &relationships_path(&workbook))?;
    let mut sheets: Vec<SheetPart> = Vec::new();
    each_element(package, &workbook, |element| {
        if element.local_name().as_ref() != "sheet" {
            return Ok(());
        }
        let name = attribute(element, "name").unwrap_or_default();
        let id = attribute(element, "id").unwrap_or_default();
        let relation = relations.iter().find(|relation| relation.id == id);
        let Some(relation) = relation else {
            return Err(Kind::Missing(format!("{workbook} → {name}")));
        };
        if relation.kind != "worksheet" {
            return Ok(());
        }
        let part = resolved(&workbook, &relation.target);
        if package.part(&part).is_none() {
            return Err(Kind::Missing(part));
        }
        if sheets.iter().any(|other| other.name == name) {
            return Err(Kind::SheetTwice(name));
        }
        sheets.push(SheetPart { name, part });
        Ok(())
    })?;
    Ok(sheets)
}

/// The part that lists the sheets.
fn workbook_part(package: &Package) -> Result<String, Kind> {
    let relations = relations(package, &relationships_path(""))?;
    let part = relations
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map(|relation| resolved("", &relation.target))
        .ok_or_else(|| Kind::Missing("xl/workbook.xml".to_owned()))?;
    if package.part(&part).is_none() {
        return Err(Kind::Missing(part));
    }
    Ok(part)
}

fn relations(package: &Package, part: &str) -> Result<Vec<Relation>, Kind> {
    let mut relations = Vec::new();
    each_element(package, part, |element| {
        if element.local_name().as_ref() == "Relationship" {
            let kind = attribute(element, "Type").unwrap_or_default();
            relations.push(Relation {
                id: attribute(element, "Id").unwrap_or_default(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: attribute(element, "Target").unwrap_or_default(),
            });
        }
        Ok(())
    })?;
    Ok(relations)
}

/// Looks at each element of a part, which must be well-formed: the readers that follow rely on
/// every element having an end.
pub(super) fn each_element(
    package: &Package,
    part: &str,
    mut look: impl FnMut(&BytesStart<'_>) -> Result<(), Kind>,
) -> Result<(), Kind> {
    let bad = |why: &dyn ToString| Kind::BadPart {
        part: part.to_owned(),
        why: why.to_string(),
    };
    let mut reader = Reader::from_str(package.text(part)?);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| bad(&error))? {
            Event::Start(element) => {
                depth += 1;
                look(&element)?;
            }
            Event::Empty(element) => look(&element)?,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::DocType(_) => return Err(Kind::Entities(part.to_owned())),
            Event::Eof if depth > 0 => return Err(bad(&"cut off")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// What a sheet says around its cells.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub(super) merged: Vec<Area>,
    /// Whether there may be formulas: there are none when this is false.
    pub(super) formulas: bool,
    pub(super) hidden_rows: usize,
    pub(super) hidden_columns: usize,
}

/// Looks around the cells of a sheet without reading them.
pub(super) fn around(text: &str, part: &str) -> Result<Around, Kind> {
    let (head, tail) = match (text.find("<sheetData"), text.rfind("</sheetData>")) {
        (Some(head), Some(tail)) if head < tail => (&text[..head], &text[tail..]),
        // An empty sheet, or one that writes its elements with a prefix.
        _ => (text, text),
    };
    let mut around = Around {
        formulas: may_have_formulas(text),
        hidden_rows: hidden(text, "<row "),
        hidden_columns: hidden(head, "<col "),
        ..Around::default()
    };
    let mut reader = Reader::from_str(tail);
    reader.config_mut().allow_unmatched_ends = true;
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element))
                if element.local_name().as_ref() == "mergeCell" =>
            {
                let written = attribute(&element, "ref").unwrap_or_default();
                let area = area(&written).ok_or_else(|| Kind::BadPart {
                    part: part.to_owned(),
                    why: format!("mergeCell {written}"),
                })?;
                around.merged.push(area);
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                return Err(Kind::BadPart {
                    part: part.to_owned(),
                    why: error.to_string(),
                });
            }
        }
    }
    around.merged.sort_unstable();
    around.merged.dedup();
    Ok(around)
}

/// Whether an element `f` may be in the text; text between elements has no `<`.
fn may_have_formulas(text: &str) -> bool {
    let ends = |rest: &str| rest.starts_with(['>', ' ', '/', '\n', '\r', '\t']);
    text.match_indices("<f")
        .any(|(at, found)| ends(&text[at + found.len()..]))
        || text.contains(":f>")
        || text.contains(":f ")
}

/// How many elements of the text are hidden.
fn hidden(text: &str, element: &str) -> usize {
    text.match_indices(" hidden=\"1\"")
        .filter(|(at, _)| {
            let start = text[..*at].rfind('<').unwrap_or_default();
            text[start..].starts_with(element) && !text[start..*at].contains('>')
        })
        .count()
}

/// The cells of a sheet that hold errors, for those that the reader of cells has no name for.
pub(super) fn errors(text: &str) -> Option<Vec<(CellAt, String)>> {
    let mut reader = Reader::from_str(text);
    let mut errors = Vec::new();
    let mut cell = None;
    let mut value = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "c" if attribute(&element, "t").as_deref() == Some("e") => {
                    cell = attribute(&element, "r").and_then(|at| cell_at(&at));
                }
                "c" => cell = None,
                name => value = name == "v",
            },
            Event::Text(written) if value => {
                errors.extend(
                    cell.take()
                        .map(|at| (at, written.xml10_content().into_owned())),
                );
            }
            Event::End(_) => value = false,
            Event::Eof => return Some(errors),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_known_by_what_stands_around_its_cells() {
        let sheet = r#"<worksheet><cols><col min="1" max="1" hidden="1"/></cols><sheetData>
            <row r="1"><c r="A1" t="str"><v> hidden="1"</v></c></row><row r="2" hidden="1"/>
            </sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells><formula/></worksheet>"#;
        let seen = around(sheet, "sheet").unwrap();
        assert_eq!((seen.hidden_rows, seen.hidden_columns), (1, 1));
        assert_eq!(seen.merged, [area("A1:B2").unwrap()]);
        assert!(!seen.formulas);
        assert!(
            around("<sheetData><row><c><f>1</f></c></row></sheetData>", "")
                .unwrap()
                .formulas
        );
    }
}
