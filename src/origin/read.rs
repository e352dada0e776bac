//! Reading files as accounts: the workbooks of one department and its text as one set.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::Document;
use crate::file::{self, MAX_BYTES, Progress, ReadBytes, ReadError, Stamped};
use crate::import::{self, HasText, Whose};
use crate::manuscript::{self, Manuscript, ManuscriptFormat};
use crate::model::{Accounts, TableGroup};
use crate::workbook::{self, Workbook, WorkbookFormat};

use super::book::Book;
use super::files::{Content, File, Files, Part, TextBytes};
use super::json::Additions;
use super::kind::{Reader, reader};
use super::{Ending, FileKind, OpenError, Origin};

/// Accounts that were read, with where they came from.
#[derive(Debug)]
pub struct Opened {
    /// The file as written, or what the files say as a document.
    pub document: Document,
    /// What it says.
    pub accounts: Arc<Accounts>,
    /// Where it goes back to.
    pub origin: Origin,
}

impl Opened {
    /// Whether it is a text that does not speak of final accounts: of a folder such a text is
    /// something else, whatever amounts it has.
    pub fn is_stray(&self) -> bool {
        let mut files = self.origin.set().into_iter().flat_map(Files::all);
        let is_text_alone = files.all(|file| file.is_in(Part::Text));
        let text = self.accounts.narrative.as_ref();
        is_text_alone
            && self.origin.set().is_some()
            && text.is_some_and(|narrative| !import::speaks_of_accounts(&narrative.text))
    }
}

/// What was read, file by file.
#[derive(Default)]
struct Read {
    json: Vec<(Stamped, Document, Accounts)>,
    books: Vec<(File, Workbook)>,
    texts: Vec<(File, Manuscript)>,
}

/// Files of one set of accounts.
#[derive(Default)]
struct Set {
    json: Option<(Stamped, Document, Accounts)>,
    books: Vec<(File, Workbook)>,
    text: Option<(File, Manuscript)>,
}

/// Reads files: workbooks that belong together with their text, each JSON for itself or with one.
///
/// What could not be read does not keep the others from being opened.
pub fn read(paths: &[PathBuf], progress: &Progress) -> Vec<Result<Opened, OpenError>> {
    let mut opened = Vec::new();
    let mut all = Read::default();
    for read in file::read_each(paths, MAX_BYTES, progress) {
        let taken = read
            .map_err(OpenError::from)
            .and_then(|read| all.take(read));
        opened.extend(taken.err().map(Err));
        if progress.is_cancelled() {
            return opened;
        }
    }
    for other in all.other_forms() {
        opened.push(Err(other));
    }
    for set in sets(all) {
        opened.extend(set.open());
    }
    opened
}

/// Reads files that are one set of accounts, whatever they say of whose it is.
///
/// # Errors
/// When one of them cannot be read, or belongs to other accounts.
pub fn read_as_one(paths: &[PathBuf], progress: &Progress) -> Result<Opened, OpenError> {
    let mut all = Read::default();
    for read in file::read_each(paths, MAX_BYTES, progress) {
        all.take(read?)?;
    }
    let apart = || OpenError::Apart(paths.to_vec());
    let mut set = Set {
        text: all.texts.pop(),
        json: all.json.pop(),
        books: Vec::new(),
    };
    if !all.texts.is_empty() {
        return Err(OpenError::TwoTexts(paths.to_vec()));
    }
    let json = set.json.as_ref();
    if let Some((file, ..)) = json.filter(|_| set.text.is_none() || !all.books.is_empty()) {
        return Err(OpenError::NoWorkbook(file.path.clone()));
    }
    let mut groups = groups(all.books);
    match (groups.pop(), groups.pop(), all.json.is_empty()) {
        (books, None, true) => set.books = books.unwrap_or_default(),
        _ => return Err(apart()),
    }
    set.open().pop().unwrap_or_else(|| Err(apart()))
}

/// The accounts of a document.
pub fn opened_document(document: Document, origin: Origin) -> Result<Opened, OpenError> {
    let accounts = accounts_of(&document, || {
        origin.path().map(Path::to_path_buf).unwrap_or_default()
    })?;
    Ok(Opened {
        document,
        accounts: Arc::new(accounts),
        origin,
    })
}

fn accounts_of(document: &Document, path: impl FnOnce() -> PathBuf) -> Result<Accounts, OpenError> {
    Accounts::read(document).map_err(|error| OpenError::Format {
        path: path(),
        error,
    })
}

impl Read {
    /// Takes a file in, by what it is.
    fn take(&mut self, read: ReadBytes) -> Result<(), OpenError> {
        let ReadBytes { path, bytes, stamp } = read;
        match reader(&path, &bytes) {
            Reader::Json => {
                let document = Document::parse(bytes).map_err(|error| ReadError::Invalid {
                    path: path.clone(),
                    error,
                })?;
                let accounts = accounts_of(&document, || path.clone())?;
                let file = Stamped { path, stamp };
                self.json.push((file, document, accounts));
            }
            Reader::Workbook => {
                let name = self.name_of(&path);
                let mut book =
                    workbook::read(&name, &bytes).map_err(|error| OpenError::Workbook {
                        path: path.clone(),
                        error,
                    })?;
                // Two files of one name are told apart by their folders.
                book.file.clone_from(&name);
                let content = Content::Book(Book::new(&book, bytes));
                let file = File::new(Stamped { path, stamp }, name, content);
                self.books.push((file, book));
            }
            Reader::Text => {
                let name = self.name_of(&path);
                let mut text =
                    manuscript::read(&name, &bytes).map_err(|error| OpenError::Manuscript {
                        path: path.clone(),
                        error,
                    })?;
                text.file.clone_from(&name);
                let content = Content::Text(TextBytes {
                    bytes: bytes.into(),
                    format: text.format,
                    anew: false,
                });
                let file = File::new(Stamped { path, stamp }, name, content);
                self.texts.push((file, text));
            }
        }
        Ok(())
    }

    /// The file's name; with its folder's where another one has the same.
    fn name_of(&self, path: &Path) -> String {
        let books = self.books.iter().map(|(_, book)| book.file.as_str());
        let texts = self.texts.iter().map(|(_, text)| text.file.as_str());
        let taken: Vec<&str> = books.chain(texts).collect();
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        let whole = || path.display().to_string();
        (1..=parts.len())
            .map(|count| parts[parts.len() - count..].join("/"))
            .find(|name| !taken.contains(&name.as_str()))
            .unwrap_or_else(whole)
    }

    /// Drops what lies beside the same in another form, by its name: of a Word file, its plain text
    /// and its PDF the first is read, for it can be written and tells its tables; of workbooks the
    /// one that can be written.
    fn other_forms(&mut self) -> Vec<OpenError> {
        let mut others = self.other_books();
        let mut kept: Vec<(File, Manuscript)> = Vec::new();
        let mut texts = std::mem::take(&mut self.texts);
        texts.sort_by_key(|(_, text)| match text.format {
            ManuscriptFormat::Docx => 0,
            ManuscriptFormat::Txt => 1,
            ManuscriptFormat::Pdf => 2,
        });
        for (file, text) in texts {
            let twin = kept.iter().find(|(kept, _)| bare(kept) == bare(&file));
            match twin {
                Some((taken, _)) => others.push(other_form(&file, taken)),
                None => kept.push((file, text)),
            }
        }
        self.texts = kept;
        others
    }

    /// Drops the workbooks that have the name and the tables of an xlsx; two that have each tables
    /// of their own are both read.
    fn other_books(&mut self) -> Vec<OpenError> {
        let is_xlsx = |file: &File| file.kind() == FileKind::Workbook(WorkbookFormat::Xlsx);
        let is_called_otherwise = |file: &File| Ending::of(&file.file().path) != Ending::Xlsx;
        let mut kept: Vec<(File, Workbook)> = Vec::new();
        let mut others = Vec::new();
        let mut books: Vec<(usize, (File, Workbook))> = std::mem::take(&mut self.books)
            .into_iter()
            .enumerate()
            .collect();
        books.sort_by_key(|(_, (file, _))| (!is_xlsx(file), is_called_otherwise(file)));
        let mut order = Vec::new();
        for (index, (file, book)) in books {
            let twin = kept.iter().find(|(other, tables)| {
                let is_twin = is_xlsx(other) && bare(other) == bare(&file);
                is_twin && import::repeats(&book, tables)
            });
            if let Some((taken, _)) = twin {
                others.push(other_form(&file, taken));
            } else {
                kept.push((file, book));
                order.push(index);
            }
        }
        // In the order in which they were named.
        let mut books: Vec<(usize, (File, Workbook))> = order.into_iter().zip(kept).collect();
        books.sort_by_key(|(index, _)| *index);
        self.books = books.into_iter().map(|(_, book)| book).collect();
        others
    }
}

/// A file's path without its ending.
fn bare(file: &File) -> PathBuf {
    file.file().path.with_extension("")
}

fn other_form(file: &File, taken: &File) -> OpenError {
    OpenError::OtherForm {
        path: file.file().path.clone(),
        taken: taken.file().path.clone(),
    }
}

/// What was read, in sets that belong together, each in the order in which its files were named.
fn sets(all: Read) -> Vec<Set> {
    let Read { json, books, texts } = all;
    let own = json.into_iter().map(|json| Set {
        json: Some(json),
        ..Set::default()
    });
    let groups = groups(books).into_iter().map(|books| Set {
        books,
        ..Set::default()
    });
    // Tables as they were filled in come before those that somebody entered again.
    let mut sets: Vec<Set> = groups.collect();
    let from_books = sets.len();
    sets.extend(own);
    if !texts.is_empty() {
        join(texts, &mut sets, from_books);
    }
    // JSON stands first, in the order in which it was named.
    let mut ordered = sets.split_off(from_books);
    ordered.extend(sets);
    ordered
}

/// Puts texts beside the tables that they belong to, or makes them sets of their own.
fn join(texts: Vec<(File, Manuscript)>, sets: &mut Vec<Set>, from_books: usize) {
    let said: Vec<Whose> = texts.iter().map(|(_, text)| Whose::of_text(text)).collect();
    let of_set = |set: &Set| {
        if let Some((file, _, accounts)) = &set.json {
            let name = file.path.to_string_lossy().replace('\\', "/");
            return Whose::of_accounts(accounts, &name);
        }
        let books: Vec<&Workbook> = set.books.iter().map(|(_, book)| book).collect();
        Whose::of_books(&books)
    };
    let (books, json) = sets.split_at(from_books);
    let books: Vec<Whose> = books.iter().map(of_set).collect();
    let json: Vec<Whose> = json.iter().map(of_set).collect();
    let mut joined = import::joined(&said, &books, json.is_empty());
    let left: Vec<usize> = (0..texts.len())
        .filter(|text| joined[*text].is_none())
        .collect();
    let said_left: Vec<Whose> = left.iter().map(|text| said[*text].clone()).collect();
    let beside = import::joined(&said_left, &json, books.is_empty());
    for (text, set) in left.into_iter().zip(beside) {
        joined[text] = set.map(|set| from_books + set);
    }
    for (text, set) in texts.into_iter().zip(joined) {
        match set.and_then(|set| sets.get_mut(set)) {
            Some(set) => set.text = Some(text),
            None => sets.push(Set {
                text: Some(text),
                ..Set::default()
            }),
        }
    }
}

/// Workbooks in groups that belong together.
fn groups(books: Vec<(File, Workbook)>) -> Vec<Vec<(File, Workbook)>> {
    if books.len() < 2 {
        return books.into_iter().map(|book| vec![book]).collect();
    }
    let workbooks: Vec<&Workbook> = books.iter().map(|(_, book)| book).collect();
    let groups = import::belong_together(&workbooks);
    let mut books: Vec<Option<(File, Workbook)>> = books.into_iter().map(Some).collect();
    let mut taken = |group: Vec<usize>| -> Vec<(File, Workbook)> {
        let found = group.into_iter().filter_map(|index| books[index].take());
        found.collect()
    };
    groups.into_iter().map(&mut taken).collect()
}

impl Set {
    /// The accounts of a set; those of a JSON that has claims of its own, and that the text is not
    /// added to it.
    fn open(self) -> Vec<Result<Opened, OpenError>> {
        match self {
            Self {
                json: Some((file, document, accounts)),
                text,
                ..
            } => match text {
                Some(text) => with_text(file, document, accounts, text),
                None => vec![Ok(Opened {
                    document,
                    accounts: Arc::new(accounts),
                    origin: Origin::Json(file),
                })],
            },
            Self { books, text, .. } => vec![imported(books, text)],
        }
    }
}

/// A JSON with the text that was given beside it.
fn with_text(
    json: Stamped,
    document: Document,
    accounts: Accounts,
    (file, text): (File, Manuscript),
) -> Vec<Result<Opened, OpenError>> {
    let alone = |json: Stamped, document: Document, accounts: Accounts| {
        Ok(Opened {
            document,
            accounts: Arc::new(accounts),
            origin: Origin::Json(json),
        })
    };
    let not_added = OpenError::HasText {
        path: file.file().path.clone(),
        json: json.path.clone(),
    };
    let additions = match import::beside(&document, &accounts, &text) {
        Ok(additions) => additions,
        Err(HasText) => return vec![alone(json, document, accounts), Err(not_added)],
    };
    let mut whole = document.clone();
    let put = Additions::put(&mut whole, additions);
    // Without the text the file has to be what it is, byte for byte.
    let is_undone = |additions: &Additions| {
        let without = additions.without(&whole);
        without.is_ok_and(|without| without.bytes() == document.bytes())
    };
    let Some(additions) = put.ok().filter(is_undone) else {
        return vec![alone(json, document, accounts), Err(not_added)];
    };
    let path = json.path.clone();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let json = File::new(json, name.into_owned(), Content::Json(additions));
    vec![accounts_of(&whole, || path).map(|accounts| {
        let accounts = Arc::new(accounts);
        let files = Files::new(vec![json, file], Arc::clone(&accounts));
        Opened {
            document: whole,
            accounts,
            origin: Origin::Files(files),
        }
    })]
}

/// The accounts of workbooks and a text.
fn imported(
    books: Vec<(File, Workbook)>,
    text: Option<(File, Manuscript)>,
) -> Result<Opened, OpenError> {
    let (mut files, workbooks): (Vec<File>, Vec<Workbook>) = books.into_iter().unzip();
    let (of_text, texts): (Vec<File>, Vec<Manuscript>) = text.into_iter().unzip();
    files.extend(of_text);
    let paths = || files.iter().map(|file| file.file().path.clone()).collect();
    let json = import::accounts(&workbooks, &texts);
    let document = Document::parse(json.into_bytes()).map_err(|error| {
        let path = files.first().map(|file| file.file().path.clone());
        ReadError::Invalid {
            path: path.unwrap_or_default(),
            error,
        }
    })?;
    let mut opened = opened_document(document, Origin::Nowhere)?;
    let states = |group: TableGroup| group != TableGroup::Text;
    let tables = opened.accounts.tables.iter();
    let mut stated = tables.filter(|table| states(table.id.table.spec().group) || is_claims(table));
    if stated.next().is_none() {
        let sheets = workbooks.iter().flat_map(|book| &book.sheets);
        let unread = texts.iter().find(|text| !text.unread.is_empty());
        return Err(match (unread, files.first()) {
            _ if !workbooks.is_empty() => OpenError::NoTable {
                paths: paths(),
                sheets: sheets.map(|sheet| sheet.name.clone()).collect(),
            },
            (Some(text), Some(file)) => OpenError::Unread {
                path: file.file().path.clone(),
                pages: text.unread.clone(),
            },
            _ => OpenError::NoStatement(paths()),
        });
    }
    opened.origin = Origin::Files(Files::new(files, Arc::clone(&opened.accounts)));
    Ok(opened)
}

/// Whether a table holds what a text says of accounts, not how it says it.
fn is_claims(table: &crate::model::Table) -> bool {
    table.id.table == crate::model::TableId::named("claims")
}
