//! Which files of a folder may be accounts.

use super::ReadError;
use std::fs;
use std::path::{Path, PathBuf};

/// Deeper than folders of accounts are; the bound keeps a loop of mounts from going on for ever.
const MAX_FOLDERS: usize = 32;

/// How the names of files end that may be accounts.
const ENDINGS: &[&str] = &["json", "xlsx", "xls", "ods", "csv", "txt", "docx", "pdf"];

/// What Excel and WPS put before the name of a workbook that is open somewhere.
const LOCK: &[u8] = b"~$";

/// The JSON files, workbooks and texts in a folder and those below it, in the order of their names.
///
/// Hidden files and folders are left out, and so are links to folders, which may lead back up, and
/// the files that only say that a workbook is open.
pub fn list_accounts(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut files = Vec::new();
    list_into(folder, MAX_FOLDERS, &mut files)?;
    Ok(files)
}

fn list_into(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), ReadError> {
    let io = |error| ReadError::io(folder, error);
    let entries: Result<Vec<_>, _> = fs::read_dir(folder).map_err(io)?.collect();
    let mut entries = entries.map_err(io)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        if name.starts_with(b".") || name.starts_with(LOCK) {
            continue;
        }
        if entry.file_type().map_err(io)?.is_dir() {
            if depth > 0 {
                list_into(&path, depth - 1, files)?;
            }
        } else if may_be_accounts(&path) && !path.is_dir() {
            files.push(path);
        }
    }
    Ok(())
}

fn may_be_accounts(path: &Path) -> bool {
    let is_it = |ending: &&str| {
        path.extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
    };
    ENDINGS.iter().any(is_it)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_accounts_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("b")).unwrap();
        fs::create_dir(at(".git")).unwrap();
        for name in [
            "c.json",
            "a.JSON",
            "b/x.json",
            ".git/y.json",
            ".z.json",
            "t.TXT",
            "t.md",
            "d.XLSX",
            "b/e.xls",
            "~$d.XLSX",
            ".~lock.d.xlsx#",
        ] {
            fs::File::create(at(name)).unwrap();
        }
        let names = ["a.JSON", "b/e.xls", "b/x.json", "c.json", "d.XLSX", "t.TXT"].map(at);
        assert_eq!(list_accounts(folder.path()).unwrap(), names);
        assert!(matches!(
            list_accounts(&at("none")),
            Err(ReadError::Missing(_))
        ));
    }
}
