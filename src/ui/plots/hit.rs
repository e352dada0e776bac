//! Pointing at a row: it lights up, says everything about itself, and leads to its cell. Each row can be reached by Tab.

use eframe::egui::{
    Id, Rect, Response, RichText, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo,
};

use crate::chart::layout::{Hit, HitRow, Scene};
use crate::chart::{Chart, Row, hover};
use crate::model::{Lang, Unit};
use crate::ui::theme::{RADIUS, Theme, font_size};

use super::{PlotEvent, paint};

/// A scene on the screen, and what it shows.
pub(super) struct Pointed<'a> {
    pub(super) lang: Lang,
    pub(super) chart: &'a Chart,
    pub(super) unit: Unit,
    pub(super) scene: &'a Scene,
    pub(super) rect: Rect,
}

impl Pointed<'_> {
    /// Lets every row be pointed at; gives where a click leads.
    ///
    /// `whole` is the scene's own response.
    pub(super) fn hits_ui(&self, ui: &Ui, whole: &Response) -> Option<PlotEvent> {
        let mut event = None;
        let mut hovered = None;
        let mut responses = Vec::new();
        for (index, hit) in self.scene.hits.iter().enumerate() {
            let Some(row) = self.row(hit.row) else {
                continue;
            };
            let response = self.row_ui(ui, whole.id.with(index), hit, row);
            if response.hovered() || response.has_focus() {
                hovered = Some(hit.row);
            }
            if response.clicked() {
                event = go(row);
            }
            responses.push(response);
        }
        // Pieces of a ring have no rectangle of their own.
        let pointer = whole.hover_pos();
        let pointed = pointer.and_then(|at| self.scene.row_at((at - self.rect.min).into()));
        if let Some(row) = pointed.and_then(|at| self.row(at)) {
            hovered = hovered.or(pointed);
            if whole.clicked() {
                event = go(row);
            }
            whole
                .clone()
                .on_hover_ui_at_pointer(|ui| self.words_ui(ui, row));
        }
        if let Some(at) = hovered {
            self.light(ui, at);
        }
        event
    }

    fn row(&self, at: HitRow) -> Option<&Row> {
        match at {
            HitRow::Whole => self.chart.whole.as_ref(),
            HitRow::Row(index) => self.chart.rows.get(index),
        }
    }

    fn row_ui(&self, ui: &Ui, id: Id, hit: &Hit, row: &Row) -> Response {
        let area = paint::rect(&hit.area).translate(self.rect.min.to_vec2());
        let response = ui.interact(area, id, Sense::click());
        let enabled = ui.is_enabled();
        response.widget_info(|| {
            let words = hover(self.chart, row, self.unit, self.lang);
            WidgetInfo::labeled(Role::Button, enabled, words.join("\n"))
        });
        if response.has_focus() {
            let stroke = Stroke::new(1.0, Theme::of(ui).cell.cursor);
            let frame = area.expand(2.0);
            ui.painter()
                .rect_stroke(frame, RADIUS, stroke, StrokeKind::Inside);
        }
        response.on_hover_ui_at_pointer(|ui| self.words_ui(ui, row))
    }

    fn words_ui(&self, ui: &mut Ui, row: &Row) {
        let theme = Theme::of(ui);
        for (index, line) in hover(self.chart, row, self.unit, self.lang)
            .into_iter()
            .enumerate()
        {
            let line = RichText::new(line).size(font_size::FIGURE);
            ui.label(if index == 0 {
                line.color(theme.text.primary).strong()
            } else {
                line.color(theme.text.secondary)
            });
        }
    }

    /// Lights up a row; a ring's piece is outlined.
    fn light(&self, ui: &Ui, at: HitRow) {
        let theme = Theme::of(ui);
        let origin = self.rect.min.to_vec2();
        for hit in self.scene.hits.iter().filter(|hit| hit.row == at) {
            let area = paint::rect(&hit.area).translate(origin);
            let area = area.expand2([6.0, 0.0].into());
            ui.painter().rect_filled(area, RADIUS, theme.cell.selected);
        }
        let arcs = self.scene.arcs.iter();
        for arc in arcs.filter(|arc| {
            self.scene
                .hits
                .get(arc.row)
                .is_some_and(|hit| hit.row == at)
        }) {
            let outline = arc
                .outline()
                .into_iter()
                .map(|at| eframe::egui::Pos2::from(at) + origin);
            let stroke = Stroke::new(2.0, theme.text.primary);
            ui.painter()
                .add(Shape::closed_line(outline.collect(), stroke));
        }
    }
}

/// Where a click on this row leads.
pub(super) fn go(row: &Row) -> Option<PlotEvent> {
    Some(PlotEvent::Go {
        spot: row.spot()?,
        finding: row.mark.map(|mark| mark.finding),
    })
}
