//! PNG, made of the SVG with the bundled font, so that it looks the same on every machine.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Options, Tree, fontdb};

use crate::chart::Chart;

use super::{Style, svg};

/// The bundled font's file.
pub static FONT: &[u8] = include_bytes!("../../../assets/fonts/NotoSansSC-Regular.ttf");

/// Pixels a point: sharp on paper and on dense screens.
pub const SCALE: f32 = 2.0;

/// The widest and highest picture, in pixels.
const MOST_PIXELS: u32 = 16_000;

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_source(fontdb::Source::Binary(Arc::new(FONT)));
    let family = fonts.faces().next().and_then(|face| face.families.first());
    if let Some(family) = family.map(|(name, _)| name.clone()) {
        fonts.set_sans_serif_family(family);
    }
    Arc::new(fonts)
});

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The chart is longer than a picture may be.
    #[error("the picture would be {width} × {height} pixels, more than {MOST_PIXELS} either way")]
    TooLarge {
        /// Its width in pixels.
        width: u32,
        /// Its height in pixels.
        height: u32,
    },
    /// The SVG cannot be drawn.
    #[error("the drawing cannot be read back")]
    Drawing(#[from] usvg::Error),
    /// The pixels cannot be put into a file.
    #[error("the picture cannot be encoded: {0}")]
    Encoding(String),
}

/// The chart as a PNG of [`SCALE`] pixels a point.
///
/// # Errors
/// [`PictureError`], when the chart has so many rows that no picture can hold it.
pub fn png(chart: &Chart, style: &Style<'_>) -> Result<Vec<u8>, PictureError> {
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        ..Options::default()
    };
    let tree = Tree::from_str(&svg(chart, style), &options)?;
    let size = tree.size().to_int_size().scale_by(SCALE);
    let size = size.ok_or_else(|| PictureError::Encoding("no size".to_owned()))?;
    let (width, height) = (size.width(), size.height());
    let too_large = PictureError::TooLarge { width, height };
    if width.max(height) > MOST_PIXELS {
        return Err(too_large);
    }
    let mut pixels = Pixmap::new(width, height).ok_or(too_large)?;
    let scale = Transform::from_scale(SCALE, SCALE);
    resvg::render(&tree, scale, &mut pixels.as_mut());
    pixels
        .encode_png()
        .map_err(|error| PictureError::Encoding(error.to_string()))
}
