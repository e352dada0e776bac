//! Counts of the three public expenses: missions and travellers, receptions and guests, vehicles
//! bought and held, and what each of them cost on average.

use crate::model::{Counter, Unit};
use crate::narrative::draft::{Draft, Paragraph};
use crate::narrative::number::NumberUnit;
use crate::narrative::reading::Stated;
use crate::narrative::topic::Topic;

use super::phrase::{any, between, bodies, label, last, open, sentence, tail};
use super::record::{At, cell, claim, count, named, put};

const TABLE: &str = "three_public_counts";

/// What a stretch of the text is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Trips,
    Receptions,
    Vehicles,
}

/// Words that say what a stretch is about.
const WORDS: [(&str, About); 14] = [
    ("因公出国", About::Trips),
    ("出国", About::Trips),
    ("出境", About::Trips),
    ("团组", About::Trips),
    ("接待", About::Receptions),
    ("来访", About::Receptions),
    ("外宾", About::Receptions),
    ("公务用车", About::Vehicles),
    ("公车", About::Vehicles),
    ("车辆", About::Vehicles),
    ("车均", About::Vehicles),
    ("保有量", About::Vehicles),
    ("购置", About::Vehicles),
    ("每辆", About::Vehicles),
];

/// Whose guests a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Guests {
    All,
    Domestic,
    Foreign,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Counted {
    at: At,
    row: &'static str,
    guests: Guests,
    /// Whether it is said to be of the one before (其中).
    part: bool,
}

/// Reads the paragraphs on the three public expenses.
pub(super) fn read(draft: &mut Draft) {
    let mut found = Vec::new();
    for index in bodies(draft) {
        let topic = draft.topic(index);
        let text = draft.paragraphs[index].text();
        let named = any(text, &["出国（境）团组", "公务接待", "公务用车保有量"]);
        if topic == Topic::ThreePublic || (named && topic != Topic::Performance) {
            let title = &draft.sections[draft.paragraphs[index].section].title;
            paragraph(&draft.paragraphs[index], index, title, &mut found);
        }
    }
    say(draft, &found);
}

fn paragraph(of: &Paragraph, index: usize, title: &str, found: &mut Vec<Counted>) {
    let mut about = about(title);
    let mut guests = Guests::All;
    let mut last_sentence = 0;
    for number in open(of) {
        let words = between(of, number);
        about = self::about(words).or(about);
        let range = sentence(of, number);
        if range.start != last_sentence {
            guests = Guests::All;
            last_sentence = range.start;
        }
        if any(words, &["外宾", "外事", "国（境）外", "境外", "国外"]) {
            guests = Guests::Foreign;
        } else if words.contains("国内") {
            guests = Guests::Domestic;
        }
        let Some(row) = row(of, number, about) else {
            continue;
        };
        let of_guests = row.starts_with("公务接待");
        found.push(Counted {
            at: At {
                paragraph: index,
                number,
            },
            row,
            guests: if of_guests { guests } else { Guests::All },
            part: words.contains("其中") || words.starts_with('（'),
        });
    }
}

fn about(words: &str) -> Option<About> {
    let texts: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
    let (_, word) = last(words, &texts)?;
    WORDS
        .iter()
        .find(|(of, _)| *of == word)
        .map(|(_, about)| *about)
}

/// The row that a number is, by its unit and the words at it.
fn row(of: &Paragraph, number: usize, about: Option<About>) -> Option<&'static str> {
    let label = label(of, number).plain;
    let has = |words: &[&str]| any(&label, words);
    let behind = &of.text()[tail(of, number)];
    match (of.numbers[number].unit, about?) {
        (NumberUnit::Unit(unit), About::Vehicles) if unit.is_money() => {
            let each = has(&["车均", "每辆", "辆均", "单车"]);
            if each && has(&["运行", "维护"]) {
                Some("车均运行维护费")
            } else if each && has(&["购置"]) {
                Some("车均购置费")
            } else {
                None
            }
        }
        (NumberUnit::Unit(unit), About::Receptions) if unit.is_money() => {
            has(&["人均"]).then_some("人均接待费")
        }
        (NumberUnit::Unit(Unit::Count(counter)), About::Receptions) => match counter {
            Counter::Batch => Some("公务接待批次"),
            Counter::PersonTime | Counter::Person | Counter::WanPersonTime => Some("公务接待人次"),
            Counter::Piece | Counter::Time if has(&["批次", "团组"]) => Some("公务接待批次"),
            Counter::Piece if behind.starts_with("批次") => Some("公务接待批次"),
            _ => None,
        },
        (NumberUnit::Unit(Unit::Count(counter)), About::Trips) => match counter {
            Counter::Piece | Counter::Batch if has(&["团"]) || behind.contains("团") => {
                Some("因公出国（境）团组数")
            }
            Counter::PersonTime | Counter::Person => Some("因公出国（境）人次"),
            _ => None,
        },
        (NumberUnit::Unit(Unit::Count(Counter::Vehicle | Counter::Set)), About::Vehicles) => {
            if has(&["保有", "实有", "现有", "共有"]) {
                Some("公务用车保有量")
            } else if has(&["购置", "更新", "新购"]) || behind.contains("购置") {
                Some("公务用车购置数")
            } else {
                None
            }
        }
        (NumberUnit::None, _) if label.ends_with("批次") => Some("公务接待批次"),
        (NumberUnit::None, About::Receptions) if label.ends_with("人次") => Some("公务接待人次"),
        (NumberUnit::None, About::Trips) if label.ends_with("人次") => Some("因公出国（境）人次"),
        _ => None,
    }
}

/// Puts down what was found: totals as rows, guests from abroad and other parts as claims below
/// them.
fn say(draft: &mut Draft, found: &[Counted]) {
    let mut whole: Vec<(&'static str, At)> = Vec::new();
    let foreign_apart = |row: &str| {
        let mut all = found.iter();
        all.any(|one| one.row == row && one.guests == Guests::Foreign && !one.part)
    };
    let has_total = |row: &str| {
        let mut all = found.iter();
        all.any(|one| one.row == row && one.guests == Guests::All && !one.part)
    };
    // 国内 is all there is when nothing is said of others beside it.
    let is_total = |one: &Counted| match one.guests {
        Guests::All => !one.part,
        Guests::Domestic => !has_total(one.row) && !foreign_apart(one.row),
        Guests::Foreign => false,
    };
    for one in found {
        let known = whole.iter().find(|(row, _)| *row == one.row);
        match (known, is_total(one)) {
            (None, true) => {
                cell(draft, TABLE, &named(one.row), "final", one.at);
                whole.push((one.row, one.at));
            }
            // A second one is the same thing only if it is said in the same words.
            (Some((_, first)), true) => {
                let words = |at: &At| label(&draft.paragraphs[at.paragraph], at.number).plain;
                if !words(first).is_empty() && words(first) == words(&one.at) {
                    cell(draft, TABLE, &named(one.row), "final", one.at);
                }
            }
            (known, false) if one.guests == Guests::Foreign => {
                let whole = known.filter(|_| one.part || one.guests == Guests::Foreign);
                let whole = whole
                    .map(|(_, at)| *at)
                    .filter(|at| at.paragraph == one.at.paragraph);
                part(draft, one, whole);
            }
            (_, false) => {
                if one.guests == Guests::Domestic {
                    count(draft, one.at, format!("国内{}", one.row));
                }
            }
        }
    }
}

/// Guests from abroad, no more than all guests.
fn part(draft: &mut Draft, one: &Counted, whole: Option<At>) {
    let within = whole.map(|at| {
        let stated = draft.paragraphs[at.paragraph].state(at.number);
        let row = claim(draft, at.paragraph, one.row).with("count", stated);
        put(draft, row)
    });
    let subject = format!("外宾{}", one.row.trim_start_matches("公务"));
    let stated = draft.paragraphs[one.at.paragraph].state(one.at.number);
    let mut row = claim(draft, one.at.paragraph, subject).with("count", stated);
    if let Some(id) = within {
        row = row.with("within", Stated::derived(id));
    }
    put(draft, row);
}

#[cfg(test)]
mod tests {
    use crate::narrative::disclosures::told::{rows, undecided};

    const HEAD: &str = "甲区乙局2024年度部门决算\n第三部分 甲区乙局2024年度部门决算情况说明\n七、“三公”经费支出情况说明\n";

    fn counts(text: &str) -> Vec<String> {
        rows(&format!("{HEAD}{text}\n"), "three_public_counts")
    }

    #[test]
    fn missions_receptions_and_vehicles() {
        let due = [
            "因公出国（境）团组数 final=2个",
            "因公出国（境）人次 final=5人次",
            "公务用车购置数 final=1辆",
            "车均购置费 final=18.2万元",
            "公务用车保有量 final=12辆",
            "车均运行维护费 final=2.1万元",
            "公务接待批次 final=3批次",
            "公务接待人次 final=41人次",
        ];
        let text = "全年组织因公出国（境）团组2个、5人次。\n本年购置（更新）1辆，车均购置费18.2万元。\n年末公务用车保有量12辆，车均运行维护费2.1万元。\n公务接待3批次，公务接待41人次。";
        assert_eq!(counts(text), due);
    }

    #[test]
    fn other_wordings() {
        let text = "出国团组数1个，累计参加3人次。\n截至年末，开支财政拨款的公务用车保有量为 7 辆。\n国内公务接待批次4个，国内公务接待人次33人。";
        let due = [
            "因公出国（境）团组数 final=1个",
            "因公出国（境）人次 final=3人次",
            "公务用车保有量 final=7辆",
            "公务接待批次 final=4个",
            "公务接待人次 final=33人",
        ];
        assert_eq!(counts(text), due);
    }

    #[test]
    fn guests_from_abroad_are_some_of_all() {
        let text = format!("{HEAD}公务接待2批次、26人次，其中：接待外宾1批次、6人次。\n");
        assert_eq!(
            rows(&text, "three_public_counts"),
            ["公务接待批次 final=2批次", "公务接待人次 final=26人次"]
        );
        let claims = rows(&text, "claims");
        assert_eq!(claims.len(), 4);
        for due in [
            "外宾接待批次 count=1批次 within=",
            "外宾接待人次 count=6人次 within=",
        ] {
            assert!(
                claims.iter().any(|claim| claim.starts_with(due)),
                "{claims:?}"
            );
        }
        assert_eq!(undecided(&text), [""; 0]);
    }

    #[test]
    fn a_second_reception_is_not_the_total() {
        let text = format!(
            "{HEAD}公务接待3批次、20人次。用于接待甲市考察团1批次、8人次，接待乙市考察团2批次、12人次。\n"
        );
        let due = ["公务接待批次 final=3批次", "公务接待人次 final=20人次"];
        assert_eq!(rows(&text, "three_public_counts"), due);
        let claims = rows(&text, "claims");
        assert!(
            claims.iter().all(|claim| claim.contains("市考察团")),
            "{claims:?}"
        );
    }
}
