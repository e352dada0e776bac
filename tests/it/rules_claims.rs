//! The rules about claims and performance: on the embedded sample they raise exactly what its
//! source marks, statement by statement; on the fixtures each raises its own flaw and no other
//! time.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gouji::document::Document;
use gouji::model::Period;
use gouji::model::{Accounts, Place, SAMPLE, TableId};
use gouji::relation::{Outcome, RuleCode, decide};
use gouji::review::apply;
use gouji::rules::{self, CauseKind, Check, Context, Fix, Level, Statement, all, rule_info};

fn read(bytes: Vec<u8>) -> Accounts {
    Accounts::read(&Document::parse(bytes).unwrap()).unwrap()
}

/// What the rules of claims and performance state.
fn state(context: &Context<'_>) -> Vec<Check> {
    let ours = all().iter().filter(|rule| is_ours(rule.code()));
    ours.flat_map(|rule| rules::state(*rule, context).all)
        .collect()
}

/// G053–G103, without those that need the text or belong to the tables.
fn is_ours(code: RuleCode) -> bool {
    (53..=103).any(|number| RuleCode::standard(number) == code)
        && ![58, 63, 72, 77].map(RuleCode::standard).contains(&code)
}

/// What becomes of a statement.
fn level(check: &Check) -> Result<Option<Level>, String> {
    match &check.statement {
        Statement::Relation(relation) => match decide(relation) {
            Outcome::Holds => Ok(None),
            Outcome::WithinRounding(_) => Ok(Some(Level::Note)),
            Outcome::Broken(_) => Ok(Some(check.level)),
            Outcome::NotChecked(reason) => Err(reason.text().zh),
        },
        Statement::Flaw(_) => Ok(Some(check.level)),
        Statement::Fine => Ok(None),
        Statement::NotChecked(reason) => Err(reason.text().zh),
    }
}

fn place(check: &Check) -> Option<Place> {
    match &check.statement {
        Statement::Relation(relation) => match &check.known {
            Some(known) => Some(known.place),
            None => relation.places().next(),
        },
        Statement::Flaw(flaw) => flaw.places.first().copied(),
        Statement::Fine | Statement::NotChecked(_) => None,
    }
}

/// What the rule itself offers to mend it.
fn fixes(check: &Check) -> &[Fix] {
    match (&check.statement, &check.known) {
        (Statement::Flaw(flaw), _) => &flaw.fixes,
        (_, Some(known)) => &known.fixes,
        _ => &[],
    }
}

/// The number of the claim, or table and row of what else a finding is about.
fn about(accounts: &Accounts, place: Place) -> String {
    let row = &accounts.table(place.table_ref()).unwrap().rows[place.row as usize];
    if place.table == TableId::named("claims") {
        return row.cells[0].words().unwrap().to_owned();
    }
    format!("{}[{}]", place.table.spec().key, row.name)
}

/// Everything raised: subject, code and level.
fn raised(accounts: &Accounts) -> Vec<String> {
    let checks = state(&Context::new(accounts));
    let mut lines: Vec<String> = checks
        .iter()
        .filter_map(|check| {
            let level = level(check).ok()??;
            let subject = about(accounts, place(check).unwrap());
            Some(format!("{subject} {} {}", check.rule, level.key()))
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn the_sample_raises_what_its_source_marks_and_nothing_else() {
    let accounts = read(SAMPLE.to_vec());
    // The numbers are those of the source's statements. S032 stands in S031's sentence, S033 needs
    // the text, S094 and S095 are the indicators 4 and 7; S005, S073, S077, S092, S111 and S112
    // stand in the tables of units, grades, instalments and indicators, S038 in that of the items.
    let expected = [
        "S006 G071 question",
        "S031 G056 error",
        "S031 G060 error",
        "S034 G060 error",
        "S055 G073 question",
        "S099 G101 question",
        "S100 G101 question",
        "S101 G101 warning",
        "S104.2 G070 warning",
        "S107.1 G070 question",
        "S108.2 G076 question",
        "general_public_budget_expenditure[一般公共服务支出] G083 question",
        "grades[部门整体支出] G098 question",
        "indicators[应急处理] G098 question",
        "indicators[政策解读制作] G099 error",
        "indicators[政策解读制作] G100 question",
        "indicators[栏目设计和建设] G100 question",
        "indicators[规范性内容调整] G099 error",
        "instalments[2022年尾款] G095 question",
        "units[北京市西城区政务服务中心] G090 question",
    ];
    assert_eq!(raised(&accounts), expected);
}

#[test]
fn what_the_sample_does_not_give_is_not_checked() {
    let accounts = read(SAMPLE.to_vec());
    let checks = state(&Context::new(&accounts));
    let reasons: Vec<String> = checks
        .iter()
        .filter_map(|check| Some(format!("{} {}", check.rule, level(check).err()?)))
        .collect();
    // The table of the fund's basic expenditure and the number of all projects are not printed.
    let expected = [
        "G086 政府性基金预算财政拨款基本支出决算表 · 合计：文件中没有这张表",
        "G094 绩效自评总体情况 · 部门项目总数：表中没有这一行",
    ];
    assert_eq!(reasons, expected);
}

/// Codes of the rules that have fixtures here.
fn fixtures() -> Vec<(RuleCode, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rules");
    let mut found: Vec<(RuleCode, PathBuf)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| {
            let code = RuleCode::parse(path.file_name()?.to_str()?)?;
            is_ours(code).then_some((code, path))
        })
        .collect();
    found.sort();
    found
}

/// The levels at which a fixture raises a rule, beyond notes of rounding, and how many of its
/// relations were decided.
fn outcome(code: RuleCode, path: &Path) -> (Vec<Level>, usize) {
    let accounts = read(std::fs::read(path).unwrap());
    assert_eq!(accounts.remarks, [], "{}", path.display());
    let mut levels = Vec::new();
    let mut decided = 0;
    for check in state(&Context::new(&accounts)) {
        if check.rule == code
            && let Ok(level) = level(&check)
        {
            decided += 1;
            levels.extend(level.filter(|level| *level < Level::Note));
        }
    }
    levels.sort();
    (levels, decided)
}

/// The level of the standard. Tables whose columns are inferred carry questions at most.
fn level_of(code: RuleCode) -> Level {
    // No document attests how the procurement table (G088) is laid out.
    if [88, 89].map(RuleCode::standard).contains(&code) {
        return Level::Question;
    }
    match &*rule_info(code).unwrap().level {
        "must" => Level::Error,
        "should" => Level::Warning,
        _ => Level::Question,
    }
}

#[test]
fn every_rule_has_fixtures() {
    let with_fixtures: BTreeSet<RuleCode> = fixtures().into_iter().map(|(code, _)| code).collect();
    let rules = all().iter().map(|rule| rule.code());
    let ours: BTreeSet<RuleCode> = rules.filter(|code| is_ours(*code)).collect();
    assert_eq!(with_fixtures, ours);
    // G061 explains G060.
    let waiting = (53..=103)
        .map(RuleCode::standard)
        .filter(|code| is_ours(*code));
    let waiting: Vec<RuleCode> = waiting.filter(|code| !ours.contains(code)).collect();
    assert_eq!(waiting, [61].map(RuleCode::standard));
}

#[test]
fn bad_fixtures_raise_their_rule_and_good_ones_do_not() {
    let mut wrong = Vec::new();
    for (code, folder) in fixtures() {
        let (bad, _) = outcome(code, &folder.join("bad.json"));
        if bad.first() != Some(&level_of(code)) {
            wrong.push(format!("{code} bad: {bad:?}"));
        }
        let (good, decided) = outcome(code, &folder.join("good.json"));
        if !good.is_empty() || decided == 0 {
            wrong.push(format!("{code} good: {good:?}, {decided} decided"));
        }
        let asked = folder.join("asked.json");
        if asked.exists() {
            let (asked, _) = outcome(code, &asked);
            if asked != [Level::Question] {
                wrong.push(format!("{code} asked: {asked:?}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn good_fixtures_raise_nothing_of_any_rule() {
    for (code, folder) in fixtures() {
        let accounts = read(std::fs::read(folder.join("good.json")).unwrap());
        let mut raised = raised(&accounts);
        raised.retain(|line| !line.ends_with(" note"));
        assert_eq!(raised, Vec::<String>::new(), "{code}");
    }
}

#[test]
fn fixes_mend_what_they_are_offered_for() {
    let mut offered = BTreeSet::new();
    for (code, folder) in fixtures() {
        for name in ["bad.json", "asked.json"] {
            let Ok(bytes) = std::fs::read(folder.join(name)) else {
                continue;
            };
            let document = Document::parse(bytes).unwrap();
            let accounts = Accounts::read(&document).unwrap();
            for check in state(&Context::new(&accounts)) {
                if !matches!(level(&check), Ok(Some(_))) {
                    continue;
                }
                for fix in fixes(&check) {
                    offered.insert(check.rule);
                    let mended = apply(&document, &accounts, &fix.edits).unwrap();
                    let mended = Accounts::read(&mended).unwrap();
                    let again = state(&Context::new(&mended));
                    let again = again.iter().find(|other| {
                        other.rule == check.rule
                            && place(other) == place(&check)
                            && matches!(level(other), Ok(Some(_)))
                    });
                    assert_eq!(again, None, "{code} {name}: {}", fix.title.zh);
                }
            }
        }
    }
    let expected = [62, 69, 78, 99, 102].map(RuleCode::standard);
    assert_eq!(offered, BTreeSet::from(expected));
}

/// Accounts with these claims and nothing else.
fn with_claims(rows: &str) -> Accounts {
    let json = format!(r#"{{"format": "gouji-accounts/1", "year": 2024, "claims": [{rows}]}}"#);
    read(json.into_bytes())
}

#[test]
fn last_years_accounts_decide_the_implied_prior_year() {
    let claim = r#"{"id": "A1", "subject": "K03[合计].项目支出", "amount": "510.00", "against": "上年", "direction": "增长", "change": "10.00"}"#;
    let accounts = with_claims(claim);
    assert_eq!(raised(&accounts), Vec::<String>::new());
    let published = |amount: &str| {
        let table =
            format!(r#""tables": {{"expenditure": [{{"name": "合计", "project": "{amount}"}}]}}"#);
        read(format!(r#"{{"format": "gouji-accounts/1", {table}}}"#).into_bytes())
    };
    for (amount, broken) in [("500.00", false), ("501.00", true)] {
        let previous = published(amount);
        let context = Context {
            previous: Some(&previous),
            ..Context::new(&accounts)
        };
        let checks = state(&context);
        let code = RuleCode::standard(53);
        let check = checks.iter().find(|check| check.rule == code).unwrap();
        assert_eq!(level(check), Ok(broken.then_some(Level::Error)));
        let Statement::Relation(relation) = &check.statement else {
            panic!("a relation");
        };
        // The place of last year's figure names the year, and no cell of this file.
        let periods: Vec<Period> = relation.places().map(|place| place.period).collect();
        assert_eq!(periods, [Period::Final, Period::Final, Period::PriorYear]);
    }
}

#[test]
fn words_that_are_not_known_are_not_guessed() {
    for (claim, code, reason) in [
        (
            r#""subject": "K03[合计].合记支出", "amount": "5""#,
            81,
            "《支出决算表》没有“合记支出”这一列",
        ),
        (
            r#""subject": "培训费", "amount": "5", "base": "4", "direction": "略有变化""#,
            62,
            "“略有变化”不是认识的增减方向",
        ),
        (
            r#""subject": "培训费", "amount": "5", "change": "1", "rate": "25%""#,
            60,
            "没有写增减方向",
        ),
        (
            r#""subject": "培训费", "amount": "5", "rate": "25%""#,
            60,
            "没有写增减额，也没有基期数，无法验算",
        ),
        (
            r#""subject": "培训费", "amount": "5", "share": "25%""#,
            64,
            "没有写占比的分母",
        ),
        (
            r#""subject": "培训费", "amount": "5", "words": "约伍元""#,
            75,
            "大写金额“约伍元”中的“约”无法识别",
        ),
        (
            r#""subject": "培训费", "amount": "5", "part_of": "A9""#,
            66,
            "没有编号为“A9”的陈述",
        ),
        (
            r#""subject": "巡查", "count": "5次", "every": "经常""#,
            101,
            "“经常”不是认识的频次",
        ),
    ] {
        let accounts = with_claims(&format!(r#"{{"id": "A1", {claim}}}"#));
        let checks = state(&Context::new(&accounts));
        let reasons: Vec<String> = checks
            .iter()
            .filter(|check| check.rule == RuleCode::standard(code))
            .filter_map(|check| level(check).err())
            .collect();
        assert_eq!(reasons.len(), 1, "G{code:03} {claim}");
        assert!(reasons[0].ends_with(reason), "{} | {reason}", reasons[0]);
    }
}

#[test]
fn causes_that_a_rule_knows_carry_their_numbers() {
    let accounts = read(SAMPLE.to_vec());
    let mut causes = Vec::new();
    for check in state(&Context::new(&accounts)) {
        let known = match &check.statement {
            Statement::Flaw(flaw) => flaw.cause.as_ref(),
            _ => check.known.as_ref().map(|known| &known.cause),
        };
        if let (Some(cause), Ok(Some(_))) = (known, level(&check)) {
            causes.push((cause.steps[0].kind, cause.text().zh));
        }
    }
    assert_eq!(
        causes,
        [
            (CauseKind::BelowThreshold, "7 个 < 10 个".to_owned()),
            (CauseKind::Frequency, "每季度 1 次 < 每季度 2 次".to_owned()),
            (
                CauseKind::Copied,
                "55 次 与“每周检查动态栏目”的次数相同，可能是照抄".to_owned()
            ),
        ]
    );
}

#[test]
fn what_is_in_order_stays_silent() {
    for claim in [
        // A difference behind the second decimal of 万元 is none.
        r#""subject": "培训费", "amount": "12.345万元", "base": "12.341万元", "direction": "持平""#,
        // Another denominator is legal when it is named.
        r#""subject": "培训费", "amount": "95.00", "against": "全年预算数", "base": "100.00", "completion": "95%""#,
        // A zero budget without a rate.
        r#""subject": "培训费", "amount": "95.00", "against": "年初预算数", "base": "0", "direction": "增加", "change": "95.00""#,
        r#""subject": "培训费", "amount": "0", "against": "年初预算数", "base": "0.95万元", "completion": "0%""#,
        // An amount rounded to 万元, though another claim prints six decimals.
        r#""subject": "采购", "amount": "4219.187312万元"}, {"subject": "采购", "amount": "4219.19万元""#,
        // 其中 may be all of it; the same count again; a rank in one scope.
        r#""id": "B", "subject": "甲", "count": "3个"}, {"subject": "乙", "count": "3个", "within": "B""#,
        r#""subject": "甲", "count": "3个", "section": "一"}, {"subject": "甲", "count": "3个", "section": "二""#,
        r#""subject": "甲", "count": "3名", "scope": "全市"}, {"subject": "甲", "count": "3名", "scope": "全市""#,
        // Different things of one name are told apart by how often and where.
        r#""subject": "甲", "count": "52次", "every": "每周"}, {"subject": "甲", "count": "12次", "every": "每月""#,
        r#""subject": "甲", "count": "5家", "scope": "全市"}, {"subject": "甲", "count": "9家", "scope": "全国""#,
        // A count with 余 is not read as exact.
        r#""subject": "甲", "count": "60余个", "listed": "67个""#,
        r#""subject": "甲", "count": "250次", "every": "每日""#,
        r#""subject": "甲", "count": "365次", "every": "每天""#,
        r#""subject": "甲", "amount": "5", "share": 28.5, "of": "K03[合计].基本支出""#,
    ] {
        let accounts = with_claims(&format!("{{{claim}}}"));
        let raised = state(&Context::new(&accounts))
            .into_iter()
            .filter(|check| matches!(level(check), Ok(Some(level)) if level < Level::Note));
        assert_eq!(raised.collect::<Vec<_>>(), [], "{claim}");
    }
}

/// What the rules say of a file with these members: messages of flaws, and why the rest was not
/// checked, of one rule.
fn told(json: &str, code: u16) -> (Vec<String>, Vec<String>) {
    let json = format!(r#"{{"format": "gouji-accounts/1", {json}}}"#);
    let accounts = read(json.into_bytes());
    let (mut flaws, mut unchecked) = (Vec::new(), Vec::new());
    for check in state(&Context::new(&accounts)) {
        if check.rule != RuleCode::standard(code) {
            continue;
        }
        if let Statement::Flaw(flaw) = &check.statement {
            flaws.push(flaw.message.zh.clone());
        }
        unchecked.extend(level(&check).err());
    }
    (flaws, unchecked)
}

#[test]
fn a_statement_about_a_cell_that_nobody_knows_is_never_passed() {
    let table = r#""unit": "元", "tables": {"general_public_budget_expenditure": [
        {"name": "合计", "total": "5.00"}, {"code": "205", "name": "教育支出", "total": "5.00"}]}"#;
    let claim = |claim: &str| {
        told(
            &format!(r#"{table}, "claims": {{"rows": [{{"id": "S1", {claim}}}]}}"#),
            70,
        )
    };
    for (subject, why) in [
        ("K99[合计].x", "没有名为“K99”的表"),
        ("K06[合计].经营支出", "没有“经营支出”这一列"),
        ("K06[合计", "形式"),
    ] {
        let (flaws, unchecked) = claim(&format!(r#""subject": "{subject}""#));
        assert_eq!(flaws.len(), 1, "{flaws:?}");
        assert!(flaws[0].starts_with(&format!("陈述的对象无法识别：{subject}（")));
        assert!(flaws[0].contains(why), "{flaws:?}");
        assert_eq!(unchecked.len(), 1, "{unchecked:?}");
    }
    let (flaws, _) = claim(r#""subject": "K06[教 育].合计", "amount": "5.00""#);
    assert_eq!(flaws.len(), 1, "{flaws:?}");
    let (flaws, _) = claim(r#""subject": "K06[205].合计", "share": "100%", "of": "K98[合计].x""#);
    assert_eq!(flaws.len(), 1, "{flaws:?}");
    let (flaws, _) = claim(r#""subject": "K06[206].合计", "amount": "5.00""#);
    assert!(
        flaws[0].contains("缺少 206 科学技术支出（5.00 元）"),
        "{flaws:?}"
    );
    let (flaws, unchecked) = claim(r#""subject": "K06[205].合计", "amount": "5.00""#);
    assert_eq!((flaws, unchecked), (Vec::new(), Vec::new()));
}

#[test]
fn a_cost_per_vehicle_needs_a_unit() {
    let tables = r#""tables": {"three_public": [{"name": "公务用车运行维护费", "final": "5.00"}]},
        "three_public_counts": {"rows": [{"name": "公务用车保有量", "final": "2辆"},
            {"name": "车均运行维护费", "final": "2.5"}]}"#;
    let (_, unchecked) = told(tables, 73);
    assert_eq!(unchecked.len(), 1, "{unchecked:?}");
    assert!(unchecked[0].contains("没有注明金额单位"));
    let (_, unchecked) = told(&format!(r#""unit": "万元", {tables}"#), 73);
    assert_eq!(unchecked, Vec::<String>::new());
}

#[test]
fn a_ceiling_below_nothing_is_no_ceiling() {
    let (_, unchecked) = told(
        r#""unit": "元", "tables": {"basic_expenditure": [{"name": "合计", "final": "5.00"},
            {"code": "301", "name": "工资福利支出", "final": "9.00"},
            {"code": "303", "name": "对个人和家庭的补助", "final": "0.00"}]},
        "operating_costs": {"rows": [{"name": "机关运行经费", "final": "1.00"}]}"#,
        90,
    );
    assert_eq!(unchecked.len(), 1, "{unchecked:?}");
    assert!(unchecked[0].contains("为负"), "{unchecked:?}");
}
