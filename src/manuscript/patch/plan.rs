//! Changes of a text put in order, and the text that they give.

use super::TextPatchError;
use crate::manuscript::TextChange;

/// The text with these changes.
///
/// # Errors
/// [`TextPatchError::Outside`] and [`TextPatchError::Overlap`].
pub fn changed_text(text: &str, changes: &[TextChange]) -> Result<String, TextPatchError> {
    Ok(applied(text, &ordered(text, changes)?))
}

/// The changes that change something, in the order of the text, each cut down to the characters
/// that differ: so a number of which one digit changes keeps the format of all others.
pub(super) fn ordered(
    text: &str,
    changes: &[TextChange],
) -> Result<Vec<TextChange>, TextPatchError> {
    let mut sorted: Vec<&TextChange> = changes.iter().collect();
    sorted.sort();
    // The same correction of one place, asked for twice, is one.
    sorted.dedup();
    let mut done = None;
    let mut ordered: Vec<TextChange> = Vec::with_capacity(sorted.len());
    for change in sorted {
        let words = text.get(change.range()).ok_or(TextPatchError::Outside)?;
        let starts_before = |(start, end): (usize, usize)| {
            change.start < end || (change.start == start && change.end == end)
        };
        if done.is_some_and(starts_before) {
            return Err(TextPatchError::Overlap {
                line: line_of(text, change.start),
            });
        }
        done = Some((change.start, change.end));
        let (kept, old, new) = differing(words, &change.text);
        let start = change.start + kept;
        // What is left of two changes may be put in at one place.
        let before = ordered.last_mut();
        let before = before.filter(|last| last.start == start && last.end == start);
        if let (Some(last), true) = (before, old.is_empty()) {
            last.text.push_str(new);
        } else if !old.is_empty() || !new.is_empty() {
            ordered.push(TextChange {
                start,
                end: start + old.len(),
                text: new.to_owned(),
            });
        }
    }
    Ok(ordered)
}

/// The text with changes that are in order.
pub(super) fn applied(text: &str, changes: &[TextChange]) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for change in changes {
        out.push_str(&text[done..change.start]);
        out.push_str(&change.text);
        done = change.end;
    }
    out.push_str(&text[done..]);
    out
}

/// How many bytes two texts begin with alike, and what is between that and their common end.
fn differing<'a>(old: &'a str, new: &'a str) -> (usize, &'a str, &'a str) {
    let alike = |(a, b): &(char, char)| a == b;
    let size = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(alike).map(|(c, _)| c.len_utf8()).sum()
    };
    let start = size(&mut old.chars().zip(new.chars()));
    let (old, new) = (&old[start..], &new[start..]);
    let end = size(&mut old.chars().rev().zip(new.chars().rev()));
    (start, &old[..old.len() - end], &new[..new.len() - end])
}

/// The line of a place, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(start: usize, end: usize, text: &str) -> TextChange {
        TextChange {
            start,
            end,
            text: text.to_owned(),
        }
    }

    #[test]
    fn changes_are_cut_down_to_what_differs() {
        let ordered = ordered("2,940.05", &[change(0, 8, "2,941.05")]).unwrap();
        assert_eq!(ordered, [change(4, 5, "1")]);
        assert_eq!(differing("aba", "aa"), (1, "b", ""));
        assert_eq!(differing("11", "1"), (1, "1", ""));
    }

    #[test]
    fn what_is_put_in_at_one_place_keeps_its_order() {
        let two = [change(0, 2, "abZ"), change(2, 4, "Acd")];
        assert_eq!(ordered("abcd", &two).unwrap(), [change(2, 2, "ZA")]);
    }

    #[test]
    fn changes_do_not_meet() {
        let text = "甲乙丙";
        let two = [change(3, 9, "x"), change(0, 3, "y")];
        assert_eq!(changed_text(text, &two).unwrap(), "yx");
        let meeting = [change(0, 6, "x"), change(3, 9, "y")];
        assert_eq!(
            changed_text(text, &meeting),
            Err(TextPatchError::Overlap { line: 1 })
        );
        let half = [change(1, 3, "x")];
        assert_eq!(changed_text(text, &half), Err(TextPatchError::Outside));
        let twice = [change(0, 3, "x"), change(0, 3, "x")];
        assert_eq!(changed_text(text, &twice).unwrap(), "x乙丙");
    }
}
