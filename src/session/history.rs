//! Steps that can be taken back: one gesture, one titled step, undone by inverse splices.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::{Change, Document};
use crate::file;
use crate::model::{Place, RowEdit, TableRef, Text};

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was done, as the menu shows it.
    pub title: Text,
    /// The splices, in the order in which they were made.
    pub(super) changes: Vec<Change>,
    /// What of the tables it touched.
    pub(super) touched: Vec<Touched>,
}

/// A trace of a step in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touched {
    /// A cell was written.
    Cell(Place),
    /// A row was put in before this index.
    Inserted(TableRef, u32),
    /// The row of this index was taken out.
    Removed(TableRef, u32),
    /// The explanations changed.
    Explanations,
}

impl Step {
    /// The step as the journal keeps it.
    pub(super) fn journalled(&self) -> file::Step {
        file::Step::new(&self.title.zh, &self.changes)
    }
}

impl Touched {
    /// What taking it back touches.
    fn inverse(self) -> Self {
        match self {
            Self::Inserted(table, at) => Self::Removed(table, at),
            Self::Removed(table, at) => Self::Inserted(table, at),
            Self::Cell(_) | Self::Explanations => self,
        }
    }

    /// The rows that were put in or taken out, if it is about rows.
    pub(super) fn row(self) -> Option<RowEdit> {
        match self {
            Self::Inserted(table, at) => Some(RowEdit::Insert {
                table,
                at: at as usize,
            }),
            Self::Removed(table, at) => Some(RowEdit::Remove {
                table,
                at: at as usize,
            }),
            Self::Cell(_) | Self::Explanations => None,
        }
    }

    /// Adds what it touched to `cells`, and moves those below a row that came or went.
    pub(super) fn add_to(self, cells: &mut BTreeSet<Place>) {
        match self {
            Self::Cell(place) => {
                cells.insert(place);
            }
            Self::Inserted(table, at) => {
                *cells = shifted(cells, table, |row| {
                    Some(if row >= at { row + 1 } else { row })
                });
            }
            Self::Removed(table, at) => {
                *cells = shifted(cells, table, |row| match row.cmp(&at) {
                    std::cmp::Ordering::Less => Some(row),
                    std::cmp::Ordering::Equal => None,
                    std::cmp::Ordering::Greater => Some(row - 1),
                });
            }
            Self::Explanations => {}
        }
    }
}

/// Done steps, and those that were taken back.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// How many steps the file on disk contains; `None` when it contains one that was taken back
    /// and then overwritten by another, so that no number of undos reaches it.
    saved: Option<usize>,
    /// The cells that differ from the file as it was opened, by their present rows.
    changed: Arc<BTreeSet<Place>>,
}

impl History {
    /// Nothing done yet, and everything saved.
    pub(super) fn new() -> Self {
        Self {
            saved: Some(0),
            ..Self::default()
        }
    }

    /// Remembers a step that was made.
    pub(super) fn push(&mut self, step: Step) {
        if self.saved.is_some_and(|saved| saved > self.done.len()) {
            self.saved = None;
        }
        self.undone.clear();
        self.add(&step);
        self.done.push(step);
    }

    /// Takes the last step back; gives what that touched.
    pub(super) fn undo(&mut self, document: &mut Document) -> Option<Vec<Touched>> {
        let step = self.done.pop()?;
        for change in step.changes.iter().rev() {
            document.undo(change);
        }
        let touched = step.touched.iter().rev().map(|touched| touched.inverse());
        let touched = touched.collect();
        self.undone.push(step);
        let mut changed = BTreeSet::new();
        for touched in self.done.iter().flat_map(|step| &step.touched) {
            touched.add_to(&mut changed);
        }
        self.changed = Arc::new(changed);
        Some(touched)
    }

    /// Makes the step that was taken back last again; gives what that touched.
    pub(super) fn redo(&mut self, document: &mut Document) -> Option<Vec<Touched>> {
        let step = self.undone.pop()?;
        for change in &step.changes {
            document.redo(change);
        }
        let touched = step.touched.clone();
        self.add(&step);
        self.done.push(step);
        Some(touched)
    }

    fn add(&mut self, step: &Step) {
        let changed = Arc::make_mut(&mut self.changed);
        for touched in &step.touched {
            touched.add_to(changed);
        }
    }

    /// Steps that are in effect.
    pub(super) fn done(&self) -> &[Step] {
        &self.done
    }

    /// The title of the step that undo would take back.
    pub(super) fn undo_title(&self) -> Option<Text> {
        self.done.last().map(|step| step.title.clone())
    }

    /// The title of the step that redo would make again.
    pub(super) fn redo_title(&self) -> Option<Text> {
        self.undone.last().map(|step| step.title.clone())
    }

    /// The file on disk is as the document is now.
    pub(super) fn mark_saved(&mut self) {
        self.saved = Some(self.done.len());
    }

    /// The file on disk is as no number of undos would give it.
    pub(super) fn forget_saved(&mut self) {
        self.saved = None;
    }

    /// Whether the file on disk is as the document is now.
    pub(super) fn is_saved(&self) -> bool {
        self.saved == Some(self.done.len())
    }

    /// The cells that differ from the file as it was opened, by their present rows.
    pub(super) fn changed_cells(&self) -> Arc<BTreeSet<Place>> {
        Arc::clone(&self.changed)
    }
}

fn shifted(
    cells: &BTreeSet<Place>,
    table: TableRef,
    row: impl Fn(u32) -> Option<u32>,
) -> BTreeSet<Place> {
    cells
        .iter()
        .filter_map(|place| {
            if place.table_ref() != table {
                return Some(*place);
            }
            row(place.row).map(|row| Place { row, ..*place })
        })
        .collect()
}
