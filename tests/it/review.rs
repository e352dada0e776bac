//! Reviews of whole accounts: findings and their order, explanations, previews and re-checks.

use proptest::prelude::*;

use gouji::document::{Document, Edit, Pointer};
use gouji::model::{Accounts, CellEdit, ColumnKind, Place, SAMPLE, TableRef, explanation_edits};
use gouji::review::{Review, Stance, Verdict, apply, check, explain, preview, recheck, safe_edits};
use gouji::rules::{Certainty, Context, Finding, Level};

use crate::support::generate;
use crate::support::notation::{accounts_of, place_of};

fn read(bytes: impl Into<Vec<u8>>) -> (Document, Accounts) {
    let document = Document::parse(bytes.into()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    (document, accounts)
}

fn sample() -> (Document, Accounts, Review) {
    let (document, accounts) = read(SAMPLE);
    let review = check(&Context::new(&accounts));
    (document, accounts, review)
}

/// The open findings as the window lists them.
fn by_level(review: &Review) -> Vec<&Finding> {
    let mut open: Vec<&Finding> = review.open().map(|(_, finding)| finding).collect();
    open.sort_by_key(|finding| finding.level);
    open
}

fn cause(finding: &Finding) -> String {
    finding
        .cause
        .as_ref()
        .map(gouji::rules::Cause::key)
        .unwrap_or_default()
}

/// The finding at a cell of a statement of the sample.
fn at<'a>(accounts: &Accounts, review: &'a Review, cell: &str) -> &'a Finding {
    let place = place_of(accounts, cell);
    let (index, _) = review
        .mark(place)
        .unwrap_or_else(|| panic!("{cell} is marked"));
    &review.findings[index]
}

#[test]
fn the_first_finding_of_the_sample_is_the_wrong_word_with_its_proof() {
    let (_, accounts, review) = sample();
    let open = by_level(&review);
    let first = open[0];
    assert_eq!(first.shown[0].place, place_of(&accounts, "S031.direction"));
    assert_eq!(cause(first), "direction");
    let proof = first.cause.as_ref().unwrap().text();
    assert!(
        proof.zh.contains("各部分之和恰为 +1,581,249.53 元"),
        "{proof}"
    );
    assert!(
        first
            .message
            .zh
            .starts_with("“一般公共预算财政拨款支出合计”"),
        "{}",
        first.message
    );
    assert_eq!(first.fixes[0].title.zh, "将“减少”改为“增加”");
    assert_eq!(first.fixes[0].certainty, Certainty::Safe);
    assert_eq!(review.verdict(), Verdict::ToCorrect);
}

#[test]
fn behind_the_word_stands_a_slipped_point_on_the_implied_budget() {
    let (_, accounts, review) = sample();
    let rate = at(&accounts, &review, "S031.rate");
    assert_eq!(cause(rate), "direction+decimal_slip");
    let word = at(&accounts, &review, "S031.direction");
    assert_eq!(rate.because_of.as_ref(), Some(&word.fingerprint));
    assert!(!rate.is_consequence(), "it has a mistake of its own");
    let slip = rate.cause.as_ref().unwrap().text();
    assert!(slip.zh.contains("57,751,139.12 元 = 2.7380%"), "{slip}");
    let texts: Vec<_> = rate.fixes[0]
        .edits
        .iter()
        .map(|edit| edit.text.as_str())
        .collect();
    assert_eq!(texts, ["增加", "2.74"]);
}

#[test]
fn the_rate_on_the_final_figure_was_also_cut_off() {
    let (_, accounts, review) = sample();
    let rate = at(&accounts, &review, "S034.rate");
    assert_eq!(cause(rate), "wrong_denominator+truncated");
    assert_eq!(rate.fixes[0].edits[0].text, "8.50");
    assert_eq!(rate.fixes[0].certainty, Certainty::Safe);
    let told = rate.cause.as_ref().unwrap().text();
    assert!(
        told.zh.contains("7.8372%") && told.zh.contains("17,140,515.53 元"),
        "{told}"
    );
}

#[test]
fn the_sample_has_five_errors_and_nothing_else_that_must_be_corrected() {
    let (_, _, review) = sample();
    let errors = by_level(&review)
        .into_iter()
        .filter(|finding| finding.level == Level::Error);
    let causes: Vec<String> = errors.map(cause).collect();
    assert_eq!(
        causes,
        [
            "direction",
            "direction+decimal_slip",
            "wrong_denominator+truncated",
            "below_threshold",
            "frequency",
        ]
    );
    assert_eq!(review.counts().errors, 5);
}

#[test]
fn safe_corrections_of_the_sample_mend_what_they_say_and_break_nothing() {
    let (document, accounts, review) = sample();
    let edits = safe_edits(&review);
    let texts: Vec<_> = edits.iter().map(|edit| edit.text.as_str()).collect();
    assert_eq!(texts, ["增加", "2.74", "8.50"]);
    let context = Context::new(&accounts);
    let consequences = preview(&document, &context, &review, &edits).unwrap();
    let resolved: Vec<String> = consequences.resolves.iter().map(cause).collect();
    assert_eq!(
        resolved,
        [
            "direction",
            "direction+decimal_slip",
            "wrong_denominator+truncated"
        ]
    );
    assert_eq!(consequences.breaks, []);
    let corrected = apply(&document, &accounts, &edits).unwrap();
    let after = Accounts::read(&corrected).unwrap();
    assert_eq!(safe_edits(&check(&Context::new(&after))), []);
}

#[test]
fn a_wrong_correction_shows_what_it_breaks() {
    let (document, accounts, review) = sample();
    let total = place_of(&accounts, "K02[合计].本年收入合计");
    let edit = CellEdit::new(total, "59,332,389.65");
    let context = Context::new(&accounts);
    let consequences = preview(&document, &context, &review, &[edit]).unwrap();
    assert_eq!(consequences.resolves, []);
    assert!(consequences.breaks.len() >= 2);
    assert!(
        consequences
            .breaks
            .iter()
            .all(|finding| finding.shown[0].place == total)
    );
}

#[test]
fn one_wrong_cell_is_one_finding_with_what_follows_beneath_it() {
    let (document, accounts) = read(generate::department(3));
    let place = place_of(&accounts, "K06[20101].基本支出");
    let right = accounts.printed(place);
    let wrong = format!("9{right}");
    let edited = apply(&document, &accounts, &[CellEdit::new(place, &*wrong)]).unwrap();
    let accounts = Accounts::read(&edited).unwrap();
    let review = check(&Context::new(&accounts));
    let own: Vec<_> = review.open().filter(|(_, f)| !f.is_consequence()).collect();
    assert_eq!(own.len(), 1);
    let (index, root) = own[0];
    assert_eq!(cause(root), "extra_digit");
    assert_eq!(root.fixes[0].certainty, Certainty::Safe);
    assert_eq!(
        root.fixes[0].edits,
        [CellEdit::new(place, right.replace(',', ""))]
    );
    assert_eq!(review.counts().errors, 1);
    assert_eq!(review.mark(place).map(|(index, _)| index), Some(index));
    let below = review.consequences(root).count();
    assert_eq!(below + 1, review.findings.len());
    assert!(below >= 3, "row, hierarchy and the twin table: {below}");
    let told: Vec<_> = review
        .decided
        .iter()
        .filter_map(|decided| decided.finding)
        .collect();
    assert_eq!(told.len(), review.ledger.broken);
}

#[test]
fn accounts_that_are_consistent_raise_nothing() {
    for seed in [1, 2, 3] {
        let (_, accounts) = read(generate::department(seed));
        assert_eq!(accounts.remarks, []);
        let review = check(&Context::new(&accounts));
        let found: Vec<_> = review
            .findings
            .iter()
            .map(|finding| &finding.message.zh)
            .collect();
        assert_eq!(found, Vec::<&String>::new());
        assert_eq!(review.verdict(), Verdict::Clean);
        assert!(review.ledger.holds > 2_000, "{:?}", review.ledger);
    }
}

#[test]
fn a_table_of_rounded_amounts_gets_one_note() {
    let (_, accounts) = accounts_of(
        "K03
         合计 | 10.01万元 | 5.00万元 | 5.00万元
         201 一般公共服务支出 | 10.00万元 | 5.00万元 | 5.01万元
         K12
         合计 | 251.25万元
         货物 | 4.79万元
         工程 | —
         服务 | 246.47万元",
    );
    let review = check(&Context::new(&accounts));
    let notes: Vec<&Finding> = by_level(&review)
        .into_iter()
        .filter(|finding| finding.level == Level::Note)
        .collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(
        notes[0].message.zh.contains("《支出决算表》有"),
        "{}",
        notes[0].message
    );
    assert!(notes[0].shown.len() >= 2);
    assert!(
        notes[1].message.zh.contains("0.01 万元"),
        "{}",
        notes[1].message
    );
}

#[test]
fn a_percentage_that_was_cut_off_is_a_note_of_its_own() {
    let (_, accounts) = accounts_of(
        "K03
         合计 | 1,000.00 | 382.89 | 617.11
         claims
         S1 K03[合计].基本支出 | amount=382.89 | share=38.28% | of=K03[合计].本年支出合计",
    );
    let review = check(&Context::new(&accounts));
    let note = at(&accounts, &review, "S1.share");
    assert_eq!(
        (note.level, cause(note)),
        (Level::Note, "truncated".to_owned())
    );
    assert!(
        note.message.zh.ends_with("四舍五入应为 38.29%"),
        "{}",
        note.message
    );
    assert_eq!(note.fixes[0].certainty, Certainty::Review);
}

#[test]
fn an_explanation_stands_until_one_of_its_figures_changes() {
    let (document, accounts, review) = sample();
    let finding = at(&accounts, &review, "S034.rate").clone();
    let explanation = explain(&finding, "按决算数计算，已在说明中注明");
    let mut explained = document.clone();
    explained
        .apply_all(&explanation_edits(
            &document,
            &finding.fingerprint,
            Some(&explanation),
        ))
        .unwrap();
    let accounts = Accounts::read(&explained).unwrap();
    let review = check(&Context::new(&accounts));
    let (index, _) = review.find(&finding.fingerprint).unwrap();
    assert!(matches!(review.stances[index], Stance::Explained { .. }));
    assert_eq!(review.counts().errors, 4);

    let rate = place_of(&accounts, "S034.rate");
    let edited = apply(&explained, &accounts, &[CellEdit::new(rate, "7.9")]).unwrap();
    let accounts = Accounts::read(&edited).unwrap();
    let review = check(&Context::new(&accounts));
    let (index, _) = review.find(&finding.fingerprint).unwrap();
    let Stance::Reopened { changed, .. } = &review.stances[index] else {
        panic!("{:?}", review.stances[index]);
    };
    assert!(changed.contains("7.83%"), "{changed}");
    assert_eq!(review.counts().errors, 5);
}

#[test]
fn fingerprints_survive_edits_elsewhere() {
    let (document, _, review) = sample();
    let before: Vec<&String> = review.findings.iter().map(|one| &one.fingerprint).collect();
    let mut changed = document;
    let at = |path: &str| Pointer::new(path);
    // A statement more at the head, a row more in a table, another department's name.
    let edits = [
        Edit::InsertElement {
            array: at("/claims/rows"),
            index: 0,
            json: "{\"id\": \"X1\", \"subject\": \"其他\", \"count\": \"3个\"}".to_owned(),
        },
        Edit::InsertElement {
            array: at("/tables/procurement/rows"),
            index: 0,
            json: "{\"name\": \"备注\"}".to_owned(),
        },
    ];
    changed.apply_all(&edits).unwrap();
    let accounts = Accounts::read(&changed).unwrap();
    let review = check(&Context::new(&accounts));
    for fingerprint in before {
        assert!(review.find(fingerprint).is_some(), "{fingerprint}");
    }
}

#[test]
fn every_fingerprint_is_one_findings_own() {
    let (_, _, review) = sample();
    let all: std::collections::BTreeSet<_> = review
        .findings
        .iter()
        .map(|finding| &finding.fingerprint)
        .collect();
    assert_eq!(all.len(), review.findings.len());
}

#[test]
fn relations_of_a_cell_are_those_that_speak_of_it() {
    let (_, accounts, review) = sample();
    for word in ["K02[合计].本年收入合计", "S031.direction", "S034.rate"] {
        let place = place_of(&accounts, word);
        let found: Vec<_> = review.relations_of(place).collect();
        let expected: Vec<_> = review
            .decided
            .iter()
            .filter(|decided| {
                decided.relation.as_ref().is_some_and(|relation| {
                    let directions = relation.terms().filter_map(|term| term.direction);
                    relation
                        .places()
                        .chain(directions)
                        .any(|other| other == place)
                })
            })
            .collect();
        assert_eq!(found, expected, "{word}");
        assert!(!found.is_empty(), "{word}");
    }
}

/// A cell that holds something, by number.
fn some_cell(accounts: &Accounts, number: usize) -> Place {
    let cells: Vec<Place> = accounts
        .tables
        .iter()
        .flat_map(|table| {
            table.rows.iter().enumerate().flat_map(move |(row, cells)| {
                let present = (0..)
                    .zip(&cells.cells)
                    .filter(|(_, cell)| cell.is_present());
                present.map(move |(column, _)| table.place(row, column))
            })
        })
        .collect();
    cells[number % cells.len()]
}

/// What someone might type into a cell, by number.
fn some_text(accounts: &Accounts, place: Place, number: usize) -> String {
    let printed = accounts.printed(place);
    let kind = place.table.spec().columns[usize::from(place.column)].kind;
    if kind == ColumnKind::Text {
        return ["增加", "减少", "持平", "", "K06[合计].基本支出", "甲"][number % 6].to_owned();
    }
    match number % 6 {
        0 => "0".to_owned(),
        1 => String::new(),
        2 => "—".to_owned(),
        3 => printed.replacen('1', "2", 1),
        4 => format!("1{printed}"),
        _ => "12345.67".to_owned(),
    }
}

/// Edits one after the other; after each, the re-check gives what a full check gives.
fn recheck_is_check(source: Vec<u8>, edits: &[(usize, usize)]) {
    let (mut document, mut accounts) = read(source);
    let mut review = check(&Context::new(&accounts));
    for (cell, text) in edits {
        let place = some_cell(&accounts, *cell);
        let edit = CellEdit::new(place, some_text(&accounts, place, *text));
        let Ok(changed) = apply(&document, &accounts, &[edit]) else {
            continue;
        };
        document = changed;
        accounts = Accounts::read(&document).unwrap();
        let context = Context::new(&accounts);
        let touched: Vec<TableRef> = vec![place.table_ref()];
        review = recheck(&review, &context, &touched);
        let full = check(&context);
        for (one, other) in review.decided.iter().zip(&full.decided) {
            assert_eq!(one, other, "after an edit of {}", accounts.label(place));
        }
        assert_eq!(review, full);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn after_edits_of_the_sample_a_re_check_gives_what_a_full_check_gives(
        edits in prop::collection::vec((any::<usize>(), any::<usize>()), 1..5),
    ) {
        recheck_is_check(SAMPLE.to_vec(), &edits);
    }

    #[test]
    fn after_edits_of_full_accounts_a_re_check_gives_what_a_full_check_gives(
        seed in 0_u64..4,
        edits in prop::collection::vec((any::<usize>(), any::<usize>()), 1..4),
    ) {
        recheck_is_check(generate::department(seed).into_bytes(), &edits);
    }

    /// Whatever one figure of consistent accounts is changed to: a safe correction, if one is
    /// offered, gives the figure back, and nothing else is blamed.
    #[test]
    fn what_is_called_safe_is_right(cell in any::<usize>(), text in 3_usize..6) {
        let (document, accounts) = read(generate::department(5));
        let place = some_cell(&accounts, cell);
        let kind = place.table.spec().columns[usize::from(place.column)].kind;
        prop_assume!(kind != ColumnKind::Text);
        let right = accounts.cell(place).clone();
        let edit = CellEdit::new(place, some_text(&accounts, place, text));
        let Ok(changed) = apply(&document, &accounts, &[edit]) else {
            return Ok(());
        };
        let wrong = Accounts::read(&changed).unwrap();
        let review = check(&Context::new(&wrong));
        let edits = safe_edits(&review);
        prop_assume!(!edits.is_empty());
        let mended = apply(&changed, &wrong, &edits).unwrap();
        let mended = Accounts::read(&mended).unwrap();
        prop_assert_eq!(
            mended.cell(place).number().and_then(gouji::model::Printed::base_value),
            right.number().and_then(gouji::model::Printed::base_value),
            "{}", accounts.label(place)
        );
        prop_assert_eq!(edits.len(), 1);
    }
}

#[test]
fn a_large_table_that_adds_up_raises_nothing() {
    let (_, accounts) = read(generate::large(3));
    let review = check(&Context::new(&accounts));
    let open: Vec<_> = review
        .open()
        .filter(|(_, finding)| finding.level <= Level::Warning)
        .collect();
    assert!(open.is_empty(), "{open:#?}");
    assert!(review.ledger.holds > 300, "{:?}", review.ledger);
}

#[test]
fn an_amount_in_words_is_corrected_in_words() {
    let text = std::str::from_utf8(SAMPLE).unwrap();
    let right = "壹佰肆拾玖万元整";
    assert!(text.contains(right));
    let (_, accounts) = read(text.replace(right, "壹佰肆拾万元整"));
    let review = check(&Context::new(&accounts));
    let findings = review.findings.iter();
    let words: Vec<_> = findings
        .filter(|finding| finding.rule.to_string() == "G075")
        .collect();
    assert!(!words.is_empty());
    for finding in words {
        let edit = &finding.fixes[0].edits[0];
        assert_eq!(edit.text, right);
        let expected = finding.expected.unwrap();
        assert_eq!(expected.text().zh, "1,490,000.00 元");
    }
}

#[test]
fn roundings_of_one_table_are_one_note() {
    let notes = |json: &str| -> Vec<gouji::rules::Finding> {
        let document = Document::parse(json.as_bytes().to_vec()).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        let review = check(&Context::new(&accounts));
        let findings = review.findings.iter();
        findings
            .filter(|finding| finding.level == Level::Note)
            .cloned()
            .collect()
    };
    // 100 rows whose parts, rounded to 0.01 万元, miss their total by the last digit.
    let rows: Vec<String> = (1..=100)
        .map(|row| {
            format!(
                r#"{{"code": "{}", "name": "甲", "total": "3.01", "basic": "1.00", "project": "2.00"}}"#,
                2_010_000 + row
            )
        })
        .collect();
    let amounts = notes(&format!(
        r#"{{"format": "gouji-accounts/1", "unit": "万元",
            "tables": {{"general_public_budget_expenditure": [{}]}}}}"#,
        rows.join(",")
    ));
    assert_eq!(amounts.len(), 1, "{amounts:?}");
    let text = &amounts[0].message.zh;
    assert!(
        text.contains("100 处") && text.ends_with("无需更正"),
        "{text}"
    );
    // What is pointed at stays few, however many they are.
    assert!(amounts[0].shown.len() <= 60);
    assert_eq!(amounts[0].fixes, []);

    // Two shares that were cut off: one note with both corrections.
    let shares = notes(
        r#"{"format": "gouji-accounts/1", "unit": "元", "tables": {"procurement": [
            {"name": "合计", "final": "300.00"},
            {"name": "货物", "final": "200.00", "share": "66.66%"},
            {"name": "工程", "final": "50.00", "share": "16.66%"},
            {"name": "服务", "final": "50.00", "share": "16.67%"}]}}"#,
    );
    assert_eq!(shares.len(), 1, "{shares:?}");
    assert!(
        shares[0].message.zh.contains("2 个百分比"),
        "{}",
        shares[0].message.zh
    );
    assert_eq!(shares[0].fixes.len(), 2);
}
