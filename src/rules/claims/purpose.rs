//! What the text says that money was used for is the use of another item (G111).
//!
//! Only pairs that are known to be mixed up are named, as data; anything else stays silent.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{Classification, Text, lookup_code};
use crate::relation::RuleCode;
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

use super::claim::{Claim, Column, claims};

/// The use fits the item.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(111),
    reads: &["claims"],
    state,
};

/// All pairs.
#[derive(Deserialize)]
struct Purposes {
    pairs: Vec<Pair>,
}

/// Items, their own words, and the words of others.
#[derive(Deserialize)]
struct Pair {
    items: Vec<String>,
    own: Vec<String>,
    foreign: Vec<String>,
}

static PURPOSES: LazyLock<Purposes> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../assets/purposes.json"))
        .expect("the bundled pairs are valid; a test reads them")
});

fn state(context: &Context<'_>, checks: &mut Checks) {
    for claim in claims(context) {
        let Some(purpose) = claim.words(Column::Purpose) else {
            continue;
        };
        let item = item(&claim);
        let mut pairs = PURPOSES.pairs.iter();
        let Some(pair) = pairs.find(|pair| is_any(&pair.items, &item)) else {
            continue;
        };
        let mut foreign = pair.foreign.iter();
        let foreign = foreign.find(|word| purpose.contains(word.as_str()));
        match foreign.filter(|_| !is_any(&pair.own, purpose)) {
            Some(word) => {
                let message = Text::new(
                    format!("“{item}”的用途写成“{purpose}”，“{word}”不属于这个科目"),
                    format!("“{item}” is said to be used for “{purpose}”, which is another item"),
                );
                let places = vec![claim.place(Column::Purpose)];
                checks.flaw(RULE.code, Level::Warning, Flaw::new(message, places));
            }
            None => checks.fine(RULE.code),
        }
    }
}

fn is_any(words: &[String], text: &str) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// The deepest level of what the claim is about, as the text calls it, else as the lists do.
fn item(claim: &Claim<'_>) -> String {
    if let Some(named) = claim.words(Column::Named) {
        let bare = named.trim_end_matches("（项）").trim_end_matches("(项)");
        let last = bare.rsplit(['）', ')']).next().unwrap_or(bare);
        return last.to_owned();
    }
    let Some(cell) = claim.subject_cell() else {
        return claim.name().zh;
    };
    let entry = lookup_code(Classification::Functional, &cell.row);
    entry.map_or_else(|| cell.row.clone(), |entry| entry.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pairs_are_valid() {
        assert!(PURPOSES.pairs.iter().all(|pair| {
            let known = |item: &String| {
                let name = item.as_str();
                crate::model::search_codes(Classification::Functional, name)
                    .next()
                    .is_some()
            };
            !pair.own.is_empty() && pair.items.iter().all(known)
        }));
    }
}
