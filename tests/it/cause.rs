//! Causes: each kind of slip in small accounts, what it is taken for, and what mends it.

use gouji::model::Accounts;
use gouji::rules::cause::{Batch, Evidence, Mistake, Tested, explain};
use gouji::rules::{Certainty, Context, Level};

use crate::support::notation::{accounts_of, relation_of};

/// The mistakes in `accounts`, when these relations must hold.
fn mistakes_at(level: Level, accounts: &Accounts, relations: &[&str]) -> Vec<Mistake> {
    let tested = relations
        .iter()
        .map(|text| Tested::new(level, relation_of(accounts, 1, text)));
    let batch = Batch::new(tested.collect());
    explain(&Context::new(accounts), &Evidence::new([&batch]))
}

/// Each mistake as `cause → certainty place text, …` with the number of broken relations.
fn told(accounts: &Accounts, mistakes: &[Mistake]) -> Vec<String> {
    let one = |mistake: &Mistake| {
        let cause = mistake
            .cause
            .as_ref()
            .map_or_else(|| "?".to_owned(), gouji::rules::Cause::key);
        let fixes = mistake.fixes.iter().map(|fix| {
            let edits = fix.edits.iter().map(|edit| {
                let label = accounts.label(edit.place).zh;
                let label = label.split(" · ").skip(1).collect::<Vec<_>>().join("·");
                format!("{label}={}", edit.text)
            });
            format!(
                "{} {}",
                fix.certainty.key(),
                edits.collect::<Vec<_>>().join(" & ")
            )
        });
        let fixes = fixes.collect::<Vec<_>>().join(" | ");
        format!("{} ×{} → {fixes}", cause, mistake.broken.len())
    };
    mistakes.iter().map(one).collect()
}

#[track_caller]
fn check(text: &str, relations: &[&str], expected: &[&str]) {
    let (_, accounts) = accounts_of(text);
    let mistakes = mistakes_at(Level::Error, &accounts, relations);
    assert_eq!(told(&accounts, &mistakes), expected);
}

const PARTS: &[&str] = &["K12[合计] = K12[货物] + K12[工程] + K12[服务]"];
/// The parts are stated elsewhere too, so the total is what is wrong.
const VOUCHED: &[&str] = &[
    "K12[合计] = K12[货物] + K12[工程] + K12[服务]",
    "S1.amount = K12[货物]",
    "S2.amount = K12[工程]",
    "S3.amount = K12[服务]",
];

fn procurement(total: &str, goods: &str, works: &str, services: &str) -> String {
    format!(
        "K12
         合计 | {total}
         货物 | {goods}
         工程 | {works}
         服务 | {services}
         claims
         S1 货物 | amount=61200.00
         S2 工程 | amount=20000.00
         S3 服务 | amount=1451200.00"
    )
}

#[test]
fn a_digit_that_was_left_out_is_found_and_safe_when_the_parts_are_vouched_for() {
    let text = procurement("132,400.00", "61,200.00", "20,000.00", "1,451,200.00");
    check(
        &text,
        VOUCHED,
        &["dropped_digit ×1 → safe 合计·决算数=1532400.00"],
    );
    check(
        &text,
        PARTS,
        &["dropped_digit ×1 → review 合计·决算数=1532400.00"],
    );
}

#[test]
fn slips_of_one_part_are_found_in_the_part() {
    for (goods, cause) in [
        ("612,000.00", "decimal_slip"),
        ("6,120.00", "decimal_slip"),
        ("612,000,000.00", "unit"),
        ("-61,200.00", "sign"),
        ("612,200.00", "extra_digit"),
        ("6,200.00", "dropped_digit"),
        ("16,200.00", "swapped_digits"),
    ] {
        let text = procurement("1,532,400.00", goods, "20,000.00", "1,451,200.00");
        check(
            &text,
            PARTS,
            &[&format!("{cause} ×1 → review 货物·决算数=61200.00")],
        );
    }
}

#[test]
fn one_wrong_digit_may_be_anywhere_so_each_place_is_offered_and_none_is_blamed() {
    let text = procurement("1,532,500.00", "61,200.00", "20,000.00", "1,451,200.00");
    check(
        &text,
        PARTS,
        &[
            "? ×1 → review 合计·决算数=1532400.00 | review 货物·决算数=61300.00 | review 工程·决算数=20100.00",
        ],
    );
}

#[test]
fn two_relations_that_one_figure_mends_point_at_it() {
    let text = procurement("1,532,400.00", "61,300.00", "20,000.00", "1,451,200.00");
    check(
        &text,
        VOUCHED,
        &["wrong_digit ×2 → safe 货物·决算数=61200.00"],
    );
}

#[test]
fn a_part_left_out_or_counted_twice_is_named() {
    let left_out = procurement("1,471,200.00", "61,200.00", "20,000.00", "1,451,200.00");
    check(
        &left_out,
        PARTS,
        &["missing_part ×1 → review 合计·决算数=1532400.00"],
    );
    let twice = procurement("1,593,600.00", "61,200.00", "20,000.00", "1,451,200.00");
    check(
        &twice,
        PARTS,
        &["repeated_part ×1 → review 合计·决算数=1532400.00"],
    );
}

#[test]
fn a_difference_that_nothing_explains_has_no_cause() {
    let text = procurement("1,700,011.11", "61,200.00", "20,000.00", "1,451,200.00");
    check(&text, PARTS, &["? ×1 → review 合计·决算数=1532400.00"]);
}

#[test]
fn last_years_figure_is_recognised() {
    let text = "K12
        合计 | 1,532,400.00
        货物 | 48,371.25
        工程 | 20,000.00
        服务 | 1,451,200.00
        K12@上年数
        货物 | 48,371.25";
    check(
        text,
        PARTS,
        &["prior_year ×1 → review 货物·决算数=61200.00"],
    );
}

#[test]
fn a_part_that_repeats_the_row_above_or_the_total_is_recognised() {
    let above = "K12
        合计 | 1,532,400.00
        货物 | 61,200.00
        工程 | 61,200.00
        服务 | 1,451,200.00";
    let (_, accounts) = accounts_of(above);
    let mistakes = mistakes_at(
        Level::Error,
        &accounts,
        &[
            "K12[合计] = K12[货物] + K12[工程] + K12[服务]",
            "K12[货物] = K12[货物]",
        ],
    );
    // Both repeat each other; which one is wrong stays open.
    assert_eq!(mistakes.len(), 1);
    assert_eq!(mistakes[0].cause, None);
    let total = procurement("1,532,400.00", "61,200.00", "1,532,400.00", "1,451,200.00");
    check(&total, PARTS, &["copied ×1 → review 工程·决算数=20000.00"]);
}

#[test]
fn the_figure_of_another_column_is_recognised() {
    let text = "K06
        合计 | 100,000.00 | 60,000.00 | 40,000.00
        claims
        S1 K06[合计].基本支出 | amount=100,000.00";
    check(
        text,
        &["S1.amount = K06[合计].基本支出", "K06[合计].合计 = K06[合计].基本支出 + K06[合计].项目支出"],
        ["other_column ×1 → safe S1 一般公共预算财政拨款支出决算表 · 合计 · 基本支出·金额=60000.00"]
            .map(|line| line.replace(" · ", "·"))
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice(),
    );
}

const CHANGES: &[&str] = &[
    "±S1.change = ±S2.change + ±S3.change",
    "S1.rate = S1.change / S1.amount - ±S1.change",
    "S2.rate = S2.change / S2.amount - ±S2.change",
    "S3.rate = S3.change / S3.amount - ±S3.change",
];

fn changes(word: &str, whole: &str, basic: &str, project: &str) -> String {
    format!(
        "claims
         S1 合计 | amount=59332388.65 | change=1581249.53 | direction={word} | rate={whole}
         S2 基本支出 | amount=17140515.53 | change=1343338.67 | direction=增加 | rate={basic}
         S3 项目支出 | amount=42191873.12 | change=237910.86 | direction=增加 | rate={project}"
    )
}

#[test]
fn a_wrong_word_of_direction_is_proved_by_the_parts() {
    check(
        &changes("减少", "2.74%", "8.50%", "0.57%"),
        CHANGES,
        &["direction ×2 → safe S1 合计·增减方向=增加"],
    );
    check(
        &changes("下降", "2.74%", "8.50%", "0.57%"),
        CHANGES,
        &["direction ×2 → safe S1 合计·增减方向=增长"],
    );
}

#[test]
fn behind_the_wrong_word_stands_a_slipped_point() {
    check(
        &changes("减少", "0.27%", "8.50%", "0.57%"),
        CHANGES,
        &[
            "direction ×1 → safe S1 合计·增减方向=增加",
            "direction+decimal_slip ×1 → safe S1 合计·增减方向=增加 & S1 合计·增减率=2.74",
        ],
    );
}

#[test]
fn a_word_that_nothing_decides_is_not_turned() {
    // Either the whole fell, or both parts fell: the words alone do not tell.
    let text = "claims
        S1 合计 | change=300.00 | direction=减少
        S2 基本支出 | change=300.00 | direction=增加";
    let (_, accounts) = accounts_of(text);
    let mistakes = mistakes_at(Level::Error, &accounts, &["±S1.change = ±S2.change"]);
    assert_eq!(mistakes.len(), 1);
    assert_eq!(mistakes[0].cause, None);
}

#[test]
fn a_rate_on_the_final_figure_is_explained_and_computed_again() {
    check(
        &changes("增加", "2.74%", "7.83%", "0.57%"),
        CHANGES,
        &["wrong_denominator+truncated ×1 → safe S2 基本支出·增减率=8.50"],
    );
    check(
        &changes("增加", "2.67%", "8.50%", "0.57%"),
        CHANGES,
        &["wrong_denominator ×1 → safe S1 合计·增减率=2.74"],
    );
}

#[test]
fn a_rate_with_its_point_elsewhere_or_copied_from_a_neighbour_is_explained() {
    check(
        &changes("增加", "2.74%", "8.50%", "5.67%"),
        CHANGES,
        &["decimal_slip ×1 → safe S3 项目支出·增减率=0.57"],
    );
    check(
        &changes("增加", "2.74%", "2.74%", "0.57%"),
        CHANGES,
        &["copied ×1 → safe S2 基本支出·增减率=8.50"],
    );
    check(
        &changes("增加", "2.74%", "8.05%", "0.57%"),
        CHANGES,
        &["swapped_digits ×1 → review S2 基本支出·增减率=8.50"],
    );
}

#[test]
fn a_share_of_another_whole_is_explained() {
    let text = "claims
        S1 收入 | amount=500,000.00
        S2 支出 | amount=400,000.00
        S3 甲 | amount=123,400.00 | share=24.68%
        S4 乙 | amount=100,000.00 | share=20.00%";
    check(
        text,
        &[
            "S3.share = S3.amount / S2.amount",
            "S4.share = S4.amount / S1.amount",
        ],
        &["wrong_denominator ×1 → safe S3 甲·占比=30.85"],
    );
}

#[test]
fn a_share_that_also_opens_the_list_is_one_mistake() {
    let text = "claims
        S1 全部 | amount=1,000.00
        S2 甲 | amount=333.30 | share=33.33%
        S3 乙 | amount=666.70 | share=67.66%";
    check(
        text,
        &[
            "S2.share = S2.amount / S1.amount",
            "S3.share = S3.amount / S1.amount",
            "S2.share + S3.share = 100%",
        ],
        &["? ×2 → safe S3 乙·占比=66.67"],
    );
}

const K03: &[&str] = &[
    "K03[合计].total = K03[合计].basic + K03[合计].project",
    "K03[201].total = K03[201].basic + K03[201].project",
    "K03[20101].total = K03[20101].basic + K03[20101].project",
    "K03[20103].total = K03[20103].basic + K03[20103].project",
    "K03[208].total = K03[208].basic + K03[208].project",
    "K03[20805].total = K03[20805].basic + K03[20805].project",
    "K03[合计].total = K03[201].total + K03[208].total",
    "K03[合计].basic = K03[201].basic + K03[208].basic",
    "K03[合计].project = K03[201].project + K03[208].project",
    "K03[201].total = K03[20101].total + K03[20103].total",
    "K03[201].basic = K03[20101].basic + K03[20103].basic",
    "K03[201].project = K03[20101].project + K03[20103].project",
    "K03[208].total = K03[20805].total",
    "K03[208].basic = K03[20805].basic",
    "K03[208].project = K03[20805].project",
];

/// A hierarchy with `basic` as printed, row by row; `project` and `total` are right.
fn expenditure(basic: [&str; 6]) -> String {
    let rows = [
        ("合计", "1,000.00", "400.00"),
        ("201 一般公共服务支出", "700.00", "250.00"),
        ("20101 人大事务", "310.00", "120.00"),
        ("20103 政府办公厅及相关机构事务", "390.00", "130.00"),
        ("208 社会保障和就业支出", "300.00", "150.00"),
        ("20805 行政事业单位养老支出", "300.00", "150.00"),
    ];
    let lines = rows
        .iter()
        .zip(basic)
        .map(|((head, total, project), basic)| format!("{head} | {total} | {basic} | {project}"));
    format!("K03\n{}", lines.collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_wrong_cell_of_a_hierarchy_is_one_mistake_with_its_broken_sums() {
    let right = expenditure(["600.00", "450.00", "190.00", "260.00", "150.00", "150.00"]);
    check(&right, K03, &[]);
    let wrong = expenditure(["600.00", "450.00", "910.00", "260.00", "150.00", "150.00"]);
    check(
        &wrong,
        K03,
        &["swapped_digits ×2 → safe 人大事务·基本支出=190.00"],
    );
    let upper = expenditure(["600.00", "45.00", "190.00", "260.00", "150.00", "150.00"]);
    check(
        &upper,
        K03,
        &["decimal_slip ×3 → safe 一般公共服务支出·基本支出=450.00"],
    );
}

#[test]
fn two_wrong_cells_of_one_sum_are_told_apart() {
    let wrong = expenditure(["600.00", "450.00", "910.00", "206.00", "150.00", "150.00"]);
    let (_, accounts) = accounts_of(&wrong);
    let mistakes = mistakes_at(Level::Error, &accounts, K03);
    let told = told(&accounts, &mistakes);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told.iter()
            .any(|one| one.ends_with("人大事务·基本支出=190.00")),
        "{told:?}"
    );
    assert!(
        told.iter()
            .any(|one| one.ends_with("政府办公厅及相关机构事务·基本支出=260.00")),
        "{told:?}"
    );
}

#[test]
fn a_shifted_column_is_one_mistake() {
    // From 20101 on, the column slid one row down and its end came up.
    let wrong = expenditure(["600.00", "450.00", "150.00", "190.00", "260.00", "150.00"]);
    let (_, accounts) = accounts_of(&wrong);
    let mistakes = mistakes_at(Level::Error, &accounts, K03);
    assert_eq!(mistakes.len(), 1, "{:?}", told(&accounts, &mistakes));
    let cause = mistakes[0].cause.as_ref().unwrap();
    assert_eq!(cause.key(), "shifted_column");
    let edits: Vec<_> = mistakes[0].fixes[0]
        .edits
        .iter()
        .map(|edit| edit.text.as_str())
        .collect();
    assert_eq!(edits, ["190.00", "260.00", "150.00"]);
    assert_eq!(mistakes[0].fixes[0].certainty, Certainty::Review);
    let message = mistakes[0].message.as_ref().unwrap();
    assert!(message.zh.contains("“基本支出”列"), "{message}");
}

#[test]
fn a_shifted_column_whose_end_was_lost_is_filled_from_a_sum() {
    // Everything slid one row down, an empty cell came in on top, and the last figure fell off.
    let wrong = expenditure(["—", "600.00", "450.00", "190.00", "260.00", "150.00"]);
    let (_, accounts) = accounts_of(&wrong);
    let mistakes = mistakes_at(Level::Error, &accounts, K03);
    assert_eq!(mistakes.len(), 1, "{:?}", told(&accounts, &mistakes));
    assert_eq!(mistakes[0].cause.as_ref().unwrap().key(), "shifted_column");
    let edits: Vec<_> = mistakes[0].fixes[0]
        .edits
        .iter()
        .map(|edit| edit.text.as_str())
        .collect();
    assert_eq!(edits, ["600.00", "450.00", "190.00", "260.00", "150.00"]);
}

#[test]
fn a_pasted_block_is_one_mistake() {
    let text = "K03
        合计 | 1,000.00 | 600.00 | 400.00
        201 一般公共服务支出 | 700.00 | 450.00 | 250.00
        20101 人大事务 | 300.00 | 150.00 | 150.00
        20103 政府办公厅及相关机构事务 | 310.00 | 190.00 | 120.00
        208 社会保障和就业支出 | 390.00 | 260.00 | 130.00
        20805 行政事业单位养老支出 | 300.00 | 150.00 | 150.00";
    let (_, accounts) = accounts_of(text);
    let mistakes = mistakes_at(Level::Error, &accounts, K03);
    let told = told(&accounts, &mistakes);
    assert_eq!(mistakes.len(), 1, "{told:?}");
    assert_eq!(mistakes[0].cause.as_ref().unwrap().key(), "pasted_block");
    assert_eq!(mistakes[0].broken.len(), 9);
}

#[test]
fn a_bound_that_a_factor_of_ten_thousand_breaks_is_a_unit() {
    let text = "K12
        合计 | 1,500,000.00
        授予中小企业合同金额 | 11,206,000,000.00";
    check(
        text,
        &["K12[授予中小企业合同金额] <= K12[合计]"],
        &["unit ×1 → review 授予中小企业合同金额·决算数=1120600.00"],
    );
}

#[test]
fn rounded_amounts_are_explained_within_their_rounding() {
    let text = "K12
        合计 | 251.25万元
        货物 | 47.90万元
        服务 | 246.47万元";
    check(
        text,
        &["K12[合计] = K12[货物] + K12[服务]"],
        &["decimal_slip ×1 → review 货物·决算数=4.79"],
    );
}

#[test]
fn what_is_only_asked_is_never_safe() {
    let (_, accounts) = accounts_of(&procurement(
        "153,240.00",
        "61,200.00",
        "20,000.00",
        "1,451,200.00",
    ));
    for level in [Level::Warning, Level::Question] {
        let mistakes = mistakes_at(level, &accounts, VOUCHED);
        assert_eq!(mistakes[0].fixes[0].certainty, Certainty::Review);
    }
}

#[test]
fn a_correction_given_as_safe_mends_what_it_says() {
    use gouji::review::apply;
    let (document, accounts) = accounts_of(&changes("减少", "0.27%", "7.83%", "0.57%"));
    let mistakes = mistakes_at(Level::Error, &accounts, CHANGES);
    let edits: std::collections::BTreeSet<_> = mistakes
        .iter()
        .flat_map(|mistake| mistake.fixes[0].edits.clone())
        .collect();
    let edits: Vec<_> = edits.into_iter().collect();
    let changed = apply(&document, &accounts, &edits).unwrap();
    let accounts = Accounts::read(&changed).unwrap();
    assert!(mistakes_at(Level::Error, &accounts, CHANGES).is_empty());
}
