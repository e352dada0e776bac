//! The names under which corrected files are written.

use std::path::{Path, PathBuf};

use crate::model::Text;

use super::files::{File, Files, Part};
use super::{Ending, FileKind, Origin};

/// Where each of the files goes when `path` was chosen for all of them: one file there, of several
/// each beside it, under the chosen name and its own.
pub fn beside(path: &Path, part: Part, files: &Files) -> Vec<PathBuf> {
    let files: Vec<&File> = files.part(part).collect();
    if files.len() == 1 {
        return vec![path.to_path_buf()];
    }
    let mut targets: Vec<PathBuf> = Vec::with_capacity(files.len());
    for file in files {
        let own = stem(&file.file().path);
        let named = |end: &str| {
            let name = format!("{}-{own}{end}.{}", stem(path), file.ending());
            path.with_file_name(name)
        };
        // Files of one name in two folders.
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

/// Whether files may be written under the name `path`: it ends as one of them is written. As JSON
/// a set is written whole, which is another matter.
pub fn is_written_as(path: &Path, part: Part, files: &Files) -> bool {
    let ending = path.extension().unwrap_or_default();
    let mut files = files.part(part);
    files.any(|file| file.kind() != FileKind::Json && ending.eq_ignore_ascii_case(file.ending()))
}

/// Why accounts cannot be written under a name, by the way it ends.
pub fn refused_name(path: &Path, origin: &Origin) -> Option<Text> {
    let file = path.display();
    match (origin.set(), Ending::of(path)) {
        (Some(_), Ending::Json) | (None, Ending::Json | Ending::Other) => None,
        (Some(files), _) if is_written_as(path, Part::All, files) => None,
        (Some(files), _) => Some(another_ending(path, Part::All, files)),
        (None, Ending::Xlsx | Ending::OtherWorkbook | Ending::Text) => Some(Text::new(
            format!("这份决算不是从工作簿或正文读入的，只能存为 .json，未写出：{file}"),
            format!(
                "these accounts are from no workbook or text and written as .json only, nothing was written: {file}"
            ),
        )),
    }
}

/// Why files cannot be written under a name: programs open them under their own ending only.
pub fn another_ending(path: &Path, part: Part, files: &Files) -> Text {
    let name = path.display();
    let mut endings: Vec<String> = Vec::new();
    for file in files.part(part) {
        let ending = format!(".{}", file.ending());
        if !endings.contains(&ending) {
            endings.push(ending);
        }
    }
    let zh = endings.join("、");
    let en = endings.join(", ");
    let mut kinds = files.part(part).map(File::kind);
    if kinds.all(|kind| matches!(kind, FileKind::Workbook(_))) {
        return Text::new(
            format!("工作簿只能存为 {zh}，未写出：{name}"),
            format!("the workbook is written as {en} only, nothing was written: {name}"),
        );
    }
    Text::new(
        format!("只能存为 {zh}，未写出：{name}"),
        format!("it is written as {en} only, nothing was written: {name}"),
    )
}

/// A name for what is to be saved elsewhere: that of the file, with the ending that is written.
pub fn proposed(origin: &Origin) -> Option<PathBuf> {
    let path = origin.path()?;
    let first = origin.set().and_then(|files| files.all().first());
    Some(first.map_or_else(
        || path.to_path_buf(),
        |file| path.with_extension(file.ending()),
    ))
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
