//! To come.

use super::super::draft::Draft;
use super::Found;

/// Reads the text.
pub(super) fn read(_draft: &Draft, _found: &mut Vec<Found>) {}
