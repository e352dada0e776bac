//! Counts in sentences: how many of what, how often, how many of them, which place.
//!
//! A topic is the noun phrase at the number. What is planned or required states nothing of the
//! year; a count whose words name nothing takes them from the clause before.

mod kind;
mod same;
mod topic;

use std::ops::Range;

use crate::model::{Counter, OtherKind, Unit};
use crate::narrative::draft::{Draft, Paragraph};
use crate::narrative::number::NumberUnit;
use crate::narrative::reading::Stated;
use crate::narrative::topic::Topic;

use super::lists;
use super::phrase::{any, between, bodies, label, open, sentence, tail};
use super::record::{At, claim, put};

use kind::{counts, is_of_things, is_rank, is_round, is_year, measure, no_count};
use same::{Naming, Subjects};

/// A count that was read, for indicators to be held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Count {
    /// Where it stands.
    pub(super) at: At,
    /// What it counts.
    pub(super) topic: String,
    /// How often it is done that many times; `None` for a count of the year.
    pub(super) every: Option<Stated>,
    /// Whether it is some of what was counted before.
    pub(super) part: bool,
    /// Whether it is not meant exactly.
    pub(super) about: bool,
}

/// What is known of the number before in the same paragraph.
#[derive(Clone, Debug)]
struct Last {
    id: String,
    topic: String,
    number: usize,
    unit: NumberUnit,
    about: bool,
}

struct Reader<'a> {
    draft: &'a mut Draft,
    subjects: Subjects,
    counts: Vec<Count>,
}

/// Reads the counts that no other reader knew.
pub(super) fn read(draft: &mut Draft) -> Vec<Count> {
    let mut reader = Reader {
        draft,
        subjects: Subjects::default(),
        counts: Vec::new(),
    };
    for index in bodies(reader.draft) {
        reader.paragraph(index);
    }
    reader.counts
}

impl Reader<'_> {
    fn paragraph(&mut self, index: usize) {
        let plan = is_plan(self.draft, index);
        let mut last: Option<Last> = None;
        for number in open(&self.draft.paragraphs[index]) {
            let at = At {
                paragraph: index,
                number,
            };
            let of = &self.draft.paragraphs[index];
            if let Some(kind) = no_count(of, number) {
                self.other(at, kind);
            } else if is_year(of, number, self.draft.year) {
                self.other(at, OtherKind::Date);
            } else if is_rank(of, number) {
                self.rank(at);
            } else if counts(of, number) {
                let listed = lists::listed(self.draft, at).filter(|_| is_of_things(of, number));
                if plan && listed.is_none() {
                    self.other(at, OtherKind::General);
                } else {
                    last = self.count(at, listed, last.as_ref()).or(last);
                }
            }
        }
    }

    fn other(&mut self, at: At, kind: OtherKind) {
        let number = &mut self.draft.paragraphs[at.paragraph].numbers[at.number];
        number.other = Some(kind);
    }

    /// States a count; `None` when its words name nothing.
    fn count(&mut self, at: At, listed: Option<usize>, last: Option<&Last>) -> Option<Last> {
        let of = &self.draft.paragraphs[at.paragraph];
        let found = Found::at(of, at.number, last);
        if found.topic.is_empty() {
            return None;
        }
        let unit = of.numbers[at.number].unit;
        let words = measure(of, at.number);
        let report = report(self.draft, of.section);
        let period = period(of, at.number);
        let manner = format!(
            "{:?}{:?}{period:?}{}",
            found.per.as_ref().map(|per| &per.printed),
            found.every.as_ref().map(|every| &every.printed),
            found.about
        );
        let subject = self.subjects.name(Naming {
            topic: found.topic.clone(),
            report,
            unit: (unit, &words),
            manner,
            part: found.within,
        });
        let stated = stated(&mut self.draft.paragraphs[at.paragraph], at.number);
        let mut row = claim(self.draft, at.paragraph, subject).with("count", stated);
        row.members
            .extend(found.named.map(|named| ("named", named)));
        let listed = listed.filter(|_| !found.about);
        let listed = listed.map(|listed| Stated::derived(format!("{listed}个")));
        row.members.extend(listed.map(|listed| ("listed", listed)));
        row.members
            .extend(found.every.map(|every| ("every", every)));
        let scope = found.per.clone().or(period);
        row.members.extend(scope.map(|scope| ("scope", scope)));
        let whole = last.filter(|last| found.within && !last.about && alike(last.unit, unit));
        if let Some(whole) = whole {
            row = row.with("within", Stated::derived(whole.id.clone()));
        }
        let id = put(self.draft, row);
        self.counts.push(Count {
            at,
            topic: found.topic.clone(),
            every: found.per,
            part: found.within,
            about: found.about,
        });
        Some(Last {
            id,
            topic: found.topic,
            number: at.number,
            unit,
            about: found.about,
        })
    }

    /// `在甲评比中排名第5名`.
    fn rank(&mut self, at: At) {
        let of = &self.draft.paragraphs[at.paragraph];
        let words = label(of, at.number);
        let plain = words.plain.as_str();
        let ends = [
            "第", "排名", "位列", "名列", "位居", "列", "居", "获评", "获得", "获",
        ];
        let mut bare = plain;
        while let Some(rest) = ends.iter().find_map(|end| bare.strip_suffix(end)) {
            bare = rest;
        }
        let (contest, scope) = bare.rsplit_once('中').unwrap_or((bare, ""));
        let contest = topic::normal(topic::without_front(contest));
        let contest = contest.trim_start_matches("获得").trim_start_matches('在');
        if contest.is_empty() {
            return;
        }
        let subject = format!("{contest}名次");
        let scope_words = Stated::derived(scope);
        let has_scope = !scope.is_empty();
        let stated = rank_stated(&mut self.draft.paragraphs[at.paragraph], at.number);
        let mut row = claim(self.draft, at.paragraph, subject).with("count", stated);
        if has_scope {
            row = row.with("scope", scope_words);
        }
        put(self.draft, row);
    }
}

/// What was found around a number.
struct Found {
    topic: String,
    named: Option<Stated>,
    /// The word for how often, beside the count of the whole year.
    every: Option<Stated>,
    /// The word for how often the number itself is: `每季度2次`.
    per: Option<Stated>,
    within: bool,
    about: bool,
}

impl Found {
    fn at(of: &Paragraph, number: usize, last: Option<&Last>) -> Self {
        let text = of.text();
        let words = label(of, number);
        let own = topic::before(&words.plain);
        let tail_range = tail(of, number);
        let noun = topic::behind(&text[tail_range.clone()]);
        let clause = clause_before(of, number, words.start);
        let near = &text[words.start..of.numbers[number].range.start];
        let adjacent = last.filter(|last| last.number + 1 == number);
        let within = last.is_some_and(|last| is_some_of(of, number, last.number));
        let per = per_period(of, words.start, near);
        let mut found = Self {
            topic: String::new(),
            named: None,
            every: None,
            per,
            within,
            about: topic::is_about(&words.plain) || is_round(of, number),
        };
        let mean = mean(&words.plain);
        if let (Some(word), Some(last)) = (mean, adjacent) {
            found.topic = format!("{word}{}", last.topic);
            let start = words.start + near.find(word).unwrap_or_default();
            found.every = Some(of.words(start..start + word.len()));
            // A mean of something that is itself about so much proves nothing.
            found.within = true;
        } else if !noun.is_empty()
            && (own.is_empty() || found.per.is_some() || ends_like_list(&words.plain))
        {
            found.topic = with_verb(text, words.start, near, noun);
            found.named = Some(of.words(tail_range.start..tail_range.start + noun.len()));
        } else if !own.is_empty() {
            found.topic = with_verb(text, words.start, near, own);
            // 办理120个来信: a verb alone says nothing.
            if own.chars().count() <= 2 && !within {
                found.topic.push_str(noun);
            }
            let at = near.rfind(own).map(|at| words.start + at);
            found.named = at.map(|at| of.words(at..at + own.len()));
            if within && let Some(last) = last.filter(|_| own.chars().count() <= 2) {
                found.topic = format!("{own}{}", last.topic);
            }
        } else if !clause.is_empty() {
            let before = &text[clause.clone()];
            let topic = topic::before(trim_number(of, &clause, before));
            topic.clone_into(&mut found.topic);
            found.every = total_of(of, &clause);
            let at = before.rfind(topic).map(|at| clause.start + at);
            found.named = at
                .filter(|_| !topic.is_empty())
                .map(|at| of.words(at..at + topic.len()));
        }
        found.topic = topic::normal(&found.topic);
        found
    }
}

/// Whether a number is said to be some of another one: 其中 goes back to the only count before it
/// in the sentence, or in the sentence before. After two counts it may mean both of them.
fn is_some_of(of: &Paragraph, number: usize, whole: usize) -> bool {
    let range = sentence(of, number);
    if !between(of, number).contains("其中") {
        return false;
    }
    let counts_in = |range: &Range<usize>| -> Vec<usize> {
        let inside = of.numbers_in(range);
        inside.filter(|number| counts(of, *number)).collect()
    };
    let before = counts_in(&(range.start..of.numbers[number].range.start));
    if !before.is_empty() {
        return before == [whole];
    }
    let sentences = of.sentences();
    let previous = sentences.iter().rev().find(|one| one.end <= range.start);
    previous.is_some_and(|previous| counts_in(previous) == [whole])
}

/// What a clause without a count behind it speaks of: its words behind its last number, without
/// those that any clause may begin with.
pub(super) fn phrase_of(of: &Paragraph, clause: Range<usize>) -> Range<usize> {
    let text = of.text();
    let last = of.numbers_in(&clause).last();
    let from = last.map_or(clause.start, |last| {
        of.numbers[last].range.end.min(clause.end)
    });
    let words = topic::before(&text[from..clause.end]);
    let start = text[from..clause.end]
        .rfind(words)
        .map_or(from, |at| from + at);
    start..start + words.len()
}

/// Whether a phrase ends as a list before its number does.
fn ends_like_list(words: &str) -> bool {
    words.ends_with('等') || words.ends_with(['”', '》'])
}

/// A topic with the verb of its clause, when that says what was done.
fn with_verb(text: &str, start: usize, near: &str, topic: &str) -> String {
    let region = &text[..start];
    let from = region.rfind(['，', '。', '；', '：']);
    let from = from.map_or(0, |at| at + '，'.len_utf8());
    let clause = &text[from..start + near.len()];
    let listed = topic::verb_before_list(clause).or_else(|| topic::verb(clause));
    match listed {
        Some(verb) if !topic.starts_with(verb) && !topic.contains(verb) => format!("{verb}{topic}"),
        _ => topic.to_owned(),
    }
}

/// The clause before the one of a number, in the same sentence.
fn clause_before(of: &Paragraph, number: usize, start: usize) -> Range<usize> {
    let text = of.text();
    let floor = sentence(of, number).start;
    let before = text[floor..start].trim_end_matches(['，', '、', '；']);
    let end = floor + before.len();
    let from = before.rfind(['，', '；', '：']);
    let from = from.map_or(floor, |at| floor + at + '，'.len_utf8());
    from..end
}

/// A clause up to its number.
fn trim_number<'a>(of: &Paragraph, clause: &Range<usize>, words: &'a str) -> &'a str {
    let inside = of.numbers_in(clause);
    let mut stated = inside.filter(|number| of.numbers[*number].other.is_none());
    let first = stated.next().map(|number| of.numbers[number].range.start);
    first.map_or(words, |at| &words[..at - clause.start])
}

/// The word for how often something is done whose total is stated behind: `每周检查3类，共检查52次`.
fn total_of(of: &Paragraph, clause: &Range<usize>) -> Option<Stated> {
    let words = &of.text()[clause.clone()];
    let (at, word) = topic::every(words)?;
    if word == "每年" {
        return None;
    }
    // Twice a week is another number of times a year.
    let times = |number: usize| {
        let number = &of.numbers[number];
        number.unit == NumberUnit::Unit(Unit::Count(Counter::Time))
            && number.digits(of.text()) != "1"
    };
    let numerals = ["两次", "二次", "三次", "四次", "五次", "多次", "数次"];
    let several = of.numbers_in(clause).any(times) || any(words, &numerals);
    let start = clause.start + at;
    (!several).then(|| of.words(start..start + word.len()))
}

/// The word for how often, right before a number of times.
fn per_period(of: &Paragraph, start: usize, near: &str) -> Option<Stated> {
    let (at, word) = topic::every(near)?;
    let between = &near[at + word.len()..];
    let bare = ["进行", "开展", "完成", "至少", "不少于", "组织", "检查", ""];
    let mut rest = between;
    while let Some(next) = bare
        .iter()
        .filter(|word| !word.is_empty())
        .find_map(|word| rest.strip_prefix(word))
    {
        rest = next;
    }
    rest.is_empty()
        .then(|| of.words(start + at..start + at + word.len()))
}

fn mean(words: &str) -> Option<&'static str> {
    ["日均", "月均"]
        .into_iter()
        .find(|word| words.ends_with(word))
}

/// Things of the same kind, counted as 个 or 项.
fn alike(one: NumberUnit, other: NumberUnit) -> bool {
    let plain = |unit| {
        matches!(
            unit,
            NumberUnit::Unit(Unit::Count(Counter::Piece | Counter::Item))
        )
    };
    one == other || (plain(one) && plain(other))
}

/// A time that is not the year: 上半年, 第一季度.
fn period(of: &Paragraph, number: usize) -> Option<Stated> {
    let range = sentence(of, number);
    let words = &of.text()[range.clone()];
    let times = [
        "上半年",
        "下半年",
        "一季度",
        "二季度",
        "三季度",
        "四季度",
        "月底",
        "月末",
        "月份",
    ];
    let (at, word) = super::phrase::last(words, &times)?;
    let start = range.start + at;
    Some(of.words(start..start + word.len()))
}

/// A count as a cell prints it; of another measure only its digits, which is what the cell holds.
fn stated(of: &mut Paragraph, number: usize) -> Stated {
    let found = of.numbers[number].clone();
    if found.unit != NumberUnit::Other {
        return of.state(number);
    }
    of.taken[number] = true;
    of.words(found.range.start..found.digits_end)
}

/// A place as a cell prints it.
fn rank_stated(of: &mut Paragraph, number: usize) -> Stated {
    let stated = of.state(number);
    let digits = of.numbers[number].digits(of.text());
    Stated {
        printed: format!("{digits}名"),
        ..stated
    }
}

/// The report that a section belongs to: the outermost heading below the part.
fn report(draft: &Draft, section: usize) -> usize {
    let mut at = section;
    loop {
        let of = &draft.sections[at];
        match of.parent {
            Some(parent) if of.depth > 1 => at = parent,
            _ => return at,
        }
    }
}

/// Whether a paragraph says what is planned or asked for, by the headings above it.
fn is_plan(draft: &Draft, index: usize) -> bool {
    let words = [
        "项目概况",
        "主要内容",
        "绩效目标",
        "工作目标",
        "立项",
        "工作计划",
        "下一步",
        "有关建议",
        "项目背景",
        "评价原则",
        "评价方法",
        "评价标准",
        "实施方案",
    ];
    let mut at = Some(draft.paragraphs[index].section);
    while let Some(section) = at {
        let of = &draft.sections[section];
        if of.topic == Topic::Duties || any(&of.title, &words) {
            return true;
        }
        at = of.parent;
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::narrative::disclosures::told::{reading, rows, undecided};

    const HEAD: &str = "甲区乙局2024年度部门决算\n第三部分 2024年度绩效评价情况\n一、甲服务项目绩效评价报告\n（一）项目产出情况\n";

    fn claims(text: &str) -> Vec<String> {
        let rows = rows(&format!("{HEAD}{text}\n"), "claims");
        rows.iter()
            .map(|row| {
                let words = row.split(' ').filter(|word| !word.starts_with("named="));
                words.collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    #[test]
    fn nouns_before_and_behind() {
        let text = "2024年共完成热线工单审核30次，涵盖街道站点15个，发现问题8个。共办理120个市民来信回复。更新操作指南3份。";
        let due = [
            "热线工单审核 count=30次",
            "街道站点 count=15个",
            "发现问题 count=8个",
            "办理市民来信回复 count=120个",
            "更新操作指南 count=3份",
        ];
        assert_eq!(claims(text), due);
    }

    #[test]
    fn how_often_and_how_many_in_all() {
        let text = "每日巡检设备9项，共完成250次。其余设备每月完成一次全面检修，共进行12次。每季度进行1次集中演练。每周检查2次，共检查104次。";
        let due = [
            "每日巡检设备 count=9项",
            "每日巡检设备（次） count=250次 every=每日",
            "全面检修 count=12次 every=每月",
            "集中演练 count=1次 scope=每季度",
        ];
        assert_eq!(claims(text)[..4], due);
    }

    #[test]
    fn some_of_them() {
        let found = claims("完成政策图解设计9个，其中包括2个动画图解，完成会议图解设计20个。");
        assert_eq!(found[0], "政策图解设计 count=9个");
        assert!(
            found[1].starts_with("动画图解 count=2个 within="),
            "{found:?}"
        );
        assert_eq!(found[2], "会议图解设计 count=20个");
        let found = claims("在原9项工作流程基础上，修订其中2项，完善《甲规范》《乙规范》。");
        assert!(
            found[1].starts_with("修订原工作流程 count=2项 listed=2个 within="),
            "{found:?}"
        );
    }

    #[test]
    fn the_same_words_are_the_same_thing() {
        let found = claims(
            "共完成150个来信的时效检查。\n截至目前，共完成180个来信时效检查及转办。\n建设“甲”“乙”等16个专栏，优化“丙”等16个专栏。",
        );
        assert_eq!(found[0], "来信时效检查 count=150个");
        assert_eq!(found[1], "来信时效检查 count=180个");
        assert_eq!(found[2], "建设专栏 count=16个");
        assert_eq!(found[3], "优化专栏 count=16个");
    }

    #[test]
    fn short_words_may_be_two_things() {
        let found = claims("开展培训5次。\n甲街道开展培训3次。");
        assert_eq!(found, ["培训 count=5次", "培训（2） count=3次"]);
    }

    #[test]
    fn means_and_places() {
        let found =
            claims("网站全年访问量730万人次，日均2万人次。获得年度网站评比中区县排名第3名。");
        assert_eq!(found[0], "网站全年访问量 count=730万人次");
        assert!(
            found[1].starts_with("日均网站全年访问量 count=2万人次 every=日均"),
            "{found:?}"
        );
        assert!(found[1].contains("within="), "{found:?}");
        assert_eq!(found[2], "年度网站评比名次 count=3名 scope=区县");
        let about = claims("网站全年访问量突破730万人次，日均2万人次。");
        assert!(!about[1].contains("within"), "{about:?}");
    }

    #[test]
    fn limits_and_plans_state_nothing() {
        let text = format!(
            "{HEAD}每个电话以3次为限。提供24小时服务。\n（二）项目绩效目标\n全年完成检查50次。\n"
        );
        assert_eq!(rows(&text, "claims"), [""; 0]);
        assert_eq!(undecided(&text), [""; 0]);
        let others = reading(&text).others;
        assert!(others.len() >= 3);
    }
}
