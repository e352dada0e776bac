//! Finding words and numbers in the text. Spaces, ends of lines, separators and the width of
//! letters make no difference.

use crate::model::{Narrative, Span};

/// What is looked for in a text.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// Whether the field is shown.
    pub(super) is_open: bool,
    /// What is typed.
    pub(super) text: String,
    /// Whether the field is to be given the keyboard.
    pub(super) wants_focus: bool,
    /// What was looked for last.
    of: String,
    /// Where it stands.
    hits: Vec<Span>,
    /// The one that was gone to.
    at: Option<usize>,
}

impl Search {
    /// Shows the field.
    pub(super) fn open(&mut self) {
        self.is_open = true;
        self.wants_focus = true;
    }

    /// Looks again if something else is typed.
    pub(super) fn update(&mut self, narrative: &Narrative) {
        let wanted = if self.is_open {
            folded(&self.text)
        } else {
            String::new()
        };
        if wanted != self.of {
            self.hits = hits(&narrative.text, &wanted);
            self.of = wanted;
            self.at = None;
        }
    }

    /// Forgets what was found, of another text.
    pub(super) fn forget(&mut self) {
        self.of.clear();
        self.hits.clear();
        self.at = None;
    }

    /// Where it stands, in the order of the text.
    pub(super) fn hits(&self) -> &[Span] {
        &self.hits
    }

    /// The hit that was gone to.
    pub(super) fn current(&self) -> Option<Span> {
        self.at.map(|at| self.hits[at])
    }

    /// The number of the hit that was gone to, from 1, and how many there are; `None` when nothing
    /// is looked for.
    pub(super) fn count(&self) -> Option<(usize, usize)> {
        let is_asked = !self.of.is_empty();
        is_asked.then(|| (self.at.map_or(0, |at| at + 1), self.hits.len()))
    }

    /// Goes to the next hit, at first the one behind `from`.
    pub(super) fn step(&mut self, from: u32, forward: bool) -> Option<Span> {
        let count = self.hits.len();
        if count == 0 {
            return None;
        }
        let next = match (self.at, forward) {
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
            (None, true) => self.hits.partition_point(|hit| hit.start < from) % count,
            (None, false) => {
                let before = self.hits.partition_point(|hit| hit.start < from);
                (before + count - 1) % count
            }
        };
        self.at = Some(next);
        self.current()
    }
}

/// A full-width letter or digit as its usual form.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// What of a character counts; nothing of a space or a separator.
fn fold(c: char) -> Option<char> {
    let c = narrow(c);
    let counts = !(c.is_whitespace() || c == ',');
    counts.then(|| c.to_ascii_lowercase())
}

fn folded(text: &str) -> String {
    text.chars().filter_map(fold).collect()
}

/// Where a folded text stands in another one.
fn hits(text: &str, wanted: &str) -> Vec<Span> {
    let wanted: Vec<char> = wanted.chars().collect();
    let Some(first) = wanted.first() else {
        return Vec::new();
    };
    let mut hits = Vec::new();
    let mut behind = 0;
    for (start, c) in text.char_indices() {
        if start >= behind
            && fold(c) == Some(*first)
            && let Some(length) = length_of(&text[start..], &wanted)
        {
            behind = start + length;
            let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            hits.push(Span {
                start: offset(start),
                end: offset(behind),
            });
        }
    }
    hits
}

/// How many bytes of the text say what is wanted, when it begins with that.
fn length_of(text: &str, wanted: &[char]) -> Option<usize> {
    let mut wanted = wanted.iter();
    let mut next = wanted.next()?;
    for (at, c) in text.char_indices() {
        let Some(folded) = fold(c) else {
            continue;
        };
        if folded != *next {
            return None;
        }
        match wanted.next() {
            Some(following) => next = following,
            None => return Some(at + c.len_utf8()),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_over_lines_and_in_any_width() {
        let text = "收入1,2\n34.50万元；支出１２３４．５０万元；Gouji";
        let narrative = Narrative::new(None, text.into());
        let mut search = Search::default();
        let mut found = |wanted: &str| -> Vec<String> {
            search.open();
            wanted.clone_into(&mut search.text);
            search.update(&narrative);
            let hits = search.hits().iter();
            hits.map(|hit| narrative.slice(*hit).to_owned()).collect()
        };
        assert_eq!(found("1234.5"), ["1,2\n34.5", "１２３４．５"]);
        assert_eq!(found("１,234"), ["1,2\n34", "１２３４"]);
        assert_eq!(found("gouJI"), ["Gouji"]);
        assert!(found("没有").is_empty());
        assert!(found(" ").is_empty());
    }

    #[test]
    fn hits_are_walked_round_and_round() {
        let narrative = Narrative::new(None, "甲乙甲乙甲".into());
        let mut search = Search::default();
        search.open();
        search.text.push('甲');
        search.update(&narrative);
        let mut step = |from, forward| search.step(from, forward).map(|hit| hit.start);
        assert_eq!(step(4, true), Some(6));
        assert_eq!(step(4, true), Some(12));
        assert_eq!(step(4, true), Some(0));
        assert_eq!(step(4, false), Some(12));
        assert_eq!(search.count(), Some((3, 3)));
    }
}
