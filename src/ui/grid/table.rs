//! Draws the visible part of a grid through `egui_table` and notes what the pointer did there.
//!
//! Nothing is changed while drawing: what was seen is handed back in [`Seen`], and acted upon afterwards.

use crate::model::Lang;
use crate::ui::fonts;
use crate::ui::grid::geometry::Geometry;
use crate::ui::grid::head::{Head, Slot};
use crate::ui::grid::menu;
use crate::ui::grid::paint;
use crate::ui::grid::source::{CellAlign, CellPos, CellRange, CellView, Fold, Source};
use crate::ui::grid::state::{Drag, GridState, last_cell};
use crate::ui::grid::widths::{self, NARROWEST};
use crate::ui::theme::{ROW_HEIGHT, Theme, font_size};
use crate::ui::widgets::paint_mark;
use eframe::egui::{Align2, CursorIcon, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2};
use egui_table::{CellInfo, HeaderCellInfo, PrefetchInfo, TableDelegate};
use std::collections::BTreeMap;
use std::ops::Range;

/// What a frame showed and what the pointer did in it.
pub(super) struct Seen {
    pub(super) geometry: Geometry,
    pub(super) rows: Range<usize>,
    pub(super) cols: Range<usize>,
    /// What the primary button was pressed on.
    pub(super) pressed: Option<Target>,
    /// Whether a press on the grid ended, after which egui takes the keyboard away from all other widgets.
    pub(super) released: bool,
    /// What the secondary button was pressed on.
    pub(super) menu: Option<CellPos>,
    pub(super) double_clicked: Option<CellPos>,
    /// The cell whose triangle was clicked.
    pub(super) folded: Option<CellPos>,
    /// What was chosen from the menu of a cell.
    pub(super) chosen: Option<menu::Choice>,
    /// New widths of columns: dragged or fitted by hand.
    pub(super) widths: Vec<(usize, f32)>,
    /// The widths that the figures in view need.
    pub(super) needed: BTreeMap<usize, f32>,
}

/// What a press of the pointer selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) range: CellRange,
    pub(super) drag: Drag,
}

/// The pointer in this frame, asked for once instead of for every cell.
#[derive(Clone, Copy)]
struct PointerNow {
    pressed: bool,
    secondary_pressed: bool,
}

/// One frame of the table.
pub(super) struct Table<'a> {
    lang: Lang,
    source: &'a dyn Source,
    state: &'a GridState,
    theme: &'static Theme,
    id: Id,
    head: &'a Head<'a>,
    selection: CellRange,
    pointer: PointerNow,
    /// The visible part of the region being drawn.
    region: Rect,
    pub(super) seen: Seen,
}

impl<'a> Table<'a> {
    pub(super) fn new(
        lang: Lang,
        ui: &Ui,
        source: &'a dyn Source,
        state: &'a GridState,
        id: Id,
        head: &'a Head<'a>,
    ) -> Self {
        let pointer = ui.input(|input| PointerNow {
            pressed: input.pointer.primary_pressed(),
            secondary_pressed: input.pointer.secondary_pressed(),
        });
        Self {
            lang,
            source,
            state,
            theme: Theme::of(ui),
            id,
            head,
            selection: state.selection(),
            pointer,
            region: Rect::NOTHING,
            seen: Seen {
                geometry: Geometry::new(source.sticky_columns()),
                rows: 0..0,
                cols: 0..0,
                pressed: None,
                released: false,
                menu: None,
                double_clicked: None,
                folded: None,
                chosen: None,
                widths: Vec::new(),
                needed: BTreeMap::new(),
            },
        }
    }

    fn whole_rows(&self, rows: Range<usize>) -> CellRange {
        let last_col = last_cell(self.source).col;
        CellRange::spanning(
            CellPos::new(rows.start, 0),
            CellPos::new(rows.end.saturating_sub(1), last_col),
        )
    }

    fn whole_cols(&self, cols: Range<usize>) -> CellRange {
        let last_row = last_cell(self.source).row;
        CellRange::spanning(
            CellPos::new(0, cols.start),
            CellPos::new(last_row, cols.end.saturating_sub(1)),
        )
    }

    /// Notes a press on something that selects cells.
    fn note_press(&mut self, response: &Response, target: Target) {
        // A click that is pressed and released within one frame leaves no button down.
        if self.pointer.pressed && (response.is_pointer_button_down_on() || response.clicked()) {
            self.seen.pressed = Some(target);
        }
        self.seen.released |=
            response.clicked() || response.drag_stopped() || response.secondary_clicked();
        if self.pointer.secondary_pressed && response.contains_pointer() {
            self.seen.menu = Some(target.range.first);
            if !self.selection.contains(target.range.first) {
                self.seen.pressed = Some(target);
            }
        }
    }

    fn body_cell_ui(&mut self, ui: &Ui, at: CellPos) {
        let rect = ui.max_rect();
        self.seen.geometry.note(at, rect, self.region);
        let view = self.source.cell(at.row, at.col);
        let kind = self.source.row_kind(at.row);
        let painted = paint::cell(ui.painter(), self.theme, rect, &view, kind);
        if self.selection.contains(at) && !self.selection.is_single() && at != self.state.cursor {
            let veil = self.theme.cell.selected;
            ui.painter().rect_filled(rect, 0.0, veil);
        }
        if view.align == CellAlign::End {
            // A figure that is cut would look like another figure, so its column is made wide enough.
            let needed = self.seen.needed.entry(at.col).or_insert(0.0);
            *needed = needed.max(painted.needed);
        }

        let sense = Sense::CLICK | Sense::DRAG;
        let response = ui.interact(rect, self.id.with((at.row, at.col)), sense);
        response.widget_info(|| WidgetInfo::labeled(Role::GridCell, true, self.label(at, &view)));
        let range = CellRange::spanning(at, at);
        let drag = Drag::Cells;
        self.note_press(&response, Target { range, drag });
        let on_triangle = view
            .fold
            .is_some_and(|fold| self.triangle_ui(ui, at, &view, fold));
        if response.double_clicked() && !on_triangle {
            self.seen.double_clicked = Some(at);
        }
        self.menu_ui(&response, at);
        self.tooltip_ui(response, at, &view, painted.is_cut);
    }

    /// The triangle before the text, whose clicks fold the row's parts away or show them. Whether the pointer is on it.
    fn triangle_ui(&mut self, ui: &Ui, at: CellPos, view: &CellView<'_>, fold: Fold) -> bool {
        let place = paint::triangle_place(ui.max_rect(), view);
        let response = ui.interact(place, self.id.with(("fold", at.row)), Sense::CLICK);
        let color = if response.hovered() {
            self.theme.accent
        } else {
            self.theme.text.secondary
        };
        paint::triangle(ui.painter(), place.center(), fold, color);
        response.widget_info(|| {
            let name = self.source.cell_row_name(at.row, at.col);
            let verb = match fold {
                Fold::Open => self.lang.pick("折叠", "Fold"),
                Fold::Closed => self.lang.pick("展开", "Unfold"),
            };
            WidgetInfo::labeled(Role::Button, true, format!("{verb} {name}"))
        });
        if response.clicked() {
            self.seen.folded = Some(at);
        }
        self.seen.released |= response.clicked();
        response.contains_pointer()
    }

    /// What a screen reader says of the cell, and what a test finds it by.
    fn label(&self, at: CellPos, view: &CellView<'_>) -> String {
        let row = self.source.cell_row_name(at.row, at.col);
        let col = self.source.column_name(at.col);
        let mark = view.mark.map_or("", |level| level.name(self.lang));
        let words = [row.as_ref(), col.as_ref(), view.text.as_ref(), mark];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join(" ")
    }

    fn menu_ui(&mut self, response: &Response, at: CellPos) {
        if self.state.menu_at == Some(at) || response.secondary_clicked() {
            let choice = menu::menu_ui(self.lang, response, self.source, self.selection, at);
            self.seen.chosen = self.seen.chosen.take().or(choice);
        }
    }

    fn tooltip_ui(&self, response: Response, at: CellPos, view: &CellView<'_>, cut: bool) {
        if self.state.drag.is_some() || self.state.edit.as_ref().is_some_and(|e| e.at == at) {
            return;
        }
        if view.has_tooltip {
            response.on_hover_ui(|ui| self.source.tooltip_ui(ui, at.row, at.col));
        } else if cut && response.hovered() {
            response.on_hover_text(view.text.as_ref());
        }
    }

    fn row_number_ui(&mut self, ui: &Ui, row: usize) {
        let rect = ui.max_rect();
        let is_selected = self.selection.has_row(row);
        let (ground, color) = if is_selected {
            (self.theme.surface.selected, self.theme.text.primary)
        } else {
            (self.theme.surface.base, self.theme.text.faint)
        };
        let painter = ui.painter();
        painter.rect_filled(rect, 0.0, ground);
        let hairline = self.theme.hairline();
        painter.hline(rect.x_range(), rect.bottom() - 0.5, hairline);
        painter.vline(
            rect.right() - 0.5,
            rect.y_range(),
            (1.0, self.theme.line.edge),
        );
        painter.text(
            pos2(rect.right() - 6.0, rect.center().y),
            Align2::RIGHT_CENTER,
            self.source.row_number(row),
            fonts::regular(font_size::SMALL - 1.0),
            color,
        );
        if let Some(level) = self.source.row_mark(row) {
            let center = pos2(rect.left() + 9.0, rect.center().y);
            paint_mark(painter, self.theme, center, 7.0, level);
        }
        let sense = Sense::CLICK | Sense::DRAG;
        let response = ui.interact(rect, self.id.with(("row", row)), sense);
        let name = self.source.row_name(row);
        let number = self.source.row_number(row);
        response.widget_info(|| {
            let label = match self.lang {
                Lang::Zh => format!("第 {number} 行 {name}"),
                Lang::En => format!("Row {number} {name}"),
            };
            WidgetInfo::labeled(Role::RowHeader, true, label)
        });
        let range = self.whole_rows(row..row + 1);
        let drag = Drag::Rows;
        self.note_press(&response, Target { range, drag });
        self.menu_ui(&response, CellPos::new(row, 0));
    }

    fn heading_ui(&mut self, ui: &Ui, level: usize, slot: &Slot) {
        let range = self.whole_cols(slot.cols.clone());
        let is_selected = (slot.cols.start..slot.cols.end).all(|col| self.selection.has_col(col))
            && self.state.has_focus;
        self.head.paint(ui, level, slot, is_selected);
        let rect = ui.max_rect();
        let id = self.id.with(("head", level, slot.cols.start));
        let response = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
        let drag = Drag::Columns;
        self.note_press(&response, Target { range, drag });
        if !slot.is_last {
            return;
        }
        let heading = self.head.heading(slot);
        let title = heading.map_or("", |heading| heading.title.as_ref());
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, title));
        if let Some(hint) = heading.and_then(|heading| heading.hint.as_deref()) {
            response.on_hover_text(hint);
        }
        self.resize_ui(ui, level, slot.cols.end - 1);
    }

    /// The handle at the right of a heading: dragging changes the width, a double click fits it to the content.
    fn resize_ui(&mut self, ui: &Ui, level: usize, col: usize) {
        let rect = ui.max_rect();
        let handle = rect.with_min_x(rect.right() - 5.0);
        let id = self.id.with(("width", level, col));
        let response = ui.interact(handle, id, Sense::CLICK | Sense::DRAG);
        if response.double_clicked() {
            let width = widths::fitting(ui, self.source, col);
            self.seen.widths.push((col, width));
        } else if response.dragged() {
            let width = self.state.widths[col] + response.drag_delta().x;
            self.seen.widths.push((col, width.max(NARROWEST)));
        }
        if response.hovered() || response.dragged() {
            ui.set_cursor_icon(CursorIcon::ResizeColumn);
            let line = (2.0, self.theme.accent);
            ui.painter().vline(rect.right() - 1.0, rect.y_range(), line);
        }
    }

    fn corner_ui(&mut self, ui: &Ui, level: usize) {
        let rect = ui.max_rect();
        let painter = ui.painter();
        painter.rect_filled(rect, 0.0, self.theme.surface.sunken);
        let edge = (1.0, self.theme.line.edge);
        painter.vline(rect.right() - 0.5, rect.y_range(), edge);
        let is_last = level + 1 == self.head.slots.len();
        if is_last {
            painter.hline(rect.x_range(), rect.bottom() - 0.5, edge);
        }
        let id = self.id.with(("corner", level));
        let response = ui.interact(rect, id, Sense::CLICK | Sense::DRAG);
        if is_last {
            let label = self.lang.pick("全选", "Select all");
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
        }
        let range = self.whole_cols(0..self.source.columns());
        let drag = Drag::Columns;
        self.note_press(&response, Target { range, drag });
    }
}

impl TableDelegate for Table<'_> {
    fn prepare(&mut self, info: &PrefetchInfo) {
        let index = |row: u64| usize::try_from(row).unwrap_or(usize::MAX);
        self.seen.rows = index(info.visible_rows.start)..index(info.visible_rows.end);
        let cols = &info.visible_columns;
        self.seen.cols = cols.start.saturating_sub(1)..cols.end.saturating_sub(1);
    }

    fn header_cell_ui(&mut self, ui: &mut Ui, info: &HeaderCellInfo) {
        if info.col_range.start == 0 {
            self.corner_ui(ui, info.row_nr);
        } else {
            // The first group is the corner above the row numbers.
            let head = self.head;
            let slot = &head.slots[info.row_nr][info.group_index - 1];
            self.heading_ui(ui, info.row_nr, slot);
        }
    }

    fn row_ui(&mut self, ui: &mut Ui, row: u64) {
        self.region = ui.clip_rect();
        let Ok(row) = usize::try_from(row) else {
            return;
        };
        let kind = self.source.row_kind(row);
        paint::row_ground(ui.painter(), self.theme, ui.max_rect(), kind);
    }

    fn cell_ui(&mut self, ui: &mut Ui, info: &CellInfo) {
        let Ok(row) = usize::try_from(info.row_nr) else {
            return;
        };
        match info.col_nr.checked_sub(1) {
            None => self.row_number_ui(ui, row),
            Some(col) => self.body_cell_ui(ui, CellPos::new(row, col)),
        }
    }

    fn default_row_height(&self) -> f32 {
        ROW_HEIGHT
    }
}

/// The width of the column of row numbers.
pub(super) fn row_number_width(source: &dyn Source) -> f32 {
    let last = source.rows().saturating_sub(1);
    let digits = source.row_number(last).max(1).ilog10() + 1;
    let has_marks = 14.0;
    f32::from(u8::try_from(digits).unwrap_or(20)) * 7.0 + 12.0 + has_marks
}
