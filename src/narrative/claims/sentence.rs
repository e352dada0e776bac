//! From the words of a paragraph to what is said of each subject.
//!
//! A number is what the words since the number before it make it: the change behind 增加, the base
//! behind 年初预算为, the share behind 占, the amount behind its subject. Words that are not known
//! leave the numbers of their clause undecided.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::narrative::draft::Paragraph;
use crate::narrative::number::{Number, NumberUnit};
use crate::narrative::topic::Topic;

use super::doubt::Doubt;
use super::frame::Frame;
use super::parts;
use super::subject::Subject;
use super::token::{Base, Kind, Token, Turn};

/// What the next number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Unknown,
    Amount,
    Base(Base),
    Share,
    Done,
}

/// What follows 主要原因 or 主要用于.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Region {
    Because(usize, usize, usize),
    Purpose(usize, usize),
}

/// A subject that stands above a paragraph, with its printed name and where that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    pub(super) subject: Subject,
    pub(super) named: Option<(usize, Range<usize>)>,
}

/// What earlier paragraphs leave to a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    /// The frame whose parts are listed.
    pub(super) open_list: Option<usize>,
    /// The first frame of the section.
    pub(super) section: usize,
    /// The subject that the heading names, or an item named on a line of its own.
    pub(super) heading: Option<Lead>,
}

/// A word for a change that has no figure yet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TurnWord {
    word: (Range<usize>, Turn),
    /// Whether its opposite stands behind it in brackets: 增加（减少）.
    either_way: bool,
}

/// Reads the words of one paragraph; the frames are those of the whole text.
pub(super) struct Sentences<'a> {
    paragraph: usize,
    text: &'a str,
    numbers: &'a [Number],
    topic: Topic,
    tokens: &'a [Token],
    /// All frames; those of this paragraph begin at `first`.
    pub(super) frames: &'a mut Vec<Frame>,
    first: usize,
    /// A frame of an earlier paragraph whose parts follow.
    open_list: Option<usize>,
    /// The first frame of the section.
    section: usize,
    /// The subject of the heading above.
    heading: Option<Lead>,
    current: Option<usize>,
    /// Where the sentence begins, its subjects, and the one before 其中.
    sentence: usize,
    named: BTreeSet<String>,
    main: Option<usize>,
    /// Whether the subject of the current frame was named since its amount.
    fresh: bool,
    role: Role,
    base: Option<Base>,
    done_base: Option<Base>,
    of: Option<String>,
    turn: Option<TurnWord>,
    comparing: bool,
    naming: bool,
    /// Why the numbers of the clause, and of the sentence, cannot be told.
    of_clause: Option<Doubt>,
    of_sentence: Option<Doubt>,
    region: Option<Region>,
    /// What was current before a bracket opened, and whether the words were known.
    outside: Vec<(Option<usize>, Option<Doubt>, Role)>,
    /// Numbers that are not decided.
    pub(super) doubts: Vec<(usize, Doubt)>,
}

impl<'a> Sentences<'a> {
    pub(super) fn new(
        (index, paragraph): (usize, &'a Paragraph),
        topic: Topic,
        tokens: &'a [Token],
        frames: &'a mut Vec<Frame>,
        carried: Carried,
    ) -> Self {
        Self {
            paragraph: index,
            text: paragraph.text(),
            numbers: &paragraph.numbers,
            topic,
            tokens,
            first: frames.len(),
            frames,
            open_list: carried.open_list,
            section: carried.section,
            heading: carried.heading,
            current: None,
            sentence: 0,
            named: BTreeSet::new(),
            main: None,
            fresh: false,
            role: Role::Unknown,
            base: None,
            done_base: None,
            of: None,
            turn: None,
            comparing: false,
            naming: false,
            of_clause: None,
            of_sentence: None,
            region: None,
            outside: Vec::new(),
            doubts: Vec::new(),
        }
    }

    /// Reads all of them.
    pub(super) fn read(&mut self) {
        for at in 0..self.tokens.len() {
            self.token(at);
        }
        self.outside.clear();
        self.end_clause();
        self.end_region(self.text.len());
    }

    fn token(&mut self, at: usize) {
        let token = &self.tokens[at];
        if self.region.is_some() && !self.ends_region(at) {
            if let Kind::Number(number) = token.kind {
                self.leave(number, self.region_doubt());
            }
            return;
        }
        match &token.kind {
            Kind::Of(of) => self.subject(at, of.clone(), None),
            Kind::Item(of) => self.subject(at, of.clone(), Some(token.range.clone())),
            Kind::Number(number) => self.number(at, *number),
            Kind::Base(base) => self.base(*base),
            Kind::YearOnYear => self.base = Some(Base::Prior),
            Kind::OtherYear => self.of_sentence = Some(Doubt::Year),
            Kind::Compare => self.comparing = true,
            Kind::Compared => self.comparing = false,
            Kind::Turn(turn) => self.turn(at, *turn),
            Kind::Share => (self.role, self.of) = (Role::Share, None),
            Kind::Done => (self.role, self.done_base) = (Role::Done, None),
            Kind::Final => self.final_word(),
            Kind::Parts => {
                self.naming = false;
                if self.main.is_none() && self.text[token.range.clone()].starts_with("其中") {
                    self.main = self.current;
                }
            }
            Kind::Because => self.because(at),
            Kind::Purpose => self.purpose(at),
            Kind::Includes => self.naming = true,
            Kind::AndSoOn => {
                self.naming = false;
                self.of_clause = None;
            }
            Kind::Respectively => self.of_sentence = Some(Doubt::Respectively),
            Kind::Comma | Kind::Pause => self.end_clause(),
            Kind::Colon => self.of_clause = None,
            Kind::Semicolon => {
                self.end_clause();
                self.naming = false;
                self.of_sentence = None;
            }
            Kind::Stop => self.end_sentence(token.range.end),
            Kind::Open => self.outside.push((self.current, self.of_clause, self.role)),
            Kind::Close => {
                if let Some((current, doubt, role)) = self.outside.pop() {
                    (self.current, self.of_clause, self.role) = (current, doubt, role);
                }
            }
            Kind::Word => self.of_clause = Some(Doubt::Subject),
            Kind::Filler => {}
        }
    }

    fn end_clause(&mut self) {
        self.word_alone();
        self.turn = None;
        self.of_clause = None;
        self.comparing = false;
        if matches!(self.role, Role::Share | Role::Done) {
            self.role = Role::Unknown;
        }
    }

    fn end_sentence(&mut self, end: usize) {
        self.outside.clear();
        self.end_clause();
        // What follows without a subject is said of what the sentence began with; of several
        // subjects side by side it is said of none for certain.
        let main = self.main.take();
        let main = main.filter(|main| self.frames[*main].at >= self.sentence);
        if main.is_some() {
            self.current = main;
        } else if self.named.len() > 1 {
            (self.current, self.heading) = (None, None);
        }
        self.named.clear();
        self.sentence = end;
        self.base = None;
        self.role = Role::Unknown;
        self.naming = false;
        self.of_sentence = None;
    }

    /// A word for a change without a figure: 决算数小于预算数, 与上年持平.
    fn word_alone(&mut self) {
        let Some(TurnWord { word, .. }) = self.turn.take() else {
            return;
        };
        let (range, turn) = word;
        // （如持平…）: words in brackets are no statement.
        if self.of_clause.is_some() || !self.outside.is_empty() {
            return;
        }
        let base = self.base_now();
        let Some(frame) = self.frame() else {
            return;
        };
        // 支出减少的主要原因: the change was stated before.
        let stated = frame
            .comparisons
            .iter()
            .any(|stated| stated.direction.is_some());
        if base.is_none() && (stated || turn != Turn::Level) {
            return;
        }
        let comparison = frame.against(base);
        match &comparison.direction {
            None => comparison.direction = Some((range, turn)),
            Some((_, before)) if *before != turn && comparison.rate_direction.is_none() => {
                comparison.rate_direction = Some((range, turn));
            }
            Some(_) => {}
        }
    }

    /// The base that the words name, or that the whole is compared with.
    fn base_now(&self) -> Option<Base> {
        if self.base.is_some() {
            return self.base;
        }
        let frame = &self.frames[self.current?];
        let whole = &self.frames[frame.whole?];
        match &*whole.comparisons {
            [] => None,
            [only] => only.base,
            [.., last] => last.direction.is_some().then_some(last.base)?,
        }
    }

    fn frame(&mut self) -> Option<&mut Frame> {
        if self.current.is_none()
            && let Some(lead) = self.heading.take()
        {
            let at = self.tokens.first().map_or(0, |token| token.range.start);
            self.open_frame(lead.subject.key, lead.named, at);
        }
        self.frames.get_mut(self.current?)
    }

    fn subject(&mut self, at: usize, of: Option<Subject>, named: Option<Range<usize>>) {
        let range = self.tokens[at].range.clone();
        if self.role == Role::Share {
            match of {
                Some(of) => {
                    let words = &self.text[range];
                    self.of = Some(of.whole_of_share(words, self.topic).key);
                }
                None => self.of_clause = Some(Doubt::Subject),
            }
            return;
        }
        if self.comparing {
            // 比2023年度“三公”经费年初预算: the same subject's.
            let current = self.current.map(|at| &self.frames[at].key);
            if of.as_ref().map(|of| &of.key) != current {
                self.of_clause = Some(Doubt::Subject);
            }
            return;
        }
        if self.naming && !self.is_stated_next(at) {
            return;
        }
        let Some(of) = of else {
            self.current = None;
            self.heading = None;
            self.of_clause = Some(Doubt::Subject);
            return;
        };
        self.word_alone();
        self.naming = false;
        self.of_clause = None;
        self.fresh = true;
        self.role = Role::Amount;
        self.named.insert(of.key.clone());
        let known = self.frames[self.first..]
            .iter()
            .rposition(|frame| frame.key == of.key);
        match known {
            Some(at) => self.current = Some(self.first + at),
            None => {
                let named = named.map(|named| (self.paragraph, named));
                self.open_frame(of.key, named, range.start);
            }
        }
    }

    /// Whether a figure of the subject itself comes next, so that it is no mere name.
    fn is_stated_next(&self, at: usize) -> bool {
        let mut behind = self.tokens[at + 1..].iter();
        let next = behind.find(|token| !matches!(token.kind, Kind::Filler | Kind::Final));
        next.is_some_and(|token| matches!(token.kind, Kind::Number(_)))
    }

    fn open_frame(&mut self, key: String, named: Option<(usize, Range<usize>)>, at: usize) {
        let whole = self.whole_of(&key);
        self.frames.push(Frame {
            paragraph: self.paragraph,
            at,
            key,
            named,
            whole,
            ..Frame::default()
        });
        self.current = Some(self.frames.len() - 1);
    }

    /// The nearest frame that a subject can be a part of: in the paragraph, or one whose list this
    /// paragraph belongs to.
    fn whole_of(&self, key: &str) -> Option<usize> {
        let here = self.first..self.frames.len();
        let mut candidates = here.rev().chain(self.open_list);
        let kind = |at: &usize| parts::kind(&self.frames[*at].key, key);
        let near = candidates.find(|at| kind(at).is_some());
        // A limit holds wherever in the section the whole is stated.
        let mut section = (self.section..self.first).rev();
        near.or_else(|| section.find(|at| kind(at).is_some_and(parts::Kind::is_limit)))
    }

    fn base(&mut self, base: Base) {
        if self.role == Role::Done {
            self.done_base = Some(base);
            return;
        }
        self.base = Some(base);
        // 大于预算55.93万元: the change of the word before.
        if self.turn.is_none() {
            self.role = Role::Base(base);
        }
    }

    fn final_word(&mut self) {
        if self.of_clause.is_some() {
            // 甲项目支出决算为: the words before are its subject.
            self.current = None;
            self.heading = None;
        }
        if !self.comparing && self.turn.is_none() {
            self.role = Role::Amount;
        }
    }

    fn turn(&mut self, at: usize, turn: Turn) {
        let inside = !self.outside.is_empty();
        let alone = self
            .tokens
            .get(at + 1)
            .is_some_and(|token| token.kind == Kind::Close);
        // 下降（增长）: the other word of a form that was not crossed out.
        if inside && alone && self.tokens[at - 1].kind == Kind::Open {
            if let Some(before) = &mut self.turn {
                before.either_way = true;
            }
            return;
        }
        self.comparing = false;
        self.turn = Some(TurnWord {
            word: (self.tokens[at].range.clone(), turn),
            either_way: false,
        });
    }

    fn number(&mut self, at: usize, number: usize) {
        let of = &self.numbers[number];
        if of.other.is_some() {
            return;
        }
        if !self.counts(number) {
            return;
        }
        if let Some(doubt) = self.of_clause {
            // What the next clauses add to it is not the earlier subject's either.
            (self.current, self.heading) = (None, None);
            return self.leave(number, doubt);
        }
        // A change against another year is one all the same.
        let other_year = self.of_sentence == Some(Doubt::Year) && self.turn.is_some();
        if let Some(doubt) = self.of_sentence.filter(|_| !other_year) {
            return self.leave(number, doubt);
        }
        if of.unit == NumberUnit::Other {
            return self.leave(number, Doubt::Unit);
        }
        let money = of.is_money();
        let turn = self.turn.take();
        let done = match (turn, self.role) {
            (Some(turn), _) => self.change(number, turn, money),
            (None, Role::Share) if !money => self.share(number),
            (None, Role::Done) if !money => self.completion(number),
            (None, Role::Base(base)) if money => self.base_amount(number, base),
            // 为年初预算的98%.
            (None, Role::Base(base)) if base != Base::Prior => {
                self.done_base = Some(base);
                self.completion(number)
            }
            // 完成年初预算1,900万元的105%: the budget, then the rate.
            (None, Role::Done) => match self.done_base {
                Some(base) => self
                    .base_amount(number, base)
                    .map(|()| self.role = Role::Done),
                None => Err(Doubt::Subject),
            },
            (None, Role::Amount) if money => self.amount(number, self.tokens[at].range.start),
            _ => Err(Doubt::Subject),
        };
        if let Err(doubt) = done {
            self.leave(number, doubt);
        }
    }

    /// Whether a number is one of money or a percentage; a bare one may be one without its sign.
    fn counts(&self, number: usize) -> bool {
        let of = &self.numbers[number];
        let printed = &self.text[of.range.clone()];
        if of.is_money() || of.is_percent() {
            return true;
        }
        match of.unit {
            NumberUnit::None => {
                printed.contains('.')
                    && (self.turn.is_some() || matches!(self.role, Role::Share | Role::Done))
            }
            NumberUnit::Other => printed.ends_with(['万', '亿']),
            NumberUnit::Unit(_) | NumberUnit::Points => false,
        }
    }

    fn change(&mut self, number: usize, turn: TurnWord, money: bool) -> Result<(), Doubt> {
        let base = self.base_now();
        let comparison = self.frame().ok_or(Doubt::Subject)?.against(base);
        if turn.either_way && (money || comparison.direction.is_none()) {
            return Err(Doubt::Direction);
        }
        let (slot, word) = if money {
            (&mut comparison.change, &mut comparison.direction)
        } else if comparison.direction.is_none() {
            (&mut comparison.rate, &mut comparison.direction)
        } else {
            (&mut comparison.rate, &mut comparison.rate_direction)
        };
        if slot.is_some() {
            return Err(Doubt::Twice);
        }
        *slot = Some(number);
        if word.is_none() && !turn.either_way {
            *word = Some(turn.word);
        }
        self.role = Role::Unknown;
        Ok(())
    }

    fn share(&mut self, number: usize) -> Result<(), Doubt> {
        self.role = Role::Unknown;
        let of = self.of.take();
        let at = self.current.ok_or(Doubt::Subject)?;
        let of = of.or_else(|| Some(self.frames[self.frames[at].whole?].key.clone()));
        let frame = &mut self.frames[at];
        if frame.share.is_some() {
            return Err(Doubt::Twice);
        }
        frame.of = Some(of.filter(|of| *of != frame.key).ok_or(Doubt::Whole)?);
        frame.share = Some(number);
        Ok(())
    }

    fn completion(&mut self, number: usize) -> Result<(), Doubt> {
        self.role = Role::Unknown;
        let base = self
            .done_base
            .or_else(|| self.base.filter(|base| *base != Base::Prior));
        let frame = self.frame().ok_or(Doubt::Subject)?;
        let comparison = frame.against(base.or(Some(Base::Budget)));
        if comparison.completion.is_some() {
            return Err(Doubt::Twice);
        }
        comparison.completion = Some(number);
        Ok(())
    }

    fn base_amount(&mut self, number: usize, base: Base) -> Result<(), Doubt> {
        self.role = Role::Unknown;
        let comparison = self.frame().ok_or(Doubt::Subject)?.against(Some(base));
        if comparison.amount.is_some() {
            return Err(Doubt::Twice);
        }
        comparison.amount = Some(number);
        Ok(())
    }

    fn amount(&mut self, number: usize, at: usize) -> Result<(), Doubt> {
        let fresh = std::mem::take(&mut self.fresh);
        self.role = Role::Unknown;
        let frame = self.frame().ok_or(Doubt::Subject)?;
        if frame.amount.is_some() {
            if !fresh {
                return Err(Doubt::Twice);
            }
            let key = frame.key.clone();
            self.open_frame(key, None, at);
        }
        if let Some(frame) = self.frame() {
            frame.amount = Some(number);
        }
        Ok(())
    }

    fn leave(&mut self, number: usize, doubt: Doubt) {
        let of = &self.numbers[number];
        let amount = of.is_money() || of.is_percent() || doubt == Doubt::Unit;
        if amount && of.other.is_none() {
            self.doubts.push((number, doubt));
        }
    }

    fn because(&mut self, at: usize) {
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

    fn purpose(&mut self, at: usize) {
        let frame = self.current.unwrap_or(usize::MAX);
        self.region = Some(Region::Purpose(frame, self.tokens[at].range.end));
    }

    /// Whether a region of words ends before a token: with its sentence, or before a part that is
    /// stated behind a semicolon.
    fn ends_region(&mut self, at: usize) -> bool {
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

    /// Whether a clause begins with a subject that it states something of.
    fn subject_is_stated(&self, from: usize) -> bool {
        let mut tokens = self.tokens[from..]
            .iter()
            .filter(|token| token.kind != Kind::Filler);
        let first = tokens.next().map(|token| &token.kind);
        if !matches!(first, Some(Kind::Of(Some(_)) | Kind::Item(Some(_)))) {
            return false;
        }
        let mut clause = tokens.take_while(|token| {
            !matches!(token.kind, Kind::Semicolon | Kind::Stop | Kind::Because)
        });
        clause.any(|token| matches!(token.kind, Kind::Number(_) | Kind::Turn(Turn::Level)))
    }

    fn region_doubt(&self) -> Doubt {
        match self.region {
            Some(Region::Purpose(..)) => Doubt::Purpose,
            _ => Doubt::Reason,
        }
    }

    fn end_region(&mut self, end: usize) {
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
