//! The text calls an item by another name than the table and the code list (G083).
//!
//! An item is printed with its path: 类, 款, 项. Every level is compared with the name of its code.
//! A name that belongs to no code is looked for by its amount in the table.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Accounts, CellEdit, Classification, Evidence, Place, RowKind, Table, TableId, Text,
    lookup_code, normal_name, search_codes,
};
use crate::relation::RuleCode;
use crate::rules::{Certainty, Checks, CodeRule, Context, Fix, Flaw, Level};

use super::claim::{Claim, Column, claims};

/// Names of items.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(83),
    reads: &["claims", "K06"],
    state,
};

/// Levels with the word that is printed behind their names, and the digits of their codes.
const LEVELS: [(&str, usize); 3] = [("（类）", 3), ("（款）", 5), ("（项）", 7)];

/// A name that is not its code's.
struct Wrong {
    /// As printed, with the word of its level.
    printed: String,
    /// What it should be, where that is known.
    right: Option<String>,
    level: Level,
    message: Text,
}

fn state(context: &Context<'_>, checks: &mut Checks) {
    let accounts = context.accounts;
    let table = accounts.final_table("K06");
    // One wrong name is one finding, wherever it is printed.
    let mut wrong: BTreeMap<(String, Option<String>), (Wrong, Vec<Claim<'_>>)> = BTreeMap::new();
    for claim in claims(context) {
        let Some(named) = claim.words(Column::Named) else {
            continue;
        };
        let levels = levels(named);
        if levels.is_empty() {
            continue;
        }
        let found = match code_of(&claim, table) {
            Some(code) => by_code(accounts, table, &code, &levels),
            None => without_code(context, &claim, table, &levels),
        };
        if found.is_empty() {
            checks.fine(RULE.code);
        }
        for one in found {
            let key = (one.printed.clone(), one.right.clone());
            let entry = wrong.entry(key).or_insert_with(|| (one, Vec::new()));
            entry.1.push(claim);
        }
    }
    let mut wrong: Vec<_> = wrong.into_values().collect();
    wrong.sort_by_key(|(_, claims)| claims[0].place(Column::Named));
    for (one, claims) in wrong {
        report(&one, &claims, checks);
    }
}

/// The names of a path with the lengths of their codes.
fn levels(named: &str) -> Vec<(usize, String)> {
    let mut rest = normal_name(named);
    let mut found = Vec::new();
    for (word, digits) in LEVELS {
        if let Some((name, behind)) = rest.split_once(word) {
            // 一般公共服务（类）支出: the word of the level stands inside the name.
            let inside = behind == "支出" && !name.ends_with("支出");
            let name = bare(name);
            let name = if inside {
                format!("{name}支出")
            } else {
                name.to_owned()
            };
            found.push((digits, name));
            rest = behind.to_owned();
        }
    }
    found
}

/// The code of the item, where the claim's subject has one.
fn code_of(claim: &Claim<'_>, table: Option<&Table>) -> Option<String> {
    let cell = claim.subject_cell()?;
    let is_code = |code: &str| {
        matches!(code.len(), 3 | 5 | 7) && code.bytes().all(|byte| byte.is_ascii_digit())
    };
    if is_code(&cell.row) {
        return Some(cell.row);
    }
    let table = table.filter(|table| table.id == cell.table_ref())?;
    let row = table.row(&cell.row, cell.side).ok()??;
    let code = &table.rows[row].code;
    is_code(code).then(|| code.to_string())
}

/// The levels whose names are not those of the code.
fn by_code(
    accounts: &Accounts,
    table: Option<&Table>,
    code: &str,
    levels: &[(usize, String)],
) -> Vec<Wrong> {
    let levels = levels.iter().filter(|(digits, _)| *digits <= code.len());
    let wrong = levels.filter_map(|(digits, name)| {
        let code = &code[..*digits];
        let of_table = table.and_then(|table| {
            let row = table.rows.iter().find(|row| *row.code == *code)?;
            Some(plain(&row.name)).filter(|name| !name.is_empty())
        });
        let entry = lookup_code(Classification::Functional, code);
        let of_list = entry.map(|entry| plain(&entry.name));
        if of_table.as_ref() == Some(name) || of_list.as_ref() == Some(name) {
            return None;
        }
        let year = accounts.year.unwrap_or(u16::MAX);
        let was_right = entry.is_some_and(|entry| {
            let mut former = entry.former.iter();
            former.any(|(former, until)| {
                plain(former) == *name && until.is_some_and(|until| year <= until + 1)
            })
        });
        let is_certain =
            of_table.is_some() || entry.is_some_and(|entry| entry.evidence != Evidence::Recall);
        let right = of_table.or(of_list).filter(|_| !was_right)?;
        let word = word_of(*digits);
        Some(Wrong {
            printed: format!("{name}{word}"),
            message: Text::new(
                format!("科目 {code} 的名称是“{right}”，正文写成“{name}{word}”"),
                format!("{code} is “{right}”; the text calls it “{name}{word}”"),
            ),
            right: Some(format!("{right}{word}")),
            level: if is_certain {
                Level::Warning
            } else {
                Level::Question
            },
        })
    });
    wrong.collect()
}

/// A name that no code has; the table's row of the same amount is what it may be.
fn without_code(
    context: &Context<'_>,
    claim: &Claim<'_>,
    table: Option<&Table>,
    levels: &[(usize, String)],
) -> Vec<Wrong> {
    let Some((digits, name)) = levels.last() else {
        return Vec::new();
    };
    let in_table = table.is_some_and(|table| {
        let mut rows = table.rows.iter();
        rows.any(|row| plain(&row.name) == *name)
    });
    let mut listed = search_codes(Classification::Functional, name);
    let is_listed = listed.any(|entry| plain(&entry.name) == *name && entry.code.len() == *digits);
    if in_table || is_listed {
        return Vec::new();
    }
    let word = word_of(*digits);
    let right = table.and_then(|table| by_amount(context, claim, table, *digits));
    let by_amount = right.as_ref().map_or_else(Text::default, |right| {
        Text::new(
            format!("，金额与表中“{right}”相同"),
            format!("; the table prints its amount for “{right}”"),
        )
    });
    vec![Wrong {
        printed: format!("{name}{word}"),
        message: Text::new(
            format!("“{name}{word}”不在科目表中{}", by_amount.zh),
            format!("“{name}{word}” is in no code list{}", by_amount.en),
        ),
        right: right.map(|right| format!("{right}{word}")),
        level: Level::Warning,
    }]
}

/// The only row of a level with the claim's amount that no other claim names.
fn by_amount(
    context: &Context<'_>,
    claim: &Claim<'_>,
    table: &Table,
    digits: usize,
) -> Option<String> {
    let stated = claim.readable(Column::Amount)?;
    let column = table.spec().column("total")?;
    let kind = match digits {
        3 => RowKind::Class,
        5 => RowKind::Subclass,
        _ => RowKind::Item,
    };
    let named: BTreeSet<String> = claims(context)
        .filter_map(|other| code_of(&other, Some(table)))
        .collect();
    let mut fitting = table.rows.iter().filter(|row| {
        let cell = row.cells.get(usize::from(column));
        let amount = cell.and_then(|cell| cell.number()?.base_value());
        row.kind == kind && amount == stated.base_value() && !named.contains(&*row.code)
    });
    let (row, None) = (fitting.next()?, fitting.next()) else {
        return None;
    };
    Some(plain(&row.name)).filter(|name| !name.is_empty() && !stated.value.is_zero())
}

fn word_of(digits: usize) -> &'static str {
    let level = LEVELS.iter().find(|(_, other)| *other == digits);
    level.map_or("", |(word, _)| word)
}

/// A name without the word of its level.
fn plain(name: &str) -> String {
    let name = normal_name(name);
    let mut levels = LEVELS.iter();
    let bare = levels.find_map(|(word, _)| name.strip_suffix(word));
    bare.unwrap_or(&name).to_owned()
}

/// A name of a normal text without the quotes around it and the code before it.
fn bare(name: &str) -> &str {
    let name = name.trim_matches('“');
    let code = name.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(code, 3 | 5 | 7) {
        name[code..].trim_start_matches('“')
    } else {
        name
    }
}

fn report(wrong: &Wrong, claims: &[Claim<'_>], checks: &mut Checks) {
    let count = claims.len();
    let message = match count {
        1 => wrong.message.clone(),
        _ => Text::new(
            format!("{}（共 {count} 处）", wrong.message.zh),
            format!("{} ({count} times)", wrong.message.en),
        ),
    };
    let places: Vec<Place> = claims.iter().map(|one| one.place(Column::Named)).collect();
    let mut flaw = Flaw::new(message, places);
    let edits = wrong.right.as_ref().and_then(|right| {
        let edits = claims.iter().map(|claim| {
            let named = claim.words(Column::Named)?;
            let changed = named.replacen(&wrong.printed, right, 1);
            (changed != named).then(|| CellEdit::new(claim.place(Column::Named), changed))
        });
        edits.collect::<Option<Vec<_>>>()
    });
    if let (Some(right), Some(edits)) = (&wrong.right, edits) {
        flaw.fixes.push(Fix {
            title: Text::new(
                format!("将“{}”改为“{right}”", wrong.printed),
                format!("Change “{}” to “{right}”", wrong.printed),
            ),
            certainty: Certainty::Review,
            edits,
        });
    }
    checks.flaw(RULE.code, wrong.level, flaw);
}

/// Whether a claim names an item with the word of its level: this rule looks at its name.
pub(super) fn is_item_named(claim: &Claim<'_>) -> bool {
    let named = claim.words(Column::Named);
    let of_table = claim
        .subject_table()
        .is_none_or(|table| table == TableId::named("K06"));
    of_table && named.is_some_and(|named| !levels(named).is_empty())
}

#[cfg(test)]
mod tests {
    use super::levels;

    #[test]
    fn a_path_is_taken_apart() {
        let path = "教育支出（类） 进修及培训(款)培训支出（项）";
        let found = levels(path);
        let found: Vec<_> = found
            .iter()
            .map(|(at, name)| (*at, name.as_str()))
            .collect();
        assert_eq!(found, [(3, "教育支出"), (5, "进修及培训"), (7, "培训支出")]);
        assert!(levels("培训支出").is_empty());
        for named in [
            "“教育支出”（类）",
            "教育（类）支出",
            "205 教育支出（类）",
            "“205 教育支出”（类）",
        ] {
            assert_eq!(levels(named), [(3, "教育支出".to_owned())], "{named}");
        }
        let found = levels("教育支出（类）“进修及培训”（款）");
        assert_eq!(found[1], (5, "进修及培训".to_owned()));
    }
}
