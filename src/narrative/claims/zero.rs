//! Sentences that say that there was none of something: no government fund, no overseas travel.

use crate::narrative::draft::{Draft, ParagraphKind};
use crate::narrative::reading::{Stated, StatedRow};
use crate::narrative::topic::Topic;

/// What may be declared not to be: its words, the table, and the name of the row.
const NONE: &[(&str, &str, &str)] = &[
    ("政府性基金", "K08", "政府性基金预算财政拨款收支"),
    ("国有资本经营", "K10", "国有资本经营预算财政拨款收支"),
    ("三公", "K11", "财政拨款“三公”经费支出"),
];

const NEGATIONS: &[&str] = &[
    "没有使用",
    "没有安排",
    "没有发生",
    "未安排",
    "未发生",
    "未使用",
    "没有",
    "不涉及",
    "无",
];

/// Reads the declarations of the text, each table once.
pub(super) fn read(draft: &mut Draft) {
    let mut found: Vec<StatedRow> = Vec::new();
    // 无支出 beside a budget that was stated says that none of it was spent; the table is not
    // empty for that.
    let of_three = |row: &StatedRow| {
        let subject = row.get("subject");
        subject.is_some_and(|subject| subject.printed.starts_with("K11["))
    };
    let states_three = draft.rows.iter().any(of_three);
    for paragraph in &draft.paragraphs {
        if paragraph.kind != ParagraphKind::Body {
            continue;
        }
        for sentence in paragraph.sentences() {
            let text = paragraph.flow.slice(sentence.clone());
            let Some((table, name, from, to)) = declared(text) else {
                continue;
            };
            if table == "K11" && states_three {
                continue;
            }
            let is_known =
                |row: &StatedRow| row.get("table").is_some_and(|known| known.printed == table);
            if found.iter().any(is_known) {
                continue;
            }
            let words = paragraph.words(sentence.start + from..sentence.start + to);
            let name = Stated {
                printed: name.to_owned(),
                span: words.span,
            };
            found.push(
                StatedRow::of("declarations")
                    .with("name", name)
                    .with("table", Stated::derived(table))
                    .with("none", Stated::derived("是")),
            );
        }
    }
    draft.rows.append(&mut found);
}

/// Whether the text declares that a table is empty: by the table's own words, or as 此项 below its
/// heading.
pub(super) fn is_declared(draft: &Draft, table: &str) -> bool {
    let mut bodies =
        (0..draft.paragraphs.len()).filter(|at| draft.paragraphs[*at].kind == ParagraphKind::Body);
    bodies.any(|at| {
        let paragraph = &draft.paragraphs[at];
        let below = match draft.topic(at) {
            Topic::GovernmentFund => "K08",
            Topic::StateCapital => "K10",
            _ => "",
        };
        paragraph.sentences().into_iter().any(|sentence| {
            let text = paragraph.flow.slice(sentence);
            let this = [
                "无此项",
                "无该项",
                "没有此项",
                "没有该项",
                "未发生此项",
                "不涉及此项",
            ];
            let of_heading = below == table && this.iter().any(|words| text.contains(words));
            of_heading || declared(text).is_some_and(|(known, ..)| known == table)
        })
    })
}

/// What a sentence declares not to be: its table, its name, and the part of the sentence that says
/// so.
fn declared(text: &str) -> Option<(&'static str, &'static str, usize, usize)> {
    let (at, negation) = NEGATIONS
        .iter()
        .filter_map(|word| Some((text.find(word)?, *word)))
        .min_by_key(|(at, word)| (*at, usize::MAX - word.len()))?;
    let rest = &text[at + negation.len()..];
    let clause = &rest[..rest.find(['，', '；', '。', '：']).unwrap_or(rest.len())];
    let mut named = NONE.iter().filter(|(words, ..)| clause.contains(words));
    let (words, table, name) = *named.next()?;
    // 政府性基金的“三公”经费 is neither all of the one nor of the other.
    if named.next().is_some() {
        return None;
    }
    // 无…的部门，应当: a form's condition, which states nothing.
    if clause.ends_with("的部门") || clause.ends_with('的') || clause.ends_with("的单位") {
        return None;
    }
    let of_money = ["收入", "支出", "收支", "拨款", "经费", "预算"];
    if !of_money.iter().any(|word| clause.contains(word)) || text[..at].contains("如") {
        return None;
    }
    // Only 无…支出, or …无: a part of it (无政府性基金安排的项目支出) is another thing.
    let start = at + negation.len() + clause.find(words)?;
    Some((table, name, start, at + negation.len() + clause.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_declared_not_to_be() {
        let table = |text: &str| declared(text).map(|(table, ..)| table);
        assert_eq!(
            table("甲局2024年度无政府性基金预算财政拨款收入和支出。"),
            Some("K08")
        );
        assert_eq!(
            table("本单位本年度没有使用国有资本经营预算财政拨款安排的支出。"),
            Some("K10")
        );
        assert_eq!(table("甲局2024年度未发生“三公”经费支出。"), Some("K11"));
        assert_eq!(table("无“三公”经费财政拨款支出的部门，作如下说明："), None);
        assert_eq!(table("未安排政府性基金财政拨款“三公”经费支出。"), None);
        assert_eq!(table("无形资产管理不断加强。"), None);
    }
}
