//! A paragraph as the words that carry the meaning of a statement about money.

use std::ops::Range;
use std::sync::LazyLock;

use crate::model::OtherKind;
use crate::narrative::draft::Paragraph;
use crate::narrative::topic::Topic;

use super::lexicon::Lexicon;
use super::path::Path;
use super::subject::{self, Subject};

/// A word of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Its bytes of the normal text.
    pub(super) range: Range<usize>,
}

/// What a word is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What a figure is of; `None` where the section does not tell which cell the words name.
    Of(Option<Subject>),
    /// A functional item by its printed name.
    Item(Option<Subject>),
    /// A number, by its place among the paragraph's.
    Number(usize),
    /// What is compared with.
    Base(Base),
    /// A year that is neither this one nor the one before.
    OtherYear,
    /// 同比: compared with the prior year.
    YearOnYear,
    /// 比, 较, 与: a base follows.
    Compare,
    /// 相比.
    Compared,
    /// 增加, 下降, 持平.
    Turn(Turn),
    /// 占.
    Share,
    /// 完成.
    Done,
    /// 决算, 支出决算: the figure of the year.
    Final,
    /// 其中; 以下方面: parts follow.
    Parts,
    /// 主要原因.
    Because,
    /// 主要用于.
    Purpose,
    /// 主要包括: names follow, of which no figures are given.
    Includes,
    /// 等, the end of such names.
    AndSoOn,
    /// 人均, 车均: what follows is no figure of the subject itself.
    Average,
    /// 分别: several figures for several subjects.
    Respectively,
    /// ，
    Comma,
    /// ；
    Semicolon,
    /// 。
    Stop,
    /// ：
    Colon,
    /// 、
    Pause,
    /// （
    Open,
    /// ）
    Close,
    /// Words that change nothing.
    Filler,
    /// Anything else.
    Word,
}

/// What a figure is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Base {
    /// 上年数.
    Prior,
    /// 年初预算数.
    Initial,
    /// 全年预算数.
    Adjusted,
    /// 预算数, without saying which.
    Budget,
}

/// A word for a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// More.
    Up,
    /// Less.
    Down,
    /// As much.
    Level,
}

const WORDS: &[(&str, Kind)] = &[
    ("上年度决算数", Kind::Base(Base::Prior)),
    ("上年决算数", Kind::Base(Base::Prior)),
    ("上年决算", Kind::Base(Base::Prior)),
    ("上年同期数", Kind::Base(Base::Prior)),
    ("上年同期", Kind::Base(Base::Prior)),
    ("上年支出", Kind::Base(Base::Prior)),
    ("上年数", Kind::Base(Base::Prior)),
    ("上年度", Kind::Base(Base::Prior)),
    ("上年", Kind::Base(Base::Prior)),
    ("上一年度决算数", Kind::Base(Base::Prior)),
    ("上一年度", Kind::Base(Base::Prior)),
    ("上一年", Kind::Base(Base::Prior)),
    ("去年同期", Kind::Base(Base::Prior)),
    ("去年", Kind::Base(Base::Prior)),
    ("年初预算数", Kind::Base(Base::Initial)),
    ("年初预算", Kind::Base(Base::Initial)),
    ("年初部门预算", Kind::Base(Base::Initial)),
    ("全年预算数", Kind::Base(Base::Adjusted)),
    ("全年预算", Kind::Base(Base::Adjusted)),
    ("全年（调整）预算数", Kind::Base(Base::Adjusted)),
    ("全年（调整）预算", Kind::Base(Base::Adjusted)),
    ("调整预算数", Kind::Base(Base::Adjusted)),
    ("调整预算", Kind::Base(Base::Adjusted)),
    ("调整后预算数", Kind::Base(Base::Adjusted)),
    ("调整后预算", Kind::Base(Base::Adjusted)),
    ("预算数", Kind::Base(Base::Budget)),
    ("预算", Kind::Base(Base::Budget)),
    ("同比", Kind::YearOnYear),
    ("相比较", Kind::Compared),
    ("相比", Kind::Compared),
    ("对比", Kind::Compared),
    ("增加", Kind::Turn(Turn::Up)),
    ("增长", Kind::Turn(Turn::Up)),
    ("上升", Kind::Turn(Turn::Up)),
    ("上涨", Kind::Turn(Turn::Up)),
    ("多支出", Kind::Turn(Turn::Up)),
    ("多支", Kind::Turn(Turn::Up)),
    ("增支", Kind::Turn(Turn::Up)),
    ("增收", Kind::Turn(Turn::Up)),
    ("少支出", Kind::Turn(Turn::Down)),
    ("少支", Kind::Turn(Turn::Down)),
    ("减支", Kind::Turn(Turn::Down)),
    ("减收", Kind::Turn(Turn::Down)),
    ("增幅", Kind::Turn(Turn::Up)),
    ("涨幅", Kind::Turn(Turn::Up)),
    ("降幅", Kind::Turn(Turn::Down)),
    ("减幅", Kind::Turn(Turn::Down)),
    ("提高", Kind::Turn(Turn::Up)),
    ("高于", Kind::Turn(Turn::Up)),
    ("大于", Kind::Turn(Turn::Up)),
    ("超过", Kind::Turn(Turn::Up)),
    ("超出", Kind::Turn(Turn::Up)),
    ("减少", Kind::Turn(Turn::Down)),
    ("下降", Kind::Turn(Turn::Down)),
    ("降低", Kind::Turn(Turn::Down)),
    ("减低", Kind::Turn(Turn::Down)),
    ("低于", Kind::Turn(Turn::Down)),
    ("小于", Kind::Turn(Turn::Down)),
    ("节约", Kind::Turn(Turn::Down)),
    ("持平", Kind::Turn(Turn::Level)),
    ("一致", Kind::Turn(Turn::Level)),
    ("相同", Kind::Turn(Turn::Level)),
    ("相等", Kind::Turn(Turn::Level)),
    ("等于", Kind::Turn(Turn::Level)),
    ("不变", Kind::Turn(Turn::Level)),
    ("无变化", Kind::Turn(Turn::Level)),
    ("没有变化", Kind::Turn(Turn::Level)),
    ("无增减", Kind::Turn(Turn::Level)),
    ("占", Kind::Share),
    ("占比", Kind::Share),
    ("比重", Kind::Filler),
    ("比例", Kind::Filler),
    ("完成", Kind::Done),
    ("完成率", Kind::Done),
    ("执行率", Kind::Done),
    ("支出决算数", Kind::Final),
    ("支出决算", Kind::Final),
    ("决算支出", Kind::Final),
    ("决算数", Kind::Final),
    ("决算", Kind::Final),
    ("执行数", Kind::Final),
    ("其中", Kind::Parts),
    ("主要用于以下方面", Kind::Parts),
    ("主要用于以下几个方面", Kind::Parts),
    ("用于以下方面", Kind::Parts),
    ("具体情况如下", Kind::Parts),
    ("具体如下", Kind::Parts),
    ("主要原因", Kind::Because),
    ("主要是", Kind::Because),
    ("主要系", Kind::Because),
    ("主要由于", Kind::Because),
    ("原因是", Kind::Because),
    ("原因为", Kind::Because),
    ("原因：", Kind::Because),
    ("原因主要", Kind::Because),
    ("变动原因", Kind::Because),
    ("增减原因", Kind::Because),
    ("主要用于", Kind::Purpose),
    ("用于", Kind::Purpose),
    ("主要包括", Kind::Includes),
    ("包括", Kind::Includes),
    ("等", Kind::AndSoOn),
    ("人均", Kind::Average),
    ("车均", Kind::Average),
    ("平均", Kind::Average),
    ("每人", Kind::Average),
    ("每辆", Kind::Average),
    ("每批", Kind::Average),
    ("每车", Kind::Average),
    ("分别", Kind::Respectively),
    ("，", Kind::Comma),
    ("；", Kind::Semicolon),
    ("。", Kind::Stop),
    ("！", Kind::Stop),
    ("？", Kind::Stop),
    ("：", Kind::Colon),
    ("、", Kind::Pause),
    ("（", Kind::Open),
    ("）", Kind::Close),
];

/// Words between a subject and its figure that change nothing.
const FILLERS: &[&str] = &[
    "总体",
    "总额",
    "总计",
    "合计",
    "共计",
    "共",
    "金额",
    "数额",
    "数",
    "支出",
    "收入",
    "实际",
    "全年",
    "本年度",
    "年度",
    "本年",
    "当年",
    "约为",
    "约",
    "达到",
    "达",
    "计",
    "各",
    "均",
    "为",
    "是",
    "的",
    "了",
    "中",
    "“",
    "”",
    "基本",
    "略",
    "有所",
    "率",
    "幅度",
    "经费",
    "资金",
    "同",
    "与",
    "和",
    "及",
    "年",
    "度",
    "上述",
    "该",
    "按大类",
    "采购",
    "费用",
    "本级",
    " ",
    "万元",
    "元",
    "由",
    "从",
    "但",
    "而",
    "且",
    "则",
    "也",
    "已",
    "人民币",
];

static FIXED: LazyLock<Lexicon<Kind>> = LazyLock::new(|| Lexicon::of(WORDS));
static FILLING: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    let words: Vec<(&str, ())> = FILLERS.iter().map(|word| (*word, ())).collect();
    Lexicon::of(&words)
});

/// What a paragraph is read with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// What its section explains.
    pub(super) topic: Topic,
    /// The fiscal year.
    pub(super) year: Option<u16>,
}

/// The words of a paragraph.
pub(super) fn tokens(paragraph: &Paragraph, paths: &[Path], setting: Setting) -> Vec<Token> {
    let text = paragraph.text();
    let mut found: Vec<Token> = Vec::new();
    let mut at = 0;
    let mut numbers = paragraph.numbers.iter().enumerate().peekable();
    let mut paths = paths.iter().peekable();
    while at < text.len() {
        while numbers
            .next_if(|(_, number)| number.range.start < at)
            .is_some()
        {}
        while paths.next_if(|path| path.range.start < at).is_some() {}
        let (kind, len) = if let Some((index, number)) = numbers
            .peek()
            .filter(|(_, number)| number.range.start == at)
        {
            if number.other == Some(OtherKind::Date) {
                year(&text[at..], setting.year)
            } else {
                (Kind::Number(*index), number.range.len())
            }
        } else if let Some(path) = paths.peek().filter(|path| path.range.start == at) {
            let of = subject::of_item(&path.row, setting.topic);
            (Kind::Item(of), path.range.len())
        } else {
            word(text, at, setting.topic)
        };
        let range = at..at + len;
        at += len;
        match found.last_mut() {
            Some(last) if kind == Kind::Word && last.kind == Kind::Word => {
                last.range.end = range.end;
            }
            _ => found.push(Token { kind, range }),
        }
    }
    found
}

/// A year or a date, with the words that make it a base of comparison.
fn year(text: &str, this: Option<u16>) -> (Kind, usize) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &text[digits..];
    let Some(rest) = behind.strip_prefix('年').filter(|_| digits == 4) else {
        return (Kind::Filler, digits.max(1));
    };
    let mut len = digits + '年'.len_utf8();
    let mut rest = rest;
    for word in ["度", "支出决算数", "支出决算", "决算数", "决算"] {
        // The figure of this year is what is stated, not what it is compared with.
        let of_prior = this.is_some_and(|this| text[..digits].parse() == Ok(this - 1));
        if (word == "度" || of_prior) && rest.starts_with(word) {
            rest = &rest[word.len()..];
            len += word.len();
        }
    }
    let year: Option<u16> = text[..digits].parse().ok();
    let names_budget = ["年初预算", "全年预算", "调整预算", "预算"]
        .iter()
        .any(|word| rest.starts_with(word));
    let kind = match (year, this) {
        _ if names_budget || year == this => Kind::Filler,
        (Some(year), Some(this)) if year + 1 == this => Kind::Base(Base::Prior),
        _ if rest.starts_with(|c: char| c.is_ascii_digit()) => Kind::Filler,
        _ => Kind::OtherYear,
    };
    (kind, len)
}

/// The word at a place that is no number.
fn word(text: &str, at: usize, topic: Topic) -> (Kind, usize) {
    let rest = &text[at..];
    let fixed = FIXED.longest(rest);
    if let Some((len, kind)) = fixed
        && matches!(
            kind,
            Kind::Base(_) | Kind::Turn(_) | Kind::Because | Kind::Parts
        )
        && !rest.starts_with("上年结转")
    {
        return (kind.clone(), len);
    }
    if let Some((len, of)) = subject::at(rest, topic) {
        return (Kind::Of(of), len);
    }
    if let Some((len, kind)) = fixed {
        return (kind.clone(), len);
    }
    if compares(rest) {
        return (Kind::Compare, rest.chars().next().map_or(1, char::len_utf8));
    }
    if begins_name(text, at)
        && !(topic == Topic::Procurement && speaks_of_winners(text, at))
        && let Some((len, of)) = subject::named_at(rest, topic)
    {
        return (Kind::Of(of), len);
    }
    if let Some((len, ())) = FILLING.longest(rest) {
        return (Kind::Filler, len);
    }
    (Kind::Word, rest.chars().next().map_or(1, char::len_utf8))
}

/// Whether 比, 较, 与 … begin a comparison: a year, a budget or the like follows.
fn compares(rest: &str) -> bool {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    let after = chars.as_str();
    let base = || {
        let year = after.len() > 4 && after.as_bytes()[..4].iter().all(u8::is_ascii_digit);
        let words = [
            "上", "去年", "年初", "全年", "调整", "预算", "当年", "本年", "年度",
        ];
        year || words.iter().any(|word| after.starts_with(word))
    };
    match first {
        '比' | '较' => !after.starts_with(['重', '例', '为', '大', '小', '高', '低', '多', '少']),
        '与' | '同' | '和' => base(),
        _ => false,
    }
}

/// Whether the sentence before a place is about contracts that some kind of enterprise won.
fn speaks_of_winners(text: &str, at: usize) -> bool {
    let sentence = text[..at].rsplit('。').next().unwrap_or_default();
    sentence.contains("企业")
}

/// Whether a listed name can begin here: behind a mark, a bracket or the number of an item.
fn begins_name(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| "，；。：、（）“” .和及与".contains(c))
}
