//! The rule book: relations between table cells as formulas in words, read from data.
//!
//! ```text
//! 收入决算表[每行].本年收入合计 = 财政拨款收入 + 上级补助收入 + 事业收入 + …
//! 收支决算总表[支出:本年支出合计] = Σ[类]
//! 收入决算表[每类].每列 = Σ[所属款]
//! 财政拨款收支决算总表[支出:每类].合计 ≤ 收支决算总表[支出:同行]
//! 收支决算总表[收入:年初结转和结余] = 收支决算总表[支出:年末结转和结余]@上年数
//! ```
//!
//! - A cell is `表[行].列`: the table by title, by another name of the catalogue or by id, the row
//!   by name, by code or by both (`[2210201 住房公积金]`), after `收入:` or `支出:` in two-sided
//!   tables. What a term leaves out is that of the formula's first cell.
//! - `每行`, `每类`, `每款`, `每项` repeat the formula for each such row and `每列` for each column
//!   of amounts; `同行` is the row of the same code (or name) in another table.
//! - `Σ[类]`, `Σ[款]`, `Σ[项]`, `Σ[各行]` sum the rows of a level, `Σ[类 除 301、303]` without
//!   some, `Σ[301、303]` those of a list that are printed, `Σ[所属款]`, `Σ[所属项]` the rows below
//!   the bound one by code. `[… 如有]` is an operand only where it is printed.
//! - `=`, `≤`, `≥`, and `≈` with a gap that is a named parameter; `÷` for rates; a number is a side
//!   by itself. `@上年数`, `@年初预算数`, `@全年预算数` name another period's table.
//! - `when` lists conditions: a formula that holds, `有 收入决算表`, `无 支出决算表[合计]`; `otherwise` is the
//!   formula that applies when they are not met.
//!
//! A user's own rules are files of the same form. Deciding the relations is left to `relation`.

mod astray;
mod edition;
mod entry;
mod error;
mod file;
mod find;
mod formula;
mod gap;
mod mistake;
mod names;
mod near;
mod parse;
mod reader;
mod resolve;
mod rows;
mod state;
mod token;

use std::sync::LazyLock;

use crate::relation::Quantity;

pub(in crate::rules) use astray::is_missed_by_its_sum;
pub(super) use edition::of_edition;
pub use error::{FormulaError, FormulaErrorKind};
pub use file::Book;
pub use mistake::{BookError, BookErrorKind, Excerpt};
pub(in crate::rules) use near::distance;

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    Book::read(include_str!("../../../assets/rulebook.json"))
        .expect("the bundled rule book is valid; a test reads it")
});

/// The bundled rule book.
pub(super) fn bundled() -> &'static Book {
    &BOOK
}

/// A parameter of the bundled rule book that is an amount.
///
/// # Panics
/// If the book has no such parameter, which a test of the rule that asks for it would find.
pub(super) fn quantity(name: &str) -> Quantity {
    BOOK.parameter(name)
        .and_then(reader::quantity)
        .unwrap_or_else(|| panic!("the rule book has an amount “{name}”"))
}

/// A parameter of the bundled rule book that is a list, as written between `、`.
pub(super) fn list(name: &str) -> impl Iterator<Item = &'static str> {
    BOOK.parameter(name)
        .unwrap_or_default()
        .split('、')
        .filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_book_is_valid() {
        if let Err(errors) = Book::read(include_str!("../../../assets/rulebook.json")) {
            let texts: Vec<String> = errors.iter().map(|error| error.line_text().zh).collect();
            panic!("{}", texts.join("\n"));
        }
        assert_eq!(bundled().warnings(), []);
    }

    #[test]
    fn the_bundled_book_names_tables_by_words() {
        let written = include_str!("../../../assets/rulebook.json");
        let rest = written.replace("K0", "").replace("K1", "");
        assert_eq!(rest.len(), written.len(), "an id of a table is no name");
    }
}
