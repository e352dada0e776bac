//! The text in the window: every number with its state, walked, searched, corrected where it
//! stands, and tied to the tables.

use crate::support::told::Told;
use crate::window::Window;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gouji::review::NumberState;
use serde_json::{Value, json};

/// A share that is wrong, a number that is tied to a cell, one that nothing is known of, a year.
const TEXT: &str = "2024年度说明\n\
二、支出决算情况\n\
本年支出合计820.40万元，其中：基本支出500.10万元，占60.96%；项目支出320.30万元，占39.14%。\n\
接待来访12批次，较上年略有增加。。\n\
科目 合计\n支出 820.40\n\
全文完。\n";

fn told(text: &str) -> Told {
    let k03 = json!({"unit": "万元", "rows": [
        {"name": "合计", "total": 820.40, "basic": 500.10, "project": 320.30}]});
    let of = "K03[合计].本年支出合计";
    let at = |part: &str| text.find(part).unwrap();
    let part = |words: &str| json!([at(words), at(words) + words.len()]);
    let table = "科目 合计\n支出 820.40";
    let heading = "二、支出决算情况";
    Told::new(text)
        .with("tables", json!({"expenditure": k03}))
        .with(
            "narrative",
            json!({
                "headings": [[at(heading), at(heading) + heading.len(), 1]],
                "tables": [part(table)],
                "others": [[at("2024年"), at("2024年") + "2024年".len(), "date"]],
            }),
        )
        .claim(
            "本年支出合计820.40万元",
            json!({"id": "C1", "subject": of, "amount": "820.40万元"}),
        )
        .claim(
            "基本支出500.10万元，占60.96%",
            json!({"id": "C2", "subject": "K03[合计].基本支出", "amount": "500.10万元",
                "share": "60.96%", "of": of}),
        )
        .claim(
            "项目支出320.30万元，占39.14%",
            json!({"id": "C3", "subject": "K03[合计].项目支出", "amount": "320.30万元",
                "share": "39.14%", "of": of}),
        )
        .claim(
            "接待来访12批次",
            json!({"id": "C4", "subject": "来访", "count": "12批次"}),
        )
}

/// The window on a text.
fn on(text: &str) -> Window {
    on_document(&told(text).document().bytes())
}

fn on_document(bytes: &[u8]) -> Window {
    let mut window = opened(bytes);
    // The cursor stands on what the selected finding is about.
    window.press(Key::Escape);
    window
}

/// The window as it shows a text first.
fn opened(bytes: &[u8]) -> Window {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(
        {
            let file = folder.path().join("written");
            let mut out = std::fs::File::create(&file).unwrap();
            std::io::Write::write_all(&mut out, bytes).unwrap();
            file
        },
        folder.path().join("a.json"),
    )
    .unwrap();
    let mut window = Window::on(folder, &["a.json"]);
    window.chord(Modifiers::COMMAND, Key::Num5);
    window
}

/// The names of the numbers in sight.
fn spots(window: &Window) -> Vec<String> {
    let links = window.harness.query_all_by_role(Role::Link);
    let names = links.filter_map(|link| link.accesskit_node().label());
    // The findings panel has links of its own.
    let names = names.filter(|name| name.contains(|c: char| c.is_ascii_digit()));
    names.filter(|name| !name.contains('·')).collect()
}

fn has_spot(window: &Window, start: &str) -> bool {
    spots(window).iter().any(|name| name.starts_with(start))
}

/// On which number the keyboard is.
fn at_cursor(window: &Window) -> String {
    let page = window.harness.get_by_role(Role::Document);
    page.accesskit_node().label().unwrap()
}

#[test]
fn every_number_carries_its_state() {
    let mut window = on(TEXT);
    for spot in [
        "820.40万元 已证实",
        "60.96% 已证实",
        "39.14% 矛盾",
        "12批次 未检查",
    ] {
        assert!(has_spot(&window, spot), "{spot}: {:?}", spots(&window));
    }
    let coverage = window.file().review.text_coverage();
    let share = coverage.decided() * 1000 / coverage.stated();
    let head = format!(
        "正文数字 {} · 有结论 {}（{}.{}%）",
        coverage.stated(),
        coverage.decided(),
        share / 10,
        share % 10
    );
    assert!(window.shows(&head), "{head}");
    assert!(window.shows(&format!("矛盾 {}", coverage.contradicted)));
    assert!(
        window.says("正文，未检查的数字"),
        "the navigation counts too"
    );
    assert!(window.shows("二、支出决算情况"));
    assert!(window.shows("表格 2 行"), "a table of the text is folded");
    assert!(!window.says("科目 合计"));
    window.button("表格 2 行");
    assert!(window.says("科目 合计"));
    window.shot("text");
}

#[test]
fn a_correction_is_shown_as_a_sentence_and_made_in_place() {
    let mut window = on(TEXT);
    window.press(Key::F8);
    assert!(
        window.says("39.14%→39.04%"),
        "the sentence as it would read"
    );
    assert!(at_cursor(&window).contains("39.14% 矛盾"));
    window.chord(Modifiers::ALT, Key::Enter);
    assert!(has_spot(&window, "39.04% 已证实"), "{:?}", spots(&window));
    assert!(window.says("原文：39.14%"));
    assert_eq!(window.file().review.text_coverage().contradicted, 0);
    // The text itself is as it was read.
    let narrative = window.file().accounts.narrative.clone().unwrap();
    assert_eq!(&*narrative.text, TEXT);
    window.chord(Modifiers::COMMAND, Key::Z);
    assert!(has_spot(&window, "39.14% 矛盾"));
}

#[test]
fn a_number_is_typed_over_and_what_is_none_is_refused() {
    let mut window = on(TEXT);
    window.press(Key::F4);
    window.press(Key::F9);
    assert!(at_cursor(&window).contains("39.14%"));
    window.press(Key::Enter);
    window.type_text("三成");
    window.press(Key::Enter);
    assert!(window.says("“三成”不是数字"));
    window.press(Key::Escape);
    assert!(!window.says("不是数字"));
    assert_eq!(window.file().undo, None);
    window.press(Key::F2);
    window.type_text("39.04%");
    window.press(Key::Enter);
    assert!(window.file().undo.is_some());
    assert_eq!(window.file().review.text_coverage().contradicted, 0);
    // What is being typed is taken in before the file is saved.
    window.press(Key::F4);
    window.press(Key::F4);
    window.press(Key::F9);
    window.press(Key::F2);
    window.type_text("1");
    window.chord(Modifiers::COMMAND, Key::S);
    let saved = String::from_utf8(window.on_disk("a.json")).unwrap();
    assert!(saved.contains("39.04%"));
    assert!(window.file().undo.unwrap().zh.contains("修改"));
}

#[test]
fn numbers_are_walked_by_keys_and_by_what_is_sought() {
    let mut window = on(TEXT);
    let mut seen = Vec::new();
    for _ in 0..6 {
        window.press(Key::Tab);
        seen.push(at_cursor(&window));
    }
    assert!(seen[0].contains("820.40万元"), "{seen:?}");
    assert!(seen[4].contains("39.14%"), "{seen:?}");
    assert!(seen[5].contains("12批次"), "{seen:?}");
    window.press(Key::Tab);
    assert_eq!(at_cursor(&window), seen[0], "round and round");
    window.chord(Modifiers::SHIFT, Key::Tab);
    assert_eq!(at_cursor(&window), seen[5]);
    // Contradicted, then not checked.
    window.press(Key::F4);
    window.press(Key::F9);
    assert_eq!(at_cursor(&window), seen[4]);
    window.press(Key::F9);
    assert_eq!(at_cursor(&window), seen[4], "it is the only one");
    window.press(Key::F4);
    window.press(Key::F9);
    assert_eq!(at_cursor(&window), seen[5]);
    window.shot("text-not-checked");
    window.press(Key::Escape);
    assert_eq!(at_cursor(&window), "正文");
}

#[test]
fn the_text_opens_where_the_selected_finding_is_and_a_choice_is_gone_to() {
    let words = "本段说明日常工作的开展过程，以便读者了解支出的去向。\n";
    let text = [words.repeat(300).as_str(), TEXT, &words.repeat(60)].concat();
    let mut window = opened(&told(&text).document().bytes());
    assert!(
        at_cursor(&window).contains("39.14%"),
        "{}",
        at_cursor(&window)
    );
    assert!(has_spot(&window, "39.14% 矛盾"));
    // Who has seen it comes back to where they were.
    window.press(Key::Escape);
    window.press(Key::Home);
    window.chord(Modifiers::COMMAND, Key::Num1);
    window.chord(Modifiers::COMMAND, Key::Num5);
    assert_eq!(at_cursor(&window), "正文");
    assert!(!has_spot(&window, "39.14%"));
    // A choice of numbers of which none is in sight leads to the first one.
    window.press(Key::F4);
    assert!(
        at_cursor(&window).contains("39.14%"),
        "{}",
        at_cursor(&window)
    );
    assert!(has_spot(&window, "39.14% 矛盾"), "{:?}", spots(&window));
}

#[test]
fn the_text_and_the_tables_lead_to_each_other() {
    let mut window = on(TEXT);
    window.press(Key::Tab);
    window.chord(Modifiers::COMMAND, Key::T);
    let cell = window.cell("合计 本年支出合计");
    assert!(cell.contains("820.4"), "{cell}");
    window.chord(Modifiers::COMMAND, Key::T);
    assert!(at_cursor(&window).contains("820.40万元"));
    window.chord(Modifiers::ALT, Key::ArrowLeft);
    assert!(!window.cell("合计 本年支出合计").is_empty());
    // A relation of the cell leads to the sentence too.
    window.click_cell("合计 基本支出");
    let mut links = window.harness.query_all_by_role(Role::Link);
    let stated = links.rfind(|link| {
        let name = link.accesskit_node().label().unwrap_or_default();
        name.starts_with("500.10") && name.contains("文字陈述")
    });
    stated.expect("the strip names the sentence").click();
    drop(links);
    window.run();
    assert!(at_cursor(&window).contains("500.10万元"));
}

#[test]
fn words_and_numbers_are_found_whatever_their_separators() {
    let text = format!("{TEXT}其他收入1,2\n34.50万元。\n");
    let mut window = on(&text);
    window.chord(Modifiers::COMMAND, Key::F);
    window.type_text("1234.5");
    assert!(window.shows("1/1"));
    window.press(Key::Escape);
    window.press(Key::Escape);
    assert!(!window.shows("1/1"));
    window.chord(Modifiers::COMMAND, Key::F);
    window.type_text("没有这句话");
    assert!(window.shows("没有找到"));
}

#[test]
fn a_sentence_is_copied_as_it_reads_now() {
    let mut window = on(TEXT);
    window.press(Key::F8);
    window.chord(Modifiers::ALT, Key::Enter);
    window.press(Key::F9);
    window.chord(Modifiers::SHIFT, Key::F9);
    // The press alone: its frame is the one that copies.
    window.harness.event(Event::Key {
        key: Key::C,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: Modifiers::COMMAND | Modifiers::ALT,
    });
    window.harness.step();
    let copied = window.copied();
    assert_eq!(
        copied.as_deref(),
        Some("项目支出320.30万元，占39.04%。"),
        "{}",
        at_cursor(&window)
    );
}

#[test]
fn a_long_text_is_walked_to_its_end() {
    let mut text = TEXT.to_owned();
    for paragraph in 0..600 {
        let words = "本段说明日常工作的开展过程和资金安排，以便读者了解支出的去向。".repeat(3);
        text.extend(["第", &paragraph.to_string(), "段", &words, "\n"]);
        if paragraph % 20 == 19 {
            text.push('\u{c}');
        }
    }
    text.push_str("末尾一句。\n");
    let mut window = on(&text);
    assert!(!window.says("末尾一句"));
    window.press(Key::End);
    assert!(window.says("末尾一句"), "the end is in sight at once");
    assert!(window.shows("第 31 页"));
    window.press(Key::Home);
    assert!(window.shows("二、支出决算情况"));
    // The wheel moves what is in sight by just as much, however wrong the guess of a height was.
    let count = window.file().review.numbers.len();
    let unchecked =
        |mark: &gouji::review::NumberMark| matches!(mark.state, NumberState::NotChecked(_));
    let last = window
        .file()
        .review
        .numbers
        .iter()
        .filter(|mark| unchecked(mark))
        .count();
    assert!(count > 600 && last > 600);
    window.chord(Modifiers::SHIFT, Key::Tab);
    assert!(at_cursor(&window).contains("599"), "{}", at_cursor(&window));
    assert!(window.says("第599段"));
}

#[test]
fn a_page_that_was_not_read_is_said() {
    let text = format!("{TEXT}\u{c}\u{c}尾页。\n");
    let document = told(&text).document();
    let json = String::from_utf8(document.bytes().into_owned()).unwrap();
    let mut root: Value = serde_json::from_str(&json).unwrap();
    root["narrative"]["unread"] = json!([[2, "整页是图片", "a picture"]]);
    let window = on_document(root.to_string().as_bytes());
    assert!(window.shows("第 2 页没有读入：整页是图片"));
    assert!(window.says("尾页"));
}

#[test]
fn accounts_without_a_text_have_no_such_view() {
    let mut window = Window::on(tempfile::tempdir().unwrap(), &[]);
    window.chord(Modifiers::COMMAND, Key::Num5);
    window.press(Key::F9);
    assert!(!window.shows("正文"));
}
