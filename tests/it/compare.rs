//! Years and departments side by side, what the text implies, and what changed.

use gouji::compare::{
    Absent, Axis, Comparison, Origin, Rate, SuggestionKind, Tone, Topic, base, changes, implied,
};
use gouji::document::Document;
use gouji::model::{Accounts, Period, Reference, SAMPLE, TableId, Unit};
use serde_json::{Value, json};

fn read(value: &Value) -> Accounts {
    let document = Document::parse(value.to_string().into_bytes()).expect("it is JSON");
    Accounts::read(&document).expect("it is accounts")
}

/// Accounts of a department with functional expenditure rows of code, name, amount.
fn year(year: u16, department: &str, rows: &[(&str, &str, &str)]) -> Accounts {
    let rows: Vec<Value> = rows
        .iter()
        .map(|(code, name, amount)| json!({"code": code, "name": name, "total": amount}))
        .collect();
    read(&json!({
        "format": "gouji-accounts/1", "department": department, "year": year, "unit": "元",
        "tables": {"general_public_budget_expenditure": {"rows": rows}},
    }))
}

fn names(comparison: &Comparison) -> Vec<(String, Vec<bool>)> {
    let rows = comparison.tables[0].rows.iter();
    rows.map(|row| {
        (
            row.name.zh.clone(),
            row.at.iter().map(Option::is_some).collect(),
        )
    })
    .collect()
}

#[test]
fn years_stand_in_order_and_rows_are_matched_by_code_and_name() {
    let new = year(
        2023,
        "甲局",
        &[
            ("201", "一般公共服务支出", "120.00"),
            ("206", "科学技术支出", "7.00"),
        ],
    );
    let old = year(
        2022,
        "甲局",
        &[
            ("201", "一、一般公共服务支出", "100.00"),
            ("205", "教育支出", "5.00"),
            ("206", "科学技术支出", "0"),
        ],
    );
    let comparison = Comparison::new(&[&new, &old]);
    assert_eq!(comparison.axis, Axis::Years);
    let order: Vec<usize> = comparison
        .entries
        .iter()
        .map(|entry| entry.accounts)
        .collect();
    assert_eq!(order, [1, 0]);
    let row = |name: &str, at: [bool; 2]| (name.to_owned(), at.to_vec());
    assert_eq!(
        names(&comparison),
        [
            row("一般公共服务支出", [true, true]),
            row("教育支出", [true, false]),
            row("科学技术支出", [true, true]),
        ]
    );
    let change = |row: usize| comparison.tables[0].rows[row].change(0, 0, 1);
    assert_eq!(change(0).amount_text().zh, "+20.00 元");
    assert_eq!(change(0).rate.text().zh, "+20.00%");
    assert_eq!(change(1).rate, Rate::Gone);
    assert_eq!(change(2).rate, Rate::ZeroBase);
}

#[test]
fn a_row_under_a_former_official_name_is_the_same_row() {
    let old = year(2018, "甲局", &[("207", "文化体育与传媒支出", "1.00")]);
    let new = year(2023, "甲局", &[("207", "文化旅游体育与传媒支出", "2.00")]);
    let comparison = Comparison::new(&[&old, &new]);
    let table = &comparison.tables[0];
    assert_eq!(table.rows.len(), 1);
    assert_eq!(
        table.rows[0].other_names,
        [(0, "文化体育与传媒支出".to_owned())]
    );
    let sheet = comparison.sheet(table, 0, Unit::Yuan);
    let note = sheet.rows[0].note.as_ref().unwrap();
    assert_eq!(note.zh, "2018 年名为“文化体育与传媒支出”");
}

#[test]
fn renamed_and_moved_rows_are_suggested_and_joined_only_when_accepted() {
    let old = year(
        2022,
        "甲局",
        &[("2010301", "行政运行", "1.00"), ("2010350", "甲项", "3.00")],
    );
    let new = year(
        2023,
        "甲局",
        &[("2010399", "行政运行", "2.00"), ("2010350", "乙项", "4.00")],
    );
    let accounts = [&old, &new];
    let mut comparison = Comparison::new(&accounts);
    let table = &comparison.tables[0];
    assert_eq!(table.rows.len(), 4);
    let kinds: Vec<SuggestionKind> = table.suggestions.iter().map(|s| s.kind).collect();
    assert!(kinds.contains(&SuggestionKind::Renamed) && kinds.contains(&SuggestionKind::Moved));
    let id = table.table;
    let first = table.suggestions[0];
    comparison.accept(&accounts, id, first);
    let table = &comparison.tables[0];
    assert_eq!((table.rows.len(), table.suggestions.len()), (3, 1));
    let second = table.suggestions[0];
    comparison.accept(&accounts, id, second);
    let table = &comparison.tables[0];
    assert!(
        table
            .rows
            .iter()
            .all(|row| row.at.iter().all(Option::is_some))
    );
    let moved = table
        .rows
        .iter()
        .find(|row| row.name.zh == "行政运行")
        .unwrap();
    assert_eq!(moved.other_codes, [(0, "2010301".to_owned())]);
    assert_eq!(moved.change(0, 0, 1).amount_text().zh, "+1.00 元");
}

#[test]
fn rows_that_print_the_same_are_kept_apart_in_their_order() {
    let old = year(2022, "甲局", &[("", "其他", "1.00"), ("", "其他", "2.00")]);
    let new = year(2023, "甲局", &[("", "其他", "3.00"), ("", "其他", "5.00")]);
    let comparison = Comparison::new(&[&old, &new]);
    let amounts: Vec<String> = comparison.tables[0]
        .rows
        .iter()
        .map(|row| row.change(0, 0, 1).amount_text().zh)
        .collect();
    assert_eq!(amounts, ["+2.00 元", "+3.00 元"]);
}

#[test]
fn departments_are_put_beside_each_other_without_changes() {
    let one = year(2023, "甲局", &[("201", "一般公共服务支出", "1.00")]);
    let two = year(2023, "乙局", &[("201", "一般公共服务支出", "2.5万元")]);
    let comparison = Comparison::new(&[&one, &two]);
    assert_eq!(comparison.axis, Axis::Departments);
    let sheet = comparison.sheet(&comparison.tables[0], 0, Unit::Yuan);
    let heads: Vec<&str> = sheet.heads.iter().map(|head| &*head.title.zh).collect();
    assert_eq!(heads, ["甲局", "乙局"]);
    let texts: Vec<&str> = sheet.rows[0]
        .cells
        .iter()
        .map(|cell| &*cell.text.zh)
        .collect();
    assert_eq!(texts, ["1.00", "25,000"]);
}

#[test]
fn a_sheet_says_changes_in_words_where_there_is_no_rate() {
    let old = year(2022, "甲局", &[("201", "一般公共服务支出", "10000.00")]);
    let new = year(
        2023,
        "甲局",
        &[
            ("201", "一般公共服务支出", "5000.00"),
            ("206", "科学技术支出", "7.00"),
        ],
    );
    let comparison = Comparison::new(&[&old, &new]);
    let sheet = comparison.sheet(&comparison.tables[0], 0, Unit::WanYuan);
    let cells = |row: usize| -> Vec<(&str, Tone)> {
        let cells = sheet.rows[row].cells.iter();
        cells.map(|cell| (&*cell.text.zh, cell.tone)).collect()
    };
    assert_eq!(
        cells(0),
        [
            ("1.00", Tone::Amount),
            ("0.50", Tone::Amount),
            ("-0.50", Tone::Down),
            ("-50.00%", Tone::Down)
        ]
    );
    assert_eq!(
        cells(1),
        [
            ("—", Tone::Words),
            ("0.00", Tone::Amount),
            ("+0.00", Tone::Up),
            ("新增", Tone::Words)
        ]
    );
    assert_eq!(sheet.heads[2].title.zh, "2022 年 → 2023 年 增减");
    assert_eq!(sheet.heads[2].unit.zh, "万元");
    let spot = sheet.rows[0].cells[0].spot.unwrap();
    assert_eq!((spot.accounts, spot.place.row), (0, 0));
}

#[test]
fn a_missing_table_is_no_zero() {
    let old = read(&json!({
        "format": "gouji-accounts/1", "department": "甲局", "year": 2022,
        "tables": {"income": [{"name": "合计", "total": "5.00"}]},
    }));
    let new = year(2023, "甲局", &[("201", "一般公共服务支出", "1.00")]);
    let comparison = Comparison::new(&[&old, &new]);
    let table = comparison.table(TableId::named("K06")).unwrap();
    assert_eq!(table.given, [false, true]);
    let change = table.rows[0].change(0, 0, 1);
    assert_eq!(change.amount, None);
    assert_eq!(change.rate.text().zh, "没有这张表");
}

fn budget(total_direction: &str) -> Accounts {
    read(&json!({
        "format": "gouji-accounts/1", "department": "甲局", "year": 2023, "unit": "元",
        "tables": {"general_public_budget_expenditure": [
            {"name": "合计", "total": "59332388.65", "basic": "17140515.53", "project": "42191873.12"}]},
        "claims": [
            {"id": "T", "subject": "K06[合计].合计", "against": "年初预算数",
             "direction": total_direction, "change": "1581249.53"},
            {"id": "B", "subject": "K06[合计].基本支出", "against": "年初预算数",
             "direction": "增加", "change": "1343338.67", "part_of": "T"},
            {"id": "P", "subject": "K06[合计].项目支出", "against": "年初预算数",
             "direction": "增加", "change": "237910.86", "part_of": "T"},
            {"id": "Y", "subject": "K06[合计].合计", "amount": "59332388.65", "against": "上年数",
             "direction": "减少", "change": "9705002.70"},
        ],
    }))
}

fn base_of(accounts: &Accounts, reference: &str, period: Period) -> String {
    let place = Reference::parse(reference)
        .unwrap()
        .resolve(accounts)
        .unwrap();
    let found = base(accounts, None).of(place, period).unwrap();
    assert!(found.is_implied());
    found.quantity.to_string()
}

#[test]
fn the_text_implies_the_budgets_and_last_year() {
    let accounts = budget("增加");
    let initial = Period::InitialBudget;
    assert_eq!(
        base_of(&accounts, "K06[合计].基本支出", initial),
        "15,797,176.86 元"
    );
    assert_eq!(
        base_of(&accounts, "K06[合计].项目支出", initial),
        "41,953,962.26 元"
    );
    assert_eq!(
        base_of(&accounts, "K06[合计].合计", initial),
        "57,751,139.12 元"
    );
    assert_eq!(
        base_of(&accounts, "K06[合计].合计", Period::PriorYear),
        "69,037,391.35 元"
    );
    assert!(
        implied(&accounts)
            .iter()
            .all(|implied| implied.conflict.is_none())
    );
    let found = &implied(&accounts)[1];
    let Origin::Implied { how, .. } = &found.known.origin else {
        panic!("it is implied");
    };
    assert_eq!(
        how.zh,
        "17,140,515.53 元 − 1,343,338.67 元 = 15,797,176.86 元"
    );
}

#[test]
fn where_the_parts_contradict_the_word_they_are_believed_and_it_is_said() {
    let accounts = budget("减少");
    assert_eq!(
        base_of(&accounts, "K06[合计].合计", Period::InitialBudget),
        "57,751,139.12 元"
    );
    let all = implied(&accounts);
    let conflict = all[0].conflict.as_ref().unwrap();
    assert_eq!(conflict.as_written.to_string(), "60,913,638.18 元");
    assert!(
        conflict.text.zh.contains("+1,581,249.53 元"),
        "{}",
        conflict.text
    );
}

#[test]
fn a_base_that_is_printed_is_not_implied() {
    let accounts = read(&json!({
        "format": "gouji-accounts/1", "unit": "元",
        "tables": {"three_public": [
            {"name": "合计", "initial_budget": "4120.32", "final": "0"},
            {"name": "公务接待费", "initial_budget": "4120.32", "final": "0万元"}]},
        "claims": [{"id": "a", "subject": "K11[公务接待费].决算数", "against": "年初预算数",
                    "base": "9.00", "direction": "减少", "change": "9.00"}],
    }));
    let place = Reference::parse("K11[公务接待费].决算数")
        .unwrap()
        .resolve(&accounts)
        .unwrap();
    let found = base(&accounts, None)
        .of(place, Period::InitialBudget)
        .unwrap();
    assert_eq!(
        found.quantity.to_string(),
        "4,120.32 元",
        "the table comes before the text"
    );
    let text = &implied(&accounts)[0].known;
    assert!(!text.is_implied());
    assert_eq!(text.quantity.to_string(), "9.00 元");
}

#[test]
fn changes_name_what_is_missing() {
    let accounts = budget("减少");
    let all = changes(&accounts, None);
    let find = |topic: Topic, against: Period| {
        all.iter()
            .find(|changes| (changes.topic, changes.against) == (topic, against))
            .unwrap()
    };
    let budget = find(Topic::BudgetByNature, Period::InitialBudget);
    assert_eq!(budget.unexplained, None);
    assert_eq!(budget.gap_text(), None);
    let year = find(Topic::BudgetByNature, Period::PriorYear);
    assert_eq!(year.unexplained.unwrap().to_string(), "−9,705,002.70 元");
    assert_eq!(
        year.gap_text().unwrap().zh,
        "没有上年数，未比较：基本支出、项目支出"
    );
    let nothing = gouji::compare::Changes::of(
        &accounts,
        &base(&accounts, None),
        Topic::BudgetByNature,
        Period::AdjustedBudget,
    );
    assert!(!nothing.is_known());
    assert_eq!(
        nothing.gap_text().unwrap().zh,
        "没有全年预算数，无法比较；需要：合计、基本支出、项目支出"
    );
}

#[test]
fn last_years_accounts_are_the_base_where_the_file_has_none() {
    let old = year(
        2022,
        "甲局",
        &[
            ("", "合计", "100.00"),
            ("201", "一般公共服务支出", "100.00"),
        ],
    );
    let new = year(
        2023,
        "甲局",
        &[
            ("", "合计", "130.00"),
            ("201", "一般公共服务支出", "90.00"),
            ("206", "科学技术支出", "40.00"),
        ],
    );
    let all = changes(&new, Some(&old));
    let function = all
        .iter()
        .find(|changes| changes.topic == Topic::ExpenditureByFunction)
        .unwrap();
    assert_eq!(function.unexplained, None);
    let rates: Vec<String> = function
        .parts
        .iter()
        .map(|row| row.change.rate.text().zh)
        .collect();
    assert_eq!(rates, ["-10.00%", "新增"]);
    assert_eq!(function.parts[1].from, Err(Absent::Row));
    let from = function.total.as_ref().unwrap().from.as_ref().unwrap();
    assert_eq!(from.spot().accounts, 1);
}

#[test]
fn the_sample_implies_what_its_publication_does_not_print() {
    let Ok(document) = Document::parse(SAMPLE.to_vec()) else {
        panic!("the sample is JSON");
    };
    let accounts = Accounts::read(&document).unwrap();
    let initial = Period::InitialBudget;
    assert_eq!(
        base_of(&accounts, "K06[合计].基本支出", initial),
        "15,797,176.86 元"
    );
    assert_eq!(
        base_of(&accounts, "K06[合计].项目支出", initial),
        "41,953,962.26 元"
    );
    assert_eq!(
        base_of(&accounts, "K06[合计].合计", initial),
        "57,751,139.12 元"
    );
    let conflicts = implied(&accounts);
    let conflicts = conflicts
        .iter()
        .filter(|implied| implied.conflict.is_some());
    assert_eq!(conflicts.count(), 1);
    assert_eq!(
        base_of(&accounts, "K02[合计].本年收入合计", Period::PriorYear),
        "69,037,391.35 元"
    );
}
