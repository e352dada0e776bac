//! What of a text is marked: every number with its state, and the words that a finding is about.
//!
//! Which state a number has is `review`'s business; how it is painted, `paint`'s.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{Accounts, Amount, Cell, Narrative, Place, Span};
use crate::review::{NumberMark, NumberState};
use crate::rules::Level;
use crate::session::FileView;

/// Which numbers are looked for; the others step back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sought {
    /// All.
    #[default]
    All,
    /// Those that something contradicts, and flawed words.
    Contradicted,
    /// Those that could not be checked.
    NotChecked,
}

/// A part of the text that can be pointed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// Where it stands.
    pub(super) span: Span,
    /// What is known of it.
    pub(super) state: State,
    /// The cells that were read from it.
    pub(super) cells: Vec<Place>,
    /// The finding about it, by index.
    pub(super) finding: Option<usize>,
    /// What it reads now, where that is something else.
    pub(super) now: Option<Box<str>>,
}

/// What is known of a part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// A number.
    Number(NumberState),
    /// Words that a claim rests on (减少, 持平), or that are flawed.
    Word,
}

/// All spots of a text, in its order.
#[derive(Clone, Debug, Default)]
pub(super) struct Spots {
    all: Vec<Spot>,
    /// The level of the open finding about each, in the same order.
    levels: Vec<Option<Level>>,
}

impl Spots {
    /// The spots of a file with a text.
    pub(super) fn of(file: &FileView, narrative: &Narrative) -> Self {
        let mut by_span: BTreeMap<Span, Spot> = BTreeMap::new();
        for number in file.review.numbers.iter() {
            by_span.insert(number.span, of_number(file, narrative, number));
        }
        for (place, span) in file.accounts.spans() {
            let finding = file.review.mark(place).map(|(index, _)| index);
            if let Some(spot) = by_span.get_mut(&span) {
                if !spot.cells.contains(&place) {
                    spot.cells.push(place);
                }
                spot.finding = spot.finding.or(finding);
                continue;
            }
            let is_word = file.accounts.cell(place).words().is_some();
            if !is_word {
                continue;
            }
            let now = reads_now(&file.accounts, narrative, place, span);
            let is_tied =
                || is_direction(place) && file.review.relations_of(place).next().is_some();
            if finding.is_some() || now.is_some() || is_tied() {
                let spot = Spot {
                    span,
                    state: State::Word,
                    cells: vec![place],
                    finding,
                    now,
                };
                by_span.insert(span, spot);
            }
        }
        let all: Vec<Spot> = by_span.into_values().collect();
        let levels = all.iter().map(|spot| level(file, spot)).collect();
        Self { all, levels }
    }

    /// All of them.
    pub(super) fn all(&self) -> &[Spot] {
        &self.all
    }

    /// Those that begin in a part of the text, by index.
    pub(super) fn within(&self, span: Span) -> Range<usize> {
        let at = |byte: u32| self.all.partition_point(|spot| spot.span.start < byte);
        at(span.start)..at(span.end)
    }

    /// The spot with just this part of the text, by index.
    pub(super) fn find(&self, span: Span) -> Option<usize> {
        let found = self.all.binary_search_by_key(&span, |spot| spot.span);
        found.ok()
    }

    /// The level of the open finding about a spot.
    pub(super) fn level(&self, index: usize) -> Option<Level> {
        self.levels.get(index).copied().flatten()
    }

    /// Whether something contradicts a spot.
    pub(super) fn is_contradicted(&self, index: usize) -> bool {
        match &self.all[index].state {
            State::Number(state) => *state == NumberState::Contradicted,
            State::Word => self.level(index).is_some(),
        }
    }

    /// Whether a spot could not be checked.
    pub(super) fn is_unchecked(&self, index: usize) -> bool {
        matches!(
            self.all[index].state,
            State::Number(NumberState::NotChecked(_))
        )
    }

    /// Whether a spot is one of those that are looked for.
    pub(super) fn is_sought(&self, index: usize, sought: Sought) -> bool {
        match sought {
            Sought::All => match &self.all[index].state {
                State::Number(NumberState::Other(_) | NumberState::InTable) => {
                    self.level(index).is_some()
                }
                State::Number(_) => true,
                State::Word => self.level(index).is_some(),
            },
            Sought::Contradicted => self.is_contradicted(index),
            Sought::NotChecked => self.is_unchecked(index),
        }
    }

    /// The next one that is looked for behind a byte of the text, or before it, round and round.
    pub(super) fn next(&self, from: Option<Span>, forward: bool, sought: Sought) -> Option<usize> {
        let count = self.all.len();
        let behind = |from: Span| self.all.partition_point(|spot| spot.span <= from);
        let before = |from: Span| self.all.partition_point(|spot| spot.span < from);
        let mut ways = (0..count).map(|step| match (from, forward) {
            (Some(from), true) => (behind(from) + step) % count,
            (None, true) => step,
            (Some(from), false) => (before(from) + 2 * count - 1 - step) % count,
            (None, false) => count - 1 - step,
        });
        ways.find(|index| self.is_sought(*index, sought))
    }

    /// What reads otherwise now than in the text, of a part of it.
    pub(super) fn changes(&self, span: Span) -> Vec<(Span, &str)> {
        let spots = self.all[self.within(span)].iter();
        let changed = spots.filter_map(|spot| Some((spot.span, spot.now.as_deref()?)));
        changed.collect()
    }
}

fn of_number(file: &FileView, narrative: &Narrative, number: &NumberMark) -> Spot {
    let mut cells = number.cells.iter();
    let now = cells.find_map(|place| reads_now(&file.accounts, narrative, *place, number.span));
    Spot {
        span: number.span,
        state: State::Number(number.state.clone()),
        cells: number.cells.clone(),
        finding: number.finding,
        now,
    }
}

fn level(file: &FileView, spot: &Spot) -> Option<Level> {
    let open = |index: &usize| file.review.stances[*index].is_open();
    let of_finding = spot.finding.filter(open);
    let of_finding = of_finding.map(|index| file.review.findings[index].level);
    let of_cells = spot.cells.iter().filter_map(|cell| file.review.mark(*cell));
    of_finding
        .into_iter()
        .chain(of_cells.map(|(_, level)| level))
        .min()
}

fn is_direction(place: Place) -> bool {
    let columns = &place.table.spec().columns;
    let column = columns.get(usize::from(place.column));
    column.is_some_and(|column| column.key == "direction")
}

/// What a cell prints, where that is something else than the text does. Spaces, separators and
/// full-width digits make no difference.
pub(super) fn reads_now(
    accounts: &Accounts,
    narrative: &Narrative,
    place: Place,
    span: Span,
) -> Option<Box<str>> {
    // Of a number that several cells were read from the one that was read of just this part counts.
    if accounts.text_span(place) != Some(span) {
        return None;
    }
    let before = plain(narrative.slice(span));
    let now = accounts.printed(place);
    let differs = match accounts.cell(place) {
        Cell::Number(number) => match Amount::parse(&before) {
            Ok(old) => {
                let same_unit = old.unit.is_none_or(|unit| unit == number.unit);
                old.value != number.value || !same_unit
            }
            // What is no number by itself (3个团组) is compared by its digits.
            Err(_) => digits(&before) != digits(&now),
        },
        _ => plain(&now) != before,
    };
    differs.then(|| now.into())
}

/// Without what makes no difference: spaces, and the width of letters and digits.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(super::find::narrow)
        .collect()
}

fn digits(text: &str) -> String {
    let kept = |c: &char| c.is_ascii_digit() || *c == '.';
    plain(text).chars().filter(kept).collect()
}
