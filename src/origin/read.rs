//! Reading files as accounts, several workbooks of one department as one set.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::Document;
use crate::file::{self, MAX_BYTES, Progress, ReadBytes, ReadError, Stamped};
use crate::import;
use crate::model::Accounts;
use crate::workbook::{self, Workbook};

use super::books::{Book, Books};
use super::kind::is_workbook;
use super::{OpenError, Origin};

/// Accounts that were read, with where they came from.
#[derive(Debug)]
pub struct Opened {
    /// The file as written, or what the workbooks say as a document.
    pub document: Document,
    /// What it says.
    pub accounts: Arc<Accounts>,
    /// Where it goes back to.
    pub origin: Origin,
}

/// A workbook that was read.
type Read = (Book, Workbook);

/// Reads files, each JSON as accounts of its own, workbooks that belong together as one set.
/// What could not be read does not keep the others from being opened.
pub fn read(paths: &[PathBuf], progress: &Progress) -> Vec<Result<Opened, OpenError>> {
    let mut opened = Vec::new();
    let mut books: Vec<Read> = Vec::new();
    for read in file::read_each(paths, MAX_BYTES, progress) {
        match read {
            Err(error) => opened.push(Err(error.into())),
            Ok(read) if !is_workbook(&read.path, &read.bytes) => opened.push(json(read)),
            Ok(read) => match read_workbook(read, &books) {
                Ok(read) => books.push(read),
                Err(error) => opened.push(Err(error)),
            },
        }
        if progress.is_cancelled() {
            return opened;
        }
    }
    opened.extend(sets(books).into_iter().map(import_set));
    opened
}

/// Reads workbooks that are one set of accounts.
///
/// # Errors
/// When one of them cannot be read, is no workbook, or belongs to other accounts.
pub fn read_as_one(paths: &[PathBuf], progress: &Progress) -> Result<Opened, OpenError> {
    let mut books: Vec<Read> = Vec::new();
    for read in file::read_each(paths, MAX_BYTES, progress) {
        let read = read?;
        if !is_workbook(&read.path, &read.bytes) {
            return Err(OpenError::NoWorkbook(read.path));
        }
        books.push(read_workbook(read, &books)?);
    }
    let mut sets = sets(books);
    match (sets.pop(), sets.pop()) {
        (Some(set), None) => import_set(set),
        _ => Err(OpenError::Apart(paths.to_vec())),
    }
}

/// The accounts of a document.
pub fn opened_document(document: Document, origin: Origin) -> Result<Opened, OpenError> {
    let accounts = Accounts::read(&document).map_err(|error| OpenError::Format {
        path: origin.path().map(Path::to_path_buf).unwrap_or_default(),
        error,
    })?;
    Ok(Opened {
        document,
        accounts: Arc::new(accounts),
        origin,
    })
}

fn json(read: ReadBytes) -> Result<Opened, OpenError> {
    let ReadBytes { path, bytes, stamp } = read;
    match Document::parse(bytes) {
        Ok(document) => opened_document(document, Origin::Json(Stamped { path, stamp })),
        Err(error) => Err(ReadError::Invalid { path, error }.into()),
    }
}

fn read_workbook(read: ReadBytes, others: &[Read]) -> Result<Read, OpenError> {
    let ReadBytes { path, bytes, stamp } = read;
    let name = name_of(&path, others);
    let mut book = workbook::read(&name, &bytes).map_err(|error| OpenError::Workbook {
        path: path.clone(),
        error,
    })?;
    // Two files of one name are told apart by their folders.
    book.file = name;
    Ok((Book::new(Stamped { path, stamp }, &book, bytes), book))
}

/// The file's name; with its folder's where another one has the same.
fn name_of(path: &Path, others: &[Read]) -> String {
    let is_taken = |name: &str| others.iter().any(|(_, book)| book.file == name);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    let whole = || path.display().to_string();
    (1..=parts.len())
        .map(|count| parts[parts.len() - count..].join("/"))
        .find(|name| !is_taken(name))
        .unwrap_or_else(whole)
}

/// The workbooks in sets that belong together, each in the order in which they were named.
fn sets(books: Vec<Read>) -> Vec<Vec<Read>> {
    if books.len() < 2 {
        return books.into_iter().map(|book| vec![book]).collect();
    }
    let workbooks: Vec<&Workbook> = books.iter().map(|(_, book)| book).collect();
    let groups = import::belong_together(&workbooks);
    let mut books: Vec<Option<Read>> = books.into_iter().map(Some).collect();
    let mut taken = |group: Vec<usize>| -> Vec<Read> {
        let found = group.into_iter().filter_map(|index| books[index].take());
        found.collect()
    };
    groups.into_iter().map(&mut taken).collect()
}

fn import_set(set: Vec<Read>) -> Result<Opened, OpenError> {
    let (books, workbooks): (Vec<Book>, Vec<Workbook>) = set.into_iter().unzip();
    let paths = || books.iter().map(|book| book.file().path.clone()).collect();
    let text = import::accounts(&workbooks, &[]);
    let document = Document::parse(text.into_bytes()).map_err(|error| {
        let path = books.first().map(|book| book.file().path.clone());
        ReadError::Invalid {
            path: path.unwrap_or_default(),
            error,
        }
    })?;
    let mut opened = opened_document(document, Origin::Nowhere)?;
    if opened.accounts.tables.is_empty() {
        let sheets = workbooks.iter().flat_map(|book| &book.sheets);
        return Err(OpenError::NoTable {
            paths: paths(),
            sheets: sheets.map(|sheet| sheet.name.clone()).collect(),
        });
    }
    opened.origin = Origin::Workbooks(Books::new(books, Arc::clone(&opened.accounts)));
    Ok(opened)
}
