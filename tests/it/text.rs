//! Claims that were read from a text: the states of its numbers, and that one printed number is
//! one thing however many cells were read from it.

use std::fmt::Write as _;

use gouji::document::Document;
use gouji::export::{Reviewed, findings_csv, memo, report_json};
use gouji::model::{Accounts, CellEdit, Lang, OtherKind};
use gouji::review::{NumberState, Review, apply, check, recheck};
use gouji::rules::{Context, Level};
use serde_json::json;

use crate::support::told::{Told, claim_cell};

const TEXT: &str = "二、支出决算情况说明\n\
本年支出合计820.40万元，其中：基本支出500.10万元，占60.96%；项目支出320.30万元，占39.14%。\n\
基本支出比上年增加20.00万元，增长4.17%。\n\
接待来访12批次。\n\
表：合计 97.10 88.20\n\
依据第7号文件，共31项。\n";

fn told() -> Told {
    let table = TEXT.find("表：").unwrap();
    let table_end = table + "表：合计 97.10 88.20".len();
    let order = TEXT.find("第7号").unwrap() + "第".len();
    let k03 = json!({"unit": "万元", "rows": [
        {"name": "合计", "total": 820.40, "basic": 500.10, "project": 320.30}]});
    Told::new(TEXT)
        .with("tables", json!({"expenditure": k03}))
        .with(
            "narrative",
            json!({"tables": [[table, table_end]], "others": [[order, order + 1, "reference"]]}),
        )
        .claim(
            "本年支出合计820.40万元",
            json!({"id": "C1", "subject": "K03[合计].本年支出合计", "amount": "820.40万元"}),
        )
        .claim(
            "基本支出500.10万元，占60.96%",
            json!({"id": "C2", "subject": "K03[合计].基本支出", "amount": "500.10万元",
                "share": "60.96%", "of": "K03[合计].本年支出合计", "part_of": "C1"}),
        )
        .claim(
            "项目支出320.30万元，占39.14%",
            json!({"id": "C3", "subject": "K03[合计].项目支出", "amount": "320.30万元",
                "share": "39.14%", "of": "K03[合计].本年支出合计", "part_of": "C1"}),
        )
        .claim(
            "基本支出比上年增加20.00万元，增长4.17%",
            json!({"id": "C4", "subject": "K03[合计].基本支出", "against": "上年数",
                "direction": "增加", "change": "20.00万元", "rate": "4.17%"}),
        )
        .claim(
            "接待来访12批次",
            json!({"id": "C5", "subject": "来访", "count": "12批次"}),
        )
}

fn state<'a>(review: &'a Review, accounts: &Accounts, digits: &str) -> &'a NumberState {
    let narrative = accounts.narrative.as_ref().unwrap();
    let mut marks = review.numbers.iter();
    let mark = marks.find(|mark| narrative.slice(mark.span).starts_with(digits));
    &mark.unwrap_or_else(|| panic!("{digits} is a number")).state
}

#[test]
fn every_number_of_a_text_has_a_state() {
    let (_, accounts) = told().read();
    let review = check(&Context::new(&accounts));
    let state = |digits| state(&review, &accounts, digits);
    assert_eq!(*state("820.40"), NumberState::Proved);
    assert_eq!(*state("500.10"), NumberState::Proved);
    assert_eq!(*state("60.96"), NumberState::Proved);
    // 320.30 ÷ 820.40 = 39.04 %.
    assert_eq!(*state("39.14"), NumberState::Contradicted);
    assert_eq!(*state("320.30"), NumberState::Proved);
    assert_eq!(*state("4.17"), NumberState::Proved);
    assert!(matches!(state("12批次"), NumberState::NotChecked(_)));
    assert_eq!(*state("97.10"), NumberState::InTable);
    assert_eq!(*state("88.20"), NumberState::InTable);
    assert_eq!(*state("7"), NumberState::Other(OtherKind::Reference));
    let NumberState::NotChecked(why) = state("31") else {
        panic!("nothing was read in 31");
    };
    assert_eq!(why.zh, "没有读出它说明什么");
    let coverage = review.text_coverage();
    assert_eq!(
        (coverage.contradicted, coverage.in_tables, coverage.other),
        (1, 2, 1)
    );
    assert_eq!(coverage.total(), review.numbers.len());
    let starts: Vec<u32> = review.numbers.iter().map(|mark| mark.span.start).collect();
    assert!(starts.is_sorted());
    let wrong = review
        .numbers
        .iter()
        .find(|mark| mark.state == NumberState::Contradicted);
    let finding = &review.findings[wrong.unwrap().finding.unwrap()];
    assert_eq!(finding.rule.to_string(), "G064");
}

#[test]
fn states_follow_an_edit_of_a_table() {
    let (document, accounts) = told().read();
    let context = Context::new(&accounts);
    let review = check(&context);
    let k03 = accounts.final_table("K03").unwrap();
    let edits = [CellEdit::new(k03.place(0, 0), "820.90")];
    let changed = apply(&document, &accounts, &edits).unwrap();
    let accounts = Accounts::read(&changed).unwrap();
    let context = Context::new(&accounts);
    let again = recheck(&review, &context, &[k03.id]);
    assert_eq!(again, check(&context));
    // The table is what is wrong now: its parts and the text agree against it.
    assert_ne!(
        *state(&again, &accounts, "500.10"),
        NumberState::Contradicted
    );
    let wrong = again
        .open()
        .find(|(_, finding)| finding.level == Level::Error)
        .unwrap()
        .1;
    assert_eq!(wrong.shown[0].place, k03.place(0, 0));
}

#[test]
fn one_printed_number_is_one_cell_and_one_finding() {
    let text = "年初预算为90.00万元，调整预算为64.00万元，支出决算为63.00万元，\
        完成年初预算的70.00%，完成调整预算的98.44%。\n";
    let k06 = json!({"unit": "万元", "rows": [
        {"name": "合计", "total": 65.00, "basic": 65.00, "project": 0}]});
    let told = Told::new(text)
        .with("tables", json!({"general_public_budget_expenditure": k06}))
        .claim(
            text.trim(),
            json!({"id": "C1", "subject": "K06[合计].合计", "against": "年初预算数",
                "base": "90.00万元", "amount": "63.00万元", "completion": "70.00%"}),
        )
        .claim(
            text.trim(),
            json!({"id": "C2", "subject": "K06[合计].合计", "against": "全年预算数",
                "base": "64.00万元", "amount": "63.00万元", "completion": "98.44%"}),
        );
    let (document, accounts) = told.read();
    let (one, other) = (
        claim_cell(&accounts, "C1", "amount"),
        claim_cell(&accounts, "C2", "amount"),
    );
    assert_eq!(accounts.printed_first(other), one);
    let review = check(&Context::new(&accounts));
    let open: Vec<_> = review.open().filter(|(_, f)| !f.is_consequence()).collect();
    assert_eq!(open.len(), 1, "{open:#?}");
    assert_eq!(review.mark(one), review.mark(other));
    assert!(review.relations_of(other).count() > 0);
    let marks = review
        .numbers
        .iter()
        .filter(|mark| mark.cells.contains(&one));
    assert_eq!(marks.map(|mark| mark.cells.len()).collect::<Vec<_>>(), [2]);

    let edits = [CellEdit::new(other, "63.50")];
    let changed = apply(&document, &accounts, &edits).unwrap();
    let accounts = Accounts::read(&changed).unwrap();
    for place in [one, other] {
        assert_eq!(accounts.printed(place), "63.50万元");
    }
}

#[test]
fn five_thousand_numbers_are_quick() {
    let mut text = String::new();
    for index in 0..2_500 {
        writeln!(text, "第{index}项{index}.50万元，占{index}%。").unwrap();
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut told = Told::new(&text);
    for (index, line) in lines.iter().enumerate() {
        told = told.claim(
            line,
            json!({"id": format!("C{index}"), "subject": format!("事项{}", index / 2),
                "amount": format!("{index}.50万元"), "share": format!("{index}%")}),
        );
    }
    let document = told.document();
    let accounts = Accounts::read(&document).unwrap();
    let review = check(&Context::new(&accounts));
    assert_eq!(review.numbers.len(), 7_500);
}

#[test]
fn outputs_say_where_in_the_text_and_how_much_of_it_was_checked() {
    let text = format!("封面\u{c}{TEXT}");
    let of_text = told().document();
    let json = String::from_utf8(of_text.bytes().into_owned()).unwrap();
    let mut value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let by = u64::try_from(text.len() - TEXT.len()).unwrap();
    value["narrative"]["text"] = json!(text);
    for key in ["tables", "others"] {
        for part in value["narrative"][key].as_array_mut().unwrap() {
            for at in 0..2 {
                part[at] = json!(part[at].as_u64().unwrap() + by);
            }
        }
    }
    for row in value["claims"]["rows"].as_array_mut().unwrap() {
        for (_, span) in row["spans"].as_object_mut().unwrap() {
            for at in 0..2 {
                span[at] = json!(span[at].as_u64().unwrap() + by);
            }
        }
    }
    let document = Document::parse(value.to_string().into_bytes()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    let review = check(&Context::new(&accounts));
    let reviewed = Reviewed {
        file: "说明.txt",
        files: &[],
        document: &document,
        accounts: &accounts,
        review: &review,
    };
    let report = report_json(&[reviewed], &[], Lang::Zh);
    let schema = include_str!("../../assets/schema/gouji-check.schema.json");
    let schema = serde_json::from_str(schema).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let flaws: Vec<String> = jsonschema::draft202012::new(&schema)
        .unwrap()
        .iter_errors(&report)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(flaws, Vec::<String>::new());
    let review_json = &report["reviews"][0];
    assert_eq!(review_json["coverage"]["text"]["contradicted"], 1);
    let share = &review_json["findings"][0]["operands"][0];
    let start = text.find("39.14").unwrap();
    assert_eq!(share["span"], json!([start, start + "39.14%".len()]));
    assert_eq!((&share["page"], &share["line"]), (&json!(2), &json!(3)));
    assert_eq!(share["file"], "说明.txt");
    let csv = findings_csv(&reviewed, Lang::Zh);
    assert!(csv.contains("第 2 页第 2 行"), "{csv}");
    let memo = memo(&reviewed, Lang::Zh);
    assert!(
        memo.contains("第 2 页第 2 行") && memo.contains("矛盾 1"),
        "{memo}"
    );
}
