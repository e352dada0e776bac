//! Wordings that all reports share.

use std::collections::BTreeSet;

use crate::model::{Accounts, Lang, Place, Text, Unit};
use crate::relation::{Comparison, Ledger, Quantity, Relation};
use crate::review::{Review, TextCoverage};
use crate::rules::{Finding, Level, Shown};

/// A difference as it is read: between percentages it is in percentage points.
pub fn difference_text(difference: &Quantity) -> Text {
    if difference.unit != Unit::Percent {
        return difference.text();
    }
    let shown = difference.text();
    let digits = shown.zh.trim_end_matches('%');
    Text::new(
        format!("{digits} 个百分点"),
        format!("{digits} percentage points"),
    )
}

/// 应为: the amount itself, or the most or the least that it may be.
pub fn expected_text(finding: &Finding, expected: &Quantity) -> Text {
    let comparison = finding
        .relation
        .as_ref()
        .map(|relation| relation.comparison);
    let text = expected.text();
    match comparison {
        Some(Comparison::AtMost) => Text::new(
            format!("不超过 {}", text.zh),
            format!("at most {}", text.en),
        ),
        Some(Comparison::AtLeast) => {
            Text::new(format!("至少 {}", text.zh), format!("at least {}", text.en))
        }
        Some(Comparison::Equal) | None => text,
    }
}

/// 实为 and 应为 of a wrong word: the word that stands there and the one that the fix puts there.
/// The sizes beside such a word are right, so no amounts are set against each other.
pub fn wrong_word(finding: &Finding, accounts: &Accounts) -> Option<(Text, Text)> {
    let place = finding.shown.first()?.place;
    let mut terms = finding.relation.as_ref()?.terms();
    terms.find(|term| term.direction == Some(place))?;
    let stands = accounts.cell(place).words()?;
    let mut edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
    let edit = edits.find(|edit| edit.place == place)?;
    Some((Text::same(stands), Text::same(&*edit.text)))
}

/// The label of a cell, without a part that only repeats the one before it: the column 合计 of the
/// row 合计.
pub fn place_text(label: &Text) -> Text {
    Text::new(unrepeated(&label.zh), unrepeated(&label.en))
}

/// Where a cell stands: its label, and its cell of the workbook or its line of the text that the
/// accounts came from.
pub fn where_text(accounts: &Accounts, shown: &Shown) -> Text {
    let label = place_text(&shown.label);
    let cell = accounts.sheet_cell(shown.place);
    let cell = cell.map(|cell| Text::same(cell.to_string()));
    match cell.or_else(|| accounts.text_where(shown.place)) {
        Some(at) => Text::new(
            format!("{}（{}）", label.zh, at.zh),
            format!("{} ({})", label.en, at.en),
        ),
        None => label,
    }
}

/// How many numbers of the text were checked; `None` where no text was read.
pub fn text_coverage_text(review: &Review) -> Option<Text> {
    let coverage = review.text_coverage();
    if coverage.total() == 0 {
        return None;
    }
    let TextCoverage {
        proved,
        within_rounding,
        contradicted,
        not_checked,
        other,
        in_tables,
    } = coverage;
    let total = coverage.total();
    Some(Text::new(
        format!(
            "正文数字 {total} 处：已证实 {proved} · 四舍五入内 {within_rounding} · \
             矛盾 {contradicted} · 未能核对 {not_checked} · 非陈述 {other} · 表中 {in_tables}"
        ),
        format!(
            "{total} numbers in the text: {proved} proved · {within_rounding} within rounding · \
             {contradicted} contradicted · {not_checked} not checked · {other} no statement · \
             {in_tables} in tables"
        ),
    ))
}

fn unrepeated(label: &str) -> String {
    let mut parts: Vec<&str> = label.split(SEPARATOR).collect();
    parts.dedup();
    parts.join(SEPARATOR)
}

/// A relation in the names of its cells, without what all names begin or end with: the table of a
/// sum within one table, the row of a sum within one row. Where that is stands beside it anyway.
pub fn formula_text(relation: &Relation, accounts: &Accounts) -> Text {
    let full: Vec<Text> = relation
        .places()
        .map(|place| accounts.label(place))
        .collect();
    let plain: Vec<Text> = relation
        .places()
        .map(|place| without_id(accounts, place))
        .collect();
    // The number of a statement says nothing to a reader, unless two are told apart by it alone.
    let distinct = |labels: &[Text]| labels.iter().collect::<BTreeSet<_>>().len();
    let named_by_id = distinct(&plain) < distinct(&full);
    let labels = if named_by_id { full } else { plain };
    let shared = [Lang::Zh, Lang::En].map(|lang| {
        let labels: Vec<Vec<&str>> = labels
            .iter()
            .map(|label| label.get(lang).split(SEPARATOR).collect())
            .collect();
        Shared::of(&labels)
    });
    relation.formula(&|place| {
        let label = if named_by_id {
            accounts.label(place)
        } else {
            without_id(accounts, place)
        };
        let [zh, en] = &shared;
        place_text(&Text::new(zh.rest(&label.zh), en.rest(&label.en)))
    })
}

/// The label of a cell without the number of its statement.
fn without_id(accounts: &Accounts, place: Place) -> Text {
    let label = accounts.label(place);
    let id = place.table.spec().column("id").and_then(|column| {
        let row = accounts
            .table(place.table_ref())?
            .rows
            .get(place.row as usize)?;
        row.cells.get(usize::from(column))?.words()
    });
    let Some(id) = id else {
        return label;
    };
    let id = format!("{SEPARATOR}{id} ");
    Text::new(
        label.zh.replacen(&id, SEPARATOR, 1),
        label.en.replacen(&id, SEPARATOR, 1),
    )
}

/// What stands between the parts of a label.
const SEPARATOR: &str = " · ";

/// How many parts all labels share at their beginning and at their end.
struct Shared {
    first: usize,
    last: usize,
}

impl Shared {
    /// At least one part of each label is left, and nothing is shared by one label alone.
    fn of(labels: &[Vec<&str>]) -> Self {
        let (Some(model), Some(shortest)) = (labels.first(), labels.iter().map(Vec::len).min())
        else {
            return Self { first: 0, last: 0 };
        };
        let differ = labels.iter().any(|label| label != model);
        let most = if differ {
            shortest.saturating_sub(1)
        } else {
            0
        };
        let count = |part: &dyn Fn(&[&str], usize) -> String, most: usize| {
            let same = |n: &usize| {
                labels
                    .iter()
                    .all(|label| part(label, *n) == part(model, *n))
            };
            (0..most).take_while(same).count()
        };
        let first = count(&|label, n| label[n].to_owned(), most);
        let last = count(
            &|label, n| label[label.len() - 1 - n].to_owned(),
            most - first,
        );
        Self { first, last }
    }

    fn rest(&self, label: &str) -> String {
        let parts: Vec<&str> = label.split(SEPARATOR).collect();
        let rest = parts.get(self.first..parts.len().saturating_sub(self.last));
        rest.unwrap_or(&parts).join(SEPARATOR)
    }
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
        parts.push(counted(&Text::new("已说明", "explained"), explained));
    }
    parts.push(counted(
        &Text::new("未能检查", "not checked"),
        review.ledger.not_checked,
    ));
    Text::join(&parts, " · ", " · ")
}

/// `关系 240 项：成立 200 · 四舍五入内成立 5 · 不成立 23 · 未能检查 12`.
pub fn ledger_text(ledger: &Ledger) -> Text {
    let parts = ledger_parts(ledger).map(|(name, count)| counted(&name, count));
    let parts = Text::join(&parts, " · ", " · ");
    let total = ledger.total();
    Text::new(
        format!("关系 {total} 项：{}", parts.zh),
        format!("{total} relations: {}", parts.en),
    )
}

/// The outcomes in words with how many relations have each.
pub(super) fn ledger_parts(ledger: &Ledger) -> [(Text, usize); 4] {
    [
        (Text::new("成立", "hold"), ledger.holds),
        (
            Text::new("四舍五入内成立", "hold within rounding"),
            ledger.within_rounding,
        ),
        (Text::new("不成立", "broken"), ledger.broken),
        (Text::new("未能检查", "not checked"), ledger.not_checked),
    ]
}

fn counted(name: &Text, count: usize) -> Text {
    Text::new(
        format!("{} {count}", name.zh),
        format!("{} {count}", name.en),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_repeats_the_one_before_it_is_left_out() {
        let label = Text::new("表 · 合计 · 合计", "Table · Total · Total");
        assert_eq!(place_text(&label), Text::new("表 · 合计", "Table · Total"));
        let label = Text::same("合计 · 甲 · 合计");
        assert_eq!(place_text(&label), label);
    }

    #[test]
    fn what_all_names_share_is_left_out() {
        let shared = |labels: &[&str]| {
            let split: Vec<Vec<&str>> = labels
                .iter()
                .map(|label| label.split(SEPARATOR).collect())
                .collect();
            let shared = Shared::of(&split);
            labels
                .iter()
                .map(|label| shared.rest(label))
                .collect::<Vec<_>>()
        };
        assert_eq!(shared(&["表 · 合计 · 甲", "表 · 合计 · 乙"]), ["甲", "乙"]);
        assert_eq!(
            shared(&["表 · 合计 · 甲", "表 · 201 · 甲"]),
            ["合计", "201"]
        );
        assert_eq!(shared(&["表 · 甲", "别表 · 甲"]), ["表", "别表"]);
        assert_eq!(shared(&["表 · 甲", "表 · 甲"]), ["表 · 甲", "表 · 甲"]);
        assert_eq!(shared(&["甲", "表 · 甲"]), ["甲", "表 · 甲"]);
    }
}
