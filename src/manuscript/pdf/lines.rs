//! Characters in their places, put together to lines in reading order.
//!
//! Digits may stand on another baseline than the words beside them, so a line is what overlaps
//! from top to bottom, not what shares a baseline.

use super::drawn::Glyph;

/// A line as it is read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Its words; wide gaps are tabs.
    pub(super) text: String,
    /// Its upper edge.
    pub(super) top: f64,
}

/// Characters that overlap from top to bottom.
struct Row<'g> {
    top: f64,
    bottom: f64,
    glyphs: Vec<&'g Glyph>,
}

/// The upper and the lower edge of a character of ordinary shape.
fn extent(glyph: &Glyph) -> (f64, f64) {
    (
        glyph.baseline - glyph.size * 0.75,
        glyph.baseline + glyph.size * 0.12,
    )
}

/// Where the middle of a character is, from top to bottom.
pub(super) fn middle(glyph: &Glyph) -> f64 {
    let (top, bottom) = extent(glyph);
    f64::midpoint(top, bottom)
}

/// The lines of some characters, from top to bottom.
pub(super) fn lines<'g>(glyphs: impl IntoIterator<Item = &'g Glyph>) -> Vec<Line> {
    let rows = rows(glyphs.into_iter().collect());
    let lines = rows.into_iter().map(|row| Line {
        top: row.top,
        text: join(row.glyphs),
    });
    lines.filter(|line| !line.text.is_empty()).collect()
}

/// Sorts characters into rows: the largest first, which say where a row lies.
fn rows(mut glyphs: Vec<&Glyph>) -> Vec<Row<'_>> {
    glyphs.sort_by(|a, b| {
        let spaces = (a.char == ' ').cmp(&(b.char == ' '));
        let sizes = b.size.total_cmp(&a.size);
        spaces.then(sizes).then(a.baseline.total_cmp(&b.baseline))
    });
    let mut rows: Vec<Row<'_>> = Vec::new();
    for glyph in glyphs {
        let (top, bottom) = extent(glyph);
        // Rows are kept in order; those that a character can lie in are near to where it would be.
        let at = rows.partition_point(|row| row.top < top);
        let near = at.saturating_sub(2)..(at + 2).min(rows.len());
        let shared = |row: &Row<'_>| {
            let overlap = row.bottom.min(bottom) - row.top.max(top);
            overlap / (row.bottom - row.top).min(bottom - top).max(0.01)
        };
        let best = near.max_by(|&a, &b| shared(&rows[a]).total_cmp(&shared(&rows[b])));
        match best.filter(|&best| shared(&rows[best]) >= 0.5) {
            Some(best) => rows[best].glyphs.push(glyph),
            // A space alone is no row.
            None if glyph.char == ' ' => {}
            None => rows.insert(
                at,
                Row {
                    top,
                    bottom,
                    glyphs: vec![glyph],
                },
            ),
        }
    }
    rows
}

/// The words of a row from left to right.
fn join(mut glyphs: Vec<&Glyph>) -> String {
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    let (spaces, glyphs): (Vec<&Glyph>, Vec<&Glyph>) =
        glyphs.into_iter().partition(|glyph| glyph.char == ' ');
    let mut text = String::new();
    let mut kept: Vec<&Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        // Bold type is often the same character drawn twice, a hair apart.
        let width = (glyph.right - glyph.left).max(glyph.size * 0.2);
        let again = kept.iter().rev().take(3).any(|&other| {
            other.char == glyph.char
                && (glyph.left - other.left).abs() < width * 0.3
                && (glyph.baseline - other.baseline).abs() < glyph.size * 0.2
        });
        if again {
            continue;
        }
        if let Some(before) = kept.last() {
            text.extend(gap(before, glyph, &spaces));
        }
        text.push(glyph.char);
        kept.push(glyph);
    }
    text
}

/// What stands between two characters: nothing, a space, or a tab where they are far apart.
fn gap(before: &Glyph, after: &Glyph, spaces: &[&Glyph]) -> Option<char> {
    let width = after.left - before.right;
    let em = before.size.max(after.size);
    if width > em * 2.0 {
        return Some('\t');
    }
    let typed = || {
        let first = spaces.partition_point(|space| space.left < before.right - em * 0.2);
        spaces[first..]
            .first()
            .is_some_and(|space| space.left < after.left)
    };
    let latin = before.char.is_ascii() && after.char.is_ascii();
    let open = if latin { 0.25 } else { 0.4 };
    (width > em * open || (width > em * 0.12 && typed())).then_some(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The characters of a text, each as wide as high, half as wide when it is Latin.
    fn typed(text: &str, left: f64, baseline: f64, size: f64) -> Vec<Glyph> {
        let mut at = left;
        let glyphs = text.chars().map(|char| {
            let width = if char.is_ascii() { size / 2.0 } else { size };
            let glyph = Glyph {
                char,
                left: at,
                right: at + width,
                baseline,
                size,
            };
            at += width;
            glyph
        });
        glyphs.collect()
    }

    fn read(parts: &[Vec<Glyph>]) -> Vec<String> {
        let lines = lines(parts.iter().flatten());
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn digits_on_another_baseline_stay_in_their_line() {
        let words = typed("占    元。", 20.0, 100.0, 12.0);
        let digits = typed("60.9", 32.0, 103.5, 12.0);
        let raised = typed("下一行", 20.0, 116.0, 12.0);
        let note = typed("①", 56.0, 111.0, 6.0);
        assert_eq!(
            read(&[raised, words, digits, note]),
            ["占60.9元。", "下一行①"]
        );
    }

    #[test]
    fn bold_that_is_drawn_twice_is_read_once() {
        let first = typed("第三部分 1100", 20.0, 100.0, 12.0);
        let again = typed("第三部分 1100", 20.3, 100.0, 12.0);
        assert_eq!(read(&[first, again]), ["第三部分 1100"]);
    }

    #[test]
    fn wide_gaps_are_tabs_and_typed_spaces_stay() {
        let name = typed("年初结转", 20.0, 100.0, 10.0);
        let amount = typed("49.14", 120.0, 100.0, 10.0);
        let title = typed("第一部分 概况 ", 20.0, 80.0, 10.0);
        let year = typed("2024", 20.0, 60.0, 10.0);
        let near = typed("年度", 42.5, 60.0, 10.0);
        assert_eq!(
            read(&[amount, name, title, year, near]),
            ["2024年度", "第一部分 概况", "年初结转\t49.14"]
        );
    }

    #[test]
    fn small_words_below_large_ones_are_a_line_of_their_own() {
        let large = typed("标题", 20.0, 100.0, 18.0);
        let small = typed("单位：万元", 20.0, 109.0, 6.0);
        assert_eq!(read(&[large, small]), ["标题", "单位：万元"]);
    }
}
