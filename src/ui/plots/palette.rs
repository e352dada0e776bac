//! The theme's colours for pictures, so that an exported chart looks as it was seen.

use eframe::egui::Color32;

use crate::export::chart::{Palette, Rgb};
use crate::rules::Level;
use crate::ui::theme::Theme;

/// The colours of this theme.
pub fn palette(theme: &Theme) -> Palette {
    let rgb = |color: Color32| Rgb([color.r(), color.g(), color.b()]);
    Palette {
        ground: rgb(theme.surface.raised),
        primary: rgb(theme.text.primary),
        secondary: rgb(theme.text.secondary),
        faint: rgb(theme.text.faint),
        hair: rgb(theme.line.hair),
        strong: rgb(theme.line.strong),
        series: theme.plot.map(rgb),
        marks: Level::ALL.map(|level| rgb(theme.level(level).mark)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::Theme as Mode;

    #[test]
    fn pictures_have_the_colours_of_the_window() {
        assert_eq!(palette(Theme::of_mode(Mode::Light)), Palette::LIGHT);
        assert_eq!(palette(Theme::of_mode(Mode::Dark)), Palette::DARK);
    }
}
