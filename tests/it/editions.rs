//! What rests on the edition that accounts follow: levels of what no document attests, the set of
//! tables and the empty tables of a workbook, and the cells that findings name.

use gouji::document::Document;
use gouji::export::{Reviewed, findings_csv, memo, report_json};
use gouji::model::{Accounts, Catalogue, Lang, TableGroup, Text};
use gouji::relation::{NotChecked, Outcome, RuleCode};
use gouji::review::{Review, check};
use gouji::rules::{Context, Finding, Level};
use serde_json::Value;

use crate::program::Program;

struct Open {
    document: Document,
    accounts: Accounts,
    review: Review,
}

impl Open {
    fn new(members: &str) -> Self {
        let json = format!(r#"{{"format": "gouji-accounts/1", "unit": "元", {members}}}"#);
        let document = Document::parse(json.into_bytes()).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        let review = check(&Context::new(&accounts));
        Self {
            document,
            accounts,
            review,
        }
    }

    fn findings(&self, code: u16) -> Vec<&Finding> {
        let findings = self.review.findings.iter();
        findings
            .filter(|finding| finding.rule == RuleCode::standard(code))
            .collect()
    }

    fn levels(&self, code: u16) -> Vec<Level> {
        let findings = self.findings(code).into_iter();
        findings.map(|finding| finding.level).collect()
    }
}

/// A sheet with the official title, empty but for `rows`.
fn sheet(table: &str, rows: &str) -> String {
    let id = Catalogue::get().table_named(table).unwrap();
    let spec = id.spec();
    let columns = spec.columns.iter().zip('D'..'Z');
    let columns: Vec<String> = columns
        .map(|(column, letter)| format!(r#""{}": "{letter}""#, column.key))
        .collect();
    format!(
        r#""{}": {{"title": "{}", "source": {{"file": "决算.xlsx", "sheet": "{table}",
           "blocks": [{{"code": "A:B", "name": "C", {}}}]}}, "rows": [{rows}]}}"#,
        spec.key,
        spec.title.zh,
        columns.join(", ")
    )
}

fn sheets(tables: &[&str]) -> String {
    let sheets: Vec<String> = tables.iter().map(|table| sheet(table, "")).collect();
    format!(r#""tables": {{{}}}"#, sheets.join(", "))
}

const CENTRAL: [&str; 9] = [
    "K01", "K02", "K03", "K04", "K06", "K07", "K08", "K10", "K11",
];

fn without(missing: &[&str]) -> String {
    let left: Vec<&str> = CENTRAL
        .into_iter()
        .filter(|table| !missing.contains(table))
        .collect();
    sheets(&left)
}

#[test]
fn a_sheet_missing_between_others_is_a_warning_and_one_finding() {
    let open = Open::new(&without(&["K03", "K07"]));
    let [finding] = open.findings(104)[..] else {
        panic!("one finding names all: {:?}", open.findings(104));
    };
    assert_eq!(finding.level, Level::Warning);
    let title = |table| {
        let id = Catalogue::get().table_named(table);
        format!("《{}》", id.unwrap().spec().title.zh)
    };
    assert!(
        finding.message.zh.contains("2 张报表"),
        "{}",
        finding.message.zh
    );
    for table in ["K03", "K07"] {
        assert!(finding.message.zh.contains(&title(table)));
    }
    assert!(finding.message.en.contains("every known edition"));
    // What is missing in one edition's order only at the end may lie in another file.
    assert_eq!(
        Open::new(&without(&["K08", "K10"])).levels(104),
        [Level::Question]
    );
    assert_eq!(Open::new(&without(&["K01"])).levels(104), [Level::Question]);
    assert_eq!(
        Open::new(&sheets(&["K02", "K08"])).levels(104),
        [Level::Question]
    );
    assert_eq!(Open::new(&without(&[])).levels(104), []);
}

#[test]
fn contents_and_named_editions_make_a_missing_sheet_an_error() {
    let without = without(&["K11"]);
    let named = format!(r#""edition": "central-2023", {without}"#);
    assert_eq!(Open::new(&named).levels(104), [Level::Error]);
    let by_year = format!(r#""department": "国家税务总局", "year": 2023, {without}"#);
    let open = Open::new(&by_year);
    assert_eq!(open.levels(104), [Level::Question]);
    assert!(
        open.findings(104)[0]
            .message
            .zh
            .contains("按地区与年度判断")
    );
    // The contents list what is there, and nothing that is missing.
    let present = format!(r#""contents": [{{"name": "三、支出决算表"}}], {without}"#);
    assert_eq!(Open::new(&present).levels(104), [Level::Question]);
    let k11 = Open::new(&format!(
        r#""contents": [{{"name": "财政拨款「三公」经费支出决算表"}}], {without}"#
    ));
    assert_eq!(k11.levels(104), [Level::Error]);
    assert!(k11.findings(104)[0].message.zh.contains("目录中列有"));
    // Accounts of another origin only ask.
    let plain = named.replace("\"source\"", "\"note\"");
    let plain = Open::new(&plain);
    assert!(!plain.accounts.is_from_workbook());
    assert_eq!(plain.levels(104), [Level::Question]);
}

#[test]
fn an_edition_that_was_inferred_does_not_call_the_contents_wrong() {
    let contents: Vec<String> = CENTRAL
        .iter()
        .filter(|table| **table != "K10")
        .map(|table| {
            let id = Catalogue::get().table_named(table).unwrap();
            format!(r#"{{"name": "{}"}}"#, id.spec().title.zh.replace('"', ""))
        })
        .collect();
    let members = format!(
        r#""department": "国家税务总局", "year": 2023, "contents": [{}], {}"#,
        contents.join(", "),
        without(&["K10"])
    );
    let open = Open::new(&members);
    assert_eq!(open.accounts.edition.unwrap().key, "central-2023");
    assert_eq!(open.levels(104), [Level::Warning]);
    let named = format!(r#""edition": "central-2023", {members}"#);
    let named = Open::new(&named);
    assert_eq!(named.levels(104), [Level::Error, Level::Error]);
}

/// A workbook of the three tables that may be empty and of the three public expenses.
fn may_be_empty(three_public: &str, fund: &str, more: &str) -> Open {
    let total = r#"{"source": 7, "name": "合计", "total": "", "basic": ""}"#;
    let tables = [
        sheet("K08", if fund.is_empty() { total } else { fund }),
        sheet("K10", total),
        sheet("K11", three_public),
    ];
    Open::new(&format!(r#"{more} "tables": {{{}}}"#, tables.join(", ")))
}

#[test]
fn an_empty_sheet_of_the_three_public_expenses_was_not_filled_in() {
    let blank = r#"{"source": 7, "name": "合计", "initial_budget": "", "final": ""}"#;
    let open = may_be_empty(blank, "", "");
    let found = open.findings(49);
    let mut levels: Vec<Level> = found.iter().map(|finding| finding.level).collect();
    levels.sort();
    assert_eq!(levels, [Level::Warning, Level::Question]);
    let by = |level| found.iter().find(|finding| finding.level == level).unwrap();
    let warning = by(Level::Warning);
    assert!(
        warning.message.zh.contains("“三公”"),
        "{}",
        warning.message.zh
    );
    let cell = open.accounts.sheet_cell(warning.shown[0].place).unwrap();
    assert_eq!(cell.to_string(), "K11!C7");
    // The others are one question together.
    let question = by(Level::Question);
    assert!(question.message.zh.contains("政府性基金") && question.message.zh.contains("国有资本"));
    assert_eq!(question.shown.len(), 2);
    // The layout is inferred in Beijing; that the sheet is empty is not.
    let beijing = may_be_empty(blank, "", r#""department": "北京市财政局", "year": 2021,"#);
    assert!(beijing.levels(49).contains(&Level::Warning));
}

#[test]
fn figures_zeros_and_declarations_answer_for_empty_sheets() {
    let zero = r#"{"source": 7, "name": "合计", "initial_budget": 0.00, "final": 0.00}"#;
    let fund = r#"{"source": 7, "name": "合计", "total": 5, "basic": 5}"#;
    let open = may_be_empty(zero, fund, "");
    assert_eq!(open.levels(49), [Level::Question]);
    let message = &open.findings(49)[0].message;
    assert!(!message.zh.contains("政府性基金") && message.zh.contains("国有资本"));
    let declared = may_be_empty(
        zero,
        "",
        r#""declarations": [{"table": "K08", "none": "是"}, {"table": "K10", "none": "是"}],"#,
    );
    assert_eq!(declared.levels(49), []);
    // A declaration beside figures is wrong wherever it came from.
    let wrong = may_be_empty(
        zero,
        fund,
        r#""declarations": [{"table": "K08", "none": "是"}],"#,
    );
    let mut levels = wrong.levels(49);
    levels.sort();
    assert_eq!(levels, [Level::Error, Level::Question]);
}

/// The worst level of all that is found.
fn worst(members: &str) -> Option<Level> {
    let open = Open::new(members);
    let relations = |finding: &&Finding| finding.relation.is_some();
    let findings = open.review.findings.iter().filter(relations);
    findings.map(|finding| finding.level).min()
}

#[test]
fn columns_that_no_document_attests_never_raise_an_error() {
    let plain = |edition: &str, tables: &str| format!(r#"{edition} "tables": {{{tables}}}"#);
    let k05 = sheet(
        "K05",
        r#"{"source": 7, "name": "合计", "opening_total": 9, "opening_basic": 1, "opening_project": 2,
            "income_total": 9, "income_basic": 3, "income_project": 5, "expenditure_total": 5,
            "expenditure_basic": 3, "expenditure_project": 1, "closing_total": 100,
            "closing_basic": 2, "closing_project": 3}"#,
    );
    assert_eq!(worst(&plain("", &k05)), Some(Level::Question));
    let k12 = sheet(
        "K12",
        r#"{"source": 7, "name": "合计", "final": 9}, {"source": 8, "name": "货物", "final": 1},
           {"source": 9, "name": "工程", "final": 1}, {"source": 10, "name": "服务", "final": 1}"#,
    );
    assert_eq!(worst(&plain("", &k12)), Some(Level::Question));
    let k10 = sheet(
        "K10",
        r#"{"source": 7, "name": "合计", "total": 9, "basic": 1, "project": 2}"#,
    );
    let k11 = sheet(
        "K11",
        r#"{"source": 7, "name": "合计", "initial_budget": 9, "final": 9},
           {"source": 8, "name": "因公出国（境）费", "initial_budget": 1, "final": 1},
           {"source": 9, "name": "公务用车购置及运行维护费", "initial_budget": 0, "final": 0},
           {"source": 10, "name": "公务用车购置费", "initial_budget": 0, "final": 0},
           {"source": 11, "name": "公务用车运行维护费", "initial_budget": 0, "final": 0},
           {"source": 12, "name": "公务接待费", "initial_budget": 1, "final": 1}"#,
    );
    for tables in [&k10, &k11] {
        for (edition, level) in [
            ("shanghai-2024", Level::Error),
            ("central-2023", Level::Question),
            ("beijing-2023", Level::Question),
        ] {
            let edition = format!(r#""edition": "{edition}","#);
            assert_eq!(worst(&plain(&edition, tables)), Some(level), "{edition}");
        }
    }
    assert_eq!(worst(&plain("", &k11)), Some(Level::Error));
    // One wrong cell of an attested table stays an error beside them.
    let k03 = sheet(
        "K03",
        r#"{"source": 7, "name": "合计", "total": 9, "basic": 1, "project": 2,
            "superior_remittances": 0, "business": 0, "affiliated_subsidies": 0}"#,
    );
    assert_eq!(
        worst(&plain("", &format!("{k03}, {k05}"))),
        Some(Level::Error)
    );
}

#[test]
fn numbers_without_a_table_count_as_not_checked() {
    let item = |cell: &str, text: &str| {
        format!(
            r#"{{"sheet": "附表", "cell": "{cell}", "text": "{text}", "why": "不认识的工作表"}}"#
        )
    };
    let items = [item("A1", "说明"), item("B2", "12.50"), item("B3", "13")];
    let with = |items: &[String]| {
        let list = items.join(", ");
        Open::new(&format!(
            r#""not_understood": [{list}], {}"#,
            sheets(&["K02"])
        ))
    };
    let (none, some) = (with(&[]), with(&items));
    let not_checked = |open: &Open| open.review.ledger.not_checked;
    assert_eq!(not_checked(&some), not_checked(&none) + 2);
    assert_eq!(some.review.ledger.decided(), none.review.ledger.decided());
    let what: Vec<&Text> = some
        .review
        .decided
        .iter()
        .filter_map(|decided| match &decided.outcome {
            Outcome::NotChecked(NotChecked::Missing(missing)) => Some(&missing.what),
            _ => None,
        })
        .collect();
    for cell in ["附表!B2", "附表!B3"] {
        assert!(what.contains(&&Text::same(cell)), "{cell}");
    }
    // More than are listed are counted by their number.
    let many: Vec<String> = (1..=1500)
        .map(|row| item(&format!("C{row}"), "1"))
        .collect();
    let many = with(&many);
    assert_eq!(many.accounts.amounts_not_understood, 1500);
    assert_eq!(not_checked(&many), not_checked(&none) + 1001);
}

#[test]
fn reports_name_the_cell_of_the_workbook() {
    let open = Open::new(&format!(
        r#""not_understood": [{{"file": "决算.xlsx", "sheet": "附表", "cell": "B2", "text": "7", "why": "不认识的工作表"}}],
           "import_notes": [{{"file": "决算.xlsx", "text": "隐藏的工作表也已读取"}}],
           "tables": {{{}}}"#,
        sheet(
            "K03",
            r#"{"source": 7, "name": "合计", "total": "9.00", "basic": "1.00", "project": "2.00",
                "superior_remittances": "", "business": "", "affiliated_subsidies": ""}"#
        )
    ));
    let reviewed = Reviewed {
        file: "决算.xlsx",
        document: &open.document,
        accounts: &open.accounts,
        review: &open.review,
    };
    let report = report_json(&[reviewed], &[], Lang::Zh);
    let report: Value = serde_json::from_str(&report).unwrap();
    let schema = include_str!("../../assets/schema/gouji-check.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let errors: Vec<String> = jsonschema::validator_for(&schema)
        .unwrap()
        .iter_errors(&report)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    let review = &report["reviews"][0];
    let findings = review["findings"].as_array().unwrap();
    let sum = findings.iter().find(|finding| finding["code"] == "G008");
    let operands = sum.unwrap()["operands"].as_array().unwrap();
    let cells: Vec<&str> = operands
        .iter()
        .map(|operand| {
            assert_eq!(
                (&operand["workbook"], &operand["sheet"]),
                (&"决算.xlsx".into(), &"K03".into())
            );
            operand["cell"].as_str().unwrap()
        })
        .collect();
    assert!(cells.contains(&"D7") && cells.contains(&"E7"), "{cells:?}");
    let remarks = review["coverage"]["remarks"].as_array().unwrap();
    let kinds: Vec<&str> = remarks
        .iter()
        .map(|remark| remark["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["not_understood", "note"]);
    assert_eq!(
        (&remarks[0]["sheet"], &remarks[0]["cell"]),
        (&"附表".into(), &"B2".into())
    );
    let csv = findings_csv(&reviewed, Lang::Zh);
    assert!(csv.contains("（K03!"), "{csv}");
    let memo = memo(&reviewed, Lang::Zh);
    for words in [
        "（K03!",
        "附表!B2：“7”",
        "、导入说明",
        "决算.xlsx：隐藏的工作表也已读取",
    ] {
        assert!(memo.contains(words), "{words}\n{memo}");
    }
}

#[test]
fn every_official_table_is_of_some_edition() {
    let editions = Catalogue::get().editions();
    for (id, spec) in Catalogue::get().tables() {
        let printed = editions.iter().any(|edition| edition.table(id).is_some());
        assert_eq!(printed, spec.group == TableGroup::Official, "{}", spec.key);
    }
}

#[test]
fn the_command_line_names_the_cell_instead_of_a_line_that_nobody_sees() {
    let rows = r#"{"source": 7, "name": "合计", "total": "9.00", "basic": "1.00", "project": "2.00",
        "superior_remittances": "", "business": "", "affiliated_subsidies": ""}"#;
    let members = format!(
        r#""not_understood": [{{"sheet": "附表", "cell": "B2", "text": "7", "why": "不认识的工作表"}}],
           "tables": {{{}}}"#,
        sheet("K03", rows)
    );
    let program = Program::new();
    let json = format!(r#"{{"format": "gouji-accounts/1", "unit": "元", {members}}}"#);
    program.file("accounts.json", &json);
    let seen = program.run(&["check", "accounts.json"]).seen();
    assert!(seen.contains("本年支出合计（K03!D7）"), "{seen}");
    assert!(seen.contains("附表!B2"), "{seen}");
    let plain = json.replace("\"source\": {", "\"note\": {");
    program.file("plain.json", plain);
    let seen = program.run(&["check", "plain.json"]).seen();
    assert!(!seen.contains("K03!D7") && seen.contains("行）"), "{seen}");
}
