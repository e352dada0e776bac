//! What is looked at: totals and the categories that they fall into.

use crate::model::{Accounts, Period, Place, RowKind, Side, Table, TableId, TableRef, Text};
use crate::relation::Missing;

/// A total and its categories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// The totals of the accounts, which are no parts of each other.
    Totals,
    /// 收入 by source.
    IncomeBySource,
    /// 支出 by nature: basic, project, …
    ExpenditureByNature,
    /// 一般公共预算财政拨款支出 by nature.
    BudgetByNature,
    /// 支出 by functional class.
    ExpenditureByFunction,
    /// 基本支出 by economic class.
    ExpenditureByEconomicClass,
    /// “三公”经费.
    ThreePublic,
    /// 政府采购 by kind.
    Procurement,
}

/// A category: its name and its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The printed name, or the official head.
    pub name: Text,
    /// The cell.
    pub place: Place,
}

/// How the categories of a topic lie in its table.
enum Parts {
    /// Columns of the total's row.
    Columns(&'static [&'static str]),
    /// Coded rows of the highest level that is there.
    Classes,
    /// Rows by name.
    Rows(&'static [&'static str]),
}

struct Lie {
    /// Tables that may hold it, the first that has its parts is taken.
    tables: &'static [&'static str],
    column: &'static str,
    parts: Parts,
}

/// A total that is worth a look by itself.
struct Total {
    table: &'static str,
    side: Option<Side>,
    row: &'static str,
    column: &'static str,
    name: (&'static str, &'static str),
}

const fn total(
    table: &'static str,
    side: Option<Side>,
    row: &'static str,
    column: &'static str,
    name: (&'static str, &'static str),
) -> Total {
    Total {
        table,
        side,
        row,
        column,
        name,
    }
}

const TOTALS: &[Total] = &[
    total(
        "K01",
        Some(Side::Income),
        "收入总计",
        "final",
        ("收、支总计", "Total income and expenditure"),
    ),
    total(
        "K04",
        Some(Side::Income),
        "收入总计",
        "final",
        ("财政拨款收、支总计", "Total fiscal appropriation"),
    ),
    total(
        "K02",
        None,
        "合计",
        "total",
        ("本年收入合计", "Income of the year"),
    ),
    total(
        "K03",
        None,
        "合计",
        "total",
        ("本年支出合计", "Expenditure of the year"),
    ),
    total(
        "K06",
        None,
        "合计",
        "total",
        (
            "一般公共预算财政拨款支出",
            "General public budget expenditure",
        ),
    ),
    total(
        "K08",
        None,
        "合计",
        "total",
        ("政府性基金预算财政拨款支出", "Government fund expenditure"),
    ),
    total(
        "K10",
        None,
        "合计",
        "total",
        ("国有资本经营预算财政拨款支出", "State capital expenditure"),
    ),
    total(
        "K11",
        None,
        "合计",
        "final",
        ("“三公”经费", "Three public expenses"),
    ),
    total(
        "operating_costs",
        None,
        "机关运行经费",
        "final",
        ("机关运行经费", "Operating costs"),
    ),
    total(
        "K12",
        None,
        "合计",
        "final",
        ("政府采购支出", "Government procurement"),
    ),
    total(
        "K13",
        None,
        "合计",
        "final",
        ("政府购买服务", "Purchase of services"),
    ),
];

impl Topic {
    /// All topics, in the order in which a reader meets them.
    pub const ALL: [Self; 8] = [
        Self::Totals,
        Self::IncomeBySource,
        Self::ExpenditureByNature,
        Self::BudgetByNature,
        Self::ExpenditureByFunction,
        Self::ExpenditureByEconomicClass,
        Self::ThreePublic,
        Self::Procurement,
    ];

    /// The stable name, for identifiers and file names.
    pub fn key(self) -> &'static str {
        match self {
            Self::Totals => "totals",
            Self::IncomeBySource => "income-by-source",
            Self::ExpenditureByNature => "expenditure-by-nature",
            Self::BudgetByNature => "budget-by-nature",
            Self::ExpenditureByFunction => "expenditure-by-function",
            Self::ExpenditureByEconomicClass => "expenditure-by-economic-class",
            Self::ThreePublic => "three-public",
            Self::Procurement => "procurement",
        }
    }

    /// The name that users see.
    pub fn text(self) -> Text {
        match self {
            Self::Totals => Text::new("主要指标", "Main totals"),
            Self::IncomeBySource => Text::new("收入来源", "Income by source"),
            Self::ExpenditureByNature => Text::new("支出性质", "Expenditure by nature"),
            Self::BudgetByNature => Text::new(
                "一般公共预算支出性质",
                "General public budget expenditure by nature",
            ),
            Self::ExpenditureByFunction => Text::new("支出功能分类", "Expenditure by function"),
            Self::ExpenditureByEconomicClass => {
                Text::new("基本支出经济分类", "Basic expenditure by economic class")
            }
            Self::ThreePublic => Text::new("“三公”经费", "Three public expenses"),
            Self::Procurement => Text::new("政府采购", "Government procurement"),
        }
    }

    /// Whether the categories make up the total.
    pub fn is_additive(self) -> bool {
        self != Self::Totals
    }

    fn lie(self) -> Option<Lie> {
        let lie = |tables, column, parts| {
            Some(Lie {
                tables,
                column,
                parts,
            })
        };
        match self {
            Self::Totals => None,
            Self::IncomeBySource => lie(
                &["K02"],
                "total",
                Parts::Columns(&[
                    "fiscal_appropriation",
                    "superior_subsidies",
                    "institutional_operating",
                    "business",
                    "affiliated_remittances",
                    "other",
                ]),
            ),
            Self::ExpenditureByNature => lie(
                &["K03"],
                "total",
                Parts::Columns(&[
                    "basic",
                    "project",
                    "superior_remittances",
                    "business",
                    "affiliated_subsidies",
                ]),
            ),
            Self::BudgetByNature => lie(&["K06"], "total", Parts::Columns(&["basic", "project"])),
            Self::ExpenditureByFunction => lie(&["K06", "K03"], "total", Parts::Classes),
            Self::ExpenditureByEconomicClass => lie(&["K07"], "final", Parts::Classes),
            Self::ThreePublic => lie(
                &["K11"],
                "final",
                Parts::Rows(&["因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"]),
            ),
            Self::Procurement => lie(&["K12"], "final", Parts::Rows(&["货物", "工程", "服务"])),
        }
    }

    /// The table that the topic lies in, in these accounts; the first choice when they have none.
    pub fn table(self, accounts: &Accounts) -> Option<TableId> {
        let lie = self.lie()?;
        let ids = || lie.tables.iter().map(|name| TableId::named(name));
        ids()
            .find(|id| {
                final_table(accounts, *id).is_some_and(|table| !parts(table, &lie).is_empty())
            })
            .or_else(|| ids().next())
    }

    /// The cell of the total.
    ///
    /// # Errors
    /// [`Missing`] when table or row is not there.
    pub fn whole(self, accounts: &Accounts) -> Result<Part, Missing> {
        let missing = |why: Text| Missing {
            what: self.text(),
            why,
            place: None,
        };
        let (Some(lie), Some(id)) = (self.lie(), self.table(accounts)) else {
            return Err(missing(Text::new(
                "各指标互不构成合计",
                "these totals do not add up to one",
            )));
        };
        let spec = id.spec();
        let table = final_table(accounts, id).ok_or_else(|| {
            missing(Text::new(
                format!("文件中没有《{}》", spec.title.zh),
                format!("the file has no table “{}”", spec.title.en),
            ))
        })?;
        let row = table.row("合计", None).ok().flatten().ok_or_else(|| {
            missing(Text::new(
                format!("《{}》没有唯一的合计行", spec.title.zh),
                format!("“{}” has no single total row", spec.title.en),
            ))
        })?;
        let column = spec.column(lie.column).unwrap_or_default();
        Ok(Part {
            name: table.rows[row].label(spec),
            place: table.place(row, column),
        })
    }

    /// The categories that the accounts have, in the order of the form.
    pub fn parts(self, accounts: &Accounts) -> Vec<Part> {
        let Some(lie) = self.lie() else {
            return totals(accounts);
        };
        self.table(accounts)
            .and_then(|id| final_table(accounts, id))
            .map_or_else(Vec::new, |table| parts(table, &lie))
    }
}

fn final_table(accounts: &Accounts, table: TableId) -> Option<&Table> {
    accounts.table(TableRef {
        table,
        period: Period::Final,
    })
}

fn totals(accounts: &Accounts) -> Vec<Part> {
    let part = |of: &Total| {
        let table = accounts.final_table(of.table)?;
        let row = table.row(of.row, of.side).ok()??;
        let place = table.place(row, table.spec().column(of.column)?);
        let given = accounts.cell(place).why_no_figure().is_none();
        given.then(|| Part {
            name: Text::new(of.name.0, of.name.1),
            place,
        })
    };
    TOTALS.iter().filter_map(part).collect()
}

fn parts(table: &Table, lie: &Lie) -> Vec<Part> {
    let spec = table.spec();
    let Some(column) = spec.column(lie.column) else {
        return Vec::new();
    };
    let of_row = |row: usize| Part {
        name: table.rows[row].label(spec),
        place: table.place(row, column),
    };
    match &lie.parts {
        Parts::Columns(keys) => {
            let Ok(Some(row)) = table.row("合计", None) else {
                return Vec::new();
            };
            let columns = keys.iter().filter_map(|key| spec.column(key));
            columns
                .map(|column| Part {
                    name: spec.columns[usize::from(column)].title.clone(),
                    place: table.place(row, column),
                })
                .collect()
        }
        Parts::Classes => {
            let level = [RowKind::Class, RowKind::Subclass, RowKind::Item]
                .into_iter()
                .find(|kind| table.rows.iter().any(|row| row.kind == *kind));
            (0..table.rows.len())
                .filter(|row| Some(table.rows[*row].kind) == level)
                .map(of_row)
                .collect()
        }
        Parts::Rows(names) => names
            .iter()
            .filter_map(|name| table.row(name, None).ok().flatten())
            .map(of_row)
            .collect(),
    }
}
