//! What a rule says about itself: the text of `gouji rule G060` and of the side panel.

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

#[cfg(test)]
mod tests {
    use super::*;

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
