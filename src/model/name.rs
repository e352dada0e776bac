//! When two printed names are the same name.

/// A printed name without what does not distinguish it: white space, numerals of enumeration
/// (`一、`), `其中：`, half-width brackets and quotation marks.
pub fn normal_name(name: &str) -> String {
    let plain: String = plain(name).collect();
    let plain = plain.strip_prefix("其中：").unwrap_or(&plain);
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    match plain.split_once('、') {
        Some((number, rest)) if !number.is_empty() && number.chars().all(numeral) => {
            rest.to_owned()
        }
        _ => plain.to_owned(),
    }
}

/// Whether `name` is the name whose normal form is `normal`.
///
/// Most names end differently, so most of a million rows are told apart without a copy.
pub(super) fn is_called(name: &str, normal: &str) -> bool {
    let mut end = plain(name).rev();
    normal.chars().rev().all(|c| end.next() == Some(c)) && normal_name(name) == normal
}

fn plain(name: &str) -> impl DoubleEndedIterator<Item = char> {
    name.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            ':' => '：',
            '"' | '「' | '『' | '”' | '」' | '』' => '“',
            c => c,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_their_ornaments() {
        assert_eq!(normal_name(" 一、一般公共 预算"), "一般公共预算");
        assert_eq!(normal_name("其中: 服务"), "服务");
        assert_eq!(
            normal_name("因公出国(境)费"),
            normal_name("因公出国（境）费")
        );
        assert_eq!(normal_name("甲、乙"), "甲、乙");
    }

    #[test]
    fn a_name_is_called_by_its_normal_form_alone() {
        let names = [
            "合计",
            " 合 计",
            "一、合计",
            "其中：合计",
            "本年收入合计",
            "二、三、合计",
            "三、合计",
            "",
        ];
        for name in names {
            for other in names {
                let same = normal_name(name) == normal_name(other);
                assert_eq!(is_called(name, &normal_name(other)), same, "{name} {other}");
            }
        }
    }
}
