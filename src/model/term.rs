//! Terms of the accounts, explained in the program's own words.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Text, normal_name};

static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../assets/terms.json"))
        .expect("the bundled terms are valid; a test reads them")
});

/// A term and what it means.
#[derive(Debug, Deserialize)]
pub struct Term {
    /// The term.
    pub term: Text,
    /// One or two sentences.
    pub definition: Text,
    /// Heads and row names where it stands in tables.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Whether it is beyond the eleven that a publication defines.
    #[serde(default)]
    pub extra: bool,
}

/// All terms, those that a publication defines first.
pub fn terms() -> &'static [Term] {
    &TERMS
}

/// The terms that a head or row name uses.
pub fn terms_for(name: &str) -> impl Iterator<Item = &'static Term> {
    let wanted = normal_name(name);
    TERMS.iter().filter(move |term| {
        normal_name(&term.term.zh) == wanted
            || term
                .columns
                .iter()
                .any(|column| normal_name(column) == wanted)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publication_defines_eleven_terms() {
        assert_eq!(terms().iter().filter(|term| !term.extra).count(), 11);
    }
}
