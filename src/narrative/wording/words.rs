//! The words that the readers of wording know: `assets/wording.json`.
//!
//! Lists of the language and of the field, and how serious each case is; an edition may say
//! otherwise (`wording` in its file).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../assets/wording.json"))
        .expect("the bundled words are valid; a test reads them")
});

/// The words of the language and of the field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// Levels by case, for instance `template.blank`: `error`, `warning`, `question`, `note`, `off`.
    pub(super) levels: BTreeMap<String, String>,
    /// Words for more.
    pub(super) up: Vec<String>,
    /// Words for less.
    pub(super) down: Vec<String>,
    /// What a placeholder stands before.
    pub(super) placeholder_ends: Vec<String>,
    /// Last characters of the names of public bodies.
    pub(super) organ_ends: String,
    /// Charts that a template announces in brackets.
    pub(super) charts: Vec<String>,
    /// What a template prints in brackets for a name.
    pub(super) bracket_labels: Vec<String>,
    /// What an instruction in brackets begins with, when it has one of the verbs.
    pub(super) bracket_starts: Vec<String>,
    /// Verbs of instructions in brackets.
    pub(super) bracket_verbs: Vec<String>,
    /// What makes brackets an instruction wherever it stands in them.
    pub(super) bracket_marks: Vec<String>,
    /// Forms of sentences that instruct: `…` stands for any words, `^` and `$` for the ends.
    pub(super) instructions: Vec<String>,
    /// Forms of sentences that may instruct.
    pub(super) maybe_instructions: Vec<String>,
    /// Codes of fields, formulas and markup.
    pub(super) codes: Vec<String>,
    /// Last words before an amount.
    pub(super) labels_before_amounts: Vec<String>,
    /// Words whose first character is doubled by mistake, with the characters before it that
    /// make another word with it.
    pub(super) doubled_first: BTreeMap<String, String>,
    /// Words whose last character is doubled by mistake, with the characters behind it that make
    /// another word with it.
    pub(super) doubled_last: BTreeMap<String, String>,
    /// Particles that are doubled by mistake, with what may stand before and behind the two.
    pub(super) particles: BTreeMap<char, (String, String)>,
    /// Words that may be said twice.
    pub(super) repeatable: Vec<String>,
    /// Words that are taken for others.
    pub(super) confusions: Vec<Confusion>,
    /// Words of headings, none of which loses one character only.
    pub(super) heading_parts: Vec<String>,
    /// Titles of sections.
    pub(super) extra_titles: Vec<String>,
    /// What a sentence about the own year speaks of behind the year.
    pub(super) year_subjects: Vec<String>,
    /// What a department calls itself.
    pub(super) self_names: Vec<String>,
    /// Words before the name of who issued a notice.
    pub(super) issuer_leads: Vec<String>,
    /// Last words of the names of public bodies.
    pub(super) bodies: Vec<String>,
    /// Words before an amount of money.
    pub(super) before_money: Vec<String>,
    /// Items of lists that are near an official name and in use all the same.
    pub(super) tolerated_items: Vec<String>,
    /// What has to be disclosed.
    pub(super) requirements: Vec<Requirement>,
    /// Words that say that there is none.
    pub(super) negations: Vec<String>,
    /// Words below an empty table that say why it is empty.
    pub(super) no_data: Vec<String>,
}

/// A word that is taken for another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Confusion {
    /// As it is written by mistake.
    pub(super) flaw: String,
    /// As it should be.
    pub(super) right: String,
    /// `word`, `usage` or `maybe`.
    pub(super) case: ConfusionCase,
    /// One of these stands before it.
    #[serde(default)]
    pub(super) preceded_by: Vec<String>,
    /// One of these stands behind it.
    #[serde(default)]
    pub(super) followed_by: Vec<String>,
    /// None of these characters stands before it.
    #[serde(default)]
    pub(super) not_behind: String,
    /// None of these characters stands behind it.
    #[serde(default)]
    pub(super) not_before: String,
}

/// How sure a confusion is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum ConfusionCase {
    /// A mistake.
    Word,
    /// Said otherwise in good style.
    Usage,
    /// Probably a mistake.
    Maybe,
}

/// Something that has to be disclosed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Requirement {
    /// The case: `fleet`.
    pub(super) case: String,
    /// The sentences that it belongs to have one of these words.
    pub(super) about: Vec<String>,
    /// Of each of these lists one word is printed.
    pub(super) needs: Vec<Vec<String>>,
    /// Taken out of the text before it is looked through.
    pub(super) apart_from: Option<String>,
}

impl Words {
    /// The bundled ones.
    pub(super) fn get() -> &'static Self {
        &WORDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::narrative::wording::Case;

    #[test]
    fn every_case_has_a_level_and_every_level_a_case() {
        let known = ["error", "warning", "question", "note", "off"];
        let words = Words::get();
        for case in Case::ALL {
            let level = words.levels.get(&case.key());
            assert!(
                level.is_some_and(|level| known.contains(&&**level)),
                "{case:?}"
            );
        }
        assert_eq!(words.levels.len(), Case::ALL.len());
        for requirement in &words.requirements {
            let key = format!("disclosure.{}", requirement.case);
            assert!(words.levels.contains_key(&key), "{key}");
        }
    }

    #[test]
    fn no_confusion_turns_into_itself() {
        for confusion in &Words::get().confusions {
            assert_ne!(confusion.flaw, confusion.right);
            assert!(
                !confusion.right.contains(&confusion.flaw),
                "{}",
                confusion.flaw
            );
        }
    }
}
