//! The map beside the scroll bar: where on the way through the text something is wrong or could
//! not be checked, and what of it is in sight. A click goes there.

use eframe::egui::{
    CursorIcon, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::model::Lang;
use crate::rules::Level;
use crate::ui::theme::Theme;

use super::paint::map_color;
use super::state::Reading;

/// How wide the map is.
pub(super) const WIDTH: f32 = 18.0;

/// How many points of the map one mark stands for.
const STEP: f32 = 3.0;

/// What stands at a height of the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bin {
    /// The most serious level there.
    level: Option<Level>,
    /// How many are contradicted.
    contradicted: usize,
    /// How many could not be checked.
    unchecked: usize,
    /// Whether a part begins there.
    part: bool,
}

/// Draws the map; gives the height of the page that is to be seen in the middle, when one is asked
/// for.
pub(super) fn map_ui(ui: &mut Ui, reading: &mut Reading, lang: Lang, view: f32) -> Option<f32> {
    let theme = Theme::of(ui);
    let size = vec2(WIDTH, ui.available_height());
    let (rect, response) = ui.allocate_exact_size(size, Sense::click_and_drag());
    response.widget_info(|| {
        let name = lang.pick("全文分布图", "Map of the text");
        WidgetInfo::labeled(Role::ScrollBar, true, name)
    });
    let total = reading.heights.total().max(view).max(1.0);
    let scale = rect.height() / total;
    let bins = reading.bins(step_at(rect.height() / STEP), total);
    let painter = ui.painter_at(rect.expand(1.0));
    painter.rect_filled(rect, 3.0, theme.surface.sunken);
    for (index, bin) in bins.iter().enumerate() {
        let y = rect.top() + index as f32 * STEP;
        if bin.part {
            painter.hline(rect.x_range(), y, Stroke::new(1.0, theme.line.edge));
        }
        // A contradiction takes the whole width, what could not be checked a short dash.
        if bin.contradicted > 0 {
            let mark = Rect::from_min_size(pos2(rect.left() + 2.0, y), vec2(WIDTH - 4.0, STEP));
            painter.rect_filled(mark, 1.0, map_color(theme, bin.level.or(Some(Level::Note))));
        } else if bin.unchecked > 0 {
            let at = pos2(rect.center().x - 3.0, y + 0.5);
            let mark = Rect::from_min_size(at, vec2(6.0, STEP - 1.0));
            painter.rect_filled(mark, 0.0, map_color(theme, None));
        }
    }
    let height = (view * scale).clamp(8.0, rect.height().max(8.0));
    let top = (reading.offset * scale)
        .min(rect.height() - height)
        .max(0.0);
    let corner = pos2(rect.left(), rect.top() + top);
    let frame = Rect::from_min_size(corner, vec2(WIDTH, height));
    painter.rect_filled(frame, 3.0, theme.cell.selected);
    painter.rect_stroke(
        frame,
        3.0,
        Stroke::new(1.0, theme.accent),
        StrokeKind::Inside,
    );
    let asked = response
        .interact_pointer_pos()
        .map(|at| (at.y - rect.top()) / scale);
    hint_ui(response, reading, &bins, rect, lang);
    asked
}

/// What stands where the pointer is.
fn hint_ui(response: Response, reading: &Reading, bins: &[Bin], rect: Rect, lang: Lang) {
    let Some(at) = response.hover_pos() else {
        return;
    };
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let y = (at.y - rect.top()) / rect.height();
    let near = step_at(y * rect.height() / STEP);
    let near = near.saturating_sub(1)..(near + 2).min(bins.len());
    let near = bins.get(near).unwrap_or_default();
    let contradicted: usize = near.iter().map(|bin| bin.contradicted).sum();
    let unchecked: usize = near.iter().map(|bin| bin.unchecked).sum();
    let mut words = vec![reading.place_words(y * reading.heights.total(), lang)];
    if contradicted > 0 {
        words.push(match lang {
            Lang::Zh => format!("矛盾 {contradicted} 处"),
            Lang::En => format!("{contradicted} contradicted"),
        });
    }
    if unchecked > 0 {
        words.push(match lang {
            Lang::Zh => format!("未检查 {unchecked} 处"),
            Lang::En => format!("{unchecked} not checked"),
        });
    }
    words.retain(|words| !words.is_empty());
    response.on_hover_text(words.join("\n"));
}

/// The step in which a height lies that is measured in steps.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "no window is that high, and what lies above it belongs to the first step"
)]
pub(super) fn step_at(height: f32) -> usize {
    height.max(0.0) as usize
}

impl Bin {
    /// Counts in something contradicted, of this level.
    pub(super) fn contradict(&mut self, level: Option<Level>) {
        self.contradicted += 1;
        self.level = self.level.into_iter().chain(level).min();
    }

    /// Counts in something that could not be checked.
    pub(super) fn leave_open(&mut self) {
        self.unchecked += 1;
    }

    /// Notes that a part begins.
    pub(super) fn begin_part(&mut self) {
        self.part = true;
    }
}
