//! What the program has to say about something that was done or could not be done.
//!
//! Notices float above a corner of the window, so nothing else moves when one comes or goes.

use crate::model::Lang;
use crate::rules::Level;
use crate::ui::theme::{Theme, font_size, space};
use crate::ui::widgets::paint_mark;
use crate::ui::widgets::search_field::paint_cross;
use eframe::egui::{
    Align2, Area, Context, Frame, Id, Margin, Order, RichText, Role, Sense, Stroke, Ui, Vec2,
    WidgetInfo, accesskit, pos2, vec2,
};
use std::time::Duration;

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeLevel {
    /// Something was done. It goes by itself.
    Done,
    /// Something should be known. It goes by itself, later.
    Warning,
    /// Something could not be done. It stays until it is dismissed.
    Error,
}

impl NoticeLevel {
    /// How long it stays, in seconds.
    const fn lasts(self) -> Option<f64> {
        match self {
            Self::Done => Some(4.0),
            Self::Warning => Some(12.0),
            Self::Error => None,
        }
    }
}

/// Something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How grave it is.
    pub level: NoticeLevel,
    /// What happened, in one sentence.
    pub text: String,
    /// What can be done about it.
    pub hints: Vec<String>,
}

impl Notice {
    /// A notice without hints.
    pub fn new(level: NoticeLevel, text: impl Into<String>) -> Self {
        Self {
            level,
            text: text.into(),
            hints: Vec::new(),
        }
    }

    /// The same with one more hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// The notices that are shown, kept by the caller.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    shown: Vec<Shown>,
    next_id: u64,
}

#[derive(Clone, Debug)]
struct Shown {
    notice: Notice,
    id: u64,
    /// When it goes, in egui's time; set when it is first drawn.
    until: Option<f64>,
}

impl Notices {
    /// At most so many are shown; older ones make room.
    const MOST: usize = 5;

    /// Shows a notice. One that says the same as a shown one replaces it.
    pub fn push(&mut self, notice: Notice) {
        self.shown.retain(|shown| shown.notice != notice);
        let id = self.next_id;
        self.next_id += 1;
        self.shown.push(Shown {
            notice,
            id,
            until: None,
        });
        let extra = self.shown.len().saturating_sub(Self::MOST);
        self.shown.drain(..extra);
    }

    /// The notices that are shown, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.shown.iter().map(|shown| &shown.notice)
    }

    /// Takes all away.
    pub fn clear(&mut self) {
        self.shown.clear();
    }
}

/// Draws the notices in the lower right corner.
pub fn notices_ui(lang: Lang, ctx: &Context, notices: &mut Notices) {
    let now = ctx.input(|input| input.time);
    notices
        .shown
        .retain(|shown| shown.until.is_none_or(|until| now < until));
    if notices.shown.is_empty() {
        return;
    }
    let mut dismissed = None;
    let area = Area::new(Id::unique("gouji::notices"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, Vec2::splat(-space::XL))
        .show(ctx, |ui| {
            ui.set_max_width(400.0);
            for shown in &notices.shown {
                if notice_ui(lang, ui, shown) {
                    dismissed = Some(shown.id);
                }
            }
        });
    notices.shown.retain(|shown| Some(shown.id) != dismissed);
    let is_read = area.response.contains_pointer();
    for shown in &mut notices.shown {
        let Some(lasts) = shown.notice.level.lasts() else {
            continue;
        };
        // A notice under the pointer is being read, so its time begins anew.
        if is_read {
            shown.until = None;
        }
        let until = *shown.until.get_or_insert(now + lasts);
        ctx.request_repaint_after(Duration::from_secs_f64(until - now));
    }
}

/// Draws one notice, and says whether it was dismissed.
fn notice_ui(lang: Lang, ui: &mut Ui, shown: &Shown) -> bool {
    let theme = Theme::of(ui);
    let notice = &shown.notice;
    let edge = match notice.level {
        NoticeLevel::Done => theme.line.edge,
        NoticeLevel::Warning => theme.warning.mark,
        NoticeLevel::Error => theme.error.mark,
    };
    let frame = Frame::new()
        .fill(theme.surface.raised)
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(6)
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(Margin::symmetric(12, 8));
    let shown = frame.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            level_ui(ui, notice.level);
            let words = ui.vertical(|ui| {
                ui.set_width(330.0);
                let label = ui.label(&notice.text);
                for hint in &notice.hints {
                    let hint = RichText::new(hint).size(font_size::SMALL);
                    ui.label(hint.color(theme.text.secondary));
                }
                label.id
            });
            ui.ctx().accesskit_node_builder(words.inner, |node| {
                node.set_live(accesskit::Live::Polite);
            });
            dismiss_ui(lang, ui, &notice.text)
        })
        .inner
    });
    shown.inner
}

fn level_ui(ui: &mut Ui, level: NoticeLevel) {
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(14.0, 20.0), Sense::hover());
    let center = rect.center();
    let painter = ui.painter();
    match level {
        NoticeLevel::Done => {
            let stroke = Stroke::new(2.0, theme.proved.mark);
            let low = center + vec2(-1.5, 3.5);
            painter.line_segment([center + vec2(-5.0, 0.0), low], stroke);
            painter.line_segment([low, center + vec2(5.0, -4.0)], stroke);
        }
        NoticeLevel::Warning => paint_mark(painter, theme, center, 11.0, Level::Warning),
        NoticeLevel::Error => paint_mark(painter, theme, center, 11.0, Level::Error),
    }
}

fn dismiss_ui(lang: Lang, ui: &mut Ui, text: &str) -> bool {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(18.0, 20.0), Sense::click());
    let name = lang.pick("关闭提示", "Dismiss");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}: {text}")));
    let color = if response.hovered() || response.has_focus() {
        theme.text.primary
    } else {
        theme.text.faint
    };
    let center = pos2(rect.center().x, rect.center().y);
    paint_cross(ui.painter(), center, Stroke::new(1.5, color));
    response.clicked()
}
