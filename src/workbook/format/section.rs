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
    pub(super) measure: Measure,
    /// Whether it holds `@`: the section is for text.
    pub(super) text: bool,
}

/// What the numbers of a section measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Measure {
    /// An amount.
    #[default]
    Amount,
    /// A date or a time of day.
    Date,
    /// A length of time.
    Elapsed,
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
    /// How many places for digits there were.
    places: u32,
    stage: Stage,
    /// Commas after the last digit, which divide by a thousand each.
    commas: u32,
    verdict: Verdict,
}

/// Where in the digits the reader is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Before,
    Integer,
    Fraction,
    /// Something followed the digits, so that none may come again.
    Behind,
}

/// What the section turned out to be, the worst last.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    #[default]
    Plain,
    General,
    Scaled,
    Unknown,
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
            '.' => self.point(),
            ',' if self.places > 0 => self.commas += 1,
            '%' => {
                if self.digits.percent {
                    self.is(Verdict::Unknown);
                }
                self.digits.percent = true;
                if self.places > 0 {
                    self.stage = Stage::Behind;
                }
            }
            '@' => self.section.text = true,
            '/' if self.places > 0 => self.is(Verdict::Unknown),
            'E' | 'e' if self.places > 0 && matches!(chars.peek(), Some('+' | '-')) => {
                self.is(Verdict::Unknown);
            }
            'G' | 'g' if starts_general(chars) => {
                self.is(Verdict::General);
                self.stage = Stage::Behind;
            }
            _ => self.letter(c),
        }
        Some(())
    }

    fn is(&mut self, verdict: Verdict) {
        self.verdict = self.verdict.max(verdict);
    }

    fn letter(&mut self, c: char) {
        match c.to_ascii_lowercase() {
            'y' | 'm' | 'd' | 'h' | 's' | 'e' | 'g' | 'b' | 'a' => {
                if self.section.measure == Measure::Amount {
                    self.section.measure = Measure::Date;
                }
            }
            _ if c.is_ascii_alphabetic() => self.is(Verdict::Unknown),
            _ => self.literal(c),
        }
    }

    fn literal(&mut self, c: char) {
        if self.stage == Stage::Before {
            self.section.prefix.push(c);
        } else {
            self.stage = Stage::Behind;
            self.section.suffix.push(c);
        }
    }

    fn point(&mut self) {
        if self.commas > 0 {
            self.is(Verdict::Scaled);
        }
        if matches!(self.stage, Stage::Fraction | Stage::Behind) {
            self.is(Verdict::Unknown);
        }
        self.stage = Stage::Fraction;
    }

    fn digit(&mut self, c: char) {
        match self.stage {
            Stage::Before => self.stage = Stage::Integer,
            Stage::Behind => self.is(Verdict::Unknown),
            Stage::Integer | Stage::Fraction => {}
        }
        self.commas = 0;
        self.places += 1;
        if self.places > MOST_DIGITS {
            self.is(Verdict::Unknown);
            return;
        }
        let digits = &mut self.digits;
        match (self.stage, c) {
            (Stage::Fraction, '0') => {
                digits.decimals += digits.optional + 1;
                digits.optional = 0;
            }
            (Stage::Fraction, _) => digits.optional += 1,
            (_, '0') => digits.integer += 1,
            // A zero, once there is one, prints the digits after it too.
            _ => digits.integer += u32::from(digits.integer > 0),
        }
    }

    fn bracket(&mut self, inside: &str) {
        let lower = inside.to_ascii_lowercase();
        let only = |unit: &str| lower.replace(unit, "").is_empty();
        if let Some(symbol) = inside.strip_prefix('$') {
            for c in symbol.split('-').next().unwrap_or_default().chars() {
                self.literal(c);
            }
        } else if !lower.is_empty() && ["h", "m", "s"].into_iter().any(only) {
            self.section.measure = Measure::Elapsed;
        } else if lower.starts_with(['<', '>', '=']) {
            self.section.condition = condition(&lower);
            if self.section.condition.is_none() {
                self.is(Verdict::Unknown);
            }
        } else if lower.starts_with("dbnum") || lower.starts_with("natnum") {
            self.is(Verdict::Unknown);
        } else {
            self.section.red |= lower == "red" || inside == "红色";
        }
    }

    fn finish(mut self) -> Section {
        if self.commas > 0 {
            self.is(Verdict::Scaled);
        }
        let digits = self.places > 0;
        self.section.pattern = match self.verdict {
            Verdict::Unknown => Pattern::Unknown,
            Verdict::General if digits || self.digits.percent => Pattern::Unknown,
            Verdict::General => Pattern::General,
            // A point or a percent sign, and nothing that it belongs to.
            _ if !digits && (self.stage != Stage::Before || self.digits.percent) => {
                Pattern::Unknown
            }
            _ if !digits => Pattern::Literal,
            Verdict::Scaled => Pattern::Scaled,
            Verdict::Plain => Pattern::Digits(self.digits),
        };
        self.section
    }
}

/// Whether `General` goes on after its first letter; takes the rest of it.
fn starts_general(chars: &mut Peekable<Chars<'_>>) -> bool {
    for rest in ["eneral", "/通用格式"] {
        let length = rest.chars().count();
        let ahead: String = chars.clone().take(length).collect();
        if ahead.eq_ignore_ascii_case(rest) {
            chars.nth(length - 1);
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
