//! Explanations (审核说明): which findings were explained, and whether that still stands.

use std::collections::BTreeMap;

use crate::model::Explanation;
use crate::rules::Finding;

/// What became of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stance {
    /// Nobody explained it.
    Open,
    /// It was explained, and its figures stand as they stood then.
    Explained {
        /// The reviewer's words.
        text: String,
    },
    /// It was explained, but one of its figures has changed since.
    Reopened {
        /// The words of then.
        text: String,
        /// The figure that changed, in words, and what it was.
        changed: String,
    },
}

impl Stance {
    /// Whether the finding still has to be dealt with.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Explained { .. })
    }
}

/// An explanation of a finding, with its figures as they stand now.
pub fn explain(finding: &Finding, text: impl Into<String>) -> Explanation {
    Explanation {
        fingerprint: finding.fingerprint.clone(),
        code: finding.rule.to_string(),
        text: text.into(),
        figures: finding.explained_figures(),
    }
}

/// The stance of each finding.
pub(super) fn of(explanations: &[Explanation], findings: &[Finding]) -> Vec<Stance> {
    let explained: BTreeMap<&str, &Explanation> = explanations
        .iter()
        .map(|explanation| (explanation.fingerprint.as_str(), explanation))
        .collect();
    let stances = findings.iter().map(|finding| {
        let Some(explanation) = explained.get(finding.fingerprint.as_str()) else {
            return Stance::Open;
        };
        let text = explanation.text.clone();
        match changed(explanation, finding) {
            Some(changed) => Stance::Reopened { text, changed },
            None => Stance::Explained { text },
        }
    });
    stances.collect()
}

/// The first figure that is not as it was when the finding was explained.
fn changed(explanation: &Explanation, finding: &Finding) -> Option<String> {
    let mut left: Vec<_> = finding.shown.iter().collect();
    for figure in &explanation.figures {
        let same = left
            .iter()
            .position(|shown| shown.label.zh == figure.label && shown.text.zh == figure.value);
        match same {
            Some(index) => {
                left.remove(index);
            }
            None => return Some(format!("{}：原为 {}", figure.label, figure.value)),
        }
    }
    None
}
