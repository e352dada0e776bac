//! What of the file was not understood, by kind, each with where it stands. What lies in a table can be gone to.

use eframe::egui::{RichText, ScrollArea, Ui, vec2};

use crate::model::{Accounts, Lang, Place, Remark, RemarkKind, Table, Text};
use crate::session::FileView;
use crate::ui::layout::Layout;
use crate::ui::request::Request;
use crate::ui::theme::{Theme, font_size, space};
use crate::ui::widgets::{empty_ui, section_ui};

use super::rows::{RemarkRow, remark_row_ui};

/// The kinds in the order in which they are listed.
const KINDS: [RemarkKind; 7] = [
    RemarkKind::NotUnderstood,
    RemarkKind::Unreadable,
    RemarkKind::WrongType,
    RemarkKind::DuplicateKey,
    RemarkKind::UnknownKey,
    RemarkKind::Header,
    RemarkKind::Note,
];

/// The height of a remark on one line.
const REMARK_LINE: f32 = 28.0;

/// Draws what was not understood.
pub(crate) fn remarks_ui(ui: &mut Ui, file: &FileView, layout: &Layout) -> Vec<Request> {
    let lang = layout.lang();
    let mut requests = Vec::new();
    if file.accounts.remarks.is_empty() {
        let title = lang.pick("全部内容均已识别", "Everything was understood");
        let text = lang.pick(
            "文件中的每一处都读入了某张表。",
            "Everything in the file belongs to a table.",
        );
        empty_ui(ui, title, text, None);
        return requests;
    }
    let theme = Theme::of(ui);
    ui.add_space(space::XS);
    ui.heading(title(file, lang));
    let note = lang.pick(
        "这些内容没有参加检查，也不会被改动；未识别的数字从不当作 0。",
        "None of this was checked or will be changed; a number that is not understood is never taken for 0.",
    );
    ui.label(
        RichText::new(note)
            .size(font_size::SMALL)
            .color(theme.text.secondary),
    );
    ScrollArea::vertical()
        .auto_shrink([false, false])
        .show(ui, |ui| {
            for kind in KINDS {
                kind_ui(ui, file, kind, lang, &mut requests);
            }
        });
    requests
}

/// The title of the view and of its entry in the navigation.
pub(crate) fn title(file: &FileView, lang: Lang) -> String {
    let count = count(&file.accounts);
    match lang {
        Lang::Zh => format!("未识别 {count} 处"),
        Lang::En => format!("Not understood: {count}"),
    }
}

/// How many places were not understood; notes are none.
pub(crate) fn count(accounts: &Accounts) -> usize {
    let remarks = accounts.remarks.iter();
    remarks
        .filter(|remark| remark.kind != RemarkKind::Note)
        .count()
}

fn kind_ui(
    ui: &mut Ui,
    file: &FileView,
    kind: RemarkKind,
    lang: Lang,
    requests: &mut Vec<Request>,
) {
    let of_kind = file.accounts.remarks.iter().filter(|r| r.kind == kind);
    let remarks: Vec<&Remark> = of_kind.collect();
    if remarks.is_empty() {
        return;
    }
    let title = format!("{}（{}）", kind_title(kind, lang), remarks.len());
    section_ui(ui, &title, |_| {});
    // What lies below the view is not laid out; it keeps a line's room, so that the bar tells how
    // much there is. What lies above is: were its height a guess, the list would jump.
    let end = ui.clip_rect().bottom();
    for remark in remarks {
        if ui.cursor().top() > end {
            ui.allocate_space(vec2(1.0, REMARK_LINE));
            continue;
        }
        let place = place_of(&file.accounts, remark);
        // The line of a file that was made of a workbook says nothing to its reader.
        let words = match place.filter(|_| file.accounts.is_from_workbook()) {
            Some(place) => Text::same(file.accounts.sheet_cell(place).map_or_else(
                || remark.place_text().get(lang).to_owned(),
                |c| c.to_string(),
            )),
            None => remark.place_text(),
        };
        let row = RemarkRow {
            place: words.get(lang),
            text: remark.text.get(lang),
            can_be_followed: place.is_some(),
        };
        let response = remark_row_ui(ui, &row);
        if let Some(place) = place.filter(|_| response.clicked()) {
            requests.push(Request::Reveal(file.id, place));
        }
    }
}

fn kind_title(kind: RemarkKind, lang: Lang) -> &'static str {
    match kind {
        RemarkKind::NotUnderstood => lang.pick(
            "工作簿中不属于任何表的内容",
            "In the workbook, but in no table",
        ),
        RemarkKind::Unreadable => lang.pick("读不出的数字", "Numbers that cannot be read"),
        RemarkKind::WrongType => lang.pick("类型不符的值", "Values of another type"),
        RemarkKind::DuplicateKey => lang.pick("重复的键", "Keys that stand twice"),
        RemarkKind::UnknownKey => lang.pick("未识别的键", "Unknown keys"),
        RemarkKind::Header => lang.pick("文件头", "Header"),
        RemarkKind::Note => lang.pick("读入说明", "How it was read"),
    }
}

/// The cell of a table that a remark is about.
fn place_of(accounts: &Accounts, remark: &Remark) -> Option<Place> {
    accounts.tables.iter().find_map(|table| {
        let rest = remark.at.as_str().strip_prefix(table.rows_at.as_str())?;
        let rest = rest.strip_prefix('/')?;
        let (row, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let row: usize = row.parse().ok()?;
        (row < table.rows.len()).then(|| table.place(row, column_of(table, path)))
    })
}

/// The column whose values lie there below a row; its name for anything else.
fn column_of(table: &Table, path: &str) -> u16 {
    if path == "/code" {
        return Place::CODE;
    }
    let columns = (0..).zip(&table.spec().columns);
    let mut found = columns.filter(|(_, column)| column.path() == path);
    found.next().map_or(Place::NAME, |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn a_number_that_cannot_be_read_is_found_in_its_table() {
        let json = r#"{"format": "gouji-accounts/1", "unit": "元", "tables": {"income": {"rows": [
            {"name": "合计", "total": 1},
            {"code": "201", "name": "甲", "total": 1, "other": "三百"}]}}}"#;
        let document = Document::parse(json.as_bytes().to_vec()).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        let of_number = accounts
            .remarks
            .iter()
            .find(|remark| remark.kind == RemarkKind::Unreadable);
        let place = place_of(&accounts, of_number.unwrap()).unwrap();
        assert_eq!(accounts.label(place).zh, "收入决算表 · 甲 · 其他收入");
    }
}
