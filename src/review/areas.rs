//! The parts of a text in which digits state nothing, found for every number of it without looking
//! at all of them.

use crate::model::{Narrative, Span};

/// The parts of the text in which digits state nothing.
pub(super) struct Areas {
    /// Its tables.
    pub(super) tables: Merged,
    /// Its headings.
    pub(super) headings: Merged,
}

impl Areas {
    /// Those of a text.
    pub(super) fn of(narrative: &Narrative) -> Self {
        Self {
            tables: Merged::of(narrative.tables.iter().copied()),
            headings: Merged::of(narrative.headings.iter().map(|heading| heading.span)),
        }
    }
}

/// Parts of the text, in order and apart from each other.
pub(super) struct Merged(Vec<Span>);

impl Merged {
    fn of(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.collect();
        spans.sort_unstable();
        let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match merged.last_mut().filter(|last| last.meets(span)) {
                Some(last) => last.end = last.end.max(span.end),
                None => merged.push(span),
            }
        }
        Self(merged)
    }

    /// Whether one of them has a byte in common with a part.
    pub(super) fn meet(&self, span: Span) -> bool {
        let first = self.0.partition_point(|area| area.end <= span.start);
        self.0.get(first).is_some_and(|area| area.meets(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_met_wherever_they_lie() {
        let span = |start, end| Span { start, end };
        let parts = [span(20, 30), span(0, 10), span(5, 12), span(30, 31)];
        let merged = Merged::of(parts.into_iter());
        assert_eq!(merged.0, [span(0, 12), span(20, 30), span(30, 31)]);
        for start in 0..40 {
            for end in start + 1..40 {
                let asked = span(start, end);
                let due = parts.iter().any(|part| part.meets(asked));
                assert_eq!(merged.meet(asked), due, "{asked:?}");
            }
        }
    }
}
