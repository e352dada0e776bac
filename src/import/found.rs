//! A table as it was found on a sheet.

use crate::model::{Period, Side, TableId, Unit};

/// A table of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Which table; `None` until it is known.
    pub(super) table: Option<TableId>,
    /// The period of its figures.
    pub(super) period: Period,
    /// Its title as printed.
    pub(super) title: Option<String>,
    /// The units that are printed for it.
    pub(super) units: Vec<String>,
    /// The groups of columns that its rows were read from.
    pub(super) blocks: Vec<SheetBlock>,
    /// Its rows.
    pub(super) rows: Vec<FoundRow>,
    /// The cells that became amounts.
    pub(super) figures: Vec<u32>,
    /// Where its title stands once more, as the number of rows read until then.
    pub(super) again: Vec<usize>,
    /// Whether a sentence below it says that it has no figures.
    pub(super) declared_empty: bool,
    /// Counts that are printed below its amounts.
    pub(super) counts: Option<Box<Self>>,
}

/// Which columns of the sheet print what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SheetBlock {
    /// The columns of the codes, first and last.
    pub(super) code: Option<(u16, u16)>,
    /// The column of the names.
    pub(super) name: Option<u16>,
    /// Columns of the table with those of the sheet.
    pub(super) columns: Vec<(u16, u16)>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FoundRow {
    /// Which of the blocks, from 0.
    pub(super) block: u16,
    /// In which half or column of the form it stands, from 0; rows are listed half by half.
    pub(super) group: u16,
    /// The sheet's row, from 0.
    pub(super) row: u32,
    /// The code, empty if there is none.
    pub(super) code: String,
    /// The name, empty if there is none.
    pub(super) name: String,
    /// The half that it stands in.
    pub(super) side: Option<Side>,
    /// Its amounts as JSON, by columns of the table.
    pub(super) cells: Vec<(u16, String)>,
}

impl Found {
    /// The block that is like this one, which becomes one of the table's if it is new.
    pub(super) fn block(&mut self, block: SheetBlock) -> u16 {
        let index = self.blocks.iter().position(|other| *other == block);
        let index = index.unwrap_or_else(|| {
            self.blocks.push(block);
            self.blocks.len() - 1
        });
        u16::try_from(index).unwrap_or(u16::MAX)
    }

    /// The unit that is printed for the table, or all of them where they disagree, which no
    /// reader takes for a unit.
    pub(super) fn unit(&self) -> Option<String> {
        (!self.units.is_empty()).then(|| self.units.join("、"))
    }

    /// The unit, when it is one that is known.
    pub(super) fn known_unit(&self) -> Option<Unit> {
        match self.units.as_slice() {
            [unit] => Unit::parse(unit),
            _ => None,
        }
    }

    /// Whether another table prints the same.
    pub(super) fn prints_the_same(&self, other: &Self) -> bool {
        let same = |(one, two): (&FoundRow, &FoundRow)| {
            one.code == two.code
                && one.name == two.name
                && one.side == two.side
                && one.cells == two.cells
        };
        self.units == other.units
            && self.rows.len() == other.rows.len()
            && self.rows.iter().zip(&other.rows).all(same)
    }
}
