//! The report for programs, as `assets/schema/gouji-check.schema.json` describes it.
//!
//! Members are written in the order of the structs below and never renamed; new ones may be added.

use std::borrow::Cow;

use serde::Serialize;

use crate::document::{Document, Edit, Kind, Value};
use crate::model::{CellEdit, Lang, Narrative, Place, RemarkKind, RemarkSource, Unit};
use crate::relation::Quantity;
use crate::review::Stance;
use crate::rules::{Finding, Fix, Shown};

use super::{Reviewed, unchecked};

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// The file as the user named it.
    pub file: String,
    /// Why, with the place.
    pub message: String,
}

/// The report on all files, in `lang`; ends with a line feed.
pub fn report_json(reviews: &[Reviewed<'_>], unreadable: &[Unread], lang: Lang) -> String {
    let mut report = ReportJson::new(lang);
    let mut text: String = reviews.iter().map(|one| report.review(one)).collect();
    text.push_str(&report.end(unreadable));
    text
}

/// The report in pieces that follow each other, so that no more than one review need be at hand.
#[derive(Debug)]
pub struct ReportJson {
    lang: Lang,
    begun: bool,
}

impl ReportJson {
    /// A report that has not begun.
    pub fn new(lang: Lang) -> Self {
        Self { lang, begun: false }
    }

    /// The next review.
    pub fn review(&mut self, reviewed: &Reviewed<'_>) -> String {
        let before = if self.begun {
            ","
        } else {
            "{\n  \"reviews\": ["
        };
        self.begun = true;
        let review = pretty(&one(reviewed, self.lang), "    ");
        format!("{before}\n    {review}")
    }

    /// What comes after the last review.
    pub fn end(self, unreadable: &[Unread]) -> String {
        let before = if self.begun {
            "\n  ]"
        } else {
            "{\n  \"reviews\": []"
        };
        let unreadable = pretty(&unreadable, "  ");
        format!("{before},\n  \"unreadable\": {unreadable}\n}}\n")
    }
}

/// `value` over several lines; all but the first begin with `indent`.
fn pretty(value: &impl Serialize, indent: &str) -> String {
    let text = serde_json::to_string_pretty(value)
        .expect("the report has plain keys and is written to memory");
    // A line feed within a string is escaped, so this one is always white space.
    text.replace('\n', &format!("\n{indent}"))
}

#[derive(Serialize)]
struct ReviewJson<'a> {
    department: Option<&'a str>,
    year: Option<u16>,
    files: Vec<&'a str>,
    verdict: &'static str,
    counts: CountsJson,
    coverage: Coverage<'a>,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Serialize)]
struct CountsJson {
    error: usize,
    warning: usize,
    question: usize,
    note: usize,
    explained: usize,
}

#[derive(Serialize)]
struct Coverage<'a> {
    holds: usize,
    within_rounding: usize,
    broken: usize,
    not_checked: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<TextJson>,
    reasons: Vec<Reason>,
    remarks: Vec<RemarkJson<'a>>,
}

/// The numbers of the text by what is known of them.
#[derive(Serialize)]
struct TextJson {
    numbers: usize,
    proved: usize,
    within_rounding: usize,
    contradicted: usize,
    not_checked: usize,
    other: usize,
    in_tables: usize,
}

#[derive(Serialize)]
struct Reason {
    message: String,
    count: usize,
    rules: Vec<String>,
    what: Vec<String>,
}

#[derive(Serialize)]
struct RemarkJson<'a> {
    kind: &'static str,
    message: &'a str,
    pointer: &'a str,
    line: usize,
    column: usize,
    #[serde(flatten)]
    source: SourceJson<'a>,
}

/// Where something stands in the workbook that the accounts were imported from.
#[derive(Default, Serialize)]
struct SourceJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    workbook: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    code: String,
    level: &'static str,
    message: &'a str,
    operands: Vec<Operand<'a>>,
    found: Option<QuantityJson>,
    expected: Option<QuantityJson>,
    difference: Option<QuantityJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    formula: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    arithmetic: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<CauseJson>,
    fixes: Vec<FixJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because_of: Option<&'a str>,
    fingerprint: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<ExplanationJson<'a>>,
}

#[derive(Serialize)]
struct Operand<'a> {
    text: &'a str,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<[u32; 2]>,
    #[serde(flatten)]
    source: SourceJson<'a>,
    file: &'a str,
}

#[derive(Serialize)]
struct QuantityJson {
    value: String,
    unit: &'static str,
}

#[derive(Serialize)]
struct CauseJson {
    kind: String,
    message: String,
}

#[derive(Serialize)]
struct FixJson<'a> {
    title: &'a str,
    certainty: &'static str,
    edits: Vec<EditJson>,
}

#[derive(Serialize)]
struct EditJson {
    pointer: Option<String>,
    from: Option<String>,
    to: String,
}

#[derive(Serialize)]
struct ExplanationJson<'a> {
    state: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<&'a str>,
}

fn one<'a>(reviewed: &Reviewed<'a>, lang: Lang) -> ReviewJson<'a> {
    let Reviewed {
        accounts, review, ..
    } = *reviewed;
    let counts = review.counts();
    let findings = review.findings.iter().zip(&review.stances);
    ReviewJson {
        department: accounts.department.as_deref(),
        year: accounts.year,
        files: match reviewed.files {
            [] => vec![reviewed.file],
            files => files.iter().map(String::as_str).collect(),
        },
        verdict: review.verdict().key(),
        counts: CountsJson {
            error: counts.errors,
            warning: counts.warnings,
            question: counts.questions,
            note: counts.notes,
            explained: review.findings.len() - review.open().count(),
        },
        coverage: coverage(reviewed, lang),
        findings: findings
            .map(|(finding, stance)| finding_json(reviewed, finding, stance, lang))
            .collect(),
    }
}

fn coverage<'a>(reviewed: &Reviewed<'a>, lang: Lang) -> Coverage<'a> {
    let ledger = reviewed.review.ledger;
    let reasons = unchecked(reviewed.review).into_iter().map(|group| Reason {
        message: group.why.get(lang).to_owned(),
        count: group.count,
        rules: group.rules.iter().map(ToString::to_string).collect(),
        what: group
            .what
            .iter()
            .map(|what| what.get(lang).to_owned())
            .collect(),
    });
    let remarks = reviewed.accounts.remarks.iter().map(|remark| RemarkJson {
        kind: remark_kind(remark.kind),
        message: remark.text.get(lang),
        pointer: remark.at.as_str(),
        line: remark.position.line,
        column: remark.position.column,
        source: remark.source.as_deref().map(remarked).unwrap_or_default(),
    });
    let numbers = reviewed.review.text_coverage();
    let text = TextJson {
        numbers: numbers.total(),
        proved: numbers.proved,
        within_rounding: numbers.within_rounding,
        contradicted: numbers.contradicted,
        not_checked: numbers.not_checked,
        other: numbers.other,
        in_tables: numbers.in_tables,
    };
    Coverage {
        holds: ledger.holds,
        within_rounding: ledger.within_rounding,
        broken: ledger.broken,
        not_checked: ledger.not_checked,
        text: reviewed.accounts.narrative.is_some().then_some(text),
        reasons: reasons.collect(),
        remarks: remarks.collect(),
    }
}

fn remarked(source: &RemarkSource) -> SourceJson<'_> {
    SourceJson {
        workbook: source.file.as_deref(),
        sheet: source.sheet.as_deref(),
        cell: source.cell.as_deref().map(Cow::Borrowed),
    }
}

fn remark_kind(kind: RemarkKind) -> &'static str {
    match kind {
        RemarkKind::UnknownKey => "unknown_key",
        RemarkKind::DuplicateKey => "duplicate_key",
        RemarkKind::WrongType => "wrong_type",
        RemarkKind::Unreadable => "unreadable",
        RemarkKind::Header => "header",
        RemarkKind::NotUnderstood => "not_understood",
        RemarkKind::Note => "note",
    }
}

fn finding_json<'a>(
    reviewed: &Reviewed<'a>,
    finding: &'a Finding,
    stance: &'a Stance,
    lang: Lang,
) -> FindingJson<'a> {
    let formula = finding.relation.as_ref().map(|relation| {
        let words = relation.formula(&|place| reviewed.accounts.label(place));
        (words, relation.arithmetic())
    });
    let (formula, arithmetic) = formula.unzip();
    FindingJson {
        code: finding.rule.to_string(),
        level: finding.level.key(),
        message: finding.message.get(lang),
        operands: finding
            .shown
            .iter()
            .map(|shown| operand(reviewed, shown, lang))
            .collect(),
        found: finding.found.as_ref().map(quantity),
        expected: finding.expected.as_ref().map(quantity),
        difference: finding.difference.as_ref().map(difference),
        formula: formula.map(|text| text.get(lang).to_owned()),
        arithmetic: arithmetic.map(|text| text.get(lang).to_owned()),
        cause: finding.cause.as_ref().map(|cause| CauseJson {
            kind: cause.key(),
            message: cause.text().get(lang).to_owned(),
        }),
        fixes: finding
            .fixes
            .iter()
            .map(|fix| fix_json(reviewed, fix, lang))
            .collect(),
        because_of: finding.because_of.as_deref(),
        fingerprint: &finding.fingerprint,
        explanation: explanation(stance),
    }
}

fn operand<'a>(reviewed: &Reviewed<'a>, shown: &'a Shown, lang: Lang) -> Operand<'a> {
    let span = reviewed.accounts.text_near(shown.place);
    let narrative = reviewed.accounts.narrative.as_deref();
    let told = span.zip(narrative);
    let position = told.map(|(span, narrative)| narrative.position(span.start));
    let of_file = || value_at(reviewed, shown.place).map(|value| value.position().line);
    let has_pages = narrative.is_some_and(Narrative::has_pages);
    Operand {
        text: shown.text.get(lang),
        label: shown.label.get(lang),
        pointer: pointer(reviewed, shown.place),
        line: match position {
            Some(position) => usize::try_from(position.line).ok(),
            None if reviewed.accounts.is_of_text(shown.place) => None,
            None => of_file(),
        },
        page: position.filter(|_| has_pages).map(|position| position.page),
        span: span.map(|span| [span.start, span.end]),
        source: printed_at(reviewed, shown.place),
        file: file_of(reviewed, shown.place),
    }
}

fn quantity(quantity: &Quantity) -> QuantityJson {
    QuantityJson {
        value: quantity.machine_value(),
        unit: quantity.machine_unit(),
    }
}

/// Percentages differ by percentage points.
fn difference(difference: &Quantity) -> QuantityJson {
    let unit = match difference.unit {
        Unit::Percent => "pp",
        _ => difference.machine_unit(),
    };
    QuantityJson {
        unit,
        ..quantity(difference)
    }
}

fn fix_json<'a>(reviewed: &Reviewed<'_>, fix: &'a Fix, lang: Lang) -> FixJson<'a> {
    FixJson {
        title: fix.title.get(lang),
        certainty: fix.certainty.key(),
        edits: fix
            .edits
            .iter()
            .map(|edit| edit_json(reviewed, edit))
            .collect(),
    }
}

/// Both texts as the file writes them, without the quotes of a string.
fn edit_json(reviewed: &Reviewed<'_>, edit: &CellEdit) -> EditJson {
    let written = edit.edit(reviewed.document, reviewed.accounts).ok();
    let to = written.and_then(|written| match written {
        Edit::Set { json, .. }
        | Edit::InsertMember { json, .. }
        | Edit::InsertElement { json, .. } => plain_json(json),
        Edit::RemoveElement { .. } | Edit::RemoveMember { .. } => None,
    });
    EditJson {
        pointer: pointer(reviewed, edit.place),
        from: value_at(reviewed, edit.place).map(plain),
        to: to.unwrap_or_else(|| edit.text.clone()),
    }
}

fn plain(value: Value<'_>) -> String {
    match value.kind() {
        Kind::String => value.string().unwrap_or_default().into_owned(),
        _ => value.raw().to_owned(),
    }
}

fn plain_json(json: String) -> Option<String> {
    let document = Document::parse(json.into_bytes()).ok()?;
    Some(plain(document.root()))
}

fn pointer(reviewed: &Reviewed<'_>, place: Place) -> Option<String> {
    let pointer = reviewed.accounts.pointer(place)?;
    Some(pointer.as_str().to_owned())
}

/// The file that a cell was read from: of several the one that the table names.
fn file_of<'a>(reviewed: &Reviewed<'a>, place: Place) -> &'a str {
    let own = reviewed.accounts.sheet_cell(place);
    let of_text = || {
        reviewed.accounts.text_near(place)?;
        reviewed.accounts.narrative.as_ref()?.file.as_deref()
    };
    let own = own.and_then(|cell| cell.file).or_else(of_text);
    let named = |file: &&String| own.is_some_and(|own| file.replace('\\', "/").ends_with(own));
    let named = reviewed.files.iter().find(named);
    // What was read from no sheet and no text stands in the JSON, which is the first of the files.
    let is_itself = own.is_none() && !reviewed.accounts.is_from_workbook();
    let file = named.or_else(|| reviewed.files.first().filter(|_| is_itself));
    file.map_or(reviewed.file, String::as_str)
}

fn printed_at<'a>(reviewed: &Reviewed<'a>, place: Place) -> SourceJson<'a> {
    let cell = reviewed.accounts.sheet_cell(place);
    cell.map_or_else(SourceJson::default, |cell| SourceJson {
        workbook: cell.file,
        sheet: Some(cell.sheet),
        cell: Some(Cow::Owned(cell.cell())),
    })
}

fn value_at<'a>(reviewed: &Reviewed<'a>, place: Place) -> Option<Value<'a>> {
    let pointer = reviewed.accounts.pointer(place)?;
    reviewed.document.find(&pointer)
}

fn explanation(stance: &Stance) -> Option<ExplanationJson<'_>> {
    let (state, text, changed) = match stance {
        Stance::Open => return None,
        Stance::Explained { text } => ("explained", text, None),
        Stance::Reopened { text, changed } => ("reopened", text, Some(changed.as_str())),
    };
    Some(ExplanationJson {
        state,
        text,
        changed,
    })
}
