//! What is being looked at: open panels, selected findings, filters, cursors.
//!
//! It is never in the accounts file and never in undo; what outlives a run is [`Preferences`].

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Lang, Place, Table, TableGroup, TableRef, Unit};
use crate::rules::Level;
use crate::session::{FileId, FileView, Preferences, Snapshot};

use super::find::Find;
use super::grid::GridState;
use super::listed::{Counted, Listed};
use super::reading::Reading;
use super::tables::{Laid, Look};
use super::trail::{Stop, Trail};

/// What the middle shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// The verdict and what was read.
    #[default]
    Overview,
    /// A table.
    Table(TableRef),
    /// Where the money went and how that changed.
    Plots,
    /// Years or departments side by side.
    Comparison,
    /// The text that claims were read out of.
    Text,
    /// The terms of the accounts.
    Terms,
    /// What of the file was not understood.
    Remarks,
}

/// In which unit amounts are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShownUnit {
    /// As the file prints them.
    #[default]
    AsPrinted,
    /// In 元.
    Yuan,
    /// In 万元.
    WanYuan,
}

impl ShownUnit {
    /// The unit to convert to, if any.
    pub fn unit(self) -> Option<Unit> {
        match self {
            Self::AsPrinted => None,
            Self::Yuan => Some(Unit::Yuan),
            Self::WanYuan => Some(Unit::WanYuan),
        }
    }
}

/// Which findings the panel lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Levels that are listed.
    pub levels: Vec<Level>,
    /// Only those of the table or the text that is shown.
    pub this_table: bool,
    /// Whether explained ones are listed too.
    pub explained: bool,
    /// Words or a rule code that the finding must contain.
    pub text: String,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            levels: Level::ALL.to_vec(),
            this_table: false,
            explained: true,
            text: String::new(),
        }
    }
}

/// What the comparison view remembers.
#[derive(Default)]
pub struct Compared {
    /// The comparison itself, of the files below.
    pub comparison: Option<crate::compare::Comparison>,
    /// The files and their states that it was made of.
    pub of: Vec<(FileId, u64)>,
    /// The table that is shown.
    pub table: Option<crate::model::TableId>,
    /// The column that is compared; the table's main one when none was chosen.
    pub column: Option<u16>,
    /// Cursor and range.
    pub grid: GridState,
}

/// What is being looked at.
#[derive(Default)]
pub struct Layout {
    /// What outlives a run: language, theme, unit, zoom, open panels.
    pub preferences: Preferences,
    /// What the middle shows, for each file.
    views: BTreeMap<FileId, View>,
    /// The fingerprint of the selected finding, for each file.
    selected: BTreeMap<FileId, Option<String>>,
    /// Cursor, range and editor of each table.
    grids: BTreeMap<(FileId, TableRef), GridState>,
    /// How the text of each file is looked at.
    readings: BTreeMap<FileId, Reading>,
    /// What is folded in each table, and where its cells stand.
    looks: BTreeMap<(FileId, TableRef), Look>,
    /// How each plot is looked at, by its key.
    pub plot_states: BTreeMap<String, super::plots::PlotState>,
    /// The plots of the file that is shown.
    pub plotted: super::plotted::Plotted,
    /// The comparison that is shown.
    pub compared: Compared,
    /// Which findings are listed.
    pub filter: Filter,
    listed: Listed,
    /// Which of the listed findings are laid out: those from here on.
    pub(super) list_start: usize,
    /// How many findings each table has.
    pub(super) counted: Counted,
    /// What is looked for in the table.
    pub find: Find,
    /// Where the reader has been.
    pub trail: Trail,
    /// Whether the relations below the table are to be given the keyboard.
    pub focus_relations: bool,
    /// Whether they had it in the last frame.
    pub(super) relations_focused: bool,
    /// Whether the list has to scroll to the selected finding.
    pub scroll_to_selected: bool,
}

impl Layout {
    /// Nothing looked at yet.
    pub fn new(preferences: Preferences) -> Self {
        Self {
            preferences,
            ..Self::default()
        }
    }

    /// The language of the window.
    pub fn lang(&self) -> Lang {
        self.preferences.lang()
    }

    /// The unit in which amounts are shown.
    pub fn unit(&self) -> ShownUnit {
        match self.preferences.unit.as_str() {
            "yuan" => ShownUnit::Yuan,
            "wan_yuan" => ShownUnit::WanYuan,
            _ => ShownUnit::AsPrinted,
        }
    }

    /// Shows amounts in another unit.
    pub fn set_unit(&mut self, unit: ShownUnit) {
        let name = match unit {
            ShownUnit::AsPrinted => "as_printed",
            ShownUnit::Yuan => "yuan",
            ShownUnit::WanYuan => "wan_yuan",
        };
        name.clone_into(&mut self.preferences.unit);
        for grid in self.grids.values_mut() {
            grid.refit_columns();
        }
    }

    /// What the middle shows of a file.
    pub fn view(&self, file: &FileView) -> View {
        let view = self.views.get(&file.id).copied().unwrap_or_default();
        match view {
            // A table may have gone with an edit or a reload.
            View::Table(table) if file.accounts.table(table).is_none() => View::Overview,
            View::Text if file.accounts.narrative.is_none() => View::Overview,
            view => view,
        }
    }

    /// Shows something of a file.
    pub fn show(&mut self, file: FileId, view: View) {
        self.views.insert(file, view);
    }

    /// The state of a table's grid.
    pub fn grid(&mut self, file: FileId, table: TableRef) -> &mut GridState {
        self.grids
            .entry((file, table))
            .or_insert_with(|| GridState::new(format!("{file:?}-{table:?}")))
    }

    /// Takes a grid's state out for drawing; [`Self::put_grid`] puts it back.
    pub fn take_grid(&mut self, file: FileId, table: TableRef) -> GridState {
        std::mem::take(self.grid(file, table))
    }

    /// Puts a grid's state back.
    pub fn put_grid(&mut self, file: FileId, table: TableRef, state: GridState) {
        self.grids.insert((file, table), state);
    }

    /// How the text of a file is looked at.
    pub(super) fn reading(&mut self, file: FileId) -> &mut Reading {
        self.readings.entry(file).or_default()
    }

    /// Takes that out for drawing; [`Self::put_reading`] puts it back.
    pub(super) fn take_reading(&mut self, file: FileId) -> Reading {
        std::mem::take(self.reading(file))
    }

    /// Puts it back.
    pub(super) fn put_reading(&mut self, file: FileId, reading: Reading) {
        self.readings.insert(file, reading);
    }

    /// How a table is looked at.
    pub(super) fn look(&mut self, file: FileId, table: TableRef) -> &mut Look {
        self.looks.entry((file, table)).or_default()
    }

    /// Where the cells of a table stand.
    pub(super) fn laid(&mut self, file: &FileView, table: &Table) -> Arc<Laid> {
        let as_form = !self.preferences.lines;
        self.look(file.id, table.id).laid(file, table, as_form)
    }

    /// Puts the cursor on a cell, after unfolding what hides it.
    pub(super) fn reveal(&mut self, file: &FileView, table: &Table, place: Place) {
        let as_form = !self.preferences.lines;
        let look = self.look(file.id, table.id);
        let at = look.reveal(file, table, as_form, place);
        let grid = self.grid(file.id, table.id);
        if let Some(at) = at {
            grid.reveal(at.row, at.col);
        }
        grid.request_focus();
    }

    /// Where the reader is.
    pub(super) fn stop(&self, file: &FileView) -> Stop {
        let view = self.view(file);
        let cell = match view {
            View::Table(table) => self.looks.get(&(file.id, table)).and_then(Look::cursor),
            View::Text => self.readings.get(&file.id).and_then(Reading::cell),
            _ => None,
        };
        Stop {
            file: file.id,
            view,
            cell,
        }
    }

    /// The index of the finding that is explained: the one that was chosen; before one is, or when
    /// it is gone, the first that is open, so that there is always something to go on with.
    pub fn selected(&self, file: &FileView) -> Option<usize> {
        match self.selected.get(&file.id) {
            Some(None) => None,
            _ => self.chosen(file).or_else(|| {
                let is_open = |index: &usize| file.review.stances[*index].is_open();
                self.listed(file).into_iter().find(is_open)
            }),
        }
    }

    /// The index of the finding that the user has chosen and that is still there.
    pub fn chosen(&self, file: &FileView) -> Option<usize> {
        let fingerprint = self.selected.get(&file.id)?.as_ref()?;
        let findings = &file.review.findings;
        findings
            .iter()
            .position(|finding| finding.fingerprint == *fingerprint)
    }

    /// Selects a finding, or none.
    pub fn select(&mut self, file: FileId, fingerprint: Option<String>) {
        self.selected.insert(file, fingerprint);
        self.scroll_to_selected = true;
    }

    /// Whether a finding of the list stands below another one that it follows from.
    pub(super) fn is_symptom(&self, index: usize) -> bool {
        self.listed.is_symptom(index)
    }

    /// Findings in the order of the list: by level, then as a reader meets them.
    pub fn listed(&self, file: &FileView) -> Vec<usize> {
        let tables = match self.view(file) {
            View::Table(table) if self.filter.this_table => Some(vec![table]),
            View::Text if self.filter.this_table => {
                let tables = file.accounts.tables.iter().map(|table| table.id);
                let of_text = tables.filter(|id| id.table.spec().group == TableGroup::Text);
                Some(of_text.collect())
            }
            _ => None,
        };
        self.listed.of(&file.review, &self.filter, tables)
    }

    /// Forgets files that are closed.
    pub fn forget_closed(&mut self, snapshot: &Snapshot) {
        let open = |id: &FileId| snapshot.file(*id).is_some();
        self.views.retain(|id, _| open(id));
        self.selected.retain(|id, _| open(id));
        self.grids.retain(|(id, _), _| open(id));
        self.looks.retain(|(id, _), _| open(id));
        self.readings.retain(|id, _| open(id));
        self.trail.retain(|id| open(&id));
    }
}
