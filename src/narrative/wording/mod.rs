//! What is written rather than counted: residue of templates, slips of the pen, years, names and
//! numbers of notices, sections and disclosures that are missing.
//!
//! Each becomes a row of the table `wording`: `kind` and `case` say what it is, `text` what is
//! printed now, `flaw` what was printed when it was read, `proposed` what is surely right, `level`
//! how serious it is by the data (`assets/wording.json`, `wording` of an edition). Rows of the
//! kinds `year`, `prior_year` and `department` are statements without a flaw: the rule compares
//! them with the accounts. The findings themselves are left to `rules`.

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

use words::Words;

/// What a row of the table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    /// The whole text is a template that nobody filled in.
    TemplateBlank,
    /// `XX`, `____`.
    TemplatePlaceholder,
    /// `下降（增长）`.
    TemplateAlternative,
    /// A sentence that tells the writer what to do.
    TemplateInstruction,
    /// A sentence that may tell the writer what to do.
    TemplateMaybe,
    /// A chart that is announced in brackets.
    TemplateChart,
    /// `PAGEREF _Toc1`.
    StrayCode,
    /// `支出；5.00元`.
    StrayMark,
    /// `，。`.
    StrayPunctuation,
    /// `。。`.
    DoubledPunctuation,
    /// `。。。`.
    DoubledEllipsis,
    /// `服服务`.
    DoubledCharacter,
    /// `项目项目`.
    DoubledWord,
    /// A word for another.
    TypoWord,
    /// Good style says it otherwise.
    TypoUsage,
    /// Perhaps a word for another.
    TypoMaybe,
    /// A heading with a character lost.
    TypoHeading,
    /// `20209月`.
    TypoDate,
    /// The year of a title.
    YearTitle,
    /// `截至2024年12月31日`.
    YearDate,
    /// The year of which a sentence speaks.
    YearBody,
    /// The year that a sentence compares with.
    PriorYear,
    /// The department's name in a title.
    DepartmentTitle,
    /// The department's name in a sentence.
    DepartmentBody,
    /// Who issued a notice, where the text names two.
    Issuer,
    /// The number of a notice in square brackets.
    NumberBrackets,
    /// The same number in two forms.
    NumberDiffers,
    /// An amount without 元.
    UnitMissing,
    /// An amount in another unit than all others.
    UnitMixed,
    /// `0万元` among amounts in 元.
    ZeroUnit,
    /// An item of a list whose official name is another.
    NameItem,
    /// The name of a part for its class.
    NameParent,
    /// A number of the headings is missing.
    SectionGap,
    /// A number of the headings comes twice.
    SectionRepeated,
    /// A section of the contents that the text does not have.
    SectionMissing,
    /// A table of the contents that the text does not have.
    SectionTable,
    /// A section that has another number than in the contents.
    SectionRenumbered,
    /// A section that the edition has and the text does not.
    SectionExpected,
    /// Sections in another order than in the edition.
    SectionOrder,
    /// 公务用车购置费 is not stated apart.
    DisclosurePurchase,
    /// How many vehicles were bought.
    DisclosureBought,
    /// 公务用车保有量.
    DisclosureFleet,
    /// 公务接待批次.
    DisclosureBatches,
    /// 公务接待人次.
    DisclosureGuests,
    /// 因公出国团组.
    DisclosureMissions,
    /// 因公出国人次.
    DisclosureTravellers,
    /// An empty table without a word why.
    EmptyTable,
    /// An empty table of which the text states amounts.
    EmptyButStated,
}

impl Case {
    /// All of them.
    const ALL: [Self; 48] = [
        Self::TemplateBlank,
        Self::TemplatePlaceholder,
        Self::TemplateAlternative,
        Self::TemplateInstruction,
        Self::TemplateMaybe,
        Self::TemplateChart,
        Self::StrayCode,
        Self::StrayMark,
        Self::StrayPunctuation,
        Self::DoubledPunctuation,
        Self::DoubledEllipsis,
        Self::DoubledCharacter,
        Self::DoubledWord,
        Self::TypoWord,
        Self::TypoUsage,
        Self::TypoMaybe,
        Self::TypoHeading,
        Self::TypoDate,
        Self::YearTitle,
        Self::YearDate,
        Self::YearBody,
        Self::PriorYear,
        Self::DepartmentTitle,
        Self::DepartmentBody,
        Self::Issuer,
        Self::NumberBrackets,
        Self::NumberDiffers,
        Self::UnitMissing,
        Self::UnitMixed,
        Self::ZeroUnit,
        Self::NameItem,
        Self::NameParent,
        Self::SectionGap,
        Self::SectionRepeated,
        Self::SectionMissing,
        Self::SectionTable,
        Self::SectionRenumbered,
        Self::SectionExpected,
        Self::SectionOrder,
        Self::DisclosurePurchase,
        Self::DisclosureBought,
        Self::DisclosureFleet,
        Self::DisclosureBatches,
        Self::DisclosureGuests,
        Self::DisclosureMissions,
        Self::DisclosureTravellers,
        Self::EmptyTable,
        Self::EmptyButStated,
    ];

    /// Kind and case, as the data names them.
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::TemplateBlank => ("template", "blank"),
            Self::TemplatePlaceholder => ("template", "placeholder"),
            Self::TemplateAlternative => ("template", "alternative"),
            Self::TemplateInstruction => ("template", "instruction"),
            Self::TemplateMaybe => ("template", "maybe"),
            Self::TemplateChart => ("template", "chart"),
            Self::StrayCode => ("stray", "code"),
            Self::StrayMark => ("stray", "mark"),
            Self::StrayPunctuation => ("stray", "punctuation"),
            Self::DoubledPunctuation => ("doubled", "punctuation"),
            Self::DoubledEllipsis => ("doubled", "ellipsis"),
            Self::DoubledCharacter => ("doubled", "character"),
            Self::DoubledWord => ("doubled", "word"),
            Self::TypoWord => ("typo", "word"),
            Self::TypoUsage => ("typo", "usage"),
            Self::TypoMaybe => ("typo", "maybe"),
            Self::TypoHeading => ("typo", "heading"),
            Self::TypoDate => ("typo", "date"),
            Self::YearTitle => ("year", "title"),
            Self::YearDate => ("year", "date"),
            Self::YearBody => ("year", "body"),
            Self::PriorYear => ("prior_year", "base"),
            Self::DepartmentTitle => ("department", "title"),
            Self::DepartmentBody => ("department", "body"),
            Self::Issuer => ("issuer", "differs"),
            Self::NumberBrackets => ("number_form", "brackets"),
            Self::NumberDiffers => ("number_form", "differs"),
            Self::UnitMissing => ("unit", "missing"),
            Self::UnitMixed => ("unit", "mixed"),
            Self::ZeroUnit => ("zero_unit", "wan"),
            Self::NameItem => ("name", "item"),
            Self::NameParent => ("name", "parent"),
            Self::SectionGap => ("section", "gap"),
            Self::SectionRepeated => ("section", "repeated"),
            Self::SectionMissing => ("section", "missing"),
            Self::SectionTable => ("section", "table"),
            Self::SectionRenumbered => ("section", "renumbered"),
            Self::SectionExpected => ("section", "expected"),
            Self::SectionOrder => ("section", "order"),
            Self::DisclosurePurchase => ("disclosure", "purchase"),
            Self::DisclosureBought => ("disclosure", "bought"),
            Self::DisclosureFleet => ("disclosure", "fleet"),
            Self::DisclosureBatches => ("disclosure", "batches"),
            Self::DisclosureGuests => ("disclosure", "guests"),
            Self::DisclosureMissions => ("disclosure", "missions"),
            Self::DisclosureTravellers => ("disclosure", "travellers"),
            Self::EmptyTable => ("statement", "empty_table"),
            Self::EmptyButStated => ("statement", "empty_but_stated"),
        }
    }

    /// `kind.case`, by which the data sets the level.
    fn key(self) -> String {
        let (kind, case) = self.names();
        format!("{kind}.{case}")
    }

    /// Whether what is found is stated and compared by the rule, not a flaw in itself.
    fn is_statement(self) -> bool {
        matches!(self.names().0, "year" | "prior_year" | "department")
    }
}

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
    without_parts(found)
}

/// Without what lies in something else of the kind: `项目项目` has no doubled characters besides.
fn without_parts(found: Vec<Found>) -> Vec<Found> {
    let lies_in = |part: &Found, whole: &Found| {
        part.paragraph == whole.paragraph
            && whole.range.start <= part.range.start
            && part.range.end <= whole.range.end
            && part.range.len() < whole.range.len()
            && !part.range.is_empty()
            && !part.case.is_statement()
            && !whole.case.is_statement()
    };
    let kept = found
        .iter()
        .filter(|part| !found.iter().any(|whole| lies_in(part, whole)));
    kept.cloned().collect()
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
