//! Numbers of the claims: C001 … in the order of the text, once every reader has had its turn.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::reading::{Stated, StatedRow};

/// Columns that hold the numbers of other claims.
const REFERENCES: [&str; 3] = ["part_of", "within", "sum_within"];

/// Puts the claims into the order of the text and numbers them; what readers called them while
/// reading becomes the number everywhere.
pub(super) fn assign(draft: &mut Draft) {
    let (mut claims, others): (Vec<StatedRow>, Vec<StatedRow>) = std::mem::take(&mut draft.rows)
        .into_iter()
        .partition(|row| row.table == "claims");
    claims.sort_by_key(position);
    let mut numbers: BTreeMap<String, String> = BTreeMap::new();
    for (count, claim) in (1..).zip(&claims) {
        if let Some(id) = claim.get("id") {
            numbers.insert(id.printed.clone(), format!("C{count:03}"));
        }
    }
    for (count, claim) in (1..).zip(&mut claims) {
        for (key, value) in &mut claim.members {
            if REFERENCES.contains(key)
                && let Some(number) = numbers.get(&value.printed)
            {
                value.printed.clone_from(number);
            }
        }
        claim.members.retain(|(key, _)| *key != "id");
        claim
            .members
            .insert(0, ("id", Stated::derived(format!("C{count:03}"))));
    }
    draft.rows = claims;
    draft.rows.extend(others);
}

/// Where a row begins in the text; rows without a place stand behind.
fn position(row: &StatedRow) -> u32 {
    let spans = row.members.iter().filter_map(|(_, value)| value.span);
    spans.map(|span| span.start).min().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    #[test]
    fn claims_are_numbered_as_they_stand() {
        let at = |start: u32, id: &str, whole: Option<&str>| {
            let amount = Stated {
                printed: "1元".to_owned(),
                span: Some(Span {
                    start,
                    end: start + 4,
                }),
            };
            let row = StatedRow::of("claims")
                .with("id", Stated::derived(id))
                .with("amount", amount);
            match whole {
                Some(whole) => row.with("part_of", Stated::derived(whole)),
                None => row,
            }
        };
        let mut draft = Draft {
            rows: vec![
                at(30, "b", Some("a")),
                StatedRow::of("staffing"),
                at(10, "a", None),
            ],
            ..Draft::default()
        };
        assign(&mut draft);
        let ids: Vec<_> = draft
            .rows
            .iter()
            .map(|row| row.get("id").map(|id| &*id.printed))
            .collect();
        assert_eq!(ids, [Some("C001"), Some("C002"), None]);
        assert_eq!(draft.rows[1].get("part_of").unwrap().printed, "C001");
    }
}
