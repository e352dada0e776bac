//! Mistakes over many cells: columns and blocks on the wrong rows, rows and columns that hold each
//! other's figures, amounts in the wrong unit, last year's column. Many broken sums, one cause.
//!
//! A table's figures are supposed to be put right in one stroke; when that mends every broken
//! relation that the cells take part in, and breaks none, they were out of place. What mends most
//! is taken, of those the one that supposes least. Where two tables explain the numbers equally,
//! both are named. Which shapes are worth trying is left to `proposed`, the words to `told`.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Place, RowKindSpec, TableRef};
use crate::relation::{Comparison, Figure, Relation};
use crate::rules::Context;

use super::evidence::{Evidence, Id};
use super::shape::{Arranged, Right, Shape, Sheet, Touch};
use super::solve::Open;
use super::sum::{Verdict, judge};
use super::trial::{Change, Changes, Supposed as _};
use super::{Mistake, figure, proposed, told};

/// So many hypotheses of a table are worked out; where more agree, they agree by chance.
const MOST_WORKED_OUT: usize = 6_000;

/// Figures that are out of place.
pub(super) struct Found {
    /// The mistake.
    pub mistake: Mistake,
    /// The figures as they should stand.
    pub changes: Changes,
    /// Positions of the open relations that it explains.
    pub mended: Vec<usize>,
}

/// A hypothesis that explains.
pub(super) struct Explained {
    /// The table.
    pub table: TableRef,
    /// What is out of place.
    pub shape: Shape,
    /// The figures as they should stand.
    pub changes: Changes,
    /// Figures that it had to take from the relations themselves.
    pub free: usize,
    /// Cells whose figures are lost: nothing printed says them exactly.
    pub lost: BTreeSet<Place>,
    /// Positions of the open relations that it explains.
    pub mended: Vec<usize>,
}

/// What broken relations say of one table.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// How many speak of it.
    pub relations: usize,
    /// The columns that they speak of, with how many do.
    pub columns: BTreeMap<u16, usize>,
    /// The rows that they speak of, with how many do.
    pub rows: BTreeMap<u32, usize>,
}

/// Figures out of place among the open relations, when that explains more of them than any single
/// cell: `singly` is how many of these relations one cell explains.
pub(super) fn find(
    context: &Context<'_>,
    evidence: &Evidence<'_>,
    open: &[Open],
    singly: &dyn Fn(&[usize]) -> usize,
) -> Option<Found> {
    let mut order: Vec<usize> = (0..open.len()).collect();
    order.sort_by_key(|index| open[*index].relation.terms().count());
    let mut best: Vec<Explained> = Vec::new();
    for (id, touched) in touched(open) {
        let Some(table) = context.accounts.table(id) else {
            continue;
        };
        // Lists without a form have no rows to be moved on.
        if table.spec().row_kind == RowKindSpec::Free {
            continue;
        }
        let sheet = Sheet::of(context.accounts, table);
        let search = Search {
            evidence,
            open,
            order: &order,
            sheet: &sheet,
            worked_out: Cell::new(0),
        };
        for shape in proposed::shapes(context, &sheet, &touched, open) {
            let least = best.first().map_or(0, |best| best.mended.len());
            let Some(explained) = search.explain(shape, least) else {
                continue;
            };
            let rank = |one: &Explained| {
                let mended = std::cmp::Reverse(one.mended.len());
                (mended, one.shape.cost(), one.free, extent(one))
            };
            match best.first().map(|first| rank(&explained).cmp(&rank(first))) {
                Some(std::cmp::Ordering::Greater) => {}
                Some(std::cmp::Ordering::Equal) => {
                    let is_new = best.iter().all(|one| one.changes != explained.changes);
                    if is_new {
                        best.push(explained);
                    }
                }
                _ => best = vec![explained],
            }
        }
    }
    let first = best.first()?;
    if singly(&first.mended) >= first.mended.len() {
        return None;
    }
    Some(Found {
        mistake: told::mistake(context.accounts, open, &best),
        changes: first.changes.clone(),
        mended: first.mended.clone(),
    })
}

/// How far it reaches: a stretch of rows was moved as a whole, everything else is the likelier the
/// less it changes.
fn extent(one: &Explained) -> isize {
    let cells = isize::try_from(one.changes.places().count()).unwrap_or(isize::MAX);
    match one.shape {
        Shape::Shift {
            is_turned: false, ..
        } => -cells,
        _ => cells,
    }
}

fn touched(open: &[Open]) -> BTreeMap<TableRef, Touched> {
    let mut tables: BTreeMap<TableRef, Touched> = BTreeMap::new();
    for one in open {
        let places: BTreeSet<Place> = one.relation.places().collect();
        let of_table: BTreeSet<TableRef> = places.iter().map(|place| place.table_ref()).collect();
        for id in of_table {
            let touched = tables.entry(id).or_default();
            touched.relations += 1;
            let here = places.iter().filter(|place| place.table_ref() == id);
            let columns: BTreeSet<u16> = here.clone().map(|place| place.column).collect();
            let rows: BTreeSet<u32> = here.map(|place| place.row).collect();
            for column in columns {
                *touched.columns.entry(column).or_default() += 1;
            }
            for row in rows {
                *touched.rows.entry(row).or_default() += 1;
            }
        }
    }
    tables
}

/// What came of looking for lost figures.
struct Solved {
    /// How many were found.
    free: usize,
    /// Those that no relation tells.
    left: BTreeSet<Place>,
    /// Those that only a sum tells, within its rounding.
    lost: BTreeSet<Place>,
}

struct Search<'a, 'b> {
    evidence: &'a Evidence<'b>,
    open: &'a [Open],
    /// The open relations, those of few terms first.
    order: &'a [usize],
    sheet: &'a Sheet<'a>,
    /// How many hypotheses agreed with some relations, so that they were worked out.
    worked_out: Cell<usize>,
}

impl Search<'_, '_> {
    /// What a shape explains, when it mends all that it touches, `least` at least, and breaks
    /// nothing.
    fn explain(&self, shape: Shape, least: usize) -> Option<Explained> {
        if !self.sheet.keeps_all(&shape) {
            return None;
        }
        let is_paste = matches!(shape, Shape::Paste { .. });
        let arranged = Arranged {
            sheet: self.sheet,
            shape: &shape,
        };
        let (mut mended, waiting) = self.touched(&arranged)?;
        if mended.len() + waiting.len() < shape.fewest().max(least) {
            return None;
        }
        let worked_out = self.worked_out.get();
        if worked_out == MOST_WORKED_OUT {
            return None;
        }
        self.worked_out.set(worked_out + 1);
        let (mut changes, unknown, telling) = self.changes(&arranged);
        let Solved {
            free,
            left,
            mut lost,
        } = self.solve(&mut changes, &unknown, &waiting);
        if is_paste {
            lost.clone_from(&left);
        } else {
            self.empty(&mut changes, &left);
        }
        let is_lost =
            |relation: &Relation| is_paste && relation.places().any(|place| left.contains(&place));
        let telling = telling
            + changes
                .places()
                .filter(|place| unknown.contains(place))
                .count();
        let is_sign =
            telling >= shape.fewest_telling() && changes.places().count() >= shape.fewest_cells();
        if !is_sign {
            return None;
        }
        for index in waiting {
            let relation = &self.open[index].relation;
            if is_lost(relation) {
                mended.push(index);
            } else if changes.touch(relation) {
                if judge(&changes, relation) == Verdict::Broken {
                    return None;
                }
                mended.push(index);
            }
        }
        mended.sort_unstable();
        // What is found from a relation is not confirmed by it; last year's figures are by
        // themselves.
        let free = match shape {
            Shape::Prior { .. } | Shape::Paste { .. } => 0,
            _ => free,
        };
        let is_confirmed =
            mended.len() >= shape.fewest() && mended.len() >= free + 2.min(shape.fewest());
        if !is_confirmed || mended.len() < least {
            return None;
        }
        // What costs most is asked last.
        let holds = if unknown.is_empty() {
            self.breaks_nothing(&changes, |relation| judge(&arranged, relation))
        } else {
            self.breaks_nothing(&changes, |relation| {
                if is_lost(relation) {
                    return Verdict::Agrees;
                }
                judge(&changes, relation)
            })
        };
        holds.then_some(Explained {
            table: self.sheet.table.id,
            shape,
            changes,
            free,
            lost,
            mended,
        })
    }

    /// Open relations that speak of moved figures: those that agree then, and those that need a
    /// lost one. None when one does not agree.
    fn touched(&self, arranged: &Arranged<'_, '_>) -> Option<(Vec<usize>, Vec<usize>)> {
        let (mut mended, mut waiting) = (Vec::new(), Vec::new());
        for index in self.order {
            let relation = &self.open[*index].relation;
            match arranged.touch(relation) {
                Touch::Not => {}
                Touch::Unknown => waiting.push(*index),
                Touch::Known => {
                    if judge(arranged, relation) == Verdict::Broken {
                        return None;
                    }
                    mended.push(*index);
                }
            }
        }
        Some((mended, waiting))
    }

    /// The figures that are known to stand wrong, those of which only that is known, and how many
    /// of the first say something.
    fn changes(&self, arranged: &Arranged<'_, '_>) -> (Changes, BTreeSet<Place>, usize) {
        let (mut changes, mut unknown, mut telling) = (Changes::default(), BTreeSet::new(), 0);
        for row in arranged.shape.rows(self.sheet.count()) {
            for column in &self.sheet.columns {
                let place = self.sheet.table.place(row as usize, *column);
                if arranged.shape.right(row, *column) == Right::Unknown {
                    unknown.insert(place);
                    continue;
                }
                let own = self.sheet.figure(row, *column);
                let right = self.sheet.right(arranged.shape, row, *column);
                let Some((own, right)) = own.zip(right) else {
                    continue;
                };
                let value = right.base_value();
                let value = value.and_then(|base| base.checked_div(own.unit.factor()));
                if let Some(value) = value {
                    telling += usize::from(!right.value.is_zero());
                    changes.add(Change::Value(place, value.normalize()));
                }
            }
        }
        (changes, unknown, telling)
    }

    /// Finds lost figures: each from a relation in which it alone is unknown, those that are
    /// few figures first, so that what is printed elsewhere goes before what a sum leaves.
    fn solve(&self, changes: &mut Changes, unknown: &BTreeSet<Place>, waiting: &[usize]) -> Solved {
        let mut left = unknown.clone();
        let mut lost = BTreeSet::new();
        loop {
            let solved = left.iter().find_map(|place| {
                let open = waiting.iter().map(|index| &self.open[*index].relation);
                let all = self.evidence.at(*place);
                let all = all.map(|(_, tested)| &*tested.relation);
                let relations = open.chain(all).filter(|relation| {
                    let mut unknown = relation.places().filter(|other| left.contains(other));
                    relation.comparison == Comparison::Equal
                        && unknown.next() == Some(*place)
                        && unknown.next().is_none()
                });
                let relation = relations.min_by_key(|relation| relation.terms().count())?;
                let relation = changes.apply(relation);
                let own = self.sheet.figure(place.row, place.column);
                // What is printed may be right after all, as far as rounding lets anyone know.
                let fits = |own: &&Figure| {
                    figure::needed(&relation, *place).is_some_and(|needed| needed.contains(own))
                };
                let (value, is_exact) = if let Some(own) = own.filter(fits) {
                    (own.value, true)
                } else {
                    let value = figure::mending(&relation, *place)?;
                    (value, relation.terms().count() == 2 || value.is_zero())
                };
                Some((*place, value, is_exact))
            });
            let Some((place, value, is_exact)) = solved else {
                break;
            };
            left.remove(&place);
            if !is_exact {
                lost.insert(place);
            }
            let own = self.sheet.figure(place.row, place.column);
            if own.is_none_or(|own| own.value != value) {
                changes.add(Change::Value(place, value));
            }
        }
        Solved {
            free: unknown.len() - left.len(),
            left,
            lost,
        }
    }

    /// What no relation tells was empty.
    fn empty(&self, changes: &mut Changes, left: &BTreeSet<Place>) {
        for place in left.iter().copied() {
            let own = self.sheet.figure(place.row, place.column);
            if own.is_some_and(|own| !own.value.is_zero()) {
                changes.add(Change::Value(place, rust_decimal::Decimal::ZERO));
            }
        }
    }

    /// Whether everything that held still does.
    fn breaks_nothing(
        &self,
        changes: &Changes,
        judge: impl Fn(&crate::relation::Relation) -> Verdict,
    ) -> bool {
        let mut seen: BTreeSet<Id> = BTreeSet::new();
        let mut others = changes.places().flat_map(|place| self.evidence.at(place));
        others.all(|(id, tested)| {
            tested.is_broken() || !seen.insert(id) || judge(&tested.relation) != Verdict::Broken
        })
    }
}
