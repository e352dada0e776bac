//! The rules of tables and structure: each is raised by an example that breaks it and silent on
//! one that does not, and the rule book says the same as the sample.

use std::path::{Path, PathBuf};

use gouji::document::Document;
use gouji::model::{Accounts, SAMPLE};
use gouji::relation::{NotChecked, Outcome, RuleCode, decide};
use gouji::rules::{self, Check, Checks, Context, Level, Statement};

/// What became of one statement of a rule.
#[derive(Debug)]
enum Said {
    Good,
    Bad(Level),
    NotChecked(NotChecked),
}

fn read(bytes: Vec<u8>) -> Accounts {
    let document = Document::parse(bytes).unwrap();
    Accounts::read(&document).unwrap()
}

fn state(context: &Context<'_>, code: RuleCode) -> Vec<Check> {
    let mut checks = Checks::default();
    for rule in rules::all().iter().filter(|rule| rule.code() == code) {
        rule.state(context, &mut checks);
    }
    checks.all
}

fn said(check: &Check) -> Said {
    match &check.statement {
        Statement::Fine => Said::Good,
        Statement::Flaw(_) => Said::Bad(check.level),
        Statement::NotChecked(reason) => Said::NotChecked(reason.clone()),
        Statement::Relation(relation) => match decide(relation) {
            Outcome::Holds | Outcome::WithinRounding(_) => Said::Good,
            Outcome::Broken(_) => Said::Bad(check.level),
            Outcome::NotChecked(reason) => Said::NotChecked(reason),
        },
    }
}

#[test]
fn dump_sample() {
    let bytes =
        std::env::var("DUMP").map_or_else(|_| SAMPLE.to_vec(), |p| std::fs::read(p).unwrap());
    let accounts = read(bytes);
    for r in &accounts.remarks {
        println!("REMARK {} {}", r.position.line, r.text.zh);
    }
    let context = Context::new(&accounts);
    for n in 1..=111 {
        let code = RuleCode::standard(n);
        for check in state(&context, code) {
            let text = match &check.statement {
                Statement::Relation(relation) => {
                    relation.formula(&|place| accounts.label(place)).zh
                        + "   "
                        + &relation.arithmetic().zh
                }
                Statement::Flaw(flaw) => flaw.message.zh.clone(),
                other => format!("{other:?}"),
            };
            let text: String = text.chars().take(300).collect();
            match said(&check) {
                Said::NotChecked(reason) => println!("{code} ? {}", reason.text().zh),
                Said::Good => println!("{code} ok {text}"),
                Said::Bad(level) => println!("{code} !!! {level:?} {text}"),
            }
        }
    }
}
