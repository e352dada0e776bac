//! Words of direction (增加, 减少) and their opposites.

use crate::model::{Accounts, Place, Text};
use crate::relation::{Operand, Quantity, Relation, Side, Sign, Term};

use super::{Cause, CauseKind};

/// Words and their opposites, in one register; a word that stands twice answers the first time.
const OPPOSITES: &[(&str, &str)] = &[
    ("增加", "减少"),
    ("增长", "下降"),
    ("上升", "下降"),
    ("上涨", "下跌"),
    ("提高", "降低"),
    ("大于", "小于"),
    ("高于", "低于"),
    ("多于", "少于"),
    ("超出", "少于"),
    ("超过", "低于"),
];

/// The same words with the opposite meaning; `None` when they do not name one direction.
pub(super) fn opposite(words: &str) -> Option<String> {
    let mut found = OPPOSITES.iter().flat_map(|(up, down)| {
        let one = words.contains(up).then_some((*up, *down));
        let other = words.contains(down).then_some((*down, *up));
        one.into_iter().chain(other)
    });
    let (word, replacement) = found.next()?;
    // 增加（减少） says nothing; which word is meant is the writer's to decide.
    if found.any(|(other, _)| other != word) || words.matches(word).count() > 1 {
        return None;
    }
    Some(words.replace(word, replacement))
}

/// The directions in a relation that one word could have turned.
pub(super) fn flippable(accounts: &Accounts, relation: &Relation) -> Vec<Place> {
    let mut places: Vec<Place> = relation
        .terms()
        .filter_map(|term| term.direction)
        .filter(|place| {
            accounts
                .cell(*place)
                .words()
                .is_some_and(|words| opposite(words).is_some())
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// The cause, with the sum that proves it. `mended` is the relation with the word turned.
pub(super) fn cause(accounts: &Accounts, at: Place, mended: &Relation) -> Option<Cause> {
    let words = accounts.cell(at).words()?;
    let right = opposite(words)?;
    let term = mended.terms().find(|term| term.direction == Some(at))?;
    if let Side::Ratio { .. } = mended.right {
        let sum = mended.arithmetic();
        return Some(Cause::new(
            CauseKind::Direction,
            Text::new(
                format!("{}，恰好相符，“{words}”应为“{right}”", sum.zh),
                format!("{} exactly: “{words}” should read “{right}”", sum.en),
            ),
        ));
    }
    let text = match others(mended, at) {
        Others::Parts(sum) => Text::new(
            format!("各部分之和恰为 {}，“{words}”应为“{right}”", sum.zh),
            format!(
                "the parts add up to exactly {}: “{words}” should read “{right}”",
                sum.en
            ),
        ),
        Others::Figures(left, sign, rest) => {
            let (zh, en) = match sign {
                Sign::Plus => ("大于", "more than"),
                Sign::Minus => ("小于", "less than"),
            };
            Text::new(
                format!("{} {zh} {}，“{words}”应为“{right}”", left.zh, rest.zh),
                format!(
                    "{} is {en} {}: “{words}” should read “{right}”",
                    left.en, rest.en
                ),
            )
        }
        Others::None => {
            let amount = signed(term)?;
            Text::new(
                format!(
                    "只有变动为 {} 时各数才相符，“{words}”应为“{right}”",
                    amount.zh
                ),
                format!(
                    "the figures agree only if the change is {}: “{words}” should read “{right}”",
                    amount.en
                ),
            )
        }
    };
    Some(Cause::new(CauseKind::Direction, text))
}

/// What stands beside the change whose word was turned.
enum Others {
    /// The sum of parts, with its sign.
    Parts(Text),
    /// Two amounts, the later one first, and which is the greater.
    Figures(Text, Sign, Text),
    /// Something else.
    None,
}

fn others(relation: &Relation, at: Place) -> Others {
    let (Side::Sum(left), Side::Sum(right)) = (&relation.left, &relation.right) else {
        return Others::None;
    };
    let is_turned = |terms: &[Term]| matches!(terms, [term] if term.direction == Some(at));
    let parts = match (is_turned(left), is_turned(right)) {
        // A bound between two figures, both turned by the word: the left one is the greater.
        (true, true) => {
            let figure = |terms: &[Term]| {
                let figure = terms.first()?.operand.figure()?;
                Some(figure.quantity().text())
            };
            return match (figure(left), figure(right)) {
                (Some(left), Some(right)) => Others::Figures(left, Sign::Plus, right),
                _ => Others::None,
            };
        }
        (true, _) => right,
        (_, true) => left,
        _ => return Others::None,
    };
    if let [later, earlier] = parts.as_slice()
        && (later.direction, earlier.direction) == (None, None)
        && (later.sign, earlier.sign) == (Sign::Plus, Sign::Minus)
        && let (Some(later), Some(earlier)) = (later.operand.figure(), earlier.operand.figure())
    {
        let sign = if later.base_value() > earlier.base_value() {
            Sign::Plus
        } else {
            Sign::Minus
        };
        return Others::Figures(later.quantity().text(), sign, earlier.quantity().text());
    }
    let Some(sum) = sum_of(parts) else {
        return Others::None;
    };
    Others::Parts(with_sign(sum))
}

/// The sum of terms, in the unit of the first.
fn sum_of(terms: &[Term]) -> Option<Quantity> {
    let first = terms.first()?.operand.figure()?;
    let mut sum = rust_decimal::Decimal::ZERO;
    let mut decimals = first.decimals;
    for term in terms {
        let Operand::Figure(figure) = &term.operand else {
            return None;
        };
        let value = figure.base_value()?;
        sum = match term.sign {
            Sign::Plus => sum.checked_add(value)?,
            Sign::Minus => sum.checked_sub(value)?,
        };
        decimals = decimals.max(figure.decimals);
    }
    Some(Quantity {
        value: sum.checked_div(first.unit.factor())?.normalize(),
        unit: first.unit,
        decimals,
    })
}

fn signed(term: &Term) -> Option<Text> {
    sum_of(std::slice::from_ref(term)).map(with_sign)
}

/// With `+` or `−` before it.
pub(super) fn with_sign(quantity: Quantity) -> Text {
    let shown = quantity.abs().text();
    let sign = if quantity.value.is_sign_negative() && !quantity.value.is_zero() {
        "−"
    } else {
        "+"
    };
    Text::new(format!("{sign}{}", shown.zh), format!("{sign}{}", shown.en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_keep_their_register() {
        for (word, right) in [
            ("增加", "减少"),
            ("减少", "增加"),
            ("增长", "下降"),
            ("下降", "增长"),
            ("上升", "下降"),
            ("大于", "小于"),
            ("有所增加", "有所减少"),
        ] {
            assert_eq!(opposite(word).as_deref(), Some(right), "{word}");
        }
        for word in ["持平", "一致", "", "增加（减少）", "增长下降"] {
            assert_eq!(opposite(word), None, "{word}");
        }
    }
}
