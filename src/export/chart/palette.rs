//! The colours of pictures. Those of the window are the theme's; a test of `ui::plots` keeps the two equal.

use std::fmt;

use crate::chart::layout::{Fill, Ink};
use crate::rules::Level;

/// A colour.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

impl Rgb {
    const fn hex(hex: u32) -> Self {
        let [_, red, green, blue] = hex.to_be_bytes();
        Self([red, green, blue])
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([red, green, blue]) = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl fmt::Debug for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The colours of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub ground: Rgb,
    /// Names and amounts.
    pub primary: Rgb,
    /// Shares and changes.
    pub secondary: Rgb,
    /// The axis.
    pub faint: Rgb,
    /// Grid lines.
    pub hair: Rgb,
    /// Leaders and connectors.
    pub strong: Rgb,
    /// Series and categories: told apart by colour-blind readers too.
    pub series: [Rgb; 8],
    /// The marks of findings, the most serious first.
    pub marks: [Rgb; 4],
}

impl Palette {
    /// For paper and light screens.
    pub const LIGHT: Self = Self {
        ground: Rgb::hex(0xFFFFFF),
        primary: Rgb::hex(0x1B1F27),
        secondary: Rgb::hex(0x474E5B),
        faint: Rgb::hex(0x5A616E),
        hair: Rgb::hex(0xE3E6EB),
        strong: Rgb::hex(0xA3ABB8),
        series: [
            Rgb::hex(0x2F6FB5),
            Rgb::hex(0xD9780E),
            Rgb::hex(0x087F6E),
            Rgb::hex(0x5B2A86),
            Rgb::hex(0x806900),
            Rgb::hex(0xCB4571),
            Rgb::hex(0x164A33),
            Rgb::hex(0x7F8B9C),
        ],
        marks: [
            Rgb::hex(0xC22A2A),
            Rgb::hex(0xA85400),
            Rgb::hex(0x614BC0),
            Rgb::hex(0x536378),
        ],
    };

    /// For dark screens.
    pub const DARK: Self = Self {
        ground: Rgb::hex(0x1C1F26),
        primary: Rgb::hex(0xE6E8EC),
        secondary: Rgb::hex(0xB8BEC8),
        faint: Rgb::hex(0xA8AFBB),
        hair: Rgb::hex(0x2B303A),
        strong: Rgb::hex(0x5A6372),
        series: [
            Rgb::hex(0x6FA8E8),
            Rgb::hex(0xF08A3C),
            Rgb::hex(0x69E3C4),
            Rgb::hex(0x8B63D9),
            Rgb::hex(0xE6DC7A),
            Rgb::hex(0xD96489),
            Rgb::hex(0x3A8757),
            Rgb::hex(0xB2C0D6),
        ],
        marks: [
            Rgb::hex(0xFF8F85),
            Rgb::hex(0xF2B35B),
            Rgb::hex(0xB9A9FF),
            Rgb::hex(0xA3B3C9),
        ],
    };

    /// The colour of a shape.
    pub fn fill(&self, fill: Fill) -> Rgb {
        self.series[fill.series() % self.series.len()]
    }

    /// The colour of words.
    pub fn ink(&self, ink: Ink) -> Rgb {
        match ink {
            Ink::Primary => self.primary,
            Ink::Secondary => self.secondary,
            Ink::Faint => self.faint,
        }
    }

    /// The colour of a mark.
    pub fn mark(&self, level: Level) -> Rgb {
        let [error, warning, question, note] = self.marks;
        match level {
            Level::Error => error,
            Level::Warning => warning,
            Level::Question => question,
            Level::Note => note,
        }
    }
}
