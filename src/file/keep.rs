//! The last versions of each saved file, in the program's own folder.

use super::stamp::Stamp;
use super::store::Store;
use std::cmp::Reverse;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How many versions of one file are kept.
pub const KEPT: usize = 5;

/// A file as it was before a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Where it is kept.
    pub path: PathBuf,
    /// When it was replaced.
    pub replaced: SystemTime,
}

/// The kept versions of a file, newest first.
pub fn versions(store: &Store, path: &Path) -> io::Result<Vec<Version>> {
    // Versions are filed under the place where the bytes are, so that a link finds them too.
    let path = fs::canonicalize(path).or_else(|_| std::path::absolute(path))?;
    list(&folder(store, &path))
}

/// Copies a file that is about to be replaced; `path` is its canonical path.
pub(super) fn keep(store: &Store, path: &Path) -> io::Result<PathBuf> {
    let folder = folder(store, path);
    fs::create_dir_all(&folder)?;
    let latest = list(&folder)?
        .first()
        .map_or(UNIX_EPOCH, |version| version.replaced);
    // Two saves in one millisecond, or a clock set back, must not replace or outrank a version.
    let time = SystemTime::now().max(latest + Duration::from_millis(1));
    let millis = time
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let kept = folder.join(format!("{millis:014}-{name}"));
    fs::copy(path, &kept)?;
    Ok(kept)
}

/// Removes the versions beyond the last [`KEPT`].
pub(super) fn prune(store: &Store, path: &Path) -> io::Result<()> {
    for version in list(&folder(store, path))?.iter().skip(KEPT) {
        fs::remove_file(&version.path)?;
    }
    Ok(())
}

/// One folder a file, named after it and told apart by the hash of its whole path.
fn folder(store: &Store, path: &Path) -> PathBuf {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let hash = Stamp::of(path.as_os_str().as_encoded_bytes(), None).hash();
    store.versions().join(format!("{name}-{hash:016x}"))
}

fn list(folder: &Path) -> io::Result<Vec<Version>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut versions = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let millis = name
            .to_string_lossy()
            .split_once('-')
            .and_then(|(millis, _)| millis.parse().ok());
        if let Some(millis) = millis {
            versions.push(Version {
                path: entry.path(),
                replaced: UNIX_EPOCH + Duration::from_millis(millis),
            });
        }
    }
    versions.sort_by_key(|version| Reverse(version.replaced));
    Ok(versions)
}
