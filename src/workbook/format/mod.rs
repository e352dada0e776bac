//! Number formats: what a cell prints of the number that it stores.
//!
//! The digits come out as printed, or not at all: a format that divides, hides or rewrites the
//! number is never guessed at but becomes a [`Why`].

mod section;

use super::cell::{Content, Number, Unclear, Why};
use super::date;
use super::decimal::{Decimal, Digits};
use section::{Pattern, Section};

/// A number format that was understood as far as it can be.
#[derive(Clone, Debug)]
pub(super) struct NumberFormat {
    code: Box<str>,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    /// `General` and `@`: all digits of the number.
    General,
    /// A date or a time of day.
    Date,
    /// A length of time, which may have more than 24 hours.
    Elapsed,
    /// A pattern for positive, negative and zero, or for conditions.
    Sections(Vec<Section>),
    /// Nothing that we know.
    Unknown,
}

impl NumberFormat {
    /// Reads a format's code; `id` is its number in the workbook, by which dates of the Chinese
    /// locale are known.
    pub(super) fn new(code: &str, id: Option<u32>) -> Self {
        Self {
            code: code.into(),
            kind: match id {
                Some(27..=36 | 50..=58) if section::is_general(code) => Kind::Date,
                _ => Kind::new(code),
            },
        }
    }

    /// What a cell with this format prints of a number; `None` where it prints nothing, which
    /// stands for a zero.
    pub(super) fn print(&self, stored: f64, is_1904: bool) -> Option<Content> {
        let Some(decimal) = Decimal::new(stored) else {
            return Some(unclear(String::new(), Why::NoNumber));
        };
        match &self.kind {
            Kind::General => Some(general(decimal)),
            Kind::Date | Kind::Elapsed => {
                let written = if matches!(self.kind, Kind::Date) {
                    date::from_serial(stored, is_1904)
                } else {
                    date::duration(stored)
                };
                Some(written.map_or_else(
                    || unclear(decimal.plain(), Why::NoNumber),
                    |date| Content::Date(date.into()),
                ))
            }
            Kind::Unknown => Some(unclear(decimal.plain(), Why::Format(self.code.clone()))),
            Kind::Sections(sections) => self.print_section(sections, stored, decimal),
        }
    }

    fn print_section(
        &self,
        sections: &[Section],
        stored: f64,
        decimal: Decimal,
    ) -> Option<Content> {
        let why = |why: fn(Box<str>) -> Why| Some(unclear(decimal.plain(), why(self.code.clone())));
        let Some((section, signed)) = section::choose(sections, stored) else {
            return why(Why::Format);
        };
        match &section.pattern {
            Pattern::Unknown => why(Why::Format),
            Pattern::Scaled => why(Why::Scaled),
            Pattern::General => {
                let text = |content: &Content| section.around(content.text());
                let content = general(decimal);
                Some(text(&content).map_or(content, |text| Content::Text(text.into())))
            }
            Pattern::Literal if decimal.is_zero() => literal(section),
            Pattern::Literal => why(Why::Hidden),
            Pattern::Digits(_) if decimal.is_negative() && !signed && !section.shows_minus() => {
                why(Why::Unsigned)
            }
            Pattern::Digits(pattern) => {
                let shown = if pattern.percent {
                    decimal.hundredfold()
                } else {
                    decimal
                };
                let mut digits = shown.digits(pattern.decimals + pattern.optional);
                let optional = pattern.trim(&mut digits);
                let nothing =
                    digits.integer.is_empty() && digits.fraction.is_empty() && pattern.integer == 0;
                if nothing && decimal.is_zero() {
                    return literal(section);
                } else if nothing {
                    return why(Why::Hidden);
                } else if section.writes_minus() && (signed || !decimal.is_negative()) {
                    return why(Why::Format);
                }
                Some(number(section, pattern, &digits, decimal, !optional))
            }
        }
    }
}

impl Kind {
    fn new(code: &str) -> Self {
        if section::is_general(code) || code.trim() == "@" {
            return Self::General;
        }
        let Some(mut sections) = section::parse_all(code) else {
            return Self::Unknown;
        };
        if sections.iter().any(|section| section.elapsed) {
            return Self::Elapsed;
        }
        if sections.iter().any(|section| section.date) {
            return Self::Date;
        }
        if sections.len() > 1 && sections.last().is_some_and(|section| section.text) {
            sections.pop();
        }
        match sections.as_slice() {
            [] => Self::General,
            [only] if only.text => Self::General,
            _ => Self::Sections(sections),
        }
    }
}

/// The code of a format that a workbook need not spell out.
pub(super) fn builtin(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 | 37 | 38 => "#,##0_);(#,##0)",
        7 | 8 | 39 | 40 => "#,##0.00_);(#,##0.00)",
        9 => "0%",
        10 => "0.00%",
        11 | 48 => "0.00E+00",
        12 | 13 => "# ?/?",
        14..=22 | 45 | 47 => "yyyy-m-d",
        41 | 42 => "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
        43 | 44 => "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        46 => "[h]:mm:ss",
        49 => "@",
        _ => "General",
    }
}

/// A number whose format does not say how many decimals are printed.
pub(super) fn general(decimal: Decimal) -> Content {
    Content::Number(Number {
        printed: decimal.plain().into(),
        formatted: false,
    })
}

pub(super) fn unclear(stored: String, why: Why) -> Content {
    Content::Unclear(Box::new(Unclear {
        stored: stored.into(),
        why,
    }))
}

/// What a section without digits prints: a dash for a zero, or nothing.
fn literal(section: &Section) -> Option<Content> {
    let text = format!("{}{}", section.prefix, section.suffix);
    let text = text.trim();
    (!text.is_empty()).then(|| Content::Text(text.into()))
}

fn number(
    section: &Section,
    pattern: &section::DigitPattern,
    digits: &Digits,
    decimal: Decimal,
    formatted: bool,
) -> Content {
    let mut printed = digits.print(decimal.is_negative());
    if pattern.percent {
        printed.push('%');
    }
    let padded = pattern.integer as usize > digits.integer.len().max(1);
    if padded {
        // Leading zeros make a code of it: `0000000` prints 201 as 0000201.
        let zeros = pattern.integer as usize - digits.integer.len().max(1);
        let sign = usize::from(decimal.is_negative());
        printed.insert_str(sign, &"0".repeat(zeros));
    }
    match section.around(&printed) {
        Some(text) => Content::Text(text.into()),
        None if padded => Content::Text(printed.into()),
        None => Content::Number(Number {
            printed: printed.into(),
            formatted,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a format prints: text in quotes, `~` before digits that leave the decimals open.
    fn printed(code: &str, stored: f64) -> String {
        match NumberFormat::new(code, None).print(stored, false) {
            None => String::new(),
            Some(Content::Number(number)) if number.formatted => number.printed.into(),
            Some(Content::Number(number)) => format!("~{}", number.printed),
            Some(Content::Text(text)) => format!("'{text}'"),
            Some(Content::Unclear(unclear)) => {
                let why = format!("{:?}", unclear.why);
                format!("{}?", &why[..why.find('(').unwrap_or(why.len())])
            }
            Some(other) => other.text().to_owned(),
        }
    }

    #[track_caller]
    fn prints(code: &str, expected: &[(f64, &str)]) {
        for (stored, expected) in expected {
            assert_eq!(printed(code, *stored), *expected, "{stored} as {code}");
        }
    }

    #[test]
    fn plain_formats_print_their_decimals() {
        prints("General", &[(2946.2500000000005, "~2946.25"), (0.0, "~0")]);
        prints("", &[(1.5, "~1.5")]);
        prints("@", &[(2060101.0, "~2060101")]);
        prints(
            "0.00",
            &[(2112.855, "2112.86"), (-0.001, "-0.00"), (0.0, "0.00")],
        );
        prints("#,##0.00", &[(59_332_388.65, "59332388.65"), (0.0, "0.00")]);
        prints("#,##0", &[(1234.5, "1235"), (0.0, "0"), (-7.0, "-7")]);
        prints("#,##0.00_ ", &[(-10.0, "-10.00")]);
        prints(
            "0.00%",
            &[(0.7165, "71.65%"), (1.0, "100.00%"), (0.0, "0.00%")],
        );
        prints("0%", &[(0.125, "13%")]);
        prints("¥#,##0.00", &[(3.0, "3.00")]);
        prints(
            "[$¥-804]#,##0.00;[$¥-804]-#,##0.00",
            &[(3.0, "3.00"), (-3.0, "-3.00")],
        );
        prints("0.00_);[Red](0.00)", &[(-3.14, "-3.14"), (3.14, "3.14")]);
        prints("0.00;[Red]0.00", &[(-3.14, "-3.14")]);
        prints("0.00_ ;\\-0.00\\ ", &[(-3.14, "-3.14"), (0.0, "0.00")]);
        prints(
            "+0.00;-0.00;0.00",
            &[(1.0, "1.00"), (-1.0, "-1.00"), (0.0, "0.00")],
        );
    }

    #[test]
    fn accounting_prints_a_dash_for_zero() {
        let accounting = "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ";
        prints(
            accounting,
            &[(1234.5, "1234.50"), (-1234.5, "-1234.50"), (0.0, "'-'")],
        );
        prints(
            "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
            &[(-5.0, "-5"), (0.0, "'-'")],
        );
    }

    #[test]
    fn a_zero_may_be_printed_as_nothing() {
        prints(
            "#,##0.00;-#,##0.00;;@",
            &[(0.0, ""), (1.0, "1.00"), (-1.0, "-1.00")],
        );
        prints("#,###", &[(0.0, ""), (12.0, "12"), (0.4, "Hidden?")]);
        prints(";;;", &[(0.0, ""), (12.0, "Hidden?"), (-12.0, "Hidden?")]);
    }

    #[test]
    fn optional_decimals_follow_from_the_column() {
        prints("0.##", &[(2.5, "~2.5"), (2.0, "~2"), (2.345, "~2.35")]);
        prints("0.0#", &[(2.0, "~2.0")]);
    }

    #[test]
    fn words_around_digits_make_text() {
        prints(
            "0.00\"万元\"",
            &[(12.0, "'12.00万元'"), (-1.5, "'-1.50万元'")],
        );
        prints("General\"元\"", &[(12.5, "'12.5元'")]);
        prints("0000000", &[(201.0, "'0000201'"), (2060101.0, "2060101")]);
    }

    #[test]
    fn dates_are_dates() {
        prints("yyyy/m/d", &[(45443.0, "2024-05-31"), (-1.0, "NoNumber?")]);
        prints("yyyy\"年\"m\"月\"d\"日\";@", &[(45443.0, "2024-05-31")]);
        prints("[$-804]yyyy年m月", &[(45443.0, "2024-05-31")]);
        prints("h:mm AM/PM", &[(0.5, "12:00:00")]);
        prints("[h]:mm:ss", &[(1.5, "PT36H0M0S")]);
        let chinese = NumberFormat::new("General", Some(31)).print(45443.0, false);
        assert_eq!(chinese, Some(Content::Date("2024-05-31".into())));
    }

    #[test]
    fn what_is_not_understood_is_not_guessed() {
        prints("0.00,", &[(12345.0, "Scaled?")]);
        prints("#,##0,,.0", &[(12345.0, "Scaled?")]);
        prints("0!.0,", &[(12345.0, "Format?")]);
        prints("0\".\"0000", &[(12345.0, "Format?")]);
        prints("0.00;0.00", &[(-12.0, "Unsigned?"), (12.0, "12.00")]);
        prints("# ?/?", &[(0.5, "Format?")]);
        prints("0.00E+00", &[(12345.0, "Format?")]);
        prints("[DBNum2]0.00", &[(1.0, "Format?")]);
        prints("0.00%%", &[(1.0, "Format?")]);
        prints("\"open", &[(1.0, "Format?")]);
        prints("[open", &[(1.0, "Format?")]);
        prints("q0", &[(1.0, "Format?")]);
        prints("\"-\"0.00", &[(1.0, "Format?"), (-1.0, "Format?")]);
        prints(&"0".repeat(5000), &[(1.0, "Format?")]);
        prints("0.00", &[(f64::NAN, "NoNumber?")]);
    }

    #[test]
    fn conditions_choose_the_section() {
        let format = "[>=10000]0!.0,\"万\";0.00";
        prints(
            format,
            &[(12.0, "12.00"), (20000.0, "Format?"), (-1.0, "Format?")],
        );
        prints("[=0]\"\";0.00", &[(0.0, ""), (3.0, "3.00")]);
        prints("[<>0]0.00;\"无\"", &[(0.0, "'无'")]);
    }

    proptest::proptest! {
        #[test]
        fn no_format_panics(code in "[0#?.,;%@_*\\\\!\"\\[\\]a-zA-Z$<>=年-]{0,24}", stored in proptest::num::f64::ANY) {
            NumberFormat::new(&code, None).print(stored, false);
        }
    }
}
