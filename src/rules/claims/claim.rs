//! A statement of the text, read cell by cell: what it is about, which figures it prints, and the
//! words that say how they compare.
//!
//! Nothing is guessed: a word or reference that is not known becomes a [`Missing`] with the
//! reason, and so a relation that is not checked. Which relations follow is left to the rules.

use std::sync::LazyLock;

use crate::model::{
    Accounts, Cell, Period, Place, Reference, Table, TableId, Text, Unit, normal_name,
};
use crate::relation::{Figure, Missing, Operand, Sign, Term};
use crate::rules::Context;

use super::cell::cell_figure;

/// A column of the table of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Column {
    Id,
    Section,
    Subject,
    Amount,
    Against,
    Base,
    Direction,
    Change,
    Rate,
    Share,
    Of,
    Completion,
    Count,
    Listed,
    Every,
    Scope,
    Words,
    PartOf,
    Within,
    List,
    Reason,
    Use,
    Named,
    Because,
    Purpose,
    RateDirection,
    SumWithin,
}

/// Every column with its key, in the order of [`Column`].
const KEYS: [&str; 27] = [
    "id",
    "section",
    "subject",
    "amount",
    "against",
    "base",
    "direction",
    "change",
    "rate",
    "share",
    "of",
    "completion",
    "count",
    "listed",
    "every",
    "scope",
    "words",
    "part_of",
    "within",
    "list",
    "reason",
    "use",
    "named",
    "because",
    "purpose",
    "rate_direction",
    "sum_within",
];

/// Places of the columns in the catalogue; looked up once, since every rule asks for every claim.
static INDICES: LazyLock<[u16; KEYS.len()]> = LazyLock::new(|| {
    let spec = TableId::named("claims").spec();
    KEYS.map(|key| spec.column(key).unwrap_or(u16::MAX))
});

/// Decimals that the amounts of a text have at least where most of them do: trailing zeros are
/// dropped in sentences.
const TEXT_DECIMALS: u32 = 2;

/// One statement.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Claim<'a> {
    accounts: &'a Accounts,
    table: &'a Table,
    row: usize,
}

/// What a claim is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Subject<'a> {
    /// A cell of a table.
    Cell(Reference),
    /// Something the tables do not hold, by its name in the text.
    Topic(&'a str),
    /// Written as a cell, but there is no such cell.
    Unknown(Missing),
    /// Not said.
    None,
}

/// What a word says about this figure against its base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Direction {
    /// 增加, 增长, 高于, …
    Up,
    /// 减少, 下降, 低于, …
    Down,
    /// 持平, 一致, …
    Level,
}

impl Direction {
    /// The direction of one printed word.
    pub(in crate::rules) fn of_word(word: &str) -> Option<Self> {
        match word.trim() {
            "增加" | "增长" | "增幅" | "涨幅" | "增" | "上升" | "上涨" | "提高" | "高于"
            | "大于" | "多" | "多支" | "多支出" | "增支" | "增收" | "超过" | "超出"
            | "increase" | "up" => Some(Self::Up),
            "减少" | "下降" | "降幅" | "减幅" | "减" | "降低" | "减低" | "低于" | "小于" | "少"
            | "少支" | "少支出" | "减支" | "减收" | "节约" | "decrease" | "down" => {
                Some(Self::Down)
            }
            "持平" | "基本持平" | "一致" | "基本一致" | "相同" | "相等" | "等于" | "不变"
            | "无变化" | "无增减" | "没有变化" | "与上年持平" | "level" => {
                Some(Self::Level)
            }
            _ => None,
        }
    }

    /// The directions of all words of a cell, which may print two (`减少、下降`).
    pub(in crate::rules) fn all(words: &str) -> impl Iterator<Item = Option<Self>> {
        words
            .split(['、', '，', ',', '/', ' ', '；'])
            .filter(|word| !word.is_empty())
            .map(Self::of_word)
    }
}

/// All claims of the accounts.
pub(in crate::rules) fn claims<'a>(
    context: &Context<'a>,
) -> impl Iterator<Item = Claim<'a>> + Clone {
    let accounts = context.accounts;
    let table = context.claims();
    table.into_iter().flat_map(move |table| {
        (0..table.rows.len()).map(move |row| Claim {
            accounts,
            table,
            row,
        })
    })
}

/// The other claims that print the very same number in a column.
pub(in crate::rules) fn printed_beside<'a>(
    claim: &Claim<'a>,
    column: Column,
) -> impl Iterator<Item = Claim<'a>> {
    let Claim {
        accounts, table, ..
    } = *claim;
    let twins = accounts.printed_with(claim.own_place(column));
    let same = twins.into_iter().filter(move |twin| {
        twin.table_ref() == table.id && twin.column == INDICES[column as usize]
    });
    same.map(move |twin| Claim {
        accounts,
        table,
        row: twin.row as usize,
    })
}

impl<'a> Claim<'a> {
    /// Where a cell of the claim stands: the first of the cells that are the same printed words.
    pub(in crate::rules) fn place(&self, column: Column) -> Place {
        self.accounts.printed_first(self.own_place(column))
    }

    /// Where the claim's own cell stands.
    fn own_place(&self, column: Column) -> Place {
        self.table.place(self.row, INDICES[column as usize])
    }

    fn cell(&self, column: Column) -> &'a Cell {
        const ABSENT: &Cell = &Cell::Absent;
        let cells = &self.table.rows[self.row].cells;
        cells
            .get(usize::from(INDICES[column as usize]))
            .unwrap_or(ABSENT)
    }

    /// The words of a cell, if it has any.
    pub(in crate::rules) fn words(&self, column: Column) -> Option<&'a str> {
        self.cell(column).words().filter(|words| !words.is_empty())
    }

    /// Whether a column of figures is stated. A text has no empty cells that would stand for
    /// zero, so an emptied one says nothing.
    pub(in crate::rules) fn prints(&self, column: Column) -> bool {
        !matches!(self.cell(column), Cell::Absent | Cell::Blank)
    }

    /// Whether a figure is given as the text prints it, but without its own unit.
    pub(in crate::rules) fn prints_without_unit(&self, column: Column) -> bool {
        let number = self.cell(column).number();
        number.is_some_and(|printed| printed.as_text && !printed.own_unit)
    }

    /// The figure of a column.
    pub(in crate::rules) fn figure(&self, column: Column) -> Result<Figure, Missing> {
        let figure = Figure::at(self.accounts, self.own_place(column))?;
        Ok(match self.cell(column).number() {
            // A sentence prints its amount by itself: one that is more exact than the others says
            // nothing about them.
            Some(printed) if self.is_of_text() && figure.unit.is_money() => Figure {
                decimals: u32::from(printed.decimals).max(figure.decimals.min(TEXT_DECIMALS)),
                ..figure
            },
            // 4219.187312万元 says nothing about how exact another sentence's 0.3万元 is; amounts
            // in the text's own unit are printed alike, to the cent, and may drop their zeros.
            Some(printed) if printed.own_unit && printed.unit != self.table.unit => Figure {
                decimals: u32::from(printed.decimals),
                ..figure
            },
            _ => figure,
        })
    }

    /// Whether it was read from a text.
    pub(in crate::rules) fn is_of_text(&self) -> bool {
        self.table.rows[self.row].spans.is_some()
    }

    /// The printed figure of a column, if the column is printed and can be read.
    pub(in crate::rules) fn readable(&self, column: Column) -> Option<Figure> {
        if !self.prints(column) {
            return None;
        }
        self.figure(column).ok()
    }

    /// Its number in the list of claims, for others to refer to.
    pub(in crate::rules) fn id(&self) -> &'a str {
        self.words(Column::Id).unwrap_or_default()
    }

    /// What it is about.
    pub(in crate::rules) fn subject(&self) -> Subject<'a> {
        let Some(words) = self.words(Column::Subject) else {
            return Subject::None;
        };
        if !words.contains('[') {
            return Subject::Topic(words);
        }
        match self.reference(Column::Subject) {
            Ok(reference) => Subject::Cell(reference),
            Err(missing) => Subject::Unknown(missing),
        }
    }

    /// The cell that a column of words names.
    pub(in crate::rules) fn reference(&self, column: Column) -> Result<Reference, Missing> {
        let words = self.words(column).unwrap_or_default();
        Reference::parse(words).map_err(|bad| self.missing(column, bad.text()))
    }

    /// The table of the subject, without reading all of it.
    pub(in crate::rules) fn subject_table(&self) -> Option<TableId> {
        let (table, _) = self.words(Column::Subject)?.split_once('[')?;
        crate::model::Catalogue::get().table_named(table)
    }

    /// The cell that it is about.
    pub(in crate::rules) fn subject_cell(&self) -> Option<Reference> {
        match self.subject() {
            Subject::Cell(reference) => Some(reference),
            _ => None,
        }
    }

    /// Its subject for comparing claims: the cell as it is written best, or the topic's bare name.
    pub(in crate::rules) fn subject_key(&self) -> Option<String> {
        match self.subject() {
            Subject::Cell(reference) => Some(reference.to_string()),
            Subject::Topic(topic) => Some(normal_name(topic)),
            Subject::Unknown(_) | Subject::None => None,
        }
    }

    /// What it is about, in words.
    pub(in crate::rules) fn name(&self) -> Text {
        match self.subject() {
            Subject::Cell(reference) => reference.text(),
            Subject::Topic(topic) => Text::same(topic),
            Subject::Unknown(_) | Subject::None => Text::same(self.id()),
        }
    }

    /// The stated amount: the claim's own, or that of the cell that it is about.
    pub(in crate::rules) fn amount(&self) -> Result<Figure, Missing> {
        if self.prints(Column::Amount) {
            return self.figure(Column::Amount);
        }
        match self.subject() {
            Subject::Cell(reference) => cell_figure(self.accounts, &reference),
            Subject::Unknown(missing) => Err(missing),
            Subject::Topic(_) | Subject::None => self.figure(Column::Amount),
        }
    }

    /// The word for the direction; `None` when there is none.
    pub(in crate::rules) fn direction(&self) -> Option<Result<Direction, Missing>> {
        let words = self.words(Column::Direction)?;
        let mut directions = Direction::all(words);
        let first = directions.next().flatten();
        let agree = directions.all(|other| other == first);
        Some(first.filter(|_| agree).ok_or_else(|| {
            let why = Text::new(
                format!("“{words}”不是认识的增减方向"),
                format!("“{words}” is no known direction"),
            );
            self.missing(Column::Direction, why)
        }))
    }

    /// What it is compared with; `None` when nothing is named.
    pub(in crate::rules) fn against(&self) -> Option<Result<Period, Missing>> {
        let words = self.words(Column::Against)?;
        Some(Period::named(words).ok_or_else(|| {
            let why = Text::new(
                format!("“{words}”不是认识的比较基准"),
                format!("“{words}” is no known base of comparison"),
            );
            self.missing(Column::Against, why)
        }))
    }

    /// The change with its sign, as terms of a sum; `None` when the claim states none.
    pub(in crate::rules) fn signed_change(&self) -> Option<Vec<Term>> {
        if self.prints(Column::Change) {
            return Some(vec![self.directed_change()]);
        }
        if self.direction() == Some(Ok(Direction::Level)) {
            return Some(Vec::new());
        }
        self.prints(Column::Base).then(|| {
            vec![
                Term::plus(self.amount()),
                Term::minus(self.figure(Column::Base)),
            ]
        })
    }

    /// The printed change with the sign that its word gives it.
    fn directed_change(&self) -> Term {
        let change = self.figure(Column::Change);
        let negative = matches!(&change, Ok(change) if change.value.is_sign_negative());
        let zero = matches!(&change, Ok(change) if change.value.is_zero());
        let place = self.place(Column::Direction);
        let unknown = |zh: &str, en: &str| {
            let missing = self.missing(Column::Direction, Text::new(zh, en));
            Term::plus(Operand::Missing(missing))
        };
        match self.direction() {
            Some(Err(missing)) => Term::plus(Operand::Missing(missing)),
            Some(Ok(_)) if negative => unknown(
                "增减额带负号，又写了增减方向，无法确定方向",
                "the change has a sign and a word for its direction",
            ),
            Some(Ok(Direction::Up)) => Term::directed(Sign::Plus, change, place),
            Some(Ok(Direction::Down)) => Term::directed(Sign::Minus, change, place),
            // Zero has no direction, and a negative change says its own.
            Some(Ok(Direction::Level)) | None if negative || zero => Term::plus(change),
            Some(Ok(Direction::Level)) => unknown(
                "写持平却有增减额，无法确定方向",
                "level is stated beside a change, so its direction is not known",
            ),
            None => unknown("没有写增减方向", "no direction is stated"),
        }
    }

    /// The base as the claim states it: printed, or the amount less the signed change.
    pub(in crate::rules) fn base(&self) -> Option<Vec<Term>> {
        if self.prints(Column::Base) {
            return Some(vec![Term::plus(self.figure(Column::Base))]);
        }
        let mut terms = vec![Term::plus(self.amount())];
        terms.extend(self.signed_change()?.into_iter().map(|term| Term {
            sign: term.sign.flipped(),
            ..term
        }));
        Some(terms)
    }

    /// A cell of the claim that cannot be used.
    pub(in crate::rules) fn missing(&self, column: Column, why: Text) -> Missing {
        let place = self.place(column);
        Missing {
            what: self.accounts.label(place),
            why,
            place: self.accounts.cell(place).is_present().then_some(place),
        }
    }

    /// The unit of its count, if it prints one.
    pub(in crate::rules) fn count_unit(&self) -> Option<Unit> {
        self.cell(Column::Count).number().map(|count| count.unit)
    }
}
