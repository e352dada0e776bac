//! Where the program keeps what is its own: versions, journals, settings.

use directories::ProjectDirs;
use std::env;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The folders of the program's own data. They are made when something is first kept there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    data: PathBuf,
    config: PathBuf,
}

/// The environment variable that puts everything under one folder, e.g. on a stick or in a test.
const OVERRIDE: &str = "GOUJI_DATA_DIR";

impl Store {
    /// The folders of this user, by the custom of the system, or those named by `GOUJI_DATA_DIR`.
    pub fn of_user() -> Result<Self, StoreError> {
        if let Some(folder) = env::var_os(OVERRIDE).filter(|folder| !folder.is_empty()) {
            return Ok(Self::under(folder));
        }
        let dirs = ProjectDirs::from("", "", "gouji").ok_or(StoreError::NoHome)?;
        Ok(Self {
            data: dirs.data_local_dir().to_path_buf(),
            config: dirs.config_dir().to_path_buf(),
        })
    }

    /// Everything under one folder.
    pub fn under(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self {
            data: folder.clone(),
            config: folder,
        }
    }

    /// Where journals and versions are kept.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Where settings are kept.
    pub fn config(&self) -> &Path {
        &self.config
    }

    pub(super) fn journals(&self) -> PathBuf {
        self.data.join("journals")
    }

    pub(super) fn versions(&self) -> PathBuf {
        self.data.join("versions")
    }
}

/// There is nowhere to keep anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The system names no home folder.
    #[error("the system names no home folder; set {OVERRIDE}")]
    NoHome,
}

impl StoreError {
    /// The error in Chinese and in English.
    pub fn message(&self) -> (String, String) {
        (
            format!("系统没有给出用户目录，请设置环境变量 {OVERRIDE}"),
            self.to_string(),
        )
    }
}
