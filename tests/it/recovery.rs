//! Unsaved edits after a crash: offered at the next start, made again exactly, and never lost.

use crate::support::child::{Child, say, task};
use crate::support::desk::{Desk, session_in, settle, with};
use crate::support::steps::deeds;
use gouji::model::{SAMPLE, SAMPLE_NAME, Text};
use gouji::session::{Action, SaveState};
use proptest::prelude::*;
use std::path::Path;

const INCOME: &str = "K02[合计].财政拨款收入";
const BASIC: &str = "K03[合计].基本支出";

/// What is offered: the name, and the titles of the steps.
fn offered(desk: &Desk) -> Vec<(String, Vec<String>)> {
    let snapshot = desk.session.snapshot();
    let views = snapshot.recoveries.iter();
    views
        .map(|view| (view.name.clone(), view.steps.clone()))
        .collect()
}

/// The only recovery, taken up.
fn recover(desk: &mut Desk) {
    assert_eq!(offered(desk).len(), 1);
    desk.apply(Action::Recover(0));
    assert_eq!(desk.said(), [""; 0]);
    assert_eq!(offered(desk), []);
}

/// A child that opens `a.json` of the folder, or the sample, and works on it until it is killed.
fn work(folder: &Path, sample: bool, work: impl FnOnce(&mut Desk)) {
    let mut desk = Desk::new();
    desk.session = session_in(folder);
    if sample {
        desk.apply(Action::OpenSample);
    } else {
        desk.apply(Action::Open(vec![folder.join("a.json")]));
        settle(&mut desk.session);
    }
    work(&mut desk);
    assert_eq!(desk.said(), [""; 0]);
    say("edited");
    std::thread::sleep(std::time::Duration::from_mins(1));
}

#[test]
fn edits_outlive_a_kill() {
    const TEST: &str = "recovery::edits_outlive_a_kill";
    let edits = |desk: &mut Desk| {
        desk.edit("改收入", &[(INCOME, "1"), (BASIC, "12.3万元")]);
        desk.edit("改支出", &[(BASIC, "2")]);
        desk.edit("撤回", &[(BASIC, "3")]);
        desk.undo();
    };
    if let Some(folder) = task() {
        return work(&folder, false, edits);
    }
    let mut desk = Desk::new();
    desk.put("a.json", SAMPLE);
    Child::new(TEST, desk.folder()).killed_at("edited");
    assert_eq!(desk.on_disk("a.json"), SAMPLE);
    let mut expected = Desk::with_sample();
    edits(&mut expected);

    desk.restart();
    let name = desk.path("a.json").display().to_string();
    let titles = ["改收入", "改支出"].map(str::to_owned).to_vec();
    assert_eq!(offered(&desk), [(name, titles)]);
    assert!(desk.session.snapshot().recoveries[0].complete);
    recover(&mut desk);
    let file = desk.file();
    assert_eq!(desk.bytes(), expected.bytes());
    assert_eq!(file.save_state, SaveState::Unsaved);
    assert_eq!(file.path, Some(desk.path("a.json")));
    assert_eq!(file.review.findings, expected.file().review.findings);
    assert_eq!(file.undo, Some(Text::same("改支出")));
    // The steps can be taken back as if nothing had happened, and are safe until then.
    desk.undo();
    desk.restart();
    assert_eq!(offered(&desk)[0].1, ["改收入"]);
    recover(&mut desk);
    desk.undo();
    assert_eq!(desk.bytes(), SAMPLE);
    desk.redo();
    desk.save();
    assert_eq!(desk.on_disk("a.json"), desk.bytes());
    desk.restart();
    assert_eq!(offered(&desk), []);
    assert_eq!(desk.journals(), [""; 0]);
}

#[test]
fn the_sample_is_recovered_though_it_is_in_no_file() {
    const TEST: &str = "recovery::the_sample_is_recovered_though_it_is_in_no_file";
    let edits = |desk: &mut Desk| desk.edit("改收入", &[(INCOME, "1")]);
    if let Some(folder) = task() {
        return work(&folder, true, edits);
    }
    let mut desk = Desk::new();
    Child::new(TEST, desk.folder()).killed_at("edited");
    desk.restart();
    // The window shows the sample at its start; it is not to be there twice.
    desk.apply(Action::OpenSample);
    recover(&mut desk);
    let snapshot = desk.session.snapshot();
    assert_eq!(snapshot.files.len(), 1);
    assert_eq!(desk.file().name, SAMPLE_NAME);
    assert_eq!(desk.file().save_state, SaveState::Unsaved);
    assert_eq!(desk.printed(INCOME), "1.00");
    desk.undo();
    assert_eq!(desk.bytes(), SAMPLE);
    assert_eq!(desk.file().save_state, SaveState::Embedded);
}

#[test]
fn the_file_that_was_recovered_is_there_once() {
    let mut desk = Desk::with_sample();
    desk.edit("改收入", &[(INCOME, "1")]);
    let edited = desk.bytes();
    desk.restart();
    // The program was started with the file.
    desk.open(&["a.json"]);
    recover(&mut desk);
    assert_eq!(desk.session.snapshot().files.len(), 1);
    assert_eq!(desk.bytes(), edited);
    desk.restart();
    // Or it is still being read.
    desk.apply(Action::Open(vec![desk.path("a.json")]));
    recover(&mut desk);
    desk.settle();
    assert_eq!(desk.session.snapshot().files.len(), 1);
    assert_eq!(desk.bytes(), edited);
}

#[test]
fn what_is_thrown_away_is_gone_and_what_is_left_for_later_stays() {
    let mut desk = Desk::with_sample();
    desk.edit("改收入", &[(INCOME, "1")]);
    desk.restart();
    let first = offered(&desk);
    desk.apply(Action::PostponeRecovery);
    assert_eq!(offered(&desk), []);
    desk.restart();
    assert_eq!(offered(&desk), first);
    desk.apply(Action::DiscardRecovery(0));
    assert_eq!(offered(&desk), []);
    assert_eq!(desk.journals(), [""; 0]);
    desk.restart();
    assert_eq!(offered(&desk), []);
    assert_eq!(desk.on_disk("a.json"), SAMPLE);
    // There is no such one.
    desk.apply(Action::DiscardRecovery(0));
    desk.apply(Action::Recover(0));
    assert!(desk.last_said().contains("不存在"));
}

#[test]
fn several_files_are_offered_one_after_the_other() {
    let mut desk = Desk::with_sample();
    desk.edit("改收入", &[(INCOME, "1")]);
    desk.apply(Action::OpenSample);
    desk.edit("改支出", &[(BASIC, "2")]);
    desk.restart();
    let names: Vec<_> = offered(&desk).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), 2);
    assert!(
        names[0].ends_with("a.json") && names[1] == SAMPLE_NAME,
        "{names:?}"
    );
    desk.apply(Action::Recover(0));
    assert_eq!(desk.printed(INCOME), "1.00");
    desk.apply(Action::DiscardRecovery(0));
    assert_eq!(offered(&desk), []);
    assert_eq!(desk.session.snapshot().files.len(), 1);
}

#[test]
fn below_a_saved_state_the_recovery_is_right_too() {
    let mut desk = Desk::with_sample();
    desk.edit("甲", &[(INCOME, "1")]);
    desk.edit("乙", &[(BASIC, "2")]);
    desk.save();
    let saved = desk.bytes();
    desk.undo();
    desk.undo();
    desk.edit("丙", &[(BASIC, "30")]);
    let edited = desk.bytes();
    desk.restart();
    assert_eq!(desk.on_disk("a.json"), saved);
    recover(&mut desk);
    assert_eq!(desk.bytes(), edited);
    while desk.file().undo.is_some() {
        desk.undo();
    }
    assert_eq!(desk.bytes(), saved, "as the file is on the disk");
    assert_eq!(desk.file().save_state, SaveState::Saved);
}

#[test]
fn edits_of_a_file_that_was_changed_since_are_kept() {
    let mut desk = Desk::with_sample();
    desk.edit("改收入", &[(INCOME, "1")]);
    let edited = desk.bytes();
    let other = with(SAMPLE, "\"year\"", "2023", "2022");
    desk.put("a.json", &other);
    desk.restart();
    let first = offered(&desk);
    desk.apply(Action::Recover(0));
    let said = desk.last_said();
    assert!(
        said.contains("又被改动") && said.contains("a.json"),
        "{said}"
    );
    assert!(said.contains("仍保留"), "{said}");
    assert_eq!(offered(&desk), first, "it is still offered");
    assert!(desk.session.snapshot().files.is_empty());
    assert_eq!(desk.on_disk("a.json"), other);
    // Even over the next start, and when the file is gone; once it is back, so are the edits.
    std::fs::remove_file(desk.path("a.json")).unwrap();
    desk.restart();
    assert_eq!(offered(&desk), first);
    desk.apply(Action::Recover(0));
    assert_eq!(offered(&desk), first);
    desk.put("a.json", SAMPLE);
    desk.restart();
    recover(&mut desk);
    assert_eq!(desk.bytes(), edited);
}

#[test]
fn a_journal_with_a_damaged_end_gives_what_it_can_and_says_so() {
    let mut desk = Desk::with_sample();
    desk.edit("甲", &[(INCOME, "1")]);
    let first = desk.bytes();
    desk.edit("乙", &[(BASIC, "2")]);
    let journals = desk.journals();
    let name = format!("own/journals/{}", journals[0]);
    let text = String::from_utf8(desk.on_disk(&name)).unwrap();
    let damaged = text.replace("\"乙\"", "\"乙");
    assert_ne!(damaged, text);
    desk.restart();
    desk.apply(Action::PostponeRecovery);
    desk.session = session_in(&desk.path("elsewhere"));
    desk.put(&name, damaged);
    desk.restart();
    assert!(!desk.session.snapshot().recoveries[0].complete);
    recover(&mut desk);
    assert_eq!(desk.bytes(), first);
    // One that makes no sense at all is kept aside, and said.
    desk.restart();
    desk.apply(Action::PostponeRecovery);
    desk.session = session_in(&desk.path("elsewhere"));
    desk.put(&name, "{\"begin\"\n");
    desk.restart();
    assert_eq!(offered(&desk), []);
    assert!(desk.last_said().contains("备份已损坏"), "{:?}", desk.said());
    assert_eq!(desk.journals(), [journals[0].replace(".jsonl", ".damaged")]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// Whatever was done, and saved in between: after a crash the document is what it was.
    #[test]
    fn a_crash_loses_nothing(before in deeds(), after in deeds()) {
        let mut desk = Desk::with_sample();
        for deeds in [before, after] {
            for deed in deeds {
                if let Some(action) = deed.action(&desk) {
                    desk.apply(action);
                }
            }
            let bytes = desk.bytes();
            let unsaved = desk.file().save_state == SaveState::Unsaved;
            desk.restart();
            if offered(&desk).is_empty() {
                prop_assert_eq!(&desk.on_disk("a.json"), &bytes, "unsaved: {}", unsaved);
                desk.open(&["a.json"]);
            } else {
                recover(&mut desk);
            }
            prop_assert_eq!(desk.bytes(), bytes);
        }
        let saved = desk.on_disk("a.json");
        while desk.file().undo.is_some() {
            desk.undo();
        }
        prop_assert_eq!(desk.bytes(), saved);
    }
}
