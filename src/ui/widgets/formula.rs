//! A formula with its numbers. It wraps before an operator, never within a number, and its numbers can be followed to
//! where they stand.

use crate::ui::fonts;
use crate::ui::theme::{RADIUS, Theme, font_size};
use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{
    Align2, Color32, CursorIcon, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2,
};

/// A part of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormulaPart<'a> {
    /// `=`, `+`, `≠` …; it stays with what follows it.
    Operator(&'a str),
    /// A number and what it is, which can be followed.
    Figure {
        /// What it is in a word or two, before the number; empty where that is plain.
        caption: &'a str,
        /// The number as printed, with its unit if that is not plain.
        text: &'a str,
        /// What it is and where it stands, for the pointer and for screen readers.
        name: &'a str,
        /// Whether it stands at a place that can be shown.
        has_place: bool,
    },
    /// Anything else.
    Words(&'a str),
}

/// What drawing a formula showed.
#[derive(Default)]
pub struct FormulaShown {
    /// The index of the part that was clicked.
    pub clicked: Option<usize>,
    /// Its first number that can be followed.
    pub first_link: Option<Response>,
    /// Whether one of its numbers has the keyboard.
    pub has_focus: bool,
}

/// Draws the formula, and returns the index of the part that was clicked.
pub fn formula_ui(ui: &mut Ui, parts: &[FormulaPart<'_>]) -> Option<usize> {
    formula_shown_ui(ui, parts).clicked
}

/// Draws the formula, and says what was done with it.
pub fn formula_shown_ui(ui: &mut Ui, parts: &[FormulaPart<'_>]) -> FormulaShown {
    let mut shown = FormulaShown::default();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
        ui.horizontal_wrapped(|ui| {
            let mut operator = None;
            for (index, part) in parts.iter().enumerate() {
                match part {
                    FormulaPart::Operator(sign) => operator = Some(*sign),
                    part => {
                        let response = part_ui(ui, operator.take(), part);
                        if response.clicked() {
                            shown.clicked = Some(index);
                        }
                        shown.has_focus |= response.has_focus();
                        let is_link = matches!(
                            part,
                            FormulaPart::Figure {
                                has_place: true,
                                ..
                            }
                        );
                        if is_link && shown.first_link.is_none() {
                            shown.first_link = Some(response);
                        }
                    }
                }
            }
            if let Some(sign) = operator {
                part_ui(ui, None, &FormulaPart::Words(sign));
            }
        });
    });
    shown
}

/// Draws an operator and what it applies to as one piece, which is not broken.
fn part_ui(ui: &mut Ui, operator: Option<&str>, part: &FormulaPart<'_>) -> Response {
    let theme = Theme::of(ui);
    let (caption, text, name, has_place) = match *part {
        FormulaPart::Figure {
            caption,
            text,
            name,
            has_place,
        } => (caption, text, name, has_place),
        FormulaPart::Words(text) | FormulaPart::Operator(text) => ("", text, text, false),
    };
    let font = fonts::regular(font_size::FIGURE);
    let layout = |text: &str, color| {
        ui.painter()
            .layout_no_wrap(text.to_owned(), font.clone(), color)
    };
    let sign = layout(operator.unwrap_or_default(), theme.text.secondary);
    let color = match part {
        FormulaPart::Figure { .. } => theme.text.primary,
        FormulaPart::Words(_) | FormulaPart::Operator(_) => theme.text.secondary,
    };
    let body = layout(text, color);
    let gap = if operator.is_some() { 6.0 } else { 0.0 };
    // What a number is may be cut, where it does not fit on a line; the number never is.
    let room = ui.max_rect().width() - sign.size().x - gap - body.size().x - 5.0;
    let font = fonts::regular(font_size::SMALL);
    let mut job = LayoutJob::simple_singleline(caption.to_owned(), font, theme.text.secondary);
    job.wrap = TextWrapping::truncate_at_width(room.max(40.0));
    let caption_text = caption;
    let caption = ui.painter().layout_job(job);
    let captioned = if caption_text.is_empty() { 0.0 } else { 5.0 } + caption.size().x;
    let width = sign.size().x + gap + captioned + body.size().x;
    let sense = if has_place {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(vec2(width, 24.0), sense);
    response.widget_info(|| {
        let role = if has_place { Role::Link } else { Role::Label };
        WidgetInfo::labeled(role, ui.is_enabled(), format!("{text} {name}").trim())
    });
    let painter = ui.painter();
    let left = rect.with_min_x(rect.left() + sign.size().x + gap);
    let at = Align2::LEFT_CENTER.align_size_within_rect(sign.size(), rect);
    painter.galley(at.min, sign, Color32::PLACEHOLDER);
    let at = Align2::LEFT_CENTER.align_size_within_rect(caption.size(), left);
    painter.galley(at.min, caption, Color32::PLACEHOLDER);
    let at = Align2::RIGHT_CENTER.align_size_within_rect(body.size(), rect);
    if has_place && (response.hovered() || response.has_focus()) {
        let ground = at.expand2(vec2(3.0, 1.0));
        painter.rect_filled(ground, RADIUS, theme.cell.operand);
    }
    painter.galley(at.min, body, Color32::PLACEHOLDER);
    if has_place {
        let line = Stroke::new(1.0, theme.line.strong);
        painter.hline(at.x_range(), at.bottom() - 1.0, line);
    }
    if name.is_empty() || name == text {
        return response;
    }
    let response = response.on_hover_text(name);
    if has_place {
        response.on_hover_cursor(CursorIcon::PointingHand)
    } else {
        response
    }
}
