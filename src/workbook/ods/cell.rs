//! A cell of a sheet of `OpenDocument`: its value, and the text that is printed of it.

use super::{ContentReader, bad};
use crate::workbook::cell::{Cell, CellAt, Content, Number, Why};
use crate::workbook::decimal::Decimal;
use crate::workbook::error::WorkbookErrorKind as Kind;
use crate::workbook::format::{general, unclear};
use crate::workbook::text;
use crate::workbook::xml::{attribute, number, resolved};
use quick_xml::events::{BytesStart, Event};

/// The most blanks that one element may stand for.
const MOST_BLANKS: u32 = 1_000;

/// What a cell prints, wherever it stands.
#[derive(Clone)]
pub(super) struct Printed {
    content: Content,
    formula: bool,
}

impl Printed {
    pub(super) fn at(&self, at: CellAt) -> Cell {
        Cell {
            at,
            content: self.content.clone(),
            formula: self.formula,
        }
    }
}

/// Reads a cell to its end; `None` when it is empty.
pub(super) fn read(
    content: &mut ContentReader<'_>,
    element: &BytesStart<'_>,
) -> Result<Option<Printed>, Kind> {
    let formula = attribute(element, "formula").is_some();
    let text = paragraphs(content)?;
    let kind = attribute(element, "value-type");
    let is_error = element.attributes().flatten().any(|attribute| {
        attribute.key.as_ref() == "calcext:value-type" && attribute.value.as_ref() == "error"
    });
    let value = |name: &str| attribute(element, name).unwrap_or_default();
    let content = if is_error || (formula && is_error_text(&text)) {
        Some(Content::Error(text.into()))
    } else {
        match kind.as_deref() {
            Some("float" | "currency" | "percentage") => {
                let stored = value("value").parse().unwrap_or(f64::NAN);
                Some(printed_number(stored, &text))
            }
            Some("date") => Some(Content::Date(value("date-value").into())),
            Some("time") => Some(Content::Date(value("time-value").into())),
            Some("boolean") => Some(Content::Boolean(value("boolean-value") == "true")),
            None if text.is_empty() && formula => Some(unclear(String::new(), Why::NoResult)),
            _ if text.is_empty() => words(value("string-value")),
            _ => words(text),
        }
    };
    Ok(content.map(|content| Printed { content, formula }))
}

fn words(text: String) -> Option<Content> {
    (!text.is_empty()).then(|| Content::Text(text.into()))
}

fn is_error_text(text: &str) -> bool {
    text.starts_with("Err:")
        || text == "#N/A"
        || (text.starts_with('#') && text.ends_with(['!', '?']))
}

/// The number as the text prints it, if the text prints this number; all its digits otherwise.
fn printed_number(stored: f64, text: &str) -> Content {
    let Some(decimal) = Decimal::new(stored) else {
        return unclear(String::new(), Why::NoNumber);
    };
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "¥￥$€£".contains(c));
    if decimal.is_zero() && matches!(bare, "-" | "–" | "—") {
        return Content::Text(bare.into());
    }
    if let Some(Content::Number(number)) = text::field(bare) {
        let percent = number.printed.ends_with('%');
        let digits = number.printed.trim_end_matches('%');
        let decimals = digits
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len());
        let shown = if percent {
            decimal.hundredfold()
        } else {
            decimal
        };
        let rounded = shown.digits(u32::try_from(decimals).unwrap_or_default());
        if rounded.print(decimal.is_negative()) == digits {
            return Content::Number(Number {
                formatted: true,
                ..number
            });
        }
    }
    general(decimal)
}

/// The text of a cell, its paragraphs below each other; comments are no part of it.
fn paragraphs(content: &mut ContentReader<'_>) -> Result<String, Kind> {
    let mut text = String::new();
    let mut depth = 1;
    let mut inside = 0;
    let mut first = true;
    loop {
        match content.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "p" => {
                    if !first {
                        text.push('\n');
                    }
                    (first, inside, depth) = (false, depth + 1, depth + 1);
                }
                "s" => {
                    let blanks = number(&element, "c").unwrap_or(1).clamp(1, MOST_BLANKS);
                    text.extend((0..blanks).map(|_| '\u{1}'));
                    depth += 1;
                }
                "tab" => {
                    text.push('\t');
                    depth += 1;
                }
                "line-break" => {
                    text.push('\n');
                    depth += 1;
                }
                "annotation" | "frame" | "table" => content.skip(&element)?,
                _ => depth += 1,
            },
            Event::Text(words) if inside > 0 => {
                for c in words.xml10_content().chars() {
                    let c = if c.is_ascii_whitespace() { ' ' } else { c };
                    if c != ' ' || !text.ends_with([' ', '\n']) {
                        text.push(c);
                    }
                }
            }
            Event::CData(words) if inside > 0 => text.push_str(&words.xml10_content()),
            Event::GeneralRef(entity) if inside > 0 => {
                let name = entity.xml10_content();
                text.push(resolved(&name).ok_or_else(|| bad(&format!("&{name};")))?);
            }
            Event::End(_) => {
                depth -= 1;
                if depth < inside {
                    inside = 0;
                }
                if depth == 0 {
                    // Blanks that are written as elements do not collapse with those of the text.
                    return Ok(text.replace('\u{1}', " "));
                }
            }
            Event::Eof => return Err(bad(&"cut off")),
            _ => {}
        }
    }
}
