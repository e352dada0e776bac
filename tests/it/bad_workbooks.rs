//! Workbooks that are not as they should be: refused with the reason and the file, or read with
//! what is wrong named by sheet and cell; on the command line and in the window, and nothing lost.

use std::fs;

use serde_json::Value;

use crate::program::Program;
use crate::support::desk::{Desk, session_in, settle};
use crate::support::workbooks::{ole_container, sheet_of, workbook};
use gouji::session::{Action, NoticeLevel, SaveState};
use gouji::workbook::{Cell, CellAt, Content, Workbook, fresh};

const INCOME: &str = "K02[合计].财政拨款收入";

/// The head of the income table as separated values; rows follow.
const INCOME_HEAD: &str = "收入决算表,,,,,,,,\n\
,,,,,,,,单位：万元\n\
项目,,本年收入合计,财政拨款收入,上级补助收入,事业收入,经营收入,附属单位上缴收入,其他收入\n\
功能分类科目编码,科目名称,,,,,,,\n";

fn xlsx(book: &Workbook) -> Vec<u8> {
    fresh(book, &[]).unwrap()
}

/// The planning office's workbook with one cell of its income table replaced.
fn with_cell(at: &str, content: Content) -> Vec<u8> {
    let mut book = workbook("planning");
    let sheet = book
        .sheets
        .iter_mut()
        .find(|sheet| sheet.name == "收入决算表");
    let cells = &mut sheet.unwrap().cells;
    let cell = cells.iter_mut().find(|cell| cell.at.to_string() == at);
    cell.unwrap().content = content;
    xlsx(&book)
}

/// The file is refused by every command, and by the window, with these words.
fn refused(name: &str, bytes: impl AsRef<[u8]>, words: &[&str]) {
    let program = Program::new();
    program.file(name, &bytes);
    for command in [
        &["check", name] as &[&str],
        &["import", name, "-o", "out.json"],
        &["fix", name, "-o", "out.xlsx"],
        &["export", name, "--format", "csv", "-o", "out.csv"],
    ] {
        let run = program.run(command);
        assert_eq!(run.code, 2, "{command:?}: {}", run.seen());
        for words in words.iter().chain([&name]) {
            let said = run.stderr.replace("\n  ", "");
            assert!(said.contains(words), "{words}: {}", run.seen());
        }
        assert_eq!(run.stdout, "");
    }
    for out in ["out.json", "out.xlsx", "out.csv"] {
        assert!(!program.path(out).exists());
    }
    let mut desk = Desk::new();
    desk.put(name, &bytes);
    desk.put("good.xlsx", xlsx(&workbook("planning")));
    desk.open(&[name, "good.xlsx"]);
    let snapshot = desk.session.snapshot();
    assert_eq!(
        snapshot.files.len(),
        1,
        "the other one is opened: {:?}",
        desk.said()
    );
    assert_eq!(desk.file().name, "good.xlsx");
    let mut notices = snapshot.notices.iter();
    assert!(notices.any(|notice| notice.level == NoticeLevel::Error));
    let said = desk.said().join("\n");
    for words in words.iter().chain([&name]) {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(desk.on_disk(name), bytes.as_ref());
}

/// The workbook is read: what `check --format json` says.
fn checked(name: &str, bytes: impl AsRef<[u8]>) -> Value {
    let program = Program::new();
    program.file(name, bytes);
    let run = program.run(&["check", "--format", "json", name]);
    assert!(run.code < 2, "{}", run.seen());
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    report["reviews"][0].clone()
}

/// What of a review was remarked on, with its sheet and cell.
fn remarks(review: &Value) -> Vec<String> {
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let remarks = review["coverage"]["remarks"].as_array().unwrap().iter();
    remarks
        .map(|remark| {
            let [sheet, cell, kind, message] =
                ["sheet", "cell", "kind", "message"].map(|key| words(&remark[key]));
            format!("{sheet}!{cell} {kind} {message}")
        })
        .collect()
}

#[test]
fn a_password_is_said() {
    refused(
        "密.xlsx",
        ole_container("EncryptedPackage"),
        &["打开密码", "取消密码"],
    );
}

#[test]
fn a_broken_zip_is_said() {
    let whole = xlsx(&workbook("planning"));
    refused(
        "断.xlsx",
        &whole[..whole.len() / 2],
        &["已损坏", "重新取得"],
    );
    refused("a.json", b"PK\x03\x04\x14\x00\x06\x00", &["已损坏"]);
    refused("空.xlsx", b"", &["文件是空的"]);
}

#[test]
fn a_zip_bomb_is_refused_by_the_name_of_its_part() {
    let mut bytes = xlsx(&workbook("planning"));
    let part = b"xl/worksheets/sheet1.xml";
    let at = (0..bytes.len())
        .find(|at| bytes[*at..].starts_with(b"PK\x01\x02") && bytes[at + 46..].starts_with(part))
        .unwrap();
    bytes[at + 24..at + 28].copy_from_slice(&0x7FFF_FFFF_u32.to_le_bytes());
    refused(
        "弹.xlsx",
        bytes,
        &["xl/worksheets/sheet1.xml", "MiB", "不予读取"],
    );
}

#[test]
fn a_workbook_without_any_table_is_refused_with_its_sheets() {
    let mut book = workbook("planning");
    book.sheets = vec![sheet_of("值班表", "\n值班|张三|李四\n周一|8.50|9")];
    refused("值班.xlsx", xlsx(&book), &["没有认出任何决算表", "值班表"]);
    // In a folder it is passed over, for nobody said that it was accounts.
    let program = Program::new();
    program.file("d/值班.xlsx", xlsx(&book));
    program.file("d/~$a.xlsx", "a lock file");
    program.file("d/a.xlsx", xlsx(&workbook("planning")));
    program.file("d/sample.json", gouji::model::SAMPLE);
    let run = program.run(&["check", "d"]);
    assert_eq!(run.code, 1, "{}", run.seen());
    assert!(run.stderr.contains("值班.xlsx"), "{}", run.seen());
    assert!(run.stdout.contains("d/a.xlsx") && run.stdout.contains("d/sample.json"));
    assert!(!run.stdout.contains("未能读取"), "{}", run.seen());
}

#[test]
fn an_xls_that_is_really_html_or_separated_values_is_read_and_said() {
    let cell = |text: &str| format!("<td>{text}</td>");
    let rows =
        format!("{INCOME_HEAD}合计,,12.50,12.50,,,,,\n208,社会保障和就业支出,12.50,12.50,,,,,\n");
    let row = |line: &str| format!("<tr>{}</tr>", line.split(',').map(cell).collect::<String>());
    let html: String = rows.lines().map(row).collect();
    let html = format!("<html><meta charset=utf-8><table>{html}</table></html>");
    for (bytes, kind) in [(html, "HTML"), (rows, "CSV")] {
        let review = checked("收入.xls", bytes);
        let remarks = remarks(&review);
        assert!(
            remarks
                .iter()
                .any(|r| r.contains(" note ") && r.contains(kind)),
            "{remarks:?}"
        );
        assert!(
            review["coverage"]["holds"].as_u64().unwrap() > 0,
            "{review}"
        );
    }
}

#[test]
fn what_is_no_amount_is_named_with_its_cell_and_never_counted_as_zero() {
    let good = checked("a.xlsx", xlsx(&workbook("planning")));
    let decided = |review: &Value| {
        let count = |key: &str| review["coverage"][key].as_u64().unwrap();
        count("holds") + count("within_rounding") + count("broken")
    };
    for (content, shown) in [
        (Content::Error("#REF!".into()), "#REF!"),
        (Content::Date("2024-03-15".into()), "2024-03-15"),
        (Content::Text("见附注".into()), "见附注"),
        (Content::Text("12,34.5".into()), "12,34.5"),
    ] {
        let bytes = with_cell("D5", content);
        let review = checked("a.xlsx", &bytes);
        let remarks = remarks(&review);
        let is_named = |r: &String| r.starts_with("收入决算表!D5 unreadable") && r.contains(shown);
        assert!(remarks.iter().any(is_named), "{shown}: {remarks:?}");
        assert!(decided(&review) < decided(&good), "{shown}");
        // It is said in the window too, where the rest can be edited and saved.
        let mut desk = Desk::new();
        desk.put("a.xlsx", &bytes);
        desk.open(&["a.xlsx"]);
        assert!(desk.printed(INCOME).contains(shown));
        desk.edit("更正", &[(INCOME, "9746.50")]);
        desk.save();
        if shown.starts_with("2024") {
            // The cell shows numbers as dates, so that the amount would not be there.
            let said = desk.last_said();
            assert!(said.contains("收入决算表!D5 的数字格式"), "{said}");
            assert_eq!(desk.on_disk("a.xlsx"), bytes);
            assert_eq!(desk.file().save_state, SaveState::Unsaved);
            continue;
        }
        assert_eq!(
            desk.file().save_state,
            SaveState::Saved,
            "{:?}",
            desk.said()
        );
        let mended = checked("a.xlsx", desk.on_disk("a.xlsx"));
        assert_eq!(decided(&mended), decided(&good), "{shown}: {mended:#}");
    }
}

#[test]
fn hidden_sheets_are_read_and_said() {
    let mut book = workbook("planning");
    book.sheets[1].visible = false;
    let review = checked("a.xlsx", xlsx(&book));
    let remarks = remarks(&review);
    let is_said =
        |r: &String| r.contains(" note ") && r.contains("收入决算表") && r.contains("隐藏");
    assert!(remarks.iter().any(is_said), "{remarks:?}");
    let shown = checked("a.xlsx", xlsx(&workbook("planning")));
    assert_eq!(review["coverage"]["holds"], shown["coverage"]["holds"]);
}

#[test]
fn two_sheets_that_claim_one_table_are_named() {
    let mut book = workbook("planning");
    let mut second = book.sheets[1].clone();
    second.name = "收入（旧）".to_owned();
    book.sheets.push(second);
    let review = checked("a.xlsx", xlsx(&book));
    let remarks = remarks(&review);
    assert!(
        remarks.iter().any(|r| r.contains("收入（旧）")),
        "{remarks:?}"
    );
    assert!(
        remarks
            .iter()
            .any(|r| r.contains("收入（旧）!A5:D29 not_understood “共 74 处”")),
        "the copy is listed with all that stands in it: {remarks:?}"
    );
}

#[test]
fn a_million_rows_of_nothing_cost_nothing() {
    let mut book = workbook("planning");
    let far = CellAt {
        row: 1_048_575,
        column: 16_383,
    };
    book.sheets[1].cells.push(Cell {
        at: far,
        content: Content::Text(" ".into()),
        formula: false,
    });
    let review = checked("a.xlsx", xlsx(&book));
    let plain = checked("a.xlsx", xlsx(&workbook("planning")));
    assert_eq!(review["coverage"]["holds"], plain["coverage"]["holds"]);
}

/// The workbook `a.xlsx` of a folder, open and edited.
#[cfg(unix)]
fn edited_in(folder: &std::path::Path, own: &std::path::Path) -> Desk {
    let mut desk = Desk::new();
    desk.session = session_in(own);
    desk.apply(Action::Open(vec![folder.join("a.xlsx")]));
    settle(&mut desk.session);
    desk.edit("更正", &[(INCOME, "1.5")]);
    desk
}

#[cfg(unix)]
#[test]
fn a_full_disk_costs_neither_the_workbook_nor_the_edits() {
    use crate::support::child::{Child, task};
    const TEST: &str = "bad_workbooks::a_full_disk_costs_neither_the_workbook_nor_the_edits";
    if let Some(folder) = task() {
        let mut desk = edited_in(&folder, &folder);
        assert!(desk.last_said().contains("没有备份"), "{:?}", desk.said());
        desk.save();
        let said = desk.last_said();
        assert!(
            said.contains("磁盘已满") && said.contains("修改仍在"),
            "{said}"
        );
        assert_eq!(desk.printed(INCOME), "1.50");
        assert_eq!(desk.file().save_state, SaveState::Unsaved);
        return;
    }
    let desk = Desk::new();
    let first = xlsx(&workbook("planning"));
    desk.put("a.xlsx", &first);
    Child::on_a_full_disk(TEST, desk.folder()).succeeds();
    assert_eq!(desk.on_disk("a.xlsx"), first);
    let left = fs::read_dir(desk.folder()).unwrap();
    let left = left.map(|entry| entry.unwrap().path());
    let is_whole = |path: std::path::PathBuf| path.extension().is_none_or(|end| end != "tmp");
    assert!(left.into_iter().all(is_whole));
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_costs_no_edit_of_a_workbook() {
    use crate::support::child::{Child, task};
    use std::os::unix::fs::PermissionsExt as _;
    const TEST: &str = "bad_workbooks::a_read_only_folder_costs_no_edit_of_a_workbook";
    let mode = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    if let Some(folder) = task() {
        let own = tempfile::tempdir().unwrap();
        let mut desk = edited_in(&folder, own.path());
        desk.save();
        let said = desk.last_said();
        assert!(
            said.contains("没有写入权限") && said.contains("另存为"),
            "{said}"
        );
        assert_eq!(desk.file().save_state, SaveState::Unsaved);
        let (file, path) = (desk.id(), desk.path("b.xlsx"));
        desk.apply(Action::SaveAs {
            file,
            path,
            replace: false,
        });
        assert_eq!(
            desk.file().save_state,
            SaveState::Saved,
            "{:?}",
            desk.said()
        );
        return;
    }
    let desk = Desk::new();
    let first = xlsx(&workbook("planning"));
    let path = desk.put("a.xlsx", &first);
    mode(&path, 0o666);
    mode(desk.folder(), 0o555);
    Child::nobody(TEST, desk.folder()).succeeds();
    mode(desk.folder(), 0o755);
    assert_eq!(desk.on_disk("a.xlsx"), first);
}

/// The last of several workbooks cannot be written: the others are, and nothing is taken for saved.
#[cfg(unix)]
#[test]
fn of_several_workbooks_one_in_a_read_only_folder_stops_the_save() {
    use crate::support::child::{Child, task};
    use std::os::unix::fs::PermissionsExt as _;
    const TEST: &str =
        "bad_workbooks::of_several_workbooks_one_in_a_read_only_folder_stops_the_save";
    if task().is_none() {
        let folder = tempfile::tempdir().unwrap();
        return Child::nobody(TEST, folder.path()).succeeds();
    }
    let mut desk = Desk::new();
    let mode = |desk: &Desk, mode| {
        fs::set_permissions(desk.path("b"), fs::Permissions::from_mode(mode)).unwrap();
    };
    fs::create_dir(desk.path("b")).unwrap();
    let whole = workbook("planning");
    let parts = ["a.xlsx", "b/b.xlsx"];
    for (name, sheets) in parts.into_iter().zip([0..2, 2..9]) {
        let book = crate::support::workbooks::book(name, whole.sheets[sheets].to_vec());
        desk.put(name, xlsx(&book));
    }
    desk.open(&parts);
    assert_eq!(desk.session.snapshot().files.len(), 1, "{:?}", desk.said());
    desk.edit("两处", &[(INCOME, "1.5"), ("K03[合计].基本支出", "2.5")]);
    let before = desk.on_disk("b/b.xlsx");
    mode(&desk, 0o555);
    desk.save();
    let said = desk.last_said();
    assert!(
        said.contains("b.xlsx") && said.contains("已写入：a.xlsx"),
        "{said}"
    );
    assert_eq!(desk.on_disk("b/b.xlsx"), before);
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    desk.undo();
    assert_eq!(
        desk.file().save_state,
        SaveState::Unsaved,
        "a.xlsx holds what was taken back"
    );
    desk.redo();
    mode(&desk, 0o755);
    desk.restart();
    desk.apply(Action::Recover(0));
    assert_eq!(desk.printed(INCOME), "1.50");
    desk.save();
    assert_eq!(
        desk.file().save_state,
        SaveState::Saved,
        "{:?}",
        desk.said()
    );
    let mut other = Desk::new();
    for (name, part) in ["a.xlsx", "b.xlsx"].into_iter().zip(parts) {
        other.put(name, desk.on_disk(part));
    }
    other.open(&["a.xlsx", "b.xlsx"]);
    assert_eq!(other.printed(INCOME), "1.50");
    assert_eq!(other.printed("K03[合计].基本支出"), "2.50");
}
