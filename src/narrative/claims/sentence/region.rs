//! Words of a reason or a use: where they begin and end, and whose they are.

use crate::narrative::claims::doubt::Doubt;
use crate::narrative::claims::token::{Kind, Token, Turn};

use super::Sentences;

/// What follows 主要原因 or 主要用于.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Region {
    Because(usize, usize, usize),
    Purpose(usize, usize),
}

impl Sentences<'_> {
    pub(super) fn because(&mut self, at: usize) {
        // 维护费支出主要是燃料费: what it went on.
        let printed = &self.text[self.tokens[at].range.clone()];
        let before = at.checked_sub(1).map(|before| &self.tokens[before].kind);
        if printed.starts_with("主要是")
            && matches!(before, Some(Kind::Of(_) | Kind::Item(_) | Kind::Filler))
        {
            return self.purpose(at);
        }
        let base = self.base;
        self.word_alone();
        let start = self.tokens[at].range.end;
        let Some(frame) = self.current else {
            self.region = Some(Region::Because(usize::MAX, 0, start));
            return;
        };
        let comparisons = &self.frames[frame].comparisons;
        let named = comparisons
            .iter()
            .rposition(|stated| base.is_some() && stated.base == base);
        let comparison = named
            .or_else(|| comparisons.len().checked_sub(1))
            .unwrap_or(usize::MAX);
        self.region = Some(Region::Because(frame, comparison, start));
    }

    pub(super) fn purpose(&mut self, at: usize) {
        let colon = self
            .tokens
            .get(at + 1)
            .is_some_and(|token| token.kind == Kind::Colon);
        // 主要用于：教育支出900万元，…: the parts, each with its figure.
        if self.subject_is_stated(at + 1 + usize::from(colon)) {
            return;
        }
        let frame = self.current.unwrap_or(usize::MAX);
        self.region = Some(Region::Purpose(frame, self.tokens[at].range.end));
    }

    /// Whether a region of words ends before a token: with its sentence, or before a part that is
    /// stated behind a semicolon.
    pub(super) fn ends_region(&mut self, at: usize) -> bool {
        let token = &self.tokens[at];
        let ends = match token.kind {
            Kind::Stop => true,
            Kind::Semicolon => {
                let purpose = matches!(self.region, Some(Region::Purpose(..)));
                purpose || self.subject_is_stated(at + 1)
            }
            Kind::Parts => {
                self.text[token.range.clone()].starts_with("其中") && {
                    let next = self.tokens.get(at + 1).map(|token| &token.kind);
                    let last = self.tokens.get(at + 2).is_none();
                    next == Some(&Kind::Colon) && (last || self.subject_is_stated(at + 2))
                }
            }
            _ => false,
        };
        if ends {
            self.end_region(token.range.start);
        }
        ends
    }

    /// Whether a clause begins with a subject, or with a comparison, and states a figure.
    fn subject_is_stated(&self, from: usize) -> bool {
        let rest = self.tokens.get(from..).unwrap_or_default();
        let mut tokens = rest.iter().filter(|token| token.kind != Kind::Filler);
        let compares = match tokens.next().map(|token| &token.kind) {
            Some(Kind::Of(Some(_)) | Kind::Item(Some(_))) => false,
            Some(Kind::Compare) => true,
            _ => return false,
        };
        let ends =
            |token: &&Token| matches!(token.kind, Kind::Semicolon | Kind::Stop | Kind::Because);
        let clause: Vec<&Token> = tokens.take_while(|token| !ends(token)).collect();
        let has = |wanted: fn(&Kind) -> bool| clause.iter().any(|token| wanted(&token.kind));
        let figure = has(|kind| matches!(kind, Kind::Number(_) | Kind::Turn(Turn::Level)));
        figure && (!compares || has(|kind| matches!(kind, Kind::Base(_))))
    }

    pub(super) fn region_doubt(&self) -> Doubt {
        match self.region {
            Some(Region::Purpose(..)) => Doubt::Purpose,
            _ => Doubt::Reason,
        }
    }

    pub(super) fn end_region(&mut self, end: usize) {
        let ends = ['：', ':', '，', '。', ' ', '；', '是', '为'];
        let words = |start: usize, end: usize, text: &str| {
            let part = text.get(start..end)?;
            let bare = part.trim_start_matches(ends);
            let start = start + part.len() - bare.len();
            let bare = bare.trim_end_matches(['：', '，', '；']);
            (!bare.is_empty()).then(|| start..start + bare.len())
        };
        match self.region.take() {
            Some(Region::Because(frame, comparison, start)) => {
                let comparisons = self
                    .frames
                    .get_mut(frame)
                    .map(|frame| &mut frame.comparisons);
                if let Some(stated) = comparisons.and_then(|all| all.get_mut(comparison))
                    && stated.because.is_none()
                {
                    stated.because = words(start, end, self.text);
                }
            }
            Some(Region::Purpose(frame, start)) => {
                if let Some(frame) = self.frames.get_mut(frame)
                    && frame.purpose.is_none()
                {
                    frame.purpose = words(start, end, self.text);
                }
            }
            None => {}
        }
        self.turn = None;
        self.of_clause = None;
    }
}
