//! Tables as the official forms print them, folded rows, suggested codes and the walk along relations, driven by name.

use crate::support::desk::session_in;
use crate::support::window::{builder, shot};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, ImeEvent, Key, Modifiers, Theme};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gouji::model::{Place, TableId};
use gouji::session::FileView;
use gouji::ui::App;
use std::fs;
use std::io::Write as _;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Small accounts with both halves of the summary, a hierarchy with a wrong sum, and what could not be placed.
const ACCOUNTS: &str = r#"{"format": "gouji-accounts/1", "department": "某局", "year": 2024,
"edition": "shanghai-2024", "unit": "万元", "tables": {
"income_and_expenditure_summary": {"rows": [
 {"name": "一般公共预算财政拨款收入", "side": "income", "final": "30.00"},
 {"name": "本年收入合计", "side": "income", "final": "30.00"},
 {"name": "收入总计", "side": "income", "final": "30.00"},
 {"name": "一般公共服务支出", "side": "expenditure", "final": "20.00"},
 {"name": "科学技术支出", "side": "expenditure", "final": "10.00"},
 {"name": "本年支出合计", "side": "expenditure", "final": "30.00"},
 {"name": "支出总计", "side": "expenditure", "final": "30.00"}]},
"income": {"source": {"file": "a.xlsx", "sheet": "收入表",
  "blocks": [{"code": "A:C", "name": "D", "total": "E", "fiscal_appropriation": "F"}]}, "rows": [
 {"source": 6, "name": "合计", "total": "30.00", "fiscal_appropriation": "30.00"},
 {"source": 7, "code": "201", "name": "一般公共服务支出", "total": "20.00", "fiscal_appropriation": "20.00"},
 {"source": 8, "code": "20106", "name": "财政事务", "total": "20.00", "fiscal_appropriation": "20.00"},
 {"source": 9, "code": "2010601", "name": "行政运行", "total": "12.00", "fiscal_appropriation": "12.00"},
 {"source": 10, "code": "2010602", "name": "一般行政管理事务", "total": "9.00", "fiscal_appropriation": "8.00"},
 {"source": 11, "code": "206", "name": "科学技术支出", "total": "10.00", "fiscal_appropriation": "10.00"}]},
"three_public": {"rows": [
 {"name": "合计", "initial_budget": "2.00", "final": "1.00"},
 {"name": "因公出国（境）费", "initial_budget": "", "final": ""},
 {"name": "公务用车购置及运行维护费", "initial_budget": "1.50", "final": "0.80"},
 {"name": "公务用车购置费", "initial_budget": "", "final": ""},
 {"name": "公务用车运行维护费", "initial_budget": "1.50", "final": "0.80"},
 {"name": "公务接待费", "initial_budget": "0.50", "final": "0.20"}]}},
"not_understood": [{"file": "a.xlsx", "sheet": "收入表", "cell": "K7", "text": "3.50", "why": "这一列不属于本表", "why_en": "not a column of the table"}]}"#;

struct Window {
    harness: Harness<'static, App>,
    _folder: TempDir,
}

impl Window {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let mut file = fs::File::create(&path).unwrap();
        file.write_all(ACCOUNTS.as_bytes()).unwrap();
        let session = session_in(folder.path());
        let harness = builder(Theme::Light, [1400.0, 880.0]).build_eframe(|creation| {
            let mut app = App::new(session, vec![path], &creation.egui_ctx);
            app.without_system_dialogs();
            app
        });
        let mut window = Self {
            harness,
            _folder: folder,
        };
        window.run();
        window
    }

    fn at(table: &str) -> Self {
        let mut window = Self::new();
        window.click(Role::Button, table);
        window
    }

    fn run(&mut self) {
        let start = Instant::now();
        loop {
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

    fn file(&self) -> FileView {
        let snapshot = self.harness.state().session().snapshot();
        snapshot.active_file().expect("a file is open").clone()
    }

    fn chord(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    fn press(&mut self, key: Key) {
        self.chord(Modifiers::NONE, key);
    }

    fn type_text(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.run();
    }

    fn click(&mut self, role: Role, name: &str) {
        self.harness.get_by_role_and_label(role, name).click();
        self.run();
    }

    fn click_cell(&mut self, start: &str) {
        let name = self.cells(start).swap_remove(0);
        self.click(Role::GridCell, &name);
    }

    /// The names of the cells that begin so.
    fn cells(&self, start: &str) -> Vec<String> {
        let cells = self.harness.query_all_by_role(Role::GridCell);
        let names = cells.filter_map(|cell| cell.accesskit_node().label());
        names.filter(|name| name.starts_with(start)).collect()
    }

    fn has_row(&self, start: &str) -> bool {
        !self.cells(start).is_empty()
    }

    fn names(&self, role: Role) -> Vec<String> {
        let nodes = self.harness.query_all_by_role(role);
        nodes
            .filter_map(|node| node.accesskit_node().label())
            .collect()
    }

    fn says(&self, words: &str) -> bool {
        let mut found = self.harness.query_all_by_label_contains(words);
        found.next().is_some()
    }

    /// Name and code of a row of the income table.
    fn income(&self, row: u32) -> (String, String) {
        let place = Place {
            table: TableId::named("K02"),
            period: gouji::model::Period::Final,
            row,
            column: Place::CODE,
        };
        let accounts = self.file().accounts;
        let name = accounts.printed(place.beside(Place::NAME));
        (accounts.printed(place), name)
    }
}

#[test]
fn both_halves_stand_side_by_side_until_lines_are_asked_for() {
    let mut window = Window::at("收入支出决算总表");
    let heads = window.names(Role::ColumnHeader);
    for head in ["收入", "支出", "项目", "决算数"] {
        assert!(heads.iter().any(|name| name == head), "{head}: {heads:?}");
    }
    // The sums of both halves stand on one row, so one step to the right leads from the one to the other.
    window.click_cell("本年收入合计 决算数");
    window.press(Key::ArrowRight);
    window.press(Key::ArrowRight);
    window.type_text("31");
    window.press(Key::Enter);
    assert_eq!(
        window.cells("本年支出合计 决算数")[0],
        "本年支出合计 决算数 31.00 必改"
    );
    shot(&mut window.harness, "form-halves");
    // Rows are put in line by line; the form says so.
    window.chord(Modifiers::COMMAND, Key::Minus);
    assert!(window.says("请切换到“逐行”"));
    window.press(Key::F7);
    assert_eq!(window.names(Role::RowHeader).len(), 7);
    window.press(Key::F7);
    assert_eq!(window.names(Role::RowHeader).len(), 4);
}

#[test]
fn the_cursor_stays_on_its_cell_when_the_layout_changes() {
    let mut window = Window::at("收入支出决算总表");
    window.click_cell("支出总计 决算数");
    window.press(Key::F7);
    window.type_text("99");
    window.press(Key::Enter);
    assert!(window.cells("支出总计 决算数")[0].starts_with("支出总计 决算数 99.00"));
}

#[test]
fn the_three_public_expenses_stand_on_one_line() {
    let mut window = Window::at("财政拨款“三公”经费支出决算表");
    assert_eq!(window.names(Role::RowHeader).len(), 1);
    let heads = window.names(Role::ColumnHeader);
    for head in [
        "公务用车购置及运行维护费",
        "小计",
        "运行维护费",
        "公务接待费",
    ] {
        assert!(heads.iter().any(|name| name == head), "{head}: {heads:?}");
    }
    window.click_cell("合计 决算数");
    window.press(Key::End);
    window.type_text("0.3");
    window.press(Key::Enter);
    assert!(window.cells("公务接待费 决算数")[0].starts_with("公务接待费 决算数 0.30"));
    shot(&mut window.harness, "form-line");
}

#[test]
fn rows_are_folded_and_a_jump_unfolds_them() {
    let mut window = Window::at("收入决算表");
    assert!(window.has_row("行政运行 "));
    window.click(Role::Button, "折叠 财政事务");
    assert!(!window.has_row("行政运行 ") && window.has_row("科学技术支出 "));
    window.chord(
        Modifiers::CTRL | Modifiers::ALT | Modifiers::COMMAND,
        Key::Num1,
    );
    assert!(!window.has_row("财政事务 ") && window.has_row("一般公共服务支出 "));
    shot(&mut window.harness, "form-folded");
    // The wrong sum within is shown where it is folded away.
    let folded = &window.cells("一般公共服务支出 项目")[0];
    assert!(
        folded.contains("必改") || folded.contains("需核实"),
        "{folded}"
    );
    // F8 goes to the finding, which lies in a folded row.
    window.press(Key::F8);
    assert!(window.has_row("财政事务 "));
    window.chord(
        Modifiers::CTRL | Modifiers::ALT | Modifiers::COMMAND,
        Key::Num3,
    );
    window.click_cell("行政运行 本年收入合计");
    window.chord(Modifiers::ALT, Key::ArrowUp);
    assert!(!window.has_row("行政运行 "));
    window.chord(Modifiers::ALT, Key::ArrowDown);
    assert!(window.has_row("行政运行 "));
}

#[test]
fn codes_are_suggested_and_bring_their_names() {
    let mut window = Window::at("收入决算表");
    window.click_cell("科学技术支出 科目编码");
    window.type_text("20");
    assert!(window.names(Role::ListBoxOption).len() > 3);
    window.type_text("8");
    shot(&mut window.harness, "form-suggested");
    window.press(Key::Enter);
    let changed = ("208".to_owned(), "社会保障和就业支出".to_owned());
    assert_eq!(window.income(5), changed);
    window.chord(Modifiers::COMMAND, Key::Z);
    let before = ("206".to_owned(), "科学技术支出".to_owned());
    assert_eq!(window.income(5), before, "one step");
    // By name, with the arrows; Esc leaves the text alone first, the cell second.
    window.click_cell("科学技术支出 项目");
    window.type_text("教育");
    window.press(Key::Escape);
    assert!(window.names(Role::ListBoxOption).is_empty());
    window.press(Key::Escape);
    assert_eq!(window.income(5), before);
    window.type_text("教育支出");
    window.press(Key::Tab);
    assert_eq!(window.income(5), ("205".to_owned(), "教育支出".to_owned()));
}

#[test]
fn a_suggestion_is_taken_by_a_click_and_not_while_composing() {
    let mut window = Window::at("收入决算表");
    window.click_cell("科学技术支出 项目");
    let composing = |text: &str| {
        Event::Ime(ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        })
    };
    window.harness.event(composing("国防"));
    window.run();
    assert!(window.names(Role::ListBoxOption).is_empty());
    window
        .harness
        .event(Event::Ime(ImeEvent::Commit("国防".to_owned())));
    window.run();
    let offered = window.names(Role::ListBoxOption);
    assert!(
        offered.iter().any(|name| name.contains("203")),
        "{offered:?}"
    );
    let line = offered.iter().find(|name| name.contains("203  ")).unwrap();
    window.click(Role::ListBoxOption, &line.clone());
    assert_eq!(window.income(5).0, "203");
}

#[test]
fn relations_are_walked_and_the_way_back_too() {
    let mut window = Window::at("收入决算表");
    window.click_cell("合计 本年收入合计");
    assert!(window.says("收入表!E6"), "the cell of the sheet");
    assert!(window.says("应当相等"));
    shot(&mut window.harness, "form-relations");
    // Esc leads from the relations back to the cell.
    window.press(Key::F6);
    window.press(Key::Escape);
    window.press(Key::ArrowDown);
    assert!(window.says("收入表!E7"));
    window.press(Key::ArrowUp);
    window.press(Key::F6);
    // The first number that leads elsewhere has the keyboard.
    window.press(Key::Enter);
    let moved = |window: &Window| {
        let grids = window.harness.query_all_by_role(Role::TextInput);
        let names: Vec<String> = grids
            .filter_map(|node| node.accesskit_node().label())
            .collect();
        names.join(" ")
    };
    let there = moved(&window);
    assert!(!there.contains("收入决算表: 合计 本年收入合计"), "{there}");
    window.chord(Modifiers::ALT, Key::ArrowLeft);
    let back = moved(&window);
    assert!(back.contains("收入决算表: 合计 本年收入合计"), "{back}");
    window.chord(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(moved(&window), there);
}

#[test]
fn the_navigation_lists_the_edition_and_what_was_not_understood() {
    let mut window = Window::new();
    assert!(window.says("支出决算表 无此表"));
    window.click(Role::Button, "未识别 1 处");
    assert!(window.says("收入表!K7 “3.50”：这一列不属于本表"));
    assert!(window.says("未识别 1"));
    shot(&mut window.harness, "form-remarks");
}
