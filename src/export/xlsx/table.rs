//! One table on one sheet, as the official forms print it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr as _;

use crate::model::{Accounts, ColumnKind, Lang, Period, Place, RowKind, Table, Text, Unit, fixed};
use crate::rules::Level;
use crate::workbook::exact_number;

use super::layout::{Column, Heading, Layout};
use super::style;

/// Widths of columns, in digits.
const CODE_WIDTH: f64 = 11.0;
const NAME_WIDTH: (usize, usize) = (18, 46);
const AMOUNT_WIDTH: (usize, usize) = (15, 24);
const WORDS_WIDTH: (usize, usize) = (12, 44);
/// Heights, in points.
const ROW_HEIGHT: f64 = 18.0;
const LINE_HEIGHT: f64 = 15.0;
const TITLE_HEIGHT: f64 = 30.0;

/// A sheet for a table.
pub(super) struct TableSheet<'a> {
    /// Its name in the workbook.
    pub(super) name: String,
    pub(super) layout: Layout<'a>,
}

/// The levels of the cells that findings are about, and whether the cell is the one to be
/// corrected first or only stands beside it.
pub(super) type Marks = BTreeMap<Place, (Level, bool)>;

/// Title, unit, head, rows, and how the sheet is looked at and printed.
pub(super) fn write(
    worksheet: &mut Worksheet,
    sheet: &TableSheet<'_>,
    accounts: &Accounts,
    marks: &Marks,
    lang: Lang,
) -> Result<(), XlsxError> {
    let layout = &sheet.layout;
    worksheet.set_name(&sheet.name)?;
    captions(worksheet, layout, accounts, lang)?;
    for heading in layout.headings() {
        write_heading(worksheet, &heading, lang)?;
    }
    frame(worksheet, layout)?;
    for ((row, column), place) in layout.cells() {
        let format = style_of(layout.table, place);
        let format = match marks.get(&place) {
            Some((level, true)) => style::flagged(format, *level),
            Some((level, false)) => style::touched(format, *level),
            None => format,
        };
        write_cell(worksheet, (row, column), accounts, place, format)?;
    }
    widths(worksheet, layout, accounts, lang)?;
    view(worksheet, layout)
}

/// The title of a table with its period.
pub(super) fn title(table: &Table) -> Text {
    let title = &table.spec().title;
    match table.id.period {
        Period::Final => title.clone(),
        period => {
            let period = period.text();
            Text::new(
                format!("{}（{}）", title.zh, period.zh),
                format!("{} ({})", title.en, period.en),
            )
        }
    }
}

fn captions(
    worksheet: &mut Worksheet,
    layout: &Layout<'_>,
    accounts: &Accounts,
    lang: Lang,
) -> Result<(), XlsxError> {
    let table = layout.table;
    let (title, last) = (title(table), layout.width.saturating_sub(1));
    worksheet.set_row_height(0, TITLE_HEIGHT)?;
    if last > 0 {
        worksheet.merge_range(0, 0, 0, last, title.get(lang), &style::title())?;
    } else {
        worksheet.write_with_format(0, 0, title.get(lang), &style::title())?;
    }
    let unit = table.unit.text();
    let unit = match lang {
        Lang::Zh => format!("单位：{}", unit.zh),
        Lang::En => format!("Unit: {}", unit.en),
    };
    let right = style::caption().set_align(FormatAlign::Right);
    worksheet.write_with_format(1, last, unit, &right)?;
    if let Some(department) = accounts.department.as_deref().filter(|_| last > 0) {
        let line = match lang {
            Lang::Zh => format!("部门：{department}"),
            Lang::En => format!("Department: {department}"),
        };
        worksheet.write_with_format(1, 0, line, &style::caption())?;
    }
    Ok(())
}

fn write_heading(
    worksheet: &mut Worksheet,
    heading: &Heading,
    lang: Lang,
) -> Result<(), XlsxError> {
    let text = heading.text.get(lang);
    let format = style::head();
    let &Heading {
        row,
        column,
        last_row,
        last_column,
        ..
    } = heading;
    if (row, column) == (last_row, last_column) {
        worksheet.write_with_format(row, column, text, &format)?;
    } else {
        worksheet.merge_range(row, column, last_row, last_column, text, &format)?;
    }
    Ok(())
}

/// Lines around the cells of the shorter half too.
fn frame(worksheet: &mut Worksheet, layout: &Layout<'_>) -> Result<(), XlsxError> {
    let boxed = style::boxed();
    for row in layout.body.clone() {
        worksheet.set_row_height(row, ROW_HEIGHT)?;
    }
    for block in &layout.blocks {
        let filled = u32::try_from(block.rows.len()).unwrap_or(u32::MAX);
        for row in layout.body.clone().skip(filled as usize) {
            for (column, _) in (block.first..).zip(&block.columns) {
                worksheet.write_blank(row, column, &boxed)?;
            }
        }
    }
    Ok(())
}

/// The style of a cell by what its column and row are.
fn style_of(table: &Table, place: Place) -> Format {
    let spec = table.spec();
    let row = &table.rows[place.row as usize];
    let format = match place.column {
        Place::CODE => style::boxed().set_align(FormatAlign::Left).set_indent(1),
        Place::NAME => {
            let part = row.spec.and_then(|of| spec.rows.get(usize::from(of)));
            let part = part.is_some_and(|of| of.part.is_some());
            let indent = match row.kind {
                RowKind::Item => 3,
                RowKind::Subclass => 2,
                _ => 1 + u8::from(part),
            };
            style::boxed().set_indent(indent)
        }
        column => match spec.columns.get(usize::from(column)).map(|of| of.kind) {
            Some(ColumnKind::Text) => style::boxed().set_text_wrap().set_indent(1),
            _ => style::boxed().set_align(FormatAlign::Right).set_indent(1),
        },
    };
    let total = row.kind == RowKind::Total || row.name.ends_with("总计");
    if total { style::total(format) } else { format }
}

fn write_cell(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    accounts: &Accounts,
    place: Place,
    format: Format,
) -> Result<(), XlsxError> {
    let printed = accounts.printed(place);
    if printed.is_empty() {
        worksheet.write_blank(row, column, &format)?;
        return Ok(());
    }
    let number = accounts
        .cell(place)
        .number()
        .filter(|_| place.head().is_none());
    if let Some((value, shown)) = number.and_then(shown_number) {
        let format = format.set_num_format(shown);
        worksheet.write_number_with_format(row, column, value, &format)?;
    } else {
        worksheet.write_string_with_format(row, column, printed, &format)?;
    }
    Ok(())
}

/// What a spreadsheet stores for a printed number and how it shows it; `None` for numbers that
/// carry a unit of their own, or more digits than a spreadsheet keeps.
fn shown_number(printed: &crate::model::Printed) -> Option<(f64, String)> {
    let decimals = u32::from(printed.decimals);
    let fraction = match printed.decimals {
        0 => String::new(),
        decimals => format!(".{}", "0".repeat(usize::from(decimals))),
    };
    if printed.unit == Unit::Percent {
        let value = printed.value.checked_div(Decimal::ONE_HUNDRED)?;
        let value = exact_number(&fixed(value, decimals + 2))?;
        return Some((value, format!("0{fraction}%")));
    }
    if printed.own_unit {
        return None;
    }
    let value = exact_number(&fixed(printed.value, decimals))?;
    Some((value, format!("#,##0{fraction}")))
}

fn widths(
    worksheet: &mut Worksheet,
    layout: &Layout<'_>,
    accounts: &Accounts,
    lang: Lang,
) -> Result<(), XlsxError> {
    let spec = layout.table.spec();
    let mut widest: BTreeMap<u16, usize> = BTreeMap::new();
    for ((_, column), place) in layout.cells() {
        let width = widest.entry(column).or_default();
        *width = (*width).max(accounts.printed(place).width());
    }
    let mut set: BTreeMap<u16, usize> = BTreeMap::new();
    for block in &layout.blocks {
        for (column, of) in (block.first..).zip(&block.columns) {
            let content = widest.get(&column).copied().unwrap_or(0) + 5;
            let (least, most) = match of {
                Column::Code => {
                    worksheet.set_column_width(column, CODE_WIDTH)?;
                    continue;
                }
                Column::Name => NAME_WIDTH,
                Column::Cell(index) => match spec.columns[usize::from(*index)].kind {
                    ColumnKind::Text => WORDS_WIDTH,
                    _ => AMOUNT_WIDTH,
                },
            };
            let width = content.clamp(least, most);
            set.insert(column, width);
            let width = u32::try_from(width).unwrap_or_default();
            worksheet.set_column_width(column, width)?;
        }
    }
    head_height(worksheet, layout, &set, lang)
}

/// The lowest level of the head is as high as its longest heading needs.
fn head_height(
    worksheet: &mut Worksheet,
    layout: &Layout<'_>,
    widths: &BTreeMap<u16, usize>,
    lang: Lang,
) -> Result<(), XlsxError> {
    let last = layout.body.start - 1;
    let lines = layout.headings().into_iter().filter_map(|heading| {
        let width = widths.get(&heading.column)?;
        let alone = heading.last_row == last && heading.column == heading.last_column;
        alone.then(|| {
            heading
                .text
                .get(lang)
                .width()
                .div_ceil(width.saturating_sub(2).max(1))
        })
    });
    let lines = u32::try_from(lines.max().unwrap_or(1)).unwrap_or(1);
    worksheet.set_row_height(last, f64::from(lines) * LINE_HEIGHT + 8.0)?;
    for row in last + 1 - layout.levels..last {
        worksheet.set_row_height(row, ROW_HEIGHT + 2.0)?;
    }
    Ok(())
}

fn view(worksheet: &mut Worksheet, layout: &Layout<'_>) -> Result<(), XlsxError> {
    worksheet.set_freeze_panes(layout.body.start, layout.heads())?;
    worksheet.set_screen_gridlines(false);
    worksheet.set_landscape().set_paper_size(9);
    worksheet.set_print_fit_to_pages(1, 0);
    worksheet.set_repeat_rows(0, layout.body.start - 1)?;
    worksheet.set_footer("&C&P / &N");
    Ok(())
}
