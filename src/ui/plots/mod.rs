//! Plots: a chart with its words, its switches and its table; says which row was asked for.
//!
//! What a chart shows and where everything stands is `chart`'s: here it is only drawn, the bars and lines by `egui_plot`,
//! the ring and the words by our own hand. Whoever shows a plot keeps its [`PlotState`] and grants its [`PlotEvent`]s.

mod hit;
mod paint;
mod palette;
mod table;
mod values;

pub use palette::palette;

use std::borrow::Cow;

use eframe::egui::{Align, Frame, Layout, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use crate::chart::layout::layout;
use crate::chart::{Chart, Form};
use crate::compare::Spot;
use crate::model::{Lang, Text, Unit};
use crate::ui::fonts;
use crate::ui::theme::{RADIUS, Theme, font_size, space};
use crate::ui::widgets::segments_ui;

/// The widest that a chart is drawn: longer bars say no more.
const MOST_WIDTH: f32 = 920.0;
/// What the title leaves to the button beside it.
const EXPORT_WIDTH: f32 = 100.0;

/// How a plot is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlotState {
    /// The form that was chosen, if the chart can be drawn in it.
    pub form: Option<Form>,
    /// The unit of its amounts.
    pub unit: Unit,
    /// Whether its table is shown below it.
    pub table: bool,
}

impl Default for PlotState {
    fn default() -> Self {
        Self {
            form: None,
            unit: Unit::Yuan,
            table: false,
        }
    }
}

/// What was asked for in a plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotEvent {
    /// To go to the row's cell, and to its finding if it has one.
    Go {
        /// The cell.
        spot: Spot,
        /// The index of the finding that the row is marked with.
        finding: Option<usize>,
    },
    /// To save the chart, in the form and the unit in which it is seen, as a picture.
    Export(Picture),
    /// Another unit was chosen; the state has it already.
    Unit(Unit),
}

/// A format of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Lines and letters.
    Svg,
    /// Pixels.
    Png,
}

impl Picture {
    /// The ending of its files, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }
}

/// Draws a chart with its title, switches, notes and, if wanted, its table.
pub fn plot_ui(lang: Lang, ui: &mut Ui, chart: &Chart, state: &mut PlotState) -> Vec<PlotEvent> {
    let mut events = Vec::new();
    let theme = Theme::of(ui);
    let card = Frame::new()
        .fill(theme.surface.raised)
        .stroke(theme.hairline())
        .corner_radius(RADIUS)
        .inner_margin(space::L);
    ui.push_id(&chart.key, |ui| {
        card.show(ui, |ui| events = card_ui(lang, ui, chart, state));
    });
    events
}

fn card_ui(lang: Lang, ui: &mut Ui, chart: &Chart, state: &mut PlotState) -> Vec<PlotEvent> {
    let mut events = Vec::new();
    ui.vertical(|ui| {
        ui.set_width(ui.available_width().min(MOST_WIDTH));
        head_ui(lang, ui, chart, state, &mut events);
        let chart = seen(chart, *state);
        legend_ui(lang, ui, &chart);
        events.extend(scene_ui(lang, ui, &chart, state.unit));
        notes_ui(lang, ui, &chart);
        if state.table {
            events.extend(table::table_ui(lang, ui, &chart, state.unit));
        }
    });
    events
}

/// The chart in the form that was chosen.
pub fn seen(chart: &Chart, state: PlotState) -> Cow<'_, Chart> {
    match state.form {
        Some(form) if form != chart.form => Cow::Owned(chart.clone().in_form(form)),
        _ => Cow::Borrowed(chart),
    }
}

fn head_ui(
    lang: Lang,
    ui: &mut Ui,
    chart: &Chart,
    state: &mut PlotState,
    events: &mut Vec<PlotEvent>,
) {
    let theme = Theme::of(ui);
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - EXPORT_WIDTH;
        ui.vertical(|ui| {
            ui.set_max_width(room);
            let title = chart.title.get(lang);
            let words = RichText::new(title).font(fonts::bold(font_size::SECTION));
            let response = ui.label(words.color(theme.text.primary));
            response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
        });
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            export_ui(lang, ui, chart, events);
        });
    });
    let source = RichText::new(chart.source.get(lang)).size(font_size::SMALL);
    ui.label(source.color(theme.text.secondary));
    ui.horizontal_wrapped(|ui| {
        if chart.forms.len() > 1 {
            let mut form = seen(chart, *state).form;
            let names: Vec<Text> = chart.forms.iter().map(|form| form.text()).collect();
            let options: Vec<(Form, &str)> = chart
                .forms
                .iter()
                .zip(&names)
                .map(|(form, name)| (*form, name.get(lang)))
                .collect();
            let name = Text::new("图形", "Form");
            if segments_ui(ui, name.get(lang), &mut form, &options) {
                state.form = Some(form);
            }
        }
        let (yuan, wan) = (Unit::Yuan.text(), Unit::WanYuan.text());
        let options = [(Unit::Yuan, yuan.get(lang)), (Unit::WanYuan, wan.get(lang))];
        let name = Text::new("单位", "Unit");
        if segments_ui(ui, name.get(lang), &mut state.unit, &options) {
            events.push(PlotEvent::Unit(state.unit));
        }
        let table = Text::new("显示数据表", "Show the table");
        ui.checkbox(&mut state.table, table.get(lang));
    });
    ui.add_space(space::S);
}

fn export_ui(lang: Lang, ui: &mut Ui, chart: &Chart, events: &mut Vec<PlotEvent>) {
    let name = Text::new("导出图片", "Export");
    ui.add_enabled_ui(!chart.is_empty(), |ui| {
        ui.menu_button(name.get(lang), |ui| {
            for (picture, name) in [(Picture::Png, "PNG…"), (Picture::Svg, "SVG…")] {
                if ui.button(name).clicked() {
                    events.push(PlotEvent::Export(picture));
                    ui.close();
                }
            }
        });
    });
}

fn legend_ui(lang: Lang, ui: &mut Ui, chart: &Chart) {
    let items = chart.legend();
    if items.is_empty() {
        return;
    }
    let theme = Theme::of(ui);
    ui.horizontal_wrapped(|ui| {
        for (fill, hatched, name) in items {
            let (rect, _) = ui.allocate_exact_size(Vec2::new(18.0, 12.0), Sense::hover());
            let rect = rect.shrink2(Vec2::new(0.0, 1.0));
            paint::area(ui.painter(), rect, paint::color(theme, fill), hatched);
            let name = RichText::new(name.get(lang)).size(font_size::SMALL);
            ui.label(name.color(theme.text.secondary));
            ui.add_space(space::S);
        }
    });
    ui.add_space(space::XS);
}

fn scene_ui(lang: Lang, ui: &mut Ui, chart: &Chart, unit: Unit) -> Option<PlotEvent> {
    if chart.is_empty() {
        return None;
    }
    let scene = layout(chart, unit, lang, ui.available_width());
    let (rect, whole) = ui.allocate_exact_size(Vec2::from(scene.size), Sense::click());
    // Many plots stand below each other, most of them out of sight.
    if ui.is_rect_visible(rect) {
        values::values_ui(ui, &scene, rect);
        paint::scene(ui, &scene, rect);
    }
    let pointed = hit::Pointed {
        lang,
        chart,
        unit,
        scene: &scene,
        rect,
    };
    pointed.hits_ui(ui, &whole)
}

fn notes_ui(lang: Lang, ui: &mut Ui, chart: &Chart) {
    let theme = Theme::of(ui);
    for note in &chart.notes {
        let note = RichText::new(note.get(lang)).size(font_size::SMALL + 0.5);
        ui.label(note.color(theme.text.secondary));
    }
    if !chart.notes.is_empty() {
        ui.add_space(space::S);
    }
}
