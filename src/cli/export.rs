//! `gouji export FILE --format json|csv|md -o OUT`.

use std::borrow::Cow;
use std::path::Path;

use crate::export::{Reviewed, findings_csv, memo};
use crate::file::{self, Overwrite};
use crate::model::Lang;
use crate::review;
use crate::rules::{Book, Context};

use super::args::{ExportArgs, ExportFormat};
use super::input::{self, Input, STANDARD};
use super::notice::shown;
use super::output::{self, Output};
use super::{Exit, Notice};

/// Writes one of the formats. The exit code says whether it was written, not what the review found.
pub(super) fn run(args: &ExportArgs, own: Option<&Book>, output: &Output) -> Result<Exit, Notice> {
    let input = input::read(&args.file)?;
    input::never_over_the_input(&args.file, &args.output)?;
    let bytes = bytes(&input, own, args.format, output.lang);
    if args.output == Path::new(STANDARD) {
        output::write(&bytes)?;
        return Ok(Exit::Fine);
    }
    file::write_new(&args.output, &bytes, Overwrite::Confirmed)?;
    let file = shown(&args.output);
    output::print(&match output.lang {
        Lang::Zh => format!("已写到 {file}\n"),
        Lang::En => format!("Written to {file}\n"),
    })?;
    Ok(Exit::Fine)
}

fn bytes<'a>(
    input: &'a Input,
    own: Option<&Book>,
    format: ExportFormat,
    lang: Lang,
) -> Cow<'a, [u8]> {
    if format == ExportFormat::Json {
        return input.document.bytes();
    }
    let review = review::check(&Context {
        own,
        ..Context::new(&input.accounts)
    });
    let reviewed = Reviewed {
        file: &input.file,
        document: &input.document,
        accounts: &input.accounts,
        review: &review,
    };
    let text = match format {
        ExportFormat::Md => memo(&reviewed, lang),
        ExportFormat::Csv | ExportFormat::Json => findings_csv(&reviewed, lang),
    };
    Cow::Owned(text.into_bytes())
}
