//! Grants what views ask for, and runs commands: the one place where they come together.

use eframe::egui::{Context, ThemePreference, ViewportCommand};

use crate::model::Lang;
use crate::rules::Certainty;
use crate::session::{Action, FileId, FileView, Preferences, SaveState, Snapshot};

use super::app::App;
use super::command::Command;
use super::dialogs::FileWish;
use super::grid::Source as _;
use super::layout::{ShownUnit, View};
use super::request::Request;
use super::tables::TableSource;
use super::theme;
use super::unfinished::finish_edit;
use super::walk::{across, fold, leave, reveal, show_text, step_number, walk};

/// Grants a request.
pub(super) fn grant(app: &mut App, ctx: &Context, request: Request) {
    let was_covered = app.is_covered();
    grant_one(app, ctx, request);
    if app.is_covered() && !was_covered {
        // Keys that follow are meant for what has opened, not for the cell behind it.
        ctx.memory_mut(eframe::egui::Memory::stop_text_input);
    }
}

fn grant_one(app: &mut App, ctx: &Context, request: Request) {
    match request {
        Request::Do(action) => act(app, action),
        Request::Run(command) => run(app, ctx, command),
        Request::Show(file, view) => {
            leave(app);
            app.session.apply(Action::Activate(file));
            app.layout.show(file, view);
            match view {
                View::Table(table) => app.layout.grid(file, table).request_focus(),
                View::Text => show_text(app, file),
                _ => {}
            }
        }
        Request::Reveal(file, place) => reveal(app, file, place),
        Request::Select(file, fingerprint) => select(app, file, &fingerprint),
        Request::Mark(file, fingerprint) => app.layout.select(file, Some(fingerprint)),
        Request::Unselect(file) => app.layout.select(file, None),
        Request::Explain(file, fingerprint) => {
            let snapshot = app.session.snapshot();
            if let Some(view) = snapshot.file(file) {
                app.dialogs.explain(view, &fingerprint);
            }
        }
        Request::Close(file) => close(app, file),
        Request::Open(paths) => app.session.apply(Action::Open(paths)),
        Request::ExportPlot {
            bytes,
            ending,
            name,
        } => {
            app.dialogs.choose(
                FileWish::WriteBytes {
                    bytes,
                    ending,
                    name,
                },
                app.layout.lang(),
            );
        }
        Request::Rules(files) => {
            app.layout.preferences.rules = files.as_slice().into();
            app.session.apply(Action::LoadRules(files));
        }
        Request::Say(text) => app.say_error(&text),
        Request::Choose(wish) => app.dialogs.choose(wish, app.layout.lang()),
        Request::Write(wish, path) => {
            if !wish.opens() && app.session.is_file(&path) {
                app.dialogs.ask_before_replacing(wish, path);
            } else {
                for request in wish.grant(&[path], false, app.layout.lang()) {
                    grant(app, ctx, request);
                }
            }
        }
        Request::QuitNow => {
            app.may_close = true;
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }
}

/// Lets the session act. When a finding has been dealt with, the table follows the panel to the
/// next one, so that nobody corrects a cell that is out of sight.
fn act(app: &mut App, action: Action) {
    let dealt_with = match &action {
        Action::ApplyFix { file, .. } | Action::Explain { file, .. } => Some(*file),
        _ => None,
    };
    app.session.apply(action);
    let snapshot = app.session.snapshot();
    if let Some(file) = dealt_with.and_then(|file| snapshot.file(file))
        && matches!(app.layout.view(file), View::Table(_) | View::Text)
        && let Some(index) = app.layout.selected(file)
        && file.review.stances[index].is_open()
        && let Some(shown) = file.review.findings[index].shown.first()
    {
        reveal(app, file.id, shown.place);
    }
}

/// Whether a command can be run now.
pub(super) fn is_enabled(command: Command, snapshot: &Snapshot) -> bool {
    let file = snapshot.active_file();
    match command {
        Command::Undo => file.is_some_and(|file| file.undo.is_some()),
        Command::Redo => file.is_some_and(|file| file.redo.is_some()),
        Command::Save => file.is_some_and(|file| file.save_state != SaveState::Saved),
        Command::ExportWorkbook => file.is_some_and(FileView::has_workbook),
        Command::ExportText => file.is_some_and(|file| file.accounts.narrative.is_some()),
        Command::Reload => file.is_some_and(|file| file.path.is_some()),
        Command::ReloadRules | Command::ClearRules => !snapshot.own.files.is_empty(),
        Command::ShowComparison => snapshot.files.len() > 1,
        Command::Find | Command::InsertRow | Command::DeleteRow => {
            file.is_some_and(|file| !file.accounts.tables.is_empty())
        }
        Command::ShowText
        | Command::NextNumber
        | Command::PreviousNumber
        | Command::SeekNumbers
        | Command::CopySentence
        | Command::GoAcross => file.is_some_and(|file| file.accounts.narrative.is_some()),
        Command::NextFinding | Command::PreviousFinding => {
            file.is_some_and(|file| !file.review.findings.is_empty())
        }
        _ if needs_file(command) => file.is_some(),
        _ => true,
    }
}

fn needs_file(command: Command) -> bool {
    let is_one = matches!(
        command,
        Command::SaveAs
            | Command::CloseFile
            | Command::AcceptFix
            | Command::AcceptSafeFixes
            | Command::ExplainFinding
            | Command::ShowOverview
            | Command::GoBack
            | Command::GoForward
            | Command::FoldRow
            | Command::UnfoldRow
            | Command::UnfoldToClass
            | Command::UnfoldToSubclass
            | Command::UnfoldAll
            | Command::ShowRelations
            | Command::ToggleLines
            | Command::ShowTables
            | Command::ShowPlots
            | Command::ShowTerms
            | Command::ShowRemarks
    );
    is_one || exports(command)
}

/// Whether it writes something about a file elsewhere.
pub(super) fn exports(command: Command) -> bool {
    matches!(
        command,
        Command::ExportAccounts
            | Command::ExportWorkbook
            | Command::ExportText
            | Command::ExportFindings
            | Command::ExportFindingsWorkbook
            | Command::ExportTables
            | Command::ExportMemo
    )
}

fn run(app: &mut App, ctx: &Context, command: Command) {
    let snapshot = app.session.snapshot();
    if !is_enabled(command, &snapshot) || !finish_edit(app, &snapshot, command) {
        return;
    }
    match command {
        Command::OpenFiles => app.dialogs.choose(FileWish::Open, app.layout.lang()),
        Command::ChooseRules => app.dialogs.choose(FileWish::Rules, app.layout.lang()),
        Command::ReloadRules => app.session.apply(Action::ReloadRules),
        Command::ClearRules => grant(app, ctx, Request::Rules(Vec::new())),
        Command::OpenSample => app.session.apply(Action::OpenSample),
        Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        Command::Palette | Command::GoToTable => app.palette.open(),
        Command::About => app.dialogs.about(),
        Command::ToggleNavigation => {
            app.layout.preferences.navigation = !app.layout.preferences.navigation;
        }
        Command::ToggleFindings => {
            app.layout.preferences.findings = !app.layout.preferences.findings;
        }
        Command::ThemeLight => set_theme(app, ctx, "light"),
        Command::ThemeDark => set_theme(app, ctx, "dark"),
        Command::ThemeSystem => set_theme(app, ctx, "system"),
        Command::LanguageZh => app.layout.preferences.set_lang(Lang::Zh),
        Command::LanguageEn => app.layout.preferences.set_lang(Lang::En),
        Command::UnitAsPrinted => app.layout.set_unit(ShownUnit::AsPrinted),
        Command::UnitYuan => app.layout.set_unit(ShownUnit::Yuan),
        Command::UnitWanYuan => app.layout.set_unit(ShownUnit::WanYuan),
        Command::ZoomIn => zoom(app, ctx, 1.1),
        Command::ZoomOut => zoom(app, ctx, 1.0 / 1.1),
        Command::ZoomReset => {
            app.layout.preferences.zoom = 1.0;
            zoom(app, ctx, 1.0);
        }
        Command::CopySentence => {
            if let Some(file) = snapshot.active_file() {
                let words = app.layout.reading(file.id).sentence(file);
                if let Some(words) = words {
                    ctx.copy_text(words);
                }
            }
        }
        command => {
            if let Some(file) = snapshot.active_file() {
                run_on_file(app, file, command);
            }
        }
    }
}

fn run_on_file(app: &mut App, file: &FileView, command: Command) {
    let lang = app.layout.lang();
    let action = match command {
        Command::Save if !file.saves_in_place() => {
            // The notice says why another file is asked for.
            if file.is_imported() {
                app.session.apply(Action::Save(file.id));
            }
            return save_as(app, file, lang);
        }
        Command::SaveAs => return save_as(app, file, lang),
        command if exports(command) => {
            let name = match command {
                Command::ExportText => file.text_name(),
                _ => file.proposed_name.clone(),
            };
            return app
                .dialogs
                .choose(FileWish::Export(file.id, command, name), lang);
        }
        Command::CloseFile => return close(app, file.id),
        Command::NextFinding => return step(app, file, 1),
        Command::PreviousFinding => return step(app, file, -1),
        Command::ExplainFinding => {
            if let Some(index) = app.layout.selected(file) {
                let fingerprint = file.review.findings[index].fingerprint.clone();
                app.dialogs.explain(file, &fingerprint);
            }
            return;
        }
        Command::AcceptFix => return accept(app, file),
        Command::Find if app.layout.view(file) == View::Text => {
            return app.layout.reading(file.id).open_search();
        }
        Command::Find => {
            app.layout.find.open();
            return show_tables(app, file);
        }
        Command::InsertRow | Command::DeleteRow => return edit_rows(app, file, command),
        Command::GoBack | Command::GoForward => return walk(app, file, command),
        Command::GoAcross => return across(app, file),
        Command::NextNumber | Command::PreviousNumber => return step_number(app, file, command),
        Command::SeekNumbers => {
            app.layout.show(file.id, View::Text);
            return app.layout.reading(file.id).seek_next();
        }
        Command::FoldRow
        | Command::UnfoldRow
        | Command::UnfoldToClass
        | Command::UnfoldToSubclass
        | Command::UnfoldAll => return fold(app, file, command),
        Command::ShowRelations => {
            app.layout.focus_relations = true;
            return;
        }
        Command::ToggleLines => {
            app.layout.preferences.lines = !app.layout.preferences.lines;
            return;
        }
        Command::ShowTables => return show_tables(app, file),
        Command::ShowOverview => return app.layout.show(file.id, View::Overview),
        Command::ShowText => return show_text(app, file.id),
        Command::ShowPlots => return app.layout.show(file.id, View::Plots),
        Command::ShowComparison => return app.layout.show(file.id, View::Comparison),
        Command::ShowTerms => return app.layout.show(file.id, View::Terms),
        Command::ShowRemarks => return app.layout.show(file.id, View::Remarks),
        Command::Save => Action::Save(file.id),
        Command::Reload if file.save_state == SaveState::Unsaved => {
            return app.dialogs.ask_before_reloading(file);
        }
        Command::Reload => Action::Reload(file.id),
        Command::Undo => Action::Undo(file.id),
        Command::Redo => Action::Redo(file.id),
        Command::AcceptSafeFixes => Action::ApplySafeFixes(file.id),
        _ => return,
    };
    app.session.apply(action);
}

fn save_as(app: &mut App, file: &FileView, lang: Lang) {
    let wish = FileWish::SaveAs(file.id, file.proposed_name.clone());
    app.dialogs.choose(wish, lang);
}

/// Shows a table if none is shown.
fn show_tables(app: &mut App, file: &FileView) {
    if !matches!(app.layout.view(file), View::Table(_))
        && let Some(table) = file.accounts.tables.first()
    {
        app.layout.show(file.id, View::Table(table.id));
    }
}

/// Puts rows in above the selected ones, as many as are selected, or takes the selected ones out.
fn edit_rows(app: &mut App, file: &FileView, command: Command) {
    let View::Table(table) = app.layout.view(file) else {
        return;
    };
    let Some(table) = file.accounts.table(table) else {
        return;
    };
    let laid = app.layout.laid(file, table);
    let lit = std::collections::BTreeSet::new();
    let words = (app.layout.lang(), app.layout.unit());
    let source = TableSource::new(file, table, &laid, words, &lit);
    let grid = app.layout.grid(file.id, table.id);
    let rows = grid.selection().rows();
    let inserts = command == Command::InsertRow;
    let allowed = if inserts {
        source.can_insert_rows(rows.start)
    } else {
        source.can_delete_rows(rows.clone())
    };
    if !allowed {
        grid.say(source.why_no_rows().unwrap_or_default());
        return;
    }
    let requests = if inserts {
        super::tables::insert_rows(&source, rows.start, rows.len())
    } else {
        super::tables::delete_rows(&source, rows)
    };
    for request in requests {
        if let Request::Do(action) = request {
            app.session.apply(action);
        }
    }
}

/// Applies the surest fix of the selected finding, and goes on to the next one.
fn accept(app: &mut App, file: &FileView) {
    let Some(index) = app.layout.selected(file) else {
        return step(app, file, 1);
    };
    let finding = &file.review.findings[index];
    let sure = finding
        .fixes
        .iter()
        .position(|fix| fix.certainty != Certainty::Hint && !fix.edits.is_empty());
    if let Some(fix) = sure {
        let finding = finding.fingerprint.clone();
        act(
            app,
            Action::ApplyFix {
                file: file.id,
                finding,
                fix,
            },
        );
    }
}

/// Selects the finding `by` further down the list, round and round.
fn step(app: &mut App, file: &FileView, by: isize) {
    let listed = app.layout.listed(file);
    if listed.is_empty() {
        return;
    }
    let at = app
        .layout
        .chosen(file)
        .and_then(|index| listed.iter().position(|other| *other == index));
    let count = listed.len();
    let next = match (at, by >= 0) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    };
    let fingerprint = file.review.findings[listed[next]].fingerprint.clone();
    select(app, file.id, &fingerprint);
}

/// Selects a finding and brings its cell into view.
fn select(app: &mut App, id: FileId, fingerprint: &str) {
    let snapshot = app.session.snapshot();
    let Some(file) = snapshot.file(id) else {
        return;
    };
    app.layout.select(id, Some(fingerprint.to_owned()));
    app.layout.preferences.findings = true;
    let finding = file
        .review
        .findings
        .iter()
        .find(|finding| finding.fingerprint == fingerprint);
    if let Some(shown) = finding.and_then(|finding| finding.shown.first()) {
        reveal(app, id, shown.place);
    }
}

fn close(app: &mut App, id: FileId) {
    let snapshot = app.session.snapshot();
    match snapshot.file(id) {
        Some(file) if file.save_state == SaveState::Unsaved => app.dialogs.ask_before_closing(file),
        _ => app.session.apply(Action::Close(id)),
    }
}

fn set_theme(app: &mut App, ctx: &Context, name: &str) {
    name.clone_into(&mut app.layout.preferences.theme);
    let preferences = &app.layout.preferences;
    theme::apply(ctx, theme_preference(preferences), preferences.zoom);
}

fn zoom(app: &mut App, ctx: &Context, factor: f32) {
    let preferences = &mut app.layout.preferences;
    preferences.zoom = (preferences.zoom * factor).clamp(0.6, 2.5);
    theme::apply(ctx, theme_preference(preferences), preferences.zoom);
}

/// The theme that the preferences ask for.
pub(super) fn theme_preference(preferences: &Preferences) -> ThemePreference {
    match preferences.theme.as_str() {
        "dark" => ThemePreference::Dark,
        "system" => ThemePreference::System,
        _ => ThemePreference::Light,
    }
}
