//! Going from place to place: to a cell, back and forward again, into what is folded.

use crate::model::Place;
use crate::session::{Action, FileId, FileView};

use super::app::App;
use super::command::Command;
use super::layout::View;
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
    app.layout.show(id, View::Table(place.table_ref()));
    app.layout.reveal(file, table, place);
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
    if let (Some(file), Some(cell)) = (snapshot.file(stop.file), stop.cell)
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
