//! The embedded sample: it is read without remarks, its statements name what is there, and it
//! holds figures and names, none of the published sentences.

use std::collections::BTreeSet;

use gouji::document::{Document, Kind, Value};
use gouji::model::{Accounts, Cell, Reference, SAMPLE, Table, TableId, Unit};
use rust_decimal::Decimal;

fn document() -> Document {
    Document::parse(SAMPLE.to_vec()).unwrap()
}

fn sample() -> Accounts {
    Accounts::read(&document()).unwrap()
}

/// The words of a column, row by row; empty where there are none.
fn words(table: &Table, column: &str) -> Vec<String> {
    let column = usize::from(table.spec().column(column).unwrap());
    let word = |cell: &Cell| cell.words().unwrap_or_default().to_owned();
    table
        .rows
        .iter()
        .map(|row| word(&row.cells[column]))
        .collect()
}

fn value(accounts: &Accounts, reference: &str) -> Decimal {
    let place = Reference::parse(reference)
        .unwrap()
        .resolve(accounts)
        .unwrap_or_else(|| panic!("{reference} is there"));
    match accounts.cell(place) {
        Cell::Number(printed) => printed.base_value().unwrap(),
        cell => panic!("{reference} is {cell:?}"),
    }
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn the_sample_is_read_without_remarks() {
    let remarks: Vec<String> = sample()
        .remarks
        .iter()
        .map(|remark| format!("{} {} {}", remark.position.line, remark.at, remark.text.en))
        .collect();
    assert_eq!(remarks, Vec::<String>::new());
}

#[test]
fn it_is_the_department_and_its_tables() {
    let accounts = sample();
    assert_eq!(
        accounts.department.as_deref(),
        Some("北京市西城区政务服务管理局")
    );
    assert_eq!(accounts.year, Some(2023));
    assert_eq!(
        accounts.edition.map(|edition| edition.key.as_str()),
        Some("beijing-2023")
    );
    assert_eq!(accounts.unit, Some(Unit::Yuan));
    let tables = ["K02", "K03", "K06", "K07", "K11", "K12", "K13", "claims"];
    for table in tables {
        assert!(accounts.final_table(table).is_some(), "{table}");
    }
    assert_eq!(accounts.final_table("contents").unwrap().rows.len(), 13);
    assert_eq!(accounts.final_table("indicators").unwrap().rows.len(), 10);
    assert_eq!(accounts.final_table("offices").unwrap().rows.len(), 6);
}

#[test]
fn what_is_only_implied_is_not_stored() {
    let document = document();
    for key in ["prior_year", "initial_budget", "adjusted_budget"] {
        assert!(document.root().get(key).is_none(), "{key}");
    }
    // Last year's total and the initial budgets follow from the changes that are printed.
    for implied in [
        "69,037,391.35",
        "57,751,139.12",
        "15,797,176.86",
        "41,953,962.26",
    ] {
        assert!(!document.text().contains(implied), "{implied}");
    }
}

#[test]
fn the_figures_that_agree_in_the_source_agree() {
    let accounts = sample();
    let value = |reference: &str| value(&accounts, reference);
    let sum = |references: &[&str]| references.iter().map(|of| value(of)).sum::<Decimal>();
    assert_eq!(
        value("K03[合计].本年支出合计"),
        sum(&["K03[合计].基本支出", "K03[合计].项目支出"])
    );
    let classes = ["K06[201]", "K06[221]", "K06[208]", "K06[210]", "K06[206]"];
    assert_eq!(value("K06[合计].合计"), sum(&classes));
    let economic = ["K07[301]", "K07[302]", "K07[303]", "K07[310]"];
    assert_eq!(value("K07[合计]"), sum(&economic));
    let kinds = ["K12[货物]", "K12[工程]", "K12[服务]"];
    assert_eq!(value("K12[合计]"), sum(&kinds));
    let instalments = [
        "分期付款[2022年尾款]",
        "分期付款[2023年首款]",
        "分期付款[2023年第二笔]",
    ];
    let contract = "项目合同[北京市西城区政府网站及政务新媒体服务项目]";
    assert_eq!(value(contract), sum(&instalments));
    assert_eq!(
        value("绩效自评总体情况[涉及金额]"),
        value("K03[合计].项目支出")
    );
    assert_eq!(
        value("机关运行经费[机关运行经费].决算数") - value("机关运行经费[机关运行经费].上年数"),
        value("机关运行经费[机关运行经费].增减额")
    );
    assert_eq!(value("K13[合计]"), decimal("40295310.42"));
    assert_eq!(
        value("国有资产占用情况[固定资产总额].金额"),
        decimal("38070586.47")
    );
}

#[test]
fn zeros_keep_the_unit_in_which_they_are_printed() {
    let text = document().text().to_owned();
    // Five in K02, three in K03, four in K11, one in K12, and each of them restated once.
    assert_eq!(text.matches("\"0万元\"").count(), 2 * (5 + 3 + 4 + 1));
    assert!(text.contains("\"4219.187312万元\""));
    let accounts = sample();
    let place = |reference: &str| {
        let reference = Reference::parse(reference).unwrap();
        reference.resolve(&accounts).unwrap()
    };
    let printed = accounts.cell(place("K02[合计].经营收入")).number().unwrap();
    assert_eq!(printed.unit, Unit::WanYuan);
    assert!(printed.own_unit);
}

#[test]
fn statements_name_what_is_there() {
    let accounts = sample();
    let claims = accounts.final_table("claims").unwrap();
    let ids = words(claims, "id");
    let known: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(known.len(), ids.len(), "each claim has its own number");
    for column in ["part_of", "within"] {
        for id in words(claims, column).iter().filter(|id| !id.is_empty()) {
            assert!(known.contains(id), "{column} names {id}");
        }
    }
    let subjects = words(claims, "subject");
    let cells = subjects.iter().filter(|subject| subject.contains('['));
    for subject in cells.chain(words(claims, "of").iter().filter(|of| !of.is_empty())) {
        let reference = Reference::parse(subject).unwrap();
        // The one table that is mentioned without being there: no fund paid for basic expenditure.
        let absent = reference.table == TableId::named("K09");
        assert_eq!(reference.resolve(&accounts).is_none(), absent, "{subject}");
    }
    assert!(subjects.iter().all(|subject| !subject.is_empty()));
}

/// Every claim of the facts that is not plain prose is in the file: as a statement under its
/// number (or several, `S012.1` …), or as the cells that it is about.
#[test]
fn the_claims_of_the_source_are_carried() {
    // Carried by tables alone, by another statement, or prose.
    let in_tables = [
        3, 4, 5, 10, 15, 20, 29, 36, 38, 40, 44, 47, 50, 52, 53, 57, 59, 63, 67, 76, 77, 78, 81,
        82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 95, 111, 112, 113, 114,
    ];
    let with_another = [7, 13, 18, 28, 30, 32, 51, 56, 64, 68, 71, 73];
    let prose = [33, 43, 72, 79, 80, 93];
    let accounts = sample();
    let claims = accounts.final_table("claims").unwrap();
    let number = |id: &String| {
        let id = id.strip_prefix('S')?;
        id.split('.').next()?.parse::<u32>().ok()
    };
    let mut carried: BTreeSet<u32> = words(claims, "id").iter().filter_map(number).collect();
    for group in [&in_tables[..], &with_another, &prose] {
        for number in group {
            assert!(carried.insert(*number), "S{number:03} is named once");
        }
    }
    assert_eq!(carried, (1..=114).collect());
}

#[test]
fn none_of_the_published_sentences_is_in_it() {
    fn strings(value: Value<'_>, found: &mut Vec<String>) {
        if let Some(text) = value.string() {
            found.push(text.into_owned());
        }
        let members = value.members().map(|(_, member)| member);
        for inside in members.chain(value.elements()) {
            strings(inside, found);
        }
    }
    let document = document();
    assert_eq!(document.root().kind(), Kind::Object);
    let mut found = Vec::new();
    strings(document.root(), &mut found);
    for text in found {
        let marks = ['。', '，', '：', '！'];
        assert!(!text.contains(marks), "{text}");
        assert!(text.chars().count() <= 50, "{text}");
    }
}

#[test]
fn it_is_pleasant_to_read() {
    let text = document().text().to_owned();
    assert!(text.ends_with("}\n") && !text.contains(['\t', '\r']));
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        assert!(indent % 2 == 0 && line == line.trim_end(), "{line}");
        let is_row = line.trim_start().starts_with("{\"");
        assert!(
            !is_row || line.ends_with(['}', ',']),
            "one row a line: {line}"
        );
    }
}
