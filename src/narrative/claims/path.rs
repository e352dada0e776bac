//! Names of functional items as sentences print them: `甲支出（类）乙（款）丙（项）`, `“甲”（类）`.

use std::ops::Range;

use super::codes::functional;

/// A printed name of a 类, 款 or 项, with the names above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// Its bytes of the normal text, the mark of the last level included.
    pub(super) range: Range<usize>,
    /// Its code, or its own name where the code list knows none.
    pub(super) row: String,
    /// Whether `row` is a code.
    pub(super) known: bool,
}

const LEVELS: [(&str, usize); 3] = [("（类）", 3), ("（款）", 5), ("（项）", 7)];

/// The paths of a normal text, in order. `above` is the code that a 款 or 项 without a 类 before it
/// lies below: what the paragraphs before were about; it is left at the last one found.
pub(super) fn paths(text: &str, above: &mut String) -> Vec<Path> {
    let mut found: Vec<Path> = Vec::new();
    let mut at = 0;
    while let Some((mark, level)) = next_mark(&text[at..]) {
        let mark_start = at + mark;
        let (printed, digits) = LEVELS[level];
        let mark_end = mark_start + printed.len();
        let from = found.last().map_or(0, |path| path.range.end);
        let names = name(text, from, mark_start);
        let parent = if digits == 3 { "" } else { &**above };
        let parent = &parent[..parent.len().min(digits - 2)];
        let (start, name) = known_end(text, names, digits, parent);
        let code = functional(name, digits, parent)
            // A 款 printed wrongly does not hide which 项 of the 类 is meant.
            .or_else(|| functional(name, digits, parent.get(..3)?))
            .or_else(|| parent.is_empty().then(|| functional(name, digits, ""))?);
        let row = code.map_or_else(|| name.to_owned(), str::to_owned);
        // 一般公共服务（类）支出: the mark stands inside the name.
        let inside = text[mark_end..].starts_with("支出") && !name.ends_with("支出");
        let whole = inside.then(|| functional(&format!("{name}支出"), digits, parent));
        let inside = whole.flatten().is_some_and(|whole| code == Some(whole));
        let end = mark_end + if inside { "支出".len() } else { 0 };
        let path = Path {
            range: start..end,
            known: code.is_some(),
            row,
        };
        if let Some(code) = code {
            code.clone_into(above);
        } else if digits == 3 {
            above.clear();
        } else {
            // An unknown 款: its items are looked for in the whole 类.
            above.truncate(if digits == 5 { 3 } else { 5 });
        }
        match found.last_mut() {
            // 类, 款 and 项 in a row are one name.
            Some(last) if last.range.end == path.range.start && digits > 3 => {
                *last = Path {
                    range: last.range.start..path.range.end,
                    ..path
                };
            }
            _ => found.push(path),
        }
        at = end;
    }
    found
}

fn next_mark(text: &str) -> Option<(usize, usize)> {
    let marks = LEVELS.iter().enumerate();
    let found = marks.filter_map(|(level, (mark, _))| Some((text.find(mark)?, level)));
    found.min()
}

/// The run of characters before a mark that can be its name.
fn name(text: &str, from: usize, end: usize) -> Range<usize> {
    if text[..end].ends_with('”')
        && let Some(open) = text[from..end].rfind('“')
    {
        return from + open..end;
    }
    let before = &text[from..end];
    let stop = |c: char| "，；。：、）”“ ！？".contains(c) || c.is_ascii_digit() || c == '.';
    let start = before.rfind(stop).map_or(from, |at| {
        let c = before[at..].chars().next().map_or(0, char::len_utf8);
        from + at + c
    });
    start..end
}

/// Without what runs into the name: the longest end of the run that is a known name.
fn known_end<'a>(text: &'a str, run: Range<usize>, digits: usize, above: &str) -> (usize, &'a str) {
    let whole = &text[run.clone()];
    let bare = whole.trim_start_matches('“').trim_end_matches('”');
    if bare.len() != whole.len() {
        let digits = |c: char| c.is_ascii_digit() || c == ' ';
        return (run.start, bare.trim_start_matches(digits));
    }
    let above = above.get(..3).unwrap_or_default();
    let ends = whole
        .char_indices()
        .map(|(at, _)| (run.start + at, &whole[at..]));
    let mut known = ends.filter(|(_, end)| functional(end, digits, above).is_some());
    known.next().unwrap_or((run.start, whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(String, String)> {
        let mut above = String::new();
        let found = paths(text, &mut above);
        found
            .into_iter()
            .map(|path| (text[path.range].to_owned(), path.row))
            .collect()
    }

    #[test]
    fn a_path_is_one_name() {
        let text = "3、教育支出（类）进修及培训（款）培训支出（项）。主要用于";
        let due = "教育支出（类）进修及培训（款）培训支出（项）";
        assert_eq!(rows(text), [(due.to_owned(), "2050803".to_owned())]);
    }

    #[test]
    fn quotes_and_levels_apart() {
        let text = "1.“卫生健康支出”（类）2023年度决算1万元。其中：“行政事业单位医疗”（款）2万元";
        let found: Vec<String> = rows(text).into_iter().map(|(_, row)| row).collect();
        assert_eq!(found, ["210", "21011"]);
    }

    #[test]
    fn words_before_a_name_are_no_part_of_it() {
        let text = "2024年度主要用于教育（类）支出5万元";
        assert_eq!(
            rows(text),
            [("教育（类）支出".to_owned(), "205".to_owned())]
        );
        let text = "“20508 进修及培训”（款）支出5万元";
        assert_eq!(rows(text)[0].1, "20508");
    }

    #[test]
    fn an_unknown_name_stays_a_name() {
        let text = "住房保障支出（类）房子支出（款）住房公积金（项）";
        assert_eq!(rows(text)[0].1, "2210201");
        let text = "住房保障支出（类）住房改革支出（款）买车补贴（项）";
        assert_eq!(rows(text)[0].1, "买车补贴");
    }
}
