//! A title or a line of the contents carries another year than the accounts (G106).

use crate::model::{Place, Text};
use crate::relation::{Missing, NotChecked, RuleCode};
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

/// One fiscal year everywhere.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(106),
    reads: &[],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let accounts = context.accounts;
    let titles = accounts.tables.iter().filter_map(|table| {
        let title = table.title.as_deref()?;
        let place = (!table.rows.is_empty()).then(|| table.place(0, 0));
        Some((title, place))
    });
    let contents = accounts.final_table("contents");
    let lines = contents.into_iter().flat_map(|list| {
        let rows = list.rows.iter().enumerate();
        rows.map(|(index, row)| (&*row.name, Some(list.place(index, Place::NAME))))
    });
    let mut wrong: Vec<(&str, u16, Option<Place>)> = Vec::new();
    let mut dated = 0;
    for (words, place) in titles.chain(lines) {
        let Some(year) = year_in(words) else {
            continue;
        };
        dated += 1;
        if accounts.year.is_some_and(|right| right != year) {
            wrong.push((words, year, place));
        }
    }
    match accounts.year {
        _ if dated == 0 => {}
        None => {
            let missing = Missing {
                what: Text::new("年度", "the fiscal year"),
                why: Text::new("文件没有写明年度", "the file does not name it"),
                place: None,
            };
            checks.not_checked(RULE.code, NotChecked::Missing(missing));
        }
        Some(_) if wrong.is_empty() => checks.fine(RULE.code),
        Some(right) => {
            for (words, year, place) in wrong {
                let message = Text::new(
                    format!("“{words}”写的是 {year} 年，本决算为 {right} 年"),
                    format!("“{words}” says {year}, the accounts are of {right}"),
                );
                let flaw = Flaw::new(message, place.into_iter().collect()).of_table();
                checks.flaw(RULE.code, Level::Error, flaw);
            }
        }
    }
}

/// The four digits before 年.
fn year_in(words: &str) -> Option<u16> {
    let (before, _) = words.split_once('年')?;
    let before = before.trim_end();
    let digits: Vec<char> = before.chars().rev().take(5).collect();
    let is_year = digits.len() >= 4 && digits[..4].iter().all(char::is_ascii_digit);
    let longer = digits.get(4).is_some_and(char::is_ascii_digit);
    if !is_year || longer {
        return None;
    }
    digits[..4].iter().rev().collect::<String>().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_four_digits_before_its_word() {
        assert_eq!(year_in("2023年度收入决算表"), Some(2023));
        assert_eq!(year_in("北京市 2023 年"), Some(2023));
        assert_eq!(year_in("收入决算表"), None);
        assert_eq!(year_in("12023年"), None);
        assert_eq!(year_in("近年"), None);
    }
}
