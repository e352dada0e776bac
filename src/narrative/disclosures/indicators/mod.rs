//! Tables of performance indicators in the text: weights, criteria, scores, and the results that
//! the text states for them.
//!
//! A table of which any row cannot be told is left alone as a whole, since its weights would not
//! add up. Of several projects only the first one's tables are read.

mod actual;
mod columns;
mod criterion;

use crate::narrative::draft::{Cell, Draft, ParagraphKind};
use crate::narrative::number::numbers;
use crate::narrative::reading::{Stated, StatedRow};

use super::counted::Count;
use super::phrase::is_of_performance;

use columns::{Columns, Fitted, Role};
use criterion::{Criterion, Threshold, required};

/// Members of the sub-scores and the steps, by their order.
const SUBS: [&str; 5] = ["sub_1", "sub_2", "sub_3", "sub_4", "sub_5"];
const STEPS: [[&str; 3]; 3] = [
    ["step_1_from", "step_1_to", "step_1_score"],
    ["step_2_from", "step_2_to", "step_2_score"],
    ["step_3_from", "step_3_to", "step_3_score"],
];

/// A table of indicators.
struct Table {
    section: usize,
    has_scores: bool,
    indicators: Vec<Indicator>,
    /// Groups with the weights that they print.
    groups: Vec<(Stated, Stated)>,
    clear: bool,
}

/// One indicator.
struct Indicator {
    row: StatedRow,
    criterion: Option<Stated>,
    read: Criterion,
    threshold: Option<Threshold>,
}

/// Reads the tables, and ties the results that `counts` state to their thresholds.
pub(super) fn read(draft: &mut Draft, counts: &[Count]) {
    let tables = tables(draft);
    let scored = tables.iter().find(|table| table.has_scores);
    let first = scored.or_else(|| tables.first());
    let Some(first) = first else {
        return;
    };
    let report = report(draft, first.section);
    let mut system = tables.iter().filter(|table| !table.has_scores);
    let system = system
        .find(|table| self::report(draft, table.section) == report)
        .filter(|_| first.has_scores);
    // What another report counts is no result of this project.
    let of_report = |count: &&Count| {
        let section = draft.paragraphs[count.at.paragraph].section;
        self::report(draft, section) == report
    };
    let counts: Vec<Count> = counts.iter().filter(of_report).cloned().collect();
    let mut rows: Vec<StatedRow> = Vec::new();
    for indicator in &first.indicators {
        let mut row = indicator.common("indicators");
        indicator.scored(&mut row);
        if let Some(threshold) = &indicator.threshold
            && row.get("actual").is_none()
            && let Some((count, every)) = actual::of(draft, &counts, threshold)
        {
            row.members.push(("actual", count));
            row.members
                .extend(every.map(|every| ("actual_every", every)));
        }
        rows.push(row);
    }
    for indicator in system.into_iter().flat_map(|table| &table.indicators) {
        rows.push(indicator.common("indicator_system"));
    }
    for (name, weight) in &first.groups {
        let row = StatedRow::of("indicator_groups").with("name", name.clone());
        rows.push(row.with("weight", weight.clone()));
    }
    draft.rows.append(&mut rows);
}

/// The report that a section belongs to.
fn report(draft: &Draft, section: usize) -> usize {
    let mut at = section;
    while let Some(parent) = draft.sections[at].parent {
        if draft.sections[at].depth <= 1 {
            break;
        }
        at = parent;
    }
    at
}

/// Every table of indicators of which all rows can be told.
fn tables(draft: &Draft) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut columns: Option<Columns> = None;
    for paragraph in &draft.paragraphs {
        let ParagraphKind::Row(cells) = &paragraph.kind else {
            // A page may end inside a table, a section may not.
            if paragraph.kind == ParagraphKind::Heading {
                columns = None;
            }
            continue;
        };
        if !is_of_performance(draft, paragraph.section) {
            continue;
        }
        if let Some(head) = Columns::of(cells) {
            let again = columns.as_ref() == Some(&head);
            if !again {
                tables.push(Table {
                    section: paragraph.section,
                    has_scores: head.has(Role::Score),
                    indicators: Vec::new(),
                    groups: Vec::new(),
                    clear: true,
                });
            }
            columns = Some(head);
            continue;
        }
        let words = paragraph.text().trim_matches(['-', ' ', '—']);
        let (Some(columns), Some(table)) = (&columns, tables.last_mut()) else {
            continue;
        };
        if words.is_empty() {
            continue;
        }
        match columns.fit(cells) {
            Some(fitted) => table.row(fitted),
            None => table.clear = false,
        }
    }
    tables.retain(|table| table.clear && !table.indicators.is_empty());
    tables
}

impl Table {
    fn row(&mut self, fitted: Fitted<'_, '_>) {
        let Some(cell) = fitted.cell(Role::Name) else {
            return;
        };
        let group = match fitted
            .cell(Role::Group)
            .filter(|cell| !cell.flow.text().is_empty())
        {
            Some(cell) => Some(self.group(cell)),
            None => self.last_group(),
        };
        let text = cell.flow.text();
        let is_total = ["合计", "总分", "总计", "总得分"].contains(&text);
        let name = if is_total {
            stated(cell, 0..text.len())
        } else {
            name(cell)
        };
        let mut row = StatedRow::default().with("name", name);
        row.members.extend(group.map(|group| ("group", group)));
        let number = |role: Role| fitted.cell(role).and_then(digits);
        row.members
            .extend(number(Role::Weight).map(|weight| ("weight", weight)));
        row.members
            .extend(number(Role::Score).map(|score| ("score", score)));
        let words = fitted
            .cell(Role::Criterion)
            .filter(|cell| !cell.flow.text().is_empty());
        let read = words.map(Criterion::read).unwrap_or_default();
        let mut threshold = fitted
            .cell(Role::Required)
            .and_then(|cell| required(cell, true))
            .or_else(|| required(cell, false));
        if let Some(of) = threshold.as_mut() {
            of.points_of(&read);
        }
        let mut threshold = threshold.or_else(|| read.threshold.clone());
        if let Some(of) = threshold.as_mut()
            && of.words.is_empty()
        {
            text.clone_into(&mut of.words);
        }
        if let Some(actual) = fitted.cell(Role::Actual).and_then(count)
            && threshold.is_some()
        {
            row.members.push(("actual", actual));
        }
        self.indicators.push(Indicator {
            row,
            criterion: words.map(|cell| stated(cell, 0..cell.flow.text().len())),
            read,
            threshold,
        });
    }

    /// The group of a cell: `数量指标（共50分）`.
    fn group(&mut self, cell: &Cell) -> Stated {
        let text = cell.flow.text();
        let end = text.find('（').filter(|at| *at > 0).unwrap_or(text.len());
        let name = stated(cell, 0..end);
        let points = numbers(&text[end..]).into_iter().find(|number| {
            number.unit == crate::narrative::number::NumberUnit::Unit(crate::model::Unit::POINT)
        });
        if let Some(points) = points {
            let weight = stated(cell, end + points.range.start..end + points.digits_end);
            let same = |(of, known): &(Stated, Stated)| {
                of.printed == name.printed && known.printed == weight.printed
            };
            if !self.groups.iter().any(same) {
                self.groups.push((name.clone(), weight));
            }
        }
        name
    }

    /// The group of the row before, which spans this one.
    fn last_group(&self) -> Option<Stated> {
        let group = self.indicators.last()?.row.get("group")?;
        Some(Stated::derived(group.printed.clone()))
    }
}

impl Indicator {
    /// What both tables print.
    fn common(&self, table: &'static str) -> StatedRow {
        let mut row = StatedRow::of(table);
        for key in ["name", "group", "weight"] {
            row.members
                .extend(self.row.get(key).map(|value| (key, value.clone())));
        }
        for (key, score) in SUBS.iter().zip(&self.read.sub_scores) {
            row.members.push((key, score.clone()));
        }
        row.members
            .extend(self.criterion.clone().map(|words| ("criterion", words)));
        row
    }

    /// What only the scored table has.
    fn scored(&self, row: &mut StatedRow) {
        for key in ["score", "actual"] {
            row.members
                .extend(self.row.get(key).map(|value| (key, value.clone())));
        }
        for (keys, step) in STEPS.iter().zip(&self.read.ladder) {
            let parts = [&step.from, &step.to, &step.score];
            for (key, part) in keys.iter().zip(parts) {
                row.members.extend(part.clone().map(|part| (*key, part)));
            }
        }
        if let Some(threshold) = &self.threshold {
            row.members.push(("required", threshold.required.clone()));
            let more = [
                ("required_every", &threshold.every),
                ("points", &threshold.points),
                ("below", &threshold.below),
            ];
            for (key, value) in more {
                row.members.extend(value.clone().map(|value| (key, value)));
            }
        }
    }
}

impl Threshold {
    /// The points that a criterion gives for reaching it, and for less.
    fn points_of(&mut self, criterion: &Criterion) {
        let digits = |stated: &Stated| -> String {
            stated
                .printed
                .chars()
                .take_while(char::is_ascii_digit)
                .collect()
        };
        let own = digits(&self.required);
        let steps = &criterion.ladder;
        let at = steps
            .iter()
            .position(|step| step.from.as_ref().map(digits) == Some(own.clone()));
        if let Some(at) = at {
            self.points.clone_from(&steps[at].score);
            self.below = steps.get(at + 1).and_then(|step| step.score.clone());
        } else if let (true, [only]) = (steps.is_empty(), criterion.sub_scores.as_slice()) {
            self.points = Some(only.clone());
        }
    }
}

/// What an indicator is called: the first clause of its words that says what is done.
fn name(cell: &Cell) -> Stated {
    let text = cell.flow.text();
    let mut start = 0;
    let mut best = 0..text.len();
    for clause in text.split(['，', '。', '；', '：']) {
        let range = start..start + clause.len();
        start = range.end + '，'.len_utf8();
        let basis = ["根据", "按照", "依据", "结合", "围绕", "对照"];
        let is_basis = basis.iter().any(|word| clause.starts_with(word));
        if !clause.is_empty() && (!is_basis || clause.contains("进行") || clause.contains("开展"))
        {
            best = range;
            break;
        }
    }
    let light = ["进行", "开展", "完成", "承担"];
    if let Some(verb) = light
        .iter()
        .find(|verb| text[best.clone()].starts_with(**verb))
        && best.len() > verb.len() + 6
    {
        best.start += verb.len();
    }
    stated(cell, best)
}

/// A part of a cell's words.
fn stated(cell: &Cell, range: std::ops::Range<usize>) -> Stated {
    Stated {
        printed: cell.flow.slice(range.clone()).to_owned(),
        span: cell.flow.span(range),
    }
}

/// The number that a cell is.
fn digits(cell: &Cell) -> Option<Stated> {
    let text = cell.flow.text();
    let found = numbers(text);
    let [number] = found.as_slice() else {
        return None;
    };
    (number.range == (0..text.len())).then(|| stated(cell, number.range.start..number.digits_end))
}

/// The count that a cell is: `16个`.
fn count(cell: &Cell) -> Option<Stated> {
    let text = cell.flow.text();
    let found = numbers(text);
    let [number] = found.as_slice() else {
        return None;
    };
    let is_count = matches!(
        number.unit,
        crate::narrative::number::NumberUnit::Unit(crate::model::Unit::Count(_))
    );
    (is_count && number.range == (0..text.len())).then(|| Stated {
        printed: number.printed(text),
        span: cell.flow.span(number.range.clone()),
    })
}

#[cfg(test)]
mod tests {
    use crate::narrative::disclosures::told::rows;

    const HEAD: &str = "甲区乙局2024年度部门决算\n第三部分 2024年度绩效评价情况\n二、丙网站服务项目绩效评价报告\n（一）评分表\n";
    const TABLE: &str = "序号\t工作指标\t工作项目\t分值\t评分标准\t得分\n1\t数量指标（共60分）\t根据计划，进行图解制作，全年不少于10个。\t30\t建立台账，得10分。完成10个以上得20分，10个以下得5分，未制作得0分。\t30\n2\t\t热线回访。\t30\t每季度2次电话回访，完成得30分。\t30\n3\t质量指标（共40分）\t网站检查\t40\t按时检查，得40分。\t40\n";

    #[test]
    fn weights_criteria_and_scores() {
        let text = format!("{HEAD}{TABLE}");
        let found = rows(&text, "indicators");
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(
            found[0].starts_with("图解制作 group=数量指标 weight=30 sub_1=10 sub_2=20 criterion="),
            "{}",
            found[0]
        );
        assert!(
            found[0].ends_with("score=30 step_1_from=10个 step_1_score=20 step_2_to=10个 step_2_score=5 step_3_from=0 step_3_to=0 step_3_score=0 required=10个 points=20 below=5"),
            "{}",
            found[0]
        );
        assert!(
            found[1].ends_with("score=30 required=2次 required_every=每季度 points=30 below=0"),
            "{}",
            found[1]
        );
        assert_eq!(
            rows(&text, "indicator_groups"),
            ["数量指标 weight=60", "质量指标 weight=40"]
        );
    }

    #[test]
    fn results_are_tied_when_their_words_agree() {
        let text = format!(
            "{HEAD}{TABLE}（二）产出情况\n完成政策图解制作7个，其中包括1个动画。每季度进行1次电话回访。检查站点12个。\n"
        );
        let found = rows(&text, "indicators");
        assert!(found[0].ends_with("actual=7个"), "{}", found[0]);
        assert!(
            found[1].ends_with("actual=1次 actual_every=每季度"),
            "{}",
            found[1]
        );
    }

    #[test]
    fn two_results_that_fit_are_none() {
        let text = format!(
            "{HEAD}{TABLE}（二）产出情况\n完成政策图解制作7个。\n另行完成会议图解制作12个。\n"
        );
        let found = rows(&text, "indicators");
        assert!(!found[0].contains("actual"), "{}", found[0]);
    }

    #[test]
    fn a_row_that_lost_its_group_and_one_that_lost_more() {
        let short = TABLE.replace("2\t\t热线", "2\t热线");
        let text = format!("{HEAD}{short}");
        assert_eq!(rows(&text, "indicators").len(), 3);
        let broken = TABLE.replace("2\t\t热线回访。\t30\t", "2\t热线回访。\t");
        let text = format!("{HEAD}{broken}");
        assert_eq!(rows(&text, "indicators"), [""; 0]);
    }

    #[test]
    fn the_system_beside_the_scores() {
        let system = TABLE.replace("\t得分\n", "\n");
        let system: String = system
            .lines()
            .map(|line| match line.rsplit_once('\t') {
                Some((rest, last)) if last.parse::<u8>().is_ok() => format!("{rest}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        let text = format!("{HEAD}{system}（二）得分情况\n{TABLE}");
        assert_eq!(rows(&text, "indicators").len(), 3);
        let found = rows(&text, "indicator_system");
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(!found[0].contains("score="), "{}", found[0]);
    }
}
