//! Every rule that is checked has its text, an example that breaks it and one that keeps it; the
//! rules that wait are named here, so that none is forgotten.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gouji::document::Document;
use gouji::model::Accounts;
use gouji::relation::{Outcome, RuleCode, decide};
use gouji::rules::{self, Context, Level, Statement};

/// G061 is the cause of a broken G060.
const WAITING: [u16; 1] = [61];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rules")
}

fn checked() -> BTreeSet<RuleCode> {
    rules::all().iter().map(|rule| rule.code()).collect()
}

fn read(path: &Path) -> Accounts {
    let document = Document::parse(std::fs::read(path).unwrap()).unwrap();
    Accounts::read(&document).unwrap()
}

/// The examples of a rule by kind: `bad`, `good`, `asked`.
fn examples(code: RuleCode) -> BTreeMap<String, Vec<PathBuf>> {
    let mut examples: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    let folder = std::fs::read_dir(fixtures().join(code.to_string()));
    for entry in folder.into_iter().flatten() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let kind = stem.split('-').next().unwrap().to_owned();
        examples.entry(kind).or_default().push(path);
    }
    examples
}

/// What all parts of a rule raise on an example, and how much of it holds.
fn verdict(code: RuleCode, path: &Path) -> (Vec<Level>, usize) {
    let accounts = read(path);
    let previous = path.with_file_name("previous.json");
    let previous = previous.exists().then(|| read(&previous));
    let context = Context {
        previous: previous.as_ref(),
        ..Context::new(&accounts)
    };
    let (mut raised, mut held) = (Vec::new(), 0);
    for rule in rules::all().iter().filter(|rule| rule.code() == code) {
        for said in rules::state(*rule, &context).all {
            match &said.statement {
                Statement::Fine => held += 1,
                Statement::Flaw(_) => raised.push(said.level),
                Statement::NotChecked(_) => {}
                Statement::Relation(relation) => match decide(relation) {
                    Outcome::Holds | Outcome::WithinRounding(_) => held += 1,
                    Outcome::Broken(_) => raised.push(said.level),
                    Outcome::NotChecked(_) => {}
                },
            }
        }
    }
    (raised, held)
}

#[test]
fn every_rule_of_the_standard_is_checked_or_waits_by_name() {
    let checked = checked();
    let waiting: BTreeSet<RuleCode> = WAITING.map(RuleCode::standard).into();
    for info in rules::rule_infos() {
        let code = info.code();
        assert_ne!(checked.contains(&code), waiting.contains(&code), "{code}");
    }
    assert_eq!(checked.len() + waiting.len(), rules::rule_infos().len());
}

#[test]
fn every_rule_is_raised_by_its_bad_example_and_silent_on_its_good_one() {
    let mut wrong = Vec::new();
    for code in checked() {
        let examples = examples(code);
        for kind in ["bad", "good"] {
            if !examples.contains_key(kind) {
                wrong.push(format!("{code} has no {kind} example"));
            }
        }
        for (kind, paths) in &examples {
            for path in paths {
                let (raised, held) = verdict(code, path);
                let fits = match kind.as_str() {
                    "bad" => !raised.is_empty(),
                    "good" => raised.is_empty() && held > 0,
                    "asked" => raised.iter().all(|level| *level >= Level::Question),
                    "previous" => true,
                    _ => false,
                };
                if !fits {
                    let name = path.display();
                    wrong.push(format!("{name}: raises {raised:?}, {held} hold"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_example_is_of_a_rule_that_is_not_checked() {
    let known: BTreeSet<String> = checked().iter().map(ToString::to_string).collect();
    for entry in std::fs::read_dir(fixtures()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(known.contains(&name), "{name}");
    }
}

#[test]
fn no_inferred_column_raises_more_than_a_question() {
    let mut seen = BTreeSet::new();
    for code in checked() {
        for path in examples(code).into_values().flatten() {
            let accounts = read(&path);
            let context = Context::new(&accounts);
            let stated = rules::all()
                .iter()
                .flat_map(|rule| rules::state(*rule, &context).all);
            for said in stated {
                let places: Vec<_> = match &said.statement {
                    Statement::Relation(relation) => relation.places().collect(),
                    Statement::Flaw(flaw) if !flaw.of_table => flaw.places.clone(),
                    _ => continue,
                };
                if places.iter().any(|place| accounts.is_inferred(*place)) {
                    seen.insert(said.rule);
                    let name = path.display();
                    assert!(said.level >= Level::Question, "{} {name}", said.rule);
                }
            }
        }
    }
    // Formulas and code alike.
    for code in [18, 89] {
        assert!(seen.contains(&RuleCode::standard(code)), "G{code:03}");
    }
}
