//! A workbook written anew as `.xlsx`: for `.xls`, `.ods` and CSV, which are not changed in place.
//!
//! Sheets, cells, merged areas and hidden sheets are as they were; numbers are numbers with the
//! decimals that were printed. Formulas are written as the values they gave, and styles, charts
//! and comments of the original are not carried over: [`fresh_note`] says so to the user.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook as Writer, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::model::Text;

use super::change::{hundredth, is_plain_number};
use super::{CellAt, Content, NewValue, Sheet, SheetChange, Workbook};

/// Widths of columns, in digits.
const NARROWEST: usize = 8;
const WIDEST: usize = 60;
/// The longest name of a sheet.
const NAME_LENGTH: usize = 31;

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum FreshError {
    /// A change names a sheet that is not there.
    #[error("no sheet “{0}”")]
    NoSheet(String),
    /// It does not fit the format.
    #[error(transparent)]
    Format(#[from] XlsxError),
}

impl FreshError {
    /// The reason in words.
    pub fn text(&self) -> Text {
        match self {
            Self::NoSheet(sheet) => Text::new(
                format!("没有名为“{sheet}”的工作表"),
                format!("there is no sheet “{sheet}”"),
            ),
            Self::Format(error) => Text::new(
                format!("内容超出 .xlsx 的限制：{error}"),
                format!("more than .xlsx can hold: {error}"),
            ),
        }
    }
}

/// What a user should know about a workbook written anew.
pub fn fresh_note() -> Text {
    Text::new(
        "原文件不是 .xlsx，已写成新的 .xlsx：单元格、合并区域、工作表名称和隐藏状态不变；公式只留下结果，原有样式、图表和批注不保留",
        "the original is no .xlsx, so a new .xlsx was written: cells, merged areas, sheet names and \
         hidden sheets are the same; formulas are kept as their results, styles, charts and \
         comments are not kept",
    )
}

/// A new `.xlsx` of what was read, with some cells changed. The same input gives the same bytes.
///
/// # Errors
/// [`FreshError`]: a change names no sheet, or a text or sheet is larger than the format allows.
pub fn fresh(book: &Workbook, changes: &[SheetChange]) -> Result<Vec<u8>, FreshError> {
    let mut by_sheet: BTreeMap<&str, BTreeMap<CellAt, &NewValue>> = BTreeMap::new();
    for change in changes {
        if !book.sheets.iter().any(|sheet| sheet.name == change.sheet) {
            return Err(FreshError::NoSheet(change.sheet.clone()));
        }
        let cells = by_sheet.entry(&change.sheet).or_default();
        cells.insert(change.at, &change.value);
    }
    let mut writer = dated_workbook()?;
    let mut names = BTreeSet::new();
    let first_visible = book.sheets.iter().position(|sheet| sheet.visible);
    for (index, sheet) in book.sheets.iter().enumerate() {
        let worksheet = writer.add_worksheet();
        worksheet.set_name(sheet_name(&sheet.name, &mut names))?;
        if index == first_visible.unwrap_or(0) {
            worksheet.set_active(true);
        } else if !sheet.visible {
            worksheet.set_hidden(true);
        }
        let changes = by_sheet.get(&*sheet.name);
        write_sheet(worksheet, sheet, changes.unwrap_or(&BTreeMap::new()))?;
    }
    Ok(writer.save_to_buffer()?)
}

/// A workbook without a date of its own, so that the same content gives the same bytes.
///
/// # Errors
/// None that can happen: the date is valid.
pub fn dated_workbook() -> Result<Writer, XlsxError> {
    let mut writer = Writer::new();
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    writer.set_properties(&DocProperties::new().set_creation_datetime(&date));
    Ok(writer)
}

/// A sheet's name as the format allows it: without the characters that formulas need, at most 31
/// units long, and not one of `taken`, which it joins.
pub fn sheet_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed = name.trim_matches('\'').chars().map(|c| match c {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' => '_',
        c => c,
    });
    let allowed: String = allowed.collect();
    let allowed = if allowed.is_empty() {
        "Sheet".to_owned()
    } else {
        allowed
    };
    let mut number = 1;
    loop {
        let ending = match number {
            1 => String::new(),
            number => format!("_{number}"),
        };
        let name = format!("{}{ending}", cut(&allowed, NAME_LENGTH - ending.len()));
        if taken.insert(name.to_lowercase()) {
            return name;
        }
        number += 1;
    }
}

/// The beginning of `text` that is at most so many UTF-16 units long.
fn cut(text: &str, most: usize) -> &str {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > most {
            return &text[..at];
        }
    }
    text
}

/// The binary number that is shown with these digits; `None` when it would show others, so that
/// they have to be written as text.
pub fn exact_number(digits: &str) -> Option<f64> {
    let number: f64 = digits.parse().ok().filter(|_| is_plain_number(digits))?;
    // Programs show fifteen significant digits.
    let significant = digits
        .bytes()
        .filter(u8::is_ascii_digit)
        .skip_while(|d| *d == b'0');
    (significant.count() <= 15).then_some(number)
}

/// The number format that prints as many decimals as `printed` has, with separators where there
/// are decimals: whole numbers are codes and years as often as amounts.
pub fn number_format(printed: &str) -> String {
    let (digits, sign) = match printed.strip_suffix('%') {
        Some(digits) => (digits, "%"),
        None => (printed, ""),
    };
    match digits.split_once('.') {
        Some((_, fraction)) if sign.is_empty() => format!("#,##0.{}", "0".repeat(fraction.len())),
        Some((_, fraction)) => format!("0.{}{sign}", "0".repeat(fraction.len())),
        None => format!("0{sign}"),
    }
}

fn write_sheet(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    changes: &BTreeMap<CellAt, &NewValue>,
) -> Result<(), XlsxError> {
    let centred = Format::new()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    for area in &sheet.merged {
        let (from, to) = (area.from, area.to);
        // Areas of one cell, and those that overlap, are mistakes of the original.
        match worksheet.merge_range(from.row, from.column, to.row, to.column, "", &centred) {
            Ok(_) | Err(XlsxError::MergeRangeSingleCell | XlsxError::MergeRangeOverlaps(..)) => {}
            Err(error) => return Err(error),
        }
    }
    let mut cells: BTreeMap<CellAt, NewContent<'_>> = sheet
        .cells
        .iter()
        .map(|cell| (cell.at, NewContent::Was(&cell.content)))
        .collect();
    for (at, value) in changes {
        match value {
            NewValue::Empty => cells.remove(at),
            value => cells.insert(*at, NewContent::New(value)),
        };
    }
    let wide = sheet
        .merged
        .iter()
        .filter(|area| area.from.column != area.to.column);
    let wide: BTreeSet<CellAt> = wide.map(|area| area.from).collect();
    let mut widths: BTreeMap<u16, usize> = BTreeMap::new();
    for (at, content) in cells {
        let merged = wide.contains(&at);
        let width = content.write(worksheet, at, merged.then_some(&centred))?;
        if !merged {
            let widest = widths.entry(at.column).or_default();
            *widest = width.max(*widest);
        }
    }
    for (column, width) in widths {
        let width = u32::try_from((width + 2).clamp(NARROWEST, WIDEST)).unwrap_or_default();
        worksheet.set_column_width(column, width)?;
    }
    Ok(())
}

/// What a cell is to hold.
enum NewContent<'a> {
    Was(&'a Content),
    New(&'a NewValue),
}

impl NewContent<'_> {
    /// Writes the cell; returns how wide it is.
    fn write(
        &self,
        worksheet: &mut Worksheet,
        at: CellAt,
        format: Option<&Format>,
    ) -> Result<usize, XlsxError> {
        let printed = match self {
            Self::Was(Content::Number(number)) => number.printed.to_string(),
            Self::New(NewValue::Number(digits)) => digits.clone(),
            Self::New(NewValue::Percent(digits)) => format!("{digits}%"),
            Self::Was(Content::Boolean(value)) => {
                worksheet.write_boolean(at.row, at.column, *value)?;
                return Ok(NARROWEST);
            }
            Self::Was(Content::Date(text)) => return write_date(worksheet, at, text),
            Self::Was(content) => return write_text(worksheet, at, content.text(), format),
            Self::New(NewValue::Text(text) | NewValue::Code(text)) => {
                return write_text(worksheet, at, text, format);
            }
            Self::New(NewValue::Empty) => return Ok(0),
        };
        let digits = match printed.strip_suffix('%') {
            Some(digits) => hundredth(digits),
            None => printed.clone(),
        };
        let Some(number) = exact_number(&digits) else {
            return write_text(worksheet, at, &printed, format);
        };
        let shown = Format::new().set_num_format(number_format(&printed));
        worksheet.write_number_with_format(at.row, at.column, number, &shown)?;
        Ok(printed.len() + printed.len() / 3)
    }
}

fn write_text(
    worksheet: &mut Worksheet,
    at: CellAt,
    text: &str,
    format: Option<&Format>,
) -> Result<usize, XlsxError> {
    match format {
        Some(format) => worksheet.write_string_with_format(at.row, at.column, text, format)?,
        None => worksheet.write_string(at.row, at.column, text)?,
    };
    Ok(text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0))
}

/// A date as a date, or as the text that it was read as.
fn write_date(worksheet: &mut Worksheet, at: CellAt, text: &str) -> Result<usize, XlsxError> {
    let Ok(date) = ExcelDateTime::parse_from_str(text) else {
        return write_text(worksheet, at, text, None);
    };
    let code = if text.contains('T') {
        "yyyy-mm-dd hh:mm:ss"
    } else {
        "yyyy-mm-dd"
    };
    let format = Format::new().set_num_format(code);
    worksheet.write_datetime_with_format(at.row, at.column, &date, &format)?;
    Ok(code.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_print_what_was_printed() {
        assert_eq!(number_format("2940.05"), "#,##0.00");
        assert_eq!(number_format("-3.100"), "#,##0.000");
        assert_eq!(number_format("201"), "0");
        assert_eq!(number_format("71.65%"), "0.00%");
        assert_eq!(number_format("7%"), "0%");
    }

    #[test]
    fn numbers_that_would_lose_digits_are_no_numbers() {
        assert_eq!(exact_number("0.10"), Some(0.1));
        assert_eq!(exact_number("-123456789012.34"), Some(-123456789012.34));
        assert_eq!(exact_number("12345678901234567"), None);
        assert_eq!(exact_number("1,000"), None);
    }

    #[test]
    fn sheet_names_fit_and_differ() {
        let mut taken = BTreeSet::new();
        let mut name = |name: &str| sheet_name(name, &mut taken);
        assert_eq!(name("a/b"), "a_b");
        assert_eq!(name("A_B"), "A_B_2");
        let long = "一般公共预算财政拨款收入支出决算表一般公共预算财政拨款收入支出决算表";
        let first = name(long);
        assert_eq!(first.chars().count(), 31);
        let second = name(long);
        assert!(
            second.ends_with("_2") && second.chars().count() == 31,
            "{second}"
        );
        assert_eq!(name("''"), "Sheet");
    }
}
