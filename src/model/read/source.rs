//! Reading where tables and rows stand in the workbook that the accounts were imported from, and
//! what the import could not place there.

use crate::document::{Kind, Pointer, Value};
use crate::model::{
    Accounts, Amount, Asks, Catalogue, Remark, RemarkKind, RemarkSource, RowSource, SourceBlock,
    TableSource, TableSpec, Text, column_index,
};

use super::{Reader, given};

/// Members of a table's source.
const SOURCE_MEMBERS: &[&str] = &["file", "sheet", "blocks"];

impl<'a> Reader<'a> {
    /// The sheet of a table; `None`, with a remark, when what stands there does not say it.
    pub(super) fn table_source(
        &mut self,
        spec: &TableSpec,
        table: Value<'a>,
    ) -> Option<TableSource> {
        let value = given(table, "source")?;
        let sheet = given(value, "sheet").and_then(verbatim);
        let blocks = given(value, "blocks").filter(|blocks| blocks.kind() == Kind::Array);
        // Of a source that stands twice it is not known which is meant.
        let (Some(sheet), Some(blocks), 1) = (sheet, blocks, table.occurrences("source")) else {
            self.remarks
                .wrong_type(value, "工作表的名称与各列", "a sheet and its columns");
            return None;
        };
        self.unknown_keys(value, SOURCE_MEMBERS);
        let blocks = blocks.elements();
        Some(TableSource {
            file: given(value, "file").and_then(verbatim),
            sheet,
            blocks: blocks.map(|block| self.block(spec, block)).collect(),
        })
    }

    fn block(&mut self, spec: &TableSpec, value: Value<'a>) -> SourceBlock {
        let mut block = SourceBlock::default();
        if value.kind() != Kind::Object {
            self.remarks
                .wrong_type(value, "一组列", "a group of columns");
        }
        for (key, member) in value.members() {
            let key = key.name();
            let column = (0_u16..)
                .zip(&spec.columns)
                .find(|(_, column)| column.key == *key);
            let Some((first, last)) = member.string().and_then(|letters| columns(&letters)) else {
                self.remarks
                    .wrong_type(member, "工作表的列（如 D）", "a sheet's column, as D");
                continue;
            };
            match (&*key, column) {
                (_, Some((column, _))) if first == last => block.columns.push((column, first)),
                ("code", None) => block.code = Some((first, last)),
                ("name", None) if first == last => block.name = Some(first),
                ("name", None) | (_, Some(_)) => {
                    self.remarks
                        .wrong_type(member, "工作表的一列（如 D）", "one column, as D");
                }
                (_, None) => self.remarks.unknown(member, &key, 1),
            }
        }
        block
    }

    /// What the import found on the sheets and could not place.
    pub(super) fn not_understood(&mut self, root: Value<'a>) {
        for value in self.list(root, "not_understood") {
            let say = |key| given(value, key).and_then(words);
            let printed = say("text").unwrap_or_default();
            let source = RemarkSource {
                file: say("file"),
                sheet: say("sheet"),
                cell: say("cell"),
                is_amount: Amount::parse(&printed).is_ok(),
                asks: None,
            };
            self.accounts.amounts_not_understood += usize::from(source.is_amount);
            let why = say("why").unwrap_or_else(|| "未能识别".into());
            let why_en = say("why_en").unwrap_or_else(|| "not understood".into());
            let text = match &*printed {
                "" => Text::new(why, why_en),
                printed => Text::new(
                    format!("“{printed}”：{why}"),
                    format!("“{printed}”: {why_en}"),
                ),
            };
            self.remarks
                .imported(RemarkKind::NotUnderstood, value, text, source);
        }
    }

    /// What the import says about how the workbook was read.
    pub(super) fn import_notes(&mut self, root: Value<'a>) {
        for value in self.list(root, "import_notes") {
            let say = |key| given(value, key).and_then(words);
            let source = RemarkSource {
                file: say("file"),
                sheet: say("sheet"),
                cell: say("cell"),
                is_amount: false,
                asks: asks(say("asks").as_deref(), say("table").as_deref()),
            };
            self.accounts.text_of_another |= source.asks.is_some_and(|asks| asks.whose);
            let Some(zh) = say("text").or_else(|| say("text_en")) else {
                self.remarks.wrong_type(value, "导入说明", "a note");
                continue;
            };
            let text = Text::new(zh.clone(), say("text_en").unwrap_or(zh));
            self.remarks.imported(RemarkKind::Note, value, text, source);
        }
    }

    /// The objects of a list of the top level; anything else is remarked on.
    fn list(&mut self, root: Value<'a>, key: &str) -> Vec<Value<'a>> {
        let Some(list) = given(root, key) else {
            return Vec::new();
        };
        if list.kind() != Kind::Array {
            self.remarks.wrong_type(list, "列表", "a list");
        }
        let (objects, others): (Vec<_>, Vec<_>) = list
            .elements()
            .partition(|value| value.kind() == Kind::Object);
        for value in others {
            self.remarks.wrong_type(value, "对象", "an object");
        }
        objects
    }
}

/// Says of amounts that could not be read in which cells of the workbook they stand.
pub(super) fn name_cells(accounts: &mut Accounts) {
    let mut remarks = std::mem::take(&mut accounts.remarks);
    let unread = |remark: &&mut Remark| remark.kind == RemarkKind::Unreadable;
    for remark in remarks.iter_mut().filter(unread) {
        remark.source = cell_of(accounts, &remark.at).map(Box::new);
    }
    accounts.remarks = remarks;
}

fn cell_of(accounts: &Accounts, at: &Pointer) -> Option<RemarkSource> {
    let tables = accounts.tables.iter();
    let (table, below) = tables
        .filter(|table| table.source.is_some())
        .find_map(|table| Some((table, at.as_str().strip_prefix(table.rows_at.as_str())?)))?;
    let (row, _) = below.strip_prefix('/')?.split_once('/')?;
    let path = &below[1 + row.len()..];
    let mut columns = (0..).zip(&table.spec().columns);
    let (column, _) = columns.find(|(_, column)| column.path() == path)?;
    let cell = accounts.sheet_cell(table.place(row.parse().ok()?, column))?;
    Some(RemarkSource {
        file: cell.file.map(Into::into),
        sheet: Some(cell.sheet.into()),
        cell: Some(cell.cell().into()),
        is_amount: false,
        asks: None,
    })
}

/// What a note asks: `correct` or `explain`, and the table that it is about.
fn asks(what: Option<&str>, table: Option<&str>) -> Option<Asks> {
    let must = match what? {
        "correct" => true,
        "explain" | "whose" => false,
        _ => return None,
    };
    let mut tables = Catalogue::get().tables();
    let table = table.and_then(|id| tables.find(|(_, spec)| spec.id.as_deref() == Some(id)));
    Some(Asks {
        must,
        table: table.map(|(id, _)| id),
        whose: what == Some("whose"),
    })
}

fn words(value: Value<'_>) -> Option<Box<str>> {
    let words = value.string()?;
    let words = words.trim();
    (!words.is_empty()).then(|| words.into())
}

/// A name as it is: that of a sheet may end with a space.
fn verbatim(value: Value<'_>) -> Option<Box<str>> {
    let name = value.string()?;
    (!name.is_empty()).then(|| name.as_ref().into())
}

/// `"D"` or `"A:C"`: the first column and the last, from 0.
fn columns(letters: &str) -> Option<(u16, u16)> {
    let (first, last) = letters.split_once(':').unwrap_or((letters, letters));
    let (first, last) = (column_index(first)?, column_index(last)?);
    (first <= last).then_some((first, last))
}

/// The line of the sheet: `7`, or `[2, 7]` under the second block; both count from 1.
pub(super) fn row_source(value: Value<'_>) -> Option<RowSource> {
    /// The last row that a sheet can have.
    const MOST: u32 = 1_048_576;
    let number = |value: Value<'_>| match value.kind() {
        Kind::Number => value.raw().parse::<u32>().ok()?.checked_sub(1),
        _ => None,
    };
    let (block, row) = match value.kind() {
        Kind::Array if value.len() == 2 => (number(value.element(0)?)?, number(value.element(1)?)?),
        _ => (0, number(value)?),
    };
    (row < MOST).then_some(RowSource {
        block: u16::try_from(block).ok()?,
        row,
    })
}
