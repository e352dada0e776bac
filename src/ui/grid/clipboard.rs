//! Tables as tab-separated text, written and read as Excel and WPS do.
//!
//! A cell that holds a tab or a line break stands in quotes, its own quotes doubled. What the cells mean is left to
//! the source.

/// The rows as text for the clipboard.
///
/// Several rows end with a line break each, as spreadsheets write them; a single row has none, so that a copied figure
/// can be pasted into a sentence.
pub fn build<R, C>(rows: &[R]) -> String
where
    R: AsRef<[C]>,
    C: AsRef<str>,
{
    let mut text = String::new();
    for row in rows {
        for (index, cell) in row.as_ref().iter().enumerate() {
            if index > 0 {
                text.push('\t');
            }
            push_cell(&mut text, cell.as_ref());
        }
        if rows.len() > 1 {
            text.push('\n');
        }
    }
    text
}

fn push_cell(text: &mut String, cell: &str) {
    let needs_quotes = cell.starts_with('"') || cell.contains(['\t', '\n', '\r']);
    if needs_quotes {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

/// The rows of a text from the clipboard, made equally long by empty cells at the end.
///
/// Every text can be read: quotes that do not close, or close within a cell, are taken as they stand.
pub fn parse(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text;
    loop {
        let (cell, after) = take_cell(rest);
        row.push(cell);
        if let Some(next) = after.strip_prefix('\t') {
            rest = next;
            continue;
        }
        rows.push(std::mem::take(&mut row));
        match strip_line_break(after) {
            Some(next) if !next.is_empty() => rest = next,
            _ => break, // The line break that ends the last row begins no further one.
        }
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut rows {
        row.resize(width, String::new());
    }
    rows
}

/// The first cell of the text and what follows it, beginning with its separator.
fn take_cell(text: &str) -> (String, &str) {
    if let Some(quoted) = take_quoted(text) {
        return quoted;
    }
    let end = text.find(['\t', '\n', '\r']).unwrap_or(text.len());
    let (cell, after) = text.split_at(end);
    (cell.to_owned(), after)
}

fn take_quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut cell = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        if let Some(next) = after.strip_prefix('"') {
            cell.push('"');
            rest = next;
        } else if after.is_empty() || after.starts_with(['\t', '\n', '\r']) {
            return Some((cell, after));
        } else {
            return None;
        }
    }
}

fn strip_line_break(text: &str) -> Option<&str> {
    text.strip_prefix("\r\n")
        .or_else(|| text.strip_prefix('\n'))
        .or_else(|| text.strip_prefix('\r'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(cells: &[&[&str]]) -> Vec<Vec<String>> {
        cells
            .iter()
            .map(|row| row.iter().map(|&cell| cell.to_owned()).collect())
            .collect()
    }

    #[test]
    fn what_excel_puts_on_the_clipboard_is_read() {
        let read = parse("项目\t金额\r\n\"第一行\n第二行\"\t1,234.50\r\n说\"明\"\t\r\n");
        let expected = rows(&[
            &["项目", "金额"],
            &["第一行\n第二行", "1,234.50"],
            &["说\"明\"", ""],
        ]);
        assert_eq!(read, expected);
        assert_eq!(parse("\"a\"\"b\"\tc"), rows(&[&["a\"b", "c"]]));
    }

    #[test]
    fn rows_of_unequal_length_are_filled_up() {
        assert_eq!(parse("1\t2\n3"), rows(&[&["1", "2"], &["3", ""]]));
    }

    #[test]
    fn quotes_that_do_not_enclose_a_cell_are_kept() {
        assert_eq!(parse("\"三公\"经费\t5"), rows(&[&["\"三公\"经费", "5"]]));
        assert_eq!(parse("\"open\t5"), rows(&[&["\"open", "5"]]));
    }

    #[test]
    fn one_figure_is_copied_without_a_line_break() {
        assert_eq!(build(&rows(&[&["1,234.50"]])), "1,234.50");
        assert_eq!(build(&rows(&[&["a", "b"], &["c", ""]])), "a\tb\nc\t\n");
        assert_eq!(parse(""), rows(&[&[""]]));
    }

    proptest! {
        #[test]
        fn what_was_copied_is_what_is_pasted(
            cells in (1_usize..4, 1_usize..4).prop_flat_map(|(height, width)| {
                let cell = "[\"\t\n\r,.0-9a财 ]{0,6}";
                prop::collection::vec(prop::collection::vec(cell, width), height)
            })
        ) {
            prop_assert_eq!(parse(&build(&cells)), cells);
        }

        #[test]
        fn any_text_is_read_into_equally_long_rows(text in any::<String>()) {
            let read = parse(&text);
            prop_assert!(!read.is_empty());
            prop_assert!(read.iter().all(|row| row.len() == read[0].len() && !row.is_empty()));
        }
    }
}
