//! The JSON Schema of the format: it takes what the program takes, and knows the same tables.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gouji::document::Document;
use gouji::model::{Accounts, Amount, Catalogue, Period, SAMPLE, is_blank};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn schema() -> Value {
    read(&root().join("assets/schema/gouji-accounts-1.schema.json"))
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).unwrap()
}

fn flaws(validator: &Validator, value: &Value) -> Vec<String> {
    validator
        .iter_errors(value)
        .map(|error| format!("{} {error}", error.instance_path()))
        .collect()
}

fn fixtures() -> Vec<PathBuf> {
    let folder = root().join("tests/fixtures/accounts");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    files.sort();
    files
}

#[test]
fn the_sample_the_minimal_example_and_all_fixtures_are_valid() {
    let validator = validator();
    let sample = serde_json::from_slice(SAMPLE).unwrap();
    assert_eq!(flaws(&validator, &sample), Vec::<String>::new());
    let minimal = root().join("assets/schema/minimal.json");
    let files = fixtures();
    assert!(!files.is_empty());
    for path in files.iter().chain([&minimal]) {
        let value = read(path);
        assert_eq!(flaws(&validator, &value), Vec::<String>::new(), "{path:?}");
    }
}

#[test]
fn the_minimal_example_and_all_fixtures_are_read_without_remarks() {
    let minimal = root().join("assets/schema/minimal.json");
    for path in fixtures().iter().chain([&minimal]) {
        let document = Document::parse(fs::read(path).unwrap()).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        assert_eq!(accounts.remarks, [], "{path:?}");
        assert!(!accounts.tables.is_empty(), "{path:?}");
    }
}

#[test]
fn what_the_format_does_not_have_is_refused() {
    let broken = [
        ("no format", json!({"year": 2023})),
        ("another version", json!({"format": "gouji-accounts/2"})),
        ("a list", json!([])),
        ("year", json!({"year": 123})),
        ("unit", json!({"unit": "千元"})),
        ("edition", json!({"edition": 2023})),
        ("tables as a list", json!({"tables": []})),
        ("a table of text", json!({"tables": {"income": "…"}})),
        (
            "a table without rows",
            json!({"tables": {"income": {"unit": "元"}}}),
        ),
        ("rows of numbers", json!({"tables": {"income": [1, 2]}})),
        (
            "words for an amount",
            json!({"tables": {"income": [{"total": "很多"}]}}),
        ),
        (
            "true for an amount",
            json!({"tables": {"income": [{"total": true}]}}),
        ),
        (
            "a misplaced separator",
            json!({"tables": {"income": [{"total": "1,23"}]}}),
        ),
        (
            "people for money",
            json!({"tables": {"income": [{"total": "5人"}]}}),
        ),
        (
            "29 digits",
            json!({"tables": {"income": [{"total": "12345678901234567890123456789"}]}}),
        ),
        ("money for a share", json!({"claims": [{"share": "5元"}]})),
        (
            "letters in a code",
            json!({"tables": {"income": [{"code": "2O1"}]}}),
        ),
        (
            "a third half",
            json!({"tables": {"fiscal_appropriation_summary": [{"side": "left"}]}}),
        ),
        ("perhaps", json!({"claims": [{"reason": "perhaps"}]})),
        (
            "a wrong ladder",
            json!({"performance": {"indicators": [{"ladder": [1]}]}}),
        ),
        (
            "last year's words",
            json!({"prior_year": {"tables": {"income": [{"total": "x"}]}}}),
        ),
        (
            "an explanation of nothing",
            json!({"explanations": [{"text": "…"}]}),
        ),
    ];
    let validator = validator();
    for (what, mut value) in broken {
        if let Some(object) = value.as_object_mut()
            && what != "no format"
        {
            object
                .entry("format")
                .or_insert_with(|| "gouji-accounts/1".into());
        }
        assert!(!validator.is_valid(&value), "{what} is valid");
    }
}

#[test]
fn a_source_says_sheet_and_columns() {
    let validator = validator();
    let valid = |source: Value, row: Value| {
        let table = json!({"source": source, "rows": [{"source": row}]});
        let value = json!({"format": "gouji-accounts/1", "tables": {"income": table}});
        validator.is_valid(&value)
    };
    let good = json!({"sheet": "s", "blocks": [{"code": "A:C", "total": "E"}]});
    assert!(valid(good.clone(), json!(7)));
    assert!(valid(good.clone(), json!([2, 7])));
    assert!(!valid(json!({"sheet": "s"}), json!(7)));
    assert!(!valid(
        json!({"sheet": "s", "blocks": [{"total": "5"}]}),
        json!(7)
    ));
    assert!(!valid(good.clone(), json!(0)));
    assert!(!valid(good, json!([2])));
    let notes = json!({"format": "gouji-accounts/1", "import_notes": ["…"]});
    assert!(!validator.is_valid(&notes));
}

#[test]
fn unknown_keys_are_allowed_everywhere() {
    let value = json!({
        "format": "gouji-accounts/1",
        "x": 1,
        "tables": {"x": 1, "income": {"x": 1, "rows": [{"x": 1}]}},
        "performance": {"x": 1, "indicators": [{"x": 1, "ladder": [{"x": 1}]}]},
        "prior_year": {"x": 1},
        "explanations": [{"x": 1, "fingerprint": "", "text": ""}],
    });
    assert_eq!(flaws(&validator(), &value), Vec::<String>::new());
}

/// Follows `$ref` and the parts of `anyOf` and `allOf` to all `properties` of a schema.
fn properties<'a>(schema: &'a Value, part: &'a Value) -> Vec<(&'a str, &'a Value)> {
    let mut found = Vec::new();
    if let Some(target) = part["$ref"].as_str() {
        let target = schema.pointer(target.trim_start_matches('#')).unwrap();
        found.extend(properties(schema, target));
    }
    for key in ["anyOf", "allOf"] {
        for part in part[key].as_array().into_iter().flatten() {
            found.extend(properties(schema, part));
        }
    }
    let own = part["properties"].as_object().into_iter().flatten();
    found.extend(own.map(|(key, value)| (key.as_str(), value)));
    if part["items"].is_object() {
        found.extend(properties(schema, &part["items"]));
    }
    found
}

fn property<'a>(schema: &'a Value, part: &'a Value, key: &str) -> Option<&'a Value> {
    let mut all = properties(schema, part).into_iter();
    all.find(|(name, _)| *name == key).map(|(_, value)| value)
}

#[test]
fn it_knows_exactly_the_tables_and_columns_of_the_catalogue() {
    let schema = schema();
    for period in Period::ALL {
        let at = |pointer: &str| {
            let mut keys = pointer.split('/').filter(|key| !key.is_empty());
            keys.try_fold(&schema, |part, key| property(&schema, part, key))
        };
        // What one edition alone prints is data of that edition.
        let tables = Catalogue::get().tables();
        for (_, table) in tables.filter(|(_, table)| table.edition.is_none()) {
            let pointer = format!("{}{}", period.pointer(), table.at);
            let part = at(&pointer).unwrap_or_else(|| panic!("the schema lacks {pointer}"));
            let known: BTreeSet<&str> = properties(&schema, part)
                .into_iter()
                .map(|(key, _)| key)
                .collect();
            let table_members = ["title", "unit", "decimals", "note", "source", "rows"];
            let row_members = ["code", "name", "side", "note", "source", "spans"];
            let columns = table
                .columns
                .iter()
                .map(|column| column.path().split('/').nth(1).unwrap().to_owned());
            let columns: BTreeSet<String> = columns.collect();
            for column in &columns {
                assert!(known.contains(column.as_str()), "{pointer} lacks {column}");
            }
            for key in &known {
                let expected = columns.contains(*key)
                    || table_members.contains(key)
                    || row_members.contains(key);
                assert!(expected, "{pointer} has {key}, which the catalogue has not");
            }
        }
    }
    let containers = ["/tables", "/performance"];
    for container in containers {
        let part = property(&schema, &schema, &container[1..]).unwrap();
        for (key, _) in properties(&schema, part) {
            let at = format!("{container}/{key}");
            let mut tables = Catalogue::get().tables();
            assert!(tables.any(|(_, table)| table.at == at), "{at}");
        }
    }
    // An edition is a data file; the schema names those that there are as examples.
    let known = schema["properties"]["edition"]["examples"].as_array();
    for key in known.unwrap() {
        let edition = Catalogue::get().edition(key.as_str().unwrap());
        assert!(edition.is_some(), "{key}");
    }
}

proptest! {
    /// An amount that the schema takes is one that the program can read, and the other way round
    /// for what people write with the signs of this alphabet.
    #[test]
    fn the_schema_and_the_program_agree_on_amounts(text in "[-+]?[0-9]{0,4}(,[0-9]{1,4}){0,2}(\\.[0-9]{0,2})?( ?[万元%e]{0,2})") {
        let value = json!({"format": "gouji-accounts/1", "tables": {"income": [{"total": text}]}});
        let money = Amount::parse(&text)
            .is_ok_and(|amount| amount.unit.is_none_or(gouji::model::Unit::is_money));
        let readable = is_blank(&text) || money;
        prop_assert_eq!(VALIDATOR.with(|validator| validator.is_valid(&value)), readable);
    }
}

thread_local! {
    static VALIDATOR: Validator = validator();
}
