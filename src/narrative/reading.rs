//! What was read out of a text.

use crate::model::{Heading, OtherKind, Span, Text};

/// What a text says. Every number of it is in a cell of a row, or among the others, the undecided,
/// or in a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The department's full name, from the cover or the headings.
    pub department: Option<String>,
    /// The fiscal year, from the same.
    pub year: Option<u16>,
    /// The unit of most amounts, as printed: `元` or `万元`.
    pub unit: Option<&'static str>,
    /// Rows of the tables of claims and disclosures, in the order of the text.
    pub rows: Vec<StatedRow>,
    /// Numbers that state nothing about the accounts, in the order of the text.
    pub others: Vec<Other>,
    /// Numbers that state something, but it cannot be told for sure what.
    pub undecided: Vec<Undecided>,
    /// Parts of the text that are tables.
    pub tables: Vec<Span>,
    /// Headings, in the order of the text.
    pub headings: Vec<Heading>,
}

/// A row of a table that the text states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedRow {
    /// The table's key in the catalogue: `claims`, `staffing`, `three_public_counts`, `wording` …
    pub table: &'static str,
    /// Its members by their keys in the catalogue, and `name` and `code` of the row.
    pub members: Vec<(&'static str, Stated)>,
}

/// A value that the text states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// As a cell prints it: `17,140,515.53元`, `14.06%`, `减少`; half-width, without spaces.
    pub printed: String,
    /// Where it stands, its unit included; `None` for what follows from the text without standing
    /// in it (a subject, a number of a claim).
    pub span: Option<Span>,
}

impl Reading {
    /// Takes out what says that something is missing: sections, their numbers, disclosures.
    pub fn forget_missing(&mut self) {
        self.rows.retain(|row| {
            let is = |key: &str| {
                let mut members = row.members.iter().filter(|(member, _)| *member == key);
                members.next().map(|(_, stated)| stated.printed.as_str())
            };
            let is_repeated = is("case") == Some("repeated");
            let is_missing = matches!(is("kind"), Some("section" | "disclosure" | "statement"));
            row.table != "wording" || !is_missing || is_repeated
        });
    }
}

/// A number that states nothing about the accounts.
pub type Other = (Span, OtherKind);

/// A number that states something, with why it cannot be told what.
pub type Undecided = (Span, Text);

#[cfg(test)]
mod tests {
    use crate::narrative::read;

    #[test]
    fn nothing_is_missing_where_pages_are() {
        let text = "甲市乙局2023年度部门决算\n\n一、收入决算情况说明\n\n本年收支平衡。。\n\n三、支出决算情况说明\n\n本年收支平衡。\n";
        let mut reading = read(text, &[]);
        let kinds = |reading: &super::Reading| {
            let rows = reading.rows.iter().filter(|row| row.table == "wording");
            let cases = rows
                .flat_map(|row| &row.members)
                .filter(|member| member.0 == "case");
            cases
                .map(|(_, case)| case.printed.clone())
                .collect::<Vec<_>>()
        };
        let before = kinds(&reading);
        assert!(before.iter().any(|case| case == "gap"), "{before:?}");
        reading.forget_missing();
        let kept = kinds(&reading);
        let rest: Vec<_> = before.into_iter().filter(|case| case != "gap").collect();
        assert_eq!(kept, rest);
        assert!(!kept.is_empty());
    }
}
