//! A tag as it is written, with the place of each attribute, so that one can be changed and the
//! others stay byte for byte.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::escape;

/// A tag: `<x:c r="A1" s="2">`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag<'a> {
    text: &'a str,
}

/// An attribute of a tag: places within the tag's text.
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    /// From the space before the name to the closing quote.
    pub(crate) whole: Range<usize>,
    name: Range<usize>,
    /// Between the quotes.
    pub(crate) value: Range<usize>,
}

impl<'a> Tag<'a> {
    /// `text` begins with `<` and ends with `>`.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text }
    }

    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The name with its prefix.
    pub(crate) fn name(&self) -> &'a str {
        let rest = self.text.trim_start_matches(['<', '/']);
        let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>');
        &rest[..end.unwrap_or(rest.len())]
    }

    /// The prefix with its colon, or nothing.
    pub(crate) fn prefix(&self) -> &'a str {
        let name = self.name();
        name.find(':').map_or("", |colon| &name[..=colon])
    }

    /// Whether it is an element by itself.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.ends_with("/>")
    }

    /// Where the tag ends but for its `>` or `/>`.
    pub(crate) fn end_of_attributes(&self) -> usize {
        let end = self.text.len() - if self.is_empty() { 2 } else { 1 };
        self.text[..end].trim_end().len()
    }

    /// The attributes as they stand.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = Attribute> + 'a {
        let text = self.text;
        let mut at = 1 + self.name().len();
        std::iter::from_fn(move || {
            let attribute = Attribute::next(text, at)?;
            at = attribute.whole.end;
            Some(attribute)
        })
    }

    /// The attribute of this name, with its prefix if it has one.
    pub(crate) fn attribute(&self, name: &str) -> Option<Attribute> {
        self.attributes()
            .find(|attribute| &self.text[attribute.name.clone()] == name)
    }

    /// The value of the attribute of this name as written.
    pub(crate) fn raw(&self, name: &str) -> Option<&'a str> {
        let attribute = self.attribute(name)?;
        Some(&self.text[attribute.value])
    }

    /// The value of the attribute of this name.
    pub(crate) fn value(&self, name: &str) -> Option<Cow<'a, str>> {
        self.raw(name).map(unescaped)
    }

    /// The value of an attribute with a prefix, whatever the prefix: `r:id`.
    pub(crate) fn prefixed(&self, local: &str) -> Option<Cow<'a, str>> {
        let attribute = self.attributes().find(|attribute| {
            let name = &self.text[attribute.name.clone()];
            name.split_once(':')
                .is_some_and(|(prefix, name)| prefix != "xmlns" && name == local)
        })?;
        Some(unescaped(&self.text[attribute.value]))
    }
}

impl Attribute {
    fn next(text: &str, from: usize) -> Option<Self> {
        let rest = &text[from..];
        let start = from + (rest.len() - rest.trim_start().len());
        let equals = start + text[start..].find('=')?;
        let name_end = start + text[start..equals].trim_end().len();
        let after = &text[equals + 1..];
        let open = equals + 1 + (after.len() - after.trim_start().len());
        let quote = text[open..]
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''))?;
        let end = open + 1 + text[open + 1..].find(quote)?;
        Some(Self {
            whole: from..end + 1,
            name: start..name_end,
            value: open + 1..end,
        })
    }
}

/// Text without its entities. One that is not known stays as it is: what holds it is then simply
/// not the name that is looked for.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    escape::unescape(text).unwrap_or(Cow::Borrowed(text))
}

/// The local part of a name.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_where_they_stand() {
        let tag = Tag::new("<x:c  r = 'A1'\ts=\"2\" r:id=\"a&amp;b\" />");
        assert_eq!(
            (tag.name(), tag.prefix(), tag.is_empty()),
            ("x:c", "x:", true)
        );
        assert_eq!(tag.raw("r"), Some("A1"));
        assert_eq!(tag.raw("s"), Some("2"));
        assert_eq!(tag.raw("id"), None);
        assert_eq!(tag.prefixed("id").as_deref(), Some("a&b"));
        let style = tag.attribute("s").unwrap();
        assert_eq!(&tag.text()[style.whole], "\ts=\"2\"");
        assert_eq!(tag.end_of_attributes(), tag.text().len() - 3);
    }

    #[test]
    fn a_tag_without_attributes_has_none() {
        let tag = Tag::new("<row>");
        assert_eq!(tag.attributes().count(), 0);
        assert_eq!((tag.name(), tag.end_of_attributes()), ("row", 4));
    }
}
