//! Which files of a folder may be accounts.

use super::ReadError;
use std::fs;
use std::path::{Path, PathBuf};

/// Deeper than folders of accounts are; the bound keeps a loop of mounts from going on for ever.
const MAX_FOLDERS: usize = 32;

/// The JSON files in a folder and those below it, in the order of their names.
///
/// Hidden files and folders are left out, and so are links to folders, which may lead back up.
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
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if entry.file_type().map_err(io)?.is_dir() {
            if depth > 0 {
                list_into(&path, depth - 1, files)?;
            }
        } else if is_json(&path) && !path.is_dir() {
            files.push(path);
        }
    }
    Ok(())
}

fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_json_files_in_order() {
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
            "t.txt",
        ] {
            fs::File::create(at(name)).unwrap();
        }
        let names = ["a.JSON", "b/x.json", "c.json"].map(at);
        assert_eq!(list_accounts(folder.path()).unwrap(), names);
        assert!(matches!(
            list_accounts(&at("none")),
            Err(ReadError::Missing(_))
        ));
    }
}
