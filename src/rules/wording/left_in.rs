//! Words of a template, placeholders, stray marks and doubled words stand in the text (G063).
//!
//! An alternative or a placeholder leaves open what is meant and must go; a stray mark is asked
//! about.

use crate::model::Text;
use crate::relation::RuleCode;
use crate::rules::{Checks, CodeRule, Context, Level};

use super::row::{flawed, report};

/// What was left in.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(63),
    reads: &["wording"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for same in flawed(context, &["template"], RULE.code, checks) {
        let words = same[0].text();
        let message = Text::new(
            format!("模板文字没有清理：“{words}”"),
            format!("words of the template were left in: “{words}”"),
        );
        report(&same, (RULE.code, Level::Error), message, checks);
    }
    for same in flawed(context, &["stray", "doubled", "typo"], RULE.code, checks) {
        let words = same[0].text();
        let (zh, en) = match same[0].kind() {
            "doubled" => ("重复的字词或标点", "doubled words or marks"),
            "typo" => ("疑为错字", "a slip of the pen"),
            _ => ("多余的字符", "stray marks"),
        };
        let message = Text::new(format!("{zh}：“{words}”"), format!("{en}: “{words}”"));
        report(&same, (RULE.code, Level::Question), message, checks);
    }
}
