//! The zip of an `.xlsx` or `.ods`, unpacked once within bounds.
//!
//! What a zip says of its sizes may be a lie, so the bytes that really come out are counted. The
//! parts are packed again without compression, because the reader of cells wants a zip: so it
//! inflates nothing itself, and sees no part that was not looked at.

use super::error::WorkbookErrorKind as Kind;
use std::io::{Cursor, Read, Write as _};
use std::ops::Range;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The most that a workbook may unpack to.
const MOST_BYTES: u64 = 1 << 30;
/// The most that any part may unpack to, if it does not take much room packed either.
const LARGE_PART: u64 = 256 << 20;
/// How many times its packed size a part may unpack to above [`LARGE_PART`]: rows of styled
/// nothing pack to a hundredth.
const MOST_RATIO: u64 = 200;
/// The most parts, of which a workbook with a hundred sheets has some three hundred.
const MOST_PARTS: usize = 20_000;

/// The unpacked parts of a zip.
#[derive(Debug)]
pub(super) struct Package {
    /// A zip of them, stored.
    stored: Vec<u8>,
    parts: Vec<(String, Range<usize>)>,
}

/// A zip whose table of contents was read.
pub(super) struct Contents<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
}

impl<'a> Contents<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Kind> {
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
    pub(super) fn holds(&self, part: &str) -> bool {
        self.names
            .iter()
            .any(|name| name.eq_ignore_ascii_case(part))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Unpacks the parts that `wanted` names.
    pub(super) fn unpack(mut self, wanted: impl Fn(&str) -> bool) -> Result<Package, Kind> {
        self.refuse_bombs()?;
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let mut names = Vec::new();
        let mut left = MOST_BYTES;
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
            let limit = part_limit(part.compressed_size()).min(left);
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
    fn refuse_bombs(&mut self) -> Result<(), Kind> {
        let mut total = 0_u64;
        for index in 0..self.zip.len() {
            let part = self
                .zip
                .by_index_raw(index)
                .map_err(|error| broken(&error))?;
            let limit = part_limit(part.compressed_size());
            total = total.saturating_add(part.size());
            if part.size() > limit || total > MOST_BYTES {
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
    pub(super) fn zip(&self) -> Cursor<&[u8]> {
        Cursor::new(&self.stored)
    }

    /// A part by its name, in whatever case.
    pub(super) fn part(&self, name: &str) -> Option<&[u8]> {
        let part = self
            .parts
            .iter()
            .find(|(part, _)| part.eq_ignore_ascii_case(name));
        part.and_then(|(_, range)| self.stored.get(range.clone()))
    }

    /// A part as text, without the mark that some writers put before it. A part that defines
    /// entities is refused: no spreadsheet writes them, and they can stand for gigabytes.
    pub(super) fn text(&self, name: &str) -> Result<&str, Kind> {
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

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|(name, _)| name.as_str())
    }
}

fn part_limit(packed: u64) -> u64 {
    packed
        .saturating_mul(MOST_RATIO)
        .clamp(LARGE_PART, MOST_BYTES)
}

fn too_large(part: String, limit: u64) -> Kind {
    let limit = limit.max(1 << 20) >> 20;
    Kind::TooLarge { part, limit }
}

fn broken(error: &zip::result::ZipError) -> Kind {
    Kind::Broken(error.to_string())
}
