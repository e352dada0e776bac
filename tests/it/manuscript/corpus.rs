//! Published documents, where their folder is there: a document and the text of its pages agree.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::manuscript::{TextChange, patch, read};

use super::{document, other_parts, xml_of};
use crate::support::child::say;

/// The documents of `shared/corpus` beside the project or further up.
fn documents() -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = project
        .ancestors()
        .map(|folder| folder.join("shared/corpus"));
    let Some(folder) = folders.find(|folder| folder.is_dir()) else {
        say("skipped: there is no folder shared/corpus beside the project");
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
        say(&format!(
            "{}: {own} of {all} bytes of words",
            path.display()
        ));
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

/// A body in which every run is cut into runs of two characters with formats in turn.
fn cut_into_runs(xml: &str) -> String {
    let formats = ["b", "i", "u", "strike"];
    let body = xml.split_once("<w:body>").unwrap().1;
    let body = body.split_once("</w:body>").unwrap().0;
    let mut cut = String::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("<w:r><w:t>") {
        let (words, behind) = after.split_once("</w:t></w:r>").unwrap();
        cut.push_str(before);
        let characters: Vec<char> = words.chars().collect();
        for (pair, format) in characters.chunks(2).zip(formats.iter().cycle()) {
            let pair = String::from_iter(pair);
            write!(
                cut,
                "<w:r><w:rPr><w:{format}/></w:rPr><w:t xml:space=\"preserve\">{pair}</w:t></w:r>"
            )
            .unwrap();
        }
        rest = behind;
    }
    cut.push_str(rest);
    cut
}

#[test]
fn numbers_over_several_runs_are_changed_without_touching_the_formats() {
    for path in documents() {
        let bytes = fs::read(&path).unwrap();
        let xml = xml_of(&bytes);
        if xml.contains("&amp;") || xml.contains("<w:t ") {
            continue;
        }
        let text = read("a.docx", &bytes).unwrap().text;
        let cut = document(&cut_into_runs(&xml));
        assert_eq!(read("a.docx", &cut).unwrap().text, text);
        let next = |c: char| {
            c.to_digit(10)
                .map_or(c, |digit| "1234567890".as_bytes()[digit as usize].into())
        };
        let mut changes = Vec::new();
        let mut start = 0;
        for part in text.split_inclusive(|c: char| !c.is_ascii_digit() && c != '.') {
            let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
            if !digits.is_empty() {
                changes.push(TextChange {
                    start,
                    end: start + digits.len(),
                    text: digits.chars().map(next).collect(),
                });
            }
            start += part.len();
        }
        let patched = patch(&cut, &changes).unwrap();
        let expected: String = text.chars().map(next).collect();
        assert_eq!(read("a.docx", &patched).unwrap().text, expected);
        let formats = |bytes: &[u8]| -> Vec<String> {
            let xml = xml_of(bytes);
            xml.split("<w:rPr>")
                .skip(1)
                .map(|run| run.split_once("</w:rPr>").unwrap().0.to_owned())
                .collect()
        };
        assert_eq!(formats(&patched), formats(&cut));
        assert_eq!(other_parts(&patched), other_parts(&cut));
        say(&format!(
            "{}: {} numbers changed",
            path.display(),
            changes.len()
        ));
    }
}
