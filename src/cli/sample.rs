//! `gouji sample [FILE]`: writes the embedded sample.

use crate::file::{self, Overwrite, SaveError};
use crate::model::{Lang, SAMPLE};

use super::args::SampleArgs;
use super::notice::shown;
use super::output::{self, Output};
use super::{Exit, Notice};

/// Writes the sample to a file, or to standard output.
pub(super) fn run(args: &SampleArgs, output: &Output) -> Result<Exit, Notice> {
    let Some(path) = &args.file else {
        output::write(SAMPLE)?;
        return Ok(Exit::Fine);
    };
    let overwrite = if args.force {
        Overwrite::Confirmed
    } else {
        Overwrite::Refuse
    };
    file::write_new(path, SAMPLE, overwrite).map_err(|error| match error {
        SaveError::Exists(_) => {
            Notice::from(error).hint("要覆盖它，加 --force", "add --force to replace it")
        }
        error => error.into(),
    })?;
    let file = shown(path);
    let written = match output.lang {
        Lang::Zh => format!("样例已写到 {file}；审核它：gouji check {file}\n"),
        Lang::En => {
            format!("The sample was written to {file}; review it: gouji check {file}\n")
        }
    };
    output::print(&written)?;
    Ok(Exit::Fine)
}
