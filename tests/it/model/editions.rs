//! Which edition accounts follow: the one that they name, that of their region and year, or for
//! workbooks the only one whose titles fit.

use gouji::model::EditionBy;

use super::Open;

/// The key of the edition and how it is known.
fn edition(members: &str) -> Option<(&'static str, EditionBy)> {
    let accounts = Open::with(members).accounts;
    let edition = accounts.edition.map(|edition| edition.key.as_str());
    assert_eq!(edition.is_some(), accounts.edition_by.is_some());
    edition.zip(accounts.edition_by)
}

/// Tables of a workbook by key and printed title, in the order of the sheets.
fn sheets(tables: &[(&str, &str)]) -> String {
    let tables: Vec<String> = tables
        .iter()
        .map(|(key, title)| {
            format!(
                r#""{key}": {{"title": "{title}", "source": {{"sheet": "{key}", "blocks": []}}, "rows": []}}"#
            )
        })
        .collect();
    format!(r#""tables": {{{}}}"#, tables.join(", "))
}

#[test]
fn a_named_edition_stands_and_an_unknown_name_is_not_replaced() {
    assert_eq!(
        edition(r#""edition": "shanghai-2024", "department": "北京市财政局", "year": 2023"#),
        Some(("shanghai-2024", EditionBy::Name))
    );
    assert_eq!(
        edition(r#""edition": "utopia-2023", "department": "北京市财政局", "year": 2023"#),
        None
    );
}

#[test]
fn region_and_year_tell_it() {
    let region = |members| edition(members);
    assert_eq!(
        region(r#""department": "北京市西城区财政局", "year": 2023"#),
        Some(("beijing-2023", EditionBy::Region))
    );
    assert_eq!(
        region(r#""region": "上海市普陀区", "department": "规划和自然资源局", "year": "2024""#),
        Some(("shanghai-2024", EditionBy::Region))
    );
    assert_eq!(region(r#""department": "北京市财政局""#), None);
    assert_eq!(
        region(r#""department": "北京市财政局", "year": 2022"#),
        None
    );
    assert_eq!(region(r#""department": "某局", "year": 2023"#), None);
}

#[test]
fn the_titles_of_a_workbook_tell_it() {
    let fund = ("government_fund", "政府性基金预算财政拨款收入支出决算表");
    let three = ("three_public", "2024年度财政拨款“三公”经费支出决算表");
    let shanghai = Some(("shanghai-2024", EditionBy::Form));
    assert_eq!(edition(&sheets(&[three, fund])), shanghai);
    // The other order is that of several, and what no edition calls so tells nothing.
    assert_eq!(edition(&sheets(&[fund, three])), None);
    assert_eq!(
        edition(&sheets(&[("income", "收入情况"), three, fund])),
        shanghai
    );
    // The same tables in a file of another origin may stand in any order.
    let plain = sheets(&[three, fund]).replace("\"source\"", "\"sauce\"");
    assert_eq!(edition(&plain), None);
    // A region that is known is not overruled by the form of another.
    let beijing = format!(
        r#""department": "北京市财政局", "year": 2022, {}"#,
        sheets(&[three, fund])
    );
    assert_eq!(edition(&beijing), None);
    let form = sheets(&[("service_purchases", "政府购买服务支出情况表")]);
    let beijing = format!(r#""department": "北京市财政局", {form}"#);
    assert_eq!(edition(&beijing), Some(("beijing-2021", EditionBy::Form)));
}
