//! The page itself: which of its blocks are in sight, and where.
//!
//! Only what is seen is set; how high the rest is, is guessed, and a wrong guess moves nothing that
//! is in sight (`heights`).

use std::collections::BTreeSet;

use eframe::egui::{Id, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::model::{Narrative, Place, Span};
use crate::session::FileView;
use crate::ui::layout::ShownUnit;

use super::edit::{Editor, Typed};
use super::flow::Kind;
use super::hover::spot_name;
use super::sentence::words_around;
use super::state::Reading;
use super::tables::{fold_ui, table_title};
use super::typeset::Measure;
use super::{Asked, map};

/// Space at either side of the words, for marks that hang there.
const MARGIN: f32 = 26.0;

/// The page with what it is drawn from.
pub(super) struct Page<'a> {
    pub(super) file: &'a FileView,
    pub(super) narrative: &'a Narrative,
    pub(super) lang: crate::model::Lang,
    pub(super) unit: ShownUnit,
    /// Operands of the selected finding.
    pub(super) lit: &'a BTreeSet<Place>,
    /// What the page is called by egui: it holds the keyboard for all of its numbers.
    pub(super) id: Id,
}

impl Page<'_> {
    /// Draws the page and its map; gives what was asked for.
    pub(super) fn show(&self, ui: &mut Ui, reading: &mut Reading) -> Vec<Asked> {
        let mut asked = Vec::new();
        let whole = ui.available_rect_before_wrap();
        let page = whole.with_max_x(whole.right() - map::WIDTH - 6.0);
        let room = page.width() - 2.0 * MARGIN - 12.0;
        let measure = Measure::fitting(room.max(120.0));
        reading.fit(ui.ctx(), measure);
        self.keyboard_ui(ui, reading, page);
        let view = page.height();
        if std::mem::take(&mut reading.is_chosen_anew) && reading.show_sought(view) {
            asked.push(Asked::Chosen);
        }
        self.bring_into_sight(ui, reading, view);
        let mut child = ui.new_child(UiBuilder::new().max_rect(page));
        self.scroll_ui(&mut child, reading, measure, &mut asked);
        let side = whole.with_min_x(whole.right() - map::WIDTH);
        let mut child = ui.new_child(UiBuilder::new().max_rect(side));
        if let Some(middle) = map::map_ui(&mut child, reading, self.lang, view) {
            let most = (reading.heights.total() - view).max(0.0);
            reading.offset = (middle - view / 2.0).clamp(0.0, most);
            reading.is_moved = true;
        }
        ui.advance_cursor_after_rect(whole);
        asked
    }

    /// The page as what has the keyboard: its name says on which number the cursor is.
    fn keyboard_ui(&self, ui: &Ui, reading: &mut Reading, page: Rect) {
        let response = ui.interact(page, self.id, Sense::click());
        response.widget_info(|| {
            let name = self.lang.pick("正文", "Text");
            let at = reading
                .at_cursor()
                .map(|index| spot_name(self, reading, index));
            let name = at.map_or_else(|| name.to_owned(), |at| format!("{name}: {at}"));
            WidgetInfo::labeled(Role::Document, true, name)
        });
        if std::mem::take(&mut reading.wants_focus) || response.clicked() {
            response.request_focus();
        }
        if response.has_focus() {
            let keys = eframe::egui::EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, keys));
        }
    }

    /// Scrolls to what was asked for, unless it is in sight.
    fn bring_into_sight(&self, ui: &Ui, reading: &mut Reading, view: f32) {
        let Some(span) = reading.go.take() else {
            return;
        };
        let Some(block) = reading.block_of(span.start) else {
            return;
        };
        if matches!(reading.blocks[block].kind, Kind::Table(_)) {
            reading.unfolded.insert(block, true);
        }
        let height = reading.height_of(ui.ctx(), self.narrative, block);
        reading.heights.set(block, height);
        reading.heights.settle();
        let set = reading.set(ui.ctx(), self.narrative, block);
        let rect = set.and_then(|set| {
            let range = set.shown.range(span)?;
            let rect = *set.rects(range).first()?;
            Some(rect.translate(set.origin))
        });
        let top = reading.heights.top(block) + rect.map_or(0.0, |rect| rect.top());
        let bottom = top + rect.map_or(24.0, |rect| rect.height());
        let margin = (view * 0.12).min(60.0);
        let is_seen = top >= reading.offset + margin && bottom <= reading.offset + view - margin;
        if !is_seen {
            reading.offset = (top - view * 0.35).max(0.0);
            reading.is_moved = true;
        }
    }

    fn scroll_ui(
        &self,
        ui: &mut Ui,
        reading: &mut Reading,
        measure: Measure,
        asked: &mut Vec<Asked>,
    ) {
        let view = ui.available_height();
        let ctx = ui.ctx().clone();
        let mut heights = std::mem::take(&mut reading.heights);
        let most = (heights.total() - view).max(0.0);
        let from = reading
            .offset
            .clamp(0.0, most.max(reading.offset.min(heights.total())));
        // The end is where it is once what stands before it is set.
        let is_end = reading.is_moved && from + 1.0 >= most;
        let mut from = from;
        let mut settled = (from, 0..0);
        for _ in 0..if is_end { 3 } else { 1 } {
            settled = heights.settle_view(from, view, |block| {
                reading.height_of(&ctx, self.narrative, block)
            });
            from = (heights.total() - view).max(0.0);
        }
        let (offset, seen) = settled;
        reading.heights = heights;
        let mut area = ScrollArea::vertical()
            .id_salt("page")
            .auto_shrink([false, false]);
        let is_moved = std::mem::take(&mut reading.is_moved);
        if is_moved || (offset - reading.offset).abs() > 0.01 {
            area = area.vertical_scroll_offset(offset);
        }
        let shown = area.show_viewport(ui, |ui, _| {
            let top = ui.max_rect().top();
            ui.set_height(reading.heights.total());
            let left = ui.max_rect().left();
            let slack = (ui.max_rect().width() - measure.width).max(0.0);
            let left = (left + slack / 2.0).round();
            for block in seen.clone() {
                let y = top + reading.heights.top(block);
                let size = vec2(measure.width, reading.heights.height(block));
                let rect = Rect::from_min_size(pos2(left, y), size);
                self.block_ui(ui, reading, block, rect, asked);
            }
            self.editor_ui(ui, reading, (left, top), asked);
        });
        reading.offset = shown.state.clamped_offset().y;
        reading.keep_near(seen);
    }

    fn block_ui(
        &self,
        ui: &Ui,
        reading: &mut Reading,
        index: usize,
        rect: Rect,
        asked: &mut Vec<Asked>,
    ) {
        let block = reading.blocks[index];
        match block.kind {
            Kind::Page(page) => self.page_end_ui(ui, rect, page, block.span),
            Kind::Unread(at) => self.unread_ui(ui, rect, at),
            Kind::Table(lines) => {
                let title = table_title(self, reading, index);
                fold_ui(ui, self, reading, (index, rect, lines), title, asked);
                if let Some(set) = reading.set(ui.ctx(), self.narrative, index) {
                    let height = rect.height() - set.height;
                    let below = rect.with_min_y(rect.top() + height);
                    self.words_ui(ui, reading, (index, &set), below, asked);
                }
            }
            Kind::Heading(_) | Kind::Title | Kind::Entry { .. } | Kind::Paragraph { .. } => {
                if let Some(set) = reading.set(ui.ctx(), self.narrative, index) {
                    self.words_ui(ui, reading, (index, &set), rect, asked);
                }
            }
        }
    }

    /// The field over the number that is being edited.
    fn editor_ui(
        &self,
        ui: &mut Ui,
        reading: &mut Reading,
        (left, top): (f32, f32),
        asked: &mut Vec<Asked>,
    ) {
        let Some(mut editor) = reading.editor.take() else {
            return;
        };
        let Some(rect) = self.rect_of(ui, reading, editor.span) else {
            return;
        };
        let em = fonts_size(reading, rect.1);
        let rect = rect.0.translate(vec2(left, top));
        match editor.show(ui, self.file, rect, em, self.lang) {
            Typed::Open => reading.editor = Some(editor),
            Typed::Left => reading.wants_focus = true,
            Typed::Done(request) => {
                reading.wants_focus = true;
                asked.extend(request.map(Asked::Do));
            }
        }
    }

    /// Where on the page a part of the text begins, and in which block.
    fn rect_of(&self, ui: &Ui, reading: &mut Reading, span: Span) -> Option<(Rect, usize)> {
        let block = reading.block_of(span.start)?;
        let set = reading.set(ui.ctx(), self.narrative, block)?;
        let rect = *set.rects(set.shown.range(span)?).first()?;
        let top = reading.heights.top(block) + reading.heights.height(block) - set.height;
        Some((rect.translate(set.origin + vec2(0.0, top)), block))
    }

    /// Begins to edit what the cursor is on.
    pub(super) fn edit(&self, reading: &mut Reading) {
        let Some(span) = reading.cursor else {
            return;
        };
        if let Some(place) = reading.cell() {
            // The part of the text that this cell alone was read from is what it replaces.
            let own = self.file.accounts.text_span(place).unwrap_or(span);
            reading.go = Some(own);
            reading.editor = Some(Editor::new(self.file, place, span));
        }
    }

    /// The words of the sentence that the cursor is in.
    pub(super) fn sentence(&self, span: Span) -> String {
        words_around(&self.file.accounts, self.narrative, span)
    }
}

fn fonts_size(reading: &Reading, block: usize) -> f32 {
    let set = reading.sets.get(&block);
    let section = set.and_then(|set| set.job.sections.first());
    section.map_or(16.0, |section| section.format.font_id.size)
}
