//! Development check.
use std::time::Instant;
#[test]
fn dump() {
    let folder = std::path::Path::new("/work/shared/corpus");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "pdf") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let start = Instant::now();
        let read = super::read("a.pdf", &bytes).unwrap();
        eprintln!(
            "{} {:?}: {} sheets {} areas {} unread {:?}",
            path.display(),
            start.elapsed(),
            read.sheets.len(),
            read.tables.len(),
            read.unread.len(),
            read.notes
        );
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        std::fs::write(format!("/tmp/pdfout/{name}.txt"), &read.text).unwrap();
        let sheets: Vec<_> = read.sheets.iter().map(|s| serde_json::json!({"name": s.name, "cells": s.cells.iter().map(|c| (c.at.row, c.at.column, c.content.text().to_owned())).collect::<Vec<_>>()})).collect();
        std::fs::write(
            format!("/tmp/pdfout/{name}.json"),
            serde_json::to_string(&sheets).unwrap(),
        )
        .unwrap();
        std::fs::write(
            format!("/tmp/pdfout/{name}.areas"),
            serde_json::to_string(
                &read
                    .tables
                    .iter()
                    .map(|t| (t.span.start, t.span.end, t.sheet))
                    .collect::<Vec<_>>(),
            )
            .unwrap(),
        )
        .unwrap();
    }
}
