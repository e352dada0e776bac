//! From printed names to codes: 类, 款 and 项 with what stands above them, and economic classes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::model::{Classification, search_codes};

/// Codes by the names that they have or had, with and without 支出 at the end.
type Names = BTreeMap<&'static str, Vec<&'static str>>;

static FUNCTIONAL: LazyLock<Names> = LazyLock::new(|| names(Classification::Functional));
static ECONOMIC: LazyLock<Names> = LazyLock::new(|| names(Classification::Economic));

fn names(classification: Classification) -> Names {
    let mut found = Names::new();
    for entry in search_codes(classification, "") {
        let former = entry.former.iter().map(|(name, _)| name);
        for name in std::iter::once(&entry.name).chain(former) {
            let short = name.strip_suffix("支出").filter(|short| !short.is_empty());
            for form in std::iter::once(name.as_str()).chain(short) {
                let codes = found.entry(form).or_default();
                if !codes.contains(&entry.code.as_str()) {
                    codes.push(&entry.code);
                }
            }
        }
    }
    found
}

/// The functional code with this name and so many digits below `above`; `None` when there is none
/// or more than one.
pub(super) fn functional(name: &str, digits: usize, above: &str) -> Option<&'static str> {
    only(FUNCTIONAL.get(name)?, digits, above)
        .or_else(|| only(FUNCTIONAL.get(name.strip_suffix("支出")?)?, digits, above))
}

/// The economic code with this name: a class, or an item when its name is no other's.
pub(super) fn economic(name: &str) -> Option<&'static str> {
    let codes = ECONOMIC.get(name)?;
    only(codes, 3, "").or_else(|| only(codes, 5, ""))
}

/// The longest economic name that a text begins with, in bytes, with its code.
pub(super) fn economic_at(text: &str) -> Option<(usize, &'static str)> {
    longest(&ECONOMIC, text, economic)
}

/// The longest name of a functional class (类) that a text begins with, in bytes, with its code.
pub(super) fn class_at(text: &str) -> Option<(usize, &'static str)> {
    // `教育` alone is a word; `教育支出` is a class.
    longest(&FUNCTIONAL, text, |name| {
        let whole = name.ends_with("支出") && name != "其他支出";
        whole.then(|| functional(name, 3, ""))?
    })
}

/// Names by their first character would be many; these begin alike only rarely, so a range of the
/// map around the text holds few.
fn longest(
    names: &Names,
    text: &str,
    code: impl Fn(&str) -> Option<&'static str>,
) -> Option<(usize, &'static str)> {
    let mut first = text.char_indices();
    first.next()?;
    let (end, _) = first.next()?;
    let first = &text[..end];
    let candidates = names
        .range(first..)
        .take_while(|(name, _)| name.starts_with(first));
    let fitting = candidates.filter(|(name, _)| text.starts_with(**name));
    fitting
        .filter_map(|(name, _)| Some((name.len(), code(name)?)))
        .max_by_key(|(len, _)| *len)
}

fn only(codes: &[&'static str], digits: usize, above: &str) -> Option<&'static str> {
    let mut fitting = codes
        .iter()
        .filter(|code| code.len() == digits && code.starts_with(above));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_below_what_stands_above() {
        assert_eq!(functional("教育", 3, ""), Some("205"));
        assert_eq!(functional("教育支出", 3, ""), Some("205"));
        assert_eq!(functional("行政运行", 7, ""), None);
        assert_eq!(functional("行政运行", 7, "20106"), Some("2010601"));
        assert_eq!(functional("住房公积金", 7, "221"), Some("2210201"));
        assert_eq!(functional("没有的名称", 7, "221"), None);
    }

    #[test]
    fn economic_names_are_the_longest() {
        let found = economic_at("对个人和家庭的补助12万元");
        assert_eq!(found, Some(("对个人和家庭的补助".len(), "303")));
        assert_eq!(economic("其他资本性支出"), Some("310"));
        assert_eq!(
            class_at("卫生健康支出3万元").map(|(_, code)| code),
            Some("210")
        );
    }
}
