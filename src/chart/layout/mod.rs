//! Where everything of a chart stands, in points from its upper left corner.
//!
//! The only place where money becomes a float. The window and the picture both draw a [`Scene`] and decide nothing.

mod axis;
mod line;
mod mark;
mod ring;
mod rows;
mod scene;
mod text;
mod waterfall;

pub use axis::{Axis, Tick};
pub use mark::{MarkShape, mark_shape};
pub use scene::{
    Align, Arc, Area, Bar, Dot, Fill, Hit, HitRow, Ink, Label, MarkAt, Rule, RuleStyle, Scene,
    Weight, break_mark, hatching,
};
pub use text::{fitted, text_width};

use crate::model::{Lang, Unit};

use super::{Chart, Form};

/// The narrowest that a chart is laid out.
pub const MIN_WIDTH: f32 = 320.0;

/// Lays a chart out in this width; its height follows from what it holds.
pub fn layout(chart: &Chart, unit: Unit, lang: Lang, width: f32) -> Scene {
    let width = width.max(MIN_WIDTH);
    if chart.is_empty() {
        return Scene::empty(width);
    }
    match chart.form {
        Form::Bars | Form::Pairs => rows::bars(chart, unit, lang, width),
        Form::Waterfall => waterfall::waterfall(chart, unit, lang, width),
        Form::Ring => ring::ring(chart, unit, lang, width),
        Form::Line => line::line(chart, unit, lang, width),
    }
}

/// A position or an angle: what is drawn needs no more digits.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a place on a screen is as exact as f32 can say"
)]
fn narrow(value: f64) -> f32 {
    value as f32
}
