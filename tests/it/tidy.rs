//! Keeps the source tidy: layers apart, foreign crates at home, every file with a head and of a
//! readable size, no test forgotten.
//!
//! It reads lines, not syntax, which is enough because grouped imports of layers are forbidden.

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with those that it may use, in the order of the table in the docs of `src/lib.rs`.
const LAYERS: &[(&str, &[&str])] = &[
    ("document", &[]),
    ("model", &["document"]),
    ("workbook", &["model"]),
    ("manuscript", &["workbook", "model", "document"]),
    ("narrative", &["model"]),
    (
        "import",
        &["narrative", "manuscript", "workbook", "model", "document"],
    ),
    ("relation", &["model"]),
    ("file", &["document"]),
    ("rules", &["relation", "model", "document"]),
    ("review", &["rules", "relation", "model", "document"]),
    ("compare", &["relation", "model"]),
    (
        "chart",
        &["review", "compare", "rules", "relation", "model"],
    ),
    (
        "export",
        &[
            "manuscript",
            "workbook",
            "chart",
            "review",
            "compare",
            "rules",
            "relation",
            "model",
            "document",
        ],
    ),
    (
        "origin",
        &[
            "export",
            "file",
            "import",
            "manuscript",
            "workbook",
            "model",
            "document",
        ],
    ),
    (
        "session",
        &[
            "origin",
            "export",
            "chart",
            "compare",
            "review",
            "rules",
            "file",
            "import",
            "manuscript",
            "workbook",
            "relation",
            "model",
            "document",
        ],
    ),
    (
        "cli",
        &[
            "session",
            "origin",
            "export",
            "chart",
            "compare",
            "review",
            "rules",
            "file",
            "import",
            "manuscript",
            "workbook",
            "relation",
            "model",
            "document",
        ],
    ),
    (
        "ui",
        &[
            "session", "export", "chart", "compare", "review", "rules", "relation", "model",
            "document",
        ],
    ),
];

/// Foreign crates and modules with the only layers that may name them; `main` is `src/main.rs`.
const HOMES: &[(&str, &[&str])] = &[
    ("egui", &["ui", "main"]),
    ("eframe", &["ui", "main"]),
    ("egui_plot", &["ui"]),
    ("egui_extras", &["ui"]),
    ("egui_table", &["ui"]),
    ("rfd", &["ui"]),
    ("winit", &["ui", "main"]),
    ("clap", &["cli"]),
    ("anstream", &["cli"]),
    ("csv", &["export", "workbook"]),
    ("include_dir", &["model"]),
    ("calamine", &["workbook"]),
    ("zip", &["workbook", "manuscript"]),
    ("quick_xml", &["workbook", "manuscript"]),
    ("hayro_interpret", &["manuscript"]),
    ("flate2", &["manuscript"]),
    ("rust_xlsxwriter", &["workbook", "export"]),
    ("resvg", &["export"]),
    ("tempfile", &["file"]),
    ("std::fs", &["file"]),
];

/// Lines of a source file, its unit tests cut.
const MOST_LINES: usize = 500;
/// Lines of a file of integration tests.
const MOST_TEST_LINES: usize = 900;

/// A source file: its path from the root of the repository, its layer, its lines.
struct Source {
    path: String,
    layer: String,
    text: String,
}

impl Source {
    /// The lines before the unit tests, numbered from 1.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let tests = |line: &&str| line.trim() != "#[cfg(test)]";
        (1..).zip(self.text.lines().take_while(tests))
    }

    /// The same without comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root().join(folder), &mut found);
    assert!(!found.is_empty(), "no sources in {folder}");
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let below = path.strip_prefix(root()).unwrap();
            let layer = below.iter().nth(1).unwrap().to_string_lossy();
            found.push(Source {
                layer: layer.trim_end_matches(".rs").to_owned(),
                path: below.to_string_lossy().replace('\\', "/"),
                text: fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

/// Fails with all complaints at once.
fn accept(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The names behind each `crate::` of a line.
fn layers_used(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::").skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        &rest[..end.unwrap_or(rest.len())]
    })
}

/// Whether `line` names `path` as a whole word followed by `::`, or imports it.
fn names(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let before = line[..at].chars().next_back();
        let after = &line[at + path.len()..];
        !before.is_some_and(|c| word(c) || c == ':' || c == '"')
            && (after.starts_with("::")
                || (line.trim_start().starts_with("use ") && after.starts_with([';', ' '])))
    })
}

#[test]
fn layers_use_only_what_their_row_allows() {
    let mut complaints = Vec::new();
    for source in sources("src") {
        let own = source.layer.as_str();
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == own) else {
            continue;
        };
        for (number, line) in source.code() {
            for used in layers_used(line) {
                let is_layer = LAYERS.iter().any(|(layer, _)| *layer == used);
                if is_layer && used != own && !allowed.contains(&used) {
                    complaints.push(format!(
                        "{}:{number}: {own} may not use {used}",
                        source.path
                    ));
                }
            }
        }
    }
    accept(&complaints);
}

#[test]
fn every_module_of_the_library_is_a_layer_and_the_docs_say_so() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let documented: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [`")?.split('`').next())
        .collect();
    let known: Vec<&str> = LAYERS.iter().map(|(layer, _)| *layer).collect();
    assert_eq!(documented, known, "the table in src/lib.rs and this one");
    for module in lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
    {
        assert!(
            known.contains(&module),
            "{module} is in no row of the table"
        );
    }
}

#[test]
fn imports_name_their_layer() {
    let mut complaints = Vec::new();
    for source in sources("src") {
        for (number, line) in source.code() {
            for hiding in ["use crate::{", "super::super"] {
                if line.contains(hiding) {
                    complaints.push(format!(
                        "{}:{number}: {hiding} hides the layer",
                        source.path
                    ));
                }
            }
        }
    }
    accept(&complaints);
}

#[test]
fn foreign_crates_stay_at_home() {
    let mut complaints = Vec::new();
    for source in sources("src") {
        for (number, line) in source.code() {
            for (foreign, homes) in HOMES {
                if names(line, foreign) && !homes.contains(&source.layer.as_str()) {
                    let (path, homes) = (&source.path, homes.join(", "));
                    complaints.push(format!("{path}:{number}: {foreign} belongs to {homes}"));
                }
            }
        }
    }
    accept(&complaints);
}

#[test]
fn every_file_says_what_it_is_for() {
    let mut complaints = Vec::new();
    for source in sources("src").into_iter().chain(sources("tests")) {
        if !source.text.starts_with("//! ") {
            complaints.push(format!("{}: has no //! head", source.path));
        }
    }
    accept(&complaints);
}

#[test]
fn no_file_is_too_long_to_read() {
    let long = |most: usize| {
        move |source: &Source| {
            let lines = source.lines().count();
            (lines > most).then(|| format!("{}: {lines} lines, more than {most}", source.path))
        }
    };
    let mut complaints: Vec<String> = sources("src").iter().filter_map(long(MOST_LINES)).collect();
    complaints.extend(sources("tests").iter().filter_map(long(MOST_TEST_LINES)));
    accept(&complaints);
}

#[test]
fn no_test_file_is_forgotten() {
    let main = fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    let mut complaints = Vec::new();
    for entry in fs::read_dir(root().join("tests/it")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let holds_tests =
            path.join("mod.rs").exists() || path.extension().is_some_and(|e| e == "rs");
        if holds_tests && name != "main" && !main.lines().any(|line| line == format!("mod {name};"))
        {
            complaints.push(format!("tests/it/{name} is not in tests/it/main.rs"));
        }
    }
    accept(&complaints);
}

#[test]
fn no_test_is_switched_off() {
    let mut complaints = Vec::new();
    for source in sources("src").into_iter().chain(sources("tests")) {
        // Put together so that this line does not complain of itself.
        let ignored = concat!("#[", "ignore");
        for (number, line) in (1..).zip(source.text.lines()) {
            if line.trim_start().starts_with(ignored) {
                complaints.push(format!("{}:{number}: a test is switched off", source.path));
            }
        }
    }
    accept(&complaints);
}

#[test]
fn the_readers_of_lines_see_what_they_should() {
    assert_eq!(
        layers_used("use crate::model::Text;").collect::<Vec<_>>(),
        ["model"]
    );
    assert_eq!(
        layers_used("crate::rules::all(crate::ui)").collect::<Vec<_>>(),
        ["rules", "ui"]
    );
    assert!(names("use std::fs;", "std::fs"));
    assert!(names("    egui::Color32::RED", "egui"));
    assert!(!names("use egui_plot::Plot;", "egui"));
    assert!(names("use eframe::egui;", "eframe"));
    assert!(!names("use crate::export::csv::x;", "csv"));
}
