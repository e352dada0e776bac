//! The code lists: 功能分类 and 支出经济分类, with how well each name is attested.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Which list a code belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Classification {
    /// 支出功能分类: 类 3, 款 5, 项 7 digits.
    Functional,
    /// 部门预算支出经济分类: 类 3, 款 5 digits.
    Economic,
}

/// How a name is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// Code and name were printed together in a published document.
    Seen,
    /// The name was printed.
    SeenName,
    /// From memory: a name that differs is a question, never an error.
    Recall,
}

/// A code and its official name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    /// 3, 5 or 7 digits.
    pub code: String,
    /// The official name.
    pub name: String,
    /// How the name is known.
    pub evidence: Evidence,
    /// Earlier official names with the last year of their use.
    pub former: Vec<(String, Option<u16>)>,
}

type List = BTreeMap<String, CodeEntry>;

static FUNCTIONAL: LazyLock<List> =
    LazyLock::new(|| read(include_str!("../../assets/codes/functional-codes.csv")));
static ECONOMIC: LazyLock<List> =
    LazyLock::new(|| read(include_str!("../../assets/codes/economic-codes.csv")));

fn read(csv: &str) -> List {
    let mut list: List = csv
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut fields = line.split(',');
            let code = fields.next()?.to_owned();
            let name = fields.next()?.to_owned();
            let evidence = match fields.nth(2)? {
                "seen" => Evidence::Seen,
                "seen-name" => Evidence::SeenName,
                _ => Evidence::Recall,
            };
            let entry = CodeEntry {
                code: code.clone(),
                name,
                evidence,
                former: Vec::new(),
            };
            Some((code, entry))
        })
        .collect();
    for line in include_str!("../../assets/codes/former-names.csv")
        .lines()
        .skip(1)
    {
        let mut fields = line.split(',');
        let (Some(code), Some(name)) = (fields.next(), fields.next()) else {
            continue;
        };
        let year = fields.next().and_then(|year| year.parse().ok());
        if let Some(entry) = list.get_mut(code) {
            entry.former.push((name.to_owned(), year));
        }
    }
    list
}

fn list(classification: Classification) -> &'static List {
    match classification {
        Classification::Functional => &FUNCTIONAL,
        Classification::Economic => &ECONOMIC,
    }
}

/// The entry of a code; `None` means the code is unknown, not that it is wrong.
pub fn lookup(classification: Classification, code: &str) -> Option<&'static CodeEntry> {
    list(classification).get(code)
}

/// Entries whose code or name begins with or contains `text`, for completion, in code order.
pub fn search(
    classification: Classification,
    text: &str,
) -> impl Iterator<Item = &'static CodeEntry> {
    list(classification)
        .values()
        .filter(move |entry| entry.code.starts_with(text) || entry.name.contains(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read() {
        let class = lookup(Classification::Functional, "201").unwrap();
        assert_eq!(class.name, "一般公共服务支出");
        assert_eq!(class.evidence, Evidence::Seen);
        assert!(lookup(Classification::Economic, "30101").is_some());
        assert!(lookup(Classification::Functional, "999").is_none());
    }
}
