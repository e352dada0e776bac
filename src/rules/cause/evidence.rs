//! All decided relations of a review, found by the cells that they speak of.
//!
//! A hypothesis is judged by every relation that it touches, so that lookup must not cost more
//! than the relations found. Each rule's relations are indexed once, when they are stated.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Place, TableRef, Text};
use crate::relation::{Comparison, Outcome, Relation, RuleCode, Side, decide};
use crate::rules::{Flaw, Known, Level};

/// A relation with what deciding it gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tested {
    /// The rule that states it.
    pub rule: RuleCode,
    /// The level of the finding if it is broken.
    pub level: Level,
    /// Words for the finding, before its numbers.
    pub about: Option<Text>,
    /// The relation.
    pub relation: Arc<Relation>,
    /// What the rule itself knows if it is broken.
    pub known: Option<Known>,
    /// What deciding it gave.
    pub outcome: Outcome,
}

impl Tested {
    /// Decides a relation.
    pub fn new(level: Level, relation: Relation) -> Self {
        Self {
            rule: relation.rule,
            level,
            about: None,
            known: None,
            outcome: decide(&relation),
            relation: Arc::new(relation),
        }
    }

    /// The same for a relation that a rule stated again: when it is the relation of before, it
    /// need not be decided.
    pub fn again(level: Level, relation: Relation, before: Option<&Self>) -> Self {
        match before {
            Some(before) if *before.relation == relation => Self {
                rule: relation.rule,
                level,
                about: None,
                known: None,
                outcome: before.outcome.clone(),
                relation: Arc::clone(&before.relation),
            },
            _ => Self::new(level, relation),
        }
    }

    /// The relation is broken.
    pub fn is_broken(&self) -> bool {
        matches!(self.outcome, Outcome::Broken(_))
    }

    /// The relation holds, and so vouches for each of its figures: a bound or a constant would
    /// let a wrong figure pass.
    pub fn vouches(&self) -> bool {
        matches!(
            self.outcome,
            Outcome::Holds | Outcome::WithinRounding(crate::relation::Rounding::Amounts)
        ) && self.relation.comparison == Comparison::Equal
            && !matches!(self.relation.right, Side::Constant(..))
    }
}

/// The relations of one rule, with an index by cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    tested: Vec<Tested>,
    by_place: Arc<[(Place, u32)]>,
}

impl Default for Batch {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

/// The cells that a relation speaks of, by their figures and by their words of direction.
fn places(relation: &Relation) -> impl Iterator<Item = Place> {
    let directions = relation.terms().filter_map(|term| term.direction);
    relation.places().chain(directions)
}

impl Batch {
    /// Indexes decided relations.
    pub fn new(tested: Vec<Tested>) -> Self {
        let mut by_place = Vec::new();
        for (index, tested) in (0..).zip(&tested) {
            by_place.extend(places(&tested.relation).map(|place| (place, index)));
        }
        by_place.sort_unstable();
        by_place.dedup();
        Self {
            tested,
            by_place: by_place.into(),
        }
    }

    /// The same for relations that a rule stated again: nearly all of them speak of the same cells
    /// as before, so that the index stays good.
    pub fn again(tested: Vec<Tested>, before: &Self) -> Self {
        let same = |(now, then): (&Tested, &Tested)| {
            Arc::ptr_eq(&now.relation, &then.relation)
                || places(&now.relation).eq(places(&then.relation))
        };
        let is_good =
            tested.len() == before.tested.len() && tested.iter().zip(&before.tested).all(same);
        if !is_good {
            return Self::new(tested);
        }
        Self {
            tested,
            by_place: Arc::clone(&before.by_place),
        }
    }

    /// Its relations, as stated.
    pub fn tested(&self) -> &[Tested] {
        &self.tested
    }

    /// The tables that the relations speak of, each once.
    fn tables(&self) -> impl Iterator<Item = TableRef> {
        let mut rest = &*self.by_place;
        std::iter::from_fn(move || {
            let table = rest.first()?.0.table_ref();
            let next = rest.partition_point(|(place, _)| place.table_ref() <= table);
            rest = &rest[next..];
            Some(table)
        })
    }

    /// The cells of a table that the relations speak of, in order, each with the position of the
    /// relation.
    pub fn in_table(&self, table: TableRef) -> impl Iterator<Item = (Place, usize)> {
        let by_place = &self.by_place;
        let start = by_place.partition_point(|(place, _)| place.table_ref() < table);
        let rest = by_place[start..].iter();
        rest.take_while(move |(place, _)| place.table_ref() == table)
            .map(|(place, index)| (*place, *index as usize))
    }

    /// Positions of the relations that speak of a cell, in order.
    pub fn at(&self, place: Place) -> impl Iterator<Item = usize> {
        let start = match (self.by_place.first(), self.by_place.last()) {
            (Some((first, _)), Some((last, _))) if *first <= place && place <= *last => {
                self.by_place.partition_point(|(other, _)| *other < place)
            }
            _ => self.by_place.len(),
        };
        self.by_place[start..]
            .iter()
            .take_while(move |(other, _)| *other == place)
            .map(|(_, index)| *index as usize)
    }
}

/// A relation of the evidence: its batch and its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id {
    batch: u32,
    index: u32,
}

impl Id {
    /// The position of its batch.
    pub fn batch(self) -> usize {
        self.batch as usize
    }

    /// Its position in the batch.
    pub fn index(self) -> usize {
        self.index as usize
    }
}

/// A flaw that a rule found without arithmetic between figures.
#[derive(Clone, Copy, Debug)]
pub struct Flawed<'a> {
    /// The rule.
    pub rule: RuleCode,
    /// The level of the finding.
    pub level: Level,
    /// The flaw.
    pub flaw: &'a Flaw,
}

/// Everything that was stated and decided.
#[derive(Clone, Debug, Default)]
pub struct Evidence<'a> {
    batches: Vec<&'a Batch>,
    /// Which batches speak of a table: most rules speak of few.
    by_table: BTreeMap<TableRef, Vec<usize>>,
    flaws: Vec<Flawed<'a>>,
}

impl<'a> Evidence<'a> {
    /// Takes together the relations of several rules.
    pub fn new(batches: impl IntoIterator<Item = &'a Batch>) -> Self {
        let batches: Vec<&Batch> = batches.into_iter().collect();
        let mut by_table: BTreeMap<TableRef, Vec<usize>> = BTreeMap::new();
        for (position, batch) in batches.iter().enumerate() {
            for table in batch.tables() {
                by_table.entry(table).or_default().push(position);
            }
        }
        Self {
            batches,
            by_table,
            flaws: Vec::new(),
        }
    }

    /// The same with the flaws that were found: some of them follow from a mistake.
    #[must_use]
    pub fn with_flaws(mut self, flaws: impl IntoIterator<Item = Flawed<'a>>) -> Self {
        self.flaws = flaws.into_iter().collect();
        self
    }

    /// The flaws.
    pub fn flaws(&self) -> &[Flawed<'a>] {
        &self.flaws
    }

    /// The id of a relation by its batch and its position there.
    pub fn id(batch: usize, index: usize) -> Id {
        let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Id {
            batch: short(batch),
            index: short(index),
        }
    }

    /// A relation.
    pub fn get(&self, id: Id) -> &'a Tested {
        &self.batches[id.batch as usize].tested[id.index as usize]
    }

    /// All relations, as stated.
    pub fn all(&self) -> impl Iterator<Item = (Id, &'a Tested)> {
        let batches = self.batches.iter().enumerate();
        batches.flat_map(|(batch, relations)| {
            let tested = relations.tested.iter().enumerate();
            tested.map(move |(index, tested)| (Self::id(batch, index), tested))
        })
    }

    /// The relations that speak of a cell.
    pub fn at(&self, place: Place) -> impl Iterator<Item = (Id, &'a Tested)> {
        let batches = self.by_table.get(&place.table_ref()).into_iter().flatten();
        batches.flat_map(move |batch| {
            let relations = self.batches[*batch];
            let found = relations.at(place);
            found.map(move |index| (Self::id(*batch, index), &relations.tested[index]))
        })
    }

    /// The broken relations, those over the same cells together: they are one mistake. The one
    /// that tells it best stands first: the most serious, then the first of the standard.
    pub(super) fn broken(&self) -> Vec<Vec<Id>> {
        let mut groups: BTreeMap<Vec<Place>, Vec<Id>> = BTreeMap::new();
        for (id, tested) in self.all().filter(|(_, tested)| tested.is_broken()) {
            let mut places: Vec<Place> = tested.relation.places().collect();
            places.sort_unstable();
            groups.entry(places).or_default().push(id);
        }
        let mut groups: Vec<Vec<Id>> = groups.into_values().collect();
        for group in &mut groups {
            group.sort_by_key(|id| {
                let tested = self.get(*id);
                (tested.level, tested.rule, *id)
            });
        }
        groups.sort();
        groups
    }
}
