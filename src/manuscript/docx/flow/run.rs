//! What a run holds: words, tabs, breaks, symbols and the marks of fields.

use super::{Frame, Reader};
use crate::manuscript::Made;
use crate::manuscript::docx::numbering::is_private;
use crate::manuscript::docx::styles::{is_on, value};
use crate::manuscript::docx::words::{self, Element};
use crate::manuscript::error::ManuscriptErrorKind as Kind;
use crate::workbook::package::{Step, StepKind};

impl<'x> Reader<'x> {
    pub(super) fn run_property(&mut self, step: &Step<'x>) -> Frame {
        let hides = match step.local {
            "vanish" => Some(is_on(step.tag)),
            // A property of the run itself stands behind its style.
            "rStyle" => {
                let style = value(step.tag, "val");
                style.filter(|style| self.styles.hides(style)).map(|_| true)
            }
            "rPrChange" => return Frame::Skipped,
            _ => None,
        };
        let mut runs = self.stack.iter_mut().rev().skip(1);
        if let (Some(hides), Some(Frame::Run { hidden })) = (hides, runs.next()) {
            *hidden = hides;
        }
        Frame::Other
    }

    /// What a run holds.
    pub(super) fn in_run(&mut self, step: &Step<'x>, hidden: bool) -> Frame {
        let tag = step.tag;
        match step.local {
            "t" => return self.open_words(step, hidden),
            "fldChar" => {
                match value(tag, "fldCharType").as_deref() {
                    Some("begin") => self.context.open_field(),
                    Some("separate") => self.context.show_result(),
                    Some("end") => self.context.close_field(),
                    _ => {}
                }
                return Frame::Other;
            }
            "instrText" | "delText" | "delInstrText" => return Frame::Skipped,
            "object" => self.counts.embedded += 1,
            "tab" | "ptab" | "br" | "cr" | "noBreakHyphen" | "sym" => {}
            _ => return self.open_other(step),
        }
        if hidden || !self.context.is_shown() {
            return Frame::Other;
        }
        if step.local == "br" && value(tag, "type").as_deref() == Some("page") {
            self.begin(true);
            self.context.break_page();
            return Frame::Other;
        }
        match step.local {
            "tab" | "ptab" => {
                self.begin(true);
                self.context.tab();
            }
            "br" | "cr" => {
                self.begin(true);
                self.context.break_line();
            }
            "noBreakHyphen" => self.symbol('-'),
            "sym" => {
                let c = self.symbol_of(&value(tag, "char").unwrap_or_default());
                self.symbol(c);
            }
            _ => {}
        }
        Frame::Other
    }

    /// The sign of a symbol font, as far as it is one of those that forms are filled in with.
    fn symbol_of(&mut self, code: &str) -> char {
        let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        match c {
            Some('\u{f0a8}' | '\u{f06f}') => '□',
            Some('\u{f0fe}' | '\u{f052}') => '☑',
            Some('\u{f0fc}') => '✓',
            Some('\u{f0fb}') => '✗',
            Some('\u{f0b7}' | '\u{f06c}') => '●',
            Some('\u{f0e0}') => '→',
            Some(c) if !is_private(c) && !c.is_control() => c,
            _ => {
                self.counts.symbols += 1;
                '〓'
            }
        }
    }

    fn symbol(&mut self, c: char) {
        self.begin(true);
        let sink = &mut self.context.sink;
        sink.make(c.encode_utf8(&mut [0; 4]), Made::Symbol);
    }

    pub(super) fn open_words(&mut self, step: &Step<'x>, hidden: bool) -> Frame {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        // Words within words are none.
        if self.element.is_some() || step.kind == StepKind::Empty {
            return Frame::Other;
        }
        self.stretches.clear();
        let preserve = step.tag.raw("xml:space") == Some("preserve");
        self.element = Some(Element {
            open: offset(step.span.start),
            start: offset(step.span.end),
            end: 0,
            preserve,
        });
        if hidden {
            self.counts.hidden_runs += 1;
            self.element = None;
        } else if !self.context.is_shown() {
            self.counts.in_instructions += 1;
            self.element = None;
        }
        Frame::Words
    }

    pub(super) fn close_words(&mut self, end: usize) -> Result<(), Kind> {
        let Some(mut element) = self.element.take() else {
            return Ok(());
        };
        element.end = u32::try_from(end).unwrap_or(u32::MAX);
        let number = u32::try_from(self.elements.len()).unwrap_or(u32::MAX);
        self.elements.push(element);
        self.begin(true);
        let sink = &mut self.context.sink;
        let before = sink.text.len();
        words::read(self.xml, element, number, &self.stretches, sink)?;
        let added = sink.text[before..].chars().count();
        self.refuse_too_long(added)
    }
}
