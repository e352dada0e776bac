//! Lists of names: the tables of the contents, the units and offices, the main projects.

use crate::narrative::draft::{Draft, ParagraphKind};
use crate::narrative::heading::marker;
use crate::narrative::reading::{Stated, StatedRow};
use crate::narrative::topic::Topic;

use super::lists;
use super::phrase::{any, bodies, open, sentence, tail};
use super::record::{At, claim, count_with, put};

/// Reads all of them.
pub(super) fn read(draft: &mut Draft) {
    contents(draft);
    for index in bodies(draft) {
        main_projects(draft, index);
        for number in open(&draft.paragraphs[index]) {
            let at = At {
                paragraph: index,
                number,
            };
            units(draft, at);
            offices(draft, at);
        }
    }
}

/// The tables that the contents list.
fn contents(draft: &mut Draft) {
    let mut rows: Vec<StatedRow> = Vec::new();
    for paragraph in &draft.paragraphs {
        if paragraph.kind != ParagraphKind::Contents {
            continue;
        }
        let text = paragraph.text();
        let Some(mark) = marker(text).filter(|mark| mark.depth > 0) else {
            continue;
        };
        // The number of the page stands behind dots.
        let end = text.trim_end_matches(|c: char| c.is_ascii_digit() || ".…· -".contains(c));
        let title = &text[mark.len..end.len().max(mark.len)];
        if title.ends_with('表') && title.chars().count() <= 40 && !title.contains("情况说明")
        {
            let start = mark.len + (title.len() - title.trim_start().len());
            rows.push(StatedRow::of("contents").with("name", paragraph.words(start..end.len())));
        }
    }
    draft.rows.append(&mut rows);
}

/// `支出的主要项目是①甲②乙`.
fn main_projects(draft: &mut Draft, index: usize) {
    let paragraph = &draft.paragraphs[index];
    let text = paragraph.text();
    let Some(found) = text.find("主要项目") else {
        return;
    };
    let from = found + "主要项目".len();
    let Some(first) = text[from..].find('①').filter(|skipped| *skipped <= 12) else {
        return;
    };
    let marks: Vec<String> = ('①'..='⑳').map(String::from).collect();
    let Some(items) = lists::marked(text, from + first, &marks) else {
        return;
    };
    let rows = items.ranges.iter();
    let rows: Vec<StatedRow> = rows
        .map(|range| StatedRow::of("main_projects").with("name", paragraph.words(range.clone())))
        .collect();
    let named = paragraph.words(found..from);
    let listed = format!("{}个", rows.len());
    draft.rows.extend(rows);
    let row = claim(draft, index, "列举的主要项目").with("listed", Stated::derived(listed));
    put(draft, row.with("named", named));
}

/// `纳入编报范围的单位包括1个单位，即甲局`.
fn units(draft: &mut Draft, at: At) {
    let paragraph = &draft.paragraphs[at.paragraph];
    let text = paragraph.text();
    let range = sentence(paragraph, at.number);
    let words = &text[range.start..paragraph.numbers[at.number].range.start];
    let noun = &text[tail(paragraph, at.number)];
    let counts = noun.contains("单位")
        || words
            .trim_end_matches(['共', '有', '计', '为'])
            .ends_with("单位");
    if !counts || !any(words, &["单位"]) {
        return;
    }
    let three_public = draft.topic(at.paragraph) == Topic::ThreePublic;
    let covered = any(words, &["纳入"]) && any(words, &["范围", "决算"]);
    let subject = match (covered, three_public) {
        (true, _) => "纳入编报范围的单位",
        (false, true) => "“三公”经费支出单位",
        (false, false) => return,
    };
    let items = lists::behind(paragraph, at.number).unwrap_or_default();
    let rows: Vec<StatedRow> = items
        .ranges
        .iter()
        .filter(|_| covered)
        .map(|range| {
            let row = StatedRow::of("units").with("name", paragraph.words(range.clone()));
            row.with("included", Stated::derived("是"))
        })
        .collect();
    let more = listed(draft, at);
    if covered && !draft.rows.iter().any(|row| row.table == "units") {
        draft.rows.extend(rows);
    }
    count_with(draft, at, subject, more);
}

/// `下设甲科、乙科2个科室` and `内设2个科室，即甲科、乙科`.
fn offices(draft: &mut Draft, at: At) {
    let paragraph = &draft.paragraphs[at.paragraph];
    if paragraph.taken[at.number] {
        return;
    }
    let text = paragraph.text();
    let range = sentence(paragraph, at.number);
    let words = &text[range.start..paragraph.numbers[at.number].range.start];
    let noun = &text[tail(paragraph, at.number)];
    let is_office = any(
        noun,
        &["科室", "处室", "股室", "内设机构", "职能科", "内设科"],
    ) || any(words, &["内设机构", "内设科室"]);
    if !is_office || !any(words, &["下设", "内设", "设有", "设立", "设置", "设"]) {
        return;
    }
    let items = lists::behind(paragraph, at.number)
        .filter(|items| items.ranges.len() > 1)
        .or_else(|| lists::before(paragraph, at.number));
    let rows: Vec<StatedRow> = items
        .iter()
        .flat_map(|items| &items.ranges)
        .map(|range| StatedRow::of("offices").with("name", paragraph.words(range.clone())))
        .collect();
    let more = listed(draft, at);
    draft.rows.extend(rows);
    count_with(draft, at, "内设科室", more);
}

/// `所属事业单位甲中心` that is not among the units that the accounts cover: named with its posts,
/// so that it can be asked where its money stands.
fn left_out(draft: &mut Draft, index: usize) {
    let covered = |name: &str| {
        let mut units = draft.rows.iter().filter(|row| row.table == "units");
        units.any(|row| row.get("name").is_some_and(|of| of.printed == name))
    };
    let paragraph = &draft.paragraphs[index];
    let text = paragraph.text();
    let lead = "事业单位";
    let Some(at) = text.find(lead).filter(|at| text[..*at].contains("所属")) else {
        return;
    };
    let start = at + lead.len();
    let end = text[start..].find(['，', '。', '；', '、', '（']);
    let end = end.map_or(text.len(), |len| start + len);
    let name = &text[start..end];
    let is_unit = name.ends_with(['心', '所', '站', '院', '队', '馆', '校', '室'])
        && (5..=30).contains(&name.chars().count());
    // Only where all units that are covered are named can one be missing.
    let known = draft.rows.iter().any(|row| row.table == "units");
    if !is_unit || !known || covered(name) {
        return;
    }
    let posts = draft.rows.iter().find(|row| {
        row.table == "staffing" && row.get("name").is_some_and(|of| of.printed == "事业编制")
    });
    let posts = posts.and_then(|row| row.get("count")).cloned();
    let mut row = StatedRow::of("units")
        .with("name", paragraph.words(start..end))
        .with("kind", paragraph.words(at..start))
        .with("included", Stated::derived("否"));
    row.members.extend(posts.map(|posts| ("posts", posts)));
    draft.rows.push(row);
}

/// Reads the units that are named and not covered; posts are read before.
pub(super) fn read_left_out(draft: &mut Draft) {
    for index in bodies(draft) {
        let topic = draft.topic(index);
        if matches!(topic, Topic::Staffing | Topic::Units) {
            left_out(draft, index);
        }
    }
}

/// How many are listed with a number, as a member.
fn listed(draft: &Draft, at: At) -> Vec<(&'static str, Stated)> {
    let listed = lists::listed(draft, at);
    let listed = listed.map(|count| ("listed", Stated::derived(format!("{count}个"))));
    listed.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::narrative::disclosures::told::rows;

    const HEAD: &str = "甲区乙局2024年度部门决算\n第一部分 2024年度情况说明\n";

    #[test]
    fn tables_of_the_contents() {
        let text = "甲区乙局2024年度部门决算\n目录\n第一部分 情况说明\n第二部分 决算表\n一、收入决算表.....3\n二、支出决算表\n第一部分 情况说明\n一、收入决算情况说明\n收入5万元。\n";
        assert_eq!(rows(text, "contents"), ["收入决算表", "支出决算表"]);
    }

    #[test]
    fn units_that_the_accounts_cover() {
        let text = format!(
            "{HEAD}（二）部门决算单位构成\n2024年纳入部门决算编报范围的单位包括2个单位，即甲区乙局、甲区丙中心。\n"
        );
        assert_eq!(
            rows(&text, "units"),
            ["甲区乙局 included=是", "甲区丙中心 included=是"]
        );
        assert_eq!(
            rows(&text, "claims"),
            ["纳入编报范围的单位 count=2个 listed=2个"]
        );
    }

    #[test]
    fn a_unit_that_is_not_covered() {
        let text = format!(
            "{HEAD}（二）部门决算单位构成\n2024年纳入部门决算编报范围的单位包括1个单位，即甲区乙局。\n（三）机构设置、人员构成情况\n本局下设办公室、综合科2个科室及所属科级事业单位甲区丙中心。行政编制9人；事业编制4人。\n"
        );
        assert_eq!(
            rows(&text, "units"),
            [
                "甲区乙局 included=是",
                "甲区丙中心 kind=事业单位 included=否 posts=4人"
            ]
        );
    }

    #[test]
    fn offices_stand_before_or_behind_their_number() {
        for sentence in [
            "本局下设办公室、综合科、法规科3个科室及所属事业单位甲中心。",
            "本局内设3个科室，分别为：办公室、综合科、法规科。",
        ] {
            let text = format!("{HEAD}（三）机构设置\n{sentence}\n");
            assert_eq!(rows(&text, "offices"), ["办公室", "综合科", "法规科"]);
            assert_eq!(
                rows(&text, "claims"),
                ["内设科室 count=3个 listed=3个"],
                "{sentence}"
            );
        }
    }

    #[test]
    fn main_projects_are_listed() {
        let text = format!("{HEAD}四、支出情况说明\n2.支出的主要项目是①甲运维②乙服务③工作经费。\n");
        assert_eq!(
            rows(&text, "main_projects"),
            ["甲运维", "乙服务", "工作经费"]
        );
    }
}
