//! Bad input gets a clear answer, and nothing is lost: what is refused with its reason and place,
//! and what is opened, kept byte for byte and said.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{Program, Run};

/// Small accounts in which everything is in order.
const GOOD: &str = r#"{
  "format": "gouji-accounts/1",
  "department": "测试局",
  "year": 2023, "unit": "元",
  "tables": {
    "income": {"rows": [
      {"name": "合计", "total": "120.00", "fiscal_appropriation": "70.00", "superior_subsidies": "0.00", "institutional_operating": "50.00", "business": "0.00", "affiliated_remittances": "0.00", "other": "0.00"}
    ]},
    "expenditure": {"rows": [
      {"name": "合计", "total": "120.00", "basic": "70.00", "project": "50.00", "superior_remittances": "0.00", "business": "0.00", "affiliated_subsidies": "0.00"}
    ]}
  }
}
"#;

/// Checks a refused file: exit code 2, no panic, the reason and the file named in both languages.
fn refused(program: &Program, args: &[&str], zh: &str, en: &str) {
    for (lang, reason) in [("zh", zh), ("en", en)] {
        let args = [&["--lang", lang], args].concat();
        let run = program.run(&args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.seen());
        assert!(run.stderr.contains(reason), "{reason}: {}", run.seen());
        assert_eq!(
            run.stdout, "",
            "nothing is reported on a file that was not read"
        );
    }
}

fn refused_bytes(bytes: impl AsRef<[u8]>, zh: &str, en: &str) {
    let program = Program::new();
    program.file("bad.json", bytes);
    for command in [
        &["check", "bad.json"] as &[&str],
        &["fix", "bad.json", "--dry-run"],
        &["export", "bad.json", "--format", "csv", "-o", "out.csv"],
    ] {
        refused(&program, command, zh, en);
        refused(&program, command, "bad.json", "bad.json");
    }
    assert!(!program.path("out.csv").exists());
}

#[test]
fn what_is_no_json_is_refused_with_its_place() {
    refused_bytes(
        "{\n  \"format\": gouji\n}",
        "第 2 行第 13 列：此处不应出现字符 'g'",
        "unexpected character 'g' at line 2, column 13",
    );
    refused_bytes("部门决算", "第 1 行第 1 列", "line 1, column 1");
    refused_bytes(
        b"\x00\x01\x02\x03\x14\x00\x06\x00",
        "第 1 行第 1 列",
        "line 1, column 1",
    );
}

#[test]
fn a_truncated_file_is_refused() {
    let cut = &GOOD[..GOOD.len() / 2];
    refused_bytes(cut, "可能被截断", "the text ends too early");
}

#[test]
fn an_empty_file_is_refused() {
    refused_bytes("", "文件是空的", "the file is empty");
    refused_bytes(" \n\n", "没有内容", "there is no value");
}

#[test]
fn a_folder_is_refused_where_a_file_is_asked() {
    let program = Program::new();
    fs::create_dir(program.path("folder")).unwrap();
    for command in [
        &["fix", "folder", "--dry-run"] as &[&str],
        &["export", "folder", "--format", "md", "-o", "-"],
    ] {
        refused(&program, command, "这是文件夹", "this is a folder");
    }
    refused(
        &program,
        &["check", "folder"],
        "文件夹中没有决算文件：folder",
        "the folder holds no accounts: folder",
    );
}

#[test]
fn a_file_that_is_not_there_is_refused() {
    let program = Program::new();
    refused(
        &program,
        &["check", "none.json"],
        "文件不存在：none.json",
        "there is no such file: none.json",
    );
}

#[cfg(unix)]
#[test]
#[expect(
    clippy::print_stderr,
    reason = "a case that this machine cannot try is said, not passed over"
)]
fn a_file_without_permission_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;

    let program = Program::new();
    program.file("secret.json", GOOD);
    let mode = |path: &str, mode| {
        fs::set_permissions(program.path(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    mode("secret.json", 0o000);
    let mut command = program.command(&["check", "secret.json"]);
    if fs::File::open(program.path("secret.json")).is_ok() {
        // The superuser may read everything, so the program runs as nobody.
        mode("", 0o755);
        command.uid(65534).gid(65534);
    }
    let run: Run = match command.output() {
        Ok(output) => output.into(),
        Err(error) => {
            eprintln!("left out: nobody may not start the program here: {error}");
            return;
        }
    };
    assert_eq!(run.code, 2, "{}", run.seen());
    assert!(
        run.stderr.contains("没有读取权限：secret.json"),
        "{}",
        run.seen()
    );
}

#[test]
fn a_file_of_two_gigabytes_is_refused_at_once() {
    let program = Program::new();
    let file = fs::File::create(program.path("huge.json")).unwrap();
    // Sparse: it takes no room on the disk.
    file.set_len(2 << 30).unwrap();
    let started = Instant::now();
    refused(
        &program,
        &["check", "huge.json"],
        "文件有 2147483648 字节，超过上限 536870912 字节",
        "more than the limit of 536870912",
    );
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_file_nested_100000_deep_is_refused_without_overflow() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        refused_bytes(deep, "嵌套超过 128 层", "nested deeper than 128 levels");
    }
    refused_bytes(
        "[".repeat(100_000),
        "嵌套超过 128 层",
        "nested deeper than 128 levels",
    );
}

#[test]
fn a_file_of_another_format_is_refused_and_the_sample_is_named() {
    refused_bytes(
        "{\n \"format\": \"gouji-accounts/2\"}",
        "不认识的格式或版本 \"gouji-accounts/2\"（第 2 行第 12 列）",
        "unknown format \"gouji-accounts/2\", line 2, column 12",
    );
    refused_bytes(
        "{\"name\": 1}",
        "缺少 \"format\"",
        "has no member \"format\"",
    );
    refused_bytes("[1, 2]", "最外层应为对象", "the file is not an object");
    refused_bytes("{}", "gouji sample", "gouji sample");
}

#[test]
fn what_can_be_read_is_still_reported() {
    let program = Program::new();
    program.file("good.json", GOOD);
    program.file("bad.json", "{");
    let run = program.run(&["check", "bad.json", "good.json"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stdout.starts_with("测试局 2023 年  good.json"),
        "{}",
        run.seen()
    );
    assert!(
        run.stdout.contains("未能读取 1 个文件：bad.json"),
        "{}",
        run.seen()
    );
    let run = program.run(&["check", "--format", "json", "bad.json", "good.json"]);
    assert_eq!(run.code, 2);
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["reviews"].as_array().unwrap().len(), 1);
    assert_eq!(json["unreadable"][0]["file"], "bad.json");
    let message = json["unreadable"][0]["message"].as_str().unwrap();
    assert!(message.contains("第 1 行第 2 列"), "{message}");
}

/// The accounts are opened; exporting them gives the same bytes.
fn opened(bytes: &[u8]) -> Value {
    let program = Program::new();
    let (run, json) = program.check_json(bytes);
    assert!(run.code < 2, "{}", run.seen());
    let out = program.run(&[
        "export",
        "accounts.json",
        "--format",
        "json",
        "-o",
        "same.json",
    ]);
    assert_eq!(out.code, 0, "{}", out.seen());
    assert!(program.bytes("same.json") == bytes, "the bytes are kept");
    json["reviews"][0].clone()
}

/// Relations that were decided, and those that were not.
fn coverage(review: &Value) -> (u64, u64) {
    let count = |key: &str| review["coverage"][key].as_u64().unwrap();
    (
        count("holds") + count("within_rounding") + count("broken"),
        count("not_checked"),
    )
}

fn remarks(review: &Value) -> Vec<(String, u64, u64)> {
    let remarks = review["coverage"]["remarks"].as_array().unwrap();
    remarks
        .iter()
        .map(|remark| {
            (
                remark["kind"].as_str().unwrap().to_owned(),
                remark["line"].as_u64().unwrap(),
                remark["column"].as_u64().unwrap(),
            )
        })
        .collect()
}

#[test]
fn every_encoding_and_line_ending_says_the_same() {
    let plain = opened(GOOD.as_bytes());
    assert_eq!(plain["department"], "测试局");
    let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xFEFF)
            .chain(GOOD.encode_utf16())
            .flat_map(order)
            .collect()
    };
    let spellings = [
        [b"\xEF\xBB\xBF", GOOD.as_bytes()].concat(),
        GOOD.replace('\n', "\r\n").into_bytes(),
        encoding_rs::GB18030.encode(GOOD).0.into_owned(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ];
    for bytes in spellings {
        assert_eq!(opened(&bytes), plain);
    }
}

/// Accounts with one amount written otherwise: fewer relations are decided than in the good ones,
/// more are not checked, and the remark says where.
fn not_checked(amount: &str, kind: &str, reason: &str) {
    let good = opened(GOOD.as_bytes());
    let bad = GOOD.replace("\"fiscal_appropriation\": \"70.00\"", amount);
    assert_ne!(bad, GOOD);
    let review = opened(bad.as_bytes());
    let (decided, unchecked) = coverage(&good);
    let (decided_now, unchecked_now) = coverage(&review);
    assert!(
        decided_now < decided,
        "{amount}: {decided_now} of {decided}"
    );
    assert!(unchecked_now > unchecked, "{amount}");
    let found = remarks(&review);
    assert!(
        found.iter().any(|(k, line, _)| k == kind && *line == 7),
        "{found:?}"
    );
    let reasons = review["coverage"]["reasons"].to_string();
    assert!(reasons.contains(reason), "{amount}: {reasons}");
}

#[test]
fn amounts_that_cannot_be_computed_are_said_and_never_counted_as_passed() {
    let amount = |value: &str| format!("\"fiscal_appropriation\": {value}");
    let digits = "1".repeat(40);
    not_checked(&amount(&digits), "unreadable", "28 位");
    not_checked(&amount("1e999"), "unreadable", "1e999");
    not_checked(&amount("true"), "unreadable", "此处应为金额");
    not_checked(&amount("[70]"), "unreadable", "此处应为金额");
    not_checked(&amount("{\"a\": 1}"), "unreadable", "此处应为金额");
    not_checked(&amount("\"七十\""), "unreadable", "不是数字");
    not_checked(&amount("\"7,0.00\""), "unreadable", "千分位");
    let twice = format!("{0}, {0}", amount("\"70.00\""));
    not_checked(&twice, "duplicate_key", "出现多次");
}

#[test]
fn unknown_and_repeated_keys_are_kept_and_said() {
    let unknown = GOOD.replace("\"year\"", "\"colour\": {\"a\": [1.50]},\n  \"year\"");
    assert_eq!(
        remarks(&opened(unknown.as_bytes())),
        [("unknown_key".to_owned(), 4, 13)]
    );
    let twice = GOOD.replace("\"year\": 2023", "\"year\": 2023, \"year\": 2022");
    let found = remarks(&opened(twice.as_bytes()));
    assert!(
        found.contains(&("duplicate_key".to_owned(), 4, 17)),
        "{found:?}"
    );
}

#[test]
fn a_table_of_the_wrong_type_is_said() {
    let wrong = GOOD.replace("\"tables\": {", "\"tables\": {\"procurement\": 5,");
    assert_eq!(
        remarks(&opened(wrong.as_bytes())),
        [("wrong_type".to_owned(), 5, 29)]
    );
}

#[test]
fn a_missing_table_never_counts_as_passed() {
    let nothing = opened(b"{\"format\": \"gouji-accounts/1\"}");
    assert_ne!(nothing["verdict"], "clean");
    assert_eq!(coverage(&nothing).0, 0, "nothing was decided: {nothing}");
    let without = GOOD.replace("\"expenditure\"", "\"note\"");
    let (decided, _) = coverage(&opened(without.as_bytes()));
    assert!(decided < coverage(&opened(GOOD.as_bytes())).0);
}
