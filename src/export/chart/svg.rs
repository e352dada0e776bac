//! SVG: shapes and real letters, so that the words of a picture can be searched, copied and restyled.

use std::fmt::Write as _;

use svg::Document;
use svg::node::Text as Words;
use svg::node::element::{
    Circle, Description, Group, Line, Path, Polygon, Polyline, Rectangle, Text, Title,
};

use crate::chart::layout::{
    Align, Arc, Area, Bar, Fill, Ink, Label, MarkShape, Rule, RuleStyle, Scene, Weight, break_mark,
    fitted, hatching, layout, mark_shape, text_width,
};
use crate::chart::{Chart, alternative};
use crate::model::Lang;

use super::{Palette, Rgb, Style};

/// The margin around the chart, in points.
const MARGIN: f32 = 28.0;
const TITLE_SIZE: f32 = 19.0;
const SMALL_SIZE: f32 = 12.0;
const NOTE_LINE: f32 = 18.0;
/// Fonts with Chinese characters, first the one that the layout was measured with.
const FONTS: &str =
    "'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', SimSun, sans-serif";

/// The chart as an SVG document: title, source, legend, the chart itself, and what has to be said about it.
pub fn svg(chart: &Chart, style: &Style<'_>) -> String {
    let scene = layout(chart, style.unit, style.lang, style.width);
    let mut sheet = Sheet {
        style,
        width: scene.size[0],
        y: MARGIN,
        group: Group::new(),
    };
    sheet.head(chart);
    sheet.scene(&scene);
    sheet.notes(chart);
    // Whole points, so that no row of pixels is half covered.
    let (width, height) = (
        (scene.size[0] + 2.0 * MARGIN).ceil(),
        (sheet.y + MARGIN - 6.0).ceil(),
    );
    let ground = Rectangle::new()
        .set("width", number(width))
        .set("height", number(height))
        .set("fill", style.palette.ground.to_string());
    let view = format!("0 0 {} {}", number(width), number(height));
    Document::new()
        .set("viewBox", view)
        .set("width", number(width))
        .set("height", number(height))
        .set("font-family", FONTS)
        .set("role", "img")
        .add(Title::new("").add(words(chart.title.get(style.lang))))
        .add(Description::new().add(words(&description(chart, style))))
        .add(ground)
        .add(sheet.group)
        .to_string()
}

/// A length or a place: a tenth of a point cannot be seen.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Words that XML can hold: a file may give names with control characters.
fn words(text: &str) -> Words {
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    Words::new(plain)
}

/// The chart as a table in words, for readers who cannot see it.
fn description(chart: &Chart, style: &Style<'_>) -> String {
    let (heads, rows) = alternative(chart, style.unit, style.lang);
    let (comma, stop) = match style.lang {
        Lang::Zh => ("，", "；"),
        Lang::En => (", ", "; "),
    };
    let lines: Vec<String> = std::iter::once(heads)
        .chain(rows)
        .map(|line| line.join(comma))
        .collect();
    lines.join(stop)
}

struct Sheet<'a> {
    style: &'a Style<'a>,
    width: f32,
    /// Where the next thing goes.
    y: f32,
    group: Group,
}

impl Sheet<'_> {
    fn add<T: Into<Box<dyn svg::Node>>>(&mut self, node: T) {
        self.group = std::mem::take(&mut self.group).add(node);
    }

    fn palette(&self) -> &Palette {
        self.style.palette
    }

    fn write(&mut self, text: &str, size: f32, ink: Ink, weight: Weight) {
        let label = Label {
            text: fitted(text, size, self.width),
            at: [MARGIN, self.y + size * 0.6],
            align: Align::Start,
            size,
            ink,
            weight,
        };
        let node = letters(&label, self.palette());
        self.add(node);
    }

    fn head(&mut self, chart: &Chart) {
        let lang = self.style.lang;
        self.write(
            chart.title.get(lang),
            TITLE_SIZE,
            Ink::Primary,
            Weight::Bold,
        );
        self.y += TITLE_SIZE + 10.0;
        self.write(
            chart.source.get(lang),
            SMALL_SIZE,
            Ink::Secondary,
            Weight::Regular,
        );
        self.y += SMALL_SIZE + 12.0;
        self.legend(chart);
    }

    /// What the colours stand for, where that is not written beside them.
    fn legend(&mut self, chart: &Chart) {
        let lang = self.style.lang;
        let items = chart.legend();
        let mut x = MARGIN;
        let middle = self.y + 8.0;
        for (fill, hatched, name) in &items {
            let area = Area {
                left: x,
                top: middle - 5.0,
                right: x + 18.0,
                bottom: middle + 5.0,
            };
            let shape = filled(&area, self.palette().fill(*fill), *hatched);
            self.add(shape);
            let label = Label {
                text: name.get(lang).to_owned(),
                at: [x + 24.0, middle],
                align: Align::Start,
                size: SMALL_SIZE,
                ink: Ink::Secondary,
                weight: Weight::Regular,
            };
            let node = letters(&label, self.palette());
            self.add(node);
            x += 24.0 + text_width(name.get(lang), SMALL_SIZE) + 20.0;
        }
        if !items.is_empty() {
            self.y += 28.0;
        }
    }

    fn scene(&mut self, scene: &Scene) {
        let palette = self.palette();
        let mut group = Group::new().set(
            "transform",
            format!("translate({} {})", number(MARGIN), number(self.y)),
        );
        for line in grid(scene, palette) {
            group = group.add(line);
        }
        for area in &scene.cleared {
            group = group.add(filled(area, palette.ground, false));
        }
        for rule in &scene.rules {
            group = group.add(ruled(rule, palette));
        }
        for bar in &scene.bars {
            group = group.add(barred(scene, bar, palette));
        }
        for arc in &scene.arcs {
            group = group.add(curved(arc, palette.fill(arc.fill)));
        }
        for node in dotted(scene, palette) {
            group = group.add(node);
        }
        for label in &scene.labels {
            group = group.add(letters(label, palette));
        }
        for mark in &scene.marks {
            let color = palette.mark(mark.level).to_string();
            let named =
                Group::new().add(Title::new("").add(words(mark.level.text().get(self.style.lang))));
            group = group.add(match mark_shape(mark.center, mark.size, mark.level) {
                MarkShape::Polygon(corners) => named.add(
                    Polygon::new()
                        .set("points", places(&corners))
                        .set("fill", color),
                ),
                MarkShape::Circle([x, y], radius) => named.add(
                    Circle::new()
                        .set("cx", number(x))
                        .set("cy", number(y))
                        .set("r", number(radius))
                        .set("fill", "none")
                        .set("stroke", color)
                        .set("stroke-width", 1.5),
                ),
            });
        }
        self.add(group);
        self.y += scene.size[1] + 8.0;
    }

    fn notes(&mut self, chart: &Chart) {
        let lang = self.style.lang;
        for note in &chart.notes {
            for line in wrapped(note.get(lang), SMALL_SIZE, self.width) {
                self.write(&line, SMALL_SIZE, Ink::Secondary, Weight::Regular);
                self.y += NOTE_LINE;
            }
        }
    }
}

/// Lines that fit into the width; Chinese breaks anywhere, other words between them.
fn wrapped(text: &str, size: f32, width: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for word in text.split_inclusive(|c: char| c == ' ' || u32::from(c) > 0x2E7F) {
        let wide = text_width(word, size);
        if used + wide > width && used > 0.0 {
            lines.push(String::new());
            used = 0.0;
        }
        used += wide;
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
    }
    lines
}

fn letters(label: &Label, palette: &Palette) -> Text {
    let anchor = match label.align {
        Align::Start => "start",
        Align::Middle => "middle",
        Align::End => "end",
    };
    let weight = match label.weight {
        Weight::Regular => "400",
        Weight::Bold => "700",
    };
    // The base line below the middle: writers and viewers agree on that, on `dominant-baseline` they do not.
    Text::new("")
        .add(words(&label.text))
        .set("x", number(label.at[0]))
        .set("y", number(label.at[1] + 0.36 * label.size))
        .set("font-size", number(label.size))
        .set("font-weight", weight)
        .set("text-anchor", anchor)
        .set("fill", palette.ink(label.ink).to_string())
}

fn grid(scene: &Scene, palette: &Palette) -> Vec<Line> {
    let ticks = scene.axis.iter().flat_map(|axis| &axis.ticks);
    ticks
        .map(|tick| {
            let at = scene.position(tick.value);
            let frame = &scene.frame;
            let (from, to) = if scene.upright {
                ([frame.left, at], [frame.right, at])
            } else {
                ([at, frame.top], [at, frame.bottom])
            };
            Line::new()
                .set("x1", number(from[0]))
                .set("y1", number(from[1]))
                .set("x2", number(to[0]))
                .set("y2", number(to[1]))
                .set("stroke", palette.hair.to_string())
        })
        .collect()
}

fn ruled(rule: &Rule, palette: &Palette) -> Polyline {
    let line = Polyline::new()
        .set("points", places(&rule.points))
        .set("fill", "none");
    match rule.style {
        RuleStyle::Leader => line.set("stroke", palette.strong.to_string()),
        RuleStyle::Connector => line
            .set("stroke", palette.strong.to_string())
            .set("stroke-dasharray", "3 3"),
    }
}

/// A rectangle; an implied one is light, hatched and outlined.
fn filled(area: &Area, color: Rgb, hatched: bool) -> Group {
    let rectangle = Rectangle::new()
        .set("x", number(area.left))
        .set("y", number(area.top))
        .set("width", number(area.width().max(1.0)))
        .set("height", number(area.height()))
        .set("fill", color.to_string());
    if !hatched {
        return Group::new().add(rectangle);
    }
    let outline = rectangle
        .set("fill-opacity", 0.22)
        .set("stroke", color.to_string());
    let mut lines = String::new();
    for [from, to] in hatching(area) {
        let [from, to] = [from, to].map(|[x, y]| format!("{} {}", number(x), number(y)));
        // Writing to a string cannot fail.
        let _: Result<(), std::fmt::Error> = write!(lines, "M{from}L{to}");
    }
    Group::new().add(outline).add(
        Path::new()
            .set("d", lines)
            .set("stroke", color.to_string())
            .set("fill", "none"),
    )
}

fn barred(scene: &Scene, bar: &Bar, palette: &Palette) -> Group {
    let area = scene.bar_area(bar);
    let group = filled(&area, palette.fill(bar.fill), bar.hatched);
    if !bar.broken {
        return group;
    }
    let gap = break_mark(&area);
    group.add(
        Polygon::new()
            .set("points", places(&gap))
            .set("fill", palette.ground.to_string()),
    )
}

fn curved(arc: &Arc, color: Rgb) -> Path {
    let turned = arc.end - arc.start;
    let path = Path::new().set("fill", color.to_string());
    // A whole turn has no two ends for an arc to join.
    if turned > std::f32::consts::TAU - 0.01 {
        let data = format!("M{}Z", places(&arc.outline()).replace(' ', "L"));
        return path.set("d", data).set("fill-rule", "evenodd");
    }
    let large = u8::from(turned > std::f32::consts::PI);
    let place = |angle: f32, radius: f32| {
        let [x, y] = arc.place(angle, radius);
        format!("{} {}", number(x), number(y))
    };
    let (outer, inner) = (number(arc.outer), number(arc.inner));
    let data = format!(
        "M{}A{outer} {outer} 0 {large} 1 {}L{}A{inner} {inner} 0 {large} 0 {}Z",
        place(arc.start, arc.outer),
        place(arc.end, arc.outer),
        place(arc.end, arc.inner),
        place(arc.start, arc.inner),
    );
    let path = path.set("d", data);
    if arc.hatched {
        path.set("fill-opacity", 0.35)
            .set("stroke", color.to_string())
    } else {
        path
    }
}

/// The dots of a line, and what joins them.
fn dotted(scene: &Scene, palette: &Palette) -> Vec<Group> {
    let color = palette.fill(Fill::Series(0)).to_string();
    let place = |index: usize| {
        let dot = &scene.dots[index];
        [dot.x, scene.position(dot.value)]
    };
    (0..scene.dots.len())
        .map(|index| {
            let [x, y] = place(index);
            let mut group = Group::new();
            if index > 0 && scene.dots[index].joined {
                let line = Polyline::new()
                    .set("points", places(&[place(index - 1), [x, y]]))
                    .set("stroke", color.clone())
                    .set("stroke-width", 2);
                group = group.add(line);
            }
            group.add(
                Circle::new()
                    .set("cx", number(x))
                    .set("cy", number(y))
                    .set("r", 4)
                    .set("fill", color.clone()),
            )
        })
        .collect()
}

fn places(points: &[[f32; 2]]) -> String {
    let places: Vec<String> = points
        .iter()
        .map(|[x, y]| format!("{},{}", number(*x), number(*y)))
        .collect();
    places.join(" ")
}
