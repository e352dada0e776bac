//! An amount of the text has no unit (G077). Zeros in another unit than their neighbours are
//! `unit_mixed`'s business, which asks about all of a document at once.

use crate::model::Text;
use crate::relation::RuleCode;
use crate::rules::{Checks, CodeRule, Context, Level};

use super::row::{flawed, report};

/// Units of amounts in the text.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(77),
    reads: &["wording"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for same in flawed(context, &["unit"], RULE.code, checks) {
        let words = same[0].text();
        let message = Text::new(
            format!("“{words}”没有写单位"),
            format!("“{words}” has no unit"),
        );
        report(&same, (RULE.code, Level::Question), message, checks);
    }
}
