//! What is drawn on the pages of a PDF: characters and straight lines with their places.
//!
//! The only file that knows the library. What the places mean is left to `lines` and `grid`.

use std::panic::resume_unwind;

use hayro_interpret::font::{Glyph as Shape, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, SoftMask, interpret_page,
};

use super::codes::{Codes, plain};

/// More pages than any accounts have.
pub(super) const MOST_PAGES: usize = 3000;
/// More characters and line ends than any accounts have: a drawing or an attack.
pub(super) const MOST_MARKS: usize = 8_000_000;
/// What a picture counts for.
const PICTURE: usize = 100;
/// What a part that is drawn by its name counts for: it may draw others.
const PART: usize = 400;
/// How far a line may lean and still be straight, in points.
const LEAN: f64 = 1.0;
/// The widest rule, in points; wider ones are areas.
const THICK: f64 = 3.0;
/// Shorter lines are dots, in points.
const SHORT: f64 = 3.0;

/// A character in its place, in points from the upper left corner of the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    /// The character; a space is one too.
    pub(super) char: char,
    /// Where it begins.
    pub(super) left: f64,
    /// Where it ends.
    pub(super) right: f64,
    /// The line that it stands on.
    pub(super) baseline: f64,
    /// Its height.
    pub(super) size: f64,
}

/// A straight line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// Whether it runs across the page, not down.
    pub(super) across: bool,
    /// The other coordinate.
    pub(super) at: f64,
    /// Where it begins.
    pub(super) from: f64,
    /// Where it ends.
    pub(super) to: f64,
}

/// What is drawn on a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawn {
    /// The characters that run as most of the page does, left to right.
    pub(super) glyphs: Vec<Glyph>,
    /// Words that run in another direction: seals, watermarks, notes along the margin.
    pub(super) slanted: Vec<String>,
    /// The straight lines along or across the writing.
    pub(super) rules: Vec<Rule>,
    /// How many pictures there are.
    pub(super) images: usize,
    /// How many parts of drawings there are that are no straight lines: perhaps the shapes of
    /// characters.
    pub(super) shapes: usize,
    /// Characters that are not shown: the text that recognition lays under a scan.
    pub(super) hidden: usize,
    /// Characters whose codes mean nothing without the font's shapes.
    pub(super) unknown: usize,
}

/// Why a file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// It needs a password.
    Password,
    /// It is encrypted in a way that is not known.
    Encryption,
    /// It is none or damaged.
    Damaged,
    /// It has too many pages.
    Pages,
    /// It draws more than can be text.
    Marks,
}

/// What is drawn on each page of a PDF.
///
/// Drawing more than [`MOST_MARKS`] unwinds with [`Closed`] as its payload: the library has no
/// other way to stop. The caller catches it as it catches the library's own panics.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<Drawn>, Closed> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Closed::Password,
        LoadPdfError::Decryption(_) => Closed::Encryption,
        LoadPdfError::Invalid => Closed::Damaged,
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(Closed::Damaged);
    }
    if pages.len() > MOST_PAGES {
        return Err(Closed::Pages);
    }
    let cache = InterpreterCache::new();
    let mut codes = Codes::new(&pdf);
    let mut left = MOST_MARKS;
    let drawn = pages.iter().map(|page| {
        let mut canvas = Canvas::new(&mut codes, &mut left);
        let (width, height) = page.render_dimensions();
        let bounds = Rect::new(0.0, 0.0, width.into(), height.into());
        let upright = Affine::new(page.initial_transform(true).as_coeffs());
        let settings = InterpreterSettings::default();
        let mut context = Context::new(upright, bounds, &cache, pdf.xref(), settings);
        interpret_page(page, &mut context, &mut canvas);
        canvas.finish(bounds)
    });
    Ok(drawn.collect())
}

/// A character as it was drawn, whatever its direction.
struct Stroke {
    char: char,
    origin: Point,
    along: Vec2,
    size: f64,
    turn: Turn,
}

/// Which way characters run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// Left to right, down, right to left, up.
    Quarter(usize),
    /// Any other, and characters below each other.
    Slanted,
}

/// Gathers what the library draws on a page.
struct Canvas<'c, 'p> {
    codes: &'c mut Codes<'p>,
    left: &'c mut usize,
    strokes: Vec<Stroke>,
    segments: Vec<(Point, Point)>,
    images: usize,
    shapes: usize,
    hidden: usize,
    unknown: usize,
}

impl<'c, 'p> Canvas<'c, 'p> {
    fn new(codes: &'c mut Codes<'p>, left: &'c mut usize) -> Self {
        Self {
            codes,
            left,
            strokes: Vec::new(),
            segments: Vec::new(),
            images: 0,
            shapes: 0,
            hidden: 0,
            unknown: 0,
        }
    }

    /// Counts what is drawn, and stops when it is too much.
    fn count(&mut self, marks: usize) {
        match self.left.checked_sub(marks) {
            Some(left) => *self.left = left,
            None => resume_unwind(Box::new(Closed::Marks)),
        }
    }

    /// The characters of a shape.
    fn text(&mut self, shape: &Shape<'_>) -> BfString {
        let known = shape.as_unicode().or_else(|| match shape {
            Shape::Outline(outline) => self.codes.char(outline).map(BfString::Char),
            Shape::Type3(_) => None,
        });
        known.unwrap_or_else(|| {
            self.unknown += 1;
            BfString::Char(char::REPLACEMENT_CHARACTER)
        })
    }

    /// What was drawn, turned so that most of it runs left to right.
    fn finish(self, bounds: Rect) -> Drawn {
        let mut quarters = [0_usize; 4];
        for stroke in self.strokes.iter().filter(|stroke| stroke.char != ' ') {
            if let Turn::Quarter(turn) = stroke.turn {
                quarters[turn] += 1;
            }
        }
        let most = (0..4).rev().max_by_key(|&turn| quarters[turn]);
        let turn = most.unwrap_or_default();
        let (turned, seen) = upright(turn, bounds);
        let mut drawn = Drawn {
            images: self.images,
            shapes: self.shapes,
            hidden: self.hidden,
            unknown: self.unknown,
            ..Drawn::default()
        };
        let mut ended: Option<Point> = None;
        for stroke in self.strokes {
            if stroke.turn == Turn::Quarter(turn) {
                let origin = turned * stroke.origin;
                let glyph = Glyph {
                    char: stroke.char,
                    left: origin.x,
                    right: origin.x + stroke.along.hypot(),
                    baseline: origin.y,
                    size: stroke.size,
                };
                if seen.inflate(glyph.size, glyph.size).contains(origin) {
                    drawn.glyphs.push(glyph);
                }
            } else {
                // One word goes on where the last character ended.
                let near = |end: Point| end.distance(stroke.origin) < stroke.size * 2.0;
                match drawn.slanted.last_mut().filter(|_| ended.is_some_and(near)) {
                    Some(word) => word.push(stroke.char),
                    None => drawn.slanted.push(stroke.char.to_string()),
                }
                ended = Some(stroke.origin + stroke.along);
            }
        }
        drawn.rules = self
            .segments
            .into_iter()
            .filter_map(|(from, to)| rule(turned * from, turned * to))
            .collect();
        drawn
    }
}

/// The turn that makes a direction run left to right, and the page's bounds after it.
fn upright(turn: usize, bounds: Rect) -> (Affine, Rect) {
    let (width, height) = (bounds.width(), bounds.height());
    match turn {
        1 => (
            Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, width]),
            Rect::new(0.0, 0.0, height, width),
        ),
        2 => (Affine::new([-1.0, 0.0, 0.0, -1.0, width, height]), bounds),
        3 => (
            Affine::new([0.0, 1.0, -1.0, 0.0, height, 0.0]),
            Rect::new(0.0, 0.0, height, width),
        ),
        _ => (Affine::IDENTITY, bounds),
    }
}

/// A straight line along or across the writing, if it is one.
fn rule(from: Point, to: Point) -> Option<Rule> {
    let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
    let across = dx > dy;
    let (lean, length) = if across { (dy, dx) } else { (dx, dy) };
    if lean > LEAN || length < SHORT {
        return None;
    }
    let rule = if across {
        Rule {
            across,
            at: f64::midpoint(from.y, to.y),
            from: from.x.min(to.x),
            to: from.x.max(to.x),
        }
    } else {
        Rule {
            across,
            at: f64::midpoint(from.x, to.x),
            from: from.y.min(to.y),
            to: from.y.max(to.y),
        }
    };
    Some(rule)
}

/// Which way a character runs.
fn turn(along: Vec2) -> Turn {
    let (x, y) = (along.x, along.y);
    let straight = |small: f64, large: f64| small.abs() * 20.0 <= large.abs() && large != 0.0;
    if straight(y, x) {
        Turn::Quarter(if x > 0.0 { 0 } else { 2 })
    } else if straight(x, y) {
        Turn::Quarter(if y > 0.0 { 1 } else { 3 })
    } else {
        Turn::Slanted
    }
}

/// The straight parts of a path's outline.
fn outline(path: &BezPath, place: Affine, segments: &mut Vec<(Point, Point)>) {
    let (mut start, mut last) = (Point::ZERO, Point::ZERO);
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) => {
                start = to;
                last = to;
            }
            PathEl::LineTo(to) => {
                segments.push((place * last, place * to));
                last = to;
            }
            PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => last = to,
            PathEl::ClosePath => {
                segments.push((place * last, place * start));
                last = start;
            }
        }
    }
}

/// The thin areas of a filled path, each as a line through its middle.
fn slivers(path: &BezPath, place: Affine, segments: &mut Vec<(Point, Point)>) {
    let mut part = BezPath::new();
    let mut close = |part: &mut BezPath| {
        let area = (place * std::mem::take(part)).bounding_box();
        let middle = area.center();
        if area.height() <= THICK && area.width() > area.height() {
            segments.push((Point::new(area.x0, middle.y), Point::new(area.x1, middle.y)));
        } else if area.width() <= THICK && area.height() > area.width() {
            segments.push((Point::new(middle.x, area.y0), Point::new(middle.x, area.y1)));
        }
    };
    for element in path.elements() {
        if matches!(element, PathEl::MoveTo(_)) && !part.is_empty() {
            close(&mut part);
        }
        part.push(*element);
    }
    if !part.is_empty() {
        close(&mut part);
    }
}

/// Whether a colour can be told from paper.
fn shows(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
            alpha > 0 && [red, green, blue].into_iter().any(|part| part < 250)
        }
        Paint::Pattern(_) => true,
    }
}

impl<'a> Device<'a> for Canvas<'_, '_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count(path.elements().len());
        if !shows(&props.paint) {
            return;
        }
        let curves = path.elements().iter();
        self.shapes += curves
            .filter(|part| matches!(part, PathEl::CurveTo(..) | PathEl::QuadTo(..)))
            .count();
        match mode {
            DrawMode::Stroke(_) => outline(path, props.transform, &mut self.segments),
            DrawMode::Fill(_) => slivers(path, props.transform, &mut self.segments),
            DrawMode::FillAndStroke(..) => {
                slivers(path, props.transform, &mut self.segments);
                outline(path, props.transform, &mut self.segments);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.count(run.glyphs().len());
        let down = run.writing_mode() == WritingMode::Vertical;
        for shape in run.glyphs() {
            let place = props.transform * shape.transform();
            let width = match &**shape {
                Shape::Outline(outline) => outline.advance_width(),
                Shape::Type3(drawing) => drawing.advance_width(),
            };
            let width = width.map_or(500.0, f64::from);
            let origin = place * Point::ZERO;
            let size = (place * Point::new(0.0, 1000.0)).distance(origin);
            // Shapes that stand in for those of a missing font are stretched to its widths, and
            // the width is given as if it were to be stretched too.
            let along = place * Point::new(width, 0.0) - origin;
            let most = width.abs() * size / 1000.0;
            let along = if along.hypot() > most && most > 0.0 {
                along * (most / along.hypot())
            } else {
                along
            };
            let text = self.text(shape);
            let chars: Vec<char> = match text {
                BfString::Char(char) => vec![char],
                BfString::String(text) => text.chars().collect(),
            };
            let part = along / f64::from(u32::try_from(chars.len()).unwrap_or(1).max(1));
            for (index, char) in (0_u32..).zip(chars) {
                let char = plain(char);
                if (char.is_control() && char != '\t') || !origin.is_finite() || !along.is_finite()
                {
                    continue;
                }
                self.hidden += usize::from(matches!(mode, DrawMode::Invisible) && char != ' ');
                self.strokes.push(Stroke {
                    char: if char == '\t' { ' ' } else { char },
                    origin: origin + part * f64::from(index),
                    along: part,
                    size,
                    turn: if down { Turn::Slanted } else { turn(along) },
                });
            }
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.count(PICTURE);
        self.images += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        // Every part that is drawn by its name sets one: parts may draw each other without end.
        self.count(PART);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
