//! The name of a stated sum, which is printed nowhere: its parts with their amounts.

use crate::model::{Accounts, Text};
use crate::relation::{Figure, Relation, Side, Sign};
use crate::rules::plain_name;

/// More parts are not told one by one.
const MOST_PARTS: usize = 3;

/// What is stated, when it is a sum of a few figures: `甲 1.00 元与乙 2.00 元合计`.
pub(super) fn stated(accounts: &Accounts, relation: &Relation) -> Option<Text> {
    let Side::Sum(terms) = &relation.left else {
        return None;
    };
    let figures: Option<Vec<&Figure>> = terms
        .iter()
        .map(|term| term.operand.figure().filter(|_| term.sign == Sign::Plus))
        .collect();
    let figures = figures.filter(|figures| (2..=MOST_PARTS).contains(&figures.len()))?;
    let part = |figure: &&Figure| {
        let (name, shown) = (plain_name(accounts, figure.place), figure.quantity().text());
        Text::new(
            format!("{} {}", name.zh, shown.zh),
            format!("{} ({})", name.en, shown.en),
        )
    };
    let parts: Vec<Text> = figures.iter().map(part).collect();
    let parts = Text::join(&parts, "与", " and ");
    Some(Text::new(
        format!("{}合计", parts.zh),
        format!("the sum of {}", parts.en),
    ))
}
