//! The page itself: the blocks that are in sight, with their marks, and what the pointer does there.
//!
//! Only what is seen is set; how high the rest is, is guessed, and a wrong guess moves nothing that
//! is in sight (`heights`).

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::text_selection::LabelSelectionState;
use eframe::egui::{
    Align2, Color32, CursorIcon, Id, Pos2, Rect, Response, Role, ScrollArea, Sense, Stroke, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::model::{Narrative, Place, Span};
use crate::session::FileView;
use crate::ui::fonts;
use crate::ui::layout::ShownUnit;
use crate::ui::theme::{RADIUS, Theme};

use super::edit::{Editor, Typed};
use super::flow::Kind;
use super::hover::{spot_name, spot_ui};
use super::paint::{Look, ground, hit, marks};
use super::sentence::words_around;
use super::state::Reading;
use super::tables::{fold_ui, table_title};
use super::typeset::{Measure, Set};
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
    fn keyboard_ui(&self, ui: &mut Ui, reading: &mut Reading, page: Rect) {
        let response = ui.interact(page, self.id, Sense::click());
        response.widget_info(|| {
            let name = self.lang.pick("正文", "Text");
            let at = reading
                .at_cursor()
                .map(|index| spot_name(self, reading, index));
            let name = at.map_or(name.to_owned(), |at| format!("{name}: {at}"));
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
        ui: &mut Ui,
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
            Kind::Heading(_) | Kind::Paragraph { .. } => {
                if let Some(set) = reading.set(ui.ctx(), self.narrative, index) {
                    self.words_ui(ui, reading, (index, &set), rect, asked);
                }
            }
        }
    }

    /// A block of words: the grounds of its numbers, the words, the marks.
    fn words_ui(
        &self,
        ui: &mut Ui,
        reading: &mut Reading,
        (index, set): (usize, &Arc<Set>),
        rect: Rect,
        asked: &mut Vec<Asked>,
    ) {
        let theme = Theme::of(ui);
        let at = rect.min + set.origin;
        let body = Rect::from_min_size(at, vec2(rect.width(), set.size().y));
        let sense = Sense::click_and_drag() - Sense::FOCUSABLE;
        let response = ui.interact(body, self.id.with(("block", index)), sense);
        response.widget_info(|| {
            let role = match reading.blocks[index].kind {
                Kind::Heading(_) => Role::Heading,
                _ => Role::Label,
            };
            WidgetInfo::labeled(role, true, &set.shown.text)
        });
        let pointed = response
            .hover_pos()
            .and_then(|at| spot_at(reading, set, body, at));
        let em = set
            .job
            .sections
            .first()
            .map_or(16.0, |s| s.format.font_id.size);
        let painter = ui.painter().clone();
        let span = reading.blocks[index].span;
        self.hits(reading, set, span, |rects, current| {
            hit(&painter, theme, &moved(rects, at), em, current);
        });
        let shown: Vec<_> = set
            .places
            .iter()
            .filter(|(spot, _)| self.is_marked(reading, *spot))
            .map(|(spot, rects)| (self.look(reading, *spot, pointed), moved(rects, at)))
            .collect();
        for (look, rects) in &shown {
            ground(&painter, theme, rects, em, look);
        }
        let galley = ui.fonts_mut(|fonts| fonts.layout_job((*set.job).clone()));
        let color = theme.text.primary;
        LabelSelectionState::label_text_selection(ui, &response, at, galley, color, Stroke::NONE);
        for (look, rects) in &shown {
            marks(&painter, theme, rects, em, look);
        }
        drop(shown);
        self.spots_for_readers(ui, reading, set, at);
        self.pointer_ui(ui, reading, set, (response, pointed), body, asked);
    }

    /// Each number of the block as something that can be pressed, for screen readers and tests.
    fn spots_for_readers(&self, ui: &Ui, reading: &Reading, set: &Set, at: Pos2) {
        for (spot, rects) in &set.places {
            let Some(rect) = rects.first().filter(|_| self.is_marked(reading, *spot)) else {
                continue;
            };
            let rect = rect.translate(at.to_vec2());
            // The words below take the pointer; this is told by name alone.
            let response = ui.interact(rect, self.id.with(("spot", *spot)), Sense::hover());
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Link, true, spot_name(self, reading, *spot))
            });
        }
    }

    fn is_marked(&self, reading: &Reading, spot: usize) -> bool {
        let of = &reading.spots.all()[spot];
        reading.spots.is_sought(spot, reading.sought)
            || reading.cursor == Some(of.span)
            || of.now.is_some()
            || of.cells.iter().any(|cell| self.lit.contains(cell))
            || !of.cells.is_empty() && reading.sought == super::Sought::All
    }

    fn look<'s>(&self, reading: &'s Reading, spot: usize, pointed: Option<usize>) -> Look<'s> {
        let of = &reading.spots.all()[spot];
        let is_sought =
            reading.spots.is_sought(spot, reading.sought) || reading.sought == super::Sought::All;
        Look {
            state: &of.state,
            level: reading.spots.level(spot).filter(|_| is_sought),
            changed: of.now.is_some(),
            operand: of.cells.iter().any(|cell| self.lit.contains(cell)),
            cursor: reading.cursor == Some(of.span) && reading.editor.is_none(),
            hovered: pointed == Some(spot) && !of.cells.is_empty(),
        }
    }

    /// What was found by searching in a part of the text.
    fn hits(&self, reading: &Reading, set: &Set, span: Span, mut each: impl FnMut(&[Rect], bool)) {
        let hits = reading.search.hits();
        let first = hits.partition_point(|hit| hit.end <= span.start);
        let current = reading.search.current();
        for found in hits[first..].iter().take_while(|hit| hit.start < span.end) {
            if let Some(range) = set.shown.range(*found) {
                each(&set.rects(range), current == Some(*found));
            }
        }
    }

    fn pointer_ui(
        &self,
        ui: &Ui,
        reading: &mut Reading,
        set: &Set,
        (response, pointed): (Response, Option<usize>),
        body: Rect,
        asked: &mut Vec<Asked>,
    ) {
        let clicked = response
            .interact_pointer_pos()
            .filter(|_| response.clicked() || response.secondary_clicked());
        if let Some(at) = clicked {
            reading.wants_focus = true;
            let spot = spot_at(reading, set, body, at);
            if let Some(spot) = spot {
                reading.cursor = Some(reading.spots.all()[spot].span);
                asked.push(Asked::Chosen);
            } else if response.secondary_clicked() {
                let byte = set.byte_at(at - body.min.to_vec2());
                let byte = byte.and_then(|byte| set.shown.source(byte));
                reading.pointed = byte.map(|start| Span { start, end: start });
            }
            if response.double_clicked() && spot.is_some() {
                asked.push(Asked::Edit);
            }
        }
        let response = match pointed {
            Some(spot) => {
                let response = response.on_hover_cursor(CursorIcon::PointingHand);
                response.on_hover_ui_at_pointer(|ui| spot_ui(ui, self, reading, spot))
            }
            None => response,
        };
        let span = reading
            .cursor
            .filter(|_| pointed.is_some())
            .or(reading.pointed);
        response.context_menu(|ui| {
            super::menu::menu_ui(ui, self, reading, span, asked);
        });
        _ = ui;
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

    /// The fine line where a page ends.
    fn page_end_ui(&self, ui: &Ui, rect: Rect, page: u32, folio: Span) {
        let theme = Theme::of(ui);
        let words = match self.lang {
            crate::model::Lang::Zh => format!("第 {page} 页"),
            crate::model::Lang::En => format!("page {page}"),
        };
        let response = ui.interact(rect, self.id.with(("page", page)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        let painter = ui.painter();
        let font = fonts::regular(11.5);
        let y = rect.center().y;
        let color = theme.text.faint;
        let right = pos2(rect.right(), y);
        let at = painter.text(right, Align2::RIGHT_CENTER, words, font.clone(), color);
        let printed = self.narrative.slice(folio).trim();
        let mut left = rect.left();
        if !printed.is_empty() {
            let from = pos2(left, y);
            let at = painter.text(from, Align2::LEFT_CENTER, printed, font, color);
            left = at.right() + 10.0;
        }
        painter.hline(left..=at.left() - 10.0, y, theme.hairline());
    }

    /// A page that could not be read, and why.
    fn unread_ui(&self, ui: &Ui, rect: Rect, index: usize) {
        let Some(unread) = self.narrative.unread.get(index) else {
            return;
        };
        let theme = Theme::of(ui);
        let (page, why) = (unread.page, unread.why.get(self.lang));
        let words = match self.lang {
            crate::model::Lang::Zh => format!("第 {page} 页没有读入：{why}"),
            crate::model::Lang::En => format!("page {page} was not read: {why}"),
        };
        let response = ui.interact(rect, self.id.with(("unread", index)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        let frame = rect.shrink2(vec2(0.0, 4.0));
        let painter = ui.painter_at(frame);
        painter.rect_filled(frame, RADIUS, theme.warning.soft);
        let font = fonts::regular(13.0);
        let galley = painter.layout_no_wrap(words.clone(), font, theme.text.primary);
        let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), frame.shrink(10.0));
        painter.galley(at.min, galley, Color32::PLACEHOLDER);
        response.on_hover_text(words);
    }
}

fn fonts_size(reading: &Reading, block: usize) -> f32 {
    let set = reading.sets.get(&block);
    let section = set.and_then(|set| set.job.sections.first());
    section.map_or(16.0, |section| section.format.font_id.size)
}

fn moved(rects: &[Rect], by: Pos2) -> Vec<Rect> {
    rects
        .iter()
        .map(|rect| rect.translate(by.to_vec2()))
        .collect()
}

/// The smallest spot at a place of the window.
fn spot_at(reading: &Reading, set: &Set, body: Rect, at: Pos2) -> Option<usize> {
    let at = at - body.min.to_vec2();
    let holds = |rects: &[Rect]| rects.iter().any(|rect| rect.contains(at));
    let under = set.places.iter().filter(|(_, rects)| holds(rects));
    let length = |spot: usize| reading.spots.all()[spot].span.range().len();
    under
        .map(|(spot, _)| *spot)
        .min_by_key(|spot| length(*spot))
}
