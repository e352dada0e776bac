//! Which edition accounts follow that name none: that of their region and year, or for what came
//! from a workbook the only one whose list of titles fits.

use crate::model::{
    Accounts, Catalogue, Edition, Period, TableGroup, TableId, Text, edition, normal_name,
};

/// How the edition of accounts is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EditionBy {
    /// The file names it.
    Name,
    /// It is the only one of the region and the year.
    Region,
    /// It is the only one that prints tables of these titles in this order.
    Form,
}

impl Accounts {
    /// The title of the edition that they follow, and how it is known when no file names it.
    pub fn edition_text(&self) -> Option<Text> {
        let title = &self.edition?.title;
        let how = match self.edition_by? {
            EditionBy::Name => return Some(title.clone()),
            EditionBy::Region => Text::new("按地区与年度判断", "by region and year"),
            EditionBy::Form => Text::new("按各表的名称与次序判断", "by the titles and their order"),
        };
        Some(Text::new(
            format!("{}（{}）", title.zh, how.zh),
            format!("{} ({})", title.en, how.en),
        ))
    }
}

/// The edition of accounts that name none, of which `order` lists the final tables as the
/// workbook has them.
pub(super) fn edition_of(
    accounts: &Accounts,
    order: &[TableId],
) -> Option<(&'static Edition, EditionBy)> {
    let catalogue = Catalogue::get();
    let names = [&accounts.region, &accounts.department];
    let of_region = names
        .into_iter()
        .flatten()
        .map(|name| catalogue.editions_fitting(Some(name), None))
        .find(|editions| !editions.is_empty())
        .unwrap_or_default();
    let of_year = |edition: &&&Edition| accounts.year.is_some_and(|year| edition.is_in_use(year));
    let mut fitting = of_region.iter().filter(of_year);
    if let (Some(only), None) = (fitting.next(), fitting.next()) {
        return Some((only, EditionBy::Region));
    }
    let titles: Vec<&str> = order
        .iter()
        .filter_map(|id| official_title(accounts, *id))
        .collect();
    let by_form = if of_region.is_empty() {
        catalogue.edition_by_form(&titles)
    } else {
        edition::by_form(of_region.into_iter(), &titles)
    };
    by_form.map(|edition| (edition, EditionBy::Form))
}

/// The official title that a table prints, perhaps after a year or a department.
fn official_title(accounts: &Accounts, id: TableId) -> Option<&'static str> {
    let table = accounts.tables.iter().find(|table| {
        let of_workbook = table.source.is_some() && id.spec().group == TableGroup::Official;
        table.id.table == id && table.id.period == Period::Final && of_workbook
    })?;
    let printed = normal_name(table.title.as_deref()?);
    let editions = Catalogue::get().editions().iter();
    let titles = editions.filter_map(|edition| edition.table(id));
    titles
        .map(|table| table.title.zh.as_str())
        .filter(|title| printed.ends_with(&normal_name(title)))
        .max_by_key(|title| title.len())
}
