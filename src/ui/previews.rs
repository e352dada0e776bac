//! What fixes would do, computed once for each state of a file.

use std::collections::BTreeMap;

use crate::model::Text;
use crate::review::{Preview, preview};
use crate::rules::{Finding, Fix};
use crate::session::{FileId, FileView};

/// A preview, or why there is none.
#[derive(Clone, Debug)]
pub(super) enum Shown {
    /// What the fix resolves and breaks.
    Preview(Preview),
    /// The fix cannot be made.
    Refused(Text),
}

/// Remembered previews.
#[derive(Debug, Default)]
pub(super) struct Previews {
    known: BTreeMap<(String, String), Shown>,
    of: Option<(FileId, u64)>,
}

impl Previews {
    /// What `fix` would do to the file as it stands.
    pub(super) fn of(&mut self, file: &FileView, finding: &Finding, fix: &Fix) -> Shown {
        let state = Some((file.id, file.version));
        if self.of != state {
            self.known.clear();
            self.of = state;
        }
        let key = (finding.fingerprint.clone(), fix.title.zh.clone());
        if let Some(shown) = self.known.get(&key) {
            return shown.clone();
        }
        let shown = match preview(&file.document, &file.context(), &file.review, &fix.edits) {
            Ok(preview) => Shown::Preview(preview),
            Err(error) => Shown::Refused(error.text()),
        };
        self.known.insert(key, shown.clone());
        shown
    }
}
