//! What a text counts and states besides the amounts of the accounts' tables: vehicles and trips,
//! assets, staff, units, projects, indicators, and counts in sentences.
//!
//! Each file reads one kind of disclosure; the more particular ones come first, and what they took
//! the later ones leave alone. Amounts with their changes and shares are left to `claims`, flaws
//! of wording to `wording`.

mod assets;
mod contract;
mod counted;
mod evaluation;
mod indicators;
mod lists;
mod names;
mod phrase;
mod record;
mod repeated;
mod staffing;
mod trips;

use super::draft::Draft;

/// Reads all of them.
pub(super) fn read(draft: &mut Draft) {
    names::read(draft);
    trips::read(draft);
    assets::read(draft);
    staffing::read(draft);
    names::read_left_out(draft);
    evaluation::read(draft);
    contract::read(draft);
    let counts = counted::read(draft);
    indicators::read(draft, &counts);
    repeated::read(draft);
}

/// What the tests of this module read: rows in words, `key=printed` of each member.
#[cfg(test)]
mod told {
    use crate::narrative::{Reading, read};

    /// Reads a text and checks that every member with a span stands there.
    pub(super) fn reading(text: &str) -> Reading {
        let reading = read(text, &[]);
        for row in &reading.rows {
            for (key, stated) in &row.members {
                let Some(span) = stated.span else { continue };
                let slice = &text[span.range()];
                let plain = |text: &str| -> String {
                    text.chars()
                        .filter(|c| !c.is_whitespace() && !"余多第,，".contains(*c))
                        .collect()
                };
                let (slice, printed) = (plain(slice), plain(&stated.printed));
                let same = slice == printed || slice.starts_with(&digits(&printed));
                assert!(same, "{key}: {printed} is not {slice}");
            }
        }
        reading
    }

    fn digits(text: &str) -> String {
        let digits: String = text
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        if digits.is_empty() {
            text.to_owned()
        } else {
            digits
        }
    }

    /// The rows of a table: `name | key=printed key=printed`.
    pub(super) fn rows(text: &str, table: &str) -> Vec<String> {
        let reading = reading(text);
        let rows = reading.rows.iter().filter(|row| row.table == table);
        let shown = rows.map(|row| {
            let members = row.members.iter();
            let members = members.filter(|(key, _)| !matches!(*key, "id" | "section"));
            let members = members.map(|(key, stated)| match *key {
                "name" | "subject" => stated.printed.clone(),
                key => format!("{key}={}", stated.printed),
            });
            members.collect::<Vec<String>>().join(" ")
        });
        shown.collect()
    }

    /// Numbers of which it was not told what they state.
    pub(super) fn undecided(text: &str) -> Vec<String> {
        let reading = reading(text);
        let undecided = reading.undecided.iter();
        undecided
            .map(|(span, _)| text[span.range()].to_owned())
            .collect()
    }
}
