//! What lies on a scale, drawn by `egui_plot`: bars, lines and their grid. Nothing of it moves: the whole is in sight.

use eframe::egui::{Rect, Stroke, Ui, UiBuilder, Vec2};
use egui_plot::{Bar, BarChart, HLine, Line, Plot, PlotBounds, PlotPoints, Points, VLine};

use crate::chart::layout::{Fill, Scene};
use crate::ui::theme::Theme;

use super::paint;

/// Draws the values of a scene whose upper left corner is that of `rect`.
pub(super) fn values_ui(ui: &mut Ui, scene: &Scene, rect: Rect) {
    let Some(axis) = &scene.axis else { return };
    let frame = paint::rect(&scene.frame).translate(rect.min.to_vec2());
    let mut ui = ui.new_child(UiBuilder::new().max_rect(frame));
    let plot = Plot::new("values")
        .width(frame.width())
        .height(frame.height())
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .set_margin_fraction(Vec2::ZERO)
        .sense(eframe::egui::Sense::hover());
    let theme = Theme::of(&ui);
    plot.show(&mut ui, |plot| {
        let (low, high) = (axis.low, axis.high);
        // Along the other axis one unit is a point.
        if scene.upright {
            let (left, right) = (scene.frame.left.into(), scene.frame.right.into());
            plot.set_plot_bounds(PlotBounds::from_min_max([left, low], [right, high]));
        } else {
            let (top, bottom) = (f64::from(scene.frame.top), f64::from(scene.frame.bottom));
            plot.set_plot_bounds(PlotBounds::from_min_max([low, -bottom], [high, -top]));
        }
        for tick in &axis.ticks {
            let name = tick.text.clone();
            if scene.upright {
                plot.hline(
                    HLine::new(name, tick.value)
                        .color(theme.line.hair)
                        .width(1.0),
                );
            } else {
                plot.vline(
                    VLine::new(name, tick.value)
                        .color(theme.line.hair)
                        .width(1.0),
                );
            }
        }
        if !scene.bars.is_empty() {
            plot.bar_chart(bars(scene, theme));
        }
        for line in lines(scene) {
            let color = paint::color(theme, Fill::Series(0));
            let points = || PlotPoints::from(line.clone());
            plot.line(
                Line::new("line", points())
                    .color(color)
                    .width(2.0)
                    .allow_hover(false),
            );
            plot.points(
                Points::new("dots", points())
                    .color(color)
                    .radius(4.0)
                    .allow_hover(false),
            );
        }
    });
}

fn bars(scene: &Scene, theme: &Theme) -> BarChart {
    let bars = scene.bars.iter().map(|bar| {
        let color = paint::color(theme, bar.fill);
        let (fill, stroke) = if bar.hatched {
            (color.gamma_multiply(paint::LIGHT), Stroke::new(1.0, color))
        } else {
            (color, Stroke::NONE)
        };
        Bar::new(-f64::from(bar.y), bar.to - bar.from)
            .base_offset(bar.from)
            .width(bar.thickness.into())
            .horizontal()
            .fill(fill)
            .stroke(stroke)
    });
    BarChart::new("bars", bars.collect()).allow_hover(false)
}

/// The pieces of a line: a missing year ends one and begins the next.
fn lines(scene: &Scene) -> Vec<Vec<[f64; 2]>> {
    let mut lines: Vec<Vec<[f64; 2]>> = Vec::new();
    for dot in &scene.dots {
        let point = [f64::from(dot.x), dot.value];
        match lines.last_mut().filter(|_| dot.joined) {
            Some(line) => line.push(point),
            None => lines.push(vec![point]),
        }
    }
    lines
}
