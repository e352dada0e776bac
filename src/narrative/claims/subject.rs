//! What a sentence is about: the words for totals, funds, columns and items, and the cells that
//! they name in a section.

use crate::narrative::topic::Topic;

use super::codes;

/// Whose money it is, where the words say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fund {
    /// Not said.
    None,
    /// 财政拨款.
    Fiscal,
    /// 一般公共预算财政拨款.
    General,
    /// 政府性基金预算财政拨款.
    Government,
    /// 国有资本经营预算财政拨款.
    State,
}

/// What of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    /// 收入支出总计.
    Totals,
    /// 收入总计.
    IncomeTotal,
    /// 支出总计.
    SpendingTotal,
    /// 本年收入合计.
    YearIncome,
    /// 本年支出合计.
    YearSpending,
    /// 收入 behind a fund.
    Income,
    /// 支出 behind a fund.
    Spending,
    /// 基本支出.
    Basic,
    /// 项目支出.
    Project,
    /// 年初结转和结余.
    Opening,
    /// 年末结转和结余.
    Closing,
    /// A column of K02.
    IncomeKind(&'static str),
    /// A column of K03.
    SpendingKind(&'static str),
    /// A row of K01.
    Balance(&'static str),
    /// 人员经费.
    Staff,
    /// 公用经费.
    Public,
    /// 日常公用经费, which a section of operating costs calls these by.
    DailyPublic,
    /// The same in every section: a cell, or a topic of its own.
    Fixed(&'static str),
    /// A word that is no subject although it contains one.
    Nothing,
}

/// What a figure is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subject {
    /// A reference to a cell, or a topic of its own.
    pub(super) key: String,
}

const FUNDS: &[(&str, Fund)] = &[
    ("一般公共预算财政拨款", Fund::General),
    ("一般公共预算拨款", Fund::General),
    ("一般公共预算", Fund::General),
    ("政府性基金预算财政拨款", Fund::Government),
    ("政府性基金财政拨款", Fund::Government),
    ("政府性基金预算", Fund::Government),
    ("政府性基金", Fund::Government),
    ("国有资本经营预算财政拨款", Fund::State),
    ("国有资本经营财政拨款", Fund::State),
    ("国有资本经营预算", Fund::State),
    ("财政拨款", Fund::Fiscal),
];

/// Heads; only the first group may stand without a fund.
const HEADS: &[(&str, Head)] = &[
    ("收入支出总计", Head::Totals),
    ("收入支出决算总计", Head::Totals),
    ("收入、支出总计", Head::Totals),
    ("收入、支出决算总计", Head::Totals),
    ("收入和支出总计", Head::Totals),
    ("收入总计和支出总计", Head::Totals),
    ("收入总计、支出总计", Head::Totals),
    ("收入总计与支出总计", Head::Totals),
    ("收、支总计", Head::Totals),
    ("收、支决算总计", Head::Totals),
    ("收支总计", Head::Totals),
    ("收支决算总计", Head::Totals),
    ("收支总额", Head::Totals),
    ("总收入和总支出", Head::Totals),
    ("总收支", Head::Totals),
    ("收入总计", Head::IncomeTotal),
    ("收入决算总计", Head::IncomeTotal),
    ("收入总额", Head::IncomeTotal),
    ("总收入", Head::IncomeTotal),
    ("支出总计", Head::SpendingTotal),
    ("支出决算总计", Head::SpendingTotal),
    ("支出总额", Head::SpendingTotal),
    ("总支出", Head::SpendingTotal),
    ("本年收入合计", Head::YearIncome),
    ("本年度收入合计", Head::YearIncome),
    ("收入合计", Head::YearIncome),
    ("本年收入", Head::YearIncome),
    ("本年支出合计", Head::YearSpending),
    ("本年度支出合计", Head::YearSpending),
    ("支出合计", Head::YearSpending),
    ("本年支出", Head::YearSpending),
    ("基本支出", Head::Basic),
    ("项目支出", Head::Project),
    ("年初结转和结余", Head::Opening),
    ("年初结转结余", Head::Opening),
    ("上年结转和结余", Head::Opening),
    ("上年结转结余", Head::Opening),
    ("年末结转和结余", Head::Closing),
    ("年末结转结余", Head::Closing),
    ("年末财政拨款结转和结余", Head::Closing),
    ("年初财政拨款结转和结余", Head::Opening),
    ("使用非财政拨款结余", Head::Balance("使用非财政拨款结余")),
    ("结余分配", Head::Balance("结余分配")),
    ("上级补助收入", Head::IncomeKind("上级补助收入")),
    ("事业单位经营收入", Head::IncomeKind("经营收入")),
    ("事业收入", Head::IncomeKind("事业收入")),
    ("经营收入", Head::IncomeKind("经营收入")),
    ("附属单位上缴收入", Head::IncomeKind("附属单位上缴收入")),
    ("附属单位缴款", Head::IncomeKind("附属单位上缴收入")),
    ("其他收入", Head::IncomeKind("其他收入")),
    ("上缴上级支出", Head::SpendingKind("上缴上级支出")),
    ("经营支出", Head::SpendingKind("经营支出")),
    (
        "对附属单位补助支出",
        Head::SpendingKind("对附属单位补助支出"),
    ),
    ("对附属单位补助", Head::SpendingKind("对附属单位补助支出")),
    ("人员经费支出", Head::Staff),
    ("人员经费", Head::Staff),
    ("日常公用经费支出", Head::DailyPublic),
    ("日常公用经费", Head::DailyPublic),
    ("公用经费支出", Head::Public),
    ("公用经费", Head::Public),
    ("机关运行经费支出", Head::Fixed(OPERATING)),
    ("机关运行经费", Head::Fixed(OPERATING)),
    ("非财政拨款", Head::Nothing),
];

/// Heads that only a fund before them makes a subject.
const BEHIND_FUNDS: &[(&str, Head)] = &[
    ("收入支出", Head::Totals),
    ("收入", Head::Income),
    ("支出", Head::Spending),
];

const OPERATING: &str = "机关运行经费[机关运行经费].决算数";
const OVERSEAS: &str = "K11[因公出国（境）费].决算数";
const VEHICLES: &str = "K11[公务用车购置及运行维护费].决算数";
const PURCHASE: &str = "K11[公务用车购置费].决算数";
const RUNNING: &str = "K11[公务用车运行维护费].决算数";
const RECEPTION: &str = "K11[公务接待费].决算数";
pub(super) const DOMESTIC: &str = "国内公务接待费";
pub(super) const FOREIGN: &str = "外宾接待费";

/// The three public expenses.
const THREE_PUBLIC: &[(&str, &str)] = &[
    ("“三公”经费", "K11[合计].决算数"),
    ("“三公经费”", "K11[合计].决算数"),
    ("三公经费", "K11[合计].决算数"),
    ("因公出国（境）费用", OVERSEAS),
    ("因公出国（境）费", OVERSEAS),
    ("因公出国（境）支出", OVERSEAS),
    ("因公出国费", OVERSEAS),
    ("公务用车购置及运行维护费", VEHICLES),
    ("公务用车购置和运行维护费", VEHICLES),
    ("公务用车购置及运行费", VEHICLES),
    ("公务用车购置及运行维护支出", VEHICLES),
    ("公务用车购置及运行支出", VEHICLES),
    ("公务用车费", VEHICLES),
    ("公务用车购置费", PURCHASE),
    ("公务用车购置支出", PURCHASE),
    ("公务用车运行维护费", RUNNING),
    ("公务用车运行费", RUNNING),
    ("公务用车运行维护支出", RUNNING),
    ("公务用车运行支出", RUNNING),
    ("公务接待费", RECEPTION),
    ("公务接待支出", RECEPTION),
    ("国内公务接待费", DOMESTIC),
    ("国内公务接待支出", DOMESTIC),
    ("国内接待费", DOMESTIC),
    ("国内接待支出", DOMESTIC),
    ("外宾接待费", FOREIGN),
    ("外宾接待支出", FOREIGN),
    ("外事接待费", FOREIGN),
    ("外事接待支出", FOREIGN),
    ("国（境）外接待费", FOREIGN),
    ("国（境）外公务接待费", FOREIGN),
];

pub(super) const AWARDED_RESERVED_SME: &str = "面向中小企业预留项目的成交额";
pub(super) const AWARDED_RESERVED_MICRO: &str = "面向小微企业预留项目的成交额";
pub(super) const AWARDED_OTHER: &str = "其他项目中中小企业的成交额";
const RESERVED_SME: &str = "面向中小企业预留的采购预算";
const RESERVED_MICRO: &str = "面向小微企业预留的采购预算";

const PROCUREMENT: &[(&str, &str)] = &[
    ("政府采购支出总额", "K12[合计].决算数"),
    ("政府采购支出金额", "K12[合计].决算数"),
    ("政府采购支出合计", "K12[合计].决算数"),
    ("政府采购金额", "K12[合计].决算数"),
    ("政府采购总额", "K12[合计].决算数"),
    ("政府采购支出", "K12[合计].决算数"),
    ("采购支出总额", "K12[合计].决算数"),
    ("政府采购货物支出", "K12[货物].决算数"),
    ("政府采购货物类支出", "K12[货物].决算数"),
    ("货物采购金额", "K12[货物].决算数"),
    ("货物采购支出", "K12[货物].决算数"),
    ("货物支出", "K12[货物].决算数"),
    ("政府采购工程支出", "K12[工程].决算数"),
    ("政府采购工程类支出", "K12[工程].决算数"),
    ("工程采购金额", "K12[工程].决算数"),
    ("工程采购支出", "K12[工程].决算数"),
    ("工程支出", "K12[工程].决算数"),
    ("政府采购服务支出", "K12[服务].决算数"),
    ("政府采购服务类支出", "K12[服务].决算数"),
    ("服务采购金额", "K12[服务].决算数"),
    ("服务采购支出", "K12[服务].决算数"),
    ("服务支出", "K12[服务].决算数"),
    (
        "货物采购授予中小企业合同金额",
        "货物采购授予中小企业的合同金额",
    ),
    (
        "工程采购授予中小企业合同金额",
        "工程采购授予中小企业的合同金额",
    ),
    (
        "服务采购授予中小企业合同金额",
        "服务采购授予中小企业的合同金额",
    ),
    ("授予中小企业合同金额", "K12[授予中小企业合同金额].决算数"),
    ("授予中小企业的合同金额", "K12[授予中小企业合同金额].决算数"),
    ("授予小微企业合同金额", "K12[授予小微企业合同金额].决算数"),
    ("授予小微企业的合同金额", "K12[授予小微企业合同金额].决算数"),
    ("面向中小企业预留政府采购项目预算金额", RESERVED_SME),
    ("面向小微企业预留政府采购项目预算金额", RESERVED_MICRO),
    ("面向中小企业预留的政府采购项目中", AWARDED_RESERVED_SME),
    ("面向中小企业预留政府采购项目中", AWARDED_RESERVED_SME),
    ("面向小微企业预留的政府采购项目中", AWARDED_RESERVED_MICRO),
    ("面向小微企业预留政府采购项目中", AWARDED_RESERVED_MICRO),
    ("其他政府采购项目中", AWARDED_OTHER),
];

const SERVICES: &[(&str, &str)] = &[
    ("政府购买服务支出", "K13[合计].决算数"),
    ("政府购买服务金额", "K13[合计].决算数"),
    ("政府购买服务决算", "K13[合计].决算数"),
    ("政府购买服务", "K13[合计].决算数"),
    ("购买服务支出", "K13[合计].决算数"),
];

/// What a text begins with, in bytes, and which cell it is in a section with this topic; the cell
/// is `None` when the section leaves it open.
pub(super) fn at(text: &str, topic: Topic) -> Option<(usize, Option<Subject>)> {
    let listed = match topic {
        Topic::ThreePublic => longest(text, THREE_PUBLIC),
        Topic::Procurement => longest(text, PROCUREMENT),
        Topic::ServicePurchases => longest(text, SERVICES),
        _ => None,
    };
    if let Some((len, key)) = listed {
        return Some((behind_fund(text, len), Some(subject(key))));
    }
    if let Some((len, fund)) = longest(text, FUNDS) {
        return Some(with_fund(text, len, fund, topic));
    }
    let (len, head) = longest(text, HEADS)?;
    if head == Head::Nothing {
        return Some((len, None));
    }
    Some((len, reference(Fund::None, head, topic).map(subject)))
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
    if let Some((more, key)) = longest(rest, THREE_PUBLIC).filter(|_| topic == Topic::ThreePublic) {
        let known = fund == Fund::Fiscal || fund == Fund::General;
        return (at + more, known.then(|| subject(key)));
    }
    let head = longest(rest, HEADS).or_else(|| longest(rest, BEHIND_FUNDS));
    if let Some((more, head)) = head.filter(|(_, head)| *head != Head::Nothing) {
        let key = reference(fund, head, topic);
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

fn longest<T: Copy>(text: &str, words: &[(&str, T)]) -> Option<(usize, T)> {
    let fitting = words.iter().filter(|(word, _)| text.starts_with(word));
    fitting
        .map(|(word, value)| (word.len(), *value))
        .max_by_key(|(len, _)| *len)
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
        _ => None,
    }
}

impl Subject {
    /// The whole of a share by its words: `占本年支出合计的` is of all that the department spent,
    /// `占本年财政拨款支出` of the fund that the section is about.
    pub(super) fn whole_of_share(self, words: &str, topic: Topic) -> Self {
        let key = match (&*self.key, topic) {
            ("K04[本年支出合计].决算数（合计）", Topic::GeneralBudget) => {
                "K06[合计].合计"
            }
            ("K04[本年支出合计].决算数（合计）", Topic::GovernmentFund) => {
                "K08[合计].小计"
            }
            ("K04[本年支出合计].决算数（合计）", Topic::StateCapital) => {
                "K10[合计].小计"
            }
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
