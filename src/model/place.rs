//! Addresses of printed figures that stay small: table, period, row, column.

/// A table of the catalogue, by its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub(super) u16);

/// Which figures of a table are meant. The file keeps each period's tables apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// 决算数, the year's final accounts.
    #[default]
    Final,
    /// 上年数.
    PriorYear,
    /// 年初预算数.
    InitialBudget,
    /// 全年（调整）预算数.
    AdjustedBudget,
}

impl Period {
    /// All periods, final accounts first.
    pub const ALL: [Self; 4] = [
        Self::Final,
        Self::PriorYear,
        Self::InitialBudget,
        Self::AdjustedBudget,
    ];

    /// Where the period's tables lie in the file: the prefix of their pointers.
    pub fn pointer(self) -> &'static str {
        match self {
            Self::Final => "",
            Self::PriorYear => "/prior_year",
            Self::InitialBudget => "/initial_budget",
            Self::AdjustedBudget => "/adjusted_budget",
        }
    }

    /// The name in the standard and in references.
    pub fn text(self) -> super::Text {
        match self {
            Self::Final => super::Text::new("决算数", "final"),
            Self::PriorYear => super::Text::new("上年数", "prior year"),
            Self::InitialBudget => super::Text::new("年初预算数", "initial budget"),
            Self::AdjustedBudget => super::Text::new("全年预算数", "adjusted budget"),
        }
    }

    /// The period that a printed word names: `上年`, `年初预算`, `全年预算`, `调整预算`, …
    pub fn named(word: &str) -> Option<Self> {
        let word = word.trim().trim_end_matches('数');
        match word {
            "决算" | "本年" | "final" => Some(Self::Final),
            "上年" | "上年决算" | "prior_year" => Some(Self::PriorYear),
            "年初预算" | "预算" | "initial_budget" => Some(Self::InitialBudget),
            "全年预算" | "调整预算" | "全年（调整）预算" | "adjusted_budget" => {
                Some(Self::AdjustedBudget)
            }
            _ => None,
        }
    }
}

/// One table of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableRef {
    /// The table.
    pub table: TableId,
    /// The period whose figures it holds.
    pub period: Period,
}

/// A cell: a table's row (its index in the file) and column (its index in the catalogue).
///
/// Places are ordered as a reader meets them: table, row, column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The table.
    pub table: TableId,
    /// The period.
    pub period: Period,
    /// Index of the row in the file, from 0.
    pub row: u32,
    /// Index of the column in the catalogue, from 0.
    pub column: u16,
}

impl Place {
    /// The column of a row's printed name, which no column of the catalogue is.
    pub const NAME: u16 = u16::MAX;
    /// The column of a row's printed code.
    pub const CODE: u16 = u16::MAX - 1;

    /// The member of the row that the cell is, when it is the row's name or code.
    pub fn head(self) -> Option<&'static str> {
        match self.column {
            Self::NAME => Some("name"),
            Self::CODE => Some("code"),
            _ => None,
        }
    }

    /// The table that the cell stands in.
    pub fn table_ref(self) -> TableRef {
        TableRef {
            table: self.table,
            period: self.period,
        }
    }

    /// The cell of another column in the same row.
    pub fn beside(self, column: u16) -> Self {
        Self { column, ..self }
    }
}
