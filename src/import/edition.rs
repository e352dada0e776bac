//! Which edition of the tables a workbook is.

use crate::model::{Catalogue, Edition, TableId};

/// The region in the name of a department.
pub(super) fn region(department: &str) -> Option<&'static str> {
    let regions = [("北京", "北京市"), ("上海", "上海市")];
    let found = regions
        .iter()
        .find(|(begins, _)| department.starts_with(begins));
    found.map(|(_, region)| *region)
}

/// The edition of tables in their order, and whether the form alone says it: it is the only one
/// that lists them in this order, and most of its tables are there.
pub(super) fn edition(
    region: Option<&str>,
    year: Option<u16>,
    tables: &[TableId],
    in_order: bool,
) -> Option<(&'static str, bool)> {
    let editions = Catalogue::get().editions();
    if let (Some(region), Some(year)) = (region, year) {
        let title = format!("{region} {year} 年");
        let known = editions.iter().find(|edition| edition.title.zh == title);
        if let Some(edition) = known {
            return Some((&edition.key, false));
        }
    }
    let official: Vec<&str> = tables
        .iter()
        .filter_map(|table| table.spec().id.as_deref())
        .collect();
    let of_year = |edition: &&Edition| {
        year.is_none_or(|year| edition.title.zh.contains(&format!("{year} 年")))
    };
    let mut fitting = editions.iter().filter(of_year).filter(|edition| {
        let own = edition.tables();
        let own: Vec<&str> = own.filter_map(|(id, _)| id.spec().id.as_deref()).collect();
        is_part(&official, &own, in_order)
    });
    let first = fitting.next()?;
    fitting
        .next()
        .is_none()
        .then_some((first.key.as_str(), true))
}

/// Whether tables are most of an edition's, in its order.
fn is_part(tables: &[&str], edition: &[&str], in_order: bool) -> bool {
    let places: Option<Vec<usize>> = tables
        .iter()
        .map(|table| edition.iter().position(|of| of == table))
        .collect();
    let ordered = |places: &[usize]| !in_order || places.is_sorted();
    places.is_some_and(|places| ordered(&places)) && tables.len() * 3 >= edition.len() * 2
}
