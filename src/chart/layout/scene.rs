//! What is drawn, as places, lengths and words.

use crate::rules::Level;

use super::Axis;

/// A laid out chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width and height.
    pub size: [f32; 2],
    /// Where values lie: along `x` for bars, along `y` for a line.
    pub frame: Area,
    /// The scale of the values; `None` for a ring.
    pub axis: Option<Axis>,
    /// Whether values grow upwards instead of to the right.
    pub upright: bool,
    /// Where grid and lines are interrupted for words; painted with the ground.
    pub cleared: Vec<Area>,
    /// Bars.
    pub bars: Vec<Bar>,
    /// Arcs of a ring.
    pub arcs: Vec<Arc>,
    /// Points of a line.
    pub dots: Vec<Dot>,
    /// Leaders and connectors.
    pub rules: Vec<Rule>,
    /// Words.
    pub labels: Vec<Label>,
    /// Marks of findings.
    pub marks: Vec<MarkAt>,
    /// What can be pointed at, one a row.
    pub hits: Vec<Hit>,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// The left edge.
    pub left: f32,
    /// The upper edge.
    pub top: f32,
    /// The right edge.
    pub right: f32,
    /// The lower edge.
    pub bottom: f32,
}

/// A lying bar, as long as its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Its row among those that can be pointed at.
    pub row: usize,
    /// The middle of its thickness.
    pub y: f32,
    /// Its thickness.
    pub thickness: f32,
    /// The value where it begins, on the axis.
    pub from: f64,
    /// The value where it ends, on the axis.
    pub to: f64,
    /// Its colour.
    pub fill: Fill,
    /// 推算: hatched.
    pub hatched: bool,
    /// Whether it begins at an axis that does not begin at zero, and so is cut off.
    pub broken: bool,
}

/// What a shape's colour stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The series or category with this index.
    Series(usize),
    /// What it was before, what is left over.
    Neutral,
    /// More than before.
    Up,
    /// Less than before.
    Down,
}

/// A piece of a ring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arc {
    /// Its row among those that can be pointed at.
    pub row: usize,
    /// The ring's middle.
    pub center: [f32; 2],
    /// The inner radius.
    pub inner: f32,
    /// The outer radius.
    pub outer: f32,
    /// Where it begins: radians clockwise from the top, gap taken off.
    pub start: f32,
    /// Where it ends.
    pub end: f32,
    /// Its colour.
    pub fill: Fill,
    /// No row of the table: hatched.
    pub hatched: bool,
}

/// A point of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Its row among those that can be pointed at.
    pub row: usize,
    /// Where it stands across.
    pub x: f32,
    /// Its value on the axis.
    pub value: f64,
    /// Whether it is joined to the dot before it; not over a year that is missing.
    pub joined: bool,
}

/// A line that is no value.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its corners.
    pub points: Vec<[f32; 2]>,
    /// What it is for.
    pub style: RuleStyle,
}

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleStyle {
    /// From a piece of a ring to its words.
    Leader,
    /// From the end of a step to the beginning of the next.
    Connector,
}

/// Words at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What is written.
    pub text: String,
    /// Left end, middle or right end of the words, at half their height.
    pub at: [f32; 2],
    /// Which of these.
    pub align: Align,
    /// The size of type.
    pub size: f32,
    /// Its colour.
    pub ink: Ink,
    /// How heavy.
    pub weight: Weight,
}

/// What part of the words stands at their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Their left end.
    Start,
    /// Their middle.
    Middle,
    /// Their right end.
    End,
}

impl Fill {
    /// The colour's index among those of series; the last one, a grey, is for what is not in the foreground.
    pub fn series(self) -> usize {
        match self {
            Self::Series(series) => series,
            Self::Up => 0,
            Self::Down => 1,
            Self::Neutral => 7,
        }
    }
}

/// How much words want to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Names and amounts.
    Primary,
    /// Shares, changes.
    Secondary,
    /// The axis.
    Faint,
}

/// How heavy type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Most words.
    Regular,
    /// Totals.
    Bold,
}

/// The mark of a finding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarkAt {
    /// Its middle.
    pub center: [f32; 2],
    /// How large.
    pub size: f32,
    /// Its level.
    pub level: Level,
}

/// Something that can be pointed at: a row of the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Where.
    pub area: Area,
    /// Which row of the chart.
    pub row: HitRow,
}

/// Which row of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HitRow {
    /// The whole.
    Whole,
    /// The row with this index.
    Row(usize),
}

impl Area {
    /// Whether a place lies within.
    pub fn contains(&self, [x, y]: [f32; 2]) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }

    /// Whether two areas share more than an edge.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Its width.
    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Its height.
    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }
}

impl Scene {
    /// Nothing, in this width.
    pub(super) fn empty(width: f32) -> Self {
        Self {
            size: [width, 0.0],
            ..Self::default()
        }
    }

    /// Where a value lies along its axis, in points.
    pub fn position(&self, value: f64) -> f32 {
        let Some(axis) = &self.axis else { return 0.0 };
        let share = axis.share(value);
        if self.upright {
            self.frame.bottom - share * self.frame.height()
        } else {
            self.frame.left + share * self.frame.width()
        }
    }

    /// The rectangle of a bar.
    pub fn bar_area(&self, bar: &Bar) -> Area {
        let (from, to) = (self.position(bar.from), self.position(bar.to));
        Area {
            left: from.min(to),
            top: bar.y - bar.thickness / 2.0,
            right: from.max(to),
            bottom: bar.y + bar.thickness / 2.0,
        }
    }

    /// The row at a place: what was laid out last lies on top.
    pub fn row_at(&self, at: [f32; 2]) -> Option<HitRow> {
        let arc = self.arcs.iter().find(|arc| arc.contains(at));
        arc.and_then(|arc| Some(self.hits.get(arc.row)?.row))
            .or_else(|| {
                let hit = self.hits.iter().rev().find(|hit| hit.area.contains(at));
                hit.map(|hit| hit.row)
            })
    }
}

impl Arc {
    /// The place at this angle and radius.
    pub fn place(&self, angle: f32, radius: f32) -> [f32; 2] {
        [
            self.center[0] + radius * angle.sin(),
            self.center[1] - radius * angle.cos(),
        ]
    }

    /// Its outline: along the outer edge, back along the inner one.
    pub fn outline(&self) -> Vec<[f32; 2]> {
        let steps = self.steps();
        let angle =
            |step: u16| self.start + (self.end - self.start) * f32::from(step) / f32::from(steps);
        let outer = (0..=steps).map(|step| self.place(angle(step), self.outer));
        let inner = (0..=steps)
            .rev()
            .map(|step| self.place(angle(step), self.inner));
        outer.chain(inner).collect()
    }

    /// Pieces short enough that each is convex, as a painter of polygons needs them.
    pub fn pieces(&self) -> Vec<[[f32; 2]; 4]> {
        let outline = self.outline();
        let last = outline.len() - 1;
        (0..outline.len() / 2 - 1)
            .map(|step| {
                [
                    outline[step],
                    outline[step + 1],
                    outline[last - step - 1],
                    outline[last - step],
                ]
            })
            .collect()
    }

    fn steps(&self) -> u16 {
        // A corner every two degrees cannot be seen.
        let steps = ((self.end - self.start).abs().to_degrees() / 2.0).ceil();
        (1..=180)
            .rev()
            .find(|step| f32::from(*step) <= steps)
            .unwrap_or(1)
    }

    fn contains(&self, [x, y]: [f32; 2]) -> bool {
        let (x, y) = (x - self.center[0], y - self.center[1]);
        let radius = x.hypot(y);
        let turned = (x.atan2(-y) - self.start).rem_euclid(std::f32::consts::TAU);
        (self.inner..=self.outer).contains(&radius) && turned <= self.end - self.start
    }
}

/// Slanting lines that fill an area, for amounts that are implied: each from edge to edge.
pub fn hatching(area: &Area) -> Vec<[[f32; 2]; 2]> {
    const STEP: f32 = 6.0;
    let (width, height) = (area.width(), area.height());
    let mut lines = Vec::new();
    let mut offset = STEP / 2.0;
    // A line x + y = offset, from the area's upper left corner.
    while offset < width + height {
        let from = [offset.min(width), (offset - width).max(0.0)];
        let to = [(offset - height).max(0.0), offset.min(height)];
        let place = |[x, y]: [f32; 2]| [area.left + x, area.top + y];
        lines.push([place(from), place(to)]);
        offset += STEP;
    }
    lines
}

/// The slanting gap of a bar that is cut off, to be painted in the colour of the ground.
pub fn break_mark(area: &Area) -> [[f32; 2]; 4] {
    const SLANT: f32 = 3.0;
    const WIDTH: f32 = 3.0;
    let middle = area.left + (area.width() / 2.0).min(14.0);
    [
        [middle + SLANT, area.top - 1.0],
        [middle + SLANT + WIDTH, area.top - 1.0],
        [middle - SLANT + WIDTH, area.bottom + 1.0],
        [middle - SLANT, area.bottom + 1.0],
    ]
}
