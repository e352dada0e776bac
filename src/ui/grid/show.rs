//! Hands the table to `egui_table`: the widths of columns, the head, and where to scroll.

use crate::model::Lang;
use crate::ui::grid::head::Head;
use crate::ui::grid::source::Source;
use crate::ui::grid::state::{GridState, Scroll};
use crate::ui::grid::table::{Seen, Table, row_number_width};
use crate::ui::grid::widths;
use crate::ui::theme::Theme;
use eframe::egui::{Align, Id, Stroke, Ui, style::ScrollAnimation};
use egui_table::{Column, HeaderRow, TableState};

/// Draws the visible part of the table.
pub(super) fn table_ui(
    lang: Lang,
    ui: &mut Ui,
    source: &dyn Source,
    state: &mut GridState,
    id: Id,
) -> Seen {
    if state.widths.len() != source.columns() {
        state.widths = (0..source.columns())
            .map(|col| widths::fitting(ui, source, col))
            .collect();
    }
    let scroll = state.scroll.take();
    let head = Head::new(ui, source, &state.widths);
    let numbers = row_number_width(source);
    let columns: Vec<Column> = std::iter::once(numbers)
        .chain(state.widths.iter().copied())
        .enumerate()
        .map(|(col, width)| {
            Column::new(width)
                .range(width..=width)
                .resizable(false)
                .id(id.with(("column", col)))
        })
        .collect();
    let headers: Vec<HeaderRow> = head
        .slots
        .iter()
        .zip(&head.heights)
        .map(|(slots, &height)| HeaderRow {
            height,
            groups: std::iter::once(0..1)
                .chain(slots.iter().map(|s| s.cols.start + 1..s.cols.end + 1))
                .collect(),
        })
        .collect();
    let mut table = egui_table::Table::new()
        .id_salt(id)
        .num_rows(source.rows() as u64)
        .num_sticky_cols(source.sticky_columns() + 1)
        .columns(columns)
        .headers(headers);
    if let Some(scroll) = scroll {
        table = scrolled(table, state, source, scroll);
        state.scroll = scroll
            .again
            .checked_sub(1)
            .map(|again| Scroll { again, ..scroll });
        ui.ctx().request_repaint();
    }
    paint_ground(ui, head.heights.iter().sum());
    let mut delegate = Table::new(lang, ui, source, state, id, &head);
    ui.scope(|ui| {
        let style = ui.style_mut();
        style.scroll_animation = ScrollAnimation::none();
        style.spacing.scroll.fade.strength = 0.0; // A faded figure looks like an implied one.
        style.visuals.widgets.noninteractive.bg_stroke = Stroke::NONE;
        // Widths are the grid's own; without a state egui_table would hide the first frame to measure the cells.
        let table_id = table.get_id(ui);
        if TableState::load(ui.ctx(), table_id).is_none() {
            TableState::default().store(ui.ctx(), table_id);
        }
        table.show(ui, &mut delegate);
        let corner = delegate.seen.geometry.scroll_corner();
        if corner.is_positive() {
            let ground = Theme::of(ui).surface.raised;
            ui.painter().rect_filled(corner, 0.0, ground);
        }
    });
    delegate.seen
}

/// Paints what lies behind the table, also where there are no columns: the head's band and the ground of the cells.
fn paint_ground(ui: &Ui, head: f32) {
    let theme = Theme::of(ui);
    let rect = ui.available_rect_before_wrap();
    let band = rect.with_max_y((rect.top() + head).min(rect.bottom()));
    let painter = ui.painter();
    painter.rect_filled(rect, 0.0, theme.surface.raised);
    painter.rect_filled(band, 0.0, theme.surface.sunken);
    let edge = (1.0, theme.line.edge);
    painter.hline(band.x_range(), band.bottom() - 0.5, edge);
}

fn scrolled(
    table: egui_table::Table,
    state: &GridState,
    source: &dyn Source,
    scroll: Scroll,
) -> egui_table::Table {
    let Scroll { to, centred, .. } = scroll;
    // The first and the last row in view may be cut.
    let rows = &state.visible_rows;
    let row_in_view = rows.start < to.row && to.row + 1 < rows.end;
    let cols = &state.visible_cols;
    let col_stays = to.col < source.sticky_columns();
    let col_in_view = col_stays || (cols.start < to.col && to.col + 1 < cols.end);
    let align = centred.then_some(Align::Center);
    let table = if row_in_view {
        table
    } else {
        table.scroll_to_row(to.row as u64, align)
    };
    if col_in_view {
        table
    } else {
        table.scroll_to_column(to.col + 1, align)
    }
}
