//! Below a table: the cell under the cursor and every relation in which it takes part, so that they can be walked from
//! cell to cell. What a relation looks like is left to `relation`.

use eframe::egui::{
    Align, Frame, Layout as Direction, Margin, Panel, RichText, Role, ScrollArea, Ui, WidgetInfo,
    vec2,
};

use crate::export::place_text;
use crate::model::{Lang, Place};
use crate::relation::{Comparison, Outcome, Relation, Side};
use crate::review::Decided;
use crate::session::FileView;
use crate::ui::command::Command;
use crate::ui::fonts;
use crate::ui::layout::Layout;
use crate::ui::relation::{Manner, amount, outcome_mark, relation_ui};
use crate::ui::request::Request;
use crate::ui::theme::{Theme, font_size, space};

/// What a cell is to a relation, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// The sum of others.
    Total,
    /// One of those that are summed up.
    Summand,
    /// What another cell must print too.
    Copy,
    /// What may not be exceeded, or may not exceed.
    Bound,
    /// A rate, or what it is worked out from.
    Rate,
    /// Anything else.
    Other,
}

impl Part {
    fn of(relation: &Relation, place: Place) -> Self {
        let holds = |side: &Side| {
            side.terms()
                .any(|term| term.operand.figure().is_some_and(|f| f.place == place))
        };
        let count = |side: &Side| side.terms().count();
        let is_ratio = |side: &Side| matches!(side, Side::Ratio { .. });
        let (left, right) = (&relation.left, &relation.right);
        match relation.comparison {
            _ if is_ratio(left) || is_ratio(right) => Self::Rate,
            Comparison::AtMost | Comparison::AtLeast => Self::Bound,
            Comparison::Equal if count(left) == 1 && count(right) == 1 => Self::Copy,
            Comparison::Equal if count(left) == 1 && holds(left) => Self::Total,
            Comparison::Equal if count(left) == 1 && holds(right) => Self::Summand,
            Comparison::Equal => Self::Other,
        }
    }

    fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Total => lang.pick("由各项相加", "is the sum of"),
            Self::Summand => lang.pick("计入合计", "is part of"),
            Self::Copy => lang.pick("应当相等", "must equal"),
            Self::Bound => lang.pick("上限下限", "is bounded by"),
            Self::Rate => lang.pick("比率", "rate"),
            Self::Other => lang.pick("平衡", "balances"),
        }
    }
}

/// What was done in the strip.
#[derive(Default)]
pub(crate) struct StripShown {
    /// What is asked for.
    pub(crate) requests: Vec<Request>,
    /// Whether one of its numbers has the keyboard.
    pub(crate) has_focus: bool,
}

/// Draws the strip. `takes_focus` gives the keyboard to its first number.
pub(crate) fn strip_ui(
    ui: &mut Ui,
    file: &FileView,
    place: Place,
    layout: &Layout,
    takes_focus: bool,
) -> StripShown {
    let manner = (layout.lang(), layout.unit());
    let mut relations: Vec<(Part, &Decided)> = file
        .review
        .relations_of(place)
        .filter_map(|decided| Some((Part::of(decided.relation.as_ref()?, place), decided)))
        .collect();
    relations.sort_by_key(|(part, decided)| {
        let holds = !matches!(decided.outcome, Outcome::Broken(_));
        (holds, *part, decided.rule)
    });
    let theme = Theme::of(ui);
    let mut shown = StripShown::default();
    let frame = Frame::new()
        .fill(theme.surface.raised)
        .inner_margin(Margin::symmetric(4, 6));
    // In a low window what the cell stands in is seen too.
    let room = ui.available_height();
    Panel::bottom("cell")
        .frame(frame)
        .resizable(true)
        .default_size((room * 0.27).min(148.0))
        .max_size((room * 0.6).max(60.0))
        .show(ui, |ui| {
            head_ui(ui, file, place, layout, &relations, &mut shown.requests);
            let mut focus = takes_focus;
            let cell = OfCell {
                file,
                place,
                manner,
            };
            ScrollArea::vertical()
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    for (part, decided) in &relations {
                        let line = line_ui(ui, &cell, *part, decided, &mut focus);
                        shown.has_focus |= line.has_focus;
                        let reached = line.clicked;
                        shown
                            .requests
                            .extend(reached.map(|place| Request::Reveal(file.id, place)));
                    }
                });
        });
    shown
}

fn head_ui(
    ui: &mut Ui,
    file: &FileView,
    place: Place,
    layout: &Layout,
    relations: &[(Part, &Decided)],
    requests: &mut Vec<Request>,
) {
    let lang = layout.lang();
    let theme = Theme::of(ui);
    let small = |text: String| {
        RichText::new(text)
            .size(font_size::SMALL)
            .color(theme.text.secondary)
    };
    ui.horizontal(|ui| {
        ui.with_layout(Direction::right_to_left(Align::Center), |ui| {
            for (command, sign, enabled) in [
                (Command::GoForward, "→", layout.trail.can_go_forward()),
                (Command::GoBack, "←", layout.trail.can_go_back()),
            ] {
                let keys = command.keys_text(ui.ctx());
                let hint = format!("{}（{keys}）", command.label(lang));
                let button = ui.add_enabled(enabled, eframe::egui::Button::new(sign).small());
                if button
                    .accessible_name(command.label(lang))
                    .on_hover_text(hint)
                    .clicked()
                {
                    requests.push(Request::Run(command));
                }
            }
            ui.add_space(space::S);
            counts_ui(ui, relations, lang);
            ui.with_layout(Direction::left_to_right(Align::Center), |ui| {
                let label = place_text(&file.accounts.label(place));
                let words = RichText::new(label.get(lang)).font(fonts::bold(font_size::BODY));
                ui.add(eframe::egui::Label::new(words).truncate());
                let printed = file.accounts.printed(place);
                if !printed.is_empty() && place.head().is_none() {
                    ui.add(eframe::egui::Label::new(printed).truncate());
                }
                if let Some(cell) = file.accounts.sheet_cell(place) {
                    // The sheet is named above the table.
                    let whole = cell.to_string();
                    let shown = ui.label(small(cell.cell()));
                    shown.widget_info(|| WidgetInfo::labeled(Role::Label, true, &whole));
                    shown.on_hover_text(&whole);
                }
            });
        });
    });
}

/// How many relations there are, by outcome; the words of each sign for the pointer.
fn counts_ui(ui: &mut Ui, relations: &[(Part, &Decided)], lang: Lang) {
    let theme = Theme::of(ui);
    let outcomes = [
        ("?", lang.pick("未能检查", "not checked")),
        ("≠", lang.pick("不成立", "broken")),
        ("≈", lang.pick("舍入内成立", "within rounding")),
        ("✓", lang.pick("成立", "hold")),
    ];
    for (sign, words) in outcomes {
        let of_sign = relations
            .iter()
            .map(|(_, decided)| outcome_mark(theme, &decided.outcome))
            .filter(|(of, _)| *of == sign);
        let colors: Vec<_> = of_sign.map(|(_, color)| color).collect();
        if let Some(color) = colors.first() {
            let text = format!("{sign} {}", colors.len());
            let text = RichText::new(text).size(font_size::SMALL).color(*color);
            ui.label(text).on_hover_text(words);
        }
    }
    let count = match (relations.len(), lang) {
        (0, Lang::Zh) => "没有关系用到这个单元格".to_owned(),
        (0, Lang::En) => "no relation uses this cell".to_owned(),
        (n, Lang::Zh) => format!("{n} 项关系"),
        (n, Lang::En) => format!("{n} relations"),
    };
    let count = RichText::new(count).size(font_size::SMALL);
    ui.label(count.color(theme.text.secondary));
}

/// The cell whose relations are listed.
struct OfCell<'a> {
    file: &'a FileView,
    place: Place,
    manner: Manner,
}

/// What drawing a line showed.
#[derive(Default)]
struct LineShown {
    clicked: Option<Place>,
    has_focus: bool,
}

/// A relation on a line of its own: whether it holds, what the cell is to it, its numbers, its rule.
fn line_ui(
    ui: &mut Ui,
    cell: &OfCell<'_>,
    part: Part,
    decided: &Decided,
    focus: &mut bool,
) -> LineShown {
    let OfCell {
        file,
        place,
        manner,
    } = *cell;
    let Some(relation) = &decided.relation else {
        return LineShown::default();
    };
    let lang = manner.0;
    let theme = Theme::of(ui);
    let (sign, color) = outcome_mark(theme, &decided.outcome);
    let small = |text: &str| {
        RichText::new(text.to_owned())
            .size(font_size::SMALL)
            .color(theme.text.secondary)
    };
    ui.horizontal_top(|ui| {
        let cell = |ui: &mut Ui, width: f32, text: RichText| {
            let size = vec2(width, 24.0);
            let direction = Direction::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(size, direction, |ui| {
                ui.set_min_size(size);
                ui.label(text)
            })
            .inner
        };
        cell(ui, 14.0, RichText::new(sign).color(color).strong());
        let wide = match lang {
            Lang::Zh => 72.0,
            Lang::En => 96.0,
        };
        cell(ui, wide, small(part.words(lang)));
        let rule = cell(ui, 40.0, small(&decided.rule.to_string()));
        if let Some(info) = file.review.rule_info(decided.rule) {
            rule.on_hover_text(info.title.get(lang));
        }
        ui.vertical(|ui| {
            let broken = matches!(decided.outcome, Outcome::Broken(_));
            let shown = relation_ui(ui, &file.accounts, relation, broken, Some(place), manner);
            if let Some(link) = shown.first_link.filter(|_| std::mem::take(focus)) {
                link.request_focus();
                link.scroll_to_me(None);
            }
            match &decided.outcome {
                Outcome::NotChecked(reason) => {
                    ui.label(small(reason.text().get(lang)));
                }
                Outcome::Broken(broken) => {
                    let off = lang.pick("相差", "off by");
                    let text = format!("{off} {}", amount(&broken.difference.abs(), manner));
                    ui.label(RichText::new(text).size(font_size::SMALL).color(color));
                }
                Outcome::Holds | Outcome::WithinRounding(_) => {}
            }
            LineShown {
                clicked: shown.clicked,
                has_focus: shown.has_focus,
            }
        })
        .inner
    })
    .inner
}
