//! Relations that could not be checked, grouped by the reason, for every report.

use std::collections::BTreeMap;

use crate::model::Text;
use crate::relation::{NotChecked, Outcome, RuleCode};
use crate::review::{Decided, Review};

/// One reason and what it kept from being checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    /// Why.
    pub why: Text,
    /// How many relations.
    pub count: usize,
    /// The rules that stated them, in order, each once.
    pub rules: Vec<RuleCode>,
    /// What was missing or could not be read, each once, in order.
    pub what: Vec<Text>,
}

/// The relations of a review that were not checked, the most frequent reason first.
pub fn unchecked(review: &Review) -> Vec<Unchecked> {
    grouped(&review.decided)
}

fn grouped(decided: &[Decided]) -> Vec<Unchecked> {
    let mut reasons: BTreeMap<Text, Unchecked> = BTreeMap::new();
    for decided in decided {
        let Outcome::NotChecked(reason) = &decided.outcome else {
            continue;
        };
        let (why, what) = match reason {
            NotChecked::Missing(missing) => (missing.why.clone(), Some(&missing.what)),
            NotChecked::ZeroBase | NotChecked::OutOfRange | NotChecked::Units => {
                (reason.text(), None)
            }
        };
        let group = reasons.entry(why.clone()).or_insert_with(|| Unchecked {
            why,
            count: 0,
            rules: Vec::new(),
            what: Vec::new(),
        });
        group.count += 1;
        insert_once(&mut group.rules, &decided.rule);
        if let Some(what) = what {
            insert_once(&mut group.what, what);
        }
    }
    let mut groups: Vec<Unchecked> = reasons.into_values().collect();
    groups.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.why.cmp(&b.why)));
    groups
}

/// Puts `value` where it belongs in the order, unless it is there.
fn insert_once<T: Ord + Clone>(values: &mut Vec<T>, value: &T) {
    if let Err(at) = values.binary_search(value) {
        values.insert(at, value.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::Missing;

    #[test]
    fn reasons_are_grouped_and_counted() {
        let decided = |rule, reason| Decided {
            rule: RuleCode::standard(rule),
            relation: None,
            outcome: Outcome::NotChecked(reason),
            finding: None,
        };
        let missing = |what: &str| {
            NotChecked::Missing(Missing {
                what: Text::same(what),
                why: Text::new("没有这张表", "no such table"),
                place: None,
            })
        };
        let decided = [
            decided(3, NotChecked::ZeroBase),
            decided(2, missing("K05")),
            decided(1, missing("K08")),
            decided(2, missing("K05")),
        ];
        let groups = grouped(&decided);
        assert_eq!(groups.len(), 2);
        assert_eq!(groups[0].count, 3);
        assert_eq!(groups[0].rules, [1, 2].map(RuleCode::standard));
        assert_eq!(groups[0].what, ["K05", "K08"].map(Text::same));
        assert_eq!(groups[1].why, NotChecked::ZeroBase.text());
    }
}
