//! The typewriter of the reports: indents, labels, wrapping, styles. It knows no findings.

use anstyle::Style;

use crate::cli::output::Output;
use crate::cli::style::{self, painted};
use crate::cli::wrap::{padded, width, wrap};
use crate::model::{Lang, Text};
use crate::relation::RuleCode;

/// A report that is being written.
#[derive(Debug)]
pub(in crate::cli) struct Page<'a> {
    out: String,
    output: &'a Output,
}

/// Where fields of a finding begin: below the words behind its mark.
const INDENT: &str = "    ";

impl<'a> Page<'a> {
    /// An empty page.
    pub(in crate::cli) fn new(output: &'a Output) -> Self {
        Self {
            out: String::new(),
            output,
        }
    }

    /// The language of the report.
    pub(in crate::cli) fn lang(&self) -> Lang {
        self.output.lang
    }

    /// The text, without an empty line at its end.
    pub(in crate::cli) fn finish(mut self) -> String {
        let kept = self.out.trim_end_matches('\n').len();
        self.out.truncate(kept);
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    /// An empty line, unless there is one.
    pub(in crate::cli) fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A wrapped paragraph.
    pub(in crate::cli) fn line(&mut self, text: &Text) {
        self.styled(Style::new(), "", text.get(self.lang()));
    }

    /// A wrapped paragraph in a style.
    pub(in crate::cli) fn painted(&mut self, style: Style, text: &Text) {
        self.styled(style, "", text.get(self.lang()));
    }

    /// A wrapped paragraph that is indented.
    pub(in crate::cli) fn quiet(&mut self, text: &Text) {
        self.styled(style::QUIET, "  ", text.get(self.lang()));
    }

    /// An indented paragraph in the usual style.
    pub(in crate::cli) fn body(&mut self, text: &Text) {
        self.styled(Style::new(), "  ", text.get(self.lang()));
    }

    /// Name and file, the file pale behind it.
    pub(in crate::cli) fn head(&mut self, name: &Text, file: &str) {
        let name = name.get(self.output.lang);
        let text = wrap(name, self.output.width, "");
        self.out.push_str(&painted(style::HEAD, &text));
        let fits = width(name) + 2 + width(file) <= self.output.width;
        self.out.push_str(if fits { "  " } else { "\n" });
        self.out.push_str(&painted(style::QUIET, file));
        self.out.push('\n');
    }

    /// The head of a section, after an empty line.
    pub(in crate::cli) fn section(&mut self, style: Style, text: &Text) {
        self.gap();
        self.painted(style, text);
    }

    /// A finding's first line: mark, code, message.
    pub(in crate::cli) fn item(&mut self, style: Style, mark: &str, code: RuleCode, text: &Text) {
        let code = code.to_string();
        let first = format!("{mark} {code}  ");
        let columns = self.output.width.saturating_sub(width(&first));
        let text = wrap(text.get(self.output.lang), columns, "");
        let text = text.replace('\n', &format!("\n{INDENT}"));
        // Lines but the first begin further left than the first does.
        self.out.push_str("  ");
        self.out
            .push_str(&painted(style, &format!("{mark} {code}")));
        self.out.push_str("  ");
        self.out.push_str(&text);
        self.out.push('\n');
    }

    /// A line of a list: mark, name, what is to be said of it.
    pub(in crate::cli) fn entry(&mut self, style: Style, mark: &str, name: &Text, text: &Text) {
        let lang = self.output.lang;
        let plain = format!("{}  {}", name.get(lang), text.get(lang));
        let text = wrap(&plain, self.output.width.saturating_sub(4), "").replace('\n', "\n    ");
        self.out.push_str("  ");
        self.out.push_str(&painted(style, mark));
        self.out.push(' ');
        self.out.push_str(&text);
        self.out.push('\n');
    }

    /// A labelled line of a finding; the text is wrapped beside its label.
    pub(in crate::cli) fn field(&mut self, label: &Text, text: &Text) {
        let lang = self.output.lang;
        let label_columns = match lang {
            Lang::Zh => 6,
            Lang::En => 11,
        };
        let label = padded(label.get(lang), label_columns);
        let indent = format!("{INDENT}{}", " ".repeat(label_columns));
        let columns = self.output.width.saturating_sub(width(&indent)).max(20);
        let text = wrap(text.get(lang), columns, "").replace('\n', &format!("\n{indent}"));
        self.out.push_str(INDENT);
        self.out.push_str(&painted(style::QUIET, &label));
        self.out.push_str(&text);
        self.out.push('\n');
    }

    fn styled(&mut self, style: Style, indent: &str, text: &str) {
        let columns = self.output.width.saturating_sub(width(indent));
        let text = wrap(text, columns, "");
        for line in text.lines() {
            self.out.push_str(indent);
            self.out.push_str(&painted(style, line));
            self.out.push('\n');
        }
    }
}
