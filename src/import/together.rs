//! Which workbooks are one department's accounts of one year.

use std::collections::BTreeSet;

use crate::model::TableId;
use crate::workbook::Workbook;

use super::header::Said;

/// What tells whose accounts a workbook is.
struct Kin {
    said: Said,
    tables: BTreeSet<TableId>,
}

/// Groups workbooks that belong to one set of accounts, as positions in the order given.
///
/// They name the same department and year; those that name none join where no table would stand
/// twice, if there is only one group that they can join.
pub fn belong_together(books: &[&Workbook]) -> Vec<Vec<usize>> {
    let kin: Vec<Kin> = books.iter().map(|book| kin(book)).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut unnamed: Vec<usize> = Vec::new();
    for (index, book) in kin.iter().enumerate() {
        if book.said.departments.is_empty() {
            unnamed.push(index);
            continue;
        }
        let same = |group: &Vec<usize>| {
            group.iter().all(|other| {
                let other = &kin[*other];
                other.said.departments == book.said.departments
                    && years_agree(&other.said, &book.said)
            })
        };
        match groups.iter_mut().find(|group| same(group)) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    for index in unnamed {
        let book = &kin[index];
        // One that names no department and has no table belongs to no accounts.
        let is_foreign = |book: &Kin| book.tables.is_empty() && book.said.departments.is_empty();
        let joins = |group: &Vec<usize>| {
            !is_foreign(book)
                && group.iter().all(|other| {
                    let other = &kin[*other];
                    !is_foreign(other)
                        && other.tables.is_disjoint(&book.tables)
                        && years_agree(&other.said, &book.said)
                })
        };
        let mut fitting = groups.iter_mut().filter(|group| joins(group));
        match (fitting.next(), fitting.next()) {
            (Some(group), None) => group.push(index),
            _ => groups.push(vec![index]),
        }
    }
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    groups
}

fn kin(book: &Workbook) -> Kin {
    let sheets = super::read_sheets(book);
    let mut kin = Kin {
        said: Said::default(),
        tables: BTreeSet::new(),
    };
    for sheet in sheets {
        kin.said.departments.extend(sheet.said.departments);
        kin.said.years.extend(sheet.said.years);
        kin.tables
            .extend(sheet.tables.iter().filter_map(|found| found.table));
    }
    kin
}

fn years_agree(one: &Said, other: &Said) -> bool {
    one.years.is_empty() || other.years.is_empty() || one.years == other.years
}
