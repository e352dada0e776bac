//! The sections of a number format: `#,##0.00_ ;[Red]-#,##0.00;"-"`.

use super::Digits;
use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::Chars;

/// One section of a format.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    /// What is printed before the digits, without signs of currencies.
    pub(super) prefix: String,
    /// What is printed after them.
    pub(super) suffix: String,
    pub(super) pattern: Pattern,
    /// For which numbers the section is, if it says so.
    condition: Option<(Comparison, f64)>,
    /// Whether a colour is asked for: red stands for a minus.
    red: bool,
    pub(super) date: bool,
    pub(super) elapsed: bool,
    /// Whether it holds `@`: the section is for text.
    pub(super) text: bool,
}

/// What a section prints of a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Pattern {
    /// No digit at all: only the text around it.
    #[default]
    Literal,
    /// All digits, as `General` does.
    General,
    /// Digits by a pattern.
    Digits(DigitPattern),
    /// Digits of a thousandth or a millionth.
    Scaled,
    /// Fractions, exponents, Chinese numerals, text between digits.
    Unknown,
}

/// How many digits are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DigitPattern {
    /// How many digits before the point are printed at least.
    pub(super) integer: u32,
    /// How many decimals are always printed.
    pub(super) decimals: u32,
    /// How many more are printed unless they are zero.
    pub(super) optional: u32,
    pub(super) percent: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    MoreOrEqual,
    More,
}

/// More decimals than any spreadsheet prints.
const MOST_DIGITS: u32 = 64;

/// Whether the code leaves the digits to the number.
pub(super) fn is_general(code: &str) -> bool {
    let code = code.trim();
    code.is_empty() || code.eq_ignore_ascii_case("general") || code == "G/通用格式"
}

/// The section that prints a number, and whether a minus is put before it by itself.
pub(super) fn choose(sections: &[Section], stored: f64) -> Option<(&Section, bool)> {
    if sections.iter().any(|section| section.condition.is_some()) {
        if stored < 0.0 {
            // Whether the minus is printed depends on the conditions of the sections before.
            return None;
        }
        let meets = |section: &&Section| {
            section
                .condition
                .is_none_or(|(is, than)| is.holds(stored, than))
        };
        return sections.iter().find(meets).map(|section| (section, true));
    }
    let zero = stored.abs() <= 0.0;
    match sections {
        [only] => Some((only, true)),
        [_, negative, ..] if stored < 0.0 => Some((negative, false)),
        [_, _, nought, ..] if zero => Some((nought, true)),
        [positive, ..] => Some((positive, true)),
        [] => None,
    }
}

/// All sections of a format; `None` when a quote or a bracket is not closed.
pub(super) fn parse_all(code: &str) -> Option<Vec<Section>> {
    let mut sections = Vec::new();
    let mut reader = Reader::default();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ';' {
            sections.push(std::mem::take(&mut reader).finish());
        } else {
            reader.take(c, &mut chars)?;
        }
    }
    sections.push(reader.finish());
    Some(sections)
}

impl Section {
    /// Whether the section itself shows that the number is negative.
    pub(super) fn shows_minus(&self) -> bool {
        self.red || self.writes_minus()
    }

    /// Whether a minus or brackets are written around the digits.
    pub(super) fn writes_minus(&self) -> bool {
        let around = [&self.prefix, &self.suffix];
        around
            .iter()
            .any(|text| text.contains(['-', '(', '（', '−', '△', '▲']))
    }

    /// The digits with the words around them, when there are words: `12.00万元`.
    pub(super) fn around(&self, digits: &str) -> Option<String> {
        let silent = |c: char| c.is_whitespace() || "-+()（）−△▲¥￥$€£".contains(c);
        let (before, after) = (
            self.prefix.trim_matches(silent),
            self.suffix.trim_matches(silent),
        );
        if before.is_empty() && after.is_empty() {
            return None;
        }
        Some(format!("{before}{digits}{after}"))
    }
}

impl DigitPattern {
    /// Cuts the zeros that need not be printed; says whether the pattern leaves the number of
    /// decimals to the number.
    pub(super) fn trim(self, digits: &mut Digits) -> bool {
        let least = self.decimals as usize;
        while digits.fraction.len() > least && digits.fraction.ends_with('0') {
            digits.fraction.pop();
        }
        self.optional > 0
    }
}

impl Comparison {
    fn holds(self, stored: f64, than: f64) -> bool {
        let order = stored.partial_cmp(&than);
        match self {
            Self::Less => order == Some(Ordering::Less),
            Self::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
            Self::Equal => order == Some(Ordering::Equal),
            Self::NotEqual => order != Some(Ordering::Equal),
            Self::MoreOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
            Self::More => order == Some(Ordering::Greater),
        }
    }
}

/// Reads the tokens of one section.
#[derive(Default)]
struct Reader {
    section: Section,
    digits: DigitPattern,
    any_digit: bool,
    point: bool,
    /// Commas after the last digit, which divide by a thousand each.
    commas: u32,
    /// Whether something followed the digits, so that digits may not come again.
    closed: bool,
    scaled: bool,
    unknown: bool,
    general: bool,
}

impl Reader {
    fn take(&mut self, c: char, chars: &mut Peekable<Chars<'_>>) -> Option<()> {
        match c {
            '"' => loop {
                match chars.next()? {
                    '"' => break,
                    inner => self.literal(inner),
                }
            },
            '\\' | '!' => self.literal(chars.next()?),
            // The width of a character, or a character that fills the cell: blank.
            '_' | '*' => {
                chars.next()?;
            }
            '[' => {
                let mut inside = String::new();
                loop {
                    match chars.next()? {
                        ']' => break,
                        inner => inside.push(inner),
                    }
                }
                self.bracket(&inside);
            }
            '0' | '#' | '?' => self.digit(c),
            '.' => {
                self.scaled |= self.commas > 0;
                self.unknown |= self.point || self.closed;
                self.point = true;
            }
            ',' if self.any_digit => self.commas += 1,
            '%' => {
                self.unknown |= self.digits.percent;
                self.digits.percent = true;
                self.closed = self.any_digit;
            }
            '@' => self.section.text = true,
            '/' if self.any_digit => self.unknown = true,
            'E' | 'e' if self.any_digit && matches!(chars.peek(), Some('+' | '-')) => {
                self.unknown = true;
            }
            'G' | 'g' if starts_general(chars) => {
                self.general = true;
                self.closed = true;
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'E' | 'g' | 'G'
            | 'b' | 'B' | 'a' | 'A' => self.section.date = true,
            _ if c.is_ascii_alphabetic() && !self.section.date => self.unknown = true,
            _ => self.literal(c),
        }
        Some(())
    }

    fn literal(&mut self, c: char) {
        if self.any_digit || self.general {
            self.closed = true;
            self.section.suffix.push(c);
        } else {
            self.section.prefix.push(c);
        }
    }

    fn digit(&mut self, c: char) {
        self.unknown |= self.closed;
        self.any_digit = true;
        self.commas = 0;
        let digits = &mut self.digits;
        match (self.point, c) {
            (false, '0') => digits.integer += 1,
            // A zero, once there is one, prints the digits after it too.
            (false, _) => digits.integer += u32::from(digits.integer > 0),
            (true, '0') => {
                digits.decimals += digits.optional + 1;
                digits.optional = 0;
            }
            (true, _) => digits.optional += 1,
        }
        let count = digits.integer + digits.decimals + digits.optional;
        self.unknown |= count > MOST_DIGITS;
        if count > MOST_DIGITS {
            *digits = DigitPattern::default();
        }
    }

    fn bracket(&mut self, inside: &str) {
        let lower = inside.to_ascii_lowercase();
        if let Some(symbol) = inside.strip_prefix('$') {
            for c in symbol.split('-').next().unwrap_or_default().chars() {
                self.literal(c);
            }
        } else if !lower.is_empty()
            && ["h", "m", "s"]
                .iter()
                .any(|unit| lower.replace(unit, "").is_empty())
        {
            self.section.elapsed = true;
        } else if lower.starts_with(['<', '>', '=']) {
            self.section.condition = condition(&lower);
            self.unknown |= self.section.condition.is_none();
        } else if lower.starts_with("dbnum") || lower.starts_with("natnum") {
            self.unknown = true;
        } else {
            self.section.red |= lower == "red" || inside == "红色";
        }
    }

    fn finish(mut self) -> Section {
        self.scaled |= self.commas > 0;
        self.section.pattern = if self.unknown || (self.general && self.any_digit) {
            Pattern::Unknown
        } else if self.general {
            Pattern::General
        } else if !self.any_digit && (self.point || self.digits.percent) {
            Pattern::Unknown
        } else if !self.any_digit {
            Pattern::Literal
        } else if self.scaled {
            Pattern::Scaled
        } else {
            Pattern::Digits(self.digits)
        };
        self.section
    }
}

/// Whether `General` goes on after its first letter; takes the rest of it.
fn starts_general(chars: &mut Peekable<Chars<'_>>) -> bool {
    for rest in ["eneral", "/通用格式"] {
        let ahead: String = chars.clone().take(rest.chars().count()).collect();
        if ahead.eq_ignore_ascii_case(rest) {
            for _ in rest.chars() {
                chars.next();
            }
            return true;
        }
    }
    false
}

fn condition(inside: &str) -> Option<(Comparison, f64)> {
    let end = inside
        .find(|c| !matches!(c, '<' | '>' | '='))
        .unwrap_or(inside.len());
    let (comparison, than) = inside.split_at(end);
    let comparison = match comparison {
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        "=" => Comparison::Equal,
        "<>" => Comparison::NotEqual,
        ">=" => Comparison::MoreOrEqual,
        ">" => Comparison::More,
        _ => return None,
    };
    Some((comparison, than.trim().parse().ok()?))
}
