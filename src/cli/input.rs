//! Files, folders and standard input as accounts, with a reason for everything that is none.

use std::io::{self, BufRead as _, Read as _};
use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::file::{self, MAX_BYTES, Progress, ReadError, Stamp};
use crate::model::Accounts;

use super::Notice;
use super::notice::{format_notice, shown};

/// The path that stands for standard input and output.
pub(super) const STANDARD: &str = "-";

/// Accounts with the file they were read from.
#[derive(Debug)]
pub(super) struct Input {
    /// The file as the user named it.
    pub(super) file: String,
    /// The file as written.
    pub(super) document: Document,
    /// What it says.
    pub(super) accounts: Accounts,
    /// What the file was when it was read; nothing for standard input.
    pub(super) stamp: Option<Stamp>,
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
    let opened = file::read(path, MAX_BYTES, &Progress::default())?;
    let mut input = accounts(shown(path), opened.document)?;
    input.stamp = Some(opened.stamp);
    Ok(input)
}

/// Reads everything that is named, in order; the files of a folder in the order of their names.
pub(super) fn read_all(paths: &[PathBuf]) -> (Vec<Input>, Vec<Unreadable>) {
    let mut all = All::default();
    for path in paths {
        if path == Path::new(STANDARD) {
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
        let file = shown(folder);
        match file::list_accounts(folder) {
            Err(error) => self.take(file, Err(error.into())),
            Ok(files) if files.is_empty() => {
                let notice = Notice::error(
                    format!("文件夹中没有 .json 文件：{file}"),
                    format!("the folder holds no .json file: {file}"),
                );
                self.take(file, Err(notice));
            }
            Ok(files) => {
                for path in files {
                    self.take(shown(&path), read(&path));
                }
            }
        }
    }

    /// One document, or one a line.
    fn standard_input(&mut self) {
        let mut stdin = io::stdin().lock();
        let first = match first_line(&mut stdin) {
            Ok(first) => first,
            Err(error) => {
                let path = PathBuf::from(STANDARD);
                let error = ReadError::Io { path, error };
                return self.take(STANDARD.to_owned(), Err(error.into()));
            }
        };
        // A first line that is a document by itself is the first of a stream, or all there is.
        if Document::parse(first.clone()).is_err() {
            let whole = file::read_stream(first.chain(stdin), STANDARD, MAX_BYTES);
            return self.take(STANDARD.to_owned(), parsed(STANDARD, whole));
        }
        let mut more = file::lines(stdin, STANDARD, MAX_BYTES).peekable();
        if more.peek().is_none() {
            return self.take(STANDARD.to_owned(), parsed(STANDARD, Ok(first)));
        }
        for (index, line) in std::iter::once(Ok(first)).chain(more).enumerate() {
            let name = format!("{STANDARD}:{}", index + 1);
            let result = parsed(&name, line);
            self.take(name, result);
        }
    }
}

/// The first line with something on it, and the empty ones before it.
fn first_line(stream: &mut impl io::BufRead) -> io::Result<Vec<u8>> {
    let mut first = Vec::new();
    loop {
        let read = stream.take(MAX_BYTES).read_until(b'\n', &mut first)?;
        if read == 0 || !first.trim_ascii().is_empty() {
            return Ok(first);
        }
    }
}

fn parsed(name: &str, bytes: Result<Vec<u8>, ReadError>) -> Result<Input, Notice> {
    let document = Document::parse(bytes?).map_err(|error| ReadError::Invalid {
        path: name.into(),
        error,
    })?;
    accounts(name.to_owned(), document)
}

fn accounts(file: String, document: Document) -> Result<Input, Notice> {
    let accounts = Accounts::read(&document).map_err(|error| format_notice(&file, &error))?;
    Ok(Input {
        file,
        document,
        accounts,
        stamp: None,
    })
}

/// Refuses to write over the accounts that were read.
pub(super) fn never_over_the_input(input: &Path, output: &Path) -> Result<(), Notice> {
    let same = match (input.canonicalize(), output.canonicalize()) {
        (Ok(input), Ok(output)) => input == output,
        _ => false,
    };
    if !same {
        return Ok(());
    }
    let file = shown(input);
    Err(Notice::error(
        format!("未写出，输出文件就是原文件：{file}"),
        format!("nothing was written, the output is the input: {file}"),
    )
    .hint("换一个输出文件名", "name another output file"))
}
