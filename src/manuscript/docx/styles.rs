//! What styles say about the paragraphs and runs that name them: whether they are hidden, numbered,
//! or begin a page. How they look is left alone.

use std::collections::BTreeMap;

use crate::workbook::package::{PackageError, StepKind, Tag, steps};

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
}

/// What a style says, or leaves to the one that it is based on.
#[derive(Clone, Debug, Default)]
struct Style {
    base: Option<String>,
    hidden: Option<bool>,
    page_before: Option<bool>,
    list: Option<String>,
    level: Option<u8>,
}

/// The longest chain of styles that are based on each other; Word ends at ten.
const MOST_BASES: usize = 20;

impl Styles {
    pub(super) fn new(xml: &str) -> Result<Self, PackageError> {
        let mut styles = BTreeMap::new();
        let mut open: Option<(String, Style)> = None;
        for step in steps(xml) {
            let step = step?;
            let tag = step.tag;
            match (step.local, step.kind) {
                ("style", StepKind::Start) => {
                    let id = value(tag, "styleId").unwrap_or_default();
                    open = Some((id, Style::default()));
                }
                ("style", StepKind::End) => styles.extend(open.take()),
                (_, StepKind::End) => {}
                (local, _) => {
                    if let Some((_, style)) = &mut open {
                        style.take(local, tag);
                    }
                }
            }
        }
        Ok(Self { styles })
    }

    /// Whether a style hides its words.
    pub(super) fn hides(&self, id: &str) -> bool {
        self.first(id, |style| style.hidden).unwrap_or(false)
    }

    /// Whether a style begins a page.
    pub(super) fn begins_page(&self, id: &str) -> bool {
        self.first(id, |style| style.page_before).unwrap_or(false)
    }

    /// The list of a style.
    pub(super) fn list(&self, id: &str) -> Option<&str> {
        self.chain(id).find_map(|style| style.list.as_deref())
    }

    /// The level of the list that a style says itself.
    pub(super) fn level(&self, id: &str) -> Option<u8> {
        self.first(id, |style| style.level)
    }

    fn first<T>(&self, id: &str, of: impl Fn(&Style) -> Option<T>) -> Option<T> {
        self.chain(id).find_map(of)
    }

    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        let first = self.styles.get(id);
        let next = |style: &&Style| self.styles.get(style.base.as_ref()?);
        std::iter::successors(first, next).take(MOST_BASES)
    }
}

impl Style {
    fn take(&mut self, local: &str, tag: Tag<'_>) {
        match local {
            "basedOn" => self.base = value(tag, "val"),
            "vanish" => self.hidden = Some(is_on(tag)),
            "pageBreakBefore" => self.page_before = Some(is_on(tag)),
            "numId" => self.list = value(tag, "val"),
            "ilvl" => self.level = value(tag, "val").and_then(|level| level.parse().ok()),
            _ => {}
        }
    }
}

/// An attribute by its name, with any prefix or none.
pub(super) fn value(tag: Tag<'_>, local: &str) -> Option<String> {
    let value = tag.prefixed(local).or_else(|| tag.value(local));
    value.map(std::borrow::Cow::into_owned)
}

/// Whether a property that is there is switched on.
pub(super) fn is_on(tag: Tag<'_>) -> bool {
    let value = value(tag, "val");
    !value.is_some_and(|value| matches!(&*value, "0" | "false" | "off"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_take_from_their_bases() {
        let xml = r#"<w:styles><w:style w:styleId="a"><w:pPr><w:pageBreakBefore/><w:numPr>
            <w:numId w:val="3"/></w:numPr></w:pPr><w:rPr><w:vanish/></w:rPr></w:style>
            <w:style w:styleId="b"><w:basedOn w:val="a"/><w:pPr><w:numPr><w:ilvl w:val="1"/>
            </w:numPr></w:pPr><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
            <w:style w:styleId="c"><w:basedOn w:val="c"/></w:style></w:styles>"#;
        let styles = Styles::new(xml).unwrap();
        assert_eq!((styles.hides("a"), styles.hides("b")), (true, false));
        assert_eq!((styles.list("b"), styles.level("b")), (Some("3"), Some(1)));
        assert!(styles.begins_page("b"));
        assert!(!styles.hides("c"), "a style based on itself ends somewhere");
    }
}
