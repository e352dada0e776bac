//! What an accounts file says: money, units, codes, tables, rows and printed cells.
//!
//! A typed view of a [`Document`](crate::document::Document). Reading reports what it does not
//! understand and never guesses; which tables there are, how they are named and which region
//! prints which is data (`assets/catalogue.json`, `assets/editions`, `assets/codes`).
//! The arithmetic of checking is left to `relation`, the rules to `rules`.

mod accounts;
mod amount;
mod catalogue;
mod cell;
mod code;
mod edit;
mod edition;
mod lang;
mod name;
mod narrative;
mod place;
mod read;
mod reference;
mod sample;
mod source;
mod term;
mod unit;

pub use accounts::{
    Accounts, ExplainedFigure, Explanation, Remark, RemarkKind, Row, RowKind, Table,
};
pub use amount::{Amount, NotANumber, fixed, grouped, is_blank};
pub use catalogue::{
    Catalogue, ColumnKind, ColumnSpec, RowKindSpec, RowSpec, Side, TableGroup, TableSpec,
};
pub use cell::{Cell, Printed, Unreadable};
pub use code::{
    Classification, CodeEntry, Evidence, lookup as lookup_code, search as search_codes,
};
pub use edit::{CellEdit, CellEditError, RowEdit, explanation_edits};
pub use edition::{Edition, EditionColumn, EditionError, EditionSection, EditionTable};
pub use lang::{Lang, Text};
pub use name::normal_name;
pub use narrative::{
    Heading, Narrative, OtherKind, OtherNumber, RowSpans, Span, TextPosition, Twins,
    UndecidedNumber, UnreadPage,
};
pub use place::{Period, Place, TableId, TableRef};
pub use read::{EditionBy, FORMAT, FormatError};
pub use reference::{BadReference, Reference};
pub use sample::{SAMPLE, SAMPLE_NAME};
pub use source::{
    Asks, RemarkSource, RowSource, SheetCell, SourceBlock, TableSource, column_index,
    column_letters,
};
pub use term::{Term, terms, terms_for};
pub use unit::{Counter, Unit};
