//! Going from place to place: to a cell, back and forward again, into what is folded.

use crate::model::Place;
use crate::session::{Action, FileId, FileView};

use super::app::App;
use super::command::Command;
use super::layout::View;
use super::reading::{table_cell, text_cells};
use super::tables::Depth;

/// Shows a cell's table and puts the cursor on the cell.
pub(super) fn reveal(app: &mut App, id: FileId, place: Place) {
    let snapshot = app.session.snapshot();
    let Some(file) = snapshot.file(id) else {
        return;
    };
    let Some(table) = file.accounts.table(place.table_ref()) else {
        return;
    };
    leave(app);
    // What was read from the text is looked at there, unless its table is in sight.
    let is_here = app.layout.view(file) == View::Table(place.table_ref());
    if let Some(span) = file.accounts.text_near(place).filter(|_| !is_here) {
        app.layout.show(id, View::Text);
        return app.layout.reading(id).reveal(span);
    }
    app.layout.show(id, View::Table(place.table_ref()));
    app.layout.reveal(file, table, place);
}

/// Shows the text.
pub(super) fn show_text(app: &mut App, id: FileId) {
    leave(app);
    app.layout.show(id, View::Text);
    app.layout.reading(id).request_focus();
    let snapshot = app.session.snapshot();
    let Some(file) = snapshot.file(id) else {
        return;
    };
    // Who has not been there since a finding was chosen comes for that.
    let finding = app.layout.selected(file);
    let Some(finding) = finding.and_then(|index| file.review.findings.get(index)) else {
        return;
    };
    if app.layout.reading(id).has_shown(&finding.fingerprint) {
        return;
    }
    let mut places = finding.shown.iter().map(|shown| shown.place);
    if let Some(span) = places.find_map(|place| file.accounts.text_near(place)) {
        app.layout.reading(id).reveal(span);
    }
}

/// Goes from a number of the text to the cell that it states, or from a cell to the first sentence
/// that states it; once there, to the next one.
pub(super) fn across(app: &mut App, file: &FileView) {
    match app.layout.view(file) {
        View::Text => {
            let reading = app.layout.reading(file.id);
            if let Some(place) = table_cell(file, reading) {
                reveal(app, file.id, place);
            }
        }
        View::Table(id) => {
            let Some(place) = app.layout.look(file.id, id).cursor() else {
                return;
            };
            let stated = text_cells(file, place).first().copied();
            let own = file.accounts.text_near(place).map(|_| place);
            if let Some(span) = own
                .or(stated)
                .and_then(|cell| file.accounts.text_near(cell))
            {
                show_text(app, file.id);
                app.layout.reading(file.id).reveal(span);
            }
        }
        _ => show_text(app, file.id),
    }
}

/// Goes to the next or the previous number that is looked for in the text.
pub(super) fn step_number(app: &mut App, file: &FileView, command: Command) {
    if app.layout.view(file) != View::Text {
        show_text(app, file.id);
    }
    let reading = app.layout.reading(file.id);
    reading.take_in(file);
    reading.step(command == Command::NextNumber);
    if let Some(fingerprint) = reading.finding(file) {
        app.layout.select(file.id, Some(fingerprint));
    }
}

/// Notes where the reader is before going elsewhere.
pub(super) fn leave(app: &mut App) {
    if let Some(file) = app.session.snapshot().active_file() {
        let stop = app.layout.stop(file);
        app.layout.trail.leave(stop);
    }
}

/// Goes back to where the reader was before, or forward again.
pub(super) fn walk(app: &mut App, file: &FileView, command: Command) {
    let now = app.layout.stop(file);
    let stop = if command == Command::GoBack {
        app.layout.trail.back(now)
    } else {
        app.layout.trail.forward(now)
    };
    let Some(stop) = stop else {
        return;
    };
    app.session.apply(Action::Activate(stop.file));
    app.layout.show(stop.file, stop.view);
    let snapshot = app.session.snapshot();
    if stop.view == View::Text {
        let file = snapshot.file(stop.file);
        let cell = file.zip(stop.cell);
        let span = cell.and_then(|(file, cell)| file.accounts.text_span(cell));
        let reading = app.layout.reading(stop.file);
        reading.request_focus();
        if let Some(span) = span {
            reading.reveal(span);
        }
    } else if let (Some(file), Some(cell)) = (snapshot.file(stop.file), stop.cell)
        && let Some(table) = file.accounts.table(cell.table_ref())
    {
        app.layout.reveal(file, table, cell);
    }
}

/// Folds or unfolds rows of the table that is shown.
pub(super) fn fold(app: &mut App, file: &FileView, command: Command) {
    let View::Table(id) = app.layout.view(file) else {
        return;
    };
    let Some(table) = file.accounts.table(id) else {
        return;
    };
    let look = app.layout.look(file.id, id);
    let row = look.cursor().map_or(0, |place| place.row as usize);
    match command {
        Command::FoldRow => look.fold(table, row, true),
        Command::UnfoldRow => look.fold(table, row, false),
        Command::UnfoldToClass => look.unfold_to(table, Depth::Class),
        Command::UnfoldToSubclass => look.unfold_to(table, Depth::Subclass),
        _ => look.unfold_to(table, Depth::Item),
    }
}
