//! Which subject is a part of which: the columns of a total, the items of an item, the expenses of
//! the three public ones.

use std::collections::BTreeSet;

use super::words::{
    AWARDED_OTHER, AWARDED_RESERVED_MICRO, AWARDED_RESERVED_SME, DOMESTIC, FOREIGN,
};

/// How a part belongs to its whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// 财政拨款收入 and the other columns of K02.
    Income,
    /// 基本支出, 项目支出 and the other columns of K03, K06.
    Spending,
    /// 类 of a total.
    Class,
    /// 项 of a total.
    Item,
    /// 款 of a 类, 项 of a 款.
    Below,
    /// 人员经费 and 公用经费.
    Staff,
    /// Classes of economic purposes.
    Economic,
    /// The three public expenses.
    ThreePublic,
    /// Purchase and running of vehicles.
    Vehicles,
    /// Goods, works and services.
    Procurement,
    /// Parts that exclude each other and may leave others out.
    Together,
    /// A part that others stand beside, so that it is only not above the whole.
    Within,
}

impl Kind {
    /// Whether such parts are only limited by their whole.
    pub(super) fn is_limit(self) -> bool {
        matches!(self, Self::Together | Self::Within)
    }
}

/// Whether a subject can be one that its whole only limits ([`Kind::is_limit`]).
pub(super) fn may_be_limited(part: &str) -> bool {
    part.starts_with("K12[")
        || matches!(
            part,
            FOREIGN | AWARDED_RESERVED_SME | AWARDED_OTHER | AWARDED_RESERVED_MICRO
        )
}

/// How one cell is a part of another, by their references.
pub(super) fn kind(whole: &str, part: &str) -> Option<Kind> {
    if whole == part {
        return None;
    }
    if whole == DOMESTIC && part == FOREIGN {
        return Some(Kind::Within);
    }
    if whole == "K12[合计].决算数" {
        match part {
            // What small and medium enterprises won: in projects kept for them, and in others.
            AWARDED_RESERVED_SME | AWARDED_OTHER => return Some(Kind::Together),
            AWARDED_RESERVED_MICRO => return Some(Kind::Within),
            _ => {}
        }
    }
    let (table, row, column) = split(part)?;
    let (whole_table, whole_row, whole_column) = split(whole)?;
    if table != whole_table {
        return None;
    }
    let code = |row: &str| row.bytes().all(|byte| byte.is_ascii_digit()) && !row.is_empty();
    let total = whole_row == "合计";
    match table {
        "K02" if total && row == "合计" && whole_column == "本年收入合计" => {
            Some(Kind::Income)
        }
        "K03" | "K06" | "K08" | "K10" if total && row == "合计" && is_total(whole_column) => {
            Some(Kind::Spending)
        }
        "K02" | "K03" | "K06" | "K08" | "K10" if total && column == whole_column => match row.len()
        {
            3 if code(row) => Some(Kind::Class),
            // A name that no list knows is still one of the list's.
            _ => Some(Kind::Item),
        },
        "K03" | "K06" | "K08" | "K10"
            if code(row) && code(whole_row) && row.starts_with(whole_row) =>
        {
            Some(Kind::Below)
        }
        "K01" | "K04" if whole_row.starts_with("支出总计") || whole_row == "本年支出合计" => {
            row.starts_with("支出:").then_some(Kind::Class)
        }
        "K07" if total && (row == "人员经费合计" || row == "公用经费合计") => {
            Some(Kind::Staff)
        }
        "K07" if total && row.len() == 3 => Some(Kind::Economic),
        "K11"
            if total
                && (row.starts_with("因公")
                    || row == "公务接待费"
                    || row == "公务用车购置及运行维护费") =>
        {
            Some(Kind::ThreePublic)
        }
        "K11"
            if whole_row == "公务用车购置及运行维护费"
                && (row == "公务用车购置费" || row == "公务用车运行维护费") =>
        {
            Some(Kind::Vehicles)
        }
        "K12" if total && matches!(row, "货物" | "工程" | "服务") => Some(Kind::Procurement),
        "K12" if total && row == "授予中小企业合同金额" => Some(Kind::Within),
        "K12" if whole_row == "授予中小企业合同金额" && row == "授予小微企业合同金额" => {
            Some(Kind::Within)
        }
        _ => None,
    }
}

fn is_total(column: &str) -> bool {
    matches!(column, "本年支出合计" | "合计" | "小计")
}

/// Whether parts of a kind, by their references, are all that the whole has.
pub(super) fn is_all(kind: Kind, parts: &BTreeSet<&str>) -> bool {
    match kind {
        Kind::Income => parts.len() > 1,
        Kind::Spending => {
            let has = |column: &str| parts.iter().any(|part| part.ends_with(column));
            has(".基本支出") && has(".项目支出")
        }
        Kind::Staff | Kind::Vehicles => parts.len() == 2,
        Kind::ThreePublic | Kind::Procurement => parts.len() == 3,
        Kind::Economic => {
            let has = |row: &str| parts.iter().any(|part| part.contains(row));
            has("[301]") && has("[302]")
        }
        // At most, whichever are left out.
        Kind::Item | Kind::Together => true,
        Kind::Class | Kind::Below | Kind::Within => false,
    }
}

fn split(key: &str) -> Option<(&str, &str, &str)> {
    let (table, rest) = key.split_once('[')?;
    let (row, column) = rest.split_once("].")?;
    Some((table, row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_their_wholes() {
        for (whole, part, due) in [
            (
                "K03[合计].本年支出合计",
                "K03[合计].基本支出",
                Some(Kind::Spending),
            ),
            ("K06[合计].合计", "K06[205].合计", Some(Kind::Class)),
            ("K06[合计].合计", "K06[2050101].合计", Some(Kind::Item)),
            ("K06[205].合计", "K06[20501].合计", Some(Kind::Below)),
            ("K06[206].合计", "K06[20501].合计", None),
            ("K06[合计].合计", "K03[合计].基本支出", None),
            (
                "K07[合计].决算数",
                "K07[人员经费合计].决算数",
                Some(Kind::Staff),
            ),
            (
                "K11[合计].决算数",
                "K11[公务接待费].决算数",
                Some(Kind::ThreePublic),
            ),
            ("K11[合计].决算数", "K11[公务用车购置费].决算数", None),
        ] {
            assert_eq!(kind(whole, part), due, "{part} of {whole}");
        }
    }

    #[test]
    fn a_list_is_complete_by_its_parts() {
        let some = BTreeSet::from(["K03[合计].基本支出"]);
        assert!(!is_all(Kind::Spending, &some));
        let all = BTreeSet::from(["K03[合计].基本支出", "K03[合计].项目支出"]);
        assert!(is_all(Kind::Spending, &all));
    }
}
