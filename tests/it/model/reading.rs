//! Reading: what is not understood is said with its place, and everything else is read.

use gouji::document::{Document, MAX_DEPTH};
use gouji::model::{
    Accounts, Cell, CellEdit, CellEditError, FormatError, NotANumber, Period, Place, Remark,
    RemarkKind, TableId, Unit,
};

use super::Open;

/// Line and column of the only place where `needle` stands.
fn position_of(text: &str, needle: &str) -> (usize, usize) {
    assert_eq!(text.matches(needle).count(), 1, "{needle}");
    let before = &text[..text.find(needle).unwrap()];
    let line = before.rsplit('\n').next().unwrap();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

fn place_of(remark: &Remark) -> (usize, usize) {
    (remark.position.line, remark.position.column)
}

#[test]
fn what_is_no_accounts_file_is_refused_with_the_place() {
    let read = |text: &str| Accounts::read(&Document::parse(text.into()).unwrap()).unwrap_err();
    assert!(matches!(read("\n [1]"), FormatError::NotAnObject { at, .. } if at.line == 2));
    assert_eq!(read("{}"), FormatError::NoFormat);
    let other = read("{\n\"format\": \"gouji-accounts/2\"}");
    assert!(matches!(&other, FormatError::UnknownFormat { found, at }
        if found.contains("/2") && (at.line, at.column) == (2, 11)));
    assert!(other.text().zh.contains("第 2 行第 11 列"));
    let twice = r#"{"format": "gouji-accounts/1", "format": "gouji-accounts/1"}"#;
    assert!(matches!(read(twice), FormatError::UnknownFormat { .. }));
}

#[test]
fn what_is_not_understood_is_said_with_its_place_and_everything_else_is_read() {
    let text = r#"{
  "format": "gouji-accounts/1",
  "year": "MMXXIII",
  "colour": "red",
  "tables": {
    "income": "see annex",
    "expenditure": {"rows": [
      {"name": "合计", "total": true, "basic": 12345678901234567890.12345678901234567890, "project": 1e999},
      {"name": "其中: 一", "total": ["x"], "basic": "十二元", "project": "1,23", "business": "7人", "fund": 1},
      7,
      {"code": "2O1", "name": {"zh": "合"}, "total": "1,234.50"}
    ]},
    "procurement": [{"name": "合计", "final": "12.00", "final": "13.00", "share": "100%"}]
  }
}"#;
    let open = Open::text(text);
    let found: Vec<_> = open
        .accounts
        .remarks
        .iter()
        .map(|remark| (remark.kind, place_of(remark)))
        .collect();
    let at = |needle: &str| position_of(text, needle);
    let expected = [
        (RemarkKind::Header, at("\"MMXXIII\"")),
        (RemarkKind::UnknownKey, at("\"red\"")),
        (RemarkKind::WrongType, at("\"see annex\"")),
        (RemarkKind::Unreadable, at("true")),
        (RemarkKind::Unreadable, at("12345678901234567890.1234")),
        (RemarkKind::Unreadable, at("1e999")),
        (RemarkKind::Unreadable, at("[\"x\"]")),
        (RemarkKind::Unreadable, at("\"十二元\"")),
        (RemarkKind::Unreadable, at("\"1,23\"")),
        (RemarkKind::Unreadable, at("\"7人\"")),
        (RemarkKind::UnknownKey, at("1}")),
        (RemarkKind::WrongType, at("7,\n")),
        (RemarkKind::WrongType, at("\"2O1\"")),
        (RemarkKind::WrongType, at("{\"zh\": \"合\"}")),
        (RemarkKind::DuplicateKey, at("\"final\": \"13.00\"")),
    ];
    assert_eq!(found, expected);
    for remark in &open.accounts.remarks {
        assert!(open.document.find(&remark.at).is_some(), "{}", remark.at);
        assert!(!remark.text.zh.is_empty() && !remark.text.en.is_empty());
    }

    assert!(open.accounts.final_table("income").is_none());
    let table = open.accounts.final_table("expenditure").unwrap();
    assert_eq!(table.rows.len(), 4);
    let reason = |column: &str| match open.cell(&format!("K03[合计].{column}")) {
        Cell::Unreadable(unreadable) => unreadable.reason.clone(),
        cell => panic!("{column} is {cell:?}"),
    };
    assert!(matches!(reason("total"), NotANumber::WrongType(_)));
    assert!(matches!(reason("basic"), NotANumber::TooLong(_)));
    assert!(matches!(reason("project"), NotANumber::TooLong(_)));
    let last = table.rows.last().unwrap();
    assert_eq!(last.cells[0].number().unwrap().value.to_string(), "1234.50");
    let twice = open.cell("K12[合计].决算数");
    assert!(matches!(twice, Cell::Unreadable(cell) if cell.reason == NotANumber::DuplicateKey));
    assert!(open.cell("K12[合计].占采购支出比重").number().is_some());
}

#[test]
fn a_file_without_tables_is_read_and_says_nothing() {
    let open = Open::with("\"department\": null, \"tables\": null, \"prior_year\": {}");
    assert!(open.accounts.tables.is_empty());
    assert_eq!(open.accounts.remarks, []);
    assert_eq!(open.accounts.department, None);
    let place = Place {
        table: TableId::named("K02"),
        period: Period::Final,
        row: 0,
        column: 0,
    };
    assert_eq!(open.accounts.cell(place), &Cell::Absent);
    assert_eq!(open.accounts.pointer(place), None);
    let edit = CellEdit::new(place, "1");
    assert_eq!(edit.validate(&open.accounts), Err(CellEditError::NoCell));
}

#[test]
fn absent_blank_and_zero_are_three_things() {
    let open = Open::rows(
        r#"{"name": "合计", "total": null, "basic": "", "project": "—", "business": 0}"#,
    );
    assert_eq!(open.cell("K03[合计].本年支出合计"), &Cell::Absent);
    assert_eq!(open.cell("K03[合计].上缴上级支出"), &Cell::Absent);
    assert_eq!(open.cell("K03[合计].基本支出"), &Cell::Blank);
    assert_eq!(open.cell("K03[合计].项目支出"), &Cell::Blank);
    assert!(open.cell("K03[合计].经营支出").number().is_some());
    assert_eq!(open.accounts.remarks, []);
}

#[test]
fn a_unit_that_is_not_known_leaves_the_amounts_unchecked() {
    let rows = r#"[{"name": "合计", "total": "5", "basic": "5万元", "project": "—"}]"#;
    let of_table = format!(r#""tables": {{"expenditure": {{"unit": "百元", "rows": {rows}}}}}"#);
    let of_file = format!(r#""unit": "百元", "tables": {{"expenditure": {rows}}}"#);
    let twice = format!(r#""unit": "元", "unit": "万元", "tables": {{"expenditure": {rows}}}"#);
    for members in [of_table, of_file, twice] {
        let mut open = Open::with(&members);
        assert!(open.kinds().contains(&RemarkKind::Header), "{members}");
        assert!(matches!(open.cell("K03[合计].本年支出合计"),
            Cell::Unreadable(cell) if matches!(cell.reason, NotANumber::UnknownUnit(_))));
        let own = open.cell("K03[合计].基本支出").number().unwrap();
        assert_eq!(own.unit, Unit::WanYuan);
        assert_eq!(open.cell("K03[合计].项目支出"), &Cell::Blank);
        // Nor is a number taken in whose unit nobody knows; with its own unit it is.
        let refused = open.type_in("K03[合计].本年支出合计", "6").unwrap_err();
        assert!(matches!(
            refused,
            CellEditError::NotANumber(NotANumber::UnknownUnit(_))
        ));
        open.type_in("K03[合计].本年支出合计", "6元").unwrap();
        assert_eq!(open.raw("K03[合计].本年支出合计"), "\"6元\"");
    }
}

#[test]
fn units_come_from_the_figure_the_row_the_table_and_the_file() {
    let open = Open::with(
        r#""unit": "万元",
        "tables": {"expenditure": [{"name": "合计", "total": 5}],
            "income": {"unit": "亿元", "rows": [{"name": "合计", "total": 5, "other": "5元"}]}},
        "three_public_counts": [{"name": "公务用车保有量", "final": 5},
            {"name": "车均购置费", "final": 5}],
        "staffing": [{"name": "实有人数", "count": 5}],
        "assets": [{"name": "专用设备", "count": 5, "amount": 5}],
        "performance": {"evaluation": [{"name": "涉及金额", "value": 5}]},
        "claims": [{"id": "1", "subject": "x", "count": 5, "share": 5}]"#,
    );
    assert_eq!(open.accounts.remarks, []);
    let unit = |reference: &str| {
        let place = open.place(reference);
        let table = open.accounts.table(place.table_ref()).unwrap();
        let unit = open.cell(reference).number().unwrap().unit;
        let own = open.cell(reference).number().unwrap().own_unit;
        assert!(own || table.default_unit(place) == unit);
        unit.printed()
    };
    assert_eq!(unit("K03[合计].本年支出合计"), "万元");
    assert_eq!(unit("K02[合计].本年收入合计"), "亿元");
    assert_eq!(unit("K02[合计].其他收入"), "元");
    assert_eq!(unit("three_public_counts[公务用车保有量]"), "辆");
    assert_eq!(unit("three_public_counts[车均购置费]"), "万元");
    assert_eq!(unit("staffing[实有人数]"), "人");
    assert_eq!(unit("assets[专用设备].数量"), "个");
    assert_eq!(unit("assets[专用设备].金额"), "万元");
    assert_eq!(unit("evaluation[涉及金额]"), "万元");
    let claims = open.accounts.final_table("claims").unwrap();
    let claim = |column: &str| {
        let column = claims.spec().column(column).unwrap();
        claims.rows[0].cells[usize::from(column)].number().unwrap()
    };
    assert_eq!(claim("count").unit.printed(), "个");
    assert_eq!(claim("share").unit, Unit::Percent);
}

#[test]
fn a_key_that_stands_twice_puts_everything_below_it_in_doubt() {
    let in_doubt = |open: &Open, reference: &str| matches!(open.cell(reference), Cell::Unreadable(cell) if cell.reason == NotANumber::DuplicateKey);
    let row = r#"{"name": "合计", "total": "1.00"}"#;
    for members in [
        format!(r#""tables": {{"expenditure": [{row}], "expenditure": []}}"#),
        format!(r#""tables": {{"expenditure": [{row}]}}, "tables": {{}}"#),
        format!(r#""tables": {{"expenditure": {{"rows": [{row}], "rows": []}}}}"#),
        r#""tables": {"expenditure": [{"name": "合计", "name": "小计", "total": "1.00"}]}"#
            .to_owned(),
        r#""tables": {"expenditure": [{"name": "合计", "total": "1.00", "tot\u0061l": "2.00"}]}"#
            .to_owned(),
    ] {
        let open = Open::with(&members);
        assert_eq!(open.kinds(), [RemarkKind::DuplicateKey], "{members}");
        let table = open.accounts.final_table("K03").unwrap();
        let place = table.place(0, 0);
        assert!(
            matches!(open.accounts.cell(place), Cell::Unreadable(_)),
            "{members}"
        );
        // Where it is not clear which value is meant, none is edited.
        let edit = CellEdit::new(place, "3").edit(&open.document, &open.accounts);
        let is_clear = members.contains("小计");
        assert_eq!(
            edit == Err(CellEditError::Ambiguous),
            !is_clear,
            "{members}"
        );
    }
    let open = Open::with(
        r#""performance": {"indicators": [
            {"name": "甲", "weight": 10, "sub_scores": [4], "sub_scores": [6], "score": 9},
            {"name": "乙", "sub_scores": [4], "ladder": [{"from": 1, "from": 2, "to": 3}]}]}"#,
    );
    assert!(in_doubt(&open, "indicators[甲].得分点1"));
    assert!(!in_doubt(&open, "indicators[甲].得分"));
    assert!(!in_doubt(&open, "indicators[乙].得分点1"));
    assert!(in_doubt(&open, "indicators[乙].第1档起"));
    assert!(!in_doubt(&open, "indicators[乙].第1档止"));
}

#[test]
fn a_flaw_in_every_row_is_told_shortly() {
    let row = r#"{"name": "甲", "extra": 1, "total": "x", "total2": 1}"#;
    let rows = vec![row; 3000].join(",\n");
    let open = Open::rows(&rows);
    let of_kind = |kind| {
        let remarks = open.accounts.remarks.iter();
        remarks.filter(move |remark| remark.kind == kind)
    };
    let unknown: Vec<&Remark> = of_kind(RemarkKind::UnknownKey).collect();
    assert_eq!(unknown.len(), 2);
    assert!(
        unknown[0].text.zh.contains("3000"),
        "{}",
        unknown[0].text.zh
    );
    assert_eq!(of_kind(RemarkKind::Unreadable).count(), 1001);
    let last = of_kind(RemarkKind::Unreadable).next_back().unwrap();
    assert!(last.text.zh.contains("2000"), "{}", last.text.zh);
    // The cells themselves all say so.
    let table = open.accounts.final_table("K03").unwrap();
    let unreadable = table
        .rows
        .iter()
        .filter(|row| row.cells[0].why_no_figure().is_some());
    assert_eq!(unreadable.count(), 3000);
}

#[test]
fn containers_of_another_type_are_said() {
    let open = Open::with(
        r#""tables": [], "performance": "优", "prior_year": 2022, "explanations": {"a": 1},
        "staffing": {"unit": "人"}, "claims": {"rows": 5, "title": 7, "decimals": -1}"#,
    );
    assert_eq!(
        open.kinds(),
        [
            RemarkKind::WrongType, // tables
            RemarkKind::WrongType, // performance
            RemarkKind::WrongType, // prior_year
            RemarkKind::WrongType, // explanations
            RemarkKind::WrongType, // staffing, without rows
            RemarkKind::WrongType, // claims.rows
        ]
    );
    let open = Open::with(r#""claims": {"rows": [], "title": 7, "decimals": -1}"#);
    assert_eq!(open.kinds(), [RemarkKind::Header; 2]);
}

#[test]
fn deep_nesting_within_the_limit_is_read() {
    let deep = MAX_DEPTH - 4;
    let nested = format!("{}1{}", "[".repeat(deep), "]".repeat(deep));
    let open = Open::rows(&format!(r#"{{"name": "合计", "total": {nested}}}"#));
    assert_eq!(open.kinds(), [RemarkKind::Unreadable]);
}
