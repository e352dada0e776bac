//! A table in the middle of the window: its title, its grid, and what the grid was asked for.

use std::collections::BTreeSet;

use eframe::egui::{Frame, Margin, Panel, RichText, ScrollArea, Ui};

use crate::export::place_text;
use crate::model::{CellEdit, Lang, Place, RowEdit, TableRef, Text};
use crate::session::{Action, FileView};
use crate::ui::fonts;
use crate::ui::grid::{CellRange, GridEvent, Source as _, grid_ui};
use crate::ui::layout::Layout;
use crate::ui::relation::relation_line_ui;
use crate::ui::request::Request;
use crate::ui::theme::{Theme, font_size, space};

use super::source::{Column, TableSource};

/// Draws a table and turns what was asked of it into requests.
pub(crate) fn table_ui(
    ui: &mut Ui,
    file: &FileView,
    id: TableRef,
    layout: &mut Layout,
) -> Vec<Request> {
    let Some(table) = file.accounts.table(id) else {
        return Vec::new();
    };
    let lang = layout.lang();
    let mut state = layout.take_grid(file.id, id);
    let lit = lit_cells(file, layout);
    let source = TableSource::new(file, table, lang, layout.unit(), &lit);
    title_ui(ui, &source, layout);
    layout.find.show(ui, lang, &source, &mut state);
    let at = state.cursor();
    let place = (at.row < table.rows.len()).then(|| source.place(at.row, at.col));
    let mut requests = Vec::new();
    if let Some(place) = place {
        requests.extend(cell_panel_ui(ui, file, place, lang));
    }
    let events = grid_ui(lang, ui, &source, &mut state);
    for event in events {
        requests.extend(event_requests(file, &source, event, &state));
    }
    layout.put_grid(file.id, id, state);
    requests
}

/// Below the table: the cell under the cursor, and every relation in which it takes part, in
/// numbers that lead to their cells.
fn cell_panel_ui(ui: &mut Ui, file: &FileView, place: Place, lang: Lang) -> Vec<Request> {
    let theme = Theme::of(ui);
    let relations = file.review.relations_of(place).count();
    let mut requests = Vec::new();
    let frame = Frame::new()
        .fill(theme.surface.raised)
        .inner_margin(Margin::symmetric(4, 6));
    Panel::bottom("cell")
        .frame(frame)
        .resizable(true)
        .default_size(132.0)
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.label(
                    RichText::new(place_text(&file.accounts.label(place)).get(lang))
                        .font(fonts::bold(font_size::BODY)),
                );
                let printed = file.accounts.printed(place);
                if !printed.is_empty() {
                    ui.label(printed);
                }
                let count = match (relations, lang) {
                    (0, Lang::Zh) => "没有关系用到这个单元格".to_owned(),
                    (0, Lang::En) => "no relation uses this cell".to_owned(),
                    (n, Lang::Zh) => format!("{n} 项关系"),
                    (n, Lang::En) => format!("{n} relations"),
                };
                ui.label(
                    RichText::new(count)
                        .size(font_size::SMALL)
                        .color(theme.text.secondary),
                );
            });
            ScrollArea::vertical()
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    for decided in file.review.relations_of(place) {
                        let reached = relation_line_ui(ui, file, decided, lang);
                        requests.extend(reached.map(|place| Request::Reveal(file.id, place)));
                    }
                });
        });
    requests
}

fn title_ui(ui: &mut Ui, source: &TableSource<'_>, layout: &Layout) {
    let lang = layout.lang();
    let spec = source.table.spec();
    let theme = Theme::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(space::XS);
        ui.heading(spec.title.get(lang));
        let mut about = Vec::new();
        about.extend(spec.id.clone());
        if source.table.id.period != crate::model::Period::Final {
            about.push(source.table.id.period.text().get(lang).to_owned());
        }
        about.push(format!(
            "{}{}",
            lang.pick("单位：", "Unit: "),
            source.table.unit.text().get(lang)
        ));
        if spec.inferred {
            about.push(lang.pick("表样为推定", "layout inferred").to_owned());
        }
        let text = about.join(" · ");
        ui.label(
            RichText::new(text)
                .size(font_size::SMALL)
                .color(theme.text.secondary),
        );
    });
    ui.add_space(space::XS);
}

/// Operands of the selected finding.
fn lit_cells(file: &FileView, layout: &Layout) -> BTreeSet<Place> {
    let finding = layout
        .selected(file)
        .map(|index| &file.review.findings[index]);
    finding
        .into_iter()
        .flat_map(|finding| finding.shown.iter().skip(1).map(|shown| shown.place))
        .collect()
}

/// What a grid was asked for, as requests.
pub(crate) fn event_requests(
    file: &FileView,
    source: &TableSource<'_>,
    event: GridEvent,
    state: &crate::ui::grid::GridState,
) -> Vec<Request> {
    let id = source.table.id;
    let edit = |title: Text, edits: Vec<CellEdit>| {
        if edits.is_empty() {
            return Vec::new();
        }
        vec![Request::Do(Action::Edit {
            file: file.id,
            title,
            edits,
        })]
    };
    match event {
        GridEvent::Set { at, text } => {
            let cell = source.edit(at.row, at.col, &text);
            let label = file.accounts.label(cell.place);
            edit(
                Text::new(format!("修改 {}", label.zh), format!("edit {}", label.en)),
                vec![cell],
            )
        }
        GridEvent::Paste { at, rows } => paste(file, source, at.row, at.col, &rows),
        GridEvent::Clear(range) => edit(
            Text::new("清除单元格", "clear cells"),
            cleared(source, range),
        ),
        GridEvent::InsertRows { at, count } => rows_request(
            file,
            Text::new("插入行", "insert rows"),
            vec![RowEdit::Insert { table: id, at }; count],
        ),
        GridEvent::DeleteRows(rows) => rows_request(
            file,
            Text::new("删除行", "delete rows"),
            // Each removal moves the next row to the same index.
            rows.clone()
                .map(|_| RowEdit::Remove {
                    table: id,
                    at: rows.start,
                })
                .collect(),
        ),
        GridEvent::Undo => vec![Request::Do(Action::Undo(file.id))],
        GridEvent::Redo => vec![Request::Do(Action::Redo(file.id))],
        GridEvent::SelectionChanged(range) if range.is_single() => {
            let at = state.cursor();
            let place = source.place(at.row, at.col);
            let marked = file.review.mark(place);
            marked
                .map(|(index, _)| file.review.findings[index].fingerprint.clone())
                .map(|fingerprint| Request::Mark(file.id, fingerprint))
                .into_iter()
                .collect()
        }
        GridEvent::SelectionChanged(_) | GridEvent::Copied(_) | GridEvent::MenuChosen { .. } => {
            Vec::new()
        }
    }
}

fn rows_request(file: &FileView, title: Text, rows: Vec<RowEdit>) -> Vec<Request> {
    vec![Request::Do(Action::EditRows {
        file: file.id,
        title,
        rows,
        cells: Vec::new(),
    })]
}

/// Cells that hold something; names and codes are cleared too.
fn cleared(source: &TableSource<'_>, range: CellRange) -> Vec<CellEdit> {
    let mut edits = Vec::new();
    for row in range.rows() {
        for col in range.cols() {
            let place = source.place(row, col);
            if !source.file.accounts.printed(place).is_empty() {
                edits.push(CellEdit::new(place, ""));
            }
        }
    }
    edits
}

/// A block of texts from the clipboard. Rows that reach below the table are put in first, in the
/// same step.
fn paste(
    file: &FileView,
    source: &TableSource<'_>,
    row: usize,
    col: usize,
    block: &[Vec<String>],
) -> Vec<Request> {
    let height = source.table.rows.len();
    let missing = (row + block.len()).saturating_sub(height);
    let mut cells = Vec::new();
    for (down, line) in block.iter().enumerate() {
        for (right, text) in line.iter().enumerate() {
            let (row, col) = (row + down, col + right);
            if col >= source.columns.len() {
                continue;
            }
            // A cell that already says so keeps its bytes.
            let unchanged = row < height && source.copy_text(row, col) == *text;
            let head = !matches!(source.columns[col], Column::Cell(_));
            let skipped = head && text.is_empty();
            if !(unchanged || skipped) {
                cells.push(source.edit(row, col, text));
            }
        }
    }
    if missing == 0 && cells.is_empty() {
        return Vec::new();
    }
    let rows = vec![
        RowEdit::Insert {
            table: source.table.id,
            at: height
        };
        missing
    ];
    vec![Request::Do(Action::EditRows {
        file: file.id,
        title: Text::new("粘贴", "paste"),
        rows,
        cells,
    })]
}
