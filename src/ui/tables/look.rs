//! How each table is looked at: as a form or line by line, what is folded, and on which cell the cursor stands.
//!
//! Where cells stand is worked out once for each state of the document and of what is folded, not in each frame.

use std::sync::Arc;

use crate::model::{Place, Table};
use crate::ui::grid::{CellPos, GridState};

use super::fold::{Depth, Folds};
use super::form::{Arrangement, Shape};
use super::heads::{Heading, headings};

/// A table as it is laid out.
#[derive(Clone, Debug)]
pub(crate) struct Laid {
    /// Where its cells stand.
    pub(crate) arrangement: Arrangement,
    /// What stands above them.
    pub(crate) headings: Vec<Vec<Heading>>,
    /// What is folded.
    pub(crate) folds: Folds,
    /// Whether any row has parts, so that there is something to fold.
    pub(crate) has_parts: bool,
}

impl Laid {
    /// Lays a table out, as its form or line by line.
    pub(crate) fn new(table: &Table, as_form: bool, folds: &Folds) -> Self {
        let arrangement = if as_form {
            Arrangement::form(table, folds)
        } else {
            Arrangement::listed(table, folds)
        };
        Self {
            headings: headings(table, &arrangement),
            has_parts: arrangement.is_listed() && super::fold::has_parents(table),
            arrangement,
            folds: folds.clone(),
        }
    }

    /// Whether rows are folded away.
    pub(crate) fn hides_rows(&self) -> bool {
        !self.folds.is_empty()
    }
}

/// How a table is looked at.
#[derive(Debug, Default)]
pub(crate) struct Look {
    folds: Folds,
    /// Changes with every change of what is folded.
    folded: u64,
    /// How deep the table was last unfolded as a whole.
    depth: Option<Depth>,
    laid: Option<Last>,
    /// The cell that the cursor was on, and where cells stood then.
    cursor: Option<(Arc<Laid>, Place)>,
}

/// What was laid out last, and of what.
#[derive(Debug)]
struct Last {
    version: u64,
    as_form: bool,
    folded: u64,
    laid: Arc<Laid>,
}

impl Look {
    /// Where the cells of the table stand; `version` is that of its document.
    pub(crate) fn laid(&mut self, table: &Table, version: u64, as_form: bool) -> Arc<Laid> {
        let known = self.laid.as_ref().filter(|last| {
            last.version == version && last.as_form == as_form && last.folded == self.folded
        });
        if let Some(known) = known {
            return Arc::clone(&known.laid);
        }
        let laid = Arc::new(Laid::new(table, as_form, &self.folds));
        self.laid = Some(Last {
            version,
            as_form,
            folded: self.folded,
            laid: Arc::clone(&laid),
        });
        laid
    }

    /// Keeps the cursor on its cell when cells have come to stand elsewhere.
    pub(crate) fn follow(&mut self, table: &Table, laid: &Arc<Laid>, grid: &mut GridState) {
        let Some((before, place)) = &self.cursor else {
            return;
        };
        if Arc::ptr_eq(before, laid) {
            return;
        }
        if before.arrangement.shape != laid.arrangement.shape
            || before.arrangement.columns() != laid.arrangement.columns()
        {
            grid.refit_columns();
        }
        let row = place.row as usize;
        let shown = (0..=row)
            .rev()
            .filter(|row| *row < table.rows.len())
            .find_map(|row| laid.arrangement.find_near(row, place.column));
        if let Some(at) = shown.filter(|at| *at != grid.cursor()) {
            grid.jump(at);
        }
        self.cursor = None;
    }

    /// Notes the cell that the cursor is on.
    pub(crate) fn note(&mut self, laid: &Arc<Laid>, place: Option<Place>) {
        self.cursor = place.map(|place| (Arc::clone(laid), place));
    }

    /// The cell that the cursor is on.
    pub(crate) fn cursor(&self) -> Option<Place> {
        self.cursor.as_ref().map(|(_, place)| *place)
    }

    /// Where a cell stands, after unfolding what hides it.
    pub(crate) fn reveal(
        &mut self,
        table: &Table,
        version: u64,
        as_form: bool,
        place: Place,
    ) -> Option<CellPos> {
        let row = place.row as usize;
        if self.folds.show(table.rows.get(row)?) {
            self.changed(None);
        }
        let laid = self.laid(table, version, as_form);
        let at = laid.arrangement.find_near(row, place.column)?;
        self.note(&laid, Some(place));
        Some(at)
    }

    /// Folds or unfolds a row; of a row without parts, the row that it is a part of. Nothing happens where there is none.
    pub(crate) fn fold(&mut self, table: &Table, row: usize, folded: bool) {
        let is_open = |row: &usize| {
            super::fold::is_parent(table, *row) && self.folds.is_folded(&table.rows[*row]) != folded
        };
        let Some(code) = table.rows.get(row).map(|row| &row.code) else {
            return;
        };
        let above = (0..=row)
            .rev()
            .take_while(|above| folded || *above == row)
            .find(|above| code.starts_with(&*table.rows[*above].code) && is_open(above));
        if let Some(above) = above {
            self.folds.set(&table.rows[above].code, folded);
            self.changed(None);
        }
    }

    /// How deep the table was unfolded as a whole; `None` once rows were folded or unfolded by hand.
    pub(crate) fn depth(&self) -> Option<Depth> {
        match self.depth {
            None if self.folds.is_empty() => Some(Depth::Item),
            depth => depth,
        }
    }

    fn changed(&mut self, depth: Option<Depth>) {
        self.folded += 1;
        self.depth = depth;
    }

    /// Folds what is unfolded, and the other way round.
    pub(crate) fn toggle(&mut self, table: &Table, row: usize) {
        if let Some(row) = table.rows.get(row) {
            let folded = self.folds.is_folded(row);
            self.folds.set(&row.code, !folded);
            self.changed(None);
        }
    }

    /// Unfolds the table down to a depth.
    pub(crate) fn unfold_to(&mut self, table: &Table, depth: Depth) {
        self.folds.unfold_to(table, depth);
        self.changed(Some(depth));
    }
}

/// Whether the form of a table differs from its rows one below the other.
pub(crate) fn has_form(table: &Table) -> bool {
    Shape::of(table) != Shape::Listed
}
