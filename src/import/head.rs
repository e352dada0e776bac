//! The head of a table: which lines it takes, and what stands above each column.
//!
//! Heads have one to four lines. A cell spreads to the right as far as its merged area says; where
//! no area is given, over empty cells that lie below the same upper head.

use crate::model::Unit;
use crate::workbook::{Cell, CellAt, Content};

use super::cell::is_number;
use super::grid::{Grid, Line, Role};
use super::words::{HeadWord, head_word, is_head};

/// Most lines of a head: what goes on longer is no head.
const MOST_LINES: usize = 6;

/// The head of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// Which of the lines it takes, from the first one of the table.
    pub(super) lines: usize,
    /// What stands above each column, left to right.
    pub(super) columns: Vec<HeadColumn>,
    /// Its first line in words, by which a repetition is told.
    pub(super) first: Vec<(u16, String)>,
    /// Whether its last line prints a total beside its heads.
    pub(super) total: bool,
}

/// What stands above a column, top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HeadColumn {
    /// The sheet's column.
    pub(super) column: u16,
    /// The words, the lowest last.
    pub(super) chain: Vec<String>,
    /// The unit that the lowest of them carries.
    pub(super) unit: Option<Unit>,
    /// The year that the lowest of them carries.
    pub(super) year: Option<u16>,
}

/// What a column holds, by its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnRole {
    /// Codes or a part of them.
    Code,
    /// Names.
    Name,
    /// Numbers of lines.
    Numbering,
    /// Remarks.
    Words,
    /// Amounts.
    Amount,
}

impl HeadColumn {
    /// What the column holds.
    pub(super) fn role(&self) -> ColumnRole {
        let Some(leaf) = self.chain.last().map(String::as_str) else {
            return ColumnRole::Amount;
        };
        let is_code = |word: &String| word.contains("编码") || word.contains("代码");
        if leaf.ends_with("名称") || leaf.starts_with("项目（") {
            return ColumnRole::Name;
        }
        if self.chain.iter().any(is_code) {
            return ColumnRole::Code;
        }
        match leaf {
            "类" | "款" | "项" | "目" => ColumnRole::Code,
            "行次" | "栏次" | "序号" => ColumnRole::Numbering,
            "备注" | "说明" => ColumnRole::Words,
            "项目"
            | "科目"
            | "收入"
            | "支出"
            | "收入项目"
            | "支出项目"
            | "内容"
            | "采购项目"
            | "功能分类"
            | "支出功能分类"
            | "功能分类科目"
            | "支出功能分类科目"
            | "经济分类"
            | "支出经济分类"
            | "经济分类科目"
            | "指标" => ColumnRole::Name,
            _ => ColumnRole::Amount,
        }
    }
}

/// The words of a cell that may stand in a head: text that is no number.
fn word_of(cell: &Cell) -> Option<HeadWord> {
    match &cell.content {
        Content::Text(text) if text.len() <= 160 && !is_number(text) => Some(head_word(text)),
        _ => None,
    }
}

/// All words of a line, `None` when it holds anything else.
fn words_of(grid: &Grid<'_>, line: Line) -> Option<Vec<(u16, HeadWord)>> {
    let cells = grid.cells(line);
    cells
        .map(|(_, cell)| word_of(cell).map(|word| (cell.at.column, word)))
        .collect()
}

/// Whether a line may begin a head. Below another table only a line that says where names or
/// codes stand may: its last lines are made of words that are heads elsewhere.
pub(super) fn begins(grid: &Grid<'_>, line: Line, below_a_table: bool) -> bool {
    let Some(words) = words_of(grid, line) else {
        return false;
    };
    let count = |fits: fn(&str) -> bool| words.iter().filter(|(_, w)| fits(&w.word)).count();
    let anchor = |word: &str| {
        matches!(
            word,
            "项目" | "科目" | "科目名称" | "名称" | "类" | "行次" | "栏次" | "项目名称" | "序号"
        ) || word.contains("编码")
            || word.contains("代码")
            || word.contains("分类")
    };
    let halves = count(|word| word == "收入") > 0 && count(|word| word == "支出") > 0;
    let heads = count(|word| is_head(word) || names_or_codes(word));
    let strong =
        heads >= 1 && (words.len() >= 2 || heads == 1 && !below_a_table) && count(anchor) > 0;
    let loose = !below_a_table && heads >= 2;
    (halves || strong || loose) && heads * 2 >= words.len()
}

/// Whether a word says that names or codes stand below it.
fn names_or_codes(word: &str) -> bool {
    word.ends_with("名称") || word.ends_with("编码") || word.ends_with("代码")
}

/// Whether a line repeats the first line of a head, as at the top of a page.
pub(super) fn repeats(grid: &Grid<'_>, line: Line, head: &Head) -> bool {
    let same = |words: Vec<(u16, HeadWord)>| {
        words.len() == head.first.len()
            && words
                .iter()
                .zip(&head.first)
                .all(|((column, word), (of, first))| column == of && word.word == *first)
    };
    head.first.len() >= 2 && words_of(grid, line).is_some_and(same)
}

/// Reads the head that begins with the first of these lines.
pub(super) fn read(grid: &mut Grid<'_>, lines: &[Line]) -> Head {
    let mut head = Head {
        lines: 1,
        columns: columns_of(grid, &lines[..1]),
        first: first_words(grid, lines[0]),
        total: false,
    };
    while head.lines < MOST_LINES.min(lines.len()) {
        let next = lines[head.lines];
        if !goes_on(grid, next, &head) {
            break;
        }
        head.total = total_in(grid, next, &head).is_some();
        head.lines += 1;
        head.columns = columns_of(grid, &lines[..head.lines]);
        if head.total {
            break;
        }
    }
    for line in &lines[..head.lines] {
        grid.mark_words(*line);
    }
    head
}

fn first_words(grid: &Grid<'_>, line: Line) -> Vec<(u16, String)> {
    let words = words_of(grid, line).unwrap_or_default();
    words
        .into_iter()
        .map(|(column, word)| (column, word.word))
        .collect()
}

/// Whether a line continues the head above it.
fn goes_on(grid: &Grid<'_>, line: Line, head: &Head) -> bool {
    let Some(words) = words_of(grid, line) else {
        return false;
    };
    let role = |column: u16| {
        let above = head.columns.iter().find(|above| above.column == column);
        above.map_or(ColumnRole::Amount, HeadColumn::role)
    };
    let structural = |word: &str| {
        matches!(
            word,
            "类" | "款" | "项" | "目" | "科目" | "名称" | "编码" | "代码" | "项目"
        ) || word.contains("科目")
            || word.contains("分类")
    };
    let is_more = |(column, word): &(u16, HeadWord)| {
        structural(&word.word)
            || is_head(&word.word) && !matches!(role(*column), ColumnRole::Name | ColumnRole::Code)
    };
    // A name with its numeral is a row, though the name alone may be a head.
    let more = words.iter().filter(|word| is_more(word)).count();
    let heads = words.iter().filter(|(_, word)| is_head(&word.word)).count();
    more > 0 && heads * 2 >= words.len()
}

/// The column of `合计` that stands in the place of a name or a code in a line of the head.
fn total_in(grid: &Grid<'_>, line: Line, head: &Head) -> Option<u16> {
    let is_total = |cell: &Cell| matches!(&*head_word(cell.content.text()).word, "合计" | "总计");
    let mut totals = grid.cells(line).filter(|(_, cell)| is_total(cell));
    totals.find_map(|(_, cell)| {
        let above = head
            .columns
            .iter()
            .find(|above| above.column == cell.at.column)?;
        let is_place = matches!(above.role(), ColumnRole::Name | ColumnRole::Code);
        is_place.then_some(cell.at.column)
    })
}

/// The chains of all columns below the lines of a head.
fn columns_of(grid: &Grid<'_>, lines: &[Line]) -> Vec<HeadColumn> {
    let ends = lines.iter().flat_map(|line| {
        let mut cells = grid.cells(*line);
        let first = cells.next().map(|(_, cell)| cell.at.column);
        let last = cells.next_back().map(|(_, cell)| cell.at.column);
        first.into_iter().chain(last)
    });
    let (Some(from), Some(to)) = (ends.clone().min(), ends.max()) else {
        return Vec::new();
    };
    let width = usize::from(to - from) + 1;
    // For each column, which cell of each line stands above it, by the cell's column.
    let mut above: Vec<Vec<Option<u16>>> = vec![Vec::new(); width];
    for line in lines {
        let mut left: Option<u16> = None;
        for (index, column) in (from..=to).enumerate() {
            let own = grid.cell(*line, column).map(|(_, cell)| cell.at.column);
            let origin = own.or_else(|| {
                let at = CellAt {
                    row: line.row,
                    column,
                };
                match grid.merged_into(at) {
                    // A cell that hangs down from a line above says nothing in this one.
                    Some(origin) => (origin.row == line.row).then_some(origin.column),
                    None => left.filter(|left| spreads(grid, *line, *left, &above, index)),
                }
            });
            left = origin;
            above[index].push(origin);
        }
    }
    (from..=to)
        .zip(&above)
        .map(|(column, origins)| chain(grid, lines, column, origins))
        .collect()
}

/// Whether the cell that stands above the column on the left stands above this one too.
fn spreads(
    grid: &Grid<'_>,
    line: Line,
    left: u16,
    above: &[Vec<Option<u16>>],
    index: usize,
) -> bool {
    let at = CellAt {
        row: line.row,
        column: left,
    };
    let level = above[index].len();
    let same_parent = above[index - 1][..level] == above[index][..level];
    // What is merged ends with its area, and what carries an amount's name is one column.
    grid.merged_into(at).is_none() && same_parent
}

fn chain(grid: &Grid<'_>, lines: &[Line], column: u16, origins: &[Option<u16>]) -> HeadColumn {
    let mut head = HeadColumn {
        column,
        ..HeadColumn::default()
    };
    for (line, origin) in lines.iter().zip(origins) {
        let cell = origin.and_then(|origin| grid.cell(*line, origin));
        let Some(HeadWord { word, unit, year }) = cell.and_then(|(_, cell)| word_of(cell)) else {
            continue;
        };
        head.unit = unit.or(head.unit);
        head.year = year.or(head.year);
        if !word.is_empty() && head.chain.last() != Some(&word) {
            head.chain.push(word);
        }
    }
    head
}

/// Takes the total that the head's last line prints out of the heads: the column of its label.
pub(super) fn take_total(grid: &Grid<'_>, lines: &[Line], head: &mut Head) -> Option<u16> {
    if !head.total {
        return None;
    }
    let upper = Head {
        columns: columns_of(grid, &lines[..head.lines - 1]),
        ..Head::default()
    };
    let column = total_in(grid, lines[head.lines - 1], &upper)?;
    for below in &mut head.columns {
        let before = upper
            .columns
            .iter()
            .find(|above| above.column == below.column);
        let is_place =
            before.is_some_and(|above| matches!(above.role(), ColumnRole::Name | ColumnRole::Code));
        if is_place
            && below
                .chain
                .last()
                .is_some_and(|leaf| matches!(&**leaf, "合计" | "总计"))
        {
            below.chain.pop();
        }
    }
    Some(column)
}

/// Marks the lines below a head that number its columns; how many there are.
pub(super) fn skip_numbering(grid: &mut Grid<'_>, lines: &[Line]) -> usize {
    let Some(line) = lines.first().copied() else {
        return 0;
    };
    let cells: Vec<(u32, &Cell)> = grid.cells(line).collect();
    let word = |cell: &Cell| head_word(cell.content.text()).word;
    let label = |cell: &Cell| matches!(&*word(cell), "栏次" | "甲" | "乙" | "丙");
    // The parts of the codes may hang down beside the numbers.
    let code = |cell: &Cell| matches!(&*word(cell), "类" | "款" | "项" | "目");
    let says_so = cells.iter().any(|(_, cell)| word(cell) == "栏次");
    let formula = |text: &str| {
        let signs = |c: char| c.is_ascii_digit() || "=＝+＋-－（）()栏".contains(c);
        text.contains(['=', '＝']) && text.chars().all(signs)
    };
    let mut next = 1_u32;
    let mut labelled = false;
    for (_, cell) in &cells {
        let text = super::words::bare(cell.content.text());
        let number: Option<u32> = text.parse().ok();
        // Where a word says that columns are numbered, forms may leave numbers out.
        let counts = match number {
            Some(number) if says_so => (next..next.saturating_add(100)).contains(&number),
            number => number == Some(next) || formula(&text),
        };
        if counts {
            next = number.unwrap_or(next) + 1;
        } else if label(cell) {
            labelled = true;
        } else if !code(cell) && !(says_so && crate::model::is_blank(&text)) {
            return 0;
        }
    }
    if next == 1 || (!labelled && next < 4) {
        return 0;
    }
    for (index, _) in cells {
        grid.mark(index, Role::Numbering);
    }
    1
}
