//! Formulas that hold in one edition alone: a rule book in the edition's own file.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::model::{Catalogue, Edition};
use crate::rules::Rule;

use super::Book;

/// Rule books by the key of their edition.
type Books = BTreeMap<String, Book>;

static BOOKS: LazyLock<Books> = LazyLock::new(|| {
    let editions = Catalogue::get().editions().iter();
    books(editions.filter_map(|edition| Some((&*edition.key, edition.rules.as_deref()?))))
});

fn books<'a>(editions: impl Iterator<Item = (&'a str, &'a str)>) -> Books {
    let read = |(key, rules): (&str, &str)| {
        let book = Book::read(rules).unwrap_or_else(|errors| {
            let texts = errors.iter().map(|error| error.line_text().en);
            let texts: Vec<String> = texts.collect();
            panic!("the rules of {key} are valid, a test reads them: {texts:?}")
        });
        (key.to_owned(), book)
    };
    editions.map(read).collect()
}

/// The rules of an edition; none for accounts whose edition is not known.
pub(in crate::rules) fn of_edition(
    edition: Option<&Edition>,
) -> impl Iterator<Item = &'static dyn Rule> {
    within(&BOOKS, edition)
}

fn within<'a>(
    books: &'a Books,
    edition: Option<&Edition>,
) -> impl Iterator<Item = &'a dyn Rule> + use<'a> {
    let book = edition.and_then(|edition| books.get(&edition.key));
    book.into_iter().flat_map(Book::rules)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::model::Accounts;
    use crate::rules::{Context, Statement, rule_info, state};

    #[test]
    fn the_rules_of_the_embedded_editions_are_valid_and_described() {
        for book in BOOKS.values() {
            for rule in book.rules() {
                assert!(rule_info(rule.code()).is_some(), "{}", rule.code());
            }
        }
    }

    #[test]
    fn a_formula_of_an_edition_is_asked_there_alone() {
        let rules = r#"{"rules": [{"code": "G010", "level": "error",
            "formulas": ["收入决算表[合计].本年收入合计 = 支出决算表[合计].本年支出合计"]}]}"#;
        let books = books([("beijing-2021", rules)].into_iter());
        let asked = |edition: &str| {
            let json = format!(
                r#"{{"format": "gouji-accounts/1", "edition": "{edition}", "tables": {{
                    "income": [{{"name": "合计", "total": "1.00"}}],
                    "expenditure": [{{"name": "合计", "total": "2.00"}}]}}}}"#
            );
            let document = Document::parse(json.into_bytes()).unwrap();
            let accounts = Accounts::read(&document).unwrap();
            let context = Context::new(&accounts);
            let stated = within(&books, accounts.edition).map(|rule| state(rule, &context));
            let all = stated.flat_map(|checks| checks.all);
            all.filter(|check| matches!(check.statement, Statement::Relation(_)))
                .count()
        };
        assert_eq!(asked("beijing-2021"), 1);
        assert_eq!(asked("beijing-2023"), 0);
        assert_eq!(asked("utopia"), 0);
    }
}
