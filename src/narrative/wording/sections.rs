//! To come.

use super::super::draft::Draft;
use super::Found;
use crate::model::Edition;

/// Reads the text.
pub(super) fn read(_draft: &Draft, _edition: Option<&Edition>, _found: &mut Vec<Found>) {}
