//! What a rule may look at.

use crate::model::{Accounts, TableId};

use super::Book;

/// The accounts under review and what is known beside them.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The accounts under review.
    pub accounts: &'a Accounts,
    /// The same department's accounts of the year before, when they are open too.
    pub previous: Option<&'a Accounts>,
    /// The rules that the user wrote, which are asked beside those of the standard.
    pub own: Option<&'a Book>,
}

impl<'a> Context<'a> {
    /// Accounts by themselves.
    pub fn new(accounts: &'a Accounts) -> Self {
        Self {
            accounts,
            previous: None,
            own: None,
        }
    }

    /// The claims of the text, if the file has any.
    pub fn claims(&self) -> Option<&'a crate::model::Table> {
        self.accounts.table(crate::model::TableRef {
            table: TableId::named("claims"),
            period: crate::model::Period::Final,
        })
    }
}
