//! The rule book: relations between table cells as formulas in words, read from data.
//!
//! ```text
//! K02[每行].本年收入合计 = 财政拨款收入 + 上级补助收入 + 事业收入 + …
//! K01[支出:本年支出合计] = Σ[类]
//! K02[每类].每列 = Σ[所属款]
//! K04[支出:每类].合计 ≤ K01[支出:同行]
//! K01[收入:年初结转和结余] = K01[支出:年末结转和结余]@上年数
//! ```
//!
//! - A cell is `表[行].列`: the table by id, key or title, the row by name or code, after `收入:`
//!   or `支出:` in two-sided tables. What a term leaves out is that of the formula's first cell.
//! - `每行`, `每类`, `每款`, `每项` repeat the formula for each such row and `每列` for each column
//!   of amounts; `同行` is the row of the same code (or name) in another table.
//! - `Σ[类]`, `Σ[款]`, `Σ[项]`, `Σ[各行]` sum the rows of a level, `Σ[类 除 301、303]` without
//!   some, `Σ[301、303]` those of a list that are printed, `Σ[所属款]`, `Σ[所属项]` the rows below
//!   the bound one by code. `[… 如有]` is an operand only where it is printed.
//! - `=`, `≤`, `≥`, and `≈` with a gap that is a named parameter; `÷` for rates; a number is a side
//!   by itself. `@上年数`, `@年初预算数`, `@全年预算数` name another period's table.
//! - `when` lists conditions: a formula that holds, `有 K05`, `无 K07[合计]`; `otherwise` is the
//!   formula that applies when they are not met.
//!
//! A user's own rules are files of the same form. Deciding the relations is left to `relation`.

mod astray;
mod error;
mod file;
mod find;
mod formula;
mod gap;
mod names;
mod parse;
mod resolve;
mod rows;
mod state;
mod token;

use std::sync::LazyLock;

use crate::relation::Quantity;

use super::Rule;

pub(in crate::rules) use astray::is_missed_by_its_sum;
pub use error::{FormulaError, FormulaErrorKind};
pub use file::{Book, BookError};

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    Book::read(include_str!("../../../assets/rulebook.json"))
        .expect("the bundled rule book is valid; a test reads it")
});

/// The formula rules of the bundled rule book.
pub(super) fn rules() -> impl Iterator<Item = &'static dyn Rule> {
    BOOK.rules()
}

/// A parameter of the bundled rule book that is an amount.
///
/// # Panics
/// If the book has no such parameter, which a test of the rule that asks for it would find.
pub(super) fn quantity(name: &str) -> Quantity {
    BOOK.parameter(name)
        .and_then(file::quantity)
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
            let texts: Vec<String> = errors.iter().map(|error| error.text().zh).collect();
            panic!("{}", texts.join("\n"));
        }
    }
}
