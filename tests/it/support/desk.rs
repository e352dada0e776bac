//! A session as the window runs one, on a folder that nobody else has.

use gouji::model::{CellEdit, Place, TableId, TableRef, Text};
use gouji::session::{Action, Disk, FileId, FileView, Session};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a thread may take before a test gives up.
const PATIENCE: Duration = Duration::from_mins(2);

/// A folder with files and the program's own data, and a session there.
pub(crate) struct Desk {
    pub(crate) session: Session,
    folder: TempDir,
}

impl Desk {
    /// Nothing open, nothing there.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            session: session_in(folder.path()),
            folder,
        }
    }

    /// The sample as a file of its own, open.
    pub(crate) fn with_sample() -> Self {
        let mut desk = Self::new();
        desk.put("a.json", gouji::model::SAMPLE);
        desk.open(&["a.json"]);
        desk
    }

    /// Ends the session as a crash would, and starts the next one. Nothing is open there.
    pub(crate) fn restart(&mut self) {
        // The old one lets go of its journals before the new one looks for them.
        self.session = Session::new(Disk::under(self.path("elsewhere")));
        self.session = session_in(self.folder.path());
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Another program writes a file.
    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        let mut file = fs::File::create(&path).unwrap();
        file.write_all(bytes.as_ref()).unwrap();
        path
    }

    /// What lies on the disk.
    pub(crate) fn on_disk(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// Names of journals that are kept.
    pub(crate) fn journals(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("own/journals"));
        let names = entries.into_iter().flatten().map(|entry| {
            let name = entry.unwrap().file_name();
            name.into_string().unwrap()
        });
        names.collect()
    }

    /// Opens files and waits for them.
    pub(crate) fn open(&mut self, names: &[&str]) {
        let paths = names.iter().map(|name| self.path(name)).collect();
        self.session.apply(Action::Open(paths));
        self.settle();
    }

    /// Waits for everything that runs on threads.
    pub(crate) fn settle(&mut self) {
        settle(&mut self.session);
    }

    pub(crate) fn apply(&mut self, action: Action) {
        self.session.apply(action);
    }

    /// The file that is shown.
    pub(crate) fn file(&self) -> FileView {
        let snapshot = self.session.snapshot();
        snapshot.active_file().expect("a file is open").clone()
    }

    pub(crate) fn id(&self) -> FileId {
        self.file().id
    }

    /// The bytes as they would be saved now.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.file().document.bytes().into_owned()
    }

    /// The cell that a reference names, `K02[合计].财政拨款收入`.
    pub(crate) fn place(&self, word: &str) -> Place {
        super::notation::place_of(&self.file().accounts, word)
    }

    /// What a cell prints.
    pub(crate) fn printed(&self, word: &str) -> String {
        self.file().accounts.printed(self.place(word))
    }

    /// Types into cells, as one step.
    pub(crate) fn edit(&mut self, title: &str, cells: &[(&str, &str)]) {
        let edits = cells
            .iter()
            .map(|(word, text)| CellEdit::new(self.place(word), *text));
        let edits = edits.collect();
        let file = self.id();
        self.apply(Action::Edit {
            file,
            title: Text::same(title),
            edits,
        });
    }

    pub(crate) fn undo(&mut self) {
        let id = self.id();
        self.apply(Action::Undo(id));
    }

    pub(crate) fn redo(&mut self) {
        let id = self.id();
        self.apply(Action::Redo(id));
    }

    pub(crate) fn save(&mut self) {
        let id = self.id();
        self.apply(Action::Save(id));
    }

    /// The messages with their hints, in Chinese.
    pub(crate) fn said(&self) -> Vec<String> {
        let snapshot = self.session.snapshot();
        let notices = snapshot.notices.iter().map(|notice| {
            let hints = notice.hints.iter().map(|hint| hint.zh.as_str());
            std::iter::once(notice.text.zh.as_str())
                .chain(hints)
                .collect::<Vec<_>>()
                .join(" | ")
        });
        notices.collect()
    }

    /// The last message, which must be there.
    pub(crate) fn last_said(&self) -> String {
        self.said().last().cloned().unwrap_or_default()
    }
}

/// A session on the program's own data in a folder, as another run would have it.
pub(crate) fn session_in(folder: &Path) -> Session {
    Session::new(Disk::under(folder.join("own")))
}

/// Waits for everything that runs on threads.
pub(crate) fn settle(session: &mut Session) {
    let start = Instant::now();
    loop {
        session.poll();
        let snapshot = session.snapshot();
        if snapshot.jobs.is_empty() && snapshot.files.iter().all(|file| !file.checking) {
            return;
        }
        assert!(start.elapsed() < PATIENCE, "the threads do not end");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// The final accounts' table of this id.
pub(crate) fn table(id: &str) -> TableRef {
    TableRef {
        table: TableId::named(id),
        period: gouji::model::Period::Final,
    }
}

/// The sample with one figure changed, which stands exactly once after `before`.
pub(crate) fn with(source: &[u8], before: &str, old: &str, new: &str) -> Vec<u8> {
    let text = std::str::from_utf8(source).unwrap();
    let start = text.find(before).unwrap_or_else(|| panic!("no {before}"));
    let at = start + text[start..].find(old).unwrap();
    format!("{}{new}{}", &text[..at], &text[at + old.len()..]).into_bytes()
}
