//! `gouji fix`: applies the safe fixes, one after the other, and says what is left.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::Document;
use crate::file::{self, Overwrite, Stamped, Store};
use crate::model::{Accounts, Text};
use crate::origin::{Files, Now, Origin, Part, beside, is_written_as, refused_name};
use crate::review::{self, Review};
use crate::rules::{Book, Certainty, Context, Finding, Fix, Level};

use super::args::FixArgs;
use super::input::{self, Input, STANDARD};
use super::output::{self, Output};
use super::{Exit, Notice, report};

/// More safe fixes than any real file has; the bound keeps two fixes that undo each other from
/// going on for ever.
const MOST_FIXES: usize = 1000;

/// Applies what is safe and writes the result.
pub(super) fn run(args: &FixArgs, own: Option<&Book>, output: &Output) -> Result<Exit, Notice> {
    // Asked here and not by the parser, which could neither say it in Chinese nor name the ways out.
    if args.output.is_none() && !args.in_place && !args.dry_run {
        return Err(nowhere_to_write());
    }
    let input = input::read(&args.files)?;
    if let Some(out) = &args.output {
        input::never_over_the_input(&args.files, out).map_err(|notice| {
            notice.hint(
                "确要改原文件，用 --in-place",
                "to change the file itself, use --in-place",
            )
        })?;
    }
    let origin = input.origin.clone();
    let fixed = fix_all(input, own);
    let report = report::fixes(&fixed, args.dry_run, output);
    match &args.output {
        _ if args.dry_run => output::print(&report)?,
        Some(out) if out == Path::new(STANDARD) => {
            output::print_aside(&report);
            output::write(&fixed.document.bytes())?;
        }
        Some(out) => {
            let written = elsewhere(out, &origin, &fixed)?;
            for (path, _) in &written {
                input::never_over_the_input(&args.files, path)?;
            }
            output::print(&report)?;
            for (path, bytes) in &written {
                file::write_new(path, bytes, Overwrite::Confirmed)?;
                output.written(path)?;
            }
            if let Some(files) = set_written_as(out, &origin) {
                said(files.written_anew(Part::All), output)?;
                said(files.formulas_replaced(fixed.now())?, output)?;
                said(files.left_out(&fixed.accounts), output)?;
            }
        }
        // Nothing to change in the file itself means nothing to write to it.
        None if fixed.done.is_empty() => output::print(&report)?,
        None => {
            let files = in_place(&origin, &fixed)?;
            output::print(&report)?;
            let store = Store::of_user().map_err(|error| {
                let (zh, en) = error.message();
                Notice::error(zh, en)
            })?;
            // One that cannot be replaced must not leave the others written without it.
            for (Stamped { path, stamp }, _) in &files {
                file::look_before_saving(stamp, path)?;
            }
            for (Stamped { path, stamp }, bytes) in files {
                file::save(&store, &stamp, &path, &bytes)?;
                output.written(&path)?;
            }
            if let Some(set) = origin.set() {
                said(set.formulas_replaced(fixed.now())?, output)?;
                said(set.left_out(&fixed.accounts), output)?;
            }
        }
    }
    Ok(super::exit_of(&fixed.review))
}

/// Says what a written file does not keep of the old one.
fn said(what: Option<Text>, output: &Output) -> Result<(), Notice> {
    what.map_or(Ok(()), |text| {
        output::print(&format!("{}\n", text.get(output.lang)))
    })
}

/// The set of files that is written to a name as it is; as JSON a set is written whole.
fn set_written_as<'a>(out: &Path, origin: &'a Origin) -> Option<&'a Files> {
    let set = origin.set();
    set.filter(|files| is_written_as(out, Part::All, files))
}

/// What is written to a name, which says by its ending as what; several files each beside it.
fn elsewhere(
    out: &Path,
    origin: &Origin,
    fixed: &Fixed,
) -> Result<Vec<(PathBuf, Vec<u8>)>, Notice> {
    if let Some(Text { zh, en }) = refused_name(out, origin) {
        return Err(Notice::error(zh, en));
    }
    match set_written_as(out, origin) {
        Some(files) => {
            let copies = files.copies(Part::All, fixed.now())?;
            let paths = beside(out, Part::All, files);
            Ok(paths.into_iter().zip(copies).collect())
        }
        None => Ok(vec![(
            out.to_path_buf(),
            fixed.document.bytes().into_owned(),
        )]),
    }
}

/// The files that are to be replaced, with their new bytes.
fn in_place(origin: &Origin, fixed: &Fixed) -> Result<Vec<(Stamped, Vec<u8>)>, Notice> {
    match origin {
        Origin::Nowhere => Ok(Vec::new()),
        Origin::Json(json) => Ok(vec![(json.clone(), fixed.document.bytes().into_owned())]),
        Origin::Files(set) => {
            let replaced = set.in_place(fixed.now())?.into_iter();
            let files = replaced.map(|(index, bytes)| (set.all()[index].file().clone(), bytes));
            Ok(files.collect())
        }
    }
}

/// Said in both languages at once, like every other command line that cannot be run.
fn nowhere_to_write() -> Notice {
    let both = |zh: &str, en: &str| format!("{zh} · {en}");
    let text = both(
        "没有说明改后写到哪里",
        "nothing says where to write the result",
    );
    [
        both("-o OUT 写成另一个文件", "-o OUT writes another file"),
        both(
            "--in-place 直接改原文件",
            "--in-place changes the file itself",
        ),
        both(
            "--dry-run 只看会改什么",
            "--dry-run only says what would change",
        ),
    ]
    .into_iter()
    .fold(Notice::error(text.clone(), text), |notice, hint| {
        notice.hint(hint.clone(), hint)
    })
}

/// What applying the safe fixes came to.
#[derive(Debug)]
pub(super) struct Fixed {
    /// The file with the fixes.
    pub(super) document: Document,
    /// What it says now.
    pub(super) accounts: Arc<Accounts>,
    /// What is left.
    pub(super) review: Review,
    /// What was done, in order.
    pub(super) done: Vec<DoneFix>,
    /// Safe fixes that were not made, because they would have broken something else.
    pub(super) refused: Vec<(Finding, Text)>,
}

impl Fixed {
    fn now(&self) -> Now<'_> {
        Now {
            document: &self.document,
            accounts: &self.accounts,
        }
    }
}

/// A fix that was made.
#[derive(Debug)]
pub(super) struct DoneFix {
    /// The finding that it resolved.
    pub(super) finding: Finding,
    /// What it did.
    pub(super) title: Text,
    /// The cells: label, what stood there, what stands there now.
    pub(super) cells: Vec<(Text, String, String)>,
}

fn fix_all(input: Input, own: Option<&Book>) -> Fixed {
    let review = check(&input.accounts, own);
    let mut fixed = Fixed {
        document: input.document,
        accounts: input.accounts,
        review,
        done: Vec::new(),
        refused: Vec::new(),
    };
    for _ in 0..MOST_FIXES {
        let Some((finding, fix)) = next(&fixed) else {
            break;
        };
        if let Err(reason) = apply(&mut fixed, &finding, &fix, own) {
            fixed.refused.push((finding, reason));
        }
    }
    fixed
}

fn check(accounts: &Accounts, own: Option<&Book>) -> Review {
    review::check(&Context {
        own,
        ..Context::new(accounts)
    })
}

/// The first open finding with a safe fix that was not refused.
fn next(fixed: &Fixed) -> Option<(Finding, Fix)> {
    let refused = |finding: &Finding| {
        fixed
            .refused
            .iter()
            .any(|(other, _)| other.fingerprint == finding.fingerprint)
    };
    let mut open = fixed.review.open().map(|(_, finding)| finding);
    open.find_map(|finding| {
        let safe = |fix: &&Fix| fix.certainty == Certainty::Safe && !fix.edits.is_empty();
        let fix = finding.fixes.iter().find(safe)?;
        (!refused(finding)).then(|| (finding.clone(), fix.clone()))
    })
}

/// Makes a fix if it resolves its finding and breaks nothing.
fn apply(fixed: &mut Fixed, finding: &Finding, fix: &Fix, own: Option<&Book>) -> Result<(), Text> {
    let changed = review::apply(&fixed.document, &fixed.accounts, &fix.edits)
        .map_err(|error| Text::same(error.to_string()))?;
    let accounts = Accounts::read(&changed).map_err(|error| error.text())?;
    let review = check(&accounts, own);
    let known = |review: &Review, finding: &Finding| {
        review
            .findings
            .iter()
            .any(|other| other.fingerprint == finding.fingerprint)
    };
    if known(&review, finding) {
        return Err(Text::new("改后问题仍在", "the finding would stay"));
    }
    let mut worse = review
        .findings
        .iter()
        .filter(|finding| finding.level < Level::Note && !known(&fixed.review, finding));
    if let Some(new) = worse.next() {
        let message = &new.message;
        return Err(Text::new(
            format!("会引起新的问题：{} {}", new.rule, message.zh),
            format!("it would break something else: {} {}", new.rule, message.en),
        ));
    }
    let cells = fix.edits.iter().map(|edit| {
        (
            fixed.accounts.label(edit.place),
            fixed.accounts.printed(edit.place),
            accounts.printed(edit.place),
        )
    });
    fixed.done.push(DoneFix {
        finding: finding.clone(),
        title: fix.title.clone(),
        cells: cells.collect(),
    });
    fixed.document = changed;
    fixed.accounts = Arc::new(accounts);
    fixed.review = review;
    Ok(())
}
