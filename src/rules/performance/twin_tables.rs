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
    for one in &scored {
        match twins.get(&one.name()) {
            Some(twin) => compare(one, twin, checks),
            None => missing(one, &SCORED_NAME, &SYSTEM_NAME, checks),
        }
    }
    for twin in &system {
        if !known.contains_key(&twin.name()) {
            missing(twin, &SYSTEM_NAME, &SCORED_NAME, checks);
        }
    }
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
        checks.flaw(RULE.code, Level::Warning, flaw);
    }
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
}
