//! Units of printed figures: money in 元, 千元, 万元, 亿元, percentages, and counts.

use rust_decimal::Decimal;

use super::Text;

/// What a printed number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// 元.
    Yuan,
    /// 千元 = 1,000 元, as statistical forms print.
    QianYuan,
    /// 万元 = 10,000 元.
    WanYuan,
    /// 亿元 = 100,000,000 元.
    YiYuan,
    /// %, of something named elsewhere.
    Percent,
    /// Things counted one by one; exact unless they are counted in ten thousands.
    Count(Counter),
}

/// The measure word of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counter {
    /// 个.
    Piece,
    /// 人.
    Person,
    /// 人次.
    PersonTime,
    /// 万人次 = 10,000 人次, a rounded count.
    WanPersonTime,
    /// 辆.
    Vehicle,
    /// 批次.
    Batch,
    /// 台（套）.
    Set,
    /// 次.
    Time,
    /// 分, of a score.
    Point,
    /// 项.
    Item,
    /// 份.
    Copy,
    /// 名, of a rank.
    Rank,
    /// 天.
    Day,
}

/// Every unit with its printed form; longer forms stand before their endings.
const PRINTED: &[(&str, Unit)] = &[
    ("亿元", Unit::YiYuan),
    ("万元", Unit::WanYuan),
    ("千元", Unit::QianYuan),
    ("元", Unit::Yuan),
    ("%", Unit::Percent),
    ("万人次", Unit::Count(Counter::WanPersonTime)),
    ("人次", Unit::Count(Counter::PersonTime)),
    ("批次", Unit::Count(Counter::Batch)),
    ("台（套）", Unit::Count(Counter::Set)),
    ("台套", Unit::Count(Counter::Set)),
    ("个", Unit::Count(Counter::Piece)),
    ("人", Unit::Count(Counter::Person)),
    ("辆", Unit::Count(Counter::Vehicle)),
    ("次", Unit::Count(Counter::Time)),
    ("分", Unit::Count(Counter::Point)),
    ("项", Unit::Count(Counter::Item)),
    ("份", Unit::Count(Counter::Copy)),
    ("名", Unit::Count(Counter::Rank)),
    ("天", Unit::Count(Counter::Day)),
];

impl Unit {
    /// The unit whose printed form is `text`, for instance `万元`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        PRINTED
            .iter()
            .find(|(printed, _)| *printed == text)
            .map(|(_, unit)| *unit)
    }

    /// Splits a unit off the end of `text`: `12.3万元` gives `12.3` and 万元.
    pub fn split_off(text: &str) -> (&str, Option<Self>) {
        if text.ends_with(|c: char| c.is_ascii_digit()) {
            return (text, None);
        }
        for (printed, unit) in PRINTED {
            if let Some(rest) = text.strip_suffix(printed) {
                return (rest.trim_end(), Some(*unit));
            }
        }
        (text, None)
    }

    /// As it is printed behind a number.
    pub fn printed(self) -> &'static str {
        PRINTED
            .iter()
            .find(|(_, unit)| *unit == self)
            .map_or("", |(printed, _)| printed)
    }

    /// The unit's name in both languages.
    pub fn text(self) -> Text {
        let en = match self {
            Self::Yuan => "yuan",
            Self::QianYuan => "1k yuan",
            Self::WanYuan => "10k yuan",
            Self::YiYuan => "100m yuan",
            Self::Percent => "%",
            Self::Count(counter) => match counter {
                Counter::Piece | Counter::Item => "items",
                Counter::Person => "persons",
                Counter::PersonTime => "person-times",
                Counter::WanPersonTime => "10k person-times",
                Counter::Copy => "copies",
                Counter::Vehicle => "vehicles",
                Counter::Batch => "batches",
                Counter::Set => "sets",
                Counter::Time => "times",
                Counter::Point => "points",
                Counter::Rank => "place",
                Counter::Day => "days",
            },
        };
        Text::new(self.printed(), en)
    }

    /// Whether it is an amount of money.
    pub fn is_money(self) -> bool {
        matches!(
            self,
            Self::Yuan | Self::QianYuan | Self::WanYuan | Self::YiYuan
        )
    }

    /// The power of ten that turns this unit into its base unit (元, 1 %, one thing).
    pub fn exponent(self) -> u32 {
        match self {
            Self::QianYuan => 3,
            Self::WanYuan | Self::Count(Counter::WanPersonTime) => 4,
            Self::YiYuan => 8,
            Self::Yuan | Self::Percent | Self::Count(_) => 0,
        }
    }

    /// One of this unit in base units: 10,000 for 万元.
    pub fn factor(self) -> Decimal {
        Decimal::from(10_u64.pow(self.exponent()))
    }

    /// Whether values of the two units can be compared at all.
    pub fn comparable(self, other: Self) -> bool {
        match (self, other) {
            (Self::Percent, Self::Percent) | (Self::Count(_), Self::Count(_)) => true,
            _ => self.is_money() && other.is_money(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_forms_are_read_back() {
        for (printed, unit) in PRINTED {
            assert_eq!(Unit::parse(printed), Some(*unit));
        }
    }

    #[test]
    fn a_unit_is_split_off_the_longest_way() {
        assert_eq!(Unit::split_off("12.3万元"), ("12.3", Some(Unit::WanYuan)));
        assert_eq!(
            Unit::split_off("5 人次"),
            ("5", Some(Unit::Count(Counter::PersonTime)))
        );
        assert_eq!(Unit::split_off("5"), ("5", None));
    }
}
