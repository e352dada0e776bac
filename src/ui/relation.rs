//! A relation in numbers, each of which leads to its cell; signs and colours of what checking gave.

use eframe::egui::{Color32, RichText, Ui};

use crate::model::{Accounts, Lang, Place};
use crate::relation::{Comparison, Operand, Outcome, Quantity, Relation, Scale, Side, Sign, Term};
use crate::review::{Decided, Verdict};
use crate::session::FileView;
use crate::ui::theme::{Theme, font_size};
use crate::ui::widgets::{FormulaPart, formula_ui};

/// A part of the formula, with the cell that it leads to.
struct Part {
    kind: PartKind,
    text: String,
    name: String,
    place: Option<Place>,
}

enum PartKind {
    Operator,
    Figure,
    Words,
}

/// Draws a decided relation on a line of its own: whether it holds, its rule, its numbers; gives
/// the cell whose number was clicked.
pub(super) fn relation_line_ui(
    ui: &mut Ui,
    file: &FileView,
    decided: &Decided,
    lang: Lang,
) -> Option<Place> {
    let relation = decided.relation.as_ref()?;
    let theme = Theme::of(ui);
    let (sign, color) = outcome_mark(theme, &decided.outcome);
    let code = decided.rule.to_string();
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(sign).color(color).strong());
        let label = ui.label(
            RichText::new(&code)
                .size(font_size::SMALL)
                .color(theme.text.secondary),
        );
        if let Some(info) = file.review.rule_info(decided.rule) {
            label.on_hover_text(info.title.get(lang));
        }
        let broken = matches!(decided.outcome, Outcome::Broken(_));
        relation_ui(ui, &file.accounts, relation, broken, lang)
    })
    .inner
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

/// Draws a relation; gives the cell whose number was clicked. A broken one shows `≠`.
pub(super) fn relation_ui(
    ui: &mut Ui,
    accounts: &Accounts,
    relation: &Relation,
    broken: bool,
    lang: Lang,
) -> Option<Place> {
    let mut parts = Vec::new();
    side(&relation.left, accounts, lang, &mut parts);
    parts.push(operator(match (relation.comparison, broken) {
        (Comparison::Equal, false) => "=",
        (Comparison::Equal, true) => "≠",
        (Comparison::AtMost, false) => "≤",
        (Comparison::AtMost, true) => ">",
        (Comparison::AtLeast, false) => "≥",
        (Comparison::AtLeast, true) => "<",
    }));
    side(&relation.right, accounts, lang, &mut parts);
    let shown: Vec<FormulaPart<'_>> = parts
        .iter()
        .map(|part| match part.kind {
            PartKind::Operator => FormulaPart::Operator(&part.text),
            PartKind::Words => FormulaPart::Words(&part.text),
            PartKind::Figure => FormulaPart::Figure {
                text: &part.text,
                name: &part.name,
                has_place: part.place.is_some(),
            },
        })
        .collect();
    parts[formula_ui(ui, &shown)?].place
}

fn operator(text: &str) -> Part {
    Part {
        kind: PartKind::Operator,
        text: text.to_owned(),
        name: String::new(),
        place: None,
    }
}

fn words(text: String) -> Part {
    Part {
        kind: PartKind::Words,
        text,
        name: String::new(),
        place: None,
    }
}

fn side(side: &Side, accounts: &Accounts, lang: Lang, parts: &mut Vec<Part>) {
    match side {
        Side::Sum(terms) => sum(terms, accounts, lang, parts),
        Side::Constant(value, unit) => {
            parts.push(words(
                Quantity::exact(*value, *unit).text().get(lang).to_owned(),
            ));
        }
        Side::Ratio { over, under, scale } => {
            bracketed(over, accounts, lang, parts);
            parts.push(operator("÷"));
            bracketed(under, accounts, lang, parts);
            if *scale == Scale::Percent {
                parts.push(operator("×"));
                parts.push(words("100%".to_owned()));
            }
        }
    }
}

fn bracketed(terms: &[Term], accounts: &Accounts, lang: Lang, parts: &mut Vec<Part>) {
    if let [term] = terms
        && term.sign == Sign::Plus
    {
        return sum(terms, accounts, lang, parts);
    }
    parts.push(words("(".to_owned()));
    sum(terms, accounts, lang, parts);
    parts.push(words(")".to_owned()));
}

fn sum(terms: &[Term], accounts: &Accounts, lang: Lang, parts: &mut Vec<Part>) {
    if terms.is_empty() {
        parts.push(words("0".to_owned()));
    }
    for (index, term) in terms.iter().enumerate() {
        match (index, term.sign) {
            (0, Sign::Plus) => {}
            (_, Sign::Plus) => parts.push(operator("+")),
            (_, Sign::Minus) => parts.push(operator("−")),
        }
        parts.push(match &term.operand {
            Operand::Figure(figure) => Part {
                kind: PartKind::Figure,
                text: figure.quantity().text().get(lang).to_owned(),
                name: accounts.label(figure.place).get(lang).to_owned(),
                place: Some(figure.place),
            },
            Operand::Missing(missing) => words(format!(
                "{}{}",
                lang.pick("缺：", "missing: "),
                missing.what.get(lang)
            )),
        });
    }
}
