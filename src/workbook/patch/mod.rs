//! An `.xlsx` with some cells changed: the parts of the zip that need no change are copied as they
//! are compressed, and in a changed sheet only the elements of the changed cells differ.
//!
//! No library edits a workbook in place; those that read and write it lose what they do not know.
//! So the XML is spliced, as documents are. What to change is left to `export`.

mod calc;
mod edit;
mod error;
mod sheet;
mod styles;

pub use error::{CellRefusal, PatchError};

use std::collections::{BTreeMap, BTreeSet};

use super::package::{
    Relationship, Rewrite, Tag, elements, relationships_path, removable, spliced,
};
use super::{CellAt, NewValue, SheetChange};
use edit::Editor;

/// The bytes of an `.xlsx` (or `.xlsm`) in which these cells alone are changed; of two changes of
/// one cell the later one holds. No changes give the same bytes.
///
/// A cell keeps its attributes and its style. A number takes the place of the old one in `<v>`;
/// text is written into the cell itself (`inlineStr`), so the table of shared strings stays as it
/// is. A cell that is not there gets the style of the nearest one of its kind in its column, else
/// in its row. A formula gives way to the value, and where the workbook has any, programs are told
/// to compute all of them when they open it.
///
/// # Errors
/// [`PatchError`]; nothing is changed by halves.
pub fn patch(bytes: &[u8], changes: &[SheetChange]) -> Result<Vec<u8>, PatchError> {
    if changes.is_empty() {
        return Ok(bytes.to_vec());
    }
    let mut patch = Patch::open(bytes)?;
    let mut sheets: BTreeMap<&str, BTreeMap<CellAt, &NewValue>> = BTreeMap::new();
    for change in changes {
        let cells = sheets.entry(&change.sheet).or_default();
        cells.insert(change.at, &change.value);
    }
    for (name, cells) in &sheets {
        patch.change_sheet(name, cells)?;
    }
    patch.finish(bytes)
}

/// A workbook whose parts are being changed.
struct Patch<'a> {
    package: Rewrite<'a>,
    /// The workbook's part.
    workbook: String,
    relationships: Vec<Relationship>,
    /// Sheets: name, id, part.
    sheets: Vec<(String, u32, String)>,
    /// For each style whether it shows percentages; read when it is first asked for.
    percent: Option<Vec<bool>>,
    changed: BTreeMap<String, String>,
    removed: BTreeSet<String>,
    /// Formulas that went: the sheet's id and the cell.
    without_formula: BTreeSet<(u32, CellAt)>,
    formulas: bool,
}

impl<'a> Patch<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, PatchError> {
        refuse_foreign(bytes)?;
        let mut package = Rewrite::open(bytes)?;
        if package.is_signed() {
            return Err(PatchError::Signed);
        }
        let main = package.relationships("")?;
        let main = main.into_iter().find(|of| of.kind == "officeDocument");
        let workbook = main.map(|of| of.target).ok_or(PatchError::NotXlsx)?;
        // The binary kind of workbook has its parts under the same names.
        if workbook.to_ascii_lowercase().ends_with(".bin") {
            return Err(PatchError::NotXlsx);
        }
        let relationships = package.relationships(&workbook)?;
        let xml = package.text(&workbook)?;
        let mut sheets = Vec::new();
        for element in elements(&xml) {
            let element = element?;
            let tag = element.tag;
            if element.local != "sheet" {
                continue;
            }
            let (Some(name), Some(id)) = (tag.value("name"), tag.prefixed("id")) else {
                continue;
            };
            let number = tag.raw("sheetId").and_then(|id| id.parse().ok());
            let target = relationships
                .iter()
                .find(|of| of.id == *id && of.kind == "worksheet");
            if let Some(target) = target {
                let part = target.target.clone();
                sheets.push((name.into_owned(), number.unwrap_or_default(), part));
            }
        }
        Ok(Self {
            package,
            workbook,
            relationships,
            sheets,
            percent: None,
            changed: BTreeMap::new(),
            removed: BTreeSet::new(),
            without_formula: BTreeSet::new(),
            formulas: false,
        })
    }

    fn change_sheet(
        &mut self,
        name: &str,
        cells: &BTreeMap<CellAt, &NewValue>,
    ) -> Result<(), PatchError> {
        let sheet = self.sheets.iter().find(|(sheet, ..)| sheet == name);
        let (_, id, part) = sheet
            .cloned()
            .ok_or_else(|| PatchError::NoSheet(name.to_owned()))?;
        let xml = self.package.text(&part)?;
        let mut rows: Vec<u32> = cells.keys().map(|at| at.row).collect();
        rows.dedup();
        let sheet = sheet::scan(&xml, &rows)?;
        if sheet.data.is_none() {
            return Err(PatchError::Damaged(format!("{part} has no sheetData")));
        }
        let percent = cells.values().any(|of| matches!(of, NewValue::Percent(_)));
        let editor = Editor {
            xml: &xml,
            sheet: &sheet,
            percent: if percent { self.percent_styles()? } else { &[] },
        };
        let edits = editor.edits(cells).map_err(|(at, why)| PatchError::Cell {
            sheet: name.to_owned(),
            at,
            why,
        })?;
        let gone = edits.without_formula.into_iter().map(|at| (id, at));
        self.without_formula.extend(gone);
        self.formulas |= sheet.formulas;
        if !edits.splices.is_empty() {
            self.changed.insert(part, spliced(&xml, edits.splices));
        }
        Ok(())
    }

    fn percent_styles(&mut self) -> Result<&[bool], PatchError> {
        if self.percent.is_none() {
            let part = self.part_of_kind("styles");
            let styles = match part {
                Some(part) => styles::percent_styles(&self.package.text(&part)?)?,
                None => Vec::new(),
            };
            self.percent = Some(styles);
        }
        Ok(self.percent.as_deref().unwrap_or_default())
    }

    /// A part that the workbook refers to and that is there.
    fn part_of_kind(&self, kind: &str) -> Option<String> {
        let of_kind = self.relationships.iter().find(|of| of.kind == kind)?;
        let part = of_kind.target.clone();
        self.package.has(&part).then_some(part)
    }

    fn finish(mut self, bytes: &[u8]) -> Result<Vec<u8>, PatchError> {
        if self.changed.is_empty() {
            return Ok(bytes.to_vec());
        }
        if self.has_formulas()? {
            let xml = self.package.text(&self.workbook)?;
            if let Some(splice) = calc::full_calculation(&xml)? {
                let xml = spliced(&xml, vec![splice]);
                self.changed.insert(self.workbook.clone(), xml);
            }
        }
        self.mend_chain()?;
        Ok(self.package.write(&self.changed, &self.removed)?)
    }

    /// Whether any sheet has a formula, which may depend on a changed cell.
    fn has_formulas(&mut self) -> Result<bool, PatchError> {
        if self.formulas || self.part_of_kind("calcChain").is_some() {
            return Ok(true);
        }
        for (_, _, part) in &self.sheets {
            // Sheets that were changed were looked through already.
            if !self.changed.contains_key(part) && calc::has_formula(&self.package.text(part)?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes the formulas that went out of the chain, and the chain out when nothing is left.
    fn mend_chain(&mut self) -> Result<(), PatchError> {
        let chain = self.part_of_kind("calcChain");
        let Some(chain) = chain.filter(|_| !self.without_formula.is_empty()) else {
            return Ok(());
        };
        let xml = self.package.text(&chain)?;
        if let Some(without) = calc::chain_without(&xml, &self.without_formula)? {
            if without != xml {
                self.changed.insert(chain, without);
            }
            return Ok(());
        }
        let named = format!("/{chain}");
        self.take_out("[Content_Types].xml", |local, tag| {
            local == "Override" && tag.value("PartName").as_deref() == Some(&named)
        })?;
        let relationships = relationships_path(&self.workbook);
        self.take_out(&relationships, |local, tag| {
            let kind = tag.value("Type");
            local == "Relationship" && kind.is_some_and(|kind| kind.ends_with("/calcChain"))
        })?;
        self.removed.insert(chain);
        Ok(())
    }

    fn take_out(
        &mut self,
        part: &str,
        wanted: impl Fn(&str, Tag<'_>) -> bool,
    ) -> Result<(), PatchError> {
        let mut xml = self.package.text(part)?;
        if let Some(span) = removable(&xml, wanted)? {
            xml.replace_range(span, "");
            self.changed.insert(part.to_owned(), xml);
        }
        Ok(())
    }
}

/// What an encrypted or an old binary file begins with.
const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Refuses what is no zip.
fn refuse_foreign(bytes: &[u8]) -> Result<(), PatchError> {
    if bytes.starts_with(COMPOUND_FILE) {
        let name: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let encrypted = bytes.windows(name.len()).any(|window| window == name);
        return Err(if encrypted {
            PatchError::Encrypted
        } else {
            PatchError::NotXlsx
        });
    }
    if !bytes.starts_with(b"PK") {
        return Err(PatchError::NotXlsx);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_zip_is_named() {
        let open = |bytes: &[u8]| Patch::open(bytes).map(|_| ()).unwrap_err();
        assert_eq!(open(b"<html>"), PatchError::NotXlsx);
        assert_eq!(open(COMPOUND_FILE), PatchError::NotXlsx);
        assert!(matches!(open(b"PK\x03\x04 broken"), PatchError::Damaged(_)));
    }
}
