//! A workbook as written: its sheets as grids of printed cells, and the same bytes with some cells
//! changed.
//!
//! `.xlsx`, `.xls`, `.ods`, CSV and what is only called `.xls` come out as one shape ([`Workbook`]); an edit of an `.xlsx`
//! patches the parts of the zip and copies everything else. What the cells
//! mean is left to `import`, the disk to `file`.

mod address;
mod cell;
mod cells;
mod change;
mod csv;
mod date;
mod decimal;
mod error;
mod format;
mod fresh;
mod html;
mod ods;
pub(crate) mod package;
mod patch;
mod read;
pub(crate) mod text;
pub(crate) mod xls;
mod xlsx;
pub(crate) mod xml;
mod xml2003;

pub use cell::{
    Area, Cell, CellAt, Content, Number, Sheet, Unclear, Why, Workbook, WorkbookFormat,
};
pub use change::{NewValue, SheetChange};
pub use error::{WorkbookError, WorkbookErrorKind};
pub use fresh::{
    FreshError, dated_workbook, exact_number, fresh, fresh_note, number_format, sheet_name,
};
pub use patch::{CellRefusal, PatchError, patch};
pub use read::{Sniffed, is_workbook_name, read, sniff};
pub(crate) use text::field;
