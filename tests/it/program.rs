//! Runs the program as a user does: in a folder of its own, with nothing of the machine's settings.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The program in a folder of its own.
pub(crate) struct Program {
    folder: TempDir,
}

/// What a run printed and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Program {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    /// A folder with the embedded sample as `sample.json`.
    pub(crate) fn with_sample() -> Self {
        let program = Self::new();
        program.file("sample.json", gouji::model::SAMPLE);
        program
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a file into the folder.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut file = fs::File::create(path).unwrap();
        file.write_all(bytes.as_ref()).unwrap();
    }

    /// The bytes of a file in the folder.
    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// The command, before it is started.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("COLUMNS", "80")
            .env("GOUJI_DATA_DIR", self.path("own"))
            .stdin(Stdio::null());
        command
    }

    /// Runs the program.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.command(args).output().unwrap().into()
    }

    /// Runs the program with something on its standard input.
    pub(crate) fn run_on(&self, args: &[&str], input: impl AsRef<[u8]>) -> Run {
        let mut command = self.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_ref())
            .unwrap();
        child.wait_with_output().unwrap().into()
    }

    /// `gouji check --format json` on a file of these bytes: the run, and what it printed.
    pub(crate) fn check_json(&self, bytes: impl AsRef<[u8]>) -> (Run, serde_json::Value) {
        self.file("accounts.json", bytes);
        let run = self.run(&["check", "--format", "json", "accounts.json"]);
        let json = serde_json::from_str(&run.stdout).unwrap();
        (run, json)
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let run = Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        };
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        run
    }
}

impl Run {
    /// Everything that a user sees, with how it ended.
    pub(crate) fn seen(&self) -> String {
        let mut seen = self.stdout.clone();
        if !self.stderr.is_empty() {
            seen += "--- stderr\n";
            seen += &self.stderr;
        }
        format!("{seen}--- exit {}", self.code)
    }
}

/// Compares with `tests/snapshots/<name>.snap`; `INSTA_UPDATE=always cargo it` writes it anew.
pub(crate) fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}
