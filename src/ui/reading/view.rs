//! The text in the middle of the window: what stands above the page, the page, the relations of the
//! number under the cursor; and what they were asked for, as requests.

use eframe::egui::{Id, Key, Ui};

use crate::model::Place;
use crate::session::FileView;
use crate::ui::layout::Layout;
use crate::ui::request::Request;
use crate::ui::tables::{lit_cells, strip_ui};
use crate::ui::widgets::empty_ui;

use super::Asked;
use super::head::head_ui;
use super::keys::keys;
use super::page::Page;
use super::state::Reading;

/// Draws the text of a file.
pub(crate) fn text_ui(ui: &mut Ui, file: &FileView, layout: &mut Layout) -> Vec<Request> {
    let lang = layout.lang();
    let Some(narrative) = file.accounts.narrative.clone() else {
        let title = lang.pick("没有正文", "No text");
        let words = lang.pick(
            "这份决算没有一并读入文字说明。",
            "No narrative was read together with these accounts.",
        );
        empty_ui(ui, title, words, None);
        return Vec::new();
    };
    let mut reading = layout.take_reading(file.id);
    reading.follow(file, &narrative);
    head_ui(ui, &mut reading, &narrative, lang);
    let mut requests = Vec::new();
    let finding = layout.selected(file);
    let finding = finding.and_then(|index| file.review.findings.get(index));
    reading.seen_with = finding.map(|finding| finding.fingerprint.clone());
    if let Some(place) = reading.cell() {
        let takes_focus = std::mem::take(&mut layout.focus_relations);
        let shown = strip_ui(ui, file, place, layout, takes_focus);
        requests.extend(shown.requests);
        // By now egui has taken the keyboard from what had it when Esc was pressed.
        let had_focus = std::mem::replace(&mut layout.relations_focused, shown.has_focus);
        if had_focus && !shown.has_focus && ui.input(|input| input.key_pressed(Key::Escape)) {
            reading.wants_focus = true;
        }
    }
    let lit = lit_cells(file, layout);
    let page = Page {
        file,
        narrative: &narrative,
        lang,
        unit: layout.unit(),
        lit: &lit,
        id: Id::unique(("reading", file.id)),
    };
    let mut asked = Vec::new();
    keys(ui, page.id, &mut reading, ui.available_height(), &mut asked);
    asked.extend(page.show(ui, &mut reading));
    if !asked.is_empty() || reading.wants_focus || reading.is_moved {
        ui.ctx().request_repaint();
    }
    for wish in asked {
        match wish {
            Asked::Edit => page.edit(&mut reading),
            Asked::Chosen => {
                let finding = reading.finding(file);
                requests.extend(finding.map(|finding| Request::Mark(file.id, finding)));
            }
            Asked::Run(command) => requests.push(Request::Run(command)),
            Asked::Do(request) => requests.push(request),
        }
    }
    layout.put_reading(file.id, reading);
    requests
}

/// The cell in a table that the number under the cursor is tied to: what it states, or else
/// whatever it is compared with.
pub(crate) fn table_cell(file: &FileView, reading: &Reading) -> Option<Place> {
    let spot = &reading.spots.all()[reading.at_cursor()?];
    let others = spot.cells.iter().flat_map(|cell| tied_to(file, *cell));
    let mut others = others.filter(|place| file.accounts.text_span(*place).is_none());
    others.next()
}

/// The cells of the text that state a cell of a table, in the order of the text.
pub(crate) fn text_cells(file: &FileView, place: Place) -> Vec<Place> {
    let mut cells: Vec<_> = tied_to(file, place)
        .filter_map(|cell| Some((file.accounts.text_span(cell)?, cell)))
        .collect();
    cells.sort_unstable();
    cells.dedup();
    cells.into_iter().map(|(_, cell)| cell).collect()
}

/// The other cells of the relations of a cell.
fn tied_to(file: &FileView, place: Place) -> impl Iterator<Item = Place> {
    let relations = file.review.relations_of(place);
    let relations = relations.filter_map(|decided| decided.relation.as_deref());
    let figures = relations.flat_map(|relation| {
        let terms = relation.terms();
        terms.filter_map(|term| Some(term.operand.figure()?.place))
    });
    figures.filter(move |other| *other != place)
}
