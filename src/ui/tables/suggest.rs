//! Codes and names of the code lists that what is typed into a cell could become.

use crate::model::{
    Classification, CodeEntry, Evidence, Lang, Place, RowKindSpec, Table, lookup_code, normal_name,
    search_codes,
};
use crate::ui::grid::Suggestion;

use super::form::{Arrangement, Column};

/// Suggestions that are shown at once.
const MOST: usize = 8;

/// What a text in the code or name column of a row could become, the best first.
pub(super) fn suggestions(
    table: &Table,
    arrangement: &Arrangement,
    (row, column): (usize, Column),
    text: &str,
    lang: Lang,
) -> Vec<Suggestion> {
    let Some(list) = classification(table) else {
        return Vec::new();
    };
    let text = text.trim();
    if text.is_empty() || matches!(column, Column::Cell(_)) {
        return Vec::new();
    }
    let mut found: Vec<&CodeEntry> = search_codes(list, text)
        .filter(|entry| is_of_table(table, entry))
        .collect();
    found.sort_by_key(|entry| (rank(entry, text), entry.code.len(), entry.code.as_str()));
    found.truncate(MOST);
    let fill = Fill {
        table,
        arrangement,
        list,
        row,
    };
    found
        .into_iter()
        .map(|entry| fill.suggestion(entry, column, lang))
        .collect()
}

/// The list from which a table's rows are taken, if they are.
fn classification(table: &Table) -> Option<Classification> {
    match table.spec().row_kind {
        RowKindSpec::Functional | RowKindSpec::Halves => Some(Classification::Functional),
        RowKindSpec::Economic => Some(Classification::Economic),
        RowKindSpec::Fixed | RowKindSpec::Free => None,
    }
}

/// The summaries print 类 alone.
fn is_of_table(table: &Table, entry: &CodeEntry) -> bool {
    table.spec().row_kind != RowKindSpec::Halves || entry.code.len() == 3
}

fn rank(entry: &CodeEntry, text: &str) -> u8 {
    if entry.code == text || entry.name == text {
        0
    } else if entry.code.starts_with(text) {
        1
    } else if entry.name.starts_with(text) {
        2
    } else {
        3
    }
}

/// The row that is filled in.
struct Fill<'a> {
    table: &'a Table,
    arrangement: &'a Arrangement,
    list: Classification,
    row: usize,
}

impl Fill<'_> {
    fn suggestion(&self, entry: &CodeEntry, column: Column, lang: Lang) -> Suggestion {
        let (text, other, beside) = match column {
            Column::Code => (&entry.code, &entry.name, Place::NAME),
            _ => (&entry.name, &entry.code, Place::CODE),
        };
        let also = self
            .arrangement
            .find(self.row, beside)
            .filter(|_| self.follows(beside));
        Suggestion {
            text: text.clone(),
            label: format!("{}  {}", entry.code, entry.name),
            note: match entry.evidence {
                Evidence::Recall => lang.pick("名称未核实", "name not attested").to_owned(),
                Evidence::Seen | Evidence::SeenName => String::new(),
            },
            also: also.map(|at| (at, other.clone())).into_iter().collect(),
        }
    }

    /// Whether the other cell changes along: when it is empty, or when it only said again what the list says of the old one.
    fn follows(&self, beside: u16) -> bool {
        let row = &self.table.rows[self.row];
        let printed = if beside == Place::NAME {
            &row.name
        } else {
            &row.code
        };
        let listed = lookup_code(self.list, &row.code);
        printed.is_empty()
            || listed.is_some_and(|entry| normal_name(&entry.name) == normal_name(&row.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::model::Accounts;
    use crate::ui::grid::CellPos;
    use crate::ui::tables::fold::Folds;

    fn offered(row: usize, column: Column, text: &str) -> Vec<Suggestion> {
        let json = r#"{"format": "gouji-accounts/1", "tables": {"income": [
            {"code": "201", "name": "一般公共服务支出", "total": 3},
            {"code": "", "name": "", "total": 2},
            {"code": "206", "name": "本单位的叫法", "total": 2}]}}"#;
        let document = Document::parse(json.as_bytes().to_vec()).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        let table = accounts.final_table("K02").unwrap();
        let arrangement = Arrangement::listed(table, &Folds::default());
        suggestions(table, &arrangement, (row, column), text, Lang::Zh)
    }

    #[test]
    fn a_code_brings_its_name_where_there_is_none_or_that_of_another_code() {
        let empty = offered(1, Column::Code, "20106");
        assert_eq!(empty[0].text, "20106");
        assert_eq!(empty[0].also, [(CellPos::new(1, 1), "财政事务".to_owned())]);
        let listed = offered(0, Column::Code, "206");
        assert_eq!(
            listed[0].also,
            [(CellPos::new(0, 1), "科学技术支出".to_owned())]
        );
        let own = offered(2, Column::Code, "208");
        assert_eq!(own[0].text, "208");
        assert!(own[0].also.is_empty(), "its own words stay");
    }

    #[test]
    fn a_name_is_found_by_any_of_its_words_and_brings_its_code() {
        let found = offered(1, Column::Name, "财政");
        assert_eq!(found[0].text, "财政事务");
        assert_eq!(found[0].also, [(CellPos::new(1, 0), "20106".to_owned())]);
        assert!(found.len() <= MOST);
        assert!(offered(1, Column::Name, "").is_empty());
        assert!(offered(1, Column::Cell(0), "201").is_empty());
    }
}
