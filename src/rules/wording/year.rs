//! The text says another year of itself than the accounts (G106).

use crate::model::{CellEdit, Text};
use crate::relation::{Missing, NotChecked, RuleCode};
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

use super::row::{Wording, rewrite, wordings};

/// One fiscal year in the text.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(106),
    reads: &["wording"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    for wording in wordings(context) {
        // What a sentence compares with is the year before.
        let before = match wording.kind() {
            "year" => 0,
            "prior_year" => 1,
            _ => continue,
        };
        let Some((digits, stated)) = year_in(wording.text()) else {
            continue;
        };
        match context
            .accounts
            .year
            .map(|year| year.saturating_sub(before))
        {
            None => {
                let missing = Missing {
                    what: Text::new("年度", "the fiscal year"),
                    why: Text::new("文件没有写明年度", "the file does not name it"),
                    place: None,
                };
                checks.not_checked(RULE.code, NotChecked::Missing(missing));
            }
            Some(right) if right == stated => checks.fine(RULE.code),
            Some(right) => wrong(&wording, digits, (stated, right, before), checks),
        }
    }
}

fn wrong(
    wording: &Wording<'_>,
    digits: &str,
    (stated, right, before): (u16, u16, u16),
    checks: &mut Checks,
) {
    let words = wording.text();
    let message = if before == 0 {
        Text::new(
            format!("“{words}”写的是 {stated} 年，本决算为 {right} 年"),
            format!("“{words}” says {stated}, the accounts are of {right}"),
        )
    } else {
        Text::new(
            format!("“{words}”写的是 {stated} 年，上年应为 {right} 年"),
            format!("“{words}” says {stated}; the year before is {right}"),
        )
    };
    let mut flaw = Flaw::new(message, vec![wording.place()]);
    let proposed = words.replacen(digits, &right.to_string(), 1);
    let edit = CellEdit::new(wording.place(), proposed.clone());
    flaw.fixes.push(rewrite(words, &proposed, vec![edit]));
    checks.flaw(RULE.code, wording.level(Level::Error), flaw);
}

/// The first run of exactly four digits that is a year.
fn year_in(words: &str) -> Option<(&str, u16)> {
    let mut runs = words.split(|c: char| !c.is_ascii_digit());
    runs.find_map(|run| {
        let year = run.parse().ok().filter(|_| run.len() == 4)?;
        (1990..2100).contains(&year).then_some((run, year))
    })
}

#[cfg(test)]
mod tests {
    use super::year_in;

    #[test]
    fn a_year_is_four_digits() {
        assert_eq!(year_in("截至2023年12月31日"), Some(("2023", 2023)));
        assert_eq!(year_in("2024年度部门决算"), Some(("2024", 2024)));
        assert_eq!(year_in("20240.12"), None);
        assert_eq!(year_in("本年度"), None);
    }
}
