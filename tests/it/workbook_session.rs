//! Workbooks in the window's session: opened, edited, saved with nothing but the edited cells
//! changed, recovered; and what no workbook can hold stays unsaved and is said.

use crate::support::desk::{Desk, table};
use crate::support::workbooks::{book, sheet_of, workbook};
use gouji::model::{RowEdit, Text};
use gouji::origin::FileKind;
use gouji::session::{Action, ExportFormat, FileView, NoticeLevel, SaveState};
use gouji::workbook::{Sheet, Workbook, WorkbookFormat, fresh, read};
use std::collections::BTreeMap;
use std::fs;

const INCOME: &str = "K02[合计].财政拨款收入";
const INCOME_CELL: &str = "收入决算表!D5";
const BASIC: &str = "K03[合计].基本支出";
const BASIC_CELL: &str = "支出决算表!D5";

/// The kind of the first of the files.
fn kind(file: &FileView) -> Option<FileKind> {
    file.kinds.first().copied()
}

const XLSX: Option<FileKind> = Some(FileKind::Workbook(WorkbookFormat::Xlsx));
const CSV_FILE: Option<FileKind> = Some(FileKind::Workbook(WorkbookFormat::Csv));

/// The bytes of a workbook.
fn xlsx(book: &Workbook) -> Vec<u8> {
    fresh(book, &[]).unwrap()
}

fn planning() -> Vec<u8> {
    xlsx(&workbook("planning"))
}

/// A session with the workbook `a.xlsx` open.
fn with_workbook() -> Desk {
    let mut desk = Desk::new();
    desk.put("a.xlsx", planning());
    desk.open(&["a.xlsx"]);
    assert_eq!(desk.session.snapshot().files.len(), 1, "{:?}", desk.said());
    desk
}

/// The cells that print something else: `收入决算表!D5: 9746.50 → 1.00`.
fn differences(before: &[u8], after: &[u8]) -> Vec<String> {
    let cells = |bytes: &[u8]| -> BTreeMap<(usize, gouji::workbook::CellAt), String> {
        let book = read("a", bytes).unwrap();
        let sheets = book.sheets.iter().enumerate();
        let cells = sheets.flat_map(|(index, sheet)| {
            let cell = move |cell: &gouji::workbook::Cell| {
                ((index, cell.at), cell.content.text().to_owned())
            };
            sheet.cells.iter().map(cell).collect::<Vec<_>>()
        });
        cells.collect()
    };
    let names: Vec<String> = read("a", before)
        .unwrap()
        .sheets
        .into_iter()
        .map(|s| s.name)
        .collect();
    let (before, after) = (cells(before), cells(after));
    let all: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let text = |cells: &BTreeMap<_, String>, at| cells.get(at).cloned().unwrap_or_default();
    all.into_iter()
        .filter(|at| before.get(at) != after.get(at))
        .map(|at| {
            let (old, new) = (text(&before, at), text(&after, at));
            format!("{}!{}: {old} → {new}", names[at.0], at.1)
        })
        .collect()
}

fn save_as(desk: &mut Desk, name: &str, replace: bool) {
    let (file, path) = (desk.id(), desk.path(name));
    desk.apply(Action::SaveAs {
        file,
        path,
        replace,
    });
}

fn export(desk: &mut Desk, format: ExportFormat, name: &str) {
    let (file, path) = (desk.id(), desk.path(name));
    desk.apply(Action::Export {
        file,
        format,
        lang: gouji::model::Lang::Zh,
        path,
        replace: false,
    });
}

#[test]
fn a_cell_is_saved_into_the_workbook_and_nothing_else_changes() {
    let mut desk = with_workbook();
    let first = desk.on_disk("a.xlsx");
    let file = desk.file();
    assert_eq!(file.name, "a.xlsx");
    assert_eq!(kind(&file), XLSX);
    assert_eq!(file.files, [desk.path("a.xlsx")]);
    assert_eq!(file.path, Some(desk.path("a.xlsx")));
    assert_eq!(file.save_state, SaveState::Saved);
    assert_eq!(desk.session.snapshot().recent, [desk.path("a.xlsx")]);
    assert_eq!(
        file.accounts
            .sheet_cell(desk.place(INCOME))
            .unwrap()
            .to_string(),
        INCOME_CELL
    );

    desk.edit("更正", &[(INCOME, "9746.05")]);
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    assert_eq!(desk.on_disk("a.xlsx"), first);
    desk.save();
    assert_eq!(desk.last_said(), "已保存 a.xlsx");
    assert_eq!(desk.file().save_state, SaveState::Saved);
    assert_eq!(desk.journals(), [""; 0], "nothing is left to recover");
    let due = [format!("{INCOME_CELL}: 9746.50 → 9746.05")];
    assert_eq!(differences(&first, &desk.on_disk("a.xlsx")), due);

    // What lies on the disk says the same as what is shown.
    let mut other = Desk::new();
    other.put("a.xlsx", desk.on_disk("a.xlsx"));
    other.open(&["a.xlsx"]);
    assert_eq!(other.printed(INCOME), desk.printed(INCOME));
    assert_eq!(
        other.file().review.findings.len(),
        desk.file().review.findings.len()
    );

    // Taken back, it is the workbook as it was, byte for byte.
    desk.undo();
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    desk.save();
    assert_eq!(desk.on_disk("a.xlsx"), first);
    desk.redo();
    desk.edit("另一处", &[(BASIC, "")]);
    desk.save();
    let due = [due[0].clone(), format!("{BASIC_CELL}: 5377.64 → ")];
    assert_eq!(differences(&first, &desk.on_disk("a.xlsx")), due);
}

#[test]
fn workbooks_that_belong_together_are_one_set_of_accounts() {
    let mut desk = Desk::new();
    let whole = workbook("planning");
    let parts = ["income.xlsx", "spending.xlsx", "rest.xlsx"];
    for (index, name) in parts.into_iter().enumerate() {
        let sheets: Vec<Sheet> = match index {
            0 => whole.sheets[..2].to_vec(),
            1 => whole.sheets[2..3].to_vec(),
            _ => whole.sheets[3..].to_vec(),
        };
        desk.put(name, xlsx(&book(name, sheets)));
    }
    desk.put("b.json", gouji::model::SAMPLE);
    let before: Vec<Vec<u8>> = parts.iter().map(|name| desk.on_disk(name)).collect();
    desk.open(&["b.json", parts[0], parts[1], parts[2]]);
    let snapshot = desk.session.snapshot();
    assert_eq!(snapshot.files.len(), 2, "{:?}", desk.said());
    let file = desk.file();
    assert_eq!(file.name, "income.xlsx +2");
    assert_eq!(file.files, parts.map(|name| desk.path(name)));
    let mut one = with_workbook();
    assert_eq!(file.accounts.tables.len(), one.file().accounts.tables.len());

    for desk in [&mut desk, &mut one] {
        desk.edit("两处", &[(INCOME, "1.5"), (BASIC, "2.5")]);
        desk.save();
        assert_eq!(
            desk.file().save_state,
            SaveState::Saved,
            "{:?}",
            desk.said()
        );
    }
    let changed: Vec<Vec<String>> = (0..3)
        .map(|index| differences(&before[index], &desk.on_disk(parts[index])))
        .collect();
    assert_eq!(changed[0], [format!("{INCOME_CELL}: 9746.50 → 1.50")]);
    assert_eq!(changed[1], [format!("{BASIC_CELL}: 5377.64 → 2.50")]);
    assert_eq!(desk.on_disk(parts[2]), before[2], "not even written");

    // One that another program changed keeps all of them as they are, whichever comes first.
    desk.edit("又改", &[(INCOME, "2.5"), (BASIC, "3.5")]);
    let held = desk.on_disk(parts[1]);
    desk.put(parts[1], &before[1]);
    let left = desk.on_disk(parts[0]);
    desk.save();
    assert!(desk.last_said().contains("改动"), "{:?}", desk.said());
    assert_eq!(
        desk.on_disk(parts[0]),
        left,
        "not written without the other"
    );
    assert_eq!(desk.on_disk(parts[1]), before[1]);
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    desk.put(parts[1], &held);
    desk.save();
    assert_eq!(
        desk.file().save_state,
        SaveState::Saved,
        "{:?}",
        desk.said()
    );

    // Elsewhere each goes on under its own name.
    desk.edit("再改", &[(INCOME, "3")]);
    save_as(&mut desk, "new.xlsx", false);
    for name in ["new-income.xlsx", "new-spending.xlsx", "new-rest.xlsx"] {
        assert!(
            desk.file().files.contains(&desk.path(name)),
            "{:?}",
            desk.said()
        );
    }
    let due = [format!("{INCOME_CELL}: 9746.50 → 3.00")];
    assert_eq!(
        differences(&before[0], &desk.on_disk("new-income.xlsx")),
        due
    );
    // Opened again by any of its names it is shown, not opened twice.
    desk.open(&["new-rest.xlsx"]);
    assert_eq!(desk.session.snapshot().files.len(), 2);
}

#[test]
fn two_departments_are_two_sets_and_a_broken_workbook_keeps_no_other_out() {
    let mut desk = Desk::new();
    desk.put("a.xlsx", planning());
    desk.put("b.xlsx", xlsx(&workbook("finance")));
    desk.put("c.xlsx", b"PK\x03\x04broken");
    desk.open(&["a.xlsx", "b.xlsx", "c.xlsx"]);
    let snapshot = desk.session.snapshot();
    let names: Vec<_> = snapshot
        .files
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(names, ["a.xlsx", "b.xlsx"]);
    assert!(desk.last_said().contains("c.xlsx"), "{:?}", desk.said());
    assert_eq!(snapshot.notices.last().unwrap().level, NoticeLevel::Error);
}

/// The income table as separated values, as some program wrote it.
const CSV: &str = "收入决算表,,,,,,,,\n\
,,,,,,,,单位：万元\n\
项目,,本年收入合计,财政拨款收入,上级补助收入,事业收入,经营收入,附属单位上缴收入,其他收入\n\
功能分类科目编码,科目名称,,,,,,,\n\
合计,,9746.50,9746.50,,,,,\n\
208,社会保障和就业支出,9746.50,9746.50,,,,,\n";

#[test]
fn what_is_no_xlsx_is_never_overwritten_and_goes_on_as_a_new_workbook() {
    let mut desk = Desk::new();
    desk.put("a.csv", CSV);
    desk.open(&["a.csv"]);
    assert_eq!(kind(&desk.file()), CSV_FILE, "{:?}", desk.said());
    assert_eq!(desk.file().proposed_name, "a.xlsx");
    desk.edit("更正", &[(INCOME, "1.5")]);
    desk.save();
    let said = desk.last_said();
    for words in ["a.csv", "不能就地改写", "另存为", "a.xlsx", "修改仍在"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(desk.on_disk("a.csv"), CSV.as_bytes());
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    assert_eq!(desk.journals().len(), 2, "the journal and its document");

    for name in ["b.csv", "b", "b.ods"] {
        save_as(&mut desk, name, false);
        assert!(
            desk.last_said().contains("只能存为 .xlsx"),
            "{:?}",
            desk.said()
        );
        assert!(!desk.path(name).exists());
    }
    save_as(&mut desk, "a.xlsx", false);
    let file = desk.file();
    assert_eq!((file.name.as_str(), kind(&file)), ("a.xlsx", XLSX));
    assert_eq!(file.save_state, SaveState::Saved, "{:?}", desk.said());
    let said = desk.last_said();
    assert!(
        said.contains("新的 .xlsx"),
        "what it does not carry over is said: {said}"
    );
    let first = desk.on_disk("a.xlsx");
    assert_eq!(
        differences(CSV.as_bytes(), &first),
        ["a!D5: 9746.50 → 1.50"]
    );
    // From now on it is changed in place.
    desk.edit("再改", &[("K02[208].财政拨款收入", "2")]);
    desk.save();
    assert_eq!(
        desk.file().save_state,
        SaveState::Saved,
        "{:?}",
        desk.said()
    );
    assert_eq!(desk.on_disk("a.csv"), CSV.as_bytes());
    assert_eq!(
        differences(&first, &desk.on_disk("a.xlsx")),
        ["a.csv!D6: 9746.50 → 2.00"]
    );
}

/// Explains the first finding that there is.
fn explain(desk: &mut Desk, text: &str) {
    let file = desk.file();
    let finding = file.review.findings.first().unwrap().fingerprint.clone();
    desk.apply(Action::Explain {
        file: file.id,
        finding,
        text: text.to_owned(),
    });
    assert_eq!(
        desk.file().accounts.explanations.len(),
        usize::from(!text.is_empty())
    );
}

#[test]
fn explanations_stay_unsaved_and_are_said_until_they_are_in_a_json() {
    let mut desk = with_workbook();
    let first = desk.on_disk("a.xlsx");
    desk.edit("更正", &[(INCOME, "1.5")]);
    explain(&mut desk, "本年机构改革");
    desk.save();
    let said = desk.last_said();
    for words in ["已保存 a.xlsx", "审核说明不能存入工作簿", "另存为"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // The cell is saved, the explanation is not, and is still safe.
    let due = [format!("{INCOME_CELL}: 9746.50 → 1.50")];
    assert_eq!(differences(&first, &desk.on_disk("a.xlsx")), due);
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    assert!(desk.file().left_out.is_some());
    assert_eq!(desk.journals().len(), 2);
    desk.restart();
    desk.apply(Action::Recover(0));
    assert_eq!(kind(&desk.file()), XLSX, "{:?}", desk.said());
    assert_eq!(desk.file().accounts.explanations.len(), 1);
    assert_eq!(desk.printed(INCOME), "1.50");
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    // Taken back after the crash, the workbook gets its old cell again.
    desk.undo();
    desk.undo();
    assert_eq!(desk.printed(INCOME), "9,746.50");
    assert_eq!(
        desk.file().save_state,
        SaveState::Unsaved,
        "the disk says otherwise"
    );
    desk.save();
    assert_eq!(
        desk.file().save_state,
        SaveState::Saved,
        "{:?}",
        desk.said()
    );
    assert_eq!(differences(&first, &desk.on_disk("a.xlsx")), [""; 0]);
    assert_eq!(desk.journals(), [""; 0]);

    explain(&mut desk, "本年机构改革");
    save_as(&mut desk, "a.json", false);
    let file = desk.file();
    assert_eq!(
        (kind(&file), file.save_state),
        (Some(FileKind::Json), SaveState::Saved)
    );
    assert_eq!(file.left_out, None);
    assert_eq!(desk.on_disk("a.json"), desk.bytes());
    let mut other = Desk::new();
    other.put("a.json", desk.on_disk("a.json"));
    other.open(&["a.json"]);
    assert_eq!(other.file().accounts.explanations.len(), 1);
}

#[test]
fn rows_that_came_or_went_are_refused_by_the_workbook_and_kept_by_json() {
    let mut desk = with_workbook();
    let first = desk.on_disk("a.xlsx");
    let file = desk.id();
    desk.edit("更正", &[(INCOME, "1.5")]);
    desk.apply(Action::EditRows {
        file,
        title: Text::same("删除行"),
        rows: vec![RowEdit::Remove {
            table: table("K03"),
            at: 2,
        }],
        cells: Vec::new(),
    });
    for in_place in [true, false] {
        if in_place {
            desk.save();
        } else {
            save_as(&mut desk, "b.xlsx", false);
        }
        let said = desk.last_said();
        for words in ["不能写回原工作簿", "删去了", ".json"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        assert_eq!(desk.on_disk("a.xlsx"), first, "no half of it either");
        assert_eq!(desk.file().save_state, SaveState::Unsaved);
        assert_eq!(desk.journals().len(), 2);
        assert!(!desk.path("b.xlsx").exists());
    }
    save_as(&mut desk, "b.json", false);
    assert_eq!(desk.on_disk("b.json"), desk.bytes());
    assert_eq!(desk.file().save_state, SaveState::Saved);
}

#[test]
fn edits_of_a_workbook_outlive_a_crash_and_still_go_into_it() {
    let mut desk = with_workbook();
    let first = desk.on_disk("a.xlsx");
    desk.edit("改收入", &[(INCOME, "1.5")]);
    desk.save();
    desk.edit("改支出", &[(BASIC, "2.5")]);
    let edited = desk.bytes();
    desk.restart();
    let offered = desk.session.snapshot().recoveries.clone();
    assert_eq!(offered.len(), 1);
    assert_eq!(offered[0].name, desk.path("a.xlsx").display().to_string());
    assert_eq!(offered[0].steps, ["改支出"]);
    // The program was started with the file.
    desk.open(&["a.xlsx"]);
    desk.apply(Action::Recover(0));
    assert_eq!(desk.said(), [""; 0]);
    assert_eq!(desk.session.snapshot().files.len(), 1);
    let file = desk.file();
    assert_eq!(desk.bytes(), edited);
    assert_eq!((kind(&file), file.save_state), (XLSX, SaveState::Unsaved));
    desk.undo();
    assert_eq!(
        desk.file().save_state,
        SaveState::Saved,
        "as it was saved before the crash"
    );
    desk.redo();
    desk.save();
    let due = [
        format!("{INCOME_CELL}: 9746.50 → 1.50"),
        format!("{BASIC_CELL}: 5377.64 → 2.50"),
    ];
    assert_eq!(differences(&first, &desk.on_disk("a.xlsx")), due);
    assert_eq!(desk.journals(), [""; 0]);
}

#[test]
fn edits_of_a_workbook_that_is_another_now_are_kept_as_json() {
    for vanished in [false, true] {
        let mut desk = with_workbook();
        desk.edit("改收入", &[(INCOME, "1.5")]);
        let edited = desk.bytes();
        let other = xlsx(&workbook("finance"));
        if vanished {
            std::fs::remove_file(desk.path("a.xlsx")).unwrap();
        } else {
            desk.put("a.xlsx", &other);
        }
        desk.restart();
        desk.apply(Action::Recover(0));
        let said = desk.last_said();
        for words in ["已恢复", "不能再写回", "a.xlsx", ".json"] {
            assert!(said.contains(words), "{words}: {said}");
        }
        let file = desk.file();
        assert_eq!(desk.bytes(), edited);
        assert_eq!((kind(&file), file.save_state), (None, SaveState::Unsaved));
        desk.save();
        assert!(desk.last_said().contains("另存为"), "{:?}", desk.said());
        desk.undo();
        assert_eq!(
            desk.file().save_state,
            SaveState::Unsaved,
            "it is in no file at all"
        );
        desk.redo();
        // A second crash loses nothing either.
        desk.restart();
        desk.apply(Action::Recover(0));
        assert_eq!(desk.bytes(), edited);
        save_as(&mut desk, "b.json", false);
        assert_eq!(desk.on_disk("b.json"), edited);
        assert_eq!(desk.file().save_state, SaveState::Saved);
        assert_eq!(desk.journals(), [""; 0]);
        if !vanished {
            assert_eq!(desk.on_disk("a.xlsx"), other);
        }
    }
}

#[test]
fn a_workbook_that_changed_on_the_disk_is_not_overwritten_and_can_be_read_again() {
    let mut desk = with_workbook();
    desk.edit("更正", &[(INCOME, "1.5")]);
    let other = xlsx(&workbook("finance"));
    desk.put("a.xlsx", &other);
    desk.save();
    let said = desk.last_said();
    for words in ["改动", "修改仍在", "重新载入", "另存为"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(desk.on_disk("a.xlsx"), other);
    assert_eq!(desk.printed(INCOME), "1.50");
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    let id = desk.id();
    // Broken: the only copy is the one in memory.
    desk.put("a.xlsx", b"PK\x03\x04");
    desk.apply(Action::Reload(id));
    desk.settle();
    assert_eq!(desk.printed(INCOME), "1.50");
    desk.put("a.xlsx", &other);
    desk.apply(Action::Reload(id));
    desk.settle();
    let file = desk.file();
    assert_eq!((file.id, file.save_state), (id, SaveState::Saved));
    assert_ne!(desk.printed(INCOME), "1.50");
    assert_eq!(desk.journals(), [""; 0]);
}

#[test]
fn the_corrected_workbook_is_exported_beside_the_original() {
    let mut desk = with_workbook();
    let first = desk.on_disk("a.xlsx");
    desk.edit("更正", &[(INCOME, "1.5")]);
    explain(&mut desk, "本年机构改革");
    export(&mut desk, ExportFormat::Workbook, "b.xlsx");
    let said = desk.last_said();
    assert!(
        said.contains("已导出") && said.contains("审核说明不能存入"),
        "{said}"
    );
    let due = [format!("{INCOME_CELL}: 9746.50 → 1.50")];
    assert_eq!(differences(&first, &desk.on_disk("b.xlsx")), due);
    assert_eq!(desk.on_disk("a.xlsx"), first);
    assert_eq!(
        desk.file().save_state,
        SaveState::Unsaved,
        "an export saves nothing"
    );
    export(&mut desk, ExportFormat::Workbook, "b.json");
    assert!(
        desk.last_said().contains("只能存为 .xlsx"),
        "{:?}",
        desk.said()
    );
    export(&mut desk, ExportFormat::Json, "b.json");
    assert_eq!(desk.on_disk("b.json"), desk.bytes());
    // Accounts from no workbook have none.
    let mut json = Desk::with_sample();
    export(&mut json, ExportFormat::Workbook, "b.xlsx");
    assert!(
        json.last_said().contains("不是从工作簿读入"),
        "{:?}",
        json.said()
    );
    save_as(&mut json, "b.xlsx", false);
    assert!(
        json.last_said().contains("只能存为 .json"),
        "{:?}",
        json.said()
    );
    assert!(!json.path("b.xlsx").exists());
}

#[test]
fn how_a_workbook_was_read_is_said_once() {
    let mut desk = Desk::new();
    let mut hidden = workbook("planning");
    hidden.sheets[3].visible = false;
    desk.put("a.xlsx", xlsx(&hidden));
    desk.open(&["a.xlsx"]);
    let snapshot = desk.session.snapshot();
    let notice = snapshot.notices.last().unwrap();
    assert_eq!(notice.level, NoticeLevel::Info);
    let said = desk.last_said();
    assert!(said.contains("a.xlsx") && said.contains("隐藏"), "{said}");
    assert!(said.contains(&hidden.sheets[3].name), "{said}");
    let id = desk.id();
    desk.apply(Action::Reload(id));
    desk.settle();
    let hidden = |said: &&String| said.contains("隐藏");
    assert_eq!(desk.said().iter().filter(hidden).count(), 1);
}

#[test]
fn what_was_not_understood_is_counted() {
    let mut desk = Desk::new();
    let mut strange = workbook("planning");
    strange.sheets.push(sheet_of("附记", "\n备注|12.50|7"));
    desk.put("a.xlsx", xlsx(&strange));
    desk.open(&["a.xlsx"]);
    assert_eq!(
        desk.file().not_understood,
        2,
        "{:?}",
        desk.file().accounts.remarks
    );
}

#[test]
fn of_a_folder_the_accounts_in_it_are_opened() {
    let mut desk = with_workbook();
    fs::create_dir(desk.path("dropped")).unwrap();
    fs::create_dir(desk.path("empty")).unwrap();
    desk.put("dropped/planning.xlsx", planning());
    desk.put("dropped/readme.txt", "text");
    let before = desk.session.snapshot().files.len();
    desk.open(&["dropped", "empty"]);
    assert_eq!(desk.session.snapshot().files.len(), before + 1);
    assert_eq!(desk.file().path, Some(desk.path("dropped/planning.xlsx")));
    let said = desk.said().join("\n");
    assert!(said.contains("文件夹“empty”中没有决算文件"), "{said}");
}
