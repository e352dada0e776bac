//! 推算: what the text implies about figures that are printed nowhere, last year's totals and the budgets.
//!
//! A statement that an amount is so much more than its base gives the base. Where the statement's parts contradict its
//! own direction, what the parts imply is given, and the contradiction is said. Nothing of this is ever stored.

use rust_decimal::Decimal;

use crate::model::{Accounts, Period, Place, Reference, Table, TableId, TableRef, Text, Unit};
use crate::relation::{Figure, Interval, Quantity};

use super::change::signed;
use super::known::{Known, Origin, Spot, quantity};

/// The base of a final figure, as a statement of the text gives or implies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Implied {
    /// The cell of the final figure.
    pub place: Place,
    /// Which base: last year's figure, the initial or the adjusted budget.
    pub period: Period,
    /// The base; printed when the statement itself prints it.
    pub known: Known,
    /// What the statement's own words would give instead, when its parts say otherwise.
    pub conflict: Option<Conflict>,
}

/// A statement that its own parts contradict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The base as the words of the statement give it.
    pub as_written: Quantity,
    /// The base as its parts give it.
    pub from_parts: Quantity,
    /// In words, with the numbers.
    pub text: Text,
}

/// Everything that the text of these accounts implies, in the order of its statements.
///
/// Of several statements about one figure the first that gives a base is taken.
pub fn implied(accounts: &Accounts) -> Vec<Implied> {
    let Some(statements) = Statements::of(accounts) else {
        return Vec::new();
    };
    let mut all: Vec<Implied> = Vec::new();
    for statement in &statements.all {
        let Some(found) = statements.base(statement) else {
            continue;
        };
        if !all
            .iter()
            .any(|known| (known.place, known.period) == (found.place, found.period))
        {
            all.push(found);
        }
    }
    all
}

/// A statement about a change, as far as it can be computed with.
struct Statement {
    row: usize,
    id: String,
    part_of: Option<String>,
    place: Place,
    period: Period,
    /// The final figure: restated in the statement, or from its cell.
    amount: Figure,
    /// The base, when the statement prints it.
    base: Option<Figure>,
    /// The change with its sign, when words and amount give it.
    change: Option<(Figure, Sign)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    More,
    Less,
    Same,
}

struct Statements<'a> {
    accounts: &'a Accounts,
    table: &'a Table,
    all: Vec<Statement>,
}

impl<'a> Statements<'a> {
    fn of(accounts: &'a Accounts) -> Option<Self> {
        let table = accounts.table(TableRef {
            table: TableId::named("claims"),
            period: Period::Final,
        })?;
        let mut statements = Self {
            accounts,
            table,
            all: Vec::new(),
        };
        statements.all = (0..table.rows.len())
            .filter_map(|row| statements.read(row))
            .collect();
        Some(statements)
    }

    fn place(&self, row: usize, column: &str) -> Option<Place> {
        let column = self.table.spec().column(column)?;
        Some(self.table.place(row, column))
    }

    fn words(&self, row: usize, column: &str) -> Option<&'a str> {
        let words = self.accounts.cell(self.place(row, column)?).words()?;
        Some(words.trim()).filter(|words| !words.is_empty())
    }

    fn figure(&self, row: usize, column: &str) -> Option<Figure> {
        let place = self.place(row, column)?;
        self.accounts.cell(place).number()?;
        Figure::at(self.accounts, place).ok()
    }

    fn read(&self, row: usize) -> Option<Statement> {
        let subject = Reference::parse(self.words(row, "subject")?).ok()?;
        let period = Period::named(self.words(row, "against")?)?;
        if period == Period::Final {
            return None;
        }
        let place = subject.resolve(self.accounts)?;
        let amount = self
            .figure(row, "amount")
            .or_else(|| Figure::at(self.accounts, place).ok())?;
        let change = self
            .words(row, "direction")
            .and_then(direction)
            .and_then(|sign| match (sign, self.figure(row, "change")) {
                (Sign::Same, None) => Some((amount.with_value(Decimal::ZERO), sign)),
                (_, change) => Some((change?, sign)),
            });
        Some(Statement {
            row,
            id: self.words(row, "id").unwrap_or_default().to_owned(),
            part_of: self.words(row, "part_of").map(ToOwned::to_owned),
            place,
            period,
            amount,
            base: self.figure(row, "base"),
            change,
        })
    }

    fn spot(&self, row: usize, column: &str) -> Option<Spot> {
        let place = self.place(row, column)?;
        Some(Spot { accounts: 0, place })
    }

    /// The base that a statement prints or implies.
    fn base(&self, statement: &Statement) -> Option<Implied> {
        let implied = |known: Known, conflict: Option<Conflict>| Implied {
            place: statement.place,
            period: statement.period,
            known,
            conflict,
        };
        if let Some(base) = statement.base {
            return Some(implied(Known::printed(base, 0).ok()?, None));
        }
        let written = self.as_written(statement);
        let parts = self.parts_sum(statement);
        match (written, parts) {
            (Some(written), Some(parts)) if !written.interval.meets(parts.interval) => {
                let conflict = self.conflict(statement, &written, &parts);
                let known = Known {
                    origin: match parts.origin {
                        Origin::Implied { how, from, .. } => Origin::Implied {
                            how,
                            from,
                            remark: Some(conflict.text.clone()),
                        },
                        printed @ Origin::Printed(_) => printed,
                    },
                    ..parts
                };
                Some(implied(known, Some(conflict)))
            }
            (Some(written), _) => Some(implied(written, None)),
            (None, parts) => Some(implied(parts?, None)),
        }
    }

    /// Amount less the signed change.
    fn as_written(&self, statement: &Statement) -> Option<Known> {
        let (change, sign) = statement.change?;
        let (amount, range) = (statement.amount.base_value()?, statement.amount.interval()?);
        let (part, spread) = (change.base_value()?, change.interval()?);
        let (value, interval, operator) = match sign {
            Sign::More => (
                amount.checked_sub(part)?,
                range.plus(spread.negated())?,
                "−",
            ),
            Sign::Less => (amount.checked_add(part)?, range.plus(spread)?, "+"),
            Sign::Same => (amount, range, "−"),
        };
        let (amount, change) = (statement.amount.quantity(), change.quantity());
        let unit = if amount.value.is_zero() {
            change.unit
        } else {
            amount.unit
        };
        let known = quantity(value, unit, amount.decimals.max(change.decimals));
        let sum = |amount: &str, change: &str, result: &str| {
            format!("{amount} {operator} {change} = {result}")
        };
        let (a, c, r) = (amount.text(), change.text(), known.text());
        Some(Known {
            quantity: known,
            interval,
            origin: Origin::Implied {
                how: Text::new(sum(&a.zh, &c.zh, &r.zh), sum(&a.en, &c.en, &r.en)),
                from: self.spot(statement.row, "change")?,
                remark: None,
            },
        })
    }

    fn parts(&self, statement: &Statement) -> impl Iterator<Item = &Statement> {
        let (id, period) = (statement.id.clone(), statement.period);
        self.all.iter().filter(move |part| {
            !id.is_empty() && part.part_of.as_deref() == Some(&*id) && part.period == period
        })
    }

    /// The sum of what the parts imply, when the parts make up the whole amount.
    fn parts_sum(&self, statement: &Statement) -> Option<Known> {
        let mut amounts = Interval::ZERO;
        let mut interval = Interval::ZERO;
        let mut value = Decimal::ZERO;
        let mut terms: Vec<Text> = Vec::new();
        let mut decimals = 0;
        let mut from = None;
        for part in self.parts(statement) {
            let base = match part.base {
                Some(base) => Known::printed(base, 0).ok()?,
                None => self.as_written(part)?,
            };
            amounts = amounts.plus(part.amount.interval()?)?;
            interval = interval.plus(base.interval)?;
            value = value.checked_add(base.base_value())?;
            decimals = decimals.max(base.quantity.decimals);
            terms.push(base.quantity.text());
            from = from.or_else(|| Some(base.spot()));
        }
        if terms.len() < 2 || !amounts.meets(statement.amount.interval()?) {
            return None;
        }
        let total = quantity(value, statement.amount.unit, decimals);
        let sum = [Text::join(&terms, " + ", " + "), total.text()];
        Some(Known {
            quantity: total,
            interval,
            origin: Origin::Implied {
                how: Text::join(&sum, " = ", " = "),
                from: from?,
                remark: None,
            },
        })
    }

    fn conflict(&self, statement: &Statement, written: &Known, parts: &Known) -> Conflict {
        let word = self.words(statement.row, "direction").unwrap_or_default();
        let (as_written, from_parts) = (written.quantity, parts.quantity);
        let net = self
            .parts(statement)
            .filter_map(Statement::signed_change)
            .try_fold(Decimal::ZERO, Decimal::checked_add);
        let net = net.map_or_else(String::new, |net| {
            signed(&quantity(net, Unit::Yuan, from_parts.decimals))
        });
        Conflict {
            as_written,
            from_parts,
            text: Text::new(
                format!(
                    "文字写“{word}”，按文字推算为 {as_written}；但各分项增减之和为 {net} 元，按分项推算为 {from_parts}，此处采用后者"
                ),
                format!(
                    "the text says “{word}”, which gives {}; but the parts changed by {net} yuan together and give {}, which is shown here",
                    as_written.text().en,
                    from_parts.text().en
                ),
            ),
        }
    }
}

impl Statement {
    /// The change with its sign, in base units.
    fn signed_change(&self) -> Option<Decimal> {
        let (change, sign) = self.change?;
        let value = change.base_value()?;
        Some(match sign {
            Sign::More => value,
            Sign::Less => -value,
            Sign::Same => Decimal::ZERO,
        })
    }
}

/// The direction that a printed word gives.
fn direction(word: &str) -> Option<Sign> {
    const WORDS: &[(Sign, &[&str])] = &[
        (Sign::More, &["增加", "增长", "上升", "提高", "多", "增"]),
        (Sign::Less, &["减少", "下降", "降低", "减低", "少", "减"]),
        (
            Sign::Same,
            &["持平", "一致", "相同", "相等", "无变化", "不变", "无增减"],
        ),
    ];
    WORDS
        .iter()
        .find(|(_, words)| words.contains(&word.trim()))
        .map(|(sign, _)| *sign)
}
