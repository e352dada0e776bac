//! A table of the accounts as the grid asks for it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::export::place_text;
use crate::model::{
    Cell, CellEdit, ColumnKind, Lang, Place, Reference, RowKind as ModelRowKind, RowKindSpec,
    Table, TableSpec, terms_for,
};
use crate::rules::Level;
use crate::session::FileView;
use crate::ui::grid::{CellAlign, CellStyle, CellView, HeaderCell, HeaderLevel, RowKind, Source};
use crate::ui::layout::ShownUnit;

use super::amount::{head_unit, shown_amount, with_shown_unit};
use super::tooltip;

/// A column of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// The rows' codes.
    Code,
    /// The rows' names.
    Name,
    /// A column of the catalogue.
    Cell(u16),
}

/// A table as it is shown.
pub(crate) struct TableSource<'a> {
    /// The file that it belongs to.
    pub file: &'a FileView,
    /// The table.
    pub table: &'a Table,
    /// What is shown, left to right.
    pub columns: Vec<Column>,
    lang: Lang,
    unit: ShownUnit,
    lit: &'a BTreeSet<Place>,
}

impl<'a> TableSource<'a> {
    /// A table of a file; `lit` are the operands of what is being looked at.
    pub(crate) fn new(
        file: &'a FileView,
        table: &'a Table,
        lang: Lang,
        unit: ShownUnit,
        lit: &'a BTreeSet<Place>,
    ) -> Self {
        Self {
            file,
            table,
            columns: visible_columns(table),
            lang,
            unit,
            lit,
        }
    }

    fn spec(&self) -> &'static TableSpec {
        self.table.spec()
    }

    /// The place of a cell of the window.
    pub(crate) fn place(&self, row: usize, col: usize) -> Place {
        let column = match self.columns[col] {
            Column::Code => Place::CODE,
            Column::Name => Place::NAME,
            Column::Cell(column) => column,
        };
        self.table.place(row, column)
    }

    /// The column of the window that shows a place.
    pub(crate) fn column_of(&self, place: Place) -> Option<usize> {
        self.columns.iter().position(|column| match column {
            Column::Code => place.column == Place::CODE,
            Column::Name => place.column == Place::NAME,
            Column::Cell(column) => place.column == *column,
        })
    }

    /// The edit that a typed text asks for.
    pub(crate) fn edit(&self, row: usize, col: usize, text: &str) -> CellEdit {
        let place = self.place(row, col);
        let text = match self.columns[col] {
            Column::Cell(column)
                if self.spec().columns[usize::from(column)].kind == ColumnKind::Money =>
            {
                let home = self
                    .file
                    .accounts
                    .cell(place)
                    .number()
                    .map_or_else(|| self.table.default_unit(place), |printed| printed.unit);
                with_shown_unit(text, home, self.unit)
            }
            _ => text.to_owned(),
        };
        CellEdit { place, text }
    }

    fn number_cell(&self, place: Place, cell: &Cell, kind: ColumnKind) -> CellView<'a> {
        let home = self.table.default_unit(place);
        let mut view = match cell {
            Cell::Number(printed) => {
                let decimals = self.table.decimals(place.column, printed.unit);
                let mut text = match kind {
                    ColumnKind::Percent => format!("{}%", printed.value),
                    _ => shown_amount(printed, decimals, home, self.unit),
                };
                if kind == ColumnKind::Number && !home.is_money() && printed.unit == home {
                    text = format!("{text} {}", home.text().get(self.lang));
                }
                CellView::figure(text)
            }
            Cell::Blank => CellView::figure("—"),
            Cell::Absent => CellView::figure(""),
            Cell::Words(words) => CellView::figure(words.to_string()),
            Cell::Unreadable(unreadable) => {
                let mut view = CellView::figure(unreadable.raw.clone());
                view.style = CellStyle::Unreadable;
                view
            }
        };
        let zero = cell.number().is_some_and(|printed| printed.value.is_zero());
        if zero || matches!(cell, Cell::Blank) {
            view.style = CellStyle::Muted;
        }
        view
    }

    fn is_total(&self, row: usize) -> bool {
        self.table.rows[row].kind == ModelRowKind::Total
    }
}

/// Code where there are codes, name, and every column that the form has: in free tables only those
/// that hold something, since most of theirs concern a few rows.
fn visible_columns(table: &Table) -> Vec<Column> {
    let spec = table.spec();
    let coded = table.is_coded()
        || matches!(
            spec.row_kind,
            RowKindSpec::Functional | RowKindSpec::Economic
        );
    let named = table.is_named() || spec.column("id").is_none();
    let mut columns = Vec::new();
    columns.extend(coded.then_some(Column::Code));
    columns.extend(named.then_some(Column::Name));
    let free = spec.row_kind == RowKindSpec::Free;
    let shown = (0..spec.columns.len()).filter(|index| !free || table.holds(*index));
    columns.extend(
        shown
            .filter_map(|index| u16::try_from(index).ok())
            .map(Column::Cell),
    );
    // What a statement is about stays in view beside its number.
    let heads = heads(table);
    columns.sort_by_key(|column| match column {
        Column::Cell(column) => heads
            .iter()
            .position(|head| head == column)
            .unwrap_or(heads.len()),
        Column::Code | Column::Name => 0,
    });
    columns
}

/// Columns that say what a row is, where rows have neither name nor code: of statements their id
/// and their subject.
fn heads(table: &Table) -> Vec<u16> {
    let spec = table.spec();
    ["id", "subject"]
        .iter()
        .filter_map(|key| spec.column(key))
        .collect()
}

/// A reference to a cell as a reader knows it: the table's number, the row, the column. Other words
/// stay as they are, and so does what is edited and copied.
fn readable(words: &str, lang: Lang) -> Cow<'_, str> {
    let Some(reference) = words
        .contains('[')
        .then(|| Reference::parse(words).ok())
        .flatten()
    else {
        return Cow::Borrowed(words);
    };
    let text = place_text(&reference.text());
    let spec = reference.table.spec();
    match (text.get(lang).strip_prefix(spec.title.get(lang)), &spec.id) {
        (Some(rest), Some(id)) => Cow::Owned(format!("{id}{rest}")),
        _ => Cow::Owned(text.get(lang).to_owned()),
    }
}

impl Source for TableSource<'_> {
    fn name(&self) -> Cow<'_, str> {
        self.spec().title.get(self.lang).into()
    }

    fn rows(&self) -> usize {
        self.table.rows.len()
    }

    fn columns(&self) -> usize {
        self.columns.len()
    }

    fn sticky_columns(&self) -> usize {
        let heads = heads(self.table);
        let is_head = |column: &&Column| match column {
            Column::Cell(column) => heads.contains(column),
            Column::Code | Column::Name => true,
        };
        let count = self.columns.iter().take_while(is_head).count();
        count.max(usize::from(self.columns.len() > 1))
    }

    fn header(&self) -> Vec<HeaderLevel<'_>> {
        let spec = self.spec();
        let groups = self.columns.iter().any(|column| match column {
            Column::Cell(column) => spec.columns[usize::from(*column)].group.is_some(),
            _ => false,
        });
        let mut top: HeaderLevel<'_> = Vec::new();
        let mut below: HeaderLevel<'_> = Vec::new();
        let mut open: Option<(usize, &str)> = None;
        for (index, column) in self.columns.iter().enumerate() {
            let group = match column {
                Column::Cell(column) => spec.columns[usize::from(*column)].group.as_ref(),
                _ => None,
            };
            let mut head = self.head(index);
            if let Some(title) = group.map(|group| group.get(self.lang)) {
                match (top.last_mut(), open) {
                    (Some(last), Some((_, known))) if known == title => {
                        last.columns.end = index + 1;
                    }
                    _ => top.push(HeaderCell::new(index..index + 1, title)),
                }
                open = Some((index, title));
                below.push(head);
            } else {
                open = None;
                if groups {
                    head = head.levels(2);
                }
                top.push(head);
            }
        }
        if groups { vec![top, below] } else { vec![top] }
    }

    fn row_name(&self, row: usize) -> Cow<'_, str> {
        let row = &self.table.rows[row];
        if row.name.is_empty() {
            let id = self.spec().column("id").map(usize::from);
            let id = id.and_then(|id| row.cells.get(id)).and_then(Cell::words);
            return id.unwrap_or(&row.code).into();
        }
        (&*row.name).into()
    }

    fn column_name(&self, col: usize) -> Cow<'_, str> {
        match self.columns[col] {
            Column::Code => self.lang.pick("科目编码", "Code").into(),
            Column::Name => self.lang.pick("项目", "Item").into(),
            Column::Cell(column) => self.spec().columns[usize::from(column)]
                .title
                .get(self.lang)
                .into(),
        }
    }

    fn row_kind(&self, row: usize) -> RowKind {
        if self.is_total(row) {
            RowKind::Total
        } else {
            RowKind::Item
        }
    }

    fn row_mark(&self, row: usize) -> Option<Level> {
        self.file.review.row_mark(self.table.place(row, 0))
    }

    fn cell(&self, row: usize, col: usize) -> CellView<'_> {
        let place = self.place(row, col);
        let data = &self.table.rows[row];
        let mut view = match self.columns[col] {
            Column::Code => CellView::words(&*data.code),
            Column::Name => {
                let mut view = CellView::words(data.label(self.spec()).get(self.lang).to_owned());
                view.indent = match data.kind {
                    ModelRowKind::Subclass => 1,
                    ModelRowKind::Item => 2,
                    _ => 0,
                };
                view
            }
            Column::Cell(column) => {
                let kind = self.spec().columns[usize::from(column)].kind;
                let cell = &data.cells[usize::from(column)];
                match (kind, cell) {
                    (ColumnKind::Text, Cell::Words(words)) => {
                        CellView::words(readable(words, self.lang))
                    }
                    (ColumnKind::Text, Cell::Absent | Cell::Blank) => CellView::words(""),
                    _ => self.number_cell(place, cell, kind),
                }
            }
        };
        if self.is_total(row) && view.style == CellStyle::Normal {
            view.style = CellStyle::Total;
        }
        view.mark = self.file.review.mark(place).map(|(_, level)| level);
        view.changed = self.file.changed.contains(&place);
        view.operand = self.lit.contains(&place);
        view.has_tooltip = view.mark.is_some()
            || view.style == CellStyle::Unreadable
            || self.file.review.relations_of(place).next().is_some();
        view
    }

    fn is_blank(&self, row: usize, col: usize) -> bool {
        let data = &self.table.rows[row];
        match self.columns[col] {
            Column::Code => data.code.is_empty(),
            Column::Name => data.name.is_empty(),
            Column::Cell(column) => !data.cells[usize::from(column)].is_present(),
        }
    }

    fn tooltip_ui(&self, ui: &mut eframe::egui::Ui, row: usize, col: usize) {
        tooltip::cell_ui(ui, self.file, self.place(row, col), self.lang);
    }

    fn locked(&self, _row: usize, _col: usize) -> Option<String> {
        None
    }

    fn edit_text(&self, row: usize, col: usize) -> String {
        let place = self.place(row, col);
        let text = self.file.accounts.printed(place);
        let printed = self.file.accounts.cell(place).number();
        match printed {
            // What is edited is what the file prints; its unit is written out when the window
            // shows another one.
            Some(printed) if printed.unit.is_money() && !printed.own_unit => {
                match self.unit.unit() {
                    Some(unit) if unit != printed.unit => {
                        format!("{text}{}", printed.unit.printed())
                    }
                    _ => text,
                }
            }
            _ => text,
        }
    }

    fn validate(&self, row: usize, col: usize, text: &str) -> Result<(), String> {
        self.edit(row, col, text)
            .validate(&self.file.accounts)
            .map_err(|error| error.text().get(self.lang).to_owned())
    }

    fn copy_text(&self, row: usize, col: usize) -> String {
        match self.columns[col] {
            Column::Code => self.table.rows[row].code.to_string(),
            Column::Name => self.table.rows[row].name.to_string(),
            Column::Cell(_) => self.file.accounts.printed(self.place(row, col)),
        }
    }

    fn can_insert_rows(&self, _at: usize) -> bool {
        true
    }

    fn can_delete_rows(&self, _rows: std::ops::Range<usize>) -> bool {
        true
    }
}

impl TableSource<'_> {
    fn head(&self, col: usize) -> HeaderCell<'_> {
        let title = self.column_name(col);
        let Column::Cell(column) = self.columns[col] else {
            return HeaderCell::new(col..col + 1, title).align(CellAlign::Start);
        };
        let spec = &self.spec().columns[usize::from(column)];
        let hint = terms_for(&spec.title.zh).next().map(|term| {
            format!(
                "{}：{}",
                term.term.get(self.lang),
                term.definition.get(self.lang)
            )
        });
        let mut head = HeaderCell::new(col..col + 1, title);
        if spec.kind == ColumnKind::Text {
            head = head.align(CellAlign::Start);
        }
        if spec.kind == ColumnKind::Money {
            let home = if self.table.unit.is_money() {
                self.table.unit
            } else {
                crate::model::Unit::Yuan
            };
            head = head.unit(head_unit(home, self.unit).text().get(self.lang).to_owned());
        }
        match hint {
            Some(hint) => head.hint(hint),
            None => head,
        }
    }
}
