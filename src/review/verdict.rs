//! The one sentence on top: may it be published?

use crate::model::Text;
use crate::rules::{Finding, Level};

/// How many open findings there are of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// 必改.
    pub errors: usize,
    /// 需核实.
    pub warnings: usize,
    /// 待说明.
    pub questions: usize,
    /// 提示.
    pub notes: usize,
}

impl Counts {
    /// Counts findings.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match finding.level {
                Level::Error => counts.errors += 1,
                Level::Warning => counts.warnings += 1,
                Level::Question => counts.questions += 1,
                Level::Note => counts.notes += 1,
            }
        }
        counts
    }

    /// The number of one level.
    pub fn level(&self, level: Level) -> usize {
        match level {
            Level::Error => self.errors,
            Level::Warning => self.warnings,
            Level::Question => self.questions,
            Level::Note => self.notes,
        }
    }
}

/// What the review comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Everything that could be checked is in order and something was checked.
    Clean,
    /// Nothing must be corrected; something has to be verified or explained.
    ToVerify,
    /// Something must be corrected.
    ToCorrect,
    /// Nothing could be checked.
    NothingChecked,
}

impl Verdict {
    /// The stable name in output.
    pub fn key(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::ToVerify => "to_verify",
            Self::ToCorrect => "to_correct",
            Self::NothingChecked => "nothing_checked",
        }
    }

    /// The sentence, with its numbers.
    pub fn text(self, counts: &Counts, not_checked: usize) -> Text {
        let unchecked = match not_checked {
            0 => Text::default(),
            n => Text::new(
                format!("，另有 {n} 项关系未能检查"),
                format!("; {n} relations could not be checked"),
            ),
        };
        let sentence = match self {
            Self::Clean => Text::new("已检查的关系全部成立", "Everything that was checked holds"),
            Self::ToVerify => Text::new(
                format!(
                    "没有必改问题，{} 处需核实或说明",
                    counts.warnings + counts.questions
                ),
                format!(
                    "Nothing must be corrected; {} to verify or explain",
                    counts.warnings + counts.questions
                ),
            ),
            Self::ToCorrect => Text::new(
                format!("有 {} 处必须改正", counts.errors),
                format!("{} must be corrected", counts.errors),
            ),
            Self::NothingChecked => Text::new("没有可以检查的内容", "Nothing could be checked"),
        };
        Text::join([&sentence, &unchecked], "", "")
    }
}
