//! `gouji check`: reviews accounts and prints the result.
//!
//! Reviews are made and printed one after the other, so that a folder of ten thousand departments
//! takes little more memory than one.

use crate::export::{ReportJson, Reviewed, Unread};
use crate::model::normal_name;
use crate::review;
use crate::rules::{Book, Context};

use super::args::{CheckArgs, CheckFormat};
use super::input::{self, All, Named, Unreadable};
use super::output::{self, Output};
use super::report::Report;
use super::{Exit, Notice};

/// Reviews everything that is named. What cannot be read is said, and the rest is still reviewed.
pub(super) fn run(args: &CheckArgs, own: Option<&Book>, output: &Output) -> Result<Exit, Notice> {
    let mut printer = Printer::new(args.format, output)?;
    let All {
        mut named,
        unreadable,
        passed_over,
        ..
    } = input::name_all(&args.paths);
    for notice in passed_over {
        output.notice(&notice);
    }
    for unreadable in unreadable {
        printer.unreadable(unreadable);
    }
    // The order in which files are named or lie in a folder changes nothing in the report.
    named.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut exit = Exit::Fine;
    for one in &named {
        exit = exit.max(check_one(one, &named, own, &mut printer)?);
    }
    exit = exit.max(printer.end()?);
    Ok(exit)
}

fn order(named: &Named) -> (Option<&str>, Option<u16>, &str) {
    (named.department.as_deref(), named.year, &named.file)
}

/// Reviews one file beside the same department's accounts of the year before, if they were named
/// too.
fn check_one(
    one: &Named,
    all: &[Named],
    own: Option<&Book>,
    printer: &mut Printer<'_>,
) -> Result<Exit, Notice> {
    let input = match one.input() {
        Ok(input) => input,
        Err(unreadable) => {
            printer.unreadable(unreadable);
            return Ok(Exit::Failed);
        }
    };
    // Accounts of last year that cannot be read any more are missing, and are said to be.
    let previous = year_before(one, all).and_then(|previous| previous.input().ok());
    let review = review::check(&Context {
        accounts: &input.accounts,
        previous: previous.as_ref().map(|previous| &*previous.accounts),
        own,
    });
    printer.review(&Reviewed {
        file: &input.file,
        files: &input.files,
        document: &input.document,
        accounts: &input.accounts,
        review: &review,
    })?;
    Ok(super::exit_of(&review))
}

/// The one file of the year before. Two may say different things; neither is taken for the truth.
fn year_before<'a>(one: &Named, all: &'a [Named]) -> Option<&'a Named> {
    let department = normal_name(one.department.as_deref()?);
    let year = one.year?.checked_sub(1);
    let mut found = all.iter().filter(|other| {
        let same = |other: &str| normal_name(other) == department;
        other.year == year && other.department.as_deref().is_some_and(same)
    });
    match (found.next(), found.next()) {
        (Some(previous), None) => Some(previous),
        _ => None,
    }
}

/// Prints reviews as they come.
struct Printer<'a> {
    output: &'a Output,
    format: Format<'a>,
    unread: Vec<Unread>,
}

enum Format<'a> {
    Text(Report<'a>),
    Json(ReportJson),
}

impl<'a> Printer<'a> {
    fn new(format: CheckFormat, output: &'a Output) -> Result<Self, Notice> {
        let format = match format {
            CheckFormat::Text => Format::Text(Report::new(output)),
            CheckFormat::Json => Format::Json(ReportJson::new(output.lang)),
            CheckFormat::Ndjson | CheckFormat::Sarif => {
                return Err(Notice::error(
                    "这一版还不能输出 ndjson 和 sarif",
                    "this version cannot print ndjson or sarif yet",
                )
                .hint("请用 --format json", "use --format json"));
            }
        };
        Ok(Self {
            output,
            format,
            unread: Vec::new(),
        })
    }

    fn review(&mut self, reviewed: &Reviewed<'_>) -> Result<(), Notice> {
        output::print(&match &mut self.format {
            Format::Text(report) => report.review(reviewed),
            Format::Json(report) => report.review(reviewed),
        })
    }

    fn unreadable(&mut self, unreadable: Unreadable) {
        let Unreadable { file, notice } = unreadable;
        let message = notice.text.get(self.output.lang).to_owned();
        if let Format::Text(_) = self.format {
            self.output.notice(&notice);
        }
        self.unread.push(Unread { file, message });
    }

    fn end(self) -> Result<Exit, Notice> {
        output::print(&match self.format {
            Format::Text(report) => report.end(&self.unread),
            Format::Json(report) => report.end(&self.unread),
        })?;
        Ok(if self.unread.is_empty() {
            Exit::Fine
        } else {
            Exit::Failed
        })
    }
}
