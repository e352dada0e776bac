//! Counts that are printed below the three public expenses: missions, travellers, vehicles.

use crate::model::TableId;

use super::words::{last_bracket, without_numeral};

/// The table of these counts.
pub(super) fn table() -> TableId {
    TableId::named("three_public_counts")
}

/// Whether a line of a table is one of these counts and no amount.
pub(super) fn is_count(of: TableId, name: &str) -> bool {
    of.spec().id.as_deref() == Some("K11") && row(name).is_some()
}

/// The official name of the count that a name means.
fn row(name: &str) -> Option<usize> {
    let plain = without_numeral(name);
    let before = last_bracket(&plain).map(|(before, _)| before);
    let spec = table().spec();
    spec.row(&plain, None).or_else(|| spec.row(before?, None))
}
