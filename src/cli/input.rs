//! Files, folders and standard input as accounts, with a reason for everything that is none.

use std::io::{self, BufRead as _, Read as _};
use std::ops::Deref;
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

/// Accounts that were read once and can be had again.
#[derive(Debug)]
pub(super) struct Named {
    /// The file as the user named it.
    pub(super) file: String,
    /// Whose accounts they are.
    pub(super) department: Option<String>,
    /// The fiscal year.
    pub(super) year: Option<u16>,
    held: Held,
}

/// Few accounts are kept as they were read; of many only the paths are.
#[derive(Debug)]
enum Held {
    Input(Box<Input>),
    Path(PathBuf),
}

/// Bytes of text up to which accounts are kept. Beyond that a file is read again when it is its
/// turn, which costs little beside checking it.
const KEPT: usize = 16 << 20;

impl Named {
    /// The accounts.
    pub(super) fn input(&self) -> Result<Handle<'_>, Unreadable> {
        match &self.held {
            Held::Input(input) => Ok(Handle::Kept(input)),
            Held::Path(path) => match read(path) {
                Ok(input) => Ok(Handle::Again(Box::new(input))),
                Err(notice) => Err(Unreadable {
                    file: self.file.clone(),
                    notice,
                }),
            },
        }
    }
}

/// Accounts that were kept, or read again.
#[derive(Debug)]
pub(super) enum Handle<'a> {
    /// They were kept.
    Kept(&'a Input),
    /// They were read again.
    Again(Box<Input>),
}

impl Deref for Handle<'_> {
    type Target = Input;

    fn deref(&self) -> &Input {
        match self {
            Self::Kept(input) => input,
            Self::Again(input) => input,
        }
    }
}

/// Reads everything that is named, in order; the files of a folder in the order of their names.
pub(super) fn name_all(paths: &[PathBuf]) -> (Vec<Named>, Vec<Unreadable>) {
    let mut all = All::default();
    for path in paths {
        if path == Path::new(STANDARD) {
            all.standard_input();
        } else if path.is_dir() {
            all.folder(path);
        } else {
            all.file(path);
        }
    }
    (all.named, all.unreadable)
}

#[derive(Default)]
struct All {
    named: Vec<Named>,
    unreadable: Vec<Unreadable>,
    kept: usize,
}

impl All {
    /// Takes what was read; `again` says where it can be read once more.
    fn take(&mut self, file: String, result: Result<Input, Notice>, again: Option<&Path>) {
        let input = match result {
            Ok(input) => input,
            Err(notice) => return self.unreadable.push(Unreadable { file, notice }),
        };
        self.kept += input.document.text().len();
        self.named.push(Named {
            file,
            department: input.accounts.department.clone(),
            year: input.accounts.year,
            held: match again {
                Some(path) if self.kept > KEPT => Held::Path(path.to_owned()),
                _ => Held::Input(Box::new(input)),
            },
        });
    }

    fn file(&mut self, path: &Path) {
        self.take(shown(path), read(path), Some(path));
    }

    fn folder(&mut self, folder: &Path) {
        let file = shown(folder);
        match file::list_accounts(folder) {
            Err(error) => self.take(file, Err(error.into()), None),
            Ok(files) if files.is_empty() => {
                let notice = Notice::error(
                    format!("文件夹中没有 .json 文件：{file}"),
                    format!("the folder holds no .json file: {file}"),
                );
                self.take(file, Err(notice), None);
            }
            Ok(files) => {
                for path in files {
                    self.file(&path);
                }
            }
        }
    }

    /// One document, or one a line.
    fn standard_input(&mut self) {
        let mut stdin = io::stdin().lock();
        let name = || STANDARD.to_owned();
        let first = match first_line(&mut stdin) {
            Ok(first) => first,
            Err(error) => {
                let path = PathBuf::from(STANDARD);
                let error = ReadError::Io { path, error };
                return self.take(name(), Err(error.into()), None);
            }
        };
        // A first line that is a document by itself is the first of a stream, or all there is.
        if Document::parse(first.clone()).is_err() {
            let whole = file::read_stream(first.chain(stdin), STANDARD, MAX_BYTES);
            return self.take(name(), parsed(STANDARD, whole), None);
        }
        let mut more = file::lines(stdin, STANDARD, MAX_BYTES).peekable();
        if more.peek().is_none() {
            return self.take(name(), parsed(STANDARD, Ok(first)), None);
        }
        for (index, line) in std::iter::once(Ok(first)).chain(more).enumerate() {
            let name = format!("{STANDARD}:{}", index + 1);
            let result = parsed(&name, line);
            self.take(name, result, None);
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
