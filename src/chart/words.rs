//! The words of a chart: amounts with their unit, what is said when the pointer rests on a row, and the chart as a table.

use rust_decimal::Decimal;

use crate::compare::{Change, Rate, digits};
use crate::model::{Lang, Text, Unit, grouped};
use crate::relation::Quantity;

use super::{Chart, Form, Point, Role, Row};

/// An amount with its unit, money in the unit that is asked for.
pub fn amount(quantity: &Quantity, unit: Unit) -> Text {
    if !quantity.unit.is_money() {
        return quantity.text();
    }
    let digits = digits(quantity, unit);
    let unit = unit.text();
    Text::new(
        format!("{digits} {}", unit.zh),
        format!("{digits} {}", unit.en),
    )
}

/// The same with a sign before what is more.
pub(super) fn signed_amount(quantity: &Quantity, unit: Unit) -> Text {
    let text = amount(quantity, unit);
    if quantity.value > Decimal::ZERO {
        Text::new(format!("+{}", text.zh), format!("+{}", text.en))
    } else {
        text
    }
}

/// `89.61%`.
pub(super) fn share_text(share: Decimal) -> String {
    format!("{}%", grouped(share, 2))
}

/// The change in words: amount and rate.
pub(super) fn change_text(change: &Change, unit: Unit) -> Text {
    let Some(quantity) = change.amount else {
        return change.rate.text();
    };
    let amount = if quantity.unit.is_money() {
        signed_amount(&quantity, unit)
    } else {
        change.amount_text()
    };
    let rate = match &change.rate {
        Rate::Unknown(_) => Text::default(),
        rate => rate.text(),
    };
    if rate.zh.is_empty() {
        return amount;
    }
    // Half-width brackets in both languages: full-width ones leave a gap at the end of a column.
    let bracketed = |amount: &str, rate: &str| format!("{amount} ({rate})");
    Text::new(
        bracketed(&amount.zh, &rate.zh),
        bracketed(&amount.en, &rate.en),
    )
}

/// Everything about a row, a line each: name, amounts, share, change, how an implied amount follows.
pub fn hover(chart: &Chart, row: &Row, unit: Unit, lang: Lang) -> Vec<String> {
    let mut lines = vec![row.name.get(lang).to_owned()];
    let colon = match lang {
        Lang::Zh => "：",
        Lang::En => ": ",
    };
    for (series, point) in chart.series.iter().zip(&row.points) {
        let Some(point) = point else {
            if row.role != Role::Rest {
                let none = Text::new("没有", "none");
                lines.push(format!("{}{colon}{}", series.get(lang), none.get(lang)));
            }
            continue;
        };
        lines.push(format!(
            "{}{colon}{}",
            series.get(lang),
            point_text(point, unit, lang)
        ));
        if let Some(how) = &point.implied {
            let head = Text::new("推算", "implied");
            lines.push(format!("{}{colon}{}", head.get(lang), how.get(lang)));
        }
    }
    if let Some(share) = row.share {
        let head = Text::new("占合计", "Share of the total");
        lines.push(format!("{}{colon}{}", head.get(lang), share_text(share)));
    }
    if let Some(change) = &row.change {
        let head = match chart.form {
            Form::Line | Form::Bars => Text::new("比上一年", "Against the year before"),
            _ => Text::new("增减", "Change"),
        };
        let text = change_text(change, unit);
        lines.push(format!("{}{colon}{}", head.get(lang), text.get(lang)));
    }
    if let Some(mark) = row.mark {
        let level = mark.level.text();
        let said = Text::new(
            format!("有{}问题，见问题列表", level.zh),
            format!("Has a finding: {}", level.en),
        );
        lines.push(said.get(lang).to_owned());
    }
    lines
}

fn point_text(point: &Point, unit: Unit, lang: Lang) -> String {
    let amount = amount(&point.quantity, unit);
    let amount = amount.get(lang);
    if point.implied.is_none() {
        return amount.to_owned();
    }
    match lang {
        Lang::Zh => format!("{amount}（推算）"),
        Lang::En => format!("{amount} (implied)"),
    }
}

/// The chart as a table: its heads, then a line of words for every row, the whole first.
pub fn alternative(chart: &Chart, unit: Unit, lang: Lang) -> (Vec<String>, Vec<Vec<String>>) {
    let rows = || chart.whole.iter().chain(&chart.rows);
    let has_share = rows().any(|row| row.share.is_some());
    let has_change = rows().any(|row| row.change.is_some());
    let mut heads = vec![Text::new("项目", "Item").get(lang).to_owned()];
    heads.extend(
        chart
            .series
            .iter()
            .map(|series| series.get(lang).to_owned()),
    );
    if has_share {
        heads.push(Text::new("占合计", "Share").get(lang).to_owned());
    }
    if has_change {
        heads.push(Text::new("增减", "Change").get(lang).to_owned());
    }
    let dash = || "—".to_owned();
    let line = |row: &Row| {
        let mut line = vec![row.name.get(lang).to_owned()];
        line.extend((0..chart.series.len()).map(|series| {
            let point = row.points.get(series).and_then(Option::as_ref);
            point.map_or_else(dash, |point| point_text(point, unit, lang))
        }));
        if has_share {
            line.push(row.share.map_or_else(dash, share_text));
        }
        if has_change {
            let change = row.change.as_ref();
            line.push(change.map_or_else(dash, |change| {
                change_text(change, unit).get(lang).to_owned()
            }));
        }
        line
    };
    (heads, rows().map(line).collect())
}
