//! A block of words on the page: the grounds and lines of its numbers, its words, and what the
//! pointer does there.

use std::sync::Arc;

use eframe::egui::text_selection::LabelSelectionState;
use eframe::egui::{CursorIcon, Pos2, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::model::Span;
use crate::ui::theme::Theme;

use super::Asked;
use super::flow::Kind;
use super::hover::{spot_name, spot_ui};
use super::page::Page;
use super::paint::{Ground, Look, ground, hit, marks};
use super::spots::Sought;
use super::state::Reading;
use super::typeset::Set;

impl Page<'_> {
    /// A block of words: the grounds of its numbers, the words, the marks.
    pub(super) fn words_ui(
        &self,
        ui: &Ui,
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
                Kind::Heading(_) | Kind::Title => Role::Heading,
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
        hits(reading, set, span, |rects, current| {
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
        self.pointer_ui(reading, set, (response, pointed), body, asked);
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
            || !of.cells.is_empty() && reading.sought == Sought::All
    }

    fn look<'s>(&self, reading: &'s Reading, spot: usize, pointed: Option<usize>) -> Look<'s> {
        let of = &reading.spots.all()[spot];
        let is_sought =
            reading.spots.is_sought(spot, reading.sought) || reading.sought == Sought::All;
        Look {
            state: &of.state,
            level: reading.spots.level(spot).filter(|_| is_sought),
            changed: of.now.is_some(),
            cursor: reading.cursor == Some(of.span) && reading.editor.is_none(),
            ground: if of.cells.iter().any(|cell| self.lit.contains(cell)) {
                Some(Ground::Operand)
            } else {
                let is_pointed = pointed == Some(spot) && !of.cells.is_empty();
                is_pointed.then_some(Ground::Pointed)
            },
        }
    }

    fn pointer_ui(
        &self,
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
    }
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

/// What was found by searching in a part of the text.
fn hits(reading: &Reading, set: &Set, span: Span, mut each: impl FnMut(&[Rect], bool)) {
    let hits = reading.search.hits();
    let first = hits.partition_point(|hit| hit.end <= span.start);
    let current = reading.search.current();
    for found in hits[first..].iter().take_while(|hit| hit.start < span.end) {
        if let Some(range) = set.shown.range(*found) {
            each(&set.rects(range), current == Some(*found));
        }
    }
}
