//! Texts as written: read from plain text and documents, changed in their own files, refused with
//! words when they are something else.

mod bad;
mod corpus;
mod docx;
mod edits;
pub(crate) mod pdf;
mod txt;

use std::io::{Cursor, Read as _, Write as _};

use gouji::manuscript::{Manuscript, TextChange, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
     xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
     xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
     xmlns:v=\"urn:schemas-microsoft-com:vml\"";

/// A document with this body.
pub(crate) fn document(body: &str) -> Vec<u8> {
    document_with(body, &[])
}

/// A document with this body and further parts of `word/`, each with its content.
fn document_with(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n\
         <w:document {SPACES}><w:body>{body}</w:body></w:document>"
    );
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |id: usize, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>")
    };
    let of_main: String = (1..)
        .zip(parts)
        .map(|(id, (name, _))| {
            let kind = name
                .trim_end_matches(".xml")
                .trim_end_matches(char::is_numeric);
            relation(id, kind, name)
        })
        .collect();
    let around =
        |inner: &str| format!("<Relationships xmlns=\"{package}\">{inner}</Relationships>");
    let mut all = vec![
        (
            "[Content_Types].xml".to_owned(),
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
                .to_owned(),
        ),
        (
            "_rels/.rels".to_owned(),
            around(&relation(1, "officeDocument", "word/document.xml")),
        ),
        ("word/document.xml".to_owned(), xml),
        ("word/_rels/document.xml.rels".to_owned(), around(&of_main)),
        (
            "word/media/image1.png".to_owned(),
            "\u{1}\u{2}图".to_owned(),
        ),
    ];
    for (name, content) in parts {
        all.push((format!("word/{name}"), (*content).to_owned()));
    }
    zipped(&all)
}

/// Every second part stored, the others deflated, each with a time of its own.
fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.set_comment("备注").unwrap();
    for (day, (name, text)) in (1..).zip(parts) {
        let method = match day % 2 {
            0 => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let time = DateTime::from_date_and_time(2024, 3, day, 8, 30, 0).unwrap();
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(time);
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Name, method, time and compressed bytes of every part but the main one.
fn other_parts(bytes: &[u8]) -> Vec<(String, CompressionMethod, Option<DateTime>, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index_raw(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        if name != "word/document.xml" {
            let mut raw = Vec::new();
            entry.read_to_end(&mut raw).unwrap();
            found.push((name, entry.compression(), entry.last_modified(), raw));
        }
    }
    found
}

/// The XML of the main part.
fn xml_of(bytes: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    let mut part = archive.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut xml).unwrap();
    xml
}

/// A paragraph with one run.
pub(crate) fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn read_document(body: &str) -> Manuscript {
    read("说明.docx", &document(body)).unwrap()
}

/// The change of the only place where `old` stands.
fn change(text: &str, old: &str, new: &str) -> TextChange {
    assert_eq!(text.matches(old).count(), 1, "{old} in {text}");
    let start = text.find(old).unwrap();
    TextChange {
        start,
        end: start + old.len(),
        text: new.to_owned(),
    }
}

/// The notes in Chinese.
fn notes(read: &Manuscript) -> Vec<&str> {
    read.notes.iter().map(|note| note.zh.as_str()).collect()
}
