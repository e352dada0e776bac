//! How wide words are in the bundled font, so that the layout needs no window.

/// Advances of the printable ASCII characters of Noto Sans SC Regular, in thousandths of the size.
const ASCII: [u16; 95] = [
    224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555,
    555, 555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589,
    552, 689, 728, 293, 535, 646, 543, 812, 723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573,
    531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552,
    284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555,
];

/// The width of words at this size. Chinese characters are as wide as they are high.
pub fn text_width(text: &str, size: f32) -> f32 {
    let thousandths: u32 = text.chars().map(advance).sum();
    // Words of a chart are short: the sum is far below what a float holds exactly.
    thousandths as f32 * size / 1000.0
}

fn advance(c: char) -> u32 {
    let code = u32::from(c);
    match code {
        0x20..=0x7E => u32::from(ASCII[(code - 0x20) as usize]),
        // The minus sign and the accented Latin letters.
        0x2212 => 555,
        0xA0..=0x24F => 620,
        _ => 1000,
    }
}

/// The words as far as they fit into this width, with `…` where something was left out.
pub fn fitted(text: &str, size: f32, width: f32) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let room = width - text_width("…", size);
    let mut kept = String::new();
    let mut used = 0.0;
    for c in text.chars() {
        used += text_width(c.encode_utf8(&mut [0; 4]), size);
        if used > room {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_wide_as_the_font_makes_them() {
        let close = |a: f32, b: f32| (a - b).abs() < 0.01;
        assert!(close(text_width("勾稽", 14.0), 28.0));
        assert!(close(text_width("1,234.50", 10.0), 6.0 * 5.55 + 2.0 * 2.78));
    }

    #[test]
    fn long_words_end_in_an_ellipsis_and_fit() {
        let name = "文化旅游体育与传媒支出";
        let short = fitted(name, 10.0, 60.0);
        assert_eq!(short, "文化旅游体…");
        assert!(text_width(&short, 10.0) <= 60.0);
        assert_eq!(fitted(name, 10.0, 200.0), name);
        assert_eq!(fitted(name, 10.0, 5.0), "…");
    }
}
