//! A code stands beside a name that is not its own (G109).
//!
//! How far the lists can be trusted decides the level: a name that was seen printed with its code
//! is certain, and so is a name that was seen with another code and belongs to no third; what is
//! known from memory only asks. A name that was official in earlier years is asked too.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::model::{
    CellEdit, Classification, CodeEntry, Evidence, Place, Row, RowKindSpec, Table, Text,
    lookup_code, normal_name, search_codes,
};
use crate::relation::RuleCode;
use crate::rules::{Certainty, Checks, CodeRule, Context, Fix, Flaw, Level};

use super::name_not_of_form;

/// Codes and names.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(109),
    reads: &[
        "K01", "K02", "K03", "K04", "K05", "K06", "K07", "K08", "K09", "K10", "K11", "K12",
    ],
    state,
};

/// A code with a name, and where both are printed.
type Printed<'a> = BTreeMap<(Classification, &'a str, String), Vec<Place>>;

fn state(context: &Context<'_>, checks: &mut Checks) {
    name_not_of_form::state(RULE.code, context, checks);
    let mut printed = Printed::new();
    for table in &context.accounts.tables {
        for (index, row) in table.rows.iter().enumerate() {
            if let Some(key) = coded(table, row) {
                printed
                    .entry(key)
                    .or_default()
                    .push(table.place(index, Place::NAME));
            }
        }
    }
    for ((classification, code, name), places) in &printed {
        let classification = *classification;
        match judge(classification, code, name, context.accounts.year) {
            None => checks.fine(RULE.code),
            Some((level, message)) => {
                let other = printed_elsewhere(&printed, classification, name);
                let message = match &other {
                    Some((other, tables)) => with_tables(&message, other, tables),
                    None => message,
                };
                let recode = other.map(|(other, _)| recode(code, other, places));
                let fixes = recode
                    .into_iter()
                    .chain(rename(classification, code, places));
                let flaw = Flaw {
                    fixes: fixes.collect(),
                    ..Flaw::new(message, places.clone())
                };
                checks.flaw(RULE.code, level, flaw);
            }
        }
    }
}

/// Code and plain name of a row that prints both.
fn coded<'a>(table: &Table, row: &'a Row) -> Option<(Classification, &'a str, String)> {
    let classification = match table.spec().row_kind {
        RowKindSpec::Functional | RowKindSpec::Halves => Classification::Functional,
        RowKindSpec::Economic => Classification::Economic,
        RowKindSpec::Fixed | RowKindSpec::Free => return None,
    };
    let known_length = matches!(row.code.len(), 3 | 5 | 7);
    (known_length && !row.name.is_empty()).then(|| (classification, &*row.code, plain(&row.name)))
}

/// A name without the word for its level, which some print behind it.
fn plain(name: &str) -> String {
    let name = normal_name(name);
    ["（类）", "（款）", "（项）"]
        .iter()
        .find_map(|level| name.strip_suffix(level))
        .unwrap_or(&name)
        .to_owned()
}

/// What is wrong with a pair, if something is.
fn judge(
    classification: Classification,
    code: &str,
    name: &str,
    year: Option<u16>,
) -> Option<(Level, Text)> {
    let Some(entry) = lookup_code(classification, code) else {
        let message = Text::new(
            format!("科目编码 {code}“{name}”不在目录中，请核对"),
            format!("the code {code} “{name}” is not in the list"),
        );
        return Some((Level::Question, message));
    };
    if plain(&entry.name) == name {
        return None;
    }
    if let Some((_, until)) = entry
        .former
        .iter()
        .find(|(former, _)| plain(former) == name)
    {
        return former(entry, name, *until, year);
    }
    let seen = |entry: &CodeEntry| entry.evidence == Evidence::Seen;
    let level = if seen(entry) || only_owner(classification, name).is_some_and(seen) {
        Level::Error
    } else {
        Level::Question
    };
    let mut message = Text::new(
        format!("科目 {code} 的名称是“{}”，写成了“{name}”", entry.name),
        format!("{code} is “{}”, printed as “{name}”", entry.name),
    );
    if let Some(other) = named(classification, name) {
        let whose = Text::new(
            format!("；后者是 {other} 的名称"),
            format!("; that is the name of {other}"),
        );
        message = Text::join([&message, &whose], "", "");
    }
    Some((level, message))
}

fn former(
    entry: &CodeEntry,
    name: &str,
    until: Option<u16>,
    year: Option<u16>,
) -> Option<(Level, Text)> {
    let (code, now) = (&entry.code, &entry.name);
    let Some(until) = until else {
        let message = Text::new(
            format!("科目 {code} 用的是原名“{name}”，现为“{now}”"),
            format!("{code} carries its former name “{name}”, it is “{now}” now"),
        );
        return Some((Level::Question, message));
    };
    // The last year of a name is known from memory, so the year after it proves nothing.
    if year.is_some_and(|year| year <= until + 1) {
        return None;
    }
    let message = Text::new(
        format!("科目 {code} 用的是 {until} 年以前的名称“{name}”，现为“{now}”"),
        format!("{code} carries its name until {until}, “{name}”; it is “{now}” now"),
    );
    Some((Level::Question, message))
}

/// The code whose name this is, when other rows of the file carry the two together, and the
/// tables where they do.
fn printed_elsewhere(
    printed: &Printed<'_>,
    classification: Classification,
    name: &str,
) -> Option<(&'static str, Text)> {
    let other = named(classification, name)?;
    let places = printed.get(&(classification, other, name.to_owned()))?;
    let mut titles: Vec<Text> = Vec::new();
    for place in places {
        let title = &place.table.spec().title;
        let quoted = Text::new(format!("《{}》", title.zh), format!("“{}”", title.en));
        if !titles.contains(&quoted) {
            titles.push(quoted);
        }
    }
    Some((other, Text::join(&titles, "、", ", ")))
}

fn with_tables(message: &Text, other: &str, tables: &Text) -> Text {
    Text::new(
        format!("{}，{}列为 {other}", message.zh, tables.zh),
        format!("{}, and {} print it as {other}", message.en, tables.en),
    )
}

/// The code that other tables print beside the name.
fn recode(code: &str, other: &str, places: &[Place]) -> Fix {
    let edits = places
        .iter()
        .map(|place| CellEdit::new(place.beside(Place::CODE), other));
    Fix {
        title: Text::new(
            format!("将编码 {code} 改为 {other}"),
            format!("change the code {code} to {other}"),
        ),
        certainty: Certainty::Review,
        edits: edits.collect(),
    }
}

/// The official name everywhere. Only the reader knows that it is not the code that is wrong.
fn rename(classification: Classification, code: &str, places: &[Place]) -> Option<Fix> {
    let name = &lookup_code(classification, code)?.name;
    let edits = places.iter().map(|place| CellEdit::new(*place, name));
    Some(Fix {
        title: Text::new(
            format!("将 {code} 的名称改为“{name}”"),
            format!("name {code} “{name}”"),
        ),
        certainty: Certainty::Review,
        edits: edits.collect(),
    })
}

/// The entries of a list by their names: a table may print thousands that no list has.
type ByName = BTreeMap<String, Vec<&'static CodeEntry>>;

static FUNCTIONAL: LazyLock<ByName> = LazyLock::new(|| by_name(Classification::Functional));
static ECONOMIC: LazyLock<ByName> = LazyLock::new(|| by_name(Classification::Economic));

fn by_name(classification: Classification) -> ByName {
    let mut entries = ByName::new();
    for entry in search_codes(classification, "") {
        entries.entry(plain(&entry.name)).or_default().push(entry);
    }
    entries
}

/// The entries that have a name, in the order of their codes.
fn owners(classification: Classification, name: &str) -> &'static [&'static CodeEntry] {
    let names = match classification {
        Classification::Functional => &*FUNCTIONAL,
        Classification::Economic => &*ECONOMIC,
    };
    names.get(name).map_or(&[], Vec::as_slice)
}

/// The entry whose name this is, when no other code of the list has the name: 行政运行 stands below
/// many a 款.
fn only_owner(classification: Classification, name: &str) -> Option<&'static CodeEntry> {
    match owners(classification, name) {
        [only] => Some(only),
        _ => None,
    }
}

/// The first code whose name this is.
fn named(classification: Classification, name: &str) -> Option<&'static str> {
    owners(classification, name)
        .first()
        .map(|entry| entry.code.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(code: &str, name: &str, year: u16) -> Option<Level> {
        let classification = if code.starts_with('2') {
            Classification::Functional
        } else {
            Classification::Economic
        };
        judge(classification, code, &plain(name), Some(year)).map(|(level, _)| level)
    }

    #[test]
    fn evidence_decides_the_level() {
        assert_eq!(level("201", "一般公共服务支出", 2023), None);
        assert_eq!(level("201", "一、一般公共服务支出（类）", 2023), None);
        assert_eq!(level("201", "一般公共服务", 2023), Some(Level::Error));
        assert_eq!(
            level("2010102", "一般行政事务", 2023),
            Some(Level::Question)
        );
        assert_eq!(level("299", "无此科目", 2023), Some(Level::Question));
        // The code is known from memory, but the name was seen with another code and no third.
        let contribution = "机关事业单位基本养老保险缴费支出";
        assert_eq!(level("2080503", contribution, 2023), Some(Level::Error));
        assert_eq!(level("2080503", "行政运行", 2023), Some(Level::Question));
    }

    #[test]
    fn a_former_name_is_asked_about_after_its_time() {
        assert_eq!(level("310", "其他资本性支出", 2023), Some(Level::Question));
        assert_eq!(level("310", "其他资本性支出", 2018), None);
    }
}
