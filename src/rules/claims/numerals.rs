//! Amounts written out in Chinese capital numerals: 壹佰肆拾玖万元整.
//!
//! The grammar: sections of up to four digits before 亿, 万 and 元, then 角 and 分. What does not
//! follow it is refused with the reason, never read as a nearby number.

use rust_decimal::Decimal;

use crate::model::Text;

/// Why words are not an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) enum NotAnAmount {
    /// A character that has no place in an amount.
    Character(char),
    /// Digits or units out of their order, or one of them twice.
    Order,
    /// No 元, 角 or 分 at the end.
    NoUnit,
}

impl NotAnAmount {
    /// The reason in words.
    pub(in crate::rules) fn text(&self, words: &str) -> Text {
        match self {
            Self::Character(found) => Text::new(
                format!("大写金额“{words}”中的“{found}”无法识别"),
                format!("“{found}” in “{words}” is not part of an amount in words"),
            ),
            Self::Order => Text::new(
                format!("大写金额“{words}”的数位顺序不对"),
                format!("the digits of “{words}” are out of order"),
            ),
            Self::NoUnit => Text::new(
                format!("大写金额“{words}”缺“元”"),
                format!("“{words}” does not end with 元, 角 or 分"),
            ),
        }
    }
}

/// The amount in 元.
///
/// # Errors
/// [`NotAnAmount`].
pub(in crate::rules) fn parse(words: &str) -> Result<Decimal, NotAnAmount> {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let words = words
        .trim_start_matches("人民币")
        .trim_start_matches("（大写）")
        .trim_start_matches("(大写)")
        .trim_start_matches(['：', ':']);
    let body = words.trim_end_matches(['整', '正']);
    if let Some(unknown) = body.chars().find(|c| symbol(*c).is_none()) {
        return Err(NotAnAmount::Character(unknown));
    }
    let symbols: Vec<Symbol> = body.chars().filter_map(symbol).collect();
    let Some(last) = symbols.last() else {
        return Err(NotAnAmount::NoUnit);
    };
    if !matches!(last, Symbol::Yuan | Symbol::Jiao | Symbol::Fen) {
        return Err(NotAnAmount::NoUnit);
    }
    let mut parts = symbols.splitn(2, |symbol| *symbol == Symbol::Yuan);
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    let (whole, fraction) = match second {
        Some(fraction) => (whole(first)?, fraction),
        None => (0, first),
    };
    let cents = cents(fraction)?;
    let total = whole
        .checked_mul(100)
        .and_then(|whole| whole.checked_add(cents));
    let total = total.ok_or(NotAnAmount::Order)?;
    Ok(Decimal::new(total, 2))
}

/// An amount in 元, written as `words` are: with what stands before the numerals there, and with
/// their word for the end. `None` for what cannot be written: less than a 分, a negative amount,
/// 10^16 元 and more.
pub(in crate::rules) fn like(words: &str, value: Decimal) -> Option<String> {
    parse(words).ok()?;
    let start = words.find(|c| symbol(c).is_some())?;
    let amount = write(value)?;
    let amount = if words.trim_end().ends_with('正') {
        amount.replace('整', "正")
    } else {
        amount
    };
    let amount = if words.contains('圆') {
        amount.replace('元', "圆")
    } else {
        amount
    };
    Some(format!("{}{amount}", &words[..start]))
}

/// An amount in 元 in capital numerals: 1490000 is 壹佰肆拾玖万元整.
pub(in crate::rules) fn write(value: Decimal) -> Option<String> {
    const LIMIT: u128 = 10_u128.pow(18);
    let mut cents = value;
    cents.rescale(2);
    if cents != value || (value.is_sign_negative() && !value.is_zero()) {
        return None;
    }
    let cents = cents.mantissa().unsigned_abs();
    if cents >= LIMIT {
        return None;
    }
    let (whole, jiao, fen) = (cents / 100, cents / 10 % 10, cents % 10);
    let mut words = String::new();
    if whole > 0 {
        write_whole(whole, &mut words);
        words.push('元');
    }
    if jiao > 0 {
        words.push(capital(jiao));
        words.push('角');
    } else if fen > 0 && whole > 0 {
        words.push('零');
    }
    if fen > 0 {
        words.push(capital(fen));
        words.push('分');
        return Some(words);
    }
    if words.is_empty() {
        words.push_str("零元");
    }
    words.push('整');
    Some(words)
}

/// Sections of four digits, the highest first; 零 stands for skipped places between two digits.
fn write_whole(whole: u128, words: &mut String) {
    const SECTIONS: [(u128, &str); 4] = [
        (1_000_000_000_000, "万"),
        (100_000_000, ""),
        (10_000, "万"),
        (1, ""),
    ];
    let mut skipped = false;
    for (index, (unit, name)) in SECTIONS.into_iter().enumerate() {
        let section = whole / unit % 10_000;
        skipped |= section < 1_000 && !words.is_empty();
        if section > 0 {
            if skipped {
                words.push('零');
            }
            write_section(section, words);
            words.push_str(name);
            skipped = false;
        }
        if index == 1 && !words.is_empty() {
            words.push('亿');
        }
    }
}

fn write_section(section: u128, words: &mut String) {
    const PLACES: [(u128, &str); 4] = [(1_000, "仟"), (100, "佰"), (10, "拾"), (1, "")];
    let (mut begun, mut skipped) = (false, false);
    for (unit, name) in PLACES {
        let digit = section / unit % 10;
        if digit == 0 {
            skipped = begun;
            continue;
        }
        if skipped {
            words.push('零');
        }
        words.push(capital(digit));
        words.push_str(name);
        (begun, skipped) = (true, false);
    }
}

fn capital(digit: u128) -> char {
    const CAPITALS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
    usize::try_from(digit)
        .ok()
        .and_then(|digit| CAPITALS.get(digit).copied())
        .unwrap_or('零')
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Symbol {
    Digit(i64),
    /// 拾, 佰, 仟.
    Place(i64),
    Wan,
    Yi,
    Yuan,
    Jiao,
    Fen,
}

fn symbol(c: char) -> Option<Symbol> {
    Some(match c {
        '零' | '〇' => Symbol::Digit(0),
        '壹' | '壱' | '一' => Symbol::Digit(1),
        '贰' | '貳' | '弍' | '二' => Symbol::Digit(2),
        '叁' | '參' | '叄' | '三' => Symbol::Digit(3),
        '肆' | '四' => Symbol::Digit(4),
        '伍' | '五' => Symbol::Digit(5),
        '陆' | '陸' | '六' => Symbol::Digit(6),
        '柒' | '七' => Symbol::Digit(7),
        '捌' | '八' => Symbol::Digit(8),
        '玖' | '九' => Symbol::Digit(9),
        '拾' | '十' => Symbol::Place(10),
        '佰' | '百' => Symbol::Place(100),
        '仟' | '千' => Symbol::Place(1000),
        '万' | '萬' => Symbol::Wan,
        '亿' | '億' => Symbol::Yi,
        '元' | '圆' | '圓' => Symbol::Yuan,
        '角' => Symbol::Jiao,
        '分' => Symbol::Fen,
        _ => return None,
    })
}

/// What stands before 元: a number below 10^16.
fn whole(symbols: &[Symbol]) -> Result<i64, NotAnAmount> {
    let below = match split(symbols, Symbol::Yi)? {
        (Some(high), low) => {
            let high = ten_thousands(high)?;
            return Ok(high * 100_000_000 + ten_thousands_or_none(low)?);
        }
        (None, low) => low,
    };
    ten_thousands(below)
}

fn ten_thousands_or_none(symbols: &[Symbol]) -> Result<i64, NotAnAmount> {
    if symbols.is_empty() {
        return Ok(0);
    }
    ten_thousands(symbols)
}

fn ten_thousands(symbols: &[Symbol]) -> Result<i64, NotAnAmount> {
    match split(symbols, Symbol::Wan)? {
        (Some(high), []) => Ok(section(high)? * 10_000),
        (Some(high), low) => Ok(section(high)? * 10_000 + section(low)?),
        (None, low) => section(low),
    }
}

/// What stands before and behind a unit that may stand once.
fn split(symbols: &[Symbol], unit: Symbol) -> Result<(Option<&[Symbol]>, &[Symbol]), NotAnAmount> {
    let mut found = symbols.iter().enumerate().filter(|(_, s)| **s == unit);
    match (found.next(), found.next()) {
        (None, _) => Ok((None, symbols)),
        (Some((at, _)), None) => Ok((Some(&symbols[..at]), &symbols[at + 1..])),
        (Some(_), Some(_)) => Err(NotAnAmount::Order),
    }
}

/// Up to four digits with their places; 零 stands for the places that are skipped.
fn section(symbols: &[Symbol]) -> Result<i64, NotAnAmount> {
    let mut total = 0;
    let mut above = 10_000;
    let mut digit: Option<i64> = None;
    for symbol in symbols {
        match (*symbol, digit) {
            (Symbol::Digit(0), None) => {}
            (Symbol::Digit(value), None) => digit = Some(value),
            // 拾元 is short for 壹拾元.
            (Symbol::Place(place), value) if place < above && (value.is_some() || total == 0) => {
                total += value.unwrap_or(1) * place;
                above = place;
                digit = None;
            }
            _ => return Err(NotAnAmount::Order),
        }
    }
    if above == 1 || symbols.is_empty() {
        return Err(NotAnAmount::Order);
    }
    Ok(total + digit.unwrap_or(0))
}

/// What stands behind 元: 角 and 分.
fn cents(symbols: &[Symbol]) -> Result<i64, NotAnAmount> {
    let mut total = 0;
    let mut rest = symbols;
    for (unit, cents) in [(Symbol::Jiao, 10), (Symbol::Fen, 1)] {
        // A 零 stands where 角 is skipped.
        if let [Symbol::Digit(0), after @ ..] = rest
            && after.first() != Some(&unit)
        {
            rest = after;
        }
        if let [Symbol::Digit(value), found, after @ ..] = rest
            && *found == unit
        {
            total += value * cents;
            rest = after;
        }
    }
    if rest.is_empty() {
        Ok(total)
    } else {
        Err(NotAnAmount::Order)
    }
}

#[cfg(test)]
mod tests {
    use proptest::strategy::Strategy as _;

    use super::*;

    #[test]
    fn amounts_are_read() {
        for (words, value) in [
            ("壹佰肆拾玖万元整", "1490000.00"),
            ("人民币（大写）：叁万零伍拾元整", "30050.00"),
            ("零元整", "0.00"),
            ("壹仟零伍元叁角贰分", "1005.32"),
            ("伍角整", "0.50"),
            ("柒分", "0.07"),
            ("玖元零捌分", "9.08"),
            ("拾万元正", "100000.00"),
            ("壹亿元整", "100000000.00"),
            ("贰亿零叁佰万零肆元整", "203000004.00"),
            ("壹万亿贰仟万元", "1000020000000.00"),
            ("壹仟贰佰叁拾肆万伍仟陆佰柒拾捌圆玖角", "12345678.90"),
            ("伍仟玖佰叁拾叁万贰仟叁佰捌拾捌元陆角伍分", "59332388.65"),
        ] {
            let value: Decimal = value.parse().unwrap();
            assert_eq!(parse(words), Ok(value), "{words}");
        }
    }

    #[test]
    fn amounts_are_written() {
        for (value, words) in [
            ("1490000", "壹佰肆拾玖万元整"),
            ("0", "零元整"),
            ("30050.00", "叁万零伍拾元整"),
            ("1005.32", "壹仟零伍元叁角贰分"),
            ("0.5", "伍角整"),
            ("0.07", "柒分"),
            ("9.08", "玖元零捌分"),
            ("100000", "壹拾万元整"),
            ("203000004", "贰亿零叁佰万零肆元整"),
            ("1000020000000", "壹万亿零贰仟万元整"),
            ("59332388.65", "伍仟玖佰叁拾叁万贰仟叁佰捌拾捌元陆角伍分"),
        ] {
            assert_eq!(
                write(value.parse().unwrap()).as_deref(),
                Some(words),
                "{value}"
            );
        }
        assert_eq!(write("-1".parse().unwrap()), None);
        assert_eq!(write("0.001".parse().unwrap()), None);
        assert_eq!(write("10000000000000000".parse().unwrap()), None);
    }

    #[test]
    fn a_correction_is_written_as_the_words_were() {
        let value = "1490000".parse().unwrap();
        let like = |words| like(words, value);
        assert_eq!(
            like("人民币（大写）：壹佰肆拾万圆正").as_deref(),
            Some("人民币（大写）：壹佰肆拾玖万圆正")
        );
        assert_eq!(like("壹佰肆拾万元整").as_deref(), Some("壹佰肆拾玖万元整"));
        assert_eq!(like("约壹佰元"), None);
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_reads_back(cents in proptest::prop_oneof![
            0_i64..1_000_000_000_000_000_000,
            0_i64..100_000_000,
            (0_i64..100_000_000, 0_u32..10).prop_map(|(n, zeros)| n * 10_i64.pow(zeros)),
        ]) {
            let value = Decimal::new(cents, 2);
            let words = write(value).unwrap();
            proptest::prop_assert_eq!(parse(&words), Ok(value), "{}", words);
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        use NotAnAmount::{Character, NoUnit, Order};
        for (words, reason) in [
            ("", NoUnit),
            ("整", NoUnit),
            ("壹佰肆拾玖万", NoUnit),
            ("149万元", Character('1')),
            ("约壹佰元整", Character('约')),
            ("壹贰元整", Order),
            ("壹拾贰佰元整", Order),
            ("壹佰贰佰元整", Order),
            ("壹万贰万元整", Order),
            ("元整", Order),
            ("万元整", Order),
            ("壹元贰分叁角", Order),
            ("壹元贰元", Order),
            ("壹元贰", NoUnit),
        ] {
            assert_eq!(parse(words), Err(reason), "{words}");
        }
    }
}
