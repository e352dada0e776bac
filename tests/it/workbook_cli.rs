//! Workbooks on the command line: checked, imported, fixed and exported beside JSON.

use serde_json::Value;

use crate::program::Program;
use crate::support::workbooks::{book, sheet_of, workbook};
use gouji::workbook::{Workbook, fresh, read};

fn xlsx(book: &Workbook) -> Vec<u8> {
    fresh(book, &[]).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_workbook_and_what_was_imported_from_it_say_the_same() {
    let program = Program::new();
    program.file("a.xlsx", xlsx(&workbook("planning")));
    let run = program.run(&["import", "a.xlsx", "-o", "a.json"]);
    assert_eq!(run.code, 0, "{}", run.seen());
    for words in ["认出 9 张表", "收入决算表", "万元", "已写到 a.json"] {
        assert!(run.stdout.contains(words), "{words}: {}", run.seen());
    }
    let review = |name: &str| {
        let run = program.run(&["check", "--format", "json", name]);
        assert_eq!(run.code, 0, "{}", run.seen());
        json(&run.stdout)["reviews"][0].clone()
    };
    let (from_book, from_json) = (review("a.xlsx"), review("a.json"));
    for key in ["verdict", "counts", "coverage"] {
        assert_eq!(from_book[key], from_json[key], "{key}");
    }
    assert_eq!(from_book["files"], serde_json::json!(["a.xlsx"]));
    // The accounts on standard output, the report beside it.
    let piped = program.run(&["import", "a.xlsx", "-o", "-"]);
    assert_eq!(piped.stdout.as_bytes(), program.bytes("a.json"));
    assert!(piped.stderr.contains("认出 9 张表"));
    let run = program.run(&["import", "a.json", "-o", "b.json"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("不是工作簿：a.json"), "{}", run.seen());
    let run = program.run(&["import", "a.xlsx", "-o", "a.xlsx"]);
    assert_eq!(run.code, 2, "{}", run.seen());
}

#[test]
fn what_was_not_understood_is_listed_and_sets_the_exit_code() {
    let program = Program::new();
    let mut strange = workbook("planning");
    strange.sheets.push(sheet_of("附记", "\n备注|12.50|7"));
    program.file("a.xlsx", xlsx(&strange));
    let run = program.run(&["import", "a.xlsx", "-o", "a.json"]);
    assert_eq!(run.code, 1, "{}", run.seen());
    for words in ["未能识别 2 处", "附记!B1", "12.50", "附记!C1"] {
        assert!(run.stdout.contains(words), "{words}: {}", run.seen());
    }
    assert!(program.path("a.json").exists());
}

#[test]
fn several_workbooks_are_one_review_and_name_their_own_files() {
    let program = Program::new();
    let mut whole = workbook("planning");
    // The income total of the summary is wrong by a slip of two digits.
    let income = &mut whole.sheets[1];
    let cell = income
        .cells
        .iter_mut()
        .find(|cell| cell.at.to_string() == "D5");
    cell.unwrap().content = gouji::workbook::Content::Number(gouji::workbook::Number {
        printed: "9764.50".into(),
        formatted: true,
    });
    for (name, sheets) in [("a.xlsx", 0..2), ("d/b.xlsx", 2..9)] {
        program.file(name, xlsx(&book("x", whole.sheets[sheets].to_vec())));
    }
    program.file("sample.json", gouji::model::SAMPLE);
    let args = [
        "check",
        "--format",
        "json",
        "d/b.xlsx",
        "sample.json",
        "a.xlsx",
    ];
    let run = program.run(&args);
    assert_eq!(run.code, 1, "{}", run.seen());
    let report = json(&run.stdout);
    let reviews = report["reviews"].as_array().unwrap();
    assert_eq!(reviews.len(), 2, "{}", run.seen());
    let set = reviews
        .iter()
        .find(|one| one["files"].as_array().unwrap().len() == 2);
    let set = set.unwrap();
    assert_eq!(set["files"], serde_json::json!(["d/b.xlsx", "a.xlsx"]));
    let findings = set["findings"].as_array().unwrap().iter();
    let operands = findings.flat_map(|finding| finding["operands"].as_array().unwrap());
    let found = operands
        .clone()
        .find(|operand| operand["sheet"] == "收入决算表" && operand["cell"] == "D5");
    assert_eq!(found.expect("the wrong cell")["file"], "a.xlsx");
}

#[test]
fn a_fix_goes_into_the_workbook_or_a_new_one_or_json() {
    let program = Program::new();
    program.file("a.xlsx", xlsx(&workbook("planning")));
    let first = program.bytes("a.xlsx");
    for out in ["b.xlsx", "b.json"] {
        let run = program.run(&["fix", "a.xlsx", "-o", out]);
        assert!(run.code < 2, "{}", run.seen());
        assert!(
            run.stdout.contains(&format!("已写到 {out}")),
            "{}",
            run.seen()
        );
    }
    let same = |name| read("a", &program.bytes(name)).unwrap().sheets;
    assert_eq!(
        same("b.xlsx"),
        same("a.xlsx"),
        "nothing is safe to fix in it"
    );
    assert!(program.bytes("b.json").starts_with(b"{"));
    for out in ["b.xls", "b", "b.ods"] {
        let run = program.run(&["fix", "a.xlsx", "-o", out]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("只能存为 .xlsx"), "{}", run.seen());
        assert!(!program.path(out).exists());
    }
    let run = program.run(&["fix", "a.xlsx", "--in-place"]);
    assert!(run.code < 2, "{}", run.seen());
    assert_eq!(program.bytes("a.xlsx"), first);
    program.file("sample.json", gouji::model::SAMPLE);
    let run = program.run(&["fix", "sample.json", "-o", "s.xlsx"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("不是从工作簿或正文读入"),
        "{}",
        run.seen()
    );
    let run = program.run(&["export", "a.xlsx", "--format", "json", "-o", "c.json"]);
    assert_eq!(run.code, 0, "{}", run.seen());
    assert_eq!(program.bytes("c.json"), program.bytes("b.json"));
}
