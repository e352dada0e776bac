//! Wrapping text to the terminal by the width of its characters: a Chinese character takes two
//! columns, may be parted from its neighbour, and punctuation does not begin a line.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Columns that `text` takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// `text` and as many spaces as fill `columns`.
pub(super) fn padded(text: &str, columns: usize) -> String {
    let gap = columns.saturating_sub(width(text));
    format!("{text}{}", " ".repeat(gap))
}

/// `text`, or its end of at most `columns` behind `…`.
pub(super) fn cut_start(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.chars().rev().take_while(|c| {
        used += c.width().unwrap_or(0);
        used <= columns
    });
    let kept: Vec<char> = kept.collect();
    std::iter::once('…').chain(kept.into_iter().rev()).collect()
}

/// `text`, or its beginning of at most `columns` before `…`.
pub(super) fn cut_end(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.chars().take_while(|c| {
        used += c.width().unwrap_or(0);
        used <= columns
    });
    kept.chain(['…']).collect()
}

/// `text` in lines of at most `columns`; every line but the first begins with `indent`.
///
/// A piece that is longer than a line by itself, such as a path, is left whole.
pub(super) fn wrap(text: &str, columns: usize, indent: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            out.push('\n');
            out.push_str(indent);
        }
        let mut used = if index > 0 { width(indent) } else { 0 };
        let mut fresh = true;
        for piece in pieces(line) {
            let needed = width(piece.trim_end());
            if !fresh && used + needed > columns {
                let kept = out.trim_end().len();
                out.truncate(kept);
                out.push('\n');
                out.push_str(indent);
                used = width(indent);
            }
            out.push_str(piece);
            used += width(piece);
            fresh = false;
        }
        let kept = out.trim_end().len();
        out.truncate(kept);
    }
    out
}

/// The pieces between which a line may break.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = rest.len();
        let mut chars = rest.char_indices().peekable();
        while let Some((_, c)) = chars.next() {
            if let Some((next_at, next)) = chars.peek()
                && may_break(c, *next)
            {
                end = *next_at;
                break;
            }
        }
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

fn may_break(before: char, after: char) -> bool {
    const NEVER_FIRST: &str = "，。；：、！？）》”’】…·%％)],.;:!? ";
    const NEVER_LAST: &str = "（《“‘【([";
    if NEVER_FIRST.contains(after) || NEVER_LAST.contains(before) {
        return false;
    }
    if before == ' ' {
        return true;
    }
    is_wide(before) || is_wide(after) || NEVER_LAST.contains(after) || "”’".contains(before)
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_breaks_between_characters_and_keeps_punctuation() {
        assert_eq!(
            wrap("一般公共预算，财政拨款", 12, ""),
            "一般公共预\n算，财政拨款"
        );
        assert_eq!(wrap("应为（甲）乙", 6, ""), "应为\n（甲）\n乙");
    }

    #[test]
    fn numbers_stay_whole_and_lines_are_indented() {
        assert_eq!(
            wrap("差额 1,234.50 元 = 2,000.00 元", 18, "  "),
            "差额 1,234.50 元 =\n  2,000.00 元"
        );
        assert_eq!(wrap("/a/very/long/path", 5, "  "), "/a/very/long/path");
    }

    #[test]
    fn what_is_too_long_is_cut_at_either_end() {
        assert_eq!(cut_start("一般公共预算", 7), "…共预算");
        assert_eq!(cut_end("一般公共预算", 7), "一般公…");
        assert_eq!(cut_end("一般", 4), "一般");
    }

    #[test]
    fn a_column_is_filled_by_width() {
        assert_eq!(padded("应为", 6), "应为  ");
        assert_eq!(width("应为 1"), 6);
    }
}
