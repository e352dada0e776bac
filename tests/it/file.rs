//! The disk: what is refused, what is guarded, what survives a crash.
//!
//! A test that needs another process runs itself again, with [`CHILD`] set to what it should do.

use gouji::document::{Document, Edit, EditError, ParseErrorKind, Pointer};
use gouji::file::{
    self, Journal, KEPT, MAX_BYTES, Origin, Overwrite, Progress, ReadError, Recent, RecoverError,
    SaveError, SettingsError, Stamp, State, Step, Store,
};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const CHILD: &str = "GOUJI_TEST_CHILD";

struct Place {
    folder: TempDir,
    store: Store,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::under(folder.path().join("own"));
        Self { folder, store }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        put(&path, bytes);
        path
    }

    /// What lies beside the user's files.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.retain(|name| name != "own");
        names.sort();
        names
    }
}

/// Another program writes.
fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    let mut file = fs::File::create(path).unwrap();
    file.write_all(bytes.as_ref()).unwrap();
}

fn read(path: &Path) -> Result<file::Opened, ReadError> {
    file::read(path, MAX_BYTES, &Progress::default())
}

fn save(place: &Place, stamp: &Stamp, path: &Path, bytes: &str) -> Result<file::Saved, SaveError> {
    file::save(&place.store, stamp, path, bytes.as_bytes())
}

/// The same test in another process, through a shell so that limits can be set first.
fn child(test: &str, task: &Path, before: &str) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("{before} exec \"$0\" \"$@\"")])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(CHILD, task)
        .stdout(Stdio::piped());
    command
}

fn task() -> Option<PathBuf> {
    std::env::var_os(CHILD).map(PathBuf::from)
}

/// Waits until a child says so.
fn wait_for(child: &mut Child, word: &str) {
    let output = BufReader::new(child.stdout.take().unwrap());
    assert!(output.lines().any(|line| line.unwrap().contains(word)));
}

fn say(word: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "{word}").and_then(|()| out.flush()).unwrap();
}

#[test]
fn an_accounts_file_is_opened() {
    let place = Place::new();
    let path = place.file("a.json", "\u{feff}{\"a\": 1}\r\n");
    let progress = Progress::default();
    let opened = file::read(&path, MAX_BYTES, &progress).unwrap();
    assert_eq!(opened.document.text(), "{\"a\": 1}\r\n");
    assert_eq!(
        (progress.done(), progress.total(), opened.stamp.length()),
        (13, 13, 13)
    );
    assert_eq!(file::state(&path, &opened.stamp).unwrap(), State::Same);
}

#[test]
fn what_cannot_be_opened_is_refused_with_the_reason() {
    let place = Place::new();
    assert!(matches!(
        read(&place.path("none.json")),
        Err(ReadError::Missing(_))
    ));
    assert!(matches!(
        read(&place.path("none/none.json")),
        Err(ReadError::Missing(_))
    ));
    assert!(matches!(
        read(place.folder.path()),
        Err(ReadError::Folder(_))
    ));
    assert!(matches!(
        read(&place.file("empty.json", "")),
        Err(ReadError::Empty(_))
    ));
    let place_of = |error| match error {
        Err(ReadError::Invalid { error, .. }) => {
            (error.kind, error.position.line, error.position.column)
        }
        other => panic!("{other:?}"),
    };
    let cut = read(&place.file("cut.json", "{\n \"a\": [1"));
    assert_eq!(place_of(cut), (ParseErrorKind::UnexpectedEnd, 2, 9));
    let binary = read(&place.file("a.bin", b"{\n\xFF\xFF}"));
    assert_eq!(place_of(binary), (ParseErrorKind::Undecodable, 2, 1));
    let error = read(&place.file("b.json", "[1,]")).unwrap_err();
    let (zh, en) = error.message();
    assert!(
        zh.starts_with("第 1 行第 4 列：") && zh.ends_with("b.json"),
        "{zh}"
    );
    assert!(
        en.contains("line 1, column 4") && en.ends_with("b.json"),
        "{en}"
    );
}

#[test]
fn a_huge_file_is_refused_before_it_is_read() {
    let place = Place::new();
    let path = place.file("huge.json", "{}");
    fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(2 << 30)
        .unwrap();
    let started = Instant::now();
    let progress = Progress::default();
    match file::read(&path, MAX_BYTES, &progress) {
        Err(ReadError::TooLarge { size, limit, .. }) => {
            assert_eq!((size, limit), (2 << 30, MAX_BYTES));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(progress.done(), 0);
    assert!(started.elapsed() < Duration::from_secs(1));
    let small = place.file("small.json", "[1, 2]");
    assert!(file::read(&small, 6, &progress).is_ok());
    assert!(matches!(
        file::read(&small, 5, &progress),
        Err(ReadError::TooLarge {
            size: 6,
            limit: 5,
            ..
        })
    ));
}

#[test]
fn reading_can_be_cancelled() {
    let place = Place::new();
    let path = place.file("a.json", "[1]");
    let progress = Progress::default();
    progress.cancel();
    assert!(matches!(
        file::read(&path, MAX_BYTES, &progress),
        Err(ReadError::Cancelled(_))
    ));
}

#[cfg(unix)]
#[test]
fn a_pipe_or_device_is_not_waited_for() {
    let place = Place::new();
    let pipe = place.path("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    assert!(matches!(read(&pipe), Err(ReadError::NotRegular(_))));
    assert!(matches!(
        read(Path::new("/dev/zero")),
        Err(ReadError::NotRegular(_))
    ));
    assert!(matches!(
        file::write_new(&pipe, b"1", Overwrite::Confirmed),
        Err(SaveError::NotRegular(_))
    ));
}

#[test]
fn a_stream_is_read_whole_or_by_lines() {
    assert_eq!(file::read_stream(&b"{} "[..], "-", 3).unwrap(), b"{} ");
    assert!(matches!(
        file::read_stream(&b"{}  "[..], "-", 3),
        Err(ReadError::TooLarge { .. })
    ));
    assert!(matches!(
        file::read_stream(&b""[..], "-", 3),
        Err(ReadError::Empty(_))
    ));
    let lines: Vec<_> = file::lines(&b"{}\r\n\n[1]\n[2]"[..], "-", 9)
        .map(Result::unwrap)
        .collect();
    assert_eq!(lines, [&b"{}"[..], b"[1]", b"[2]"]);
    let lines: Vec<_> = file::lines(&b"[1]\n[1, 2, 3]\n[4]"[..], "-", 5)
        .map(|line| line.is_ok())
        .collect();
    assert_eq!(lines, [true, false]);
}

#[test]
fn a_save_replaces_the_file_and_keeps_the_old_one() {
    let place = Place::new();
    let path = place.file("a.json", "[1]");
    let mut stamp = read(&path).unwrap().stamp;
    for n in 2..10 {
        let saved = save(&place, &stamp, &path, &format!("[{n}]")).unwrap();
        assert_eq!(
            fs::read_to_string(saved.kept.unwrap().unwrap()).unwrap(),
            format!("[{}]", n - 1)
        );
        stamp = saved.stamp;
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "[9]");
    assert_eq!(place.names(), ["a.json"]);
    let kept = file::versions(&place.store, &path).unwrap();
    let contents: Vec<_> = kept
        .iter()
        .map(|version| fs::read_to_string(&version.path).unwrap())
        .collect();
    assert_eq!(contents.len(), KEPT);
    assert_eq!(contents, ["[8]", "[7]", "[6]", "[5]", "[4]"]);
    assert!(
        file::versions(&place.store, &place.path("other.json"))
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_save_never_goes_over_someone_elses_change() {
    let place = Place::new();
    let path = place.file("a.json", "[1]");
    let opened = read(&path).unwrap();
    put(&path, "[5]"); // As long as before.
    assert!(matches!(
        save(&place, &opened.stamp, &path, "[2]"),
        Err(SaveError::ChangedOutside(_))
    ));
    assert_eq!(fs::read_to_string(&path).unwrap(), "[5]");
    put(&path, "[1]"); // Another time, but the same bytes: nobody's change is lost.
    let saved = save(&place, &opened.stamp, &path, "[2]").unwrap();
    assert!(matches!(
        save(&place, &opened.stamp, &path, "[3]"),
        Err(SaveError::ChangedOutside(_))
    ));
    fs::remove_file(&path).unwrap();
    assert!(matches!(
        save(&place, &saved.stamp, &path, "[3]"),
        Err(SaveError::Vanished(_))
    ));
    assert_eq!(file::state(&path, &saved.stamp).unwrap(), State::Vanished);
    assert!(place.names().is_empty(), "no temporary file is left");
    assert_eq!(
        file::versions(&place.store, &place.path("a.json"))
            .unwrap()
            .len(),
        1,
        "a refused save keeps nothing"
    );
}

#[test]
fn another_file_is_replaced_only_if_the_user_said_so() {
    let place = Place::new();
    let (new, other) = (place.path("new.json"), place.file("other.json", "[1]"));
    let save_as = |path: &Path, overwrite| file::save_as(&place.store, path, b"[2]", overwrite);
    let saved = save_as(&new, Overwrite::Refuse).unwrap();
    assert!(saved.kept.unwrap().is_none());
    assert_eq!(file::state(&new, &saved.stamp).unwrap(), State::Same);
    assert!(matches!(
        save_as(&other, Overwrite::Refuse),
        Err(SaveError::Exists(_))
    ));
    assert_eq!(fs::read_to_string(&other).unwrap(), "[1]");
    let kept = save_as(&other, Overwrite::Confirmed)
        .unwrap()
        .kept
        .unwrap()
        .unwrap();
    assert_eq!(fs::read_to_string(kept).unwrap(), "[1]");
    assert!(matches!(
        save_as(place.folder.path(), Overwrite::Confirmed),
        Err(SaveError::Folder(_))
    ));
    assert!(matches!(
        save_as(&place.path("none/a.json"), Overwrite::Refuse),
        Err(SaveError::NoFolder(_))
    ));
    assert!(matches!(
        file::write_new(&new, b"x", Overwrite::Refuse),
        Err(SaveError::Exists(_))
    ));
    file::write_new(&new, b"x", Overwrite::Confirmed).unwrap();
    assert_eq!(fs::read_to_string(&new).unwrap(), "x");
}

#[cfg(unix)]
#[test]
fn links_and_permissions_are_kept() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let place = Place::new();
    fs::create_dir(place.path("real")).unwrap();
    let real = place.file("real/a.json", "[1]");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    let link = place.path("link.json");
    symlink("real/a.json", &link).unwrap();
    let stamp = read(&link).unwrap().stamp;
    save(&place, &stamp, &link, "[2]").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), "[2]");
    assert_eq!(
        fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert_eq!(
        file::versions(&place.store, &link).unwrap(),
        file::versions(&place.store, &real).unwrap()
    );
    let dangling = place.path("dangling.json");
    symlink("real/new.json", &dangling).unwrap();
    file::save_as(&place.store, &dangling, b"[3]", Overwrite::Refuse).unwrap();
    assert_eq!(
        fs::read_to_string(place.path("real/new.json")).unwrap(),
        "[3]"
    );
}

#[test]
fn a_file_marked_read_only_is_not_replaced() {
    let place = Place::new();
    let path = place.file("a.json", "[1]");
    let stamp = read(&path).unwrap().stamp;
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    assert!(matches!(
        save(&place, &stamp, &path, "[2]"),
        Err(SaveError::ReadOnly(_))
    ));
    assert_eq!(fs::read_to_string(&path).unwrap(), "[1]");
}

#[test]
fn a_save_goes_through_if_the_old_version_cannot_be_kept() {
    let place = Place::new();
    let path = place.file("a.json", "[1]");
    place.file("own", "a file where the folder should be");
    let saved = save(&place, &read(&path).unwrap().stamp, &path, "[2]").unwrap();
    assert!(saved.kept.is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), "[2]");
}

/// In a child whose files may have no more than 64 KiB, as on a disk that is full.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file() {
    const TEST: &str = "file::a_full_disk_leaves_the_old_file";
    let big = format!("[\"{}\"]", "x".repeat(1 << 20));
    if let Some(folder) = task() {
        let (path, store) = (folder.join("a.json"), Store::under(folder.join("own")));
        let stamp = read(&path).unwrap().stamp;
        assert!(matches!(
            file::save(&store, &stamp, &path, big.as_bytes()),
            Err(SaveError::Full(_))
        ));
        let mut journal = Journal::create(&store, &path, &stamp).unwrap();
        let mut document = Document::parse(b"[1]".to_vec()).unwrap();
        let edit = |json: &str| Edit::Set {
            at: Pointer::new("/0"),
            json: json.into(),
        };
        let large = Step::new("large", &[document.apply(&edit(&big)).unwrap()]);
        let error = journal.append(&large).unwrap_err();
        assert!(error.message().0.contains("磁盘已满"), "{error}");
        // The journal goes on behind its last whole line.
        let small = Step {
            title: "small".into(),
            splices: vec![],
        };
        journal.append(&small).unwrap();
        return;
    }
    let place = Place::new();
    let path = place.file("a.json", "[1]");
    let status = child(TEST, place.folder.path(), "trap '' XFSZ; ulimit -f 128;")
        .status()
        .unwrap();
    assert!(status.success());
    assert_eq!(fs::read_to_string(&path).unwrap(), "[1]");
    assert_eq!(place.names(), ["a.json"]);
    let found = file::recover_all(&place.store).unwrap();
    let titles: Vec<_> = found.recoveries[0]
        .steps()
        .iter()
        .map(|step| step.title.as_str())
        .collect();
    assert_eq!(titles, ["small"]);
}

/// In a child without rights, since whoever runs the tests may have all of them.
#[cfg(unix)]
#[test]
fn what_the_system_forbids_is_said() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    const TEST: &str = "file::what_the_system_forbids_is_said";
    if let Some(folder) = task() {
        assert!(matches!(
            read(&folder.join("secret.json")),
            Err(ReadError::NoPermission(_))
        ));
        let (path, store) = (folder.join("a.json"), Store::under(folder.join("own")));
        let stamp = read(&path).unwrap().stamp;
        assert!(matches!(
            file::save(&store, &stamp, &path, b"[2]"),
            Err(SaveError::NoPermission(_))
        ));
        assert!(Journal::create(&store, &path, &stamp).is_err());
        return;
    }
    let place = Place::new();
    let path = place.file("a.json", "[1]");
    let secret = place.file("secret.json", "[1]");
    let mode =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(&secret, 0o000);
    mode(&path, 0o666);
    mode(place.folder.path(), 0o555);
    // The test binary itself may lie where that user cannot go.
    let nobody = 65534;
    let is_root = fs::metadata(place.folder.path()).unwrap().uid() == 0;
    // Copied by another process: a child of a test beside this one could hold our copy open for
    // writing, and such a file cannot be run.
    let elsewhere = tempfile::tempdir().unwrap();
    mode(elsewhere.path(), 0o755);
    let copy = elsewhere.path().join("it");
    let copied = Command::new("cp")
        .arg(std::env::current_exe().unwrap())
        .arg(&copy)
        .status()
        .unwrap();
    assert!(copied.success());
    mode(&copy, 0o755);
    let mut command = Command::new(&copy);
    command
        .args(["--exact", TEST])
        .env(CHILD, place.folder.path())
        .current_dir("/");
    if is_root {
        command.uid(nobody).gid(nobody);
    }
    let output = command.output().unwrap();
    mode(place.folder.path(), 0o755);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "[1]");
    assert_eq!(place.names(), ["a.json", "secret.json"]);
}

/// A child saves over and over and is killed at any moment.
#[cfg(unix)]
#[test]
fn a_kill_while_saving_leaves_one_whole_version() {
    const TEST: &str = "file::a_kill_while_saving_leaves_one_whole_version";
    let contents = ["1", "2"].map(|digit| format!("[{}]", digit.repeat(4 << 20)));
    if let Some(folder) = task() {
        let (path, store) = (folder.join("a.json"), Store::under(folder.join("own")));
        let mut stamp = read(&path).unwrap().stamp;
        say("ready");
        for content in contents.iter().cycle() {
            stamp = file::save(&store, &stamp, &path, content.as_bytes())
                .unwrap()
                .stamp;
        }
    }
    let place = Place::new();
    let path = place.file("a.json", &contents[0]);
    for round in 0..6 {
        let mut child = child(TEST, place.folder.path(), "").spawn().unwrap();
        wait_for(&mut child, "ready");
        std::thread::sleep(Duration::from_millis(7 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = fs::read_to_string(&path).unwrap();
        assert!(contents.contains(&now), "{} bytes", now.len());
    }
}

fn steps(document: &mut Document, values: &[&str]) -> Vec<Step> {
    let set = |json: &&str| Edit::Set {
        at: Pointer::new("/a"),
        json: (*json).to_owned(),
    };
    values
        .iter()
        .map(|json| {
            Step::new(
                &format!("a = {json}"),
                &[document.apply(&set(json)).unwrap()],
            )
        })
        .collect()
}

#[cfg(unix)]
#[test]
fn unsaved_edits_outlive_a_kill() {
    const TEST: &str = "file::unsaved_edits_outlive_a_kill";
    if let Some(folder) = task() {
        let (path, store) = (folder.join("a.json"), Store::under(folder.join("own")));
        let opened = read(&path).unwrap();
        let mut document = opened.document;
        let mut journal = Journal::create(&store, &path, &opened.stamp).unwrap();
        let made = steps(&mut document, &["\"更正\"", "30", "40"]);
        for step in &made {
            journal.append(step).unwrap();
        }
        journal.undo(&made[2]).unwrap();
        say("ready");
        std::thread::sleep(Duration::from_mins(1));
        return;
    }
    let place = Place::new();
    let path = place.file("a.json", "{\"a\": 1}");
    let mut child = child(TEST, place.folder.path(), "").spawn().unwrap();
    wait_for(&mut child, "ready");
    assert!(
        file::recover_all(&place.store)
            .unwrap()
            .recoveries
            .is_empty(),
        "its program still runs"
    );
    child.kill().unwrap();
    child.wait().unwrap();

    let mut found = file::recover_all(&place.store).unwrap();
    let recovery = found.recoveries.pop().unwrap();
    assert!(recovery.is_complete() && found.recoveries.is_empty() && found.damaged.is_empty());
    assert!(
        file::recover_all(&place.store)
            .unwrap()
            .recoveries
            .is_empty(),
        "it is being offered already"
    );
    assert_eq!(recovery.state().unwrap(), State::Same);
    let titles: Vec<_> = recovery
        .steps()
        .iter()
        .map(|step| step.title.as_str())
        .collect();
    assert_eq!(titles, ["a = \"更正\"", "a = 30"]);
    let mut restored = recovery.restore(&Progress::default()).unwrap();
    assert_eq!(restored.document.text(), "{\"a\": 30}");
    for (_, change) in restored.steps.iter().rev() {
        assert!(restored.document.undo(change));
    }
    assert_eq!(restored.document.text(), "{\"a\": 1}");

    put(&path, "{\"a\": 2}");
    assert_eq!(recovery.state().unwrap(), State::Changed);
    assert!(matches!(
        recovery.restore(&Progress::default()),
        Err(RecoverError::Changed(_))
    ));
    recovery.discard().unwrap();
    assert!(
        file::recover_all(&place.store)
            .unwrap()
            .recoveries
            .is_empty()
    );
}

#[test]
fn a_resumed_journal_goes_on() {
    let place = Place::new();
    let path = place.file("a.json", "{\"a\": 1}");
    let opened = read(&path).unwrap();
    let mut document = opened.document;
    let mut journal = Journal::create(&place.store, &path, &opened.stamp).unwrap();
    let made = steps(&mut document, &["2", "3"]);
    journal.append(&made[0]).unwrap();
    drop(journal);
    let mut journal = file::recover_all(&place.store)
        .unwrap()
        .recoveries
        .pop()
        .unwrap()
        .resume();
    journal.append(&made[1]).unwrap();
    // Once saved, nothing is unsaved; to take a saved step back is an unsaved step.
    let saved = save(&place, &opened.stamp, &path, document.text()).unwrap();
    journal.saved(&path, &saved.stamp).unwrap();
    journal.undo(&made[1]).unwrap();
    drop(journal);
    let recovery = file::recover_all(&place.store)
        .unwrap()
        .recoveries
        .pop()
        .unwrap();
    assert_eq!(recovery.steps().len(), 1);
    assert_eq!(
        recovery
            .restore(&Progress::default())
            .unwrap()
            .document
            .text(),
        "{\"a\": 2}"
    );
    let mut journal = recovery.resume();
    journal.append(&made[1]).unwrap();
    journal.saved(&path, &saved.stamp).unwrap();
    drop(journal);
    assert!(
        file::recover_all(&place.store)
            .unwrap()
            .recoveries
            .is_empty()
    );
    assert_eq!(
        fs::read_dir(place.store.data().join("journals"))
            .unwrap()
            .count(),
        0,
        "nothing is left to offer"
    );
}

#[test]
fn a_document_in_no_file_is_journalled_with_its_bytes() {
    let place = Place::new();
    let bytes = b"{\"a\": \"\xD6\xD0\"}".to_vec();
    let mut document = Document::parse(bytes.clone()).unwrap();
    let mut journal = Journal::create_unsaved(&place.store, "示例", &bytes).unwrap();
    for step in &steps(&mut document, &["\"中国\""]) {
        journal.append(step).unwrap();
    }
    drop(journal);
    let recovery = file::recover_all(&place.store)
        .unwrap()
        .recoveries
        .pop()
        .unwrap();
    assert_eq!(
        recovery.origin(),
        &Origin::Unsaved {
            name: "示例".into()
        }
    );
    let restored = recovery.restore(&Progress::default()).unwrap();
    assert_eq!(restored.document.bytes(), document.bytes());
    assert!(restored.file.is_none());
    // Saved as a file it is that file's journal, and the kept bytes go.
    let path = place.path("a.json");
    let saved = file::save_as(&place.store, &path, &document.bytes(), Overwrite::Refuse).unwrap();
    let mut journal = recovery.resume();
    journal.saved(&path, &saved.stamp).unwrap();
    journal.append(&steps(&mut document, &["1"])[0]).unwrap();
    drop(journal);
    let recovery = file::recover_all(&place.store)
        .unwrap()
        .recoveries
        .pop()
        .unwrap();
    assert_eq!(recovery.name(), path.display().to_string());
    assert_eq!(
        recovery
            .restore(&Progress::default())
            .unwrap()
            .document
            .text(),
        "{\"a\": 1}"
    );
    recovery.discard().unwrap();
    assert_eq!(
        fs::read_dir(place.store.data().join("journals"))
            .unwrap()
            .count(),
        0
    );
}

/// The one journal of a store.
fn journal_file(place: &Place) -> PathBuf {
    let mut entries = fs::read_dir(place.store.data().join("journals")).unwrap();
    entries.next().unwrap().unwrap().path()
}

#[test]
fn a_torn_or_damaged_journal_gives_what_it_can() {
    let place = Place::new();
    let path = place.file("a.json", "{\"a\": 1}");
    let opened = read(&path).unwrap();
    let mut document = opened.document;
    let mut journal = Journal::create(&place.store, &path, &opened.stamp).unwrap();
    for step in &steps(&mut document, &["2", "3", "4"]) {
        journal.append(step).unwrap();
    }
    drop(journal);
    let file = journal_file(&place);
    let whole = fs::read(&file).unwrap();
    let ends: Vec<usize> = (0..whole.len())
        .filter(|at| whole[*at] == b'\n')
        .map(|at| at + 1)
        .collect();
    assert_eq!(ends.len(), 4);
    for length in ends[0]..=whole.len() {
        put(&file, &whole[..length]);
        let expected = ends[1..].iter().filter(|end| **end <= length).count();
        let mut found = file::recover_all(&place.store).unwrap();
        assert!(found.damaged.is_empty());
        let Some(recovery) = found.recoveries.pop() else {
            assert_eq!(expected, 0);
            continue;
        };
        assert!(recovery.is_complete());
        assert_eq!(recovery.steps().len(), expected, "{length}");
        assert_eq!(
            recovery
                .restore(&Progress::default())
                .unwrap()
                .document
                .text(),
            format!("{{\"a\": {}}}", expected + 1)
        );
    }
    let mut damaged = whole;
    damaged[ends[1] + 5] = 0;
    put(&file, &damaged);
    let recovery = file::recover_all(&place.store)
        .unwrap()
        .recoveries
        .pop()
        .unwrap();
    assert_eq!((recovery.steps().len(), recovery.is_complete()), (1, false));
    drop(recovery);
    damaged[5] = 0;
    put(&file, &damaged);
    let found = file::recover_all(&place.store).unwrap();
    assert!(found.recoveries.is_empty());
    assert_eq!(fs::read(&found.damaged[0]).unwrap(), damaged);
    // A step that does not fit its document is refused, not guessed at.
    let stray = Step {
        title: "stray".into(),
        splices: steps(&mut document, &["5"])[0].splices.clone(),
    };
    let mut journal = Journal::create(&place.store, &path, &opened.stamp).unwrap();
    journal.append(&stray).unwrap();
    drop(journal);
    let recovery = file::recover_all(&place.store)
        .unwrap()
        .recoveries
        .pop()
        .unwrap();
    let error = recovery.restore(&Progress::default()).unwrap_err();
    assert!(
        matches!(
            error,
            RecoverError::Step {
                error: EditError::Mismatch { .. },
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn settings_come_back_and_broken_ones_are_set_aside() {
    let place = Place::new();
    let loaded = file::load::<Vec<String>>(&place.store, "settings");
    assert!(loaded.value.is_empty() && loaded.problem.is_none());
    let value = vec!["zh".to_owned(), "深色".to_owned()];
    file::store(&place.store, "settings", &value).unwrap();
    assert_eq!(
        file::load::<Vec<String>>(&place.store, "settings").value,
        value
    );
    put(&place.store.config().join("settings.json"), "[\"zh\"");
    let loaded = file::load::<Vec<String>>(&place.store, "settings");
    assert!(loaded.value.is_empty());
    match loaded.problem {
        Some(SettingsError::Broken { kept, .. }) => {
            assert_eq!(fs::read_to_string(kept).unwrap(), "[\"zh\"");
        }
        other => panic!("{other:?}"),
    }
    assert!(
        file::load::<Vec<String>>(&place.store, "settings")
            .problem
            .is_none()
    );
}

#[test]
fn recent_files_are_remembered_in_order() {
    let place = Place::new();
    let mut recent: Recent = file::load(&place.store, Recent::NAME).value;
    for n in 0..20 {
        recent.add(Path::new(&format!("/accounts/{n}.json")));
    }
    recent.add(Path::new("/accounts/15.json"));
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        recent.add(Path::new(std::ffi::OsStr::from_bytes(
            b"/accounts/\xB2\xBF\xC3\xC5.json",
        )));
    }
    file::store(&place.store, Recent::NAME, &recent).unwrap();
    let loaded: Recent = file::load(&place.store, Recent::NAME).value;
    assert_eq!(loaded, recent);
    let paths: Vec<_> = loaded.paths().collect();
    assert_eq!(paths.len(), Recent::MOST);
    assert!(
        paths.contains(&Path::new("/accounts/15.json"))
            && !paths.contains(&Path::new("/accounts/8.json"))
    );
    assert_eq!(
        paths
            .iter()
            .filter(|path| path.ends_with("15.json"))
            .count(),
        1
    );
    recent.remove(Path::new("/accounts/15.json"));
    assert_eq!(recent.paths().count(), Recent::MOST - 1);
}
