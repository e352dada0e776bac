//! Starts the window or a command; everything else is in the library.

use std::process::ExitCode;

use gouji::cli::Opening;
use gouji::model::Text;

fn main() -> ExitCode {
    gouji::cli::run(std::env::args_os(), open_window)
}

/// Opens the window.
fn open_window(opening: Opening) -> Result<(), Text> {
    let Opening { files, rules, lang } = opening;
    gouji::ui::run(files, rules, lang).map_err(|error| error.text())
}
