//! `gouji import FILE… -o ACCOUNTS.json`: reads workbooks and a text into one JSON file, and says what was
//! read and what was not understood.

use std::path::Path;

use crate::file::{self, Overwrite, Progress};
use crate::model::RemarkKind;
use crate::origin::read_as_one;

use super::args::ImportArgs;
use super::input::{self, Input, STANDARD};
use super::output::{self, Output};
use super::{Exit, Notice, report};

/// Reads the files and writes what they say.
pub(super) fn run(args: &ImportArgs, output: &Output) -> Result<Exit, Notice> {
    let input = Input::from(read_as_one(&args.files, &Progress::default())?);
    input::never_over_the_input(&args.files, &args.output)?;
    let report = report::imported(&input, output);
    let bytes = input.document.bytes();
    if args.output == Path::new(STANDARD) {
        output::print_aside(&report);
        output::write(&bytes)?;
    } else {
        output::print(&report)?;
        file::write_new(&args.output, &bytes, Overwrite::Confirmed)?;
        output.written(&args.output)?;
    }
    let mut remarks = input.accounts.remarks.iter();
    Ok(
        if remarks.any(|remark| remark.kind == RemarkKind::NotUnderstood) {
            Exit::ToCorrect
        } else {
            Exit::Fine
        },
    )
}
