//! The first pages of a text: the title on its cover and its table of contents. They are lists of
//! lines, not paragraphs, and are set as such.

use crate::model::Narrative;

use super::flow::{Block, Kind};

/// Lines of a cover.
const MOST_TITLES: usize = 8;
/// Entries of a table of contents.
const MOST_ENTRIES: usize = 200;
/// Characters of a line of either.
const LONGEST: usize = 60;

/// Whether a line is the title of a table of contents.
fn is_title(line: &str) -> bool {
    let letters = line.chars().filter(|c| !c.is_whitespace());
    letters.eq("目录".chars())
}

/// Says of the blocks of a cover and of a table of contents that they are that.
pub(super) fn mark(narrative: &Narrative, blocks: &mut [Block]) {
    let words = |block: &Block| narrative.slice(block.span);
    let is_line = |block: &Block| {
        let is_text = matches!(block.kind, Kind::Paragraph { .. });
        let text = words(block);
        let ends = text.trim_end().ends_with(['。', '；', '：', '，', '！']);
        is_text && !ends && text.chars().count() <= LONGEST
    };
    let is_turned = |block: &Block| matches!(block.kind, Kind::Page(_));
    let title = blocks.iter().position(|block| is_title(words(block)));
    let cover = title.unwrap_or_else(|| {
        // Without contents the cover is what stands alone on the first page.
        let turned = blocks.iter().position(is_turned);
        turned.unwrap_or(0)
    });
    let is_cover = |block: &Block| is_line(block) || is_turned(block);
    if cover <= MOST_TITLES && blocks[..cover].iter().all(is_cover) {
        let lines = blocks[..cover].iter_mut();
        for line in lines.filter(|block| !matches!(block.kind, Kind::Page(_))) {
            line.kind = Kind::Title;
        }
    }
    let Some(title) = title else {
        return;
    };
    blocks[title].kind = Kind::Heading(2);
    let rest = &blocks[title + 1..];
    let first = rest.iter().find(|block| is_line(block)).map(words);
    let entries = rest.iter().take(MOST_ENTRIES).enumerate();
    let entries = entries.take_while(|(at, block)| {
        // The first entry stands again where the contents end.
        let repeats = *at > 0 && first.is_some_and(|first| entry(first) == entry(words(block)));
        is_turned(block) || is_line(block) && !repeats
    });
    let count = entries.count();
    for block in &mut blocks[title + 1..=title + count] {
        if matches!(block.kind, Kind::Paragraph { .. }) {
            let is_part = narrative.slice(block.span).trim_start().starts_with('第');
            block.kind = Kind::Entry { is_part };
        }
    }
}

/// An entry without the dots and the number of the page behind it.
fn entry(line: &str) -> String {
    let filler = |c: char| c.is_whitespace() || c.is_ascii_digit() || "….·-—".contains(c);
    let line = line.trim_end_matches(filler);
    line.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::flow::blocks;
    use super::*;

    #[test]
    fn a_cover_and_contents_are_lists_of_lines() {
        let text = "某某局\n2024年度部门决算\x0c目 录\n第一部分 概况……1\n一、职责\n二、机构\n\
            第二部分 说明 3\x0c第一部分 概况\n一、职责\n本局负责某事。\n";
        let narrative = Narrative::new(None, text.into());
        let kinds: Vec<Kind> = blocks(&narrative).iter().map(|block| block.kind).collect();
        let part = Kind::Entry { is_part: true };
        let line = Kind::Entry { is_part: false };
        let text = Kind::Paragraph { continued: false };
        let cover = [Kind::Title, Kind::Title, Kind::Page(2)];
        let contents = [Kind::Heading(2), part, line, line, part, Kind::Page(3)];
        assert_eq!(kinds[..3], cover);
        assert_eq!(kinds[3..9], contents);
        assert_eq!(kinds[9..], [text, text, text]);
    }

    #[test]
    fn a_text_that_begins_with_sentences_has_no_cover() {
        let text = "本年收入10万元。\n其中拨款\n";
        let narrative = Narrative::new(None, text.into());
        let mut kinds = blocks(&narrative).into_iter().map(|block| block.kind);
        assert!(kinds.all(|kind| kind == Kind::Paragraph { continued: false }));
    }
}
