//! The plots of a file, one below the other; a click leads to the row, a button to a picture.

use eframe::egui::{ScrollArea, Ui};

use crate::chart::{Chart, Request as ChartRequest, Scope};
use crate::export::chart::{Palette, Style, png, svg};
use crate::model::{Lang, Text, Unit};
use crate::session::{FileId, FileView, Snapshot};

use super::layout::{Layout, ShownUnit};
use super::plots::{Picture, PlotEvent, PlotState, plot_ui, seen};
use super::request::Request;
use super::theme::space;
use super::widgets::empty_ui;

/// The width of an exported chart, in points.
const PICTURE_WIDTH: f32 = 760.0;

/// The charts of a file as it stands, made once.
#[derive(Default)]
pub struct Plotted {
    charts: Vec<Chart>,
    of: Option<(FileId, u64, bool)>,
}

impl Plotted {
    /// The charts of the file as it stands.
    fn charts(&mut self, file: &FileView) -> &[Chart] {
        let state = Some((file.id, file.version, file.previous.is_some()));
        if self.of != state {
            let scope = Scope {
                accounts: &file.accounts,
                previous: file.previous.as_deref(),
                review: Some(&file.review),
            };
            self.charts = ChartRequest::all(&scope)
                .into_iter()
                .map(|of| of.chart(&scope))
                .collect();
            self.of = state;
        }
        &self.charts
    }
}

/// Draws all plots of a file.
pub(super) fn plots_ui(
    ui: &mut Ui,
    snapshot: &Snapshot,
    file: &FileView,
    layout: &mut Layout,
) -> Vec<Request> {
    let lang = layout.lang();
    let unit = match layout.unit() {
        ShownUnit::WanYuan => Unit::WanYuan,
        ShownUnit::AsPrinted | ShownUnit::Yuan => Unit::Yuan,
    };
    let mut plotted = std::mem::take(&mut layout.plotted);
    let charts = plotted.charts(file);
    let mut requests = Vec::new();
    if charts.is_empty() {
        empty_ui(
            ui,
            lang.pick("没有可以绘制的数字", "Nothing to plot"),
            lang.pick(
                "文件中没有收入、支出或采购的分项金额。",
                "The file has no amounts by item.",
            ),
            None,
        );
    }
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            for chart in charts {
                let state = layout.plot_states.entry(chart.key.clone()).or_default();
                state.unit = unit;
                for event in plot_ui(lang, ui, chart, state) {
                    requests.extend(granted(snapshot, file, chart, *state, event, lang));
                }
                ui.add_space(space::M);
            }
        });
    // A unit that is chosen at one plot holds for the whole window.
    let chosen = charts.iter().find_map(|chart| {
        layout
            .plot_states
            .get(&chart.key)
            .map(|state| state.unit)
            .filter(|other| *other != unit)
    });
    if let Some(chosen) = chosen {
        layout.set_unit(if chosen == Unit::WanYuan {
            ShownUnit::WanYuan
        } else {
            ShownUnit::Yuan
        });
    }
    layout.plotted = plotted;
    requests
}

fn granted(
    snapshot: &Snapshot,
    file: &FileView,
    chart: &Chart,
    state: PlotState,
    event: PlotEvent,
    lang: Lang,
) -> Vec<Request> {
    match event {
        PlotEvent::Go { spot, finding } => {
            let finding = finding.and_then(|index| file.review.findings.get(index));
            match (spot.accounts, finding) {
                (0, Some(finding)) => vec![Request::Select(file.id, finding.fingerprint.clone())],
                (0, None) => vec![Request::Reveal(file.id, spot.place)],
                // The other accounts are last year's, which are open as a file of their own.
                _ => previous(snapshot, file)
                    .map(|other| Request::Reveal(other, spot.place))
                    .into_iter()
                    .collect(),
            }
        }
        PlotEvent::Export(picture) => {
            let chart = seen(chart, state);
            let style = Style {
                lang,
                unit: state.unit,
                palette: &Palette::LIGHT,
                width: PICTURE_WIDTH,
            };
            let bytes = match picture {
                Picture::Svg => Ok(svg(&chart, &style).into_bytes()),
                Picture::Png => png(&chart, &style),
            };
            match bytes {
                Ok(bytes) => vec![Request::ExportPlot {
                    bytes,
                    ending: picture.ending(),
                    name: chart.file_stem(),
                }],
                Err(error) => vec![Request::Say(Text::new(
                    format!("图片无法生成：{error}"),
                    format!("the picture could not be made: {error}"),
                ))],
            }
        }
        PlotEvent::Unit(_) => Vec::new(),
    }
}

fn previous(snapshot: &Snapshot, file: &FileView) -> Option<FileId> {
    let before = file.previous.as_ref()?;
    let same = |other: &&FileView| std::sync::Arc::ptr_eq(&other.accounts, before);
    snapshot.files.iter().find(same).map(|other| other.id)
}
