//! Files, folders and standard input as accounts, with a reason for everything that is none.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::document::{Document, ParseErrorKind};
use crate::model::{Accounts, Text};

use super::Notice;
use super::notice::{format_notice, parse_error_text, shown};

/// The largest file that is read. Accounts are far below a megabyte.
const LARGEST: u64 = 512 * 1024 * 1024;

/// Accounts with the file they were read from.
#[derive(Debug)]
pub(super) struct Input {
    /// The file as the user named it.
    pub(super) file: String,
    /// The file as written.
    pub(super) document: Document,
    /// What it says.
    pub(super) accounts: Accounts,
}

/// What could not be read.
#[derive(Debug)]
pub(super) struct Unreadable {
    /// The file as the user named it.
    pub(super) file: String,
    /// Why, and what to do about it.
    pub(super) notice: Notice,
}

/// Reads one file.
pub(super) fn read(path: &Path) -> Result<Input, Notice> {
    let file = shown(path);
    let bytes = read_bytes(path)?;
    accounts(file, bytes)
}

/// Reads everything that is named, in order: folders in the order of names, `-` once.
pub(super) fn read_all(paths: &[PathBuf]) -> (Vec<Input>, Vec<Unreadable>) {
    let mut all = All::default();
    for path in paths {
        if path == Path::new("-") {
            all.standard_input();
        } else if path.is_dir() {
            all.folder(path);
        } else {
            all.take(shown(path), read(path));
        }
    }
    (all.inputs, all.unreadable)
}

#[derive(Default)]
struct All {
    inputs: Vec<Input>,
    unreadable: Vec<Unreadable>,
}

impl All {
    fn take(&mut self, file: String, result: Result<Input, Notice>) {
        match result {
            Ok(input) => self.inputs.push(input),
            Err(notice) => self.unreadable.push(Unreadable { file, notice }),
        }
    }

    fn folder(&mut self, folder: &Path) {
        let mut files = Vec::new();
        if let Err(error) = list(folder, &mut files) {
            let reason = io_text(&error);
            let file = shown(folder);
            let notice = Notice::unreadable(&file, &reason);
            self.unreadable.push(Unreadable { file, notice });
        } else if files.is_empty() {
            let file = shown(folder);
            let reason = Text::new("文件夹中没有 .json 文件", "the folder holds no .json file");
            let notice = Notice::unreadable(&file, &reason);
            self.unreadable.push(Unreadable { file, notice });
        }
        for path in files {
            self.take(shown(&path), read(&path));
        }
    }

    /// One document, or one a line.
    fn standard_input(&mut self) {
        const NAME: &str = "-";
        let mut bytes = Vec::new();
        let read = io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes);
        let too_large = bytes.len() as u64 > LARGEST;
        if let Err(error) = read {
            let notice = Notice::unreadable(NAME, &io_text(&error));
            return self.take(NAME.to_owned(), Err(notice));
        }
        if too_large {
            return self.take(NAME.to_owned(), Err(too_large_notice(NAME)));
        }
        let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
        let is_stream = lines.len() > 1
            && Document::parse(bytes.clone())
                .is_err_and(|error| error.kind == ParseErrorKind::TrailingCharacters)
            && lines
                .iter()
                .find(|line| !line.trim_ascii().is_empty())
                .is_some_and(|line| Document::parse(line.to_vec()).is_ok());
        if !is_stream {
            return self.take(NAME.to_owned(), accounts(NAME.to_owned(), bytes));
        }
        for (index, line) in lines.iter().enumerate() {
            if !line.trim_ascii().is_empty() {
                let file = format!("{NAME}:{}", index + 1);
                self.take(file.clone(), accounts(file, line.to_vec()));
            }
        }
    }
}

fn accounts(file: String, bytes: Vec<u8>) -> Result<Input, Notice> {
    let document = Document::parse(bytes)
        .map_err(|error| Notice::unreadable(&file, &parse_error_text(&error)))?;
    let accounts = Accounts::read(&document).map_err(|error| format_notice(&file, &error))?;
    Ok(Input {
        file,
        document,
        accounts,
    })
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Notice> {
    let file = shown(path);
    let failed = |error: &io::Error| Notice::unreadable(&file, &io_text(error));
    let metadata = fs::metadata(path).map_err(|error| failed(&error))?;
    if metadata.is_dir() {
        let reason = Text::new("这是文件夹，此处应为文件", "this is a folder, not a file");
        return Err(Notice::unreadable(&file, &reason));
    }
    if metadata.len() > LARGEST {
        return Err(too_large_notice(&file));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|opened| opened.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| failed(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large_notice(&file));
    }
    Ok(bytes)
}

fn too_large_notice(file: &str) -> Notice {
    let reason = Text::new(
        "文件超过 512 MiB 的上限",
        "larger than the limit of 512 MiB",
    );
    Notice::unreadable(file, &reason)
}

/// The JSON files below a folder, in the order of their names; hidden ones and links to folders
/// are left out.
fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if hidden {
            continue;
        }
        if entry.file_type()?.is_dir() {
            list(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|ext| ext.eq_ignore_ascii_case("json"))
            && !path.is_dir()
        {
            files.push(path);
        }
    }
    Ok(())
}

/// Refuses to write a report over the accounts it was made from.
pub(super) fn never_over_the_input(input: &Path, output: &Path) -> Result<(), Notice> {
    if !is_same_file(input, output) {
        return Ok(());
    }
    let file = shown(input);
    Err(Notice::error(
        format!("没有写出：输出与原文件相同 {file}"),
        format!("not written: the output is the input {file}"),
    )
    .hint("换一个输出文件名", "name another output file"))
}

/// Whether two paths lead to one file, whatever way they are spelled.
pub(super) fn is_same_file(a: &Path, b: &Path) -> bool {
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

/// Writes a file whole or not at all.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Notice> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)
    });
    let file = shown(path);
    written.map(drop).map_err(|error| {
        let reason = io_text(&error);
        Notice::error(
            format!("未能写出 {file}：{}", reason.zh),
            format!("cannot write {file}: {}", reason.en),
        )
    })
}

fn io_text(error: &io::Error) -> Text {
    match error.kind() {
        io::ErrorKind::NotFound => Text::new("没有这个文件或文件夹", "no such file or folder"),
        io::ErrorKind::PermissionDenied => Text::new("没有权限", "permission denied"),
        _ => Text::same(error.to_string()),
    }
}
