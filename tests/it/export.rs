//! Exports: the report follows its schema, the list opens in a spreadsheet, the memo reads well.
//!
//! The review is put together by hand, so that every member has something to show whatever the
//! rules find.

use std::collections::BTreeSet;

use gouji::document::Document;
use gouji::export::{Reviewed, Unread, findings_csv, memo, report_json};
use gouji::model::{Accounts, CellEdit, Lang, Place, SAMPLE, Text};
use gouji::relation::{
    Figure, Ledger, Missing, NotChecked, Outcome, Quantity, Relation, RuleCode, Side, Term, decide,
};
use gouji::review::{Decided, Review, Stance, check};
use gouji::rules::{Cause, CauseKind, Certainty, Context, Finding, Fix, Level, Shown, fingerprint};
use jsonschema::Validator;
use serde_json::Value;

use crate::program::snapshot;

const ACCOUNTS: &str = r#"{
  "format": "gouji-accounts/1",
  "department": "测试|局",
  "year": 2023,
  "colour": "red",
  "tables": {
    "income": {"rows": [
      {"name": "合计", "total": "1,200.00", "fiscal_appropriation": 700.00, "other": "400.00"}
    ]}
  }
}
"#;

/// Accounts with a review made by hand.
struct Case {
    document: Document,
    accounts: Accounts,
    review: Review,
}

impl Case {
    fn new() -> Self {
        let document = Document::parse(ACCOUNTS.as_bytes().to_vec()).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        let review = review(&accounts);
        Self {
            document,
            accounts,
            review,
        }
    }

    fn reviewed(&self) -> Reviewed<'_> {
        Reviewed {
            file: "accounts.json",
            files: &[],
            document: &self.document,
            accounts: &self.accounts,
            review: &self.review,
        }
    }
}

fn review(accounts: &Accounts) -> Review {
    let findings = vec![
        broken_sum(accounts),
        wrong_rate(accounts),
        explained(accounts),
        reopened(accounts),
    ];
    let missing = NotChecked::Missing(Missing {
        what: Text::new("支出决算表", "Expenditure"),
        why: Text::new("文件中没有这张表", "the file has no such table"),
        place: None,
    });
    let mut review = Review::default();
    review.findings = findings;
    review.stances = vec![
        Stance::Open,
        Stance::Open,
        Stance::Explained {
            text: "=已核对|凭证".to_owned(),
        },
        Stance::Reopened {
            text: "已核对".to_owned(),
            changed: "收入决算表 · 合计".to_owned(),
        },
    ];
    review.ledger = Ledger {
        holds: 7,
        within_rounding: 1,
        broken: 4,
        not_checked: 1,
    };
    review.decided = vec![Decided {
        rule: RuleCode::standard(8),
        relation: None,
        outcome: Outcome::NotChecked(missing),
        finding: None,
    }];
    review
}

fn place(accounts: &Accounts, column: &str) -> Place {
    let table = accounts.final_table("income").unwrap();
    table.place(0, table.spec().column(column).unwrap())
}

fn finding(accounts: &Accounts, rule: u16, level: Level, message: Text, column: &str) -> Finding {
    let at = place(accounts, column);
    let rule = RuleCode::standard(rule);
    Finding {
        rule,
        level,
        message,
        shown: vec![Shown::at(accounts, at)],
        relation: None,
        found: None,
        expected: None,
        difference: None,
        cause: None,
        fixes: Vec::new(),
        because_of: None,
        fingerprint: fingerprint(accounts, rule, &[at]),
    }
}

fn broken_sum(accounts: &Accounts) -> Finding {
    let figure = |column| Figure::at(accounts, place(accounts, column));
    let parts = ["fiscal_appropriation", "other"].map(|column| Term::plus(figure(column)));
    let relation = Relation::equal(
        RuleCode::standard(7),
        Side::figure(figure("total")),
        Side::Sum(parts.to_vec()),
    );
    let Outcome::Broken(broken) = decide(&relation) else {
        panic!("1,200 is not 700 + 400");
    };
    let message = Text::new("合计比各项之和多 100 元", "The total is 100 yuan too large");
    let edit = CellEdit::new(place(accounts, "total"), "1100");
    Finding {
        relation: Some(relation),
        found: Some(broken.found),
        expected: Some(broken.expected),
        difference: Some(broken.difference),
        cause: Some(Cause::new(
            CauseKind::WrongDigit,
            Text::new("百位 2 应为 1", "the digit 2 should be 1"),
        )),
        fixes: vec![Fix {
            title: Text::new("将合计改为 1,100.00", "Change the total to 1,100.00"),
            certainty: Certainty::Safe,
            edits: vec![edit],
        }],
        ..finding(accounts, 7, Level::Error, message, "total")
    }
}

fn wrong_rate(accounts: &Accounts) -> Finding {
    let percent = |value: &str| {
        Some(Quantity {
            value: value.parse().unwrap(),
            unit: gouji::model::Unit::Percent,
            decimals: 2,
        })
    };
    let message = Text::new("增减率 7.83% 算错", "The rate 7.83% is wrong");
    Finding {
        found: percent("7.83"),
        expected: percent("8.50"),
        difference: percent("-0.67"),
        because_of: Some(broken_sum(accounts).fingerprint),
        ..finding(accounts, 60, Level::Error, message, "fiscal_appropriation")
    }
}

fn explained(accounts: &Accounts) -> Finding {
    let message = Text::new("<b>金额</b> 偏大", "The amount is large");
    finding(accounts, 6, Level::Question, message, "other")
}

fn reopened(accounts: &Accounts) -> Finding {
    let message = Text::new("请说明来源", "Explain the source");
    finding(accounts, 6, Level::Question, message, "total")
}

fn report_validator() -> Validator {
    let schema = include_str!("../../assets/schema/gouji-check.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

/// Fails with everything in which `text` does not follow the schema.
fn follows_schema(text: &str) -> Value {
    let validator = report_validator();
    let json: Value = serde_json::from_str(text).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&json)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "\n{}\n", errors.join("\n"));
    json
}

#[test]
fn the_report_follows_its_schema() {
    let case = Case::new();
    let unread = [Unread {
        file: "x.json".to_owned(),
        message: "文件是空的".to_owned(),
    }];
    for lang in [Lang::Zh, Lang::En] {
        let text = report_json(&[case.reviewed()], &unread, lang);
        follows_schema(&text);
        assert_eq!(text, report_json(&[case.reviewed()], &unread, lang));
    }
    follows_schema(&report_json(&[], &[], Lang::Zh));
}

#[test]
fn the_schema_is_no_rubber_stamp() {
    let validator = report_validator();
    let case = Case::new();
    let good = report_json(&[case.reviewed()], &[], Lang::Zh);
    for (from, to) in [
        ("\"level\": \"error\"", "\"level\": \"fatal\""),
        ("\"value\": \"1200\"", "\"value\": 1200"),
        ("\"unit\": \"pp\"", "\"unit\": \"万元\""),
        ("\"verdict\"", "\"result\""),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        let bad: Value = serde_json::from_str(&bad).unwrap();
        assert!(!validator.is_valid(&bad), "{to}");
    }
}

/// In a long table rows of one name are not counted; what is wrong with them is told apart by a
/// number.
#[test]
fn findings_that_are_told_apart_by_a_number_follow_the_schema() {
    let row = r#"{"name": "甲", "total": "3.00", "basic": "1.00", "project": "",
        "superior_remittances": "", "business": "", "affiliated_subsidies": ""}"#;
    let rows = vec![row; 600].join(",");
    let json = format!(
        r#"{{"format": "gouji-accounts/1", "unit": "元", "tables": {{"expenditure": [{rows}]}}}}"#
    );
    let document = Document::parse(json.into_bytes()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    let review = check(&Context::new(&accounts));
    let findings = review.findings.iter();
    let all: BTreeSet<&String> = findings.map(|one| &one.fingerprint).collect();
    assert_eq!(all.len(), review.findings.len());
    assert!(
        all.iter().any(|fingerprint| fingerprint.ends_with("-2")),
        "{all:?}"
    );
    let reviewed = Reviewed {
        file: "a.json",
        files: &[],
        document: &document,
        accounts: &accounts,
        review: &review,
    };
    follows_schema(&report_json(&[reviewed], &[], Lang::Zh));
}

#[test]
fn the_report_of_the_sample_follows_the_schema() {
    let document = Document::parse(SAMPLE.to_vec()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    let review = check(&Context::new(&accounts));
    let reviewed = Reviewed {
        file: "sample.json",
        files: &[],
        document: &document,
        accounts: &accounts,
        review: &review,
    };
    for lang in [Lang::Zh, Lang::En] {
        let json = follows_schema(&report_json(&[reviewed], &[], lang));
        for pointer in pointers(&json["reviews"][0]["findings"]) {
            let found = document.find(&gouji::document::Pointer::new(&pointer));
            assert!(found.is_some() || pointer.starts_with('/'), "{pointer}");
        }
        assert!(memo(&reviewed, lang).starts_with("# "));
    }
}

fn pointers(json: &Value) -> Vec<String> {
    match json {
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, value)| match value {
                Value::String(text) if key == "pointer" => vec![text.clone()],
                value => pointers(value),
            })
            .collect(),
        Value::Array(elements) => elements.iter().flat_map(pointers).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_finding_for_programs() {
    let case = Case::new();
    let json = follows_schema(&report_json(&[case.reviewed()], &[], Lang::Zh));
    let findings = &json["reviews"][0]["findings"];
    snapshot("finding.json", &format!("{:#}", findings[0]));
    let rate = &findings[1];
    assert_eq!(rate["difference"]["unit"], "pp");
    assert_eq!(rate["because_of"], findings[0]["fingerprint"]);
    assert_eq!(findings[2]["explanation"]["state"], "explained");
    assert_eq!(findings[3]["explanation"]["state"], "reopened");
    let counts = &json["reviews"][0]["counts"];
    assert_eq!(
        (&counts["error"], &counts["question"]),
        (&1.into(), &1.into())
    );
    assert_eq!(counts["explained"], 1);
}

#[test]
fn the_list_opens_in_a_spreadsheet() {
    let case = Case::new();
    let csv = findings_csv(&case.reviewed(), Lang::Zh);
    let rest = csv.strip_prefix('\u{feff}').unwrap();
    assert!(rest.ends_with("\r\n"));
    let mut reader = csv::Reader::from_reader(rest.as_bytes());
    let head = reader.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|head| head == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), case.review.findings.len());
    assert_eq!(&rows[0][column("实为")], "1200.00");
    assert_eq!(&rows[1][column("差额")], "-0.67");
    assert_eq!(&rows[1][column("单位")], "%");
    let levels = rows
        .iter()
        .map(|row| (&row[column("状态")] == "已说明", &row[column("级别")]));
    let levels: Vec<_> = levels.collect();
    let order = |level: &str| {
        ["必改", "需核实", "待说明", "提示"]
            .iter()
            .position(|l| *l == level)
    };
    assert!(levels.is_sorted_by_key(|(explained, level)| (*explained, order(level))));
    let explanations: Vec<_> = rows.iter().map(|row| &row[column("审核说明")]).collect();
    assert!(explanations.contains(&"'=已核对|凭证"), "{explanations:?}");
    for row in &rows {
        assert!(
            row.iter().all(|field| !field.starts_with(['=', '+', '@'])),
            "{row:?}"
        );
    }
    let english = findings_csv(&case.reviewed(), Lang::En);
    assert!(english.contains("must correct,G007,"), "{english}");
}

#[test]
fn the_memo_reads_well() {
    let case = Case::new();
    snapshot("memo.zh.md", &memo(&case.reviewed(), Lang::Zh));
    snapshot("memo.en.md", &memo(&case.reviewed(), Lang::En));
}
