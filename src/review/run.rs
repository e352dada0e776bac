//! Running the rules, all of them or those that an edit touched.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{CellEdit, Place, TableRef, Twins};
use crate::relation::{Ledger, NotChecked, Outcome, Relation, RuleCode};
use crate::rules::cause::{Evidence, Flawed};
use crate::rules::{
    Certainty, Context, Finding, Level, Reads, Rule, RuleInfo, rule_info, rules_of,
};

use super::findings::{self, Origin};
use super::numbers::{self, NumberMark, TextCoverage};
use super::stated::Stated;
use super::{Counts, Stance, Verdict, stance};

/// What checking accounts gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Findings as a reader meets them: by table, row, column and code; those of the tables first,
    /// then those of the text and of performance, those of missing things last.
    pub findings: Vec<Finding>,
    /// Whether each finding is open or was explained, in the order of `findings`.
    pub stances: Vec<Stance>,
    /// All relations, counted.
    pub ledger: Ledger,
    /// All relations that were decided or could not be, for the formulas of a cell and for the
    /// list of what was not checked.
    pub decided: Vec<Decided>,
    /// Every number of the text that was read with the accounts, in its order.
    pub numbers: Arc<[NumberMark]>,
    /// What the user's own rules say about themselves.
    pub own: Vec<Arc<RuleInfo>>,
    /// What each rule stated, in the order of [`rules_of`] the context.
    pub(crate) stated: Vec<Arc<Stated>>,
    /// Where the statements of each rule stand in `decided`.
    pub(crate) slots: Vec<Slots>,
    /// The most serious open finding about each cell.
    pub(crate) marks: BTreeMap<Place, (usize, Level)>,
    /// Which cells are the same printed number of the text.
    pub(crate) twins: Twins,
    /// Whether the text was taken for another's than the tables.
    pub(crate) text_of_another: bool,
}

/// A relation with what deciding it gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The rule.
    pub rule: RuleCode,
    /// The relation; `None` where a rule only counted, or could not look.
    pub relation: Option<Arc<Relation>>,
    /// The outcome.
    pub outcome: Outcome,
    /// The finding that it became or that tells it too, by index.
    pub finding: Option<usize>,
}

/// Where the statements of a rule stand among all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slots {
    start: usize,
    /// Statements that another part of the rule made already.
    repeated: Vec<usize>,
}

impl Slots {
    /// The position among all of the statement at a position of the rule.
    fn of(&self, position: usize) -> usize {
        let repeated = self.repeated.partition_point(|other| *other < position);
        self.start + position - repeated
    }
}

impl Review {
    /// Open findings of each level; explained ones are not counted, nor what only follows from
    /// another finding: one mistake is one.
    pub fn counts(&self) -> Counts {
        let own = self.open().filter(|(_, finding)| !finding.is_consequence());
        Counts::of(own.map(|(_, finding)| finding))
    }

    /// Open findings with their indices.
    pub fn open(&self) -> impl Iterator<Item = (usize, &Finding)> {
        let open = self.findings.iter().enumerate().zip(&self.stances);
        open.filter(|(_, stance)| stance.is_open())
            .map(|(finding, _)| finding)
    }

    /// What it comes to.
    pub fn verdict(&self) -> Verdict {
        let counts = self.counts();
        if counts.errors > 0 {
            Verdict::ToCorrect
        } else if counts.warnings + counts.questions > 0 {
            Verdict::ToVerify
        } else if self.ledger.decided() == 0 {
            Verdict::NothingChecked
        } else {
            Verdict::Clean
        }
    }

    /// The most serious open finding about a cell.
    pub fn mark(&self, place: Place) -> Option<(usize, Level)> {
        self.marks.get(&self.twins.first(place)).copied()
    }

    /// How many numbers of the text there are of each state.
    pub fn text_coverage(&self) -> TextCoverage {
        TextCoverage::of(&self.numbers)
    }

    /// The most serious level of the open findings about the cells of the row in which `place` is.
    pub fn row_mark(&self, place: Place) -> Option<Level> {
        let row = place.beside(u16::MIN)..=place.beside(u16::MAX);
        self.marks.range(row).map(|(_, (_, level))| *level).min()
    }

    /// The cells with an open finding from one place up to another, which is left out.
    pub fn marks_between(&self, from: Place, to: Place) -> impl Iterator<Item = (Place, Level)> {
        let marks = self.marks.range(from..to);
        marks.map(|(place, (_, level))| (*place, *level))
    }

    /// All cells with an open finding, in order.
    pub fn marks(&self) -> impl Iterator<Item = (Place, usize, Level)> {
        let marks = self.marks.iter();
        marks.map(|(place, (index, level))| (*place, *index, *level))
    }

    /// The relations in which a cell takes part, by its figure or by its word of direction.
    pub fn relations_of(&self, place: Place) -> impl Iterator<Item = &Decided> {
        let place = self.twins.first(place);
        let rules = self.stated.iter().zip(&self.slots);
        rules.flat_map(move |(stated, slots)| {
            stated
                .at(place)
                .filter_map(move |position| self.decided.get(slots.of(position)))
        })
    }

    /// What a rule says about itself, be it of the standard or the user's own.
    pub fn rule_info(&self, code: RuleCode) -> Option<&RuleInfo> {
        let own = || self.own.iter().find(|info| info.code() == code);
        rule_info(code).or_else(|| own().map(|info| &**info))
    }

    /// The finding with a fingerprint.
    pub fn find(&self, fingerprint: &str) -> Option<(usize, &Finding)> {
        let mut findings = self.findings.iter().enumerate();
        findings.find(|(_, finding)| finding.fingerprint == fingerprint)
    }

    /// The findings that only follow from a finding.
    pub fn consequences<'a>(
        &'a self,
        root: &'a Finding,
    ) -> impl Iterator<Item = (usize, &'a Finding)> {
        let findings = self.findings.iter().enumerate();
        findings.filter(move |(_, finding)| {
            finding.is_consequence() && finding.because_of.as_ref() == Some(&root.fingerprint)
        })
    }
}

/// The edits of all safe fixes of open findings, each cell once.
///
/// A cell that two fixes would fill differently is left alone: then neither is safe.
pub fn safe_edits(review: &Review) -> Vec<CellEdit> {
    let mut edits: BTreeMap<Place, Option<CellEdit>> = BTreeMap::new();
    for (_, finding) in review.open() {
        let safe = finding.fixes.first();
        let safe = safe.filter(|fix| fix.certainty == Certainty::Safe);
        for edit in safe.into_iter().flat_map(|fix| &fix.edits) {
            let known = edits
                .entry(edit.place)
                .or_insert_with(|| Some(edit.clone()));
            if known.as_ref() != Some(edit) {
                *known = None;
            }
        }
    }
    edits.into_values().flatten().collect()
}

/// Checks accounts against every rule.
pub fn check(context: &Context<'_>) -> Review {
    let stated = rules_of(context).map(|rule| Arc::new(Stated::by(rule, context, None)));
    review(context, stated.collect())
}

/// Checks accounts again after edits of cells in `touched`: what no rule could have seen is taken
/// from the review before. Gives what [`check`] gives.
///
/// The header, the accounts of the year before and the user's own rules must be as they were;
/// after an edit of rows, tables or header, [`check`] again.
pub fn recheck(before: &Review, context: &Context<'_>, touched: &[TableRef]) -> Review {
    let rules: Vec<&dyn Rule> = rules_of(context).collect();
    // Whether the text is held against the tables at all follows from all of them.
    let is_of_another = context.accounts.text_of_another;
    if before.stated.len() != rules.len() || before.text_of_another != is_of_another {
        return check(context);
    }
    let is_touched = |reads: Reads| match reads {
        Reads::All => !touched.is_empty(),
        Reads::Tables(tables) => touched.iter().any(|id| tables.contains(&id.table)),
    };
    let stated = rules.iter().zip(&before.stated).map(|(rule, stated)| {
        if is_touched(rule.reads()) {
            Arc::new(Stated::by(*rule, context, Some(stated)))
        } else {
            Arc::clone(stated)
        }
    });
    review(context, stated.collect())
}

/// Makes a review of what the rules stated.
pub(super) fn review(context: &Context<'_>, stated: Vec<Arc<Stated>>) -> Review {
    let mut review = Review {
        text_of_another: context.accounts.text_of_another,
        own: context
            .own
            .map_or_else(Vec::new, |book| book.infos().to_vec()),
        decided: Vec::with_capacity(stated.iter().map(|stated| stated.len()).sum()),
        slots: Vec::with_capacity(stated.len()),
        ..Review::default()
    };
    let mut told: BTreeSet<(RuleCode, NotChecked)> = BTreeSet::new();
    for stated in &stated {
        let mut slots = Slots {
            start: review.decided.len(),
            ..Slots::default()
        };
        for (position, decided) in stated.decided().enumerate() {
            // A rule that stands in parts says once what it cannot look at.
            if let (None, Outcome::NotChecked(reason)) = (&decided.relation, &decided.outcome)
                && !told.insert((decided.rule, reason.clone()))
            {
                slots.repeated.push(position);
            } else {
                review.decided.push(decided);
            }
        }
        review.slots.push(slots);
    }
    for decided in &review.decided {
        review.ledger.add(&decided.outcome);
    }
    let flaws = stated.iter().flat_map(|stated| stated.flaws());
    let flaws = flaws.map(|(_, rule, level, flaw)| Flawed { rule, level, flaw });
    let evidence = Evidence::new(stated.iter().map(|stated| stated.batch())).with_flaws(flaws);
    let drafts = findings::draft(context, &evidence, &stated);
    for (index, draft) in drafts.into_iter().enumerate() {
        for origin in draft.origins {
            let position = match origin {
                Origin::Relation(id) => {
                    let position = stated[id.batch()].position(id.index());
                    review.slots[id.batch()].of(position)
                }
                Origin::Flaw { rule, position } => review.slots[rule].of(position),
            };
            review.decided[position].finding = Some(index);
        }
        review.findings.push(draft.finding);
    }
    review.stances = stance::of(&context.accounts.explanations, &review.findings);
    review.marks = marks(&review);
    review.stated = stated;
    review.twins = context.accounts.twins.clone();
    review.numbers = numbers::of(context.accounts, &review);
    review
}

/// The most serious open finding of each cell; a mistake itself before what follows from others.
fn marks(review: &Review) -> BTreeMap<Place, (usize, Level)> {
    let mut marks: BTreeMap<Place, (usize, Level)> = BTreeMap::new();
    let weight = |index: usize| {
        let finding = &review.findings[index];
        (finding.level, finding.is_consequence(), index)
    };
    for (index, finding) in review.open() {
        let Some(shown) = finding.shown.first() else {
            continue;
        };
        let mark = marks.entry(shown.place).or_insert((index, finding.level));
        if weight(index) < weight(mark.0) {
            *mark = (index, finding.level);
        }
    }
    marks
}
