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

/// Draws a line of the navigation.
pub(crate) fn nav_row_ui(ui: &mut Ui, row: &NavRow<'_>) -> Response {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, row.selected, row.title));
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
