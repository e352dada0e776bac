//! The numerals of automatic numbers: 一、壹、甲、①、iv.

/// How the numbers of a list are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Numeral {
    /// Not at all.
    Nothing,
    /// A mark instead of a number.
    Bullet,
    /// In one of the ways below.
    Written(fn(u32) -> String),
    /// In a way that is not known here; shown as plain digits.
    Unknown,
}

impl Numeral {
    /// By the name of the format (ISO/IEC 29500-1, 17.18.59).
    pub(super) fn named(name: &str) -> Self {
        Self::Written(match name {
            "none" => return Self::Nothing,
            "bullet" => return Self::Bullet,
            "decimal" | "decimalHalfWidth" => |n| n.to_string(),
            "decimalZero" => |n| format!("{n:02}"),
            "decimalFullWidth" | "decimalFullWidth2" => |n| digits(n, &FULL_WIDTH),
            "numberInDash" => |n| format!("- {n} -"),
            "ordinal" => ordinal,
            "cardinalText" => |n| capital(&cardinal(n)),
            "ordinalText" => |n| capital(&ordinal_text(n)),
            "lowerLetter" => |n| letters(n, b'a'),
            "upperLetter" => |n| letters(n, b'A'),
            "lowerRoman" => |n| roman(n).to_lowercase(),
            "upperRoman" => roman,
            "chineseCounting" | "taiwaneseCounting" => |n| {
                if n < 100 {
                    counted(n, &PLAIN, Tens::Bare)
                } else {
                    digits(n, &RINGS)
                }
            },
            "chineseCountingThousand" | "taiwaneseCountingThousand" | "koreanCounting" => {
                |n| counted(n, &PLAIN, Tens::Bare)
            }
            "japaneseCounting" => |n| counted(n, &PLAIN, Tens::AllBare),
            "chineseLegalSimplified" => |n| counted(n, &CAPITAL, Tens::Full),
            "ideographLegalTraditional" | "japaneseLegal" => {
                |n| counted(n, &TRADITIONAL, Tens::Full)
            }
            "ideographDigital"
            | "japaneseDigitalTenThousand"
            | "taiwaneseDigital"
            | "koreanDigital2" => |n| digits(n, &RINGS),
            "ideographTraditional" => |n| from_row(n, "甲乙丙丁戊己庚辛壬癸"),
            "ideographZodiac" => |n| from_row(n, "子丑寅卯辰巳午未申酉戌亥"),
            "ideographZodiacTraditional" => stems_and_branches,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
                |n| enclosed(n, &[('①', 20), ('㉑', 15), ('㊱', 15)])
            }
            "decimalEnclosedFullstop" => |n| enclosed(n, &[('⒈', 20)]),
            "decimalEnclosedParen" => |n| enclosed(n, &[('⑴', 20)]),
            "ideographEnclosedCircle" => |n| enclosed(n, &[('㊀', 10)]),
            _ => return Self::Unknown,
        })
    }
}

const FULL_WIDTH: [char; 10] = ['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'];
const RINGS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Digits and the names of ten, hundred, thousand, ten thousand.
struct Counting {
    digits: [char; 10],
    units: [&'static str; 4],
    myriad: char,
}

const PLAIN: Counting = Counting {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    units: ["", "十", "百", "千"],
    myriad: '万',
};
const CAPITAL: Counting = Counting {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    units: ["", "拾", "佰", "仟"],
    myriad: '万',
};
const TRADITIONAL: Counting = Counting {
    digits: ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'],
    units: ["", "拾", "佰", "仟"],
    myriad: '萬',
};

/// Where the digit one is left out before a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tens {
    /// Nowhere: 壹拾壹.
    Full,
    /// Before a leading ten: 十一, but 一百一十一.
    Bare,
    /// Before every unit: 百十一.
    AllBare,
}

fn digits(n: u32, row: &[char; 10]) -> String {
    let place = |c: char| c.to_digit(10).map_or(c, |digit| row[digit as usize]);
    n.to_string().chars().map(place).collect()
}

fn counted(n: u32, with: &Counting, tens: Tens) -> String {
    if n == 0 {
        return with.digits[0].to_string();
    }
    let mut written = String::new();
    if n >= 10_000 {
        written = counted(n / 10_000, with, tens);
        written.push(with.myriad);
        if n.is_multiple_of(10_000) {
            return written;
        }
    }
    let mut gap = false;
    for place in (0..4_u32).rev() {
        let digit = n / 10_u32.pow(place) % 10;
        if digit == 0 {
            gap = !written.is_empty();
            continue;
        }
        if gap && tens != Tens::AllBare {
            written.push(with.digits[0]);
        }
        gap = false;
        let bare = match tens {
            Tens::Full => false,
            Tens::Bare => place == 1 && written.is_empty(),
            Tens::AllBare => place > 0,
        };
        if !(bare && digit == 1) {
            written.push(with.digits[digit as usize]);
        }
        written.push_str(with.units[place as usize]);
    }
    written
}

/// The nth of a row that begins anew at its end.
fn from_row(n: u32, row: &str) -> String {
    let length = row.chars().count();
    let index = (n.max(1) as usize - 1) % length;
    row.chars().skip(index).take(1).collect()
}

fn stems_and_branches(n: u32) -> String {
    let (stems, branches) = ("甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥");
    format!("{}{}", from_row(n, stems), from_row(n, branches))
}

/// Signs that stand in rows from their first one on; plain digits beyond them.
fn enclosed(n: u32, rows: &[(char, u32)]) -> String {
    let mut left = n.wrapping_sub(1);
    for (first, count) in rows {
        if left < *count {
            let sign = char::from_u32(u32::from(*first) + left);
            return sign.map_or_else(|| n.to_string(), |sign| sign.to_string());
        }
        left -= count;
    }
    n.to_string()
}

/// a … z, aa … zz: one letter, repeated.
fn letters(n: u32, first: u8) -> String {
    let index = n.max(1) - 1;
    let letter = first + u8::try_from(index % 26).unwrap_or_default();
    // Nobody counts further; a hostile number must not fill the memory.
    let times = (index / 26 + 1).min(100) as usize;
    char::from(letter).to_string().repeat(times)
}

fn roman(mut n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if n > 10_000 {
        return n.to_string();
    }
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while n >= value {
            written.push_str(sign);
            n -= value;
        }
    }
    written
}

fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

fn cardinal(n: u32) -> String {
    match (n as usize / 10, n as usize % 10) {
        (0 | 1, _) => ONES[n as usize].to_owned(),
        (tens @ 2..=9, 0) => TENS[tens].to_owned(),
        (tens @ 2..=9, one) => format!("{}-{}", TENS[tens], ONES[one]),
        _ => n.to_string(),
    }
}

fn ordinal_text(n: u32) -> String {
    let plain = cardinal(n);
    if n > 99 {
        return ordinal(n);
    }
    let (head, last) = plain
        .rsplit_once('-')
        .map_or((String::new(), &*plain), |(head, last)| {
            (format!("{head}-"), last)
        });
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        tens if tens.ends_with('y') => format!("{}ieth", &tens[..tens.len() - 1]),
        other => format!("{other}th"),
    };
    format!("{head}{last}")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, n: u32) -> String {
        match Numeral::named(name) {
            Numeral::Written(write) => write(n),
            other => panic!("{name} is {other:?}"),
        }
    }

    #[test]
    fn chinese_numerals_are_counted() {
        let of = |name, numbers: &[u32]| -> Vec<String> {
            numbers.iter().map(|&n| written(name, n)).collect()
        };
        let numbers = [1, 10, 11, 20, 99, 110, 105];
        assert_eq!(
            of("chineseCountingThousand", &numbers),
            ["一", "十", "十一", "二十", "九十九", "一百一十", "一百零五"]
        );
        assert_eq!(
            of("chineseCounting", &[9, 15, 105]),
            ["九", "十五", "一〇五"]
        );
        assert_eq!(
            of("japaneseCounting", &[11, 111, 105]),
            ["十一", "百十一", "百五"]
        );
        assert_eq!(
            of("chineseLegalSimplified", &[10, 21, 10_001]),
            ["壹拾", "贰拾壹", "壹万零壹"]
        );
        assert_eq!(of("ideographTraditional", &[1, 10, 11]), ["甲", "癸", "甲"]);
    }

    #[test]
    fn other_numerals_are_written() {
        for (name, n, expected) in [
            ("decimalEnclosedCircle", 3, "③"),
            ("decimalEnclosedCircleChinese", 21, "㉑"),
            ("decimalEnclosedParen", 20, "⒇"),
            ("decimalFullWidth", 12, "１２"),
            ("lowerRoman", 14, "xiv"),
            ("upperLetter", 28, "BB"),
            ("ordinal", 22, "22nd"),
            ("ordinalText", 21, "Twenty-first"),
            ("ordinalText", 30, "Thirtieth"),
            ("cardinalText", 13, "Thirteen"),
            ("ideographZodiacTraditional", 2, "乙丑"),
        ] {
            assert_eq!(written(name, n), expected);
        }
    }

    #[test]
    fn no_number_panics() {
        let names = "decimal decimalZero ordinal cardinalText ordinalText lowerLetter lowerRoman \
            chineseCounting chineseCountingThousand japaneseCounting chineseLegalSimplified \
            ideographDigital ideographTraditional ideographZodiacTraditional \
            decimalEnclosedCircle decimalEnclosedFullstop ideographEnclosedCircle";
        for name in names.split_whitespace() {
            for n in [0, 1, 99, 100, 1000, 10_000, 123_456_789, u32::MAX] {
                assert!(written(name, n).len() < 400, "{name} {n}");
            }
        }
    }
}
