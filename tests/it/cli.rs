//! The command line as a user sees it: what is printed and how it ends.
//!
//! Snapshots lie in `tests/snapshots`; `INSTA_UPDATE=always cargo it cli` writes them anew, and the
//! change is read as a diff.

use std::io::Read as _;
use std::process::Stdio;

use gouji::document::Document;
use gouji::model::{Accounts, SAMPLE, explanation_edits};
use gouji::review;
use gouji::rules::{Context, Finding};
use serde_json::Value;

use crate::program::{Program, snapshot};

/// Accounts whose income row does not add up: 120 against 70 + 40.
const BROKEN: &str = r#"{
  "format": "gouji-accounts/1",
  "department": "测试局",
  "year": 2023,
  "unit": "元",
  "tables": {
    "income": {"rows": [
      {"name": "合计", "total": "120.00", "fiscal_appropriation": "70.00", "superior_subsidies": "0.00", "institutional_operating": "40.00", "business": "0.00", "affiliated_remittances": "0.00", "other": "0.00"}
    ]}
  }
}
"#;

/// The same accounts, adding up.
fn good() -> String {
    BROKEN.replace("\"120.00\"", "\"110.00\"")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn help_is_in_both_languages() {
    let program = Program::new();
    let run = program.run(&["--help"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    snapshot("help.txt", &run.stdout);
    let mut commands = String::new();
    for command in ["check", "rule", "fix", "import", "sample", "export"] {
        let run = program.run(&[command, "--help"]);
        assert_eq!(run.code, 0);
        commands.extend(["$ gouji ", command, " --help\n", &run.stdout, "\n"]);
    }
    snapshot("help-commands.txt", &commands);
}

#[test]
fn a_wrong_command_line_is_explained() {
    let program = Program::new();
    for (args, zh) in [
        (&["check"] as &[&str], "缺少必需的参数"),
        (&["check", "--colour", "x"], "不认识的参数"),
        (&["check", "--format", "xml", "x"], "参数的值不对"),
        (&["fix", "a", "-o", "b", "--in-place"], "不能一起使用"),
    ] {
        let run = program.run(args);
        assert_eq!(run.code, 2, "{}", run.seen());
        assert!(run.stderr.contains(zh), "{}", run.seen());
        assert!(run.stderr.contains("error: "), "{}", run.seen());
    }
    let run = program.run(&["fix", "a.json"]);
    assert_eq!(run.code, 2, "{}", run.seen());
    for words in [
        "没有说明改后写到哪里",
        "nothing says where",
        "-o",
        "--in-place",
        "--dry-run",
    ] {
        assert!(run.stderr.contains(words), "{}", run.seen());
    }
    let run = program.run(&["chekc"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("没有名为 chekc 的命令或文件"),
        "{}",
        run.seen()
    );
}

#[test]
fn formats_of_later_versions_are_refused_clearly() {
    let program = Program::with_sample();
    for format in ["ndjson", "sarif"] {
        let run = program.run(&["check", "--format", format, "sample.json"]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.contains("--format json"), "{}", run.seen());
    }
}

#[test]
fn the_language_follows_the_system_unless_it_is_asked_for() {
    let program = Program::new();
    program.file("good.json", good());
    let said = |variable: (&str, &str), args: &[&str]| {
        let mut command = program.command(args);
        let output = command.env(variable.0, variable.1).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let check = &["check", "good.json"];
    assert!(said(("LANG", "C"), check).contains("检查情况"));
    assert!(said(("LANG", "zh_CN.UTF-8"), check).contains("检查情况"));
    assert!(said(("LANG", "en_GB.UTF-8"), check).contains("Coverage"));
    assert!(said(("LC_ALL", "en_GB.UTF-8"), check).contains("Coverage"));
    let asked = &["check", "good.json", "--lang", "zh"];
    assert!(said(("LANG", "en_GB.UTF-8"), asked).contains("检查情况"));
    let before = &["--lang", "en", "check", "good.json"];
    assert!(said(("LANG", "zh_CN.UTF-8"), before).contains("Coverage"));
}

#[test]
fn the_report_on_small_accounts() {
    let program = Program::new();
    program.file("broken.json", BROKEN);
    let zh = program.run(&["check", "broken.json"]);
    assert_eq!(zh.code, 1, "{}", zh.seen());
    snapshot("check-broken.zh.txt", &zh.seen());
    let en = program.run(&["check", "broken.json", "--lang", "en"]);
    assert_eq!(en.code, 1);
    snapshot("check-broken.en.txt", &en.seen());
    program.file("good.json", good());
    let fine = program.run(&["check", "good.json"]);
    assert_eq!(fine.code, 0, "{}", fine.seen());
    snapshot("check-good.zh.txt", &fine.seen());
}

#[test]
fn the_report_on_the_sample() {
    let program = Program::with_sample();
    let zh = program.run(&["check", "sample.json"]);
    assert_eq!(zh.code, 1, "{}", zh.seen());
    snapshot("check-sample.zh.txt", &zh.seen());
    let en = program.run(&["check", "sample.json", "--lang", "en"]);
    assert_eq!(en.code, 1);
    snapshot("check-sample.en.txt", &en.seen());
}

/// The sample with the finding of a rule explained, and one of its figures changed afterwards.
fn explained(code: &str, change: Option<(&str, &str)>) -> Vec<u8> {
    let mut document = Document::parse(SAMPLE.to_vec()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    let review = review::check(&Context::new(&accounts));
    let of_code = |finding: &&Finding| finding.rule.to_string() == code;
    let finding = review.findings.iter().find(of_code).unwrap();
    let explanation = review::explain(finding, "已与财政局核对");
    let edits = explanation_edits(&document, &finding.fingerprint, Some(&explanation));
    document.apply_all(&edits).unwrap();
    let text = document.text().to_owned();
    let text = change.map_or_else(|| text.clone(), |(from, to)| text.replace(from, to));
    text.into_bytes()
}

#[test]
fn what_was_explained_stands_apart_until_a_figure_changes() {
    let program = Program::new();
    program.file("a.json", explained("G051", None));
    let run = program.run(&["check", "a.json"]);
    assert_eq!(run.code, 1);
    let (open, apart) = run.stdout.split_once("已说明 · 1\n  = G051").unwrap();
    assert_eq!(
        open.matches("? G051").count(),
        1,
        "the other of two: {open}"
    );
    assert!(apart.contains("    说明  已与财政局核对"), "{apart}");
    program.file(
        "a.json",
        explained("G051", Some(("\"40,295,310.42\"", "\"40,295,310.43\""))),
    );
    let run = program.run(&["check", "a.json"]);
    assert!(
        run.stdout.contains("    说明  已与财政局核对"),
        "{}",
        run.seen()
    );
    assert!(!run.stdout.contains("已说明 ·"), "{}", run.seen());
}

#[test]
fn every_line_of_the_report_fits_the_terminal() {
    use unicode_width::UnicodeWidthStr as _;
    let program = Program::with_sample();
    for columns in [40, 60, 80] {
        let mut command = program.command(&["check", "sample.json"]);
        let output = command
            .env("COLUMNS", columns.to_string())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        for line in text.lines() {
            // A label without a place to break may stick out, a sentence may not.
            assert!(
                line.width() <= columns + 12,
                "{columns}: {} {line}",
                line.width()
            );
        }
    }
}

#[test]
fn colours_are_for_terminals() {
    let program = Program::with_sample();
    let plain = program.run(&["check", "sample.json"]);
    assert!(!plain.stdout.contains('\u{1b}'));
    let forced = program
        .command(&["check", "sample.json"])
        .env("CLICOLOR_FORCE", "1")
        .output()
        .unwrap();
    assert!(forced.stdout.contains(&0x1b));
    let refused = program
        .command(&["check", "sample.json"])
        .env("CLICOLOR_FORCE", "1")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(!refused.stdout.contains(&0x1b));
}

#[test]
fn the_json_report_of_the_sample_says_what_the_text_says() {
    let program = Program::with_sample();
    let run = program.run(&["check", "--format", "json", "sample.json"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    let report = json(&run.stdout);
    let review = &report["reviews"][0];
    assert_eq!(review["files"][0], "sample.json");
    assert_eq!(review["year"], 2023);
    assert_eq!(review["verdict"], "to_correct");
    let text = program.run(&["check", "sample.json"]).stdout;
    for finding in review["findings"].as_array().unwrap() {
        let code = finding["code"].as_str().unwrap();
        assert!(text.contains(code), "{code}");
    }
    let again = program.run(&["check", "--format", "json", "sample.json"]);
    assert_eq!(again.stdout, run.stdout);
}

#[test]
fn the_order_of_files_changes_nothing() {
    let program = Program::new();
    program.file("set/a.json", BROKEN);
    program.file("set/b/c.json", good().replace("2023", "2022"));
    program.file("set/note.txt", "no accounts");
    let folder = program.run(&["check", "--format", "json", "set"]);
    assert_eq!(folder.code, 1, "{}", folder.seen());
    let report = json(&folder.stdout);
    let years: Vec<_> = report["reviews"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["year"].clone())
        .collect();
    assert_eq!(years, [2022, 2023]);
    let named = program.run(&["check", "--format", "json", "set/a.json", "set/b/c.json"]);
    assert_eq!(named.stdout, folder.stdout);
    let text = program.run(&["check", "set"]);
    assert!(
        text.stdout.contains("共 2 份决算，1 份有必改问题"),
        "{}",
        text.seen()
    );
}

/// Accounts with nothing but what they carry over.
fn carried_over(department: &str, year: u16, opening: &str, closing: &str) -> String {
    format!(
        r#"{{"format": "gouji-accounts/1", "department": "{department}", "year": {year}, "unit": "元",
  "tables": {{"income_and_expenditure_summary": {{"rows": [
    {{"name": "年初结转和结余", "side": "income", "final": "{opening}"}},
    {{"name": "年末结转和结余", "side": "expenditure", "final": "{closing}"}}
  ]}}}}}}
"#
    )
}

#[test]
fn years_of_a_department_are_checked_against_each_other() {
    let program = Program::new();
    program.file("2022.json", carried_over("测试局", 2022, "5.00", "10.00"));
    program.file("2023.json", carried_over("测试局", 2023, "12.00", "0.00"));
    program.file("other.json", carried_over("另一局", 2023, "12.00", "0.00"));
    let raised = |files: &[&str]| -> Vec<bool> {
        let run = program.run(&[&["check", "--format", "json"], files].concat());
        let report = json(&run.stdout);
        let reviews = report["reviews"].as_array().unwrap();
        reviews
            .iter()
            .map(|review| review["findings"].to_string().contains("\"G052\""))
            .collect()
    };
    assert_eq!(raised(&["2023.json"]), [false]);
    assert_eq!(raised(&["2023.json", "2022.json"]), [false, true]);
    assert_eq!(raised(&["2022.json", "other.json"]), [false, false]);
}

#[test]
fn standard_input_holds_one_document_or_one_a_line() {
    let program = Program::new();
    let one = program.run_on(&["check", "-"], BROKEN);
    assert_eq!(one.code, 1);
    assert!(
        one.stdout.starts_with("测试局 2023 年  -\n"),
        "{}",
        one.seen()
    );
    let line = |text: &str| text.replace('\n', "");
    let stream = format!("{}\n\n{}\n{{\"oops\n", line(BROKEN), line(&good()));
    let run = program.run_on(&["check", "--format", "json", "-"], stream);
    assert_eq!(run.code, 2, "{}", run.seen());
    let report = json(&run.stdout);
    let files: Vec<_> = report["reviews"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["files"][0].clone())
        .collect();
    assert_eq!(files, ["-:1", "-:2"]);
    assert_eq!(report["unreadable"][0]["file"], "-:3");
}

#[test]
fn a_closed_pipe_ends_the_output_and_not_the_program() {
    let program = Program::with_sample();
    for args in [
        &["check", "sample.json"] as &[&str],
        &["rule"],
        &["sample"],
        &["--help"],
    ] {
        let mut command = program.command(args);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let mut stderr = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut stderr)
            .unwrap();
        let status = child.wait().unwrap();
        assert_eq!(stderr, "", "{args:?}");
        assert!(
            status.code().is_some_and(|code| code < 2),
            "{args:?}: {status}"
        );
    }
}

#[test]
fn a_rule_is_explained() {
    let program = Program::new();
    let zh = program.run(&["rule", "g060"]);
    assert_eq!(zh.code, 0);
    snapshot("rule-G060.zh.txt", &zh.stdout);
    let en = program.run(&["rule", "G060", "--lang", "en"]);
    snapshot("rule-G060.en.txt", &en.stdout);
    let formula = program.run(&["rule", "G024"]);
    snapshot("rule-G024.zh.txt", &formula.stdout);
    for number in 1..=111 {
        let code = format!("G{number:03}");
        let run = program.run(&["rule", &code]);
        assert!(
            run.code == 0 && run.stdout.starts_with(&code),
            "{}",
            run.seen()
        );
    }
}

#[test]
fn all_rules_are_listed_by_family() {
    let program = Program::new();
    let run = program.run(&["rule"]);
    assert_eq!(run.code, 0);
    snapshot("rules.zh.txt", &run.stdout);
}

#[test]
fn an_unknown_rule_has_near_matches() {
    let program = Program::new();
    let run = program.run(&["rule", "G60"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("是否指：G060 增减率算错"),
        "{}",
        run.seen()
    );
    let run = program.run(&["rule", "增减率"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("G060"), "{}", run.seen());
    let run = program.run(&["--lang", "en", "rule", "nonsense"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("gouji rule lists all rules"),
        "{}",
        run.seen()
    );
}

#[test]
fn the_sample_is_written_and_never_over_something() {
    let program = Program::new();
    let run = program.run(&["sample"]);
    assert_eq!((run.code, run.stdout.as_bytes()), (0, gouji::model::SAMPLE));
    assert_eq!(program.run(&["sample", "new.json"]).code, 0);
    assert_eq!(program.bytes("new.json"), gouji::model::SAMPLE);
    program.file("mine.json", "mine");
    let run = program.run(&["sample", "mine.json"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--force"), "{}", run.seen());
    assert_eq!(program.bytes("mine.json"), b"mine");
    assert_eq!(program.run(&["sample", "mine.json", "--force"]).code, 0);
    assert_eq!(program.bytes("mine.json"), gouji::model::SAMPLE);
}

#[test]
fn without_a_display_the_window_says_so() {
    let program = Program::new();
    let run = program.run(&[]);
    assert_eq!(run.code, 2);
    for words in ["没有可用的显示器", "there is no display", "gouji check"] {
        assert!(run.stderr.contains(words), "{}", run.seen());
    }
}

#[test]
fn exports_are_written_and_never_over_the_accounts() {
    let program = Program::new();
    program.file("a.json", BROKEN);
    for format in ["json", "csv", "findings-xlsx", "tables-xlsx", "md"] {
        let run = program.run(&["export", "a.json", "--format", format, "-o", "out"]);
        assert_eq!(run.code, 0, "{}", run.seen());
        if !format.ends_with("xlsx") {
            // What is no text cannot be compared as it is caught.
            let to_pipe = program.run(&["export", "a.json", "--format", format, "-o", "-"]);
            assert_eq!(to_pipe.stdout.as_bytes(), program.bytes("out"), "{format}");
        }
        let over = program.run(&["export", "a.json", "--format", format, "-o", "./a.json"]);
        assert_eq!(over.code, 2, "{}", over.seen());
        assert_eq!(program.bytes("a.json"), BROKEN.as_bytes());
    }
    assert!(
        String::from_utf8(program.bytes("out"))
            .unwrap()
            .starts_with("# 测试局")
    );
    let nowhere = program.run(&["export", "a.json", "--format", "md", "-o", "none/out.md"]);
    assert_eq!(nowhere.code, 2);
    assert!(
        nowhere.stderr.contains("文件夹不存在：none/out.md"),
        "{}",
        nowhere.seen()
    );
}

/// The lines that differ, old and new.
fn changed_lines<'a>(before: &'a str, after: &'a str) -> Vec<(&'a str, &'a str)> {
    assert_eq!(before.lines().count(), after.lines().count());
    before
        .lines()
        .zip(after.lines())
        .filter(|(before, after)| before != after)
        .collect()
}

#[test]
fn fix_changes_the_figures_that_it_names_and_no_other_byte() {
    let program = Program::with_sample();
    let before = String::from_utf8(program.bytes("sample.json")).unwrap();
    let run = program.run(&["fix", "sample.json", "-o", "fixed.json"]);
    snapshot("fix-sample.zh.txt", &run.seen());
    assert_eq!(
        program.bytes("sample.json"),
        gouji::model::SAMPLE,
        "the original stays"
    );
    let after = String::from_utf8(program.bytes("fixed.json")).unwrap();
    let report = json(
        &program
            .run(&["check", "--format", "json", "sample.json"])
            .stdout,
    );
    let is_safe = |fix: &&Value| fix["certainty"] == "safe";
    let findings = report["reviews"][0]["findings"].as_array().unwrap();
    let safe = findings
        .iter()
        .filter(|finding| {
            finding["fixes"]
                .as_array()
                .unwrap()
                .iter()
                .any(|fix| is_safe(&fix))
        })
        .count();
    assert!(safe > 0, "the sample has something that is safe to fix");
    let changed = changed_lines(&before, &after);
    assert!(!changed.is_empty() && changed.len() <= safe, "{changed:#?}");
    // What is safe once is done: a second run finds nothing more.
    let again = program.run(&["fix", "fixed.json", "-o", "again.json"]);
    assert!(
        again.stdout.starts_with("没有可以放心自动改正的数字"),
        "{}",
        again.seen()
    );
    assert_eq!(program.bytes("again.json"), program.bytes("fixed.json"));
}

#[test]
fn fix_writes_where_it_is_told_and_nowhere_else() {
    let program = Program::with_sample();
    let dry = program.run(&["fix", "sample.json", "--dry-run"]);
    assert!(dry.stdout.contains("未写文件"), "{}", dry.seen());
    let refused = program.run(&["fix", "sample.json", "-o", "./sample.json"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("--in-place"), "{}", refused.seen());
    assert_eq!(program.bytes("sample.json"), gouji::model::SAMPLE);
    let piped = program.run(&["fix", "sample.json", "-o", "-"]);
    assert_eq!(
        program.run(&["fix", "sample.json", "-o", "out.json"]).code,
        piped.code
    );
    assert_eq!(piped.stdout.as_bytes(), program.bytes("out.json"));
    assert!(piped.stderr.contains("已改正"), "{}", piped.seen());
    let in_place = program.run(&["fix", "sample.json", "--in-place"]);
    assert_eq!(in_place.code, piped.code, "{}", in_place.seen());
    assert_eq!(program.bytes("sample.json"), program.bytes("out.json"));
}
