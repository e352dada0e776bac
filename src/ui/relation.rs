//! A relation in numbers, each of which leads to its cell; signs and colours of what checking gave.

use eframe::egui::{Color32, Response, Ui};

use crate::export::place_text;
use crate::model::{Accounts, Lang, Place, Text};
use crate::relation::{Comparison, Operand, Outcome, Quantity, Relation, Scale, Side, Sign, Term};
use crate::review::Verdict;
use crate::ui::layout::ShownUnit;
use crate::ui::tables::shown_quantity;
use crate::ui::theme::Theme;
use crate::ui::widgets::{FormulaPart, formula_shown_ui};

/// A part of the formula, with the cell that it leads to.
struct Part {
    kind: PartKind,
    text: String,
    name: String,
    caption: String,
    place: Option<Place>,
}

enum PartKind {
    Operator,
    Figure,
    Words,
}

/// The sign of an outcome and its colour.
pub(super) fn outcome_mark(theme: &Theme, outcome: &Outcome) -> (&'static str, Color32) {
    match outcome {
        Outcome::Holds => ("✓", theme.proved.mark),
        Outcome::WithinRounding(_) => ("≈", theme.note.mark),
        Outcome::Broken(_) => ("≠", theme.error.mark),
        Outcome::NotChecked(_) => ("?", theme.text.secondary),
    }
}

/// The colour of a verdict.
pub(super) fn verdict_color(theme: &Theme, verdict: Verdict) -> Color32 {
    match verdict {
        Verdict::ToCorrect => theme.error.mark,
        Verdict::ToVerify => theme.warning.mark,
        Verdict::Clean => theme.proved.mark,
        Verdict::NothingChecked => theme.text.secondary,
    }
}

/// How figures are put into words: the language, and the unit of amounts.
pub(super) type Manner = (Lang, ShownUnit);

/// What drawing a relation showed.
pub(super) struct RelationShown {
    /// The cell whose number was clicked.
    pub clicked: Option<Place>,
    /// The first number that leads to a cell.
    pub first_link: Option<Response>,
    /// Whether one of its numbers has the keyboard.
    pub has_focus: bool,
}

/// Draws a relation. A broken one shows `≠`; the cell `here` leads nowhere, and the others are called by what tells them
/// apart from it.
pub(super) fn relation_ui(
    ui: &mut Ui,
    accounts: &Accounts,
    relation: &Relation,
    broken: bool,
    here: Option<Place>,
    manner: Manner,
) -> RelationShown {
    let mut parts = parts(relation, broken, manner);
    let figures = parts.iter().filter(|part| part.place.is_some()).count();
    for part in &mut parts {
        let Some(place) = part.place else {
            continue;
        };
        accounts
            .label(place)
            .get(manner.0)
            .clone_into(&mut part.name);
        if let Some(here) = here.filter(|_| figures <= CAPTIONED) {
            part.caption = caption(accounts, here, place, manner.0);
        }
        if here == Some(place) {
            part.place = None;
        }
    }
    let shown: Vec<FormulaPart<'_>> = parts
        .iter()
        .map(|part| match part.kind {
            PartKind::Operator => FormulaPart::Operator(&part.text),
            PartKind::Words => FormulaPart::Words(&part.text),
            PartKind::Figure => FormulaPart::Figure {
                caption: &part.caption,
                text: &part.text,
                name: &part.name,
                has_place: part.place.is_some(),
            },
        })
        .collect();
    let shown = formula_shown_ui(ui, &shown);
    RelationShown {
        clicked: shown.clicked.and_then(|index| parts[index].place),
        first_link: shown.first_link,
        has_focus: shown.has_focus,
    }
}

/// Sums of more terms than this are cut short.
const MOST_TERMS: usize = 48;

/// More numbers than this are told by pointing at them alone.
const CAPTIONED: usize = 9;

/// What tells a cell apart from the one that is looked at: its row in the same column, its column in the same row, all of
/// it in another table.
fn caption(accounts: &Accounts, here: Place, place: Place, lang: Lang) -> String {
    if place == here {
        return lang.pick("本单元格", "this cell").to_owned();
    }
    let full = place_text(&accounts.label(place));
    if place.table_ref() != here.table_ref() {
        return full.get(lang).to_owned();
    }
    let spec = place.table.spec();
    let table = accounts.table(place.table_ref());
    let row = table.and_then(|table| table.rows.get(place.row as usize));
    let row = row.map(|row| row.label(spec));
    let column = spec.columns.get(usize::from(place.column));
    let column = column.map(|column| column.title.clone());
    let parts: Vec<Text> = match (place.row == here.row, place.column == here.column) {
        (true, _) => column.into_iter().collect(),
        (_, true) => row.into_iter().collect(),
        _ => row.into_iter().chain(column).collect(),
    };
    Text::join(&parts, " · ", " · ").get(lang).to_owned()
}

/// A relation in numbers, as one line.
pub(super) fn arithmetic(relation: &Relation, manner: Manner) -> String {
    let parts = parts(relation, false, manner);
    let words: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    words.join(" ")
}

fn parts(relation: &Relation, broken: bool, manner: Manner) -> Vec<Part> {
    let mut parts = Vec::new();
    side(&relation.left, manner, &mut parts);
    parts.push(operator(match (relation.comparison, broken) {
        (Comparison::Equal, false) => "=",
        (Comparison::Equal, true) => "≠",
        (Comparison::AtMost, false) => "≤",
        (Comparison::AtMost, true) => ">",
        (Comparison::AtLeast, false) => "≥",
        (Comparison::AtLeast, true) => "<",
    }));
    side(&relation.right, manner, &mut parts);
    parts
}

fn operator(text: &str) -> Part {
    Part {
        kind: PartKind::Operator,
        text: text.to_owned(),
        name: String::new(),
        caption: String::new(),
        place: None,
    }
}

fn words(text: String) -> Part {
    Part {
        kind: PartKind::Words,
        text,
        name: String::new(),
        caption: String::new(),
        place: None,
    }
}

fn side(side: &Side, manner: Manner, parts: &mut Vec<Part>) {
    match side {
        Side::Sum(terms) => sum(terms, manner, parts),
        Side::Constant(value, unit) => {
            parts.push(words(amount(&Quantity::exact(*value, *unit), manner)));
        }
        Side::Ratio { over, under, scale } => {
            bracketed(over, manner, parts);
            parts.push(operator("÷"));
            bracketed(under, manner, parts);
            if *scale == Scale::Percent {
                parts.push(operator("×"));
                parts.push(words("100%".to_owned()));
            }
        }
    }
}

/// An amount as the window shows it.
pub(super) fn amount(quantity: &Quantity, (lang, unit): Manner) -> String {
    shown_quantity(quantity, unit).get(lang).to_owned()
}

fn bracketed(terms: &[Term], manner: Manner, parts: &mut Vec<Part>) {
    if let [term] = terms
        && term.sign == Sign::Plus
    {
        return sum(terms, manner, parts);
    }
    parts.push(words("(".to_owned()));
    sum(terms, manner, parts);
    parts.push(words(")".to_owned()));
}

fn sum(terms: &[Term], manner: Manner, parts: &mut Vec<Part>) {
    if terms.is_empty() {
        parts.push(words("0".to_owned()));
    }
    // A total of a hundred thousand rows is not read figure by figure.
    let shown = if terms.len() > MOST_TERMS {
        MOST_TERMS / 2
    } else {
        terms.len()
    };
    for (index, term) in terms[..shown].iter().enumerate() {
        match (index, term.sign) {
            (0, Sign::Plus) => {}
            (_, Sign::Plus) => parts.push(operator("+")),
            (_, Sign::Minus) => parts.push(operator("−")),
        }
        parts.push(match &term.operand {
            Operand::Figure(figure) => Part {
                kind: PartKind::Figure,
                text: amount(&figure.quantity(), manner),
                name: String::new(),
                caption: String::new(),
                place: Some(figure.place),
            },
            Operand::Missing(missing) => words(format!(
                "{}{}",
                manner.0.pick("缺：", "missing: "),
                missing.what.get(manner.0)
            )),
        });
    }
    if shown < terms.len() {
        parts.push(operator("+"));
        parts.push(words(match manner.0 {
            Lang::Zh => format!("……（共 {} 项）", terms.len()),
            Lang::En => format!("… ({} terms in all)", terms.len()),
        }));
    }
}
