//! Which figures are in doubt because a key on the way to them stands more than once.

use std::collections::BTreeSet;

use crate::document::Pointer;

/// All members whose key stands more than once in its object.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    repeated: BTreeSet<Pointer>,
}

/// The doubts about one table.
#[derive(Debug, Default)]
pub(super) struct TableDoubts {
    /// It is not known which table is meant, or which rows.
    whole: bool,
    rows_at: Pointer,
    /// Repeated members of its rows.
    repeated: BTreeSet<Pointer>,
}

/// The doubts about one row.
#[derive(Debug, Default)]
pub(super) struct RowDoubts {
    /// It is not known which row it is, so none of its figures can be used.
    pub(super) whole: bool,
    row: Pointer,
    repeated: Vec<Pointer>,
}

impl Doubts {
    pub(super) fn new(repeated: Vec<Pointer>) -> Self {
        Self {
            repeated: repeated.into_iter().collect(),
        }
    }

    /// The doubts about the table whose rows lie there.
    pub(super) fn of_table(&self, rows_at: &Pointer) -> TableDoubts {
        TableDoubts {
            whole: self.repeated.iter().any(|twice| rows_at.starts_with(twice)),
            rows_at: rows_at.clone(),
            repeated: below(&self.repeated, rows_at.clone()).cloned().collect(),
        }
    }
}

impl TableDoubts {
    /// The doubts about a row; `None`, as for nearly every row, when there are none.
    pub(super) fn of_row(&self, index: usize) -> Option<RowDoubts> {
        if !self.whole && self.repeated.is_empty() {
            return None;
        }
        let row = self.rows_at.index(index);
        let repeated: Vec<Pointer> = below(&self.repeated, row.clone()).cloned().collect();
        let head = ["code", "name", "side"].map(|key| row.key(key));
        let whole = self.whole || repeated.iter().any(|twice| head.contains(twice));
        (whole || !repeated.is_empty()).then_some(RowDoubts {
            whole,
            row,
            repeated,
        })
    }
}

impl RowDoubts {
    /// Whether the cell at this path below the row is in doubt.
    pub(super) fn cell(&self, path: &str) -> bool {
        let cell = self.row.join(path);
        self.whole || self.repeated.iter().any(|twice| cell.starts_with(twice))
    }
}

/// Pointers below `at`. All of them begin with `at/`, so they stand together in the set.
fn below(set: &BTreeSet<Pointer>, at: Pointer) -> impl Iterator<Item = &Pointer> {
    set.range(at.key("")..)
        .take_while(move |twice| twice.starts_with(&at))
}
