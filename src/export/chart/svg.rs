//! SVG: shapes and real letters, so that the words of a picture can be searched, copied and restyled.

use svg::Document;
use svg::node::element::{Description, Group, Rectangle, Title};

use crate::chart::layout::{Align, Area, Ink, Label, Scene, Weight, fitted, layout, text_width};
use crate::chart::{Chart, alternative};
use crate::model::Lang;

use super::shapes::{barred, curved, dotted, filled, grid, letters, marked, number, ruled, words};
use super::{Palette, Style};

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
        for node in dotted(scene, palette) {
            group = group.add(node);
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
        for label in &scene.labels {
            group = group.add(letters(label, palette));
        }
        for mark in &scene.marks {
            group = group.add(marked(mark, palette, self.style.lang));
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
