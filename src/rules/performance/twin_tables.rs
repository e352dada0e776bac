//! The table of scores and the indicator system differ in indicators, weights or criteria (G102).
//!
//! Both are the same list, printed once before the year and once with its scores. Words are
//! compared without white space and punctuation.

use std::collections::BTreeMap;

use crate::model::{CellEdit, Text};
use crate::relation::{Relation, RuleCode};
use crate::rules::{Certainty, Checks, CodeRule, Context, Fix, Flaw, Level};

use super::indicator::{Indicator, SCORED, SYSTEM, indicators_of};

/// Twin tables.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(102),
    reads: &[SCORED, SYSTEM],
    state,
};

/// Columns of numbers that both tables print.
const NUMBERS: [&str; 6] = ["weight", "sub_1", "sub_2", "sub_3", "sub_4", "sub_5"];
/// Columns of words that both tables print, with their names.
const WORDS: [(&str, &str, &str); 2] = [
    ("group", "指标类别", "group"),
    ("criterion", "评分标准", "criterion"),
];

fn state(context: &Context<'_>, checks: &mut Checks) {
    let of = |table| -> Vec<Indicator<'_>> { indicators_of(context, table).collect() };
    let (scored, system) = (of(SCORED), of(SYSTEM));
    if scored.is_empty() || system.is_empty() {
        // A department may publish one of the two.
        return;
    }
    let twins = by_name(&system);
    let known = by_name(&scored);
    // An indicator whose wording was revised in one table stands at the same place in the other.
    let renamed = |at: usize| {
        let (one, twin) = (scored.get(at)?, system.get(at)?);
        let alone = !twins.contains_key(&one.name()) && !known.contains_key(&twin.name());
        (alone && is_alike(&one.name(), &twin.name())).then_some((one, twin))
    };
    for (at, one) in scored.iter().enumerate() {
        match (twins.get(&one.name()), renamed(at)) {
            (Some(twin), _) => compare(one, twin, checks),
            (None, Some((one, twin))) => {
                reworded(one, twin, checks);
                compare(one, twin, checks);
            }
            (None, None) => missing(one, &SCORED_NAME, &SYSTEM_NAME, checks),
        }
    }
    for (at, twin) in system.iter().enumerate() {
        if !known.contains_key(&twin.name()) && renamed(at).is_none() {
            missing(twin, &SYSTEM_NAME, &SCORED_NAME, checks);
        }
    }
}

/// Whether most of the characters of two names are the same ones.
fn is_alike(one: &str, other: &str) -> bool {
    let longer = one.chars().count().max(other.chars().count());
    let shared = other.chars().filter(|c| one.contains(*c)).count();
    shared.min(one.chars().count()) * 3 >= longer * 2
}

/// The same indicator under two names: which wording holds has to be asked.
fn reworded(one: &Indicator<'_>, twin: &Indicator<'_>, checks: &mut Checks) {
    let (here, there) = (one.text(), twin.text());
    let message = Text::new(
        format!(
            "同一指标两表写法不同：评分表为“{}”，指标体系表为“{}”",
            here.zh, there.zh
        ),
        format!(
            "one indicator has two names: “{}” in the table of scores and “{}” in the indicator \
             system",
            here.en, there.en
        ),
    );
    let places = vec![one.name_place(), twin.name_place()];
    checks.flaw(RULE.code, Level::Question, Flaw::new(message, places));
}

/// A table in words.
type Name = (&'static str, &'static str);

const SCORED_NAME: Name = ("评分表", "table of scores");
const SYSTEM_NAME: Name = ("指标体系表", "indicator system");

/// Indicators by their names; of several with one name the first.
fn by_name<'a, 'b>(all: &'b [Indicator<'a>]) -> BTreeMap<String, &'b Indicator<'a>> {
    let mut names = BTreeMap::new();
    for one in all {
        names.entry(one.name()).or_insert(one);
    }
    names
}

fn missing(one: &Indicator<'_>, here: &Name, there: &Name, checks: &mut Checks) {
    let name = one.text();
    let message = Text::new(
        format!("{}有指标“{}”，{}没有", here.0, name.zh, there.0),
        format!(
            "the {} has the indicator “{}”, the {} has not",
            here.1, name.en, there.1
        ),
    );
    let flaw = Flaw::new(message, vec![one.place("weight")]);
    checks.flaw(RULE.code, Level::Warning, flaw);
}

fn compare(one: &Indicator<'_>, twin: &Indicator<'_>, checks: &mut Checks) {
    let about = Text::new("与指标体系表不一致", "not as in the indicator system");
    for column in NUMBERS {
        if !one.prints(column) && !twin.prints(column) {
            continue;
        }
        let relation = Relation::same(RULE.code, one.figure(column), twin.figure(column));
        checks.relation_about(Level::Warning, relation, about.clone());
    }
    for (column, zh, en) in WORDS {
        let (Some(here), Some(there)) = (one.words(column), twin.words(column)) else {
            continue;
        };
        if plain(here) == plain(there) {
            checks.fine(RULE.code);
            continue;
        }
        let name = one.text();
        let message = Text::new(
            format!(
                "“{}”的{zh}两处不一致：评分表为“{here}”，指标体系表为“{there}”",
                name.zh
            ),
            format!(
                "the {en} of “{}” is “{here}” in the table of scores and “{there}” in the \
                 indicator system",
                name.en
            ),
        );
        let flaw = Flaw {
            fixes: vec![follow(one, column, there)],
            ..Flaw::new(message, vec![one.place(column), twin.place(column)])
        };
        // A wording may have been revised on purpose; numbers may not.
        let level = if digits(here) == digits(there) {
            Level::Question
        } else {
            Level::Warning
        };
        checks.flaw(RULE.code, level, flaw);
    }
}

/// The numbers that words hold, run together.
fn digits(words: &str) -> String {
    words.chars().filter(char::is_ascii_digit).collect()
}

/// The words of the system, which were there first.
fn follow(one: &Indicator<'_>, column: &str, words: &str) -> Fix {
    Fix {
        title: Text::new("按指标体系表改写", "write it as in the indicator system"),
        certainty: Certainty::Review,
        edits: vec![CellEdit::new(one.place(column), words)],
    }
}

/// Words without white space and punctuation, digits and signs in one width.
fn plain(words: &str) -> String {
    const SIGNS: &str = "%.-/+<>≤≥±";
    let narrow = |c: char| match c {
        // The full-width forms stand in the order of the half-width ones.
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let plain: String = words
        .chars()
        .map(narrow)
        .filter(|c| c.is_alphanumeric() || SIGNS.contains(*c))
        .collect();
    plain.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_their_ornaments() {
        assert_eq!(plain("达到 90％, 得4分。"), plain("达到90%，得4分"));
        assert_ne!(plain("达到90%"), plain("达到80%"));
        assert_ne!(plain("达到9.0%"), plain("达到90%"));
    }

    #[test]
    fn a_revised_name_is_still_the_same_indicator() {
        assert!(is_alike("站点合规性检查及处理", "站点检查及处理"));
        assert!(!is_alike("站点检查及处理", "人员安排"));
    }
}
