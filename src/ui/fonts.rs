//! The bundled fonts, so that the window looks right on a machine that has no Chinese font.
//!
//! The program and its tests call the same [`install`], so a character that the font lacks fails a test.
//! Rare characters outside the bundled set are left to the system's fonts, which eframe asks for.

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily, FontId};
use std::sync::Arc;

/// The file that pictures are drawn with too: it is in the program once.
static REGULAR: &[u8] = crate::export::chart::FONT;
static BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Bold.ttf");

const REGULAR_NAME: &str = "noto-sans-sc";
const BOLD_NAME: &str = "noto-sans-sc-bold";

/// Makes the bundled fonts the first choice of every family, and binds the family of [`bold`].
///
/// To be called before the first frame: a frame that is drawn without the "bold" family draws boxes.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
}

/// A bold font of this size in points.
///
/// egui's `RichText::strong` changes the colour only, so weight is a family of its own.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("bold".into()))
}

/// The regular font of this size in points; its ten digits are equally wide, so figures line up.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in [(REGULAR_NAME, REGULAR), (BOLD_NAME, BOLD)] {
        let data = Arc::new(FontData::from_static(bytes));
        fonts.font_data.insert(name.to_owned(), data);
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        let names = fonts.families.entry(family).or_default();
        names.insert(0, REGULAR_NAME.to_owned());
    }
    let mut bold = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    bold.insert(0, BOLD_NAME.to_owned());
    fonts.families.insert(FontFamily::Name("bold".into()), bold);
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn width(ctx: &Context, text: &str, font: FontId) -> f32 {
        ctx.fonts_mut(|fonts| {
            fonts
                .layout_no_wrap(text.to_owned(), font, eframe::egui::Color32::BLACK)
                .size()
                .x
        })
    }

    #[test]
    fn figures_of_equal_length_are_equally_wide_in_both_weights() {
        let ctx = Context::default();
        install(&ctx);
        ctx.run_ui(eframe::egui::RawInput::default(), |ui| {
            for font in [regular(14.0), bold(14.0)] {
                let ones = width(ui.ctx(), "1,111,111.11", font.clone());
                let eights = width(ui.ctx(), "8,888,888.88", font);
                assert!((ones - eights).abs() < 0.01, "{ones} {eights}");
            }
            let thin = width(ui.ctx(), "勾稽", regular(14.0));
            assert!(thin > 27.0, "a character of the font is one em wide");
        })
        .textures_delta
        .clear();
    }
}
