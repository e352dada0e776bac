//! A zip that is to be changed: its parts, how they refer to each other, and writing it again with
//! some parts replaced and all others copied as they are compressed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _, Write as _};

use zip::{ZipArchive, ZipWriter};

use super::PackageError;
use super::name::{relationships_path, resolved, spelling};
use super::tag::Tag;
use super::unpack::{MOST_BYTES, broken, too_large};
use super::walk::elements;

/// A package that is open.
pub(crate) struct Rewrite<'a> {
    bytes: &'a [u8],
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Entries by their names in one spelling.
    names: BTreeMap<String, usize>,
}

/// A reference from one part to another.
pub(crate) struct Relationship {
    pub(crate) id: String,
    /// The last segment of its type, the same in both variants of the standard.
    pub(crate) kind: String,
    /// The part.
    pub(crate) target: String,
}

impl<'a> Rewrite<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, PackageError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        let names = (0..archive.len()).filter_map(|index| {
            let name = archive.name_for_index(index)?.ok()?;
            Some((spelling(&name), index))
        });
        Ok(Self {
            bytes,
            names: names.collect(),
            archive,
        })
    }

    /// Whether it carries a digital signature, which any change would break.
    pub(crate) fn is_signed(&self) -> bool {
        let mut names = self.names.keys();
        names.any(|name| name.starts_with("_xmlsignatures/"))
    }

    pub(crate) fn has(&self, part: &str) -> bool {
        self.names.contains_key(&spelling(part))
    }

    /// A part as text.
    pub(crate) fn text(&mut self, part: &str) -> Result<String, PackageError> {
        let index = self.index(part)?;
        let entry = self
            .archive
            .by_index(index)
            .map_err(|error| broken(&error))?;
        let mut bytes = Vec::new();
        let mut bounded = entry.take(MOST_BYTES);
        bounded
            .read_to_end(&mut bytes)
            .map_err(|error| bad_part(part, &error))?;
        if bytes.len() as u64 >= MOST_BYTES {
            return Err(too_large(part.to_owned(), MOST_BYTES));
        }
        String::from_utf8(bytes).map_err(|error| bad_part(part, &error.utf8_error()))
    }

    fn index(&self, part: &str) -> Result<usize, PackageError> {
        self.names
            .get(&spelling(part))
            .copied()
            .ok_or_else(|| PackageError::Missing(part.to_owned()))
    }

    /// What a part refers to; the package itself is the part with no name.
    pub(crate) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, PackageError> {
        let path = relationships_path(part);
        if !self.has(&path) {
            return Ok(Vec::new());
        }
        let xml = self.text(&path)?;
        relationships(part, &xml)
    }

    /// The bytes of the package with `changed` parts in place of theirs and without `removed`
    /// ones; the others are copied as they are compressed, in their order.
    pub(crate) fn write(
        mut self,
        changed: &BTreeMap<String, String>,
        removed: &BTreeSet<String>,
    ) -> Result<Vec<u8>, PackageError> {
        let size = self.bytes.len();
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(size + size / 8)));
        let comment = self.archive.comment().to_vec();
        writer
            .set_raw_comment(comment.into_boxed_slice())
            .map_err(|error| broken(&error))?;
        let changed: BTreeMap<usize, &String> = changed
            .iter()
            .map(|(part, xml)| Ok((self.index(part)?, xml)))
            .collect::<Result<_, PackageError>>()?;
        let removed: BTreeSet<usize> = removed
            .iter()
            .map(|part| self.index(part))
            .collect::<Result<_, _>>()?;
        for index in (0..self.archive.len()).filter(|index| !removed.contains(index)) {
            let entry = self
                .archive
                .by_index_raw(index)
                .map_err(|error| broken(&error))?;
            let Some(xml) = changed.get(&index) else {
                writer
                    .raw_copy_file(entry)
                    .map_err(|error| broken(&error))?;
                continue;
            };
            let name = entry.name().map_err(|error| broken(&error))?.into_owned();
            let options = entry.options();
            drop(entry);
            writer
                .start_file(name, options)
                .map_err(|error| broken(&error))?;
            writer
                .write_all(xml.as_bytes())
                .map_err(|error| PackageError::Broken(error.to_string()))?;
        }
        let written = writer.finish().map_err(|error| broken(&error))?;
        Ok(written.into_inner())
    }
}

fn bad_part(part: &str, why: &dyn ToString) -> PackageError {
    PackageError::BadPart {
        part: part.to_owned(),
        why: why.to_string(),
    }
}

/// What a part refers to, by the XML that says so.
pub(crate) fn relationships(part: &str, xml: &str) -> Result<Vec<Relationship>, PackageError> {
    let mut found = Vec::new();
    for element in elements(xml) {
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

/// The span of an element among its siblings, for taking it out.
pub(crate) fn removable<'x>(
    xml: &'x str,
    wanted: impl Fn(&str, Tag<'x>) -> bool,
) -> Result<Option<std::ops::Range<usize>>, PackageError> {
    for element in elements(xml) {
        let element = element?;
        if element.tag.is_empty() && wanted(element.local, element.tag) {
            return Ok(Some(element.span));
        }
    }
    Ok(None)
}
