//! Why relations are broken: hypotheses that explain the numbers exactly, and what mends them.
//!
//! A hypothesis is a changed cell (or a moved column); what it explains is found by deciding the
//! relations with it, under the same rules of rounding as everything else. One file a family:
//! words of `direction`, `digits` that slipped, figures taken from another place (`origin`),
//! wrong quotients (`ratio`), `moved` columns. `solve` chooses among them. Wording of findings is
//! left to `review`.

mod candidate;
mod certain;
mod cluster;
mod digits;
mod direction;
mod evidence;
mod figure;
mod fix;
mod flaws;
mod judged;
mod left;
mod moved;
mod origin;
mod printed_unit;
mod proposed;
mod ratio;
mod restate;
mod rival;
mod rows;
mod scope;
mod shape;
mod solve;
mod sum;
mod together;
mod told;
mod trial;

use crate::model::{Place, Text};
use crate::relation::{Outcome, Quantity, Relation};

use super::{Cause, CauseKind, Context, Fix};

pub use evidence::{Batch, Evidence, Flawed, Id, Tested};
pub use ratio::quotient;

/// One mistake: the broken relations that it explains, and what mends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What is broken, the relation that tells it best first.
    pub broken: Vec<Broke>,
    /// Flaws that it explains, by their positions among those of the evidence.
    pub flaws: Vec<usize>,
    /// The cells to be corrected, the first one first.
    pub at: Vec<Place>,
    /// What is wrong in one sentence, when no single relation says it.
    pub message: Option<Text>,
    /// What the first cell should say, when it is a figure and known.
    pub expected: Option<Quantity>,
    /// What explains it exactly.
    pub cause: Option<Cause>,
    /// What can be done, the surest first.
    pub fixes: Vec<Fix>,
    /// The mistake on which this one rests, by its position.
    pub after: Option<usize>,
}

/// Broken relations over the same cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broke {
    /// The relations, the most serious first.
    pub group: Vec<Id>,
    /// The first one, with what is known of earlier mistakes.
    pub relation: Relation,
    /// What it gives.
    pub outcome: Outcome,
}

/// The key of a place's column; `None` for a row's name and code.
fn column_key(place: Place) -> Option<&'static str> {
    let columns = &place.table.spec().columns;
    let column = columns.get(usize::from(place.column))?;
    Some(column.key.as_str())
}

/// Explains every broken relation: each is in exactly one mistake.
pub fn explain(context: &Context<'_>, evidence: &Evidence<'_>) -> Vec<Mistake> {
    solve::Solver::new(context, evidence).run()
}
