//! What has to be disclosed and is not said, and empty tables without a word why.
//!
//! Which disclosures an office owes differs by region and year, so the levels are low and an
//! edition may turn each one off.

use super::words::{Requirement, Words};
use super::{Case, Found};
use crate::model::{Catalogue, TableId};
use crate::narrative::draft::{Draft, Paragraph, ParagraphKind};
use crate::narrative::number::numbers;
use crate::narrative::topic::Topic;

/// Tables that are published empty when there is nothing in them.
const MAY_BE_EMPTY: [&str; 3] = ["K08", "K10", "K11"];

/// Reads the text.
pub(super) fn read(draft: &Draft, found: &mut Vec<Found>) {
    three_public(draft, found);
    empty_tables(draft, found);
}

fn three_public(draft: &Draft, found: &mut Vec<Found>) {
    let words = Words::get();
    let paragraphs = draft.paragraphs.iter().enumerate();
    let mut explained = paragraphs.filter(|(index, paragraph)| {
        paragraph.kind == ParagraphKind::Body && draft.topic(*index) == Topic::ThreePublic
    });
    let mut sentences: Vec<(usize, String)> = Vec::new();
    for (index, paragraph) in explained.by_ref() {
        let text = paragraph.text();
        let all = paragraph.sentences().into_iter();
        sentences.extend(all.map(|range| (index, text[range].to_owned())));
    }
    // 本年度无“三公”经费支出: there is nothing to disclose.
    let none = sentences.iter().any(|(_, sentence)| {
        let said = words.negations.iter();
        said.into_iter()
            .any(|no| sentence.contains(&format!("{no}“三公”")))
    });
    let Some((last, _)) = sentences.last().filter(|_| !none) else {
        return;
    };
    let last = *last;
    for requirement in &words.requirements {
        let missing = case(requirement).filter(|_| is_missing(requirement, &sentences));
        found.extend(missing.map(|case| {
            let subject = &requirement.about[0];
            let needs = &requirement.needs[0][0];
            Found::absent(case, last, format!("{subject}：{needs}"))
        }));
    }
}

fn case(requirement: &Requirement) -> Option<Case> {
    let mut cases = Case::ALL.into_iter();
    cases.find(|case| case.names() == ("disclosure", &*requirement.case))
}

/// Whether money was spent on what a requirement is about and the words that it asks for are in
/// no sentence of the section.
fn is_missing(requirement: &Requirement, sentences: &[(usize, String)]) -> bool {
    let about = |text: &str| {
        requirement
            .about
            .iter()
            .any(|word| text.contains(word.as_str()))
    };
    let plain = |text: &str| match &requirement.apart_from {
        Some(apart) => text.replace(apart.as_str(), ""),
        None => text.to_owned(),
    };
    let spoken: Vec<&str> = sentences
        .iter()
        .map(|(_, sentence)| sentence.as_str())
        .filter(|sentence| about(sentence))
        .collect();
    let spent = spoken
        .iter()
        .any(|sentence| is_spent(sentence, requirement));
    let has = |list: &Vec<String>| {
        let mut all = sentences.iter().map(|(_, sentence)| plain(sentence));
        all.any(|sentence| list.iter().any(|word| sentence.contains(word.as_str())))
    };
    spent && !requirement.needs.iter().all(has)
}

/// Whether a sentence states an amount above zero for the subject, in the subject's own clause.
fn is_spent(sentence: &str, requirement: &Requirement) -> bool {
    let clauses = sentence.split(['，', '；', '。', '：']);
    let mut own = clauses.filter(|clause| {
        requirement
            .about
            .iter()
            .any(|word| clause.contains(word.as_str()))
    });
    own.any(|clause| {
        let stated = numbers(clause);
        let mut amounts = stated.iter().filter(|number| number.is_money());
        amounts.any(|number| is_above_zero(&clause[number.range.start..number.digits_end]))
    })
}

/// Tables without a number and without a word why.
fn empty_tables(draft: &Draft, found: &mut Vec<Found>) {
    let catalogue = Catalogue::get();
    let of_table = |paragraph: &Paragraph| {
        matches!(
            paragraph.kind,
            ParagraphKind::TableLine | ParagraphKind::Row(_)
        )
    };
    let title = |paragraph: &Paragraph| -> Option<TableId> {
        let text = paragraph.text();
        let is_title = text.ends_with('表') && text.chars().count() <= 40;
        is_title.then(|| catalogue.table_named(text))?
    };
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        let table = title(paragraph).filter(|_| of_table(paragraph));
        let table = table.and_then(|table| table.spec().id.as_deref());
        if !table.is_some_and(|id| MAY_BE_EMPTY.contains(&id)) {
            continue;
        }
        let rest = &draft.paragraphs[index + 1..];
        let lines = rest
            .iter()
            .take_while(|line| of_table(line) && title(line).is_none());
        let lines: Vec<&Paragraph> = lines.collect();
        // A title alone is a heading or a line of the contents.
        if lines.len() < 2 {
            continue;
        }
        let full = lines.iter().any(|line| !line.numbers.is_empty());
        // Its notes go on to the next table or part.
        let below = rest[lines.len()..].iter();
        let below =
            below.take_while(|line| line.kind != ParagraphKind::Heading && title(line).is_none());
        let said = lines.iter().copied().chain(below).any(is_reason);
        if !full && !said {
            let range = 0..paragraph.text().len();
            let case = if states_amounts(draft, Topic::of_title(paragraph.text())) {
                Case::EmptyButStated
            } else {
                Case::EmptyTable
            };
            found.push(Found::new(case, index, range));
        }
    }
}

/// Whether a note below a table says why it is empty.
fn is_reason(line: &Paragraph) -> bool {
    let text = line.text();
    let words = &Words::get().no_data;
    let is_note = text.contains('。') || text.starts_with("注") || text.starts_with("说明");
    is_note && words.iter().any(|word| text.contains(word.as_str()))
}

/// Whether the section of a table states an amount above zero.
fn states_amounts(draft: &Draft, topic: Option<Topic>) -> bool {
    let Some(topic) = topic else { return false };
    let paragraphs = draft.paragraphs.iter().enumerate();
    let mut own = paragraphs.filter(|(index, paragraph)| {
        paragraph.kind == ParagraphKind::Body && draft.topic(*index) == topic
    });
    own.any(|(_, paragraph)| {
        let mut amounts = paragraph.numbers.iter().filter(|number| number.is_money());
        amounts.any(|number| is_above_zero(&paragraph.text()[number.range.clone()]))
    })
}

fn is_above_zero(digits: &str) -> bool {
    digits.contains(|c: char| ('1'..='9').contains(&c))
}

#[cfg(test)]
mod tests {
    use crate::narrative::wording::tests::flaws;

    fn of(body: &str) -> Vec<String> {
        flaws(&format!(
            "甲市乙局2023年度部门决算\n\n一、“三公”经费支出决算情况说明\n\n{body}\n"
        ))
    }

    #[test]
    fn what_has_to_be_disclosed() {
        assert_eq!(
            of("公务接待费支出5.00万元，共接待20人次。"),
            ["disclosure.batches 公务接待：批次"]
        );
        assert_eq!(
            of("因公出国（境）费支出5.00万元。"),
            [
                "disclosure.missions 因公出国：团组",
                "disclosure.travellers 因公出国：人次"
            ]
        );
        assert_eq!(
            of("公务用车购置及运行维护费5.00万元。\n\n公务用车运行维护费5.00万元，用于燃料。"),
            [
                "disclosure.purchase 公务用车购置：公务用车购置费",
                "disclosure.bought 公务用车购置：购置数",
                "disclosure.fleet 公务用车运行：保有量"
            ]
        );
        for body in [
            "甲市乙局2023年度无“三公”经费支出。",
            "公务接待费支出0.00万元，因公出国（境）费0万元。",
            "公务接待费支出5.00万元，接待3批次、20人次。",
        ] {
            assert_eq!(of(body), [""; 0], "{body}");
        }
    }

    #[test]
    fn an_empty_table_says_why() {
        let table = "财政拨款“三公”经费支出决算表\n单位：万元\n项目\n合计 公务接待费\n预算数 决算数 预算数 决算数\n";
        let end = "第二部分 甲市乙局2023年度部门决算情况说明\n";
        let of = |note: &str, row: &str| {
            flaws(&format!(
                "甲市乙局2023年度部门决算\n\n第一部分 部门决算表\n\n{table}{row}{note}{end}"
            ))
        };
        assert_eq!(
            of("", ""),
            ["statement.empty_table 财政拨款“三公”经费支出决算表"]
        );
        assert_eq!(of("注：本部门没有此项支出。\n", ""), [""; 0]);
        assert_eq!(of("", "合计 5.00 4.00\n"), [""; 0]);
        let noted = of(
            "注：本表反映预决算。\n编制单位：甲市乙局\n说明：本部门没有此项支出。\n",
            "",
        );
        assert_eq!(noted, [""; 0]);
    }

    #[test]
    fn an_empty_table_of_which_the_text_has_amounts() {
        let text = "甲市乙局2023年度部门决算\n\n第一部分 部门决算表\n\n财政拨款“三公”经费支出决算表\n单位：万元\n项目\n预算数 决算数\n第二部分 甲市乙局2023年度部门决算情况说明\n一、“三公”经费支出决算情况说明\n“三公”经费年初预算为0.95万元，支出决算为0.00万元。\n";
        let due = "statement.empty_but_stated 财政拨款“三公”经费支出决算表";
        assert_eq!(flaws(text), [due]);
    }
}
