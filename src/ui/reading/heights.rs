//! Where the blocks of a page stand: their heights, guessed until they are set; and the place from
//! which the page is seen, which stays where it is when a guess turns out wrong.

use std::ops::Range;

/// The heights of all blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Heights {
    each: Vec<f32>,
    /// The top of each block, and the end of the last one.
    tops: Vec<f32>,
    /// Blocks from here on stand elsewhere than `tops` says.
    stale: usize,
}

impl Heights {
    /// Heights that are guessed.
    pub(super) fn guessed(heights: Vec<f32>) -> Self {
        let mut made = Self {
            tops: vec![0.0; heights.len() + 1],
            each: heights,
            stale: 0,
        };
        made.settle();
        made
    }

    /// Takes in the height of a block; gives by how much it is higher than was thought.
    pub(super) fn set(&mut self, block: usize, height: f32) -> f32 {
        let more = height - self.each[block];
        if more.abs() > f32::EPSILON {
            self.each[block] = height;
            self.stale = self.stale.min(block);
        }
        more
    }

    /// Works out where the blocks stand now.
    pub(super) fn settle(&mut self) {
        for block in self.stale..self.each.len() {
            self.tops[block + 1] = self.tops[block] + self.each[block];
        }
        self.stale = self.each.len();
    }

    /// The height of all of them.
    pub(super) fn total(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0.0)
    }

    /// The top of a block.
    pub(super) fn top(&self, block: usize) -> f32 {
        self.tops.get(block).copied().unwrap_or(0.0)
    }

    /// The height of a block.
    pub(super) fn height(&self, block: usize) -> f32 {
        self.each.get(block).copied().unwrap_or(0.0)
    }

    /// The block that stands at a height.
    pub(super) fn at(&self, y: f32) -> usize {
        let behind = self.tops.partition_point(|top| *top <= y);
        behind
            .saturating_sub(1)
            .min(self.each.len().saturating_sub(1))
    }

    /// Sets the blocks that are seen from `offset` on, and gives the place from which the same is
    /// seen: what stands below a block that turns out higher stays where it is.
    pub(super) fn settle_view(
        &mut self,
        offset: f32,
        view: f32,
        mut set: impl FnMut(usize) -> f32,
    ) -> (f32, Range<usize>) {
        if self.each.is_empty() {
            return (0.0, 0..0);
        }
        let first = self.at(offset);
        let mut offset = offset;
        // Seen from inside a block that is set now, its end stays where it is.
        let more = self.set_block(first, &mut set);
        if offset > self.tops[first] + 1.0 {
            offset = (offset + more).max(self.tops[first]);
        }
        let mut bottom = self.tops[first] + self.each[first];
        let mut last = first + 1;
        while last < self.each.len() && bottom < offset + view {
            self.set_block(last, &mut set);
            bottom += self.each[last];
            last += 1;
        }
        self.settle();
        (offset, first..last)
    }

    fn set_block(&mut self, block: usize, set: &mut impl FnMut(usize) -> f32) -> f32 {
        let height = set(block);
        self.set(block, height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tops_follow_heights() {
        let mut heights = Heights::guessed(vec![10.0; 100]);
        assert!((heights.total() - 1000.0).abs() < 1e-3);
        assert_eq!(heights.at(0.0), 0);
        assert_eq!(heights.at(995.0), 99);
        assert_eq!(heights.at(5000.0), 99);
        heights.set(3, 30.0);
        heights.settle();
        assert!((heights.top(4) - 60.0).abs() < 1e-3);
        assert!((heights.total() - 1020.0).abs() < 1e-3);
        assert_eq!(heights.at(59.0), 3);
    }

    #[test]
    fn scrolling_up_into_blocks_that_are_higher_moves_nothing_in_sight() {
        let real = |block: usize| 10.0 + f32::from(u8::try_from(block % 7).unwrap());
        let mut heights = Heights::guessed(vec![8.0; 1000]);
        // A jump into the middle, then upwards line by line.
        let (mut offset, mut seen) = heights.settle_view(4004.0, 100.0, real);
        for _ in 0..200 {
            let second = seen.start + 1;
            let before = heights.top(second) - offset;
            let (next, blocks) = heights.settle_view(offset - 3.0, 100.0, real);
            let after = heights.top(second) - next;
            assert!((after - before - 3.0).abs() < 0.01, "{before} {after}");
            (offset, seen) = (next, blocks);
            let bottom = heights.top(seen.end - 1) + heights.height(seen.end - 1);
            assert!(bottom >= offset + 100.0, "the view is filled");
        }
    }

    #[test]
    fn scrolling_down_moves_nothing_in_sight() {
        let real = |block: usize| 40.0 - f32::from(u8::try_from(block % 7).unwrap());
        let mut heights = Heights::guessed(vec![8.0; 1000]);
        let (mut offset, mut seen) = heights.settle_view(0.0, 100.0, real);
        for _ in 0..200 {
            let last = seen.end - 1;
            let before = heights.top(last) - offset;
            let (next, blocks) = heights.settle_view(offset + 5.0, 100.0, real);
            let after = heights.top(last) - next;
            assert!((before - after - 5.0).abs() < 0.01, "{before} {after}");
            (offset, seen) = (next, blocks);
        }
    }
}
