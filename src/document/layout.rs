//! Where a new element or member goes and which white space comes with it and stands inside it,
//! taken from its neighbours; and how much goes with one that is removed.

use super::value::{Key, Kind, Value};
use std::ops::Range;

/// The splice that puts `item` before child `ordinal` of `container`, or behind the last.
pub(super) fn insert(container: Value<'_>, ordinal: usize, item: &str) -> (Range<usize>, String) {
    let Some(first) = child(container, 0) else {
        let inside = inside(container);
        let (before, after) = padding(container);
        return (inside, format!("{before}{item}{after}"));
    };
    let separator = separator(container, ordinal);
    if let Some(before) = ordinal
        .checked_sub(1)
        .and_then(|before| child(container, before))
    {
        let at = before.span().end;
        (at..at, format!("{separator}{item}"))
    } else {
        let at = first.whole().start;
        (at..at, format!("{item}{separator}"))
    }
}

/// `item` spaced inside as its neighbour at `ordinal` is, so that a new row looks like the others.
///
/// An item that has line ends of its own was laid out by its author and stays as it is.
pub(super) fn dressed(container: Value<'_>, ordinal: usize, item: Value<'_>) -> String {
    let is_model = |value: &Value<'_>| value.kind() == item.kind() && child(*value, 0).is_some();
    let model = match container.kind() {
        Kind::Array => child(container, ordinal.saturating_sub(1)).filter(is_model),
        _ => container
            .members()
            .map(|(_, value)| value)
            .filter(is_model)
            .last(),
    };
    match model {
        Some(model) if !item.raw().contains('\n') => like(model, item),
        _ => item.raw().to_owned(),
    }
}

/// The item with the white space of `model`, whatever it says. Nested no deeper than a document is.
fn like(model: Value<'_>, item: Value<'_>) -> String {
    let (Some(first), true) = (
        child(model, 0),
        child(item, 0).is_some() && model.kind() == item.kind(),
    ) else {
        return item.raw().to_owned();
    };
    let text = model.text();
    let span = model.span();
    let last = model.children().last().unwrap_or(first);
    let (head, tail) = (
        &text[span.start..first.whole().start],
        &text[last.span().end..span.end],
    );
    let colon = colon(model);
    let elements = item.elements().map(|value| like(first, value));
    let members = item.members().map(|(key, value)| {
        // Names may be shared; where they are not, any other container shows the habit.
        let twin = model
            .get(&key.name())
            .or_else(|| model.children().find(|other| other.kind() == value.kind()));
        let value = twin.map_or_else(|| value.raw().to_owned(), |twin| like(twin, value));
        format!("{}{colon}{value}", key.raw())
    });
    let items: Vec<String> = elements.chain(members).collect();
    format!("{head}{}{tail}", items.join(&separator(model, 1)))
}

/// What goes with child `ordinal`: the comma and white space up to the next child, or behind the
/// last one; all that is inside the brackets if it is the only one.
pub(super) fn remove(container: Value<'_>, ordinal: usize) -> Range<usize> {
    let before = ordinal
        .checked_sub(1)
        .and_then(|before| child(container, before));
    match (
        before,
        child(container, ordinal),
        child(container, ordinal + 1),
    ) {
        (_, Some(item), Some(next)) => item.whole().start..next.whole().start,
        (Some(before), Some(item), None) => before.span().end..item.span().end,
        _ => inside(container),
    }
}

/// What stands between a key and its value, taken from the last member or from the objects around.
pub(super) fn colon(object: Value<'_>) -> &str {
    let own = object.members().last().map(|(_, value)| value);
    own.into_iter()
        .chain(outwards(object))
        .find_map(colon_before)
        .unwrap_or(": ")
}

fn colon_before(member: Value<'_>) -> Option<&str> {
    let key = Key::of(member).span();
    (key.start < member.span().start).then(|| &member.text()[key.end..member.span().start])
}

/// The comma and white space between two children, the ones next to `ordinal` if there are two.
fn separator(container: Value<'_>, ordinal: usize) -> String {
    let text = container.text();
    let behind = ordinal.max(1).min(container.len().saturating_sub(1));
    let pair = behind
        .checked_sub(1)
        .and_then(|before| child(container, before))
        .zip(child(container, behind));
    if let Some((before, after)) = pair.filter(|_| behind > 0) {
        return text[before.span().end..after.whole().start].to_owned();
    }
    let lead = child(container, 0).map_or("", |only| {
        &text[container.span().start + 1..only.whole().start]
    });
    if lead.contains('\n') {
        format!(",{lead}")
    } else {
        format!(",{}", gap(container))
    }
}

/// The white space behind a comma on one line, in the habit of what is around.
fn gap(container: Value<'_>) -> &str {
    outwards(container)
        .find_map(|value| habit(value).or_else(|| child(value, 0).and_then(habit)))
        .unwrap_or(" ")
}

/// The white space behind the first comma; where no two items share a line, that behind a colon.
fn habit(container: Value<'_>) -> Option<&str> {
    let first = child(container, 0)?;
    let comma = child(container, 1)
        .map(|second| &container.text()[first.span().end..second.whole().start])
        .filter(|between| !between.contains('\n'));
    let (_, space) = comma
        .or_else(|| colon_before(first))?
        .split_once([',', ':'])?;
    Some(space).filter(|space| !space.contains('\n'))
}

/// What to put before and behind the first child of an empty container.
fn padding(container: Value<'_>) -> (String, String) {
    let text = container.text();
    let space = &text[inside(container)];
    let own = own_line(container);
    let unit = unit(container, own.map(|(_, indent)| indent));
    match (space.contains('\n'), own) {
        // Spread over lines already: the closing bracket stays where it stands.
        (true, _) => {
            let (newline, indent) = last_line(space).unwrap_or(("\n", ""));
            (
                format!("{newline}{indent}{unit}"),
                format!("{newline}{indent}"),
            )
        }
        // Stands on a line of its own: goes on as the containers around do.
        (false, Some((newline, indent))) if space.is_empty() => (
            format!("{newline}{indent}{unit}"),
            format!("{newline}{indent}"),
        ),
        _ => (space.to_owned(), space.to_owned()),
    }
}

/// The line end and indentation before a child that begins a line.
fn own_line(value: Value<'_>) -> Option<(&str, &str)> {
    let before = &value.text()[..value.whole().start];
    let space = &before[before.trim_end_matches([' ', '\n', '\r', '\t']).len()..];
    // The root has no container whose habit its indentation would show.
    (value.number() != 0).then(|| last_line(space))?
}

/// The last line end in white space, and the indentation behind it.
fn last_line(space: &str) -> Option<(&str, &str)> {
    let feed = space.rfind('\n')?;
    let newline = if space[..feed].ends_with('\r') {
        "\r\n"
    } else {
        "\n"
    };
    Some((newline, &space[feed + 1..]))
}

/// By how much a level is indented more than the one around it.
fn unit<'a>(value: Value<'a>, own: Option<&'a str>) -> &'a str {
    let around = outwards(value).nth(1);
    let outer = around.map_or("", |parent| line_indent(parent.text(), parent.span().start));
    match own.and_then(|own| own.strip_prefix(outer)) {
        Some(unit) if !unit.is_empty() => unit,
        _ if own.is_some_and(|own| own.contains('\t')) => "\t",
        _ => "  ",
    }
}

/// The white space at the head of the line that holds `offset`.
fn line_indent(text: &str, offset: usize) -> &str {
    let start = text[..offset].rfind('\n').map_or(0, |feed| feed + 1);
    let line = &text[start..offset];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// The value, then the containers around it, innermost first.
fn outwards(value: Value<'_>) -> impl Iterator<Item = Value<'_>> {
    let around = value.around();
    std::iter::once(value).chain(around.into_iter().rev())
}

fn child(container: Value<'_>, ordinal: usize) -> Option<Value<'_>> {
    match container.kind() {
        Kind::Array | Kind::Object => container.child(ordinal),
        _ => None,
    }
}

/// All that is between the brackets.
fn inside(container: Value<'_>) -> Range<usize> {
    let span = container.span();
    span.start + 1..span.end - 1
}
