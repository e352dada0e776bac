//! Keys of commands. The grid and open text fields take theirs first.

use eframe::egui::Context;

use crate::session::Snapshot;

use super::app::App;
use super::command::take_pressed;
use super::perform::is_enabled;
use super::request::Request;

/// Commands whose keys were pressed in this frame. Nothing reaches behind an open dialog.
pub(super) fn requests(ctx: &Context, snapshot: &Snapshot, app: &App) -> Vec<Request> {
    if app.dialogs.is_open() || app.palette.is_open() {
        return Vec::new();
    }
    let pressed = take_pressed(ctx).into_iter();
    pressed
        .filter(|command| is_enabled(*command, snapshot))
        .map(Request::Run)
        .collect()
}
