//! The names under which corrected workbooks are written.

use std::path::{Path, PathBuf};

use super::{Books, Ending};

/// Where each of the workbooks goes when `path` was chosen for all of them: one workbook there,
/// of several each beside it, under the chosen name and its own.
pub fn beside(path: &Path, books: &Books) -> Vec<PathBuf> {
    let names: Vec<&Path> = books.files().map(|file| file.path.as_path()).collect();
    if names.len() == 1 {
        return vec![path.to_path_buf()];
    }
    let mut targets: Vec<PathBuf> = Vec::with_capacity(names.len());
    for own in names {
        let mut target = named(path, &[stem(path), stem(own)]);
        // Workbooks of one name in two folders.
        for count in 2.. {
            if !targets.contains(&target) {
                break;
            }
            target = named(path, &[stem(path), stem(own), count.to_string()]);
        }
        targets.push(target);
    }
    targets
}

/// A name for what is to be saved elsewhere: that of the file, with the ending that is written.
pub fn proposed(path: &Path) -> PathBuf {
    match Ending::of(path) {
        Ending::OtherWorkbook => path.with_extension("xlsx"),
        Ending::Json | Ending::Xlsx | Ending::Other => path.to_path_buf(),
    }
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn named(path: &Path, parts: &[String]) -> PathBuf {
    path.with_file_name(format!("{}.xlsx", parts.join("-")))
}
