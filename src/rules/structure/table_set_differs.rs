//! The tables listed in the contents, those that the edition prescribes and those in the file are
//! not the same (G104).

use std::collections::BTreeSet;

use crate::model::{Catalogue, EditionBy, Period, Place, TableGroup, TableId, Text, normal_name};
use crate::relation::{Missing, NotChecked, RuleCode};
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

use super::workbook_lacks;

/// The set of tables.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(104),
    reads: &[],
    state,
};

/// What the contents list.
#[derive(Default)]
struct Contents {
    tables: BTreeSet<TableId>,
    places: Vec<(Option<TableId>, Place)>,
}

fn state(context: &Context<'_>, checks: &mut Checks) {
    let edition: Option<BTreeSet<TableId>> = context
        .accounts
        .edition
        .map(|edition| edition.tables().map(|(id, _)| id).collect());
    let contents = contents(context);
    workbook_lacks::asks(RULE.code, context.accounts, checks);
    workbook_lacks::not_understood(RULE.code, context.accounts, checks);
    // An edition that is only inferred is no ground to call the contents wrong.
    let is_named = context.accounts.edition_by == Some(EditionBy::Name);
    if let (true, Some(edition), Some(contents)) = (is_named, &edition, &contents) {
        compare(edition, contents, checks);
    }
    if context.accounts.is_from_workbook() {
        let listed = contents.as_ref().map(|contents| &contents.tables);
        workbook_lacks::state(RULE.code, context.accounts, listed, checks);
        return;
    }
    let expected = match (&contents, edition) {
        (Some(contents), None) => contents.tables.clone(),
        (_, Some(edition)) => edition,
        (None, None) => {
            let missing = Missing {
                what: Text::new("应有哪些报表", "which tables there should be"),
                why: Text::new(
                    "文件既没有写明版式，也没有目录",
                    "the file names no edition and has no contents",
                ),
                place: None,
            };
            checks.not_checked(RULE.code, NotChecked::Missing(missing));
            return;
        }
    };
    let absent = expected.into_iter().filter(|table| {
        let is_there = |other: &crate::model::Table| {
            other.id.table == *table && other.id.period == Period::Final
        };
        !context.accounts.tables.iter().any(is_there)
    });
    let absent: Vec<TableId> = absent.collect();
    if absent.is_empty() {
        checks.fine(RULE.code);
        return;
    }
    let names = titles(&absent);
    let message = Text::new(
        format!(
            "文件中没有 {} 张报表：{}；与它们有关的关系均未检查",
            absent.len(),
            names.zh
        ),
        format!(
            "{} tables are not in the file: {}; nothing about them was checked",
            absent.len(),
            names.en
        ),
    );
    checks.flaw(RULE.code, Level::Question, Flaw::new(message, Vec::new()));
}

fn contents(context: &Context<'_>) -> Option<Contents> {
    let list = context.accounts.final_table("contents")?;
    let mut contents = Contents::default();
    for (index, row) in list.rows.iter().enumerate() {
        let table = listed(&row.name);
        contents
            .places
            .push((table, list.place(index, Place::NAME)));
        contents.tables.extend(table);
    }
    (!contents.tables.is_empty()).then_some(contents)
}

/// The table that a line of the contents names: its title, perhaps after a number or a year.
fn listed(line: &str) -> Option<TableId> {
    let catalogue = Catalogue::get();
    if let Some(table) = catalogue.table_named(line) {
        return Some(table);
    }
    // The title of one table may end another's, so the longest that fits is meant.
    let line = normal_name(line);
    let official = catalogue
        .tables()
        .filter(|(_, spec)| spec.group == TableGroup::Official);
    let titles = official.flat_map(|(id, spec)| {
        let titles = std::iter::once(&spec.title.zh).chain(&spec.aliases);
        titles.map(move |title| (normal_name(title), id))
    });
    titles
        .filter(|(title, _)| line.ends_with(title))
        .max_by_key(|(title, _)| title.chars().count())
        .map(|(_, id)| id)
}

fn compare(edition: &BTreeSet<TableId>, contents: &Contents, checks: &mut Checks) {
    let missing: Vec<TableId> = edition.difference(&contents.tables).copied().collect();
    let extra: Vec<TableId> = contents.tables.difference(edition).copied().collect();
    if missing.is_empty() && extra.is_empty() {
        checks.fine(RULE.code);
        return;
    }
    let mut message = Text::new(
        "目录与规定的报表不符",
        "the contents are not the tables that the edition prescribes",
    );
    for (tables, zh, en) in [
        (&missing, "目录缺少", "missing"),
        (&extra, "目录多出", "extra"),
    ] {
        if !tables.is_empty() {
            let names = titles(tables);
            let which = Text::join([&Text::new(zh, en), &names], "：", ": ");
            message = Text::join([&message, &which], "；", "; ");
        }
    }
    let is_extra = |table: &Option<TableId>| table.is_some_and(|table| extra.contains(&table));
    let places = contents.places.iter();
    let places = places
        .filter(|(table, _)| is_extra(table))
        .map(|(_, place)| *place);
    let flaw = Flaw::new(message, places.collect());
    checks.flaw(RULE.code, Level::Error, flaw);
}

fn titles(tables: &[TableId]) -> Text {
    let names: Vec<Text> = tables
        .iter()
        .map(|table| {
            let title = &table.spec().title;
            Text::new(format!("《{}》", title.zh), format!("“{}”", title.en))
        })
        .collect();
    Text::join(&names, "、", ", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_contents_are_recognised() {
        let id = |line: &str| {
            let table = listed(line)?;
            table.spec().id.clone()
        };
        assert_eq!(id("收入决算表").as_deref(), Some("K02"));
        assert_eq!(id("二、收入决算表").as_deref(), Some("K02"));
        assert_eq!(
            id("2023年度财政拨款收入支出决算总表").as_deref(),
            Some("K04")
        );
        assert_eq!(
            id("公开06表 一般公共预算财政拨款支出决算表").as_deref(),
            Some("K06")
        );
        assert_eq!(id("部门概况"), None);
    }
}
