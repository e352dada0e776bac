//! The embedded sample: it is read without remarks, and it says what its source says.

use gouji::document::Document;
use gouji::model::{Accounts, SAMPLE};

fn sample() -> Accounts {
    let document = Document::parse(SAMPLE.to_vec()).unwrap();
    Accounts::read(&document).unwrap()
}

#[test]
fn the_sample_is_read_without_remarks() {
    let remarks: Vec<String> = sample()
        .remarks
        .iter()
        .map(|remark| format!("{} {} {}", remark.position.line, remark.at, remark.text.en))
        .collect();
    assert_eq!(remarks, Vec::<String>::new());
}
