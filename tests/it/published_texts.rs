//! Published texts with what careful readers confirmed in them, when they lie beside a check-out of
//! the project: every mistake is found at its level, and what only looks wrong stays silent.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use gouji::document::Document;
use gouji::import;
use gouji::manuscript::{Manuscript, ManuscriptFormat};
use gouji::model::Accounts;
use gouji::review::{self, Review};
use gouji::rules::{Context, Finding, Level};
use gouji::workbook::{self, Workbook};
use serde_json::Value;

/// The folder of published documents, if it lies beside the project; else says so.
fn shared(folder: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = root.parent()?.join("shared").join(folder);
    if found.is_dir() {
        return Some(found);
    }
    println!("skipped: {} is not there", found.display());
    None
}

/// A text and its workbook, checked.
struct Checked {
    text: String,
    accounts: Accounts,
    review: Review,
}

fn check(text: &Path, book: Option<&Path>) -> Checked {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let manuscript = Manuscript {
        file: name(text),
        format: ManuscriptFormat::Txt,
        text: fs::read_to_string(text).unwrap(),
        tables: Vec::new(),
        sheets: Vec::new(),
        unread: Vec::new(),
        notes: Vec::new(),
    };
    let books: Vec<Workbook> = book
        .map(|book| workbook::read(&name(book), &fs::read(book).unwrap()).unwrap())
        .into_iter()
        .collect();
    let json = import::accounts(&books, std::slice::from_ref(&manuscript));
    let document = Document::parse(json.into_bytes()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    let review = review::check(&Context::new(&accounts));
    Checked {
        text: manuscript.text,
        accounts,
        review,
    }
}

impl Checked {
    /// The findings whose first cells stand in a part of the text.
    fn findings_in(&self, part: &Range<usize>) -> Vec<&Finding> {
        let stands = |finding: &&Finding| {
            let mut spans = finding
                .shown
                .iter()
                .take(2)
                .filter_map(|shown| self.accounts.text_span(shown.place));
            spans.any(|span| span.range().start < part.end && part.start < span.range().end)
        };
        self.review.findings.iter().filter(stands).collect()
    }

    /// The bytes of a page, from 1.
    fn page(&self, page: usize) -> Range<usize> {
        let mut starts = vec![0];
        starts.extend(self.text.match_indices('\x0c').map(|(at, _)| at + 1));
        let end = starts.get(page).map_or(self.text.len(), |next| next - 1);
        starts[page - 1]..end
    }

    /// Where each piece of a shortened quotation stands on a page, white space left aside.
    fn pieces(&self, page: &Range<usize>, quote: &str) -> Vec<Range<usize>> {
        let bare = |text: &str| {
            let chars = text.char_indices().filter(|(_, c)| !c.is_whitespace());
            chars.collect::<Vec<_>>()
        };
        let here = bare(&self.text[page.clone()]);
        let pieces = quote.split(['…', '=', '→', '\\']).filter_map(|piece| {
            let piece: Vec<char> = bare(piece).into_iter().map(|(_, c)| c).take(16).collect();
            let same = |window: &[(usize, char)]| {
                piece.len() >= 4 && window.iter().map(|(_, c)| *c).eq(piece.iter().copied())
            };
            let at = here.windows(piece.len().max(1)).position(same)?;
            let (last, c) = here[at + piece.len() - 1];
            Some(page.start + here[at].0..page.start + last + c.len_utf8())
        });
        pieces.collect()
    }

    /// All that a quotation is about, with what stands just behind it; the whole page when it is
    /// not found there.
    fn quoted(&self, page: &Range<usize>, quote: &str) -> Range<usize> {
        let pieces = self.pieces(page, quote);
        let from = pieces.iter().map(|piece| piece.start).min();
        let to = pieces.iter().map(|piece| piece.end).max();
        match from.zip(to) {
            Some((from, to)) => from..(to + 90).min(page.end),
            None => page.clone(),
        }
    }
}

fn entries(path: &Path) -> Vec<Value> {
    let json: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let list = json.get("claims").unwrap_or(&json);
    list.as_array().unwrap().clone()
}

#[test]
fn confirmed_mistakes_are_found_and_traps_stay_silent() {
    let Some(corpus) = shared("corpus") else {
        return;
    };
    let truth = entries(&corpus.join("truth.json"));
    let mut complaints = Vec::new();
    for document in [
        "putuo-finance-2024",
        "putuo-finance-2024-seeded-errors",
        "putuo-planning-2024",
        "putuo-social-work-2024",
    ] {
        let file = |ending: &str| corpus.join(format!("{document}.{ending}"));
        let checked = check(&file("txt"), Some(&file("xlsx")));
        for entry in truth.iter().filter(|entry| entry["doc"] == document) {
            let page = checked.page(usize::try_from(entry["page"].as_u64().unwrap()).unwrap());
            let quote = entry["excerpt"].as_str().unwrap();
            let found = if entry["is_error"] == true {
                checked.findings_in(&checked.quoted(&page, quote))
            } else {
                // Beside what only looks wrong something else may be.
                let pieces = checked.pieces(&page, quote);
                let found = pieces.iter().map(|piece| checked.findings_in(piece));
                found.flatten().collect()
            };
            let highest = found.iter().map(|finding| finding.level).min();
            let fits = match entry["level"].as_str().unwrap() {
                "error or warning" => highest.is_some_and(|level| level <= Level::Warning),
                "any" => highest.is_some(),
                "note at most" => highest.is_none_or(|level| level == Level::Note),
                _ => found.is_empty(),
            };
            // What is wrong with the tables stands in them.
            let of_tables = page_of_tables(entry);
            if !fits && !of_tables {
                let codes = found.iter().map(|finding| finding.rule.to_string());
                complaints.push(format!("{}: {:?}", entry["id"], codes.collect::<Vec<_>>()));
            }
        }
    }
    assert_eq!(complaints, Vec::<String>::new());
}

/// Whether an entry is about a page of tables, which only the workbook shows.
fn page_of_tables(entry: &Value) -> bool {
    matches!(entry["kind"].as_str(), Some("missing_table")) || entry["id"] == "testbad-03"
}

#[test]
fn the_seed_is_decided_as_its_facts_say() {
    let Some(seed) = shared("seed") else {
        return;
    };
    let checked = check(&seed.join("xicheng-2023.txt"), None);
    let mut complaints = Vec::new();
    let lines: Vec<usize> = std::iter::once(0)
        .chain(checked.text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let facts = entries(&seed.join("xicheng-2023.facts.json"));
    let contradicts = |line: &Value, rule: &Value| {
        let mut facts = facts.iter();
        facts.any(|fact| {
            let rules = fact["rules"].as_array().unwrap();
            fact["verdict"] == "contradiction" && fact["line"] == *line && rules.contains(rule)
        })
    };
    for fact in &facts {
        let is_contradiction = fact["verdict"] == "contradiction";
        // What contradicts on the same line is told where it is a contradiction.
        let of_another = |rule: &&Value| !is_contradiction && contradicts(&fact["line"], rule);
        let rules = fact["rules"].as_array().unwrap().iter();
        let rules: Vec<&str> = rules
            .filter(|rule| !of_another(rule))
            .flat_map(Value::as_str)
            .collect();
        let line = usize::try_from(fact["line"].as_u64().unwrap()).unwrap();
        let rest = lines[line - 1]..checked.text.len();
        let part = checked.quoted(&rest, fact["quote"].as_str().unwrap());
        let found = checked.findings_in(&part);
        let of_rule = |finding: &&&Finding| rules.contains(&finding.rule.to_string().as_str());
        let highest = found
            .iter()
            .filter(of_rule)
            .map(|finding| finding.level)
            .min();
        let fits = match (
            fact["verdict"].as_str().unwrap(),
            fact["severity"].as_str().unwrap(),
        ) {
            ("contradiction", "must") => highest == Some(Level::Error),
            ("contradiction", _) => highest.is_some_and(|level| level <= Level::Warning),
            ("suspicious", _) => highest.is_none_or(|level| level >= Level::Question),
            _ => highest.is_none_or(|level| level >= Level::Question),
        };
        if !fits {
            complaints.push(format!("{} {}: {highest:?}", fact["id"], fact["subject"]));
        }
    }
    assert_eq!(complaints, Vec::<String>::new());
}
