//! A sheet taken apart: titles, heads, figures and sentences, top to bottom.

use crate::model::{Catalogue, TableGroup, TableId, Text};
use crate::workbook::{Cell, Content, Sheet};

use super::across;
use super::blocks::{self, Block};
use super::cell::is_figure;
use super::contents;
use super::fit::{self, Fit};
use super::found::Found;
use super::grid::{Grid, Line, Role};
use super::head::{self, Head};
use super::header::{self, Said};
use super::rows;
use super::title::{self, Title};
use super::unplaced::Why;
use super::words::joined;

/// How many lines below a head are looked at to tell which table it is.
const LOOKED_AT: usize = 80;

/// A sheet that was read.
pub(super) struct ReadSheet<'a> {
    /// Its cells with what each turned out to be.
    pub(super) grid: Grid<'a>,
    /// Its tables, in order.
    pub(super) tables: Vec<Found>,
    /// The titles that its list of tables gives.
    pub(super) contents: Vec<String>,
    /// Department and year.
    pub(super) said: Said,
    /// What a reader should know.
    pub(super) notes: Vec<Text>,
}

/// What stands above a table.
#[derive(Default)]
struct Above {
    title: Option<(Title, String)>,
    units: Vec<String>,
}

/// A table whose lines are being read.
struct Open {
    head: Head,
    table: Option<TableId>,
    why: Why,
    blocks: Vec<Block>,
    fit: Fit,
    plans: Vec<rows::Plan>,
    numbering: Vec<u16>,
    found: Found,
    lines: Vec<Line>,
}

struct Reader<'a> {
    read: ReadSheet<'a>,
    /// Titles that the sheet's and the file's name give to its first table.
    names: Vec<(Title, String)>,
    above: Above,
    open: Option<Open>,
    in_contents: bool,
}

/// Reads a sheet; `names` are its own and, where it is alone, its file's.
pub(super) fn read<'a>(sheet: &'a Sheet, names: &[&str]) -> ReadSheet<'a> {
    let grid = Grid::new(sheet);
    let lines = grid.lines();
    let titles = names.iter().filter_map(|name| {
        let title = title::read(name)?;
        Some((title, (*name).to_owned()))
    });
    let mut reader = Reader {
        names: titles.collect(),
        read: ReadSheet {
            grid,
            tables: Vec::new(),
            contents: Vec::new(),
            said: Said::default(),
            notes: Vec::new(),
        },
        above: Above::default(),
        open: None,
        in_contents: names.iter().any(|name| super::words::bare(name) == "目录"),
    };
    for band in super::bands::bands(&reader.read.grid, &lines) {
        reader.band(&band);
    }
    reader.read
}

impl Reader<'_> {
    fn band(&mut self, lines: &[Line]) {
        let mut at = 0;
        while let Some(line) = lines.get(at).copied() {
            at += self.line(line, &lines[at..]);
        }
        self.close();
        self.above = Above::default();
    }

    /// Reads what begins with a line; how many lines that is.
    fn line(&mut self, line: Line, rest: &[Line]) -> usize {
        if let Some(open) = &self.open
            && head::repeats(&self.read.grid, line, &open.head)
        {
            return self.repeated_head(rest);
        }
        if contents::begins(&self.read.grid, line) {
            self.close();
            self.read.grid.mark_line(line, Role::Words);
            self.in_contents = true;
            return 1;
        }
        if head::begins(&self.read.grid, line, self.open.is_some()) {
            self.close();
            return self.table(rest);
        }
        if self.in_contents {
            self.contents(line);
        } else if !self.title(line) {
            if self.open.is_some() {
                self.below(line);
            } else {
                self.around(line);
            }
        }
        1
    }

    /// A head that stands once more at the top of a page.
    fn repeated_head(&mut self, rest: &[Line]) -> usize {
        let count = self
            .open
            .as_ref()
            .map_or(1, |open| open.head.lines - usize::from(open.head.total));
        let grid = &mut self.read.grid;
        let count = count.clamp(1, rest.len());
        for line in &rest[..count] {
            grid.mark_line(*line, Role::Words);
        }
        count + head::skip_numbering(grid, &rest[count..])
    }

    fn contents(&mut self, line: Line) {
        let labels = self.labels(line);
        if labels {
            return;
        }
        let title = contents::read(&mut self.read.grid, line);
        self.read.contents.extend(title);
    }

    /// Reads titles; whether the line has one.
    fn title(&mut self, line: Line) -> bool {
        let grid = &self.read.grid;
        let is_too_much =
            |(at, (_, cell)): (usize, (u32, &Cell))| at > 3 || is_figure(&cell.content);
        if grid.cells(line).enumerate().any(is_too_much) {
            return false;
        }
        let titles = grid
            .cells(line)
            .filter_map(|(_, cell)| match &cell.content {
                Content::Text(text) => Some((title::read(text)?, joined(text))),
                _ => None,
            });
        let Some((title, text)) = titles.max_by_key(|(title, _)| title.table.is_some()) else {
            return false;
        };
        self.labels(line);
        self.said(title.department.as_ref(), title.year);
        let is_cover =
            title.table.is_none() && (title.department.is_some() || title.year.is_some());
        let continues = |open: &Open| title.table.is_some() && open.table == title.table;
        if let Some(open) = self.open.as_mut().filter(|open| continues(open)) {
            open.lines.push(line);
            open.found.again.push(open.lines.len());
        } else {
            self.close();
            if !is_cover {
                self.above = Above {
                    title: Some((title, text)),
                    units: std::mem::take(&mut self.above.units),
                };
            }
        }
        self.read.grid.mark_line(line, Role::Words);
        true
    }

    fn said(&mut self, department: Option<&String>, year: Option<u16>) {
        self.read.said.departments.extend(department.cloned());
        self.read.said.years.extend(year);
    }

    /// Reads labels of unit, department and year; whether the line has any.
    fn labels(&mut self, line: Line) -> bool {
        let mut any = false;
        let cells: Vec<(u32, Content)> = self
            .read
            .grid
            .cells(line)
            .map(|(index, cell)| (index, cell.content.clone()))
            .collect();
        // A label and its value may stand in two cells.
        let both: Vec<&str> = cells.iter().map(|(_, content)| content.text()).collect();
        let joined_text = both.join(" ");
        let alone = cells
            .iter()
            .map(|(_, content)| header::labels(content.text()));
        let whole = std::iter::once(header::labels(&joined_text));
        for labels in whole.chain(alone) {
            if let Some(unit) = labels.unit
                && !self.above.units.contains(&unit)
            {
                self.above.units.push(unit);
                any = true;
            } else if labels.department.is_some() || labels.year.is_some() {
                any = true;
            }
            self.said(labels.department.as_ref(), labels.year);
        }
        if any {
            self.read.grid.mark_line(line, Role::Words);
        }
        any
    }

    /// A line outside of tables.
    fn around(&mut self, line: Line) {
        self.labels(line);
        self.declaration(line);
    }

    /// A sentence that says why a table has no figures.
    fn declaration(&mut self, line: Line) {
        let grid = &self.read.grid;
        let says = grid
            .cells(line)
            .any(|(_, cell)| header::declares_empty(cell.content.text()));
        if !says {
            return;
        }
        self.read.grid.mark_line(line, Role::Words);
        if let Some(open) = &mut self.open {
            open.found.declared_empty = true;
        } else if let Some((title, text)) =
            self.above.title.take_if(|(title, _)| title.table.is_some())
        {
            self.read.tables.push(Found {
                table: title.table,
                title: Some(text),
                units: std::mem::take(&mut self.above.units),
                declared_empty: true,
                ..Found::default()
            });
        } else if let Some(last) = self.read.tables.last_mut() {
            last.declared_empty = true;
        }
    }

    /// A line below a head: a sentence, or figures.
    fn below(&mut self, line: Line) {
        let alone = self.alone(line);
        if alone.is_some_and(|text| header::is_note(&text)) {
            self.declaration(line);
            self.read.grid.mark_line(line, Role::Words);
        } else if let Some(open) = &mut self.open {
            open.lines.push(line);
        }
    }

    /// The text that stands alone in its line.
    fn alone(&self, line: Line) -> Option<Box<str>> {
        let mut cells = self.read.grid.cells(line);
        match (&cells.next()?.1.content, cells.next()) {
            (Content::Text(text), None) => Some(text.clone()),
            _ => None,
        }
    }

    /// Opens the table whose head begins with the first line; how many lines the head takes.
    fn table(&mut self, rest: &[Line]) -> usize {
        let grid = &mut self.read.grid;
        let mut head = head::read(grid, rest);
        let total = head::take_total(grid, &rest[..head.lines], &mut head);
        let count = head.lines + head::skip_numbering(grid, &rest[head.lines..]);
        let end = rest[count..]
            .iter()
            .take(LOOKED_AT)
            .take_while(|line| !head::begins(grid, **line, true))
            .count();
        let first = rest[count..count + end].to_vec();
        let (blocks, numbering) = blocks::read(grid, &head, &first);
        let title = self.above.title.take().or_else(|| {
            (self.read.tables.is_empty() && !self.names.is_empty()).then(|| self.names[0].clone())
        });
        let (table, why, fit) = self.recognise(title.as_ref(), &blocks, &first);
        let mut units = std::mem::take(&mut self.above.units);
        if units.is_empty() {
            units.extend(unit_of_heads(&blocks));
        }
        let found = Found {
            table,
            title: title
                .filter(|(title, _)| title.table.is_some())
                .map(|(_, text)| text),
            units,
            ..Found::default()
        };
        let plans = table.map_or_else(Vec::new, |table| {
            rows::plans(table, &blocks, &fit, found.known_unit())
        });
        let lines = total.map(|_| rest[head.lines - 1]).into_iter().collect();
        self.open = Some(Open {
            head,
            table,
            why,
            blocks,
            fit,
            plans,
            numbering,
            found,
            lines,
        });
        self.in_contents = false;
        count
    }

    /// Which table a head belongs to, by title and by head.
    fn recognise(
        &mut self,
        title: Option<&(Title, String)>,
        blocks: &[Block],
        lines: &[Line],
    ) -> (Option<TableId>, Why, Fit) {
        let grid = &self.read.grid;
        let by_head = || {
            let official = Catalogue::get().tables();
            let official = official.filter(|(_, spec)| spec.group == TableGroup::Official);
            let fits = official.filter_map(|(id, _)| {
                let fit = fit::fit(id, blocks);
                let known = rows::rows_known(grid, lines, blocks, id);
                fit::is_exact(id, &fit, known, blocks).then_some((id, fit))
            });
            fits.collect::<Vec<_>>()
        };
        let Some((title, text)) = title else {
            let mut exact = by_head();
            return match exact.len() {
                1 => {
                    let (id, fit) = exact.remove(0);
                    (Some(id), Why::NoHead, fit)
                }
                0 => (None, Why::UnknownTable, Fit::default()),
                _ => (None, Why::SeveralTables, Fit::default()),
            };
        };
        let Some(named) = title.table else {
            return (None, Why::UnknownTable, Fit::default());
        };
        let of_title = fit::fit(named, blocks);
        if of_title.is_whole() {
            return (Some(named), Why::NoHead, of_title);
        }
        let mut exact = by_head();
        if let [(other, _)] = exact.as_slice()
            && *other != named
        {
            let other = *other;
            let sheet = &self.read.grid.sheet.name;
            self.read.notes.push(Text::new(
                format!("工作表“{sheet}”：表名是“{text}”，表头却是《{}》的，按表头读取", other.spec().title.zh),
                format!("sheet “{sheet}”: the title is “{text}”, the head that of “{}”; it is read by its head", other.spec().title.en),
            ));
            return (Some(other), Why::NoHead, exact.remove(0).1);
        }
        if of_title.known() > 0 {
            return (Some(named), Why::NoHead, of_title);
        }
        (None, Why::OtherHead(named), Fit::default())
    }

    /// Reads the lines of the table that is open.
    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let grid = &mut self.read.grid;
        let Open {
            mut found, lines, ..
        } = open;
        number(grid, &lines, &open.numbering);
        if let Some(table) = open.table {
            let mut again = std::mem::take(&mut found.again).into_iter().peekable();
            let mut rows_then = Vec::new();
            if open.fit.is_across() {
                across::read(grid, &lines, &open.blocks, &open.fit, &mut found);
            } else {
                for (index, line) in lines.iter().enumerate() {
                    while again.next_if(|at| *at <= index).is_some() {
                        rows_then.push(found.rows.len());
                    }
                    rows::read_line(grid, *line, &open.plans, &mut found);
                }
            }
            found.again = rows_then;
            refuse_columns(grid, &lines, table, &open.blocks, &open.fit);
            refuse_rest(grid, &lines, Why::NoHead);
            super::gather::split(found, &mut self.read.tables);
        } else {
            refuse_rest(grid, &lines, open.why);
        }
    }
}

/// The unit that all heads of amounts carry.
fn unit_of_heads(blocks: &[Block]) -> Option<String> {
    let mut units = blocks
        .iter()
        .flat_map(|block| &block.amounts)
        .map(|head| head.unit);
    let first = units.next().flatten().filter(|unit| unit.is_money())?;
    units
        .all(|unit| unit == Some(first))
        .then(|| first.printed().to_owned())
}

/// Marks the numbers of lines, which grow from line to line; forms leave lines out.
fn number(grid: &mut Grid<'_>, lines: &[Line], columns: &[u16]) {
    for column in columns {
        let mut last: Option<u32> = None;
        for line in lines {
            let Some((cell, printed)) = grid.cell(*line, *column) else {
                continue;
            };
            let number = super::words::bare(printed.content.text())
                .parse::<u32>()
                .ok();
            let counts = number.is_some_and(|number| last.is_none_or(|last| number > last));
            if counts {
                grid.mark(cell, Role::Numbering);
            } else if is_figure(&printed.content) {
                grid.refuse(cell, Why::Numbering);
            }
            last = number.or(last);
        }
    }
}

/// Says of amounts whose heads are none of the table's why they have no place.
fn refuse_columns(
    grid: &mut Grid<'_>,
    lines: &[Line],
    table: TableId,
    blocks: &[Block],
    fit: &Fit,
) {
    let heads = blocks.iter().flat_map(|block| &block.amounts);
    for (head, column) in heads.zip(fit.blocks.iter().flatten()) {
        let why = match column {
            fit::Column::Other => Why::Column(table),
            fit::Column::Same => Why::SameHead(table),
            _ => continue,
        };
        for line in lines {
            if let Some((cell, printed)) = grid.cell(*line, head.column)
                && grid.role(cell) == Role::Open
                && is_figure(&printed.content)
            {
                grid.refuse(cell, why);
            }
        }
    }
}

/// Says why of all that is left on these lines.
fn refuse_rest(grid: &mut Grid<'_>, lines: &[Line], why: Why) {
    for line in lines {
        let cells: Vec<u32> = grid.cells(*line).map(|(cell, _)| cell).collect();
        for cell in cells {
            if grid.role(cell) == Role::Open && is_figure(&grid.sheet.cells[cell as usize].content)
            {
                grid.refuse_first(cell, why);
            }
        }
    }
}
