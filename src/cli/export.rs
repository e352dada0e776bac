//! `gouji export FILE… --format json|csv|md|text|findings-xlsx|tables-xlsx -o OUT`.

use std::borrow::Cow;
use std::path::Path;

use crate::export::{
    Reviewed, WorkbookNotWritten, findings_csv, findings_workbook, memo, tables_workbook,
    text_as_stated,
};
use crate::file::{self, Overwrite};
use crate::model::{Lang, Text};
use crate::origin::{Now, Part, another_ending, is_written_as};
use crate::review;
use crate::rules::{Book, Context};

use super::args::{ExportArgs, ExportFormat};
use super::input::{self, Input, STANDARD};
use super::output::{self, Output};
use super::{Exit, Notice};

/// Writes one of the formats. The exit code says whether it was written, not what the review found.
pub(super) fn run(args: &ExportArgs, own: Option<&Book>, output: &Output) -> Result<Exit, Notice> {
    let input = input::read(&args.files)?;
    input::never_over_the_input(&args.files, &args.output)?;
    let bytes = if args.format == ExportFormat::Text {
        text(&input, &args.output)?.into()
    } else {
        let bytes = bytes(&input, own, args.format, output.lang);
        bytes.map_err(|error| {
            let Text { zh, en } = error.text();
            Notice::error(zh, en)
        })?
    };
    if args.output == Path::new(STANDARD) {
        output::write(&bytes)?;
        return Ok(Exit::Fine);
    }
    file::write_new(&args.output, &bytes, Overwrite::Confirmed)?;
    output.written(&args.output)?;
    Ok(Exit::Fine)
}

/// The text as the accounts have it now, in the kind of file that it was read out of.
fn text(input: &Input, output: &Path) -> Result<Vec<u8>, Notice> {
    let set = input.origin.set();
    if let Some(files) = set.filter(|files| files.part(Part::Text).next().is_some()) {
        if output != Path::new(STANDARD) && !is_written_as(output, Part::Text, files) {
            let Text { zh, en } = another_ending(output, Part::Text, files);
            return Err(Notice::error(zh, en));
        }
        let now = Now {
            document: &input.document,
            accounts: &input.accounts,
        };
        return Ok(files.copies(Part::Text, now)?.pop().unwrap_or_default());
    }
    let text = text_as_stated(&input.accounts);
    text.map(String::into_bytes).ok_or_else(|| {
        Notice::error(
            format!("没有正文可以导出：{}", input.file),
            format!("there is no text to export: {}", input.file),
        )
    })
}

fn bytes<'a>(
    input: &'a Input,
    own: Option<&Book>,
    format: ExportFormat,
    lang: Lang,
) -> Result<Cow<'a, [u8]>, WorkbookNotWritten> {
    // What needs no review is written without one.
    match format {
        ExportFormat::Json => return Ok(input.document.bytes()),
        ExportFormat::TablesXlsx => return Ok(tables_workbook(&input.accounts, lang)?.into()),
        ExportFormat::Csv | ExportFormat::Md | ExportFormat::Text | ExportFormat::FindingsXlsx => {}
    }
    let review = review::check(&Context {
        own,
        ..Context::new(&input.accounts)
    });
    let reviewed = Reviewed {
        file: &input.file,
        files: &input.files,
        document: &input.document,
        accounts: &input.accounts,
        review: &review,
    };
    Ok(Cow::Owned(match format {
        ExportFormat::Md => memo(&reviewed, lang).into_bytes(),
        ExportFormat::FindingsXlsx => findings_workbook(&reviewed, lang)?,
        _ => findings_csv(&reviewed, lang).into_bytes(),
    }))
}
