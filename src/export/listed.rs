//! What every list of findings says about one of them: their order, the formula, the amounts, the
//! state.

use crate::model::{Accounts, Text};
use crate::relation::Quantity;
use crate::review::{Review, Stance};
use crate::rules::Finding;

use super::words::{difference_text, expected_text, formula_text, wrong_word};

/// The findings by level, within one as the review has them, explained ones last.
pub(super) fn in_order(review: &Review) -> Vec<(&Finding, &Stance)> {
    let mut findings: Vec<_> = review.findings.iter().zip(&review.stances).collect();
    findings.sort_by_key(|(finding, stance)| {
        let explained = matches!(stance, Stance::Explained { .. });
        (explained, finding.level)
    });
    findings
}

/// The broken relation in the names of its cells, and in their numbers.
pub(super) fn formula(finding: &Finding, accounts: &Accounts) -> Option<[Text; 2]> {
    let relation = finding.relation.as_ref()?;
    Some([formula_text(relation, accounts), relation.arithmetic()])
}

/// 实为, 应为, 差额 with their units.
pub(super) fn amounts(finding: &Finding, accounts: &Accounts) -> [Option<Text>; 3] {
    if let Some((stands, due)) = wrong_word(finding, accounts) {
        return [Some(stands), Some(due), None];
    }
    let expected = finding.expected.as_ref();
    [
        finding.found.as_ref().map(Quantity::text),
        expected.map(|expected| expected_text(finding, expected)),
        finding.difference.as_ref().map(difference_text),
    ]
}

/// What each fix does, and how sure it is: `将“减少”改为“增加”（可靠）`.
pub(super) fn fixes(finding: &Finding) -> impl Iterator<Item = Text> + '_ {
    finding.fixes.iter().map(|fix| {
        let certainty = fix.certainty.text();
        Text::new(
            format!("{}（{}）", fix.title.zh, certainty.zh),
            format!("{} ({})", fix.title.en, certainty.en),
        )
    })
}

/// What became of a finding, and the reviewer's words.
pub(super) fn state<'a>(finding: &Finding, stance: &'a Stance) -> (Text, &'a str) {
    match stance {
        Stance::Open if finding.is_consequence() => {
            (Text::new("随其他问题改正", "Follows from another"), "")
        }
        Stance::Open => (Text::new("待处理", "Open"), ""),
        Stance::Explained { text } => (Text::new("已说明", "Explained"), text),
        Stance::Reopened { text, .. } => (
            Text::new("数字已变，需重新说明", "Open again, a figure changed"),
            text,
        ),
    }
}
