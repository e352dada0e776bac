//! Which counts of a text are of one thing.
//!
//! Two counts are compared when they are said to be of the same thing beyond doubt: the same
//! words, of some length, of one measure, in one report. Anything else gets a subject of its own.

use std::collections::BTreeMap;

use crate::narrative::number::NumberUnit;

/// The shortest words that say beyond doubt what is counted, in characters.
const CLEAR: usize = 5;

/// What has been counted so far.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    known: BTreeMap<String, Vec<Known>>,
}

#[derive(Clone, Debug)]
struct Known {
    report: usize,
    measure: String,
    manner: String,
}

/// A count that is to be named.
#[derive(Clone, Debug)]
pub(super) struct Naming<'a> {
    /// What it counts, in normal words.
    pub(super) topic: String,
    /// The section of the report that it stands in.
    pub(super) report: usize,
    /// Its unit with the words for it.
    pub(super) unit: (NumberUnit, &'a str),
    /// How often, of what, in which time: another one is another count.
    pub(super) manner: String,
    /// Whether it counts some of what was counted before.
    pub(super) part: bool,
}

impl Subjects {
    /// The subject of a count: one that was named before when it is the same thing, a new one
    /// otherwise.
    pub(super) fn name(&mut self, naming: Naming<'_>) -> String {
        let measure = format!("{:?}{}", naming.unit.0, naming.unit.1);
        let known = Known {
            report: naming.report,
            measure,
            manner: naming.manner,
        };
        let clear = naming.topic.chars().count() >= CLEAR && !naming.part;
        if clear && let Some(same) = self.same(&naming.topic, &known) {
            return same;
        }
        // 检查52次 and 检查16处 are two things, and so may be two short words in two places.
        let mut subject = naming.topic.clone();
        let others = self.known.get(&subject).into_iter().flatten();
        if others.clone().count() > 0 && others.clone().all(|other| other.measure != known.measure)
        {
            subject = format!("{}（{}）", naming.topic, naming.unit.1);
        }
        let mut nth = 1;
        while self.known.contains_key(&subject) {
            nth += 1;
            subject = format!("{}（{nth}）", naming.topic);
        }
        self.known.entry(subject.clone()).or_default().push(known);
        subject
    }

    fn same(&self, topic: &str, known: &Known) -> Option<String> {
        let alike = |(name, others): &(&String, &Vec<Known>)| {
            is_same(name, topic)
                && others.iter().all(|other| {
                    other.report == known.report
                        && other.measure == known.measure
                        && other.manner == known.manner
                })
        };
        let found = self.known.iter().find(alike);
        found.map(|(name, _)| name.clone())
    }
}

/// Whether two topics are one: the same words, or one of them goes on with what was done besides
/// (检查, 检查及流转).
fn is_same(known: &str, topic: &str) -> bool {
    let goes_on = |short: &str, long: &str| {
        let rest = long.strip_prefix(short);
        let joined = rest.is_some_and(|rest| rest.starts_with(['及', '和', '与', '并']));
        joined && short.chars().count() >= CLEAR
    };
    known == topic || goes_on(known, topic) || goes_on(topic, known)
}
