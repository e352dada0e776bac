//! Colours and sizes by name, light and dark, and how they are given to egui.
//!
//! Colour is spent only where it means something: a level of finding, a changed or a selected cell, a link. Everything
//! else is one neutral scale. Raw colours are banned elsewhere, so the two themes stay whole; drawing is left to the widgets.

use crate::rules::Level;
use crate::ui::fonts;
use eframe::egui::{
    Color32, Context, CornerRadius, CursorIcon, FontFamily, FontId, Margin, Shadow, Stroke, Style,
    TextStyle, Theme as Mode, ThemePreference, Ui, Visuals, style, vec2,
};
use std::collections::BTreeMap;

/// A meaning's two colours.
#[derive(Clone, Copy, Debug)]
pub struct Tone {
    /// For marks and words.
    pub mark: Color32,
    /// For the ground beneath words or figures.
    pub soft: Color32,
}

/// The colours of words.
#[derive(Clone, Copy, Debug)]
pub struct TextColors {
    /// Figures and sentences.
    pub primary: Color32,
    /// What accompanies them: labels, units.
    pub secondary: Color32,
    /// What may be overlooked: hints, row numbers, implied figures.
    pub faint: Color32,
    /// What can be followed.
    pub link: Color32,
    /// Words on a filled default button.
    pub on_accent: Color32,
}

/// The colours of grounds.
#[derive(Clone, Copy, Debug)]
pub struct SurfaceColors {
    /// Panels.
    pub base: Color32,
    /// Tables, cards, fields, menus.
    pub raised: Color32,
    /// Table heads, tracks of switches.
    pub sunken: Color32,
    /// Under the pointer.
    pub hover: Color32,
    /// Being pressed.
    pub pressed: Color32,
    /// The selected row of a list, selected words.
    pub selected: Color32,
}

/// The colours of lines.
#[derive(Clone, Copy, Debug)]
pub struct LineColors {
    /// Between things of one kind: rows, cells.
    pub hair: Color32,
    /// Around fields and buttons.
    pub edge: Color32,
    /// The same under the pointer, and the rule above a total.
    pub strong: Color32,
}

/// The colours of table cells' states.
#[derive(Clone, Copy, Debug)]
pub struct CellColors {
    /// The corner of a cell that differs from the file as opened.
    pub changed: Color32,
    /// Laid over the cells of the selected range; translucent, so that a cell's own ground shows through.
    pub selected: Color32,
    /// The outline of the cell that keys act on.
    pub cursor: Color32,
    /// The ground of an operand that is lit up because its relation is being looked at.
    pub operand: Color32,
    /// The outline of such an operand.
    pub operand_edge: Color32,
}

/// All named colours of one theme.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// Whether words are light on a dark ground.
    pub is_dark: bool,
    /// See [`Level::Error`].
    pub error: Tone,
    /// See [`Level::Warning`].
    pub warning: Tone,
    /// See [`Level::Question`].
    pub question: Tone,
    /// See [`Level::Note`].
    pub note: Tone,
    /// A relation that was checked and holds.
    pub proved: Tone,
    /// The one colour that says "you are here" and "press this".
    pub accent: Color32,
    /// Words.
    pub text: TextColors,
    /// Grounds.
    pub surface: SurfaceColors,
    /// Lines.
    pub line: LineColors,
    /// Table cells.
    pub cell: CellColors,
    /// Series of a plot: told apart by colour-blind readers too, and visible on [`SurfaceColors::raised`].
    pub plot: [Color32; 8],
}

/// Gaps, in points.
pub mod space {
    /// Between a mark and its word.
    pub const XS: f32 = 4.0;
    /// Between things that belong together.
    pub const S: f32 = 8.0;
    /// Inside cards and panels.
    pub const M: f32 = 12.0;
    /// Between groups.
    pub const L: f32 = 16.0;
    /// Around what stands alone.
    pub const XL: f32 = 32.0;
}

/// Sizes of type, in points.
pub mod font_size {
    /// Units, hints, row numbers.
    pub const SMALL: f32 = 12.0;
    /// Figures in tables and formulas.
    pub const FIGURE: f32 = 13.5;
    /// Sentences and controls.
    pub const BODY: f32 = 14.0;
    /// The head of a section.
    pub const SECTION: f32 = 15.0;
    /// The title of a view or a dialog.
    pub const TITLE: f32 = 18.0;
}

/// The radius of corners, in points.
pub const RADIUS: u8 = 4;

/// The height of a table row: a multiple of eight, so that a million of them still stand exactly (egui measures in `f32`).
pub const ROW_HEIGHT: f32 = 24.0;

impl Theme {
    /// The theme that this part of the window is drawn in.
    pub fn of(ui: &Ui) -> &'static Self {
        if ui.visuals().dark_mode {
            &DARK
        } else {
            &LIGHT
        }
    }

    /// The theme that is in force in the whole window, for what is drawn without a [`Ui`].
    pub fn of_context(ctx: &Context) -> &'static Self {
        Self::of_mode(ctx.theme())
    }

    /// The light or the dark theme.
    pub const fn of_mode(mode: Mode) -> &'static Self {
        match mode {
            Mode::Light => &LIGHT,
            Mode::Dark => &DARK,
        }
    }

    /// The colours of a level.
    pub const fn level(&self, level: Level) -> Tone {
        match level {
            Level::Error => self.error,
            Level::Warning => self.warning,
            Level::Question => self.question,
            Level::Note => self.note,
        }
    }

    /// The thinnest line.
    pub fn hairline(&self) -> Stroke {
        Stroke::new(1.0, self.line.hair)
    }
}

/// Gives egui both themes, chooses one, and scales everything; 1.0 is the size that the system asks for.
///
/// Zooming by egui's own keys is switched off: the window's commands do that, and Ctrl+Minus deletes rows.
pub fn apply(ctx: &Context, preference: ThemePreference, scale: f32) {
    for mode in [Mode::Light, Mode::Dark] {
        ctx.style_mut_of(mode, |style| restyle(style, Theme::of_mode(mode)));
    }
    ctx.set_theme(preference);
    ctx.set_zoom_factor(scale);
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
}

fn restyle(style: &mut Style, theme: &Theme) {
    style.text_styles = text_styles();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::S, 6.0);
    spacing.button_padding = vec2(10.0, 3.0);
    spacing.interact_size = vec2(28.0, 26.0);
    spacing.menu_margin = Margin::same(4);
    spacing.window_margin = Margin::same(16);
    spacing.indent = 16.0;
    spacing.icon_spacing = 6.0;
    spacing.tooltip_width = 440.0;
    spacing.scroll = style::ScrollStyle {
        bar_width: 9.0,
        floating_allocated_width: 9.0,
        floating_width: 5.0,
        foreground_color: true,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        dormant_handle_opacity: 0.22,
        active_handle_opacity: 0.32,
        interact_handle_opacity: 0.5,
        ..style::ScrollStyle::thin()
    };
    style.interaction.selectable_labels = true;
    style.interaction.tooltip_delay = 0.35;
    style.animation_time = 0.08;
    style.visuals = visuals(theme);
}

fn text_styles() -> BTreeMap<TextStyle, FontId> {
    let plain = |size| FontId::new(size, FontFamily::Proportional);
    BTreeMap::from([
        (TextStyle::Small, plain(font_size::SMALL)),
        (TextStyle::Body, plain(font_size::BODY)),
        (TextStyle::Button, plain(font_size::BODY)),
        (TextStyle::Heading, fonts::bold(font_size::TITLE)),
        (
            TextStyle::Monospace,
            FontId::new(font_size::FIGURE, FontFamily::Monospace),
        ),
    ])
}

fn visuals(theme: &Theme) -> Visuals {
    let base = if theme.is_dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    let shadow = |alpha| Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: Color32::from_black_alpha(alpha),
    };
    let shadow = shadow(if theme.is_dark { 120 } else { 28 });
    Visuals {
        weak_text_color: Some(theme.text.faint),
        widgets: widgets(theme),
        selection: style::Selection {
            bg_fill: theme.surface.selected,
            stroke: Stroke::new(1.0, theme.accent),
        },
        hyperlink_color: theme.text.link,
        faint_bg_color: theme.surface.base,
        extreme_bg_color: theme.surface.raised,
        text_edit_bg_color: Some(theme.surface.raised),
        code_bg_color: theme.surface.sunken,
        warn_fg_color: theme.warning.mark,
        error_fg_color: theme.error.mark,
        window_corner_radius: CornerRadius::same(8),
        window_shadow: shadow,
        window_fill: theme.surface.raised,
        window_stroke: Stroke::new(1.0, theme.line.edge),
        menu_corner_radius: CornerRadius::same(6),
        panel_fill: theme.surface.base,
        popup_shadow: shadow,
        text_cursor: style::TextCursorStyle {
            stroke: Stroke::new(1.5, theme.accent),
            ..base.text_cursor.clone()
        },
        indent_has_left_vline: false,
        interact_cursor: Some(CursorIcon::Default),
        disabled_alpha: 0.55,
        ..base
    }
}

fn widgets(theme: &Theme) -> style::Widgets {
    let state = |fill, line: Color32, text| style::WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, line),
        corner_radius: CornerRadius::same(RADIUS),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let text = theme.text.primary;
    let surface = &theme.surface;
    style::Widgets {
        noninteractive: state(surface.base, theme.line.hair, text),
        inactive: state(surface.raised, theme.line.edge, text),
        hovered: state(surface.hover, theme.line.strong, text),
        active: state(surface.pressed, theme.accent, text),
        open: state(surface.hover, theme.line.strong, text),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the place where colours get their names"
)]
const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

const fn tone(mark: u32, soft: u32) -> Tone {
    Tone {
        mark: rgb(mark),
        soft: rgb(soft),
    }
}

/// A colour of this opacity in percent, as egui blends it: premultiplied.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a share of a byte is a byte"
)]
const fn veil(hex: u32, percent: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgba_premultiplied(
        (red as u32 * percent / 100) as u8,
        (green as u32 * percent / 100) as u8,
        (blue as u32 * percent / 100) as u8,
        (255 * percent / 100) as u8,
    )
}

static LIGHT: Theme = Theme {
    is_dark: false,
    error: tone(0xC22A2A, 0xFCECEB),
    warning: tone(0xA85400, 0xFDF2E0),
    question: tone(0x614BC0, 0xF1EEFB),
    note: tone(0x536378, 0xEEF1F5),
    proved: tone(0x1C7A4A, 0xE6F4EC),
    accent: rgb(0x1F5FBF),
    text: TextColors {
        primary: rgb(0x1B1F27),
        secondary: rgb(0x474E5B),
        faint: rgb(0x5A616E),
        link: rgb(0x1B58B3),
        on_accent: rgb(0xFFFFFF),
    },
    surface: SurfaceColors {
        base: rgb(0xF6F7F9),
        raised: rgb(0xFFFFFF),
        sunken: rgb(0xEEF0F4),
        hover: rgb(0xE9EDF3),
        pressed: rgb(0xDDE3EC),
        selected: rgb(0xDFE9F8),
    },
    line: LineColors {
        hair: rgb(0xE3E6EB),
        edge: rgb(0xCDD2DA),
        strong: rgb(0xA3ABB8),
    },
    cell: CellColors {
        changed: rgb(0x0B7A75),
        selected: veil(0x1F5FBF, 11),
        cursor: rgb(0x1F5FBF),
        operand: rgb(0xFFF3C4),
        operand_edge: rgb(0xB08400),
    },
    plot: [
        rgb(0x2F6FB5),
        rgb(0xD9780E),
        rgb(0x087F6E),
        rgb(0x5B2A86),
        rgb(0x806900),
        rgb(0xCB4571),
        rgb(0x164A33),
        rgb(0x7F8B9C),
    ],
};

static DARK: Theme = Theme {
    is_dark: true,
    error: tone(0xFF8F85, 0x3D2325),
    warning: tone(0xF2B35B, 0x382C1B),
    question: tone(0xB9A9FF, 0x2C2845),
    note: tone(0xA3B3C9, 0x262D38),
    proved: tone(0x6ECB97, 0x1D3328),
    accent: rgb(0x6FA8F5),
    text: TextColors {
        primary: rgb(0xE6E8EC),
        secondary: rgb(0xB8BEC8),
        faint: rgb(0xA8AFBB),
        link: rgb(0x86B6F7),
        on_accent: rgb(0x0E1624),
    },
    surface: SurfaceColors {
        base: rgb(0x16181D),
        raised: rgb(0x1C1F26),
        sunken: rgb(0x22262E),
        hover: rgb(0x2A2F39),
        pressed: rgb(0x333A46),
        selected: rgb(0x243550),
    },
    line: LineColors {
        hair: rgb(0x2B303A),
        edge: rgb(0x3B424E),
        strong: rgb(0x5A6372),
    },
    cell: CellColors {
        changed: rgb(0x4FC9C1),
        selected: veil(0x6FA8F5, 14),
        cursor: rgb(0x6FA8F5),
        operand: rgb(0x332C12),
        operand_edge: rgb(0xD9B13A),
    },
    plot: [
        rgb(0x6FA8E8),
        rgb(0xF08A3C),
        rgb(0x69E3C4),
        rgb(0x8B63D9),
        rgb(0xE6DC7A),
        rgb(0xD96489),
        rgb(0x3A8757),
        rgb(0xB2C0D6),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn linear(color: Color32) -> [f64; 3] {
        [color.r(), color.g(), color.b()].map(|byte| {
            let share = f64::from(byte) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    fn dot(weights: [f64; 3], values: [f64; 3]) -> f64 {
        weights.iter().zip(values).map(|(a, b)| a * b).sum()
    }

    /// The contrast of two opaque colours as WCAG 2 defines it.
    fn contrast(a: Color32, b: Color32) -> f64 {
        let luminance = |color| dot([0.2126, 0.7152, 0.0722], linear(color));
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn over(ground: Color32, veil: Color32) -> Color32 {
        ground.blend(veil)
    }

    fn grounds(theme: &Theme) -> Vec<(String, Color32)> {
        let SurfaceColors {
            base,
            raised,
            sunken,
            hover,
            pressed,
            selected,
        } = theme.surface;
        let mut grounds = vec![
            ("base".to_owned(), base),
            ("raised".to_owned(), raised),
            ("sunken".to_owned(), sunken),
            ("hover".to_owned(), hover),
            ("pressed".to_owned(), pressed),
            ("selected".to_owned(), selected),
            ("operand".to_owned(), theme.cell.operand),
            ("proved".to_owned(), theme.proved.soft),
        ];
        for level in Level::ALL {
            grounds.push((format!("{level:?}"), theme.level(level).soft));
        }
        let veiled: Vec<_> = grounds
            .iter()
            .filter(|(name, _)| !["hover", "pressed", "selected"].contains(&name.as_str())) // No cell has these.
            .map(|(name, color)| {
                let under = over(*color, theme.cell.selected);
                (format!("{name} in the selected range"), under)
            })
            .collect();
        grounds.extend(veiled);
        grounds
    }

    #[test]
    fn every_word_is_readable_on_every_ground() {
        for theme in [&LIGHT, &DARK] {
            let dark = theme.is_dark;
            let primary = theme.text.primary;
            for (name, ground) in grounds(theme) {
                let found = contrast(primary, ground);
                assert!(found >= 7.0, "primary on {name}, dark {dark}: {found:.2}");
                let found = contrast(theme.text.secondary, ground);
                assert!(found >= 4.5, "secondary on {name}, dark {dark}: {found:.2}");
                let found = contrast(theme.text.faint, ground);
                assert!(found >= 4.5, "faint on {name}, dark {dark}: {found:.2}");
                let found = contrast(theme.text.link, ground);
                assert!(found >= 4.5, "link on {name}, dark {dark}: {found:.2}");
            }
            let found = contrast(theme.text.on_accent, theme.accent);
            assert!(found >= 4.5, "default button, dark {dark}: {found:.2}");
        }
    }

    #[test]
    fn every_level_is_visible_on_every_ground_and_readable_on_its_own() {
        for theme in [&LIGHT, &DARK] {
            let dark = theme.is_dark;
            for level in Level::ALL {
                let Tone { mark, soft } = theme.level(level);
                for (name, ground) in grounds(theme) {
                    let found = contrast(mark, ground);
                    assert!(found >= 3.0, "{level:?} on {name}, {dark}: {found:.2}");
                }
                for ground in [soft, theme.surface.raised, theme.surface.base] {
                    let found = contrast(mark, ground);
                    assert!(found >= 4.5, "{level:?}, dark {dark}: {found:.2}");
                }
            }
        }
    }

    #[test]
    fn outlines_and_series_are_visible_on_their_ground() {
        for theme in [&LIGHT, &DARK] {
            let seen = [theme.accent, theme.cell.cursor, theme.cell.changed]
                .into_iter()
                .chain([theme.proved.mark, theme.cell.operand_edge])
                .chain(theme.plot);
            for color in seen {
                let found = contrast(color, theme.surface.raised);
                assert!(found >= 3.0, "{color:?}: {found:.2}");
            }
        }
    }

    /// The colour in CIE L*a*b*, where a distance of about ten is plain to see.
    fn lab(linear: [f64; 3]) -> [f64; 3] {
        let fold = |t: f64| {
            if t > 0.008856 {
                t.cbrt()
            } else {
                7.787 * t + 16.0 / 116.0
            }
        };
        let x = fold(dot([0.4124564, 0.3575761, 0.1804375], linear) / 0.95047);
        let y = fold(dot([0.2126729, 0.7151522, 0.072175], linear));
        let z = fold(dot([0.0193339, 0.119192, 0.9503041], linear) / 1.08883);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn series_are_told_apart_without_red_or_green_sight() {
        // Full protanopia and deuteranopia after Machado, Oliveira and Fernandes (2009), applied to linear light.
        const SIGHTS: [[[f64; 3]; 3]; 3] = [
            [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ],
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ],
        ];
        for theme in [&LIGHT, &DARK] {
            for sight in SIGHTS {
                let seen = theme
                    .plot
                    .map(|color| lab(sight.map(|row| dot(row, linear(color)).clamp(0.0, 1.0))));
                for (i, a) in seen.iter().enumerate() {
                    for (j, b) in seen.iter().enumerate().take(i) {
                        let squares: f64 = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum();
                        let distance = squares.sqrt();
                        assert!(distance >= 14.0, "series {j} and {i}: {distance:.1}");
                    }
                }
            }
        }
    }

    #[test]
    fn applying_gives_egui_both_themes_and_the_scale() {
        let ctx = Context::default();
        fonts::install(&ctx);
        apply(&ctx, ThemePreference::Dark, 1.25);
        let zoom = |ctx: &Context| ctx.zoom_factor();
        let mut output = ctx.run_ui(eframe::egui::RawInput::default(), |ui| {
            assert!(Theme::of(ui).is_dark);
            assert!(Theme::of_context(ui.ctx()).is_dark);
            assert_eq!(ui.visuals().panel_fill, DARK.surface.base);
        });
        output.textures_delta.clear();
        assert!((zoom(&ctx) - 1.25).abs() < 1e-6);
        apply(&ctx, ThemePreference::Light, 1.0);
        let mut output = ctx.run_ui(eframe::egui::RawInput::default(), |ui| {
            assert!(!Theme::of(ui).is_dark);
        });
        output.textures_delta.clear();
    }
}
