//! A sheet taken apart: titles, heads, figures and sentences, top to bottom.

use crate::workbook::{Cell, Content, Sheet};

use super::blocks;
use super::cell::is_figure;
use super::contents;
use super::found::Found;
use super::grid::{Grid, Line};
use super::head;
use super::header::{self, Labels, Said};
use super::note::Note;
use super::open::{self, Open};
use super::periods;
use super::recognise::{Recognised, recognise};
use super::rows;
use super::title::{self, Title};
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
    pub(super) notes: Vec<Note>,
}

/// What stands above a table.
#[derive(Default)]
struct Above {
    title: Option<(Title, String)>,
    units: Vec<String>,
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
        let title = title::read(name).filter(|title| !title.is_cover())?;
        Some((title, name.trim().to_owned()))
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
            self.read.grid.mark_words(line);
            self.in_contents = true;
            return 1;
        }
        if self.in_contents && contents::is_head(&self.read.grid, line) {
            self.read.grid.mark_words(line);
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
            grid.mark_words(*line);
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
        self.said(title.department.as_ref(), title.year);
        let is_cover = title.is_cover();
        let continues = |open: &Open| title.table.is_some() && open.table == title.table;
        if let Some(open) = self.open.as_mut().filter(|open| continues(open)) {
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
        self.labels(line);
        self.read.grid.mark_words(line);
        true
    }

    fn said(&mut self, department: Option<&String>, year: Option<u16>) {
        self.read.said.departments.extend(department.cloned());
        self.read.said.years.extend(year);
    }

    /// Reads labels of unit, department and year; whether the line has any.
    fn labels(&mut self, line: Line) -> bool {
        let grid = &self.read.grid;
        let texts: Vec<&str> = grid
            .cells(line)
            .map(|(_, cell)| cell.content.text())
            .collect();
        let labels = header::line_labels(&texts);
        let any = labels != Labels::default();
        if any {
            self.read.grid.mark_words(line);
        }
        self.said(labels.department.as_ref(), labels.year);
        let units = match &mut self.open {
            Some(open) => &mut open.found.units,
            None => &mut self.above.units,
        };
        units.extend(labels.unit.filter(|unit| !units.contains(unit)));
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
        self.read.grid.mark_words(line);
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
            self.read.grid.mark_words(line);
            return;
        }
        // Unit and department stand again at the top of a page.
        let is_text =
            |cell: &Cell| matches!(&cell.content, Content::Text(text) if !text.is_empty());
        let labelled = |cell: &Cell| cell.content.text().contains(['：', ':']);
        let grid = &self.read.grid;
        let may_be_labels = grid.cells(line).all(|(_, cell)| is_text(cell))
            && grid.cells(line).any(|(_, cell)| labelled(cell));
        if may_be_labels && self.labels(line) {
            return;
        }
        if let Some(open) = &mut self.open {
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
        let (mut blocks, numbering) = blocks::read(grid, &head, &first);
        if self.in_contents && self.above.title.is_none() {
            // The title of the first table stands below the list like one of its lines.
            let last = self.read.contents.pop();
            self.above.title = last.and_then(|text| Some((title::read(&text)?, text)));
        }
        let title = self.above.title.take().or_else(|| {
            (self.read.tables.is_empty() && !self.names.is_empty()).then(|| self.names[0].clone())
        });
        let titled = title.as_ref().and_then(|(title, _)| title.table);
        let others = periods::take(&mut blocks, titled);
        let Recognised { table, why, fit } = recognise(
            &self.read.grid,
            &mut self.read.notes,
            title.as_ref(),
            &blocks,
            &first,
        );
        let mut units = std::mem::take(&mut self.above.units);
        if units.is_empty() {
            units.extend(open::unit_of_heads(&blocks));
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
            others,
            plans,
            numbering,
            found,
            lines,
        });
        self.in_contents = false;
        count
    }

    /// Reads the lines of the table that is open.
    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        open.read(&mut self.read.grid, &mut self.read.tables);
    }
}
