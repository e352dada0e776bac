//! The same thing listed twice: `来信检查，包括甲、乙、丙` in what was planned and in what was done.
//!
//! How many each list names is stated, so that one that lost an item is asked about. A list that
//! stands alone, or is open (等), says nothing.

use std::collections::BTreeMap;

use crate::narrative::draft::{Draft, Paragraph};
use crate::narrative::reading::Stated;

use super::counted::phrase_of;
use super::lists;
use super::phrase::{bodies, is_of_performance};
use super::record::{claim, put};

/// The shortest words that say beyond doubt what is listed, in characters.
const CLEAR: usize = 6;

/// A list with the words for what it lists.
struct List {
    paragraph: usize,
    named: Stated,
    count: usize,
}

/// Reads the lists of the part on performance.
pub(super) fn read(draft: &mut Draft) {
    let mut lists: BTreeMap<String, Vec<List>> = BTreeMap::new();
    for index in bodies(draft) {
        let paragraph = &draft.paragraphs[index];
        if is_of_performance(draft, paragraph.section) {
            for (topic, named, count) in of(paragraph) {
                let list = List {
                    paragraph: index,
                    named,
                    count,
                };
                lists.entry(topic).or_default().push(list);
            }
        }
    }
    let repeated = lists.into_iter().filter(|(_, lists)| lists.len() > 1);
    for (topic, lists) in repeated {
        for list in lists {
            let listed = Stated::derived(format!("{}个", list.count));
            let subject = format!("{topic}的列举");
            let row = claim(draft, list.paragraph, subject).with("listed", listed);
            put(draft, row.with("named", list.named));
        }
    }
}

/// The lists behind 包括 of a paragraph: what they list, its words, and how many.
fn of(paragraph: &Paragraph) -> Vec<(String, Stated, usize)> {
    let text = paragraph.text();
    let mut found = Vec::new();
    for (at, lead) in text.match_indices("，包括") {
        let before = &text[..at];
        let from = before.rfind(['，', '。', '；', '：', '、']);
        let from = from.map_or(0, |at| at + '，'.len_utf8());
        let words = phrase_of(paragraph, from..at);
        let topic = &text[words.clone()];
        let Some(items) = lists::plain(text, at + lead.len()) else {
            continue;
        };
        let several = items.ranges.len() > 2;
        if several && topic.chars().count() >= CLEAR {
            found.push((topic.to_owned(), paragraph.words(words), items.ranges.len()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::narrative::disclosures::told::rows;

    const HEAD: &str = "甲区乙局2024年度部门决算\n第三部分 2024年度绩效评价情况\n（一）项目概况\n";

    #[test]
    fn two_lists_of_one_thing() {
        let text = format!(
            "{HEAD}进行多平台来信人工检查，包括甲渠道、乙渠道、丙渠道、丁渠道，完成答复。\n（二）项目产出情况\n每天进行至少10次多平台来信人工检查，包括甲渠道、乙渠道、丙渠道。\n"
        );
        let claims = rows(&text, "claims");
        let lists: Vec<&String> = claims.iter().filter(|row| row.contains("列举")).collect();
        assert_eq!(lists.len(), 2, "{claims:?}");
        assert!(lists[0].contains("listed=4个") && lists[1].contains("listed=3个"));
    }

    #[test]
    fn a_list_alone_or_an_open_one_says_nothing() {
        let text = format!(
            "{HEAD}进行多平台来信人工检查，包括甲渠道、乙渠道、丙渠道等。\n（二）项目产出情况\n每天进行多平台来信人工检查，包括甲渠道、乙渠道、丙渠道。\n"
        );
        assert_eq!(rows(&text, "claims"), [""; 0]);
    }
}
