//! Amounts are printed in another unit than their neighbours, or two printings of one amount
//! differ by the factor between the units (G077).
//!
//! Zeros in 万元 among amounts in 元 change nothing, so all such places are one question a
//! document. A factor of exactly 10,000 between two printings of one quantity is an error.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::model::{
    Accounts, CellEdit, ColumnKind, Period, Place, Printed, Reference, Span, Table, TableGroup,
    Text, Unit, fixed, grouped,
};
use crate::relation::{Figure, Interval, Relation, RuleCode};
use crate::rules::claims::cell::cell_figure;
use crate::rules::claims::claim::{Column, claims};
use crate::rules::wording::wordings;
use crate::rules::{Certainty, Checks, CodeRule, Context, Fix, Flaw, Level, plain_name};

/// Units.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(77),
    reads: &[],
    state,
};

/// Cells of different tables that print one quantity.
const SAME: [(&str, &str); 8] = [
    ("K01[收入:本年收入合计]", "K02[合计].本年收入合计"),
    ("K01[支出:本年支出合计]", "K03[合计].本年支出合计"),
    (
        "K01[收入:一般公共预算财政拨款收入]",
        "K04[收入:一般公共预算财政拨款].合计",
    ),
    ("K02[合计].财政拨款收入", "K04[收入:本年收入合计].合计"),
    (
        "K04[支出:本年支出合计].一般公共预算财政拨款",
        "K06[合计].合计",
    ),
    ("K06[合计].基本支出", "K07[合计]"),
    (
        "K04[支出:本年支出合计].政府性基金预算财政拨款",
        "K08[合计].小计",
    ),
    (
        "K04[支出:本年支出合计].国有资本经营预算财政拨款",
        "K10[合计].小计",
    ),
];

static PAIRS: LazyLock<Vec<(Reference, Reference)>> = LazyLock::new(|| {
    let read = |text| Reference::parse(text).expect("these cells exist; a test follows them");
    SAME.iter().map(|(a, b)| (read(a), read(b))).collect()
});

static PART_AND_ALL: LazyLock<[Reference; 2]> = LazyLock::new(|| {
    ["K11[合计].决算数", "K04[支出:本年支出合计].合计"]
        .map(|text| Reference::parse(text).expect("these cells exist; a test follows them"))
});

fn state(context: &Context<'_>, checks: &mut Checks) {
    factors(context, checks);
    let home = home(context.accounts);
    let foreign: Vec<(Place, Printed)> = context
        .accounts
        .tables
        .iter()
        .filter(|table| table.id.period == Period::Final)
        .flat_map(|table| foreign(table, home))
        .filter(|(place, _)| context.accounts.printed_first(*place) == *place)
        .collect();
    let zeros = zeros_in_words(context, &foreign);
    let whole_tables = other_units(context.accounts);
    let is_fine = foreign.is_empty() && zeros.is_empty() && whole_tables.is_none();
    if !foreign.is_empty() || !zeros.is_empty() {
        checks.flaw(RULE.code, Level::Question, mixed(&foreign, zeros, home));
    }
    if let Some(flaw) = whole_tables {
        checks.flaw(RULE.code, Level::Question, flaw);
    }
    if is_fine && context.accounts.tables.iter().any(prints_money) {
        checks.fine(RULE.code);
    }
}

/// The unit of the document: what it names, else the one that most of its tables are in.
fn home(accounts: &Accounts) -> Unit {
    let of_year = accounts.tables.iter().filter(|table| {
        table.id.period == Period::Final && table.spec().group == TableGroup::Official
    });
    let units: Vec<Unit> = of_year
        .filter(|table| table.declares_unit && table.unit.is_money())
        .map(|table| table.unit)
        .collect();
    let count = |unit: &Unit| units.iter().filter(|other| *other == unit).count();
    let most = || units.iter().copied().max_by_key(|unit| count(unit));
    // A text alone says it by its amounts.
    let told = || {
        let claims = accounts.tables.iter().find(|table| {
            table.id.period == Period::Final && table.spec().group == TableGroup::Text
        });
        let unit = claims.map(|table| table.unit);
        unit.filter(|unit| unit.is_money())
    };
    let unit = accounts.unit.or_else(most).or_else(told);
    unit.unwrap_or(Unit::Yuan)
}

fn prints_money(table: &Table) -> bool {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let mut numbers = cells.filter_map(|cell| cell.number());
    numbers.any(|printed| printed.unit.is_money())
}

/// Tables whose amounts are in another unit than those of most tables, in one question.
fn other_units(accounts: &Accounts) -> Option<Flaw> {
    let stated = accounts.tables.iter().filter_map(|table| {
        let is_table = table.id.period == Period::Final && table.spec().group != TableGroup::Text;
        let place = first_bare_amount(table).filter(|_| is_table && table.declares_unit)?;
        let unit = accounts.cell(place).number()?.unit;
        Some((table, unit, place))
    });
    let stated: Vec<(&Table, Unit, Place)> = stated.collect();
    let count = |unit: Unit| stated.iter().filter(|(_, other, _)| *other == unit).count();
    let units = stated.iter().map(|(_, unit, _)| *unit);
    let most = units.max_by_key(|unit| (count(*unit), accounts.unit == Some(*unit)))?;
    let odd: Vec<_> = stated.iter().filter(|(_, unit, _)| *unit != most).collect();
    if odd.is_empty() {
        return None;
    }
    let names: Vec<Text> = odd
        .iter()
        .map(|(table, unit, _)| {
            let (title, unit) = (&table.spec().title, unit.text());
            Text::new(
                format!("《{}》以{}为单位", title.zh, unit.zh),
                format!("“{}” is in {}", title.en, unit.en),
            )
        })
        .collect();
    let (names, most) = (Text::join(&names, "、", ", "), most.text());
    let message = Text::new(
        format!("{}，其余各表以{}为单位，请核对", names.zh, most.zh),
        format!("{}; the other tables are in {}", names.en, most.en),
    );
    let places = odd.into_iter().map(|(.., place)| *place).collect();
    Some(Flaw::new(message, places))
}

/// The first amount of money that is not zero and brings no unit of its own.
fn first_bare_amount(table: &Table) -> Option<Place> {
    let columns = &table.spec().columns;
    table.rows.iter().enumerate().find_map(|(index, row)| {
        let mut cells = (0_u16..).zip(&row.cells).zip(columns);
        let found = cells.find(|((_, cell), column)| {
            let number = cell.number().filter(|printed| printed.unit.is_money());
            let is_bare =
                number.is_some_and(|printed| !printed.own_unit && !printed.value.is_zero());
            is_bare && column.kind == ColumnKind::Money
        });
        found.map(|((column, _), _)| table.place(index, column))
    })
}

/// Amounts that bring another unit than that of their table.
fn foreign(table: &Table, home: Unit) -> impl Iterator<Item = (Place, Printed)> + '_ {
    let columns = &table.spec().columns;
    let is_foreign = move |place: Place, printed: &Printed| {
        let own = printed.own_unit && printed.unit.is_money();
        let is_amount = columns[usize::from(place.column)].kind == ColumnKind::Money;
        own && printed.unit != table.default_unit(place)
            // A number may be in its row's unit, as a cost per vehicle is, or in the document's.
            && (is_amount || printed.unit != home)
    };
    table.rows.iter().enumerate().flat_map(move |(index, row)| {
        let cells = (0_u16..).zip(&row.cells);
        cells.filter_map(move |(column, cell)| {
            let place = table.place(index, column);
            let printed = cell.number().filter(|printed| is_foreign(place, printed))?;
            Some((place, *printed))
        })
    })
}

/// Zeros in another unit that were noticed in the text, without those that are cells.
fn zeros_in_words(context: &Context<'_>, foreign: &[(Place, Printed)]) -> Vec<Place> {
    let accounts = context.accounts;
    let cells = foreign
        .iter()
        .filter_map(|(place, _)| accounts.text_span(*place));
    let cells: Vec<Span> = cells.collect();
    let zeros = wordings(context).filter(|words| words.is_of_units() && words.is_flawed());
    let places = zeros.map(|words| words.place()).filter(|place| {
        let span = accounts.text_span(*place);
        !span.is_some_and(|span| cells.iter().any(|cell| cell.meets(span)))
    });
    places.collect()
}

/// All places with another unit, in one question.
fn mixed(foreign: &[(Place, Printed)], in_words: Vec<Place>, home: Unit) -> Flaw {
    let zeros = foreign
        .iter()
        .filter(|(_, printed)| printed.value.is_zero());
    let zeros = zeros.count() + in_words.len();
    let all = foreign.len() + in_words.len();
    let others = all - zeros;
    let unit = home.text();
    let message = Text::new(
        format!(
            "全文以{}为单位，有 {} 处写成其他单位（其中零值 {zeros} 处，金额 {others} 处）",
            unit.zh, all,
        ),
        format!(
            "amounts are in {}, but {} are printed in another unit ({zeros} zeros, {others} \
             amounts)",
            unit.en, all,
        ),
    );
    let has_words = !in_words.is_empty();
    let places = foreign.iter().map(|(place, _)| *place).chain(in_words);
    let mut flaw = Flaw::new(message, places.collect());
    let edits: Option<Vec<CellEdit>> = foreign
        .iter()
        .map(|(place, printed)| Some(CellEdit::new(*place, in_unit(printed, home)?)))
        .collect();
    let edits = edits.filter(|edits| !has_words && !edits.is_empty());
    flaw.fixes.extend(edits.map(|edits| Fix {
        title: Text::new(
            format!("统一改写为{}，数值不变", unit.zh),
            format!("write them in {}, with the same values", unit.en),
        ),
        certainty: Certainty::Review,
        edits,
    }));
    flaw
}

/// The same amount in another unit, as it would be printed there.
fn in_unit(printed: &Printed, unit: Unit) -> Option<String> {
    let value = printed
        .base_value()?
        .checked_div(unit.factor())?
        .normalize();
    let decimals = value.scale();
    let digits = if value.is_zero() {
        fixed(value, 0)
    } else {
        grouped(value, decimals)
    };
    Some(format!("{digits}{}", unit.printed()))
}

/// Two printings of one quantity that differ by exactly the factor between two units.
fn factors(context: &Context<'_>, checks: &mut Checks) {
    let accounts = context.accounts;
    for (first, second) in PAIRS.iter() {
        let pair = (cell_figure(accounts, first), cell_figure(accounts, second));
        if let (Ok(stated), Ok(source)) = pair {
            factor(accounts, stated, source, checks);
        }
    }
    more_than_all(accounts, checks);
    for claim in claims(context) {
        let source = claim.subject_cell();
        let source = source.and_then(|cell| cell_figure(accounts, &cell).ok());
        if let (Some(stated), Some(source)) = (claim.readable(Column::Amount), source) {
            factor(accounts, stated, source, checks);
        }
    }
}

/// The three public expenses are a part of what was spent from appropriations: more than all of it
/// can only be another unit than the one that is printed.
fn more_than_all(accounts: &Accounts, checks: &mut Checks) {
    let [part, all] = &*PART_AND_ALL;
    let (Ok(part), Ok(all)) = (cell_figure(accounts, part), cell_figure(accounts, all)) else {
        return;
    };
    let is_more = part
        .interval()
        .zip(all.interval())
        .is_some_and(|(part, all)| part.low > all.high);
    if !is_more || all.value.is_zero() {
        return;
    }
    let name = plain_name(accounts, all.place);
    let message = Text::new(
        format!(
            "“三公”经费决算合计超过{}，不可能成立，请核对《{}》的单位",
            name.zh,
            part.place.table.spec().title.zh
        ),
        format!(
            "the three public expenses exceed {}, of which they are a part; check their unit",
            name.en
        ),
    );
    let flaw = Flaw::new(message, vec![part.place, all.place]);
    checks.flaw(RULE.code, Level::Error, flaw);
}

fn factor(accounts: &Accounts, stated: Figure, source: Figure, checks: &mut Checks) {
    if stated.value.is_zero() || source.value.is_zero() || !stated.unit.is_money() {
        return;
    }
    // What is the same is not off; that is nearly every pair.
    if stated.base_value() == source.base_value() {
        return;
    }
    // A short number is off by such a factor by chance.
    let is_short = |figure: &Figure| {
        let digits = figure.value.normalize().mantissa().unsigned_abs();
        digits < 100 && accounts.text_span(figure.place).is_some()
    };
    if is_short(&stated) || is_short(&source) {
        return;
    }
    let is_off = |large: &Figure, small: &Figure, power: u32| {
        let factor = Decimal::from(10_u64.pow(power));
        let scaled = small.interval().and_then(|small| {
            Some(Interval {
                low: small.low.checked_mul(factor)?,
                high: small.high.checked_mul(factor)?,
            })
        });
        let meets = |(large, small): (Interval, Interval)| large.meets(small);
        large.interval().zip(scaled).is_some_and(meets)
    };
    let off = [4, 8]
        .into_iter()
        .find(|power| is_off(&stated, &source, *power) || is_off(&source, &stated, *power));
    let Some(power) = off else {
        return;
    };
    let times = if power == 4 {
        ("一万", "10,000")
    } else {
        ("一亿", "100,000,000")
    };
    let other = plain_name(accounts, source.place);
    let about = Text::new(
        format!("与{}是同一金额，却相差{}倍：单位用错", other.zh, times.0),
        format!(
            "the same amount as {}, yet they differ by the factor {}: a wrong unit",
            other.en, times.1
        ),
    );
    checks.relation_about(
        Level::Error,
        Relation::same(RULE.code, stated, source),
        about,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_names_cells_of_the_catalogue() {
        for (first, second) in PAIRS.iter() {
            for cell in [first, second] {
                let row = cell.table.spec().row(&cell.row, cell.side);
                assert!(row.is_some(), "{cell}");
            }
        }
    }

    #[test]
    fn an_amount_is_the_same_in_another_unit() {
        let printed = |value: &str| Printed {
            value: Decimal::from_str_exact(value).unwrap(),
            unit: Unit::WanYuan,
            decimals: 6,
            own_unit: true,
            as_text: true,
        };
        let yuan = |value| in_unit(&printed(value), Unit::Yuan).unwrap();
        assert_eq!(yuan("4219.187312"), "42,191,873.12元");
        assert_eq!(yuan("0"), "0元");
    }
}
