//! What a rule says about itself: the text of `gouji rule G060` and of the side panel.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::Text;
use crate::relation::RuleCode;

use super::{Level, book};

static INFOS: LazyLock<Vec<RuleInfo>> = LazyLock::new(|| {
    let mut infos: Vec<RuleInfo> = serde_json::from_str(include_str!("../../assets/rules.json"))
        .expect("the bundled rule texts are valid; a test reads them");
    for info in &mut infos {
        let written = book::bundled().info(info.code());
        info.formulas = written.map_or_else(Vec::new, |written| written.formulas.clone());
    }
    infos
});

/// A rule's texts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RuleInfo {
    /// `G060`.
    code: String,
    /// The standard's short key, for instance `n.pct`.
    pub key: String,
    /// The family: within, between, years, narrative, `against_tables`, staff, structure, own.
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
    /// Its formulas as they are written; none for a rule that is more than formulas.
    #[serde(skip)]
    pub formulas: Vec<RuleFormula>,
}

impl RuleInfo {
    /// The family of the rules that users write themselves.
    pub const OWN: &'static str = "own";

    /// What a rule of a rule book says about itself; what it leaves out is empty.
    pub(super) fn own(
        code: RuleCode,
        level: Level,
        [title, why, example]: [Text; 3],
        [fix, source]: [Text; 2],
        formulas: Vec<RuleFormula>,
    ) -> Self {
        let level = match level {
            Level::Error => "must",
            Level::Warning => "should",
            Level::Question | Level::Note => "verify",
        };
        Self {
            code: code.to_string(),
            key: String::new(),
            family: Self::OWN.to_owned(),
            level: level.to_owned(),
            title,
            why,
            example,
            fix,
            source,
            formulas,
        }
    }

    /// The rule's code.
    pub fn code(&self) -> RuleCode {
        RuleCode::parse(&self.code).unwrap_or(RuleCode::standard(0))
    }
}

/// All rules of the standard, in order.
pub fn rule_infos() -> &'static [RuleInfo] {
    &INFOS
}

/// The texts of one rule of the standard; those of a user's own are in its [`super::Book`].
pub fn rule_info(code: RuleCode) -> Option<&'static RuleInfo> {
    INFOS.iter().find(|info| info.code() == code)
}

/// A formula of a rule book as it is written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFormula {
    /// `收入决算表[每行].本年收入合计 = 财政拨款收入 + …`.
    pub formula: String,
    /// What must hold for it to apply.
    pub when: Vec<String>,
    /// What applies when that does not hold.
    pub otherwise: Option<String>,
}

impl RuleFormula {
    /// One that always applies.
    pub(super) fn plain(formula: &str) -> Self {
        Self {
            formula: formula.to_owned(),
            when: Vec::new(),
            otherwise: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_shown_as_they_are_written() {
        let formulas = |number| &rule_info(RuleCode::standard(number)).unwrap().formulas;
        let sum = "收支决算总表[支出:本年支出合计] = Σ[类]";
        assert_eq!(formulas(2)[0].formula, sum);
        assert!(formulas(60).is_empty());
        for info in book::bundled().infos() {
            assert!(rule_info(info.code()).is_some(), "{}", info.code());
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
