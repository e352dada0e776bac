//! Which tables a workbook lacks (G104), and the numbers on its sheets that belong to no table.

use std::collections::BTreeSet;

use crate::model::{
    Accounts, Asks, Catalogue, Edition, EditionBy, Period, Remark, RemarkKind, TableGroup, TableId,
    Text,
};
use crate::relation::{Missing, NotChecked, RuleCode};
use crate::rules::{Checks, Flaw, Level};

/// States what a workbook lacks, in one finding; `listed` is what its contents list.
///
/// Part of the tables may lie in another file, so only a table that is missing in the midst of the
/// others was probably forgotten, unless contents or a named edition ask for it. Where several of
/// an edition are that was told by the tables alone, it is rather the guess that is wrong.
pub(super) fn state(
    rule: RuleCode,
    accounts: &Accounts,
    listed: Option<&BTreeSet<TableId>>,
    checks: &mut Checks,
) {
    let lists = match accounts.edition {
        Some(edition) => vec![order(edition)],
        None => Catalogue::get().editions().iter().map(order).collect(),
    };
    let mut present = present(accounts);
    // A table that stands twice is there, though neither copy could be read.
    present.extend(asked(accounts).filter_map(|(_, asks)| asks.table));
    let mut expected: Vec<TableId> = listed.into_iter().flatten().copied().collect();
    if let Some((first, others)) = lists.split_first() {
        // With no edition known, only what every edition prints.
        let everywhere = |id: &&TableId| others.iter().all(|list| list.contains(id));
        expected.extend(first.iter().filter(everywhere));
    }
    expected.sort();
    expected.dedup();
    expected.retain(|id| !present.contains(id) && !is_unread(accounts, *id));
    if expected.is_empty() {
        checks.fine(rule);
        return;
    }
    let (is_listed, is_between) = (
        |id: &TableId| listed.is_some_and(|listed| listed.contains(id)),
        |id: &TableId| lists.iter().all(|list| is_between(list, *id, &present)),
    );
    let is_sure = accounts.edition.is_none() || expected.len() == 1;
    let is_a_part = expected.len() > present.len();
    let (level, why) = if expected.iter().any(is_listed) {
        (
            Level::Error,
            Text::new("目录中列有", "the contents list them"),
        )
    } else if accounts.edition_by == Some(EditionBy::Name) {
        (Level::Error, asked_by(accounts))
    } else if !is_a_part && is_sure && expected.iter().any(is_between) {
        let why = Text::new(
            "前后的报表都在，请核实是否遗漏",
            "those before and after are there; please verify whether it was left out",
        );
        (
            Level::Warning,
            Text::join([&asked_by(accounts), &why], "，", "; "),
        )
    } else {
        (Level::Question, asked_by(accounts))
    };
    let message = message(accounts, &expected, &why);
    checks.flaw(rule, level, Flaw::new(message, Vec::new()));
}

/// What the import asks about how the workbook is printed.
fn asked(accounts: &Accounts) -> impl Iterator<Item = (&Remark, Asks)> {
    let remarks = accounts.remarks.iter();
    remarks.filter_map(|remark| Some((remark, remark.source.as_deref()?.asks?)))
}

/// States what the import asks: tables that stand twice, titles and heads with a slip.
pub(super) fn asks(rule: RuleCode, accounts: &Accounts, checks: &mut Checks) {
    agrees_nowhere(rule, accounts, checks);
    for (remark, asks) in asked(accounts) {
        let at = remark
            .source
            .as_deref()
            .filter(|source| source.cell.is_some());
        let message = match at {
            Some(source) => Text::new(
                format!("{source}：{}", remark.text.zh),
                format!("{source}: {}", remark.text.en),
            ),
            None => remark.text.clone(),
        };
        let level = if asks.must {
            Level::Error
        } else {
            Level::Question
        };
        checks.flaw(rule, level, Flaw::new(message, Vec::new()));
    }
}

/// Asks whether text and tables belong together when they agree on no amount at all, and nothing
/// that they say of themselves tells.
fn agrees_nowhere(rule: RuleCode, accounts: &Accounts, checks: &mut Checks) {
    let is_told = asked(accounts).any(|(_, asks)| asks.whose);
    if !accounts.text_of_another || is_told {
        return;
    }
    let message = Text::new(
        "正文与报表没有一个金额相符：请核实是否放错了文件；确认之前不用报表核对正文",
        "text and tables agree on no amount: check that the files belong together; until then the \
         text is not held against the tables",
    );
    checks.flaw(rule, Level::Question, Flaw::new(message, Vec::new()));
}

/// The tables of an edition in their order.
fn order(edition: &Edition) -> Vec<TableId> {
    edition.tables().map(|(id, _)| id).collect()
}

/// The official tables that are there.
fn present(accounts: &Accounts) -> BTreeSet<TableId> {
    let tables = accounts.tables.iter().map(|table| table.id);
    let of_year = tables.filter(|id| id.period == Period::Final);
    of_year
        .map(|id| id.table)
        .filter(|id| id.spec().group == TableGroup::Official)
        .collect()
}

/// Whether a sheet has the table and it could not be read, which its own remark says.
fn is_unread(accounts: &Accounts, table: TableId) -> bool {
    let title = format!("《{}》", table.spec().title.zh);
    let mut remarks = accounts.remarks.iter();
    remarks
        .any(|remark| remark.kind == RemarkKind::NotUnderstood && remark.text.zh.contains(&title))
}

/// Whether tables before and after it are there.
fn is_between(list: &[TableId], table: TableId, present: &BTreeSet<TableId>) -> bool {
    let Some(at) = list.iter().position(|id| *id == table) else {
        return false;
    };
    let (before, after) = (&list[..at], &list[at + 1..]);
    let any = |part: &[TableId]| part.iter().any(|id| present.contains(id));
    any(before) && any(after)
}

/// Who asks for the tables.
fn asked_by(accounts: &Accounts) -> Text {
    match accounts.edition_text() {
        Some(edition) => Text::new(
            format!("版式“{}”要求公开", edition.zh),
            format!("the edition “{}” has them", edition.en),
        ),
        None => Text::new("各已知版式都有", "every known edition has them"),
    }
}

fn message(accounts: &Accounts, missing: &[TableId], why: &Text) -> Text {
    let names: Vec<Text> = missing
        .iter()
        .map(|id| {
            let title = accounts
                .edition
                .map_or_else(|| &id.spec().title, |edition| edition.title_of(*id));
            Text::new(format!("《{}》", title.zh), format!("“{}”", title.en))
        })
        .collect();
    let names = Text::join(&names, "、", ", ");
    Text::new(
        format!(
            "工作簿中没有 {} 张报表：{}（{}）；与它们有关的关系均未检查",
            missing.len(),
            names.zh,
            why.zh
        ),
        format!(
            "{} tables are not in the workbook: {} ({}); nothing about them was checked",
            missing.len(),
            names.en,
            why.en
        ),
    )
}

/// Counts the numbers of the sheets that belong to no table as not checked, each with its cell.
pub(super) fn not_understood(rule: RuleCode, accounts: &Accounts, checks: &mut Checks) {
    let remarks = accounts.remarks.iter();
    let sources = remarks
        .filter(|remark| remark.kind == RemarkKind::NotUnderstood)
        .filter_map(|remark| remark.source.as_deref())
        .filter(|source| source.is_amount);
    let mut cells: Vec<Text> = sources
        .map(|source| Text::same(source.to_string()))
        .collect();
    let more = accounts.amounts_not_understood.saturating_sub(cells.len());
    if more > 0 {
        cells.push(Text::new(
            format!("另有 {more} 个数字"),
            format!("{more} more numbers"),
        ));
    }
    for what in cells {
        let missing = Missing {
            what,
            why: Text::new(
                "工作簿中的数字不属于任何能识别的报表",
                "a number of the workbook belongs to no table that is known",
            ),
            place: None,
        };
        checks.not_checked(rule, NotChecked::Missing(missing));
    }
}
