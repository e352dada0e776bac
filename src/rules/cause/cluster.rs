//! Broken relations that speak of each other's cells, told apart from those that do not: what
//! explains the first has no say on the second.

use std::collections::BTreeMap;

use crate::model::Place;

use super::solve::Open;

/// Open relations in groups that share no cell, each in its order and none longer than `most`.
pub(super) fn clusters(open: Vec<Open>, most: usize) -> Vec<Vec<Open>> {
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
        let directions = one.relation.terms().filter_map(|term| term.direction);
        for place in one.relation.places().chain(directions) {
            let known = *first.entry(place).or_insert(index);
            let (one, other) = (root(&mut of, known), root(&mut of, index));
            of[one.max(other)] = one.min(other);
        }
    }
    let mut groups: BTreeMap<usize, Vec<Vec<Open>>> = BTreeMap::new();
    for (index, one) in open.into_iter().enumerate() {
        let parts = groups.entry(root(&mut of, index)).or_default();
        match parts.last_mut() {
            Some(part) if part.len() < most => part.push(one),
            _ => parts.push(vec![one]),
        }
    }
    groups.into_values().flatten().collect()
}
