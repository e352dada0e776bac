//! The contract of a project: its amount in figures and in words, and the instalments paid on it.

use std::ops::Range;

use crate::narrative::draft::{Draft, Paragraph};
use crate::narrative::heading::marker;
use crate::narrative::reading::{Stated, StatedRow};

use super::phrase::{any, bodies, open, sentence};
use super::record::{claim, put};

/// Numerals that amounts are written with.
const DIGITS: &str = "零壹贰叁肆伍陆柒捌玖";
/// What stands between and behind them.
const UNITS: &str = "拾佰仟万亿圆元角分整正";
/// Kinds of payments, as instalments are called.
const PAYMENTS: [&str; 12] = [
    "首付款",
    "预付款",
    "进度款",
    "质保金",
    "保证金",
    "尾款",
    "首款",
    "余款",
    "首期款",
    "末款",
    "结算款",
    "中期款",
];

/// Reads contracts and their instalments.
pub(super) fn read(draft: &mut Draft) {
    for index in bodies(draft) {
        while in_words(draft, index) {}
        instalments(draft, index);
    }
}

/// Reads the next amount in words that a number stands beside; whether there was one.
fn in_words(draft: &mut Draft, index: usize) -> bool {
    let paragraph = &draft.paragraphs[index];
    let Some((words, number)) = numerals(paragraph) else {
        return false;
    };
    let text = paragraph.text();
    let range = sentence(paragraph, number);
    let about = &text[range.start..words.start];
    let is_contract = any(
        about,
        &[
            "合同",
            "项目金额",
            "项目总金额",
            "中标",
            "项目总价",
            "项目价款",
        ],
    );
    let stated_words = paragraph.words(words);
    let stated = draft.paragraphs[index].state(number);
    let known = draft.rows.iter().any(|row| row.table == "contract");
    if !is_contract || known {
        let row = claim(draft, index, "大写金额").with("amount", stated);
        put(draft, row.with("words", stated_words));
        return true;
    }
    let name = project(draft, index).unwrap_or_else(|| "项目合同".to_owned());
    let mut row = StatedRow::of("contract")
        .with("name", Stated::derived(name.clone()))
        .with("amount", stated)
        .with("words", stated_words);
    if let Some(year) = draft.year {
        row = row.with("year", Stated::derived(year.to_string()));
    }
    let kinds = [
        ("服务", "服务"),
        ("运维", "服务"),
        ("工程", "工程"),
        ("设备", "货物"),
    ];
    let bare = name.trim_end_matches("项目");
    let kind = kinds.iter().find(|(word, _)| bare.ends_with(word));
    row.members
        .extend(kind.map(|(_, kind)| ("procured", Stated::derived(*kind))));
    draft.rows.push(row);
    true
}

/// The first amount in words of a paragraph whose number is not taken yet.
fn numerals(paragraph: &Paragraph) -> Option<(Range<usize>, usize)> {
    let text = paragraph.text();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c| DIGITS.contains(c)) {
        let start = at + start;
        let is_numeral = |c: char| DIGITS.contains(c) || UNITS.contains(c);
        let len = text[start..].find(|c| !is_numeral(c));
        let end = len.map_or(text.len(), |len| start + len);
        at = end;
        let words = &text[start..end];
        if words.chars().count() < 3 || !words.contains(|c| UNITS.contains(c)) {
            continue;
        }
        let near = open(paragraph).into_iter().filter(|number| {
            let found = &paragraph.numbers[*number];
            let (from, to) = if found.range.start >= end {
                (end, found.range.start)
            } else {
                (found.range.end, start)
            };
            let between = text.get(from..to);
            let beside = between.is_some_and(|between| {
                between.chars().count() <= 12 && !between.contains(['，', '。', '；'])
            });
            found.is_money() && beside
        });
        if let Some(number) =
            near.min_by_key(|number| paragraph.numbers[*number].range.start.abs_diff(end))
        {
            return Some((start..end, number));
        }
    }
    None
}

/// The project that a report is about, by the headings above: `二、甲服务项目绩效评价报告`.
fn project(draft: &Draft, index: usize) -> Option<String> {
    let mut at = Some(draft.paragraphs[index].section);
    while let Some(section) = at {
        let of = &draft.sections[section];
        let title = &of.title[marker(&of.title).map_or(0, |mark| mark.len)..];
        if let Some((name, _)) = title.split_once("绩效")
            && title.contains("报告")
        {
            let name = name.trim_end_matches("支出");
            // …项目项目绩效评价报告: the second one belongs to the words behind.
            let name = name
                .strip_suffix("项目")
                .filter(|name| name.ends_with("项目"))
                .unwrap_or(name);
            let name = name
                .trim_start_matches(['“', '《'])
                .trim_end_matches(['”', '》']);
            return (!name.is_empty()).then(|| name.to_owned());
        }
        at = of.parent;
    }
    None
}

/// `支付2022年尾款、2023年首款和第二笔款项，分别为1元、2元、3元`: as many payments as amounts, in
/// order.
fn instalments(draft: &mut Draft, index: usize) {
    let paragraph = &draft.paragraphs[index];
    let text = paragraph.text();
    let mut found: Vec<(StatedRow, usize)> = Vec::new();
    for range in paragraph.sentences() {
        let words = &text[range.clone()];
        let Some(at) = words.find("分别为").or_else(|| words.find("分别是")) else {
            continue;
        };
        let behind = range.start + at;
        let amounts: Vec<usize> = paragraph
            .numbers_in(&(behind..range.end))
            .filter(|number| paragraph.numbers[*number].is_money() && !paragraph.taken[*number])
            .collect();
        let payments = payments(&words[..at], draft.year);
        if payments.len() < 2 || payments.len() != amounts.len() {
            continue;
        }
        for ((name, year), number) in payments.into_iter().zip(amounts) {
            let mut row = StatedRow::of("instalments").with("name", Stated::derived(name));
            row.members
                .extend(year.map(|year| ("contract_year", Stated::derived(year))));
            found.push((row, number));
        }
    }
    for (row, number) in found {
        let amount = draft.paragraphs[index].state(number);
        draft.rows.push(row.with("amount", amount));
    }
}

/// The payments that a clause names, each with the year of its contract.
fn payments(words: &str, of: Option<u16>) -> Vec<(String, Option<String>)> {
    let mut year: Option<String> = None;
    let mut found = Vec::new();
    for part in words.split(['、', '，', '和', '及', '与']) {
        let Some(kind) = payment(part) else {
            continue;
        };
        let mut printed = part.split(|c: char| !c.is_ascii_digit());
        let printed = printed.rfind(|digits| digits.len() == 4);
        let last_year = any(part, &["上年", "上一年"]);
        let before = of.filter(|_| last_year).map(|of| (of - 1).to_string());
        year = printed.map(str::to_owned).or(before).or(year);
        let name = match &year {
            Some(year) => format!("{year}年{kind}"),
            None => kind,
        };
        found.push((name, year.clone()));
    }
    found
}

/// What a payment is called: 尾款, 第二笔.
fn payment(part: &str) -> Option<String> {
    if let Some(kind) = PAYMENTS.iter().find(|kind| part.contains(**kind)) {
        return Some((*kind).to_owned());
    }
    let start = part.find('第')?;
    let end = part[start..].find(['笔', '期', '次'])?;
    let c = part[start + end..].chars().next()?;
    let name = &part[start..start + end + c.len_utf8()];
    (name.chars().count() <= 4 && part.contains('款')).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::narrative::disclosures::told::{rows, undecided};

    const HEAD: &str = "甲区乙局2024年度部门决算\n第三部分 2024年度绩效评价情况\n二、丙网站服务项目绩效评价报告\n（一）项目概况\n";

    #[test]
    fn an_amount_in_figures_and_in_words() {
        let text =
            format!("{HEAD}项目金额：人民币（大写）：贰拾万零伍佰元整（小写：200,500.00元）。\n");
        assert_eq!(
            rows(&text, "contract"),
            ["丙网站服务项目 amount=200,500.00元 words=贰拾万零伍佰元整 year=2024 procured=服务"]
        );
        assert_eq!(undecided(&text), [""; 0]);
    }

    #[test]
    fn instalments_in_order() {
        let text = format!(
            "{HEAD}按照约定，已支付上年度（2023年）尾款、2024年度首款和第二笔款项，分别为人民币：60,000.00元、100,000.00元、40,500.00元\n"
        );
        let due = [
            "2023年尾款 contract_year=2023 amount=60,000.00元",
            "2024年首款 contract_year=2024 amount=100,000.00元",
            "2024年第二笔 contract_year=2024 amount=40,500.00元",
        ];
        assert_eq!(rows(&text, "instalments"), due);
    }

    #[test]
    fn as_many_payments_as_amounts_or_none() {
        let text = format!("{HEAD}已支付首款和尾款，分别为1元、2元、3元。\n");
        assert_eq!(rows(&text, "instalments"), [""; 0]);
        assert_eq!(undecided(&text).len(), 3);
    }
}
