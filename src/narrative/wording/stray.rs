//! What does not belong in a sentence: codes of fields and formulas, marks that strayed in.

use super::words::Words;
use super::{Case, Found, is_han, is_prose, places};
use crate::narrative::draft::{Draft, Paragraph};
use crate::narrative::number::numbers;

/// Marks of which no two stand beside each other.
const MARKS: [char; 6] = ['，', '。', '；', '、', '：', '！'];

/// Reads a paragraph, or a line of a table.
pub(super) fn read(_draft: &Draft, index: usize, paragraph: &Paragraph, found: &mut Vec<Found>) {
    let text = paragraph.text();
    codes(index, text, found);
    if is_prose(paragraph) {
        before_amounts(index, paragraph, found);
        punctuation(index, text, found);
    }
}

/// `PAGEREF _Toc123 \h`: the code with the characters around it that are no Chinese ones.
fn codes(index: usize, text: &str, found: &mut Vec<Found>) {
    // Every code but the words of an error has a letter or a sign of its own.
    let may = |c: char| c.is_ascii_alphabetic() || "_\\#&<{误".contains(c);
    if !text.contains(may) {
        return;
    }
    let mut end = 0;
    let hits = Words::get()
        .codes
        .iter()
        .flat_map(|code| places(text, code));
    let mut hits: Vec<_> = hits.collect();
    hits.sort_by_key(|range| range.start);
    for hit in hits {
        if hit.start < end {
            continue;
        }
        let foreign = |c: char| !is_han(c) && !MARKS.contains(&c) && !"（）“”".contains(c);
        let before = text[..hit.start].char_indices().rev();
        let start = before
            .take_while(|(_, c)| foreign(*c) && !c.is_ascii_digit() && *c != '%')
            .last()
            .map_or(hit.start, |(at, _)| at);
        let behind = text[hit.end..]
            .char_indices()
            .take_while(|(_, c)| foreign(*c));
        let len = behind.last().map_or(0, |(at, c)| at + c.len_utf8());
        end = hit.end + len;
        let rest = text[hit.end..end].trim_end();
        found.push(Found::new(
            Case::StrayCode,
            index,
            start..hit.end + rest.len(),
        ));
    }
}

/// `支出；5.00元`: a mark between a label and its amount.
fn before_amounts(index: usize, paragraph: &Paragraph, found: &mut Vec<Found>) {
    let text = paragraph.text();
    for number in paragraph.numbers.iter().filter(|number| number.is_money()) {
        let before = &text[..number.range.start];
        let Some(mark) = before
            .chars()
            .next_back()
            .filter(|c| matches!(c, '；' | '。'))
        else {
            continue;
        };
        let words = &before[..before.len() - mark.len_utf8()];
        let labels = Words::get().labels_before_amounts.iter();
        let label = labels
            .filter(|label| words.ends_with(label.as_str()))
            .max_by_key(|label| label.len());
        // A clause that has its own amount ends here.
        let clause = words
            .rfind(['，', '。', '；', '：', '）'])
            .unwrap_or_default();
        if let Some(label) = label
            && numbers(&words[clause..]).is_empty()
        {
            let range = words.len() - label.len()..before.len();
            found.push(Found::new(Case::StrayMark, index, range).proposing(label));
        }
    }
}

/// `，。`: two marks of which one is too much.
fn punctuation(index: usize, text: &str, found: &mut Vec<Found>) {
    let mut before: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        if let Some((start, mark)) = before
            && mark != c
            && MARKS.contains(&mark)
            && MARKS.contains(&c)
        {
            let range = start..at + c.len_utf8();
            found.push(Found::new(Case::StrayPunctuation, index, range));
        }
        before = Some((at, c));
    }
}

#[cfg(test)]
mod tests {
    use crate::narrative::wording::tests::flaws;

    fn of(sentence: &str) -> Vec<String> {
        flaws(&format!(
            "甲市乙局2023年度部门决算\n\n一、收入支出决算总体情况说明\n\n{sentence}\n"
        ))
    }

    #[test]
    fn codes_and_marks_that_strayed_in() {
        for (sentence, due) in [
            (
                "机构设置PAGEREF _Toc1234 \\h 3",
                "stray.code PAGEREF_Toc1234\\h3",
            ),
            ("本年收入#REF!万元，较多。", "stray.code #REF！"),
            ("工资福利等，支出; 16,500.00元。", "stray.mark 支出；→支出"),
            ("本年支出5.00元，。", "stray.punctuation ，。"),
        ] {
            assert_eq!(of(sentence), [due], "{sentence}");
        }
        for sentence in [
            "收入合计：5.00元；支出合计：5.00元。",
            "开通APP和H5页面，建设“互联网+政务”平台。",
            "本年支出5.00元；3.00元用于培训。",
        ] {
            assert_eq!(of(sentence), [""; 0], "{sentence}");
        }
    }
}
