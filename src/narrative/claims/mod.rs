//! Claims about amounts of money: how much, against what, which share of what, and why.
//!
//! Paragraph by paragraph: names of items ([`path`]), the words that carry meaning ([`token`]),
//! what they say of each subject ([`sentence`], [`frame`]), and rows of claims ([`write`]).
//! Counts, staff and performance are left to `disclosures`, flawed words to `wording`.

mod codes;
mod doubt;
mod frame;
mod parts;
mod path;
mod sentence;
mod subject;
mod token;
mod write;
mod zero;

use super::draft::{Draft, ParagraphKind};
use super::topic::Topic;

use doubt::Doubt;
use frame::Frame;
use path::{Path, paths};
use sentence::{Carried, Lead, Sentences};
use subject::Subject;
use token::{Kind, Setting, Token, tokens};

/// Reads what the sections about amounts state.
pub(super) fn read(draft: &mut Draft) {
    let mut reader = Reader::default();
    for index in 0..draft.paragraphs.len() {
        reader.paragraph(draft, index);
    }
    let Reader { frames, doubts, .. } = reader;
    for (paragraph, number, why) in doubts {
        draft.doubts.insert((paragraph, number), why.text());
    }
    write::rows(draft, frames);
    zero::read(draft);
}

#[derive(Default)]
struct Reader {
    frames: Vec<Frame>,
    /// Numbers left undecided: their paragraph, their place there, and why.
    doubts: Vec<(usize, usize, Doubt)>,
    /// The section that the last paragraph lay in.
    section: usize,
    /// The first frame of that section.
    section_start: usize,
    /// The frame whose parts the next paragraphs list, with its section.
    open_list: Option<(usize, usize)>,
    /// The code that 款 and 项 of the section lie below.
    above: String,
    /// The subject that the heading of the section names.
    heading: Option<Lead>,
    /// An item that a paragraph only names, for the next one to speak of.
    named: Option<Lead>,
}

impl Reader {
    fn paragraph(&mut self, draft: &Draft, index: usize) {
        let paragraph = &draft.paragraphs[index];
        let topic = draft.topic(index);
        if !is_about_money(topic) {
            return;
        }
        if paragraph.section != self.section {
            self.enter(draft, paragraph.section);
        }
        if paragraph.kind != ParagraphKind::Body {
            return;
        }
        let setting = Setting {
            topic,
            year: draft.year,
        };
        let paths = self.paths(paragraph.text(), topic);
        let words = tokens(paragraph, &paths, setting);
        let first = self.frames.len();
        let mut sentences = Sentences::new(
            (index, paragraph),
            topic,
            &words,
            &mut self.frames,
            Carried {
                open_list: self.open_list.map(|(frame, _)| frame),
                section: self.section_start,
                heading: self.named.take().or_else(|| self.heading.clone()),
            },
        );
        sentences.read();
        let doubts = std::mem::take(&mut sentences.doubts);
        self.doubts
            .extend(doubts.into_iter().map(|(number, why)| (index, number, why)));
        self.named = only_named(&self.frames[first..], &words);
        if opens_list(&words) && self.frames.len() > first {
            // The total that the paragraph began with, or what it ended with.
            let whole = (first..self.frames.len()).find(|at| self.frames[*at].says());
            self.open_list = whole.map(|whole| (whole, paragraph.section));
        }
    }

    /// A new section: what was carried along ends with the section that it belongs to.
    fn enter(&mut self, draft: &Draft, section: usize) {
        let mut within = Some(section);
        let list = self.open_list.map(|(_, section)| section);
        while within.is_some() && within != list {
            within = draft.sections[within.unwrap_or_default()].parent;
        }
        if within.is_none() {
            self.open_list = None;
            self.above.clear();
        }
        self.section = section;
        self.section_start = self.frames.len();
        self.heading = heading(draft, section).map(|subject| Lead {
            subject,
            named: None,
        });
        self.named = None;
    }

    fn paths(&mut self, text: &str, topic: Topic) -> Vec<Path> {
        let lists_items = matches!(
            topic,
            Topic::GeneralBudget
                | Topic::Expenditure
                | Topic::Income
                | Topic::Summary
                | Topic::FiscalSummary
                | Topic::GovernmentFund
                | Topic::StateCapital
        );
        if lists_items {
            paths(text, &mut self.above)
        } else {
            Vec::new()
        }
    }
}

fn is_about_money(topic: Topic) -> bool {
    matches!(
        topic,
        Topic::Summary
            | Topic::Income
            | Topic::Expenditure
            | Topic::FiscalSummary
            | Topic::GeneralBudget
            | Topic::Basic
            | Topic::GovernmentFund
            | Topic::StateCapital
            | Topic::ThreePublic
            | Topic::OperatingCosts
            | Topic::Procurement
            | Topic::ServicePurchases
    )
}

/// Whether the paragraph ends by announcing parts: `其中：`.
fn opens_list(words: &[Token]) -> bool {
    let mut behind = words.iter().rev();
    let mark = behind.find(|token| !matches!(token.kind, Kind::Filler));
    let ends = mark.is_some_and(|token| matches!(token.kind, Kind::Colon | Kind::Stop));
    let before = behind.find(|token| !matches!(token.kind, Kind::Filler | Kind::Colon));
    ends && before.is_some_and(|token| token.kind == Kind::Parts)
}

/// The subject of a paragraph that names it and says no more: an item on a line of its own.
fn only_named(frames: &[Frame], words: &[Token]) -> Option<Lead> {
    let [frame] = frames else {
        return None;
    };
    let states = words.iter().any(|word| match word.kind {
        Kind::Number(number) => word.range.start > frame.at || number > 0,
        _ => false,
    });
    (!frame.says() && !states).then(|| Lead {
        subject: Subject {
            key: frame.key.clone(),
        },
        named: frame.named.clone(),
    })
}

/// The one subject that a heading names, where its section is about a single thing.
fn heading(draft: &Draft, section: usize) -> Option<Subject> {
    let title = &draft.sections[section].title;
    let topic = draft.sections[section].topic;
    let single = matches!(
        topic,
        Topic::ThreePublic | Topic::OperatingCosts | Topic::Procurement | Topic::ServicePurchases
    );
    let mark = super::heading::marker(title).map_or(0, |mark| mark.len);
    let rest = title.get(mark..).filter(|_| single)?;
    let mut places = rest.char_indices();
    places.find_map(|(at, _)| subject::at(&rest[at..], topic)?.1)
}
