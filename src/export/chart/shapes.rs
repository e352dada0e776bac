//! The pieces of a picture as SVG elements.

use svg::node::Text as Words;
use svg::node::element::{Circle, Group, Line, Path, Polygon, Polyline, Rectangle, Text, Title};

use crate::chart::layout::{
    Align, Arc, Area, Bar, Fill, Label, MarkAt, MarkShape, Rule, RuleStyle, Scene, Weight,
    break_mark, hatching, mark_shape,
};
use crate::model::Lang;

use super::{Palette, Rgb};

/// A length or a place: a tenth of a point cannot be seen.
pub(super) fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Words that XML can hold: a file may give names with control characters.
pub(super) fn words(text: &str) -> Words {
    let plain: String = text.chars().filter(|c| !c.is_control()).collect();
    Words::new(plain)
}

pub(super) fn letters(label: &Label, palette: &Palette) -> Text {
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

pub(super) fn grid(scene: &Scene, palette: &Palette) -> Vec<Line> {
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

pub(super) fn ruled(rule: &Rule, palette: &Palette) -> Polyline {
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
pub(super) fn filled(area: &Area, color: Rgb, hatched: bool) -> Group {
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
    let lines: Vec<String> = hatching(area)
        .into_iter()
        .map(|ends| ends.map(|[x, y]| format!("{} {}", number(x), number(y))))
        .map(|[from, to]| format!("M{from}L{to}"))
        .collect();
    Group::new().add(outline).add(
        Path::new()
            .set("d", lines.concat())
            .set("stroke", color.to_string())
            .set("fill", "none"),
    )
}

pub(super) fn barred(scene: &Scene, bar: &Bar, palette: &Palette) -> Group {
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

pub(super) fn curved(arc: &Arc, color: Rgb) -> Path {
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
pub(super) fn dotted(scene: &Scene, palette: &Palette) -> Vec<Group> {
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

/// A finding's mark, named for screen readers.
pub(super) fn marked(mark: &MarkAt, palette: &Palette, lang: Lang) -> Group {
    let color = palette.mark(mark.level).to_string();
    let name = mark.level.text();
    let named = Group::new().add(Title::new("").add(words(name.get(lang))));
    match mark_shape(mark.center, mark.size, mark.level) {
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
    }
}

fn places(points: &[[f32; 2]]) -> String {
    let places: Vec<String> = points
        .iter()
        .map(|[x, y]| format!("{},{}", number(*x), number(*y)))
        .collect();
    places.join(" ")
}
