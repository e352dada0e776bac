//! How the workbooks look: one font, quiet lines, and colour only for the levels of findings.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use unicode_width::UnicodeWidthStr as _;

use crate::rules::Level;

/// A font that Excel and WPS both bring along for Chinese.
const FONT: &str = "等线";
/// Lines between cells.
const LINE: Color = Color::RGB(0xC9_D0_D9);
/// The ground of heads.
const HEAD: Color = Color::RGB(0xE9_ED_F2);
/// The ground of totals.
const TOTAL: Color = Color::RGB(0xF6_F7_F9);
/// Words that stand back.
const QUIET: Color = Color::RGB(0x6B_74_80);
/// Links.
const LINK: Color = Color::RGB(0x1D_5F_A8);

/// The height of a line, and the most that a row can have, in points.
const LINE_HEIGHT: f64 = 15.0;
const MOST_HEIGHT: f64 = 409.0;

/// Words and ground of a level, as in the window.
fn tone(level: Level) -> (Color, Color) {
    match level {
        Level::Error => (Color::RGB(0xC2_2A_2A), Color::RGB(0xFC_EC_EB)),
        Level::Warning => (Color::RGB(0xA8_54_00), Color::RGB(0xFD_F2_E0)),
        Level::Question => (Color::RGB(0x61_4B_C0), Color::RGB(0xF1_EE_FB)),
        Level::Note => (Color::RGB(0x53_63_78), Color::RGB(0xEE_F1_F5)),
    }
}

fn plain() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(10.5)
        .set_align(FormatAlign::VerticalCenter)
}

/// The title of a sheet.
pub(super) fn title() -> Format {
    plain()
        .set_font_size(16)
        .set_bold()
        .set_align(FormatAlign::Center)
}

/// The title of a page of words.
pub(super) fn page_title() -> Format {
    plain().set_font_size(16).set_bold()
}

/// The head of a section.
pub(super) fn section() -> Format {
    plain().set_font_size(12).set_bold()
}

/// What stands between title and table.
pub(super) fn caption() -> Format {
    plain().set_font_size(10).set_font_color(QUIET)
}

/// The head of a table.
pub(super) fn head() -> Format {
    boxed()
        .set_bold()
        .set_background_color(HEAD)
        .set_align(FormatAlign::Center)
        .set_text_wrap()
}

/// A cell of a table.
pub(super) fn boxed() -> Format {
    plain()
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
}

/// Words in a list: from the top, as many lines as they need.
pub(super) fn words() -> Format {
    boxed()
        .set_text_wrap()
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::Top)
        .set_indent(1)
}

/// A word of a short column.
pub(super) fn centred() -> Format {
    boxed().set_align(FormatAlign::Center).set_text_wrap()
}

/// The height in points of a row whose cells hold these texts on columns of these widths, in
/// digits: not every program finds it by itself.
pub(super) fn height<'t>(cells: impl IntoIterator<Item = (&'t str, u32)>) -> f64 {
    let lines = cells.into_iter().map(|(text, width)| {
        let width = width.saturating_sub(3).max(1) as usize;
        let lines = text.lines().map(|line| line.width().div_ceil(width).max(1));
        lines.sum::<usize>().max(1)
    });
    let lines = u32::try_from(lines.max().unwrap_or(1)).unwrap_or(u32::MAX);
    (f64::from(lines) * LINE_HEIGHT + 6.0).min(MOST_HEIGHT)
}

/// An amount in a list.
pub(super) fn amount(number_format: &str) -> Format {
    boxed()
        .set_text_wrap()
        .set_align(FormatAlign::Right)
        .set_align(FormatAlign::Top)
        .set_indent(1)
        .set_num_format(number_format)
}

/// A total stands out by weight and ground.
pub(super) fn total(format: Format) -> Format {
    format.set_bold().set_background_color(TOTAL)
}

/// A cell that a finding is about.
pub(super) fn flagged(format: Format, level: Level) -> Format {
    let (words, ground) = tone(level);
    format
        .set_bold()
        .set_font_color(words)
        .set_background_color(ground)
}

/// A cell that stands in a finding beside the one to be corrected.
pub(super) fn touched(format: Format, level: Level) -> Format {
    format.set_background_color(tone(level).1)
}

/// A link to another place of the workbook.
pub(super) fn link(format: Format) -> Format {
    format
        .set_font_color(LINK)
        .set_underline(FormatUnderline::Single)
}
