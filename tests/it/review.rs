//! Reviews of whole accounts: findings, their order, explanations, previews and re-checks.

use gouji::document::Document;
use gouji::model::{Accounts, SAMPLE};
use gouji::review::check;
use gouji::rules::Context;

#[test]
fn dump() {
    let document = Document::parse(SAMPLE.to_vec()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    let review = check(&Context::new(&accounts));
    println!(
        "{:?} {:?} {:?}",
        review.ledger,
        review.counts(),
        review.verdict()
    );
    for finding in &review.findings {
        println!(
            "{} {} {} {}\n   {}\n   {:?}\n   cause {:?}\n   because {:?}",
            finding.rule,
            finding.level.key(),
            finding.fingerprint,
            finding.message.zh,
            finding.message.en,
            finding
                .shown
                .iter()
                .map(|s| format!("{}={}", s.label.zh, s.text.zh))
                .collect::<Vec<_>>(),
            finding.cause.as_ref().map(|c| (c.key(), c.text().zh)),
            finding.because_of,
        );
        for fix in &finding.fixes {
            println!(
                "   fix {} {} {:?}",
                fix.certainty.key(),
                fix.title.zh,
                fix.edits.iter().map(|e| &e.text).collect::<Vec<_>>()
            );
        }
    }
}
#[test]
fn empty_dump() {
    let document = Document::parse(b"{\"format\": \"gouji-accounts/1\"}".to_vec()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    let review = check(&Context::new(&accounts));
    for d in &review.decided {
        if !matches!(d.outcome, gouji::relation::Outcome::NotChecked(_)) {
            println!("{d:?}");
        }
    }
}
