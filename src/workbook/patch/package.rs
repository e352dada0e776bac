//! The zip of an `.xlsx`: its parts, how they refer to each other, and writing it again with some
//! parts replaced and all others copied as they are compressed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _, Write as _};

use zip::result::ZipError;
use zip::{ZipArchive, ZipWriter};

use crate::workbook::package::MOST_BYTES;
use crate::workbook::part_name::{relationships_path, resolved, spelling};

use super::PatchError;
use super::tag::Tag;
use super::walk::elements;

/// What an encrypted or an old binary file begins with.
const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// A package that is open.
pub(super) struct Package<'a> {
    bytes: &'a [u8],
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Entries by their names in one spelling.
    names: BTreeMap<String, usize>,
}

/// A reference from one part to another.
pub(super) struct Relationship {
    pub(super) id: String,
    /// The last segment of its type, the same in both variants of the standard.
    pub(super) kind: String,
    /// The part.
    pub(super) target: String,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, PatchError> {
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
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        let names = (0..archive.len()).filter_map(|index| {
            let name = archive.name_for_index(index)?.ok()?;
            Some((spelling(&name), index))
        });
        let package = Self {
            bytes,
            names: names.collect(),
            archive,
        };
        if package
            .names
            .keys()
            .any(|name| name.starts_with("_xmlsignatures/"))
        {
            return Err(PatchError::Signed);
        }
        Ok(package)
    }

    pub(super) fn has(&self, part: &str) -> bool {
        self.names.contains_key(&spelling(part))
    }

    /// A part as text.
    pub(super) fn text(&mut self, part: &str) -> Result<String, PatchError> {
        let index = self.index(part)?;
        let entry = self
            .archive
            .by_index(index)
            .map_err(|error| damaged(&error))?;
        let mut bytes = Vec::new();
        let mut bounded = entry.take(MOST_BYTES);
        bounded
            .read_to_end(&mut bytes)
            .map_err(|error| PatchError::Damaged(format!("{part}: {error}")))?;
        if bytes.len() as u64 >= MOST_BYTES {
            return Err(PatchError::TooLarge(part.to_owned()));
        }
        String::from_utf8(bytes)
            .map_err(|error| PatchError::Damaged(format!("{part}: {}", error.utf8_error())))
    }

    fn index(&self, part: &str) -> Result<usize, PatchError> {
        self.names
            .get(&spelling(part))
            .copied()
            .ok_or_else(|| PatchError::Damaged(format!("{part} is missing")))
    }

    /// What a part refers to; the package itself is the part with no name.
    pub(super) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, PatchError> {
        let path = relationships_path(part);
        if !self.has(&path) {
            return Ok(Vec::new());
        }
        let xml = self.text(&path)?;
        let mut found = Vec::new();
        for element in elements(&xml) {
            let element = element?;
            if element.local != "Relationship" {
                continue;
            }
            let tag = element.tag;
            let external = tag.raw("TargetMode") == Some("External");
            let (Some(id), Some(kind), Some(target), false) = (
                tag.value("Id"),
                tag.value("Type"),
                tag.value("Target"),
                external,
            ) else {
                continue;
            };
            found.push(Relationship {
                id: id.into_owned(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: resolved(part, &target),
            });
        }
        Ok(found)
    }

    /// The bytes of the package with `changed` parts in place of theirs and without `removed`
    /// ones; the others are copied as they are compressed, in their order.
    pub(super) fn write(
        mut self,
        changed: &BTreeMap<String, String>,
        removed: &BTreeSet<String>,
    ) -> Result<Vec<u8>, PatchError> {
        let size = self.bytes.len();
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(size + size / 8)));
        let comment = self.archive.comment().to_vec();
        writer
            .set_raw_comment(comment.into_boxed_slice())
            .map_err(|error| damaged(&error))?;
        let changed: BTreeMap<usize, &String> = changed
            .iter()
            .map(|(part, xml)| Ok((self.index(part)?, xml)))
            .collect::<Result<_, PatchError>>()?;
        let removed: BTreeSet<usize> = removed
            .iter()
            .map(|part| self.index(part))
            .collect::<Result<_, _>>()?;
        for index in (0..self.archive.len()).filter(|index| !removed.contains(index)) {
            let entry = self
                .archive
                .by_index_raw(index)
                .map_err(|error| damaged(&error))?;
            let Some(xml) = changed.get(&index) else {
                writer
                    .raw_copy_file(entry)
                    .map_err(|error| damaged(&error))?;
                continue;
            };
            let name = entry.name().map_err(|error| damaged(&error))?.into_owned();
            let options = entry.options();
            drop(entry);
            writer
                .start_file(name, options)
                .map_err(|error| damaged(&error))?;
            writer
                .write_all(xml.as_bytes())
                .map_err(|error| PatchError::Damaged(error.to_string()))?;
        }
        let written = writer.finish().map_err(|error| damaged(&error))?;
        Ok(written.into_inner())
    }
}

fn damaged(error: &ZipError) -> PatchError {
    PatchError::Damaged(error.to_string())
}

/// The span of an element among its siblings, for taking it out.
pub(super) fn removable<'x>(
    xml: &'x str,
    wanted: impl Fn(&str, Tag<'x>) -> bool,
) -> Result<Option<std::ops::Range<usize>>, PatchError> {
    for element in elements(xml) {
        let element = element?;
        if element.tag.is_empty() && wanted(element.local, element.tag) {
            return Ok(Some(element.span));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_zip_is_named() {
        let open = |bytes: &[u8]| Package::open(bytes).map(|_| ()).unwrap_err();
        assert_eq!(open(b"<html>"), PatchError::NotXlsx);
        assert_eq!(open(COMPOUND_FILE), PatchError::NotXlsx);
        assert!(matches!(open(b"PK\x03\x04 broken"), PatchError::Damaged(_)));
    }
}
