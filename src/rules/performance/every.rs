//! Words for how often something is done, and how many times a year each can mean.
//!
//! The numbers are data: `assets/frequencies.json`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::Text;

static ALL: LazyLock<Vec<Every>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../assets/frequencies.json"))
        .expect("the bundled frequencies are valid; a test reads them")
});

/// A frequency.
#[derive(Debug, Deserialize)]
pub(super) struct Every {
    /// The word: 每日.
    pub(super) word: Text,
    aliases: Vec<String>,
    /// Times in a year that it can mean, from–to. 每日 means working days, or every day.
    pub(super) times: Vec<[u32; 2]>,
    /// Times in a year where there is no doubt.
    pub(super) a_year: Option<u32>,
}

impl Every {
    /// The frequency of a printed word.
    pub(super) fn named(word: &str) -> Option<&'static Self> {
        let word = word.trim();
        ALL.iter()
            .find(|every| every.word.zh == word || every.aliases.iter().any(|alias| alias == word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_frequencies_are_valid() {
        for every in ALL.iter() {
            assert!(!every.times.is_empty());
            for [least, most] in &every.times {
                assert!(least <= most, "{}", every.word.zh);
            }
        }
        assert_eq!(Every::named(" 每天 ").unwrap().word.zh, "每日");
        assert!(Every::named("经常").is_none());
    }
}
