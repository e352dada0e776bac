//! What a reader should know of a document besides its text.

use crate::model::Text;

/// How often something occurred that is not read as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Insertions that are recorded as changes.
    pub(super) inserted: usize,
    /// Deletions that are recorded as changes.
    pub(super) deleted: usize,
    /// Runs of hidden words.
    pub(super) hidden_runs: usize,
    /// Words within the instructions of fields.
    pub(super) in_instructions: usize,
    /// Whether a field does not end.
    pub(super) open_fields: bool,
    /// Pictures and charts.
    pub(super) pictures: usize,
    /// Other documents within this one.
    pub(super) embedded: usize,
    /// Readings above words.
    pub(super) ruby: usize,
    /// Signs of symbol fonts that are not known.
    pub(super) symbols: usize,
    /// Tables within cells.
    pub(super) nested: usize,
    /// Whether an automatic number is of a kind that is not known.
    pub(super) unknown_numbers: bool,
}

impl Counts {
    /// All of it in words.
    pub(super) fn notes(self) -> Vec<Text> {
        let mut notes = Vec::new();
        let mut say = |count: usize, zh: String, en: String| {
            if count > 0 {
                notes.push(Text::new(zh, en));
            }
        };
        let (inserted, deleted) = (self.inserted, self.deleted);
        say(
            inserted + deleted,
            format!(
                "文档有未处理的修订：插入 {inserted} 处、删除 {deleted} 处，按全部接受后的文字读取"
            ),
            format!(
                "the document has recorded changes, {inserted} insertions and {deleted} deletions; \
                 it is read with all of them accepted"
            ),
        );
        let count = self.hidden_runs;
        say(
            count,
            format!("有 {count} 处隐藏文字没有读入"),
            format!("{count} runs of hidden words are not read"),
        );
        let count = self.in_instructions;
        say(
            count,
            format!("有 {count} 处文字在域代码之内，没有读入"),
            format!("{count} runs of words within field codes are not read"),
        );
        say(
            usize::from(self.open_fields),
            "有一个域没有结尾，其后的文字可能没有读全".to_owned(),
            "a field does not end; words behind it may not be read".to_owned(),
        );
        let count = self.pictures;
        say(
            count,
            format!("有 {count} 张图片或图表，其中的数字没有读入"),
            format!("numbers in {count} pictures or charts are not read"),
        );
        let count = self.embedded;
        say(
            count,
            format!("有 {count} 个嵌入的文件或对象，其内容没有读入"),
            format!("{count} embedded files or objects are not read"),
        );
        let count = self.ruby;
        say(
            count,
            format!("有 {count} 处注音没有读入"),
            format!("readings above words in {count} places are not read"),
        );
        let count = self.symbols;
        say(
            count,
            format!("有 {count} 个符号字体的字符不能识别，以“〓”代替，原文件不变"),
            format!("{count} signs of symbol fonts are not known and shown as “〓”"),
        );
        let count = self.nested;
        say(
            count,
            format!("有 {count} 个表格嵌在单元格里，按所在单元格的文字读取"),
            format!("{count} tables stand within cells and are read as words of these"),
        );
        say(
            usize::from(self.unknown_numbers),
            "有自动编号的格式不能识别，以阿拉伯数字代替".to_owned(),
            "automatic numbers of a kind that is not known are shown as digits".to_owned(),
        );
        notes
    }
}
