//! The words of a criterion: the points that it gives, the steps of a ladder, and the threshold
//! that points hang on.
//!
//! A criterion with anything else in it that gives or takes points says no points at all: half of
//! them would make a false sum.

use std::ops::Range;

use crate::model::{Counter, Unit};
use crate::narrative::draft::Cell;
use crate::narrative::number::{Number, NumberUnit, numbers};
use crate::narrative::reading::Stated;

use crate::narrative::disclosures::phrase::{any, last};

/// The most sub-scores and steps that the tables hold.
const SUB_SCORES: usize = 5;
const STEPS: usize = 3;

/// What a criterion says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Criterion {
    /// Points that add up.
    pub(super) sub_scores: Vec<Stated>,
    /// Steps of the only ladder.
    pub(super) ladder: Vec<Step>,
    /// A threshold outside a ladder.
    pub(super) threshold: Option<Threshold>,
}

/// A step of a ladder: from–to, both included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) from: Option<Stated>,
    pub(super) to: Option<Stated>,
    pub(super) score: Option<Stated>,
}

/// What has to be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Threshold {
    /// The number.
    pub(super) required: Stated,
    /// What it counts.
    pub(super) unit: Unit,
    /// How often.
    pub(super) every: Option<Stated>,
    /// The points that hang on it.
    pub(super) points: Option<Stated>,
    /// The points below it.
    pub(super) below: Option<Stated>,
    /// The words that say what is required.
    pub(super) words: String,
}

/// The words of a cell with their numbers.
struct Words<'a> {
    cell: &'a Cell,
    text: &'a str,
    numbers: Vec<Number>,
}

impl Words<'_> {
    fn stated(&self, number: &Number) -> Stated {
        Stated {
            printed: number.printed(self.text),
            span: self.cell.flow.span(number.range.clone()),
        }
    }

    /// The digits of a number alone, as scores are kept.
    fn digits(&self, number: &Number) -> Stated {
        let range = number.range.start..number.digits_end;
        Stated {
            printed: self.text[range.clone()].to_owned(),
            span: self.cell.flow.span(range),
        }
    }

    fn words(&self, range: Range<usize>) -> Stated {
        Stated {
            printed: self.text[range.clone()].to_owned(),
            span: self.cell.flow.span(range),
        }
    }
}

impl Criterion {
    /// Reads the words of a criterion.
    pub(super) fn read(cell: &Cell) -> Self {
        let text = cell.flow.text();
        let words = Words {
            cell,
            text,
            numbers: numbers(text),
        };
        let mut found = Self::default();
        let mut clear = !takes_points(text);
        for range in parts(text) {
            let points = points(&words, &range);
            let given = text[range.clone()].matches('得').count();
            clear &= points.iter().all(|(_, is_given)| *is_given);
            let points: Vec<Number> = points.into_iter().map(|(number, _)| number).collect();
            let is_ladder =
                points.len() > 1 && given >= points.len() && is_ladder(&text[range.clone()]);
            if is_ladder {
                found.ladder(&words, &range, &points, &mut clear);
            } else {
                found
                    .sub_scores
                    .extend(points.iter().map(|number| words.digits(number)));
                found.threshold = found
                    .threshold
                    .take()
                    .or_else(|| frequency(&words, &range, &points));
            }
        }
        if !clear || found.sub_scores.len() > SUB_SCORES {
            found.sub_scores.clear();
        }
        found
    }

    fn ladder(
        &mut self,
        words: &Words<'_>,
        range: &Range<usize>,
        points: &[Number],
        clear: &mut bool,
    ) {
        let steps: Option<Vec<Step>> = steps(words, range, points);
        let best = points
            .iter()
            .max_by_key(|number| value(number.digits(words.text)));
        self.sub_scores.extend(best.map(|best| words.digits(best)));
        match steps {
            Some(steps) if self.ladder.is_empty() && steps.len() <= STEPS => self.ladder = steps,
            Some(_) => {}
            None => *clear = false,
        }
    }
}

/// A threshold that stands in the words of the indicator: `全年不少于10个`, or alone in its column.
pub(super) fn required(cell: &Cell, alone: bool) -> Option<Threshold> {
    let text = cell.flow.text();
    let words = Words {
        cell,
        text,
        numbers: numbers(text),
    };
    let least = [
        "不少于",
        "不低于",
        "至少",
        "不小于",
        "≥",
        "大于等于",
        "达到",
    ];
    let number = words.numbers.iter().find(|number| {
        let before = &text[..number.range.start];
        let said = least.iter().any(|word| before.ends_with(word));
        let bare = alone && before.is_empty() && number.range.end == text.len();
        is_count(number) && (said || bare)
    })?;
    let NumberUnit::Unit(unit) = number.unit else {
        return None;
    };
    let before = &text[..number.range.start];
    let from = before
        .rfind(['。', '；'])
        .map_or(0, |at| at + '。'.len_utf8());
    Some(Threshold {
        required: words.stated(number),
        unit,
        every: None,
        points: None,
        below: None,
        words: before[from..].to_owned(),
    })
}

fn is_count(number: &Number) -> bool {
    matches!(number.unit, NumberUnit::Unit(Unit::Count(counter)) if counter != Counter::Point)
}

/// Whether a criterion takes points off, or gives them by a judgement.
fn takes_points(text: &str) -> bool {
    let taken = text.split('扣').skip(1);
    let mut taken = taken.map(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '完'));
    taken.any(|taken| taken) || any(text, &["酌情", "得满分", "按比例", "不得分", "扣除"])
}

/// The sentences of a criterion; a semicolon ends one as well.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '。' | '；') {
            found.push(start..at);
            start = at + c.len_utf8();
        }
    }
    found.push(start..text.len());
    found
}

/// Points in a part, each with whether 得 or 计 gives them.
fn points(words: &Words<'_>, range: &Range<usize>) -> Vec<(Number, bool)> {
    let inside = words
        .numbers
        .iter()
        .filter(|number| range.contains(&number.range.start));
    let points = inside.filter(|number| number.unit == NumberUnit::Unit(Unit::POINT));
    points
        .map(|number| {
            let before = &words.text[..number.range.start];
            (number.clone(), before.ends_with(['得', '计']))
        })
        .collect()
}

/// Whether the points of a part are alternatives.
fn is_ladder(words: &str) -> bool {
    any(
        words,
        &[
            "以上", "以下", "不足", "否则", "未", "低于", "少于", "超过", "大于", "小于", "之间",
            "没有",
        ],
    )
}

/// The steps of a ladder: what stands before each of its points.
fn steps(words: &Words<'_>, range: &Range<usize>, points: &[Number]) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut from = range.start;
    let inclusive = any(
        &words.text[range.clone()],
        &["（含）", "及以上", "及以下", "含以上"],
    );
    for point in points {
        let part = from..point.range.start;
        from = point.range.end;
        let inside = words
            .numbers
            .iter()
            .filter(|number| part.contains(&number.range.start));
        let bounds: Vec<&Number> = inside.filter(|number| is_count(number)).collect();
        let text = &words.text[part.clone()];
        let mut step = Step {
            score: Some(words.digits(point)),
            ..Step::default()
        };
        match bounds.as_slice() {
            [] if any(text, &["未", "没有", "否则", "无"]) => {
                step.from = Some(Stated::derived("0"));
                step.to = Some(Stated::derived("0"));
            }
            [bound] => bounded(words, bound, inclusive, &mut step)?,
            [low, high] if any(text, &["-", "—", "至", "～"]) => {
                step.from = Some(words.stated(low));
                step.to = Some(words.stated(high));
            }
            _ => return None,
        }
        steps.push(step);
    }
    Some(steps)
}

/// The bound of a step by the words at it; 以上 and 以下 include the number, unless another step
/// says that it has it.
fn bounded(words: &Words<'_>, bound: &Number, inclusive: bool, step: &mut Step) -> Option<()> {
    let before = &words.text[..bound.range.start];
    let behind = &words.text[bound.range.end..];
    let includes = ["（含）以上", "及以上", "含以上", "（含）以下", "及以下"]
        .iter()
        .any(|word| behind.starts_with(word));
    let beyond = |by: i64| -> Option<Stated> {
        let next = bound
            .digits(words.text)
            .parse::<i64>()
            .ok()?
            .checked_add(by)?;
        Some(Stated::derived(next.to_string()))
    };
    let ends = |with: &[&str]| with.iter().any(|word| before.ends_with(word));
    let starts = |with: &[&str]| with.iter().any(|word| behind.starts_with(word));
    if ends(&["不足", "少于", "低于", "小于", "未达到", "不到"])
        && !ends(&["不少于", "不低于", "不小于"])
    {
        step.to = Some(beyond(-1)?);
    } else if ends(&["超过", "大于", "多于", "高于"]) && !ends(&["不超过", "不大于"])
    {
        step.from = Some(beyond(1)?);
    } else if starts(&["以上", "（含）以上", "及以上", "含以上"])
        || ends(&["不少于", "不低于", "达到", "≥"])
    {
        step.from = Some(if inclusive && !includes && starts(&["以上"]) {
            beyond(1)?
        } else {
            words.stated(bound)
        });
    } else if starts(&["以下", "（含）以下", "及以下"]) || ends(&["不超过", "≤"]) {
        step.to = Some(if inclusive && !includes && starts(&["以下"]) {
            beyond(-1)?
        } else {
            words.stated(bound)
        });
    } else {
        return None;
    }
    Some(())
}

/// `每季度2次…完成得4分`: the points hang on how often it is done.
fn frequency(words: &Words<'_>, range: &Range<usize>, points: &[Number]) -> Option<Threshold> {
    let [point] = points else {
        return None;
    };
    let every = ["每季度", "每半年", "每日", "每天", "每周", "每月", "每年"];
    let mut inside = words
        .numbers
        .iter()
        .filter(|number| range.contains(&number.range.start));
    let number = inside.find(|number| {
        let times = number.unit == NumberUnit::Unit(Unit::Count(Counter::Time));
        times
            && every
                .iter()
                .any(|word| words.text[..number.range.start].ends_with(word))
    })?;
    let (at, word) = last(&words.text[..number.range.start], &every)?;
    Some(Threshold {
        required: words.stated(number),
        unit: Unit::Count(Counter::Time),
        every: Some(words.words(at..at + word.len())),
        points: Some(words.digits(point)),
        below: Some(Stated::derived("0")),
        words: words.text[range.clone()].to_owned(),
    })
}

/// The value of plain digits, for comparing.
fn value(digits: &str) -> u64 {
    let hundredths = digits.replace('.', "");
    hundredths.parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::narrative::flow::Flow;

    fn read(text: &str) -> Criterion {
        let mut flow = Flow::default();
        flow.push(text, 0);
        Criterion::read(&Cell { flow })
    }

    fn sub_scores(text: &str) -> Vec<String> {
        let scores = read(text).sub_scores.into_iter();
        scores.map(|score| score.printed).collect()
    }

    #[test]
    fn points_that_add_up() {
        assert_eq!(
            sub_scores("按时签到，得 4 分。 及时完成，得4分。签署责任书，得2分。"),
            ["4", "4", "2"]
        );
        assert_eq!(
            sub_scores("建立台账，得2分。完成10个以上得8分，10个以下得4分，未完成得0分。"),
            ["2", "8"]
        );
        assert_eq!(sub_scores("全部完成得10分，每少一项扣2分。"), [""; 0]);
        assert_eq!(
            sub_scores("确保扣分项满分，得5分。报送亮点，得5分。"),
            ["5", "5"]
        );
        assert_eq!(sub_scores("完成得5分，材料齐全3分。"), [""; 0]);
    }

    #[test]
    fn steps_of_a_ladder() {
        let ladder = |text: &str| -> Vec<String> {
            let steps = read(text).ladder.into_iter();
            let show =
                |value: Option<Stated>| value.map_or_else(|| "…".to_owned(), |value| value.printed);
            steps
                .map(|step| format!("{}–{}:{}", show(step.from), show(step.to), show(step.score)))
                .collect()
        };
        assert_eq!(
            ladder("完成10个以上得8分，10个以下得4分，未完成得0分。"),
            ["10个–…:8", "…–10个:4", "0–0:0"]
        );
        assert_eq!(
            ladder("完成10个（含）以上得8分，10个以下得4分。"),
            ["10个–…:8", "…–9:4"]
        );
        assert_eq!(
            ladder("达到10次得8分，5次-9次得4分，不足5次得0分。"),
            ["10次–…:8", "5次–9次:4", "…–4:0"]
        );
    }

    #[test]
    fn points_that_hang_on_how_often() {
        let found = read("核实信息，得3分。每季度2次拨打电话，建立台账，完成得4分。");
        let threshold = found.threshold.unwrap();
        assert_eq!(threshold.required.printed, "2次");
        assert_eq!(threshold.every.unwrap().printed, "每季度");
        assert_eq!(threshold.points.unwrap().printed, "4");
        assert_eq!(threshold.below.unwrap().printed, "0");
    }
}
