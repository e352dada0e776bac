//! The words for funds, totals, columns and expenses, and the cells of those that are the same in
//! every section.

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
pub(super) enum Head {
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

pub(super) const FUNDS: &[(&str, Fund)] = &[
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
pub(super) const HEADS: &[(&str, Head)] = &[
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
    ("收、支总决算", Head::Totals),
    ("收支总决算", Head::Totals),
    ("收入支出总决算", Head::Totals),
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
pub(super) const BEHIND_FUNDS: &[(&str, Head)] = &[
    ("收入支出", Head::Totals),
    ("收入", Head::Income),
    ("支出", Head::Spending),
];

pub(super) const OPERATING: &str = "机关运行经费[机关运行经费].决算数";
pub(super) const OVERSEAS: &str = "K11[因公出国（境）费].决算数";
pub(super) const VEHICLES: &str = "K11[公务用车购置及运行维护费].决算数";
pub(super) const PURCHASE: &str = "K11[公务用车购置费].决算数";
pub(super) const RUNNING: &str = "K11[公务用车运行维护费].决算数";
pub(super) const RECEPTION: &str = "K11[公务接待费].决算数";
pub(super) const DOMESTIC: &str = "国内公务接待费";
pub(super) const FOREIGN: &str = "外宾接待费";

/// The three public expenses.
pub(super) const THREE_PUBLIC: &[(&str, &str)] = &[
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
    ("公务用车购置费及运行维护费", VEHICLES),
    ("公务用车购置费和运行维护费", VEHICLES),
    ("公务用车购置费、运行维护费", VEHICLES),
    ("公务用车购置费及运行费", VEHICLES),
    ("公务用车购置及运行维护费用", VEHICLES),
    ("公务用车购置、运行维护费", VEHICLES),
    ("公务用车购置和运行费", VEHICLES),
    ("公务用车购置与运行维护费", VEHICLES),
    ("公务用车购置费及公务用车运行维护费", VEHICLES),
    ("公车购置及运行维护费", VEHICLES),
    ("公车购置及运行费", VEHICLES),
    ("公务车购置及运行维护费", VEHICLES),
    ("公务车购置及运行费", VEHICLES),
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
pub(super) const RESERVED_SME: &str = "面向中小企业预留的采购预算";
pub(super) const RESERVED_MICRO: &str = "面向小微企业预留的采购预算";

pub(super) const PROCUREMENT: &[(&str, &str)] = &[
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

pub(super) const SERVICES: &[(&str, &str)] = &[
    ("政府购买服务支出", "K13[合计].决算数"),
    ("政府购买服务金额", "K13[合计].决算数"),
    ("政府购买服务决算", "K13[合计].决算数"),
    ("政府购买服务", "K13[合计].决算数"),
    ("购买服务支出", "K13[合计].决算数"),
];
