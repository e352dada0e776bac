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

fn claim_name(accounts: &Accounts, place: Place) -> Text {
    let spec = place.table.spec();
    let words = |column: &str| {
        let at = place.beside(spec.column(column)?);
        let words = accounts.cell(at).words()?.trim();
        (!words.is_empty()).then(|| words.to_owned())
    };
    let section = words("section").unwrap_or_default();
    let subject = words("subject").map_or_else(
        || row_name(accounts, place).unwrap_or_default(),
        |subject| short_subject(&subject),
    );
    let Some(column) = spec.columns.get(usize::from(place.column)) else {
        return subject;
    };
    let compares = matches!(
        column.key.as_str(),
        "change" | "rate" | "direction" | "completion"
    );
    let against = words("against").filter(|_| compares);
    let against_en = against
        .as_deref()
        .map(|base| Period::named(base).map_or_else(|| base.to_owned(), |period| period.text().en));
    let (zh, en) = (&column.title.zh, &column.title.en);
    let place_en = if section.is_empty() {
        String::new()
    } else {
        format!(" ({section})")
    };
    Text::new(
        match against {
            Some(against) => format!("{section}“{}”较{against}的{zh}", subject.zh),
            None => format!("{section}“{}”的{zh}", subject.zh),
        },
        match against_en {
            Some(against) => format!("“{}”, {en} against {against}{place_en}", subject.en),
            None => format!("“{}”, {en}{place_en}", subject.en),
        },
    )
}

/// What a statement is about, without the table: `基本支出` for `K06[合计].基本支出`.
pub fn short_subject(words: &str) -> Text {
    let Ok(reference) = Reference::parse(words) else {
        return Text::same(words);
    };
    let spec = reference.table.spec();
    let row = spec.row(&reference.row, reference.side).map_or_else(
        || Text::same(&reference.row),
        |row| spec.rows[row].name.clone(),
    );
    let Some(column) = spec.columns.get(usize::from(reference.column)) else {
        return row;
    };
    let is_total = matches!(&*row.zh, "合计" | "总计");
    match (is_total, spec.columns.len() > 1 && reference.column > 0) {
        (true, _) if spec.columns.len() > 2 => column.title.clone(),
        (true, _) => Text::new(
            format!("{}{}", spec.title.zh, row.zh),
            format!("{}: {}", spec.title.en, row.en),
        ),
        (false, true) if spec.columns.len() > 2 => Text::new(
            format!("{}（{}）", row.zh, column.title.zh),
            format!("{} ({})", row.en, column.title.en),
        ),
        (false, _) => row,
    }
}
