//! Keys of commands. The grid and open text fields take theirs first.

use eframe::egui::Context;

use crate::session::Snapshot;

use super::app::App;
use super::command::Command;
use super::perform::is_enabled;
use super::request::Request;

/// Commands whose keys were pressed in this frame.
pub fn requests(ctx: &Context, snapshot: &Snapshot, app: &App) -> Vec<Request> {
    if app.dialogs.is_open() || app.palette.is_open() {
        return Vec::new();
    }
    let typing = ctx.egui_wants_keyboard_input();
    let mut requests = Vec::new();
    for command in Command::ALL {
        // Undo inside a text field takes back typing, not the last step.
        let of_text = matches!(command, Command::Undo | Command::Redo);
        if typing && of_text && !super::grid::has_focus(ctx) {
            continue;
        }
        if !is_enabled(*command, snapshot) {
            continue;
        }
        let pressed = command.info().keys.iter().any(|keys| ctx.input_mut(|input| input.consume_shortcut(keys)));
        if pressed {
            requests.push(Request::Run(*command));
        }
    }
    requests
}
