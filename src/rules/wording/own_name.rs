//! The text calls the department by another name than its own (G107).
//!
//! A short form is no other name: the end of the full one, or the full one with parts left out. A
//! name of another district, or with another word in it, is.

use std::collections::BTreeMap;

use crate::model::{CellEdit, Text, normal_name};
use crate::relation::RuleCode;
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

use super::row::{Wording, rewrite, wordings};

/// One name of the department.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(107),
    reads: &["wording"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    let Some(full) = context.accounts.department.as_deref() else {
        return;
    };
    let mut wrong: BTreeMap<&str, Vec<Wording<'_>>> = BTreeMap::new();
    for wording in wordings(context).filter(|wording| wording.kind() == "department") {
        if is_name_of(full, wording.text()) {
            checks.fine(RULE.code);
        } else {
            wrong.entry(wording.text()).or_default().push(wording);
        }
    }
    let mut wrong: Vec<_> = wrong.into_iter().collect();
    wrong.sort_by_key(|(_, same)| same[0].place());
    for (name, same) in wrong {
        let count = same.len();
        let times = match count {
            1 => Text::default(),
            _ => Text::new(format!("（共 {count} 处）"), format!(" ({count} times)")),
        };
        let message = Text::new(
            format!("单位名称写成“{name}”{}，与部门全称“{full}”不一致", times.zh),
            format!(
                "the department is called “{name}”{}; it is “{full}”",
                times.en
            ),
        );
        let mut flaw = Flaw::new(message, same.iter().map(Wording::place).collect());
        let edits = same.iter().map(|one| CellEdit::new(one.place(), full));
        flaw.fixes.push(rewrite(name, full, edits.collect()));
        checks.flaw(RULE.code, same[0].level(Level::Warning), flaw);
    }
}

/// Whether a name is the full one, or a short form of it.
fn is_name_of(full: &str, name: &str) -> bool {
    let (full, name) = (normal_name(full), normal_name(name));
    let name = name.trim_end_matches("（本级）").trim_end_matches("本级");
    if name.is_empty() || full.contains(name) || name.contains(&full) {
        return true;
    }
    let (full_regions, full_body) = regions(&full);
    let (own_regions, own_body) = regions(name);
    // The next higher authority has the same name with fewer regions before it.
    let same_region = match (full_regions.last(), own_regions.last()) {
        (_, None) => true,
        (Some(one), Some(other)) => one == other,
        (None, Some(_)) => false,
    };
    same_region && is_shortened(own_body, full_body)
}

/// Whether all characters of a short form stand in a name, in this order, its last one last.
fn is_shortened(short: &str, name: &str) -> bool {
    let mut rest = name.chars();
    let in_order = short.chars().all(|c| rest.any(|other| other == c));
    in_order && !short.is_empty() && rest.next().is_none()
}

/// The regions that a name begins with, and what follows them.
fn regions(name: &str) -> (Vec<&str>, &str) {
    let mut found = Vec::new();
    let mut rest = name;
    while let Some((at, end)) = rest.char_indices().skip(1).find_map(|(at, c)| {
        let is_region = matches!(c, '省' | '市' | '区' | '县' | '州' | '旗');
        is_region.then(|| (at, at + c.len_utf8()))
    }) {
        // 自治区 and the like are one word; a region is short.
        if rest[..at].chars().count() > 8 {
            break;
        }
        found.push(&rest[..end]);
        rest = &rest[end..];
    }
    (found, rest)
}

#[cfg(test)]
mod tests {
    use super::is_name_of;

    #[test]
    fn short_forms_are_the_same_name_and_other_words_are_not() {
        let full = "乙市甲区住房和建设局";
        for name in [
            "乙市甲区住房和建设局",
            "甲区住房和建设局",
            "住房和建设局",
            "甲区住建局",
            "乙市甲区住房和建设局（本级）",
            "乙市 甲区住房和建设局",
        ] {
            assert!(is_name_of(full, name), "{name}");
        }
        for name in [
            "乙市住房和建设局",
            "乙市丙区住房和建设局",
            "乙市甲区住房与建设局",
            "乙市甲区财政局",
        ] {
            assert!(!is_name_of(full, name), "{name}");
        }
    }
}
