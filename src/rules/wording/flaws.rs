//! Words that are flawed in themselves: what was left in of a template and stray marks (G063),
//! amounts without a unit (G077), sections and statements that are missing (G105), issuers and
//! numbers of notices (G107), names of items (G109).
//!
//! An alternative or a placeholder leaves open what is meant and must go; most others are asked
//! about. Zeros in another unit than their neighbours are `unit_mixed`'s business, which asks
//! about all of a document at once.

use crate::model::Text;
use crate::relation::RuleCode;
use crate::rules::{Checks, CodeRule, Context, Level};

use super::row::{flawed, report};

/// A kind of flawed words.
struct Kind {
    /// As the table calls it.
    key: &'static str,
    /// The rule that it breaks.
    rule: u16,
    level: Level,
    /// What is wrong, before the words.
    zh: &'static str,
    en: &'static str,
}

const fn kind(
    key: &'static str,
    rule: u16,
    level: Level,
    zh: &'static str,
    en: &'static str,
) -> Kind {
    Kind {
        key,
        rule,
        level,
        zh,
        en,
    }
}

const KINDS: [Kind; 11] = [
    kind(
        "template",
        63,
        Level::Error,
        "模板文字没有清理",
        "words of the template were left in",
    ),
    kind("stray", 63, Level::Question, "多余的字符", "stray marks"),
    kind(
        "doubled",
        63,
        Level::Question,
        "重复的字词或标点",
        "doubled words or marks",
    ),
    kind("typo", 63, Level::Question, "疑为错字", "a slip of the pen"),
    kind(
        "unit",
        77,
        Level::Question,
        "金额没有写单位",
        "the amount has no unit",
    ),
    kind(
        "section",
        105,
        Level::Warning,
        "章节缺失、重复或编号不连续",
        "a section is missing, doubled or misnumbered",
    ),
    kind(
        "statement",
        105,
        Level::Question,
        "应当说明而没有说明",
        "something is to be stated and is not",
    ),
    kind(
        "disclosure",
        105,
        Level::Note,
        "应当公开而没有写到",
        "something is to be disclosed and is not",
    ),
    kind(
        "issuer",
        107,
        Level::Warning,
        "同一文件的发文单位前后不一",
        "one notice has several issuers",
    ),
    kind(
        "number_form",
        107,
        Level::Question,
        "文号的写法与别处不同",
        "the number of a notice is written in another form elsewhere",
    ),
    kind(
        "name",
        109,
        Level::Question,
        "科目名称与科目表不同",
        "the name of an item is not that of the list",
    ),
];

/// The rule with this number, about the kinds of words that break it.
pub(in crate::rules) const fn rule<const NUMBER: u16>() -> CodeRule {
    CodeRule {
        code: RuleCode::standard(NUMBER),
        reads: &["wording"],
        state: state::<NUMBER>,
    }
}

fn state<const NUMBER: u16>(context: &Context<'_>, checks: &mut Checks) {
    let code = RuleCode::standard(NUMBER);
    for kind in KINDS.iter().filter(|kind| kind.rule == NUMBER) {
        for same in flawed(context, kind.key, code, checks) {
            let words = same[0].text();
            let message = Text::new(
                format!("{}：“{words}”", kind.zh),
                format!("{}: “{words}”", kind.en),
            );
            report(&same, (code, kind.level), message, checks);
        }
    }
}
