//! Traditional characters as the simplified ones that the accounts are written in.
//!
//! The table holds characters that no simplified text uses (乾 and 著 are left as they are), so it
//! changes nothing in one. Which cell a text in traditional characters states is then read like any
//! other; its words keep their places, so what is shown and exported stays as it was written.

use std::sync::LazyLock;

/// The first character that may have another form.
const FIRST: u32 = 0x4E00;
/// One behind the last.
const END: u32 = 0xA000;

/// The form to read, by how far a character is from the first.
static TABLE: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut table: Vec<char> = (FIRST..END).filter_map(char::from_u32).collect();
    for (traditional, simplified) in pairs() {
        if let Some(at) = place(traditional) {
            table[at] = simplified;
        }
    }
    table
});

/// The pairs of the data file.
fn pairs() -> impl Iterator<Item = (char, char)> {
    let chars = include_str!("../../assets/traditional.txt").chars();
    let mut chars = chars.filter(|c| !c.is_whitespace());
    std::iter::from_fn(move || Some((chars.next()?, chars.next()?)))
}

fn place(c: char) -> Option<usize> {
    let at = u32::from(c).checked_sub(FIRST)?;
    usize::try_from(at).ok().filter(|_| u32::from(c) < END)
}

/// The simplified form of a character; the character itself when it has none.
pub(super) fn simplified(c: char) -> char {
    place(c).map_or(c, |at| TABLE[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_the_same_in_both_scripts() {
        let read = |text: &str| text.chars().map(simplified).collect::<String>();
        let traditional = "二、財政撥款收入支出決算總體情況說明：與2023年度相比，減少12.30萬元，佔機關運行經費的5%；於年後購置車輛";
        let due = "二、财政拨款收入支出决算总体情况说明：与2023年度相比，减少12.30万元，占机关运行经费的5%；于年后购置车辆";
        assert_eq!(read(traditional), due);
        assert_eq!(read(due), due);
    }

    #[test]
    fn no_character_is_both_an_old_form_and_a_new_one() {
        let mut count = 0;
        for (traditional, simple) in pairs() {
            assert_eq!(simplified(traditional), simple);
            assert_eq!(simplified(simple), simple, "{traditional}");
            assert_eq!(traditional.len_utf8(), simple.len_utf8());
            count += 1;
        }
        assert!(count > 1500, "{count}");
    }
}
