//! Keys of commands. The grid and open text fields take theirs first.

use eframe::egui::{Context, PointerButton};

use crate::session::Snapshot;

use super::app::App;
use super::command::{Command, take_pressed};
use super::perform::is_enabled;
use super::request::Request;

/// Commands whose keys were pressed in this frame. Nothing reaches behind an open dialog.
pub(super) fn requests(ctx: &Context, snapshot: &Snapshot, app: &App) -> Vec<Request> {
    if app.dialogs.is_open() || app.palette.is_open() {
        return Vec::new();
    }
    let pressed = take_pressed(ctx).into_iter().chain(of_mouse(ctx));
    pressed
        .filter(|command| is_enabled(*command, snapshot))
        .map(Request::Run)
        .collect()
}

/// The buttons at the side of a mouse go back and forward, as in a browser.
fn of_mouse(ctx: &Context) -> Option<Command> {
    ctx.input(|input| {
        let pointer = &input.pointer;
        if pointer.button_pressed(PointerButton::Extra1) {
            Some(Command::GoBack)
        } else if pointer.button_pressed(PointerButton::Extra2) {
            Some(Command::GoForward)
        } else {
            None
        }
    })
}
