//! The whole window driven by name, as a person or a screen reader drives it: no display, no GPU.
//!
//! Every run checks that each widget that can be used has an accessible name.

use crate::support::desk::{session_in, with};
use crate::support::window::{builder, shot};
use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{
    DroppedFile, Event, Key, Modifiers, OutputCommand, Theme, ThemePreference, ViewportEvent,
    ViewportId,
};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gouji::model::{Lang, SAMPLE};
use gouji::session::{FileView, SaveState};
use gouji::ui::App;
use gouji::ui::command::{Command, Group};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Another program writes.
fn put(path: &Path, bytes: &[u8]) {
    let mut file = fs::File::create(path).unwrap();
    file.write_all(bytes).unwrap();
}

/// The window on a folder that nobody else has.
pub(crate) struct Window {
    pub(crate) harness: Harness<'static, App>,
    folder: TempDir,
}

impl Window {
    /// The window as it starts for the first time: on the sample.
    fn new() -> Self {
        Self::on(tempfile::tempdir().unwrap(), &[])
    }

    /// The window as it starts with a copy of the sample, `a.json`.
    fn with_sample() -> Self {
        let folder = tempfile::tempdir().unwrap();
        put(&folder.path().join("a.json"), SAMPLE);
        Self::on(folder, &["a.json"])
    }

    /// The window as it starts with files of the folder.
    pub(crate) fn on(folder: TempDir, files: &[&str]) -> Self {
        let session = session_in(folder.path());
        let files = files.iter().map(|name| folder.path().join(name)).collect();
        let mut theme = ThemePreference::System;
        let harness = builder(Theme::Light, [1400.0, 880.0]).build_eframe(|creation| {
            let mut app = App::new(session, files, &creation.egui_ctx);
            app.without_system_dialogs();
            theme = creation
                .egui_ctx
                .options(|options| options.theme_preference);
            app
        });
        // The harness has set its own since.
        harness.ctx.set_theme(theme);
        let mut window = Self { harness, folder };
        window.run();
        window
    }

    /// Ends the program as a crash would, and starts it again.
    fn restart(self) -> Self {
        let Self { harness, folder } = self;
        drop(harness);
        Self::on(folder, &[])
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        put(&path, bytes.as_ref());
        path
    }

    pub(crate) fn on_disk(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// Draws until nothing moves and no thread works.
    pub(crate) fn run(&mut self) {
        let start = Instant::now();
        loop {
            // While a file is read something turns, and the window does not settle.
            self.harness.run_ok();
            let snapshot = self.harness.state().session().snapshot();
            if snapshot.jobs.is_empty() && snapshot.files.iter().all(|file| !file.checking) {
                break;
            }
            assert!(start.elapsed() < Duration::from_mins(1));
            std::thread::sleep(Duration::from_millis(2));
        }
        self.harness.run();
    }

    pub(crate) fn file(&self) -> FileView {
        let snapshot = self.harness.state().session().snapshot();
        snapshot.active_file().expect("a file is open").clone()
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.file().document.bytes().into_owned()
    }

    pub(crate) fn press(&mut self, key: Key) {
        self.chord(Modifiers::NONE, key);
    }

    pub(crate) fn chord(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    pub(crate) fn type_text(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.run();
    }

    /// Clicks what has a role and a name.
    pub(crate) fn click(&mut self, role: Role, name: &str) {
        self.harness.get_by_role_and_label(role, name).click();
        self.run();
    }

    pub(crate) fn button(&mut self, name: &str) {
        self.click(Role::Button, name);
    }

    /// Whether something of this name is in the window.
    pub(crate) fn shows(&self, name: &str) -> bool {
        self.harness.query_all_by_label(name).next().is_some()
    }

    /// Whether something with these words in its name is in the window.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.harness
            .query_all_by_label_contains(words)
            .next()
            .is_some()
    }

    /// The name of a cell that begins with its row and column.
    pub(crate) fn cell(&self, start: &str) -> String {
        let cells = self.harness.query_all_by_role(Role::GridCell);
        let mut names = cells.filter_map(|cell| cell.accesskit_node().label());
        names
            .find(|name| name.starts_with(start))
            .unwrap_or_else(|| panic!("there is a cell {start}"))
    }

    pub(crate) fn click_cell(&mut self, start: &str) {
        let name = self.cell(start);
        self.click(Role::GridCell, &name);
    }

    /// Runs a command by its menu.
    fn menu(&mut self, menu: &str, command: &str) {
        self.button(menu);
        let item = self.harness.query_all_by_label_contains(command).next();
        item.unwrap_or_else(|| panic!("{menu} has {command}"))
            .click();
        self.run();
    }

    /// Runs a command by a menu within a menu.
    fn deeper_menu(&mut self, menu: &str, within: &str, command: &str) {
        self.button(menu);
        let item = self.harness.get_by_label(within);
        assert!(item.rect().bottom() < 700.0, "{menu} is seen whole");
        item.click();
        self.run();
        self.harness.get_by_label_contains(command).click();
        self.run();
    }

    /// What the clipboard was given in the last frame.
    pub(crate) fn copied(&self) -> Option<String> {
        let output = &self.harness.output().platform_output;
        output.commands.iter().find_map(|command| match command {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    }

    pub(crate) fn shot(&mut self, name: &str) {
        shot(&mut self.harness, name);
    }
}

/// A file as the system drops it on the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// A cell of the income table that ties with others.
const INCOME: &str = "合计 财政拨款收入";

/// The income table with the cursor on that cell.
fn at_income() -> Window {
    let mut window = Window::new();
    window.button("收入决算表");
    window.click_cell(INCOME);
    window
}

#[test]
fn the_window_starts_on_the_sample() {
    let mut window = Window::new();
    assert!(window.says("处必须改正"));
    assert!(window.says("北京市西城区政务服务管理局"));
    assert_eq!(window.file().save_state, SaveState::Embedded);
    window.shot("overview");
    window.button("收入决算表");
    assert_eq!(window.cell(INCOME), "合计 财政拨款收入 59,332,388.65");
    assert_eq!(window.cell("合计 事业收入"), "合计 事业收入 0 万元");
    window.shot("income");
}

#[test]
fn a_typed_figure_is_checked_at_once_and_undone() {
    let mut window = at_income();
    window.type_text("60000000");
    window.press(Key::Enter);
    assert_eq!(window.cell(INCOME), "合计 财政拨款收入 60,000,000.00 必改");
    let changed = with(
        SAMPLE,
        "\"fiscal_appropriation\"",
        "59,332,388.65",
        "60,000,000.00",
    );
    assert_eq!(window.bytes(), changed);
    assert_eq!(window.file().save_state, SaveState::Unsaved);
    window.shot("flagged");

    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.cell(INCOME), "合计 财政拨款收入 59,332,388.65");
    assert_eq!(window.bytes(), SAMPLE);
    window.chord(Modifiers::COMMAND, Key::Y);
    assert_eq!(window.bytes(), changed);
    // The menu says what it would take back.
    window.button("编辑");
    assert!(window.says("撤销：修改 收入决算表 · 合计 · 财政拨款收入"));
}

#[test]
fn a_finding_is_walked_to_explained_and_mended() {
    let mut window = Window::new();
    let before = window.file().review.counts();
    // Each press shows another open finding, its table and its cell.
    let mut seen = Vec::new();
    let open = window.file().review.open().count();
    for _ in 0..open {
        window.press(Key::F8);
        let rows = window.harness.query_all_by_role(Role::Button);
        let selected: Vec<_> = rows
            .filter(|row| row.accesskit_node().toggled() == Some(Toggled::True))
            .filter_map(|row| row.accesskit_node().label())
            .filter(|name| name.starts_with('G'))
            .collect();
        assert_eq!(selected.len(), 1, "one finding is selected: {selected:?}");
        seen.extend(selected);
    }
    let distinct: std::collections::BTreeSet<_> = seen.iter().collect();
    assert_eq!(distinct.len(), open);
    // And the first one again; backwards to it too.
    window.press(Key::F8);
    let first = seen[0].clone();
    assert!(first.contains("减少"), "{first}");
    for words in ["实为", "应为", "算式", "原因", "采纳改正"] {
        assert!(window.says(words), "{words}");
    }
    window.shot("finding");
    window.chord(Modifiers::ALT, Key::Enter);
    assert!(window.file().review.counts().errors < before.errors);
    assert!(!window.shows(&first));
    let mended = with(SAMPLE, "\"S031\"", "减少", "增加");
    assert_eq!(window.bytes(), mended);
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.bytes(), SAMPLE);
    assert_eq!(window.file().review.counts(), before);
    assert!(window.shows(&first));
    window.chord(Modifiers::COMMAND, Key::Y);
    assert_eq!(window.bytes(), mended);
}

#[test]
fn rule_files_are_chosen_kept_and_taken_off() {
    let rules = |level: &str| {
        format!(
            r#"{{"rules": [{{"code": "U001", "level": "{level}", "title": "自己的一条",
            "formulas": ["支出决算表[合计].基本支出 = 0"]}}]}}"#
        )
    };
    let mut window = Window::with_sample();
    let path = window.put("rules.json", rules("必改"));
    let own = |window: &Window| {
        let review = window.file().review;
        let own = review
            .open()
            .filter(|(_, finding)| !finding.rule.is_standard());
        own.count()
    };
    window.menu("文件", "规则文件…");
    window.type_text(&path.display().to_string());
    window.press(Key::Enter);
    assert_eq!(own(&window), 1);
    assert!(window.says("正在核对 1 条"));
    window.shot("own-rules");
    // The next run begins with them; a file that has become wrong is said and not left out.
    let mut window = window.restart();
    assert_eq!(own(&window), 1);
    window.put("rules.json", rules("大错"));
    window.menu("文件", "重新读取规则文件");
    assert!(window.says("规则文件有 1 处错误"));
    assert_eq!(own(&window), 1);
    window.menu("文件", "不用自定规则");
    assert_eq!(own(&window), 0);
    let window = window.restart();
    assert_eq!(own(&window), 0);
    assert!(!window.says("自定规则"));
}

#[test]
fn what_is_no_number_is_refused_and_stays() {
    let mut window = at_income();
    window.type_text("12x");
    window.press(Key::Enter);
    assert!(window.says("“12x”不是数字"));
    assert_eq!(window.bytes(), SAMPLE);
    let field = window.harness.get_by_label("编辑 合计 财政拨款收入");
    assert_eq!(field.value().as_deref(), Some("12x"));
    window.shot("refused");
    window.press(Key::Escape);
    assert!(!window.says("不是数字"));
    assert_eq!(window.cell(INCOME), "合计 财政拨款收入 59,332,388.65");
}

#[test]
fn amounts_are_taken_as_people_write_them() {
    let mut window = at_income();
    for (typed, shown) in [
        ("12.3万元", "123,000.00"),
        ("１２，３４５．６", "12,345.60"),
        ("-5", "-5.00"),
        ("—", "—"),
        ("1,234.567", "1,234.567"),
    ] {
        window.type_text(typed);
        window.press(Key::Enter);
        let cell = window.cell(INCOME);
        let after = cell.strip_prefix("合计 财政拨款收入 ").unwrap_or_default();
        let text = after.split(' ').next();
        assert_eq!(text, Some(shown), "{typed}: {cell}");
        window.chord(Modifiers::COMMAND, Key::Z);
        window.chord(Modifiers::COMMAND, Key::Home);
        window.click_cell(INCOME);
    }
}

#[test]
fn ranges_are_copied_and_pasted_as_spreadsheets_do() {
    let mut window = Window::new();
    window.button("一般公共预算财政拨款支出决算表");
    window.click_cell("一般公共服务支出 合计");
    window.chord(Modifiers::SHIFT, Key::ArrowDown);
    window.chord(Modifiers::SHIFT, Key::ArrowRight);
    window.harness.event(Event::Copy);
    window.harness.step();
    let copied = window.copied().unwrap();
    assert_eq!(copied, "53,168,804.54\t\n2,751,464.72\t\n");
    // Back over itself: no byte changes.
    window.harness.event(Event::Paste(copied));
    window.run();
    assert_eq!(window.bytes(), SAMPLE);
    assert_eq!(window.file().undo, None);
    window
        .harness
        .event(Event::Paste("1\t2\r\n3万元\t４\r\n".to_owned()));
    window.run();
    assert!(window.cell("一般公共服务支出 合计").contains("1.00"));
    assert!(window.cell("住房保障支出 合计").contains("30,000.00"));
    assert!(window.cell("住房保障支出 基本支出").contains("4.00"));
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.bytes(), SAMPLE, "one paste is one step");
    // One that does not fit is refused whole.
    window.harness.event(Event::Paste("1\t没有\n".to_owned()));
    window.run();
    assert!(window.says("未粘贴任何内容"));
    assert_eq!(window.bytes(), SAMPLE);
    // Below the end, with the rows that it needs.
    window.click_cell("科学技术支出 合计");
    let text = "1\t1\t0\n2\t2\t0\n3\t3\t0";
    window.harness.event(Event::Paste(text.to_owned()));
    window.run();
    let rows = window
        .file()
        .accounts
        .final_table("K06")
        .unwrap()
        .rows
        .len();
    assert_eq!(rows, 8);
    window.shot("pasted");
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.bytes(), SAMPLE);
}

#[test]
fn rows_are_put_in_and_taken_out() {
    let mut window = Window::new();
    window.button("一般公共预算财政拨款支出决算表");
    window.click_cell("住房保障支出 合计");
    window.chord(Modifiers::COMMAND, Key::Plus);
    let names = |window: &Window| {
        let file = window.file();
        let rows = &file.accounts.final_table("K06").unwrap().rows;
        rows.iter()
            .map(|row| row.name.to_string())
            .collect::<Vec<_>>()
    };
    let with_empty = names(&window);
    assert_eq!(with_empty[1..4], ["一般公共服务支出", "", "住房保障支出"]);
    window.chord(Modifiers::COMMAND, Key::Minus);
    assert_eq!(
        window.bytes(),
        SAMPLE,
        "put in and taken out leaves no trace"
    );
    window.chord(Modifiers::COMMAND, Key::Minus);
    assert!(!names(&window).contains(&"住房保障支出".to_owned()));
    for _ in 0..3 {
        window.chord(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(window.bytes(), SAMPLE);
    // The same by the menu.
    window.menu("编辑", "插入行");
    assert_eq!(names(&window), with_empty);
}

#[test]
fn the_unit_is_a_matter_of_looking() {
    let mut window = at_income();
    window.click(Role::RadioButton, "万元");
    assert_eq!(window.cell(INCOME), "合计 财政拨款收入 5,933.24");
    assert_eq!(window.bytes(), SAMPLE);
    window.shot("wan-yuan");
    // What is typed is in the unit that is shown.
    window.click_cell(INCOME);
    window.type_text("12.3");
    window.press(Key::Enter);
    assert!(window.cell(INCOME).starts_with("合计 财政拨款收入 12.30"));
    window.click(Role::RadioButton, "原文");
    assert!(
        window
            .cell(INCOME)
            .starts_with("合计 财政拨款收入 123,000.00")
    );
    window.click_cell(INCOME);
    window.chord(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.bytes(), SAMPLE);
}

#[test]
fn language_and_theme_are_switched_and_remembered() {
    let mut window = Window::new();
    window.deeper_menu("查看", "语言 Language", "English（英文）");
    assert!(window.says("must be corrected"));
    window.button("Income");
    let cell = window.cell("Total Fiscal appropriation income");
    assert!(cell.ends_with("59,332,388.65"), "{cell}");
    window.deeper_menu("View", "Colors", "Dark");
    window.shot("english-dark");
    assert!(window.harness.ctx.global_style().visuals.dark_mode);
    let window = window.restart();
    assert!(window.says("must be corrected"));
    assert!(window.harness.ctx.global_style().visuals.dark_mode);
}

#[test]
fn the_palette_finds_tables_commands_and_findings() {
    let mut window = Window::new();
    window.chord(Modifiers::COMMAND, Key::K);
    window.type_text("收入决算表");
    window.shot("palette");
    window.press(Key::Enter);
    assert_eq!(window.cell(INCOME), "合计 财政拨款收入 59,332,388.65");
    // The keyboard goes on in the table.
    window.press(Key::ArrowRight);
    window.type_text("1");
    window.press(Key::Escape);
    assert_eq!(window.bytes(), SAMPLE);
    // By the initials of its pinyin.
    window.chord(Modifiers::COMMAND, Key::K);
    window.type_text("zcjsb");
    window.press(Key::Enter);
    assert!(window.cell("合计 基本支出").contains("17,140,515.53"));
    window.chord(Modifiers::COMMAND, Key::K);
    window.type_text("深色");
    window.press(Key::Enter);
    assert!(window.harness.ctx.global_style().visuals.dark_mode);
    window.chord(Modifiers::COMMAND, Key::K);
    window.type_text("G099");
    window.press(Key::Enter);
    assert!(window.says("政策解读制作"));
    window.chord(Modifiers::COMMAND, Key::K);
    window.type_text("没有这样的");
    assert!(window.says("没有找到"));
    window.press(Key::Escape);
    assert!(!window.says("没有找到"));
}

#[test]
fn an_export_differs_in_the_edited_figure_alone() {
    let mut window = at_income();
    window.type_text("59332388.56");
    window.press(Key::Enter);
    window.chord(Modifiers::COMMAND, Key::E);
    let path = window.path("out.json");
    window.chord(Modifiers::COMMAND, Key::A);
    window.type_text(&path.display().to_string());
    window.shot("path");
    window.press(Key::Enter);
    let expected = with(SAMPLE, "\"fiscal_appropriation\"", "388.65", "388.56");
    assert_eq!(window.on_disk("out.json"), expected);
    assert!(window.says("已导出"));
    // Once more: the file is there, so the window asks, and Esc leaves it alone.
    window.put("out.json", "mine");
    let export = |window: &mut Window| {
        window.chord(Modifiers::COMMAND, Key::E);
        window.chord(Modifiers::COMMAND, Key::A);
        window.type_text(&path.display().to_string());
        window.press(Key::Enter);
    };
    export(&mut window);
    assert!(window.says("替换已有的文件"));
    window.press(Key::Escape);
    assert_eq!(window.on_disk("out.json"), b"mine");
    export(&mut window);
    window.button("替换");
    assert_eq!(window.on_disk("out.json"), expected);
}

#[test]
fn closing_with_unsaved_edits_asks() {
    let mut window = Window::with_sample();
    let close = |window: &mut Window| {
        let viewports = &mut window.harness.input_mut().viewports;
        let root = viewports.get_mut(&ViewportId::ROOT).unwrap();
        root.events.push(ViewportEvent::Close);
        window.harness.step();
        let output = &window.harness.output().viewport_output[&ViewportId::ROOT];
        let cancels = output
            .commands
            .contains(&eframe::egui::ViewportCommand::CancelClose);
        window.run();
        !cancels
    };
    assert!(close(&mut window), "nothing is lost, so nothing is asked");
    window.button("收入决算表");
    window.click_cell(INCOME);
    window.type_text("1");
    window.press(Key::Enter);
    assert!(!close(&mut window));
    assert!(window.says("退出前保存修改"));
    window.shot("quit");
    window.press(Key::Escape);
    assert_eq!(window.file().save_state, SaveState::Unsaved);
    // A file alone is closed after the same question.
    window.chord(Modifiers::COMMAND, Key::W);
    assert!(window.says("关闭前保存修改"));
    window.press(Key::Escape);
    assert!(!close(&mut window));
    window.button("全部保存并退出");
    assert_ne!(window.on_disk("a.json"), SAMPLE);
    assert!(close(&mut window));
}

#[test]
fn a_dropped_file_is_opened() {
    let mut window = Window::new();
    let path = window.put("b.json", with(SAMPLE, "\"year\"", "2023", "2022"));
    let dropped = std::sync::Arc::new(Dropped(path));
    window.harness.input_mut().dropped_files.push(dropped);
    window.run();
    assert_eq!(window.file().accounts.year, Some(2022));
    assert!(window.says("2022 年"));
    let snapshot = window.harness.state().session().snapshot();
    assert_eq!(snapshot.files.len(), 2);
    assert!(snapshot.files.iter().any(|file| file.previous.is_some()));
}

#[test]
fn what_cannot_be_opened_is_said() {
    let mut window = Window::new();
    let path = window.put("broken.json", "{\"a\": }");
    let open = |window: &mut Window, path: &str| {
        window.chord(Modifiers::COMMAND, Key::O);
        window.type_text(path);
        window.press(Key::Enter);
    };
    open(&mut window, &path.display().to_string());
    window.shot("broken");
    assert!(window.says("broken.json"));
    assert!(window.says("第 1 行"));
    let missing = window.path("none.json").display().to_string();
    open(&mut window, &missing);
    assert!(window.says("none.json"));
    assert_eq!(window.bytes(), SAMPLE, "what was open stays open");
}

#[test]
fn a_finding_is_explained_instead() {
    let mut window = Window::new();
    window.press(Key::F8);
    window.chord(Modifiers::SHIFT, Key::F2);
    window.type_text("与年初口径不同");
    window.shot("explain");
    window.chord(Modifiers::COMMAND, Key::Enter);
    let text = String::from_utf8(window.bytes()).unwrap();
    assert!(text.contains("与年初口径不同"));
    assert!(window.says("与年初口径不同"));
    let (start, end) = (SAMPLE.len() / 2, SAMPLE.len() - 3);
    assert_eq!(window.bytes()[..start], SAMPLE[..start]);
    assert!(text.len() > end);
}

#[test]
fn unsaved_edits_of_an_earlier_run_are_offered_first() {
    let mut window = at_income();
    window.type_text("1");
    window.press(Key::Enter);
    let edited = window.bytes();
    let mut window = window.restart();
    assert!(window.says("上次有未保存的修改"));
    assert!(window.says("修改 收入决算表 · 合计 · 财政拨款收入"));
    window.shot("recover");
    window.button("恢复修改");
    assert_eq!(window.bytes(), edited);
    assert_eq!(window.harness.state().session().snapshot().files.len(), 1);
}

/// Opens, corrects, explains, edits, saves: nothing but keys, and not many of them.
#[test]
fn the_whole_task_is_done_by_keyboard() {
    let mut window = Window::with_sample();
    let errors = |window: &Window| window.file().review.counts().errors;
    let before = errors(&window);
    assert!(before > 0);
    // Every finding that must be corrected is accepted or explained.
    let mut actions = 0;
    while errors(&window) > 0 {
        window.press(Key::F8);
        let count = errors(&window);
        window.chord(Modifiers::ALT, Key::Enter);
        actions += 2;
        if errors(&window) == count {
            window.chord(Modifiers::SHIFT, Key::F2);
            window.type_text("已核实");
            window.chord(Modifiers::COMMAND, Key::Enter);
            actions += 3;
        }
        assert!(actions <= 8 * before, "{} are left", errors(&window));
    }
    // A figure is looked up and corrected.
    window.chord(Modifiers::COMMAND, Key::K);
    window.type_text("srjsb");
    window.press(Key::Enter);
    window.chord(Modifiers::COMMAND, Key::Home);
    for _ in 0..3 {
        window.press(Key::ArrowRight);
    }
    window.press(Key::F2);
    window.press(Key::Enter);
    window.chord(Modifiers::COMMAND, Key::S);
    assert_eq!(window.file().save_state, SaveState::Saved);
    assert_eq!(window.on_disk("a.json"), window.bytes());
    assert_ne!(window.bytes(), SAMPLE);
    assert!(
        actions <= 3 * before,
        "{actions} actions for {before} findings"
    );
}

/// Every view, menu and dialog; each run fails where a widget has no name.
fn walk_everything(lang: Lang, switch: &str) {
    let mut window = Window::with_sample();
    let other = window.put("b.json", with(SAMPLE, "\"year\"", "2023", "2022"));
    let dropped = std::sync::Arc::new(Dropped(other));
    window.harness.input_mut().dropped_files.push(dropped);
    window.run();
    window.deeper_menu("查看", "语言 Language", switch);
    for menu in Group::ALL {
        // 图表 is a row of the navigation too; the menus come first.
        let menu = window
            .harness
            .query_all_by_role_and_label(Role::Button, menu.title(lang))
            .next();
        menu.unwrap().click();
        window.harness.run();
        window.harness.key_press(Key::Escape);
        window.harness.run();
    }
    let shows = |command: &Command| command.info().asks || command.info().group != Group::File;
    for command in Command::all().filter(shows) {
        let ctx = window.harness.ctx.clone();
        window.harness.state_mut().run(&ctx, command);
        window.harness.run();
        // What asks for more is left again.
        if command.info().asks || command == Command::About {
            window.press(Key::Escape);
        }
    }
}

#[test]
fn every_widget_has_a_name_in_chinese() {
    walk_everything(Lang::Zh, "中文");
}

#[test]
fn every_widget_has_a_name_in_english() {
    walk_everything(Lang::En, "English（英文）");
}
