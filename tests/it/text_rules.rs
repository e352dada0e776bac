//! What the rules find in sentences of a text, and what stays silent: each case a sentence of its
//! own.

use gouji::model::Accounts;
use gouji::review::{Review, apply, check};
use gouji::rules::{Context, Finding, Level};
use serde_json::{Value, json};

use crate::support::told::Told;

/// Open findings that are no consequence, as `G062 error 增减方向`: code, level and cell.
fn found(accounts: &Accounts) -> Vec<String> {
    let review = check(&Context::new(accounts));
    let open = review.open().map(|(_, finding)| finding);
    let own = open.filter(|finding| !finding.is_consequence());
    own.map(line_of).collect()
}

fn line_of(finding: &Finding) -> String {
    let place = finding.shown.first().map(|shown| {
        let columns = &shown.place.table.spec().columns;
        let column = columns.get(usize::from(shown.place.column));
        column.map_or("", |column| column.key.as_str())
    });
    let place = place.unwrap_or_default();
    let cause = finding
        .cause
        .as_ref()
        .map(|cause| format!(" {}", cause.key()));
    format!(
        "{} {} {place}{}",
        finding.rule,
        finding.level.key(),
        cause.unwrap_or_default()
    )
}

fn review_of(told: Told) -> (Accounts, Review) {
    let (_, accounts) = told.read();
    let review = check(&Context::new(&accounts));
    (accounts, review)
}

/// One claim in one sentence.
fn of_claim(sentence: &str, members: Value) -> Vec<String> {
    let told = Told::new(&format!("{sentence}\n")).claim(sentence, members);
    found(&told.read().1)
}

/// One row of words.
fn of_words(sentence: &str, members: Value) -> Vec<String> {
    let told = Told::new(&format!("{sentence}\n")).words(sentence, members);
    found(&told.read().1)
}

const NONE: [&str; 0] = [];

fn compared(direction: &str, amount: &str, base: &str) -> Vec<String> {
    let sentence = format!("年初预算为{base}，支出决算为{amount}，决算数{direction}预算数");
    of_claim(
        &sentence,
        json!({"id": "C1", "subject": "档案数字化", "amount": amount, "base": base,
            "against": "年初预算数", "direction": direction}),
    )
}

#[test]
fn words_that_compare_two_figures() {
    let (low, high) = ("41.10万元", "43.20万元");
    assert_eq!(compared("小于", low, high), NONE);
    assert_eq!(
        compared("大于", low, high),
        ["G062 error direction direction"]
    );
    assert_eq!(
        compared("小于", high, low),
        ["G062 error direction direction"]
    );
    assert_eq!(
        compared("等于", low, high),
        ["G062 error direction direction"]
    );
    assert_eq!(
        compared("持平", low, high),
        ["G062 error direction direction"]
    );
    assert_eq!(compared("持平", low, low), NONE);
    assert_eq!(compared("持平", "41.104万元", "41.101万元"), NONE);
    assert_eq!(compared("基本持平", low, low), NONE);
    assert_eq!(compared("基本持平", "41.10万元", "41.30万元"), NONE);
    assert_eq!(
        compared("基本持平", low, high),
        ["G062 question direction direction"]
    );
    assert_eq!(compared("小于", low, low), ["G062 question direction"]);
}

#[test]
fn a_word_is_said_of_the_base_that_it_fits() {
    let sentence = "年初预算为0万元，全年预算为58.00万元，支出决算为55.30万元，\
        完成全年预算的95.34%，决算数小于预算数";
    let both = |completion_of: &str| {
        let first = json!({"id": "C1", "subject": "档案数字化", "amount": "55.30万元",
            "base": "0万元", "against": "年初预算数", "direction": "小于",
            "completion": if completion_of == "C1" { "95.34%" } else { "" }});
        let second = json!({"id": "C2", "subject": "档案数字化", "amount": "55.30万元",
            "base": "58.00万元", "against": "全年预算数",
            "completion": if completion_of == "C2" { "95.34%" } else { "" }});
        let told = Told::new(&format!("{sentence}\n"));
        found(&told.claim(sentence, first).claim(sentence, second).read().1)
    };
    assert_eq!(both("C2"), NONE);
    // 95.34 % is said of a budget of nothing; it is the rate of the other.
    assert_eq!(both("C1"), ["G069 error completion wrong_denominator"]);
}

#[test]
fn rates_on_nothing() {
    let rate = |amount: &str, change: &str, rate: &str| {
        let sentence = format!("本年{amount}，比上年增加{change}，增长{rate}");
        of_claim(
            &sentence,
            json!({"id": "C1", "subject": "档案数字化", "amount": amount, "against": "上年数",
                "direction": "增加", "change": change, "rate": rate}),
        )
    };
    assert_eq!(
        rate("19.40万元", "19.40万元", "100.00%"),
        ["G069 error rate wrong_denominator"]
    );
    assert_eq!(rate("19.40万元", "1.40万元", "7.78%"), NONE);
    let nothing = of_claim(
        "支出决算为0.00万元，完成预算的0%",
        json!({"id": "C1", "subject": "档案外聘", "amount": "0.00万元", "base": "",
            "against": "年初预算数", "completion": "0%"}),
    );
    assert_eq!(nothing, NONE);
}

#[test]
fn a_change_and_its_rate_give_the_base() {
    let of = |rate: &str| {
        let sentence = format!("总计1987.40万元，比上年减少42.38万元，下降{rate}");
        of_claim(
            &sentence,
            json!({"id": "C1", "subject": "档案总计", "amount": "1987.40万元", "direction": "减少",
                "against": "上年数", "change": "42.38万元", "rate": rate}),
        )
    };
    // 42.38 ÷ 2029.78 = 2.08791 %.
    assert_eq!(of("2.09%"), NONE);
    assert_eq!(of("2.08%"), ["G060 note rate truncated"]);
    assert_eq!(of("2.13%"), ["G060 error rate wrong_denominator"]);
    assert_eq!(of("0.21%"), ["G060 error rate decimal_slip"]);
}

fn k04(total: &str) -> Value {
    json!({"unit": "万元", "rows": [{"name": "支出总计", "side": "expenditure", "final": total}]})
}

#[test]
fn an_amount_that_its_table_contradicts_is_one_finding() {
    let sentence = "收入支出总计0.4万元，比上年减少42.38万元，下降2.09%";
    let told = Told::new(&format!("{sentence}\n"))
        .with(
            "tables",
            json!({"fiscal_appropriation_summary": k04("1987.40")}),
        )
        .claim(
            sentence,
            json!({"id": "C1", "subject": "K04[支出总计].决算数", "amount": "0.4万元",
                "against": "上年数", "direction": "减少", "change": "42.38万元", "rate": "2.09%"}),
        );
    let (document, accounts) = told.read();
    let review = check(&Context::new(&accounts));
    let open: Vec<_> = review.open().map(|(_, finding)| finding).collect();
    let own: Vec<_> = open
        .iter()
        .filter(|finding| !finding.is_consequence())
        .collect();
    assert_eq!(own.len(), 1, "{own:#?}");
    assert_eq!(told_code(own[0]), "G082 error amount");
    let fix = &own[0].fixes[0];
    let changed = apply(&document, &accounts, &fix.edits).unwrap();
    let accounts = Accounts::read(&changed).unwrap();
    assert_eq!(accounts.printed(own[0].shown[0].place), "1,987.40万元");
    assert_eq!(found(&accounts), NONE);
}

fn told_code(finding: &Finding) -> String {
    line_of(finding)
        .split(' ')
        .take(3)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn the_figure_of_all_funds_where_the_general_budget_belongs() {
    let sentence = "基本支出712.35万元，其中：人员经费640.20万元，公用经费72.15万元";
    let k03 = json!({"unit": "万元", "rows": [
        {"name": "合计", "total": "812.35", "basic": "712.35", "project": "100.00"}]});
    let k06 = json!({"unit": "万元", "rows": [
        {"name": "合计", "total": "800.22", "basic": "700.22", "project": "100.00"}]});
    let k07 = json!({"unit": "万元", "rows": [
        {"name": "人员经费合计", "final": "628.07"}, {"name": "公用经费合计", "final": "72.15"},
        {"name": "合计", "final": "700.22"}]});
    let told = Told::new(&format!("{sentence}\n"))
        .with(
            "tables",
            json!({"expenditure": k03, "general_public_budget_expenditure": k06,
                "basic_expenditure": k07}),
        )
        .claim(
            sentence,
            json!({"id": "C1", "subject": "K06[合计].基本支出", "amount": "712.35万元"}),
        )
        .claim(
            sentence,
            json!({"id": "C2", "subject": "K07[人员经费合计]", "amount": "640.20万元", "part_of": "C1"}),
        )
        .claim(
            sentence,
            json!({"id": "C3", "subject": "K07[公用经费合计]", "amount": "72.15万元", "part_of": "C1"}),
        );
    let (_, review) = review_of(told);
    let open: Vec<_> = review
        .open()
        .map(|(_, f)| f)
        .filter(|f| f.level <= Level::Warning)
        .collect();
    let total = open.iter().find(|f| line_of(f).contains("other_column"));
    assert!(total.is_some(), "{open:#?}");
}

#[test]
fn years_and_names_of_the_department() {
    let year = |text: &str| of_words(text, json!({"kind": "year", "text": text, "flaw": ""}));
    assert_eq!(year("截至2024年12月31日"), NONE);
    assert_eq!(year("截至2023年12月31日"), ["G106 error text"]);
    let name = |text: &str| {
        of_words(
            text,
            json!({"kind": "department", "text": text, "flaw": ""}),
        )
    };
    assert_eq!(name("甲区档案局"), NONE);
    assert_eq!(name("档案局"), NONE);
    assert_eq!(name("甲市档案局"), ["G107 warning text"]);
    assert_eq!(name("甲区档案与方志局"), ["G107 warning text"]);
}

#[test]
fn words_left_in_are_found_until_they_are_gone() {
    let told = Told::new("比上年提高（降低）3%，同比提高（降低）4%。\n")
        .words(
            "比上年提高（降低）",
            json!({"kind": "template", "text": "提高（降低）", "flaw": "提高（降低）", "proposed": "提高"}),
        )
        .words(
            "同比提高（降低）",
            json!({"kind": "template", "text": "提高（降低）", "flaw": "提高（降低）", "proposed": "提高"}),
        );
    let (document, accounts) = told.read();
    assert_eq!(found(&accounts), ["G063 error text"]);
    let review = check(&Context::new(&accounts));
    let fix = &review.findings[0].fixes[0];
    assert_eq!(fix.edits.len(), 2);
    let changed = apply(&document, &accounts, &fix.edits).unwrap();
    assert_eq!(found(&Accounts::read(&changed).unwrap()), NONE);

    for (kind, words, expected) in [
        ("doubled", "。。", "G063 question text"),
        ("typo", "去年年度", "G063 question text"),
        ("stray", "PAGEREF 7", "G063 question text"),
        ("unit", "3.10", "G077 question text"),
        ("zero_unit", "0元", "G077 question text"),
        ("section", "四、", "G105 warning text"),
        ("statement", "公务接待", "G105 question text"),
        ("number_form", "[2021]7号", "G107 question text"),
    ] {
        let row = json!({"kind": kind, "text": words, "flaw": words});
        assert_eq!(of_words(words, row), [expected], "{kind}");
    }
}

#[test]
fn the_data_of_the_text_sets_the_level() {
    let rows = json!({"kind": "issuer", "text": "甲市档案馆", "flaw": "甲市档案馆",
        "proposed": "甲市档案局"});
    assert_eq!(of_words("甲市档案馆", rows), ["G107 warning text"]);
    let year = |text: &str| {
        of_words(
            text,
            json!({"kind": "prior_year", "text": text, "flaw": ""}),
        )
    };
    assert_eq!(year("与2023年度相比"), NONE);
    assert_eq!(year("与2022年度相比"), ["G106 error text"]);
}

fn k06() -> Value {
    json!({"unit": "万元", "rows": [
        {"code": "221", "name": "住房保障支出", "total": "58.30", "basic": "58.30"},
        {"code": "22102", "name": "住房改革支出", "total": "58.30", "basic": "58.30"},
        {"code": "2210201", "name": "住房公积金", "total": "40.10", "basic": "40.10"},
        {"code": "2210203", "name": "购房补贴", "total": "18.20", "basic": "18.20"},
        {"name": "合计", "total": "58.30", "basic": "58.30"}]})
}

fn item(subject: &str, named: &str, amount: &str) -> Told {
    let sentence = format!("{named}。支出决算为{amount}。");
    Told::new(&format!("{sentence}\n"))
        .with(
            "tables",
            json!({"general_public_budget_expenditure": k06()}),
        )
        .claim(
            &sentence,
            json!({"id": "C1", "subject": subject, "named": named, "amount": amount}),
        )
}

#[test]
fn items_are_called_as_the_table_calls_them() {
    let named = |subject: &str, named: &str, amount: &str| {
        let (document, accounts) = item(subject, named, amount).read();
        let review = check(&Context::new(&accounts));
        let mut findings = review.open().map(|(_, finding)| finding);
        let Some(finding) = findings.find(|finding| finding.level <= Level::Warning) else {
            return (String::new(), String::new());
        };
        let fixed = finding.fixes.first().map_or_else(String::new, |fix| {
            let changed = apply(&document, &accounts, &fix.edits).unwrap();
            let changed = Accounts::read(&changed).unwrap();
            changed.printed(finding.shown[0].place)
        });
        (line_of(finding), fixed)
    };
    let right = "住房保障支出（类）住房改革支出（款）住房公积金（项）";
    let of = |one: &str, fixed: &str| (one.to_owned(), fixed.to_owned());
    assert_eq!(named("K06[2210201].合计", right, "40.10万元"), of("", ""));
    let path = "住房保障支出（类）住房保障支出（款）住房公积金（项）";
    assert_eq!(
        named("K06[2210201].合计", path, "40.10万元"),
        of("G083 warning named", right)
    );
    // No list has the name; the only row of its amount is what is meant.
    let unknown = "住房保障支出（类）住房改革支出（款）安家补贴费用（项）";
    let meant = "住房保障支出（类）住房改革支出（款）购房补贴（项）";
    for subject in ["安家补贴费用", "K06[安家补贴费用].合计"] {
        assert_eq!(
            named(subject, unknown, "18.20万元"),
            of("G083 warning named", meant),
            "{subject}"
        );
    }
}

#[test]
fn a_use_that_belongs_to_another_item() {
    let of = |purpose: &str| {
        let named = "住房保障支出（类）住房改革支出（款）住房公积金（项）";
        let sentence = format!("{named}。主要用于：{purpose}。");
        let claim = json!({"id": "C1", "subject": "K06[2210201].合计", "named": named,
            "purpose": purpose});
        of_claim(&sentence, claim)
    };
    assert_eq!(of("在职人员缴存的住房公积金"), NONE);
    assert_eq!(of("在职人员"), NONE);
    assert_eq!(of("在职人员养老保险"), ["G111 warning purpose"]);
}

#[test]
fn an_empty_table_and_what_the_text_says_of_it() {
    let empty = json!({"unit": "万元", "rows": [{"name": "合计"}, {"name": "公务接待费"}]});
    let k11 = |told: Told| told.with("tables", json!({"three_public": empty.clone()}));
    let sentence = "公务接待费年初预算为2.10万元";
    let money = k11(Told::new(&format!("{sentence}\n"))).claim(
        sentence,
        json!({"id": "C1", "subject": "K11[公务接待费].年初预算数", "amount": "2.10万元"}),
    );
    assert_eq!(found(&money.read().1), ["G049 error "]);
    let declared = k11(Told::new("本年没有“三公”经费支出。\n")).with(
        "declarations",
        json!([{"name": "“三公”", "table": "K11", "none": "是"}]),
    );
    assert_eq!(found(&declared.read().1), NONE);
}

#[test]
fn a_reason_against_the_direction() {
    let text = "公用支出比年初预算减少9.00万元，主要原因是厉行节约；其中会议费增加4.00万元，培训费增加5.00万元。\n";
    let told = Told::new(text)
        .claim(
            "公用支出比年初预算减少9.00万元，主要原因是厉行节约",
            json!({"id": "C1", "subject": "公用支出", "against": "年初预算数", "direction": "减少",
                "change": "9.00万元", "because": "厉行节约"}),
        )
        .claim(
            "会议费增加4.00万元",
            json!({"id": "C2", "subject": "会议费", "against": "年初预算数", "direction": "增加",
                "change": "4.00万元", "part_of": "C1"}),
        )
        .claim(
            "培训费增加5.00万元",
            json!({"id": "C3", "subject": "培训费", "against": "年初预算数", "direction": "增加",
                "change": "5.00万元", "part_of": "C1"}),
        );
    assert_eq!(
        found(&told.read().1),
        ["G056 error direction direction", "G072 warning because"]
    );
}

#[test]
fn causes_of_an_amount_that_its_table_contradicts() {
    let of = |amount: &str| {
        let sentence = format!("商品和服务支出{amount}");
        let year = |amount: &str| {
            json!({"basic_expenditure": {"unit": "万元", "rows": [
                {"code": "302", "name": "商品和服务支出", "final": amount}]}})
        };
        let told = Told::new(&format!("{sentence}\n"))
            .with("tables", year("4258.19"))
            .with("prior_year", json!({"tables": year("3977.06")}))
            .claim(
                &sentence,
                json!({"id": "C1", "subject": "K07[302]", "amount": amount}),
            );
        found(&told.read().1)
    };
    assert_eq!(of("4258.19万元"), NONE);
    assert_eq!(of("3977.06万元"), ["G085 error amount prior_year"]);
    assert_eq!(of("42581.90万元"), ["G085 error amount decimal_slip"]);
    assert_eq!(of("4258.19元"), ["G077 error amount unit"]);
    assert_eq!(of("4285.19万元"), ["G085 error amount swapped_digits"]);
}

#[test]
fn a_rate_copied_from_the_line_above() {
    let text = "馆藏整理占31.20%，另安排20.00万元；库房维护占31.20%。\n";
    let total = json!({"unit": "万元", "rows": [{"name": "合计", "total": "250.00"}]});
    let told = Told::new(text)
        .with("tables", json!({"expenditure": total}))
        .claim(
            "馆藏整理占31.20%",
            json!({"id": "C1", "subject": "馆藏整理", "amount": "78.00", "share": "31.20%",
                "of": "K03[合计].本年支出合计"}),
        )
        .claim(
            "另安排20.00万元",
            json!({"id": "C2", "subject": "装具", "amount": "20.00万元"}),
        )
        .claim(
            "库房维护占31.20%",
            json!({"id": "C3", "subject": "库房维护", "amount": "44.00", "share": "31.20%",
                "of": "K03[合计].本年支出合计"}),
        );
    assert_eq!(found(&told.read().1), ["G064 error share copied"]);
}

#[test]
fn the_text_is_checked_within_itself_where_there_are_no_tables() {
    let of = |share: &str| {
        let text = format!("本年支出合计640.00万元，其中：基本支出480.00万元，占{share}。\n");
        let told = Told::new(&text)
            .claim(
                "本年支出合计640.00万元",
                json!({"id": "C1", "subject": "K03[合计].本年支出合计", "amount": "640.00万元"}),
            )
            .claim(
                &format!("基本支出480.00万元，占{share}"),
                json!({"id": "C2", "subject": "K03[合计].基本支出", "amount": "480.00万元",
                    "share": share, "of": "K03[合计].本年支出合计"}),
            );
        found(&told.read().1)
    };
    assert_eq!(of("75.00%"), NONE);
    assert_eq!(of("57.00%").len(), 1);
}

#[test]
fn a_share_is_what_its_amounts_give() {
    let text = "甲项316.00万元，占49.77%；乙项324.00万元，占50.63%。\n";
    let total = json!({"unit": "万元", "rows": [{"name": "合计", "total": "640.00"}]});
    let share = |told: Told, id: &str, amount: &str, share: &str| {
        told.claim(
            &format!("{amount}，占{share}"),
            json!({"id": id, "subject": id, "amount": amount, "share": share,
                "of": "K03[合计].本年支出合计", "list": "构成"}),
        )
    };
    let told = Told::new(text).with("tables", json!({"expenditure": total}));
    let told = share(told, "C1", "316.00万元", "49.77%");
    let (_, review) = review_of(share(told, "C2", "324.00万元", "50.63%"));
    // 316 ÷ 640 = 49.375 %; 100 % less the other share would be 49.37 %.
    let wrong = review
        .open()
        .find(|(_, finding)| finding.level == Level::Error);
    let fix = &wrong.unwrap().1.fixes[0];
    assert_eq!(fix.edits[0].text, "49.38");
}
