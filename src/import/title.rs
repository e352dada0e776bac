//! Titles of tables, as printed above them and on the tabs of their sheets.
//!
//! A title may be abbreviated, carry the department, the year and a form's mark. What stands
//! before it must be one of these: 《项目支出决算表》 ends like 《支出决算表》 and is another table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::model::{Catalogue, TableGroup, TableId};

use super::words::{bare, last_bracket, leading_year};

/// What a title says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// The table, when it is one that is known.
    pub(super) table: Option<TableId>,
    /// The table whose title is this one but for a character, when it is none that is known.
    pub(super) near: Option<TableId>,
    /// The department in front of it.
    pub(super) department: Option<String>,
    /// The year in front of it.
    pub(super) year: Option<u16>,
}

impl Title {
    /// Whether it is that of the accounts as a whole, which no table has.
    pub(super) fn is_cover(&self) -> bool {
        self.table.is_none() && (self.department.is_some() || self.year.is_some())
    }
}

/// Last characters of what issues accounts, for instance 局, 委员会, 中心, 本级.
const BODIES: &str =
    "局委厅部署办院校会处所站馆队道镇乡区县市省团社联级位府门心园厂台司室科庭组场行";

/// Titles in the form in which they are compared.
static TITLES: LazyLock<BTreeMap<String, TableId>> = LazyLock::new(|| {
    let mut titles = BTreeMap::new();
    let catalogue = Catalogue::get();
    let official = || {
        let tables = catalogue.tables();
        tables.filter(|(_, spec)| spec.group == TableGroup::Official)
    };
    for (id, spec) in official() {
        for title in std::iter::once(&spec.title.zh).chain(&spec.aliases) {
            titles.entry(plain(title)).or_insert(id);
        }
    }
    // Shorter forms count where they are no other table's title.
    let whole: Vec<(String, TableId)> = titles.iter().map(|(t, id)| (t.clone(), *id)).collect();
    let shorten: [fn(&str) -> String; 3] = [
        |title| title.replace("财政拨款", ""),
        |title| title.replace("收入支出", "收支"),
        |title| title.replace("财政拨款", "").replace("收入支出", "收支"),
    ];
    let mut shorter: BTreeMap<String, Option<TableId>> = BTreeMap::new();
    for (title, id) in &whole {
        for short in shorten.map(|shorten| shorten(title)) {
            let entry = shorter.entry(short).or_insert(Some(*id));
            *entry = entry.filter(|other| other == id);
        }
    }
    for (title, id) in shorter {
        if let Some(id) = id {
            titles.entry(title).or_insert(id);
        }
    }
    titles
});

fn plain(title: &str) -> String {
    bare(title).replace("财拨", "财政拨款").replace('、', "")
}

/// Reads a text as a title; `None` when it is none.
pub(super) fn read(text: &str) -> Option<Title> {
    // Longer texts are sentences, and most cells say at a glance that they are no titles.
    if text.len() > 240 || !text.contains(['表', '算']) {
        return None;
    }
    let mut whole = plain(text);
    while let Some((before, _)) = last_bracket(&whole) {
        whole = before.to_owned();
    }
    let whole = whole.strip_suffix("续表").unwrap_or(&whole);
    let ends = whole.char_indices().map(|(at, _)| at);
    for at in ends {
        let Some(table) = TITLES.get(&whole[at..]) else {
            continue;
        };
        let Some((department, year)) = before_title(&whole[..at]) else {
            break;
        };
        return Some(Title {
            table: Some(*table),
            near: None,
            department,
            year,
        });
    }
    other(whole)
}

/// A title that is none of the known ones.
fn other(whole: &str) -> Option<Title> {
    let about = ["决算", "预算", "收入", "支出", "经费", "情况"];
    let is_one =
        |text: &str| text.chars().count() >= 5 && about.iter().any(|word| text.contains(word));
    let cover = [
        "部门决算公开报表",
        "单位决算公开报表",
        "部门决算公开表",
        "单位决算公开表",
        "部门决算公开",
        "单位决算公开",
        "部门决算表",
        "单位决算表",
        "部门决算",
        "单位决算",
    ];
    for ending in cover {
        if let Some(before) = whole.strip_suffix(ending) {
            let (department, year) = before_title(before)?;
            return Some(Title {
                table: None,
                near: None,
                department,
                year,
            });
        }
    }
    let is_title = whole.ends_with('表') && is_one(whole) && !whole.contains(['：', '。', '，']);
    is_title.then(|| mistyped(whole).unwrap_or_default())
}

/// A title in which one character is another than in that of one table.
fn mistyped(whole: &str) -> Option<Title> {
    let is_near = |written: &str, title: &str| {
        let differing = written.chars().zip(title.chars()).filter(|(a, b)| a != b);
        written.chars().count() == title.chars().count() && differing.count() == 1
    };
    whole.char_indices().find_map(|(at, _)| {
        let rest = &whole[at..];
        let mut near = TITLES.iter().filter(|(title, _)| is_near(rest, title));
        let (_, table) = near.next()?;
        let is_only = near.all(|(_, other)| other == table);
        let (department, year) = before_title(&whole[..at]).filter(|_| is_only)?;
        Some(Title {
            table: None,
            near: Some(*table),
            department,
            year,
        })
    })
}

/// Department and year before a title; `None` when something else stands there.
fn before_title(text: &str) -> Option<(Option<String>, Option<u16>)> {
    let mut rest = without_mark(text);
    if let Some(before) = rest.strip_suffix(['-', '—', '－', '_', '·', '：', '》', '《', ' '])
    {
        rest = before.trim_end_matches(['-', '—', '－', '_', '·', '：']);
        // Whatever was put before a dash, it is not part of the title.
        let (department, year) = department_and_year(rest);
        return Some((department, year));
    }
    let (department, year) = department_and_year(rest);
    let is_all = department.is_some() || rest.is_empty() || year.is_some() && only_year(rest);
    is_all.then_some((department, year))
}

fn only_year(text: &str) -> bool {
    let after = |text: &str| matches!(text, "" | "部门" | "单位");
    leading_year(text).is_some_and(|(_, rest)| after(rest))
}

fn department_and_year(text: &str) -> (Option<String>, Option<u16>) {
    let mut year = None;
    let mut body = text.to_owned();
    for (at, _) in text.char_indices() {
        if let Some((found, after)) = leading_year(&text[at..]) {
            year = Some(found);
            body = format!("{}{after}", &text[..at]);
            break;
        }
    }
    let whole = body
        .strip_suffix("部门")
        .filter(|before| before.ends_with(is_body));
    let body = whole.unwrap_or(&body);
    let is_department = body.chars().count() >= 2 && body.ends_with(is_body);
    (is_department.then(|| body.to_owned()), year)
}

fn is_body(c: char) -> bool {
    BODIES.contains(c)
}

/// Without what numbers a form: `公开02表`, `附件1`, `表二`, `K02`, `3.`, `三、`.
fn without_mark(text: &str) -> &str {
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let mut rest = text.trim_start_matches(['《', '（', '）', '-', '—', '_', '：']);
    if leading_year(rest).is_some() {
        return rest;
    }
    for mark in ["公开", "附件", "附表", "表", "财决", "Z", "K", "第", ""] {
        let Some(after) = rest.strip_prefix(mark) else {
            continue;
        };
        let number = after.trim_start_matches(numeral);
        let after_number = number.trim_start_matches(['、', '.', '：', '-', '_', '）', '》']);
        let is_mark =
            number.len() < after.len() || (!mark.is_empty() && mark != "第" && mark != "表");
        // 三公 begins a title, 十 may begin a department: a bare numeral needs its stop.
        let is_number = !mark.is_empty() || after_number.len() < number.len() || number.is_empty();
        if is_mark && is_number {
            let after = after_number.strip_prefix('表').unwrap_or(after_number);
            rest = after.trim_start_matches(['、', '.', '：', '-', '_', '）', '》']);
            break;
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Option<&'static str> {
        read(text)?.table?.spec().id.as_deref()
    }

    #[test]
    fn titles_are_recognised() {
        for (text, key) in [
            ("收入决算表", "K02"),
            ("收 入 决 算 表", "K02"),
            ("财拨收入支出决算总表", "K04"),
            ("一般公共预算财拨支出决算表", "K06"),
            ("一般公共预算财政拨款基本支出决算明细表", "K07"),
            ("财拨“三公”经费支出决算表", "K11"),
            ("财政拨款三公经费支出决算表", "K11"),
            ("一般公共预算支出决算表", "K06"),
            ("一般公共预算基本支出决算表", "K07"),
            ("政府性基金预算收支决算表", "K08"),
            ("甲局2024年度收入决算表", "K02"),
            ("2024年度甲市乙局支出决算表", "K03"),
            ("公开02表 收入决算表", "K02"),
            ("附件2：收入决算表", "K02"),
            ("3.支出决算表", "K03"),
            ("三、支出决算表", "K03"),
            ("K01收入支出决算总表", "K01"),
            ("收入决算表（续）", "K02"),
            ("收入决算表 (2)", "K02"),
            ("2024年部门决算公开表-收入决算表", "K02"),
            ("甲局2024年度部门收入决算表", "K02"),
        ] {
            assert_eq!(id(text), Some(key), "{text}");
        }
    }

    #[test]
    fn other_tables_are_other_tables() {
        for text in [
            "项目支出决算表",
            "一般公共预算财政拨款项目支出决算明细表",
            "国有资产占用情况表",
            "财政拨款支出决算明细表",
        ] {
            assert_eq!(read(text), Some(Title::default()), "{text}");
        }
        for text in [
            "单位：万元",
            "合计",
            "项目",
            "本年收入合计",
            "Sheet1",
            "收入",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn titles_name_department_and_year() {
        let title = read("上海市甲区乙局2024年度收入决算表").unwrap();
        assert_eq!(title.department.as_deref(), Some("上海市甲区乙局"));
        assert_eq!(title.year, Some(2024));
        let cover = read("甲市乙局2024年度部门决算表").unwrap();
        assert_eq!(cover.department.as_deref(), Some("甲市乙局"));
        assert_eq!((cover.table, cover.year), (None, Some(2024)));
    }
}
