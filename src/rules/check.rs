//! What a rule states: relations to be decided, flaws that need no arithmetic, and what it could
//! not look at.

use crate::model::{Place, Text};
use crate::relation::{NotChecked, Relation, RuleCode};

use super::{Cause, Fix, Level};

/// Something a rule states about accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// A relation, to be decided.
    Relation(Relation),
    /// A flaw that was found without arithmetic between figures.
    Flaw(Flaw),
    /// Something looked at and in order that is no relation of figures (a name, a word).
    Fine,
    /// Something that could not be looked at.
    NotChecked(NotChecked),
}

/// A flaw of wording, naming or completeness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// In one sentence.
    pub message: Text,
    /// Where: the cell to be corrected first.
    pub places: Vec<Place>,
    /// What can be done.
    pub fixes: Vec<Fix>,
    /// What explains it, when that is known at once.
    pub cause: Option<Cause>,
    /// Whether it is about the table as a whole, its title for instance: its level does not hang on
    /// whether a document attests the columns that it points at.
    pub of_table: bool,
}

/// A statement with what becomes of it when it does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The rule.
    pub rule: RuleCode,
    /// The level of the finding.
    pub level: Level,
    /// What is stated.
    pub statement: Statement,
    /// Words for the finding, before its numbers; the rule's title when there are none.
    pub about: Option<Text>,
    /// What the rule itself knows about a broken relation.
    pub known: Option<Known>,
}

/// What a rule knows about its relation beyond the arithmetic, if it is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The cell to be corrected first; the relation's own cells follow.
    pub place: Place,
    /// What explains it.
    pub cause: Cause,
    /// What can be done.
    pub fixes: Vec<Fix>,
}

/// Collects what the rules state.
#[derive(Debug, Default)]
pub struct Checks {
    /// In the order in which they were stated.
    pub all: Vec<Check>,
}

impl Checks {
    /// States a relation.
    pub fn relation(&mut self, level: Level, relation: Relation) {
        self.all.push(Check {
            rule: relation.rule,
            level,
            statement: Statement::Relation(relation),
            about: None,
            known: None,
        });
    }

    /// States a relation, with words for the finding if it is broken.
    pub fn relation_about(&mut self, level: Level, relation: Relation, about: Text) {
        self.relation(level, relation);
        if let Some(last) = self.all.last_mut() {
            last.about = Some(about);
        }
    }

    /// States a relation whose cause and fixes the rule knows by itself.
    pub fn relation_known(&mut self, level: Level, relation: Relation, about: Text, known: Known) {
        self.relation_about(level, relation, about);
        if let Some(last) = self.all.last_mut() {
            last.known = Some(known);
        }
    }

    /// Reports a flaw.
    pub fn flaw(&mut self, rule: RuleCode, level: Level, flaw: Flaw) {
        self.all.push(Check {
            rule,
            level,
            statement: Statement::Flaw(flaw),
            about: None,
            known: None,
        });
    }

    /// Counts something that was looked at and is in order.
    pub fn fine(&mut self, rule: RuleCode) {
        self.all.push(Check {
            rule,
            level: Level::Note,
            statement: Statement::Fine,
            about: None,
            known: None,
        });
    }

    /// Says that something could not be looked at.
    pub fn not_checked(&mut self, rule: RuleCode, reason: NotChecked) {
        self.all.push(Check {
            rule,
            level: Level::Note,
            statement: Statement::NotChecked(reason),
            about: None,
            known: None,
        });
    }
}

impl Flaw {
    /// A flaw at some places, with nothing that could be done by itself.
    pub fn new(message: Text, places: Vec<Place>) -> Self {
        Self {
            message,
            places,
            fixes: Vec::new(),
            cause: None,
            of_table: false,
        }
    }

    /// The same about the table as a whole.
    #[must_use]
    pub fn of_table(self) -> Self {
        Self {
            of_table: true,
            ..self
        }
    }
}
