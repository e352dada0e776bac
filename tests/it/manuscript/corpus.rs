//! Published documents, where their folder is there: a document and the text of its pages agree.

use std::fs;
use std::path::{Path, PathBuf};

use gouji::manuscript::{TextChange, patch, read};

use super::{other_parts, xml_of};

/// The documents of `shared/corpus` beside the project or further up.
fn documents() -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = project
        .ancestors()
        .map(|folder| folder.join("shared/corpus"));
    let Some(folder) = folders.find(|folder| folder.is_dir()) else {
        eprintln!("skipped: there is no folder shared/corpus beside the project");
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "docx"))
        .collect();
    found.sort();
    found
}

fn without_blanks(text: &str) -> String {
    let blank = |c: &char| c.is_whitespace() || *c == '\u{feff}';
    text.chars().filter(|c| !blank(c)).collect()
}

#[test]
fn a_document_has_the_words_of_its_pages() {
    for path in documents() {
        let document = read("a.docx", &fs::read(&path).unwrap()).unwrap();
        let pages = read("a.txt", &fs::read(path.with_extension("txt")).unwrap()).unwrap();
        let words = without_blanks(&pages.text);
        let missing: Vec<&str> = document
            .text
            .lines()
            .filter(|line| !words.contains(&without_blanks(line)))
            .collect();
        assert!(missing.is_empty(), "{}: {missing:#?}", path.display());
        let (own, all) = (without_blanks(&document.text).len(), words.len());
        eprintln!("{}: {own} of {all} bytes of words", path.display());
        assert!(own * 3 > all, "the narrative is a good part of the pages");
    }
}

#[test]
fn every_number_of_a_document_can_be_changed_alone() {
    for path in documents() {
        let bytes = fs::read(&path).unwrap();
        let text = read("a.docx", &bytes).unwrap().text;
        let changes: Vec<TextChange> = text
            .match_indices(|c: char| c.is_ascii_digit())
            .map(|(start, _)| TextChange {
                start,
                end: start + 1,
                text: "77".to_owned(),
            })
            .collect();
        assert!(changes.len() > 100, "{} digits", changes.len());
        let patched = patch(&bytes, &changes).unwrap();
        assert_eq!(other_parts(&patched), other_parts(&bytes));
        let tags = |xml: &str| -> Vec<String> {
            let tags = xml.split('<').skip(1);
            tags.map(|tag| tag.split('>').next().unwrap_or_default().to_owned())
                .collect()
        };
        assert_eq!(tags(&xml_of(&patched)), tags(&xml_of(&bytes)));
    }
}
