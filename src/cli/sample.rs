//! `gouji sample [FILE]`: writes the embedded sample.

use crate::model::SAMPLE;

use super::args::SampleArgs;
use super::notice::shown;
use super::output::Output;
use super::{Exit, Notice, input};

/// Writes the sample to a file, or to standard output.
pub(super) fn run(args: &SampleArgs, output: &Output) -> Result<Exit, Notice> {
    let Some(path) = &args.file else {
        output.write(SAMPLE)?;
        return Ok(Exit::Fine);
    };
    let file = shown(path);
    if path.exists() && !args.force {
        return Err(Notice::error(
            format!("没有写出样例：{file} 已存在"),
            format!("the sample was not written: {file} exists"),
        )
        .hint("要覆盖它，加 --force", "add --force to replace it"));
    }
    input::write(path, SAMPLE)?;
    let written = match output.lang {
        crate::model::Lang::Zh => format!("样例已写到 {file}；审核它：gouji check {file}\n"),
        crate::model::Lang::En => {
            format!("The sample was written to {file}; review it: gouji check {file}\n")
        }
    };
    output.print(&written)?;
    Ok(Exit::Fine)
}
