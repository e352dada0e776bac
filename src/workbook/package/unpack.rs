//! A zip unpacked once within bounds.
//!
//! What a zip says of its sizes may be a lie, so the bytes that really come out are counted. The
//! parts are packed again without compression, because the reader of cells wants a zip: so it
//! inflates nothing itself, and sees no part that was not looked at.

use super::PackageError as Kind;
use std::io::{Cursor, Read as _, Write as _};
use std::ops::Range;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// How much a zip may unpack to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// All parts together.
    pub(crate) total: u64,
    /// Any part, if it does not take much room packed either.
    pub(crate) part: u64,
    /// How many times its packed size a larger part may unpack to: rows of styled nothing pack to
    /// a hundredth.
    pub(crate) ratio: u64,
}

/// What all parts of a zip together may unpack to.
pub(crate) const MOST_BYTES: u64 = 1 << 30;

const BOUNDS: Bounds = Bounds {
    total: MOST_BYTES,
    part: 256 << 20,
    ratio: 200,
};
/// The most parts, of which a workbook with a hundred sheets has some three hundred.
const MOST_PARTS: usize = 20_000;

/// The unpacked parts of a zip.
#[derive(Debug)]
pub(crate) struct Package {
    /// A zip of them, stored.
    stored: Vec<u8>,
    parts: Vec<(String, Range<usize>)>,
}

/// A zip whose table of contents was read.
pub(crate) struct Contents<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
}

impl<'a> Contents<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Kind> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        if zip.len() > MOST_PARTS {
            return Err(Kind::Broken(format!("{} parts", zip.len())));
        }
        let names = zip
            .file_names()
            .map(|name| name.map(|name| name.replace('\\', "/")))
            .collect::<Result<_, _>>()
            .map_err(|error| broken(&error))?;
        Ok(Self { zip, names })
    }

    /// Whether a part of this name is there, in whatever case.
    pub(crate) fn holds(&self, part: &str) -> bool {
        self.names
            .iter()
            .any(|name| name.eq_ignore_ascii_case(part))
    }

    /// Whether there is a part that `wanted` names.
    pub(crate) fn any(&self, wanted: impl Fn(&str) -> bool) -> bool {
        self.names.iter().any(|name| wanted(name))
    }

    /// Unpacks the parts that `wanted` names.
    pub(crate) fn unpack(self, wanted: impl Fn(&str) -> bool) -> Result<Package, Kind> {
        self.unpack_within(BOUNDS, wanted)
    }

    /// The same within other bounds.
    pub(crate) fn unpack_within(
        mut self,
        bounds: Bounds,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Package, Kind> {
        self.refuse_bombs(bounds)?;
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let mut names = Vec::new();
        let mut left = bounds.total;
        for index in 0..self.zip.len() {
            let mut part = self.zip.by_index(index).map_err(|error| match error {
                zip::result::ZipError::UnsupportedArchive(why) if why.contains("assword") => {
                    Kind::Password
                }
                error => broken(&error),
            })?;
            let name = part.name().map_err(|error| broken(&error))?;
            let name = name.replace('\\', "/");
            if part.is_dir() || !wanted(&name) {
                continue;
            }
            let limit = bounds.limit(part.compressed_size()).min(left);
            let mut content = Vec::new();
            (&mut part)
                .take(limit + 1)
                .read_to_end(&mut content)
                .map_err(|error| Kind::BadPart {
                    part: name.clone(),
                    why: error.to_string(),
                })?;
            let size = content.len() as u64;
            if size > limit {
                return Err(too_large(name, limit));
            }
            left -= size;
            writer
                .start_file(name.clone(), options)
                .map_err(|error| broken(&error))?;
            writer
                .write_all(&content)
                .map_err(|error| Kind::Broken(error.to_string()))?;
            names.push((name, content.len()));
        }
        let stored = writer
            .finish()
            .map_err(|error| broken(&error))?
            .into_inner();
        Package::new(stored, names)
    }

    /// Refuses what says itself that it is too large, before anything is unpacked.
    fn refuse_bombs(&mut self, bounds: Bounds) -> Result<(), Kind> {
        let mut total = 0_u64;
        for index in 0..self.zip.len() {
            let part = self
                .zip
                .by_index_raw(index)
                .map_err(|error| broken(&error))?;
            let limit = bounds.limit(part.compressed_size());
            total = total.saturating_add(part.size());
            if part.size() > limit || total > bounds.total {
                let name = part.name().map_err(|error| broken(&error))?.into_owned();
                return Err(too_large(name, limit));
            }
        }
        Ok(())
    }
}

impl Package {
    /// Finds the parts in the zip again, where they lie as they are.
    fn new(stored: Vec<u8>, names: Vec<(String, usize)>) -> Result<Self, Kind> {
        let mut zip =
            ZipArchive::new(Cursor::new(stored.as_slice())).map_err(|error| broken(&error))?;
        let mut parts = Vec::with_capacity(names.len());
        for (index, (name, size)) in names.into_iter().enumerate() {
            let part = zip.by_index_raw(index).map_err(|error| broken(&error))?;
            let start = part.data_start();
            let start = start
                .and_then(|start| usize::try_from(start).ok())
                .unwrap_or_default();
            parts.push((name, start..start + size));
        }
        drop(zip);
        Ok(Self { stored, parts })
    }

    /// The zip with all parts stored.
    pub(crate) fn zip(&self) -> Cursor<&[u8]> {
        Cursor::new(&self.stored)
    }

    /// A part by its name, in whatever case.
    pub(crate) fn part(&self, name: &str) -> Option<&[u8]> {
        let part = self
            .parts
            .iter()
            .find(|(part, _)| part.eq_ignore_ascii_case(name))?;
        self.stored.get(part.1.clone())
    }

    /// A part as text, without the mark that some writers put before it. A part that defines
    /// entities is refused: no office program writes them, and they can stand for gigabytes.
    pub(crate) fn text(&self, name: &str) -> Result<&str, Kind> {
        let bytes = self
            .part(name)
            .ok_or_else(|| Kind::Missing(name.to_owned()))?;
        let text = str::from_utf8(bytes).map_err(|_utf8| Kind::BadPart {
            part: name.to_owned(),
            why: "not UTF-8".to_owned(),
        })?;
        let text = text.trim_start_matches('\u{feff}');
        let mut head = text;
        // Only declarations and comments may stand before a definition of entities.
        while let Some(rest) = head.trim_start().strip_prefix("<") {
            if rest.starts_with("!DOCTYPE") {
                return Err(Kind::Entities(name.to_owned()));
            }
            if !rest.starts_with(['?', '!']) {
                break;
            }
            let end = if rest.starts_with("!--") { "-->" } else { ">" };
            head = rest.split_once(end).map_or("", |(_, after)| after);
        }
        Ok(text)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|(name, _)| name.as_str())
    }
}

impl Bounds {
    /// The most that a part of this packed size may unpack to.
    fn limit(self, packed: u64) -> u64 {
        packed
            .saturating_mul(self.ratio)
            .clamp(self.part, self.total)
    }
}

pub(crate) fn too_large(part: String, limit: u64) -> Kind {
    let limit = limit.max(1 << 20) >> 20;
    Kind::TooLarge { part, limit }
}

pub(crate) fn broken(error: &zip::result::ZipError) -> Kind {
    Kind::Broken(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Bounds = Bounds {
        total: 3 << 20,
        part: 1 << 20,
        ratio: 2,
    };

    fn zip(parts: &[(&str, usize)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, size) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(&vec![b' '; *size]).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn unpack(bytes: &[u8]) -> Result<Package, Kind> {
        Contents::new(bytes)?.unpack_within(SMALL, |_| true)
    }

    fn refused(part: &str) -> Kind {
        too_large(part.to_owned(), 1 << 20)
    }

    #[test]
    fn parts_come_out_as_they_were() {
        let package = unpack(&zip(&[("xl/a.xml", 7), ("b.xml", 0)])).unwrap();
        assert_eq!(package.part("XL/A.xml"), Some(&b"       "[..]));
        assert_eq!(package.text("b.xml"), Ok(""));
        assert_eq!(
            package.text("c.xml"),
            Err(Kind::Missing("c.xml".to_owned()))
        );
    }

    #[test]
    fn a_bomb_is_refused_by_its_name() {
        let bomb = zip(&[("small.xml", 10), ("bomb.xml", 2 << 20)]);
        assert_eq!(unpack(&bomb).unwrap_err(), refused("bomb.xml"));
        let many = zip(&[
            ("1", 1 << 20),
            ("2", 1 << 20),
            ("3", 1 << 20),
            ("4", 1 << 20),
        ]);
        assert!(matches!(unpack(&many), Err(Kind::TooLarge { part, .. }) if part == "4"));
    }

    #[test]
    fn a_bomb_that_lies_about_its_size_is_refused_all_the_same() {
        let size = 2_u32 << 20;
        let mut bomb = zip(&[("bomb.xml", size as usize)]);
        let told = size.to_le_bytes();
        let places: Vec<usize> = (0..bomb.len() - 4)
            .filter(|&at| bomb[at..at + 4] == told)
            .collect();
        assert_eq!(
            places.len(),
            2,
            "the size stands before the part and in the table of contents"
        );
        for at in places {
            bomb[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        // Here the reader of the zip counts too; the bound holds where it does not.
        assert!(matches!(unpack(&bomb), Err(Kind::BadPart { part, .. }) if part == "bomb.xml"));
    }

    #[test]
    fn entities_are_refused() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer
            .start_file("a.xml", SimpleFileOptions::default())
            .unwrap();
        writer
            .write_all(b"<?xml version='1.0'?><!-- > --> <!DOCTYPE x [<!ENTITY a 'aa'>]><x>&a;</x>")
            .unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        let package = unpack(&bytes).unwrap();
        assert_eq!(
            package.text("a.xml"),
            Err(Kind::Entities("a.xml".to_owned()))
        );
    }
}
