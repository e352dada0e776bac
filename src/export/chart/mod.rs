//! Charts as pictures: SVG with real letters, and PNG made of that SVG.
//!
//! Pure: a chart in, text or bytes out. What a picture shows and where everything stands is `chart`'s; saving is left to
//! the caller.

mod palette;
mod png;
mod shapes;
mod svg;

pub use palette::{Palette, Rgb};
pub use png::{FONT, PictureError, SCALE, png};
pub use svg::svg;

use crate::model::{Lang, Unit};

/// How a picture is made.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// The language of its words.
    pub lang: Lang,
    /// The unit of its amounts.
    pub unit: Unit,
    /// Its colours.
    pub palette: &'a Palette,
    /// The width of the chart itself, in points; the picture has a margin around it.
    pub width: f32,
}

impl Style<'_> {
    /// A picture for a page of a report: 元, light, as wide as a column of text.
    pub fn page(lang: Lang) -> Style<'static> {
        Style {
            lang,
            unit: Unit::Yuan,
            palette: &Palette::LIGHT,
            width: 760.0,
        }
    }
}
