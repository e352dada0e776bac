//! Paths as JSON. A name that is not UTF-8, such as an old GBK one, must come back as it was.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::path::{Path, PathBuf};

/// A path as text, or as bytes if it is none.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Bytes(Vec<u8>),
}

/// For `#[serde(with = "pathname")]`.
pub(super) fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    write(path).serialize(serializer)
}

/// For `#[serde(with = "pathname")]`.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
    Ok(read(Written::deserialize(deserializer)?))
}

/// A path by itself, where no attribute can be put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Pathname(#[serde(with = "self")] pub(super) PathBuf);

/// Paths as JSON, for the settings of the layers above.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PathList(Vec<Pathname>);

impl PathList {
    /// The paths, in order.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.0.iter().map(|path| path.0.clone()).collect()
    }
}

impl From<&[PathBuf]> for PathList {
    fn from(paths: &[PathBuf]) -> Self {
        Self(paths.iter().cloned().map(Pathname).collect())
    }
}

fn write(path: &Path) -> Written {
    match path.to_str() {
        Some(text) => Written::Text(text.to_owned()),
        None => write_bytes(path),
    }
}

#[cfg(unix)]
fn write_bytes(path: &Path) -> Written {
    use std::os::unix::ffi::OsStrExt as _;
    Written::Bytes(path.as_os_str().as_bytes().to_vec())
}

/// Elsewhere a name that is not Unicode cannot be typed either, and is not met with.
#[cfg(not(unix))]
fn write_bytes(path: &Path) -> Written {
    Written::Text(path.to_string_lossy().into_owned())
}

#[cfg(unix)]
fn read(written: Written) -> PathBuf {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;
    match written {
        Written::Text(text) => text.into(),
        Written::Bytes(bytes) => OsString::from_vec(bytes).into(),
    }
}

#[cfg(not(unix))]
fn read(written: Written) -> PathBuf {
    match written {
        Written::Text(text) => text.into(),
        Written::Bytes(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
    }
}
