//! Full accounts of a department, made up: all thirteen tables and the statements about them,
//! consistent by construction. The same seed gives the same accounts.
//!
//! Used by tests and benchmarks, so it needs nothing of either.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use gouji::model::{Classification, lookup_code, search_codes};

/// Classes of the general public budget.
const GENERAL: &[&str] = &[
    "201", "205", "206", "207", "208", "210", "211", "213", "221",
];
/// Codes that other codes or tables must repeat.
const TIED: &[&str] = &["2080505", "2080506", "2101101", "2101102", "2210201"];
/// Economic 款 of basic expenditure.
const ECONOMIC: &[&str] = &[
    "30101", "30102", "30103", "30107", "30112", "30113", "30199", "30201", "30202", "30205",
    "30206", "30207", "30209", "30211", "30212", "30213", "30214", "30215", "30216", "30217",
    "30218", "30226", "30227", "30228", "30229", "30231", "30239", "30299", "30302", "30305",
    "30307", "30399", "31002", "31003", "31007", "31013", "31099",
];
/// Of which fund an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fund {
    General,
    Government,
    Capital,
}

/// What moved in one 项, in 分: basic and project.
struct Item {
    code: String,
    fund: Fund,
    opening: [i64; 2],
    income: [i64; 2],
    spent: [i64; 2],
}

impl Item {
    fn closing(&self) -> [i64; 2] {
        [0, 1].map(|part| self.opening[part] + self.income[part] - self.spent[part])
    }
}

/// A small generator of numbers, so that nothing depends on another crate's stream.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, low: i64, high: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let span = u64::try_from(high - low).unwrap_or(1).max(1);
        low + i64::try_from((mixed ^ (mixed >> 31)) % span).unwrap_or(0)
    }
}

/// A department's accounts as JSON.
pub(crate) fn department(seed: u64) -> String {
    let mut numbers = Numbers(seed);
    let items = items(&mut numbers);
    let general: i64 = sum(&items, Fund::General, |item| item.spent[0]);
    let basic = basic(&mut numbers, general);
    let tables = [
        k01(&items),
        rows_by_code(
            "income",
            &items,
            |_| true,
            |item| {
                let income = item.income[0] + item.income[1];
                vec![("total", income), ("fiscal_appropriation", income)]
            },
            &[
                "superior_subsidies",
                "institutional_operating",
                "business",
                "affiliated_remittances",
                "other",
            ],
        ),
        rows_by_code(
            "expenditure",
            &items,
            |_| true,
            |item| split(["total", "basic", "project"], item.spent),
            &["superior_remittances", "business", "affiliated_subsidies"],
        ),
        k04(&items),
        rows_by_code(
            "general_public_budget_flow",
            &items,
            |fund| fund == Fund::General,
            flow,
            &[],
        ),
        rows_by_code(
            "general_public_budget_expenditure",
            &items,
            |fund| fund == Fund::General,
            |item| split(["total", "basic", "project"], item.spent),
            &[],
        ),
        economic("basic_expenditure", &basic),
        rows_by_code(
            "government_fund",
            &items,
            |fund| fund == Fund::Government,
            short_flow,
            &[],
        ),
        economic(
            "government_fund_basic",
            &[(
                "30201".to_owned(),
                sum(&items, Fund::Government, |item| item.spent[0]),
            )],
        ),
        rows_by_code(
            "state_capital",
            &items,
            |fund| fund == Fund::Capital,
            short_flow,
            &[],
        ),
        three_public(&basic),
        procurement(),
        service_purchases(),
    ];
    format!(
        "{{\n  \"format\": \"gouji-accounts/1\",\n  \"department\": \"甲市乙局\",\n  \"year\": 2023,\n  \"region\": \"甲市\",\n  \"edition\": \"beijing-2023\",\n  \"unit\": \"元\",\n  \"tables\": {{\n{}\n  }},\n{},\n  \"claims\": {{\"rows\": [\n    {}\n  ]}}\n}}\n",
        tables.join(",\n"),
        beside(&items, &basic),
        claims(&mut numbers, &items, &basic).join(",\n    "),
    )
}

/// Accounts of one table of expenditure with `classes` × 10 × 10 rows below the total.
pub(crate) fn large(classes: usize) -> String {
    let mut numbers = Numbers(7);
    let mut items = Vec::new();
    for class in 0..classes {
        for subclass in 0..10 {
            for item in 0..10 {
                let amount = [numbers.next(1, 1_000_000), numbers.next(1, 1_000_000)];
                items.push(Item {
                    code: format!("{:03}{subclass:02}{item:02}", 100 + class),
                    fund: Fund::General,
                    opening: [0, 0],
                    income: amount,
                    spent: amount,
                });
            }
        }
    }
    let table = rows_by_code(
        "expenditure",
        &items,
        |_| true,
        |item| split(["total", "basic", "project"], item.spent),
        &["superior_remittances", "business", "affiliated_subsidies"],
    );
    format!(
        "{{\"format\": \"gouji-accounts/1\", \"department\": \"甲局\", \"year\": 2023, \"unit\": \"元\", \"tables\": {{{table}}}}}"
    )
}

fn items(numbers: &mut Numbers) -> Vec<Item> {
    let mut codes: Vec<(String, Fund)> = Vec::new();
    for class in GENERAL {
        let subclasses = search_codes(Classification::Functional, class)
            .filter(|entry| entry.code.len() == 5 && entry.code.starts_with(class))
            // Government funds have 款 of their own in some classes.
            .filter(|entry| entry.code != "20709" && entry.code != "20710");
        let mut taken = 0;
        for subclass in subclasses {
            let below: Vec<_> = search_codes(Classification::Functional, &subclass.code)
                .filter(|entry| entry.code.len() == 7 && entry.code.starts_with(&subclass.code))
                .filter(|entry| !TIED.contains(&entry.code.as_str()))
                .take(3)
                .collect();
            if below.is_empty() || taken == 2 {
                continue;
            }
            taken += 1;
            codes.extend(
                below
                    .iter()
                    .map(|entry| (entry.code.clone(), Fund::General)),
            );
        }
    }
    codes.extend(["2120803", "2120899"].map(|code| (code.to_owned(), Fund::Government)));
    codes.push(("22301".to_owned(), Fund::Capital));
    codes
        .into_iter()
        .map(|(code, fund)| {
            let mut pair = || {
                [
                    numbers.next(100_000, 90_000_000),
                    numbers.next(100_000, 90_000_000),
                ]
            };
            let (opening, spent, closing) = (pair(), pair(), pair());
            Item {
                income: [0, 1].map(|part| spent[part] + closing[part]),
                opening,
                spent: [0, 1].map(|part| spent[part] + opening[part]),
                code,
                fund,
            }
        })
        .collect()
}

/// Basic expenditure by economic 款, adding up to `total`.
fn basic(numbers: &mut Numbers, total: i64) -> Vec<(String, i64)> {
    let mut left = total;
    let mut parts: Vec<(String, i64)> = ECONOMIC
        .iter()
        .skip(1)
        .map(|code| {
            let part = numbers.next(1_000, total / 80);
            left -= part;
            ((*code).to_owned(), part)
        })
        .collect();
    parts.insert(0, (ECONOMIC[0].to_owned(), left));
    parts
}

fn sum(items: &[Item], fund: Fund, of: impl Fn(&Item) -> i64) -> i64 {
    items.iter().filter(|item| item.fund == fund).map(of).sum()
}

fn yuan(cents: i64) -> String {
    let whole = (cents / 100).to_string();
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped}.{:02}", cents % 100)
}

/// `over` ÷ `under` as a percentage with two decimals, rounded half up.
fn percent(over: i64, under: i64) -> String {
    let hundredths = (i128::from(over) * 20_000 / i128::from(under) + 1) / 2;
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

fn split(names: [&'static str; 3], parts: [i64; 2]) -> Vec<(&'static str, i64)> {
    vec![
        (names[0], parts[0] + parts[1]),
        (names[1], parts[0]),
        (names[2], parts[1]),
    ]
}

fn flow(item: &Item) -> Vec<(&'static str, i64)> {
    let mut cells = split(
        ["opening_total", "opening_basic", "opening_project"],
        item.opening,
    );
    cells.extend(split(
        ["income_total", "income_basic", "income_project"],
        item.income,
    ));
    cells.extend(split(
        [
            "expenditure_total",
            "expenditure_basic",
            "expenditure_project",
        ],
        item.spent,
    ));
    cells.extend(split(
        ["closing_total", "closing_basic", "closing_project"],
        item.closing(),
    ));
    cells
}

fn short_flow(item: &Item) -> Vec<(&'static str, i64)> {
    let both = |pair: [i64; 2]| pair[0] + pair[1];
    let mut cells = vec![
        ("opening", both(item.opening)),
        ("income", both(item.income)),
    ];
    cells.extend(split(["total", "basic", "project"], item.spent));
    cells.push(("closing", both(item.closing())));
    cells
}

fn name_of(code: &str) -> String {
    let classification = if code.starts_with('3') {
        Classification::Economic
    } else {
        Classification::Functional
    };
    lookup_code(classification, code)
        .map_or_else(|| format!("科目{code}"), |entry| entry.name.clone())
}

fn table(key: &str, rows: &[String]) -> String {
    format!(
        "    \"{key}\": {{\"unit\": \"元\", \"rows\": [\n      {}\n    ]}}",
        rows.join(",\n      ")
    )
}

fn json_row(head: &str, cells: impl IntoIterator<Item = (&'static str, i64)>) -> String {
    let mut row = format!("{{{head}");
    for (key, cents) in cells {
        write!(row, ", \"{key}\": \"{}\"", yuan(cents)).unwrap_or_default();
    }
    row.push('}');
    row
}

/// A table with a total, 类, 款 and 项; `zeros` are columns without amounts.
fn rows_by_code(
    key: &str,
    items: &[Item],
    fits: impl Fn(Fund) -> bool,
    cells: impl Fn(&Item) -> Vec<(&'static str, i64)>,
    zeros: &[&'static str],
) -> String {
    let mut sums: BTreeMap<&str, Vec<(&'static str, i64)>> = BTreeMap::new();
    for item in items.iter().filter(|item| fits(item.fund)) {
        let own = cells(item);
        for digits in [0, 3, 5, 7]
            .into_iter()
            .filter(|digits| *digits <= item.code.len())
        {
            let row = sums
                .entry(&item.code[..digits])
                .or_insert_with(|| own.iter().map(|(key, _)| (*key, 0)).collect());
            for (sum, (_, amount)) in row.iter_mut().zip(&own) {
                sum.1 += amount;
            }
        }
    }
    let rows: Vec<String> = sums
        .into_iter()
        .map(|(code, row)| {
            let head = if code.is_empty() {
                "\"name\": \"合计\"".to_owned()
            } else {
                format!("\"code\": \"{code}\", \"name\": \"{}\"", name_of(code))
            };
            json_row(
                &head,
                row.into_iter().chain(zeros.iter().map(|key| (*key, 0))),
            )
        })
        .collect();
    table(key, &rows)
}

/// The classes of all items with what they spent of each fund.
fn classes(items: &[Item]) -> Vec<(String, [i64; 3])> {
    let mut classes: BTreeMap<String, [i64; 3]> = BTreeMap::new();
    for item in items {
        let row = classes.entry(item.code[..3].to_owned()).or_default();
        row[item.fund as usize] += item.spent[0] + item.spent[1];
    }
    classes.into_iter().collect()
}

const FUNDS: [Fund; 3] = [Fund::General, Fund::Government, Fund::Capital];

fn by_fund(items: &[Item], of: impl Fn(&Item) -> [i64; 2]) -> [i64; 3] {
    FUNDS.map(|fund| sum(items, fund, |item| of(item).iter().sum()))
}

fn k01(items: &[Item]) -> String {
    let income = by_fund(items, |item| item.income);
    let opening: i64 = by_fund(items, |item| item.opening).iter().sum();
    let closing: i64 = by_fund(items, Item::closing).iter().sum();
    let spent: i64 = by_fund(items, |item| item.spent).iter().sum();
    let mut rows = Vec::new();
    let mut row = |side: &str, name: &str, cents: i64| {
        rows.push(json_row(
            &format!("\"name\": \"{name}\", \"side\": \"{side}\""),
            [("final", cents)],
        ));
    };
    row("income", "一般公共预算财政拨款收入", income[0]);
    row("income", "政府性基金预算财政拨款收入", income[1]);
    row("income", "国有资本经营预算财政拨款收入", income[2]);
    for name in [
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ] {
        row("income", name, 0);
    }
    row("income", "本年收入合计", income.iter().sum());
    row("income", "使用非财政拨款结余", 0);
    row("income", "年初结转和结余", opening);
    row("income", "收入总计", income.iter().sum::<i64>() + opening);
    for (code, funds) in classes(items) {
        row("expenditure", &name_of(&code), funds.iter().sum());
    }
    row("expenditure", "本年支出合计", spent);
    row("expenditure", "结余分配", 0);
    row("expenditure", "年末结转和结余", closing);
    row("expenditure", "支出总计", spent + closing);
    table("income_and_expenditure_summary", &rows)
}

fn k04(items: &[Item]) -> String {
    let income = by_fund(items, |item| item.income);
    let opening = by_fund(items, |item| item.opening);
    let closing = by_fund(items, Item::closing);
    let spent = by_fund(items, |item| item.spent);
    let mut rows = Vec::new();
    let mut one = |name: &str, cents: i64| {
        rows.push(json_row(
            &format!("\"name\": \"{name}\", \"side\": \"income\""),
            [("final", cents)],
        ));
    };
    let total = |funds: [i64; 3]| funds.iter().sum::<i64>();
    one("一般公共预算财政拨款", income[0]);
    one("政府性基金预算财政拨款", income[1]);
    one("国有资本经营预算财政拨款", income[2]);
    one("本年收入合计", total(income));
    one("年初财政拨款结转和结余", total(opening));
    one("年初一般公共预算财政拨款", opening[0]);
    one("年初政府性基金预算财政拨款", opening[1]);
    one("年初国有资本经营预算财政拨款", opening[2]);
    one("收入总计", total(income) + total(opening));
    let mut four = |name: &str, funds: [i64; 3]| {
        rows.push(json_row(
            &format!("\"name\": \"{name}\", \"side\": \"expenditure\""),
            [
                ("final", total(funds)),
                ("general_public_budget", funds[0]),
                ("government_fund", funds[1]),
                ("state_capital", funds[2]),
            ],
        ));
    };
    for (code, funds) in classes(items) {
        four(&name_of(&code), funds);
    }
    four("本年支出合计", spent);
    four("年末财政拨款结转和结余", closing);
    four(
        "支出总计",
        [0, 1, 2].map(|fund| spent[fund] + closing[fund]),
    );
    table("fiscal_appropriation_summary", &rows)
}

/// Sums of economic 款 by class.
fn economic_classes(parts: &[(String, i64)]) -> BTreeMap<String, i64> {
    let mut classes: BTreeMap<String, i64> = BTreeMap::new();
    for (code, cents) in parts {
        *classes.entry(code[..3].to_owned()).or_default() += cents;
    }
    classes
}

fn economic(key: &str, parts: &[(String, i64)]) -> String {
    let classes = economic_classes(parts);
    let people: i64 = classes
        .iter()
        .filter(|(code, _)| matches!(code.as_str(), "301" | "303"))
        .map(|(_, cents)| cents)
        .sum();
    let total: i64 = classes.values().sum();
    let named = |name: &str, cents| json_row(&format!("\"name\": \"{name}\""), [("final", cents)]);
    let coded = |code: &str, cents| {
        let head = format!("\"code\": \"{code}\", \"name\": \"{}\"", name_of(code));
        json_row(&head, [("final", cents)])
    };
    let mut rows = vec![named("合计", total)];
    for (class, cents) in &classes {
        rows.push(coded(class, *cents));
        let below = parts.iter().filter(|(code, _)| code.starts_with(class));
        rows.extend(below.map(|(code, cents)| coded(code, *cents)));
    }
    rows.push(named("人员经费合计", people));
    rows.push(named("公用经费合计", total - people));
    table(key, &rows)
}

/// The four items of the three public expenses: abroad, purchase, running, receptions.
fn public_items(basic: &[(String, i64)]) -> [i64; 4] {
    ["30212", "31013", "30231", "30217"].map(|code| {
        let part = basic.iter().find(|(other, _)| other == code);
        part.map_or(0, |(_, cents)| *cents)
    })
}

fn three_public(basic: &[(String, i64)]) -> String {
    let [abroad, purchase, running, receptions] = public_items(basic);
    let rows = [
        ("合计", abroad + purchase + running + receptions),
        ("因公出国（境）费", abroad),
        ("公务用车购置及运行维护费", purchase + running),
        ("公务用车购置费", purchase),
        ("公务用车运行维护费", running),
        ("公务接待费", receptions),
    ];
    let rows = rows.map(|(name, cents)| {
        json_row(
            &format!("\"name\": \"{name}\""),
            [("initial_budget", cents * 2), ("final", cents)],
        )
    });
    table("three_public", &rows)
}

const PROCUREMENT: [(&str, i64); 6] = [
    ("合计", 300_000_000),
    ("货物", 6_120_000),
    ("工程", 2_000_000),
    ("服务", 291_880_000),
    ("授予中小企业合同金额", 200_000_000),
    ("授予小微企业合同金额", 150_000_000),
];

fn procurement() -> String {
    let rows = PROCUREMENT.map(|(name, cents)| {
        let mut row = json_row(&format!("\"name\": \"{name}\""), [("final", cents)]);
        if name.starts_with("授予") {
            row.insert_str(
                row.len() - 1,
                &format!(", \"share\": \"{}\"", percent(cents, PROCUREMENT[0].1)),
            );
        }
        row
    });
    table("procurement", &rows)
}

fn service_purchases() -> String {
    let rows = [
        ("合计", 90_000_000),
        ("物业管理服务", 40_000_000),
        ("信息化服务", 30_000_000),
        ("法律服务", 20_000_000),
    ];
    let rows =
        rows.map(|(name, cents)| json_row(&format!("\"name\": \"{name}\""), [("final", cents)]));
    table("service_purchases", &rows)
}

fn public_funds(basic: &[(String, i64)]) -> i64 {
    let classes = economic_classes(basic);
    let public = classes
        .iter()
        .filter(|(code, _)| !matches!(code.as_str(), "301" | "303"));
    public.map(|(_, cents)| cents).sum()
}

/// What is disclosed beside the tables.
fn beside(items: &[Item], basic: &[(String, i64)]) -> String {
    let cost = public_funds(basic);
    let before = cost - 1_000_000;
    let opening = by_fund(items, |item| item.opening);
    let total: i64 = opening.iter().sum();
    format!(
        "  \"operating_costs\": {{\"rows\": [{{\"name\": \"机关运行经费\", \"final\": \"{}\", \"prior_year\": \"{}\", \"change\": \"{}\", \"rate\": \"{}\"}}]}},\n  \
         \"staffing\": {{\"rows\": [{{\"name\": \"行政编制\", \"count\": \"40人\"}}, {{\"name\": \"事业编制\", \"count\": \"0人\"}}, {{\"name\": \"工勤编制\", \"count\": \"0人\"}}, {{\"name\": \"实有人数\", \"count\": \"38人\"}}]}},\n  \
         \"prior_year\": {{\"tables\": {{\n\
         \"income_and_expenditure_summary\": {{\"unit\": \"元\", \"rows\": [{{\"name\": \"年末结转和结余\", \"side\": \"expenditure\", \"final\": \"{}\"}}]}},\n\
         \"fiscal_appropriation_summary\": {{\"unit\": \"元\", \"rows\": [{}]}}}}}}",
        yuan(cost),
        yuan(before),
        yuan(cost - before),
        percent(cost - before, before),
        yuan(total),
        json_row(
            "\"name\": \"年末财政拨款结转和结余\", \"side\": \"expenditure\"",
            [
                ("final", total),
                ("general_public_budget", opening[0]),
                ("government_fund", opening[1]),
                ("state_capital", opening[2]),
            ],
        ),
    )
}

/// What the text states: amounts, shares, changes against last year and the budget.
#[expect(
    clippy::too_many_lines,
    reason = "one statement after the other, as a text has them"
)]
fn claims(numbers: &mut Numbers, items: &[Item], basic: &[(String, i64)]) -> Vec<String> {
    let mut text = Text::default();
    let income: i64 = by_fund(items, |item| item.income).iter().sum();
    let spent: i64 = by_fund(items, |item| item.spent).iter().sum();
    let general = by_fund(items, |item| item.spent)[0];
    let opening: i64 = by_fund(items, |item| item.opening).iter().sum();
    text.against(
        "K01[收入:收入总计].决算数",
        income + opening,
        "上年数",
        numbers,
    );
    text.against("K02[合计].本年收入合计", income, "上年数", numbers);
    text.share(
        "K02[合计].财政拨款收入",
        income,
        "K02[合计].本年收入合计",
        income,
    );
    text.against("K03[合计].本年支出合计", spent, "上年数", numbers);
    for (index, column) in ["基本支出", "项目支出"].into_iter().enumerate() {
        let part: i64 = items.iter().map(|item| item.spent[index]).sum();
        text.share(
            &format!("K03[合计].{column}"),
            part,
            "K03[合计].本年支出合计",
            spent,
        );
    }
    text.amount("K04[收入:收入总计].决算数（合计）", income + opening);
    text.amount("K06[合计].合计", general);
    for (class, funds) in classes(items).iter().filter(|(_, funds)| funds[0] > 0) {
        text.share(
            &format!("K06[{class}].合计"),
            funds[0],
            "K06[合计].合计",
            general,
        );
        text.amount(&format!("K03[{class}].本年支出合计"), funds.iter().sum());
        for (index, column) in ["基本支出", "项目支出"].into_iter().enumerate() {
            let below = items
                .iter()
                .filter(|item| item.code.starts_with(class.as_str()));
            let part = below.map(|item| item.spent[index]).sum();
            text.amount(&format!("K06[{class}].{column}"), part);
        }
    }
    for item in items.iter().filter(|item| item.fund == Fund::General) {
        let amount = item.spent[0] + item.spent[1];
        text.against(
            &format!("K06[{}].合计", item.code),
            amount,
            "年初预算数",
            numbers,
        );
    }
    text.amount(
        "K07[合计].决算数",
        basic.iter().map(|(_, cents)| cents).sum(),
    );
    for (code, cents) in economic_classes(basic)
        .iter()
        .map(|(code, cents)| (code, *cents))
    {
        text.amount(&format!("K07[{code}].决算数"), cents);
    }
    for (code, cents) in basic {
        text.amount(&format!("K07[{code}].决算数"), *cents);
    }
    for (name, cents) in PROCUREMENT {
        if name.starts_with("授予") {
            text.share(
                &format!("K12[{name}].决算数"),
                cents,
                "K12[合计].决算数",
                PROCUREMENT[0].1,
            );
        } else {
            text.amount(&format!("K12[{name}].决算数"), cents);
        }
    }
    let [abroad, purchase, running, receptions] = public_items(basic);
    text.amount("K11[合计].决算数", abroad + purchase + running + receptions);
    text.amount("K11[公务接待费].决算数", receptions);
    text.amount("K13[合计].决算数", 90_000_000);
    text.amount("机关运行经费[机关运行经费].决算数", public_funds(basic));
    let subjects: BTreeSet<&str> = text.subjects.iter().map(String::as_str).collect();
    assert_eq!(
        subjects.len(),
        text.subjects.len(),
        "each subject is stated once"
    );
    text.claims
}

#[derive(Default)]
struct Text {
    claims: Vec<String>,
    subjects: Vec<String>,
}

impl Text {
    fn state(&mut self, subject: &str, rest: &str) {
        let number = self.claims.len() + 1;
        self.claims.push(format!(
            "{{\"id\": \"S{number:03}\", \"line\": \"{number}\", \"section\": \"第一部分\", \"subject\": \"{subject}\", {rest}}}"
        ));
        self.subjects.push(subject.to_owned());
    }

    fn amount(&mut self, subject: &str, cents: i64) {
        self.state(subject, &format!("\"amount\": \"{}\"", yuan(cents)));
    }

    fn share(&mut self, subject: &str, cents: i64, of: &str, whole: i64) {
        let share = percent(cents, whole);
        self.state(
            subject,
            &format!(
                "\"amount\": \"{}\", \"share\": \"{share}\", \"of\": \"{of}\"",
                yuan(cents)
            ),
        );
    }

    fn against(&mut self, subject: &str, cents: i64, base: &str, numbers: &mut Numbers) {
        let change = numbers.next(1, cents / 3);
        let (word, before) = if change % 2 == 0 {
            ("增加", cents - change)
        } else {
            ("减少", cents + change)
        };
        let completion = if base == "年初预算数" {
            format!(", \"completion\": \"{}\"", percent(cents, before))
        } else {
            String::new()
        };
        let rest = format!(
            "\"amount\": \"{}\", \"against\": \"{base}\", \"base\": \"{}\", \"direction\": \"{word}\", \"change\": \"{}\", \"rate\": \"{}\"{completion}, \"reason\": \"是\"",
            yuan(cents),
            yuan(before),
            yuan(change),
            percent(change, before),
        );
        self.state(subject, &rest);
    }
}
