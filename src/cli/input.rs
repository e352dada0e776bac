//! Files, folders and standard input as accounts, with a reason for everything that is none.

use std::io::{self, BufRead as _, Read as _};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::Document;
use crate::file::{self, MAX_BYTES, Progress, ReadError};
use crate::model::Accounts;
use crate::origin::{self, Ending, OpenError, Opened, Origin, opened_document, read_as_one};

use super::Notice;
use super::notice::shown;

/// The path that stands for standard input and output.
pub(super) const STANDARD: &str = "-";

/// Accounts with the files they were read from.
#[derive(Debug)]
pub(super) struct Input {
    /// The files as the user named them.
    pub(super) file: String,
    /// Each of several files that are one set of accounts.
    pub(super) files: Vec<String>,
    /// The file as written, or what workbooks and a text say.
    pub(super) document: Document,
    /// What it says.
    pub(super) accounts: Arc<Accounts>,
    /// Where it came from; nowhere for standard input.
    pub(super) origin: Origin,
}

/// What could not be read.
#[derive(Debug)]
pub(super) struct Unreadable {
    /// The file as the user named it.
    pub(super) file: String,
    /// Why, and what to do about it.
    pub(super) notice: Notice,
}

/// Reads files that are one set of accounts.
pub(super) fn read(paths: &[PathBuf]) -> Result<Input, Notice> {
    let [path] = paths else {
        return Ok(read_as_one(paths, &Progress::default())?.into());
    };
    let opened = origin::read(paths, &Progress::default()).pop();
    // One file gives one set of accounts, or the reason why not.
    let opened = opened.unwrap_or_else(|| Err(ReadError::Missing(path.clone()).into()))?;
    Ok(opened.into())
}

impl From<Opened> for Input {
    fn from(opened: Opened) -> Self {
        let Opened {
            document,
            accounts,
            origin,
        } = opened;
        let files: Vec<String> = origin.files().map(|file| shown(&file.path)).collect();
        Self {
            file: files.join(", "),
            files: if files.len() > 1 { files } else { Vec::new() },
            document,
            accounts,
            origin,
        }
    }
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
    Paths(Vec<PathBuf>),
}

/// Bytes of text up to which accounts are kept. Beyond that a file is read again when it is its
/// turn, which costs little beside checking it.
const KEPT: usize = 16 << 20;

impl Named {
    /// The accounts.
    pub(super) fn input(&self) -> Result<Handle<'_>, Unreadable> {
        match &self.held {
            Held::Input(input) => Ok(Handle::Kept(input)),
            Held::Paths(paths) => match read(paths) {
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

/// Everything that was named.
#[derive(Default)]
pub(super) struct All {
    /// Accounts.
    pub(super) named: Vec<Named>,
    /// What could not be read.
    pub(super) unreadable: Vec<Unreadable>,
    /// Files of a folder that hold no accounts, and texts that are there in another form.
    pub(super) passed_over: Vec<Notice>,
    kept: usize,
}

/// Reads everything that is named, in order; the files of a folder in the order of their names.
/// Workbooks and texts that are named together, or lie in one folder, may be one set of accounts; so
/// may a JSON be with a text.
pub(super) fn name_all(paths: &[PathBuf]) -> All {
    let mut all = All::default();
    let mut named = Vec::new();
    for path in paths {
        if path == Path::new(STANDARD) {
            all.standard_input();
        } else if path.is_dir() {
            all.folder(path);
        } else {
            named.push(path.clone());
        }
    }
    all.together(named, Found::Named);
    all
}

/// Files of a folder that are at hand at a time, to see which belong together: neighbours by
/// their names, so that a folder of ten thousand departments takes little memory.
const TOGETHER: usize = 256;

/// How files came to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// The user named them.
    Named,
    /// They lie in a folder that the user named.
    InFolder,
}

impl Found {
    /// Whether what could not be opened is said, and no more.
    fn passes_over(self, error: &OpenError) -> bool {
        match error {
            OpenError::OtherForm { .. } => true,
            error => self == Self::InFolder && error.is_stray(),
        }
    }
}

impl All {
    /// Takes what was read; it can be read once more if it lies in files.
    fn take(&mut self, file: String, result: Result<Input, Notice>) {
        let input = match result {
            Ok(input) => input,
            Err(notice) => return self.unreadable.push(Unreadable { file, notice }),
        };
        self.kept += input.document.text().len();
        let paths: Vec<PathBuf> = input.origin.files().map(|file| file.path.clone()).collect();
        self.named.push(Named {
            file,
            department: input.accounts.department.clone(),
            year: input.accounts.year,
            held: if self.kept > KEPT && !paths.is_empty() {
                Held::Paths(paths)
            } else {
                Held::Input(Box::new(input))
            },
        });
    }

    fn files(&mut self, paths: &[PathBuf], found: Found) {
        for opened in origin::read(paths, &Progress::default()) {
            match opened {
                Ok(opened) if found == Found::InFolder && opened.is_stray() => {
                    let files: Vec<String> = opened
                        .origin
                        .files()
                        .map(|file| shown(&file.path))
                        .collect();
                    let files = files.join(", ");
                    let notice = Notice::error(
                        format!("没有谈到决算，未审核：{files}"),
                        format!("does not speak of final accounts, not reviewed: {files}"),
                    );
                    self.passed_over.push(notice.as_warning());
                }
                Ok(opened) => {
                    let input = Input::from(opened);
                    self.take(input.file.clone(), Ok(input));
                }
                Err(error) if found.passes_over(&error) => {
                    self.passed_over.push(Notice::from(error).as_warning());
                }
                Err(error) => {
                    let files: Vec<String> = error.paths().into_iter().map(shown).collect();
                    self.take(files.join(", "), Err(error.into()));
                }
            }
        }
    }

    fn folder(&mut self, folder: &Path) {
        let file = shown(folder);
        match file::list_accounts(folder) {
            Err(error) => self.take(file, Err(error.into())),
            Ok(files) if files.is_empty() => {
                let notice = Notice::error(
                    format!("文件夹中没有决算文件：{file}"),
                    format!("the folder holds no accounts: {file}"),
                )
                .hint(
                    "可以审核的文件：.json .xlsx .xls .ods .csv .txt .docx .pdf",
                    "files that can be reviewed: .json .xlsx .xls .ods .csv .txt .docx .pdf",
                );
                self.take(file, Err(notice));
            }
            Ok(mut files) => {
                files.sort_by(|a, b| a.parent().cmp(&b.parent()));
                for files in files.chunk_by(|a, b| a.parent() == b.parent()) {
                    self.together(files.to_vec(), Found::InFolder);
                }
            }
        }
    }

    /// Files that may belong together. A JSON is read by itself where no text is that may be its
    /// own.
    fn together(&mut self, files: Vec<PathBuf>, found: Found) {
        let has_text = files.iter().any(|path| Ending::of(path) == Ending::Text);
        let (alone, mut together): (Vec<PathBuf>, Vec<PathBuf>) =
            files.into_iter().partition(|path| match Ending::of(path) {
                Ending::Xlsx | Ending::OtherWorkbook | Ending::Text => false,
                Ending::Json | Ending::Other => !has_text,
            });
        for path in alone {
            self.files(&[path], found);
        }
        let most = match found {
            Found::Named => together.len().max(1),
            Found::InFolder => TOGETHER,
        };
        // Files of one department are neighbours by their names, whatever their kinds.
        if found == Found::InFolder {
            together.sort();
        }
        for files in together.chunks(most) {
            self.files(files, found);
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
                return self.take(name(), Err(error.into()));
            }
        };
        // A first line that is a document by itself is the first of a stream, or all there is.
        if Document::parse(first.clone()).is_err() {
            let whole = file::read_stream(first.chain(stdin), STANDARD, MAX_BYTES);
            return self.take(name(), parsed(STANDARD, whole));
        }
        let mut more = file::lines(stdin, STANDARD, MAX_BYTES).peekable();
        if more.peek().is_none() {
            return self.take(name(), parsed(STANDARD, Ok(first)));
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
    let opened = opened_document(document, Origin::Nowhere).map_err(|error| match error {
        OpenError::Format { error, .. } => OpenError::Format {
            path: name.into(),
            error,
        },
        error => error,
    })?;
    Ok(Input {
        file: name.to_owned(),
        ..opened.into()
    })
}

/// Refuses to write over the accounts that were read.
pub(super) fn never_over_the_input(inputs: &[PathBuf], output: &Path) -> Result<(), Notice> {
    let is_same = |input: &&PathBuf| match (input.canonicalize(), output.canonicalize()) {
        (Ok(input), Ok(output)) => input == output,
        _ => false,
    };
    let Some(input) = inputs.iter().find(is_same) else {
        return Ok(());
    };
    let file = shown(input);
    Err(Notice::error(
        format!("未写出，输出文件就是原文件：{file}"),
        format!("nothing was written, the output is the input: {file}"),
    )
    .hint("换一个输出文件名", "name another output file"))
}
