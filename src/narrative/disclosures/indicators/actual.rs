//! The result that the text states for a threshold, if it is certain which one that is.
//!
//! A count belongs to a requirement when most of its words are words of the requirement, and no
//! other count comes near.

use std::collections::BTreeSet;

use crate::narrative::draft::Draft;
use crate::narrative::number::NumberUnit;
use crate::narrative::reading::Stated;

use super::criterion::Threshold;
use crate::narrative::disclosures::counted::Count;

/// How much of a count's words the requirement must have, and how much less the next one may, in
/// percent.
const SHARED: usize = 60;
const APART: usize = 20;

/// The result for a threshold, with how often it was reached where that is required.
pub(super) fn of(
    draft: &Draft,
    counts: &[Count],
    threshold: &Threshold,
) -> Option<(Stated, Option<Stated>)> {
    let required = pairs(&threshold.words);
    let mut best: Vec<(usize, &Count)> = counts
        .iter()
        .filter(|count| {
            let number = &draft.paragraphs[count.at.paragraph].numbers[count.at.number];
            let unit = number.unit == NumberUnit::Unit(threshold.unit);
            unit && !count.part
                && !count.about
                && count.every.is_some() == threshold.every.is_some()
        })
        .map(|count| (shared(&count.topic, &required), count))
        .collect();
    best.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    let (first, count) = *best.first()?;
    let next = best.get(1).map_or(0, |(shared, _)| *shared);
    if first < SHARED || first < next + APART {
        return None;
    }
    let of = &draft.paragraphs[count.at.paragraph];
    let number = &of.numbers[count.at.number];
    let stated = Stated {
        printed: number.printed(of.text()),
        span: of.flow.span(number.range.clone()),
    };
    Some((stated, count.every.clone()))
}

/// How much of a topic's words are among others, in percent; nothing when only one pair is.
fn shared(topic: &str, among: &BTreeSet<[char; 2]>) -> usize {
    let own = pairs(topic);
    let common = own.intersection(among).count();
    if common < 2 {
        return 0;
    }
    common * 100 / own.len()
}

/// The pairs of neighbouring characters of some words.
fn pairs(words: &str) -> BTreeSet<[char; 2]> {
    let plain = words.chars().filter(|c| c.is_alphabetic());
    let chars: Vec<char> = plain.collect();
    chars.windows(2).map(|pair| [pair[0], pair[1]]).collect()
}
