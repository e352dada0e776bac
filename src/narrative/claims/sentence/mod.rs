//! From the words of a paragraph to what is said of each subject.
//!
//! A number is what the words since the number before it make it: the change behind 增加, the base
//! behind 年初预算为, the share behind 占, the amount behind its subject. Words that are not known
//! leave the numbers of their clause undecided.

mod number;
mod region;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::narrative::draft::Paragraph;
use crate::narrative::number::Number;
use crate::narrative::topic::Topic;

use super::doubt::Doubt;
use super::frame::Frame;
use super::parts;
use super::subject::Subject;
use super::token::{Base, Kind, Token, Turn};
use super::words::FOREIGN;

use region::Region;

/// How many subjects before its own a whole is looked for among: more than any list of an office
/// has, so that a text of a million characters is not read over and over.
const FARTHEST: usize = 2_000;

/// What the next number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Unknown,
    Amount,
    Base(Base),
    Share,
    Done,
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
            Kind::Average => self.of_clause = Some(Doubt::Average),
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
            Kind::Word if self.of_clause == Some(Doubt::Average) => {}
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
        if self.of_clause == Some(Doubt::Average) {
            return;
        }
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
        let of = of.filter(|of| !self.is_fund_part(&of.key));
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
        if let Some(at) = known {
            self.current = Some(self.first + at);
        } else {
            let named = named.map(|named| (self.paragraph, named));
            self.open_frame(of.key, named, range.start);
        }
    }

    /// Whether a total is named where only one expense is spoken of: what a fund paid of it
    /// (其中：一般公共预算支出), for which there is no cell.
    fn is_fund_part(&self, key: &str) -> bool {
        let single = matches!(
            self.topic,
            Topic::ThreePublic
                | Topic::OperatingCosts
                | Topic::Procurement
                | Topic::ServicePurchases
        );
        let totals = ["K01[", "K02[", "K03[", "K04[", "K06[", "K08[", "K10["];
        single && totals.iter().any(|table| key.starts_with(table))
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
        let mut candidates = here.rev().take(FARTHEST).chain(self.open_list);
        // （含外宾接待…）is a part of what stands before it; beside it, it is no part.
        let apart = key == FOREIGN && self.outside.is_empty();
        let kind = |at: &usize| parts::kind(&self.frames[*at].key, key).filter(|_| !apart);
        let near = candidates.find(|at| kind(at).is_some());
        // A limit holds wherever in the section the whole is stated.
        let mut section = (self.section..self.first).rev().take(FARTHEST);
        let far = || section.find(|at| kind(at).is_some_and(parts::Kind::is_limit));
        near.or_else(|| parts::may_be_limited(key).then(far).flatten())
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
        if self.of_clause.is_some_and(|doubt| doubt != Doubt::Average) {
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
}
