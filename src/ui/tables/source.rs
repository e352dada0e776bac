//! A table of the accounts as the grid asks for it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::export::place_text;
use crate::model::{
    Cell, CellEdit, ColumnKind, Lang, Place, Reference, Row, RowKind as ModelRowKind, Table,
    TableSpec, terms_for,
};
use crate::rules::Level;
use crate::session::FileView;
use crate::ui::grid::{
    CellAlign, CellStyle, CellView, Fold, HeaderCell, HeaderLevel, MenuItem, RowKind, Source,
    Suggestion,
};
use crate::ui::layout::ShownUnit;
use crate::ui::reading::text_cells;

use super::amount::{head_unit, shown_amount, with_shown_unit};
use super::fold::is_parent;
use super::form::{Column, Printed, Shape, heads};
use super::heads::{Heading, column_title};
use super::look::Laid;
use super::{suggest, tooltip};

/// Sentences of the text that the menu of a cell leads to.
const SENTENCES: usize = 8;

/// A table as it is shown.
pub(crate) struct TableSource<'a> {
    /// The file that it belongs to.
    pub file: &'a FileView,
    /// The table.
    pub table: &'a Table,
    /// Where its cells stand.
    pub laid: &'a Laid,
    lang: Lang,
    unit: ShownUnit,
    lit: &'a BTreeSet<Place>,
}

impl<'a> TableSource<'a> {
    /// A table of a file; `lit` are the operands of what is being looked at.
    pub(crate) fn new(
        file: &'a FileView,
        table: &'a Table,
        laid: &'a Laid,
        (lang, unit): (Lang, ShownUnit),
        lit: &'a BTreeSet<Place>,
    ) -> Self {
        Self {
            file,
            table,
            laid,
            lang,
            unit,
            lit,
        }
    }

    fn spec(&self) -> &'static TableSpec {
        self.table.spec()
    }

    /// The row and the column of the table that are shown there.
    fn at(&self, row: usize, col: usize) -> Option<(usize, Column)> {
        self.laid.arrangement.at(row, col)
    }

    /// The place of a cell of the window; `None` where the form is empty.
    pub(crate) fn place(&self, row: usize, col: usize) -> Option<Place> {
        let (row, column) = self.at(row, col)?;
        Some(self.table.place(row, column.index()))
    }

    /// The row of the table that is shown there.
    pub(crate) fn data_row(&self, row: usize, col: usize) -> Option<&'a Row> {
        self.table.rows.get(self.at(row, col)?.0)
    }

    /// The column of the table that is shown in a column of the window.
    pub(crate) fn column(&self, col: usize) -> Column {
        match self.laid.arrangement.columns().get(col) {
            Some(Printed::Of { column, .. }) => *column,
            Some(Printed::Single { column, .. }) => Column::Cell(*column),
            None => Column::Name,
        }
    }

    /// The edit that a typed text asks for.
    pub(crate) fn edit(&self, place: Place, text: &str) -> CellEdit {
        let spec = self.spec().columns.get(usize::from(place.column));
        let text = if spec.is_some_and(|column| column.kind == ColumnKind::Money) {
            let home = self
                .file
                .accounts
                .cell(place)
                .number()
                .map_or_else(|| self.table.default_unit(place), |printed| printed.unit);
            with_shown_unit(text, home, self.unit)
        } else {
            text.to_owned()
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
        self.laid.arrangement.rows()
    }

    fn columns(&self) -> usize {
        self.laid.arrangement.columns().len()
    }

    fn sticky_columns(&self) -> usize {
        // The names of one half say nothing beside the figures of the other.
        if !self.laid.arrangement.is_listed() {
            return 0;
        }
        let heads = heads(self.table);
        let is_head = |col: &usize| match self.column(*col) {
            Column::Cell(column) => heads.contains(&column),
            Column::Code | Column::Name => true,
        };
        let count = (0..self.columns()).take_while(is_head).count();
        count.max(usize::from(self.columns() > 1))
    }

    fn header(&self) -> Vec<HeaderLevel<'_>> {
        let levels = self.laid.headings.iter();
        levels
            .map(|level| level.iter().map(|heading| self.head(heading)).collect())
            .collect()
    }

    fn row_name(&self, row: usize) -> Cow<'_, str> {
        let first = self.laid.arrangement.rows_of(row).next();
        first.map_or(Cow::Borrowed(""), |row| self.name_of(&self.table.rows[row]))
    }

    fn cell_row_name(&self, row: usize, col: usize) -> Cow<'_, str> {
        self.data_row(row, col)
            .map_or(Cow::Borrowed(""), |row| self.name_of(row))
    }

    fn row_number(&self, row: usize) -> usize {
        let arrangement = &self.laid.arrangement;
        let of_file = arrangement
            .is_listed()
            .then(|| arrangement.rows_of(row).next());
        of_file.flatten().unwrap_or(row) + 1
    }

    fn column_name(&self, col: usize) -> Cow<'_, str> {
        column_title(self.table, self.column(col))
            .get(self.lang)
            .to_owned()
            .into()
    }

    fn row_kind(&self, row: usize) -> RowKind {
        let mut rows = self.laid.arrangement.rows_of(row).peekable();
        let one_line = self.laid.arrangement.shape == Shape::OneLine;
        if !one_line && rows.peek().is_some() && rows.all(|row| self.is_total(row)) {
            RowKind::Total
        } else {
            RowKind::Item
        }
    }

    fn row_mark(&self, row: usize) -> Option<Level> {
        let own = self.laid.arrangement.rows_of(row);
        let own = own.filter_map(|row| self.file.review.row_mark(self.table.place(row, 0)));
        own.chain(self.hidden_mark(row)).min()
    }

    fn cell(&self, row: usize, col: usize) -> CellView<'_> {
        let Some((data, column)) = self.at(row, col) else {
            return CellView::default();
        };
        let place = self.table.place(data, column.index());
        let mut view = self.cell_of(place, data, column);
        if self.is_total(data) && view.style == CellStyle::Normal {
            view.style = CellStyle::Total;
        }
        view.mark = self.file.review.mark(place).map(|(_, level)| level);
        if column == Column::Name && self.laid.arrangement.is_listed() {
            let folded = self.laid.folds.is_folded(&self.table.rows[data]);
            view.fold = match is_parent(self.table, data) {
                true if folded => Some(Fold::Closed),
                true => Some(Fold::Open),
                false => None,
            };
            // Where others have a triangle, rows without parts leave room for one.
            let is_coded = !self.table.rows[data].code.is_empty();
            if self.laid.has_parts && is_coded && view.fold.is_none() {
                view.indent += 1;
            }
            view.mark = view.mark.into_iter().chain(self.hidden_mark(row)).min();
        }
        view.changed = self.file.changed.contains(&place);
        view.operand = self.lit.contains(&place);
        view.has_tooltip = view.mark.is_some()
            || view.style == CellStyle::Unreadable
            || (matches!(column, Column::Cell(_)) && self.table.source.is_some())
            || self.file.review.relations_of(place).next().is_some();
        view
    }

    fn is_blank(&self, row: usize, col: usize) -> bool {
        let Some((data, column)) = self.at(row, col) else {
            return true;
        };
        let data = &self.table.rows[data];
        match column {
            Column::Code => data.code.is_empty(),
            Column::Name => data.name.is_empty(),
            Column::Cell(column) => !data.cells[usize::from(column)].is_present(),
        }
    }

    fn tooltip_ui(&self, ui: &mut eframe::egui::Ui, row: usize, col: usize) {
        let Some(place) = self.place(row, col) else {
            return;
        };
        tooltip::cell_ui(ui, self.file, place, (self.lang, self.unit));
        if place.column == Place::NAME {
            tooltip::hidden_ui(ui, self.hidden_findings(row), self.lang);
        }
    }

    fn locked(&self, row: usize, col: usize) -> Option<String> {
        let words = self
            .lang
            .pick("表样在这里没有单元格。", "The form has no cell here.");
        self.at(row, col).is_none().then(|| words.to_owned())
    }

    fn edit_text(&self, row: usize, col: usize) -> String {
        let Some(place) = self.place(row, col) else {
            return String::new();
        };
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
        let Some(place) = self.place(row, col) else {
            return self.locked(row, col).map_or(Ok(()), Err);
        };
        self.edit(place, text)
            .validate(&self.file.accounts)
            .map_err(|error| error.text().get(self.lang).to_owned())
    }

    fn suggestions(&self, row: usize, col: usize, text: &str) -> Vec<Suggestion> {
        let at = self.at(row, col);
        at.map_or_else(Vec::new, |at| {
            suggest::suggestions(self.table, &self.laid.arrangement, at, text, self.lang)
        })
    }

    fn copy_text(&self, row: usize, col: usize) -> String {
        let Some((data, column)) = self.at(row, col) else {
            return String::new();
        };
        let place = self.table.place(data, column.index());
        let data = &self.table.rows[data];
        match column {
            Column::Code => data.code.to_string(),
            Column::Name => data.name.to_string(),
            Column::Cell(_) => self.file.accounts.printed(place),
        }
    }

    fn can_insert_rows(&self, _at: usize) -> bool {
        self.laid.arrangement.is_listed()
    }

    fn can_delete_rows(&self, rows: std::ops::Range<usize>) -> bool {
        let arrangement = &self.laid.arrangement;
        let hides = |row| !arrangement.hidden_behind(row).is_empty();
        arrangement.is_listed() && !(self.laid.hides_rows() && rows.into_iter().any(hides))
    }

    fn menu(&self, row: usize, col: usize) -> Vec<MenuItem> {
        let (Some(place), Some(narrative)) = (self.place(row, col), &self.file.accounts.narrative)
        else {
            return Vec::new();
        };
        let sentences = text_cells(self.file, place).into_iter().take(SENTENCES);
        let spans = sentences.filter_map(|cell| self.file.accounts.text_near(cell));
        let items = spans.map(|span| MenuItem {
            label: format!(
                "{}{}",
                self.lang.pick("到正文：", "To the text: "),
                narrative.quote(span)
            ),
            keys: String::new(),
            enabled: true,
        });
        items.collect()
    }

    fn why_no_rows(&self) -> Option<String> {
        let words = if self.laid.arrangement.is_listed() {
            self.lang.pick(
                "所选行下有折叠的行，请先展开再删除。",
                "Rows are folded away below the selected ones; unfold them first.",
            )
        } else {
            self.lang.pick(
                "表样里不能增删行，请切换到“逐行”。",
                "Rows are put in and taken out line by line: switch to “Lines”.",
            )
        };
        Some(words.to_owned())
    }
}

impl TableSource<'_> {
    fn name_of<'r>(&self, row: &'r Row) -> Cow<'r, str> {
        if row.name.is_empty() {
            let id = self.spec().column("id").map(usize::from);
            let id = id.and_then(|id| row.cells.get(id)).and_then(Cell::words);
            return id.unwrap_or(&row.code).into();
        }
        match self.lang {
            Lang::Zh => (&*row.name).into(),
            Lang::En => row.label(self.spec()).en.into(),
        }
    }

    /// What a cell prints, without marks.
    fn cell_of(&self, place: Place, row: usize, column: Column) -> CellView<'_> {
        let data = &self.table.rows[row];
        match column {
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
                match (kind, &data.cells[usize::from(column)]) {
                    (ColumnKind::Text, Cell::Words(words)) => {
                        CellView::words(readable(words, self.lang))
                    }
                    (ColumnKind::Text, Cell::Absent | Cell::Blank) => CellView::words(""),
                    (_, cell) => self.number_cell(place, cell, kind),
                }
            }
        }
    }

    /// The most serious finding in the rows that are folded away behind a shown row.
    fn hidden_mark(&self, row: usize) -> Option<Level> {
        self.hidden_findings(row).map(|(_, level)| level).min()
    }

    /// The marked cells that are folded away behind a shown row.
    fn hidden_findings(&self, row: usize) -> impl Iterator<Item = (Place, Level)> {
        let hidden = self.laid.arrangement.hidden_behind(row);
        let place = |row| self.table.place(row, 0);
        let marks = (!hidden.is_empty()).then(|| {
            self.file
                .review
                .marks_between(place(hidden.start), place(hidden.end))
        });
        marks.into_iter().flatten()
    }

    fn head(&self, heading: &Heading) -> HeaderCell<'_> {
        let title = heading.title.get(self.lang).to_owned();
        let head = HeaderCell::new(heading.columns.clone(), title).levels(heading.levels);
        if !heading.is_column {
            return head;
        }
        let Column::Cell(column) = self.column(heading.columns.start) else {
            return head.align(CellAlign::Start);
        };
        let spec = &self.spec().columns[usize::from(column)];
        let hint = terms_for(&spec.title.zh).next().map(|term| {
            format!(
                "{}：{}",
                term.term.get(self.lang),
                term.definition.get(self.lang)
            )
        });
        let mut head = head;
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
