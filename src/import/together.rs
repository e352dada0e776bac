//! Which workbooks are one department's accounts of one year, and which text belongs to them.

use std::collections::BTreeSet;

use crate::manuscript::Manuscript;
use crate::model::{Accounts, TableId, normal_name};
use crate::narrative;
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

/// Whose accounts some files hold, as far as they say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    /// Departments that they name.
    departments: BTreeSet<String>,
    /// Years that they name.
    years: BTreeSet<u16>,
    /// The names of the files, without their endings.
    stems: BTreeSet<String>,
    /// Whether it is a text that does not speak of final accounts.
    is_stray: bool,
}

/// Bytes of a text in which its cover and first headings say whose it is.
const COVER: usize = 8 << 10;

impl Whose {
    /// What workbooks of one set say.
    pub fn of_books(books: &[&Workbook]) -> Self {
        let mut whose = Self::default();
        for book in books {
            let Kin { said, .. } = kin(book);
            whose.departments.extend(said.departments);
            whose.years.extend(said.years);
            whose.stems.insert(stem(&book.file));
        }
        whose.or_by_name()
    }

    /// What a text says.
    pub fn of_text(text: &Manuscript) -> Self {
        let mut end = COVER.min(text.text.len());
        while !text.text.is_char_boundary(end) {
            end -= 1;
        }
        let reading = narrative::read(&text.text[..end], &[]);
        let whose = Self {
            departments: reading.department.into_iter().collect(),
            years: reading.year.into_iter().collect(),
            stems: BTreeSet::from([stem(&text.file)]),
            is_stray: !speaks_of_accounts(&text.text),
        };
        whose.or_by_name()
    }

    /// What accounts in a file of that name say.
    pub fn of_accounts(accounts: &Accounts, file: &str) -> Self {
        Self {
            departments: accounts.department.iter().cloned().collect(),
            years: accounts.year.into_iter().collect(),
            stems: BTreeSet::from([stem(file)]),
            is_stray: false,
        }
    }

    /// What the names of the files say where the files do not.
    fn or_by_name(mut self) -> Self {
        let names: Vec<String> = self.stems.iter().map(|stem| format!("{stem}.x")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (department, year) = super::of_file_names(&names);
        if self.departments.is_empty() {
            self.departments.extend(department);
        }
        if self.years.is_empty() {
            self.years.extend(year);
        }
        self
    }

    fn is_same_year(&self, other: &Self) -> bool {
        self.years.is_empty() || other.years.is_empty() || self.years == other.years
    }

    /// Whether both name a department and it is the same; `None` when one names none.
    fn is_same_department(&self, other: &Self) -> Option<bool> {
        if self.departments.is_empty() || other.departments.is_empty() {
            return None;
        }
        let mut pairs = self.departments.iter().flat_map(|own| {
            let others = other.departments.iter();
            others.map(move |other| (own, other))
        });
        Some(pairs.any(|(own, other)| is_one_department(own, other)))
    }
}

/// For each text the set of tables that it belongs to, by position.
///
/// They name the same department and year, or one of them names none and nothing else fits. With
/// `nothing_else`, the only text belongs to the only tables whatever it says; reading asks about it
/// then. A set has one text, the first that fits; a text that does not speak of final accounts
/// belongs to none.
pub fn joined(texts: &[Whose], sets: &[Whose], nothing_else: bool) -> Vec<Option<usize>> {
    let mut taken = vec![false; sets.len()];
    let mut joined = vec![None; texts.len()];
    type Fits = fn(&Whose, &Whose) -> bool;
    let rounds: [Fits; 2] = [
        |text, set| text.is_same_department(set) == Some(true) && text.is_same_year(set),
        |text, set| text.is_same_department(set).is_none() && text.is_same_year(set),
    ];
    for fits in rounds {
        for (text, joined) in texts.iter().zip(&mut joined) {
            if joined.is_some() || text.is_stray {
                continue;
            }
            let mut fitting: Vec<usize> = (0..sets.len())
                .filter(|set| !taken[*set] && fits(text, &sets[*set]))
                .collect();
            if fitting.len() > 1 {
                fitting.retain(|set| !sets[*set].stems.is_disjoint(&text.stems));
            }
            if let [set] = fitting[..] {
                taken[set] = true;
                *joined = Some(set);
            }
        }
    }
    if let ([text], [_], true) = (texts, sets, nothing_else && !taken.contains(&true)) {
        joined[0] = (!text.is_stray).then_some(0);
    }
    joined
}

/// Whether a text speaks of final accounts; another one is none, whatever amounts it has.
pub fn speaks_of_accounts(text: &str) -> bool {
    ["决算", "決算"].iter().any(|word| text.contains(word))
}

/// Whether two printed names are one department's: one may leave out the region before it.
pub(super) fn is_one_department(one: &str, other: &str) -> bool {
    /// A name that is shorter says too little.
    const LEAST: usize = 4;
    let (one, other) = (normal_name(one), normal_name(other));
    let ends = |long: &str, short: &str| short.chars().count() >= LEAST && long.ends_with(short);
    one == other || ends(&one, &other) || ends(&other, &one)
}

/// A file's name without its ending and the folder before it.
fn stem(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.')
        .map_or(name, |(stem, _)| stem)
        .to_owned()
}

/// Whether a workbook has no table that another one has not, and both are of the same accounts as
/// far as they say.
pub fn repeats(book: &Workbook, other: &Workbook) -> bool {
    let (own, other) = (kin(book), kin(other));
    let is_same = own.said.departments.is_empty()
        || other.said.departments.is_empty()
        || own.said.departments == other.said.departments;
    let is_same = is_same && years_agree(&own.said, &other.said);
    is_same && !own.tables.is_empty() && own.tables.is_subset(&other.tables)
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
