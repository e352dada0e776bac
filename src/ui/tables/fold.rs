//! Which rows are folded away: 款 below their 类, 项 below their 款. Known by code, so that it survives edits of rows.

use std::collections::BTreeSet;

use crate::model::{Row, Table};

/// The lengths of codes of 类, 款 and 项.
const LENGTHS: [usize; 3] = [3, 5, 7];

/// How deep a table is unfolded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// 类 alone.
    Class,
    /// 类 and 款.
    Subclass,
    /// Everything.
    Item,
}

/// Codes whose rows are folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Folds {
    codes: BTreeSet<Box<str>>,
}

impl Folds {
    /// Whether anything is folded.
    pub(crate) fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Whether the row's own parts are folded away.
    pub(crate) fn is_folded(&self, row: &Row) -> bool {
        !row.code.is_empty() && self.codes.contains(&row.code)
    }

    /// Folds or unfolds the parts of a code. Whether that changed anything.
    pub(crate) fn set(&mut self, code: &str, folded: bool) -> bool {
        if folded {
            self.codes.insert(code.into())
        } else {
            self.codes.remove(code)
        }
    }

    /// Unfolds a table down to a depth.
    pub(crate) fn unfold_to(&mut self, table: &Table, depth: Depth) {
        self.codes.clear();
        let least = match depth {
            Depth::Item => return,
            Depth::Class => LENGTHS[0],
            Depth::Subclass => LENGTHS[1],
        };
        let parents = (0..table.rows.len()).filter(|row| is_parent(table, *row));
        let codes = parents.map(|row| &table.rows[row].code);
        self.codes
            .extend(codes.filter(|code| code.len() >= least).cloned());
    }

    /// Unfolds whatever hides a row. Whether that changed anything.
    pub(crate) fn show(&mut self, row: &Row) -> bool {
        let before = self.codes.len();
        for above in above(&row.code) {
            self.codes.remove(above);
        }
        self.codes.len() != before
    }

    /// Whether a row is folded away.
    fn hides(&self, row: &Row) -> bool {
        above(&row.code).any(|above| self.codes.contains(above))
    }

    /// The rows that are to be seen; `None` for all of them.
    pub(crate) fn visible(&self, table: &Table) -> Option<Vec<u32>> {
        if self.codes.is_empty() {
            return None;
        }
        let rows = (0..).zip(&table.rows);
        Some(
            rows.filter(|(_, row)| !self.hides(row))
                .map(|(index, _)| index)
                .collect(),
        )
    }
}

/// The codes of the rows that a row is a part of.
fn above(code: &str) -> impl Iterator<Item = &str> {
    let shorter = LENGTHS.into_iter().filter(|length| *length < code.len());
    shorter.filter_map(|length| code.get(..length))
}

/// Whether the row below is a part of this one.
pub(crate) fn is_parent(table: &Table, row: usize) -> bool {
    let code = &table.rows[row].code;
    let next = table.rows.get(row + 1);
    LENGTHS.contains(&code.len())
        && next.is_some_and(|next| next.code.len() > code.len() && next.code.starts_with(&**code))
}

/// Whether any row has parts below it.
pub(crate) fn has_parents(table: &Table) -> bool {
    table.is_coded() && (0..table.rows.len()).any(|row| is_parent(table, row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::model::Accounts;

    fn accounts() -> Accounts {
        let json = r#"{"format": "gouji-accounts/1", "tables": {"income": [
            {"name": "合计", "total": 3},
            {"code": "201", "name": "甲", "total": 2},
            {"code": "20106", "name": "乙", "total": 2},
            {"code": "2010601", "name": "丙", "total": 1},
            {"code": "2010602", "name": "丁", "total": 1},
            {"code": "206", "name": "戊", "total": 1}]}}"#;
        let document = Document::parse(json.as_bytes().to_vec()).unwrap();
        Accounts::read(&document).unwrap()
    }

    #[test]
    fn a_folded_class_hides_all_that_is_below_it() {
        let accounts = accounts();
        let table = accounts.final_table("K02").unwrap();
        let mut folds = Folds::default();
        assert_eq!(folds.visible(table), None);
        folds.set("201", true);
        assert_eq!(folds.visible(table), Some(vec![0, 1, 5]));
        folds.set("20106", true);
        folds.set("201", false);
        assert_eq!(folds.visible(table), Some(vec![0, 1, 2, 5]));
        assert!(folds.show(&table.rows[4]));
        assert_eq!(folds.visible(table), None);
    }

    #[test]
    fn a_table_is_unfolded_to_a_depth() {
        let accounts = accounts();
        let table = accounts.final_table("K02").unwrap();
        let mut folds = Folds::default();
        folds.unfold_to(table, Depth::Class);
        assert_eq!(folds.visible(table), Some(vec![0, 1, 5]));
        // What is below a class stays folded when that is unfolded by hand.
        folds.set("201", false);
        assert_eq!(folds.visible(table), Some(vec![0, 1, 2, 5]));
        folds.unfold_to(table, Depth::Subclass);
        assert_eq!(folds.visible(table), Some(vec![0, 1, 2, 5]));
        folds.unfold_to(table, Depth::Item);
        assert_eq!(folds.visible(table), None);
        assert!(is_parent(table, 1) && !is_parent(table, 4) && !is_parent(table, 0));
    }
}
