//! Sentences: where they begin and end, and how one reads once it is corrected.

use std::ops::Range;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Stroke, Ui};

use crate::model::{Accounts, Amount, CellEdit, Narrative, Span, grouped};
use crate::ui::fonts;
use crate::ui::theme::{Theme, font_size};

use super::display::Shown;
use super::spots::reads_now;

/// The most of a sentence that is shown on either side of what is corrected, in characters.
const AROUND: usize = 60;

/// The sentences of a paragraph, their ends included.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let end = rest
            .char_indices()
            .find(|(_, c)| ends(*c))
            .map_or(rest.len(), |(at, c)| at + c.len_utf8());
        let closing = rest[end..].chars().take_while(|c| "”’）》".contains(*c));
        let end = end + closing.map(char::len_utf8).sum::<usize>();
        let sentence = start..start + end;
        start = sentence.end;
        Some(sentence)
    })
}

fn ends(c: char) -> bool {
    "。！？；\x0c".contains(c)
}

/// The sentence of the text around a part of it. An empty line or the line of a heading ends one
/// too.
pub(super) fn sentence_around(narrative: &Narrative, span: Span) -> Span {
    let text = &*narrative.text;
    let heading = narrative
        .headings
        .iter()
        .rev()
        .find(|heading| heading.span.end <= span.start && !heading.span.meets(span));
    let floor = heading.map_or(0, |heading| heading.span.end as usize);
    let head = text.get(floor..span.start as usize).unwrap_or_default();
    let before = head.char_indices().rev().find(|(_, c)| ends(*c));
    let blank = head.rfind("\n\n").map(|at| at + 2);
    let start = before.map(|(at, c)| at + c.len_utf8()).max(blank);
    let start = floor + start.unwrap_or(0);
    let tail = text.get(span.end as usize..).unwrap_or_default();
    let behind = tail.char_indices().find(|(_, c)| ends(*c));
    let blank = tail.find("\n\n");
    let next = narrative
        .headings
        .iter()
        .find(|next| next.span.start >= span.end);
    let next = next.map(|next| (next.span.start - span.end) as usize);
    let end = behind.map(|(at, c)| at + c.len_utf8());
    let end = [end, blank, next].into_iter().flatten().min();
    let end = span.end as usize + end.unwrap_or(tail.len());
    let lead = text[start..].len() - text[start..].trim_start().len();
    let start = (start + lead).min(span.start as usize);
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span {
        start: number(start),
        end: number(end),
    }
}

/// The words of the sentence around a part of the text, as they read now.
pub(super) fn words_around(accounts: &Accounts, narrative: &Narrative, span: Span) -> String {
    let sentence = sentence_around(narrative, span);
    let mut changed: Vec<(Span, Box<str>)> = Vec::new();
    for (place, of) in accounts.spans() {
        if sentence.start <= of.start && of.end <= sentence.end {
            let now = reads_now(accounts, narrative, place, of);
            changed.extend(now.map(|now| (of, now)));
        }
    }
    changed.sort_by_key(|(span, _)| *span);
    changed.dedup_by_key(|(span, _)| *span);
    let changes: Vec<_> = changed.iter().map(|(span, now)| (*span, &**now)).collect();
    Shown::of(narrative, sentence, &changes).text
}

/// A sentence with corrections: what goes struck through, what comes underlined.
pub(crate) struct Corrected {
    /// The parts, each with what becomes of it.
    parts: Vec<(Fate, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Stays,
    Goes,
    Comes,
}

/// The sentences that edits of cells change, with the edits that no sentence shows.
pub(crate) fn corrected<'a>(
    accounts: &Accounts,
    edits: &'a [CellEdit],
) -> (Vec<Corrected>, Vec<&'a CellEdit>) {
    let Some(narrative) = &accounts.narrative else {
        return (Vec::new(), edits.iter().collect());
    };
    let mut of_text: Vec<(Span, &CellEdit)> = Vec::new();
    let mut others = Vec::new();
    for edit in edits {
        match accounts.text_span(edit.place) {
            Some(span) => of_text.push((span, edit)),
            None => others.push(edit),
        }
    }
    of_text.sort_by_key(|(span, edit)| (*span, edit.place));
    of_text.dedup_by_key(|(span, _)| *span);
    let mut sentences: Vec<(Span, Corrected)> = Vec::new();
    let mut rest = of_text.as_slice();
    while let Some((span, _)) = rest.first() {
        let sentence = sentence_around(narrative, *span);
        let count = rest.partition_point(|(span, _)| span.start < sentence.end);
        let (own, after) = rest.split_at(count.max(1));
        sentences.push((sentence, in_sentence(accounts, narrative, sentence, own)));
        rest = after;
    }
    let sentences = sentences.into_iter().map(|(_, corrected)| corrected);
    (sentences.collect(), others)
}

fn in_sentence(
    accounts: &Accounts,
    narrative: &Narrative,
    sentence: Span,
    edits: &[(Span, &CellEdit)],
) -> Corrected {
    let mut parts = Vec::new();
    let mut at = sentence.start;
    let plain = |start, end| Shown::of(narrative, Span { start, end }, &[]).text;
    for (index, (span, edit)) in edits.iter().enumerate() {
        if span.start < at {
            continue;
        }
        let between = plain(at, span.start);
        let between = if index == 0 {
            from_end(&between)
        } else {
            between
        };
        parts.push((Fate::Stays, between));
        let now = reads_now(accounts, narrative, edit.place, *span);
        let before = now.map_or_else(|| plain(span.start, span.end), String::from);
        parts.push((Fate::Goes, before));
        parts.push((Fate::Comes, written(accounts, edit)));
        at = span.end;
    }
    parts.push((Fate::Stays, from_start(&plain(at, sentence.end))));
    Corrected { parts }
}

/// What an edit writes, as a cell prints it.
pub(crate) fn written(accounts: &Accounts, edit: &CellEdit) -> String {
    let Some(old) = accounts.cell(edit.place).number() else {
        return edit.text.clone();
    };
    match Amount::parse(&edit.text) {
        // A bare number is in the unit that is printed with the old one.
        Ok(new) if new.unit.is_none() => {
            let unit = if old.own_unit { old.unit.printed() } else { "" };
            format!("{}{unit}", grouped(new.value, new.decimals))
        }
        _ => edit.text.clone(),
    }
}

fn from_end(text: &str) -> String {
    let count = text.chars().count();
    if count <= AROUND {
        return text.to_owned();
    }
    let kept: String = text.chars().skip(count - AROUND).collect();
    format!("……{kept}")
}

fn from_start(text: &str) -> String {
    if text.chars().count() <= AROUND {
        return text.to_owned();
    }
    let kept: String = text.chars().take(AROUND).collect();
    format!("{kept}……")
}

impl Corrected {
    /// Draws the sentence. Screen readers are told what becomes of what.
    pub(crate) fn show(&self, ui: &mut Ui, spoken: &str) {
        let theme = Theme::of(ui);
        let mut job = LayoutJob::default();
        job.wrap.max_width = ui.available_width();
        for (fate, text) in &self.parts {
            let plain = TextFormat {
                font_id: fonts::regular(font_size::BODY),
                color: theme.text.primary,
                line_height: Some(24.0),
                ..TextFormat::default()
            };
            let format = match fate {
                Fate::Stays => plain,
                Fate::Goes => TextFormat {
                    color: theme.error.mark,
                    background: theme.error.soft,
                    strikethrough: Stroke::new(1.5, theme.error.mark),
                    ..plain
                },
                Fate::Comes => TextFormat {
                    font_id: fonts::bold(font_size::BODY),
                    color: theme.proved.mark,
                    background: theme.proved.soft,
                    underline: Stroke::new(1.5, theme.proved.mark),
                    ..plain
                },
            };
            job.append(text, 0.0, format);
        }
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let response = ui.label(galley);
        response.widget_info(|| {
            let name = format!("{spoken}{}", self.spoken());
            eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, name)
        });
    }

    /// The sentence as it is read out: 减少→增加.
    pub(crate) fn spoken(&self) -> String {
        let mut words = String::new();
        for (fate, text) in &self.parts {
            if *fate == Fate::Comes {
                words.push('→');
            }
            words.push_str(text);
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_keeps_its_end_and_what_closes_behind_it() {
        let text = "他说：“好。”共12.5万元；其余不变";
        let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["他说：“好。”", "共12.5万元；", "其余不变"]);
    }

    #[test]
    fn the_sentence_around_a_number_goes_over_lines_but_not_over_headings() {
        let text = "一、支出\n本年支出1\n2万元，下降3%。其他";
        let mut narrative = Narrative::new(None, text.into());
        let span = |part: &str| {
            let start = text.find(part).unwrap();
            let number = |at: usize| u32::try_from(at).unwrap();
            Span {
                start: number(start),
                end: number(start + part.len()),
            }
        };
        narrative.headings.push(crate::model::Heading {
            span: span("一、支出"),
            depth: 1,
        });
        let around = sentence_around(&narrative, span("3%"));
        assert_eq!(narrative.slice(around), "本年支出1\n2万元，下降3%。");
        let last = sentence_around(&narrative, span("其他"));
        assert_eq!(narrative.slice(last), "其他");
    }
}
