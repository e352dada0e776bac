//! Stands in for what other branches bring.
use crate::workbook::Workbook;

pub(super) fn accounts(_: &[Workbook]) -> String {
    String::new()
}
pub(super) fn belong_together(_: &[&Workbook]) -> bool {
    true
}
