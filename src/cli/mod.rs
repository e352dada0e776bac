//! The command line twin of the window: one file a command.
//!
//! Commands read, ask the layers below and print; what they print about a review comes from the
//! same [`Review`] that the window draws. Opening the window is left to the
//! caller of [`run`], because this layer knows no window.

mod args;
mod check;
mod export;
mod fix;
mod import;
mod input;
mod notice;
mod output;
mod own;
mod report;
mod rule;
mod sample;
mod style;
mod window;
mod wrap;

pub use notice::{Notice, NoticeLevel};

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;

use crate::model::{Lang, Text};
use crate::review::Review;
use args::{Cli, Command};
use output::Output;

/// How a command ended; the numbers are documented and stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Nothing must be corrected.
    Fine = 0,
    /// Something must be corrected.
    ToCorrect = 1,
    /// Something could not be read or done.
    Failed = 2,
}

/// What a review means for the exit code.
fn exit_of(review: &Review) -> Exit {
    if review.counts().errors > 0 {
        Exit::ToCorrect
    } else {
        Exit::Fine
    }
}

/// Opens the window; gives the reason if it cannot.
pub type OpenWindow = fn(Opening) -> Result<(), Text>;

/// What the window is to open with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// Accounts.
    pub files: Vec<PathBuf>,
    /// Files of the user's own rules; those of the last run where there are none.
    pub rules: Vec<PathBuf>,
    /// The language, if one was asked for.
    pub lang: Option<Lang>,
}

/// Runs the program with the arguments of the process; the first is its own name.
pub fn run(args: impl IntoIterator<Item = OsString>, open_window: OpenWindow) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return ExitCode::from(misused(&error) as u8),
    };
    let asked = cli.lang.map(Lang::from);
    let output = Output::new(asked);
    // Rule files may stand before the command and behind it.
    let own = |behind: &args::OwnRules| {
        let all: Vec<PathBuf> = cli.own.files.iter().chain(&behind.files).cloned().collect();
        own::read(&all, &output)
    };
    let done = match &cli.command {
        None => {
            let opening = Opening {
                files: cli.files,
                rules: cli.own.files,
                lang: asked,
            };
            window::run(opening, open_window).map(|()| Exit::Fine)
        }
        Some(Command::Check(args)) => {
            own(&args.own).and_then(|own| check::run(args, own.as_ref(), &output))
        }
        Some(Command::Rule(args)) => {
            own(&args.own).and_then(|own| rule::run(args, own.as_ref(), &output))
        }
        Some(Command::Fix(args)) => {
            own(&args.own).and_then(|own| fix::run(args, own.as_ref(), &output))
        }
        Some(Command::Import(args)) => import::run(args, &output),
        Some(Command::Sample(args)) => sample::run(args, &output),
        Some(Command::Export(args)) => {
            own(&args.own).and_then(|own| export::run(args, own.as_ref(), &output))
        }
    };
    let exit = done.unwrap_or_else(|notice| {
        output.notice(&notice);
        Exit::Failed
    });
    ExitCode::from(exit as u8)
}

/// Help and version are printed as asked; a wrong command line is explained in both languages.
fn misused(error: &clap::Error) -> Exit {
    let zh = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A closed pipe: the reader has seen enough.
            error.print().unwrap_or_default();
            return Exit::Fine;
        }
        ErrorKind::MissingRequiredArgument => "缺少必需的参数",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "参数的值不对",
        ErrorKind::ArgumentConflict => "这些参数不能一起使用",
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => "不认识的参数",
        _ => "命令的写法不对",
    };
    Output::new(None).notice(&Notice::error(
        format!("{zh}，详情如下"),
        "the command is not understood, see below",
    ));
    error.print().unwrap_or_default();
    Exit::Failed
}
