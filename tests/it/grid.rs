//! The spreadsheet driven by name, as a user or a screen reader drives it.

use crate::support::window::{builder, ground_ui, shot, window};
use eframe::egui::{
    Event, ImeEvent, Key, Modifiers, OutputCommand, PointerButton, Pos2, Theme, Ui,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use gouji::model::Lang;
use gouji::rules::Level;
use gouji::ui::grid::{
    CellAlign, CellPos, CellRange, CellStyle, CellView, GridEvent, GridState, HeaderCell,
    HeaderLevel, RowKind, Source, grid_ui,
};
use std::borrow::Cow;
use std::ops::Range;

/// A small sheet in memory: names in the first column, figures in the others.
struct Sheet {
    cells: Vec<Vec<String>>,
}

const COLUMNS: [&str; 4] = ["项目", "初始预算", "调整预算", "决算"];

impl Sheet {
    fn new() -> Self {
        let rows = [
            [
                "一、财政拨款收入",
                "57,751,139.12",
                "59,332,388.65",
                "59,332,388.65",
            ],
            [
                "二、事业收入",
                "1,200,000.00",
                "1,250,000.00",
                "1,184,300.50",
            ],
            ["三、经营收入", "0.00", "0.00", ""],
            ["四、其他收入", "35,000.00", "35,000.00", "3,5000.00"],
            [
                "本年收入合计",
                "58,986,139.12",
                "60,617,388.65",
                "60,551,689.15",
            ],
        ];
        Self {
            cells: rows.map(|row| row.map(str::to_owned).to_vec()).to_vec(),
        }
    }

    fn apply(&mut self, event: GridEvent) {
        match event {
            GridEvent::Set { at, text } => self.cells[at.row][at.col] = text,
            GridEvent::Paste { at, rows } => {
                for (row, cells) in rows.into_iter().enumerate() {
                    if at.row + row == self.cells.len() {
                        self.cells.push(vec![String::new(); COLUMNS.len()]);
                    }
                    for (col, text) in cells.into_iter().enumerate() {
                        self.cells[at.row + row][at.col + col] = text;
                    }
                }
            }
            GridEvent::Clear(range) => {
                for row in range.rows() {
                    for col in range.cols() {
                        self.cells[row][col].clear();
                    }
                }
            }
            GridEvent::InsertRows { at, count } => {
                for _ in 0..count {
                    self.cells.insert(at, vec![String::new(); COLUMNS.len()]);
                }
            }
            GridEvent::DeleteRows(rows) => {
                self.cells.drain(rows);
            }
            _ => {}
        }
    }

    fn is_total(&self, row: usize) -> bool {
        self.cells[row][0].ends_with("合计")
    }
}

impl Source for Sheet {
    fn name(&self) -> Cow<'_, str> {
        "收入决算表".into()
    }
    fn rows(&self) -> usize {
        self.cells.len()
    }
    fn columns(&self) -> usize {
        COLUMNS.len()
    }
    fn header(&self) -> Vec<HeaderLevel<'_>> {
        let leaf = |col: usize| {
            HeaderCell::new(col..col + 1, COLUMNS[col])
                .unit("元")
                .align(CellAlign::End)
        };
        let name = HeaderCell::new(0..1, COLUMNS[0])
            .levels(2)
            .align(CellAlign::Start);
        vec![
            vec![name, HeaderCell::new(1..3, "预算数"), leaf(3).levels(2)],
            vec![leaf(1), leaf(2)],
        ]
    }
    fn row_name(&self, row: usize) -> Cow<'_, str> {
        self.cells[row][0].as_str().into()
    }
    fn column_name(&self, col: usize) -> Cow<'_, str> {
        COLUMNS[col].into()
    }
    fn row_kind(&self, row: usize) -> RowKind {
        if self.is_total(row) {
            RowKind::Total
        } else {
            RowKind::Item
        }
    }
    fn row_mark(&self, row: usize) -> Option<Level> {
        (row == 3).then_some(Level::Error)
    }
    fn cell(&self, row: usize, col: usize) -> CellView<'_> {
        let text = self.cells[row][col].as_str();
        if col == 0 {
            return CellView {
                indent: u8::from(!self.is_total(row)),
                ..CellView::words(text)
            };
        }
        let mark = match (row, col) {
            (3, 3) => Some(Level::Error),
            (1, 3) => Some(Level::Warning),
            (0, 1) => Some(Level::Question),
            (0, 2) => Some(Level::Note),
            _ => None,
        };
        CellView {
            style: match text {
                "0.00" => CellStyle::Muted,
                "3,5000.00" => CellStyle::Unreadable,
                _ if col == 1 => CellStyle::Implied,
                _ => CellStyle::Normal,
            },
            mark,
            changed: (row, col) == (1, 2),
            operand: row == 4 && col == 3,
            has_tooltip: mark.is_some(),
            ..CellView::figure(text)
        }
    }
    fn tooltip_ui(&self, ui: &mut Ui, row: usize, col: usize) {
        ui.label(format!("关于 {row}.{col}"));
    }
    fn locked(&self, row: usize, col: usize) -> Option<String> {
        (self.is_total(row) && col > 0).then(|| "合计由各分项相加得出，请修改分项。".to_owned())
    }
    fn validate(&self, _row: usize, col: usize, text: &str) -> Result<(), String> {
        let figure = text.replace(',', "");
        if col == 0 || figure.is_empty() || figure.parse::<f64>().is_ok() {
            Ok(())
        } else {
            Err(format!("“{text}”不是数字。"))
        }
    }
    fn can_insert_rows(&self, _at: usize) -> bool {
        true
    }
    fn can_delete_rows(&self, rows: Range<usize>) -> bool {
        !rows.into_iter().any(|row| self.is_total(row))
    }
}

/// A sheet of a million rows that are computed, not stored.
struct Million;

impl Source for Million {
    fn name(&self) -> Cow<'_, str> {
        "明细".into()
    }
    fn rows(&self) -> usize {
        1_000_000
    }
    fn columns(&self) -> usize {
        12
    }
    fn header(&self) -> Vec<HeaderLevel<'_>> {
        let head = |col: usize| HeaderCell::new(col..col + 1, format!("第{col}列"));
        vec![(0..12).map(head).collect()]
    }
    fn row_name(&self, row: usize) -> Cow<'_, str> {
        format!("科目{row}").into()
    }
    fn column_name(&self, col: usize) -> Cow<'_, str> {
        format!("第{col}列").into()
    }
    fn cell(&self, row: usize, col: usize) -> CellView<'_> {
        if col == 0 {
            CellView::words(format!("科目{row}"))
        } else {
            CellView::figure(format!("{}.{col:02}", row * 7))
        }
    }
    fn is_blank(&self, _row: usize, _col: usize) -> bool {
        false
    }
    fn locked(&self, _row: usize, _col: usize) -> Option<String> {
        None
    }
    fn validate(&self, _row: usize, _col: usize, _text: &str) -> Result<(), String> {
        Ok(())
    }
}

/// A grid, its sheet, and everything that it asked for.
struct Desk<S> {
    sheet: S,
    state: GridState,
    events: Vec<GridEvent>,
}

impl<S: Source> Desk<S> {
    fn new(sheet: S) -> Self {
        let mut state = GridState::new("desk");
        state.request_focus();
        Self {
            sheet,
            state,
            events: Vec::new(),
        }
    }

    fn draw(&mut self, ui: &mut Ui) -> Vec<GridEvent> {
        let events = grid_ui(Lang::Zh, ui, &self.sheet, &mut self.state);
        self.events.extend(events.iter().cloned());
        events
    }
}

fn draw(ui: &mut Ui, desk: &mut Desk<Sheet>) {
    ground_ui(ui);
    for event in desk.draw(ui) {
        desk.sheet.apply(event);
    }
}

fn desk() -> Harness<'static, Desk<Sheet>> {
    window(draw, Desk::new(Sheet::new()))
}

fn cell<S: Source>(desk: &Harness<'_, Desk<S>>, row: usize, col: usize) -> String {
    desk.state().sheet.cell(row, col).text.into_owned()
}

fn text(desk: &Harness<'_, Desk<Sheet>>, text: &str) {
    desk.event(Event::Text(text.to_owned()));
}

fn goto(desk: &mut Harness<'_, Desk<Sheet>>, row: usize, col: usize) {
    let at = CellPos::new(row, col);
    desk.state_mut().state.select(CellRange::spanning(at, at));
    desk.run();
}

#[test]
fn typing_replaces_and_enter_moves_down() {
    let mut desk = desk();
    goto(&mut desk, 1, 1);
    for key in ["9", "8", ".", "5"] {
        text(&desk, key);
    }
    desk.key_press(Key::Enter);
    desk.run();
    assert_eq!(cell(&desk, 1, 1), "98.5");
    assert_eq!(desk.state().state.cursor(), CellPos::new(2, 1));
    assert!(!desk.state().state.is_editing());
}

#[test]
fn keys_that_arrive_in_one_frame_are_obeyed_in_order() {
    let mut desk = desk();
    goto(&mut desk, 0, 1);
    let key = |key| Event::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let events = &mut desk.input_mut().events;
    for text in ["1", "2"] {
        events.push(Event::Text(text.to_owned()));
    }
    events.push(key(Key::Enter));
    events.push(Event::Text("34".to_owned()));
    events.push(key(Key::Tab));
    events.push(key(Key::ArrowUp));
    events.push(Event::Text("5".to_owned()));
    events.push(key(Key::Enter));
    desk.run();
    assert_eq!(cell(&desk, 0, 1), "12");
    assert_eq!(cell(&desk, 1, 1), "34");
    assert_eq!(cell(&desk, 0, 2), "5");
}

#[test]
fn f2_edits_what_is_there_and_escape_forgets_it() {
    let mut desk = desk();
    goto(&mut desk, 1, 1);
    desk.key_press(Key::F2);
    desk.run();
    assert_eq!(desk.state().state.edited_text(), Some("1,200,000.00"));
    desk.key_press(Key::ArrowLeft);
    desk.key_press(Key::ArrowLeft);
    text(&desk, "7");
    desk.key_press(Key::Enter);
    desk.run();
    assert_eq!(cell(&desk, 1, 1), "1,200,000.700");
    desk.key_press(Key::ArrowUp);
    text(&desk, "1");
    desk.key_press(Key::Escape);
    desk.run();
    assert_eq!(cell(&desk, 1, 1), "1,200,000.700");
    assert!(!desk.state().state.is_editing());
}

#[test]
fn an_edit_that_changes_nothing_asks_for_nothing() {
    let mut desk = desk();
    goto(&mut desk, 1, 1);
    desk.key_press(Key::F2);
    desk.key_press(Key::Enter);
    desk.run();
    let changes = &desk.state().events;
    assert!(!changes.iter().any(|e| matches!(e, GridEvent::Set { .. })));
}

#[test]
fn tab_goes_right_and_enter_returns_to_where_tab_began() {
    let mut desk = desk();
    goto(&mut desk, 1, 1);
    text(&desk, "1");
    desk.key_press(Key::Tab);
    text(&desk, "2");
    desk.key_press(Key::Tab);
    text(&desk, "3");
    desk.key_press(Key::Enter);
    desk.run();
    let row = &desk.state().sheet.cells[1];
    assert_eq!(row[1..], ["1", "2", "3"]);
    assert_eq!(desk.state().state.cursor(), CellPos::new(2, 1));
    desk.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    desk.run();
    assert_eq!(desk.state().state.cursor(), CellPos::new(2, 0));
}

#[test]
fn arrows_leave_a_cell_that_was_typed_into() {
    let mut desk = desk();
    goto(&mut desk, 0, 1);
    text(&desk, "42");
    desk.key_press(Key::ArrowRight);
    desk.run();
    assert_eq!(cell(&desk, 0, 1), "42");
    assert_eq!(desk.state().state.cursor(), CellPos::new(0, 2));
}

#[test]
fn a_refused_text_stays_in_the_editor_with_the_reason() {
    let mut desk = desk();
    goto(&mut desk, 1, 1);
    text(&desk, "12x");
    desk.key_press(Key::Enter);
    desk.run();
    assert_eq!(desk.state().state.edited_text(), Some("12x"));
    assert!(desk.query_by_label("“12x”不是数字。").is_some());
    assert_eq!(cell(&desk, 1, 1), "1,200,000.00");
    desk.key_press(Key::Backspace);
    desk.run();
    assert!(desk.query_by_label("“12x”不是数字。").is_none());
    desk.key_press(Key::Enter);
    desk.run();
    assert_eq!(cell(&desk, 1, 1), "12");
}

#[test]
fn a_click_elsewhere_takes_the_text_unless_it_is_refused() {
    let mut desk = desk();
    goto(&mut desk, 1, 1);
    text(&desk, "77");
    desk.run();
    desk.get_by_label("三、经营收入 调整预算 0.00").click();
    desk.run();
    assert_eq!(cell(&desk, 1, 1), "77");
    assert_eq!(desk.state().state.cursor(), CellPos::new(2, 2));
    text(&desk, "x");
    desk.run();
    desk.get_by_label("二、事业收入 调整预算 1,250,000.00")
        .click();
    desk.run();
    assert_eq!(desk.state().state.edited_text(), Some("x"));
    assert_eq!(desk.state().state.cursor(), CellPos::new(2, 2));
    assert_eq!(desk.state().state.refusal(), Some("“x”不是数字。"));
}

#[test]
fn a_locked_cell_says_why() {
    let mut desk = desk();
    goto(&mut desk, 4, 3);
    text(&desk, "1");
    desk.run();
    let reason = "合计由各分项相加得出，请修改分项。";
    assert!(desk.query_by_label(reason).is_some());
    assert!(!desk.state().state.is_editing());
    desk.key_press(Key::Delete);
    desk.run();
    assert_eq!(cell(&desk, 4, 3), "60,551,689.15");
    desk.key_press(Key::ArrowUp);
    desk.run();
    assert!(desk.query_by_label(reason).is_none());
}

#[test]
fn a_double_click_edits() {
    let mut desk = desk();
    for _ in 0..2 {
        desk.get_by_label("二、事业收入 调整预算 1,250,000.00")
            .click();
    }
    desk.step();
    desk.run();
    assert_eq!(desk.state().state.edited_text(), Some("1,250,000.00"));
}

fn copied(desk: &Harness<'_, Desk<Sheet>>) -> Option<String> {
    desk.state()
        .events
        .iter()
        .rev()
        .find_map(|event| match event {
            GridEvent::Copied(text) => Some(text.clone()),
            _ => None,
        })
}

#[test]
fn a_range_is_copied_and_pasted() {
    let mut desk = desk();
    goto(&mut desk, 0, 1);
    desk.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    desk.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    desk.event(Event::Copy);
    desk.step();
    let commands = &desk.output().platform_output.commands;
    let text = "57,751,139.12\t59,332,388.65\n1,200,000.00\t1,250,000.00\n";
    assert!(
        commands
            .iter()
            .any(|c| matches!(c, OutputCommand::CopyText(t) if t == text))
    );
    desk.run();
    assert_eq!(copied(&desk).as_deref(), Some(text));
    goto(&mut desk, 2, 2);
    desk.event(Event::Paste(text.to_owned()));
    desk.run();
    assert_eq!(cell(&desk, 2, 2), "57,751,139.12");
    assert_eq!(cell(&desk, 3, 3), "1,250,000.00");
    let pasted = CellRange::spanning(CellPos::new(2, 2), CellPos::new(3, 3));
    assert_eq!(desk.state().state.selection(), pasted);
}

#[test]
fn one_value_fills_a_range_and_cutting_clears_it() {
    let mut desk = desk();
    let range = CellRange::spanning(CellPos::new(0, 1), CellPos::new(2, 2));
    desk.state_mut().state.select(range);
    desk.event(Event::Paste("8\r\n".to_owned()));
    desk.run();
    for row in 0..3 {
        assert_eq!(desk.state().sheet.cells[row][1..3], ["8", "8"]);
    }
    desk.event(Event::Cut);
    desk.run();
    assert_eq!(copied(&desk).as_deref(), Some("8\t8\n8\t8\n8\t8\n"));
    assert_eq!(cell(&desk, 2, 2), "");
}

#[test]
fn a_block_that_does_not_fit_changes_nothing_and_says_so() {
    let mut desk = desk();
    goto(&mut desk, 0, 2);
    desk.event(Event::Paste("1\t2\t3".to_owned()));
    desk.run();
    assert!(desk.query_by_label_contains("只有 2 列").is_some());
    assert_eq!(cell(&desk, 0, 2), "59,332,388.65");
    desk.event(Event::Paste("1\n2x".to_owned()));
    desk.run();
    assert!(desk.query_by_label_contains("“2x”").is_some());
    assert_eq!(cell(&desk, 0, 2), "59,332,388.65");
}

#[test]
fn a_block_may_reach_below_the_last_row() {
    let mut desk = desk();
    goto(&mut desk, 4, 0);
    desk.event(Event::Paste("甲\t1\n乙\t2".to_owned()));
    desk.run();
    // The total is locked, so the block is refused as a whole.
    assert_eq!(desk.state().sheet.rows(), 5);
    desk.event(Event::Paste("甲\n乙".to_owned()));
    desk.run();
    assert_eq!(cell(&desk, 5, 0), "乙");
}

#[test]
fn rows_are_inserted_and_deleted() {
    let mut desk = desk();
    desk.get_by_label("第 2 行 二、事业收入").click();
    desk.run();
    let row = CellRange::spanning(CellPos::new(1, 0), CellPos::new(1, 3));
    assert_eq!(desk.state().state.selection(), row);
    desk.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    desk.run();
    assert_eq!(desk.state().sheet.rows(), 6);
    assert_eq!(cell(&desk, 1, 0), "");
    desk.key_press_modifiers(Modifiers::COMMAND, Key::Minus);
    desk.run();
    assert_eq!(desk.state().sheet.rows(), 5);
    goto(&mut desk, 4, 0);
    desk.key_press_modifiers(Modifiers::COMMAND, Key::Minus);
    desk.run();
    assert_eq!(desk.state().sheet.rows(), 5);
    assert!(desk.query_by_label("这些行不能删除。").is_some());
}

#[test]
fn headings_select_their_columns() {
    let mut desk = desk();
    desk.get_by_label("预算数").click();
    desk.run();
    let columns = CellRange::spanning(CellPos::new(0, 1), CellPos::new(4, 2));
    assert_eq!(desk.state().state.selection(), columns);
    desk.key_press_modifiers(Modifiers::COMMAND, Key::A);
    desk.run();
    let all = CellRange::spanning(CellPos::new(0, 0), CellPos::new(4, 3));
    assert_eq!(desk.state().state.selection(), all);
}

fn drag(desk: &mut Harness<'_, Desk<Sheet>>, from: Pos2, to: Pos2) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.event(Event::PointerMoved(from));
    desk.event(button(from, true));
    desk.event(Event::PointerMoved(from.lerp(to, 0.5)));
    desk.event(Event::PointerMoved(to));
    desk.event(button(to, false));
    desk.run();
}

#[test]
fn dragging_selects_a_range() {
    let mut desk = desk();
    let from = desk
        .get_by_label("一、财政拨款收入 调整预算 59,332,388.65 提示")
        .rect();
    let to = desk.get_by_label("三、经营收入 决算").rect();
    drag(&mut desk, from.center(), to.center());
    let range = CellRange::spanning(CellPos::new(0, 2), CellPos::new(2, 3));
    assert_eq!(desk.state().state.selection(), range);
    assert_eq!(desk.state().state.cursor(), CellPos::new(0, 2));
}

#[test]
fn a_composition_begins_an_edit_and_is_committed() {
    let mut desk = desk();
    goto(&mut desk, 1, 0);
    let preedit = |text: &str| {
        Event::Ime(ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        })
    };
    for text in ["c", "cai", "cai zheng"] {
        desk.event(preedit(text));
    }
    desk.run();
    assert_eq!(desk.state().state.edited_text(), Some("cai zheng"));
    desk.event(preedit(""));
    desk.event(Event::Ime(ImeEvent::Commit("财政".to_owned())));
    desk.run();
    assert_eq!(desk.state().state.edited_text(), Some("财政"));
    desk.key_press(Key::Enter);
    desk.run();
    assert_eq!(cell(&desk, 1, 0), "财政");
    // The next cell takes a commit without a composition too.
    desk.event(Event::Ime(ImeEvent::Commit("预算".to_owned())));
    desk.key_press(Key::Enter);
    desk.run();
    assert_eq!(cell(&desk, 2, 0), "预算");
}

#[test]
fn a_composition_that_is_given_up_leaves_the_cell_as_it_was() {
    let mut desk = desk();
    goto(&mut desk, 1, 0);
    for text in ["c", ""] {
        desk.event(Event::Ime(ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        }));
    }
    desk.run();
    assert!(!desk.state().state.is_editing());
    assert_eq!(cell(&desk, 1, 0), "二、事业收入");
}

#[test]
fn the_input_method_is_on_before_the_first_key() {
    let mut desk = desk();
    goto(&mut desk, 1, 1);
    desk.step();
    assert!(desk.output().platform_output.ime.is_some());
    assert!(!desk.state().state.is_editing());
}

#[test]
fn undo_is_the_callers_while_no_cell_is_edited() {
    let mut desk = desk();
    goto(&mut desk, 1, 1);
    desk.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    desk.key_press_modifiers(Modifiers::COMMAND, Key::Y);
    desk.run();
    let events = &desk.state().events;
    assert!(events.contains(&GridEvent::Undo) && events.contains(&GridEvent::Redo));
    desk.state_mut().events.clear();
    text(&desk, "5");
    desk.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    desk.run();
    assert!(!desk.state().events.contains(&GridEvent::Undo));
}

#[test]
fn a_menu_inserts_rows() {
    let mut desk = desk();
    desk.get_by_label("二、事业收入 调整预算 1,250,000.00")
        .click_secondary();
    desk.run();
    desk.get_by_label_contains("在上方插入行").click();
    desk.run();
    assert_eq!(desk.state().sheet.rows(), 6);
    assert_eq!(desk.state().state.cursor(), CellPos::new(1, 2));
    text(&desk, "1");
    desk.run();
    assert!(desk.state().state.is_editing(), "the keyboard is back");
}

#[test]
fn a_column_grows_so_that_no_figure_is_cut() {
    let mut desk = desk();
    goto(&mut desk, 1, 1);
    let long = "123,456,789,012,345,678,901,234,567,890.00";
    desk.event(Event::Paste(long.to_owned()));
    desk.run();
    let label = format!("二、事业收入 初始预算 {long}");
    let width = desk.get_by_label(&label).rect().width();
    assert!(width > 280.0, "{width}");
}

#[test]
fn dragging_beyond_the_edge_scrolls() {
    let draw = |ui: &mut Ui, desk: &mut Desk<Million>| {
        desk.draw(ui);
    };
    let mut desk = window(draw, Desk::new(Million));
    let from = desk.get_by_label("科目3 第1列 21.01").rect().center();
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.event(Event::PointerMoved(from));
    desk.event(button(from, true));
    let below = Pos2::new(from.x, 598.0);
    desk.event(Event::PointerMoved(below));
    desk.step();
    desk.run_steps(30);
    desk.event(button(below, false));
    desk.run();
    let selected = desk.state().state.selection();
    assert_eq!(selected.first, CellPos::new(3, 1));
    assert!(selected.last.row > 35, "{selected:?}");
}

#[test]
fn without_cells_nothing_is_edited_and_rows_can_be_inserted() {
    let mut desk = window(draw, Desk::new(Sheet { cells: Vec::new() }));
    text(&desk, "1");
    desk.key_press(Key::F2);
    desk.key_press(Key::Delete);
    desk.key_press_modifiers(Modifiers::COMMAND, Key::C);
    desk.event(Event::Paste("1".to_owned()));
    desk.run();
    assert!(!desk.state().state.is_editing());
    desk.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    desk.run();
    assert_eq!(desk.state().sheet.rows(), 1);
}

#[test]
fn a_jump_scrolls_a_million_rows_at_once() {
    let draw = |ui: &mut Ui, desk: &mut Desk<Million>| {
        desk.draw(ui);
    };
    let mut desk = window(draw, Desk::new(Million));
    desk.state_mut().state.reveal(777_776, 9);
    desk.run();
    let found = desk.get_by_label("科目777776 第9列 5444432.09").rect();
    assert!(
        (found.center().y - 300.0).abs() < 60.0,
        "in the middle: {found}"
    );
    assert!((found.height() - 24.0).abs() < f32::EPSILON);
    desk.key_press_modifiers(Modifiers::COMMAND, Key::ArrowDown);
    desk.run();
    assert_eq!(desk.state().state.cursor(), CellPos::new(999_999, 9));
    let last = desk.get_by_label("科目999999 第9列 6999993.09").rect();
    assert!(last.bottom() <= 600.0 && (last.height() - 24.0).abs() < f32::EPSILON);
    desk.key_press(Key::PageUp);
    desk.run();
    assert!(desk.state().state.cursor().row > 999_900);
    desk.key_press_modifiers(Modifiers::COMMAND, Key::Home);
    desk.run();
    desk.get_by_label("科目0 第0列 科目0");
}

#[test]
fn shot_of_a_million_rows() {
    let draw = |ui: &mut Ui, desk: &mut Desk<Million>| {
        ground_ui(ui);
        desk.draw(ui);
    };
    let mut desk = builder(Theme::Light, [900.0, 420.0]).build_ui_state(draw, Desk::new(Million));
    desk.state_mut().state.reveal(777_776, 9);
    desk.run_steps(3);
    shot(&mut desk, "grid-million");
}

#[test]
fn shot_of_the_grid() {
    for (mode, name) in [(Theme::Light, "grid-light"), (Theme::Dark, "grid-dark")] {
        let mut desk = builder(mode, [900.0, 360.0]).build_ui_state(draw, Desk::new(Sheet::new()));
        let range = CellRange::spanning(CellPos::new(1, 1), CellPos::new(2, 2));
        desk.state_mut().state.select(range);
        desk.run();
        shot(&mut desk, name);
        desk.key_press(Key::ArrowDown);
        text(&desk, "12x");
        desk.key_press(Key::Enter);
        desk.run();
        shot(&mut desk, &format!("{name}-refused"));
        desk.key_press(Key::Escape);
        desk.get_by_label("二、事业收入 决算 1,184,300.50 需核实")
            .click_secondary();
        desk.run();
        shot(&mut desk, &format!("{name}-menu"));
    }
}
