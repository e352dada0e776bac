//! Where the reader has been, so that following a figure to another table can be taken back step by step.

use crate::model::Place;
use crate::session::FileId;

use super::layout::View;

/// Steps that are remembered.
const MOST: usize = 100;

/// A place in a file: what the middle showed, and the cell under the cursor if it was a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The file.
    pub file: FileId,
    /// What the middle showed.
    pub view: View,
    /// The cell.
    pub cell: Option<Place>,
}

/// The way so far.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    behind: Vec<Stop>,
    ahead: Vec<Stop>,
}

impl Trail {
    /// Notes the place that is being left for another one.
    pub fn leave(&mut self, from: Stop) {
        if self.behind.last() != Some(&from) {
            self.behind.push(from);
        }
        let surplus = self.behind.len().saturating_sub(MOST);
        self.behind.drain(..surplus);
        self.ahead.clear();
    }

    /// The place before this one.
    pub fn back(&mut self, from: Stop) -> Option<Stop> {
        step(&mut self.behind, &mut self.ahead, from)
    }

    /// The place that was gone back from.
    pub fn forward(&mut self, from: Stop) -> Option<Stop> {
        step(&mut self.ahead, &mut self.behind, from)
    }

    /// Whether there is a place before this one.
    pub fn can_go_back(&self) -> bool {
        !self.behind.is_empty()
    }

    /// Whether there is a place that was gone back from.
    pub fn can_go_forward(&self) -> bool {
        !self.ahead.is_empty()
    }

    /// Forgets the places of files that are closed.
    pub fn retain(&mut self, is_open: impl Fn(FileId) -> bool) {
        for stops in [&mut self.behind, &mut self.ahead] {
            stops.retain(|stop| is_open(stop.file));
        }
    }
}

fn step(from: &mut Vec<Stop>, to: &mut Vec<Stop>, now: Stop) -> Option<Stop> {
    let mut next = from.pop()?;
    // Where one is already is nowhere to go.
    while next == now {
        next = from.pop()?;
    }
    to.push(now);
    Some(next)
}
