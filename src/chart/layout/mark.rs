//! The shapes of findings' marks: an octagon, a triangle, a diamond, a ring, as everywhere in the window.

use crate::rules::Level;

/// The outline of a mark.
#[derive(Clone, Debug, PartialEq)]
pub enum MarkShape {
    /// A filled polygon.
    Polygon(Vec<[f32; 2]>),
    /// A circle line: middle and radius.
    Circle([f32; 2], f32),
}

/// The shape of a level's mark.
pub fn mark_shape([x, y]: [f32; 2], size: f32, level: Level) -> MarkShape {
    let radius = size / 2.0;
    let polygon = |corners: &[[f32; 2]]| {
        let corners = corners
            .iter()
            .map(|[dx, dy]| [x + dx * radius, y + dy * radius]);
        MarkShape::Polygon(corners.collect())
    };
    match level {
        Level::Error => {
            let corner = |index: u8| {
                let angle = (f32::from(index) + 0.5) * std::f32::consts::FRAC_PI_4;
                [angle.cos(), angle.sin()]
            };
            polygon(&(0..8).map(corner).collect::<Vec<_>>())
        }
        Level::Warning => polygon(&[[0.0, -1.0], [1.1, 0.9], [-1.1, 0.9]]),
        Level::Question => polygon(&[[0.0, -1.1], [1.1, 0.0], [0.0, 1.1], [-1.1, 0.0]]),
        Level::Note => MarkShape::Circle([x, y], radius * 0.8),
    }
}
