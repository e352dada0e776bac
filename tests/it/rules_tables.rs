//! The rules of tables and structure: each is raised by an example that breaks it and silent on
//! one that does not, and on the sample they raise exactly what its source marks.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gouji::document::Document;
use gouji::model::{Accounts, SAMPLE};
use gouji::relation::{NotChecked, Outcome, RuleCode, decide};
use gouji::review::apply;
use gouji::rules::{self, Check, Context, Level, Statement};

/// Rules that the rules of claims state too; what is plainly named there is theirs.
const SHARED: [u16; 4] = [53, 55, 64, 83];

/// What became of one statement of a rule.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    Good,
    Bad(Level),
    NotChecked(NotChecked),
}

fn read(bytes: Vec<u8>) -> Accounts {
    let document = Document::parse(bytes).unwrap();
    Accounts::read(&document).unwrap()
}

fn inline(json: &str) -> Accounts {
    read(format!(r#"{{"format": "gouji-accounts/1", "unit": "元", {json}}}"#).into_bytes())
}

fn state(context: &Context<'_>, code: u16) -> Vec<Check> {
    let code = RuleCode::standard(code);
    let rules = rules::all().iter().filter(|rule| rule.code() == code);
    rules
        .flat_map(|rule| rules::state(*rule, context).all)
        .collect()
}

fn said(check: &Check) -> Said {
    match &check.statement {
        Statement::Fine => Said::Good,
        Statement::Flaw(_) => Said::Bad(check.level),
        Statement::NotChecked(reason) => Said::NotChecked(reason.clone()),
        Statement::Relation(relation) => match decide(relation) {
            Outcome::Holds | Outcome::WithinRounding(_) => Said::Good,
            Outcome::Broken(_) => Said::Bad(check.level),
            Outcome::NotChecked(reason) => Said::NotChecked(reason),
        },
    }
}

/// What a rule says of accounts: the levels that it raises, how much holds, and why the rest was
/// not checked.
fn verdict(context: &Context<'_>, code: u16) -> (Vec<Level>, usize, Vec<String>) {
    let (mut raised, mut good, mut unchecked) = (Vec::new(), 0, Vec::new());
    for check in state(context, code) {
        match said(&check) {
            Said::Good => good += 1,
            Said::Bad(level) => raised.push(level),
            Said::NotChecked(reason) => unchecked.push(reason.text().zh),
        }
    }
    raised.sort();
    (raised, good, unchecked)
}

/// The level of the standard; what rests on columns that no document attests, and what a file may
/// have left out, only asks.
fn level_of(code: u16) -> Level {
    if matches!(
        code,
        18 | 19 | 26 | 30 | 31 | 32 | 42 | 44 | 105 | 107 | 108
    ) {
        return Level::Question;
    }
    let info = rules::rule_info(RuleCode::standard(code)).unwrap();
    match info.level.as_str() {
        "must" => Level::Error,
        "should" => Level::Warning,
        _ => Level::Question,
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rules")
}

/// The codes that are ours: those of tables and structure.
fn codes() -> impl Iterator<Item = u16> {
    let between = (1..=53).chain([55, 58, 64, 77, 83]);
    between.chain(104..=110)
}

/// The fixtures of a rule whose names begin so.
fn files(code: u16, kind: &str) -> Vec<PathBuf> {
    let folder = fixtures().join(RuleCode::standard(code).to_string());
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let stem = path.file_stem().unwrap().to_str().unwrap();
            let is_ours = stem.contains('-') || !SHARED.contains(&code);
            is_ours && stem.starts_with(kind)
        })
        .collect();
    files.sort();
    files
}

/// What a rule says of a fixture, beside last year's accounts if they lie there too.
fn verdict_of(code: u16, path: &Path) -> (Vec<Level>, usize, Vec<String>) {
    let accounts = read(std::fs::read(path).unwrap());
    assert!(accounts.remarks.is_empty(), "{}", path.display());
    let previous = std::fs::read(path.with_file_name("previous.json"));
    let previous = previous.ok().map(read);
    let context = Context {
        previous: previous.as_ref(),
        ..Context::new(&accounts)
    };
    verdict(&context, code)
}

#[test]
fn bad_examples_raise_their_rule_and_good_ones_do_not() {
    let mut wrong = Vec::new();
    for code in codes() {
        let (bad, good) = (files(code, "bad"), files(code, "good"));
        assert!(!bad.is_empty() && !good.is_empty(), "G{code:03}");
        for path in bad {
            let stem = path.file_stem().unwrap().to_str().unwrap();
            let named = Level::ALL
                .into_iter()
                .find(|level| stem.ends_with(level.key()));
            let (raised, _, _) = verdict_of(code, &path);
            if raised.first() != Some(&named.unwrap_or_else(|| level_of(code))) {
                wrong.push(format!("G{code:03} {stem}: {raised:?}"));
            }
        }
        for path in good {
            let (raised, good, unchecked) = verdict_of(code, &path);
            if !raised.is_empty() || good == 0 {
                let name = path.display();
                wrong.push(format!("{name}: {raised:?}, {good} hold, {unchecked:?}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn on_the_sample_they_raise_what_its_source_marks() {
    let accounts = read(SAMPLE.to_vec());
    let context = Context::new(&accounts);
    let mut raised = Vec::new();
    for code in codes() {
        let (levels, ..) = verdict(&context, code);
        raised.extend(
            levels
                .iter()
                .map(|level| format!("G{code:03} {}", level.key())),
        );
    }
    // S066 and S078; S013, S019, S051, S056, S064 and S071 in one; S038; S114; S068; S005; S044.
    let expected = [
        "G051 question",
        "G051 question",
        "G077 question",
        "G083 question",
        "G104 question",
        "G105 question",
        "G107 question",
        "G109 question",
    ];
    assert_eq!(raised, expected);
}

#[test]
fn the_sample_decides_what_it_prints() {
    let accounts = read(SAMPLE.to_vec());
    let context = Context::new(&accounts);
    let decided: BTreeSet<u16> = codes()
        .filter(|code| verdict(&context, *code).1 > 0)
        .collect();
    for code in [5, 7, 8, 10, 15, 20, 24, 28, 29, 30, 31, 43, 45, 50, 51, 64] {
        assert!(decided.contains(&code), "G{code:03}");
    }
    // A table that is missing is said once a rule, not once a relation.
    let (_, _, unchecked) = verdict(&context, 9);
    let of_fund = unchecked.iter().filter(|why| why.contains("K08"));
    assert_eq!(of_fund.count(), 1);
}

#[test]
fn what_a_table_gives_only_in_part_is_not_checked() {
    let accounts = inline(
        r#""tables": {"general_public_budget_expenditure": [
            {"name": "合计", "total": "9.00", "basic": "4.00", "project": "5.00"},
            {"code": "201", "name": "一般公共服务支出", "total": "9.00"}]}"#,
    );
    let context = Context::new(&accounts);
    let (raised, good, unchecked) = verdict(&context, 20);
    assert_eq!((raised, good), (Vec::new(), 1));
    assert_eq!(
        unchecked,
        ["一般公共预算财政拨款支出决算表 · 一般公共服务支出 · 基本支出：文件中没有给出"]
    );
    // The text states only totals: the columns without classes are not passed.
    let (raised, good, unchecked) = verdict(&context, 10);
    assert_eq!((raised, good), (Vec::new(), 1));
    assert!(unchecked.iter().any(|why| why.contains("基本支出")));
}

#[test]
fn an_unreadable_operand_is_not_checked() {
    let accounts = inline(
        r#""tables": {"procurement": [{"name": "合计", "final": "5"}, {"name": "货物", "final": "约5"},
            {"name": "工程", "final": "0"}, {"name": "服务", "final": "0"}]}"#,
    );
    let (raised, good, unchecked) = verdict(&Context::new(&accounts), 30);
    assert_eq!((raised, good), (Vec::new(), 0));
    assert_eq!(unchecked, ["政府采购情况表 · 货物 · 决算数：“约5”不是数字"]);
}

#[test]
fn tables_that_an_edition_does_not_print_are_not_missed() {
    let with = |edition: &str| {
        let json = format!(
            r#""edition": "{edition}", "tables": {{"general_public_budget_expenditure": [
                {{"name": "合计", "total": "5.00", "basic": "5.00", "project": "0.00"}}]}}"#
        );
        let accounts = inline(&json);
        verdict(&Context::new(&accounts), 18).2.len()
    };
    assert_eq!(with("beijing-2023"), 1);
    assert_eq!(with("beijing-2024"), 0);
}

#[test]
fn a_class_without_amounts_need_not_be_printed_everywhere() {
    let accounts = |amount: &str| {
        inline(&format!(
            r#""tables": {{"income_and_expenditure_summary": [
                {{"name": "外交支出", "side": "支出", "final": "{amount}"}},
                {{"name": "教育支出", "side": "支出", "final": "8.00"}}],
              "expenditure": [{{"code": "205", "name": "教育支出", "total": "8.00"}}]}}"#
        ))
    };
    let zero = accounts("—");
    let (raised, good, unchecked) = verdict(&Context::new(&zero), 35);
    assert_eq!((raised, good), (Vec::new(), 1));
    assert!(
        unchecked.iter().all(|why| !why.contains("202")),
        "{unchecked:?}"
    );
    let spent = accounts("3.00");
    let (_, _, unchecked) = verdict(&Context::new(&spent), 35);
    assert!(
        unchecked.iter().any(|why| why.contains("202")),
        "{unchecked:?}"
    );
}

#[test]
fn rows_of_one_code_are_ambiguous_where_one_is_meant() {
    let accounts = inline(
        r#""tables": {"three_public": [{"name": "合计", "final": "1.00"}, {"name": "合计", "final": "1.00"},
            {"name": "因公出国（境）费", "final": "1.00"}, {"name": "公务用车购置及运行维护费", "final": "0"},
            {"name": "公务接待费", "final": "0"}]}"#,
    );
    let (raised, good, unchecked) = verdict(&Context::new(&accounts), 28);
    assert_eq!((raised, good), (Vec::new(), 0));
    assert_eq!(unchecked.len(), 1);
    assert!(unchecked[0].contains("有 2 行同名"), "{unchecked:?}");
}

#[test]
fn an_item_against_its_economic_class_may_differ_by_a_named_gap() {
    let accounts = |economic: &str| {
        inline(&format!(
            r#""tables": {{"general_public_budget_expenditure": [
                {{"code": "2210201", "name": "住房公积金", "basic": "400.00"}}],
              "basic_expenditure": [{{"code": "30113", "name": "住房公积金", "final": "{economic}"}}]}}"#
        ))
    };
    // The gap is 0.02 万元.
    assert_eq!(verdict(&Context::new(&accounts("600.00")), 48).0, []);
    assert_eq!(
        verdict(&Context::new(&accounts("600.01")), 48).0,
        [Level::Question]
    );
}

#[test]
fn fixes_of_names_and_units_mend_them() {
    for (code, file) in [
        (77, "bad-mixed-question.json"),
        (109, "bad-former-question.json"),
    ] {
        let path = fixtures().join(format!("G{code:03}")).join(file);
        let document = Document::parse(std::fs::read(path).unwrap()).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        let checks = state(&Context::new(&accounts), code);
        let flaw = checks.iter().find_map(|check| match &check.statement {
            Statement::Flaw(flaw) => Some(flaw),
            _ => None,
        });
        let fix = &flaw.unwrap().fixes[0];
        let mended = apply(&document, &accounts, &fix.edits).unwrap();
        let mended = Accounts::read(&mended).unwrap();
        let (raised, good, _) = verdict(&Context::new(&mended), code);
        assert_eq!(raised, [], "G{code:03}");
        assert!(good > 0);
    }
}

#[test]
fn years_that_do_not_follow_are_not_compared() {
    let this = inline(
        r#""year": 2023, "tables": {"income_and_expenditure_summary": [
            {"name": "年初结转和结余", "side": "收入", "final": "5.00"}]}"#,
    );
    let last = |year: u16| {
        inline(&format!(
            r#""year": {year}, "tables": {{"income_and_expenditure_summary": [
                {{"name": "年末结转和结余", "side": "支出", "final": "6.00"}}]}}"#
        ))
    };
    for (year, raised) in [(2022, vec![Level::Warning]), (2021, Vec::new())] {
        let previous = last(year);
        let context = Context {
            previous: Some(&previous),
            ..Context::new(&this)
        };
        assert_eq!(verdict(&context, 52).0, raised, "{year}");
    }
}

/// The flaws of a rule in words, and the causes of its broken relations.
fn told(accounts: &Accounts, code: u16) -> Vec<String> {
    let checks = state(&Context::new(accounts), code);
    let told = checks.iter().filter_map(|check| match &check.statement {
        Statement::Flaw(flaw) => Some(flaw.message.zh.clone()),
        Statement::Relation(relation) => {
            let is_broken = matches!(decide(relation), Outcome::Broken(_));
            let known = check.known.as_ref().filter(|_| is_broken)?;
            assert_eq!(known.fixes, [], "a total is not to be changed");
            let about = check.about.as_ref()?;
            Some(format!("{}: {}", known.cause.key(), about.zh))
        }
        Statement::Fine | Statement::NotChecked(_) => None,
    });
    told.collect()
}

#[test]
fn a_row_that_stands_twice_is_named_once() {
    let accounts = |total: &str, second: &str| {
        inline(&format!(
            r#""tables": {{"general_public_budget_expenditure": [
                {{"name": "合计", "total": "{total}", "basic": "{total}", "project": "0.00"}},
                {{"code": "205", "name": "教育支出", "total": "5.00", "basic": "5.00", "project": "0.00"}},
                {{"code": "221", "name": "住房保障支出", "total": "4.00", "basic": "4.00", "project": "0.00"}},
                {{"code": "221", "name": "住房保障支出", "total": "{second}", "basic": "{second}", "project": "0.00"}}]}}"#
        ))
    };
    let twice = accounts("9.00", "4.00");
    assert_eq!(
        told(&twice, 10),
        ["repeated_part: 221 住房保障支出列了两行，各分项之和因此比“合计”多 4.00 元"]
    );
    // The other column waits for the row and is not passed.
    let (raised, good, unchecked) = verdict(&Context::new(&twice), 10);
    assert_eq!((raised, good), (vec![Level::Error], 1));
    assert!(unchecked.iter().any(|why| why.contains("改正后再核对")));
    // What the sums do not prove is asked.
    let other = accounts("12.00", "3.00");
    let asked = told(&other, 10);
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].contains("请核对是否重复"), "{asked:?}");
}

#[test]
fn a_missing_row_is_named_by_what_prints_it() {
    let tables = r#""tables": {"general_public_budget_expenditure": [
        {"name": "合计", "total": "9.00"},
        {"code": "205", "name": "教育支出", "total": "5.00"}]"#;
    let alone = inline(&format!("{tables}}}"));
    assert_eq!(told(&alone, 10), Vec::<String>::new());
    let told_by = [
        r#", "income_and_expenditure_summary": [
            {"name": "科学技术支出", "side": "支出", "final": "4.00"}]}"#,
        r#"}, "claims": {"rows": [{"id": "S1", "subject": "K06[206].合计", "amount": "4.00"}]}"#,
    ];
    for other in told_by {
        let accounts = inline(&format!("{tables}{other}"));
        assert_eq!(
            told(&accounts, 10),
            ["missing_part: 缺少 206 科学技术支出（4.00 元），各分项之和因此少这一数"]
        );
    }
    // Another amount explains nothing.
    let other = inline(&format!("{tables}{}", told_by[0].replace("4.00", "3.00")));
    assert_eq!(told(&other, 10), Vec::<String>::new());
}

#[test]
fn a_declaration_against_figures_is_one_finding_about_the_declaration() {
    let path = fixtures().join("G049/bad-figures.json");
    let document = Document::parse(std::fs::read(path).unwrap()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    let checks = state(&Context::new(&accounts), 49);
    let flaws: Vec<_> = checks
        .iter()
        .filter_map(|check| match &check.statement {
            Statement::Flaw(flaw) => Some(flaw),
            _ => None,
        })
        .collect();
    let [flaw] = flaws[..] else {
        panic!("one finding: {flaws:?}");
    };
    assert!(flaw.message.zh.ends_with("声明与表不符"));
    let fix = &flaw.fixes[0];
    assert!(fix.edits.iter().all(|edit| edit.place == flaw.places[0]));
    let mended = apply(&document, &accounts, &fix.edits).unwrap();
    let mended = Accounts::read(&mended).unwrap();
    assert_eq!(verdict(&Context::new(&mended), 49).0, []);
}

#[test]
fn a_table_in_another_unit_is_asked_about() {
    let accounts = |unit: &str| {
        inline(&format!(
            r#""tables": {{
              "procurement": {{"unit": "{unit}", "rows": [{{"name": "合计", "final": "120.10"}}]}},
              "expenditure": {{"unit": "万元", "rows": [{{"name": "合计", "total": "1.00"}}]}},
              "income": {{"unit": "万元", "rows": [{{"name": "合计", "total": "1.00"}}]}}}}"#
        ))
    };
    assert_eq!(
        told(&accounts("元"), 77),
        ["《政府采购情况表》以元为单位，其余各表以万元为单位，请核对"]
    );
    assert_eq!(told(&accounts("万元"), 77), Vec::<String>::new());
}

#[test]
fn what_is_no_amount_in_a_table_is_a_finding() {
    for (printed, why) in [
        ("abc", "“abc”不是数字"),
        ("20，05", "“20，05”的千分位分隔符位置不对"),
        ("20.05%", "不能使用单位“%”"),
    ] {
        let accounts = inline(&format!(
            r#""tables": {{"expenditure": [{{"name": "合计", "total": "{printed}"}}]}}"#
        ));
        let told = told(&accounts, 6);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains(&format!("印为“{printed}”")), "{told:?}");
        assert!(told[0].contains(why), "{told:?}");
        let (raised, good, unchecked) = verdict(&Context::new(&accounts), 6);
        assert_eq!((raised, good), (vec![Level::Warning], 0));
        assert_eq!(unchecked.len(), 1);
    }
}

#[test]
fn a_wrong_code_is_mended_by_the_code_that_other_tables_print() {
    let json = r#"{"format": "gouji-accounts/1", "unit": "元", "tables": {
        "general_public_budget_expenditure": [
            {"code": "2080506", "name": "机关事业单位基本养老保险缴费支出", "total": "5.00"}],
        "expenditure": [
            {"code": "2080505", "name": "机关事业单位基本养老保险缴费支出", "total": "5.00"}]}}"#;
    let document = Document::parse(json.as_bytes().to_vec()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    let checks = state(&Context::new(&accounts), 109);
    let flaw = checks.iter().find_map(|check| match &check.statement {
        Statement::Flaw(flaw) => Some(flaw),
        _ => None,
    });
    let flaw = flaw.unwrap();
    assert!(flaw.message.zh.ends_with("《支出决算表》列为 2080505"));
    assert_eq!(flaw.fixes[0].title.zh, "将编码 2080506 改为 2080505");
    let mended = apply(&document, &accounts, &flaw.fixes[0].edits).unwrap();
    let mended = Accounts::read(&mended).unwrap();
    assert_eq!(verdict(&Context::new(&mended), 109).0, []);
}
