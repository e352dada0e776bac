//! Texts on the command line: checked beside their tables, imported, corrected and exported.

use serde_json::Value;

use crate::manuscript::pdf::scanned;
use crate::manuscript::{document, paragraph};
use crate::program::Program;
use crate::support::workbooks::{ole_container, workbook};
use gouji::workbook::fresh;

const TEXT: &str = "丙区乙局2024年度部门决算\n\
    一、国有资产占用情况\n\
    截至2024年12月31日，本部门共有车辆3辆；单价100万元（含）以上设备0台（套）。\n";

fn planning() -> Vec<u8> {
    fresh(&workbook("planning"), &[]).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_text_and_what_was_imported_from_it_say_the_same() {
    let program = Program::new();
    program.file("a.txt", TEXT);
    program.file("t.xlsx", planning());
    for files in [&["a.txt"][..], &["a.txt", "t.xlsx"]] {
        let arguments = |command: &'static [&str], rest: &'static [&str]| {
            let all = command.iter().chain(files).chain(rest).copied();
            all.collect::<Vec<&str>>()
        };
        let run = program.run(&arguments(&["import"], &["-o", "all.json"]));
        assert!(run.code < 2, "{}", run.seen());
        assert!(run.stdout.contains("国有资产占用情况"), "{}", run.seen());
        let review = |arguments: &[&str]| {
            let run = program.run(arguments);
            assert!(run.code < 2, "{}", run.seen());
            json(&run.stdout)["reviews"][0].clone()
        };
        let given = review(&arguments(&["check", "--format", "json"], &[]));
        let imported = review(&["check", "--format", "json", "all.json"]);
        for key in ["department", "year", "verdict", "counts", "coverage"] {
            assert_eq!(given[key], imported[key], "{key}");
        }
        assert_eq!(given["files"].as_array().unwrap().len(), files.len());
    }
    let run = program.run(&["import", "a.txt", "all.json", "t.xlsx", "-o", "b.json"]);
    assert_eq!(run.code, 2, "{}", run.seen());
    program.file("b.txt", TEXT);
    let run = program.run(&["import", "a.txt", "b.txt", "-o", "b.json"]);
    assert!(run.stderr.contains("只有一份正文"), "{}", run.seen());
}

#[test]
fn another_department_is_asked_and_not_assumed() {
    let program = Program::new();
    program.file("a.txt", TEXT);
    program.file("甲区丁局2024年度部门决算.xlsx", planning());
    let run = program.run(&["check", "a.txt", "甲区丁局2024年度部门决算.xlsx"]);
    assert!(run.code < 2, "{}", run.seen());
    for words in ["单位名称不一致", "丙区乙局", "待说明"] {
        assert!(run.stdout.contains(words), "{words}: {}", run.seen());
    }
}

#[test]
fn tables_that_name_nobody_are_held_against_the_amounts_of_the_text() {
    let program = Program::new();
    program.file("报表.xlsx", planning());
    let run = program.run(&["import", "报表.xlsx", "-o", "t.json"]);
    assert!(run.code < 2, "{}", run.seen());
    let tables: Value = serde_json::from_slice(&program.bytes("t.json")).unwrap();
    let total = |table: &str, column: &str| {
        let rows = tables["tables"][table]["rows"].as_array().unwrap();
        let row = rows.iter().find(|row| row["name"] == "合计").unwrap();
        row[column].to_string()
    };
    let (income, basic) = (total("income", "total"), total("expenditure", "basic"));
    let text = |income: &str, basic: &str| {
        format!(
            "丙区乙局2024年度部门决算\n第三部分 2024年度部门决算情况说明\n\
             一、收入决算情况说明\n本年收入合计{income}万元，其中：财政拨款收入1.23万元。\n\
             二、支出决算情况说明\n本年支出合计4.56万元，其中：基本支出{basic}万元；项目支出7.89万元。\n"
        )
    };
    let asks = "请核实是否放错了文件";
    for (income, basic, words) in [
        ("3.21", "6.54", Some("没有一个金额相符")),
        (income.as_str(), "6.54", None),
        (&income, &basic, None),
    ] {
        program.file("a.txt", text(income, basic));
        let run = program.run(&["check", "--format", "json", "a.txt", "报表.xlsx"]);
        assert_eq!(run.code, 1, "{}", run.seen());
        let findings = json(&run.stdout)["reviews"][0]["findings"].clone();
        let asked = findings.as_array().unwrap().iter().find(|finding| {
            let message = finding["message"].as_str().unwrap_or_default();
            message.contains(asks)
        });
        let message = asked.map(|finding| finding["message"].as_str().unwrap());
        match words {
            Some(words) => assert!(message.unwrap().contains(words), "{message:?}"),
            None => assert_eq!(message, None),
        }
    }
}

#[test]
fn what_cannot_be_read_is_said_and_sets_the_exit_code() {
    let program = Program::new();
    let damaged = {
        let mut bytes = document(&paragraph("部门决算"));
        bytes.truncate(bytes.len() / 2);
        bytes
    };
    let cases: &[(&str, Vec<u8>, &str)] = &[
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0".to_vec(), "图片"),
        ("b.docx", ole_container("EncryptedPackage"), "密码"),
        ("c.docx", damaged, "c.docx"),
        ("d.txt", Vec::new(), "空"),
        (
            "e.txt",
            b"\xE5\x86\xB3\n\xBE\xF6\xCB\xE3\xFF\n".to_vec(),
            "e.txt",
        ),
        ("f.txt", "今天天气好。".into(), "没有认出任何关于决算的陈述"),
    ];
    for (name, bytes, words) in cases {
        program.file(name, bytes);
        let run = program.run(&["check", name]);
        assert_eq!(run.code, 2, "{name}: {}", run.seen());
        assert!(run.stderr.contains(words), "{name}: {}", run.seen());
    }
    // What could be read is still reported.
    program.file("t.xlsx", planning());
    let run = program.run(&["check", "t.xlsx", "a.txt"]);
    assert_eq!(run.code, 2, "{}", run.seen());
    assert!(run.stdout.contains("检查情况"), "{}", run.seen());
}

#[test]
fn a_folder_is_not_unreadable_for_what_else_lies_there() {
    let program = Program::new();
    program.file("d/a.txt", TEXT);
    program.file("d/README.txt", "说明：共3个文件。");
    program.file("d/图.docx", b"\x89PNG\r\n\x1a\n\0\0\0");
    let run = program.run(&["check", "d"]);
    assert_eq!(run.code, 0, "{}", run.seen());
    assert!(run.stdout.contains("丙区乙局"), "{}", run.seen());
    for name in ["README.txt", "图.docx"] {
        assert!(run.stderr.contains(name), "{name}: {}", run.seen());
    }
    // What is called accounts and cannot be read is no trifle.
    program.file("d/2024年度部门决算.docx", b"\x89PNG\r\n\x1a\n\0\0\0");
    let run = program.run(&["check", "d"]);
    assert_eq!(run.code, 2, "{}", run.seen());
}

#[test]
fn pages_without_text_and_files_without_an_end_are_said() {
    let program = Program::new();
    let lines: Vec<&str> = TEXT.lines().collect();
    let half = scanned(&lines, 2);
    let torn = half[..half.len() - 400].to_vec();
    let cases = [
        (
            "d/部门决算.pdf",
            scanned(&[], 2),
            "第 1 页等 2 页没有可读的文字",
            "扫描图像",
        ),
        ("t/部门决算.pdf", torn, "末尾缺失", "没有传完"),
    ];
    for (name, bytes, words, hint) in cases {
        program.file(name, bytes);
        let folder = name.split('/').next().unwrap();
        for path in [name, folder] {
            let run = program.run(&["check", path]);
            assert_eq!(run.code, 2, "{path}: {}", run.seen());
            for words in [words, hint] {
                assert!(run.stderr.contains(words), "{path}: {}", run.seen());
            }
        }
        let run = program.run(&["import", name, "-o", "a.json"]);
        assert_eq!(run.code, 2, "{}", run.seen());
    }
    // A picture that nobody calls accounts is passed over, and its reason is said.
    program.file("e/封面.pdf", scanned(&[], 1));
    program.file("e/a.txt", TEXT);
    let run = program.run(&["check", "e"]);
    assert_eq!(run.code, 0, "{}", run.seen());
    assert!(
        run.stderr.contains("第 1 页没有可读的文字"),
        "{}",
        run.seen()
    );
    // What the first page says is checked, and nothing is concluded from the others.
    program.file("a.pdf", half);
    let run = program.run(&["check", "a.pdf"]);
    assert_eq!(run.code, 0, "{}", run.seen());
    for words in ["第 2 页", "第 3 页", "扫描图像"] {
        assert!(run.stdout.contains(words), "{words}: {}", run.seen());
    }
}

#[test]
fn a_folder_with_every_form_of_the_same_accounts_is_one_set() {
    let program = Program::new();
    let body: String = TEXT.lines().map(paragraph).collect();
    let lines: Vec<&str> = TEXT.lines().collect();
    program.file("d/丙区乙局.docx", document(&body));
    program.file("d/丙区乙局.txt", TEXT);
    program.file("d/丙区乙局.pdf", scanned(&lines, 0));
    program.file("d/丙区乙局.xlsx", planning());
    // The same tables in another kind of workbook, told by its content.
    program.file("d/丙区乙局.xls", planning());
    program.file("d/页码.json", "[[1, 2]]");
    let run = program.run(&["check", "--format", "json", "d"]);
    assert!(run.code < 2, "{}", run.seen());
    let report = json(&run.stdout);
    let reviews = report["reviews"].as_array().unwrap();
    assert_eq!(reviews.len(), 1, "{}", run.seen());
    let files = serde_json::json!(["d/丙区乙局.xlsx", "d/丙区乙局.docx"]);
    assert_eq!(reviews[0]["files"], files);
    for name in ["丙区乙局.txt", "丙区乙局.pdf", "丙区乙局.xls", "页码.json"] {
        assert!(run.stderr.contains(name), "{name}: {}", run.seen());
    }
}

#[test]
fn one_text_in_two_forms_is_read_once() {
    let program = Program::new();
    let body: String = TEXT.lines().map(paragraph).collect();
    program.file("a.docx", document(&body));
    program.file("a.txt", TEXT);
    let run = program.run(&["check", "--format", "json", "a.txt", "a.docx"]);
    assert_eq!(run.code, 0, "{}", run.seen());
    let report = json(&run.stdout);
    assert_eq!(report["reviews"].as_array().unwrap().len(), 1);
    assert_eq!(report["reviews"][0]["files"], serde_json::json!(["a.docx"]));
    assert!(run.stderr.contains("a.txt"), "{}", run.seen());
}

#[test]
fn a_report_on_a_text_says_where_in_it_and_keeps_to_its_schema() {
    let program = Program::new();
    let wrong = "丙区乙局2024年度部门决算\n第三部分 2024年度部门决算情况说明\n\
        一、支出决算情况说明\n\
        本年支出合计820.40万元，其中：基本支出500.10万元，占60.96%；项目支出320.30万元，占39.14%。\n";
    let body: String = wrong.lines().map(paragraph).collect();
    program.file("a.txt", wrong);
    program.file("b.docx", document(&body));
    let lines: Vec<&str> = wrong.lines().collect();
    program.file("c.pdf", scanned(&lines, 1));
    let schema = include_str!("../../assets/schema/gouji-check.schema.json");
    let schema = jsonschema::draft202012::new(&json(schema)).unwrap();
    for (name, page) in [("a.txt", false), ("b.docx", false), ("c.pdf", true)] {
        let run = program.run(&["check", "--format", "json", name]);
        assert_eq!(run.code, 1, "{}", run.seen());
        let report = json(&run.stdout);
        let flaws: Vec<String> = schema
            .iter_errors(&report)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(flaws, Vec::<String>::new(), "{name}");
        let findings = report["reviews"][0]["findings"].as_array().unwrap();
        let share = findings.iter().find(|finding| finding["code"] == "G064");
        let share = &share.unwrap()["operands"][0];
        assert_eq!((&share["file"], &share["line"]), (&name.into(), &4.into()));
        assert_eq!(share["page"] == 1, page, "{share}");
        for format in ["csv", "md"] {
            let run = program.run(&["export", name, "--format", format, "-o", "-"]);
            let place = if page {
                "第 1 页第 4 行"
            } else {
                "第 4 行"
            };
            assert!(run.stdout.contains(place), "{}", run.seen());
        }
    }
    for format in ["sarif", "ndjson"] {
        let run = program.run(&["check", "--format", format, "a.txt"]);
        assert_eq!(run.code, 2, "{}", run.seen());
    }
}

#[test]
fn fixes_and_exports_take_texts() {
    let program = Program::new();
    program.file("a.txt", TEXT);
    program.file("t.xlsx", planning());
    let run = program.run(&["export", "a.txt", "--format", "text", "-o", "b.txt"]);
    assert_eq!(run.code, 0, "{}", run.seen());
    assert_eq!(program.bytes("b.txt"), TEXT.as_bytes());
    let run = program.run(&["export", "a.txt", "--format", "text", "-o", "b.docx"]);
    assert_eq!(run.code, 2, "{}", run.seen());
    assert!(run.stderr.contains("只能存为 .txt"), "{}", run.seen());
    let run = program.run(&["export", "t.xlsx", "--format", "text", "-o", "c.txt"]);
    assert!(run.stderr.contains("没有正文"), "{}", run.seen());
    let run = program.run(&[
        "export", "a.txt", "t.xlsx", "--format", "json", "-o", "c.json",
    ]);
    assert_eq!(run.code, 0, "{}", run.seen());
    // An import that was edited by hand gives the text with the new number.
    let edited = String::from_utf8(program.bytes("c.json")).unwrap();
    program.file("c.json", edited.replace("\"3辆\"", "\"4辆\""));
    let run = program.run(&["export", "c.json", "--format", "text", "-o", "-"]);
    assert_eq!(run.stdout, TEXT.replace("3辆", "4辆"), "{}", run.seen());
    let run = program.run(&["fix", "a.txt", "t.xlsx", "-o", "f.txt"]);
    assert!(run.code < 2, "{}", run.seen());
    assert_eq!(program.bytes("f-a.txt"), TEXT.as_bytes(), "{}", run.seen());
    assert!(program.path("f-t.xlsx").exists());
    let run = program.run(&["fix", "a.txt", "t.xlsx", "-o", "f.pdf"]);
    assert_eq!(run.code, 2, "{}", run.seen());
}
