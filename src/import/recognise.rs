//! Which table a head belongs to: what its title says, what it looks like, and both together.

use crate::model::{Catalogue, TableGroup, TableId, Text};

use super::blocks::Block;
use super::fit::{self, Fit};
use super::grid::{Grid, Line};
use super::note::{Asks, Note};
use super::rows;
use super::title::Title;
use super::unplaced::Why;
use super::words::joined;

/// A table that was recognised, or why none was.
pub(super) struct Recognised {
    /// The table.
    pub(super) table: Option<TableId>,
    /// Why its figures have no place, when there is none.
    pub(super) why: Why,
    /// What its columns are.
    pub(super) fit: Fit,
}

impl Recognised {
    fn yes(table: TableId, fit: Fit) -> Self {
        Self {
            table: Some(table),
            why: Why::NoHead,
            fit,
        }
    }

    fn no(why: Why) -> Self {
        Self {
            table: None,
            why,
            fit: Fit::default(),
        }
    }
}

/// Which table a head belongs to, by title and by head.
pub(super) fn recognise(
    grid: &Grid<'_>,
    notes: &mut Vec<Note>,
    title: Option<&(Title, String)>,
    blocks: &[Block],
    lines: &[Line],
) -> Recognised {
    let by_head = || {
        let official = Catalogue::get().tables();
        let official = official.filter(|(_, spec)| spec.group == TableGroup::Official);
        let fits = official.filter_map(|(id, _)| {
            let fit = fit::fit(id, blocks);
            let known = rows::rows_known(grid, lines, blocks, id);
            fit::is_exact(id, &fit, known, blocks).then_some((id, fit))
        });
        fits.collect::<Vec<_>>()
    };
    let Some((title, text)) = title else {
        let mut exact = by_head();
        return match exact.len() {
            1 => {
                let (id, fit) = exact.remove(0);
                Recognised::yes(id, fit)
            }
            0 => Recognised::no(Why::UnknownTable),
            _ => {
                // Tables of different funds have the same head; the sheet's name may say the fund.
                let fund = fund(&grid.sheet.name);
                exact.retain(|(id, _)| fund.is_some_and(|fund| id.spec().title.zh.contains(fund)));
                match exact.len() {
                    1 => {
                        let (id, fit) = exact.remove(0);
                        Recognised::yes(id, fit)
                    }
                    _ => Recognised::no(Why::SeveralTables),
                }
            }
        };
    };
    let near = title
        .near
        .map(|near| (near, fit::fit(near, blocks)))
        .filter(|(_, fit)| fit.is_whole());
    if let Some((near, fit)) = near {
        notes.push(mistyped(grid, near, text));
        return Recognised::yes(near, fit);
    }
    let Some(named) = title.table else {
        return Recognised::no(Why::UnknownTable);
    };
    let of_title = fit::fit(named, blocks);
    if of_title.is_whole() {
        return Recognised::yes(named, of_title);
    }
    let mut exact = by_head();
    if let [(other, _)] = exact.as_slice()
        && *other != named
    {
        let other = *other;
        let sheet = &grid.sheet.name;
        notes.push(Text::new(
            format!("工作表“{sheet}”：表名是“{text}”，表头却是《{}》的，按表头读取", other.spec().title.zh),
            format!("sheet “{sheet}”: the title is “{text}”, the head that of “{}”; it is read by its head", other.spec().title.en),
        ).into());
        return Recognised::yes(other, exact.remove(0).1);
    }
    if of_title.known() > 0 {
        return Recognised::yes(named, of_title);
    }
    Recognised::no(Why::OtherHead(named))
}

/// Asks about a title in which a character is wrong.
fn mistyped(grid: &Grid<'_>, table: TableId, text: &str) -> Note {
    let printed = grid.sheet.cells.iter();
    let mut printed = printed.filter(|cell| joined(cell.content.text()) == text);
    let at = printed.next().map(|cell| cell.at);
    let title = &table.spec().title;
    let note = Text::new(
        format!("表名“{text}”疑为“{}”之误，已按后者读取", title.zh),
        format!(
            "the title “{text}” seems to be “{}”; it is read as that",
            title.en
        ),
    );
    Note {
        at: at.map(|at| (grid.sheet.name.clone(), at)),
        asks: Some(Asks::Explain(table)),
        ..Note::from(note)
    }
}

/// The fund that a sheet's name says, as titles print it.
fn fund(sheet: &str) -> Option<&'static str> {
    let funds = [
        ("国资", "国有资本经营预算"),
        ("国有资本", "国有资本经营预算"),
        ("基金", "政府性基金预算"),
        ("一般公共", "一般公共预算"),
    ];
    let mut said = funds.iter().filter(|(word, _)| sheet.contains(word));
    let (_, fund) = said.next()?;
    said.all(|(_, other)| other == fund).then_some(fund)
}
