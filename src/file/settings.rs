//! Small things that are remembered: settings and recent files, as JSON in the config folder.
//!
//! What the settings are is for the layers above to say; here they are anything that serde knows.

use super::pathname::Pathname;
use super::save::{Overwrite, SaveError, write_new};
use super::store::Store;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use thiserror::Error;

/// Settings as they were found.
#[derive(Debug)]
pub struct Loaded<T> {
    /// The settings; the default where there are none that can be read.
    pub value: T,
    /// What was wrong with them, if anything was.
    pub problem: Option<SettingsError>,
}

/// Why settings were not read or written.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// They make no sense. They were set aside, and the default is used.
    #[error("the settings could not be read, {reason}; they are kept as: {}", kept.display())]
    Broken {
        /// Where they are kept.
        kept: PathBuf,
        /// What is wrong with them.
        reason: String,
    },
    /// The disk failed.
    #[error("{error}: {}", path.display())]
    Io {
        /// The file or its folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// They could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
}

impl SettingsError {
    /// The error in Chinese and in English.
    pub fn message(&self) -> (String, String) {
        let zh = match self {
            Self::Broken { kept, reason } => format!(
                "设置文件已损坏（{reason}），改用默认设置，原文件留存于：{}",
                kept.display()
            ),
            Self::Io { path, error } => format!("设置文件无法读写（{error}）：{}", path.display()),
            Self::Save(error) => error.message().0,
        };
        (zh, self.to_string())
    }

    fn io(path: &Path, error: io::Error) -> Self {
        Self::Io {
            path: path.to_path_buf(),
            error,
        }
    }
}

/// Loads what was stored under `name`; a file that makes no sense is set aside, not lost.
pub fn load<T: DeserializeOwned + Default>(store: &Store, name: &str) -> Loaded<T> {
    match try_load(&file_of(store, name)) {
        Ok(value) => Loaded {
            value,
            problem: None,
        },
        Err(problem) => Loaded {
            value: T::default(),
            problem: Some(problem),
        },
    }
}

/// Stores a value under `name`.
pub fn store<T: Serialize>(store: &Store, name: &str, value: &T) -> Result<(), SettingsError> {
    let path = file_of(store, name);
    fs::create_dir_all(store.config()).map_err(|error| SettingsError::io(store.config(), error))?;
    let mut json =
        serde_json::to_vec_pretty(value).map_err(|error| SettingsError::io(&path, error.into()))?;
    json.push(b'\n');
    Ok(write_new(&path, &json, Overwrite::Confirmed)?)
}

fn file_of(store: &Store, name: &str) -> PathBuf {
    store.config().join(format!("{name}.json"))
}

fn try_load<T: DeserializeOwned + Default>(path: &Path) -> Result<T, SettingsError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(T::default()),
        Err(error) => return Err(SettingsError::io(path, error)),
    };
    serde_json::from_slice(&bytes).or_else(|error| {
        let millis = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_millis());
        let kept = path.with_extension(format!("broken-{millis}.json"));
        fs::rename(path, &kept).map_err(|error| SettingsError::io(path, error))?;
        Err(SettingsError::Broken {
            kept,
            reason: error.to_string(),
        })
    })
}

/// The files that were opened last, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Recent(Vec<Pathname>);

impl Recent {
    /// How many files are remembered.
    pub const MOST: usize = 12;
    /// The name they are stored under.
    pub const NAME: &'static str = "recent";

    /// The files, newest first.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(|path| path.0.as_path())
    }

    /// Puts a file first.
    pub fn add(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        self.remove(&path);
        self.0.insert(0, Pathname(path));
        self.0.truncate(Self::MOST);
    }

    /// Forgets a file.
    pub fn remove(&mut self, path: &Path) {
        self.0.retain(|known| known.0 != path);
    }
}
