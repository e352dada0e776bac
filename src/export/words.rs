//! Wordings that all reports share.

use crate::model::{Text, Unit};
use crate::relation::{Ledger, Quantity};
use crate::review::Review;
use crate::rules::Level;

/// A difference as it is read: between percentages it is in percentage points.
pub fn difference_text(difference: &Quantity) -> Text {
    if difference.unit != Unit::Percent {
        return difference.text();
    }
    let digits = crate::model::grouped(difference.value, difference.decimals);
    Text::new(
        format!("{digits} 个百分点"),
        format!("{digits} percentage points"),
    )
}

/// `必改 7 · 需核实 0 · 待说明 28 · 提示 3 · 未能检查 12`.
pub fn counts_text(review: &Review) -> Text {
    let counts = review.counts();
    let mut parts: Vec<Text> = Level::ALL
        .iter()
        .map(|level| counted(&level.text(), counts.level(*level)))
        .collect();
    let explained = review.findings.len() - review.open().count();
    if explained > 0 {
        parts.push(counted(&Text::new("已说明", "Explained"), explained));
    }
    parts.push(counted(
        &Text::new("未能检查", "Not checked"),
        review.ledger.not_checked,
    ));
    Text::join(&parts, " · ", " · ")
}

/// `关系 240 项：成立 200 · 四舍五入内成立 5 · 不成立 23 · 未能检查 12`.
pub fn ledger_text(ledger: &Ledger) -> Text {
    let parts = [
        counted(&Text::new("成立", "hold"), ledger.holds),
        counted(
            &Text::new("四舍五入内成立", "hold within rounding"),
            ledger.within_rounding,
        ),
        counted(&Text::new("不成立", "broken"), ledger.broken),
        counted(&Text::new("未能检查", "not checked"), ledger.not_checked),
    ];
    let parts = Text::join(&parts, " · ", " · ");
    let total = ledger.total();
    Text::new(
        format!("关系 {total} 项：{}", parts.zh),
        format!("{total} relations: {}", parts.en),
    )
}

fn counted(name: &Text, count: usize) -> Text {
    Text::new(
        format!("{} {count}", name.zh),
        format!("{} {count}", name.en),
    )
}
