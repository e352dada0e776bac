//! A change is stated without its reason (G071). Whether a reason fits the direction needs the
//! text (G072).

use crate::model::Text;
use crate::relation::{NotChecked, RuleCode};
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

use super::claim::{Claim, Column, Direction, claims};
use super::group::value;

/// A change has its reason.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(71),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for claim in claims(context).filter(changes) {
        let Some(word) = claim.words(Column::Reason) else {
            continue;
        };
        let place = claim.place(Column::Reason);
        match word {
            "是" => checks.fine(RULE.code),
            "否" => {
                let name = claim.name();
                let message = Text::new(
                    format!("“{}”有变动，没有说明原因", name.zh),
                    format!("“{}” changed and no reason is given", name.en),
                );
                let places = vec![place, claim.place(Column::Change)];
                checks.flaw(RULE.code, Level::Question, Flaw::new(message, places));
            }
            other => {
                let why = Text::new(
                    format!("应为“是”或“否”，实为“{other}”"),
                    format!("“是” (yes) or “否” (no) belongs here, found “{other}”"),
                );
                let missing = claim.missing(Column::Reason, why);
                checks.not_checked(RULE.code, NotChecked::Missing(missing));
            }
        }
    }
}

/// Whether the claim states a change that is not zero.
fn changes(claim: &Claim<'_>) -> bool {
    let stated = claim.signed_change().and_then(|change| value(&change));
    match stated {
        Some(change) => !change.is_zero(),
        None => matches!(claim.direction(), Some(Ok(Direction::Up | Direction::Down))),
    }
}
