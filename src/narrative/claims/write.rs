//! From what is said of each subject to the rows of the table of claims.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::narrative::draft::Draft;
use crate::narrative::reading::{Stated, StatedRow};
use crate::narrative::topic::Topic;

use super::frame::{Comparison, Frame};
use super::parts::{self, Kind};
use super::token::Base;

/// Writes the rows of all frames that say anything.
pub(super) fn rows(draft: &mut Draft, mut frames: Vec<Frame>) {
    for at in 0..frames.len() {
        let of_whole = frames[at]
            .whole
            .and_then(|whole| named_budget(&frames[whole]));
        frames[at].name_budget(of_whole);
        frames[at].comparisons.retain(Comparison::says);
    }
    let links = links(&frames);
    let lists = lists(draft, &frames);
    for (at, frame) in frames.iter().enumerate().filter(|(_, frame)| frame.says()) {
        let writer = Writer {
            frame,
            at,
            link: links.get(&at),
            list: lists.get(&at),
        };
        writer.write(draft);
    }
}

fn named_budget(frame: &Frame) -> Option<Base> {
    let bases = frame
        .comparisons
        .iter()
        .filter_map(|comparison| comparison.base);
    bases.filter(|base| *base != Base::Prior).max()
}

/// Temporary number of the claim about a frame's comparison, for others to refer to.
fn id(frame: usize, comparison: usize) -> String {
    format!("amount-{frame}-{comparison}")
}

/// What a part refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Link {
    /// `part_of` or `within`.
    column: &'static str,
    /// The claim of the whole.
    id: String,
    /// The comparison of the part that belongs to it.
    comparison: usize,
    /// The base of the whole, for a part that names none.
    base: Option<Base>,
}

/// Which parts add up to their wholes, or may not exceed them.
fn links(frames: &[Frame]) -> BTreeMap<usize, Link> {
    let mut groups: BTreeMap<(usize, Kind), Vec<usize>> = BTreeMap::new();
    for (at, frame) in frames.iter().enumerate().filter(|(_, frame)| frame.says()) {
        let Some(whole) = frame.whole.filter(|whole| frames[*whole].says()) else {
            continue;
        };
        if let Some(kind) = parts::kind(&frames[whole].key, &frame.key) {
            groups.entry((whole, kind)).or_default().push(at);
        }
    }
    let mut links = BTreeMap::new();
    for ((whole_at, kind), parts) in groups {
        let whole = &frames[whole_at];
        let keys: BTreeSet<&str> = parts.iter().map(|part| &*frames[*part].key).collect();
        let each_once = keys.len() == parts.len();
        let column = match kind {
            Kind::Within | Kind::Below => "within",
            Kind::Together => "sum_within",
            _ if each_once && parts::is_all(kind, &keys) => "part_of",
            _ => continue,
        };
        let comparison = shared_comparison(whole, &parts, frames);
        let base = whole
            .comparisons
            .get(comparison)
            .and_then(|stated| stated.base);
        let shared = |part: &usize| {
            let of_part = &frames[*part].comparisons;
            of_part
                .iter()
                .any(|stated| stated.base == base && compares(stated))
        };
        let shared = parts.iter().any(shared);
        for part in parts {
            let of_part = &frames[part].comparisons;
            let same = of_part.iter().position(|stated| stated.base == base);
            let has_amounts = whole.amount.is_some() && frames[part].amount.is_some();
            if column != "part_of" && !has_amounts {
                continue;
            }
            let link = Link {
                column,
                id: id(whole_at, comparison),
                comparison: same.unwrap_or_default(),
                base: base.filter(|_| shared && of_part.is_empty()),
            };
            links.insert(part, link);
        }
    }
    links
}

/// The comparison of a whole that most of its parts make too.
fn shared_comparison(whole: &Frame, parts: &[usize], frames: &[Frame]) -> usize {
    let votes = |stated: &Comparison| {
        let same = |other: &Comparison| {
            other.base == stated.base && (other.change.is_some() || other.direction.is_some())
        };
        let of_part = |part: &&usize| frames[**part].comparisons.iter().any(same);
        parts.iter().filter(of_part).count()
    };
    let all = whole.comparisons.iter().enumerate();
    // The first of equals.
    all.rev()
        .max_by_key(|(_, stated)| votes(stated))
        .map_or(0, |(at, _)| at)
}

/// The lists whose shares should close, by their frames: a name that no other list has.
fn lists(draft: &Draft, frames: &[Frame]) -> BTreeMap<usize, String> {
    let mut groups: BTreeMap<(usize, usize, Kind), Vec<usize>> = BTreeMap::new();
    for (at, frame) in frames.iter().enumerate() {
        let (Some(whole), Some(of)) = (frame.whole, &frame.of) else {
            continue;
        };
        let Some(kind) = parts::kind(of, &frame.key) else {
            continue;
        };
        if frame.share.is_some()
            && matches!(
                kind,
                Kind::Income | Kind::Spending | Kind::Class | Kind::ThreePublic
            )
        {
            groups
                .entry((frame.paragraph, whole, kind))
                .or_default()
                .push(at);
        }
    }
    let mut lists = BTreeMap::new();
    for ((paragraph, _, kind), parts) in groups {
        if parts.len() < 2 || !closes(draft, frames, &parts) {
            continue;
        }
        let name = match kind {
            Kind::Income => "收入构成",
            Kind::Spending => "支出构成",
            Kind::ThreePublic => "“三公”经费构成",
            _ => "功能分类构成",
        };
        let start = draft.paragraphs[paragraph].flow.span(0..1);
        let line = start.map_or(0, |span| draft.line(span.start));
        for part in parts {
            lists.insert(part, format!("{name}（第{line}行）"));
        }
    }
    lists
}

/// Whether a list is complete by its form: it does not end with 等, and something of it is not
/// zero.
fn closes(draft: &Draft, frames: &[Frame], parts: &[usize]) -> bool {
    let share = |part: &usize| {
        let frame = &frames[*part];
        frame.share.map(|number| (frame.paragraph, number))
    };
    let nonzero = parts.iter().filter_map(share).any(|(paragraph, number)| {
        let paragraph = &draft.paragraphs[paragraph];
        let range = paragraph.numbers[number].range.clone();
        paragraph
            .flow
            .slice(range)
            .contains(|c: char| ('1'..='9').contains(&c))
    });
    let last = parts.iter().filter_map(share).max();
    let open = last.is_some_and(|(paragraph, number)| {
        let paragraph = &draft.paragraphs[paragraph];
        let end = paragraph.numbers[number].range.end;
        paragraph.text()[end..].starts_with(['等', '…'])
    });
    nonzero && !open
}

struct Writer<'a> {
    frame: &'a Frame,
    at: usize,
    link: Option<&'a Link>,
    list: Option<&'a String>,
}

impl Writer<'_> {
    fn write(&self, draft: &mut Draft) {
        let none = [Comparison::default()];
        let comparisons = if self.frame.comparisons.is_empty() {
            &none[..]
        } else {
            &self.frame.comparisons
        };
        for (at, comparison) in comparisons.iter().enumerate() {
            let row = self.row(draft, at, comparison, comparisons.len());
            draft.rows.push(row);
        }
    }

    fn row(&self, draft: &mut Draft, at: usize, comparison: &Comparison, of: usize) -> StatedRow {
        let frame = self.frame;
        let topic = draft.topic(frame.paragraph);
        let later = self.has_reason_later(draft);
        let mut row = self.head(draft, at);
        let paragraph = &mut draft.paragraphs[frame.paragraph];
        // A second budget that nothing is compared with is stated for itself.
        let only_amount = comparison.amount.is_some() && !compares(comparison);
        if let (true, true, Some(base), Some(amount)) =
            (of > 1, only_amount, comparison.base, comparison.amount)
            && frame.key.contains('[')
        {
            let subject = format!("{}@{}", frame.key, name(base));
            let amount = paragraph.state(amount);
            return row
                .with("subject", Stated::derived(subject))
                .with("amount", amount);
        }
        row = row.with("subject", Stated::derived(frame.key.clone()));
        let mut number = |row: &mut StatedRow, key: &'static str, number: Option<usize>| {
            if let Some(number) = number {
                row.members.push((key, paragraph.state(number)));
            }
        };
        number(&mut row, "amount", frame.amount);
        number(&mut row, "base", comparison.amount);
        number(&mut row, "change", comparison.change);
        number(&mut row, "rate", comparison.rate);
        number(&mut row, "completion", comparison.completion);
        if at == 0 {
            number(&mut row, "share", frame.share);
        }
        let words = |row: &mut StatedRow, key: &'static str, range: Option<&Range<usize>>| {
            if let Some(range) = range {
                row.members.push((key, paragraph.words(range.clone())));
            }
        };
        let word = |word: &Option<(Range<usize>, _)>| word.as_ref().map(|(range, _)| range.clone());
        words(&mut row, "direction", word(&comparison.direction).as_ref());
        words(
            &mut row,
            "rate_direction",
            word(&comparison.rate_direction).as_ref(),
        );
        words(&mut row, "because", comparison.because.as_ref());
        words(&mut row, "purpose", frame.purpose.as_ref());
        if let Some((paragraph, range)) = &frame.named {
            let named = draft.paragraphs[*paragraph].words(range.clone());
            row.members.push(("named", named));
        }
        let mut derive =
            |key: &'static str, value: String| row.members.push((key, Stated::derived(value)));
        if let Some(of) = frame.of.as_ref().filter(|_| at == 0) {
            derive("of", of.clone());
        }
        if let Some(list) = self.list.filter(|_| at == 0) {
            derive("list", list.clone());
        }
        if frame.purpose.is_some() {
            derive("use", "是".to_owned());
        }
        let link = self.link.filter(|link| link.comparison == at);
        let base = comparison.base.or_else(|| link?.base);
        if let Some(base) = base {
            derive("against", name(base).to_owned());
        }
        if let Some(link) = link {
            derive(link.column, link.id.clone());
        }
        if comparison.because.is_some() {
            derive("reason", "是".to_owned());
        } else if explains(topic, &frame.key)
            && changes(comparison)
            && frame.whole.is_none()
            && !later
        {
            derive("reason", "否".to_owned());
        }
        row
    }

    /// Number, line and section of a claim.
    fn head(&self, draft: &Draft, at: usize) -> StatedRow {
        let paragraph = &draft.paragraphs[self.frame.paragraph];
        let start = paragraph.flow.span(self.frame.at..self.frame.at + 1);
        let in_line = start.map_or(0, |span| draft.line(span.start));
        StatedRow::of("claims")
            .with("id", Stated::derived(id(self.at, at)))
            .with("line", Stated::derived(in_line.to_string()))
            .with("section", Stated::derived(draft.path(paragraph.section)))
    }

    /// Whether a reason follows in the paragraph, of whatever.
    fn has_reason_later(&self, draft: &Draft) -> bool {
        let text = draft.paragraphs[self.frame.paragraph].text();
        text.get(self.frame.at..)
            .is_some_and(|rest| rest.contains("原因") || rest.contains("主要是"))
    }
}

/// Whether a section has to say why a figure changed: of its totals and of single expenses.
fn explains(topic: Topic, key: &str) -> bool {
    match topic {
        Topic::Summary | Topic::FiscalSummary => key.contains("总计]"),
        Topic::GeneralBudget | Topic::ThreePublic | Topic::OperatingCosts => true,
        _ => false,
    }
}

fn compares(comparison: &Comparison) -> bool {
    comparison.direction.is_some()
        || comparison.change.is_some()
        || comparison.rate.is_some()
        || comparison.completion.is_some()
}

fn changes(comparison: &Comparison) -> bool {
    let word = comparison.direction.as_ref().map(|(_, turn)| *turn);
    comparison.change.is_some() || word.is_some_and(|turn| turn != super::token::Turn::Level)
}

/// A base as the column `against` names it.
fn name(base: Base) -> &'static str {
    match base {
        Base::Prior => "上年数",
        Base::Initial | Base::Budget => "年初预算数",
        Base::Adjusted => "全年预算数",
    }
}
