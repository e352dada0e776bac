//! What a section is about, by the words of its heading.
//!
//! Offices number and order their sections differently; the words of the headings are those of the
//! tables that they explain.

/// What a section explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Topic {
    /// 收入支出决算总体: income and expenditure, the table K01.
    Summary,
    /// 收入决算: K02.
    Income,
    /// 支出决算: K03.
    Expenditure,
    /// 财政拨款收入支出总体: K04.
    FiscalSummary,
    /// 一般公共预算财政拨款支出: K06.
    GeneralBudget,
    /// 一般公共预算财政拨款基本支出: K07.
    Basic,
    /// 政府性基金预算: K08.
    GovernmentFund,
    /// 国有资本经营预算: K10.
    StateCapital,
    /// “三公”经费: K11.
    ThreePublic,
    /// 机关运行经费.
    OperatingCosts,
    /// 政府采购: K12.
    Procurement,
    /// 国有资产占用.
    Assets,
    /// 政府购买服务: K13.
    ServicePurchases,
    /// 绩效.
    Performance,
    /// 机构设置、人员.
    Staffing,
    /// 部门决算单位构成.
    Units,
    /// 职责: tasks, where nothing is stated of the year.
    Duties,
    /// 名词解释.
    Glossary,
    /// 目录.
    Contents,
    /// 决算报表: the tables themselves.
    Tables,
    /// Anything else.
    Other,
}

impl Topic {
    /// The topic of a heading; `None` when its words say none, so that it keeps its parent's.
    pub(super) fn of_title(title: &str) -> Option<Self> {
        let has = |words: &[&str]| words.iter().all(|word| title.contains(word));
        let any = |words: &[&str]| words.iter().any(|word| title.contains(word));
        // The narrower words stand first: 一般公共预算财政拨款基本支出 is no 财政拨款支出.
        Some(if any(&["名词解释", "名词", "术语"]) {
            Self::Glossary
        } else if any(&["目录"]) {
            Self::Contents
        } else if any(&["绩效"]) {
            Self::Performance
        } else if any(&["三公"]) {
            Self::ThreePublic
        } else if any(&["机关运行经费"]) {
            Self::OperatingCosts
        } else if any(&["政府购买服务", "购买服务"]) {
            Self::ServicePurchases
        } else if any(&["政府采购"]) {
            Self::Procurement
        } else if any(&["国有资产", "资产占用", "资产占有", "国有资本占用"]) {
            Self::Assets
        } else if any(&["国有资本经营"]) {
            Self::StateCapital
        } else if any(&["政府性基金"]) {
            Self::GovernmentFund
        } else if has(&["基本支出"]) {
            Self::Basic
        } else if has(&["一般公共预算"]) {
            Self::GeneralBudget
        } else if has(&["财政拨款", "收入", "支出"])
            || has(&["财政拨款", "收支"])
            || has(&["财政拨款", "收、支"])
        {
            Self::FiscalSummary
        } else if has(&["财政拨款", "支出"]) {
            Self::GeneralBudget
        } else if has(&["收入", "支出"]) || any(&["收支决算", "收支总体", "收、支"])
        {
            Self::Summary
        } else if has(&["收入决算"]) || has(&["收入情况"]) {
            Self::Income
        } else if has(&["支出决算"]) || has(&["支出情况"]) {
            Self::Expenditure
        } else if any(&["单位构成", "决算单位", "预算单位构成"]) {
            Self::Units
        } else if any(&["人员构成", "人员情况", "机构设置", "编制"]) {
            Self::Staffing
        } else if any(&["职责", "职能"]) {
            Self::Duties
        } else if any(&["决算报表", "决算表", "公开表"]) {
            Self::Tables
        } else if any(&[
            "概况",
            "基本情况",
            "其他重要事项",
            "决算说明",
            "情况说明",
            "决算情况",
        ]) {
            Self::Other
        } else {
            return None;
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_both_regions() {
        for (title, due) in [
            ("一、收入支出决算总体情况说明", Topic::Summary),
            ("（一）收入决算说明", Topic::Income),
            ("三、支出决算情况说明", Topic::Expenditure),
            ("四、财政拨款收入支出决算总体情况说明", Topic::FiscalSummary),
            (
                "四、一般公共预算财政拨款支出决算情况说明",
                Topic::GeneralBudget,
            ),
            ("七、财政拨款基本支出决算情况说明", Topic::Basic),
            (
                "八、政府性基金预算财政拨款收入支出决算情况说明",
                Topic::GovernmentFund,
            ),
            ("六、国有资本经营预算财政拨款收支情况", Topic::StateCapital),
            ("（一）“三公”经费财政拨款决算的单位范围", Topic::ThreePublic),
            ("四、国有资产占用情况", Topic::Assets),
            ("第三部分2023年度部门绩效评价情况", Topic::Performance),
            ("六、专业名词解释", Topic::Glossary),
            ("一、主要职能", Topic::Duties),
        ] {
            assert_eq!(Topic::of_title(title), Some(due), "{title}");
        }
        assert_eq!(Topic::of_title("2.项目绩效目标").map(|_| ()), Some(()));
        assert_eq!(Topic::of_title("1.扎实推进工作"), None);
    }
}
