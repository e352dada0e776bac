//! The names under which corrected workbooks are written.

use std::path::{Path, PathBuf};

use crate::model::Text;

use super::{Book, Books, Ending, Origin};

/// Where each of the workbooks goes when `path` was chosen for all of them: one workbook there,
/// of several each beside it, under the chosen name and its own.
pub fn beside(path: &Path, books: &Books) -> Vec<PathBuf> {
    let books = books.books();
    if books.len() == 1 {
        return vec![path.to_path_buf()];
    }
    let mut targets: Vec<PathBuf> = Vec::with_capacity(books.len());
    for book in books {
        let own = stem(&book.file().path);
        let named = |end: &str| {
            let name = format!("{}-{own}{end}.{}", stem(path), book.ending());
            path.with_file_name(name)
        };
        // Workbooks of one name in two folders.
        let mut target = named("");
        let mut count = 2;
        while targets.contains(&target) {
            target = named(&format!("-{count}"));
            count += 1;
        }
        targets.push(target);
    }
    targets
}

/// Whether workbooks may be written under the name `path`.
pub fn is_written_as(path: &Path, books: &Books) -> bool {
    let ending = path.extension().unwrap_or_default();
    let due = match books.books() {
        [book] => book.ending(),
        _ => "xlsx",
    };
    ending.eq_ignore_ascii_case(due)
}

/// Why accounts cannot be written under a name, by the way it ends.
pub fn refused_name(path: &Path, origin: &Origin) -> Option<Text> {
    let file = path.display();
    match (origin.books(), Ending::of(path)) {
        (Some(_), Ending::Json) | (None, Ending::Json | Ending::Other) => None,
        (Some(books), _) if is_written_as(path, books) => None,
        (Some(books), _) => Some(another_ending(path, books)),
        (None, Ending::Xlsx | Ending::OtherWorkbook) => Some(Text::new(
            format!("这份决算不是从工作簿读入的，只能存为 .json，未写出：{file}"),
            format!(
                "these accounts are from no workbook and written as .json only, nothing was written: {file}"
            ),
        )),
    }
}

/// Why workbooks cannot be written under a name: Excel opens them under their own ending only.
pub fn another_ending(path: &Path, books: &Books) -> Text {
    let file = path.display();
    let ending = books.books().first().map_or("xlsx", Book::ending);
    Text::new(
        format!("工作簿只能存为 .{ending}，未写出：{file}"),
        format!("the workbook is written as .{ending} only, nothing was written: {file}"),
    )
}

/// A name for what is to be saved elsewhere: that of the file, with the ending that is written.
pub fn proposed(origin: &Origin) -> Option<PathBuf> {
    let path = origin.path()?;
    match origin.books().map(Books::books) {
        Some([book, ..]) => Some(path.with_extension(book.ending())),
        _ => Some(path.to_path_buf()),
    }
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
