//! The words above the columns of a table, in the levels of the official form. Plain data; units and explanations are
//! added where they are drawn.

use std::ops::Range;

use crate::model::{Row, Table, Text};

use super::form::{Arrangement, Column, Printed, Shape};

/// One heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// The shown columns below it.
    pub(crate) columns: Range<usize>,
    /// Its words.
    pub(crate) title: Text,
    /// How many levels it takes.
    pub(crate) levels: usize,
    /// Whether it names a column rather than a group of them.
    pub(crate) is_column: bool,
}

/// A heading above a column, from the top: its words and how many levels it takes.
type Step = (Text, usize);

/// The head of a table, level by level.
pub(crate) fn headings(table: &Table, arrangement: &Arrangement) -> Vec<Vec<Heading>> {
    let paths: Vec<Vec<Step>> = arrangement
        .columns()
        .iter()
        .map(|printed| path(table, arrangement, *printed))
        .collect();
    let height = |path: &Vec<Step>| path.iter().map(|(_, levels)| levels).sum::<usize>();
    let count = paths.iter().map(height).max().unwrap_or(1);
    let mut levels = vec![Vec::new(); count];
    // What stands above the column before, to see what both share.
    let mut before: Vec<(usize, Text)> = Vec::new();
    for (col, path) in paths.iter().enumerate() {
        let mut level = 0;
        let mut shared = true;
        let mut now = Vec::new();
        for (depth, (title, tall)) in path.iter().enumerate() {
            let is_column = depth + 1 == path.len();
            let tall = if is_column { count - level } else { *tall };
            shared = shared && !is_column && before.get(depth) == Some(&(level, title.clone()));
            let last = levels[level].last_mut().filter(|_| shared);
            if let Some(Heading { columns, .. }) = last {
                columns.end = col + 1;
            } else {
                levels[level].push(Heading {
                    columns: col..col + 1,
                    title: title.clone(),
                    levels: tall,
                    is_column,
                });
            }
            now.push((level, title.clone()));
            level += tall;
        }
        before = now;
    }
    levels
}

/// What a column is called by itself.
pub(crate) fn column_title(table: &Table, column: Column) -> Text {
    match column {
        Column::Code => Text::new("科目编码", "Code"),
        Column::Name => Text::new("项目", "Item"),
        Column::Cell(column) => table.spec().columns[usize::from(column)].title.clone(),
    }
}

fn path(table: &Table, arrangement: &Arrangement, printed: Printed) -> Vec<Step> {
    match (arrangement.shape, printed) {
        (_, Printed::Single { row, column }) => line_path(table, row, column),
        (Shape::Halves, Printed::Of { block, column }) => {
            half_path(arrangement, block, column, table)
        }
        (Shape::Economic, Printed::Of { block, column }) => {
            let top = if block == 0 {
                Text::new("人员经费", "Personnel")
            } else {
                Text::new("公用经费", "Public")
            };
            vec![(top, 1), (under_item(table, column), 1)]
        }
        (_, Printed::Of { column, .. }) => listed_path(table, arrangement, column),
    }
}

/// 项目 above code and name, the group of the form above its columns.
fn listed_path(table: &Table, arrangement: &Arrangement, column: Column) -> Vec<Step> {
    let has_both = [Column::Code, Column::Name].iter().all(|head| {
        let mut columns = arrangement.columns().iter();
        columns.any(|printed| matches!(printed, Printed::Of { column, .. } if column == head))
    });
    match column {
        Column::Code | Column::Name if has_both => {
            vec![
                (Text::new("项目", "Item"), 1),
                (under_item(table, column), 1),
            ]
        }
        Column::Code | Column::Name => vec![(column_title(table, column), 1)],
        Column::Cell(index) => {
            let spec = &table.spec().columns[usize::from(index)];
            match &spec.group {
                Some(group) => vec![(group.clone(), 1), (within(group, &spec.title), 1)],
                None => vec![(spec.title.clone(), 1)],
            }
        }
    }
}

/// A column below the heading of its half.
fn half_path(arrangement: &Arrangement, block: usize, column: Column, table: &Table) -> Vec<Step> {
    let top = if block == 0 {
        Text::new("收入", "Income")
    } else {
        Text::new("支出", "Expenditure")
    };
    let amounts = arrangement.columns().iter().filter(|printed| {
        matches!(printed, Printed::Of { block: of, column: Column::Cell(_) } if *of == block)
    });
    let mut path = vec![(top, 1)];
    match column {
        Column::Cell(index) if amounts.count() > 1 => {
            path.push((Text::new("决算数", "Final"), 1));
            let first = Text::new("合计", "Total");
            let title = if index == 0 {
                first
            } else {
                column_title(table, column)
            };
            path.push((title, 1));
        }
        // Without the other sources of money beside it, the total is the amount itself.
        Column::Cell(_) => path.push((Text::new("决算数", "Final"), 1)),
        Column::Code | Column::Name => path.push((column_title(table, column), 1)),
    }
    path
}

/// An item of a form of one line: what it belongs to, itself, and whose figure it is.
fn line_path(table: &Table, row: u32, column: u16) -> Vec<Step> {
    let spec = table.spec();
    let leaf = (spec.columns[usize::from(column)].title.clone(), 1);
    let Some(row) = table.rows.get(row as usize) else {
        return vec![leaf];
    };
    let name = row.label(spec);
    // The form prints the vehicles below one heading, their sum as 小计.
    let vehicles = Text::new("公务用车购置及运行维护费", "Vehicles");
    match vehicle_part(table, row) {
        Some(part) => vec![(vehicles, 1), (part, 1), leaf],
        None => vec![(name, 2), leaf],
    }
}

fn vehicle_part(table: &Table, row: &Row) -> Option<Text> {
    let spec = table.spec().rows.get(usize::from(row.spec?))?;
    Some(match spec.name.zh.as_str() {
        "公务用车购置及运行维护费" => Text::new("小计", "Subtotal"),
        "公务用车购置费" => Text::new("购置费", "Purchase"),
        "公务用车运行维护费" => Text::new("运行维护费", "Running"),
        _ => return None,
    })
}

/// Code and name below 项目.
fn under_item(table: &Table, column: Column) -> Text {
    match column {
        Column::Name => Text::new("科目名称", "Name"),
        column => column_title(table, column),
    }
}

/// A title below its group, without the words of the group: 年初结转和结余 above 合计.
fn within(group: &Text, title: &Text) -> Text {
    let strip = |group: &str, title: &str| {
        let rest = title.strip_prefix(group).unwrap_or(title);
        let rest = rest.trim_start_matches([':', ',', ' ', '：']);
        if rest.is_empty() { title } else { rest }.to_owned()
    };
    Text::new(strip(&group.zh, &title.zh), strip(&group.en, &title.en))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::model::Accounts;
    use crate::ui::tables::fold::Folds;

    fn head(table: &str, rows: &str) -> Vec<String> {
        let json = format!(
            r#"{{"format": "gouji-accounts/1", "unit": "元", "tables": {{"{table}": {rows}}}}}"#
        );
        let document = Document::parse(json.into_bytes()).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        let table = &accounts.tables[0];
        let form = Arrangement::form(table, &Folds::default());
        let written = headings(table, &form).into_iter().map(|level| {
            let cells = level.into_iter().map(|heading| {
                let Range { start, end } = heading.columns;
                format!("{}@{start}..{end}×{}", heading.title.zh, heading.levels)
            });
            cells.collect::<Vec<_>>().join(" ")
        });
        written.collect()
    }

    #[test]
    fn the_three_public_expenses_stand_on_one_line() {
        let rows = r#"[{"name": "合计", "final": 1}, {"name": "公务用车购置及运行维护费", "final": 1},
            {"name": "公务用车购置费", "final": 1}, {"name": "公务接待费", "final": 0}]"#;
        assert_eq!(
            head("three_public", rows),
            [
                "合计@0..2×2 公务用车购置及运行维护费@2..6×1 公务接待费@6..8×2",
                "小计@2..4×1 购置费@4..6×1",
                "年初预算数@0..1×1 决算数@1..2×1 年初预算数@2..3×1 决算数@3..4×1 \
                 年初预算数@4..5×1 决算数@5..6×1 年初预算数@6..7×1 决算数@7..8×1",
            ]
        );
    }

    #[test]
    fn code_and_name_stand_below_one_heading() {
        let rows = r#"[{"code": "201", "name": "甲", "total": 1}]"#;
        assert_eq!(
            head("general_public_budget_expenditure", rows),
            [
                "项目@0..2×1 合计@2..3×2 基本支出@3..4×2 项目支出@4..5×2",
                "科目编码@0..1×1 科目名称@1..2×1",
            ]
        );
    }

    #[test]
    fn groups_are_not_repeated_in_their_columns() {
        let rows = r#"[{"code": "201", "name": "甲", "opening_total": 1}]"#;
        let head = head("general_public_budget_flow", rows);
        assert!(head[0].starts_with("项目@0..2×1 年初结转和结余@2..5×1 本年收入@5..8×1"));
        assert!(
            head[1].contains("合计@2..3×1 基本支出结转@3..4×1"),
            "{}",
            head[1]
        );
    }

    #[test]
    fn both_halves_have_their_own_heading() {
        let rows = r#"[{"name": "收入总计", "side": "income", "final": 1},
            {"name": "支出总计", "side": "expenditure", "final": 1}]"#;
        assert_eq!(
            head("income_and_expenditure_summary", rows),
            [
                "收入@0..2×1 支出@2..4×1",
                "项目@0..1×1 决算数@1..2×1 项目@2..3×1 决算数@3..4×1",
            ]
        );
        assert_eq!(
            head("fiscal_appropriation_summary", rows)[0..2],
            [
                "收入@0..2×1 支出@2..7×1",
                "项目@0..1×2 决算数@1..2×2 项目@2..3×2 决算数@3..7×1",
            ]
        );
    }
}
