//! State assets that are held: fixed assets, vehicles in all and by use, large equipment.

use crate::model::{Counter, Unit};
use crate::narrative::draft::{Draft, Paragraph};
use crate::narrative::number::NumberUnit;
use crate::narrative::reading::Stated;
use crate::narrative::topic::Topic;

use super::phrase::{any, between, bodies, label, open, sentence};
use super::record::{At, cell, claim, named, put};

const TABLE: &str = "assets";
/// The row of all vehicles.
const VEHICLES: &str = "汽车";
/// Uses of vehicles that are called by the word for all of them.
const GENERAL: [&str; 3] = ["一般公务用车", "普通公务用车", "其他公务用车"];

/// Reads the paragraphs on assets.
pub(super) fn read(draft: &mut Draft) {
    for index in bodies(draft) {
        let text = draft.paragraphs[index].text();
        let topic = draft.topic(index);
        let named = any(text, &["固定资产总额", "固定资产总值", "共有车辆"])
            || (text.contains("单价") && text.contains("以上") && text.contains("设备"));
        if topic == Topic::Assets || (named && topic == Topic::Other) {
            paragraph(draft, index);
        }
    }
}

fn paragraph(draft: &mut Draft, index: usize) {
    let mut uses: Vec<(String, At)> = Vec::new();
    let mut total: Option<At> = None;
    let mut last: Option<(String, usize)> = None;
    for number in open(&draft.paragraphs[index]) {
        let at = At {
            paragraph: index,
            number,
        };
        let of = &draft.paragraphs[index];
        let words = label(of, number).plain;
        let beside = last.take();
        match of.numbers[number].unit {
            NumberUnit::Unit(unit) if unit.is_money() => {
                let row = match beside {
                    // 0辆，0元: the amount of what was just counted.
                    Some((row, count)) if is_amount_of(of, count, number, &words) => Some(row),
                    _ => amount_row(&words),
                };
                if let Some(row) = row {
                    cell(draft, TABLE, &named(row), "amount", at);
                }
            }
            NumberUnit::Unit(Unit::Count(Counter::Vehicle | Counter::Set)) => {
                let Some(row) = count_row(&words) else {
                    continue;
                };
                if row == VEHICLES {
                    total.get_or_insert(at);
                    uses.clear();
                } else if row.ends_with("用车") {
                    uses.push((row.clone(), at));
                }
                cell(draft, TABLE, &named(row.clone()), "count", at);
                last = Some((row, number));
            }
            _ => {}
        }
    }
    if let Some(total) = total {
        by_use(draft, total, &uses);
    }
}

/// Whether an amount is that of the count before it: nothing but a word for money lies between.
fn is_amount_of(of: &Paragraph, count: usize, number: usize, words: &str) -> bool {
    let bare = words.is_empty()
        || [
            "价值",
            "原值",
            "金额",
            "账面价值",
            "账面原值",
            "合计",
            "共计",
            "总价值",
            "价值共",
        ]
        .contains(&words);
    bare && count + 1 == number
        && sentence(of, count) == sentence(of, number)
        && between(of, number).chars().count() <= 8
}

/// The row of an amount of assets.
fn amount_row(words: &str) -> Option<String> {
    let words = words.trim_end_matches(['为', '共', '是']);
    let from = words.find("固定资产")?;
    let name = &words[from..];
    match name.trim_start_matches("固定资产") {
        "" | "总额" | "总值" | "合计" | "总计" | "总量" => {
            Some("固定资产总额".to_owned())
        }
        "原值" | "净值" | "账面原值" | "账面净值" | "账面价值" => {
            Some(name.to_owned())
        }
        _ => None,
    }
}

/// The row of a count of vehicles or equipment.
fn count_row(words: &str) -> Option<String> {
    let words = words.trim_end_matches(['为', '共', '是', '有']);
    if let Some(from) = words.find("单价").or_else(|| words.find("单位价值")) {
        let name = words[from..].replace('的', "");
        return any(&name, &["设备", "仪器"]).then_some(name);
    }
    if let Some(name) = words.strip_prefix("其中").or(Some(words))
        && name.ends_with("用车")
        && (!name.ends_with("公务用车") || GENERAL.contains(&name))
    {
        return Some(name.to_owned());
    }
    let all = ["车辆", "汽车", "公务用车", "机动车", "机动车辆"];
    let is_all = all.iter().any(|word| words.ends_with(word));
    is_all.then(|| VEHICLES.to_owned())
}

/// All vehicles are those of each use, when the list is closed by the other ones.
fn by_use(draft: &mut Draft, total: At, uses: &[(String, At)]) {
    let closed = uses
        .last()
        .is_some_and(|(name, _)| name.starts_with("其他"));
    if uses.len() < 2 || !closed {
        return;
    }
    let stated = draft.paragraphs[total.paragraph].state(total.number);
    let whole = claim(draft, total.paragraph, "车辆").with("count", stated);
    let whole = put(draft, whole);
    for (name, at) in uses {
        let stated = draft.paragraphs[at.paragraph].state(at.number);
        let row = claim(draft, at.paragraph, name.as_str()).with("count", stated);
        put(draft, row.with("part_of", Stated::derived(whole.clone())));
    }
}

#[cfg(test)]
mod tests {
    use crate::narrative::disclosures::told::{rows, undecided};

    const HEAD: &str =
        "甲区乙局2024年度部门决算\n第二部分 2024年度情况说明\n四、国有资产占用情况\n";

    #[test]
    fn counts_with_their_amounts() {
        let text = format!(
            "{HEAD}截至年底，固定资产总额 8,100.20 元，其中：汽车（含应急保障用车以及其他公务用车）2 辆，56.1 万元；单价 100 万元以上的设备 1 台（套），120 万元。\n"
        );
        let due = [
            "固定资产总额 amount=8,100.20元",
            "汽车 count=2辆 amount=56.1万元",
            "单价100万元以上设备 count=1台（套） amount=120万元",
        ];
        assert_eq!(rows(&text, "assets"), due);
        assert_eq!(undecided(&text), [""; 0]);
    }

    #[test]
    fn vehicles_by_use_make_the_total() {
        let text = format!(
            "{HEAD}甲局共有车辆9辆，其中：机要通信用车3辆、应急保障用车1辆、其他用车5辆。单价100万元（含）以上设备（不含车辆）2台（套）。\n"
        );
        let due = [
            "汽车 count=9辆",
            "机要通信用车 count=3辆",
            "应急保障用车 count=1辆",
            "其他用车 count=5辆",
            "单价100万元以上设备 count=2台（套）",
        ];
        assert_eq!(rows(&text, "assets"), due);
        let claims = rows(&text, "claims");
        assert_eq!(claims[0], "车辆 count=9辆");
        assert!(
            claims[3].starts_with("其他用车 count=5辆 part_of="),
            "{claims:?}"
        );
    }

    #[test]
    fn an_open_list_makes_no_total() {
        let text = format!("{HEAD}共有车辆9辆，其中：机要通信用车3辆、应急保障用车1辆。\n");
        assert_eq!(rows(&text, "claims"), [""; 0]);
        let text = format!("{HEAD}共有车辆9辆，其中一般公务用车5辆。\n");
        assert_eq!(rows(&text, "claims"), [""; 0]);
    }
}
