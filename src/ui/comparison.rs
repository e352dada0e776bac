//! Years or departments side by side: a table's rows with a column for each file, and the changes
//! from one year to the next.

use std::borrow::Cow;

use eframe::egui::{RichText, ScrollArea, Ui};

use crate::compare::{Axis, ComparedTable, Comparison, Sheet, Tone};
use crate::model::{Accounts, Lang, RowKind as ModelRowKind, TableId, Unit};
use crate::session::Snapshot;

use super::grid::{
    CellAlign, CellStyle, CellView, GridEvent, HeaderCell, HeaderLevel, RowKind, Source, grid_ui,
};
use super::layout::{Compared, Layout, ShownUnit};
use super::request::Request;
use super::theme::{Theme, font_size, space};
use super::widgets::{empty_ui, segments_ui};

/// Draws the comparison of all open files.
pub(super) fn comparison_ui(ui: &mut Ui, snapshot: &Snapshot, layout: &mut Layout) -> Vec<Request> {
    let lang = layout.lang();
    let accounts: Vec<&Accounts> = snapshot.files.iter().map(|file| &*file.accounts).collect();
    let versions: Vec<_> = snapshot
        .files
        .iter()
        .map(|file| (file.id, file.version))
        .collect();
    if accounts.len() < 2 {
        empty_ui(
            ui,
            lang.pick("至少打开两个文件", "Open at least two files"),
            lang.pick(
                "同一部门的几个年度，或同一年度的几个部门。",
                "Several years of one department, or several departments of one year.",
            ),
            None,
        );
        return Vec::new();
    }
    let mut compared = std::mem::take(&mut layout.compared);
    if compared.of != versions {
        compared.comparison = Some(Comparison::new(&accounts));
        compared.of = versions;
    }
    let mut requests = Vec::new();
    if let Some(comparison) = compared.comparison.take() {
        requests = shown_ui(ui, snapshot, layout, &mut compared, &comparison);
        compared.comparison = Some(comparison);
    }
    layout.compared = compared;
    requests
}

fn shown_ui(
    ui: &mut Ui,
    snapshot: &Snapshot,
    layout: &Layout,
    compared: &mut Compared,
    comparison: &Comparison,
) -> Vec<Request> {
    let lang = layout.lang();
    ui.heading(match comparison.axis {
        Axis::Years => lang.pick("年度对比", "Years side by side"),
        Axis::Departments => lang.pick("部门对比", "Departments side by side"),
        Axis::Mixed => lang.pick("对比", "Side by side"),
    });
    table_choice_ui(ui, comparison, compared, lang);
    let Some(table) = compared.table.and_then(|table| comparison.table(table)) else {
        return Vec::new();
    };
    column_choice_ui(ui, table, compared, lang);
    let unit = match layout.unit() {
        ShownUnit::WanYuan => Unit::WanYuan,
        ShownUnit::AsPrinted | ShownUnit::Yuan => Unit::Yuan,
    };
    let column = compared.column.unwrap_or_else(|| table.main_column());
    let sheet = comparison.sheet(table, column, unit);
    suggestions_ui(ui, table, lang);
    let source = SheetSource {
        sheet: &sheet,
        table,
        lang,
    };
    let events = grid_ui(lang, ui, &source, &mut compared.grid);
    let moved = events
        .iter()
        .any(|event| matches!(event, GridEvent::SelectionChanged(_)));
    if !moved
        || !ui.input(|input| {
            input
                .pointer
                .button_double_clicked(eframe::egui::PointerButton::Primary)
        })
    {
        return Vec::new();
    }
    let at = compared.grid.cursor();
    let cell = at
        .col
        .checked_sub(2)
        .and_then(|col| sheet.rows.get(at.row)?.cells.get(col));
    let spot = cell.and_then(|cell| cell.spot);
    spot.and_then(|spot| Some((snapshot.files.get(spot.accounts)?.id, spot.place)))
        .map(|(file, place)| Request::Reveal(file, place))
        .into_iter()
        .collect()
}

fn table_choice_ui(ui: &mut Ui, comparison: &Comparison, compared: &mut Compared, lang: Lang) {
    // What is the same everywhere is not what somebody comes to see.
    let first = || {
        let mut tables = comparison.tables.iter();
        let differing = tables.clone().find(|table| table.differs());
        differing.or(tables.next()).map(|table| table.table)
    };
    let known = |table: &TableId| comparison.table(*table).is_some();
    let mut chosen = compared.table.filter(known).or_else(first);
    ui.horizontal(|ui| {
        let title =
            chosen.map_or_else(String::new, |table| table.spec().title.get(lang).to_owned());
        let shown = eframe::egui::ComboBox::from_id_salt("compared table")
            .width(320.0)
            .height(480.0)
            .selected_text(title)
            .show_ui(ui, |ui| {
                for table in &comparison.tables {
                    let title = table.table.spec().title.get(lang);
                    ui.selectable_value(&mut chosen, Some(table.table), title);
                }
            });
        shown
            .response
            .accessible_name(lang.pick("对比的表", "Table compared"));
    });
    if chosen != compared.table {
        compared.table = chosen;
        compared.column = None;
        compared.grid.refit_columns();
    }
}

fn column_choice_ui(ui: &mut Ui, table: &ComparedTable, compared: &mut Compared, lang: Lang) {
    let columns: Vec<u16> = table.figure_columns().collect();
    if columns.len() < 2 {
        return;
    }
    let spec = table.table.spec();
    let titles: Vec<(u16, &str)> = columns
        .iter()
        .filter_map(|column| {
            Some((
                *column,
                spec.columns.get(usize::from(*column))?.title.get(lang),
            ))
        })
        .collect();
    let mut column = compared.column.unwrap_or_else(|| table.main_column());
    ScrollArea::horizontal().show(ui, |ui| {
        if segments_ui(
            ui,
            lang.pick("比较的列", "Column compared"),
            &mut column,
            &titles,
        ) {
            compared.column = Some(column);
            compared.grid.refit_columns();
        }
    });
    ui.add_space(space::XS);
}

/// Rows that may be one and the same, said and left to the reader.
fn suggestions_ui(ui: &mut Ui, table: &ComparedTable, lang: Lang) {
    let theme = Theme::of(ui);
    for suggestion in &table.suggestions {
        let (first, second) = (
            &table.rows[suggestion.first],
            &table.rows[suggestion.second],
        );
        let text = match lang {
            Lang::Zh => format!(
                "“{}{}”与“{}{}”可能是同一科目（更名或调整）",
                first.code, first.name.zh, second.code, second.name.zh
            ),
            Lang::En => format!(
                "“{} {}” and “{} {}” may be one item, renamed or moved",
                first.code, first.name.en, second.code, second.name.en
            ),
        };
        ui.label(
            RichText::new(text)
                .size(font_size::SMALL)
                .color(theme.text.secondary),
        );
    }
}

/// A compared table as the grid asks for it: code and name, then a column for each head.
struct SheetSource<'a> {
    sheet: &'a Sheet,
    table: &'a ComparedTable,
    lang: Lang,
}

impl<'a> Source for SheetSource<'a> {
    fn name(&self) -> Cow<'_, str> {
        self.lang.pick("对比", "Comparison").into()
    }

    fn rows(&self) -> usize {
        self.sheet.rows.len()
    }

    fn columns(&self) -> usize {
        self.sheet.heads.len() + 2
    }

    fn sticky_columns(&self) -> usize {
        2
    }

    fn header(&self) -> Vec<HeaderLevel<'_>> {
        let head = |at: usize, title: &'static str| {
            HeaderCell::new(at..at + 1, title)
                .align(CellAlign::Start)
                .levels(2)
        };
        let mut top = vec![
            head(0, self.lang.pick("编码", "Code")),
            head(1, self.lang.pick("项目", "Item")),
        ];
        let mut below = Vec::new();
        let values = self.table.given.len();
        for (index, head) in self.sheet.heads.iter().enumerate() {
            let title = head.title.get(self.lang);
            let unit = head.unit.get(self.lang);
            let at = index + 2;
            let with_unit = |cell: HeaderCell<'a>| {
                if unit.is_empty() {
                    cell
                } else {
                    cell.unit(unit)
                }
            };
            // Behind the values stand changes, two for each step: its name above, what below.
            match title.rsplit_once(' ').filter(|_| index >= values) {
                Some((step, what)) => {
                    if (index - values).is_multiple_of(2) {
                        top.push(HeaderCell::new(at..at + 2, step));
                    }
                    below.push(with_unit(HeaderCell::new(at..at + 1, what)));
                }
                None => top.push(with_unit(HeaderCell::new(at..at + 1, title)).levels(2)),
            }
        }
        vec![top, below]
    }

    fn row_name(&self, row: usize) -> Cow<'_, str> {
        self.sheet.rows[row].name.get(self.lang).into()
    }

    fn column_name(&self, col: usize) -> Cow<'_, str> {
        match col {
            0 => self.lang.pick("编码", "Code").into(),
            1 => self.lang.pick("项目", "Item").into(),
            col => self.sheet.heads[col - 2].title.get(self.lang).into(),
        }
    }

    fn row_kind(&self, row: usize) -> RowKind {
        match self.table.rows.get(row).map(|row| row.kind) {
            Some(ModelRowKind::Total) => RowKind::Total,
            _ => RowKind::Item,
        }
    }

    fn cell(&self, row: usize, col: usize) -> CellView<'_> {
        let data = &self.sheet.rows[row];
        let mut view = match col {
            0 => CellView::words(data.code.as_str()),
            1 => {
                let mut view = CellView::words(data.name.get(self.lang));
                view.has_tooltip = data.note.is_some();
                view
            }
            col => {
                let cell = &data.cells[col - 2];
                let mut view = CellView::figure(cell.text.get(self.lang));
                if cell.tone == Tone::Words || cell.tone == Tone::Level {
                    view.style = CellStyle::Muted;
                }
                view
            }
        };
        if self.row_kind(row) == RowKind::Total && view.style == CellStyle::Normal {
            view.style = CellStyle::Total;
        }
        view
    }

    fn tooltip_ui(&self, ui: &mut Ui, row: usize, _col: usize) {
        if let Some(note) = &self.sheet.rows[row].note {
            ui.label(note.get(self.lang));
        }
    }

    fn locked(&self, _row: usize, _col: usize) -> Option<String> {
        let reason = self.lang.pick(
            "对比只供查看，双击到原表修改",
            "the comparison is only for looking at; double-click to go to the table",
        );
        Some(reason.to_owned())
    }

    fn validate(&self, row: usize, col: usize, _text: &str) -> Result<(), String> {
        self.locked(row, col).map_or(Ok(()), Err)
    }
}
