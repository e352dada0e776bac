//! The palette: finds commands, tables and findings by what is typed, and hands back which one was chosen.
//!
//! What it lists, and doing it, is left to the caller.

use crate::model::Lang;
use crate::rules::Level;
use crate::ui::fonts;
use crate::ui::search;
use crate::ui::theme::{RADIUS, Theme, font_size, space};
use crate::ui::widgets::paint_mark;
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    Align, Align2, Context, Frame, Id, Key, Margin, Modal, Modifiers, Rect, Response, Role,
    ScrollArea, Sense, Stroke, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

/// One thing that can be chosen.
#[derive(Clone, Debug, Default)]
pub struct PaletteItem {
    /// What it is called, in the language of the window.
    pub label: String,
    /// What it does, or where it is.
    pub hint: String,
    /// The keys that do the same; empty if none do.
    pub keys: String,
    /// Other names that find it: the label in the other language, a code.
    pub also: String,
    /// The level, if it is a finding.
    pub mark: Option<Level>,
}

/// The state of the palette, kept by the caller.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    is_open: bool,
    query: String,
    /// Which of the found items Enter chooses.
    selected: usize,
    /// Whether the selected item is still to be scrolled into view.
    follows: bool,
}

const WIDTH: f32 = 600.0;
const ROW_HEIGHT: f32 = 34.0;
const ROWS: f32 = 11.0;

impl Palette {
    /// Opens it, empty.
    pub fn open(&mut self) {
        *self = Self {
            is_open: true,
            ..Self::default()
        };
    }

    /// Whether it is shown.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.is_open = false;
    }
}

/// Shows the palette while it is open, and returns the index of the item that was chosen.
pub fn palette_ui(
    lang: Lang,
    ctx: &Context,
    palette: &mut Palette,
    items: &[PaletteItem],
) -> Option<usize> {
    if !palette.is_open {
        return None;
    }
    let found = found(&palette.query, items);
    read_keys(ctx, palette, found.len());
    let enter = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let mut chosen = found.get(palette.selected).copied().filter(|_| enter);

    let theme = Theme::of_context(ctx);
    let id = Id::unique("gouji::palette");
    let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, 72.0));
    let frame = Frame::new()
        .fill(theme.surface.raised)
        .stroke(Stroke::new(1.0, theme.line.edge))
        .shadow(ctx.global_style().visuals.window_shadow)
        .corner_radius(8)
        .inner_margin(Margin::same(8));
    let modal = Modal::new(id).area(area).frame(frame).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - space::XL));
        if query_ui(lang, ui, palette) {
            palette.selected = 0;
            palette.follows = true;
        }
        ui.add_space(space::XS);
        if let Some(clicked) = list_ui(lang, ui, palette, items, &found) {
            chosen = Some(clicked);
        }
    });
    if chosen.is_some() || modal.should_close() {
        palette.close();
    }
    chosen
}

/// The items that fit, best first; without a query all of them in their own order.
fn found(query: &str, items: &[PaletteItem]) -> Vec<usize> {
    let mut scored: Vec<(u32, usize)> = items
        .iter()
        .enumerate()
        .filter_map(|(index, item)| {
            let texts = [item.label.as_str(), &item.also, &item.hint];
            Some((search::score(query, &texts)?, index))
        })
        .collect();
    scored.sort_by_key(|&(score, index)| (std::cmp::Reverse(score), index));
    scored.into_iter().map(|(_, index)| index).collect()
}

fn read_keys(ctx: &Context, palette: &mut Palette, count: usize) {
    let (down, up) = ctx.input_mut(|input| {
        let mut presses = |key| input.count_and_consume_key(Modifiers::NONE, key);
        (presses(Key::ArrowDown), presses(Key::ArrowUp))
    });
    if count == 0 {
        palette.selected = 0;
        return;
    }
    if down + up > 0 {
        // Beyond the last the first is selected again, and the other way round.
        let moved = palette.selected + down + count * up.max(1) - up;
        palette.selected = moved % count;
        palette.follows = true;
    }
    palette.selected = palette.selected.min(count - 1);
}

/// Shows the text field, and says whether another text stands in it.
fn query_ui(lang: Lang, ui: &mut Ui, palette: &mut Palette) -> bool {
    let hint = lang.pick(
        "输入名称、编码或拼音首字母",
        "Type a name, a code, or the initials of its pinyin",
    );
    let response = TextEdit::singleline(&mut palette.query)
        .id(Id::unique("gouji::palette::query"))
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(8, 6))
        .return_key(None)
        .show(ui)
        .response
        .response
        .accessible_name(lang.pick("命令面板", "Command palette"));
    if !response.has_focus() {
        response.request_focus();
    }
    response.changed()
}

fn list_ui(
    lang: Lang,
    ui: &mut Ui,
    palette: &mut Palette,
    items: &[PaletteItem],
    found: &[usize],
) -> Option<usize> {
    if found.is_empty() {
        let nothing = lang.pick(
            "没有找到。换一个词试试。",
            "Nothing found. Try another word.",
        );
        ui.add_space(space::S);
        ui.vertical_centered(|ui| ui.weak(nothing));
        ui.add_space(space::S);
        return None;
    }
    let mut chosen = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .max_height(ROWS * ROW_HEIGHT)
        .auto_shrink([false, true])
        .show_viewport(ui, |ui, viewport| {
            ui.set_height(found.len() as f32 * ROW_HEIGHT);
            let left_top = ui.max_rect().left_top();
            let width = ui.max_rect().width();
            let place = |index: usize| {
                let top = left_top.y + index as f32 * ROW_HEIGHT;
                Rect::from_min_size(pos2(left_top.x, top), vec2(width, ROW_HEIGHT))
            };
            for (index, &item) in found.iter().enumerate() {
                let rect = place(index);
                let offset = rect.top() - left_top.y;
                if offset + ROW_HEIGHT < viewport.top() || offset > viewport.bottom() {
                    continue;
                }
                let is_selected = index == palette.selected;
                if row_ui(ui, rect, index, &items[item], is_selected).clicked() {
                    chosen = Some(item);
                }
            }
            if std::mem::take(&mut palette.follows) {
                ui.scroll_to_rect(place(palette.selected), None);
            }
        });
    chosen
}

fn row_ui(ui: &Ui, rect: Rect, index: usize, item: &PaletteItem, is_selected: bool) -> Response {
    let theme = Theme::of(ui);
    let id = ui.scope_id().with(("row", index));
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| {
        WidgetInfo::selected(Role::ListBoxOption, true, is_selected, item.label.as_str())
    });
    let painter = ui.painter();
    let ground = if is_selected {
        Some(theme.surface.selected)
    } else {
        response.hovered().then_some(theme.surface.hover)
    };
    if let Some(ground) = ground {
        painter.rect_filled(rect, RADIUS, ground);
    }
    let mut room = rect.shrink2(vec2(space::S, 0.0));
    if let Some(level) = item.mark {
        let center = pos2(room.left() + 5.0, rect.center().y);
        paint_mark(painter, theme, center, 10.0, level);
        room.min.x += 18.0;
    }
    let keys = painter.text(
        room.right_center(),
        Align2::RIGHT_CENTER,
        &item.keys,
        fonts::regular(font_size::SMALL),
        theme.text.secondary,
    );
    room.max.x = keys.left() - space::L;
    let galley = painter.layout_job(words(theme, item, room.width()));
    let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), room);
    painter.galley(at.min, galley, theme.text.primary);
    response
}

fn words(theme: &Theme, item: &PaletteItem, width: f32) -> LayoutJob {
    let format = |font_id, color| TextFormat {
        font_id,
        color,
        ..TextFormat::default()
    };
    let label = format(fonts::regular(font_size::BODY), theme.text.primary);
    let hint = TextFormat {
        valign: Align::Center,
        ..format(fonts::regular(font_size::SMALL), theme.text.faint)
    };
    let mut job = LayoutJob {
        wrap: TextWrapping::truncate_at_width(width),
        break_on_newline: false,
        ..LayoutJob::default()
    };
    job.append(&item.label, 0.0, label);
    job.append(&item.hint, 12.0, hint);
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(label: &str, also: &str) -> PaletteItem {
        PaletteItem {
            label: label.to_owned(),
            also: also.to_owned(),
            ..PaletteItem::default()
        }
    }

    #[test]
    fn the_best_comes_first_and_equals_keep_their_order() {
        let items = [
            item("另存为…", "Save as…"),
            item("保存", "Save"),
            item("K02 收入决算表", "income"),
        ];
        assert_eq!(found("", &items), [0, 1, 2]);
        assert_eq!(found("save", &items), [1, 0]);
        assert_eq!(found("bc", &items), [1]);
        assert_eq!(found("srjs", &items), [2]);
        assert!(found("xyz", &items).is_empty());
    }
}
