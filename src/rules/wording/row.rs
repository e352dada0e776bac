//! Words of the text, row by row, and the flaws that several places share.

use std::collections::BTreeMap;

use crate::model::{Accounts, CellEdit, Place, Table, Text};
use crate::relation::RuleCode;
use crate::rules::{Certainty, Checks, Context, Fix, Flaw, Level};

/// Words that are flawed, or have to agree with something.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Wording<'a> {
    accounts: &'a Accounts,
    table: &'a Table,
    row: usize,
}

/// All of them.
pub(in crate::rules) fn wordings<'a>(
    context: &Context<'a>,
) -> impl Iterator<Item = Wording<'a>> + Clone {
    let accounts = context.accounts;
    let table = accounts.final_table("wording");
    table.into_iter().flat_map(move |table| {
        (0..table.rows.len()).map(move |row| Wording {
            accounts,
            table,
            row,
        })
    })
}

impl<'a> Wording<'a> {
    fn words(&self, column: &str) -> &'a str {
        let column = self.table.spec().column(column);
        let cell = column.and_then(|column| {
            let cells = &self.table.rows[self.row].cells;
            cells.get(usize::from(column))?.words()
        });
        cell.unwrap_or_default()
    }

    /// What kind of words.
    pub(in crate::rules) fn kind(&self) -> &'a str {
        self.words("kind")
    }

    /// What is printed now.
    pub(in crate::rules) fn text(&self) -> &'a str {
        self.words("text")
    }

    /// What kind of flaw within its kind.
    pub(in crate::rules) fn case(&self) -> &'a str {
        self.words("case")
    }

    /// How serious it is by the data with which the text was read; else as the rule says.
    pub(in crate::rules) fn level(&self, by_rule: Level) -> Level {
        let key = self.words("level");
        let levels = Level::ALL.into_iter();
        let own = levels.rev().find(|level| level.key() == key);
        own.unwrap_or(by_rule)
    }

    /// What should be printed instead, where that is certain.
    pub(in crate::rules) fn proposed(&self) -> Option<&'a str> {
        Some(self.words("proposed")).filter(|words| !words.is_empty())
    }

    /// Whether the words are still those in which the flaw was noticed.
    pub(in crate::rules) fn is_flawed(&self) -> bool {
        self.text() == self.words("flaw")
    }

    /// Whether it is about an amount in another unit than its neighbours.
    pub(in crate::rules) fn is_of_units(&self) -> bool {
        self.kind() == "zero_unit" || (self.kind() == "unit" && self.case() == "mixed")
    }

    /// Whether it says of a table that it is missing or empty.
    fn is_about_tables(&self) -> bool {
        self.kind() == "statement" || (self.kind() == "section" && self.case() == "table")
    }

    /// The cell of what is printed.
    pub(in crate::rules) fn place(&self) -> Place {
        let column = self.table.spec().column("text").unwrap_or_default();
        let place = self.table.place(self.row, column);
        self.accounts.printed_first(place)
    }
}

/// The rows of a kind that are flawed, those with the same words together.
pub(super) fn flawed<'a>(
    context: &Context<'a>,
    kind: &str,
    code: RuleCode,
    checks: &mut Checks,
) -> Vec<Vec<Wording<'a>>> {
    let mut order: Vec<(&str, &str)> = Vec::new();
    let mut groups: BTreeMap<(&str, &str), Vec<Wording<'a>>> = BTreeMap::new();
    for wording in wordings(context).filter(|wording| wording.kind() == kind) {
        if wording.is_of_units() {
            continue;
        }
        if !wording.is_flawed() {
            checks.fine(code);
            continue;
        }
        // The tables themselves are there, and their own rules tell what they lack.
        if wording.is_about_tables() && context.accounts.is_from_workbook() {
            continue;
        }
        let key = (wording.case(), wording.text());
        if !groups.contains_key(&key) {
            order.push(key);
        }
        groups.entry(key).or_default().push(wording);
    }
    let groups = order.iter().filter_map(|key| groups.remove(key));
    groups.collect()
}

/// Reports flawed words once for all places that print them.
pub(super) fn report(
    same: &[Wording<'_>],
    (code, level): (RuleCode, Level),
    message: Text,
    checks: &mut Checks,
) {
    let Some(first) = same.first() else {
        return;
    };
    let count = same.len();
    let message = match count {
        1 => message,
        _ => Text::new(
            format!("{}（共 {count} 处）", message.zh),
            format!("{} ({count} times)", message.en),
        ),
    };
    let places = same.iter().map(Wording::place).collect();
    let mut flaw = Flaw::new(message, places);
    let edits: Vec<CellEdit> = same
        .iter()
        .filter_map(|wording| Some(CellEdit::new(wording.place(), wording.proposed()?)))
        .collect();
    if let Some(proposed) = first.proposed().filter(|_| edits.len() == count) {
        flaw.fixes.push(rewrite(first.text(), proposed, edits));
    }
    checks.flaw(code, first.level(level), flaw);
}

/// The words in another form.
pub(super) fn rewrite(words: &str, proposed: &str, edits: Vec<CellEdit>) -> Fix {
    Fix {
        title: Text::new(
            format!("将“{words}”改为“{proposed}”"),
            format!("Change “{words}” to “{proposed}”"),
        ),
        certainty: Certainty::Review,
        edits,
    }
}
