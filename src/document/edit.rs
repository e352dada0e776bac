//! Edits: what may be changed in a document, and the exact splice that each becomes.

use super::error::ParseErrorKind;
use super::layout;
use super::pointer::{Pointer, array_index};
use super::scan::scan;
use super::source::Document;
use super::value::{Kind, Value};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use thiserror::Error;

/// One change of a document, named by address.
///
/// The text given as `json` must be one valid JSON value; white space around it is dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Replaces the value at `at`.
    Set {
        /// The value to replace.
        at: Pointer,
        /// What takes its place.
        json: String,
    },
    /// Inserts before element `index`, or at the end if that is the length, spaced as its neighbours are.
    InsertElement {
        /// The array to insert into.
        array: Pointer,
        /// Where among the elements.
        index: usize,
        /// The new element.
        json: String,
    },
    /// Removes an element with its comma and white space.
    RemoveElement {
        /// The array to remove from.
        array: Pointer,
        /// Which element.
        index: usize,
    },
    /// Appends a member, spaced as its neighbours are; the key must be new.
    InsertMember {
        /// The object to append to.
        object: Pointer,
        /// The new key, not yet escaped.
        key: String,
        /// The new value.
        json: String,
    },
    /// Removes a member with its comma and white space.
    RemoveMember {
        /// The object to remove from.
        object: Pointer,
        /// Which member, not escaped.
        key: String,
    },
}

/// One replacement in the text of a document. It can be written down and replayed later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Splice {
    /// Where, in bytes of the text before the replacement.
    pub at: usize,
    /// What stood there.
    pub removed: String,
    /// What stands there now.
    pub inserted: String,
}

impl Splice {
    /// The splice that takes this one back.
    pub fn inverse(&self) -> Self {
        Self {
            at: self.at,
            removed: self.inserted.clone(),
            inserted: self.removed.clone(),
        }
    }
}

/// What an edit did, exactly enough to undo and redo it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The replacements in the order they were made.
    pub splices: Vec<Splice>,
    /// The bytes of each, where they are not those of the text.
    pub(super) raws: Vec<Raw>,
}

impl Change {
    /// The change that takes this one back.
    pub fn inverse(&self) -> Self {
        Self {
            splices: self.splices.iter().rev().map(Splice::inverse).collect(),
            raws: self.raws.iter().rev().map(Raw::inverse).collect(),
        }
    }
}

/// The bytes of a splice in the file's own encoding; empty if the text is UTF-8 there too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Raw {
    pub(super) removed: Vec<u8>,
    pub(super) inserted: Vec<u8>,
}

impl Raw {
    pub(super) fn inverse(&self) -> Self {
        Self {
            removed: self.inserted.clone(),
            inserted: self.removed.clone(),
        }
    }
}

/// Why an edit was refused; the document is as it was.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EditError {
    /// Nothing stands there.
    #[error("there is nothing at `{0}`")]
    NotFound(Pointer),
    /// An element was to be inserted or removed where no array stands.
    #[error("there is no array at `{0}`")]
    NotAnArray(Pointer),
    /// A member was to be inserted or removed where no object stands.
    #[error("there is no object at `{0}`")]
    NotAnObject(Pointer),
    /// The array has no such element.
    #[error("there is no element {index} among {len} at `{array}`")]
    IndexOutOfRange {
        /// The array.
        array: Pointer,
        /// The element that was asked for, from 0.
        index: usize,
        /// How many there are.
        len: usize,
    },
    /// The object has a member of that name already.
    #[error("there is a member `{key}` already at `{object}`")]
    KeyExists {
        /// The object.
        object: Pointer,
        /// The name.
        key: String,
    },
    /// The name stands more than once, so which one is meant would be a guess.
    #[error("the key `{key}` stands more than once at `{object}`")]
    AmbiguousKey {
        /// The object.
        object: Pointer,
        /// The name.
        key: String,
    },
    /// The new text is not one JSON value.
    #[error("not a JSON value: {0}")]
    InvalidJson(String),
    /// The document would no longer be one that can be opened.
    #[error("the result would not be a document: {0}")]
    Unfit(ParseErrorKind),
    /// The text is not the one that the change was made on.
    #[error("the text at byte {offset} is not what the change was made on")]
    Mismatch {
        /// Where the splice was to be made, in bytes of the text.
        offset: usize,
    },
}

impl EditError {
    /// The error in Chinese and in English.
    pub fn message(&self) -> (String, String) {
        let zh = match self {
            Self::NotFound(at) => format!("此处没有内容：{at}"),
            Self::NotAnArray(at) => format!("此处不是列表：{at}"),
            Self::NotAnObject(at) => format!("此处不是对象：{at}"),
            Self::IndexOutOfRange { array, index, len } => {
                format!("列表只有 {len} 项，没有第 {} 项：{array}", index + 1)
            }
            Self::KeyExists { object, key } => format!("已有名为“{key}”的成员：{object}"),
            Self::AmbiguousKey { object, key } => {
                format!("“{key}”出现不止一次，无法确定改哪一个：{object}")
            }
            Self::InvalidJson(reason) => format!("不是有效的 JSON 值（{reason}）"),
            Self::Unfit(kind) => format!("修改后的文件将无法打开：{}", kind.chinese()),
            Self::Mismatch { offset } => format!("第 {offset} 字节处的内容与修改记录不符"),
        };
        (zh, self.to_string())
    }
}

/// The splice that an edit means in this document.
pub(super) fn plan(document: &Document, edit: &Edit) -> Result<Splice, EditError> {
    let text = document.text();
    let (range, inserted) = match edit {
        Edit::Set { at, json } => (resolve(document, at)?.span(), valid(document, json)?),
        Edit::InsertElement { array, index, json } => {
            let value = array_at(document, array)?;
            let json = valid(document, json)?;
            let len = value.len();
            if *index > len {
                return Err(EditError::IndexOutOfRange {
                    array: array.clone(),
                    index: *index,
                    len,
                });
            }
            layout::insert(value, *index, &dressed(value, *index, json)?)
        }
        Edit::RemoveElement { array, index } => {
            let value = array_at(document, array)?;
            let len = value.len();
            if *index >= len {
                return Err(EditError::IndexOutOfRange {
                    array: array.clone(),
                    index: *index,
                    len,
                });
            }
            (layout::remove(value, *index), String::new())
        }
        Edit::InsertMember { object, key, json } => {
            let value = object_at(document, object)?;
            if value.occurrences(key) > 0 {
                return Err(EditError::KeyExists {
                    object: object.clone(),
                    key: key.clone(),
                });
            }
            let colon = layout::colon(value);
            let json = dressed(value, value.len(), valid(document, json)?)?;
            let key = document.encoding().writable(&super::quote(key));
            layout::insert(value, value.len(), &format!("{key}{colon}{json}"))
        }
        Edit::RemoveMember { object, key } => {
            let value = object_at(document, object)?;
            only_once(value, object, key)?;
            let ordinal = value.members().position(|(k, _)| k.name() == key.as_str());
            let ordinal = ordinal.ok_or_else(|| EditError::NotFound(object.key(key)))?;
            (layout::remove(value, ordinal), String::new())
        }
    };
    Ok(cut(text, range, inserted))
}

fn cut(text: &str, range: Range<usize>, inserted: String) -> Splice {
    Splice {
        at: range.start,
        removed: text[range].to_owned(),
        inserted,
    }
}

/// The JSON text of an edit, checked, bare of white space around it, and fit for the file's encoding.
fn valid(document: &Document, json: &str) -> Result<String, EditError> {
    let json = json.trim_matches([' ', '\n', '\r', '\t']);
    match scan(json) {
        Ok(_) => Ok(document.encoding().writable(json)),
        Err(error) => Err(EditError::InvalidJson(error.to_string())),
    }
}

/// The JSON text with the white space that its neighbours have inside.
fn dressed(container: Value<'_>, ordinal: usize, json: String) -> Result<String, EditError> {
    let item = Document::parse(json.into_bytes())
        .map_err(|error| EditError::InvalidJson(error.to_string()))?;
    Ok(layout::dressed(container, ordinal, item.root()))
}

/// The value at a pointer, if the way there is not ambiguous.
fn resolve<'a>(document: &'a Document, at: &Pointer) -> Result<Value<'a>, EditError> {
    let mut value = document.root();
    let mut passed = Pointer::root();
    for token in at.tokens() {
        let next = match value.kind() {
            Kind::Object => {
                only_once(value, &passed, &token)?;
                value.get(&token)
            }
            Kind::Array => array_index(&token).and_then(|index| value.element(index)),
            _ => None,
        };
        value = next.ok_or_else(|| EditError::NotFound(at.clone()))?;
        passed = passed.key(&token);
    }
    Ok(value)
}

fn only_once(value: Value<'_>, object: &Pointer, key: &str) -> Result<(), EditError> {
    if value.occurrences(key) > 1 {
        return Err(EditError::AmbiguousKey {
            object: object.clone(),
            key: key.to_owned(),
        });
    }
    Ok(())
}

fn array_at<'a>(document: &'a Document, at: &Pointer) -> Result<Value<'a>, EditError> {
    let value = resolve(document, at)?;
    if value.kind() == Kind::Array {
        Ok(value)
    } else {
        Err(EditError::NotAnArray(at.clone()))
    }
}

fn object_at<'a>(document: &'a Document, at: &Pointer) -> Result<Value<'a>, EditError> {
    let value = resolve(document, at)?;
    if value.kind() == Kind::Object {
        Ok(value)
    } else {
        Err(EditError::NotAnObject(at.clone()))
    }
}
