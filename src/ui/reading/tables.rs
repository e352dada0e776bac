//! Tables within the text: folded to a line that says how long they are and which table of the
//! accounts holds their figures.

use eframe::egui::{
    Align2, Color32, CursorIcon, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::model::{Lang, Period, Span, TableRef};
use crate::ui::fonts;
use crate::ui::layout::View;
use crate::ui::request::Request;
use crate::ui::tables::official_title;
use crate::ui::theme::{RADIUS, Theme, font_size};

use super::Asked;
use super::flow::Kind;
use super::page::Page;
use super::state::Reading;

/// Blocks before a table in which its title may stand.
const ABOVE: usize = 4;

/// The table of the accounts whose title stands above a table of the text, or in its first lines.
pub(super) fn table_title(page: &Page<'_>, reading: &Reading, index: usize) -> Option<TableRef> {
    let span = reading.blocks[index].span;
    let head: String = page.narrative.slice(span).chars().take(120).collect();
    let above = reading.blocks[index.saturating_sub(ABOVE)..index]
        .iter()
        .rev();
    let above = above
        .take_while(|block| !matches!(block.kind, Kind::Table(_)))
        .map(|block| beginning(page, block.span));
    let titles: Vec<(TableRef, &str)> = page
        .file
        .accounts
        .tables
        .iter()
        .filter(|table| table.id.period == Period::Final)
        .map(|table| (table.id, official_title(page.file, table.id).zh.as_str()))
        .collect();
    std::iter::once(head).chain(above).find_map(|words| {
        let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        // Of 收入决算表 and 一般公共预算收入决算表 the longer one is meant.
        let named = titles.iter().filter(|(_, title)| words.contains(title));
        let named = named.max_by_key(|(_, title)| title.len());
        named.map(|(table, _)| *table)
    })
}

fn beginning(page: &Page<'_>, span: Span) -> String {
    page.narrative.slice(span).chars().take(60).collect()
}

/// Draws the line that stands for a table, and folds or unfolds it.
pub(super) fn fold_ui(
    ui: &Ui,
    page: &Page<'_>,
    reading: &mut Reading,
    (index, rect, lines): (usize, Rect, u32),
    title: Option<TableRef>,
    asked: &mut Vec<Asked>,
) {
    let theme = Theme::of(ui);
    let is_open = reading.is_unfolded(index);
    let row = reading.row_height();
    let rect = Rect::from_min_size(rect.min, vec2(rect.width(), row)).shrink2(vec2(0.0, 5.0));
    let words = match page.lang {
        Lang::Zh => format!("表格 {lines} 行"),
        Lang::En => format!("table of {lines} lines"),
    };
    let response = ui.interact(rect, page.id.with(("table", index)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &words));
    if response.clicked() {
        reading.unfolded.insert(index, !is_open);
        reading.is_moved = true;
    }
    let painter = ui.painter();
    let fill = if response.hovered() {
        theme.surface.hover
    } else {
        theme.surface.sunken
    };
    painter.rect(rect, RADIUS, fill, theme.hairline(), StrokeKind::Inside);
    let center = pos2(rect.left() + 16.0, rect.center().y);
    let points = if is_open {
        [vec2(-4.0, -2.0), vec2(4.0, -2.0), vec2(0.0, 3.5)]
    } else {
        [vec2(-2.0, -4.0), vec2(3.5, 0.0), vec2(-2.0, 4.0)]
    };
    let points = points.map(|by| center + by).to_vec();
    painter.add(Shape::convex_polygon(
        points,
        theme.text.secondary,
        Stroke::NONE,
    ));
    let font = fonts::regular(font_size::FIGURE);
    let galley = painter.layout_no_wrap(words, font.clone(), theme.text.secondary);
    let inner = rect.with_min_x(rect.left() + 30.0);
    let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), inner);
    painter.galley(at.min, galley, Color32::PLACEHOLDER);
    let Some(table) = title else {
        return;
    };
    let title = official_title(page.file, table).get(page.lang);
    let words = match page.lang {
        Lang::Zh => format!("见《{title}》"),
        Lang::En => format!("see {title}"),
    };
    let galley = painter.layout_no_wrap(words.clone(), font, theme.text.link);
    let link = Align2::LEFT_CENTER
        .align_size_within_rect(galley.size(), inner.with_min_x(at.right() + 14.0));
    let response = ui.interact(link, page.id.with(("see", index)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &words));
    let painter = ui.painter_at(rect);
    painter.galley(link.min, galley, Color32::PLACEHOLDER);
    if response.hovered() || response.has_focus() {
        let line = Stroke::new(1.0, theme.text.link);
        painter.hline(link.x_range(), link.bottom() - 1.0, line);
    }
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        let show = Request::Show(page.file.id, View::Table(table));
        asked.push(Asked::Do(show));
    }
}
