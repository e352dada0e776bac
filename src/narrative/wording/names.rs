//! Names of the economic classification in the lists of 基本支出: `其他交通费` for `其他交通费用`.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::words::Words;
use super::{Case, Found};
use crate::model::{Classification, CodeEntry, search_codes};
use crate::narrative::draft::{Draft, ParagraphKind};
use crate::narrative::topic::Topic;

/// The shortest name that is compared with official ones, in characters.
const SHORTEST: usize = 4;

static ENTRIES: LazyLock<Vec<&'static CodeEntry>> =
    LazyLock::new(|| search_codes(Classification::Economic, "").collect());

/// Names without a closing 支出, which lists leave out and add freely.
static BARE: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| ENTRIES.iter().map(|entry| bare(&entry.name)).collect());

/// Reads the text.
pub(super) fn read(draft: &Draft, found: &mut Vec<Found>) {
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        if paragraph.kind != ParagraphKind::Body || draft.topic(index) != Topic::Basic {
            continue;
        }
        let text = paragraph.text();
        for (at, word) in text.match_indices("包括") {
            let label = label(text, at);
            let items = items(text, at + word.len());
            found.extend(parent(text, label.as_ref(), &items, index));
            for range in label.into_iter().chain(items) {
                let name = &text[range.clone()];
                if let Some(official) = nearly(name) {
                    let row = Found::new(Case::NameItem, index, range.clone());
                    found.push(row.proposing(official));
                }
            }
        }
    }
}

fn bare(name: &str) -> &str {
    name.strip_suffix("支出").unwrap_or(name)
}

/// What a list belongs to: the words before 包括.
fn label(text: &str, at: usize) -> Option<Range<usize>> {
    let before = &text[..at];
    let before = before.strip_suffix("主要").unwrap_or(before);
    let start = before
        .rfind(['，', '。', '；', '：', '）', '、'])
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(0, char::len_utf8)
        });
    (start < before.len()).then_some(start..before.len())
}

/// The items of a list, each with its place.
fn items(text: &str, from: usize) -> Vec<Range<usize>> {
    let rest = &text[from..];
    let skip = rest.len() - rest.trim_start_matches('：').len();
    let list = &rest[skip..];
    let end = list.find(['，', '。', '；', '：']).unwrap_or(list.len());
    let mut at = from + skip;
    let items = list[..end].split('、').map(|item| {
        let start = at;
        at += item.len() + '、'.len_utf8();
        let name = item.strip_suffix('等').unwrap_or(item);
        start..start + name.len()
    });
    items.filter(|range| !range.is_empty()).collect()
}

/// The one official name that a name is but for a character or two.
fn nearly(name: &str) -> Option<&'static str> {
    let short = bare(name);
    let tolerated = &Words::get().tolerated_items;
    if BARE.contains(short)
        || short.chars().count() < SHORTEST
        || tolerated.iter().any(|item| item == short)
    {
        return None;
    }
    let mut near = ENTRIES
        .iter()
        .filter(|entry| differs_little(short, bare(&entry.name)));
    let only = near.next()?;
    near.all(|other| other.name == only.name)
        .then_some(&*only.name)
}

/// Whether one name is the other with one or two characters left out.
fn differs_little(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // What is longer in bytes need not have more characters.
    let missing = long.chars().count().checked_sub(short.chars().count());
    let mut rest = long.chars();
    let lies_in = short.chars().all(|c| rest.any(|other| other == c));
    matches!(missing, Some(1..=2)) && lies_in
}

/// `其他资本性支出包括办公设备购置`: the name of a part (31099) over parts of its class (310).
fn parent(
    text: &str,
    label: Option<&Range<usize>>,
    items: &[Range<usize>],
    index: usize,
) -> Option<Found> {
    let range = label?;
    let codes = |range: &Range<usize>| -> Vec<&'static str> {
        let name = bare(&text[range.clone()]);
        let known = ENTRIES.iter().filter(|entry| bare(&entry.name) == name);
        known.map(|entry| entry.code.as_str()).collect()
    };
    let own = codes(range);
    let [own] = own[..] else { return None };
    let class = own.get(..3).filter(|_| own.len() == 5)?;
    let class = ENTRIES.iter().find(|entry| entry.code == class)?;
    let mut parts = items
        .iter()
        .map(codes)
        .filter(|codes| !codes.is_empty())
        .peekable();
    parts.peek()?;
    let in_class = |code: &&str| code.len() == 5 && code.starts_with(&class.code);
    let siblings = parts.all(|codes| codes.iter().any(&in_class));
    let row = Found::new(Case::NameParent, index, range.clone());
    siblings.then(|| row.proposing(&*class.name))
}

#[cfg(test)]
mod tests {
    use crate::narrative::wording::tests::flaws;

    fn of(sentence: &str) -> Vec<String> {
        flaws(&format!(
            "甲市乙局2023年度部门决算\n\n一、财政拨款基本支出决算情况说明\n\n{sentence}\n"
        ))
    }

    #[test]
    fn names_that_are_nearly_official() {
        assert_eq!(
            of("公用经费5.00万元，主要包括：办公费、其他交通费、其他商品和服务支出。"),
            ["name.item 其他交通费→其他交通费用"]
        );
        assert_eq!(
            of("其他资本性支出包括办公设备购置、专用设备购置等，支出0元。"),
            ["name.parent 其他资本性支出→资本性支出"]
        );
        for sentence in [
            "人员经费5.00万元，主要包括：基本工资、津贴补贴、其他社会保障缴费支出、其他工资福利、退休费。",
            "公用经费5.00万元，主要包括：因公出国（境）费、维修（护）费、聘请专家费等；其他不变。",
        ] {
            assert_eq!(of(sentence), [""; 0], "{sentence}");
        }
    }
}
