//! Rules that users write themselves: checked like those of the standard, wherever accounts are
//! checked, and refused with every mistake pointed at.

use gouji::document::Document;
use gouji::model::{Accounts, SAMPLE};
use gouji::relation::{Ledger, RuleCode};
use gouji::review::{Review, check, preview, recheck};
use gouji::rules::{Book, Context, Level};
use gouji::session::Action;

use crate::program::Program;
use crate::support::desk::{Desk, with};
use crate::support::notation::place_of;

/// A rule that the sample breaks and one that it keeps.
const RULES: &str = r#"{"rules": [
    {"code": "U001", "level": "需核实", "title": "基本支出少于项目支出", "why": "本单位的要求",
     "source": {"zh": "内控办法", "en": "Internal rules"},
     "formulas": ["支出决算表[合计].基本支出 ≥ 支出决算表[合计].项目支出"]},
    {"code": "U007", "level": "必改",
     "formulas": ["支出决算表[合计].本年支出合计 = 基本支出 + 项目支出"]}]}"#;

/// A file with a mistake in each formula but one.
const WRONG: &str = r#"{"rules": [
    {"code": "U001", "level": "error", "formulas": [
        "收入决算表[合计].本年收人合计 = 财政拨款收入 + 事业收入",
        "收入决算[合计].事业收入 = 0"]},
    {"code": "G005", "level": "error", "formulas": ["收入决算表[合计].事业收入 = 0"]},
    {"code": "U001", "level": "error", "formulas": ["收入决算表[2979901].事业收入 = 0"]}]}"#;

fn book(json: &str) -> Book {
    let document = Document::parse(json.as_bytes().to_vec()).unwrap();
    Book::own([("规则.json", &document)]).unwrap()
}

fn sample() -> (Document, Accounts) {
    let document = Document::parse(SAMPLE.to_vec()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    (document, accounts)
}

/// The codes of the user's own rules that were broken.
fn own_findings(review: &Review) -> Vec<String> {
    let codes = review.open().map(|(_, finding)| finding.rule);
    codes
        .filter(|code| !code.is_standard())
        .map(|code| code.to_string())
        .collect()
}

#[test]
fn own_rules_are_checked_beside_the_standard() {
    let (_, accounts) = sample();
    let standard = check(&Context::new(&accounts));
    let book = book(RULES);
    let context = Context {
        own: Some(&book),
        ..Context::new(&accounts)
    };
    let review = check(&context);
    assert_eq!(own_findings(&review), ["U001"]);
    let added = Ledger {
        holds: standard.ledger.holds + 1,
        broken: standard.ledger.broken + 1,
        ..standard.ledger
    };
    assert_eq!(review.ledger, added);
    let (_, finding) = review
        .open()
        .find(|(_, finding)| !finding.rule.is_standard())
        .unwrap();
    assert_eq!(finding.level, Level::Warning);
    assert!(
        finding.message.zh.contains("基本支出少于项目支出"),
        "{}",
        finding.message.zh
    );
    let info = review.rule_info(finding.rule).unwrap();
    assert_eq!(
        (&*info.why.zh, &*info.source.en),
        ("本单位的要求", "Internal rules")
    );
    // A rule of the standard is not hidden by them.
    assert!(review.rule_info(RuleCode::standard(1)).is_some());
}

#[test]
fn an_edit_decides_own_rules_again() {
    let (document, accounts) = sample();
    let book = book(RULES);
    let context = Context {
        own: Some(&book),
        ..Context::new(&accounts)
    };
    let before = check(&context);
    let changed = with(SAMPLE, "\"expenditure\"", "17,140,515.53", "97,140,515.53");
    let changed = Accounts::read(&Document::parse(changed).unwrap()).unwrap();
    let place = place_of(&accounts, "K03[合计].基本支出");
    let after = Context {
        accounts: &changed,
        ..context
    };
    let review = recheck(&before, &after, &[place.table_ref()]);
    assert_eq!(review, check(&after));
    let broken = own_findings(&review);
    assert!(!broken.contains(&"U001".to_owned()), "{broken:?}");
    // Without the rules, or with others, nothing of them is left.
    let without = recheck(&review, &Context::new(&accounts), &[place.table_ref()]);
    assert_eq!(without, check(&Context::new(&accounts)));
    // What a correction would do is said of own rules too.
    let edit = gouji::model::CellEdit::new(place, "97,140,515.53");
    let preview = preview(&document, &context, &before, &[edit]).unwrap();
    let resolved = preview
        .resolves
        .iter()
        .map(|finding| finding.rule.to_string());
    assert!(resolved.into_iter().any(|code| code == "U001"));
}

#[test]
fn the_commands_take_rule_files() {
    let program = Program::with_sample();
    program.file("规则.json", RULES);
    let other = r#"{"rules": [{"code": "U101", "level": "必改",
        "formulas": ["支出决算表[合计].项目支出 = 0"]}]}"#;
    program.file("其他.json", other);
    let run = program.run(&[
        "check",
        "sample.json",
        "--rules",
        "规则.json",
        "--rules",
        "其他.json",
    ]);
    assert_eq!(run.code, 1);
    for words in ["U001", "U101", "基本支出少于项目支出"] {
        assert!(run.stdout.contains(words), "{words}");
    }
    let run = program.run(&["--rules", "规则.json", "rule", "U001"]);
    for words in [
        "支出决算表[合计].基本支出 ≥",
        "本单位的要求",
        "内控办法",
        "自定规则",
    ] {
        assert!(run.stdout.contains(words), "{}", run.stdout);
    }
    assert_eq!(program.run(&["rule", "U001"]).code, 2);
    let args = [
        "export",
        "sample.json",
        "--format",
        "csv",
        "-o",
        "-",
        "--rules",
        "规则.json",
    ];
    assert!(program.run(&args).stdout.contains("基本支出少于项目支出"));
    let run = program.run(&["fix", "sample.json", "--dry-run", "--rules", "规则.json"]);
    assert_eq!(run.code, 1, "{}", run.seen());
}

#[test]
fn the_template_can_be_used_as_it_is() {
    let program = Program::with_sample();
    let template = program.run(&["rule", "--template"]);
    assert_eq!(template.code, 0);
    program.file("规则.json", &template.stdout);
    let run = program.run(&["check", "sample.json", "--rules", "规则.json"]);
    assert_eq!((run.code, &*run.stderr), (1, ""));
}

#[test]
fn every_mistake_of_a_rule_file_is_pointed_at() {
    let program = Program::with_sample();
    program.file("规则.json", WRONG);
    let run = program.run(&["check", "sample.json", "--rules", "规则.json"]);
    assert_eq!((run.code, &*run.stdout), (2, ""));
    crate::program::snapshot("own-rules-wrong.zh.txt", &run.stderr);
    let args = ["check", "sample.json", "--rules", "none.json"];
    let run = program.run(&args);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("none.json"), "{}", run.stderr);
}

#[test]
fn the_carets_stand_under_the_wrong_word() {
    use unicode_width::UnicodeWidthStr as _;
    let program = Program::with_sample();
    program.file("规则.json", WRONG);
    let run = program.run(&["check", "sample.json", "--rules", "规则.json"]);
    let lines: Vec<&str> = run.stderr.lines().collect();
    let mut seen = 0;
    for (line, wrong) in [
        ("本年收人合计 =", "本年收人合计"),
        ("收入决算[合计]", "收入决算"),
    ] {
        let at = lines.iter().position(|text| text.contains(line)).unwrap();
        let before = lines[at].split(wrong).next().unwrap().width();
        let carets = lines[at + 1];
        assert_eq!(carets.find('^'), Some(before), "{line}");
        let long = carets.chars().filter(|c| *c == '^').count();
        assert_eq!(long, wrong.width());
        seen += 1;
    }
    assert_eq!(seen, 2);
}

#[test]
fn a_session_reads_rule_files_again_when_asked() {
    let mut desk = Desk::with_sample();
    let file = desk.put("规则.json", RULES);
    desk.apply(Action::LoadRules(vec![file]));
    assert_eq!(own_findings(&desk.file().review), ["U001"]);
    assert_eq!(desk.session.snapshot().own.rules, 2);
    // A file that is opened later is checked against them too.
    desk.put("b.json", SAMPLE);
    desk.open(&["b.json"]);
    assert_eq!(own_findings(&desk.file().review), ["U001"]);

    desk.put("规则.json", WRONG);
    desk.apply(Action::ReloadRules);
    let said = desk.last_said();
    for words in [
        "4 处错误",
        "仍按原来读取的规则核对",
        "是否指“本年收入合计”",
        "第 3 行",
    ] {
        assert!(said.contains(words), "{said}");
    }
    assert!(desk.session.snapshot().own.problem.is_some());
    assert_eq!(own_findings(&desk.file().review), ["U001"]);

    desk.put("规则.json", RULES.replace('≥', "≤"));
    desk.apply(Action::ReloadRules);
    assert_eq!(desk.session.snapshot().own.problem, None);
    assert_eq!(own_findings(&desk.file().review), [""; 0]);

    desk.apply(Action::LoadRules(Vec::new()));
    assert_eq!(
        desk.session.snapshot().own,
        gouji::session::OwnRulesView::default()
    );
    assert_eq!(
        desk.file().review,
        std::sync::Arc::new(check(&desk.file().context()))
    );
}

#[test]
fn rules_that_cannot_be_read_are_said_and_stay_named() {
    let mut desk = Desk::with_sample();
    let file = desk.path("fort.json");
    desk.apply(Action::LoadRules(vec![file.clone()]));
    let said = desk.last_said();
    assert!(said.contains("自定规则没有核对"), "{said}");
    let own = desk.session.snapshot().own.clone();
    assert_eq!(own.files, [file]);
    assert!(own.problem.is_some());
}
