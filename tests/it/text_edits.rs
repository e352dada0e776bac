//! Everything that was read from a text, edited cell by cell: the written text has the edit and
//! nothing else, reading it again gives the edit back, and deciding anew what the edit touches is
//! deciding everything.

use std::fs;
use std::path::{Path, PathBuf};

use encoding_rs::GB18030;
use gouji::export::{text_changes, text_now};
use gouji::file::Progress;
use gouji::manuscript;
use gouji::model::{Accounts, CellEdit, Lang, Place, Reference, Span, TableRef};
use gouji::origin::{Opened, read_as_one};
use gouji::review::{Review, apply, check, recheck};
use gouji::rules::Context;
use gouji::workbook::fresh;
use tempfile::TempDir;

use crate::manuscript::{document, paragraph};
use crate::support::workbooks::workbook;

/// Accounts in words of our own, with the forms in which numbers are printed.
const TEXT: &str = "丙区乙局2024年度部门决算\n\
    第三部分 2024年度部门决算情况说明\n\
    一、收入支出决算总体情况说明\n\
    2024年度收入、支出总计1,260.40万元，比上年增加100.00万元，增长8.62%，主要原因是新增办案设备。\n\
    二、收入决算情况说明\n\
    本年收入合计1 200.40 万元，其中：财政拨款收入１１００．２０万元，占91.65%；其他收入100.20万元，占8.35%。\n\
    三、支出决算情况说明\n\
    本年支出合计1200.40万元，其中：基本支出800.20万元，占66.66%；项目支出400.20万元，占33.34%。\n\
    四、财政拨款“三公”经费支出决算情况说明\n\
    “三公”经费支出年初预算为10.00万元，支出决算为8.50万元，完成年初预算的85.00%；支出决算比上年减少0.50万元，\
    下降5.56%，主要原因是压减接待。\n\
    2024年度公务接待12批次，共接待96人次，人均接待费120元。\n\
    五、国有资产占用情况\n\
    截至2024年12月31日，本部门共有车辆3辆，其中：机要通信用车1辆、其他用车2辆；单价100万元（含）以上设备0台（套）。\n";

struct Set {
    opened: Opened,
    file: PathBuf,
    bytes: Vec<u8>,
    others: Vec<PathBuf>,
    _folder: TempDir,
}

#[expect(
    clippy::disallowed_methods,
    reason = "files that others left are not written by the program"
)]
fn put(file: &Path, bytes: &[u8]) {
    fs::write(file, bytes).unwrap();
}

fn set(name: &str, bytes: &[u8], others: &[PathBuf]) -> Set {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    put(&file, bytes);
    let paths = [std::slice::from_ref(&file), others].concat();
    Set {
        opened: read_as_one(&paths, &Progress::default()).unwrap(),
        file,
        bytes: bytes.to_vec(),
        others: others.to_vec(),
        _folder: folder,
    }
}

/// Another word or number for a cell, of the same kind.
fn other(accounts: &Accounts, place: Place, span: Span) -> Option<String> {
    let printed = accounts.printed(place);
    let words = [("增加", "减少"), ("增长", "下降"), ("大于", "小于")];
    for (one, other) in words {
        if printed == one || printed == other {
            return Some(if printed == one { other } else { one }.to_owned());
        }
    }
    accounts.cell(place).number()?;
    // What it says otherwise than it prints, such as 无 for nothing, has no digit to change.
    let slice = accounts.narrative.as_ref()?.slice(span);
    let digit = printed.rfind(|c: char| c.is_ascii_digit())?;
    slice
        .contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
        .then(|| {
            let new = if &printed[digit..=digit] == "7" {
                "4"
            } else {
                "7"
            };
            format!("{}{new}{}", &printed[..digit], &printed[digit + 1..])
        })
}

fn everything(set: &Set, step: usize, flaws: &mut Vec<String>) -> usize {
    let (opened, document) = (&set.opened.accounts, &set.opened.document);
    let first = check(&Context::new(opened));
    let text = &opened.narrative.as_ref().unwrap().text;
    let spans: Vec<(Place, Span)> = opened.spans().collect();
    let mut done = 0;
    for (place, span) in spans.into_iter().step_by(step) {
        let Some(new) = other(opened, place, span) else {
            continue;
        };
        done += 1;
        let label = format!("{} → {new}", opened.label(place).get(Lang::Zh));
        let now = apply(document, opened, &[CellEdit::new(place, new.clone())]).unwrap();
        let now = Accounts::read(&now).unwrap();
        let edit = CellEdit::new(place, new.clone());
        same_review(&first, opened, &now, edit, flaws);
        let changes = text_changes(opened, &now);
        if changes.len() != 1
            || (changes[0].start, changes[0].end) != (span.start as usize, span.end as usize)
        {
            flaws.push(format!("{label}: {changes:?}"));
            continue;
        }
        let words = text_now(opened, &now).unwrap();
        let behind = text.len() - span.end as usize;
        assert_eq!(words[..span.start as usize], text[..span.start as usize]);
        assert_eq!(words[words.len() - behind..], text[span.end as usize..]);
        let bytes = manuscript::patch(&set.bytes, &changes).unwrap();
        assert_eq!(
            manuscript::read("a", &bytes).unwrap().text,
            words,
            "{label}"
        );
        put(&set.file, &bytes);
        let paths = [std::slice::from_ref(&set.file), &set.others[..]].concat();
        let again = read_as_one(&paths, &Progress::default()).unwrap().accounts;
        let same =
            again.table(place.table_ref()).is_some() && again.printed(place) == now.printed(place);
        if !same {
            flaws.push(format!("{label}: read again as {}", again.printed(place)));
        }
    }
    done
}

/// What was decided before an edit and is decided anew where the edit touches it, is what a full
/// check decides.
fn same_review(
    first: &Review,
    opened: &Accounts,
    now: &Accounts,
    edit: CellEdit,
    flaws: &mut Vec<String>,
) {
    let label = opened.label(edit.place);
    let edits = opened.edited_together(&[edit]);
    let touched: Vec<TableRef> = edits.iter().map(|edit| edit.place.table_ref()).collect();
    let context = Context::new(now);
    if recheck(first, &context, &touched) != check(&context) {
        flaws.push(format!("{}: decided otherwise", label.zh));
    }
}

/// The same for cells of the tables, which no text prints.
fn tables_too(set: &Set, step: usize, flaws: &mut Vec<String>) -> usize {
    let (opened, document) = (&set.opened.accounts, &set.opened.document);
    let first = check(&Context::new(opened));
    let places = opened.tables.iter().flat_map(|table| {
        let columns = 0..u16::try_from(table.spec().columns.len()).unwrap();
        let rows = 0..table.rows.len();
        rows.flat_map(move |row| columns.clone().map(move |column| table.place(row, column)))
    });
    let numbers = places.filter(|place| {
        opened.cell(*place).number().is_some() && opened.text_span(*place).is_none()
    });
    let places: Vec<Place> = numbers.step_by(step).collect();
    for place in &places {
        let edit = CellEdit::new(*place, "12345.67");
        let now = apply(document, opened, std::slice::from_ref(&edit)).unwrap();
        let now = Accounts::read(&now).unwrap();
        same_review(&first, opened, &now, edit, flaws);
        assert_eq!(text_changes(opened, &now), []);
    }
    places.len()
}

#[test]
fn every_cell_of_a_text_is_written_where_it_stands_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("丙区乙局2024年度部门决算.xlsx");
    put(&book, &fresh(&workbook("planning"), &[]).unwrap());
    let word: String = TEXT.lines().map(paragraph).collect();
    let mut flaws = Vec::new();
    let book = [book];
    let (crlf, gb) = (TEXT.replace('\n', "\r\n"), GB18030.encode(TEXT).0);
    // Each number once, and every few of them in the other forms.
    for (name, bytes, others, step) in [
        ("a.txt", TEXT.as_bytes(), &[][..], 1),
        ("b.txt", crlf.as_bytes(), &book[..], 7),
        ("c.txt", &gb, &[], 5),
        ("d.docx", &document(&word), &[], 3),
    ] {
        let set = set(name, bytes, others);
        let done = everything(&set, step, &mut flaws);
        assert!(done * step > 20, "{name}: {done}");
        if !others.is_empty() {
            assert!(tables_too(&set, 97, &mut flaws) > 2);
        }
    }
    assert_eq!(flaws, Vec::<String>::new());
}

#[test]
fn a_text_that_begins_to_agree_is_held_against_all_tables() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("t.xlsx");
    put(&book, &fresh(&workbook("planning"), &[]).unwrap());
    let text = "丙区乙局2024年度部门决算\n第三部分 2024年度部门决算情况说明\n\
        一、收入决算情况说明\n本年收入合计3.21万元，其中：财政拨款收入1.23万元。\n\
        二、支出决算情况说明\n本年支出合计4.56万元，其中：基本支出6.54万元；项目支出7.89万元。\n";
    let set = set("a.txt", text.as_bytes(), &[book]);
    let opened = &set.opened.accounts;
    assert!(opened.text_of_another);
    let first = check(&Context::new(opened));
    let income = Reference::parse("K02[合计].本年收入合计").unwrap();
    let edit = CellEdit::new(income.resolve(opened).unwrap(), "3.21");
    let now = apply(&set.opened.document, opened, std::slice::from_ref(&edit)).unwrap();
    let now = Accounts::read(&now).unwrap();
    assert!(!now.text_of_another);
    let mut flaws = Vec::new();
    same_review(&first, opened, &now, edit, &mut flaws);
    assert_eq!(flaws, Vec::<String>::new());
}

#[test]
#[expect(clippy::print_stderr, reason = "says what was not done")]
fn every_cell_of_the_published_texts_too() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !corpus.exists() {
        eprintln!("skipped: {} is not there", corpus.display());
        return;
    }
    let mut flaws = Vec::new();
    let names = [
        "putuo-finance-2024",
        "putuo-planning-2024",
        "putuo-social-work-2024",
    ];
    for name in names {
        for (ending, step) in [("txt", 19), ("docx", 23)] {
            let bytes = fs::read(corpus.join(format!("{name}.{ending}"))).unwrap();
            let book = corpus.join(format!("{name}.xlsx"));
            let set = set(&format!("a.{ending}"), &bytes, &[book]);
            assert!(everything(&set, step, &mut flaws) > 2, "{name}.{ending}");
            assert!(tables_too(&set, 61, &mut flaws) > 2, "{name}.{ending}");
        }
    }
    assert_eq!(flaws, Vec::<String>::new());
}
