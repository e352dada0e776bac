//! References to cells as people write them: `K06[合计].基本支出`, `三公经费[公务接待费].年初预算数`.

use std::fmt;

use super::{
    Accounts, Catalogue, Classification, CodeEntry, Period, Place, RowKindSpec, Side, TableId,
    TableRef, Text, lookup_code,
};

/// A cell named by table, row and column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The table.
    pub table: TableId,
    /// Whose figures: `@上年数` and the like at the end; final accounts without one.
    pub period: Period,
    /// The half, where `收入:` or `支出:` stands before the row.
    pub side: Option<Side>,
    /// The row's name or code.
    pub row: String,
    /// The column, by its place in the catalogue.
    pub column: u16,
}

/// Why a reference cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadReference {
    /// Not of the form `表[行].列`.
    #[error("not of the form table[row].column: {0}")]
    Form(String),
    /// No such table in the catalogue.
    #[error("no table {0}")]
    Table(String),
    /// No such column in the table.
    #[error("table {table} has no column {column}")]
    Column {
        /// The table's title.
        table: String,
        /// The column as written.
        column: String,
    },
}

impl BadReference {
    /// The reason in words.
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Form(text) => format!("“{text}”不是“表[行].列”的形式"),
            Self::Table(text) => format!("没有名为“{text}”的表"),
            Self::Column { table, column } => format!("《{table}》没有“{column}”这一列"),
        };
        Text::new(zh, self.to_string())
    }
}

impl Reference {
    /// Reads `表[行].列`, `表[行]` (the first column), with `@上年数` at the end for a period.
    ///
    /// # Errors
    /// [`BadReference`], with the part that is not known.
    pub fn parse(text: &str) -> Result<Self, BadReference> {
        let form = || BadReference::Form(text.to_owned());
        let (table, rest) = text.split_once('[').ok_or_else(form)?;
        let (row, rest) = rest.rsplit_once(']').ok_or_else(form)?;
        let (column, period) = match rest.rsplit_once('@') {
            Some((column, period)) => (column, Period::named(period).ok_or_else(form)?),
            None => (rest, Period::Final),
        };
        let id = Catalogue::get()
            .table_named(table)
            .ok_or_else(|| BadReference::Table(table.trim().to_owned()))?;
        let column = match column.trim().strip_prefix('.') {
            Some(column) => id
                .spec()
                .column(column)
                .ok_or_else(|| BadReference::Column {
                    table: id.spec().title.zh.clone(),
                    column: column.to_owned(),
                })?,
            None if column.trim().is_empty() => 0,
            None => return Err(form()),
        };
        let (side, row) = match row.split_once([':', '：']) {
            Some((side, row)) if Side::named(side).is_some() => (Side::named(side), row),
            _ => (None, row),
        };
        Ok(Self {
            table: id,
            period,
            side,
            row: row.trim().to_owned(),
            column,
        })
    }

    /// The table meant.
    pub fn table_ref(&self) -> TableRef {
        TableRef {
            table: self.table,
            period: self.period,
        }
    }

    /// The same cell of another period.
    #[must_use]
    pub fn of(&self, period: Period) -> Self {
        Self {
            period,
            ..self.clone()
        }
    }

    /// The cell in these accounts; `None` when table or row is missing or the row is ambiguous.
    pub fn resolve(&self, accounts: &Accounts) -> Option<Place> {
        let table = accounts.table(self.table_ref())?;
        let row = table.row(&self.row, self.side).ok()??;
        Some(table.place(row, self.column))
    }

    /// The entry of the code list, when the row is named by a code.
    fn code_entry(&self) -> Option<&'static CodeEntry> {
        let classification = match self.table.spec().row_kind {
            RowKindSpec::Functional | RowKindSpec::Halves => Classification::Functional,
            RowKindSpec::Economic => Classification::Economic,
            RowKindSpec::Fixed | RowKindSpec::Free => return None,
        };
        lookup_code(classification, &self.row)
    }

    /// Whether the form or the code list of the table knows the row.
    pub fn is_known_row(&self) -> bool {
        self.table.spec().row(&self.row, self.side).is_some() || self.code_entry().is_some()
    }

    /// The name of the row: that of the form or of the code list; else as it is written.
    pub fn row_name(&self) -> Text {
        let spec = self.table.spec();
        if let Some(row) = spec.row(&self.row, self.side) {
            return spec.rows[row].name.clone();
        }
        let entry = self.code_entry();
        Text::same(entry.map_or(&*self.row, |entry| &*entry.name))
    }

    /// The name of the row behind its code, where it is named by one.
    pub fn row_with_code(&self) -> Text {
        let name = self.row_name();
        if name.zh == self.row {
            return name;
        }
        match self.code_entry() {
            Some(entry) => Text::new(
                format!("{} {}", entry.code, name.zh),
                format!("{} {}", entry.code, name.en),
            ),
            None => name,
        }
    }

    /// In words, as the user sees it.
    pub fn text(&self) -> Text {
        let spec = self.table.spec();
        let column = spec
            .columns
            .get(usize::from(self.column))
            .map(|column| &column.title);
        let mut parts = vec![spec.title.clone()];
        if self.period != Period::Final {
            parts.push(self.period.text());
        }
        parts.push(self.row_name());
        if spec.columns.len() > 1 {
            parts.extend(column.cloned());
        }
        Text::join(&parts, " · ", " · ")
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spec = self.table.spec();
        let side = match self.side {
            Some(Side::Income) => "收入:",
            Some(Side::Expenditure) => "支出:",
            None => "",
        };
        write!(
            f,
            "{}[{side}{}]",
            spec.id.as_ref().unwrap_or(&spec.title.zh),
            self.row
        )?;
        if let Some(column) = spec.columns.get(usize::from(self.column)) {
            write!(f, ".{}", column.title.zh)?;
        }
        if self.period != Period::Final {
            write!(f, "@{}", self.period.text().zh)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_written() {
        for text in [
            "K06[合计].基本支出",
            "K07[303].决算数",
            "K11[公务接待费].年初预算数",
            "K02[合计].本年收入合计@上年数",
            "K01[支出:总计].决算数",
            "项目合同[甲@乙].合同金额",
        ] {
            assert_eq!(Reference::parse(text).unwrap().to_string(), text);
        }
        let short = Reference::parse("政府采购情况表[服务]").unwrap();
        assert_eq!(short.to_string(), "K12[服务].决算数");
    }

    #[test]
    fn what_is_not_known_is_named() {
        assert!(matches!(
            Reference::parse("K06"),
            Err(BadReference::Form(_))
        ));
        assert!(matches!(
            Reference::parse("K99[合计]"),
            Err(BadReference::Table(_))
        ));
        assert!(matches!(
            Reference::parse("K06[合计].经营支出"),
            Err(BadReference::Column { .. })
        ));
    }
}
