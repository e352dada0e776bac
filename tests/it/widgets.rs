//! The building blocks driven by name, and a picture of all of them.

use crate::support::window::{builder, ground_ui, shot, window};
use eframe::egui::{Event, Key, Modifiers, Panel, ScrollArea, Theme, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use gouji::model::Lang;
use gouji::rules::Level;
use gouji::ui::command::{Command, take_pressed};
use gouji::ui::palette::{Palette, PaletteItem, palette_ui};
use gouji::ui::theme::{self, space};
use gouji::ui::widgets::{
    Answer, Confirm, FormulaPart, ListRow, Notice, NoticeLevel, Notices, PathAnswer, PathEntry,
    badge_ui, chip_ui, confirm_ui, empty_ui, formula_ui, key_hint_ui, list_row_ui, mark_ui,
    notices_ui, path_entry_ui, primary_button_ui, search_field_ui, section_ui, segments_ui,
};

const LANG: Lang = Lang::Zh;

#[derive(Default)]
struct Gallery {
    unit: usize,
    hidden: Vec<Level>,
    query: String,
    selected: usize,
    followed: Option<usize>,
    notices: Notices,
    is_empty_pressed: bool,
}

const ROWS: [(Level, &str, &str, &str); 4] = [
    (
        Level::Error,
        "“增加”写成了“减少”：各部分之和恰为 +1,581,249.53 元",
        "收入总体情况 · 第 2 段",
        "G085",
    ),
    (
        Level::Warning,
        "完成率 7.83% 以决算数为分母，应为 8.50%",
        "机关运行经费",
        "G091",
    ),
    (
        Level::Question,
        "项目资金全额支付而指标未达标",
        "绩效自评表",
        "G101",
    ),
    (
        Level::Note,
        "合计与分项相差 0.01，可由四舍五入解释",
        "支出决算表 · 第 9 行",
        "G051",
    ),
];

fn gallery_ui(ui: &mut Ui, gallery: &mut Gallery) {
    Panel::left("findings")
        .resizable(false)
        .exact_size(380.0)
        .show(ui, |ui| findings_ui(ui, gallery));
    ScrollArea::vertical().show(ui, |ui| {
        ui.add_space(space::S);
        detail_ui(ui, gallery);
        let hint = "把决算文件拖进窗口，或先看看程序自带的示例。";
        gallery.is_empty_pressed |= empty_ui(ui, "还没有打开文件", hint, Some("打开示例"));
    });
    notices_ui(LANG, ui.ctx(), &mut gallery.notices);
}

fn findings_ui(ui: &mut Ui, gallery: &mut Gallery) {
    section_ui(ui, "问题", |ui| {
        segments_ui(ui, "单位", &mut gallery.unit, &[(1, "万元"), (0, "元")]);
    });
    search_field_ui(ui, "筛选问题", "清除", &mut gallery.query);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for (level, count) in Level::ALL.into_iter().zip([7, 2, 28, 4]) {
            let is_on = !gallery.hidden.contains(&level);
            if chip_ui(LANG, ui, level, count, is_on).clicked() {
                if is_on {
                    gallery.hidden.push(level);
                } else {
                    gallery.hidden.retain(|hidden| *hidden != level);
                }
            }
        }
    });
    ui.spacing_mut().item_spacing.y = 0.0;
    for (index, (level, title, detail, code)) in ROWS.into_iter().enumerate() {
        let row = ListRow {
            mark: Some(level),
            title,
            detail,
            trailing: code,
            is_selected: gallery.selected == index,
            is_done: index == 3,
            indent: 0,
        };
        if list_row_ui(ui, &row).clicked() {
            gallery.selected = index;
        }
    }
}

fn detail_ui(ui: &mut Ui, gallery: &mut Gallery) {
    section_ui(ui, "合计不等于各分项之和", |ui| {
        key_hint_ui(ui, "F8");
        key_hint_ui(ui, "Alt+Enter");
    });
    ui.horizontal(|ui| {
        mark_ui(LANG, ui, Level::Error);
        let theme = theme::Theme::of(ui);
        badge_ui(ui, theme.error, "差额 -65,699.50");
        badge_ui(ui, theme.proved, "已核对 312");
        badge_ui(ui, theme.note, "未能检查 9");
    });
    let figure = |text, name| FormulaPart::Figure {
        caption: "",
        text,
        name,
        has_place: true,
    };
    let parts = [
        figure("60,551,689.15", "决算数合计 · 收入决算表第 5 行"),
        FormulaPart::Operator("≠"),
        figure("59,332,388.65", "财政拨款收入"),
        FormulaPart::Operator("+"),
        figure("1,184,300.50", "事业收入"),
        FormulaPart::Operator("+"),
        figure("35,000.00", "其他收入"),
        FormulaPart::Operator("="),
        FormulaPart::Words("60,551,689.15 元"),
    ];
    if let Some(clicked) = formula_ui(ui, &parts) {
        gallery.followed = Some(clicked);
    }
    ui.horizontal(|ui| {
        primary_button_ui(ui, "采纳修改");
        ui.button("预览").clicked();
        ui.add_enabled(false, eframe::egui::Button::new("填写审核说明…"));
        let mut on = true;
        ui.checkbox(&mut on, "只看未处理");
        ui.hyperlink_to("依据", "");
    });
}

fn gallery() -> Harness<'static, Gallery> {
    window(gallery_ui, Gallery::default())
}

#[test]
fn a_switch_a_filter_and_a_row_are_chosen_by_name() {
    let mut harness = gallery();
    harness.get_by_label("万元").click();
    harness.get_by_label("待说明 28").click();
    harness.get_by_label_contains("完成率 7.83%").click();
    harness.run();
    let gallery = harness.state();
    assert_eq!(gallery.unit, 1);
    assert_eq!(gallery.hidden, [Level::Question]);
    assert_eq!(gallery.selected, 1);
}

#[test]
fn a_number_of_a_formula_is_followed() {
    let mut harness = gallery();
    harness.get_by_label("1,184,300.50 事业收入").click();
    harness.run();
    assert_eq!(harness.state().followed, Some(4));
}

#[test]
fn a_search_field_is_emptied_by_its_cross_and_by_escape() {
    let mut harness = gallery();
    for way in ["cross", "escape"] {
        harness.get_by_label("筛选问题").click();
        harness.event(Event::Text("三公".to_owned()));
        harness.run();
        assert_eq!(harness.state().query, "三公");
        if way == "cross" {
            harness.get_by_label("清除").click();
        } else {
            harness.key_press(Key::Escape);
        }
        harness.run();
        assert_eq!(harness.state().query, "", "{way}");
    }
}

#[test]
fn a_notice_goes_by_itself_and_an_error_stays() {
    let mut harness = gallery();
    let notices = &mut harness.state_mut().notices;
    notices.push(Notice::new(NoticeLevel::Done, "已保存。"));
    let error = Notice::new(NoticeLevel::Error, "磁盘已满，未能保存。").hint("原文件没有改动。");
    notices.push(error.clone());
    notices.push(error);
    assert_eq!(notices.iter().count(), 2, "the same is said once");
    harness.run_steps(4);
    harness.get_by_label("原文件没有改动。");
    harness.run_steps(100);
    assert_eq!(harness.state().notices.iter().count(), 1);
    harness
        .get_by_label("关闭提示: 磁盘已满，未能保存。")
        .click();
    harness.run();
    assert_eq!(harness.state().notices.iter().count(), 0);
}

const QUESTION: Confirm<'_> = Confirm {
    title: "有未保存的修改",
    text: "关闭前要保存对“西城 2023”的 3 处修改吗？不保存，修改就会丢失。",
    confirm: "保存",
    alternative: Some("不保存"),
    cancel: "取消",
};

fn confirm() -> Harness<'static, Vec<Answer>> {
    let draw = |ui: &mut Ui, answers: &mut Vec<Answer>| {
        ui.button("后面").clicked();
        answers.extend(confirm_ui(ui.ctx(), &QUESTION));
    };
    window(draw, Vec::new())
}

#[test]
fn enter_gives_the_default_answer_and_escape_none() {
    let answers = |keys: &[Key]| {
        let mut harness = confirm();
        for key in keys {
            harness.key_press(*key);
        }
        harness.run();
        harness.into_state()
    };
    assert_eq!(answers(&[Key::Enter]), [Answer::Confirmed]);
    assert_eq!(answers(&[Key::Escape]), [Answer::Cancelled]);
    assert_eq!(answers(&[Key::Tab, Key::Enter]), [Answer::Alternative]);
}

#[test]
fn a_path_is_entered_by_hand() {
    let entry = PathEntry {
        title: "打开哪个文件？".to_owned(),
        confirm: "打开".to_owned(),
        ..PathEntry::default()
    };
    let draw = |ui: &mut Ui, (entry, answer): &mut (PathEntry, Option<PathAnswer>)| {
        if answer.is_none() {
            *answer = path_entry_ui(LANG, ui.ctx(), entry);
        }
    };
    let mut harness = window(draw, (entry, None));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().1, None, "nothing was typed yet");
    harness.event(Event::Text("\"/tmp/决算.json\"".to_owned()));
    harness.key_press(Key::Enter);
    harness.run();
    let entered = PathAnswer::Entered("/tmp/决算.json".to_owned());
    assert_eq!(harness.state().1, Some(entered));
}

struct PaletteDesk {
    palette: Palette,
    items: Vec<PaletteItem>,
    chosen: Option<usize>,
}

fn palette_items(ui: &Ui) -> Vec<PaletteItem> {
    let mut items: Vec<PaletteItem> = Command::all()
        .map(|command| PaletteItem {
            label: command.label(LANG).to_owned(),
            hint: command.hint(LANG).to_owned(),
            keys: command.keys_text(ui.ctx()),
            also: command.label(Lang::En).to_owned(),
            mark: None,
        })
        .collect();
    items.push(PaletteItem {
        label: "收入决算表".to_owned(),
        hint: "表格 · 4 个问题".to_owned(),
        also: "K02 income".to_owned(),
        mark: Some(Level::Error),
        ..PaletteItem::default()
    });
    items
}

fn palette_desk_ui(ui: &mut Ui, desk: &mut PaletteDesk) {
    ground_ui(ui);
    if desk.items.is_empty() {
        desk.items = palette_items(ui);
    }
    if let Some(chosen) = palette_ui(LANG, ui.ctx(), &mut desk.palette, &desk.items) {
        desk.chosen = Some(chosen);
    }
}

fn palette_desk() -> PaletteDesk {
    let mut palette = Palette::default();
    palette.open();
    PaletteDesk {
        palette,
        items: Vec::new(),
        chosen: None,
    }
}

fn choose(query: &str, keys: &[Key]) -> Option<String> {
    let mut harness = window(palette_desk_ui, palette_desk());
    harness.event(Event::Text(query.to_owned()));
    for key in keys {
        harness.key_press(*key);
    }
    harness.run();
    let desk = harness.state();
    desk.chosen.map(|chosen| desk.items[chosen].label.clone())
}

#[test]
fn the_palette_finds_by_chinese_english_and_initials() {
    let enter = [Key::Enter];
    assert_eq!(
        choose("审核报告", &enter).unwrap(),
        "导出审核报告（Markdown）…"
    );
    assert_eq!(choose("k02", &enter).unwrap(), "收入决算表");
    assert_eq!(choose("xygwt", &enter).unwrap(), "下一个问题");
    assert_eq!(
        choose("save", &[Key::ArrowDown, Key::Enter]).unwrap(),
        "另存为…"
    );
    assert_eq!(
        choose("save", &[Key::ArrowUp, Key::ArrowDown, Key::Enter]).unwrap(),
        "保存"
    );
    assert_eq!(choose("没有这个", &enter), None);
}

#[test]
fn undo_is_left_to_a_text_field_that_has_the_keyboard() {
    let draw = |ui: &mut Ui, (text, taken): &mut (String, Vec<Command>)| {
        taken.extend(take_pressed(ui.ctx()));
        ui.text_edit_singleline(text).accessible_name("字段");
    };
    let mut harness = window(draw, (String::new(), Vec::new()));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(harness.state().1, [Command::Undo]);
    harness.get_by_label("字段").click();
    harness.event(Event::Text("甲".to_owned()));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    harness.run();
    assert_eq!(harness.state().1, [Command::Undo, Command::Save]);
    assert_eq!(harness.state().0, "");
}

#[test]
fn escape_closes_the_palette() {
    let mut harness = window(palette_desk_ui, palette_desk());
    harness.key_press(Key::Escape);
    harness.run();
    assert!(!harness.state().palette.is_open());
    assert_eq!(harness.state().chosen, None);
}

#[test]
fn shots_of_the_widgets() {
    for (mode, name) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
        let mut state = Gallery {
            query: "三公".to_owned(),
            hidden: vec![Level::Note],
            ..Gallery::default()
        };
        let done = Notice::new(NoticeLevel::Done, "已保存到 西城-2023.json。");
        let error = Notice::new(NoticeLevel::Error, "文件在别处被改过，未保存。")
            .hint("可以重新载入，或另存为一个新文件。");
        state.notices.push(done);
        state.notices.push(error);
        let draw = |ui: &mut Ui, gallery: &mut Gallery| {
            ground_ui(ui);
            gallery_ui(ui, gallery);
        };
        let mut harness = builder(mode, [1000.0, 600.0]).build_ui_state(draw, state);
        harness.run_steps(2);
        shot(&mut harness, &format!("widgets-{name}"));

        let mut harness =
            builder(mode, [900.0, 560.0]).build_ui_state(palette_desk_ui, palette_desk());
        harness.key_press(Key::ArrowDown);
        harness.run();
        shot(&mut harness, &format!("palette-{name}"));

        let draw = |ui: &mut Ui, (): &mut ()| {
            ground_ui(ui);
            confirm_ui(ui.ctx(), &QUESTION);
        };
        let mut harness = builder(mode, [640.0, 320.0]).build_ui_state(draw, ());
        harness.run();
        shot(&mut harness, &format!("confirm-{name}"));
    }
}
