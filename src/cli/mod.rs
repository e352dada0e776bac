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

/// Opens the window on files, in a language if one was asked for; gives the reason if it cannot.
pub type OpenWindow = fn(Vec<PathBuf>, Option<Lang>) -> Result<(), Text>;

/// Runs the program with the arguments of the process; the first is its own name.
pub fn run(args: impl IntoIterator<Item = OsString>, open_window: OpenWindow) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return ExitCode::from(misused(&error) as u8),
    };
    let asked = cli.lang.map(Lang::from);
    let output = Output::new(asked);
    let done = match cli.command {
        None => window::run(cli.files, asked, open_window).map(|()| Exit::Fine),
        Some(Command::Check(args)) => check::run(&args, &output),
        Some(Command::Rule(args)) => rule::run(&args, &output),
        Some(Command::Fix(args)) => fix::run(&args, &output),
        Some(Command::Import(args)) => import::run(&args, &output),
        Some(Command::Sample(args)) => sample::run(&args, &output),
        Some(Command::Export(args)) => export::run(&args, &output),
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
