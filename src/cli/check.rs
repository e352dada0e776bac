//! `gouji check`: reviews accounts and prints the result.

use crate::export::{Reviewed, Unread, report_json};
use crate::model::{Accounts, Lang, normal_name};
use crate::review::{self, Review};
use crate::rules::Context;

use super::args::{CheckArgs, CheckFormat};
use super::input::{self, Input, Unreadable};
use super::output::{self, Output};
use super::report;
use super::{Exit, Notice};

/// Reviews everything that is named. What cannot be read is said, and the rest is still reviewed.
pub(super) fn run(args: &CheckArgs, output: &Output) -> Result<Exit, Notice> {
    if matches!(args.format, CheckFormat::Ndjson | CheckFormat::Sarif) {
        return Err(Notice::error(
            "这一版还不能输出 ndjson 和 sarif",
            "this version cannot print ndjson or sarif yet",
        )
        .hint("请用 --format json", "use --format json"));
    }
    let (mut inputs, unreadable) = input::read_all(&args.paths);
    // The order in which files are named or lie in a folder changes nothing in the report.
    inputs.sort_by(|a, b| order(a).cmp(&order(b)));
    let reviews: Vec<Review> = (0..inputs.len())
        .map(|index| review_with_previous(&inputs, index))
        .collect();
    let reviewed: Vec<Reviewed<'_>> = inputs
        .iter()
        .zip(&reviews)
        .map(|(input, review)| Reviewed {
            file: &input.file,
            document: &input.document,
            accounts: &input.accounts,
            review,
        })
        .collect();
    if args.format == CheckFormat::Json {
        let unread = unread(&unreadable, output.lang);
        output::print(&report_json(&reviewed, &unread, output.lang))?;
    } else {
        for unreadable in &unreadable {
            output.notice(&unreadable.notice);
        }
        let files: Vec<&str> = unreadable.iter().map(|u| u.file.as_str()).collect();
        output::print(&report::text(&reviewed, &files, output))?;
    }
    Ok(exit(&reviews, &unreadable))
}

fn order(input: &Input) -> (Option<&str>, Option<u16>, &str) {
    let accounts = &input.accounts;
    (
        accounts.department.as_deref(),
        accounts.year,
        input.file.as_str(),
    )
}

/// Checks one file beside the same department's accounts of the year before, if they were named
/// too.
fn review_with_previous(inputs: &[Input], index: usize) -> Review {
    let accounts = &inputs[index].accounts;
    let is_previous = |other: &&Input| is_year_before(&other.accounts, accounts);
    let mut previous = inputs.iter().filter(is_previous);
    // Two files of one year may say different things; neither is taken for the truth.
    let previous = match (previous.next(), previous.next()) {
        (Some(previous), None) => Some(&previous.accounts),
        _ => None,
    };
    review::check(&Context { accounts, previous })
}

fn is_year_before(previous: &Accounts, accounts: &Accounts) -> bool {
    let department = |accounts: &Accounts| accounts.department.as_deref().map(normal_name);
    previous.year.is_some()
        && previous.year.map(|year| year + 1) == accounts.year
        && accounts.department.is_some()
        && department(previous) == department(accounts)
}

fn unread(unreadable: &[Unreadable], lang: Lang) -> Vec<Unread> {
    unreadable
        .iter()
        .map(|unreadable| Unread {
            file: unreadable.file.clone(),
            message: unreadable.notice.text.get(lang).to_owned(),
        })
        .collect()
}

fn exit(reviews: &[Review], unreadable: &[Unreadable]) -> Exit {
    if !unreadable.is_empty() {
        return Exit::Failed;
    }
    reviews
        .iter()
        .map(super::exit_of)
        .max()
        .unwrap_or(Exit::Fine)
}
