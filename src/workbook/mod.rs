//! A workbook as written: its sheets as grids of printed cells, and the same bytes with some cells
//! changed.
//!
//! `.xlsx`, `.xls`, `.ods` and CSV come out as one shape ([`Workbook`]); an edit of an `.xlsx`
//! patches the parts of the zip and copies everything else. What the cells
//! mean is left to `import`, the disk to `file`.

mod cell;
mod cells;
mod date;
mod decimal;
mod error;
mod format;
mod package;
mod read;
mod xls;
mod xlsx;

pub use cell::{
    Area, Cell, CellAt, Content, Number, Sheet, Unclear, Why, Workbook, WorkbookFormat,
};
pub use error::{WorkbookError, WorkbookErrorKind};
pub use read::{Sniffed, is_workbook_name, read, sniff};
