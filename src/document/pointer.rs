//! The address of a value inside a document: an RFC 6901 JSON pointer.
//!
//! A pointer is only text; whether anything stands there is asked of a document.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// An RFC 6901 pointer such as `/tables/income/rows/0/total`; the empty one is the whole document.
///
/// Cheap to clone. Ordered by text, so that sorted findings stay sorted.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(Arc<str>);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer that is written so; a missing first `/` is added.
    pub fn new(text: &str) -> Self {
        Self::root().join(text)
    }

    /// The member `key` of the object that this points at.
    pub fn key(&self, key: &str) -> Self {
        Self(format!("{}/{}", self.0, escape(key)).into())
    }

    /// The element `index` of the array that this points at.
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0).into())
    }

    /// This pointer continued by a relative one, e.g. `/rows/0`.
    pub fn join(&self, relative: &str) -> Self {
        if relative.is_empty() {
            return self.clone();
        }
        let slash = if relative.starts_with('/') { "" } else { "/" };
        Self(format!("{}{slash}{relative}", self.0).into())
    }

    /// The container of what this points at; the root has none.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(Self(parent.into()))
    }

    /// The last key or index, unescaped.
    pub fn last(&self) -> Option<String> {
        let (_, last) = self.0.rsplit_once('/')?;
        Some(unescape(last).into_owned())
    }

    /// Whether this is `other` or lies inside it.
    pub fn starts_with(&self, other: &Self) -> bool {
        self.0
            .strip_prefix(&*other.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The pointer as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The keys and indices from the root on, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        tokens(&self.0)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pointer({})", self.0)
    }
}

/// The tokens of a pointer, which may lack its first `/`.
pub(super) fn tokens(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let rest = pointer.strip_prefix('/').unwrap_or(pointer);
    let none = pointer.is_empty();
    rest.split('/').filter(move |_| !none).map(unescape)
}

/// The array index that a token spells: digits without a leading zero.
pub(super) fn array_index(token: &str) -> Option<usize> {
    let plain =
        token.bytes().all(|b| b.is_ascii_digit()) && (token == "0" || !token.starts_with('0'));
    if plain { token.parse().ok() } else { None }
}

fn escape(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) {
        Cow::Owned(key.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(key)
    }
}

fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_escaped_and_come_back() {
        let at = Pointer::root().key("a/b~1").index(3).key("");
        assert_eq!(at.as_str(), "/a~1b~01/3/");
        assert_eq!(at.tokens().collect::<Vec<_>>(), ["a/b~1", "3", ""]);
        assert_eq!(
            at.parent().and_then(|p| p.parent()).and_then(|p| p.last()),
            Some("a/b~1".into())
        );
        assert_eq!(Pointer::root().parent(), None);
        assert_eq!(Pointer::root().tokens().count(), 0);
        assert_eq!(Pointer::new("a/b"), Pointer::root().join("/a/b"));
    }

    #[test]
    fn a_prefix_is_whole_tokens() {
        let rows = Pointer::new("/rows/1");
        assert!(Pointer::new("/rows/1/total").starts_with(&rows));
        assert!(rows.starts_with(&rows) && rows.starts_with(&Pointer::root()));
        assert!(!Pointer::new("/rows/10").starts_with(&rows));
    }

    #[test]
    fn an_index_has_one_spelling() {
        assert_eq!(array_index("10"), Some(10));
        for wrong in ["", "01", "-", "-1", "+1", "1e1", "99999999999999999999999"] {
            assert_eq!(array_index(wrong), None, "{wrong}");
        }
    }
}
