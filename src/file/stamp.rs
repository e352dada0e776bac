//! What a file was when it was read, so that a later look can tell whether it still is.

use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher13;
use std::fs::{self, File};
use std::hash::Hasher as _;
use std::io::{self, Read as _};
use std::path::Path;
use std::time::SystemTime;

/// Length, time and content hash of a file.
///
/// The time only saves work: a file that was touched, or copied back unchanged, is still the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    hash: u64,
}

impl Stamp {
    /// The stamp of these bytes, last modified then.
    pub fn of(bytes: &[u8], modified: Option<SystemTime>) -> Self {
        let mut hasher = SipHasher13::new();
        hasher.write(bytes);
        Self {
            length: bytes.len() as u64,
            modified,
            hash: hasher.finish(),
        }
    }

    /// The stamp of a file as it is now.
    pub(super) fn of_file(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let modified = file.metadata()?.modified().ok();
        let mut hasher = SipHasher13::new();
        let mut chunk = vec![0; 1 << 16];
        let mut length = 0;
        loop {
            match file.read(&mut chunk)? {
                0 => {
                    return Ok(Self {
                        length,
                        modified,
                        hash: hasher.finish(),
                    });
                }
                read => {
                    hasher.write(&chunk[..read]);
                    length += read as u64;
                }
            }
        }
    }

    /// How many bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// When the file was last modified, if the file system says so.
    pub fn modified(&self) -> Option<SystemTime> {
        self.modified
    }

    pub(super) fn hash(&self) -> u64 {
        self.hash
    }

    /// Whether both are of the same bytes, whatever the time.
    pub fn same_content(&self, other: &Self) -> bool {
        (self.length, self.hash) == (other.length, other.hash)
    }
}

/// What became of a file since it was stamped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It has the same bytes.
    Same,
    /// It has other bytes.
    Changed,
    /// It is gone.
    Vanished,
}

/// Compares a file with its stamp; it is read only if its length is the same and its time is not.
///
/// Cheap enough to ask whenever the window comes back into focus. A save asks more strictly.
pub fn state(path: &Path, stamp: &Stamp) -> io::Result<State> {
    let now = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(State::Vanished),
        Err(error) => return Err(error),
    };
    if now.len() != stamp.length || !now.is_file() {
        return Ok(State::Changed);
    }
    let same_time = stamp.modified.is_some() && now.modified().ok() == stamp.modified;
    if same_time || Stamp::of_file(path)?.same_content(stamp) {
        Ok(State::Same)
    } else {
        Ok(State::Changed)
    }
}
