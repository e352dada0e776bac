//! Staff: posts that are authorised, staff in post, retired and temporary staff.

use crate::model::{Counter, Text, Unit};
use crate::narrative::draft::Draft;
use crate::narrative::number::NumberUnit;
use crate::narrative::topic::Topic;

use super::phrase::{any, bodies, label, open};
use super::record::{At, cell, count, named};

const TABLE: &str = "staffing";
/// The row of staff in post.
const PRESENT: &str = "实有人数";

/// Words of a label with the row that they mean, the narrower ones first.
const ROWS: [(&[&str], &str); 8] = [
    (&["离退休"], "离退休人员"),
    (&["离休"], "离休"),
    (&["退休"], "退休"),
    (
        &["临时工", "编外", "聘用人员", "长期聘用"],
        "长期聘用临时工",
    ),
    (&["实有", "实际", "在职", "在编", "现有", "在岗"], PRESENT),
    (&["行政编制"], "行政编制"),
    (&["事业编制"], "事业编制"),
    (&["工勤编制", "工勤人员编制"], "工勤编制"),
];

/// A number of persons.
struct People {
    at: At,
    row: Option<&'static str>,
    words: String,
    printed: String,
}

/// Reads the paragraphs on staff.
pub(super) fn read(draft: &mut Draft) {
    let mut found: Vec<People> = Vec::new();
    for index in bodies(draft) {
        let topic = draft.topic(index);
        let text = draft.paragraphs[index].text();
        let named = any(text, &["编制", "离退休人员", "实有人数", "在职人员"]);
        if topic == Topic::Staffing || (named && matches!(topic, Topic::Units | Topic::Other)) {
            people(draft, index, &mut found);
        }
    }
    for one in &found {
        let Some(row) = one.row else {
            if !one.words.is_empty() {
                count(draft, one.at, one.words.clone());
            }
            continue;
        };
        let mut same = found.iter().filter(|other| other.row == Some(row));
        // Several units, or several kinds of staff, each have their own.
        if same.any(|other| other.printed != one.printed) {
            unclear(draft, one.at);
        } else {
            cell(draft, TABLE, &named(row), "count", one.at);
        }
    }
}

fn people(draft: &Draft, index: usize, found: &mut Vec<People>) {
    let of = &draft.paragraphs[index];
    for number in open(of) {
        let unit = of.numbers[number].unit;
        if !matches!(unit, NumberUnit::Unit(Unit::Count(Counter::Person))) {
            continue;
        }
        let words = label(of, number).plain;
        let row = ROWS.iter().find(|(of, _)| any(&words, of));
        let row = row.map(|(_, row)| *row);
        // 行政编制实有12人 is not all the staff.
        let kind = any(&words, &["行政", "事业", "工勤", "公务员"]);
        let row = row.filter(|row| *row != PRESENT || !kind);
        let is_staff = row.is_some() || any(&words, &["编制", "人员", "职工", "实有"]);
        if is_staff {
            found.push(People {
                at: At {
                    paragraph: index,
                    number,
                },
                row,
                words: words.trim_start_matches("其中").to_owned(),
                printed: of.numbers[number].printed(of.text()),
            });
        }
    }
}

fn unclear(draft: &mut Draft, at: At) {
    let of = &mut draft.paragraphs[at.paragraph];
    of.taken[at.number] = true;
    let span = of.flow.span(of.numbers[at.number].range.clone());
    let why = Text::new(
        "分单位或分类写了几个人数，无法确定哪一个是全部门的",
        "several numbers of staff are given, and it cannot be told which is the department's",
    );
    draft.undecided.extend(span.map(|span| (span, why)));
}

#[cfg(test)]
mod tests {
    use crate::narrative::disclosures::told::{rows, undecided};

    const HEAD: &str =
        "甲区乙局2024年度部门决算\n第一部分 2024年度情况说明\n一、机构设置、人员构成情况\n";

    #[test]
    fn posts_and_people() {
        let text = format!(
            "{HEAD}本局行政编制30人；事业编制12人；工勤编制1名；实际41人；长期聘用临时工2人。离退休人员8人,其中：离休1人，退休7人。\n"
        );
        let due = [
            "行政编制 count=30人",
            "事业编制 count=12人",
            "工勤编制 count=1人",
            "实有人数 count=41人",
            "长期聘用临时工 count=2人",
            "离退休人员 count=8人",
            "离休 count=1人",
            "退休 count=7人",
        ];
        assert_eq!(rows(&text, "staffing"), due);
    }

    #[test]
    fn staff_of_one_kind_is_not_all_staff() {
        let text =
            format!("{HEAD}行政编制30人，行政人员实有28人；事业编制12人，事业人员实有11人。\n");
        assert_eq!(
            rows(&text, "staffing"),
            ["行政编制 count=30人", "事业编制 count=12人"]
        );
        assert_eq!(
            rows(&text, "claims"),
            ["行政人员实有 count=28人", "事业人员实有 count=11人"]
        );
    }

    #[test]
    fn two_units_are_not_one() {
        let text = format!("{HEAD}甲中心事业编制30人。乙中心事业编制12人。\n");
        assert_eq!(rows(&text, "staffing"), [""; 0]);
        assert_eq!(undecided(&text), ["30人", "12人"]);
    }
}
