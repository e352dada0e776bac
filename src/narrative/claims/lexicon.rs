//! Words with what they mean, found by the longest that a text begins with.

use std::collections::BTreeMap;

/// A list of words.
#[derive(Debug)]
pub(super) struct Lexicon<T> {
    /// By their first character, the longer ones first.
    words: BTreeMap<char, Vec<(&'static str, T)>>,
}

impl<T: Clone> Lexicon<T> {
    /// The list as a lexicon.
    pub(super) fn of(list: &[(&'static str, T)]) -> Self {
        let mut words: BTreeMap<char, Vec<(&'static str, T)>> = BTreeMap::new();
        for (word, meaning) in list {
            if let Some(first) = word.chars().next() {
                words
                    .entry(first)
                    .or_default()
                    .push((word, meaning.clone()));
            }
        }
        for alike in words.values_mut() {
            alike.sort_by_key(|(word, _)| usize::MAX - word.len());
        }
        Self { words }
    }

    /// The longest word that a text begins with, in bytes, and its meaning.
    pub(super) fn longest(&self, text: &str) -> Option<(usize, &T)> {
        let alike = self.words.get(&text.chars().next()?)?;
        let (word, meaning) = alike.iter().find(|(word, _)| text.starts_with(word))?;
        Some((word.len(), meaning))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_is_found() {
        let lexicon = Lexicon::of(&[("收入", 1), ("收入总计", 2), ("支出", 3)]);
        assert_eq!(lexicon.longest("收入总计5元"), Some(("收入总计".len(), &2)));
        assert_eq!(lexicon.longest("收入5元"), Some(("收入".len(), &1)));
        assert_eq!(lexicon.longest("结余"), None);
    }
}
