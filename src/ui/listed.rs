//! The findings in the order of the list and their number in each table, worked out once for each review and filter.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::{Arc, Weak};

use crate::model::TableRef;
use crate::review::Review;
use crate::rules::Level;

use super::layout::Filter;

/// The list as it was worked out last.
#[derive(Debug, Default)]
pub(super) struct Listed {
    last: RefCell<Option<Last>>,
}

#[derive(Debug)]
struct Last {
    /// Held, so that no other review can come to lie where this one lay.
    review: Weak<Review>,
    filter: Filter,
    tables: Option<Vec<TableRef>>,
    indices: Vec<usize>,
    /// Those that stand below another one that they follow from.
    symptoms: BTreeSet<usize>,
}

impl Listed {
    /// Indices of the findings that `filter` lets through, of some tables if they are given: by level,
    /// then as a reader meets them.
    pub(super) fn of(
        &self,
        review: &Arc<Review>,
        filter: &Filter,
        tables: Option<Vec<TableRef>>,
    ) -> Vec<usize> {
        let mut last = self.last.borrow_mut();
        let known = last.as_ref().filter(|last| {
            let same_review = std::ptr::eq(last.review.as_ptr(), Arc::as_ptr(review));
            same_review && last.filter == *filter && last.tables == tables
        });
        if let Some(known) = known {
            return known.indices.clone();
        }
        let (indices, symptoms) = list(review, filter, tables.as_deref());
        *last = Some(Last {
            review: Arc::downgrade(review),
            filter: filter.clone(),
            tables,
            indices: indices.clone(),
            symptoms,
        });
        indices
    }

    /// Whether a finding of the list worked out last stands below another one that it follows from and that is still open.
    pub(super) fn is_symptom(&self, index: usize) -> bool {
        let last = self.last.borrow();
        last.as_ref()
            .is_some_and(|last| last.symptoms.contains(&index))
    }
}

/// The most serious level of each table's open findings and how many there are, worked out once for each review.
#[derive(Debug, Default)]
pub(super) struct Counted {
    last: RefCell<Option<(Weak<Review>, Rc<Counts>)>>,
}

/// Of each table, the most serious level and the number of findings of any level.
pub(super) type Counts = BTreeMap<TableRef, (Level, usize)>;

impl Counted {
    /// The counts of a review.
    pub(super) fn of(&self, review: &Arc<Review>) -> Rc<Counts> {
        let mut last = self.last.borrow_mut();
        if let Some((of, counts)) = &*last
            && std::ptr::eq(of.as_ptr(), Arc::as_ptr(review))
        {
            return Rc::clone(counts);
        }
        let mut counts = Counts::new();
        for (_, finding) in review.open() {
            if let Some(shown) = finding.shown.first() {
                let table = shown.place.table_ref();
                let count = counts.entry(table).or_insert((finding.level, 0));
                *count = (count.0.min(finding.level), count.1 + 1);
            }
        }
        let counts = Rc::new(counts);
        *last = Some((Arc::downgrade(review), Rc::clone(&counts)));
        counts
    }
}

fn list(
    review: &Review,
    filter: &Filter,
    tables: Option<&[TableRef]>,
) -> (Vec<usize>, BTreeSet<usize>) {
    let needle = filter.text.trim().to_lowercase();
    let passes = |index: &usize| {
        let finding = &review.findings[*index];
        let mut of = finding.shown.iter().map(|shown| shown.place.table_ref());
        let text = || {
            let message = &finding.message;
            format!("{} {} {}", finding.rule, message.zh, message.en).to_lowercase()
        };
        filter.levels.contains(&finding.level)
            && tables.is_none_or(|tables| of.any(|table| tables.contains(&table)))
            && (filter.explained || review.stances[*index].is_open())
            && (needle.is_empty() || text().contains(&needle))
    };
    let mut listed: Vec<usize> = (0..review.findings.len()).filter(passes).collect();
    let findings = review.findings.iter().enumerate();
    let known: BTreeMap<&str, usize> = findings
        .map(|(index, finding)| (finding.fingerprint.as_str(), index))
        .collect();
    let root_of = |index: usize| {
        let root = review.findings[index].because_of.as_deref();
        let root = root.and_then(|root| known.get(root)).copied();
        // What follows from a finding that was explained stands by itself.
        root.filter(|root| review.stances[*root].is_open())
    };
    let symptoms = listed
        .iter()
        .copied()
        .filter(|index| root_of(*index).is_some());
    let symptoms = symptoms.collect();
    // Explained ones last; a symptom directly below the finding that it follows from.
    listed.sort_by_cached_key(|index| {
        let root = root_of(*index);
        let head = root.unwrap_or(*index);
        (
            !review.stances[*index].is_open(),
            review.findings[head].level,
            head,
            root.is_some(),
            *index,
        )
    });
    (listed, symptoms)
}
