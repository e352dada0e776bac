//! Printed words in the form in which heads and titles are compared.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::model::{Catalogue, TableGroup, Unit};

/// Heads that say where names, codes and numbers of lines stand, and heads of amounts that need
/// the one above them.
const STRUCTURE: &[&str] = &[
    "项目",
    "项目名称",
    "科目",
    "科目名称",
    "科目编码",
    "科目代码",
    "编码",
    "代码",
    "名称",
    "类",
    "款",
    "项",
    "行次",
    "栏次",
    "序号",
    "收入",
    "支出",
    "合计",
    "小计",
    "金额",
    "备注",
    "人员经费",
    "公用经费",
    "功能分类",
    "支出功能分类",
    "功能分类科目",
    "支出功能分类科目",
    "功能分类科目编码",
    "支出功能分类科目编码",
    "功能分类科目名称",
    "经济分类",
    "支出经济分类",
    "经济分类科目",
    "经济分类科目编码",
    "支出经济分类科目编码",
    "经济分类科目名称",
    "本年收入",
    "本年支出",
    "预算数",
    "年初预算数",
    "全年预算数",
    "调整预算数",
    "上年决算数",
    "上年数",
    "全年（调整）预算数",
    "财政拨款三公经费",
    "三公经费",
    "公务用车购置及运行费",
    "购置费",
    "运行维护费",
    "运行费",
    "其中",
];

/// Heads of a single column of final figures.
pub(super) const VALUE: &[&str] = &[
    "决算数",
    "金额",
    "决算金额",
    "决算",
    "本年决算数",
    "支出决算数",
    "收入决算数",
    "决算支出",
    "支出金额",
    "决算数合计",
];

/// Every word that may stand in the head of a table.
static HEADS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let mut words: BTreeSet<String> = STRUCTURE.iter().chain(VALUE).map(|w| bare(w)).collect();
    let tables = Catalogue::get().tables();
    for (_, spec) in tables.filter(|(_, spec)| spec.group == TableGroup::Official) {
        for column in &spec.columns {
            let group = column.group.as_ref().map(|group| group.zh.as_str());
            let title = column.title.zh.as_str();
            words.extend(std::iter::once(title).chain(group).map(bare));
            words.extend(column.aliases.iter().map(|alias| bare(alias)));
            words.extend(group.and_then(|group| title.strip_prefix(group)).map(bare));
        }
        // Items of these tables may stand side by side.
        let across = matches!(spec.id.as_deref(), Some("K11" | "K12"));
        for row in spec.rows.iter().filter(|_| across) {
            words.insert(bare(&row.name.zh));
            words.extend(row.aliases.iter().map(|alias| bare(alias)));
        }
    }
    words
});

/// A printed word without white space and quotation marks, brackets full-width, digits and Latin
/// letters half-width.
pub(super) fn bare(text: &str) -> String {
    let plain = text.chars().filter(|c| !c.is_whitespace());
    let plain = plain.filter(|c| !"“”\"「」『』‘’'".contains(*c));
    plain
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            ':' => '：',
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' => {
                char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
            }
            c => c,
        })
        .collect()
}

/// A head: its word without the year and the unit that it carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HeadWord {
    /// The word that is compared.
    pub(super) word: String,
    /// The unit that stands behind it in brackets.
    pub(super) unit: Option<Unit>,
    /// The year that stands before it.
    pub(super) year: Option<u16>,
}

/// Takes a printed head apart.
pub(super) fn head_word(text: &str) -> HeadWord {
    let mut word = bare(text);
    let mut unit = None;
    if let Some((before, inside)) = last_bracket(&word) {
        let inside = inside.strip_prefix("单位：").unwrap_or(inside);
        if let Some(found) = Unit::parse(inside) {
            unit = Some(found);
            word = before.to_owned();
        }
    }
    let mut year = None;
    if let Some((found, rest)) = leading_year(&word) {
        year = Some(found);
        word = rest.to_owned();
    }
    HeadWord { word, unit, year }
}

/// A last bracket: what stands before it, and inside.
pub(super) fn last_bracket(text: &str) -> Option<(&str, &str)> {
    let (before, inside) = text.strip_suffix('）')?.rsplit_once('（')?;
    (!before.is_empty()).then_some((before, inside))
}

/// `2024年度…`: the year and what follows.
pub(super) fn leading_year(text: &str) -> Option<(u16, &str)> {
    let digits = text.get(..4)?;
    let rest = text[4..].strip_prefix('年')?;
    let year = digits
        .parse()
        .ok()
        .filter(|year| (1949..2200).contains(year))?;
    Some((year, rest.strip_prefix('度').unwrap_or(rest)))
}

/// Whether a word may stand in the head of a table.
pub(super) fn is_head(word: &str) -> bool {
    HEADS.contains(word)
}

/// Words of a form without white space between them; Latin words keep theirs.
pub(super) fn joined(text: &str) -> String {
    let text = text.trim();
    if !text.contains(char::is_whitespace) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        let latin = |c: char| c.is_ascii_alphabetic();
        if gap && latin(c) && out.ends_with(latin) {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// A name without the numeral of its line: `1.`, `（一）`, `其中：（2）`, and what the model takes
/// off too.
pub(super) fn without_numeral(name: &str) -> String {
    let name = bare(name);
    let name = name.strip_prefix("其中：").unwrap_or(&name);
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let inner = name.strip_prefix('（').and_then(|rest| {
        let (number, rest) = rest.split_once('）')?;
        (!number.is_empty() && number.chars().all(numeral)).then_some(rest)
    });
    let rest = inner.or_else(|| {
        let rest = name.trim_start_matches(numeral);
        let rest_of = rest.strip_prefix(['、', '.', '．']);
        rest_of.filter(|_| rest.len() < name.len())
    });
    let circled = |c: char| ('①'..='⑳').contains(&c);
    let rest = rest.unwrap_or(name).trim_start_matches(circled);
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_compared_without_ornaments() {
        let of = |text| {
            let HeadWord { word, unit, .. } = head_word(text);
            (word, unit)
        };
        assert_eq!(
            of("决 算 数\n(万元)"),
            ("决算数".to_owned(), Some(Unit::WanYuan))
        );
        assert_eq!(of("２０２４年度决算数"), ("决算数".to_owned(), None));
        assert_eq!(of("因公出国(境)费").0, "因公出国（境）费");
        assert!(is_head("基本支出结转") && is_head("财政拨款收入") && !is_head("外交支出"));
    }

    #[test]
    fn numerals_of_lines_are_taken_off() {
        for name in [
            "1.公务接待费",
            "（三）公务接待费",
            "3、公务接待费",
            "其中：（2）公务接待费",
            "③公务接待费",
        ] {
            assert_eq!(without_numeral(name), "公务接待费", "{name}");
        }
        assert_eq!(without_numeral("2024年初"), "2024年初");
    }

    #[test]
    fn names_are_joined_where_lines_break() {
        assert_eq!(joined(" 其 他 商\n品 "), "其他商品");
        assert_eq!(joined("A plus B类"), "A plus B类");
    }
}
