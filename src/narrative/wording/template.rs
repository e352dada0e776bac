//! Residue of templates: placeholders, alternatives, and sentences that tell the writer what to do.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::words::Words;
use super::{Case, Found, is_han, is_prose, places};
use crate::narrative::draft::{Draft, Paragraph, ParagraphKind};
use crate::narrative::topic::Topic;

/// From how many placeholders on a text may be a template that nobody filled in.
const BLANK: usize = 20;
/// The longest instruction in brackets, in characters.
const LONGEST_BRACKET: usize = 40;

/// The one thing to say of a text that is a template: most of its amounts are placeholders.
pub(super) fn blank(draft: &Draft) -> Option<Found> {
    let mut placeholders = 0;
    let mut amounts = 0;
    let mut first = None;
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        if paragraph.kind != ParagraphKind::Body {
            continue;
        }
        let found = ranges(paragraph.text());
        first = first.or_else(|| found.first().map(|range| (index, range.clone())));
        placeholders += found.len();
        let stated = paragraph.numbers.iter();
        amounts += stated
            .filter(|number| number.is_money() || number.is_percent())
            .filter(|number| number.other.is_none())
            .count();
    }
    let (paragraph, range) = first.filter(|_| placeholders >= BLANK && placeholders > amounts)?;
    Some(Found::new(Case::TemplateBlank, paragraph, range))
}

/// Reads a paragraph, or a line of a table.
pub(super) fn read(draft: &Draft, index: usize, paragraph: &Paragraph, found: &mut Vec<Found>) {
    let text = paragraph.text();
    if is_prose(paragraph) {
        placeholders(draft, index, paragraph, found);
        alternatives(index, text, found);
        brackets(index, text, found);
    }
    // Tasks are written as instructions: 指导各单位填写….
    if !matches!(draft.topic(index), Topic::Duties | Topic::Glossary) {
        sentences(index, paragraph, found);
    }
}

/// Whether words have a placeholder in them.
pub(super) fn has_placeholder(text: &str) -> bool {
    !ranges(text).is_empty()
}

/// Where placeholders stand.
fn ranges(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let (start, c) = chars[at];
        let Some(class) = class(c) else {
            at += 1;
            continue;
        };
        let len = chars[at..]
            .iter()
            .take_while(|(_, c)| self::class(*c) == Some(class))
            .count();
        let end = chars.get(at + len).map_or(text.len(), |(end, _)| *end);
        let before = at.checked_sub(1).map(|at| chars[at].1);
        let after = chars.get(at + len).map(|(_, c)| *c);
        if is_placeholder(text, class, len, (before, after), start..end) {
            found.push(start..end);
        }
        at += len;
    }
    found
}

fn class(c: char) -> Option<char> {
    match c {
        'X' | 'x' => Some('X'),
        '×' | '*' | '_' | '○' | '某' | '＊' => Some(c),
        _ => None,
    }
}

fn is_placeholder(
    text: &str,
    class: char,
    len: usize,
    (before, after): (Option<char>, Option<char>),
    range: Range<usize>,
) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let rest = &text[range.end..];
    let ends = &Words::get().placeholder_ends;
    let measured = ends.iter().any(|end| rest.starts_with(end.as_str()));
    match class {
        // 20XX年 has digits before it; XXL and AXX are names.
        'X' | '×' => {
            let year = before.is_some_and(|c| c.is_ascii_digit()) && rest.starts_with('年');
            let named = (latin(before) && !year) || latin(after);
            !named && (len >= 2 || (measured && !before.is_some_and(is_han)))
        }
        // Two stars make letters bold, two lines may rule a page.
        '*' | '＊' => len >= 2 && measured,
        '_' => len >= 2 && (measured || before.is_some_and(is_han)) && !latin(after),
        '○' | '某' => len >= 2,
        _ => false,
    }
}

/// Placeholders of each sentence, those of one sentence together.
fn placeholders(draft: &Draft, index: usize, paragraph: &Paragraph, found: &mut Vec<Found>) {
    let text = paragraph.text();
    let all = ranges(text);
    for sentence in paragraph.sentences() {
        let mut inside = all.iter().filter(|range| sentence.contains(&range.start));
        let Some(first) = inside.next() else { continue };
        let last = inside.next_back().unwrap_or(first);
        let end = organ_end(text, last.end);
        let range = first.start..end;
        let one = Found::new(Case::TemplatePlaceholder, index, range.clone());
        let name = (first == last).then(|| name(draft, text, &range)).flatten();
        found.push(match name {
            Some(name) => one.proposing(name),
            None => one,
        });
    }
}

/// Where the name ends that a placeholder begins: `XX局`.
fn organ_end(text: &str, from: usize) -> usize {
    let ends = &Words::get().organ_ends;
    let near = text[from..].char_indices().take(3);
    let near: Vec<(usize, char)> = near.take_while(|(_, c)| is_han(*c)).collect();
    let organ = near.iter().find(|(_, c)| ends.contains(*c));
    organ.map_or(from, |(at, c)| from + at + c.len_utf8())
}

/// What stands for `XX局` in the department's own name, when the words before it are its beginning.
fn name(draft: &Draft, text: &str, range: &Range<usize>) -> Option<String> {
    let department = draft.department.as_deref()?;
    let last = text[range.clone()]
        .chars()
        .next_back()
        .filter(|c| is_han(*c))?;
    if !department.ends_with(last) {
        return None;
    }
    let mut cuts = department.char_indices().rev().map(|(at, _)| at);
    let cut = cuts.find(|cut| *cut > 0 && text[..range.start].ends_with(&department[..*cut]))?;
    Some(department[cut..].to_owned())
}

/// `下降（增长）`, `增加/减少`, `增加或减少`.
fn alternatives(index: usize, text: &str, found: &mut Vec<Found>) {
    let words = Words::get();
    let joins = ["（", "/", "、（", "或"];
    let joins = joins.into_iter().flat_map(|join| places(text, join));
    let mut joins: Vec<Range<usize>> = joins.collect();
    joins.sort_by_key(|join| (join.start, join.end));
    for join in joins {
        let before = &text[..join.start];
        let ends = |list: &[String]| -> Option<usize> {
            let last = list.iter().find(|word| before.ends_with(word.as_str()))?;
            Some(last.len())
        };
        let (len, others, is_up) = match (ends(&words.up), ends(&words.down)) {
            (Some(len), _) => (len, &words.down, true),
            (None, Some(len)) => (len, &words.up, false),
            (None, None) => continue,
        };
        let Some(other) = alternative(&text[join.start..], others) else {
            continue;
        };
        let start = join.start - len;
        let flaw = Found::new(Case::TemplateAlternative, index, start..join.start + other);
        // 减少5万元，下降（增长）3%: the word before has decided it.
        let certain = decided(&text[..start]) == Some(is_up);
        found.push(if certain {
            flaw.proposing(&text[start..join.start])
        } else {
            flaw
        });
    }
}

/// How long the other word is behind the one, with what joins the two.
fn alternative(rest: &str, others: &[String]) -> Option<usize> {
    for (open, close) in [
        ("（", "）"),
        ("/", ""),
        ("、（", "）"),
        ("（或", "）"),
        ("或", ""),
    ] {
        let Some(behind) = rest.strip_prefix(open) else {
            continue;
        };
        let other = others
            .iter()
            .find(|other| behind.starts_with(other.as_str()));
        let Some(other) = other else { continue };
        if behind[other.len()..].starts_with(close) {
            return Some(open.len() + other.len() + close.len());
        }
    }
    None
}

/// Whether the clause before says that there is more (`true`) or less, with an amount.
fn decided(before: &str) -> Option<bool> {
    let clause = before
        .rfind(['。', '；'])
        .map_or(before, |at| &before[at..]);
    let words = Words::get();
    let last = |words: &[String]| {
        let places = words.iter().filter_map(|word| clause.rfind(word.as_str()));
        places.max()
    };
    let (up, down) = (last(&words.up), last(&words.down));
    let (at, more) = match (up, down) {
        (Some(up), Some(down)) => (up.max(down), up > down),
        (Some(up), None) => (up, true),
        (None, Some(down)) => (down, false),
        (None, None) => return None,
    };
    let behind = &clause[at..];
    (behind.contains("元") && !behind.contains('（')).then_some(more)
}

/// `（如持平，删去本句）`, `（饼状图）`, `（单位名称）`.
fn brackets(index: usize, text: &str, found: &mut Vec<Found>) {
    let words = Words::get();
    for (start, _) in text.match_indices('（') {
        let from = start + '（'.len_utf8();
        let Some(len) = text[from..].find('）') else {
            continue;
        };
        let inner = &text[from..from + len];
        let range = start..from + len + '）'.len_utf8();
        if inner.chars().count() > LONGEST_BRACKET {
            continue;
        }
        let has = |list: &[String]| list.iter().any(|word| inner.contains(word.as_str()));
        let begins = words.bracket_starts.iter();
        let begins = begins
            .into_iter()
            .any(|word| inner.starts_with(word.as_str()));
        if words.charts.iter().any(|word| word == inner) {
            found.push(Found::new(Case::TemplateChart, index, range));
        } else if words.bracket_labels.iter().any(|word| word == inner)
            || has(&words.bracket_marks)
            || (begins && has(&words.bracket_verbs))
        {
            found.push(Found::new(Case::TemplateInstruction, index, range));
        }
    }
}

/// Sentences in the form of an instruction.
fn sentences(index: usize, paragraph: &Paragraph, found: &mut Vec<Found>) {
    let text = paragraph.text();
    // Cells of tables are no sentences.
    if !is_prose(paragraph) && !text.contains(['，', '。', '：']) {
        return;
    }
    for range in paragraph.sentences() {
        let sentence = &text[range.clone()];
        let bare = sentence.trim_end_matches(['。', '：', '；', '）']);
        let Some(case) = instructs(bare) else {
            continue;
        };
        // Brackets with an instruction are found by themselves.
        if outside_brackets(bare).is_none_or(|rest| instructs(&rest).is_some()) {
            found.push(Found::new(case, index, range));
        }
    }
}

/// A sentence without its first brackets.
fn outside_brackets(sentence: &str) -> Option<String> {
    let open = sentence.find('（')?;
    let close = sentence[open..].find('）');
    let close = close.map_or(sentence.len(), |at| open + at);
    Some(format!("{}{}", &sentence[..open], &sentence[close..]))
}

/// A form of a sentence that instructs: words in order, at its ends or anywhere.
struct Form {
    words: Vec<&'static str>,
    at_start: bool,
    at_end: bool,
    case: Case,
}

/// The forms by their first characters, so that a sentence is gone through once.
static FORMS: LazyLock<BTreeMap<char, Vec<Form>>> = LazyLock::new(|| {
    let words = Words::get();
    let sure = words.instructions.iter();
    let sure = sure.map(|form| (form, Case::TemplateInstruction));
    let maybe = words.maybe_instructions.iter();
    let maybe = maybe.map(|form| (form, Case::TemplateMaybe));
    let mut forms: BTreeMap<char, Vec<Form>> = BTreeMap::new();
    for (form, case) in sure.chain(maybe) {
        let start = form.strip_prefix('^');
        let rest = start.unwrap_or(form);
        let end = rest.strip_suffix('$');
        let rest = end.unwrap_or(rest);
        if let Some(first) = rest.chars().next() {
            forms.entry(first).or_default().push(Form {
                words: rest.split('…').collect(),
                at_start: start.is_some(),
                at_end: end.is_some(),
                case,
            });
        }
    }
    forms
});

impl Form {
    /// Whether a sentence has this form from a place on.
    fn is_at(&self, sentence: &str, at: usize) -> bool {
        let mut rest = &sentence[at..];
        for (number, words) in self.words.iter().enumerate() {
            let found = rest.find(words);
            let Some(at) = found.filter(|at| number > 0 || *at == 0) else {
                return false;
            };
            rest = &rest[at + words.len()..];
        }
        (at == 0 || !self.at_start) && (rest.is_empty() || !self.at_end)
    }
}

/// What a sentence is by the first of its forms, sure ones first.
fn instructs(sentence: &str) -> Option<Case> {
    let places = sentence.char_indices();
    let forms = places.flat_map(|(at, c)| {
        let forms = FORMS.get(&c).into_iter().flatten();
        forms.filter(move |form| form.is_at(sentence, at))
    });
    forms.map(|form| form.case).min()
}

#[cfg(test)]
mod tests {
    use crate::narrative::wording::tests::flaws;

    fn in_section(sentence: &str) -> Vec<String> {
        flaws(&format!(
            "甲市乙区林业局2023年度部门决算\n\n一、收入支出决算总体情况说明\n\n{sentence}\n"
        ))
    }

    #[test]
    fn placeholders_are_found_with_what_belongs_there() {
        for (sentence, due) in [
            (
                "甲市乙区XX局2023年度收入总计5.00万元。",
                "template.placeholder XX局→林业局",
            ),
            ("本年支出××万元。", "template.placeholder ××"),
            ("本年支出____万元。", "template.placeholder ____"),
            ("本年支出**万元。", "template.placeholder **"),
            ("比20XX年度增加5.00万元。", "template.placeholder XX"),
        ] {
            assert_eq!(in_section(sentence), [due], "{sentence}");
        }
        for sentence in [
            "购置XXL号工作服，采购AXX系列设备。",
            "完成3×4平方米展板和2X型设备采购。",
            "某单位和某项目的工作已完成。",
        ] {
            assert_eq!(in_section(sentence), [""; 0], "{sentence}");
        }
    }

    #[test]
    fn alternatives_are_found_in_any_order() {
        for (sentence, due) in [
            (
                "比上年减少5.00万元，下降（增长）3.00%。",
                "template.alternative 下降（增长）→下降",
            ),
            (
                "比上年增加（减少）5.00万元。",
                "template.alternative 增加（减少）",
            ),
            (
                "决算数大于（小于）预算数。",
                "template.alternative 大于（小于）",
            ),
            (
                "比上年增加/减少5.00万元。",
                "template.alternative 增加/减少",
            ),
        ] {
            assert_eq!(in_section(sentence), [due], "{sentence}");
        }
        assert_eq!(in_section("比上年下降（主要是增长放缓）。"), [""; 0]);
    }

    #[test]
    fn instructions_are_told_by_their_form() {
        for (sentence, due) in [
            (
                "总计持平（如有增减请填写原因）。",
                "template.instruction （如有增减请填写原因）",
            ),
            (
                "请各单位据实填写。",
                "template.instruction 请各单位据实填写。",
            ),
            (
                "没有该项收支的，保留空表并作下述说明：",
                "template.instruction 没有该项收支的，保留空表并作下述说明：",
            ),
            ("收入决算（饼状图）", "template.chart （饼状图）"),
            (
                "只设一个单位的部门，本部分内容改为机构情况。",
                "template.instruction 只设一个单位的部门，本部分内容改为机构情况。",
            ),
        ] {
            assert_eq!(in_section(sentence), [due], "{sentence}");
        }
        for sentence in [
            "主要原因是压减开支（如差旅费、会议费）。",
            "具体说明如下：",
            "按时签到，请假提前申请。",
            "评分情况见表（附相关评分表）。",
            "根据上级要求，指导各单位填写了绩效目标表。",
        ] {
            assert_eq!(in_section(sentence), [""; 0], "{sentence}");
        }
    }

    #[test]
    fn a_blank_template_is_one_finding() {
        let mut text = "甲市XX局2024年度部门决算\n\n一、收入决算情况说明\n\n".to_owned();
        for _ in 0..20 {
            text.push_str("本年收入XXX万元，占XX%，增加（减少）XX万元。\n\n");
        }
        assert_eq!(flaws(&text), ["template.blank XX"]);
    }
}
