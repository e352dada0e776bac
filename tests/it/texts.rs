//! Texts in the window's session: opened beside workbooks and JSON, edited, saved with nothing but
//! the edited words changed, recovered; what no text can hold stays unsaved and is said.

use crate::manuscript::{document, paragraph};
use crate::support::desk::Desk;
use crate::support::workbooks::workbook;
use gouji::manuscript::ManuscriptFormat;
use gouji::model::{Lang, SAMPLE, Text};
use gouji::origin::FileKind;
use gouji::review::{NumberState, check};
use gouji::rules::Context;
use gouji::session::{Action, ExportFormat, SaveState};
use gouji::workbook::{WorkbookFormat, fresh, read};

const BATCHES: &str = "three_public_counts[公务接待批次].数量";
const GUESTS: &str = "three_public_counts[公务接待人次].数量";
const CARS: &str = "assets[汽车].数量";
const INCOME: &str = "K02[合计].财政拨款收入";

/// Accounts in words of our own.
const LINES: &[&str] = &[
    "丙区乙局2024年度部门决算",
    "一、国有资产占用情况",
    "截至2024年12月31日，本部门共有车辆　1203 辆；单价100万元（含）以上设备0台（套）。",
    "二、“三公”经费支出决算情况",
    "2024年度公务接待２批次，共接待1,010人次。",
];

fn text() -> String {
    format!("{}\r\n", LINES.join("\r\n"))
}

fn planning() -> Vec<u8> {
    fresh(&workbook("planning"), &[]).unwrap()
}

/// A workbook whose name says whose it is.
const BOOK: &str = "丙区乙局2024年度部门决算.xlsx";

fn with(files: &[(&str, &[u8])]) -> Desk {
    let mut desk = Desk::new();
    for (name, bytes) in files {
        desk.put(name, bytes);
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    desk.open(&names);
    desk
}

fn kinds(desk: &Desk) -> Vec<FileKind> {
    desk.file().kinds
}

fn on_disk(desk: &Desk, name: &str) -> String {
    String::from_utf8(desk.on_disk(name)).unwrap()
}

fn export(desk: &mut Desk, format: ExportFormat, name: &str) {
    let (file, path) = (desk.id(), desk.path(name));
    desk.apply(Action::Export {
        file,
        format,
        lang: Lang::Zh,
        path,
        replace: false,
    });
}

fn save_as(desk: &mut Desk, name: &str) {
    let (file, path) = (desk.id(), desk.path(name));
    desk.apply(Action::SaveAs {
        file,
        path,
        replace: false,
    });
}

const TXT: FileKind = FileKind::Text(ManuscriptFormat::Txt);
const XLSX: FileKind = FileKind::Workbook(WorkbookFormat::Xlsx);

#[test]
fn a_text_alone_is_a_set_of_accounts_and_is_saved_in_place() {
    let mut desk = with(&[("a.txt", text().as_bytes())]);
    assert_eq!(kinds(&desk), [TXT], "{:?}", desk.said());
    let file = desk.file();
    assert_eq!(file.accounts.department.as_deref(), Some("丙区乙局"));
    assert_eq!(file.accounts.year, Some(2024));
    assert_eq!(file.save_state, SaveState::Saved);
    assert_eq!(desk.session.snapshot().recent, [desk.path("a.txt")]);
    assert_eq!(desk.printed(GUESTS), "1,010人次");

    desk.edit("更正", &[(GUESTS, "1001人次"), (BATCHES, "13批次")]);
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    desk.save();
    assert_eq!(desk.last_said(), "已保存 a.txt");
    assert_eq!(desk.file().save_state, SaveState::Saved);
    let due = text().replace("1,010人次", "1,001人次");
    let due = due.replace("２批次", "１３批次");
    assert_eq!(on_disk(&desk, "a.txt"), due);
    assert_eq!(desk.journals(), [""; 0]);

    // The spaces around it stay.
    desk.edit("更正", &[(CARS, "1302辆")]);
    desk.save();
    let due = due.replace("　1203 辆", "　1302 辆");
    assert_eq!(on_disk(&desk, "a.txt"), due);
    // Taken back, it is the text as it was, byte for byte.
    desk.undo();
    desk.undo();
    desk.save();
    assert_eq!(on_disk(&desk, "a.txt"), text());
}

#[test]
fn a_document_of_word_is_changed_in_its_own_file() {
    let body: String = LINES.iter().map(|line| paragraph(line)).collect();
    let bytes = document(&body);
    let mut desk = with(&[("a.docx", &bytes)]);
    assert_eq!(
        kinds(&desk),
        [FileKind::Text(ManuscriptFormat::Docx)],
        "{:?}",
        desk.said()
    );
    desk.edit("更正", &[(GUESTS, "1001人次")]);
    desk.save();
    let written = gouji::manuscript::read("a.docx", &desk.on_disk("a.docx")).unwrap();
    let first = gouji::manuscript::read("a.docx", &bytes).unwrap();
    assert_eq!(written.text, first.text.replace("1,010人次", "1,001人次"));
    desk.undo();
    desk.save();
    assert_eq!(desk.on_disk("a.docx"), bytes);
}

#[test]
fn a_workbook_and_its_text_are_one_set_and_each_gets_its_own_edits() {
    let first = text();
    let mut desk = with(&[(BOOK, &planning()), ("b.txt", first.as_bytes())]);
    assert_eq!(desk.session.snapshot().files.len(), 1, "{:?}", desk.said());
    assert_eq!(kinds(&desk), [XLSX, TXT]);
    assert_eq!(desk.file().name, format!("{BOOK} +1"));
    let asked = |said: &String| said.contains("不一致");
    assert!(!desk.said().iter().any(asked), "{:?}", desk.said());

    desk.edit("改正文", &[(CARS, "1204辆")]);
    desk.save();
    assert_eq!(desk.on_disk(BOOK), planning(), "{:?}", desk.said());
    let due = first.replace("1203", "1204");
    assert_eq!(on_disk(&desk, "b.txt"), due);
    desk.edit("改表", &[(INCOME, "1.5")]);
    desk.save();
    assert_eq!(on_disk(&desk, "b.txt"), due);
    assert_ne!(desk.on_disk(BOOK), planning());
    assert_eq!(desk.file().save_state, SaveState::Saved);

    // What another program did to one of them keeps both as they are.
    desk.put("b.txt", "别的");
    let book = desk.on_disk(BOOK);
    desk.edit("再改", &[(INCOME, "2.5"), (CARS, "1205辆")]);
    desk.save();
    assert!(desk.last_said().contains("改动"), "{:?}", desk.said());
    assert_eq!(on_disk(&desk, "b.txt"), "别的");
    assert_eq!(desk.on_disk(BOOK), book);
    // Elsewhere each goes under a name of its own, in its own kind.
    save_as(&mut desk, "c.xlsx");
    assert_eq!(on_disk(&desk, "c-b.txt"), first.replace("1203", "1205"));
    assert!(read("c", &desk.on_disk(&format!("c-{BOOK}"))).is_ok());
    assert_eq!(desk.file().save_state, SaveState::Saved);
}

#[test]
fn a_cell_of_a_table_decides_the_sentence_that_states_it_at_once() {
    let income = with(&[(BOOK, &planning())]).printed(INCOME);
    let text = format!(
        "丙区乙局2024年度部门决算\n第三部分 2024年度部门决算情况说明\n\
         一、收入决算情况说明\n本年财政拨款收入{income}万元。\n"
    );
    let mut desk = with(&[(BOOK, &planning()), ("b.txt", text.as_bytes())]);
    let state = |desk: &Desk| {
        let file = desk.file();
        let narrative = file.accounts.narrative.as_ref().unwrap();
        let mut marks = file.review.numbers.iter();
        let mark = marks.find(|mark| narrative.slice(mark.span).starts_with(&income));
        mark.unwrap().state.clone()
    };
    assert_eq!(state(&desk), NumberState::Proved);
    desk.edit("改表", &[(INCOME, "1.50")]);
    assert_ne!(state(&desk), NumberState::Proved);
    assert_eq!(
        *desk.file().review,
        check(&Context::new(&desk.file().accounts))
    );
    desk.undo();
    assert_eq!(state(&desk), NumberState::Proved);
    desk.redo();
    assert_ne!(state(&desk), NumberState::Proved);
}

#[test]
fn a_text_of_another_department_is_asked_about() {
    let mut desk = with(&[
        ("甲区丁局2024年度部门决算.xlsx", &planning()),
        ("b.txt", text().as_bytes()),
    ]);
    let snapshot = desk.session.snapshot();
    assert_eq!(snapshot.files.len(), 1, "{:?}", desk.said());
    let said = desk.said().join(" | ");
    for words in [
        "单位名称不一致",
        "正文写的是“丙区乙局”",
        "表写的是“",
        "b.txt",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let file = desk.file();
    assert_ne!(file.accounts.department.as_deref(), Some("丙区乙局"));
    let asks = |message: &Text| message.zh.contains("单位名称不一致");
    let mut findings = file.review.findings.iter();
    assert!(findings.any(|finding| asks(&finding.message)));
    // Beside two departments' tables it is neither's.
    let other = fresh(&workbook("finance"), &[]).unwrap();
    desk = with(&[
        ("甲区丁局2024年度部门决算.xlsx", &planning()),
        ("甲区戊局2024年度部门决算.xlsx", &other),
        ("b.txt", text().as_bytes()),
    ]);
    assert_eq!(desk.session.snapshot().files.len(), 3, "{:?}", desk.said());
}

/// The sample without what a text would add, in a spelling of its own.
fn json_without_text() -> Vec<u8> {
    let mut document = gouji::document::Document::parse(SAMPLE.to_vec()).unwrap();
    for key in [
        "claims",
        "narrative",
        "wording",
        "three_public_counts",
        "assets",
    ] {
        let edit = gouji::document::Edit::RemoveMember {
            object: gouji::document::Pointer::root(),
            key: key.to_owned(),
        };
        // Not each of them stands in the sample.
        drop(document.apply(&edit));
    }
    document.bytes().into_owned()
}

#[test]
fn a_json_gets_its_own_corrections_and_none_of_the_text() {
    let json = json_without_text();
    let mut desk = with(&[("a.json", &json), ("b.txt", text().as_bytes())]);
    assert_eq!(kinds(&desk), [FileKind::Json, TXT], "{:?}", desk.said());
    assert_eq!(desk.printed(GUESTS), "1,010人次");
    let before = desk.printed(INCOME);
    desk.edit("改表", &[(INCOME, "1.50")]);
    desk.edit("改正文", &[(CARS, "1204辆")]);
    desk.save();
    assert_eq!(on_disk(&desk, "b.txt"), text().replace("1203", "1204"));
    let (was, now) = (
        String::from_utf8(json.clone()).unwrap(),
        on_disk(&desk, "a.json"),
    );
    let differs: Vec<(&str, &str)> = was
        .lines()
        .zip(now.lines())
        .filter(|(was, now)| was != now)
        .collect();
    assert_eq!(was.lines().count(), now.lines().count());
    assert_eq!(differs.len(), 1, "{differs:?}");
    assert!(differs[0].1.contains("1.50"), "{before}: {differs:?}");
    assert_eq!(desk.file().save_state, SaveState::Saved);
    // An explanation goes into the JSON, which can hold it.
    let finding = desk.file().review.findings[0].fingerprint.clone();
    let file = desk.id();
    desk.apply(Action::Explain {
        file,
        finding,
        text: "已核实".into(),
    });
    desk.save();
    assert_eq!(
        desk.file().save_state,
        SaveState::Saved,
        "{:?}",
        desk.said()
    );
    assert!(on_disk(&desk, "a.json").contains("已核实"));
    assert!(!on_disk(&desk, "a.json").contains("narrative"));
    while desk.file().undo.is_some() {
        desk.undo();
    }
    desk.save();
    assert_eq!(desk.on_disk("a.json"), json);
    assert_eq!(on_disk(&desk, "b.txt"), text());
    // As one JSON it is all in one.
    save_as(&mut desk, "c.json");
    assert!(on_disk(&desk, "c.json").contains("\"narrative\""));
}

#[test]
fn a_json_with_claims_of_its_own_is_opened_without_the_text() {
    let desk = with(&[("a.json", SAMPLE), ("b.txt", text().as_bytes())]);
    assert_eq!(desk.session.snapshot().files.len(), 1);
    assert_eq!(kinds(&desk), [FileKind::Json]);
    let said = desk.said().join(" | ");
    assert!(said.contains("没有再读入正文"), "{said}");
    assert!(said.contains("b.txt"), "{said}");
}

#[test]
fn edits_of_a_text_outlive_a_crash() {
    let first = text();
    let mut desk = with(&[(BOOK, &planning()), ("b.txt", first.as_bytes())]);
    desk.edit("改正文", &[(CARS, "1204辆")]);
    desk.edit("改表", &[(INCOME, "1.5")]);
    let edited = desk.bytes();
    desk.restart();
    desk.apply(Action::Recover(0));
    assert_eq!(desk.said(), [""; 0]);
    assert_eq!(desk.bytes(), edited);
    assert_eq!(kinds(&desk), [XLSX, TXT]);
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    desk.save();
    assert_eq!(on_disk(&desk, "b.txt"), first.replace("1203", "1204"));
    assert_eq!(desk.journals(), [""; 0]);

    // What was written into the text since cannot take the edits.
    let mut desk = with(&[("a.txt", text().as_bytes())]);
    desk.edit("改正文", &[(CARS, "1204辆")]);
    let edited = desk.bytes();
    desk.put("a.txt", text().replace("共有", "共计有"));
    desk.restart();
    desk.apply(Action::Recover(0));
    let said = desk.last_said();
    for words in ["已恢复", "不能再写回", "a.txt", ".json"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(desk.bytes(), edited);
    save_as(&mut desk, "b.json");
    assert_eq!(desk.on_disk("b.json"), edited);
}

#[test]
fn what_no_text_can_hold_stays_unsaved_and_is_said() {
    let mut desk = with(&[(BOOK, &planning()), ("a.txt", text().as_bytes())]);
    let (file, finding) = (desk.id(), desk.file().review.findings.first().cloned());
    let finding = finding.expect("something is found").fingerprint;
    desk.apply(Action::Explain {
        file,
        finding,
        text: "已核实".into(),
    });
    desk.save();
    let said = desk.last_said();
    assert!(said.contains("只能存入 JSON"), "{said}");
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    assert_eq!(on_disk(&desk, "a.txt"), text());
    desk.undo();
    // The name follows from the sentence without standing in it.
    let name = desk.place(CARS).beside(gouji::model::Place::NAME);
    let edit = gouji::model::CellEdit::new(name, "汽 车");
    let title = Text::same("改名");
    desk.apply(Action::Edit {
        file,
        title,
        edits: vec![edit],
    });
    if desk.file().accounts.text_span(name).is_none() {
        desk.save();
        let said = desk.last_said();
        assert!(said.contains("正文中没有印出"), "{said}");
        assert_eq!(desk.file().save_state, SaveState::Unsaved);
    }
}

#[test]
fn the_corrected_text_is_exported_beside_the_original() {
    let mut desk = with(&[("a.txt", text().as_bytes())]);
    desk.edit("改正文", &[(CARS, "1204辆")]);
    export(&mut desk, ExportFormat::Text, "b.txt");
    let due = text().replace("1203", "1204");
    assert_eq!(on_disk(&desk, "b.txt"), due);
    assert_eq!(on_disk(&desk, "a.txt"), text());
    export(&mut desk, ExportFormat::Text, "b.docx");
    assert!(
        desk.last_said().contains("只能存为 .txt"),
        "{:?}",
        desk.said()
    );
    // What was imported and edited as JSON gives the corrected text too, lines as they were read.
    export(&mut desk, ExportFormat::Json, "c.json");
    let mut json = Desk::new();
    json.put("c.json", desk.on_disk("c.json"));
    json.open(&["c.json"]);
    export(&mut json, ExportFormat::Text, "d.txt");
    assert_eq!(on_disk(&json, "d.txt"), due.replace('\r', ""));
    let mut sample = Desk::with_sample();
    export(&mut sample, ExportFormat::Text, "d.txt");
    assert!(
        sample.last_said().contains("没有正文"),
        "{:?}",
        sample.said()
    );
    save_as(&mut sample, "d.txt");
    assert!(sample.last_said().contains("只能存为 .json"));
}

#[test]
fn of_a_folder_only_accounts_are_opened() {
    let mut desk = Desk::new();
    std::fs::create_dir(desk.path("d")).unwrap();
    desk.put(&format!("d/{BOOK}"), planning());
    desk.put("d/a.txt", text());
    desk.put("d/README.txt", "这里放的是2023年的材料，共3份。");
    desk.put("d/日志.txt", "收入共有车辆3辆。");
    desk.put("d/图.txt", b"\x89PNG\r\n\x1a\n\0\0");
    desk.open(&["d"]);
    let snapshot = desk.session.snapshot();
    assert_eq!(snapshot.files.len(), 1, "{:?}", desk.said());
    assert_eq!(kinds(&desk), [XLSX, TXT]);
    let errors: Vec<String> = desk.said();
    let said = errors.join(" | ");
    for name in ["README.txt", "日志.txt", "图.txt"] {
        assert!(said.contains(name), "{name}: {said}");
    }
}
