//! What is still being typed is taken in before the accounts are saved, exported or closed.

use crate::session::{FileView, Snapshot};

use super::app::App;
use super::command::Command;
use super::layout::View;
use super::request::Request;
use super::tables::TableSource;

/// Takes in what is still being typed into a cell before it is saved, exported or closed; `false`
/// when it is refused, which the grid says at the cell.
pub(super) fn finish_edit(app: &mut App, snapshot: &Snapshot, command: Command) -> bool {
    let closes = matches!(
        command,
        Command::Save | Command::SaveAs | Command::CloseFile | Command::Quit
    );
    let concerned = closes || super::perform::exports(command);
    let Some(file) = snapshot.active_file().filter(|_| concerned) else {
        return true;
    };
    let id = match app.layout.view(file) {
        View::Table(id) => id,
        View::Text => return finish_in_text(app, file),
        _ => return true,
    };
    let Some(table) = file.accounts.table(id) else {
        return true;
    };
    let laid = app.layout.laid(file, table);
    let lit = std::collections::BTreeSet::new();
    let words = (app.layout.lang(), app.layout.unit());
    let source = TableSource::new(file, table, &laid, words, &lit);
    let mut grid = app.layout.take_grid(file.id, id);
    let finished = grid.finish_edit(&source);
    let requests = finished
        .as_ref()
        .ok()
        .and_then(Option::as_ref)
        .map(|event| super::tables::event_requests(file, &source, event.clone(), &grid));
    app.layout.put_grid(file.id, id, grid);
    for request in requests.into_iter().flatten() {
        if let Request::Do(action) = request {
            app.session.apply(action);
        }
    }
    finished.is_ok()
}

/// The same of what is being typed into the text.
fn finish_in_text(app: &mut App, file: &FileView) -> bool {
    let Ok(request) = app.layout.reading(file.id).finish_edit(file) else {
        return false;
    };
    if let Some(Request::Do(action)) = request {
        app.session.apply(action);
    }
    true
}
