//! Every number of the text with its state: proved, within rounding, contradicted, not checked and
//! why, or no statement of the accounts.
//!
//! The states follow from the relations that were decided about the cells that were read from the
//! number. A number in which nothing was read at all is not left out: it counts as not checked.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Accounts, Cell, Narrative, OtherKind, Place, Span, Table, TableRef, Text};
use crate::relation::{Outcome, Relation};
use crate::rules::Level;

use super::Review;
use super::areas::Areas;

/// A number of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberMark {
    /// Where it stands.
    pub span: Span,
    /// What is known of it.
    pub state: NumberState,
    /// The cells that were read from it.
    pub cells: Vec<Place>,
    /// The most serious finding about it, by index.
    pub finding: Option<usize>,
}

/// What is known of a number of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberState {
    /// A relation in which it stands holds as printed.
    Proved,
    /// What it states holds because printed figures are rounded.
    WithinRounding,
    /// It is what a broken relation or a flaw is about.
    Contradicted,
    /// Nothing could be decided about it, and why.
    NotChecked(Text),
    /// It states nothing about the accounts.
    Other(OtherKind),
    /// It stands in a table of the text, which is read from a workbook or not at all.
    InTable,
}

/// How many numbers of a text there are of each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextCoverage {
    /// Proved.
    pub proved: usize,
    /// Proved within rounding.
    pub within_rounding: usize,
    /// Contradicted.
    pub contradicted: usize,
    /// Not checked.
    pub not_checked: usize,
    /// No statement of the accounts.
    pub other: usize,
    /// In tables of the text.
    pub in_tables: usize,
}

impl TextCoverage {
    /// Counts numbers.
    pub fn of(numbers: &[NumberMark]) -> Self {
        let mut coverage = Self::default();
        for number in numbers {
            *match number.state {
                NumberState::Proved => &mut coverage.proved,
                NumberState::WithinRounding => &mut coverage.within_rounding,
                NumberState::Contradicted => &mut coverage.contradicted,
                NumberState::NotChecked(_) => &mut coverage.not_checked,
                NumberState::Other(_) => &mut coverage.other,
                NumberState::InTable => &mut coverage.in_tables,
            } += 1;
        }
        coverage
    }

    /// Numbers that state something about the accounts.
    pub fn stated(&self) -> usize {
        self.decided() + self.not_checked
    }

    /// Those of them that were decided.
    pub fn decided(&self) -> usize {
        self.proved + self.within_rounding + self.contradicted
    }

    /// All numbers.
    pub fn total(&self) -> usize {
        self.stated() + self.other + self.in_tables
    }
}

/// The numbers of the text, in its order.
pub(super) fn of(accounts: &Accounts, review: &Review) -> Arc<[NumberMark]> {
    let Some(narrative) = &accounts.narrative else {
        return Arc::default();
    };
    let known = Known::of(accounts, review);
    let mut found = Vec::new();
    for table in read_tables(accounts) {
        for (row, (at, span)) in cells(table) {
            if let Some(year) = is_number(table, row, at.column) {
                found.push(Found::read(span, at, &known, year));
            }
        }
    }
    found.extend(narrative.others.iter().map(|other| Found {
        span: other.span,
        cell: None,
        what: What::Other(other.kind),
        finding: None,
    }));
    found.extend(narrative.undecided.iter().map(|undecided| Found {
        span: undecided.span,
        cell: None,
        what: What::Unchecked(undecided.why.clone()),
        finding: None,
    }));
    found.sort_by_key(|found| (found.span, found.cell));
    let areas = Areas::of(narrative);
    let mut marks = Vec::with_capacity(found.len());
    let mut found = found.into_iter().peekable();
    for span in bare_numbers(narrative) {
        while let Some(next) = found.next_if(|found| found.span.start < span.end) {
            add(&mut marks, next);
        }
        let is_known = marks.last().is_some_and(|mark| mark.span.meets(span));
        if !is_known {
            add(&mut marks, Found::bare(&areas, span));
        }
    }
    for next in found {
        add(&mut marks, next);
    }
    let mut marks: Vec<NumberMark> = marks.into_iter().map(Mark::settle).collect();
    point_at_findings(accounts, review, &mut marks);
    marks.into()
}

/// Tables with rows that were read from the text; those of a workbook are long and have none.
fn read_tables(accounts: &Accounts) -> impl Iterator<Item = &Table> {
    let tables = accounts.tables.iter();
    tables.filter(|table| {
        let mut rows = table.rows.iter();
        table.source.is_none() && rows.any(|row| row.spans.is_some())
    })
}

/// Cells of a table with the part of the text that they were read from.
fn cells(table: &Table) -> impl Iterator<Item = (usize, (Place, Span))> {
    let rows = table.rows.iter().enumerate();
    rows.flat_map(move |(row, of)| {
        let spans = of.spans.as_deref().into_iter().flatten();
        spans.map(move |(column, span)| (row, (table.place(row, *column), *span)))
    })
}

/// Whether a cell that was read from the text is a number of it, and if so whether it is the year
/// that the text says of itself.
fn is_number(table: &Table, row: usize, column: u16) -> Option<bool> {
    let spec = table.spec();
    let key = &spec.columns.get(usize::from(column))?.key;
    let of_row = &table.rows[row];
    match of_row.cells.get(usize::from(column))? {
        Cell::Number(_) | Cell::Unreadable(_) => Some(false),
        Cell::Words(_) if key == "words" => Some(false),
        Cell::Words(_) if key == "text" => {
            let kind = spec.column("kind")?;
            let kind = of_row.cells.get(usize::from(kind))?.words();
            matches!(kind, Some("year" | "prior_year")).then_some(true)
        }
        _ => None,
    }
}

/// What is known of a cell, the worst last.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// It is no statement; a cell that was read from it says more.
    Other(OtherKind),
    /// It stands in a table.
    InTable,
    /// Nothing was decided.
    Unchecked(Text),
    /// Nothing was stated about it.
    Silent,
    /// It takes part in what holds only by rounding.
    Beside,
    /// Something holds.
    Proved,
    /// It is stated, and holds by rounding.
    Within,
    /// A finding is about it.
    Contradicted,
}

impl What {
    fn rank(&self) -> u8 {
        match self {
            Self::InTable => 0,
            Self::Other(_) => 1,
            Self::Silent => 2,
            Self::Unchecked(_) => 3,
            Self::Beside => 4,
            Self::Proved => 5,
            Self::Within => 6,
            Self::Contradicted => 7,
        }
    }
}

/// A cell, or a number without one.
struct Found {
    span: Span,
    cell: Option<Place>,
    what: What,
    finding: Option<usize>,
}

impl Found {
    fn read(span: Span, cell: Place, known: &Known<'_>, is_year: bool) -> Self {
        let (what, finding) = known.at(cell);
        Self {
            span,
            cell: Some(cell),
            // The year of a heading is in order when nothing is found about it.
            what: match what {
                What::Silent if is_year => What::Other(OtherKind::Date),
                what => what,
            },
            finding,
        }
    }

    /// Digits in which nothing was read.
    fn bare(areas: &Areas, span: Span) -> Self {
        let what = if areas.tables.meet(span) {
            What::InTable
        } else if areas.headings.meet(span) {
            What::Other(OtherKind::Ordinal)
        } else {
            What::Unchecked(Text::new(
                "没有读出它说明什么",
                "what it states was not understood",
            ))
        };
        Self {
            span,
            cell: None,
            what,
            finding: None,
        }
    }
}

/// A number on its way.
struct Mark {
    span: Span,
    what: What,
    cells: Vec<Place>,
    finding: Option<usize>,
}

impl Mark {
    fn settle(self) -> NumberMark {
        let state = match self.what {
            What::Other(kind) => NumberState::Other(kind),
            What::InTable => NumberState::InTable,
            What::Unchecked(why) => NumberState::NotChecked(why),
            What::Silent => NumberState::NotChecked(Text::new(
                "没有可核对的关系",
                "there is nothing to check it against",
            )),
            What::Beside | What::Within => NumberState::WithinRounding,
            What::Proved => NumberState::Proved,
            What::Contradicted => NumberState::Contradicted,
        };
        NumberMark {
            span: self.span,
            state,
            cells: self.cells,
            finding: self.finding,
        }
    }
}

/// Adds a number; parts of the text that meet are one number.
fn add(marks: &mut Vec<Mark>, found: Found) {
    let Some(last) = marks.last_mut().filter(|last| last.span.meets(found.span)) else {
        marks.push(Mark {
            span: found.span,
            what: found.what,
            cells: found.cell.into_iter().collect(),
            finding: found.finding,
        });
        return;
    };
    last.span.end = last.span.end.max(found.span.end);
    if last.what.rank() < found.what.rank() {
        last.what = found.what;
    }
    last.cells.extend(found.cell);
    last.finding = match (last.finding, found.finding) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
}

/// What was decided about the cells that were read from the text.
struct Known<'a> {
    review: &'a Review,
    /// Of each table with such cells: how many columns it has, and what is known of each cell.
    tables: BTreeMap<TableRef, (usize, Vec<Decided<'a>>)>,
    /// The findings that are about a cell, the most serious first.
    findings: BTreeMap<Place, usize>,
}

/// What was decided about a cell, what says most last.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Best {
    /// Nothing.
    #[default]
    Nothing,
    /// A relation is broken by another figure's fault.
    Broken,
    /// It takes part in what holds within rounding.
    Beside,
    /// Something holds.
    Holds,
    /// It is stated, and that holds within rounding.
    Within,
}

/// What the relations about one cell came to.
#[derive(Clone, Copy, Default)]
struct Decided<'a> {
    /// The strongest that was decided.
    best: Best,
    unchecked: Option<&'a crate::relation::NotChecked>,
}

impl<'a> Known<'a> {
    fn of(accounts: &Accounts, review: &'a Review) -> Self {
        let tables = read_tables(accounts).map(|table| {
            let columns = table.spec().columns.len();
            (
                table.id,
                (
                    columns,
                    vec![Decided::default(); columns * table.rows.len()],
                ),
            )
        });
        let mut known = Self {
            review,
            tables: tables.collect(),
            findings: BTreeMap::new(),
        };
        for stated in &review.stated {
            for (table, (columns, cells)) in &mut known.tables {
                for (place, relation) in stated.batch().in_table(*table) {
                    let tested = &stated.batch().tested()[relation];
                    let at = place.row as usize * *columns + usize::from(place.column);
                    if let Some(cell) = cells.get_mut(at) {
                        cell.add(&tested.outcome, &tested.relation, place);
                    }
                }
            }
            for (place, reason) in stated.not_looked_at() {
                let cells = known.tables.get_mut(&place.table_ref());
                let cell = cells.and_then(|(columns, cells)| {
                    cells.get_mut(place.row as usize * *columns + usize::from(place.column))
                });
                if let Some(cell) = cell {
                    cell.unchecked = cell.unchecked.or(Some(reason));
                }
            }
        }
        let weight = |index: usize| {
            let finding = &review.findings[index];
            (finding.level, finding.is_consequence(), index)
        };
        for (index, finding) in review.findings.iter().enumerate() {
            let Some(shown) = finding.shown.first() else {
                continue;
            };
            let known = known.findings.entry(shown.place).or_insert(index);
            if weight(index) < weight(*known) {
                *known = index;
            }
        }
        known
    }

    fn at(&self, place: Place) -> (What, Option<usize>) {
        let place = self.review.twins.first(place);
        let finding = self.findings.get(&place).copied();
        let level = finding.map(|finding| self.review.findings[finding].level);
        if level.is_some_and(|level| level <= Level::Warning) {
            return (What::Contradicted, finding);
        }
        let cell = self.tables.get(&place.table_ref());
        let cell = cell.and_then(|(columns, cells)| {
            cells.get(place.row as usize * columns + usize::from(place.column))
        });
        (cell.map_or(What::Silent, Decided::what), finding)
    }
}

impl<'a> Decided<'a> {
    fn add(&mut self, outcome: &'a Outcome, relation: &Relation, place: Place) {
        match outcome {
            Outcome::Holds => self.best = self.best.max(Best::Holds),
            Outcome::WithinRounding(_) => {
                let mut stated = relation.left.terms();
                let is_stated =
                    stated.any(|term| term.operand.figure().is_some_and(|of| of.place == place));
                let best = if is_stated {
                    Best::Within
                } else {
                    Best::Beside
                };
                self.best = self.best.max(best);
            }
            Outcome::Broken(_) => self.best = self.best.max(Best::Broken),
            Outcome::NotChecked(reason) => self.unchecked = self.unchecked.or(Some(reason)),
        }
    }

    fn what(&self) -> What {
        match (self.best, self.unchecked) {
            (Best::Within, _) => What::Within,
            (Best::Holds, _) => What::Proved,
            (Best::Beside, _) => What::Beside,
            (Best::Broken, _) => What::Unchecked(Text::new(
                "与它核对的数字有误，改正后再核对",
                "what it is checked against is wrong; it is checked again once that is corrected",
            )),
            (Best::Nothing, Some(reason)) => What::Unchecked(reason.text()),
            (Best::Nothing, None) => What::Silent,
        }
    }
}

/// Findings about words that stand around a number are findings about it too, when they say that
/// it is wrong.
fn point_at_findings(accounts: &Accounts, review: &Review, marks: &mut [NumberMark]) {
    for (index, finding) in review.findings.iter().enumerate() {
        let Some(place) = finding.shown.first().map(|shown| shown.place) else {
            continue;
        };
        let Some(span) = accounts.text_span(place) else {
            continue;
        };
        let first = marks.partition_point(|mark| mark.span.end <= span.start);
        let met = marks[first..].iter_mut();
        for mark in met.take_while(|mark| mark.span.start < span.end) {
            mark.finding = mark.finding.or(Some(index));
        }
    }
}

/// All runs of digits of the text, in order: what a reader takes for a number.
fn bare_numbers(narrative: &Narrative) -> impl Iterator<Item = Span> {
    let text = narrative.text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.iter().position(u8::is_ascii_digit)?;
        let is_part = |at: usize| {
            let digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
            digit(at) || (matches!(text.get(at), Some(b',' | b'.')) && digit(at + 1))
        };
        let mut end = start;
        while is_part(end) {
            end += 1;
        }
        at = end;
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Some(Span {
            start: offset(start),
            end: offset(end),
        })
    })
}
