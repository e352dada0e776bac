//! The index of a text: a span for every value, in the order of the text.
//!
//! A node's subtree follows it directly, so the next sibling is `size` nodes further on. Nothing
//! else is stored: parents are found from the root, names and kinds are read from the text.

/// Every how many children of one container a mark is kept, so that no child is far from a known one.
pub(super) const MARK_EVERY: usize = 64;

/// The spans of one value, in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Node {
    /// Where the key begins; in an array and at the root the same as `start`.
    pub(super) key: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    /// How many nodes this and everything inside it are.
    pub(super) size: u32,
}

impl Node {
    fn shifted(self, by: u32) -> Self {
        Self {
            key: self.key.wrapping_add(by),
            start: self.start.wrapping_add(by),
            end: self.end.wrapping_add(by),
            size: self.size,
        }
    }
}

/// All values of a text, each before what is inside it.
#[derive(Debug, Clone)]
pub(super) struct Index {
    nodes: Vec<Node>,
    /// From this node on the stored spans lack `shift`. An edit of a scalar moves everything
    /// behind it; instead of touching millions of nodes the shift is noted, and only the nodes
    /// between this edit and the last one are brought up to date.
    shifted_from: usize,
    /// Added with wrap-around, so that it can be negative.
    shift: u32,
    /// `(container, child)` for every child whose ordinal is a multiple of [`MARK_EVERY`], sorted.
    marks: Vec<(u32, u32)>,
}

impl Index {
    /// An index of nodes in text order with marks in the order of their children.
    pub(super) fn new(nodes: Vec<Node>, mut marks: Vec<(u32, u32)>) -> Self {
        marks.sort_unstable();
        Self {
            shifted_from: nodes.len(),
            nodes,
            shift: 0,
            marks,
        }
    }

    /// The spans of a node.
    ///
    /// Node numbers come from this index alone, so they are always in range.
    pub(super) fn node(&self, number: u32) -> Node {
        let number = number as usize;
        let node = self.nodes[number];
        if number < self.shifted_from {
            node
        } else {
            node.shifted(self.shift)
        }
    }

    /// Every node, in the order of the text.
    pub(super) fn all(&self) -> impl Iterator<Item = u32> {
        (0..).take(self.nodes.len())
    }

    /// Whether this is the index of a text that is one scalar and nothing else.
    pub(super) fn is_scalar_of(&self, text: &str) -> bool {
        let opens = text.starts_with(['[', '{']);
        self.nodes.len() == 1 && !opens && self.spanning(0, text.len()).is_some()
    }

    pub(super) fn children(&self, container: u32) -> Children<'_> {
        let inside = self.node(container).size - 1;
        Children {
            index: self,
            at: container + 1,
            end: container + 1 + inside,
        }
    }

    /// How many children a container has.
    pub(super) fn count(&self, container: u32) -> usize {
        let marks = self.marks_of(container);
        match marks.last() {
            None => self.children(container).count(),
            Some((_, child)) => {
                marks.len() * MARK_EVERY + self.children_from(container, *child).count()
            }
        }
    }

    /// The child with this ordinal.
    pub(super) fn child(&self, container: u32, ordinal: usize) -> Option<u32> {
        let from = match ordinal / MARK_EVERY {
            0 => container + 1,
            mark => self.marks_of(container).get(mark - 1)?.1,
        };
        self.children_from(container, from)
            .nth(ordinal % MARK_EVERY)
    }

    /// The child of `container` which `inside` is or lies in, with its ordinal.
    pub(super) fn child_with(&self, container: u32, inside: u32) -> Option<(usize, u32)> {
        let marks = self.marks_of(container);
        let passed = marks.partition_point(|(_, child)| *child <= inside);
        let from = passed
            .checked_sub(1)
            .map_or(container + 1, |last| marks[last].1);
        self.children_from(container, from)
            .enumerate()
            .map(|(steps, child)| (passed * MARK_EVERY + steps, child))
            .find(|(_, child)| inside - child < self.node(*child).size)
    }

    /// The containers around a node, outermost first.
    pub(super) fn ancestors(&self, node: u32) -> Vec<u32> {
        let mut ancestors = Vec::new();
        let mut at = 0;
        while at != node {
            ancestors.push(at);
            match self.child_with(at, node) {
                Some((_, child)) => at = child,
                None => break,
            }
        }
        ancestors
    }

    /// The value whose span this is exactly.
    pub(super) fn spanning(&self, start: usize, end: usize) -> Option<u32> {
        let found = self.partition_point(start);
        let number = u32::try_from(found).ok()?;
        let node = (found < self.nodes.len()).then(|| self.node(number))?;
        (node.start as usize == start && node.end as usize == end).then_some(number)
    }

    /// Gives a scalar another length and moves all that stands behind it.
    pub(super) fn resize(&mut self, scalar: u32, length: u32) {
        let old = self.node(scalar);
        let by = length.wrapping_sub(old.end - old.start);
        for container in self.ancestors(scalar) {
            // Bringing the stored end up to date is the same addition on either side of the shift.
            let stored = &mut self.nodes[container as usize].end;
            *stored = stored.wrapping_add(by);
        }
        self.settle(scalar as usize + 1);
        let stored = &mut self.nodes[scalar as usize].end;
        *stored = stored.wrapping_add(by);
        self.shift = self.shift.wrapping_add(by);
    }

    /// Moves the node from which the shift counts.
    fn settle(&mut self, from: usize) {
        let (old, shift) = (self.shifted_from, self.shift);
        let (range, by) = if old <= from {
            (old..from, shift)
        } else {
            (from..old, shift.wrapping_neg())
        };
        if shift != 0 {
            for node in &mut self.nodes[range] {
                *node = node.shifted(by);
            }
        }
        self.shifted_from = from;
    }

    /// The first node that starts at `offset` or behind it.
    fn partition_point(&self, offset: usize) -> usize {
        let (settled, shifted) = self.nodes.split_at(self.shifted_from);
        let before = settled.partition_point(|node| (node.start as usize) < offset);
        if before < settled.len() {
            return before;
        }
        before + shifted.partition_point(|node| (node.shifted(self.shift).start as usize) < offset)
    }

    fn children_from(&self, container: u32, from: u32) -> Children<'_> {
        Children {
            index: self,
            at: from,
            end: container + self.node(container).size,
        }
    }

    fn marks_of(&self, container: u32) -> &[(u32, u32)] {
        let from = self.marks.partition_point(|(of, _)| *of < container);
        let rest = &self.marks[from..];
        &rest[..rest.partition_point(|(of, _)| *of == container)]
    }
}

/// Whatever the notes of pending shifts, an index is the spans it gives.
impl PartialEq for Index {
    fn eq(&self, other: &Self) -> bool {
        let nodes = |index: &Self| {
            index
                .all()
                .map(|number| index.node(number))
                .collect::<Vec<_>>()
        };
        self.marks == other.marks && nodes(self) == nodes(other)
    }
}

/// The children of a container, in order.
#[derive(Clone)]
pub(super) struct Children<'a> {
    index: &'a Index,
    at: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let child = self.at;
        if child >= self.end {
            return None;
        }
        self.at += self.index.node(child).size;
        Some(child)
    }
}
