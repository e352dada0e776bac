//! Editing: a new amount is spelled as the old one, rows and explanations leave nothing behind.

use gouji::document::EditError;
use gouji::model::{
    Accounts, CellEdit, CellEditError, ExplainedFigure, Explanation, NotANumber, Place, RowEdit,
    SAMPLE, explanation_edits,
};

use super::Open;

#[test]
fn a_new_amount_is_spelled_as_the_old_one() {
    let cases = [
        (r#""59,332,388.65""#, "1234.5", r#""1,234.50""#),
        (r#""59,332,388.65""#, "12.3万元", r#""123,000.00""#),
        (r#""59,332,388.65""#, "１，２３４．５", r#""1,234.50""#),
        (r#""59,332,388.65""#, "0.125", r#""0.125""#),
        (r#""59332388.65""#, "1,234.5", r#""1234.50""#),
        (r#""59332388.65""#, "-7", r#""-7.00""#),
        ("59332388.65", "1,234.5", "1234.50"),
        ("59332388.65", "12.3万元", "123000.00"),
        ("17", "12.5", "12.5"),
        ("1.50", "2", "2.00"),
        ("1.5e3", "2", "2"),
        (r#""0万元""#, "0元", r#""0元""#),
        (r#""0万元""#, "5", r#""5万元""#),
        (r#""0万元""#, "5元", r#""5元""#),
        (r#""0 万元""#, "5", r#""5 万元""#),
        (r#""0 万元""#, "5元", r#""5 元""#),
        (r#""12.30万元""#, "13", r#""13.00万元""#),
        (r#""12.30万元""#, "131234元", r#""131234.00元""#),
        (r#""¥1,234.50""#, "99", r#""¥99.00""#),
        (r#""１，２３４""#, "5678", r#""5,678""#),
        (r#""1,234.50""#, "", r#""""#),
        (r#""1,234.50""#, "—", r#""—""#),
        ("1234.5", "", r#""""#),
        (r#""1,234.50""#, "1亿元", r#""100,000,000.00""#),
        // What cannot be read is replaced as its neighbours are written; there are none here.
        (r#""many""#, "1234", r#""1234""#),
        ("12345678901234567890123456789012345", "5", "5"),
        ("true", "5", r#""5""#),
        ("null", "5", r#""5""#),
    ];
    for (old, typed, new) in cases {
        let mut open = Open::rows(&format!(r#"{{"name": "合计", "total": {old}}}"#));
        let before = open.document.bytes().into_owned();
        let change = open.type_in("K03[合计].本年支出合计", typed).unwrap();
        assert_eq!(open.raw("K03[合计].本年支出合计"), new, "{old} → {typed}");
        assert!(open.document.undo(&change));
        assert_eq!(open.document.bytes(), before);
    }
}

#[test]
fn percentages_and_counts_keep_their_signs() {
    let cases = [
        ("share", r#""28.89%""#, "30", r#""30.00%""#),
        ("share", r#""28.89%""#, "30%", r#""30.00%""#),
        ("share", r#""28.89％""#, "30.125", r#""30.125％""#),
        ("share", r#""28.89""#, "7%", r#""7.00%""#),
        ("share", r#""28.89""#, "7", r#""7.00""#),
        ("share", "28.89", "7.5%", "7.50"),
        ("count", r#""1855个""#, "1980", r#""1980个""#),
        ("count", r#""1855个""#, "1980次", r#""1980次""#),
        ("count", "7", "25", "25"),
        ("count", r#""1200万人次""#, "1201", r#""1201万人次""#),
        ("line", "43", "44", "44"),
        ("line", "43", "043", r#""043""#),
        ("line", r#""43""#, "44", r#""44""#),
        ("reason", "true", "否", "false"),
        ("reason", "true", "也许", r#""也许""#),
        ("subject", r#""a""#, "b \"c\"", r#""b \"c\"""#),
    ];
    for (column, old, typed, new) in cases {
        let mut open = Open::with(&format!(
            r#""claims": [{{"name": "x", "id": "1", "{column}": {old}}}]"#
        ));
        let reference = format!("claims[x].{column}");
        open.type_in(&reference, typed).unwrap();
        assert_eq!(open.raw(&reference), new, "{old} → {typed}");
    }
}

#[test]
fn what_is_no_number_is_refused_with_the_reason() {
    let mut open = Open::rows(r#"{"name": "合计", "total": "1,234.50"}"#);
    let before = open.document.bytes().into_owned();
    let mut refuse = |text: &str| open.type_in("K03[合计].本年支出合计", text).unwrap_err();
    let reason = |error: CellEditError| match error {
        CellEditError::NotANumber(reason) => reason,
        error => panic!("{error}"),
    };
    assert!(matches!(reason(refuse("一千")), NotANumber::Words(_)));
    assert!(matches!(reason(refuse("12 34")), NotANumber::Words(_)));
    assert!(matches!(reason(refuse("=A1+B1")), NotANumber::Words(_)));
    assert!(matches!(reason(refuse("12,34")), NotANumber::Separators(_)));
    assert!(matches!(reason(refuse("1e999")), NotANumber::TooLong(_)));
    assert!(matches!(
        reason(refuse(&"9".repeat(40))),
        NotANumber::TooLong(_)
    ));
    assert_eq!(reason(refuse("5人")), NotANumber::Unit("人"));
    assert_eq!(reason(refuse("5%")), NotANumber::Unit("%"));
    let too_large = format!("{}亿元", "9".repeat(28));
    assert_eq!(refuse(&too_large), CellEditError::TooLarge);
    for text in ["一千", "5人", &too_large] {
        let error = refuse(text).text();
        assert!(!error.zh.is_empty() && !error.en.is_empty());
    }
    assert_eq!(open.document.bytes(), before);
}

#[test]
fn absent_and_null_cells_are_filled_as_their_neighbours_are_written() {
    let mut open = Open::rows(
        "\n  {\"name\": \"合计\", \"total\": \"12,345.60\", \"basic\": null},\n  {\"name\": \"其中\"}",
    );
    open.type_in("K03[合计].基本支出", "2000").unwrap();
    open.type_in("K03[合计].项目支出", "3,000").unwrap();
    open.type_in("K03[其中].本年支出合计", "4000.5").unwrap();
    let text = open.document.text();
    assert!(
        text.ends_with(
            "\n  {\"name\": \"合计\", \"total\": \"12,345.60\", \"basic\": \"2,000\", \"project\": \"3,000\"},\
             \n  {\"name\": \"其中\", \"total\": \"4,000.50\"}]}}"
        ),
        "{text}"
    );
    let mut open = Open::rows(r#"{"name":"合计","total":12345.60},{"name":"其中"}"#);
    open.type_in("K03[其中].项目支出", "3,000").unwrap();
    assert!(
        open.document
            .text()
            .ends_with(r#"{"name":"其中","project":3000}]}}"#)
    );
}

#[test]
fn cells_inside_lists_are_filled_as_far_as_the_list_goes() {
    let mut open = Open::with(
        r#""performance": {"indicators": [{"name": "甲", "sub_scores": ["4", "4"]}, {"name": "乙", "ladder": null}]}"#,
    );
    open.type_in("indicators[甲].得分点3", "2").unwrap();
    let gap = open.type_in("indicators[甲].得分点5", "2").unwrap_err();
    assert_eq!(gap, CellEditError::NoCell);
    open.type_in("indicators[甲].得分点1", "5").unwrap();
    open.type_in("indicators[甲].第1档得分", "8").unwrap();
    open.type_in("indicators[甲].第1档起", "10").unwrap();
    open.type_in("indicators[乙].第1档止", "3").unwrap();
    open.type_in("indicators[乙].得分点1", "3").unwrap();
    let rows = &open.document.text()[open.document.text().find("[{").unwrap()..];
    assert_eq!(
        rows,
        r#"[{"name": "甲", "sub_scores": ["5", "4", "2"], "ladder": [{"score": "8", "from": "10"}]}, {"name": "乙", "ladder": [{"to": "3"}], "sub_scores": ["3"]}]}}"#
    );
    assert_eq!(open.accounts.remarks, []);
}

#[test]
fn a_row_that_is_only_a_name_takes_cells_and_a_new_name() {
    let mut open = Open::with(r#""units": ["甲局", "乙中心"]"#);
    open.type_in("units[乙中心].编制", "25").unwrap();
    let units = open.accounts.final_table("units").unwrap().place(0, 0);
    let head = |row, column, text: &str| {
        CellEdit::new(
            Place {
                row,
                column,
                ..units
            },
            text,
        )
    };
    for edit in [
        head(0, Place::NAME, "丙局"),
        head(1, Place::NAME, " 丁中心 "),
        head(1, Place::CODE, "12"),
        head(0, Place::CODE, "7"),
    ] {
        let edit = edit.edit(&open.document, &open.accounts).unwrap();
        open.document.apply(&edit).unwrap();
        open.accounts = Accounts::read(&open.document).unwrap();
    }
    assert!(open.document.text().ends_with(
        r#""units": [{"name": "丙局", "code": "7"}, {"name": "丁中心", "posts": "25", "code": "12"}]}"#
    ));
    let refused = head(0, Place::CODE, "x").edit(&open.document, &open.accounts);
    assert!(matches!(refused, Err(CellEditError::NotANumber(_))));
    let beyond = head(2, Place::NAME, "x").edit(&open.document, &open.accounts);
    assert_eq!(beyond, Err(CellEditError::NoCell));
}

#[test]
fn rows_are_put_in_and_taken_out_and_back() {
    for name in ["K01", "K02", "K06", "offices", "indicators", "claims"] {
        let mut open = Open::bytes(SAMPLE);
        let table = open.accounts.final_table(name).unwrap().id;
        let count = open.accounts.table(table).unwrap().rows.len();
        for at in [0, 1, count / 2, count - 1, count] {
            let mut edits = vec![RowEdit::Insert { table, at }];
            if at < count {
                edits.push(RowEdit::Remove { table, at });
            }
            for edit in edits {
                let edit = edit.edit(&open.accounts).unwrap();
                let change = open.document.apply(&edit).unwrap();
                let accounts = Accounts::read(&open.document).unwrap();
                assert_eq!(accounts.remarks, [], "{edit:?}");
                assert_ne!(accounts.table(table).unwrap().rows.len(), count);
                assert!(open.document.undo(&change));
                assert_eq!(open.document.bytes(), SAMPLE);
            }
        }
        let beyond = [
            RowEdit::Insert {
                table,
                at: count + 1,
            },
            RowEdit::Remove { table, at: count },
        ];
        for edit in beyond {
            assert_eq!(edit.edit(&open.accounts), Err(CellEditError::NoCell));
        }
    }
}

#[test]
fn a_new_row_has_what_its_neighbours_are_known_by() {
    let mut open = Open::bytes(SAMPLE);
    let mut insert = |name: &str, at: usize| {
        let table = open.accounts.final_table(name).unwrap();
        let (table, row) = (table.id, table.rows_at.index(at));
        let edit = RowEdit::Insert { table, at }.edit(&open.accounts).unwrap();
        open.document.apply(&edit).unwrap();
        open.document.find(&row).unwrap().raw().to_owned()
    };
    assert_eq!(insert("K06", 1), r#"{"code": "", "name": ""}"#);
    assert_eq!(insert("K12", 1), r#"{"name": ""}"#);
    assert_eq!(insert("K01", 2), r#"{"name": "", "side": "expenditure"}"#);
    assert_eq!(insert("claims", 0), r#"{"id": ""}"#);
}

#[test]
fn an_explanation_leaves_nothing_behind() {
    let explanation = |fingerprint: &str| Explanation {
        fingerprint: fingerprint.to_owned(),
        code: "G071".to_owned(),
        text: "见附件“说明”\n第二行".to_owned(),
        figures: vec![ExplainedFigure {
            label: "收入决算表 · 合计".to_owned(),
            value: "59,332,388.65元".to_owned(),
        }],
    };
    let compact = br#"{"format":"gouji-accounts/1","explanations":[{"fingerprint":"z","text":"-"}],"year":2023}"#;
    let crlf = b"{\r\n\t\"format\": \"gouji-accounts/1\"\r\n}\r\n";
    for bytes in [SAMPLE, &compact[..], &crlf[..]] {
        let mut open = Open::bytes(bytes);
        let known = open.accounts.explanations.len();
        let store = |open: &mut Open, fingerprint: &str, explanation: Option<&Explanation>| {
            let edits = explanation_edits(&open.document, fingerprint, explanation);
            let changes = open.document.apply_all(&edits).unwrap();
            open.accounts = Accounts::read(&open.document).unwrap();
            assert_eq!(open.accounts.remarks, []);
            changes
        };
        let (a, b) = (explanation("a"), explanation("b"));
        let changes = store(&mut open, "a", Some(&a));
        assert_eq!(open.accounts.explanations.len(), known + 1);
        assert_eq!(open.accounts.explanations.last(), Some(&a));
        for change in changes.iter().rev() {
            assert!(open.document.undo(change));
        }
        assert_eq!(open.document.bytes(), bytes);

        store(&mut open, "a", Some(&a));
        store(&mut open, "b", Some(&b));
        let rewritten = Explanation {
            text: "改写".to_owned(),
            ..a.clone()
        };
        store(&mut open, "a", Some(&rewritten));
        assert_eq!(open.accounts.explanations[known..], [rewritten, b]);
        store(&mut open, "a", None);
        store(&mut open, "c", None);
        store(&mut open, "b", None);
        assert_eq!(open.document.bytes(), bytes);
    }
    let mut open = Open::with("\"explanations\": null");
    let edits = explanation_edits(&open.document, "a", Some(&explanation("a")));
    open.document.apply_all(&edits).unwrap();
    assert_eq!(
        Accounts::read(&open.document).unwrap().explanations.len(),
        1
    );
    // What is no list is not overwritten.
    let mut open = Open::with("\"explanations\": \"none\"");
    let edits = explanation_edits(&open.document, "a", Some(&explanation("a")));
    let refused = open.document.apply_all(&edits);
    assert!(matches!(refused, Err(EditError::NotAnArray(_))));
}
