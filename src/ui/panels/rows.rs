//! The rows of the two side panels: a line of the navigation, a finding of the list.

use eframe::egui::{
    Align2, FontId, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::rules::Level;
use crate::ui::fonts;
use crate::ui::theme::{RADIUS, Theme, font_size};
use crate::ui::widgets::paint_mark;

/// A line of the navigation.
pub(crate) struct NavRow<'a> {
    /// What it leads to.
    pub title: &'a str,
    /// Whether that is what the middle shows.
    pub selected: bool,
    /// The most serious level there, and how many findings.
    pub mark: Option<(Level, usize)>,
    /// How much there could not be checked.
    pub open: usize,
    /// What that is, for screen readers.
    pub open_hint: &'a str,
}

/// A finding of the list.
pub(crate) struct FindingRow<'a> {
    /// How serious it is.
    pub level: Level,
    /// What is wrong.
    pub message: &'a str,
    /// The rule's code.
    pub code: &'a str,
    /// Whether it is the one that is explained.
    pub selected: bool,
    /// Whether somebody explained it.
    pub explained: bool,
    /// Whether it follows from the one above.
    pub symptom: bool,
}

/// A line of the list of what was not understood.
pub(crate) struct RemarkRow<'a> {
    /// Where it stands.
    pub place: &'a str,
    /// What stands there, and why it was not understood.
    pub text: &'a str,
    /// Whether it lies in a table that can be gone to.
    pub can_be_followed: bool,
}

/// Draws a line of the list of what was not understood: its place in a column of its own, then its words.
pub(crate) fn remark_row_ui(ui: &mut Ui, row: &RemarkRow<'_>) -> Response {
    const PLACE: f32 = 190.0;
    let theme = Theme::of(ui);
    let width = ui.available_width();
    let lay_out = |text: &str, size: f32, color, room: f32| {
        let font = FontId::proportional(size);
        ui.fonts_mut(|fonts| fonts.layout(text.to_owned(), font, color, room))
    };
    let color = if row.can_be_followed {
        theme.text.link
    } else {
        theme.text.secondary
    };
    let place = lay_out(row.place, font_size::SMALL, color, PLACE - 12.0);
    let room = (width - PLACE - 16.0).max(80.0);
    let text = lay_out(row.text, font_size::BODY, theme.text.primary, room);
    let height = place.size().y.max(text.size().y) + 8.0;
    let sense = if row.can_be_followed {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), sense);
    let role = if row.can_be_followed {
        Role::Link
    } else {
        Role::Label
    };
    response.widget_info(|| WidgetInfo::labeled(role, true, format!("{} {}", row.place, row.text)));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if row.can_be_followed {
        background(ui, &response, false);
    }
    let painter = ui.painter_at(rect);
    let top = rect.top() + 4.0;
    painter.galley(pos2(rect.left() + 8.0, top + 2.0), place, color);
    let at = pos2(rect.left() + PLACE, top);
    painter.galley(at, text, theme.text.primary);
    painter.hline(rect.x_range(), rect.bottom(), theme.hairline());
    response
}

/// Draws a table that the edition prints and the file does not have, which cannot be shown.
pub(crate) fn missing_row_ui(ui: &mut Ui, title: &str, note: &str, hint: &str) {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{title} {note}")));
    let painter = ui.painter_at(rect);
    let font = FontId::proportional(font_size::SMALL);
    let color = theme.text.faint;
    let right = pos2(rect.right() - 8.0, rect.center().y);
    let note = painter.text(right, Align2::RIGHT_CENTER, note, font, color);
    let font = FontId::proportional(font_size::BODY);
    let width = note.left() - 8.0 - rect.left() - 10.0;
    let (galley, is_cut) = elided_middle(ui, title, &font, color, width);
    let at = pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, color);
    let hint = if is_cut {
        format!("{title}\n{hint}")
    } else {
        hint.to_owned()
    };
    response.on_hover_text(hint);
}

/// Draws a line of the navigation.
pub(crate) fn nav_row_ui(ui: &mut Ui, row: &NavRow<'_>) -> Response {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    response.widget_info(|| {
        let name = match row.open {
            0 => row.title.to_owned(),
            open => format!("{}，{} {open}", row.title, row.open_hint),
        };
        WidgetInfo::selected(Role::Button, true, row.selected, name)
    });
    background(ui, &response, row.selected);
    let painter = ui.painter_at(rect);
    let mut right = rect.right() - 8.0;
    if let Some((level, count)) = row.mark {
        let text = painter.text(
            pos2(right, rect.center().y),
            Align2::RIGHT_CENTER,
            count.to_string(),
            FontId::proportional(font_size::SMALL),
            theme.level(level).mark,
        );
        paint_mark(
            &painter,
            theme,
            pos2(text.left() - 10.0, rect.center().y),
            9.0,
            level,
        );
        right = text.left() - 20.0;
    }
    if row.open > 0 {
        let text = painter.text(
            pos2(right, rect.center().y),
            Align2::RIGHT_CENTER,
            format!("? {}", row.open),
            FontId::proportional(font_size::SMALL),
            theme.text.faint,
        );
        right = text.left() - 8.0;
    }
    let font = if row.selected {
        fonts::bold(font_size::BODY)
    } else {
        FontId::proportional(font_size::BODY)
    };
    let width = right - rect.left() - 14.0;
    let (galley, is_cut) = elided_middle(ui, row.title, &font, theme.text.primary, width);
    painter.galley(
        pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0),
        galley,
        theme.text.primary,
    );
    if is_cut {
        response.on_hover_text(row.title)
    } else {
        response
    }
}

/// Draws a finding of the list: its mark, its sentence over as many lines as it needs, its code.
pub(crate) fn finding_row_ui(ui: &mut Ui, row: &FindingRow<'_>) -> Response {
    let theme = Theme::of(ui);
    let indent = if row.symptom { 18.0 } else { 0.0 };
    let left = 30.0 + indent;
    let width = ui.available_width();
    let color = if row.explained {
        theme.text.secondary
    } else {
        theme.text.primary
    };
    let font = if row.selected {
        fonts::bold(font_size::BODY)
    } else {
        FontId::proportional(font_size::BODY)
    };
    let message = ui
        .fonts_mut(|fonts| fonts.layout(row.message.to_owned(), font, color, width - left - 54.0));
    let height = message.size().y + 14.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(
            Role::Button,
            true,
            row.selected,
            format!("{} {}", row.code, row.message),
        )
    });
    background(ui, &response, row.selected);
    let painter = ui.painter_at(rect);
    let top = rect.top() + 7.0;
    let mark = pos2(rect.left() + 14.0 + indent, top + 10.0);
    if row.explained {
        painter.circle_stroke(mark, 4.0, Stroke::new(1.0, theme.text.faint));
    } else {
        paint_mark(&painter, theme, mark, 11.0, row.level);
    }
    painter.galley(pos2(rect.left() + left, top), message, color);
    painter.text(
        pos2(rect.right() - 8.0, top + 2.0),
        Align2::RIGHT_TOP,
        row.code,
        FontId::proportional(font_size::SMALL),
        theme.text.secondary,
    );
    painter.hline(rect.x_range(), rect.bottom(), theme.hairline());
    response
}

fn background(ui: &Ui, response: &Response, selected: bool) {
    let theme = Theme::of(ui);
    let fill = if selected {
        theme.surface.selected
    } else if response.hovered() {
        theme.surface.hover
    } else {
        return focus_ring(ui, response);
    };
    ui.painter().rect_filled(response.rect, RADIUS, fill);
    focus_ring(ui, response);
}

fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(1.5, Theme::of(ui).accent);
        ui.painter()
            .rect_stroke(response.rect, RADIUS, stroke, StrokeKind::Inside);
    }
}

/// One line of text, cut in the middle where it does not fit: official titles begin alike, and
/// their ends tell them apart.
fn elided_middle(
    ui: &Ui,
    text: &str,
    font: &FontId,
    color: eframe::egui::Color32,
    width: f32,
) -> (std::sync::Arc<eframe::egui::Galley>, bool) {
    let lay_out =
        |text: String| ui.fonts_mut(|fonts| fonts.layout_no_wrap(text, font.clone(), color));
    let whole = lay_out(text.to_owned());
    if whole.size().x <= width {
        return (whole, false);
    }
    let letters: Vec<char> = text.chars().collect();
    let cut = |kept: usize| -> String {
        // A little more of the end than of the beginning.
        let tail = (kept * 3).div_ceil(5);
        let head = letters[..kept - tail].iter();
        head.chain(['…'].iter())
            .chain(&letters[letters.len() - tail..])
            .collect()
    };
    let fits = (1..letters.len()).rev().map(|kept| lay_out(cut(kept)));
    let fitting = fits.into_iter().find(|galley| galley.size().x <= width);
    (fitting.unwrap_or_else(|| lay_out("…".to_owned())), true)
}
