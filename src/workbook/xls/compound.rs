//! The OLE container of an `.xls`: a small file system of sectors that are chained.
//!
//! Chains are walked here within bounds before the reader of cells does so without: a chain that
//! runs in a circle would otherwise fill the memory.

use crate::workbook::error::WorkbookErrorKind as Kind;

/// From here on a sector's number says something else: free, or the end of the chain.
const SPECIAL: u32 = 0xFFFF_FFFA;
/// Streams below this size lie in the stream of small sectors.
const SMALL: u64 = 4096;
/// The size of a small sector.
const SMALL_SECTOR: usize = 64;

/// A container whose table of contents was read.
pub(crate) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    chain: Vec<u32>,
    small_chain: Vec<u32>,
    small: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    size: u64,
}

impl<'a> Compound<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Kind> {
        let header = |at| u32_at(bytes, at).ok_or_else(broken);
        let sector = match u16_at(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4096,
            _ => return Err(broken()),
        };
        let mut compound = Self {
            bytes,
            sector,
            chain: Vec::new(),
            small_chain: Vec::new(),
            small: Vec::new(),
            entries: Vec::new(),
        };
        compound.read_chains(header(68)?)?;
        let directory = compound.walk(header(48)?, u64::MAX)?;
        compound.entries = directory
            .chunks_exact(128)
            .filter_map(|chunk| Entry::new(chunk, sector))
            .collect();
        let Some(root) = compound.entries.first() else {
            return Err(broken());
        };
        if header(64)? > 0 {
            let (start, size) = (root.start, root.size);
            compound.small = compound.walk(start, size)?;
            let size = u64::from(header(64)?) * sector as u64;
            compound.small_chain = numbers(&compound.walk(header(60)?, size)?).collect();
        }
        Ok(compound)
    }

    /// Whether there is a stream or a folder of this name.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The bytes of a stream.
    pub(super) fn stream(&self, name: &str) -> Option<Result<Vec<u8>, Kind>> {
        let entry = self.entry(name)?;
        Some(if entry.size < SMALL {
            self.walk_small(entry.start, entry.size)
        } else {
            self.walk(entry.start, entry.size)
        })
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Reads which sector follows which, from sectors that the header lists and further ones.
    fn read_chains(&mut self, mut further: u32) -> Result<(), Kind> {
        let list = self.bytes.get(76..512).ok_or_else(broken)?;
        let mut lists: Vec<u32> = numbers(list).collect();
        for _ in 0..=self.sectors() {
            if further >= SPECIAL {
                break;
            }
            lists.extend(numbers(self.sector(further)?));
            further = lists.pop().ok_or_else(broken)?;
        }
        if further < SPECIAL {
            return Err(broken());
        }
        for list in lists.into_iter().filter(|&list| list < SPECIAL) {
            let sector = self.sector(list)?;
            self.chain.extend(numbers(sector));
            if self.chain.len() > self.bytes.len() {
                return Err(broken());
            }
        }
        Ok(())
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    /// A sector; the last one may be cut short.
    fn sector(&self, number: u32) -> Result<&'a [u8], Kind> {
        let start = (number as usize + 1) * self.sector;
        let end = (start + self.sector).min(self.bytes.len());
        self.bytes.get(start..end).ok_or_else(broken)
    }

    fn walk(&self, mut number: u32, size: u64) -> Result<Vec<u8>, Kind> {
        let mut found = Vec::new();
        let mut steps = 0;
        while number < SPECIAL && (found.len() as u64) < size {
            found.extend_from_slice(self.sector(number)?);
            number = *self.chain.get(number as usize).ok_or_else(broken)?;
            steps += 1;
            if steps > self.sectors() {
                return Err(broken());
            }
        }
        found.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(found)
    }

    fn walk_small(&self, mut number: u32, size: u64) -> Result<Vec<u8>, Kind> {
        let mut found = Vec::new();
        while number < SPECIAL && (found.len() as u64) < size {
            let start = number as usize * SMALL_SECTOR;
            let end = (start + SMALL_SECTOR).min(self.small.len());
            found.extend_from_slice(self.small.get(start..end).ok_or_else(broken)?);
            number = *self.small_chain.get(number as usize).ok_or_else(broken)?;
        }
        found.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(found)
    }
}

impl Entry {
    fn new(bytes: &[u8], sector: usize) -> Option<Self> {
        let length = usize::from(u16_at(bytes, 64)?).clamp(2, 64) - 2;
        let name: Vec<u16> = bytes[..length]
            .as_chunks::<2>()
            .0
            .iter()
            .map(|unit| u16::from_le_bytes(*unit))
            .collect();
        let mut size = u64::from(u32_at(bytes, 120)?);
        if sector == 4096 {
            size |= u64::from(u32_at(bytes, 124)?) << 32;
        }
        Some(Self {
            name: String::from_utf16_lossy(&name),
            start: u32_at(bytes, 116)?,
            size,
        })
    }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let low = u16_at(bytes, at)?;
    Some(u32::from(low) | u32::from(u16_at(bytes, at + 2)?) << 16)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .as_chunks::<4>()
        .0
        .iter()
        .map(|unit| u32::from_le_bytes(*unit))
}

fn broken() -> Kind {
    Kind::Broken("OLE".to_owned())
}
