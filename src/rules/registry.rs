//! Every rule that is in the program, in the order of the standard.

use std::sync::LazyLock;

use crate::model::TableId;
use crate::relation::RuleCode;

use super::{
    Book, Checks, Context, Level, Statement, book, claims, performance, structure, tables, wording,
};

/// A rule: states what it asks of accounts.
pub trait Rule: Sync + Send {
    /// Its code.
    fn code(&self) -> RuleCode;

    /// What it looks at, so that an edit elsewhere need not state it again.
    fn reads(&self) -> Reads;

    /// States relations and flaws.
    fn state(&self, context: &Context<'_>, checks: &mut Checks);
}

/// What a rule looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reads {
    /// Anything.
    All,
    /// These tables, of any period.
    Tables(Vec<TableId>),
}

/// A rule that is more than a formula.
#[derive(Clone, Copy, Debug)]
pub struct CodeRule {
    /// Its code.
    pub code: RuleCode,
    /// Keys or ids of the tables that it looks at; none means anything.
    pub reads: &'static [&'static str],
    /// States what it asks.
    pub state: fn(&Context<'_>, &mut Checks),
}

impl Rule for CodeRule {
    fn code(&self) -> RuleCode {
        self.code
    }

    fn reads(&self) -> Reads {
        if self.reads.is_empty() {
            return Reads::All;
        }
        Reads::Tables(self.reads.iter().map(|name| TableId::named(name)).collect())
    }

    fn state(&self, context: &Context<'_>, checks: &mut Checks) {
        (self.state)(context, checks);
    }
}

static ALL: LazyLock<Vec<&'static dyn Rule>> = LazyLock::new(|| {
    let mut all: Vec<&'static dyn Rule> = Vec::new();
    all.extend(book::bundled().rules());
    for family in [
        tables::RULES,
        claims::RULES,
        performance::RULES,
        structure::RULES,
        wording::RULES,
    ] {
        all.extend(family.iter().map(|rule| rule as &dyn Rule));
    }
    all.sort_by_key(|rule| rule.code());
    all
});

/// All rules of the standard by code. A code may be stated by a formula and by code beside it.
pub fn all() -> &'static [&'static dyn Rule] {
    &ALL
}

/// The rules that are asked in a context: those of the standard, those of the edition that the
/// accounts follow, then the user's own.
pub fn rules_of<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a dyn Rule> + use<'a> {
    let own = context.own.into_iter().flat_map(Book::rules);
    let standard = all().iter().map(|rule| *rule as &'a dyn Rule);
    let of_edition = book::of_edition(context.accounts.edition).map(|rule| rule as &'a dyn Rule);
    standard.chain(of_edition).chain(own)
}

/// Lets a rule state what it asks. The one place where the levels of all statements pass: what
/// rests on a column that no document attests only asks, whoever stated it.
pub fn state(rule: &dyn Rule, context: &Context<'_>) -> Checks {
    let mut checks = Checks::default();
    rule.state(context, &mut checks);
    let accounts = context.accounts;
    let serious = checks.all.iter_mut();
    for check in serious.filter(|check| check.level < Level::Question) {
        let is_inferred = match &check.statement {
            Statement::Relation(relation) => {
                relation.places().any(|place| accounts.is_inferred(place))
            }
            Statement::Flaw(flaw) => {
                let mut places = flaw.places.iter();
                !flaw.of_table && places.any(|place| accounts.is_inferred(*place))
            }
            Statement::Fine | Statement::NotChecked(_) => false,
        };
        if is_inferred {
            check.level = Level::Question;
        }
    }
    checks
}
