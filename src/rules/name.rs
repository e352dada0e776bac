//! The plain name of a cell, as a finance officer would say it: no codes, no coordinates.

use crate::model::{Accounts, Period, Place, Reference, Text};

/// The plain name of a cell: `《支出决算表》“合计”的“基本支出”`; for a statement of the text the
/// place in the text and its subject: `第一部分 四(二)1“基本支出”的增减率`.
pub fn plain_name(accounts: &Accounts, place: Place) -> Text {
    if place.table.spec().column("subject").is_some() {
        return claim_name(accounts, place);
    }
    let spec = place.table.spec();
    let title = match place.period {
        Period::Final => spec.title.clone(),
        period => {
            let period = period.text();
            Text::new(
                format!("{}（{}）", spec.title.zh, period.zh),
                format!("{} ({})", spec.title.en, period.en),
            )
        }
    };
    let row = row_name(accounts, place);
    let column = spec
        .columns
        .get(usize::from(place.column))
        .filter(|_| spec.columns.len() > 1)
        .map(|column| &column.title);
    match (row, column) {
        (None, None) => Text::new(format!("《{}》", title.zh), title.en),
        (Some(row), None) => Text::new(
            format!("《{}》“{}”", title.zh, row.zh),
            format!("{}, “{}”", title.en, row.en),
        ),
        (None, Some(column)) => Text::new(
            format!("《{}》“{}”列", title.zh, column.zh),
            format!("{}, column “{}”", title.en, column.en),
        ),
        (Some(row), Some(column)) => Text::new(
            format!("《{}》“{}”的“{}”", title.zh, row.zh, column.zh),
            format!("{}, “{}”, “{}”", title.en, row.en, column.en),
        ),
    }
}

/// The name of a row, or its number where it has none.
pub fn row_name(accounts: &Accounts, place: Place) -> Option<Text> {
    let row = accounts
        .table(place.table_ref())?
        .rows
        .get(place.row as usize)?;
    let label = row.label(place.table.spec());
    if label.zh.is_empty() {
        let number = u64::from(place.row) + 1;
        return Some(Text::new(
            format!("第 {number} 行"),
            format!("row {number}"),
        ));
    }
    Some(label)
}

/// The same without the place in the text, for a second mention.
pub(super) fn brief_name(accounts: &Accounts, place: Place) -> Text {
    if place.table.spec().column("subject").is_some() {
        return claim_words(accounts, place);
    }
    plain_name(accounts, place)
}

fn claim_name(accounts: &Accounts, place: Place) -> Text {
    let name = claim_words(accounts, place);
    match words_beside(accounts, place, "section") {
        Some(section) => Text::new(
            format!("{}（{section}）", name.zh),
            format!("{} ({section})", name.en),
        ),
        None => name,
    }
}

/// Words of another column of the same row.
fn words_beside(accounts: &Accounts, place: Place, column: &str) -> Option<String> {
    let columns = &place.table.spec().columns;
    let index = columns.iter().position(|spec| spec.key == column)?;
    let at = place.beside(u16::try_from(index).ok()?);
    let words = accounts.cell(at).words()?.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

fn claim_words(accounts: &Accounts, place: Place) -> Text {
    let subject = words_beside(accounts, place, "subject").map_or_else(
        || row_name(accounts, place).unwrap_or_default(),
        |subject| short_subject(&by_name(accounts, subject)),
    );
    let columns = &place.table.spec().columns;
    let Some(column) = columns.get(usize::from(place.column)) else {
        return subject;
    };
    let compares = matches!(
        column.key.as_str(),
        "change" | "rate" | "direction" | "completion"
    );
    let against = words_beside(accounts, place, "against").filter(|_| compares);
    let (zh, en) = (&column.title.zh, &column.title.en);
    match against {
        Some(against) => {
            let base = Period::named(&against);
            let base = base.map_or_else(|| Text::same(&against), Period::text);
            Text::new(
                format!("“{}”较{against}的{zh}", subject.zh),
                format!("“{}”, {en} against {}", subject.en, base.en),
            )
        }
        None => Text::new(
            format!("“{}”的{zh}", subject.zh),
            format!("“{}”, {en}", subject.en),
        ),
    }
}

/// A subject with the row's printed name in place of a code that no list knows.
fn by_name(accounts: &Accounts, subject: String) -> String {
    let unknown = Reference::parse(&subject).ok();
    let unknown = unknown.filter(|reference| !reference.is_known_row());
    let printed = unknown.and_then(|reference| {
        let place = reference.resolve(accounts)?;
        let row = accounts
            .table(place.table_ref())?
            .rows
            .get(place.row as usize)?;
        let named = Reference {
            row: row.name.to_string(),
            ..reference
        };
        (!named.row.is_empty()).then(|| named.to_string())
    });
    printed.unwrap_or(subject)
}

/// What a statement is about, without the table: `基本支出` for `K06[合计].基本支出`.
fn short_subject(words: &str) -> Text {
    let Ok(reference) = Reference::parse(words) else {
        return Text::same(words);
    };
    let spec = reference.table.spec();
    let row = reference.row_name();
    let Some(column) = spec.columns.get(usize::from(reference.column)) else {
        return row;
    };
    let is_total = matches!(&*row.zh, "合计" | "总计");
    let only = spec.columns.len() <= 2;
    let says_total = matches!(&*column.title.zh, "合计" | "小计");
    match (is_total, only) {
        (true, false) if !says_total => column.title.clone(),
        (true, _) => {
            let table = spec
                .title
                .zh
                .trim_end_matches("决算表")
                .trim_end_matches('表');
            Text::new(
                format!("{table}{}", row.zh),
                format!("{}: {}", spec.title.en, row.en),
            )
        }
        (false, _) if only || says_total || reference.column == 0 => row,
        (false, _) => Text::new(
            format!("{}（{}）", row.zh, column.title.zh),
            format!("{} ({})", row.en, column.title.en),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_no_list_knows_is_named_as_the_table_prints_it() {
        let json = r#"{"format": "gouji-accounts/1", "unit": "元",
            "tables": {"general_public_budget_expenditure": [
                {"code": "298", "name": "本地专项支出", "total": "5.00"}]},
            "claims": {"rows": [{"id": "S1", "subject": "K06[298].合计", "amount": "5.00"}]}}"#;
        let document = crate::document::Document::parse(json.as_bytes().to_vec()).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        let claims = accounts.final_table("claims").unwrap();
        let amount = claims.place(0, claims.spec().column("amount").unwrap());
        assert_eq!(plain_name(&accounts, amount).zh, "“本地专项支出”的金额");
    }

    #[test]
    fn a_subject_is_named_without_its_table() {
        for (words, name) in [
            ("K06[合计].基本支出", "基本支出"),
            ("K06[合计].合计", "一般公共预算财政拨款支出合计"),
            ("K03[合计].本年支出合计", "本年支出合计"),
            ("K12[货物]", "货物"),
            ("K12[合计]", "政府采购情况合计"),
            ("K06[201].合计", "一般公共服务支出"),
            ("K06[201].项目支出", "一般公共服务支出（项目支出）"),
            ("K06[298].合计", "298"),
            ("信件检查", "信件检查"),
        ] {
            assert_eq!(short_subject(words).zh, name, "{words}");
        }
    }
}
