//! Published texts with what careful readers confirmed in them, when they lie beside a check-out of
//! the project: every mistake is found at its level, and what only looks wrong stays silent.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use gouji::document::Document;
use gouji::import;
use gouji::manuscript;
use gouji::model::Accounts;
use gouji::review::{self, Review};
use gouji::rules::{Context, Finding, Level};
use gouji::workbook::{self, Workbook};
use serde_json::Value;

/// The folder of published documents, if it lies beside the project; else says so.
#[expect(clippy::print_stderr, reason = "says what was not done")]
fn shared(folder: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = root.parent()?.join("shared").join(folder);
    if found.is_dir() {
        return Some(found);
    }
    eprintln!("skipped: {} is not there", found.display());
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
    let manuscript = manuscript::read(&name(text), &fs::read(text).unwrap()).unwrap();
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
    /// The findings that stand in a part of the text by the first of their cells, or by one of as
    /// many.
    fn findings_in(&self, part: &Range<usize>, cells: usize) -> Vec<&Finding> {
        let findings = self.review.findings.iter();
        findings
            .filter(|finding| self.stands_in(finding, part, cells))
            .collect()
    }

    fn stands_in(&self, finding: &Finding, part: &Range<usize>, cells: usize) -> bool {
        let cells = finding.shown.iter().take(cells);
        let mut spans = cells.filter_map(|shown| self.accounts.text_span(shown.place));
        spans.any(|span| span.range().start < part.end && part.start < span.range().end)
    }

    /// What has to be corrected or verified in the text, without what only follows from it.
    fn loud(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.review.findings.iter();
        findings.filter(|finding| {
            let first = finding.shown.first();
            finding.level <= Level::Warning
                && !finding.is_consequence()
                && first.is_some_and(|shown| self.accounts.text_span(shown.place).is_some())
        })
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
        let mut confirmed = Vec::new();
        for entry in truth.iter().filter(|entry| entry["doc"] == document) {
            let page = checked.page(usize::try_from(entry["page"].as_u64().unwrap()).unwrap());
            let quote = entry["excerpt"].as_str().unwrap();
            if entry["is_error"] == true {
                confirmed.push(checked.quoted(&page, quote));
            }
            if let Some(also) = entry["also_page"].as_u64() {
                confirmed.push(checked.page(usize::try_from(also).unwrap()));
            }
            let found = if entry["is_error"] == true {
                checked.findings_in(&checked.quoted(&page, quote), 2)
            } else {
                // Beside what only looks wrong something else may be.
                let pieces = checked.pieces(&page, quote);
                let found = pieces.iter().map(|piece| checked.findings_in(piece, 1));
                found.flatten().collect()
            };
            let highest = found.iter().map(|finding| finding.level).min();
            let fits = match entry["level"].as_str().unwrap() {
                "error or warning" => highest.is_some_and(|level| level <= Level::Warning),
                "any" => highest.is_some(),
                "note at most" => highest.is_none_or(|level| level == Level::Note),
                _ => found.is_empty(),
            };
            // What is wrong with the tables stands in them: a rule of theirs has to tell it.
            let fits = match of_tables(entry) {
                Some(rule) => checked.review.findings.iter().any(|finding| {
                    finding.rule.to_string() == rule && finding.level <= Level::Warning
                }),
                None => fits,
            };
            if !fits {
                let codes = found.iter().map(|finding| finding.rule.to_string());
                complaints.push(format!("{}: {:?}", entry["id"], codes.collect::<Vec<_>>()));
            }
        }
        let is_known = |finding: &&Finding| {
            let mut parts = confirmed.iter();
            parts.any(|part| checked.stands_in(finding, part, 2))
        };
        let unknown: Vec<&str> = checked
            .loud()
            .filter(|finding| !is_known(finding))
            .map(|finding| finding.message.zh.as_str())
            .collect();
        // The same residue stands on two pages of one document, and the truth quotes it once.
        if unknown.len() > 1 {
            complaints.push(format!("{document}: {unknown:?}"));
        }
    }
    assert_eq!(complaints, Vec::<String>::new());
}

/// The rule that tells an entry about a page of tables, which only the workbook shows.
fn of_tables(entry: &Value) -> Option<&'static str> {
    match entry["id"].as_str() {
        Some("testbad-02") => Some("G104"),
        Some("testbad-03") => Some("G049"),
        _ => None,
    }
}

#[test]
fn a_document_says_the_same_in_every_form() {
    let Some(corpus) = shared("corpus") else {
        return;
    };
    for document in [
        "putuo-finance-2024",
        "putuo-planning-2024",
        "putuo-social-work-2024",
    ] {
        let said = |ending: &str| {
            let file = |ending: &str| corpus.join(format!("{document}.{ending}"));
            let checked = check(&file(ending), Some(&file("xlsx")));
            let loud: Vec<String> = checked
                .loud()
                .map(|found| found.message.zh.clone())
                .collect();
            loud
        };
        let plain = said("txt");
        assert_eq!(said("pdf"), plain, "{document}");
        // The narrative alone: nothing of the pages with tables.
        let narrative = said("docx");
        let missing = narrative.iter().filter(|found| {
            let bare = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
            !plain.iter().any(|plain| bare(plain) == bare(found))
        });
        assert_eq!(missing.count(), 0, "{document}: {narrative:?} in {plain:?}");
        assert!(
            narrative.len() + 3 >= plain.len(),
            "{document}: {narrative:?}"
        );
    }
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
            fact["verdict"] != "ok" && fact["line"] == *line && rules.contains(rule)
        })
    };
    for fact in &facts {
        let is_right = fact["verdict"] == "ok";
        // What contradicts on the same line is told where it is a contradiction.
        let of_another = |rule: &&Value| is_right && contradicts(&fact["line"], rule);
        let rules = fact["rules"].as_array().unwrap().iter();
        let rules: Vec<&str> = rules
            .filter(|rule| !of_another(rule))
            .filter_map(Value::as_str)
            .collect();
        let line = usize::try_from(fact["line"].as_u64().unwrap()).unwrap();
        let rest = lines[line - 1]..checked.text.len();
        let part = checked.quoted(&rest, fact["quote"].as_str().unwrap());
        let found = if fact["verdict"] == "contradiction" {
            checked.findings_in(&part, 2)
        } else {
            let pieces = checked.pieces(&rest, fact["quote"].as_str().unwrap());
            let found = pieces.iter().map(|piece| checked.findings_in(piece, 1));
            found.flatten().collect()
        };
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
            _ => highest.is_none(),
        };
        if !fits {
            complaints.push(format!("{} {}: {highest:?}", fact["id"], fact["subject"]));
        }
    }
    assert_eq!(complaints, Vec::<String>::new());
}
