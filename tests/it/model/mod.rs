//! The model: what a file says is read or reported, never guessed, and an edit changes its own
//! figure and nothing else.

mod editing;
mod editions;
mod laws;
mod reading;
mod source;

use gouji::document::{Change, Document};
use gouji::model::{Accounts, Cell, CellEdit, CellEditError, Place, Reference, RemarkKind};

/// A document with its accounts, read again after every edit.
struct Open {
    document: Document,
    accounts: Accounts,
}

impl Open {
    fn bytes(bytes: &[u8]) -> Self {
        let document = Document::parse(bytes.to_vec()).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        Self { document, accounts }
    }

    fn text(text: &str) -> Self {
        Self::bytes(text.as_bytes())
    }

    /// Accounts that are nothing but this, put behind the format.
    fn with(members: &str) -> Self {
        Self::text(&format!("{{\"format\": \"gouji-accounts/1\",\n{members}}}"))
    }

    /// A table of expenditure with these rows.
    fn rows(rows: &str) -> Self {
        Self::with(&format!("\"tables\": {{\"expenditure\": [{rows}]}}"))
    }

    fn place(&self, reference: &str) -> Place {
        let reference = Reference::parse(reference).unwrap();
        reference.resolve(&self.accounts).unwrap()
    }

    fn cell(&self, reference: &str) -> &Cell {
        self.accounts.cell(self.place(reference))
    }

    fn type_in(&mut self, reference: &str, text: &str) -> Result<Change, CellEditError> {
        let edit = CellEdit::new(self.place(reference), text);
        edit.validate(&self.accounts)?;
        let edit = edit.edit(&self.document, &self.accounts)?;
        let change = self.document.apply(&edit).unwrap();
        self.accounts = Accounts::read(&self.document).unwrap();
        Ok(change)
    }

    /// What stands in the file at a place.
    fn raw(&self, reference: &str) -> String {
        let pointer = self.accounts.pointer(self.place(reference)).unwrap();
        let value = self.document.find(&pointer).unwrap();
        value.raw().to_owned()
    }

    fn kinds(&self) -> Vec<RemarkKind> {
        let remarks = self.accounts.remarks.iter();
        remarks.map(|remark| remark.kind).collect()
    }
}
