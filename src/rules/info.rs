//! What a rule says about itself: the text of `gouji rule G060` and of the side panel.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::Text;
use crate::relation::RuleCode;

static INFOS: LazyLock<Vec<RuleInfo>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../assets/rules.json"))
        .expect("the bundled rule texts are valid; a test reads them")
});

/// A rule's texts.
#[derive(Clone, Debug, Deserialize)]
pub struct RuleInfo {
    /// `G060`.
    code: String,
    /// The standard's short key, for instance `n.pct`.
    pub key: String,
    /// The family: within, between, years, narrative, `against_tables`, staff, structure.
    pub family: String,
    /// The standard's level: must, should, verify.
    pub level: String,
    /// Names the flaw.
    pub title: Text,
    /// What the relation is and why it matters.
    pub why: Text,
    /// A short example with numbers.
    pub example: Text,
    /// What to look at first when it is broken.
    pub fix: Text,
    /// Where it comes from.
    pub source: Text,
}

impl RuleInfo {
    /// The rule's code.
    pub fn code(&self) -> RuleCode {
        RuleCode::parse(&self.code).unwrap_or(RuleCode::standard(0))
    }
}

/// All rules of the standard, in order.
pub fn rule_infos() -> &'static [RuleInfo] {
    &INFOS
}

/// The texts of one rule.
pub fn rule_info(code: RuleCode) -> Option<&'static RuleInfo> {
    INFOS.iter().find(|info| info.code() == code)
}

/// A formula of the rule book as it is written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFormula {
    /// `K02[每行].本年收入合计 = 财政拨款收入 + …`.
    pub formula: String,
    /// What must hold for it to apply.
    pub when: Vec<String>,
    /// What applies when that does not hold.
    pub otherwise: Option<String>,
}

static FORMULAS: LazyLock<BTreeMap<String, Vec<RuleFormula>>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Book {
        rules: Vec<Rule>,
    }
    #[derive(Deserialize)]
    struct Rule {
        code: String,
        formulas: Vec<Written>,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Plain(String),
        Entry {
            formula: String,
            #[serde(default)]
            when: Vec<String>,
            otherwise: Option<String>,
        },
    }
    let book: Book = serde_json::from_str(include_str!("../../assets/rulebook.json"))
        .expect("the bundled rule book is valid; a test reads it");
    let formula = |written| match written {
        Written::Plain(formula) => RuleFormula {
            formula,
            when: Vec::new(),
            otherwise: None,
        },
        Written::Entry {
            formula,
            when,
            otherwise,
        } => RuleFormula {
            formula,
            when,
            otherwise,
        },
    };
    let mut formulas: BTreeMap<String, Vec<RuleFormula>> = BTreeMap::new();
    for rule in book.rules {
        let of_rule = formulas.entry(rule.code).or_default();
        of_rule.extend(rule.formulas.into_iter().map(formula));
    }
    formulas
});

/// The formulas of a rule in the bundled rule book; none for a rule that is more than formulas.
pub fn rule_formulas(code: RuleCode) -> &'static [RuleFormula] {
    FORMULAS
        .get(&code.to_string())
        .map(Vec::as_slice)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formulas_of_the_rule_book_can_be_shown() {
        let sum = rule_formulas(RuleCode::standard(2));
        assert_eq!(sum[0].formula, "K01[支出:本年支出合计] = Σ[类]");
        assert!(rule_formulas(RuleCode::standard(60)).is_empty());
        for code in FORMULAS.keys() {
            assert!(RuleCode::parse(code).is_some(), "{code}");
        }
    }

    #[test]
    fn every_rule_of_the_standard_is_described() {
        assert_eq!(rule_infos().len(), 111);
        for (index, info) in rule_infos().iter().enumerate() {
            let number = u16::try_from(index + 1).unwrap();
            assert_eq!(info.code(), RuleCode::standard(number));
            for text in [
                &info.title,
                &info.why,
                &info.example,
                &info.fix,
                &info.source,
            ] {
                assert!(
                    !text.zh.is_empty() && !text.en.is_empty(),
                    "{}",
                    info.code()
                );
            }
        }
    }
}
