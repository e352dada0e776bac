//! A JSON and the text that was given beside it: what the text adds stands at the end of the
//! document in memory and is taken out again when the JSON is written.

use std::path::Path;

use crate::document::{Document, Edit, EditError, Pointer, Value};
use crate::import::Addition;

use super::Unwritable;

/// What a text added to a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Additions {
    /// Members, and of lists how many elements at their ends.
    added: Vec<Added>,
}

#[derive(Clone, Debug)]
enum Added {
    Member(Pointer, String),
    Elements(Pointer, usize),
}

impl Additions {
    /// Adds what a text tells; the bytes of everything else stay.
    pub(super) fn put(
        document: &mut Document,
        additions: Vec<Addition>,
    ) -> Result<Self, EditError> {
        let mut added: Vec<Added> = Vec::new();
        for Addition { at, key, json } in additions {
            let edit = match &key {
                Some(key) => Edit::InsertMember {
                    object: at.clone(),
                    key: key.clone(),
                    json,
                },
                None => Edit::InsertElement {
                    index: document.find(&at).map_or(0, Value::len),
                    array: at.clone(),
                    json,
                },
            };
            document.apply(&edit)?;
            match (key, added.last_mut()) {
                (Some(key), _) => added.push(Added::Member(at, key)),
                (None, Some(Added::Elements(list, count))) if *list == at => *count += 1,
                (None, _) => added.push(Added::Elements(at, 1)),
            }
        }
        Ok(Self { added })
    }

    /// The bytes of the document without what was added.
    pub(super) fn taken_out(
        &self,
        path: &Path,
        document: &Document,
    ) -> Result<Vec<u8>, Unwritable> {
        let without = self.without(document);
        let bytes = without.map(|document| document.bytes().into_owned());
        bytes.map_err(|error| Unwritable::Json {
            path: path.to_path_buf(),
            error,
        })
    }

    /// The document without what was added.
    pub(super) fn without(&self, document: &Document) -> Result<Document, EditError> {
        let mut document = document.clone();
        for added in self.added.iter().rev() {
            match added {
                Added::Member(object, key) => {
                    document.apply(&Edit::RemoveMember {
                        object: object.clone(),
                        key: key.clone(),
                    })?;
                }
                Added::Elements(array, count) => {
                    for _ in 0..*count {
                        let length = document.find(array).map_or(0, Value::len);
                        document.apply(&Edit::RemoveElement {
                            array: array.clone(),
                            index: length.saturating_sub(1),
                        })?;
                    }
                }
            }
        }
        Ok(document)
    }

    /// Whether a place of the document was added.
    pub(super) fn have(&self, place: &Pointer) -> bool {
        self.added.iter().any(|added| match added {
            Added::Member(object, key) => place.starts_with(&object.key(key)),
            Added::Elements(..) => false,
        })
    }
}
