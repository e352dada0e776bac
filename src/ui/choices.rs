//! What the palette offers: every command, every table, every open finding.

use eframe::egui::Context;

use crate::session::Snapshot;

use super::command::Command;
use super::layout::{Layout, View};
use super::palette::{Palette, PaletteItem, palette_ui};
use super::perform::is_enabled;
use super::request::Request;

/// Draws the palette while it is open; gives what was chosen.
pub(super) fn palette_requests(
    ctx: &Context,
    snapshot: &Snapshot,
    layout: &Layout,
    palette: &mut Palette,
) -> Option<Request> {
    if !palette.is_open() {
        return None;
    }
    let (items, mut requests): (Vec<_>, Vec<_>) =
        choices(ctx, snapshot, layout).into_iter().unzip();
    let chosen = palette_ui(layout.lang(), ctx, palette, &items)?;
    Some(requests.swap_remove(chosen))
}

fn choices(ctx: &Context, snapshot: &Snapshot, layout: &Layout) -> Vec<(PaletteItem, Request)> {
    let lang = layout.lang();
    let mut choices = Vec::new();
    for command in Command::all().filter(|command| is_enabled(*command, snapshot)) {
        let info = command.info();
        let item = PaletteItem {
            label: command.label(lang).to_owned(),
            hint: command.hint(lang).to_owned(),
            keys: command.keys_text(ctx),
            also: format!("{} {}", info.zh, info.en),
            mark: None,
        };
        choices.push((item, Request::Run(command)));
    }
    let Some(file) = snapshot.active_file() else {
        return choices;
    };
    for table in &file.accounts.tables {
        let spec = table.spec();
        let item = PaletteItem {
            label: spec.title.get(lang).to_owned(),
            hint: spec.id.clone().unwrap_or_default(),
            also: format!("{} {}", spec.title.zh, spec.title.en),
            ..PaletteItem::default()
        };
        choices.push((item, Request::Show(file.id, View::Table(table.id))));
    }
    for (_, finding) in file.review.open() {
        let item = PaletteItem {
            label: finding.message.get(lang).to_owned(),
            hint: finding.rule.to_string(),
            mark: Some(finding.level),
            ..PaletteItem::default()
        };
        choices.push((item, Request::Select(file.id, finding.fingerprint.clone())));
    }
    choices
}
