//! Which name may have been meant by one that nobody knows.

use crate::model::normal_name;

/// The candidate that is nearest to what was written, if it is near enough to be meant.
///
/// A slip of the finger changes few characters of a long name and at most one of a short one; a
/// name that is only cut short is meant by the whole one, where there is just one such.
pub(super) fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let name: Vec<char> = normal_name(written).chars().collect();
    let mut best: Option<(usize, &str)> = None;
    let mut containing: Vec<&str> = Vec::new();
    for candidate in candidates {
        let other: Vec<char> = normal_name(candidate).chars().collect();
        let distance = distance(&name, &other);
        let is_near = distance * 3 <= name.len().max(other.len()) + 1;
        if is_near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
        let is_part = name.len() > 1 && other.windows(name.len()).any(|part| part == name);
        if is_part && !containing.contains(&candidate) {
            containing.push(candidate);
        }
    }
    let only = match containing.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    best.map(|(_, candidate)| candidate)
        .or(only)
        .map(str::to_owned)
}

/// How many characters have to be changed, put in or left out.
pub(in crate::rules) fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let changed = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        let columns = ["本年收入合计", "财政拨款收入", "事业收入", "经营收入"];
        assert_eq!(
            nearest("本年收人合计", columns).as_deref(),
            Some("本年收入合计")
        );
        assert_eq!(
            nearest("财政拨款", columns).as_deref(),
            Some("财政拨款收入")
        );
        assert_eq!(nearest("货", ["合计", "货物"]).as_deref(), Some("货物"));
        assert_eq!(nearest("经营支出", ["合计", "基本支出", "项目支出"]), None);
        // Several that it may be cut from are no answer.
        assert_eq!(nearest("收入", columns), None);
        assert_eq!(nearest("", columns), None);
    }

    #[test]
    fn the_distance_counts_changes() {
        let distance = |a: &str, b: &str| {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            distance(&a, &b)
        };
        assert_eq!(distance("", "甲乙"), 2);
        assert_eq!(distance("甲乙丙", "甲丙"), 1);
        assert_eq!(distance("甲乙", "乙甲"), 2);
        assert_eq!(distance("甲", "甲"), 0);
    }
}
