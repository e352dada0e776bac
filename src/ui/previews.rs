//! What fixes would do, worked out once for each state of a file; for a large one on a thread.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use eframe::egui::Context as Window;

use crate::document::Document;
use crate::model::{Accounts, CellEdit, Text};
use crate::review::{Preview, Review, preview};
use crate::rules::{Book, Context, Finding, Fix};
use crate::session::{FileId, FileView};

/// Previews of documents of more bytes of text than this are worked out on a thread.
const LARGE: usize = 1 << 20;

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
    known: BTreeMap<(String, String), Known>,
    of: Option<(FileId, u64)>,
}

#[derive(Debug)]
enum Known {
    Shown(Shown),
    Waiting(Receiver<Shown>),
}

/// What a preview is made of, shared with the thread that makes it.
struct Wish {
    document: Arc<Document>,
    accounts: Arc<Accounts>,
    previous: Option<Arc<Accounts>>,
    own: Option<Arc<Book>>,
    review: Arc<Review>,
    edits: Vec<CellEdit>,
}

impl Previews {
    /// What `fix` would do to the file as it stands; `None` while that is being worked out.
    pub(super) fn of(
        &mut self,
        window: &Window,
        file: &FileView,
        finding: &Finding,
        fix: &Fix,
    ) -> Option<&Shown> {
        let state = Some((file.id, file.version));
        if self.of != state {
            self.known.clear();
            self.of = state;
        }
        let key = (finding.fingerprint.clone(), fix.title.zh.clone());
        let known = self
            .known
            .entry(key)
            .or_insert_with(|| Known::of(window, file, fix));
        if let Known::Waiting(receiver) = known
            && let Ok(shown) = receiver.try_recv()
        {
            *known = Known::Shown(shown);
        }
        match known {
            Known::Shown(shown) => Some(shown),
            Known::Waiting(_) => None,
        }
    }
}

impl Known {
    fn of(window: &Window, file: &FileView, fix: &Fix) -> Self {
        let wish = Wish {
            document: Arc::clone(&file.document),
            accounts: Arc::clone(&file.accounts),
            previous: file.previous.clone(),
            own: file.own.clone(),
            review: Arc::clone(&file.review),
            edits: fix.edits.clone(),
        };
        if file.document.text().len() <= LARGE {
            return Self::Shown(wish.grant());
        }
        let (sender, receiver) = channel();
        let window = window.clone();
        std::thread::spawn(move || {
            // The receiver is gone when the file has changed; then nobody needs the preview.
            if sender.send(wish.grant()).is_ok() {
                window.request_repaint();
            }
        });
        Self::Waiting(receiver)
    }
}

impl Wish {
    fn grant(&self) -> Shown {
        let context = Context {
            accounts: &self.accounts,
            previous: self.previous.as_deref(),
            own: self.own.as_deref(),
        };
        match preview(&self.document, &context, &self.review, &self.edits) {
            Ok(preview) => Shown::Preview(preview),
            Err(error) => Shown::Refused(error.text()),
        }
    }
}
