//! What a person does with a file, at random: for laws that hold whatever was done.

use crate::support::desk::Desk;
use gouji::model::{CellEdit, ColumnKind, RowEdit, Text};
use gouji::session::Action;
use proptest::prelude::*;

/// One thing that is done; numbers choose among what is there, round and round.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Edit(Vec<(usize, &'static str)>),
    Insert(usize, usize, usize),
    Remove(usize, usize),
    Explain(usize, &'static str),
    SafeFixes,
    Fix(usize),
    Undo,
    Redo,
    Save,
}

/// A few deeds; undo often enough to get below a save.
pub(crate) fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let text = prop::sample::select(vec![
        "",
        "1",
        "1,234.50",
        "12.3万元",
        "-59332388.65",
        "abc",
        "０.5",
    ]);
    let words = prop::sample::select(vec!["口径不同", "见“附件”\n第 2 页", ""]);
    let number = any::<u16>().prop_map(usize::from);
    let deed = prop_oneof![
        6 => prop::collection::vec((number.clone(), text), 1..4).prop_map(Deed::Edit),
        2 => (number.clone(), number.clone(), 1_usize..4).prop_map(|(t, r, n)| Deed::Insert(t, r, n)),
        2 => (number.clone(), number.clone()).prop_map(|(t, r)| Deed::Remove(t, r)),
        2 => (number.clone(), words).prop_map(|(f, words)| Deed::Explain(f, words)),
        1 => Just(Deed::SafeFixes),
        1 => number.prop_map(Deed::Fix),
        5 => Just(Deed::Undo),
        3 => Just(Deed::Redo),
        2 => Just(Deed::Save),
    ];
    prop::collection::vec(deed, 1..14)
}

impl Deed {
    /// What it asks of the session, as the file stands now; `None` when there is nothing to choose.
    pub(crate) fn action(&self, desk: &Desk) -> Option<Action> {
        let view = desk.file();
        let (file, title) = (view.id, Text::same(format!("{self:?}")));
        let tables = &view.accounts.tables;
        let finding = |at: usize| {
            let findings = &view.review.findings;
            findings.get(at % findings.len().max(1))
        };
        Some(match self {
            Self::Edit(cells) => {
                let places: Vec<_> = tables
                    .iter()
                    .flat_map(|table| {
                        let columns = (0..).zip(&table.spec().columns);
                        let money = columns.filter(|(_, c)| c.kind == ColumnKind::Money);
                        money.flat_map(move |(col, _)| {
                            (0..table.rows.len()).map(move |row| table.place(row, col))
                        })
                    })
                    .collect();
                let edits = cells
                    .iter()
                    .map(|(at, text)| CellEdit::new(places[at % places.len()], *text));
                Action::Edit {
                    file,
                    title,
                    edits: edits.collect(),
                }
            }
            Self::Insert(table, at, count) => {
                let table = &tables[table % tables.len()];
                let at = at % (table.rows.len() + 1);
                let insert = RowEdit::Insert {
                    table: table.id,
                    at,
                };
                Action::EditRows {
                    file,
                    title,
                    rows: vec![insert; *count],
                    cells: vec![CellEdit::new(
                        table.place(at, gouji::model::Place::NAME),
                        "新行",
                    )],
                }
            }
            Self::Remove(table, at) => {
                let table = &tables[table % tables.len()];
                let at = at % table.rows.len().max(1);
                Action::EditRows {
                    file,
                    title,
                    rows: vec![RowEdit::Remove {
                        table: table.id,
                        at,
                    }],
                    cells: Vec::new(),
                }
            }
            Self::Explain(at, words) => Action::Explain {
                file,
                finding: finding(*at)?.fingerprint.clone(),
                text: (*words).to_owned(),
            },
            Self::SafeFixes => Action::ApplySafeFixes(file),
            Self::Fix(at) => Action::ApplyFix {
                file,
                finding: finding(*at)?.fingerprint.clone(),
                fix: 0,
            },
            Self::Undo => Action::Undo(file),
            Self::Redo => Action::Redo(file),
            Self::Save => Action::Save(file),
        })
    }
}
