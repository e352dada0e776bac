//! How performance was evaluated as a whole: projects, their share, money and grades, the
//! department's own score and grade.

use crate::model::{Counter, Unit};
use crate::narrative::draft::Draft;
use crate::narrative::number::NumberUnit;
use crate::narrative::reading::{Stated, StatedRow};

use super::phrase::{any, between, bodies, is_of_performance, label, open, tail};
use super::record::{At, cell, claim, count, named, put};

const TABLE: &str = "evaluation";
const GRADES: [&str; 7] = ["不合格", "合格", "优秀", "良好", "优", "良", "差"];

/// Which set of projects a sentence speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    /// 编报绩效目标.
    Targets,
    /// 绩效跟踪.
    Tracked,
    /// 绩效自评, or evaluation without more.
    Evaluated,
}

impl Set {
    fn of(words: &str) -> Option<Self> {
        let marks = [
            ("编报绩效目标", Self::Targets),
            ("绩效目标编报", Self::Targets),
            ("申报绩效目标", Self::Targets),
            ("绩效跟踪", Self::Tracked),
            ("绩效监控", Self::Tracked),
            ("跟踪评价", Self::Tracked),
            ("运行监控", Self::Tracked),
            ("绩效自评", Self::Evaluated),
            ("自评", Self::Evaluated),
            ("评价项目", Self::Evaluated),
            ("绩效评价", Self::Evaluated),
        ];
        let found = marks
            .iter()
            .filter_map(|(word, set)| Some((words.rfind(word)?, *set)));
        found.max_by_key(|(at, _)| *at).map(|(_, set)| set)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Targets => "编报绩效目标",
            Self::Tracked => "绩效跟踪评价",
            Self::Evaluated => "绩效自评",
        }
    }
}

/// Reads the paragraphs on evaluation.
pub(super) fn read(draft: &mut Draft) {
    let mut evaluated = None;
    for index in bodies(draft) {
        if !is_of_performance(draft, draft.paragraphs[index].section) {
            continue;
        }
        projects(draft, index, &mut evaluated);
        grade(draft, index);
    }
    within_evaluated(draft);
}

/// Projects with their money, share and grades.
fn projects(draft: &mut Draft, index: usize, evaluated: &mut Option<At>) {
    let mut set = None;
    let mut found: Option<At> = None;
    for number in open(&draft.paragraphs[index]) {
        let at = At {
            paragraph: index,
            number,
        };
        let of = &draft.paragraphs[index];
        let words = between(of, number).to_owned();
        let near = label(of, number).plain;
        let behind = of.text()[tail(of, number)].to_owned();
        set = Set::of(&words).or(set);
        let Some(of_set) = set else {
            continue;
        };
        match of.numbers[number].unit {
            NumberUnit::Unit(Unit::Count(Counter::Piece | Counter::Item)) => {
                if let Some(grade) = graded(&words) {
                    if *evaluated != Some(at) && of_set == Set::Evaluated {
                        cell(draft, TABLE, &named(grade), "value", at);
                    }
                } else if any(&near, &["发现问题"]) {
                    found = Some(at);
                    count(draft, at, "绩效自评发现的问题");
                } else if any(&near, &["整改"]) {
                    mended(draft, at, &near, found);
                } else if near.ends_with("项目总数") {
                    cell(draft, TABLE, &named("部门项目总数"), "value", at);
                } else if is_projects(&near, &behind) {
                    counted(draft, at, of_set, evaluated);
                }
            }
            NumberUnit::Unit(Unit::Percent) if any(&near, &["项目总数", "项目数"]) => {
                cell(draft, TABLE, &named("评价项目占比"), "value", at);
            }
            NumberUnit::Unit(unit)
                if unit.is_money() && any(&near, &["涉及", "项目金额", "评价金额"]) =>
            {
                amount(draft, at, of_set);
            }
            NumberUnit::Unit(Unit::Count(Counter::Point)) if near.contains("平均") => {
                count(draft, at, format!("{}平均得分", of_set.name()));
            }
            _ => {}
        }
    }
}

/// Whether a number counts projects: `评价项目11个`, `开展自评的11个项目`.
fn is_projects(near: &str, behind: &str) -> bool {
    let near = near.trim_end_matches(['共', '计', '有', '为', '数']);
    near.ends_with("项目") || behind.starts_with("项目")
}

fn counted(draft: &mut Draft, at: At, set: Set, evaluated: &mut Option<At>) {
    if set != Set::Evaluated {
        count(draft, at, format!("{}的项目", set.name()));
        return;
    }
    // A further number of projects need not be all of them.
    if evaluated.is_none() {
        *evaluated = Some(at);
        cell(draft, TABLE, &named("评价项目数"), "value", at);
    }
}

fn amount(draft: &mut Draft, at: At, set: Set) {
    let has = |draft: &Draft| {
        let mut rows = draft.rows.iter();
        rows.any(|row| {
            row.table == TABLE
                && row
                    .get("name")
                    .is_some_and(|name| name.printed == "涉及金额")
        })
    };
    if set == Set::Evaluated {
        if !has(draft) {
            cell(draft, TABLE, &named("涉及金额"), "value", at);
        }
        return;
    }
    let stated = draft.paragraphs[at.paragraph].state(at.number);
    let subject = format!("{}的项目预算金额", set.name());
    let row = claim(draft, at.paragraph, subject).with("amount", stated);
    put(draft, row);
}

/// The grade whose projects a number counts: `评级为“优”的项目4个`, `优3个`.
fn graded(words: &str) -> Option<&'static str> {
    let words = words.trim_end_matches(['共', '有', '为', '计', '数', '：']);
    let words = words.strip_suffix("项目").unwrap_or(words);
    let words = words.strip_suffix('的').unwrap_or(words);
    let words = words.strip_suffix("等级").unwrap_or(words);
    let words = words.trim_end_matches(['”', '“', '"']);
    let grade = GRADES.iter().find(|grade| words.ends_with(**grade))?;
    Some(match *grade {
        "优秀" => "优",
        "良好" => "良",
        "差" => "不合格",
        grade => grade,
    })
}

/// Problems that were mended are some of those that were found.
fn mended(draft: &mut Draft, at: At, near: &str, found: Option<At>) {
    let subject = if near.contains("正在") {
        "正在整改的问题"
    } else {
        "已经完成整改的问题"
    };
    let stated = draft.paragraphs[at.paragraph].state(at.number);
    let whole = found.and_then(|found| {
        let of = &draft.paragraphs[found.paragraph];
        let span = of.flow.span(of.numbers[found.number].range.clone());
        let mut rows = draft.rows.iter();
        let row = rows.find(|row| row.get("count").is_some_and(|count| count.span == span))?;
        row.get("id").cloned()
    });
    let mut row = claim(draft, at.paragraph, subject).with("count", stated);
    row.members
        .extend(whole.map(|id| ("within", Stated::derived(id.printed))));
    put(draft, row);
}

/// `整体支出自评结果为“优”`, `得分95分，评价等级为优`.
fn grade(draft: &mut Draft, index: usize) {
    let paragraph = &draft.paragraphs[index];
    let text = paragraph.text();
    let mut rows: Vec<(StatedRow, Option<usize>)> = Vec::new();
    for range in paragraph.sentences() {
        let words = &text[range.clone()];
        let Some(name) = graded_name(words) else {
            continue;
        };
        let score = paragraph.numbers_in(&range).find(|number| {
            let is_points =
                paragraph.numbers[*number].unit == NumberUnit::Unit(Unit::Count(Counter::Point));
            let near = label(paragraph, *number).plain;
            is_points && !paragraph.taken[*number] && any(&near, &["得分", "评分", "得"])
        });
        let grade = grade_word(words).map(|(at, len)| {
            let start = range.start + at;
            paragraph.words(start..start + len)
        });
        if grade.is_some() || score.is_some() {
            let mut row = StatedRow::of("grades").with("name", Stated::derived(name));
            row.members.extend(grade.map(|grade| ("grade", grade)));
            rows.push((row, score));
        }
    }
    for (mut row, score) in rows {
        let score = score.map(|number| draft.paragraphs[index].state(number));
        row.members.extend(score.map(|score| ("score", score)));
        draft.rows.push(row);
    }
}

/// What was graded: the department as a whole, or the project that the sentence names in 《》 or
/// “”.
fn graded_name(words: &str) -> Option<String> {
    if !any(words, &["结果", "等级", "评级", "评定", "得分", "评分"]) {
        return None;
    }
    if words.contains("整体") {
        return Some("部门整体支出".to_owned());
    }
    let start = words.find('《')? + '《'.len_utf8();
    let end = start + words[start..].find('》')?;
    let name = &words[start..end];
    name.ends_with("项目").then(|| name.to_owned())
}

/// The word of a grade behind 结果为, 等级为 and the like.
fn grade_word(words: &str) -> Option<(usize, usize)> {
    let leads = [
        "结果为",
        "等级为",
        "评级为",
        "评定为",
        "结论为",
        "评价为",
        "结果是",
        "等级是",
    ];
    let (at, lead) = super::phrase::last(words, &leads)?;
    let behind = at + lead.len();
    let quotes = words[behind..].trim_start_matches(['“', '"', '”']);
    let start = words.len() - quotes.len();
    let grade = GRADES.iter().find(|grade| quotes.starts_with(**grade))?;
    Some((start, grade.len()))
}

/// The main projects that are listed are some of all projects, where all were evaluated.
fn within_evaluated(draft: &mut Draft) {
    let value = |name: &str| {
        let mut rows = draft.rows.iter();
        let row = rows.find(|row| {
            row.table == TABLE && row.get("name").is_some_and(|of| of.printed == name)
        })?;
        row.get("value").cloned()
    };
    let all = value("评价项目占比").is_some_and(|share| share.printed.starts_with("100"));
    let listed = draft.rows.iter().position(|row| {
        row.get("subject")
            .is_some_and(|subject| subject.printed == "列举的主要项目")
    });
    let (Some(projects), Some(listed), true) = (value("评价项目数"), listed, all) else {
        return;
    };
    let Some(paragraph) = draft.paragraphs.iter().position(|paragraph| {
        let mut numbers = paragraph.numbers.iter();
        numbers.any(|number| paragraph.flow.span(number.range.clone()) == projects.span)
    }) else {
        return;
    };
    let row = claim(draft, paragraph, "绩效评价项目").with("count", projects);
    let id = put(draft, row);
    draft.rows[listed]
        .members
        .push(("within", Stated::derived(id)));
}

#[cfg(test)]
mod tests {
    use crate::narrative::disclosures::told::{rows, undecided};

    const HEAD: &str = "甲区乙局2024年度部门决算\n第三部分 2024年度绩效评价情况\n";

    #[test]
    fn one_set_of_projects() {
        let text = format!(
            "{HEAD}本局对2024年度项目支出开展绩效自评，评价项目23个，占部门项目总数的100%，涉及金额3456.7万元。全年部门整体支出自评结果为“优”。\n"
        );
        let due = [
            "评价项目数 value=23个",
            "评价项目占比 value=100%",
            "涉及金额 value=3456.7万元",
        ];
        assert_eq!(rows(&text, "evaluation"), due);
        assert_eq!(rows(&text, "grades"), ["部门整体支出 grade=优"]);
        assert_eq!(undecided(&text), [""; 0]);
    }

    #[test]
    fn three_sets_of_projects() {
        let text = format!(
            "{HEAD}编报绩效目标的2024年度项目7个，涉及预算金额90.5万元；绩效跟踪评价的2024年度项目6个，涉及预算金额80.5万元；绩效自评的2024年度项目5个，涉及预算金额70.5万元，平均得分98.5分（其中，绩效评级为“优”的项目4个；绩效评级为“良”的项目1个；绩效评级为“合格”的项目0个；绩效评级为“不合格”的项目0个。绩效自评中共发现问题3个，已经完成整改的2个，正在整改的1个）。\n"
        );
        let due = [
            "评价项目数 value=5个",
            "涉及金额 value=70.5万元",
            "优 value=4个",
            "良 value=1个",
            "合格 value=0个",
            "不合格 value=0个",
        ];
        assert_eq!(rows(&text, "evaluation"), due);
        let claims = rows(&text, "claims");
        assert_eq!(claims[0], "编报绩效目标的项目 count=7个");
        assert_eq!(claims[1], "编报绩效目标的项目预算金额 amount=90.5万元");
        assert_eq!(claims[4], "绩效自评平均得分 count=98.5分");
        assert!(
            claims[6].starts_with("已经完成整改的问题 count=2个 within="),
            "{claims:?}"
        );
        assert_eq!(undecided(&text), [""; 0]);
    }

    #[test]
    fn a_score_with_its_grade() {
        let text = format!("{HEAD}部门整体支出绩效自评得分95.5分，评价等级为优秀。\n");
        assert_eq!(
            rows(&text, "grades"),
            ["部门整体支出 grade=优秀 score=95.5分"]
        );
    }
}
