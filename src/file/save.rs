//! Saving: all of the new file or all of the old, and never over someone else's change.
//!
//! The new bytes are written beside the file, flushed to the disk and renamed over it. Whatever
//! fails before the rename leaves the old file as it was.

use super::keep;
use super::stamp::Stamp;
use super::store::Store;
use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;
use thiserror::Error;

/// What a save did.
#[derive(Debug)]
pub struct Saved {
    /// What the file is now; the next save asks for it.
    pub stamp: Stamp,
    /// Where the version it replaced is kept; none if there was none. If keeping it failed, the
    /// save went through all the same, and the user is told.
    pub kept: io::Result<Option<PathBuf>>,
}

/// Whether a file that is in the way may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwrite {
    /// No: the user was not asked yet.
    Refuse,
    /// Yes: the user said so.
    Confirmed,
}

/// Why a file was not written. What stood there before still does.
#[derive(Debug, Error)]
pub enum SaveError {
    /// Another program changed the file since it was opened.
    #[error("the file was changed by another program since it was opened: {}", .0.display())]
    ChangedOutside(PathBuf),
    /// The file was removed or renamed since it was opened.
    #[error("the file is gone since it was opened: {}", .0.display())]
    Vanished(PathBuf),
    /// A file is in the way and replacing it was not confirmed.
    #[error("there is a file already: {}", .0.display())]
    Exists(PathBuf),
    /// A folder is in the way.
    #[error("this is a folder, not a file: {}", .0.display())]
    Folder(PathBuf),
    /// A device, pipe or socket is in the way.
    #[error("this is no ordinary file: {}", .0.display())]
    NotRegular(PathBuf),
    /// The folder to write into does not exist.
    #[error("there is no such folder: {}", .0.display())]
    NoFolder(PathBuf),
    /// The file is marked as read-only.
    #[error("the file is read-only: {}", .0.display())]
    ReadOnly(PathBuf),
    /// The system forbids writing there.
    #[error("no permission to write: {}", .0.display())]
    NoPermission(PathBuf),
    /// There is no room for the new file beside the old one.
    #[error("the disk is full, or the file would exceed what is allowed: {}", .0.display())]
    Full(PathBuf),
    /// The disk failed.
    #[error("{error}: {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl SaveError {
    /// The file that was to be written.
    pub fn path(&self) -> &Path {
        match self {
            Self::ChangedOutside(path)
            | Self::Vanished(path)
            | Self::Exists(path)
            | Self::Folder(path)
            | Self::NotRegular(path)
            | Self::NoFolder(path)
            | Self::ReadOnly(path)
            | Self::NoPermission(path)
            | Self::Full(path)
            | Self::Io { path, .. } => path,
        }
    }

    /// The error in Chinese and in English.
    pub fn message(&self) -> (String, String) {
        let path = self.path().display();
        let zh = match self {
            Self::ChangedOutside(_) => format!("文件打开后被其他程序改动，未保存：{path}"),
            Self::Vanished(_) => format!("文件打开后被移走或删除，未保存：{path}"),
            Self::Exists(_) => format!("已有同名文件，未覆盖：{path}"),
            Self::Folder(_) => format!("这是文件夹，不是文件：{path}"),
            Self::NotRegular(_) => format!("不是普通文件：{path}"),
            Self::NoFolder(_) => format!("文件夹不存在：{path}"),
            Self::ReadOnly(_) => format!("文件是只读的：{path}"),
            Self::NoPermission(_) => format!("没有写入权限：{path}"),
            Self::Full(_) => format!("磁盘已满，或超出允许的文件大小：{path}"),
            Self::Io { error, .. } => format!("写入失败（{error}）：{path}"),
        };
        (zh, self.to_string())
    }

    fn io(path: &Path, error: io::Error) -> Self {
        let path = path.to_path_buf();
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoFolder(path),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::NoPermission(path)
            }
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::Full(path),
            io::ErrorKind::AlreadyExists => Self::Exists(path),
            io::ErrorKind::IsADirectory => Self::Folder(path),
            _ => Self::Io { path, error },
        }
    }
}

/// Replaces the file that was read as `stamp`, if it still is that file.
pub fn save(store: &Store, stamp: &Stamp, path: &Path, bytes: &[u8]) -> Result<Saved, SaveError> {
    let target = target(path).map_err(|error| SaveError::io(path, error))?;
    let vanished = || SaveError::Vanished(path.to_path_buf());
    let old = existing(path, &target)?.ok_or_else(vanished)?;
    let beside = write_beside(path, &target, Some(&old), bytes)?;
    let kept = keep::keep(store, &target);
    // Looked at last, so that the time in which a change could slip by is as short as it can be.
    let replaced = still_is(stamp, path, &target)
        .and_then(|()| replace(beside, path, &target, Overwrite::Confirmed));
    if let (Err(_), Ok(version)) = (&replaced, &kept) {
        // Nothing was replaced, so this is no earlier version of anything.
        fs::remove_file(version)
            .unwrap_or_else(|error| log::warn!("{error}: {}", version.display()));
    }
    replaced?;
    Ok(saved(store, &target, bytes, kept.map(Some)))
}

/// Whether [`save`] would find the file that was read as `stamp`; asked of all files that belong
/// together before the first of them is replaced.
///
/// # Errors
/// The reason why it would not.
pub fn look_before_saving(stamp: &Stamp, path: &Path) -> Result<(), SaveError> {
    let target = target(path).map_err(|error| SaveError::io(path, error))?;
    existing(path, &target)?.ok_or_else(|| SaveError::Vanished(path.to_path_buf()))?;
    still_is(stamp, path, &target)
}

fn still_is(stamp: &Stamp, path: &Path, target: &Path) -> Result<(), SaveError> {
    match Stamp::of_file(target) {
        Ok(now) if now.same_content(stamp) => Ok(()),
        Ok(_) => Err(SaveError::ChangedOutside(path.to_path_buf())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(SaveError::Vanished(path.to_path_buf()))
        }
        Err(error) => Err(SaveError::io(path, error)),
    }
}

/// Writes to a path that the user chose; what is replaced there is kept as a version.
pub fn save_as(
    store: &Store,
    path: &Path,
    bytes: &[u8],
    overwrite: Overwrite,
) -> Result<Saved, SaveError> {
    let target = target(path).map_err(|error| SaveError::io(path, error))?;
    let old = existing(path, &target)?;
    if old.is_some() && overwrite == Overwrite::Refuse {
        return Err(SaveError::Exists(path.to_path_buf()));
    }
    let beside = write_beside(path, &target, old.as_ref(), bytes)?;
    let kept = old.map(|_| keep::keep(store, &target)).transpose();
    replace(beside, path, &target, overwrite)?;
    Ok(saved(store, &target, bytes, kept))
}

/// Writes a file that is made from the accounts, such as a report; nothing is kept of what it replaces.
pub fn write_new(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), SaveError> {
    let target = target(path).map_err(|error| SaveError::io(path, error))?;
    let old = existing(path, &target)?;
    if old.is_some() && overwrite == Overwrite::Refuse {
        return Err(SaveError::Exists(path.to_path_buf()));
    }
    let beside = write_beside(path, &target, old.as_ref(), bytes)?;
    replace(beside, path, &target, overwrite)
}

fn saved(store: &Store, target: &Path, bytes: &[u8], kept: io::Result<Option<PathBuf>>) -> Saved {
    let kept = kept.and_then(|kept| keep::prune(store, target).map(|()| kept));
    let modified = fs::metadata(target)
        .and_then(|metadata| metadata.modified())
        .ok();
    Saved {
        stamp: Stamp::of(bytes, modified),
        kept,
    }
}

/// The file behind a path: a link stays a link, and the file it leads to is replaced.
fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        found => return found,
    }
    // A new file, or a link that leads to none yet.
    let path = std::path::absolute(path)?;
    match fs::read_link(&path) {
        Ok(link) => Ok(path
            .parent()
            .map_or_else(|| link.clone(), |folder| folder.join(&link))),
        Err(_) => Ok(path),
    }
}

/// What stands at the target and may be replaced.
fn existing(path: &Path, target: &Path) -> Result<Option<Metadata>, SaveError> {
    let own = || path.to_path_buf();
    match fs::metadata(target) {
        Ok(metadata) if metadata.is_dir() => Err(SaveError::Folder(own())),
        Ok(metadata) if !metadata.is_file() => Err(SaveError::NotRegular(own())),
        // The rename would go through, but the mark says that it is not wanted.
        Ok(metadata) if metadata.permissions().readonly() => Err(SaveError::ReadOnly(own())),
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SaveError::io(path, error)),
    }
}

/// Writes the bytes into a new file in the same folder, down to the disk.
fn write_beside(
    path: &Path,
    target: &Path,
    old: Option<&Metadata>,
    bytes: &[u8],
) -> Result<NamedTempFile, SaveError> {
    let write = || -> io::Result<NamedTempFile> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".gouji-").suffix(".tmp");
        if old.is_none() {
            as_any_new_file(&mut builder);
        }
        let mut file = builder.tempfile_in(folder(target))?;
        if let Some(old) = old {
            // Before the first byte is in it: the new file is never open to more people than the old.
            same_owner(file.as_file(), old);
            file.as_file().set_permissions(old.permissions())?;
        }
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    write().map_err(|error| SaveError::io(path, error))
}

fn replace(
    beside: NamedTempFile,
    path: &Path,
    target: &Path,
    overwrite: Overwrite,
) -> Result<(), SaveError> {
    let persisted = match overwrite {
        Overwrite::Confirmed => beside.persist(target),
        Overwrite::Refuse => beside.persist_noclobber(target),
    };
    persisted.map_err(|failed| SaveError::io(path, failed.error))?;
    sync_folder(folder(target));
    Ok(())
}

fn folder(target: &Path) -> &Path {
    target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or_else(|| Path::new("."))
}

/// A new file is readable as the user's other new files are, not only by him as a temporary one.
#[cfg(unix)]
fn as_any_new_file(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn as_any_new_file(_: &mut tempfile::Builder<'_, '_>) {}

/// Gives the new file to the owner of the old one. Only an administrator may; for anyone else the
/// file becomes his own, as with every program that replaces files.
#[cfg(unix)]
fn same_owner(file: &File, old: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let other = file
        .metadata()
        .is_ok_and(|new| (new.uid(), new.gid()) != (old.uid(), old.gid()));
    if other && let Err(error) = fchown(file, Some(old.uid()), Some(old.gid())) {
        log::info!("the owner was not kept: {error}");
    }
}

#[cfg(not(unix))]
fn same_owner(_: &File, _: &Metadata) {}

/// Makes the rename itself outlast a power cut. Some file systems cannot; the bytes are safe in
/// either file, so that is no failed save.
#[cfg(unix)]
fn sync_folder(folder: &Path) {
    if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all()) {
        log::warn!("{error}: {}", folder.display());
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) {}
