//! Top: the menus, made from the one list of commands. What is chosen once and kept, and what only
//! a table with classes needs, stands a step deeper, so that every menu is seen whole.

use eframe::egui::{Button, MenuBar, Ui};

use crate::model::Lang;
use crate::session::Snapshot;
use crate::ui::command::{Command, Group};
use crate::ui::layout::Layout;
use crate::ui::request::Request;

/// Draws the menu bar.
pub(crate) fn menu_ui(ui: &mut Ui, snapshot: &Snapshot, layout: &Layout) -> Vec<Request> {
    let lang = layout.lang();
    let mut requests = Vec::new();
    MenuBar::new().ui(ui, |ui| {
        for group in Group::ALL {
            ui.menu_button(group.title(lang), |ui| {
                // So close together that the longest menu is seen whole in a usual window.
                ui.spacing_mut().item_spacing.y = 0.0;
                let commands: Vec<Command> = group.commands().collect();
                for part in commands.chunk_by(|one, next| deeper(*one) == deeper(*next)) {
                    part_ui(ui, part, snapshot, layout, &mut requests);
                }
                if group == Group::File {
                    recent_ui(ui, snapshot, layout, &mut requests);
                }
            });
        }
    });
    requests
}

/// A menu within a menu.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deeper {
    Fold,
    Unit,
    Theme,
    Language,
    Zoom,
}

impl Deeper {
    const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Fold => lang.pick("折叠和展开", "Fold and unfold"),
            Self::Unit => lang.pick("金额单位", "Unit of amounts"),
            Self::Theme => lang.pick("颜色", "Colors"),
            // Found by who cannot read the other one.
            Self::Language => "语言 Language",
            Self::Zoom => lang.pick("大小", "Size"),
        }
    }
}

/// The menu within its menu that a command stands in.
const fn deeper(command: Command) -> Option<Deeper> {
    match command {
        Command::FoldRow
        | Command::UnfoldRow
        | Command::UnfoldToClass
        | Command::UnfoldToSubclass
        | Command::UnfoldAll => Some(Deeper::Fold),
        Command::UnitAsPrinted | Command::UnitYuan | Command::UnitWanYuan => Some(Deeper::Unit),
        Command::ThemeLight | Command::ThemeDark | Command::ThemeSystem => Some(Deeper::Theme),
        Command::LanguageZh | Command::LanguageEn => Some(Deeper::Language),
        Command::ZoomIn | Command::ZoomOut | Command::ZoomReset => Some(Deeper::Zoom),
        _ => None,
    }
}

/// Commands that stand together, in the menu or in one within it.
fn part_ui(
    ui: &mut Ui,
    part: &[Command],
    snapshot: &Snapshot,
    layout: &Layout,
    requests: &mut Vec<Request>,
) {
    let mut all_ui = |ui: &mut Ui| {
        for command in part {
            command_ui(ui, *command, snapshot, layout, requests);
        }
    };
    match part.first().and_then(|command| deeper(*command)) {
        None => all_ui(ui),
        Some(deeper) => {
            ui.menu_button(deeper.title(layout.lang()), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                all_ui(ui);
            });
        }
    }
}

fn command_ui(
    ui: &mut Ui,
    command: Command,
    snapshot: &Snapshot,
    layout: &Layout,
    requests: &mut Vec<Request>,
) {
    let lang = layout.lang();
    let mut label = command.label(lang).to_owned();
    // What undo would take back is said where it is offered.
    let step = snapshot.active_file().and_then(|file| match command {
        Command::Undo => file.undo.as_ref(),
        Command::Redo => file.redo.as_ref(),
        _ => None,
    });
    if let Some(step) = step {
        label = format!("{label}{}{}", lang.pick("：", ": "), step.get(lang));
    }
    let keys = command.keys_text(ui.ctx());
    let button = Button::new(label).shortcut_text(keys);
    let enabled = crate::ui::perform::is_enabled(command, snapshot);
    let response = ui
        .add_enabled(enabled, button)
        .on_hover_text(command.hint(lang));
    if response.clicked() {
        requests.push(Request::Run(command));
        ui.close();
    }
}

fn recent_ui(ui: &mut Ui, snapshot: &Snapshot, layout: &Layout, requests: &mut Vec<Request>) {
    if snapshot.recent.is_empty() {
        return;
    }
    ui.separator();
    ui.menu_button(layout.lang().pick("最近打开", "Open recent"), |ui| {
        for path in &snapshot.recent {
            let name = path
                .file_name()
                .unwrap_or(path.as_os_str())
                .to_string_lossy()
                .into_owned();
            let response = ui.button(name).on_hover_text(path.display().to_string());
            if response.clicked() {
                requests.push(Request::Open(vec![path.clone()]));
                ui.close();
            }
        }
    });
}
