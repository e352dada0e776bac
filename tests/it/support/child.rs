//! A test that needs another process runs itself again, told by a variable what it should do.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const CHILD: &str = "GOUJI_TEST_CHILD";

/// The folder that a child works in; `None` in the test itself.
pub(crate) fn task() -> Option<PathBuf> {
    std::env::var_os(CHILD).map(PathBuf::from)
}

/// A child tells its test that it has come so far.
pub(crate) fn say(word: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "{word}").and_then(|()| out.flush()).unwrap();
}

/// The same test in another process.
pub(crate) struct Child {
    command: Command,
    /// The copy that another user can run.
    copy_kept: Option<tempfile::TempDir>,
}

impl Child {
    /// The test of this name, working in a folder.
    pub(crate) fn new(test: &str, folder: &Path) -> Self {
        Self::of(&std::env::current_exe().unwrap(), test, folder)
    }

    /// The same with files that may have no more than 8 KiB, as on a disk that is full.
    #[cfg(unix)]
    pub(crate) fn on_a_full_disk(test: &str, folder: &Path) -> Self {
        let mut command = Command::new("sh");
        // Without the trap the system would end the process.
        command
            .args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\""])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", test, "--nocapture"])
            .env(CHILD, folder)
            .current_dir("/")
            .stdout(Stdio::piped());
        Self {
            command,
            copy_kept: None,
        }
    }

    /// The same as a user without rights, if this one is root.
    #[cfg(unix)]
    pub(crate) fn nobody(test: &str, folder: &Path) -> Self {
        use std::fs::{Permissions, metadata, set_permissions};
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        use std::os::unix::process::CommandExt as _;
        const NOBODY: u32 = 65534;
        if metadata(folder).unwrap().uid() != 0 {
            return Self::new(test, folder);
        }
        // The test binary itself may lie where that user cannot go. It is copied by another
        // process: a child of a test beside this one could hold our copy open for writing, and
        // such a file cannot be run.
        let elsewhere = tempfile::tempdir().unwrap();
        let copy = elsewhere.path().join("it");
        set_permissions(elsewhere.path(), Permissions::from_mode(0o755)).unwrap();
        let copied = Command::new("cp")
            .arg(std::env::current_exe().unwrap())
            .arg(&copy)
            .status();
        assert!(copied.unwrap().success());
        set_permissions(&copy, Permissions::from_mode(0o755)).unwrap();
        let mut child = Self::of(&copy, test, folder);
        child.command.uid(NOBODY).gid(NOBODY);
        child.copy_kept = Some(elsewhere);
        child
    }

    fn of(program: &Path, test: &str, folder: &Path) -> Self {
        let mut command = Command::new(program);
        command
            .args(["--exact", test, "--nocapture"])
            .env(CHILD, folder)
            .current_dir("/")
            .stdout(Stdio::piped());
        Self {
            command,
            copy_kept: None,
        }
    }

    /// Runs it to its end.
    pub(crate) fn succeeds(mut self) {
        let output = self.command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("1 passed"),
            "{said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Runs it until it says a word, and kills it then, as a power cut would.
    pub(crate) fn killed_at(mut self, word: &str) {
        let mut child = self.command.spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let said = output.lines().any(|line| line.unwrap().contains(word));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(said, "the child ended before it said {word}");
    }
}
