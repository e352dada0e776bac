//! A chart as a table of words: for those who cannot see it, and for those who want to copy a number.

use eframe::egui::{Align, Layout, Link, RichText, Ui};
use egui_extras::{Column, TableBuilder};

use crate::chart::layout::text_width;
use crate::chart::{Chart, Row, alternative};
use crate::model::{Lang, Unit};
use crate::ui::theme::{ROW_HEIGHT, Theme, font_size, space};

use super::{PlotEvent, hit};

/// Draws the chart's rows with their values; gives where a click on a name leads.
pub(super) fn table_ui(lang: Lang, ui: &mut Ui, chart: &Chart, unit: Unit) -> Option<PlotEvent> {
    let (heads, lines) = alternative(chart, unit, lang);
    let rows: Vec<&Row> = chart.whole.iter().chain(&chart.rows).collect();
    if rows.is_empty() {
        return None;
    }
    let theme = Theme::of(ui);
    let widths = widths(&heads, &lines);
    let mut event = None;
    ui.add_space(space::S);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        let mut table = TableBuilder::new(ui)
            .id_salt("table")
            .striped(true)
            .vscroll(false)
            .auto_shrink([true, true])
            .cell_layout(Layout::right_to_left(Align::Center));
        for width in &widths {
            // Not clipped: figures end exactly at the edge, where a pixel of them would be lost.
            table = table.column(Column::initial(*width).at_least(*width).clip(false));
        }
        let table = table.header(ROW_HEIGHT, |mut header| {
            for (index, head) in heads.iter().enumerate() {
                header.col(|ui| {
                    let head = RichText::new(head)
                        .size(font_size::SMALL)
                        .color(theme.text.secondary);
                    in_column(ui, index, |ui| {
                        ui.label(head);
                    });
                });
            }
        });
        table.body(|body| {
            body.rows(ROW_HEIGHT, lines.len(), |mut row| {
                let line = row.index();
                for (index, words) in lines[line].iter().enumerate() {
                    row.col(|ui| {
                        let clicked = cell_ui(ui, rows[line], index, words);
                        event = event.or(clicked);
                    });
                }
            });
        });
    });
    event
}

/// Draws a cell; gives where a click on a name leads.
fn cell_ui(ui: &mut Ui, row: &Row, column: usize, words: &str) -> Option<PlotEvent> {
    let goes = hit::go(row).filter(|_| column == 0);
    let mut is_clicked = false;
    in_column(ui, column, |ui| {
        if goes.is_some() {
            is_clicked = ui.add(Link::new(words)).clicked();
        } else {
            ui.label(RichText::new(words).size(font_size::FIGURE));
        }
    });
    goes.filter(|_| is_clicked)
}

/// Names begin at the left, figures end at the right.
fn in_column(ui: &mut Ui, column: usize, add: impl FnOnce(&mut Ui)) {
    if column == 0 {
        ui.with_layout(Layout::left_to_right(Align::Center), add);
    } else {
        add(ui);
    }
}

fn widths(heads: &[String], lines: &[Vec<String>]) -> Vec<f32> {
    let wide = |words: &String| text_width(words, font_size::BODY) + 6.0;
    heads
        .iter()
        .enumerate()
        .map(|(column, head)| {
            let cells = lines.iter().filter_map(|line| line.get(column));
            cells.map(wide).fold(wide(head), f32::max)
        })
        .collect()
}
