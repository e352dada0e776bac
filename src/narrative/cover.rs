//! Whose accounts a text explains, of which year, and in which unit it counts.

use std::collections::BTreeMap;

use super::draft::{Draft, ParagraphKind};
use super::number::NumberUnit;

/// Reads the cover: the first line that names a year of final accounts, then the headings that do.
pub(super) fn read(draft: &mut Draft) {
    let mut cover = String::new();
    for paragraph in &draft.paragraphs {
        match paragraph.kind {
            ParagraphKind::Body | ParagraphKind::Contents if cover.is_empty() => {
                cover.push_str(paragraph.text());
            }
            ParagraphKind::Heading => break,
            ParagraphKind::Body => cover.push_str(paragraph.text()),
            _ => {}
        }
        if cover.contains("决算") {
            break;
        }
    }
    let headings = draft.paragraphs.iter();
    let headings = headings.filter(|paragraph| paragraph.kind == ParagraphKind::Heading);
    let headings: Vec<&str> = headings.map(super::draft::Paragraph::text).collect();
    let mut titles = std::iter::once(cover.as_str()).chain(headings);
    let (department, year) = titles.find_map(title).unzip();
    draft.department = department;
    draft.year = year;
    draft.unit = unit(draft);
}

/// Department and year of a title: `甲局2024年度部门决算…`.
fn title(text: &str) -> Option<(String, u16)> {
    let (before, _) = text.split_once("年")?;
    let digits = before.get(before.len().checked_sub(4)?..)?;
    let year: u16 = digits
        .parse()
        .ok()
        .filter(|year| (1949..2200).contains(year))?;
    if !text.contains("决算") {
        return None;
    }
    let name = &before[..before.len() - 4];
    let name = name
        .split_at(super::heading::marker(name).map_or(0, |mark| mark.len))
        .1;
    let is_name = name.chars().count() >= 3 && !name.contains(['，', '。', '：', '“']);
    is_name.then(|| (name.to_owned(), year))
}

/// The unit of money of most amounts.
fn unit(draft: &Draft) -> Option<&'static str> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let bodies = draft.paragraphs.iter();
    let bodies = bodies.filter(|paragraph| paragraph.kind == ParagraphKind::Body);
    for number in bodies.flat_map(|paragraph| &paragraph.numbers) {
        if let NumberUnit::Unit(unit) = number.unit
            && unit.is_money()
            // 0万元 is printed among amounts in 元, so zeros say nothing.
            && number.range.len() > 8
        {
            *counts.entry(unit.printed()).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(unit, _)| unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn department_and_year_of_titles() {
        let due = Some(("甲市乙区财政局".to_owned(), 2024));
        assert_eq!(title("甲市乙区财政局2024年度部门决算"), due);
        assert_eq!(title("第三部分甲市乙区财政局2024年度部门决算情况说明"), due);
        assert_eq!(title("2024年度部门决算"), None);
    }
}
