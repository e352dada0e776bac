//! What a sentence is about: the words for totals, funds, columns and items, and the cells that
//! they name in a section.

use std::sync::LazyLock;

use crate::narrative::topic::Topic;

use super::codes;
use super::lexicon::Lexicon;
use super::words::{
    BEHIND_FUNDS, FUNDS, Fund, HEADS, Head, OPERATING, PROCUREMENT, SERVICES, THREE_PUBLIC,
};

/// What a figure is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subject {
    /// A reference to a cell, or a topic of its own.
    pub(super) key: String,
}

static BY_TOPIC: LazyLock<[Lexicon<&str>; 3]> =
    LazyLock::new(|| [THREE_PUBLIC, PROCUREMENT, SERVICES].map(Lexicon::of));
static BY_FUND: LazyLock<Lexicon<Fund>> = LazyLock::new(|| Lexicon::of(FUNDS));
static ALONE: LazyLock<Lexicon<Head>> = LazyLock::new(|| Lexicon::of(HEADS));
static BEHIND: LazyLock<Lexicon<Head>> = LazyLock::new(|| Lexicon::of(BEHIND_FUNDS));

/// What a text begins with, in bytes, and which cell it is in a section with this topic; the cell
/// is `None` when the section leaves it open.
pub(super) fn at(text: &str, topic: Topic) -> Option<(usize, Option<Subject>)> {
    let listed = match topic {
        Topic::ThreePublic => BY_TOPIC[0].longest(text),
        Topic::Procurement => BY_TOPIC[1].longest(text),
        Topic::ServicePurchases => BY_TOPIC[2].longest(text),
        _ => None,
    };
    if let Some((len, key)) = listed {
        return Some((behind_fund(text, len), Some(subject(*key))));
    }
    if let Some((len, fund)) = BY_FUND.longest(text) {
        return Some(with_fund(text, len, *fund, topic));
    }
    let (len, head) = ALONE.longest(text)?;
    if *head == Head::Nothing {
        return Some((len, None));
    }
    Some((len, reference(Fund::None, *head, topic).map(subject)))
}

/// A fund with what follows it.
fn with_fund(text: &str, len: usize, fund: Fund, topic: Topic) -> (usize, Option<Subject>) {
    let mut at = len;
    for word in ["安排", "的", "当年", "本年"] {
        if text[at..].starts_with(word)
            && !text[at..].starts_with("本年收")
            && !text[at..].starts_with("本年支")
        {
            at += word.len();
        }
    }
    let rest = &text[at..];
    if let Some((more, key)) = BY_TOPIC[0]
        .longest(rest)
        .filter(|_| topic == Topic::ThreePublic)
    {
        let known = fund == Fund::Fiscal || fund == Fund::General;
        return (at + more, known.then(|| subject(*key)));
    }
    let head = ALONE.longest(rest).or_else(|| BEHIND.longest(rest));
    if let Some((more, head)) = head.filter(|(_, head)| **head != Head::Nothing) {
        let key = reference(fund, *head, topic);
        return (at + more, key.map(subject));
    }
    // 财政拨款2940.05万元: what comes in is meant where the section lists it.
    let digits = rest.starts_with(|c: char| c.is_ascii_digit());
    let key = match topic {
        Topic::Income | Topic::Summary | Topic::FiscalSummary if digits => {
            reference(fund, Head::Income, topic)
        }
        _ => None,
    };
    (len, key.map(subject))
}

/// `“三公”经费财政拨款支出`: the words behind it that say no more.
fn behind_fund(text: &str, len: usize) -> usize {
    let mut at = len;
    for word in ["一般公共预算", "财政拨款", "支出"] {
        if text[at..].starts_with(word) {
            at += word.len();
        }
    }
    at
}

fn subject(key: impl Into<String>) -> Subject {
    Subject { key: key.into() }
}

/// The cell of a fund's head in a section.
fn reference(fund: Fund, head: Head, topic: Topic) -> Option<String> {
    let cell = |text: &str| Some(text.to_owned());
    if let Head::Fixed(text) = head {
        return cell(text);
    }
    match fund {
        Fund::None => without_fund(head, topic),
        Fund::Fiscal => match head {
            Head::Totals | Head::IncomeTotal => cell("K04[收入总计].决算数（合计）"),
            Head::SpendingTotal => cell("K04[支出总计].决算数（合计）"),
            Head::Income if matches!(topic, Topic::Income | Topic::Summary) => {
                cell("K02[合计].财政拨款收入")
            }
            Head::Income | Head::YearIncome => cell("K04[本年收入合计].决算数（合计）"),
            Head::Spending | Head::YearSpending => cell("K04[本年支出合计].决算数（合计）"),
            Head::Basic if topic == Topic::Basic => cell("K07[合计].决算数"),
            Head::Opening => cell("K04[年初财政拨款结转和结余].决算数（合计）"),
            Head::Closing => cell("K04[年末财政拨款结转和结余].决算数（合计）"),
            Head::DailyPublic if topic == Topic::OperatingCosts => cell(OPERATING),
            _ => None,
        },
        Fund::General => match head {
            Head::Spending | Head::YearSpending => cell("K06[合计].合计"),
            Head::Basic if topic == Topic::Basic => cell("K07[合计].决算数"),
            Head::Basic => cell("K06[合计].基本支出"),
            Head::Project => cell("K06[合计].项目支出"),
            Head::Staff => cell("K07[人员经费合计].决算数"),
            Head::Public | Head::DailyPublic => cell("K07[公用经费合计].决算数"),
            Head::Income | Head::YearIncome => income_of(topic, "一般公共预算财政拨款"),
            Head::Opening => cell("K04[年初一般公共预算财政拨款].决算数（合计）"),
            _ => None,
        },
        Fund::Government => of_fund("K08", "K09", head, topic, "政府性基金预算财政拨款"),
        Fund::State => of_fund("K10", "", head, topic, "国有资本经营预算财政拨款"),
    }
}

/// A fund among the incomes of the section.
fn income_of(topic: Topic, fund: &str) -> Option<String> {
    match topic {
        Topic::FiscalSummary => Some(format!("K04[收入:{fund}].决算数（合计）")),
        Topic::Income | Topic::Summary => Some(format!("K01[收入:{fund}收入].决算数")),
        _ => None,
    }
}

/// A head of the funds that have tables of their own.
fn of_fund(table: &str, basic: &str, head: Head, topic: Topic, name: &str) -> Option<String> {
    let column = match head {
        Head::Income | Head::YearIncome
            if matches!(topic, Topic::GovernmentFund | Topic::StateCapital) =>
        {
            "本年收入"
        }
        Head::Income | Head::YearIncome => return income_of(topic, name),
        Head::Spending | Head::YearSpending => "小计",
        Head::Basic if !basic.is_empty() => return Some(format!("{basic}[合计].决算数")),
        Head::Basic => "基本支出",
        Head::Project => "项目支出",
        Head::Opening => "年初结转和结余",
        Head::Closing => "年末结转和结余",
        _ => return None,
    };
    Some(format!("{table}[合计].{column}"))
}

fn without_fund(head: Head, topic: Topic) -> Option<String> {
    let fiscal = topic == Topic::FiscalSummary;
    let cell = |text: &str| Some(text.to_owned());
    match head {
        Head::Totals | Head::IncomeTotal if fiscal => cell("K04[收入总计].决算数（合计）"),
        Head::SpendingTotal if fiscal => cell("K04[支出总计].决算数（合计）"),
        Head::Totals | Head::IncomeTotal => cell("K01[收入总计].决算数"),
        Head::SpendingTotal => cell("K01[支出总计].决算数"),
        Head::YearIncome => cell(match topic {
            Topic::Summary => "K01[本年收入合计].决算数",
            Topic::FiscalSummary => "K04[本年收入合计].决算数（合计）",
            Topic::GovernmentFund => "K08[合计].本年收入",
            Topic::StateCapital => "K10[合计].本年收入",
            _ => "K02[合计].本年收入合计",
        }),
        Head::YearSpending => cell(match topic {
            Topic::Summary => "K01[本年支出合计].决算数",
            Topic::FiscalSummary => "K04[本年支出合计].决算数（合计）",
            Topic::GovernmentFund => "K08[合计].小计",
            Topic::StateCapital => "K10[合计].小计",
            _ => "K03[合计].本年支出合计",
        }),
        Head::Basic | Head::Project => {
            let column = if head == Head::Basic {
                "基本支出"
            } else {
                "项目支出"
            };
            let table = match topic {
                Topic::Summary | Topic::Expenditure => "K03",
                Topic::GeneralBudget => "K06",
                Topic::Basic if head == Head::Basic => return cell("K07[合计].决算数"),
                Topic::GovernmentFund => "K08",
                Topic::StateCapital => "K10",
                _ => return None,
            };
            Some(format!("{table}[合计].{column}"))
        }
        Head::Opening | Head::Closing => {
            let row = if head == Head::Opening {
                "年初"
            } else {
                "年末"
            };
            match topic {
                Topic::Summary | Topic::Income | Topic::Expenditure => {
                    Some(format!("K01[{row}结转和结余].决算数"))
                }
                Topic::FiscalSummary => {
                    Some(format!("K04[{row}财政拨款结转和结余].决算数（合计）"))
                }
                Topic::GovernmentFund => Some(format!("K08[合计].{row}结转和结余")),
                Topic::StateCapital => Some(format!("K10[合计].{row}结转和结余")),
                _ => None,
            }
        }
        Head::Balance(row) => Some(format!("K01[{row}].决算数")),
        Head::IncomeKind(column) if topic == Topic::Summary => {
            Some(format!("K01[收入:{column}].决算数"))
        }
        Head::IncomeKind(column) => Some(format!("K02[合计].{column}")),
        Head::SpendingKind(column) => Some(format!("K03[合计].{column}")),
        Head::Staff if matches!(topic, Topic::Basic | Topic::GeneralBudget) => {
            cell("K07[人员经费合计].决算数")
        }
        Head::DailyPublic if topic == Topic::OperatingCosts => cell(OPERATING),
        Head::Public | Head::DailyPublic
            if matches!(topic, Topic::Basic | Topic::GeneralBudget) =>
        {
            cell("K07[公用经费合计].决算数")
        }
        _ => None,
    }
}

/// The cell of a functional item in a section.
pub(super) fn of_item(row: &str, topic: Topic) -> Option<Subject> {
    let class = row.len() == 3 && row.bytes().all(|byte| byte.is_ascii_digit());
    let key = match topic {
        Topic::GeneralBudget => format!("K06[{row}].合计"),
        Topic::Expenditure => format!("K03[{row}].本年支出合计"),
        Topic::Income => format!("K02[{row}].本年收入合计"),
        Topic::FiscalSummary if class => format!("K04[支出:{row}].决算数（合计）"),
        Topic::Summary if class => format!("K01[支出:{row}].决算数"),
        Topic::GovernmentFund => format!("K08[{row}].小计"),
        Topic::StateCapital => format!("K10[{row}].小计"),
        _ => return None,
    };
    Some(subject(key))
}

/// A name of the code lists that a text begins with where a section lists such names.
pub(super) fn named_at(text: &str, topic: Topic) -> Option<(usize, Option<Subject>)> {
    match topic {
        Topic::Basic => {
            let extra = ["对个人和家庭补助支出", "对个人和家庭补助", "商品服务支出"];
            let alias = extra.iter().find(|name| text.starts_with(**name));
            if let Some(name) = alias {
                let code = if name.starts_with('对') {
                    "303"
                } else {
                    "302"
                };
                return Some((name.len(), Some(subject(format!("K07[{code}].决算数")))));
            }
            let (len, code) = codes::economic_at(text)?;
            Some((len, Some(subject(format!("K07[{code}].决算数")))))
        }
        Topic::GeneralBudget
        | Topic::FiscalSummary
        | Topic::Summary
        | Topic::GovernmentFund
        | Topic::StateCapital => {
            let (len, code) = codes::class_at(text)?;
            Some((len, of_item(code, topic)))
        }
        Topic::Procurement => purchased(text),
        _ => None,
    }
}

/// What was bought, by its bare name with a figure behind it: 货物20万元, 工程类支出为30万元.
fn purchased(text: &str) -> Option<(usize, Option<Subject>)> {
    let mut kinds = ["货物", "工程", "服务"].into_iter();
    let name = kinds.find(|name| text.starts_with(name))?;
    let mut len = name.len();
    for word in ["类", "采购", "支出", "金额"] {
        if text[len..].starts_with(word) {
            len += word.len();
        }
    }
    let figure = text[len..].trim_start_matches(['为', ' ']);
    figure
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| (len, Some(subject(format!("K12[{name}].决算数")))))
}

impl Subject {
    /// The whole of a share by its words: `占本年支出合计的` is of all that the department spent,
    /// `占本年财政拨款支出` of what all funds paid, whichever the section is about.
    pub(super) fn whole_of_share(self, words: &str, topic: Topic) -> Self {
        let key = match (&*self.key, topic) {
            (key, _) if words.contains("财政拨款") => key,
            ("K01[收入总计].决算数", Topic::Income)
            | ("K01[本年收入合计].决算数" | "K04[本年收入合计].决算数（合计）", _) => {
                "K02[合计].本年收入合计"
            }
            ("K01[支出总计].决算数", Topic::Expenditure | Topic::GeneralBudget)
            | ("K01[本年支出合计].决算数" | "K04[本年支出合计].决算数（合计）", _) => {
                "K03[合计].本年支出合计"
            }
            (key, _) => key,
        };
        subject(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Reference;

    fn key(text: &str, topic: Topic) -> Option<String> {
        at(text, topic)?.1.map(|subject| subject.key)
    }

    #[test]
    fn words_name_cells_of_their_section() {
        for (text, topic, due) in [
            ("收、支总计5元", Topic::Summary, "K01[收入总计].决算数"),
            (
                "财政拨款收入支出总计",
                Topic::FiscalSummary,
                "K04[收入总计].决算数（合计）",
            ),
            (
                "一般公共预算财政拨款支出",
                Topic::GeneralBudget,
                "K06[合计].合计",
            ),
            ("基本支出3元", Topic::Expenditure, "K03[合计].基本支出"),
            ("基本支出3元", Topic::GeneralBudget, "K06[合计].基本支出"),
            (
                "一般公共预算财政拨款基本支出",
                Topic::Basic,
                "K07[合计].决算数",
            ),
            (
                "政府性基金财政拨款安排基本支出",
                Topic::Basic,
                "K09[合计].决算数",
            ),
            (
                "“三公”经费财政拨款支出",
                Topic::ThreePublic,
                "K11[合计].决算数",
            ),
            ("财政拨款“三公”经费", Topic::ThreePublic, "K11[合计].决算数"),
            (
                "公务用车购置费",
                Topic::ThreePublic,
                "K11[公务用车购置费].决算数",
            ),
            ("财政拨款8万元", Topic::Income, "K02[合计].财政拨款收入"),
        ] {
            assert_eq!(key(text, topic).as_deref(), Some(due), "{text}");
        }
        assert_eq!(
            key("政府性基金财政拨款“三公”经费", Topic::ThreePublic),
            None
        );
        assert_eq!(key("非财政拨款收入", Topic::Summary), None);
    }

    #[test]
    fn every_cell_is_one_of_the_catalogue() {
        let listed = THREE_PUBLIC.iter().chain(PROCUREMENT).chain(SERVICES);
        let mut keys: Vec<String> = listed.map(|(_, key)| (*key).to_owned()).collect();
        let funds = [
            Fund::None,
            Fund::Fiscal,
            Fund::General,
            Fund::Government,
            Fund::State,
        ];
        let topics = [
            Topic::Summary,
            Topic::Income,
            Topic::Expenditure,
            Topic::FiscalSummary,
            Topic::GeneralBudget,
            Topic::Basic,
            Topic::GovernmentFund,
            Topic::StateCapital,
            Topic::OperatingCosts,
        ];
        for topic in topics {
            let heads = HEADS.iter().chain(BEHIND_FUNDS);
            keys.extend(heads.flat_map(|(_, head)| {
                funds
                    .iter()
                    .filter_map(move |fund| reference(*fund, *head, topic))
            }));
            keys.extend(of_item("205", topic).map(|subject| subject.key));
        }
        for key in keys.iter().filter(|key| key.contains('[')) {
            let reference = Reference::parse(key).unwrap();
            assert!(reference.is_known_row(), "{key}");
            assert_eq!(reference.to_string(), *key);
        }
    }
}
