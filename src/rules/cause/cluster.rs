//! Broken relations that speak of each other's cells, told apart from those that do not: what
//! explains the first has no say on the second.

use std::collections::BTreeMap;

use super::evidence::Id;
use crate::model::Place;

use super::solve::Open;

/// Open relations in groups that share no cell, each in its order and none longer than `most`.
pub(super) fn clusters(open: Vec<Open>, most: usize) -> Vec<Vec<Open>> {
    let directions = |one: &Open| -> Vec<Place> {
        let terms = one.relation.terms();
        terms.filter_map(|term| term.direction).collect()
    };
    let numbers = numbered(&open, directions);
    let mut groups: BTreeMap<usize, Vec<Vec<Open>>> = BTreeMap::new();
    for (number, one) in numbers.into_iter().zip(open) {
        let parts = groups.entry(number).or_default();
        match parts.last_mut() {
            Some(part) if part.len() < most => part.push(one),
            _ => parts.push(vec![one]),
        }
    }
    groups.into_values().flatten().collect()
}

/// Numbers broken relations so that those that share a figure have the same number.
pub(super) fn families(open: &[Open]) -> BTreeMap<Id, usize> {
    let numbers = numbered(open, |_| Vec::new());
    let ids = open.iter().zip(numbers);
    ids.filter_map(|(one, number)| Some((*one.group.first()?, number)))
        .collect()
}

/// A number for each relation, the same for those that share a figure or one of the `other` cells.
fn numbered(open: &[Open], other: impl Fn(&Open) -> Vec<Place>) -> Vec<usize> {
    fn root(of: &mut [usize], mut index: usize) -> usize {
        while of[index] != index {
            of[index] = of[of[index]];
            index = of[index];
        }
        index
    }
    let mut of: Vec<usize> = (0..open.len()).collect();
    let mut first: BTreeMap<Place, usize> = BTreeMap::new();
    for (index, one) in open.iter().enumerate() {
        for place in one.relation.places().chain(other(one)) {
            let known = *first.entry(place).or_insert(index);
            let (one, other) = (root(&mut of, known), root(&mut of, index));
            of[one.max(other)] = one.min(other);
        }
    }
    (0..open.len()).map(|index| root(&mut of, index)).collect()
}
