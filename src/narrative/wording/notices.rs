//! Notices that the text cites: who issued them, and the form of their numbers.

use std::collections::BTreeMap;
use std::ops::Range;

use super::words::Words;
use super::{Case, Found, is_han, is_prose};
use crate::narrative::draft::Draft;

/// The shortest title that two bodies hardly share, in characters.
const SHORTEST_TITLE: usize = 6;

/// Who issued a notice, by the words before its title.
struct Issuer {
    paragraph: usize,
    range: Range<usize>,
    name: String,
}

/// Reads the text.
pub(super) fn read(draft: &Draft, found: &mut Vec<Found>) {
    issuers(draft, found);
    numbers(draft, found);
}

fn issuers(draft: &Draft, found: &mut Vec<Found>) {
    let mut notices: BTreeMap<&str, Vec<Issuer>> = BTreeMap::new();
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        let text = paragraph.text();
        for (open, _) in text.match_indices('《').filter(|_| is_prose(paragraph)) {
            let inside = &text[open + '《'.len_utf8()..];
            let Some(title) = inside.find('》').map(|end| &inside[..end]) else {
                continue;
            };
            let range = issuer(&text[..open]).filter(|_| title.chars().count() >= SHORTEST_TITLE);
            if let Some(range) = range {
                notices.entry(title).or_default().push(Issuer {
                    paragraph: index,
                    name: text[range.clone()].to_owned(),
                    range,
                });
            }
        }
    }
    for issuers in notices.into_values() {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for issuer in &issuers {
            *counts.entry(&issuer.name).or_default() += 1;
        }
        let most = counts.values().max().copied().unwrap_or_default();
        // The first of those that are named most often.
        let Some(usual) = issuers.iter().find(|issuer| counts[&*issuer.name] == most) else {
            continue;
        };
        let certain = counts.values().filter(|count| **count == most).count() == 1;
        let short = |a: &str, b: &str| a.ends_with(b) || b.ends_with(a);
        let others = issuers
            .iter()
            .filter(|issuer| !short(&issuer.name, &usual.name));
        found.extend(others.map(|issuer| {
            let row = Found::new(Case::Issuer, issuer.paragraph, issuer.range.clone());
            if certain {
                row.proposing(&usual.name)
            } else {
                row
            }
        }));
    }
}

/// The name of a body that text before a title ends with.
fn issuer(before: &str) -> Option<Range<usize>> {
    let words = Words::get();
    let mut end = before.len();
    for printed in [
        "关于印发",
        "关于转发",
        "印发的",
        "发布的",
        "制定的",
        "下发的",
        "出台的",
        "印发",
        "发布",
    ] {
        if let Some(rest) = before.strip_suffix(printed) {
            end = rest.len();
            break;
        }
    }
    let run = before[..end].char_indices().rev();
    let mut start = run.take_while(|(_, c)| is_han(*c)).last()?.0;
    while let Some(lead) = words
        .issuer_leads
        .iter()
        .find(|lead| before[start..end].starts_with(lead.as_str()))
    {
        start += lead.len();
    }
    let name = &before[start..end];
    let head: String = name.chars().take(5).collect();
    let central = ["国务院", "中共", "中央", "全国", "财政部"];
    let is_body = head.contains(['市', '区', '省', '县'])
        || central.iter().any(|body| name.starts_with(body))
        || words
            .bodies
            .iter()
            .any(|body| name.ends_with(body.as_str()));
    let fits = (3..=20).contains(&name.chars().count()) && is_body;
    // 我区制定了《…》: a sentence, no name.
    let verbs = ["了", "的", "是", "对", "在", "将", "按", "根据"];
    (fits && !verbs.iter().any(|verb| name.contains(verb))).then_some(start..end)
}

/// The number of a notice: `发〔2019〕31号`.
struct Number {
    paragraph: usize,
    /// From the bracket on.
    range: Range<usize>,
    open: char,
    /// The end of the word before it, the year and the number: what it is the same by.
    key: (String, String, String),
}

fn numbers(draft: &Draft, found: &mut Vec<Found>) {
    let mut all = Vec::new();
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        if is_prose(paragraph) {
            all.extend(numbers_in(index, paragraph.text()));
        }
    }
    let usual: Vec<&Number> = all.iter().filter(|number| number.open == '〔').collect();
    for number in all.iter().filter(|number| number.open != '〔') {
        let same = usual.iter().any(|other| other.key == number.key);
        let case = match (same, usual.is_empty()) {
            (true, _) => Case::NumberDiffers,
            (false, false) => Case::NumberBrackets,
            // A file may have lost the form everywhere.
            (false, true) => continue,
        };
        let (_, year, serial) = &number.key;
        let row = Found::new(case, number.paragraph, number.range.clone());
        found.push(row.proposing(format!("〔{year}〕{serial}号")));
    }
}

fn numbers_in(paragraph: usize, text: &str) -> Vec<Number> {
    let brackets = [('〔', '〕'), ('[', ']'), ('【', '】'), ('（', '）')];
    let mut found = Vec::new();
    for (open, close) in brackets {
        for (at, _) in text.match_indices(open) {
            let rest = &text[at + open.len_utf8()..];
            let Some(year) = rest
                .get(..4)
                .filter(|year| year.bytes().all(|b| b.is_ascii_digit()))
            else {
                continue;
            };
            let Some(behind) = rest[4..].strip_prefix(close) else {
                continue;
            };
            let serial = behind.strip_prefix('第').unwrap_or(behind);
            let digits = serial.bytes().take_while(u8::is_ascii_digit).count();
            let before: String = text[..at].chars().rev().take(2).collect();
            if digits == 0 || !serial[digits..].starts_with('号') || !before.chars().all(is_han) {
                continue;
            }
            let end = text.len() - serial.len() + digits + '号'.len_utf8();
            found.push(Number {
                paragraph,
                range: at..end,
                open,
                key: (before, year.to_owned(), serial[..digits].to_owned()),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::narrative::wording::tests::flaws;

    fn of(body: &str) -> Vec<String> {
        flaws(&format!(
            "甲市乙局2023年度部门决算\n\n一、收入支出决算总体情况说明\n\n{body}\n"
        ))
    }

    #[test]
    fn one_notice_has_one_issuer() {
        let text = "按照甲市数据管理局《关于开展网站检查的通知》执行。\n\n落实甲市数据中心《关于开展网站检查的通知》。\n\n以及甲市数据管理局关于印发《关于开展网站检查的通知》的要求。";
        assert_eq!(of(text), ["issuer.differs 甲市数据中心→甲市数据管理局"]);
        let short = "按照甲市数据管理局《关于开展网站检查的通知》执行。\n\n落实数据管理局《关于开展网站检查的通知》，根据《关于开展网站检查的通知》。";
        assert_eq!(of(short), [""; 0]);
        let two = "甲市财政局《关于预算编制工作的通知》，甲市审计局《关于审计整改工作的通知》。";
        assert_eq!(of(two), [""; 0]);
    }

    #[test]
    fn one_number_has_one_form() {
        assert_eq!(
            of("依据甲财发〔2019〕31号。\n\n根据甲财发[2019]31号和甲财发[2020]5号。"),
            [
                "number_form.differs [2019]31号→〔2019〕31号",
                "number_form.brackets [2020]5号→〔2020〕5号"
            ]
        );
        assert_eq!(of("根据甲财发[2019]31号和（2019）甲01民初5号。"), [""; 0]);
    }
}
