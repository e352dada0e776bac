//! The figures of published accounts: every number has a place, nothing is made up, and what is
//! right in them stays silent.

use gouji::model::{Lang, RemarkKind};
use gouji::review;
use gouji::rules::Context;

use super::import_of;
use crate::support::workbooks::{FIXTURES, workbook};

#[test]
fn print_all() {
    for name in FIXTURES {
        let books = [workbook(name)];
        let imported = import_of(&books);
        println!("=== {name} {:?}", imported.account_for(&books));
        for remark in &imported.accounts.remarks {
            println!(
                "  remark {:?} {} {}",
                remark.kind,
                remark.at.as_str(),
                remark.text.zh
            );
        }
        println!(
            "  edition {:?} {:?}",
            imported.accounts.edition.map(|e| &e.key),
            imported.accounts.edition_by
        );
        let review = review::check(&Context::new(&imported.accounts));
        println!("  {:?}", review.ledger);
        for finding in &review.findings {
            println!(
                "  {:?} {:?} {}",
                finding.rule, finding.level, finding.message.zh
            );
        }
        std::fs::write(format!("/tmp/{name}.import.json"), &imported.json).unwrap();
    }
    let _ = (Lang::Zh, RemarkKind::Note);
}
