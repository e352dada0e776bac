//! Automatic numbers of paragraphs: what lists there are, and what number comes next.

use std::collections::{BTreeMap, BTreeSet};

use super::numerals::Numeral;
use super::styles::{Styles, is_on, value};
use crate::workbook::package::{PackageError, StepKind, Tag, steps};

/// A list has nine levels.
const LEVELS: usize = 9;

/// The lists of a document and how far they were counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    defined: Defined,
    /// How far each definition was counted: all lists of one go on from each other.
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// Lists that were used.
    begun: BTreeSet<String>,
    /// Whether a number had to be shown in a way that is not known.
    pub(super) unknown: bool,
}

/// What lists there are.
#[derive(Debug, Default)]
struct Defined {
    /// Definitions by their ids.
    kinds: BTreeMap<String, Kind>,
    /// Lists by their ids.
    lists: BTreeMap<String, List>,
}

/// A definition of lists.
#[derive(Debug, Default)]
struct Kind {
    levels: BTreeMap<u8, Level>,
    /// The style whose list defines it.
    style: Option<String>,
}

/// A list: a definition, with levels that it has otherwise.
#[derive(Debug, Default)]
struct List {
    kind: String,
    levels: BTreeMap<u8, Level>,
    starts: BTreeMap<u8, u32>,
}

/// How the numbers of a level are written.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    numeral: Numeral,
    /// `第%1条`: the number of each level in its place.
    text: String,
    /// What stands between the number and the words.
    gap: Gap,
    /// The level, from 1, up to which numbers begin this one anew; 0 for none of them.
    restart: Option<u8>,
    /// Whether the numbers of all levels are plain digits.
    legal: bool,
    /// The style of paragraphs that have this level.
    style: Option<String>,
}

/// What stands between the number and the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Tab,
    Space,
    Nothing,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            numeral: Numeral::named("decimal"),
            text: String::new(),
            gap: Gap::Tab,
            restart: None,
            legal: false,
            style: None,
        }
    }
}

impl Numbering {
    pub(super) fn new(xml: &str) -> Result<Self, PackageError> {
        let mut reader = Reader::default();
        for step in steps(xml) {
            let step = step?;
            if step.kind != StepKind::End {
                reader.open(step.local, step.tag);
            }
            if step.kind != StepKind::Start {
                reader.close(step.local);
            }
        }
        Ok(Self {
            defined: reader.defined,
            ..Self::default()
        })
    }

    /// The next number of a list, with what stands between it and the words. Without a level it is
    /// the one that the list keeps for this style.
    pub(super) fn next(
        &mut self,
        list: &str,
        level: Option<u8>,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<String> {
        let (kind_id, kind) = self.defined.kind(list, styles)?;
        let used = self.defined.lists.get(list)?;
        let at = level.or_else(|| kind.level_of(style?)).unwrap_or(0);
        let index = usize::from(at);
        let missing = Level::default();
        let levels: [&Level; LEVELS] = std::array::from_fn(|level| {
            let level = u8::try_from(level).unwrap_or(u8::MAX);
            let of = used.levels.get(&level).or_else(|| kind.levels.get(&level));
            of.unwrap_or(&missing)
        });
        if !self.counts.contains_key(kind_id) {
            self.counts.insert(kind_id.to_owned(), [None; LEVELS]);
        }
        let counts = self.counts.get_mut(kind_id)?;
        if !self.begun.contains(list) {
            self.begun.insert(list.to_owned());
            // A list with a start of its own counts anew.
            for level in used.starts.keys() {
                if let Some(count) = counts.get_mut(usize::from(*level)) {
                    *count = None;
                }
            }
        }
        let start = used.starts.get(&at).copied();
        let start = start.unwrap_or(levels.get(index)?.start);
        counts[index] = Some(counts[index].map_or(start, |count| count.saturating_add(1)));
        for deeper in index + 1..LEVELS {
            let restarts = match levels[deeper].restart {
                Some(level) => index < usize::from(level),
                None => true,
            };
            if restarts {
                counts[deeper] = None;
            }
        }
        let known = kind.levels.contains_key(&at) || used.levels.contains_key(&at);
        let (label, unknown) = label(&levels, counts, index);
        self.unknown |= unknown;
        known.then_some(label)
    }
}

impl Defined {
    /// The definition of a list, through the style that it may name instead.
    fn kind(&self, list: &str, styles: &Styles) -> Option<(&str, &Kind)> {
        let mut id = &self.lists.get(list)?.kind;
        let mut kind = self.kinds.get(id)?;
        if let Some(style) = kind.style.as_deref().filter(|_| kind.levels.is_empty()) {
            id = &self.lists.get(styles.list(style)?)?.kind;
            kind = self.kinds.get(id)?;
        }
        Some((id, kind))
    }
}

impl Kind {
    /// The level of paragraphs of a style.
    fn level_of(&self, style: &str) -> Option<u8> {
        let mut levels = self.levels.iter();
        let (level, _) = levels.find(|(_, of)| of.style.as_deref() == Some(style))?;
        Some(*level)
    }
}

/// A number as it is printed, and whether it had to be shown in another way than it says.
fn label(
    levels: &[&Level; LEVELS],
    counts: &[Option<u32>; LEVELS],
    index: usize,
) -> (String, bool) {
    let own = levels[index];
    if matches!(own.numeral, Numeral::Bullet) {
        // The marks of symbol fonts have codes of their own, which show as nothing elsewhere.
        let mark = own.text.chars().next().filter(|c| !is_private(*c));
        return (format!("{} ", mark.unwrap_or('•')), false);
    }
    let mut label = String::new();
    let mut unknown = false;
    let mut characters = own.text.chars().peekable();
    while let Some(c) = characters.next() {
        let level = characters.peek().and_then(|c| c.to_digit(10));
        let Some(level) = level.filter(|level| c == '%' && *level > 0) else {
            label.push(c);
            continue;
        };
        characters.next();
        let level = level as usize - 1;
        let number = counts[level].unwrap_or(levels[level].start);
        match levels[level].numeral {
            _ if own.legal => label.push_str(&number.to_string()),
            Numeral::Written(write) => label.push_str(&write(number)),
            Numeral::Nothing => {}
            Numeral::Bullet | Numeral::Unknown => {
                unknown = true;
                label.push_str(&number.to_string());
            }
        }
    }
    // A mark that is as wide as a character stands apart by itself.
    let apart = label.ends_with(|c: char| c.is_ascii() && c != ' ');
    if own.gap == Gap::Space || own.gap == Gap::Tab && apart {
        label.push(' ');
    }
    (label, unknown)
}

/// Whether a character belongs to a font of symbols.
pub(super) fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

/// What is open while the definitions are read.
#[derive(Default)]
struct Reader {
    defined: Defined,
    kind: Option<(String, Kind)>,
    list: Option<(String, List)>,
    level: Option<(u8, Level)>,
    replaced: Option<u8>,
}

impl Reader {
    fn open(&mut self, local: &str, tag: Tag<'_>) {
        let text = || value(tag, "val").unwrap_or_default();
        let level = || value(tag, "ilvl")?.parse().ok();
        match local {
            "abstractNum" => {
                let id = value(tag, "abstractNumId").unwrap_or_default();
                self.kind = Some((id, Kind::default()));
            }
            "num" => {
                let id = value(tag, "numId").unwrap_or_default();
                self.list = Some((id, List::default()));
            }
            "lvl" => self.level = level().map(|level| (level, Level::default())),
            "lvlOverride" => self.replaced = level(),
            "numStyleLink" => {
                if let Some((_, kind)) = &mut self.kind {
                    kind.style = Some(text());
                }
            }
            "abstractNumId" => {
                if let Some((_, list)) = &mut self.list {
                    list.kind = text();
                }
            }
            "startOverride" => {
                if let (Some((_, list)), Some(level)) = (&mut self.list, self.replaced) {
                    list.starts.insert(level, text().parse().unwrap_or(1));
                }
            }
            _ => {
                if let Some((_, level)) = &mut self.level {
                    level.take(local, tag);
                }
            }
        }
    }

    fn close(&mut self, local: &str) {
        match local {
            "abstractNum" => self.defined.kinds.extend(self.kind.take()),
            "num" => self.defined.lists.extend(self.list.take()),
            "lvlOverride" => self.replaced = None,
            "lvl" => {
                let levels = match (&mut self.kind, &mut self.list) {
                    (Some((_, kind)), _) => &mut kind.levels,
                    (None, Some((_, list))) => &mut list.levels,
                    (None, None) => return,
                };
                levels.extend(self.level.take());
            }
            _ => {}
        }
    }
}

impl Level {
    fn take(&mut self, local: &str, tag: Tag<'_>) {
        let text = value(tag, "val").unwrap_or_default();
        match local {
            "start" => self.start = text.parse().unwrap_or(1),
            "numFmt" => self.numeral = Numeral::named(&text),
            "lvlText" => self.text = text,
            "suff" => {
                self.gap = match &*text {
                    "space" => Gap::Space,
                    "nothing" => Gap::Nothing,
                    _ => Gap::Tab,
                };
            }
            "lvlRestart" => self.restart = text.parse().ok(),
            "isLgl" => self.legal = is_on(tag),
            "pStyle" => self.style = Some(text),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
            <w:pStyle w:val="h1"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
            <w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
            <w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">
            <w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"#;

    #[test]
    fn lists_count_on_and_begin_anew() {
        let mut lists = Numbering::new(LISTS).unwrap();
        let styles = Styles::default();
        let mut next = |list, level| lists.next(list, level, Some("h1"), &styles);
        let said: Vec<Option<String>> = [
            ("1", None),
            ("1", Some(1)),
            ("1", Some(1)),
            ("1", Some(0)),
            ("1", Some(1)),
            ("2", Some(0)),
            ("3", Some(0)),
            ("3", Some(0)),
            ("9", Some(0)),
        ]
        .into_iter()
        .map(|(list, level)| next(list, level))
        .collect();
        let expected = ["一、", "1.1 ", "1.2 ", "二、", "2.1 ", "• ", "五、", "六、"];
        assert_eq!(said[..8], expected.map(|label| Some(label.to_owned())));
        assert_eq!(said[8], None);
    }
}
