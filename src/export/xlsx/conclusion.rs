//! The first sheet: what was reviewed, what it comes to, how much of it was checked, and where the
//! rest of the workbook is.

use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

use crate::export::words::ledger_parts;
use crate::export::{Reviewed, unchecked};
use crate::model::{Lang, Text};
use crate::rules::Level;

use super::findings::link_to;
use super::list::{self, Entry};
use super::style;
use super::table::{self, TableSheet};

/// Widths of the columns, in digits.
const WIDTHS: [u32; 7] = [42, 11, 11, 11, 11, 11, 40];
/// The last column.
const LAST: u16 = 6;

/// What the sheet shows.
pub(super) struct Page<'a> {
    pub(super) reviewed: &'a Reviewed<'a>,
    pub(super) entries: &'a [Entry<'a>],
    pub(super) sheets: &'a [TableSheet<'a>],
    /// The name of the list's sheet.
    pub(super) list: &'a str,
    pub(super) lang: Lang,
}

impl Page<'_> {
    /// Writes the sheet.
    pub(super) fn write(&self, worksheet: &mut Worksheet, name: &str) -> Result<(), XlsxError> {
        worksheet.set_name(name)?;
        for (column, width) in (0..).zip(WIDTHS) {
            worksheet.set_column_width(column, width)?;
        }
        let mut sheet = Lines {
            worksheet,
            row: 0,
            lang: self.lang,
        };
        self.head(&mut sheet)?;
        self.levels(&mut sheet)?;
        self.coverage(&mut sheet)?;
        self.tables(&mut sheet)?;
        self.not_checked(&mut sheet)?;
        self.remarks(&mut sheet)?;
        worksheet.set_screen_gridlines(false);
        worksheet.set_portrait().set_paper_size(9);
        worksheet.set_print_fit_to_pages(1, 0);
        worksheet.set_footer("&C&P / &N");
        Ok(())
    }

    fn head(&self, sheet: &mut Lines<'_>) -> Result<(), XlsxError> {
        let Reviewed {
            accounts, review, ..
        } = self.reviewed;
        let title = Text::new("部门决算审核结论", "Review of final accounts: conclusion");
        sheet.worksheet.set_row_height(0, 32)?;
        sheet
            .worksheet
            .write_with_format(0, 0, title.get(self.lang), &style::page_title())?;
        sheet.row = 2;
        let verdict = review
            .verdict()
            .text(&review.counts(), review.ledger.not_checked);
        let unknown = || Text::new("未写明", "not stated");
        let department = accounts.department.as_deref();
        let year = accounts.year.map(|year| Text::same(year.to_string()));
        let edition = accounts.edition.map(|edition| edition.title.clone());
        let lines = [
            (
                Text::new("部门", "Department"),
                department.map_or_else(unknown, Text::same),
            ),
            (Text::new("年度", "Year"), year.unwrap_or_else(unknown)),
            (
                Text::new("报表版式", "Edition"),
                edition.unwrap_or_else(unknown),
            ),
            (Text::new("文件", "File"), Text::same(self.reviewed.file)),
        ];
        for (label, text) in lines {
            sheet.labelled(&label, &text, &style::words())?;
        }
        let counts = review.counts();
        let worst = Level::ALL
            .into_iter()
            .find(|level| counts.level(*level) > 0);
        let format = match worst {
            Some(level) => style::flagged(style::words(), level),
            None => style::words().set_bold(),
        };
        sheet.labelled(&Text::new("结论", "Verdict"), &verdict, &format)
    }

    /// How many open findings there are of each level, and what the level asks for.
    fn levels(&self, sheet: &mut Lines<'_>) -> Result<(), XlsxError> {
        sheet.section(&Text::new("问题", "Findings"))?;
        sheet.cells(
            0,
            &[Text::new("级别", "Level"), Text::new("数量", "Count")],
            &style::head(),
        )?;
        sheet.wide(2, &Text::new("含义", "Meaning"), &style::head())?;
        sheet.row += 1;
        let counts = self.reviewed.review.counts();
        for level in Level::ALL {
            let format = style::flagged(style::boxed(), level);
            sheet.cells(0, &[level.text()], &format.set_indent(1))?;
            sheet.count(1, counts.level(level), &style::boxed())?;
            sheet.wide(2, &meaning(level), &style::boxed().set_indent(1))?;
            sheet.row += 1;
        }
        let explained = self
            .entries
            .iter()
            .filter(|entry| !entry.stance.is_open())
            .count();
        let name = Text::new("已说明", "explained");
        sheet.cells(0, &[name], &style::boxed().set_indent(1))?;
        sheet.count(1, explained, &style::boxed())?;
        let words = Text::new(
            "已由审核人说明，不再计入以上各级",
            "explained by a reviewer and not counted above",
        );
        sheet.wide(2, &words, &style::boxed().set_indent(1))?;
        sheet.row += 1;
        let text = Text::new("→ 打开问题清单", "→ Open the list of findings");
        sheet.link(
            0,
            &link_to(self.list, list::HEAD_ROW, 0),
            &text,
            &style::caption(),
        )
    }

    fn coverage(&self, sheet: &mut Lines<'_>) -> Result<(), XlsxError> {
        let ledger = &self.reviewed.review.ledger;
        sheet.section(&Text::new("检查范围", "Coverage"))?;
        let head = [Text::new("关系", "Relations"), Text::new("数量", "Count")];
        sheet.cells(0, &head, &style::head())?;
        sheet.row += 1;
        for (name, count) in ledger_parts(ledger) {
            sheet.cells(0, &[name], &style::boxed().set_indent(1))?;
            sheet.count(1, count, &style::boxed())?;
            sheet.row += 1;
        }
        sheet.cells(
            0,
            &[Text::new("合计", "Total")],
            &style::total(style::boxed()).set_indent(1),
        )?;
        sheet.count(1, ledger.total(), &style::total(style::boxed()))?;
        sheet.row += 1;
        Ok(())
    }

    /// The tables with their findings, each a link.
    fn tables(&self, sheet: &mut Lines<'_>) -> Result<(), XlsxError> {
        if self.sheets.is_empty() {
            return Ok(());
        }
        sheet.section(&Text::new("各表", "Tables"))?;
        let mut head = vec![Text::new("表", "Table"), Text::new("行数", "Rows")];
        head.extend(Level::ALL.map(Level::text));
        sheet.cells(0, &head, &style::head())?;
        sheet.row += 1;
        for table in self.sheets {
            let title = table::title(table.layout.table);
            let link = style::boxed().set_indent(1);
            sheet.linked(0, &link_to(&table.name, 0, 0), &title, &link)?;
            sheet.count(1, table.layout.table.rows.len(), &style::boxed())?;
            for (column, level) in (2..).zip(Level::ALL) {
                let count = self.count(table, level);
                let format = match count {
                    0 => style::boxed(),
                    _ => style::flagged(style::boxed(), level),
                };
                sheet.count(column, count, &format)?;
            }
            sheet.row += 1;
        }
        Ok(())
    }

    /// Open findings of a level whose first cell stands in the table.
    fn count(&self, table: &TableSheet<'_>, level: Level) -> usize {
        let id = table.layout.table.id;
        let entries = self.entries.iter().filter(|entry| {
            let first = entry.finding.shown.first();
            first.is_some_and(|shown| shown.place.table_ref() == id)
                && entry.finding.level == level
                && entry.stance.is_open()
                && !entry.finding.is_consequence()
        });
        entries.count()
    }

    fn not_checked(&self, sheet: &mut Lines<'_>) -> Result<(), XlsxError> {
        let groups = unchecked(self.reviewed.review);
        if groups.is_empty() {
            return Ok(());
        }
        sheet.section(&Text::new("未能检查的内容", "What could not be checked"))?;
        sheet.cells(
            0,
            &[Text::new("原因", "Why"), Text::new("数量", "Count")],
            &style::head(),
        )?;
        sheet.wide(
            2,
            &Text::new("规则与所缺内容", "Rules, and what is missing"),
            &style::head(),
        )?;
        sheet.row += 1;
        for group in groups {
            sheet.cells(0, std::slice::from_ref(&group.why), &style::words())?;
            sheet.count(1, group.count, &style::centred())?;
            let rules: Vec<String> = group.rules.iter().map(ToString::to_string).collect();
            let rules = Text::new(rules.join("、"), rules.join(", "));
            let what = Text::join(&group.what, "、", ", ");
            let both = [rules, what].into_iter().filter(|text| !text.zh.is_empty());
            let text = Text::join(&both.collect::<Vec<_>>(), "：", ": ");
            sheet.wide(2, &text, &style::words())?;
            sheet.high(&group.why, 2, &text)?;
            sheet.row += 1;
        }
        Ok(())
    }

    fn remarks(&self, sheet: &mut Lines<'_>) -> Result<(), XlsxError> {
        let remarks = &self.reviewed.accounts.remarks;
        if remarks.is_empty() {
            return Ok(());
        }
        let title = Text::new(
            "文件中未能理解的内容",
            "What was not understood in the file",
        );
        sheet.section(&title)?;
        for remark in remarks {
            let at = remark.position;
            let at = Text::new(
                format!("第 {} 行第 {} 列", at.line, at.column),
                format!("line {}, column {}", at.line, at.column),
            );
            sheet.labelled(&at, &remark.text, &style::words())?;
        }
        Ok(())
    }
}

/// What a level asks for.
fn meaning(level: Level) -> Text {
    match level {
        Level::Error => Text::new(
            "正确的决算中不会出现，须改正",
            "cannot be in correct accounts; has to be corrected",
        ),
        Level::Warning => Text::new(
            "通常不应如此，须核实原因",
            "unusual; the reason has to be verified",
        ),
        Level::Question => Text::new("须由编制人说明", "the preparer has to explain it"),
        Level::Note => Text::new(
            "四舍五入等尾差，供参考",
            "rounding and the like, for information",
        ),
    }
}

/// A sheet that is written line by line.
struct Lines<'w> {
    worksheet: &'w mut Worksheet,
    row: u32,
    lang: Lang,
}

impl Lines<'_> {
    fn section(&mut self, title: &Text) -> Result<(), XlsxError> {
        self.row += 1;
        self.worksheet.set_row_height(self.row, 22)?;
        let text = title.get(self.lang);
        self.worksheet
            .write_with_format(self.row, 0, text, &style::section())?;
        self.row += 1;
        Ok(())
    }

    /// A label and, over the other columns, what it names.
    fn labelled(&mut self, label: &Text, text: &Text, format: &Format) -> Result<(), XlsxError> {
        self.cells(
            0,
            std::slice::from_ref(label),
            &style::head().set_align(FormatAlign::Left).set_indent(1),
        )?;
        self.wide(1, text, format)?;
        self.high(label, 1, text)?;
        self.row += 1;
        Ok(())
    }

    fn cells(&mut self, first: u16, texts: &[Text], format: &Format) -> Result<(), XlsxError> {
        for (column, text) in (first..).zip(texts) {
            let text = text.get(self.lang);
            self.worksheet
                .write_with_format(self.row, column, text, format)?;
        }
        Ok(())
    }

    /// A text from a column to the last one.
    fn wide(&mut self, first: u16, text: &Text, format: &Format) -> Result<(), XlsxError> {
        let text = text.get(self.lang);
        self.worksheet
            .merge_range(self.row, first, self.row, LAST, text, format)?;
        Ok(())
    }

    /// Merged cells do not make their row higher by themselves.
    fn high(&mut self, label: &Text, first: u16, text: &Text) -> Result<(), XlsxError> {
        let width: u32 = WIDTHS[usize::from(first)..].iter().sum();
        let [label, text] = [label, text].map(|text| text.get(self.lang));
        let height = style::height([(label, WIDTHS[0]), (text, width)]);
        self.worksheet.set_row_height(self.row, height)?;
        Ok(())
    }

    fn count(&mut self, column: u16, count: usize, format: &Format) -> Result<(), XlsxError> {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let format = format
            .clone()
            .set_align(FormatAlign::Center)
            .set_num_format("#,##0;-#,##0;–");
        self.worksheet
            .write_with_format(self.row, column, count, &format)?;
        Ok(())
    }

    /// A link on a line of its own.
    fn link(
        &mut self,
        column: u16,
        to: &str,
        text: &Text,
        format: &Format,
    ) -> Result<(), XlsxError> {
        self.linked(column, to, text, format)?;
        self.row += 1;
        Ok(())
    }

    fn linked(
        &mut self,
        column: u16,
        to: &str,
        text: &Text,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let url = Url::new(format!("internal:{to}")).set_text(text.get(self.lang));
        let format = style::link(format.clone());
        self.worksheet
            .write_url_with_format(self.row, column, url, &format)?;
        Ok(())
    }
}
