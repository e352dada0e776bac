//! Typing over a number or a word of the text, where it stands.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::text_edit::TextEditState;
use eframe::egui::{
    Align2, Area, Color32, EventFilter, Frame, Id, Key, Margin, Modifiers, Order, Rect, RichText,
    Stroke, StrokeKind, TextEdit, Ui, UiBuilder, accesskit, vec2,
};

use crate::model::{CellEdit, Lang, Place, Span, Text};
use crate::session::{Action, FileView};
use crate::ui::fonts;
use crate::ui::request::Request;
use crate::ui::theme::{RADIUS, Theme, font_size};

use super::paint::words;

/// What is being typed.
#[derive(Clone, Debug)]
pub(super) struct Editor {
    /// The part of the text.
    pub(super) span: Span,
    place: Place,
    text: String,
    before: String,
    /// Why what was typed is refused.
    refused: Option<Text>,
    is_new: bool,
}

/// What was typed cannot stand there, which is said at the field.
pub(crate) struct Refused;

/// What became of what is being typed.
pub(super) enum Typed {
    /// It goes on.
    Open,
    /// It is left as it was.
    Left,
    /// It is to stand there.
    Done(Option<Request>),
}

impl Editor {
    /// Begins with what the cell says now.
    pub(super) fn new(file: &FileView, place: Place, span: Span) -> Self {
        let before = file.accounts.printed(place);
        Self {
            span,
            place,
            text: before.clone(),
            before,
            refused: None,
            is_new: true,
        }
    }

    /// Takes in what is typed: the edit of every cell that was read from this part of the text.
    /// Nothing when it is as it was.
    pub(super) fn finish(&mut self, file: &FileView) -> Result<Option<Request>, Refused> {
        if self.text == self.before {
            return Ok(None);
        }
        let twins = file.accounts.printed_with(self.place);
        let places = std::iter::once(self.place).chain(twins);
        let edits: Vec<CellEdit> = places
            .map(|place| CellEdit::new(place, self.text.as_str()))
            .collect();
        for edit in &edits {
            if let Err(error) = edit.validate(&file.accounts) {
                self.refused = Some(error.text());
                return Err(Refused);
            }
        }
        let label = file.accounts.label(self.place);
        let title = Text::new(format!("修改 {}", label.zh), format!("edit {}", label.en));
        let file = file.id;
        Ok(Some(Request::Do(Action::Edit { file, title, edits })))
    }

    /// Draws the field over the part of the text.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        file: &FileView,
        rect: Rect,
        em: f32,
        lang: Lang,
    ) -> Typed {
        let id = Id::unique(("reading", "editor"));
        let font = fonts::regular(em);
        let measured =
            ui.painter()
                .layout_no_wrap(self.text.clone(), font.clone(), Color32::PLACEHOLDER);
        let own = words(rect, em).expand2(vec2(6.0, 3.0));
        let width = (measured.size().x + 24.0).max(own.width()).max(96.0);
        let room = ui.max_rect().right() - own.left();
        let left = own.left() - (width - room).max(0.0);
        let frame = Rect::from_min_size(
            eframe::egui::pos2(left, own.top()),
            vec2(width, own.height()),
        );
        let theme = Theme::of(ui);
        let color = if self.refused.is_some() {
            theme.error.mark
        } else {
            theme.cell.cursor
        };
        let painter = ui.painter();
        painter.rect_filled(frame, RADIUS, theme.surface.raised);
        let edge = Stroke::new(2.0, color);
        painter.rect_stroke(frame, RADIUS, edge, StrokeKind::Inside);
        let mut child = ui.new_child(UiBuilder::new().max_rect(frame.shrink2(vec2(6.0, 0.0))));
        let keys = EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        let field = TextEdit::singleline(&mut self.text)
            .id(id)
            .frame(Frame::NONE)
            .font(font)
            .desired_width(f32::INFINITY)
            .min_size(vec2(0.0, frame.height()))
            .align(Align2::LEFT_CENTER)
            .event_filter(keys)
            .return_key(None)
            .show(&mut child)
            .response
            .response;
        let label = file.accounts.label(self.place);
        let field =
            field.accessible_name(format!("{} {}", lang.pick("编辑", "Edit"), label.get(lang)));
        if std::mem::take(&mut self.is_new) {
            field.request_focus();
            // What is typed replaces the number, as in a table.
            let mut all = TextEditState::default();
            let end = CCursor::new(self.text.chars().count());
            let range = CCursorRange::two(CCursor::new(0), end);
            all.cursor.set_char_range(Some(range));
            all.store(ui.ctx(), id);
            ui.ctx().request_repaint();
            return Typed::Open;
        }
        if field.changed() {
            self.refused = None;
        }
        self.refusal_ui(ui, frame, lang);
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Escape) {
            return Typed::Left;
        }
        if pressed(Key::Enter) || pressed(Key::Tab) || field.clicked_elsewhere() {
            return self.finish(file).map_or(Typed::Open, Typed::Done);
        }
        Typed::Open
    }

    fn refusal_ui(&self, ui: &Ui, frame: Rect, lang: Lang) {
        let Some(reason) = &self.refused else {
            return;
        };
        let theme = Theme::of(ui);
        let shown = Area::new(Id::unique(("reading", "refusal")))
            .order(Order::Foreground)
            .fixed_pos(frame.left_bottom() + vec2(0.0, 3.0))
            .interactable(false)
            .show(ui.ctx(), |ui| {
                Frame::new()
                    .fill(theme.error.soft)
                    .stroke(Stroke::new(1.0, theme.error.mark))
                    .corner_radius(RADIUS)
                    .inner_margin(Margin::symmetric(8, 4))
                    .show(ui, |ui| {
                        ui.set_max_width(360.0);
                        let words = RichText::new(reason.get(lang)).color(theme.text.primary);
                        ui.label(words.size(font_size::SMALL + 0.5))
                    })
                    .inner
            });
        ui.ctx().accesskit_node_builder(shown.inner.id, |node| {
            node.set_live(accesskit::Live::Assertive);
        });
    }
}
