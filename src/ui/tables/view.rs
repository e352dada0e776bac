//! A table in the middle of the window: its title, its grid, and what the grid was asked for.

use std::collections::BTreeSet;
use std::ops::Range;

use eframe::egui::{Key, Label, RichText, TextWrapMode, Ui};

use crate::model::{CellEdit, Place, RowEdit, TableRef, Text};
use crate::session::{Action, FileView};
use crate::ui::grid::{CellRange, GridEvent, Source as _, grid_ui};
use crate::ui::layout::Layout;
use crate::ui::reading::text_cells;
use crate::ui::request::Request;
use crate::ui::theme::{Theme, font_size, space};
use crate::ui::widgets::segments_ui;

use super::fold::Depth;
use super::form::Column;
use super::look::has_form;
use super::source::TableSource;
use super::strip::strip_ui;

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
    let laid = layout.laid(file, table);
    let mut state = layout.take_grid(file.id, id);
    layout.look(file.id, id).follow(table, &laid, &mut state);
    let lit = lit_cells(file, layout);
    let source = TableSource::new(file, table, &laid, (lang, layout.unit()), &lit);
    title_ui(ui, &source, layout);
    layout.find.show(ui, lang, &source, &mut state);
    let at = state.cursor();
    let mut requests = Vec::new();
    if let Some(place) = source.place(at.row, at.col) {
        let takes_focus = std::mem::take(&mut layout.focus_relations);
        let shown = strip_ui(ui, file, place, layout, takes_focus);
        requests.extend(shown.requests);
        // By now egui has taken the keyboard from what had it when Esc was pressed.
        let had_focus = std::mem::replace(&mut layout.relations_focused, shown.has_focus);
        if had_focus && !shown.has_focus && ui.input(|input| input.key_pressed(Key::Escape)) {
            state.request_focus();
        }
    }
    let events = grid_ui(lang, ui, &source, &mut state);
    for event in events {
        if let GridEvent::Fold(at) = event {
            if let Some((row, _)) = laid.arrangement.at(at.row, at.col) {
                layout.look(file.id, id).toggle(table, row);
            }
        } else {
            requests.extend(event_requests(file, &source, event, &state));
        }
    }
    let at = state.cursor();
    let place = source.place(at.row, at.col);
    layout.look(file.id, id).note(&laid, place);
    layout.put_grid(file.id, id, state);
    requests
}

fn title_ui(ui: &mut Ui, source: &TableSource<'_>, layout: &mut Layout) {
    let lang = layout.lang();
    let table = source.table;
    let spec = table.spec();
    let theme = Theme::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(space::XS);
        ui.heading(official_title(source.file, table.id).get(lang));
        let mut about = Vec::new();
        about.extend(spec.id.clone());
        if table.id.period != crate::model::Period::Final {
            about.push(table.id.period.text().get(lang).to_owned());
        }
        about.push(format!(
            "{}{}",
            lang.pick("单位：", "Unit: "),
            table.unit.text().get(lang)
        ));
        if let Some(of) = &table.source {
            about.push(format!("{}{}", lang.pick("工作表：", "Sheet: "), of.sheet));
        }
        if spec.inferred {
            about.push(lang.pick("表样为推定", "layout inferred").to_owned());
        }
        let text = RichText::new(about.join(" · ")).size(font_size::SMALL);
        // Where it does not fit beside the title it goes below it as a whole.
        let text = Label::new(text.color(theme.text.secondary));
        ui.add(text.wrap_mode(TextWrapMode::Extend));
        shape_ui(ui, source, layout);
    });
    ui.add_space(space::XS);
}

/// What can be chosen about the layout: the form or its rows one below the other; how deep it is unfolded.
fn shape_ui(ui: &mut Ui, source: &TableSource<'_>, layout: &mut Layout) {
    let lang = layout.lang();
    if has_form(source.table) {
        ui.add_space(space::S);
        let ways = [
            (false, lang.pick("表样", "Form")),
            (true, lang.pick("逐行", "Lines")),
        ];
        let name = lang.pick("表样或逐行", "Form or lines");
        segments_ui(ui, name, &mut layout.preferences.lines, &ways);
    }
    if source.laid.has_parts {
        ui.add_space(space::S);
        let theme = Theme::of(ui);
        let words = lang.pick("展开到", "Unfold to");
        ui.label(
            RichText::new(words)
                .size(font_size::SMALL)
                .color(theme.text.secondary),
        );
        let look = layout.look(source.file.id, source.table.id);
        let mut depth = look.depth();
        let depths = [
            (Some(Depth::Class), lang.pick("类", "Class")),
            (Some(Depth::Subclass), lang.pick("款", "Subclass")),
            (Some(Depth::Item), lang.pick("项", "Item")),
        ];
        if segments_ui(ui, words, &mut depth, &depths)
            && let Some(depth) = depth
        {
            look.unfold_to(source.table, depth);
        }
    }
}

/// The title of a table as the edition prints it.
pub(crate) fn official_title(file: &FileView, table: TableRef) -> &'static Text {
    match file.accounts.edition {
        Some(edition) => edition.title_of(table.table),
        None => &table.table.spec().title,
    }
}

/// Operands of the selected finding.
pub(crate) fn lit_cells(file: &FileView, layout: &Layout) -> BTreeSet<Place> {
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
            let Some(place) = source.place(at.row, at.col) else {
                return Vec::new();
            };
            let label = file.accounts.label(place);
            edit(
                Text::new(format!("修改 {}", label.zh), format!("edit {}", label.en)),
                vec![source.edit(place, &text)],
            )
        }
        GridEvent::Fill(cells) => {
            let edits = cells.iter().filter_map(|(at, text)| {
                let place = source.place(at.row, at.col)?;
                // A cell that already says so keeps its bytes.
                (source.copy_text(at.row, at.col) != *text).then(|| source.edit(place, text))
            });
            edit(
                Text::new("填入科目", "fill in code and name"),
                edits.collect(),
            )
        }
        GridEvent::Paste { at, rows } => paste(file, source, at.row, at.col, &rows),
        GridEvent::Clear(range) => edit(
            Text::new("清除单元格", "clear cells"),
            cleared(source, range),
        ),
        GridEvent::InsertRows { at, count } => insert_rows(source, at, count),
        GridEvent::DeleteRows(rows) => delete_rows(source, rows),
        GridEvent::Undo => vec![Request::Do(Action::Undo(file.id))],
        GridEvent::Redo => vec![Request::Do(Action::Redo(file.id))],
        GridEvent::SelectionChanged(range) if range.is_single() => {
            let at = state.cursor();
            let place = source.place(at.row, at.col);
            let marked = place.and_then(|place| file.review.mark(place));
            marked
                .map(|(index, _)| file.review.findings[index].fingerprint.clone())
                .map(|fingerprint| Request::Mark(file.id, fingerprint))
                .into_iter()
                .collect()
        }
        GridEvent::MenuChosen { at, item } => {
            let place = source.place(at.row, at.col);
            let sentences = place.map(|place| text_cells(file, place));
            let chosen = sentences.and_then(|cells| cells.get(item).copied());
            chosen
                .map(|cell| Request::Reveal(file.id, cell))
                .into_iter()
                .collect()
        }
        GridEvent::SelectionChanged(_) | GridEvent::Copied(_) | GridEvent::Fold(_) => Vec::new(),
    }
}

/// Empty rows before a shown row.
pub(crate) fn insert_rows(source: &TableSource<'_>, at: usize, count: usize) -> Vec<Request> {
    let table = source.table;
    let before = source.laid.arrangement.rows_of(at).next();
    let row = RowEdit::Insert {
        table: table.id,
        at: before.unwrap_or(table.rows.len()),
    };
    rows_request(
        source.file,
        Text::new("插入行", "insert rows"),
        vec![row; count],
    )
}

/// Shown rows taken out; none of them has rows folded away behind it.
pub(crate) fn delete_rows(source: &TableSource<'_>, rows: Range<usize>) -> Vec<Request> {
    let Some(first) = source.laid.arrangement.rows_of(rows.start).next() else {
        return Vec::new();
    };
    // Each removal moves the next row to the same index.
    let row = RowEdit::Remove {
        table: source.table.id,
        at: first,
    };
    rows_request(
        source.file,
        Text::new("删除行", "delete rows"),
        vec![row; rows.len()],
    )
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
            let held = place.filter(|place| !source.file.accounts.printed(*place).is_empty());
            edits.extend(held.map(|place| CellEdit::new(place, "")));
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
    let height = source.rows();
    let missing = (row + block.len()).saturating_sub(height);
    let mut cells = Vec::new();
    for (down, line) in block.iter().enumerate() {
        for (right, text) in line.iter().enumerate() {
            let (row, col) = (row + down, col + right);
            if col >= source.columns() {
                continue;
            }
            let column = source.column(col);
            let place = if row < height {
                source.place(row, col)
            } else {
                let new = source.table.rows.len() + row - height;
                Some(source.table.place(new, column.index()))
            };
            let Some(place) = place else {
                continue;
            };
            // A cell that already says so keeps its bytes.
            let unchanged = row < height && source.copy_text(row, col) == *text;
            let head = !matches!(column, Column::Cell(_));
            let skipped = head && text.is_empty();
            if !(unchanged || skipped) {
                cells.push(source.edit(place, text));
            }
        }
    }
    if missing == 0 && cells.is_empty() {
        return Vec::new();
    }
    let rows = vec![
        RowEdit::Insert {
            table: source.table.id,
            at: source.table.rows.len()
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
