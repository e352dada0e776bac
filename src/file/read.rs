//! Reading: what may be opened, in chunks that can be counted and cancelled.

use super::stamp::Stamp;
use crate::document::{Document, ParseError};
use std::fs::{self, File, Metadata};
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use thiserror::Error;

/// The largest file that is opened: 512 MiB, a thousand times what a department's accounts need.
pub const MAX_BYTES: u64 = 512 << 20;

const CHUNK: usize = 1 << 20;

/// How far a reading is, watched and cancelled from another thread.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// Bytes read so far.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Bytes to read; 0 while that is not known.
    pub fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// Asks the reading to stop; it ends with [`ReadError::Cancelled`].
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Says how much there is to read, as far as that is known.
    fn expect<'a>(&self, paths: impl IntoIterator<Item = &'a Path>) {
        let sizes = paths.into_iter().filter_map(|path| fs::metadata(path).ok());
        let total = sizes.map(|metadata| metadata.len()).sum();
        self.total.store(total, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// A document that was read from a file.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Where it was read from.
    pub path: PathBuf,
    /// What it holds.
    pub document: Document,
    /// What the file was then; a save asks for it.
    pub stamp: Stamp,
}

/// Any other file that was read.
#[derive(Debug, Clone)]
pub struct ReadBytes {
    /// Where it was read from.
    pub path: PathBuf,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// What the file was then.
    pub stamp: Stamp,
}

/// Why a file was not read. Nothing was changed.
#[derive(Debug, Error)]
pub enum ReadError {
    /// There is no such file.
    #[error("there is no such file: {}", .0.display())]
    Missing(PathBuf),
    /// A folder stands there.
    #[error("this is a folder, not a file: {}", .0.display())]
    Folder(PathBuf),
    /// The system forbids it.
    #[error("no permission to read: {}", .0.display())]
    NoPermission(PathBuf),
    /// A device, pipe or socket.
    #[error("this is no ordinary file: {}", .0.display())]
    NotRegular(PathBuf),
    /// There is not one byte in it.
    #[error("the file is empty: {}", .0.display())]
    Empty(PathBuf),
    /// It is larger than allowed.
    #[error("the file has {size} bytes, more than the limit of {limit}: {}", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes, as far as it was seen.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The user did not want to wait.
    #[error("reading was cancelled: {}", .0.display())]
    Cancelled(PathBuf),
    /// It is no JSON in a known encoding.
    #[error("{error}: {}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        error: ParseError,
    },
    /// The disk failed.
    #[error("{error}: {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl ReadError {
    /// The file that was to be read.
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing(path)
            | Self::Folder(path)
            | Self::NoPermission(path)
            | Self::NotRegular(path)
            | Self::Empty(path)
            | Self::Cancelled(path)
            | Self::TooLarge { path, .. }
            | Self::Invalid { path, .. }
            | Self::Io { path, .. } => path,
        }
    }

    /// The error in Chinese and in English.
    pub fn message(&self) -> (String, String) {
        let path = self.path().display();
        let zh = match self {
            Self::Missing(_) => format!("文件不存在：{path}"),
            Self::Folder(_) => format!("这是文件夹，不是文件：{path}"),
            Self::NoPermission(_) => format!("没有读取权限：{path}"),
            Self::NotRegular(_) => format!("不是普通文件：{path}"),
            Self::Empty(_) => format!("文件是空的：{path}"),
            Self::TooLarge { size, limit, .. } => {
                format!("文件有 {size} 字节，超过上限 {limit} 字节：{path}")
            }
            Self::Cancelled(_) => format!("已取消读取：{path}"),
            Self::Invalid { error, .. } => format!("{}：{path}", error.message().0),
            Self::Io { error, .. } => format!("读取失败（{error}）：{path}"),
        };
        (zh, self.to_string())
    }

    pub(super) fn io(path: &Path, error: io::Error) -> Self {
        let path = path.to_path_buf();
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing(path),
            io::ErrorKind::PermissionDenied => Self::NoPermission(path),
            io::ErrorKind::IsADirectory => Self::Folder(path),
            _ => Self::Io { path, error },
        }
    }
}

/// Opens an accounts file of at most `limit` bytes.
pub fn read(path: &Path, limit: u64, progress: &Progress) -> Result<Opened, ReadError> {
    let ReadBytes { path, bytes, stamp } = read_bytes(path, limit, progress)?;
    match Document::parse(bytes) {
        Ok(document) => Ok(Opened {
            path,
            document,
            stamp,
        }),
        Err(error) => Err(ReadError::Invalid { path, error }),
    }
}

/// Reads a file of any other kind, such as a workbook.
fn read_bytes(path: &Path, limit: u64, progress: &Progress) -> Result<ReadBytes, ReadError> {
    progress.expect([path]);
    read_after(0, path, limit, progress)
}

/// Reads files of any kind, in order; the progress is that of all of them together.
pub fn read_each(
    paths: &[PathBuf],
    limit: u64,
    progress: &Progress,
) -> Vec<Result<ReadBytes, ReadError>> {
    progress.expect(paths.iter().map(PathBuf::as_path));
    let mut before = 0;
    let read = paths.iter().map(|path| {
        let read = read_after(before, path, limit, progress);
        before += read.as_ref().map_or(0, |read| read.bytes.len() as u64);
        read
    });
    read.collect()
}

/// Reads a file of which the progress already has the bytes of others.
fn read_after(
    before: u64,
    path: &Path,
    limit: u64,
    progress: &Progress,
) -> Result<ReadBytes, ReadError> {
    let io = |error| ReadError::io(path, error);
    // Asked before opening: to open a pipe would wait for someone to write into it.
    admit(path, &fs::metadata(path).map_err(io)?, limit)?;
    let file = File::open(path).map_err(io)?;
    let metadata = file.metadata().map_err(io)?;
    admit(path, &metadata, limit)?;
    let reached = |size| progress.done.store(before + size, Ordering::Relaxed);
    let bytes = read_up_to(file, path, metadata.len(), limit, progress, reached)?;
    if bytes.is_empty() {
        return Err(ReadError::Empty(path.to_path_buf()));
    }
    let stamp = Stamp::of(&bytes, metadata.modified().ok());
    Ok(ReadBytes {
        path: path.to_path_buf(),
        bytes,
        stamp,
    })
}

/// Reads all that comes from a stream, such as standard input; `name` stands for its path in errors.
pub fn read_stream(stream: impl Read, name: &str, limit: u64) -> Result<Vec<u8>, ReadError> {
    let bytes = read_up_to(
        stream,
        Path::new(name),
        0,
        limit,
        &Progress::default(),
        |_| (),
    )?;
    if bytes.is_empty() {
        Err(ReadError::Empty(name.into()))
    } else {
        Ok(bytes)
    }
}

/// The lines of a stream that has one document a line, without their ends; empty lines are passed over.
///
/// A line longer than `limit` is an error and ends the stream, since its end is unknown.
pub fn lines(
    mut stream: impl BufRead,
    name: &str,
    limit: u64,
) -> impl Iterator<Item = Result<Vec<u8>, ReadError>> {
    let name = PathBuf::from(name);
    let mut ended = false;
    std::iter::from_fn(move || {
        while !ended {
            let mut line = Vec::new();
            match stream.by_ref().take(limit + 1).read_until(b'\n', &mut line) {
                Ok(0) => ended = true,
                Ok(read) if read as u64 > limit => {
                    ended = true;
                    return Some(Err(ReadError::TooLarge {
                        path: name.clone(),
                        size: read as u64,
                        limit,
                    }));
                }
                Ok(_) => {
                    line.truncate(line.trim_ascii_end().len());
                    if !line.is_empty() {
                        return Some(Ok(line));
                    }
                }
                Err(error) => {
                    ended = true;
                    return Some(Err(ReadError::io(&name, error)));
                }
            }
        }
        None
    })
}

fn admit(path: &Path, metadata: &Metadata, limit: u64) -> Result<(), ReadError> {
    let path = path.to_path_buf();
    match metadata.len() {
        _ if metadata.is_dir() => Err(ReadError::Folder(path)),
        _ if !metadata.is_file() => Err(ReadError::NotRegular(path)),
        size if size > limit => Err(ReadError::TooLarge { path, size, limit }),
        _ => Ok(()),
    }
}

/// Reads in chunks. The length is only expected: the file may grow meanwhile.
fn read_up_to(
    mut from: impl Read,
    path: &Path,
    expected: u64,
    limit: u64,
    progress: &Progress,
    reached: impl Fn(u64),
) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    loop {
        if progress.is_cancelled() {
            return Err(ReadError::Cancelled(path.to_path_buf()));
        }
        let read = from.by_ref().take(CHUNK as u64).read_to_end(&mut bytes);
        if read.map_err(|error| ReadError::io(path, error))? == 0 {
            return Ok(bytes);
        }
        let size = bytes.len() as u64;
        reached(size);
        if size > limit {
            return Err(ReadError::TooLarge {
                path: path.to_path_buf(),
                size,
                limit,
            });
        }
    }
}
