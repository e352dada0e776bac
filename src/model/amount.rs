//! Numbers as they are printed or typed: `1,234.50`, `１２．３万元`, `0.27%`, `—`.
//!
//! Reading never guesses: what is no number is refused with the reason, and text never becomes 0.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{Text, Unit};

/// A number as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// The value in `unit`.
    pub value: Decimal,
    /// Decimals that were printed.
    pub decimals: u32,
    /// The unit that was printed with it, if any.
    pub unit: Option<Unit>,
}

/// Why a text is not a number that can be checked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotANumber {
    /// Something that is not a number at all.
    #[error("not a number: {0}")]
    Words(String),
    /// Thousands separators that do not stand every three digits.
    #[error("separators do not stand every three digits: {0}")]
    Separators(String),
    /// More digits than exact arithmetic holds (28).
    #[error("more than 28 digits: {0}")]
    TooLong(String),
    /// A value that is not a scalar, `true`, an object, a list.
    #[error("not an amount but {0}")]
    WrongType(&'static str),
    /// The same key stands twice, so it is not known which value is meant.
    #[error("the key stands more than once")]
    DuplicateKey,
    /// A unit that this place cannot have.
    #[error("the unit {0} does not fit here")]
    Unit(&'static str),
    /// An amount without a unit, in a table or file whose unit is not known.
    #[error("the unit {0} of the table is not known")]
    UnknownUnit(Box<str>),
}

impl NotANumber {
    /// The reason in words.
    pub fn text(&self) -> Text {
        match self {
            Self::Words(text) => Text::new(
                format!("“{text}”不是数字"),
                format!("“{text}” is not a number"),
            ),
            Self::Separators(text) => Text::new(
                format!("“{text}”的千分位分隔符位置不对"),
                format!("the separators in “{text}” do not stand every three digits"),
            ),
            Self::TooLong(text) => Text::new(
                format!("“{}”超过 28 位有效数字，无法精确计算", shorten(text)),
                format!(
                    "“{}” has more than 28 digits and cannot be computed exactly",
                    shorten(text)
                ),
            ),
            Self::WrongType(found) => Text::new(
                format!("此处应为金额，实为 {found}"),
                format!("an amount belongs here, found {found}"),
            ),
            Self::DuplicateKey => Text::new(
                "同一键出现多次，无法确定取哪一个值",
                "the key stands more than once, so its value is ambiguous",
            ),
            Self::Unit(unit) => Text::new(
                format!("此处不能使用单位“{unit}”"),
                format!("the unit “{unit}” does not fit here"),
            ),
            Self::UnknownUnit(unit) => Text::new(
                format!("表的单位“{unit}”无法识别，不知道金额是多少"),
                format!("the unit “{unit}” of the table is not known, so the amount is not"),
            ),
        }
    }
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= 24 {
        return text.to_owned();
    }
    text.chars().take(20).chain(['…']).collect()
}

/// Marks that are printed for an empty cell; each stands for exactly zero.
pub fn is_blank(text: &str) -> bool {
    matches!(text.trim(), "" | "—" | "——" | "-" | "--" | "－" | "–" | "/")
}

impl Amount {
    /// Reads a printed or typed number.
    ///
    /// Full-width digits, a currency sign before, white space at either end and between number
    /// and unit, and well-placed thousands separators are taken as what they are.
    ///
    /// # Errors
    /// [`NotANumber`], with what was found.
    pub fn parse(text: &str) -> Result<Self, NotANumber> {
        let plain = half_width(text.trim());
        let (digits, unit) = Unit::split_off(&plain);
        let digits = digits.strip_prefix(['¥', '￥']).unwrap_or(digits);
        let digits = without_separators(digits)
            .ok_or_else(|| NotANumber::Separators(text.trim().to_owned()))?;
        let (value, decimals) = parse_digits(&digits, text)?;
        Ok(Self {
            value,
            decimals,
            unit,
        })
    }

    /// The value in base units: 元 for money. `None` when it leaves the range of exact arithmetic.
    pub fn base_value(self, default: Unit) -> Option<Decimal> {
        self.value
            .checked_mul(self.unit.unwrap_or(default).factor())
    }
}

/// Reads `[-]digits[.digits][e±n]`.
fn parse_digits(digits: &str, original: &str) -> Result<(Decimal, u32), NotANumber> {
    let words = || NotANumber::Words(original.trim().to_owned());
    let too_long = || NotANumber::TooLong(original.trim().to_owned());
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (digits, None),
    };
    let unsigned = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || unsigned.ends_with('.') {
        return Err(words());
    }
    if whole.trim_start_matches('0').len() + fraction.len() > 28 {
        return Err(too_long());
    }
    let printed = u32::try_from(fraction.len()).unwrap_or(u32::MAX);
    let Some(exponent) = exponent else {
        let value = Decimal::from_str_exact(mantissa)
            .ok()
            .ok_or_else(too_long)?;
        return Ok((value, printed));
    };
    let size = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
    if size.is_empty() || !all_digits(size) {
        return Err(words());
    }
    // Digits that are no exponent of 32 bits are certainly too many.
    let shift: i32 = exponent.parse().ok().ok_or_else(too_long)?;
    if shift.unsigned_abs() > 28 {
        return Err(too_long());
    }
    let value = Decimal::from_scientific(digits).ok().ok_or_else(too_long)?;
    let decimals = i64::from(printed) - i64::from(shift);
    Ok((value, u32::try_from(decimals.max(0)).unwrap_or(0)))
}

/// Takes out `,` when it stands every three digits before the point; `None` when it does not.
fn without_separators(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains(',') {
        return Some(text.into());
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let well_placed = (1..=3).contains(&first.len())
        && groups.all(|group| group.len() == 3)
        && !fraction.contains(',');
    well_placed.then(|| text.replace(',', "").into())
}

/// Full-width digits, signs and letters as their half-width forms.
fn half_width(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return text.into();
    }
    let half = text.chars().map(|c| match c {
        '，' => ',',
        '−' | '–' | '－' => '-',
        '０'..='９' | '．' | '％' | '＋' | 'ｅ' | 'Ｅ' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        _ => c,
    });
    half.collect::<String>().into()
}

/// `value` with thousands separators and exactly `decimals` decimals.
pub fn grouped(value: Decimal, decimals: u32) -> String {
    let fixed = fixed(value, decimals);
    let (sign, digits) = fixed
        .strip_prefix('-')
        .map_or(("", fixed.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::with_capacity(fixed.len() + whole.len() / 3 + 1);
    out.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// `value` with exactly `decimals` decimals and no separators, rounded half away from zero.
pub fn fixed(value: Decimal, decimals: u32) -> String {
    let rounded = value.round_dp_with_strategy(
        decimals,
        rust_decimal::RoundingStrategy::MidpointAwayFromZero,
    );
    let text = format!("{rounded:.*}", decimals as usize);
    if rounded.is_zero() {
        return text.trim_start_matches('-').to_owned();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, u32, Option<Unit>) {
        let amount = Amount::parse(text).unwrap();
        (amount.value.to_string(), amount.decimals, amount.unit)
    }

    #[test]
    fn what_people_type_is_read() {
        assert_eq!(read("1,234.5"), ("1234.5".to_owned(), 1, None));
        assert_eq!(
            read(" 12.3 万元 "),
            ("12.3".to_owned(), 1, Some(Unit::WanYuan))
        );
        assert_eq!(read("１，２３４．５０"), ("1234.50".to_owned(), 2, None));
        assert_eq!(
            read("-0.27％"),
            ("-0.27".to_owned(), 2, Some(Unit::Percent))
        );
        assert_eq!(read("1.5e3").0, "1500");
        assert_eq!(read("1.5e3").1, 0);
        assert_eq!(read("+5e-2"), ("0.05".to_owned(), 2, None));
        assert_eq!(read("￥1,234 元").0, "1234");
        assert_eq!(read("3.3万人次").0, "3.3");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "abc",
            "1.2.3",
            "12x",
            "--5",
            "1.",
            ".5",
            "一百",
            "NaN",
            "0x10",
            "12 34",
            "1e",
            "1e+",
            "元",
            "¥",
            "5 元 元",
        ] {
            assert!(
                matches!(Amount::parse(text), Err(NotANumber::Words(_))),
                "{text}"
            );
        }
        for text in ["12,34", "1,2345", ",123", "1,234.5,6"] {
            assert!(
                matches!(Amount::parse(text), Err(NotANumber::Separators(_))),
                "{text}"
            );
        }
        for text in [
            "1e999",
            "1e99999999999",
            "1e-29",
            "12345e25",
            &"9".repeat(40),
        ] {
            assert!(
                matches!(Amount::parse(text), Err(NotANumber::TooLong(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn separators_are_put_back() {
        let value = |text: &str| Amount::parse(text).unwrap().value;
        assert_eq!(grouped(value("1234567.5"), 2), "1,234,567.50");
        assert_eq!(grouped(value("-123"), 0), "-123");
        assert_eq!(grouped(value("-0.001"), 2), "0.00");
        assert_eq!(fixed(value("2.345"), 2), "2.35");
    }
}
