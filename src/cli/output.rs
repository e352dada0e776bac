//! The one door through which output leaves: standard output and standard error.
//!
//! Colours appear on a terminal only (`NO_COLOR` and `CLICOLOR_FORCE` are respected); a reader who
//! closed the pipe ends the output, not the program.

use std::env;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use crate::model::Lang;

use super::Notice;
use super::notice::shown;
use super::style;

/// Where a command writes, in which language and how wide.
#[derive(Debug)]
pub(super) struct Output {
    /// The language of everything that is printed.
    pub(super) lang: Lang,
    /// Columns to wrap at.
    pub(super) width: usize,
}

impl Output {
    /// The process's own output.
    pub(super) fn new(lang: Option<Lang>) -> Self {
        Self {
            lang: lang.unwrap_or_else(|| {
                let set = ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| env::var(name).ok());
                default_lang(set)
            }),
            width: width(),
        }
    }

    /// Tells the user something, on standard error.
    pub(super) fn notice(&self, notice: &Notice) {
        let style = style::of_notice(notice.level);
        let mut text = String::new();
        for (index, line) in notice.lines(self.lang).iter().enumerate() {
            let line = super::wrap::wrap(line, self.width, "  ");
            if index == 0 {
                text.push_str(&style::painted(style, &line));
            } else {
                text.push_str(&line);
            }
            text.push('\n');
        }
        print_aside(&text);
    }

    /// Says where something was written to.
    pub(super) fn written(&self, path: &Path) -> Result<(), Notice> {
        let file = shown(path);
        print(&match self.lang {
            Lang::Zh => format!("已写到 {file}\n"),
            Lang::En => format!("Written to {file}\n"),
        })
    }
}

/// Prints styled text.
pub(super) fn print(text: &str) -> Result<(), Notice> {
    written(anstream::stdout().lock().write_all(text.as_bytes()))
}

/// Writes bytes as they are.
pub(super) fn write(bytes: &[u8]) -> Result<(), Notice> {
    let mut out = io::stdout().lock();
    written(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Prints styled text on standard error, where it does not mix with what is piped on.
pub(super) fn print_aside(text: &str) {
    // With nobody left to tell, there is nothing more to do.
    anstream::stderr()
        .lock()
        .write_all(text.as_bytes())
        .unwrap_or_default();
}

/// A closed pipe means that the reader has seen enough; anything else is an error.
fn written(result: io::Result<()>) -> Result<(), Notice> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Notice::error(
            format!("未能输出：{error}"),
            format!("cannot write the output: {error}"),
        )),
        _ => Ok(()),
    }
}

/// The language of the first of the variables that is set and names one that we have.
fn default_lang(variables: [Option<String>; 3]) -> Lang {
    let set = variables
        .into_iter()
        .flatten()
        .find(|value| !value.is_empty());
    match set {
        Some(name) if name.starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}

/// Lines longer than this are hard to read, however wide the terminal.
const WIDEST: usize = 100;
/// Below this wrapping does more harm than good.
const NARROWEST: usize = 40;
/// Without a terminal there is nothing to ask.
const USUAL: usize = 80;

fn width() -> usize {
    let asked = env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let measured = || {
        let stdout = io::stdout();
        let (columns, _) = stdout
            .is_terminal()
            .then(|| terminal_size::terminal_size_of(stdout))??;
        Some(usize::from(columns.0))
    };
    asked
        .or_else(measured)
        .unwrap_or(USUAL)
        .clamp(NARROWEST, WIDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_unless_the_system_speaks_english() {
        let lang = |set: [&str; 3]| {
            default_lang(set.map(|value| (!value.is_empty()).then(|| value.to_owned())))
        };
        assert_eq!(lang(["", "", ""]), Lang::Zh);
        assert_eq!(lang(["", "", "C.UTF-8"]), Lang::Zh);
        assert_eq!(lang(["", "", "en_US.UTF-8"]), Lang::En);
        assert_eq!(lang(["zh_CN.UTF-8", "", "en_US.UTF-8"]), Lang::Zh);
    }
}
