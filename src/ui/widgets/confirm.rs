//! A question that must be answered before anything else is done.

use crate::ui::fonts;
use crate::ui::theme::{Theme, font_size, space};
use crate::ui::widgets::primary_button_ui;
use eframe::egui::{Align, Context, Frame, Id, Layout, Margin, Modal, RichText, Ui};

/// A question with two or three answers.
#[derive(Clone, Copy, Debug)]
pub struct Confirm<'a> {
    /// The question in short.
    pub title: &'a str,
    /// What follows from each answer.
    pub text: &'a str,
    /// The button that Enter presses.
    pub confirm: &'a str,
    /// Another way, such as closing without saving.
    pub alternative: Option<&'a str>,
    /// The button that Esc presses: nothing is done.
    pub cancel: &'a str,
}

/// The answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Do it.
    Confirmed,
    /// Do it the other way.
    Alternative,
    /// Do nothing.
    Cancelled,
}

/// Shows the question above everything else until it is answered.
pub fn confirm_ui(ctx: &Context, question: &Confirm<'_>) -> Option<Answer> {
    let modal = Modal::new(Id::unique("gouji::confirm")).frame(dialog_frame(ctx));
    let modal = modal.show(ctx, |ui| {
        ui.set_width(380.0_f32.min(ui.ctx().content_rect().width() - space::XL));
        title_ui(ui, question.title);
        ui.label(RichText::new(question.text).color(Theme::of(ui).text.secondary));
        ui.add_space(space::L);
        buttons_ui(ui, question)
    });
    let cancelled = modal.should_close().then_some(Answer::Cancelled);
    modal.inner.or(cancelled)
}

/// The frame of dialogs.
pub fn dialog_frame(ctx: &Context) -> Frame {
    let style = ctx.global_style();
    Frame::window(&style).inner_margin(Margin::same(20))
}

pub(super) fn title_ui(ui: &mut Ui, title: &str) {
    let theme = Theme::of(ui);
    let title = RichText::new(title).font(fonts::bold(font_size::TITLE));
    ui.label(title.color(theme.text.primary));
    ui.add_space(space::XS);
}

fn buttons_ui(ui: &mut Ui, question: &Confirm<'_>) -> Option<Answer> {
    let mut buttons = Vec::new();
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        buttons.push((primary_button_ui(ui, question.confirm), Answer::Confirmed));
        if let Some(alternative) = question.alternative {
            buttons.push((ui.button(alternative), Answer::Alternative));
        }
        buttons.push((ui.button(question.cancel), Answer::Cancelled));
    });
    // The keyboard belongs to the question, and first to its default answer, so that Enter gives that one.
    if let Some((default, _)) = buttons.first()
        && !buttons.iter().any(|(button, _)| button.has_focus())
    {
        default.request_focus();
    }
    buttons
        .into_iter()
        .find(|(button, _)| button.clicked())
        .map(|(_, answer)| answer)
}
