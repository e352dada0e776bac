//! Starts the window or a command; everything else is in the library.

use std::path::PathBuf;
use std::process::ExitCode;

use gouji::model::{Lang, Text};

fn main() -> ExitCode {
    gouji::cli::run(std::env::args_os(), open_window)
}

/// Opens the window on `files`.
fn open_window(files: Vec<PathBuf>, lang: Option<Lang>) -> Result<(), Text> {
    gouji::ui::run(files, lang).map_err(|error| error.text())
}
