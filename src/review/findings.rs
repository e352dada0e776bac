//! From broken relations, flaws and roundings to findings: one mistake, one finding, in the order
//! in which a reader meets them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::CellEdit;
use crate::model::{Accounts, Place, TableGroup, TableRef, Text};
use crate::relation::{Figure, Outcome, Quantity, Relation, Rounding, RuleCode};
use crate::rules::cause::{self, Broke, Evidence, Id, Mistake, Tested};
use crate::rules::{
    CauseKind, Certainty, Context, Finding, Fix, Level, Shown, fingerprint, plain_name,
};

use super::message;
use super::rounding as rounding_words;
use super::stated::Stated;

/// A finding on its way, with the statements that it tells.
pub(super) struct Draft {
    pub finding: Finding,
    pub origins: Vec<Origin>,
}

/// A statement that became a finding, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A relation.
    Relation(Id),
    /// A flaw, by its rule's position and its own.
    Flaw { rule: usize, position: usize },
}

/// All findings, in order.
pub(super) fn draft(
    context: &Context<'_>,
    evidence: &Evidence<'_>,
    stated: &[Arc<Stated>],
) -> Vec<Draft> {
    let drafter = Drafter {
        accounts: context.accounts,
        evidence,
    };
    let mistakes = cause::explain(context, evidence);
    let origins = flaw_origins(stated);
    let mut drafts = drafter.of_mistakes(&mistakes, &origins);
    let explained = mistakes.iter().flat_map(|mistake| &mistake.flaws);
    let explained: BTreeSet<usize> = explained.copied().collect();
    drafter.add_flaws(&origins, &explained, &mut drafts);
    drafter.add_roundings(&mut drafts);
    drafts.sort_by_cached_key(|draft| order(&draft.finding));
    tell_apart(&mut drafts);
    drafts
}

/// Where the flaws of the evidence were stated, in their order.
fn flaw_origins(stated: &[Arc<Stated>]) -> Vec<Origin> {
    let rules = stated.iter().enumerate();
    let origins = rules.flat_map(|(rule, stated)| {
        stated
            .flaws()
            .map(move |(position, ..)| Origin::Flaw { rule, position })
    });
    origins.collect()
}

/// The place of a finding in the list.
fn order(finding: &Finding) -> impl Ord + use<> {
    let place = finding.shown.first().map(|shown| {
        let group = match shown.place.table.spec().group {
            TableGroup::Official => 0,
            TableGroup::Disclosure => 1,
            TableGroup::Text => 2,
            TableGroup::Performance => 3,
        };
        let place = shown.place;
        (group, place.table, place.period, place.row, place.column)
    });
    (
        place.is_none(),
        place,
        finding.is_consequence(),
        finding.rule,
        finding.fingerprint.clone(),
    )
}

/// Findings of one rule about the same cells are numbered, so that each has its own fingerprint.
fn tell_apart(drafts: &mut [Draft]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for draft in drafts {
        let count = seen.entry(draft.finding.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            draft.finding.fingerprint = format!("{}-{count}", draft.finding.fingerprint);
        }
    }
}

/// Cells that a note on a whole table points at; more are counted, and nobody looks at them.
const MOST_SHOWN: usize = 60;

fn is_percentage(tested: &Tested) -> bool {
    !matches!(tested.outcome, Outcome::WithinRounding(Rounding::Amounts))
}

/// Adds the flaws of the mistake whose findings begin at `start`. A flaw that says just what the
/// mistake says is no second finding.
fn join_flaws(drafts: &mut Vec<Draft>, start: usize, flaws: impl Iterator<Item = Draft>) {
    let mut told: Option<BTreeMap<String, usize>> = None;
    for flaw in flaws {
        let told = told.get_or_insert_with(|| {
            let own = drafts.iter().enumerate().skip(start).rev();
            own.map(|(position, draft)| (draft.finding.fingerprint.clone(), position))
                .collect()
        });
        if let Some(twin) = told.get(&flaw.finding.fingerprint) {
            drafts[*twin].origins.extend(flaw.origins);
        } else {
            told.insert(flaw.finding.fingerprint.clone(), drafts.len());
            drafts.push(flaw);
        }
    }
}

struct Drafter<'a> {
    accounts: &'a Accounts,
    evidence: &'a Evidence<'a>,
}

impl Drafter<'_> {
    fn of_mistakes(&self, mistakes: &[Mistake], origins: &[Origin]) -> Vec<Draft> {
        let roots: Vec<String> = mistakes
            .iter()
            .map(|one| self.root_fingerprint(one))
            .collect();
        let mut drafts = Vec::new();
        for (mistake, root) in mistakes.iter().zip(&roots) {
            let after = mistake.after.and_then(|after| roots.get(after)).cloned();
            let told_apart = mistake.message.is_some();
            let start = drafts.len();
            if told_apart {
                drafts.extend(self.moved(mistake, root));
            }
            let at: BTreeMap<Place, usize> = mistake.at.iter().copied().zip(0..).collect();
            for (index, broke) in mistake.broken.iter().enumerate() {
                let is_root = index == 0 && !told_apart;
                drafts.extend(if is_root {
                    self.root(mistake, broke, after.clone())
                } else {
                    self.consequence(&at, broke, root)
                });
            }
            let flaws = mistake.flaws.iter();
            let flaws =
                flaws.filter_map(|index| self.flaw_of(*index, origins[*index], Some(root.clone())));
            join_flaws(&mut drafts, start, flaws);
        }
        drafts
    }

    fn first(&self, broke: &Broke) -> Option<&Tested> {
        broke.group.first().map(|id| self.evidence.get(*id))
    }

    fn root_fingerprint(&self, mistake: &Mistake) -> String {
        if mistake.message.is_some() {
            let rule = self.rule(mistake);
            return rule.map_or_else(String::new, |rule| {
                fingerprint(self.accounts, rule, &mistake.at)
            });
        }
        let tested = mistake.broken.first().and_then(|broke| self.first(broke));
        tested.map_or_else(String::new, |tested| self.fingerprint(tested))
    }

    /// The rule that a mistake over many cells breaks first: that of a flaw, which says what is
    /// wrong with a row, before that of a sum.
    fn rule(&self, mistake: &Mistake) -> Option<RuleCode> {
        let flaw = mistake
            .flaws
            .first()
            .map(|index| self.evidence.flaws()[*index].rule);
        let first = || Some(self.first(mistake.broken.first()?)?.rule);
        flaw.or_else(first)
    }

    /// From what is stated; from its counterpart too where there is just one.
    fn fingerprint(&self, tested: &Tested) -> String {
        let relation = &tested.relation;
        let places_of = |side: &crate::relation::Side| -> Vec<Place> {
            let figures = side.terms().filter_map(|term| term.operand.figure());
            figures.map(|figure| figure.place).collect()
        };
        let (mut places, right) = (places_of(&relation.left), places_of(&relation.right));
        if places.is_empty() || right.len() <= 2 {
            places.extend(right);
        }
        fingerprint(self.accounts, tested.rule, &places)
    }

    /// The finding of a mistake.
    fn root(&self, mistake: &Mistake, broke: &Broke, after: Option<String>) -> Option<Draft> {
        let tested = self.first(broke)?;
        let levels = mistake.broken.iter().filter_map(|broke| self.first(broke));
        let level = levels.map(|tested| tested.level).min()?;
        let told = message::of_mistake(self.accounts, mistake, broke, tested)?;
        let finding = Finding {
            rule: tested.rule,
            level,
            message: told.message,
            shown: self.shown(&mistake.at, &broke.relation),
            relation: Some(broke.relation.clone()),
            found: Some(told.found),
            expected: Some(told.expected),
            difference: Some(told.difference),
            cause: mistake.cause.clone(),
            fixes: mistake.fixes.clone(),
            because_of: after,
            fingerprint: self.fingerprint(tested),
        };
        Some(self.draft(finding, broke))
    }

    /// A broken relation that the mistake's correction mends.
    /// `at` are the cells to be corrected, in their order.
    fn consequence(&self, at: &BTreeMap<Place, usize>, broke: &Broke, root: &str) -> Option<Draft> {
        let tested = self.first(broke)?;
        let Outcome::Broken(broken) = &tested.outcome else {
            return None;
        };
        let touched: BTreeSet<Place> = tested.relation.places().collect();
        let directions = tested.relation.terms().filter_map(|term| term.direction);
        let touched: BTreeSet<Place> = touched.into_iter().chain(directions).collect();
        let mut at: Vec<(usize, Place)> = touched
            .into_iter()
            .filter_map(|place| Some((*at.get(&place)?, place)))
            .collect();
        at.sort_unstable();
        let at: Vec<Place> = at.into_iter().map(|(_, place)| place).collect();
        let finding = Finding {
            rule: tested.rule,
            level: tested.level,
            message: message::of_relation(self.accounts, &tested.relation, broken, tested),
            shown: self.shown(&at, &tested.relation),
            relation: Some((*tested.relation).clone()),
            found: Some(broken.found),
            expected: Some(broken.expected),
            difference: Some(broken.difference),
            cause: None,
            fixes: Vec::new(),
            because_of: Some(root.to_owned()),
            fingerprint: self.fingerprint(tested),
        };
        Some(self.draft(finding, broke))
    }

    /// The finding of moved figures, which no single relation tells.
    fn moved(&self, mistake: &Mistake, root: &str) -> Option<Draft> {
        let levels = mistake.broken.iter().filter_map(|broke| self.first(broke));
        let levels = levels.map(|tested| tested.level);
        let flaws = mistake.flaws.iter();
        let flaws = flaws.map(|index| self.evidence.flaws()[*index].level);
        let finding = Finding {
            rule: self.rule(mistake)?,
            level: levels.chain(flaws).min()?,
            message: mistake.message.clone()?,
            shown: mistake
                .at
                .iter()
                .map(|place| Shown::at(self.accounts, *place))
                .collect(),
            relation: None,
            found: None,
            expected: None,
            difference: None,
            cause: mistake.cause.clone(),
            fixes: mistake.fixes.clone(),
            because_of: None,
            fingerprint: root.to_owned(),
        };
        Some(Draft {
            finding,
            origins: Vec::new(),
        })
    }

    #[expect(clippy::unused_self, reason = "reads as the other makers of drafts")]
    fn draft(&self, finding: Finding, broke: &Broke) -> Draft {
        Draft {
            finding,
            origins: broke.group.iter().map(|id| Origin::Relation(*id)).collect(),
        }
    }

    /// The cells of a relation, those to be corrected first.
    fn shown(&self, first: &[Place], relation: &Relation) -> Vec<Shown> {
        let mut seen = BTreeSet::new();
        let directions = relation.terms().filter_map(|term| term.direction);
        let places = first
            .iter()
            .copied()
            .chain(relation.places())
            .chain(directions);
        places
            .filter(|place| seen.insert(*place))
            .map(|place| Shown::at(self.accounts, place))
            .collect()
    }

    /// Flaws that no mistake explains; one that says what a finding of numbers says already joins
    /// it.
    fn add_flaws(&self, origins: &[Origin], explained: &BTreeSet<usize>, drafts: &mut Vec<Draft>) {
        let kind = |cause: &Option<crate::rules::Cause>| Some(cause.as_ref()?.steps.last()?.kind);
        let key = |draft: &Draft| {
            let place = draft.finding.shown.first().map(|shown| shown.place);
            (place, kind(&draft.finding.cause))
        };
        let mut told: BTreeMap<(Option<Place>, Option<CauseKind>), usize> = BTreeMap::new();
        for (position, draft) in drafts.iter().enumerate() {
            told.entry(key(draft)).or_insert(position);
        }
        for (index, origin) in origins.iter().enumerate() {
            if explained.contains(&index) {
                continue;
            }
            let cause::Flawed { level, flaw, .. } = self.evidence.flaws()[index];
            let twin = flaw.cause.is_some().then(|| {
                let place = flaw.places.first().copied();
                told.get(&(place, kind(&flaw.cause)))
            });
            if let Some(twin) = twin.flatten() {
                let twin = &mut drafts[*twin];
                twin.finding.level = twin.finding.level.min(level);
                twin.origins.push(*origin);
            } else if let Some(draft) = self.flaw_of(index, *origin, None) {
                told.entry(key(&draft)).or_insert(drafts.len());
                drafts.push(draft);
            }
        }
    }

    /// The finding of a flaw, which may follow from another.
    fn flaw_of(&self, index: usize, origin: Origin, root: Option<String>) -> Option<Draft> {
        let cause::Flawed { rule, level, flaw } = *self.evidence.flaws().get(index)?;
        let is_root = root.is_none();
        let places = flaw.places.iter();
        Some(Draft {
            finding: Finding {
                rule,
                level,
                message: flaw.message.clone(),
                shown: places
                    .map(|place| Shown::at(self.accounts, *place))
                    .collect(),
                relation: None,
                found: None,
                expected: None,
                difference: None,
                cause: flaw.cause.clone().filter(|_| is_root),
                fixes: if is_root {
                    flaw.fixes.clone()
                } else {
                    Vec::new()
                },
                because_of: root,
                fingerprint: self.flaw_fingerprint(rule, flaw),
            },
            origins: vec![origin],
        })
    }

    /// Flaws without a place are told apart by their words.
    fn flaw_fingerprint(&self, code: RuleCode, flaw: &crate::rules::Flaw) -> String {
        if flaw.places.is_empty() {
            return crate::rules::fingerprint_of_words(code, &flaw.message.zh);
        }
        fingerprint(self.accounts, code, &flaw.places)
    }

    /// One note a table for what agrees only within rounding: amounts, and percentages that were
    /// cut off or are off by their last digit. A percentage by itself, and each of those that the
    /// text states, has a note of its own, with its correction.
    fn add_roundings(&self, drafts: &mut Vec<Draft>) {
        let mut tables: BTreeMap<TableRef, Vec<(Id, &Tested)>> = BTreeMap::new();
        for (id, tested) in self.evidence.all() {
            if matches!(tested.outcome, Outcome::WithinRounding(_))
                && let Some(place) = tested.relation.places().next()
            {
                let of_table = tables.entry(place.table_ref()).or_default();
                of_table.push((id, tested));
            }
        }
        for (table, roundings) in tables {
            let is_printed = matches!(
                table.table.spec().group,
                TableGroup::Official | TableGroup::Disclosure
            );
            let (percentages, amounts): (Vec<_>, Vec<_>) = roundings
                .iter()
                .partition(|(_, tested)| is_percentage(tested));
            if is_printed && roundings.len() > 1 {
                drafts.extend(self.table_rounding(table, &roundings));
                continue;
            }
            if !amounts.is_empty() {
                drafts.extend(self.table_rounding(table, &amounts));
            }
            drafts.extend(self.percentages(&percentages));
        }
    }

    fn percentages(&self, percentages: &[(Id, &Tested)]) -> Vec<Draft> {
        let notes = percentages.iter().filter_map(|(id, tested)| {
            let Outcome::WithinRounding(rounding) = tested.outcome else {
                return None;
            };
            self.percentage(*id, tested, rounding)
        });
        notes.collect()
    }

    fn table_rounding(&self, table: TableRef, roundings: &[(Id, &Tested)]) -> Option<Draft> {
        let mut seen = BTreeSet::new();
        let firsts = roundings
            .iter()
            .filter_map(|(_, tested)| tested.relation.places().next());
        let places: Vec<Place> = firsts.filter(|place| seen.insert(*place)).collect();
        let relations = roundings.iter().map(|(_, tested)| &*tested.relation);
        let percentages: Vec<_> = roundings
            .iter()
            .filter(|(_, tested)| is_percentage(tested))
            .copied()
            .collect();
        let corrections = self.percentages(&percentages).into_iter();
        let fixes = corrections.flat_map(|draft| draft.finding.fixes).collect();
        let rule = roundings.iter().map(|(_, tested)| tested.rule).min()?;
        // Of the table, not of its rows: the note stays itself when one more row is rounded.
        let whole = Place {
            table: table.table,
            period: table.period,
            row: u32::MAX,
            column: u16::MAX,
        };
        Some(Draft {
            finding: Finding {
                rule,
                level: Level::Note,
                message: rounding_words::of_roundings(self.accounts, table, relations),
                shown: places
                    .iter()
                    .take(MOST_SHOWN)
                    .map(|place| Shown::at(self.accounts, *place))
                    .collect(),
                relation: roundings
                    .first()
                    .map(|(_, tested)| (*tested.relation).clone()),
                found: None,
                expected: None,
                difference: None,
                cause: None,
                fixes,
                because_of: None,
                fingerprint: fingerprint(self.accounts, rule, &[whole]),
            },
            origins: roundings
                .iter()
                .map(|(id, _)| Origin::Relation(*id))
                .collect(),
        })
    }

    fn percentage(&self, id: Id, tested: &Tested, rounding: Rounding) -> Option<Draft> {
        let relation = &tested.relation;
        let figure: &Figure = relation.left.terms().next()?.operand.figure()?;
        let expected = cause::quotient(relation)?;
        let found = figure.quantity();
        let name = plain_name(self.accounts, figure.place);
        let shown = expected.text();
        let fix = Fix {
            title: Text::new(
                format!("将{}改为 {}", name.zh, shown.zh),
                format!("Change {} to {}", name.en, shown.en),
            ),
            certainty: Certainty::Review,
            edits: vec![CellEdit::new(figure.place, expected.typed())],
        };
        let finding = Finding {
            rule: tested.rule,
            level: Level::Note,
            message: rounding_words::of_percentage(self.accounts, figure, &expected, rounding),
            shown: self.shown(&[], relation),
            relation: Some((**relation).clone()),
            found: Some(found),
            expected: Some(expected),
            difference: Some(Quantity {
                value: found.value - expected.value,
                ..found
            }),
            cause: rounding_words::rounding_cause(rounding, &found),
            fixes: vec![fix],
            because_of: None,
            fingerprint: self.fingerprint(tested),
        };
        Some(Draft {
            finding,
            origins: vec![Origin::Relation(id)],
        })
    }
}
