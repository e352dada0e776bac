//! From the words of a paragraph to what is said of each subject.
//!
//! A number is what the words since the number before it make it: the change behind 增加, the base
//! behind 年初预算为, the share behind 占, the amount behind its subject. Words that are not known
//! leave the numbers of their clause undecided.

use std::ops::Range;

use crate::model::Text;
use crate::narrative::draft::Paragraph;
use crate::narrative::number::{Number, NumberUnit};
use crate::narrative::topic::Topic;

use super::frame::{Comparison, Frame};
use super::parts;
use super::subject::Subject;
use super::token::{Base, Kind, Token, Turn};

/// Why a number is left undecided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// Its subject is not named, or not one of the tables'.
    Subject,
    /// It stands in a reason.
    Reason,
    /// It stands in a description of the use.
    Purpose,
    /// Several subjects share several numbers.
    Respectively,
    /// The whole of a share.
    Whole,
    /// An amount without 元.
    Unit,
    /// Of another year.
    Year,
    /// It would be a second amount of the same subject.
    Twice,
}

impl Open {
    /// In words.
    pub(super) fn text(self) -> Text {
        match self {
            Self::Subject => Text::new(
                "主语不明确，不能确定是哪一项的数",
                "the subject is not clear, so it cannot be told whose figure it is",
            ),
            Self::Reason => Text::new(
                "写在变动原因里，没有对应的表格项目",
                "it stands in a reason and belongs to no cell of the tables",
            ),
            Self::Purpose => Text::new(
                "写在用途说明里，没有对应的表格项目",
                "it stands in a description of a use and belongs to no cell of the tables",
            ),
            Self::Respectively => Text::new(
                "用“分别”并列了几个数，不能确定各属哪一项",
                "several figures are given with “respectively”, so it cannot be told which is whose",
            ),
            Self::Whole => Text::new("没有写明占什么的比重", "of what it is a share is not said"),
            Self::Unit => Text::new(
                "金额缺少“元”，单位不完整",
                "the unit of the amount is not complete",
            ),
            Self::Year => Text::new(
                "是其他年度的数，没有可核对的表格",
                "it is a figure of another year, for which there is no table",
            ),
            Self::Twice => Text::new(
                "同一主语后又出现一个金额，不能确定所指",
                "a second amount follows one subject, so it cannot be told what it is",
            ),
        }
    }
}

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

/// What earlier paragraphs leave to a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    /// The frame whose parts are listed.
    pub(super) open_list: Option<usize>,
    /// The first frame of the section.
    pub(super) section: usize,
    /// The subject that the heading names.
    pub(super) heading: Option<Subject>,
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
    heading: Option<Subject>,
    current: Option<usize>,
    /// Whether the subject of the current frame was named since its amount.
    fresh: bool,
    role: Role,
    base: Option<Base>,
    done_base: Option<Base>,
    of: Option<String>,
    turn: Option<(Range<usize>, Turn)>,
    comparing: bool,
    unknown: bool,
    other_year: bool,
    respectively: bool,
    naming: bool,
    region: Option<Region>,
    /// What was current before a bracket opened, and whether the words were known.
    outside: Vec<(Option<usize>, bool, Role)>,
    /// Numbers that are not decided.
    pub(super) open: Vec<(usize, Open)>,
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
            fresh: false,
            role: Role::Unknown,
            base: None,
            done_base: None,
            of: None,
            turn: None,
            comparing: false,
            unknown: false,
            other_year: false,
            respectively: false,
            naming: false,
            region: None,
            outside: Vec::new(),
            open: Vec::new(),
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
                self.leave(number, self.region_open());
            }
            return;
        }
        match &token.kind {
            Kind::Of(of) => self.subject(at, of.clone(), None),
            Kind::Item(of) => self.subject(at, of.clone(), Some(token.range.clone())),
            Kind::Number(number) => self.number(at, *number),
            Kind::Base(base) => self.base(*base),
            Kind::YearOnYear => self.base = Some(Base::Prior),
            Kind::OtherYear => self.other_year = true,
            Kind::Compare => self.comparing = true,
            Kind::Compared => self.comparing = false,
            Kind::Turn(turn) => self.turn(at, *turn),
            Kind::Share => (self.role, self.of) = (Role::Share, None),
            Kind::Done => (self.role, self.done_base) = (Role::Done, None),
            Kind::Final => self.final_word(),
            Kind::Parts => self.naming = false,
            Kind::Because => self.because(at),
            Kind::Purpose => self.purpose(at),
            Kind::Includes => self.naming = true,
            Kind::AndSoOn => {
                self.naming = false;
                self.unknown = false;
            }
            Kind::Respectively => self.respectively = true,
            Kind::Comma | Kind::Pause => self.end_clause(),
            Kind::Colon => self.unknown = false,
            Kind::Semicolon => {
                self.end_clause();
                self.naming = false;
                self.other_year = false;
            }
            Kind::Stop => self.end_sentence(),
            Kind::Open => self.outside.push((self.current, self.unknown, self.role)),
            Kind::Close => {
                if let Some((current, unknown, role)) = self.outside.pop() {
                    (self.current, self.unknown, self.role) = (current, unknown, role);
                }
            }
            Kind::Word => self.unknown = true,
            Kind::Filler => {}
        }
    }

    fn end_clause(&mut self) {
        self.word_alone();
        self.turn = None;
        self.unknown = false;
        self.comparing = false;
        if matches!(self.role, Role::Share | Role::Done) {
            self.role = Role::Unknown;
        }
    }

    fn end_sentence(&mut self) {
        self.outside.clear();
        self.end_clause();
        self.base = None;
        self.role = Role::Unknown;
        self.naming = false;
        self.other_year = false;
        self.respectively = false;
    }

    /// A word for a change without a figure: 决算数小于预算数, 与上年持平.
    fn word_alone(&mut self) {
        let Some((range, turn)) = self.turn.take() else {
            return;
        };
        // （如持平…）: words in brackets are no statement.
        if self.unknown || !self.outside.is_empty() {
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
            && let Some(subject) = self.heading.take()
        {
            let at = self.tokens.first().map_or(0, |token| token.range.start);
            self.open_frame(subject.key, None, at);
        }
        self.frames.get_mut(self.current?)
    }

    fn subject(&mut self, at: usize, of: Option<Subject>, named: Option<Range<usize>>) {
        let range = self.tokens[at].range.clone();
        if self.role == Role::Share {
            match of {
                Some(of) => self.of = Some(of.as_denominator(self.topic).key),
                None => self.unknown = true,
            }
            return;
        }
        if self.comparing {
            // 比2023年度“三公”经费年初预算: the same subject's.
            let current = self.current.map(|at| &self.frames[at].key);
            self.unknown |= of.as_ref().map(|of| &of.key) != current;
            return;
        }
        if self.naming && !self.is_stated_next(at) {
            return;
        }
        let Some(of) = of else {
            self.current = None;
            self.heading = None;
            self.unknown = true;
            return;
        };
        self.word_alone();
        self.naming = false;
        self.unknown = false;
        self.fresh = true;
        self.role = Role::Amount;
        let known = self.frames[self.first..]
            .iter()
            .rposition(|frame| frame.key == of.key);
        match known {
            Some(at) => self.current = Some(self.first + at),
            None => self.open_frame(of.key, named, range.start),
        }
    }

    /// Whether a figure of the subject itself comes next, so that it is no mere name.
    fn is_stated_next(&self, at: usize) -> bool {
        let mut behind = self.tokens[at + 1..].iter();
        let next = behind.find(|token| !matches!(token.kind, Kind::Filler | Kind::Final));
        next.is_some_and(|token| matches!(token.kind, Kind::Number(_)))
    }

    fn open_frame(&mut self, key: String, named: Option<Range<usize>>, at: usize) {
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
        if self.unknown {
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
            return;
        }
        self.comparing = false;
        self.turn = Some((self.tokens[at].range.clone(), turn));
    }

    fn number(&mut self, at: usize, number: usize) {
        let of = &self.numbers[number];
        if of.other.is_some() {
            return;
        }
        if !self.counts(number) {
            return;
        }
        if self.unknown {
            return self.leave(number, Open::Subject);
        }
        if self.respectively {
            return self.leave(number, Open::Respectively);
        }
        if self.other_year && self.turn.is_none() {
            return self.leave(number, Open::Year);
        }
        if of.unit == NumberUnit::Other {
            return self.leave(number, Open::Unit);
        }
        let money = of.is_money();
        let turn = self.turn.take();
        let done = match (turn, self.role) {
            (Some(turn), _) => self.change(number, turn, money),
            (None, Role::Share) if !money => self.share(number),
            (None, Role::Done) if !money => self.completion(number),
            (None, Role::Base(base)) if money => self.base_amount(number, base),
            (None, Role::Amount) if money => self.amount(number, self.tokens[at].range.start),
            _ => Err(Open::Subject),
        };
        if let Err(open) = done {
            self.leave(number, open);
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

    fn change(
        &mut self,
        number: usize,
        turn: (Range<usize>, Turn),
        money: bool,
    ) -> Result<(), Open> {
        let base = self.base_now();
        let comparison = self.frame().ok_or(Open::Subject)?.against(base);
        let (slot, word) = if money {
            (&mut comparison.change, &mut comparison.direction)
        } else if comparison.direction.is_none() {
            (&mut comparison.rate, &mut comparison.direction)
        } else {
            (&mut comparison.rate, &mut comparison.rate_direction)
        };
        if slot.is_some() {
            return Err(Open::Twice);
        }
        *slot = Some(number);
        if word.is_none() {
            *word = Some(turn);
        }
        self.role = Role::Unknown;
        Ok(())
    }

    fn share(&mut self, number: usize) -> Result<(), Open> {
        self.role = Role::Unknown;
        let of = self.of.take();
        let at = self.current.ok_or(Open::Subject)?;
        let of = of.or_else(|| Some(self.frames[self.frames[at].whole?].key.clone()));
        let frame = &mut self.frames[at];
        if frame.share.is_some() {
            return Err(Open::Twice);
        }
        frame.of = Some(of.filter(|of| *of != frame.key).ok_or(Open::Whole)?);
        frame.share = Some(number);
        Ok(())
    }

    fn completion(&mut self, number: usize) -> Result<(), Open> {
        self.role = Role::Unknown;
        let base = self
            .done_base
            .or(self.base.filter(|base| *base != Base::Prior));
        let frame = self.frame().ok_or(Open::Subject)?;
        let comparison = frame.against(base.or(Some(Base::Budget)));
        if comparison.completion.is_some() {
            return Err(Open::Twice);
        }
        comparison.completion = Some(number);
        Ok(())
    }

    fn base_amount(&mut self, number: usize, base: Base) -> Result<(), Open> {
        self.role = Role::Unknown;
        let comparison = self.frame().ok_or(Open::Subject)?.against(Some(base));
        if comparison.amount.is_some() {
            return Err(Open::Twice);
        }
        comparison.amount = Some(number);
        Ok(())
    }

    fn amount(&mut self, number: usize, at: usize) -> Result<(), Open> {
        let fresh = std::mem::take(&mut self.fresh);
        self.role = Role::Unknown;
        let frame = self.frame().ok_or(Open::Subject)?;
        if frame.amount.is_some() {
            if !fresh {
                return Err(Open::Twice);
            }
            let key = frame.key.clone();
            self.open_frame(key, None, at);
        }
        if let Some(frame) = self.frame() {
            frame.amount = Some(number);
        }
        Ok(())
    }

    fn leave(&mut self, number: usize, open: Open) {
        let of = &self.numbers[number];
        let amount = of.is_money() || of.is_percent() || open == Open::Unit;
        if amount && of.other.is_none() {
            self.open.push((number, open));
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
        // A reason in a sentence of its own is that of the whole, not of its last part.
        let begins = at == 0 || matches!(self.tokens[at - 1].kind, Kind::Stop);
        if begins
            && let Some(whole) = self.current.and_then(|at| self.frames[at].whole)
            && whole >= self.first
            && self.frames[whole].comparisons.iter().any(Comparison::says)
        {
            self.current = Some(whole);
        }
        let Some(frame) = self.current else {
            self.region = Some(Region::Because(usize::MAX, 0, start));
            return;
        };
        let comparisons = &self.frames[frame].comparisons;
        let named = comparisons
            .iter()
            .rposition(|stated| base.is_some() && stated.base == base);
        let comparison = named
            .or(comparisons.len().checked_sub(1))
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

    fn region_open(&self) -> Open {
        match self.region {
            Some(Region::Purpose(..)) => Open::Purpose,
            _ => Open::Reason,
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
        self.unknown = false;
    }
}
