//! The session's laws: what each action does to the document, the undo steps and the disk.

use crate::support::desk::{Desk, session_in, settle, table, with};
use crate::support::steps::deeds;
use gouji::model::{Lang, RowEdit, SAMPLE, SAMPLE_NAME, Text};
use gouji::review::{Stance, check};
use gouji::rules::Level;
use gouji::session::{Action, ExportFormat, NoticeLevel, SaveState};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

const INCOME: &str = "K02[合计].财政拨款收入";

/// Rules that hold something against the figures of a table, open findings only.
fn rules_at(desk: &Desk, id: &str) -> Vec<String> {
    let file = desk.file();
    let at = |finding: &gouji::rules::Finding| {
        let place = finding.shown.first().map(|shown| shown.place.table_ref());
        place == Some(table(id))
    };
    let open = file.review.open().filter(|(_, finding)| at(finding));
    open.map(|(_, finding)| finding.rule.to_string()).collect()
}

/// The fingerprint of the first finding that a test chooses.
fn fingerprint(desk: &Desk, choose: impl Fn(&gouji::rules::Finding) -> bool) -> String {
    let file = desk.file();
    let found = file.review.findings.iter().find(|finding| choose(finding));
    found.expect("there is such a finding").fingerprint.clone()
}

/// The bytes differ from the other ones in one stretch: from what to what.
fn difference<'a>(old: &'a [u8], new: &'a [u8]) -> (&'a str, &'a str) {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let end = old[start..]
        .iter()
        .rev()
        .zip(new[start..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let cut = |bytes: &'a [u8]| std::str::from_utf8(&bytes[start..bytes.len() - end]).unwrap();
    (cut(old), cut(new))
}

#[test]
fn files_are_loaded_on_threads_and_kept_in_order() {
    let mut desk = Desk::new();
    desk.put("b.json", SAMPLE);
    desk.put("a.json", with(SAMPLE, "\"year\"", "2023", "2021"));
    let paths = ["b.json", "a.json", "b.json"].map(|name| desk.path(name));
    desk.apply(Action::Open(paths.to_vec()));
    let snapshot = desk.session.snapshot();
    let names: Vec<_> = snapshot.jobs.iter().map(|job| job.name.as_str()).collect();
    assert_eq!(names, ["b.json", "a.json"], "the same path is loaded once");
    assert!(snapshot.files.is_empty());
    desk.settle();
    let snapshot = desk.session.snapshot();
    let years: Vec<_> = snapshot.files.iter().map(|f| f.accounts.year).collect();
    assert_eq!(years, [Some(2021), Some(2023)]);
    let shown = snapshot.active_file().map(|file| file.name.as_str());
    assert_eq!(shown, Some("a.json"), "the last one that was asked for");
    assert!(snapshot.notices.is_empty());
    // What is open already is shown, not opened again.
    let other = snapshot
        .files
        .iter()
        .find(|f| Some(f.id) != snapshot.active);
    let other = other.unwrap();
    desk.apply(Action::Open(vec![other.path.clone().unwrap()]));
    desk.settle();
    let after = desk.session.snapshot();
    assert_eq!((after.active, after.files.len()), (Some(other.id), 2));
}

#[test]
fn loading_can_be_cancelled() {
    let mut desk = Desk::new();
    desk.put("a.json", SAMPLE);
    desk.apply(Action::Open(vec![desk.path("a.json")]));
    let job = desk.session.snapshot().jobs[0].id;
    desk.apply(Action::Cancel(job));
    assert!(desk.session.snapshot().jobs.is_empty());
    std::thread::sleep(std::time::Duration::from_millis(200));
    desk.session.poll();
    let snapshot = desk.session.snapshot();
    assert!(snapshot.files.is_empty() && snapshot.notices.is_empty());
    // And begun again.
    desk.open(&["a.json"]);
    assert_eq!(desk.bytes(), SAMPLE);
}

#[test]
fn what_cannot_be_read_is_said_and_nothing_is_opened() {
    let mut desk = Desk::new();
    desk.put("broken.json", b"{\"format\": \"gouji-accounts/1\",}");
    desk.put("other.json", b"[1, 2]");
    desk.open(&["broken.json", "other.json", "none.json"]);
    let snapshot = desk.session.snapshot();
    assert!(snapshot.files.is_empty());
    let errors = snapshot.notices.iter();
    assert_eq!(errors.filter(|n| n.level == NoticeLevel::Error).count(), 3);
    for name in ["broken.json", "other.json", "none.json"] {
        assert!(desk.said().iter().any(|said| said.contains(name)), "{name}");
    }
    let id = snapshot.notices[0].id;
    desk.apply(Action::Dismiss(id));
    assert_eq!(desk.said().len(), 2);
}

#[test]
fn cells_are_edited_all_or_none() {
    let mut desk = Desk::with_sample();
    let sound = rules_at(&desk, "K02");
    desk.edit("两处", &[(INCOME, "1.5"), ("K03[合计].基本支出", "无")]);
    assert_eq!(desk.bytes(), SAMPLE);
    assert!(
        desk.last_said().contains("“无”不是数字"),
        "{:?}",
        desk.said()
    );
    assert_eq!(desk.file().undo, None);
    assert_eq!(desk.file().save_state, SaveState::Saved);

    desk.edit(
        "两处",
        &[(INCOME, "60,000,000"), ("K03[合计].基本支出", "1")],
    );
    let file = desk.file();
    assert_eq!(desk.printed(INCOME), "60,000,000.00");
    assert_eq!(file.undo, Some(Text::same("两处")));
    assert_eq!(file.save_state, SaveState::Unsaved);
    let changed = [INCOME, "K03[合计].基本支出"].map(|word| desk.place(word));
    assert_eq!(*file.changed, changed.into());
    assert!(
        rules_at(&desk, "K02").len() > sound.len(),
        "it is checked at once"
    );
    // What the window shows is what a fresh check of these bytes would give.
    assert_eq!(file.review.findings, check(&file.context()).findings);

    desk.undo();
    assert_eq!(desk.bytes(), SAMPLE);
    assert_eq!(rules_at(&desk, "K02"), sound);
    let file = desk.file();
    assert_eq!((file.undo, file.redo), (None, Some(Text::same("两处"))));
    assert_eq!(file.save_state, SaveState::Saved);
    assert!(file.changed.is_empty());
    desk.redo();
    assert_eq!(desk.printed(INCOME), "60,000,000.00");
    assert_eq!(desk.file().undo, Some(Text::same("两处")));
}

#[test]
fn rows_are_put_in_and_taken_out_as_one_step() {
    let mut desk = Desk::with_sample();
    let at = |desk: &Desk| desk.file().accounts.final_table("K06").unwrap().rows.len();
    let (file, height) = (desk.id(), at(&desk));
    desk.edit("一处", &[("K06[221].合计", "2751464.72")]);
    let place = desk.place("K06[221].合计");
    let table = table("K06");
    desk.apply(Action::EditRows {
        file,
        title: Text::same("插入两行"),
        rows: vec![RowEdit::Insert { table, at: 1 }; 2],
        cells: Vec::new(),
    });
    assert_eq!(at(&desk), height + 2);
    // The mark of a changed cell moves with its row.
    let moved = desk.place("K06[221].合计");
    assert_eq!(moved.row, place.row + 2);
    assert_eq!(*desk.file().changed, [moved].into());
    let remove = |at| RowEdit::Remove { table, at };
    desk.apply(Action::EditRows {
        file,
        title: Text::same("删除三行"),
        rows: vec![remove(1); 3],
        cells: Vec::new(),
    });
    assert_eq!(at(&desk), height - 1);
    let gone = |words: &str| {
        let file = desk.file();
        let rows = &file.accounts.final_table("K06").unwrap().rows;
        rows.iter().all(|row| &*row.code != words)
    };
    assert!(gone("201") && !gone("221"));
    // Too many: none.
    let before = desk.bytes();
    desk.apply(Action::EditRows {
        file,
        title: Text::same("太多"),
        rows: vec![remove(1); height + 1],
        cells: Vec::new(),
    });
    assert_eq!(desk.bytes(), before);
    assert_eq!(desk.session.snapshot().notices.len(), 1);
    for _ in 0..3 {
        desk.undo();
    }
    assert_eq!(desk.bytes(), SAMPLE);
}

#[test]
fn a_pasted_block_is_one_step_with_its_rows() {
    let mut desk = Desk::with_sample();
    let (file, table) = (desk.id(), table("K06"));
    let accounts = desk.file().accounts;
    let sheet = accounts.final_table("K06").unwrap();
    let height = sheet.rows.len();
    let total = sheet.spec().column("total").unwrap();
    let cell =
        |row, column, text: &str| gouji::model::CellEdit::new(sheet.place(row, column), text);
    let name = gouji::model::Place::NAME;
    let insert = RowEdit::Insert { table, at: height };
    let rows = vec![insert; 2];
    let paste = |cells| Action::EditRows {
        file,
        title: Text::same("粘贴"),
        rows: rows.clone(),
        cells,
    };
    desk.apply(paste(vec![
        cell(height, name, "新一行"),
        cell(height, total, "12.3万元"),
        cell(height + 1, total, "没有"),
    ]));
    assert_eq!(
        desk.bytes(),
        SAMPLE,
        "no rows either when a cell is refused"
    );
    desk.apply(paste(vec![
        cell(height, name, "新一行"),
        cell(height, total, "12.3万元"),
        cell(height + 1, total, "０.5"),
    ]));
    let file = desk.file();
    let sheet = file.accounts.final_table("K06").unwrap();
    assert_eq!(sheet.rows.len(), height + 2);
    assert_eq!(&*sheet.rows[height].name, "新一行");
    let amount = file.accounts.printed(sheet.place(height, total));
    assert_eq!(amount, "123,000.00", "as its neighbours are printed");
    assert_eq!(file.undo, Some(Text::same("粘贴")));
    desk.undo();
    assert_eq!(desk.bytes(), SAMPLE);
}

#[test]
fn a_save_changes_only_the_edited_bytes() {
    let mut desk = Desk::with_sample();
    desk.edit("更正", &[(INCOME, "59332388.56")]);
    desk.save();
    let saved = desk.on_disk("a.json");
    assert_eq!(saved, desk.bytes());
    assert_eq!(difference(SAMPLE, &saved), ("65", "56"));
    assert_eq!(desk.file().save_state, SaveState::Saved);
    assert_eq!(desk.last_said(), "已保存 a.json");
    assert_eq!(desk.journals(), [""; 0], "nothing is left to recover");
    // Below the saved state, and back to it.
    desk.undo();
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    desk.redo();
    assert_eq!(desk.file().save_state, SaveState::Saved);
    // A branch: the saved state cannot be reached any more, though as many steps are made.
    desk.undo();
    desk.edit("另一处", &[(INCOME, "1")]);
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    desk.undo();
    desk.save();
    assert_eq!(desk.on_disk("a.json"), SAMPLE);
}

#[test]
fn what_changed_on_the_disk_is_not_overwritten() {
    let mut desk = Desk::with_sample();
    desk.edit("更正", &[(INCOME, "1")]);
    let edited = desk.bytes();
    let other = with(SAMPLE, "\"year\"", "2023", "2022");
    desk.put("a.json", &other);
    desk.save();
    assert_eq!(desk.on_disk("a.json"), other);
    assert_eq!(desk.bytes(), edited);
    let file = desk.file();
    assert_eq!(file.save_state, SaveState::Unsaved);
    let said = desk.last_said();
    for words in ["改动", "修改仍在", "重新载入", "另存为"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // One way out: elsewhere.
    desk.apply(Action::SaveAs {
        file: file.id,
        path: desk.path("b.json"),
        replace: false,
    });
    assert_eq!(desk.on_disk("b.json"), edited);
    assert_eq!(desk.file().path, Some(desk.path("b.json")));
    // The other one: what lies there now.
    desk.open(&["a.json"]);
    assert_eq!(desk.bytes(), other);
}

#[test]
fn reloading_keeps_the_file_until_the_other_is_read() {
    let mut desk = Desk::with_sample();
    desk.edit("更正", &[(INCOME, "1")]);
    let (edited, id) = (desk.bytes(), desk.id());
    let version = desk.file().version;
    // Gone, or broken: the only copy is the one in memory.
    fs::remove_file(desk.path("a.json")).unwrap();
    desk.apply(Action::Reload(id));
    desk.settle();
    assert_eq!(desk.bytes(), edited);
    desk.put("a.json", "{");
    desk.apply(Action::Reload(id));
    desk.settle();
    assert_eq!(desk.bytes(), edited);
    assert_eq!(desk.session.snapshot().notices.len(), 2);
    // Edited while it is read: neither is thrown away behind the user's back.
    let other = with(SAMPLE, "\"year\"", "2023", "2022");
    desk.put("a.json", &other);
    desk.apply(Action::Reload(id));
    desk.edit("再改", &[(INCOME, "2")]);
    desk.settle();
    assert_eq!(desk.printed(INCOME), "2.00");
    assert!(desk.last_said().contains("未重新载入"));
    desk.apply(Action::Reload(id));
    desk.settle();
    let file = desk.file();
    assert_eq!(desk.bytes(), other);
    assert_eq!((file.id, file.save_state), (id, SaveState::Saved));
    assert!(file.version > version, "no cache takes it for what it was");
    assert_eq!(desk.journals(), [""; 0]);
}

#[test]
fn save_as_replaces_only_when_told() {
    let mut desk = Desk::with_sample();
    desk.put("b.json", "mine");
    desk.edit("更正", &[(INCOME, "1")]);
    let (id, path) = (desk.id(), desk.path("b.json"));
    assert!(desk.session.is_file(&path));
    let save_as = |replace| Action::SaveAs {
        file: id,
        path: path.clone(),
        replace,
    };
    desk.apply(save_as(false));
    assert_eq!(desk.on_disk("b.json"), b"mine");
    assert_eq!(desk.file().path, Some(desk.path("a.json")));
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    assert!(desk.last_said().contains("已有同名文件"));
    desk.apply(save_as(true));
    assert_eq!(desk.on_disk("b.json"), desk.bytes());
    assert_eq!(desk.on_disk("a.json"), SAMPLE);
    assert_eq!(desk.file().name, "b.json");
    assert_eq!(desk.session.snapshot().recent[0], path);
    // Where no folder is.
    desk.edit("更正", &[(INCOME, "2")]);
    desk.apply(Action::SaveAs {
        file: id,
        path: desk.path("none/c.json"),
        replace: false,
    });
    assert!(desk.last_said().contains("文件夹不存在"));
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
}

/// In a child without rights, since whoever runs the tests may have all of them.
#[cfg(unix)]
#[test]
fn a_folder_that_forbids_writing_costs_no_edit() {
    use crate::support::child::{Child, task};
    use std::os::unix::fs::PermissionsExt as _;
    const TEST: &str = "session::a_folder_that_forbids_writing_costs_no_edit";
    let mode = |path: &std::path::Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    if let Some(folder) = task() {
        let mut desk = Desk::new();
        let mut session = session_in(desk.folder());
        session.apply(Action::Open(vec![folder.join("a.json")]));
        settle(&mut session);
        std::mem::swap(&mut desk.session, &mut session);
        desk.edit("更正", &[(INCOME, "1")]);
        desk.save();
        let said = desk.last_said();
        assert!(said.contains("没有写入权限"), "{said}");
        assert!(
            said.contains("修改仍在") && said.contains("另存为"),
            "{said}"
        );
        assert_eq!(desk.printed(INCOME), "1.00");
        assert_eq!(desk.file().save_state, SaveState::Unsaved);
        let (file, path) = (desk.id(), desk.path("b.json"));
        desk.apply(Action::SaveAs {
            file,
            path,
            replace: false,
        });
        assert_eq!(desk.on_disk("b.json"), desk.bytes());
        return;
    }
    let desk = Desk::new();
    let path = desk.put("a.json", SAMPLE);
    mode(&path, 0o666);
    mode(desk.folder(), 0o555);
    Child::nobody(TEST, desk.folder()).succeeds();
    mode(desk.folder(), 0o755);
    assert_eq!(desk.on_disk("a.json"), SAMPLE);
}

#[test]
fn accounts_findings_and_memo_are_exported() {
    let mut desk = Desk::with_sample();
    desk.edit("更正", &[(INCOME, "1")]);
    let export = |desk: &mut Desk, format, lang, name: &str, replace| {
        let (file, path) = (desk.id(), desk.path(name));
        desk.apply(Action::Export {
            file,
            format,
            lang,
            path,
            replace,
        });
    };
    export(&mut desk, ExportFormat::Json, Lang::Zh, "out.json", false);
    assert_eq!(desk.on_disk("out.json"), desk.bytes());
    assert_eq!(desk.on_disk("a.json"), SAMPLE, "an export saves nothing");
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    export(&mut desk, ExportFormat::Csv, Lang::Zh, "out.csv", false);
    let csv = String::from_utf8(desk.on_disk("out.csv")).unwrap();
    assert!(csv.contains("G056") && csv.contains("必改"), "{csv}");
    export(&mut desk, ExportFormat::Markdown, Lang::En, "out.md", false);
    let memo = String::from_utf8(desk.on_disk("out.md")).unwrap();
    assert!(
        memo.contains("G056") && memo.contains("must be corrected"),
        "{memo}"
    );
    // Nothing is replaced unless the user was asked.
    desk.undo();
    export(&mut desk, ExportFormat::Json, Lang::Zh, "out.json", false);
    assert_ne!(desk.on_disk("out.json"), SAMPLE);
    assert!(desk.last_said().contains("已有同名文件"));
    export(&mut desk, ExportFormat::Json, Lang::Zh, "out.json", true);
    assert_eq!(desk.on_disk("out.json"), SAMPLE);
    desk.apply(Action::WriteBytes {
        bytes: vec![1, 2, 3],
        path: desk.path("plot.png"),
        replace: false,
    });
    assert_eq!(desk.on_disk("plot.png"), [1, 2, 3]);
}

#[test]
fn a_fix_is_one_step_that_mends_its_finding() {
    let mut desk = Desk::with_sample();
    let chosen = fingerprint(&desk, |finding| {
        finding.level == Level::Error && !finding.fixes.is_empty()
    });
    let count = |desk: &Desk| desk.file().review.counts().errors;
    let before = count(&desk);
    let file = desk.id();
    let fix = |finding: &str, fix| Action::ApplyFix {
        file,
        finding: finding.to_owned(),
        fix,
    };
    desk.apply(fix(&chosen, 0));
    assert!(desk.file().review.find(&chosen).is_none());
    assert!(count(&desk) < before);
    // It is gone, so that it cannot be applied once more.
    let mended = desk.bytes();
    desk.apply(fix(&chosen, 0));
    assert_eq!(desk.bytes(), mended);
    assert!(desk.last_said().contains("已失效"));
    desk.undo();
    assert_eq!(desk.bytes(), SAMPLE);
    assert_eq!(count(&desk), before);
    desk.apply(fix(&chosen, 99));
    assert_eq!(desk.bytes(), SAMPLE);
}

#[test]
fn all_safe_fixes_are_one_step() {
    let mut desk = Desk::with_sample();
    let file = desk.id();
    let before = desk.file().review.counts().errors;
    desk.apply(Action::ApplySafeFixes(file));
    assert!(desk.file().review.counts().errors < before);
    let title = desk.file().undo.unwrap();
    assert!(title.zh.contains("可靠"), "{title:?}");
    desk.undo();
    assert_eq!(desk.bytes(), SAMPLE);
    assert_eq!(desk.file().undo, None);
    desk.redo();
    let mended = desk.bytes();
    desk.apply(Action::ApplySafeFixes(file));
    assert_eq!(desk.bytes(), mended);
    assert!(desk.last_said().contains("没有可靠的改正"));
}

#[test]
fn an_explanation_is_stored_in_the_file_until_it_is_taken_back() {
    let mut desk = Desk::with_sample();
    let chosen = fingerprint(&desk, |finding| finding.level == Level::Error);
    let counts = desk.file().review.counts();
    let explain = |desk: &mut Desk, text: &str| {
        let (file, finding) = (desk.id(), chosen.clone());
        desk.apply(Action::Explain {
            file,
            finding,
            text: text.to_owned(),
        });
    };
    explain(&mut desk, " 口径不同，\"见附件\"。 ");
    let stance = |desk: &Desk| {
        let file = desk.file();
        let (index, _) = file.review.find(&chosen).unwrap();
        file.review.stances[index].clone()
    };
    let words = Stance::Explained {
        text: "口径不同，\"见附件\"。".to_owned(),
    };
    assert_eq!(stance(&desk), words);
    assert_eq!(desk.file().review.counts().errors, counts.errors - 1);
    assert!(desk.file().undo.unwrap().zh.contains("说明"));
    desk.save();
    desk.restart();
    desk.open(&["a.json"]);
    assert_eq!(stance(&desk), words);
    explain(&mut desk, "改了措辞");
    explain(&mut desk, "");
    assert_eq!(stance(&desk), Stance::Open);
    assert_eq!(desk.bytes(), SAMPLE, "what was explained leaves no trace");
    assert_eq!(desk.file().review.counts(), counts);
    explain(&mut desk, "又写");
    desk.undo();
    desk.undo();
    assert_eq!(
        stance(&desk),
        Stance::Explained {
            text: "改了措辞".to_owned()
        }
    );
}

#[test]
fn an_explanation_is_open_again_when_a_figure_changes() {
    let mut desk = Desk::with_sample();
    let file = desk.file();
    let chosen = file
        .review
        .findings
        .iter()
        .find(|finding| finding.level == Level::Error && finding.difference.is_some())
        .unwrap();
    let (finding, place) = (chosen.fingerprint.clone(), chosen.shown[0].place);
    desk.apply(Action::Explain {
        file: file.id,
        finding: finding.clone(),
        text: "口径不同".to_owned(),
    });
    let rate = gouji::model::CellEdit::new(place, "9");
    desk.apply(Action::Edit {
        file: file.id,
        title: Text::same("改"),
        edits: vec![rate],
    });
    let review = desk.file().review;
    if let Some((index, _)) = review.find(&finding) {
        assert!(
            review.stances[index].is_open(),
            "{:?}",
            review.stances[index]
        );
    }
    desk.undo();
    let review = desk.file().review;
    let (index, _) = review.find(&finding).unwrap();
    assert!(!review.stances[index].is_open());
}

#[test]
fn the_year_before_is_related_while_it_is_open() {
    let mut desk = Desk::new();
    desk.put("2023.json", SAMPLE);
    desk.put("2022.json", with(SAMPLE, "\"year\"", "2023", "2022"));
    let other = with(SAMPLE, "\"year\"", "2023", "2022");
    desk.put("other.json", with(&other, "department", "西城区", "东城区"));
    desk.open(&["2023.json", "other.json"]);
    let of = |desk: &Desk, name: &str| {
        let snapshot = desk.session.snapshot();
        let found = snapshot.files.iter().find(|file| file.name == name);
        found.cloned().unwrap()
    };
    assert!(
        of(&desk, "2023.json").previous.is_none(),
        "another department"
    );
    let alone = of(&desk, "2023.json").review.ledger;
    desk.open(&["2022.json"]);
    let (year, before) = (of(&desk, "2023.json"), of(&desk, "2022.json"));
    let previous = year.previous.clone().unwrap();
    assert!(Arc::ptr_eq(&previous, &before.accounts));
    assert_eq!(before.previous.map(|accounts| accounts.year), None);
    assert_eq!(
        year.review.findings,
        check(&year.context()).findings,
        "it was checked again with the year before"
    );
    let related = year.review.ledger;
    // Edited there, checked again here.
    desk.apply(Action::Activate(before.id));
    desk.edit("改", &[(INCOME, "1")]);
    let year = of(&desk, "2023.json");
    let edited = of(&desk, "2022.json").accounts;
    assert!(Arc::ptr_eq(&year.previous.clone().unwrap(), &edited));
    assert_eq!(year.review.findings, check(&year.context()).findings);
    desk.undo();
    assert_eq!(of(&desk, "2023.json").review.ledger, related);
    desk.apply(Action::Close(before.id));
    let year = of(&desk, "2023.json");
    assert!(year.previous.is_none());
    assert_eq!(year.review.ledger, alone);
}

#[test]
fn preferences_and_recent_files_outlive_a_run() {
    let mut desk = Desk::new();
    desk.put("a.json", SAMPLE);
    desk.put("b.json", with(SAMPLE, "\"year\"", "2023", "2022"));
    assert_eq!(desk.session.preferences().lang(), Lang::Zh);
    let mut preferences = desk.session.preferences();
    preferences.set_lang(Lang::En);
    preferences.unit = "wan_yuan".to_owned();
    preferences.findings = false;
    preferences.zoom = 1.21;
    desk.session.keep_preferences(&preferences);
    desk.open(&["a.json"]);
    desk.open(&["b.json"]);
    desk.restart();
    assert_eq!(desk.session.preferences(), preferences);
    let recent = desk.session.snapshot().recent.clone();
    assert_eq!(recent, [desk.path("b.json"), desk.path("a.json")]);
}

#[test]
fn the_sample_is_opened_once_and_saved_elsewhere() {
    let mut desk = Desk::new();
    desk.apply(Action::OpenSample);
    desk.apply(Action::OpenSample);
    let snapshot = desk.session.snapshot();
    assert_eq!(snapshot.files.len(), 1);
    assert_eq!(snapshot.files[0].name, SAMPLE_NAME);
    assert_eq!(snapshot.files[0].save_state, SaveState::Embedded);
    assert!(!snapshot.has_unsaved());
    desk.edit("更正", &[(INCOME, "1")]);
    assert!(desk.session.snapshot().has_unsaved());
    desk.save();
    assert!(desk.last_said().contains("另存为"), "{:?}", desk.said());
    let (file, path) = (desk.id(), desk.path("mine.json"));
    desk.apply(Action::SaveAs {
        file,
        path,
        replace: false,
    });
    assert_eq!(desk.on_disk("mine.json"), desk.bytes());
    assert_eq!(desk.file().save_state, SaveState::Saved);
    assert_eq!(desk.journals(), [""; 0]);
    // Now it is a file like any other, and the sample can be opened beside it.
    desk.apply(Action::OpenSample);
    assert_eq!(desk.session.snapshot().files.len(), 2);
    assert_eq!(desk.bytes(), SAMPLE);
}

#[test]
fn closing_forgets_the_journal_and_shows_a_neighbour() {
    let mut desk = Desk::with_sample();
    desk.apply(Action::OpenSample);
    desk.edit("更正", &[(INCOME, "1")]);
    let id = desk.id();
    assert_eq!(
        desk.journals().len(),
        2,
        "a document in no file keeps its bytes"
    );
    desk.apply(Action::Close(id));
    assert_eq!(desk.journals(), [""; 0]);
    assert_eq!(desk.file().name, "a.json");
    let id = desk.id();
    desk.apply(Action::Close(id));
    let snapshot = desk.session.snapshot();
    assert!(snapshot.files.is_empty() && snapshot.active.is_none());
    // Whatever is asked of a closed file is answered.
    for action in [Action::Undo(id), Action::Save(id), Action::Reload(id)] {
        desk.apply(action);
    }
    assert!(desk.last_said().contains("文件已关闭"));
}

/// The sample followed by a table so large that it is checked on a thread.
fn large(year: &str) -> Vec<u8> {
    let mut rows = String::new();
    for row in 0..16_000 {
        if row > 0 {
            rows.push(',');
        }
        write!(
            rows,
            "\n{{\"name\": \"项目{row}\", \"total\": \"{row}.25\", \"basic\": \"{row}.00\", \"project\": \"0.25\"}}"
        )
        .unwrap();
    }
    let all = format!(
        "{{\"format\": \"gouji-accounts/1\", \"department\": \"甲局\", \"year\": {year}, \"unit\": \"元\", \
         \"tables\": {{\"general_public_budget_expenditure\": [{rows}\n]}}}}"
    );
    assert!(all.len() > 1 << 20);
    all.into_bytes()
}

#[test]
fn a_large_file_is_checked_on_a_thread_and_the_last_check_wins() {
    let mut desk = Desk::new();
    let bytes = large("2023");
    desk.put("a.json", &bytes);
    desk.open(&["a.json"]);
    let opened = desk.file();
    assert!(!opened.checking);
    let cell = |row: u32| gouji::model::Place {
        row,
        ..opened.accounts.tables[0].place(0, 0)
    };
    let edit = |row, text: &str| Action::Edit {
        file: opened.id,
        title: Text::same("改"),
        edits: vec![gouji::model::CellEdit::new(cell(row), text)],
    };
    desk.apply(edit(7, "1"));
    let edited = desk.file();
    assert!(edited.checking, "the edit does not wait for the check");
    assert_eq!(edited.accounts.printed(cell(7)), "1.00");
    assert!(Arc::ptr_eq(&edited.review, &opened.review));
    // Edits on edits, while older checks run: what stands in the end is the check of the last.
    desk.apply(edit(8, "99999999"));
    desk.apply(Action::Undo(opened.id));
    desk.apply(edit(9, "5"));
    desk.settle();
    let last = desk.file();
    let fresh = check(&last.context());
    assert_eq!(last.review.findings, fresh.findings);
    assert_eq!(last.review.ledger, fresh.ledger);
    assert_ne!(last.review.findings, opened.review.findings);
    for _ in 0..2 {
        desk.undo();
    }
    assert_eq!(desk.bytes(), bytes);
    desk.settle();
    assert_eq!(desk.file().review.findings, opened.review.findings);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// The document is always what the steps in effect make of the original, and the review what
    /// a fresh check would give.
    #[test]
    fn undo_and_redo_lead_back_to_the_same_bytes(deeds in deeds()) {
        let mut desk = Desk::with_sample();
        let mut versions = vec![SAMPLE.to_vec()];
        let mut actions = Vec::new();
        let mut at = 0;
        for deed in &deeds {
            let Some(action) = deed.action(&desk) else { continue };
            let before = desk.file().version;
            desk.apply(action.clone());
            let changed = desk.file().version != before;
            match action {
                Action::Undo(_) => at -= usize::from(changed),
                Action::Redo(_) => at += usize::from(changed),
                action if changed => {
                    versions.truncate(at + 1);
                    actions.truncate(at);
                    versions.push(desk.bytes());
                    actions.push(action);
                    at += 1;
                }
                _ => {}
            }
            let file = desk.file();
            prop_assert_eq!(&desk.bytes(), &versions[at]);
            prop_assert_eq!(file.undo.is_some(), at > 0);
            prop_assert_eq!(file.redo.is_some(), at + 1 < versions.len());
            if file.save_state == SaveState::Saved {
                prop_assert_eq!(desk.on_disk("a.json"), desk.bytes());
            }
        }
        let file = desk.file();
        let fresh = check(&file.context());
        prop_assert_eq!(&file.review.findings, &fresh.findings);
        prop_assert_eq!(&file.review.stances, &fresh.stances);

        let mut other = Desk::with_sample();
        let id = other.id();
        prop_assert_eq!(id, file.id);
        for action in &actions[..at] {
            other.apply(action.clone());
        }
        prop_assert_eq!(other.bytes(), desk.bytes());

        while desk.file().undo.is_some() {
            desk.undo();
        }
        prop_assert_eq!(desk.bytes(), SAMPLE);
        while desk.file().redo.is_some() {
            desk.redo();
        }
        prop_assert_eq!(Some(&desk.bytes()), versions.last());
    }
}
