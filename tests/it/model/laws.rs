//! Laws of reading and editing, with whatever values chance picks.

use gouji::document::{Document, Edit, Pointer};
use gouji::model::{Accounts, CellEdit, ColumnKind, Place, SAMPLE, grouped};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::Open;

/// Every numeric cell that the file gives.
fn numeric_cells(accounts: &Accounts) -> Vec<Place> {
    let mut places = Vec::new();
    for table in &accounts.tables {
        let columns = table.spec().columns.iter().enumerate();
        let numeric = columns.filter(|(_, column)| column.kind != ColumnKind::Text);
        for (column, _) in numeric {
            let column = u16::try_from(column).unwrap();
            let rows = (0..table.rows.len()).map(|row| table.place(row, column));
            places.extend(rows.filter(|place| accounts.cell(*place).is_present()));
        }
    }
    places
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// An edit of a numeric cell changes that value's span, reads back as what was typed, and is
    /// undone to the same bytes.
    #[test]
    fn an_edit_changes_its_own_figure_and_nothing_else(
        pick in any::<prop::sample::Index>(),
        whole in 0_u64..1_000_000_000_000,
        decimals in 0_u32..4,
        negative: bool,
        with_separators: bool,
    ) {
        let mut open = Open::bytes(SAMPLE);
        let places = numeric_cells(&open.accounts);
        let place = places[pick.index(places.len())];
        let value = Decimal::from_i128_with_scale(
            i128::from(whole) * if negative { -1 } else { 1 },
            decimals,
        );
        let typed = if with_separators {
            grouped(value, decimals)
        } else {
            value.to_string()
        };
        let unit = open.accounts.cell(place).number().unwrap().unit;
        let pointer = open.accounts.pointer(place).unwrap();
        let old = open.document.find(&pointer).unwrap().span();
        let edit = CellEdit::new(place, typed).edit(&open.document, &open.accounts).unwrap();
        let change = open.document.apply(&edit).unwrap();

        let after = Accounts::read(&open.document).unwrap();
        let printed = after.cell(place).number().unwrap();
        prop_assert_eq!(printed.value, value);
        prop_assert_eq!(printed.unit, unit);
        let new = open.document.find(&pointer).unwrap().span();
        let (bytes, sample) = (open.document.bytes().into_owned(), SAMPLE);
        prop_assert_eq!(&bytes[..new.start], &sample[..old.start]);
        prop_assert_eq!(&bytes[new.end..], &sample[old.end..]);
        for other in &places {
            prop_assert!(*other == place || after.cell(*other) == open.accounts.cell(*other));
        }

        // Typing what is printed changes nothing at all.
        let again = CellEdit::new(place, after.printed(place)).edit(&open.document, &after).unwrap();
        open.document.apply(&again).unwrap();
        prop_assert_eq!(open.document.bytes().into_owned(), bytes);

        prop_assert!(open.document.undo(&change));
        prop_assert_eq!(open.document.bytes(), SAMPLE);
    }

    /// Whatever JSON stands in the place of a table, row or cell, reading goes on to the end and
    /// gives places that are in the file.
    #[test]
    fn reading_never_fails(
        at in prop::sample::select(vec![
            "/tables", "/tables/income", "/tables/income/rows", "/tables/income/rows/0",
            "/tables/income/rows/0/total", "/tables/income/rows/0/name", "/tables/income/unit",
            "/performance", "/performance/indicators/rows/3/ladder",
            "/performance/indicators/rows/3/ladder/1", "/claims/rows/7", "/year", "/unit",
            "/edition", "/offices/rows",
        ]),
        json in prop::sample::select(vec![
            "null", "true", "0", "-1e999", "\"\"", "\"x\"", "[]", "{}", "[[]]", "[null, 1, \"x\", {}]",
            "{\"rows\": {}}", "{\"rows\": [], \"rows\": 1}", "{\"\": {\"\": \"\"}}",
        ]),
    ) {
        let mut document = Document::parse(SAMPLE.to_vec()).unwrap();
        let edit = Edit::Set { at: Pointer::new(at), json: json.to_owned() };
        document.apply(&edit).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        for remark in &accounts.remarks {
            prop_assert!(document.find(&remark.at).is_some(), "{}", remark.at);
        }
        for place in numeric_cells(&accounts) {
            prop_assert!(document.find(&accounts.pointer(place).unwrap()).is_some());
        }
    }
}
