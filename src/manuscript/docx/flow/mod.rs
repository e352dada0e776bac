//! One pass over the XML of a document's body: its paragraphs and tables as lines of text.
//!
//! What is read is what the document shows when all recorded changes are accepted. A form feed
//! stands where the document itself begins a page; where the program that last showed it broke
//! pages by itself is not part of what is written, and another program breaks them elsewhere.

mod rows;
mod run;

use super::context::{Context, Start};
use super::counts::Counts;
use super::numbering::Numbering;
use super::sink::Sink;
use super::styles::{Styles, is_on, value};
use super::words::{Element, Stretch};
use crate::manuscript::error::ManuscriptErrorKind as Kind;
use crate::manuscript::{MOST_CHARACTERS, Made};
use crate::workbook::Sheet;
use crate::workbook::package::{Node, Step, StepKind, nodes};

/// Elements within each other; a document has some thirty.
const MOST_DEPTH: usize = 1000;

/// What the body of a document reads as.
#[derive(Debug)]
pub(super) struct Flow {
    pub(super) sink: Sink,
    pub(super) elements: Vec<Element>,
    pub(super) sheets: Vec<Sheet>,
    pub(super) counts: Counts,
}

/// What an open element is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    Other,
    /// Nothing within it is read.
    Skipped,
    Paragraph,
    ParagraphProperties,
    /// Properties of a paragraph's end.
    EndProperties,
    ListProperties,
    Run {
        hidden: bool,
    },
    RunProperties,
    Words,
    Table,
    Row,
    RowProperties,
    Cell,
    TextBox,
    /// One content in several forms, of which the first is read.
    Alternatives {
        read: bool,
    },
}

/// Which of several forms of one content is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The first, which programs of today show.
    First,
    /// The one for programs that do not know the first.
    Fallback,
}

/// Reads the body. `sections` says of each section whether it begins a page.
pub(super) fn read(
    xml: &str,
    styles: &Styles,
    numbering: Numbering,
    sections: &[bool],
    form: Form,
) -> Result<Flow, Kind> {
    let mut reader = Reader {
        xml,
        prefix: None,
        styles,
        numbering,
        sections,
        form,
        section: 0,
        stack: Vec::new(),
        contexts: Vec::new(),
        context: Context::default(),
        element: None,
        stretches: Vec::new(),
        elements: Vec::new(),
        sheets: Vec::new(),
        characters: 0,
        counts: Counts::default(),
    };
    for node in nodes(xml) {
        reader.node(node?)?;
    }
    if let Some(left) = reader.stack.len().checked_sub(1) {
        return Err(Kind::Damaged(format!(
            "document.xml ends {} deep",
            left + 1
        )));
    }
    Ok(reader.finish())
}

struct Reader<'x> {
    xml: &'x str,
    /// The prefix of the language of documents, as its root has it.
    prefix: Option<&'x str>,
    styles: &'x Styles,
    numbering: Numbering,
    sections: &'x [bool],
    form: Form,
    /// How many sections ended.
    section: usize,
    stack: Vec<Frame>,
    /// What is open around the innermost text box.
    contexts: Vec<Context>,
    context: Context,
    /// The text element that is open.
    element: Option<Element>,
    stretches: Vec<Stretch>,
    elements: Vec<Element>,
    sheets: Vec<Sheet>,
    characters: usize,
    counts: Counts,
}

impl<'x> Reader<'x> {
    fn node(&mut self, node: Node<'x>) -> Result<(), Kind> {
        match node {
            Node::Tag(step) => self.tag(&step),
            Node::Text(range) | Node::Verbatim(range) => {
                if self.element.is_some() {
                    self.stretches.push(Stretch::Plain(range));
                }
                Ok(())
            }
            Node::Entity(range) => {
                if self.element.is_some() {
                    self.stretches.push(Stretch::Entity(range));
                }
                Ok(())
            }
        }
    }

    fn tag(&mut self, step: &Step<'x>) -> Result<(), Kind> {
        if step.kind != StepKind::End {
            let parent = self.stack.last().copied().unwrap_or(Frame::Other);
            let frame = if parent == Frame::Skipped {
                Frame::Skipped
            } else {
                self.open(step, parent)
            };
            self.stack.push(frame);
            if self.stack.len() > MOST_DEPTH {
                return Err(Kind::Damaged(format!("more than {MOST_DEPTH} deep")));
            }
        }
        if step.kind != StepKind::Start {
            let frame = self.stack.pop();
            self.close(frame.unwrap_or(Frame::Other), step.span.start)?;
        }
        Ok(())
    }

    fn open(&mut self, step: &Step<'x>, parent: Frame) -> Frame {
        let prefix = step.tag.prefix();
        let own = *self.prefix.get_or_insert(prefix) == prefix;
        if !own {
            return self.open_foreign(step);
        }
        match (step.local, parent) {
            ("p", _) => {
                self.context.open_paragraph();
                Frame::Paragraph
            }
            ("pPr", Frame::Paragraph) => Frame::ParagraphProperties,
            ("rPr", Frame::ParagraphProperties) => Frame::EndProperties,
            ("del" | "moveFrom", Frame::EndProperties) => {
                self.context.paragraph.end_deleted = true;
                Frame::Other
            }
            (_, Frame::EndProperties) => Frame::Other,
            (_, Frame::ParagraphProperties | Frame::ListProperties) => self.property(step),
            ("r", _) => {
                let style = self.context.paragraph.style.as_deref();
                let hidden = style.is_some_and(|style| self.styles.hides(style));
                Frame::Run { hidden }
            }
            ("rPr", Frame::Run { .. }) => Frame::RunProperties,
            (_, Frame::RunProperties) => self.run_property(step),
            (_, Frame::Run { hidden }) => self.in_run(step, hidden),
            ("tbl" | "tr" | "tc", _) => self.open_table_part(step),
            ("gridCol", _) => {
                if let Some(table) = self.context.tables.last_mut() {
                    table.columns += 1;
                }
                Frame::Other
            }
            ("trPr", Frame::Row) => Frame::RowProperties,
            (_, Frame::RowProperties) => self.row_property(step),
            ("gridSpan" | "vMerge", _) => self.cell_property(step),
            _ => self.open_other(step),
        }
    }

    /// What is neither a paragraph nor a run nor a table nor a property of these.
    fn open_other(&mut self, step: &Step<'x>) -> Frame {
        match step.local {
            "txbxContent" => {
                let flat = self.context.is_flat();
                let within = Context::within(flat);
                self.contexts
                    .push(std::mem::replace(&mut self.context, within));
                Frame::TextBox
            }
            "del" | "moveFrom" => {
                self.counts.deleted += 1;
                Frame::Skipped
            }
            "ins" | "moveTo" => {
                self.counts.inserted += 1;
                Frame::Other
            }
            "rt" => {
                self.counts.ruby += 1;
                Frame::Skipped
            }
            "altChunk" => {
                self.counts.embedded += 1;
                Frame::Skipped
            }
            "sectPr" | "sdtPr" | "sdtEndPr" | "tblPrChange" | "tcPrChange" | "tblGridChange" => {
                Frame::Skipped
            }
            _ => Frame::Other,
        }
    }

    /// An element of another language.
    fn open_foreign(&mut self, step: &Step<'x>) -> Frame {
        match step.local {
            "AlternateContent" => return Frame::Alternatives { read: false },
            "Choice" if self.form == Form::Fallback => return Frame::Skipped,
            "Choice" | "Fallback" => {
                if let Some(Frame::Alternatives { read }) = self.stack.last_mut() {
                    return if std::mem::replace(read, true) {
                        Frame::Skipped
                    } else {
                        Frame::Other
                    };
                }
            }
            "blip" | "imagedata" | "chart" | "relIds" => self.counts.pictures += 1,
            // The words of a formula.
            "t" if step.tag.prefix() == "m:" => return self.open_words(step, false),
            _ => {}
        }
        Frame::Other
    }

    fn property(&mut self, step: &Step<'x>) -> Frame {
        let tag = step.tag;
        let paragraph = &mut self.context.paragraph;
        match step.local {
            "pStyle" => paragraph.style = value(tag, "val"),
            "numPr" => return Frame::ListProperties,
            "numId" => paragraph.list = value(tag, "val"),
            "ilvl" => paragraph.level = value(tag, "val").and_then(|level| level.parse().ok()),
            "pageBreakBefore" => paragraph.page_before = Some(is_on(tag)),
            "sectPr" => {
                self.section += 1;
                paragraph.section_end = self.sections.get(self.section).copied().unwrap_or(true);
                return Frame::Skipped;
            }
            "pPrChange" | "ins" | "numberingChange" => return Frame::Skipped,
            _ => {}
        }
        Frame::Other
    }

    /// Puts what stands before the first words of a paragraph, or before its end if it has none: a
    /// page, its number.
    fn begin(&mut self, has_words: bool) {
        let paragraph = &mut self.context.paragraph;
        let start = std::mem::replace(&mut paragraph.start, Start::Done);
        if start != Start::Open {
            return;
        }
        let style = paragraph.style.clone();
        let of_style = style.as_deref();
        let of =
            |of: fn(&Styles, &str) -> bool| of_style.is_some_and(|style| of(self.styles, style));
        let page = paragraph
            .page_before
            .unwrap_or_else(|| of(Styles::begins_page));
        let list = paragraph.list.clone();
        let own_level = paragraph.level;
        let from_style = list.is_none();
        let list = list.or_else(|| Some(self.styles.list(of_style?)?.to_owned()));
        let level = own_level.or_else(|| self.styles.level(of_style.filter(|_| from_style)?));
        if page {
            self.context.break_page_before();
        }
        let level = level.or(if from_style { None } else { Some(0) });
        // The list 0 is none.
        let list = list.filter(|list| list != "0");
        let number = list.and_then(|list| self.numbering.next(&list, level, of_style, self.styles));
        if has_words || number.is_some() {
            self.context.separate();
        }
        if let Some(number) = number {
            self.context.sink.make(&number, Made::Number);
        }
    }

    fn close(&mut self, frame: Frame, at: usize) -> Result<(), Kind> {
        match frame {
            Frame::Paragraph => {
                self.begin(false);
                self.context.close_paragraph();
                self.refuse_too_long(1)?;
            }
            Frame::Words => self.close_words(at)?,
            Frame::Cell => self.context.close_cell(),
            Frame::Row => self.context.close_row(),
            Frame::Table => self.close_table(),
            Frame::TextBox => {
                let around = self.contexts.pop().unwrap_or_default();
                let within = std::mem::replace(&mut self.context, around).finish();
                self.context.paragraph.boxes.push(within);
            }
            _ => {}
        }
        Ok(())
    }

    fn refuse_too_long(&mut self, added: usize) -> Result<(), Kind> {
        self.characters += added;
        if self.characters > MOST_CHARACTERS {
            let limit = MOST_CHARACTERS;
            return Err(Kind::TooLong { limit });
        }
        Ok(())
    }

    fn finish(mut self) -> Flow {
        self.counts.unknown_numbers = self.numbering.unknown;
        self.counts.open_fields = self.context.has_open_field();
        let mut sink = self.context.finish();
        sink.tables.sort_by_key(|area| area.span.start);
        Flow {
            sink,
            elements: self.elements,
            sheets: self.sheets,
            counts: self.counts,
        }
    }
}
