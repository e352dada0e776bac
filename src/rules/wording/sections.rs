//! Sections of the text are missing, doubled or numbered with gaps (G105), or one says nothing of
//! what it is for.

use crate::model::Text;
use crate::relation::RuleCode;
use crate::rules::{Checks, CodeRule, Context, Level};

use super::row::{flawed, report};

/// Sections.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(105),
    reads: &["wording"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for same in flawed(context, &["section"], RULE.code, checks) {
        let words = same[0].text();
        let message = Text::new(
            format!("章节缺失、重复或编号不连续：“{words}”"),
            format!("a section is missing, doubled or misnumbered: “{words}”"),
        );
        report(&same, (RULE.code, Level::Warning), message, checks);
    }
    for same in flawed(context, &["statement"], RULE.code, checks) {
        let words = same[0].text();
        let message = Text::new(
            format!("“{words}”没有写应当说明的内容"),
            format!("“{words}” does not say what it should"),
        );
        report(&same, (RULE.code, Level::Question), message, checks);
    }
}
