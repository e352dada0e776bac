//! What is written rather than counted: residue of templates, slips of the pen, years, names and
//! numbers of notices, sections and disclosures that are missing.
//!
//! Each becomes a row of the table `wording`: `kind` and `case` say what it is, `text` what is
//! printed now, `flaw` what was printed when it was read, `proposed` what is surely right, `level`
//! how serious it is by the data (`assets/wording.json`, `wording` of an edition). Rows of the
//! kinds `year`, `prior_year` and `department` are statements without a flaw: the rule compares
//! them with the accounts. The findings themselves are left to `rules`.

mod case;
mod department;
mod disclosures;
mod doubled;
mod names;
mod notices;
mod sections;
mod stray;
mod template;
mod typo;
mod units;
mod words;
mod years;

use std::ops::Range;

use crate::model::{Catalogue, Edition};

use super::draft::{Draft, Paragraph, ParagraphKind};
use super::reading::{Stated, StatedRow};

use case::Case;
use words::Words;

/// A part of the text that a reader found.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    case: Case,
    /// The paragraph that it stands in, or that it is missing near.
    paragraph: usize,
    /// Its bytes of the paragraph's normal text; empty for what is missing.
    range: Range<usize>,
    /// What is missing, in words.
    absent: Option<String>,
    /// What is surely right.
    proposed: Option<String>,
    /// How serious it is, when the data of an edition says so of this very thing.
    level: Option<String>,
}

impl Found {
    fn new(case: Case, paragraph: usize, range: Range<usize>) -> Self {
        Self {
            case,
            paragraph,
            range,
            absent: None,
            proposed: None,
            level: None,
        }
    }

    /// Something that is not in the text.
    fn absent(case: Case, paragraph: usize, words: impl Into<String>) -> Self {
        Self {
            absent: Some(words.into()),
            ..Self::new(case, paragraph, 0..0)
        }
    }

    #[must_use]
    fn proposing(mut self, words: impl Into<String>) -> Self {
        self.proposed = Some(words.into());
        self
    }

    fn row(self, draft: &Draft, level: String) -> StatedRow {
        let (kind, case) = self.case.names();
        let paragraph = &draft.paragraphs[self.paragraph];
        let text = match self.absent {
            Some(words) => Stated::derived(words),
            None => paragraph.words(self.range),
        };
        let flaw = if self.case.is_statement() {
            String::new()
        } else {
            text.printed.clone()
        };
        StatedRow::of("wording")
            .with("kind", Stated::derived(kind))
            .with("case", Stated::derived(case))
            .with("level", Stated::derived(level))
            .with("text", text)
            .with("flaw", Stated::derived(flaw))
            .with(
                "proposed",
                Stated::derived(self.proposed.unwrap_or_default()),
            )
            .with("section", Stated::derived(draft.path(paragraph.section)))
    }
}

/// Reads the wording of a text: what is wrong with it, and what it says of itself.
pub(super) fn read(draft: &mut Draft) {
    let edition = edition(draft);
    let found = template::blank(draft).map_or_else(|| all(draft, edition), |blank| vec![blank]);
    let levels = &Words::get().levels;
    let rows = found.into_iter().filter_map(|found| {
        let key = found.case.key();
        let own = edition.and_then(|edition| edition.wording.get(&key));
        let level = found.level.clone().or_else(|| own.cloned());
        let level = level.or_else(|| levels.get(&key).cloned())?;
        (level != "off").then(|| found.row(draft, level))
    });
    let rows: Vec<StatedRow> = rows.collect();
    draft.rows.extend(rows);
}

/// The edition that the text follows, when there is no doubt.
fn edition(draft: &Draft) -> Option<&'static Edition> {
    let catalogue = Catalogue::get();
    let fitting = catalogue.editions_fitting(draft.department.as_deref(), draft.year);
    match fitting[..] {
        [edition] => Some(edition),
        _ => None,
    }
}

/// What all readers find, in the order of the text.
fn all(draft: &Draft, edition: Option<&Edition>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        template::read(draft, index, paragraph, &mut found);
        stray::read(draft, index, paragraph, &mut found);
        if is_prose(paragraph) {
            doubled::read(index, paragraph, &mut found);
            typo::read(draft, index, paragraph, &mut found);
        }
    }
    years::read(draft, &mut found);
    department::read(draft, &mut found);
    notices::read(draft, &mut found);
    units::read(draft, &mut found);
    names::read(draft, &mut found);
    sections::read(draft, edition, &mut found);
    disclosures::read(draft, &mut found);
    found.sort_by_key(|found| (found.paragraph, found.range.start, found.range.end));
    without_parts(&found)
}

/// Without what lies in something else of the kind: `项目项目` has no doubled characters besides.
///
/// They are in the order of the text, so what a part can lie in begins before it or with it: how
/// far that reaches is all that has to be known.
fn without_parts(found: &[Found]) -> Vec<Found> {
    let mut kept = Vec::with_capacity(found.len());
    for paragraph in found.chunk_by(|one, other| one.paragraph == other.paragraph) {
        let mut before = 0;
        for alike in paragraph.chunk_by(|one, other| one.range.start == other.range.start) {
            let flaws = alike.iter().filter(|one| !one.case.is_statement());
            let longest = flaws.map(|one| one.range.end).max().unwrap_or_default();
            let lies_in_another = |part: &&Found| {
                let within = part.range.end <= before || part.range.end < longest;
                within && !part.range.is_empty() && !part.case.is_statement()
            };
            kept.extend(alike.iter().filter(|part| !lies_in_another(part)).cloned());
            before = before.max(longest);
        }
    }
    kept
}

/// Whether a paragraph is a sentence, a heading or a line of the contents, no part of a table.
fn is_prose(paragraph: &Paragraph) -> bool {
    !matches!(
        paragraph.kind,
        ParagraphKind::Row(_) | ParagraphKind::TableLine
    )
}

/// Where words stand in a text, without overlaps.
fn places<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    text.match_indices(words)
        .map(|(at, words)| at..at + words.len())
}

/// Whether a character is a Chinese one.
fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use crate::narrative::{StatedRow, read};

    /// Rows of a text as `kind.case 原文→建议`, statements left out.
    pub(super) fn flaws(text: &str) -> Vec<String> {
        let rows = read(text, &[]).rows;
        let rows = rows.iter().filter(|row| row.table == "wording");
        rows.filter(|row| !get(row, "flaw").is_empty())
            .map(shown)
            .collect()
    }

    /// Statements of a text as `kind.case 原文`.
    pub(super) fn statements(text: &str) -> Vec<String> {
        let rows = read(text, &[]).rows;
        let rows = rows.iter().filter(|row| row.table == "wording");
        rows.filter(|row| get(row, "flaw").is_empty())
            .map(shown)
            .collect()
    }

    fn get(row: &StatedRow, key: &str) -> String {
        row.get(key)
            .map_or_else(String::new, |value| value.printed.clone())
    }

    fn shown(row: &StatedRow) -> String {
        let proposed = get(row, "proposed");
        let arrow = if proposed.is_empty() { "" } else { "→" };
        let name = format!("{}.{}", get(row, "kind"), get(row, "case"));
        format!("{name} {}{arrow}{proposed}", get(row, "text"))
    }

    #[test]
    fn every_row_leads_to_its_words() {
        let text = "甲市乙局2023年度部门决算\n\n一、收入支出总体情况说明\n\n本年收入合计100.50万元，与上年下降 3.2%。。按 照要求完成的 的工作，较上一\n度减少。\n";
        let rows = read(text, &[]).rows;
        let spans: Vec<(String, String)> = rows
            .iter()
            .filter(|row| row.table == "wording")
            .filter_map(|row| {
                let text_cell = row.get("text")?;
                let span = text_cell.span?;
                let words: String = text[span.range()]
                    .chars()
                    .filter(|c| !c.is_whitespace())
                    .collect();
                Some((text_cell.printed.clone(), words))
            })
            .collect();
        assert!(spans.len() >= 4, "{spans:?}");
        for (printed, words) in spans {
            assert_eq!(printed, words);
        }
    }

    #[test]
    fn traditional_characters_are_read_and_kept() {
        let text = "甲市乙局2023年度部門決算\n\n一、收入支出決算總體情況說明\n\n與2021年度相比，收入總計減少5.00萬元，較上一度節約，資金拔付及時。\n";
        let rows = read(text, &[]).rows;
        let kinds = ["typo", "prior_year"];
        let rows = rows
            .iter()
            .filter(|row| kinds.contains(&&*get(row, "kind")));
        let found: Vec<(String, &str)> = rows
            .map(|row| {
                let words = row.get("text").unwrap();
                (words.printed.clone(), &text[words.span.unwrap().range()])
            })
            .collect();
        let due = [
            ("2021", "2021"),
            ("上一度", "上一度"),
            ("资金拔付", "資金拔付"),
        ];
        let due = due.map(|(read, printed)| (read.to_owned(), printed));
        assert_eq!(found, due);
    }

    #[test]
    fn a_clean_text_has_no_flaws() {
        let text = "甲市乙局2023年度部门决算\n\n第一部分 部门概况\n\n一、主要职能\n\n负责本区工作作风建设和政策策划，推进公开开展，为了了解群众需求，高高兴兴办好事事关民生的项目，天天更新项目目录。\n\n二、部门决算单位构成\n\n本部门无下属单位。\n\n第二部分 2023年度部门决算情况说明\n\n一、收入支出决算总体情况说明\n\n2023年度收入支出总计100.50万元。与2022年度相比，收入支出总计减少3.20万元，下降3.09%。主要原因是资金金额调整、建设设施减少，税收收入下降。\n";
        assert_eq!(flaws(text), Vec::<String>::new());
    }
}
