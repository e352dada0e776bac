//! Above the page: how many of its numbers were checked, which of them are looked for, the field to
//! search in. The words of each state stand beside the line that marks it, so they are the legend.

use eframe::egui::{
    Align2, Color32, Key, Label, Modifiers, Rect, RichText, Role, Sense, TextWrapMode, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::model::{Lang, Narrative, Span, Text};
use crate::review::{NumberState, TextCoverage};
use crate::rules::Level;
use crate::ui::command::Command;
use crate::ui::fonts;
use crate::ui::theme::{Theme, font_size, space};
use crate::ui::widgets::{paint_mark, search_field_ui, segments_ui};

use super::paint::line;
use super::spots::{Sought, State};
use super::state::Reading;

/// Draws what stands above the page.
pub(super) fn head_ui(ui: &mut Ui, reading: &mut Reading, narrative: &Narrative, lang: Lang) {
    ui.horizontal(|ui| {
        ui.add_space(space::XS);
        ui.heading(lang.pick("正文", "Text"));
        let theme = Theme::of(ui);
        let mut about: Vec<String> = narrative.file.iter().map(ToString::to_string).collect();
        about.push(reading.place_words(reading.offset + 1.0, lang));
        about.retain(|words| !words.is_empty());
        let words = RichText::new(about.join(" · ")).size(font_size::SMALL);
        let words = Label::new(words.color(theme.text.secondary));
        ui.add(words.wrap_mode(TextWrapMode::Truncate));
    });
    ui.add_space(space::XS);
    coverage_ui(ui, &reading.coverage, lang);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(space::XS);
        let contradicted = match (reading.coverage.contradicted, reading.flawed_words) {
            (numbers, 0) => numbers.to_string(),
            (numbers, words) => match lang {
                Lang::Zh => format!("{numbers} · 文字 {words}"),
                Lang::En => format!("{numbers} · words {words}"),
            },
        };
        let unchecked = reading.coverage.not_checked;
        let labels = [
            lang.pick("全部", "All").to_owned(),
            format!("{} {contradicted}", lang.pick("矛盾", "Contradicted")),
            format!("{} {unchecked}", lang.pick("未检查", "Not checked")),
        ];
        let ways = [Sought::All, Sought::Contradicted, Sought::NotChecked];
        let ways: Vec<_> = ways
            .into_iter()
            .zip(labels.iter().map(String::as_str))
            .collect();
        let name = lang.pick("显示哪些数字", "Which numbers are shown");
        let before = reading.sought;
        segments_ui(ui, name, &mut reading.sought, &ways);
        reading.is_chosen_anew |= reading.sought != before;
        for (command, sign, forward) in [
            (Command::PreviousNumber, "↑", false),
            (Command::NextNumber, "↓", true),
        ] {
            let hint = format!("{}（{}）", command.label(lang), command.keys_text(ui.ctx()));
            let button = ui.button(sign).on_hover_text(hint);
            button.widget_info(|| WidgetInfo::labeled(Role::Button, true, command.label(lang)));
            if button.clicked() {
                reading.step(forward);
            }
        }
    });
    search_ui(ui, reading, narrative, lang);
    ui.add_space(space::XS);
}

/// How many numbers there are of each state, as a bar and in words.
fn coverage_ui(ui: &mut Ui, coverage: &TextCoverage, lang: Lang) {
    let theme = Theme::of(ui);
    let stated = coverage.stated();
    let share = match stated {
        0 => String::new(),
        // In tenths of a percent, cut and not rounded up: 100 % means all.
        n => {
            let tenths = coverage.decided() * 1000 / n;
            format!("{}.{}%", tenths / 10, tenths % 10)
        }
    };
    let decided = coverage.decided();
    let head = match (stated, lang) {
        (0, Lang::Zh) => format!("正文数字 {}，没有陈述决算的数字", coverage.total()),
        (0, Lang::En) => format!("{} numbers, none states the accounts", coverage.total()),
        (_, Lang::Zh) => format!("正文数字 {stated} · 有结论 {decided}（{share}）"),
        (_, Lang::En) => {
            format!("{stated} numbers state the accounts · {decided} decided ({share})")
        }
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(14.0, 2.0);
        ui.add_space(space::XS);
        ui.label(RichText::new(head).font(fonts::bold(font_size::BODY)));
        let states = [
            (NumberState::Proved, None, coverage.proved),
            (NumberState::WithinRounding, None, coverage.within_rounding),
            (NumberState::Contradicted, Some(Level::Error), coverage.contradicted),
            (NumberState::NotChecked(Text::default()), None, coverage.not_checked),
        ];
        for (state, level, count) in states {
            if count > 0 || level.is_some() {
                let name = state_name(&state, lang);
                legend_ui(ui, theme, &State::Number(state), level.filter(|_| count > 0), &format!("{name} {count}"));
            }
        }
        let rest = coverage.other + coverage.in_tables;
        if rest > 0 {
            let (others, in_tables) = (coverage.other, coverage.in_tables);
            let words = match lang {
                Lang::Zh => format!("另有非陈述 {others}、表内 {in_tables}"),
                Lang::En => format!("besides: {others} state nothing, {in_tables} in tables"),
            };
            let words = RichText::new(words).size(font_size::SMALL);
            let words = Label::new(words.color(theme.text.secondary));
            let words = ui.add(words.wrap_mode(TextWrapMode::Extend));
            words.on_hover_text(lang.pick(
                "年份、序号、文号、标准等不陈述决算；表内数字由表格核对。",
                "Years, ordinals, numbers of documents and limits state nothing of the accounts; numbers in tables are checked there.",
            ));
        }
    });
    bar_ui(ui, theme, coverage);
}

/// A count with the line that marks such numbers on the page.
fn legend_ui(ui: &mut Ui, theme: &Theme, state: &State, level: Option<Level>, words: &str) {
    let font = fonts::regular(font_size::SMALL + 0.5);
    let galley = ui
        .painter()
        .layout_no_wrap(words.to_owned(), font, theme.text.primary);
    let lead = if level.is_some() { 14.0 } else { 0.0 };
    let size = vec2(galley.size().x + lead, 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    if let Some(level) = level {
        let center = pos2(rect.left() + 6.0, rect.center().y);
        paint_mark(ui.painter(), theme, center, 9.0, level);
    }
    let body = rect.with_min_x(rect.left() + lead);
    let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), body);
    ui.painter().galley(at.min, galley, Color32::PLACEHOLDER);
    line(
        ui.painter(),
        theme,
        at.expand2(vec2(1.0, 2.0)),
        state,
        level,
    );
}

fn bar_ui(ui: &mut Ui, theme: &Theme, coverage: &TextCoverage) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 5.0), Sense::hover());
    let rect = rect.shrink2(vec2(space::XS, 0.5));
    let painter = ui.painter();
    painter.rect_filled(rect, 2.0, theme.surface.sunken);
    let total = coverage.stated().max(1) as f32;
    let mut left = rect.left();
    let parts = [
        (coverage.proved, theme.proved.mark),
        (
            coverage.within_rounding,
            theme.proved.mark.gamma_multiply(0.55),
        ),
        (coverage.contradicted, theme.error.mark),
    ];
    for (count, color) in parts {
        let width = rect.width() * count as f32 / total;
        // What is there is seen, be it one of a thousand.
        let width = if count > 0 { width.max(2.0) } else { 0.0 };
        let part = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        painter.rect_filled(part.intersect(rect), 0.0, color);
        left += width;
    }
}

/// The name of a state.
pub(super) fn state_name(state: &NumberState, lang: Lang) -> &'static str {
    match state {
        NumberState::Proved => lang.pick("已证实", "proved"),
        NumberState::WithinRounding => lang.pick("舍入内成立", "within rounding"),
        NumberState::Contradicted => lang.pick("矛盾", "contradicted"),
        NumberState::NotChecked(_) => lang.pick("未检查", "not checked"),
        NumberState::Other(_) => lang.pick("非陈述", "states nothing"),
        NumberState::InTable => lang.pick("表内", "in a table"),
    }
}

fn search_ui(ui: &mut Ui, reading: &mut Reading, narrative: &Narrative, lang: Lang) {
    if !reading.search.is_open {
        return;
    }
    let had_focus = ui.memory(eframe::egui::Memory::focused).is_some();
    let from = reading.cursor.map_or(0, |span| span.start);
    let mut go: Option<Span> = None;
    ui.horizontal(|ui| {
        let name = lang.pick(
            "在正文中查找：词语或数字",
            "Find in the text: words or a number",
        );
        let clear = lang.pick("清除", "Clear");
        let width = (ui.available_width() - 230.0).max(120.0);
        let field = ui
            .allocate_ui(vec2(width, 28.0), |ui| {
                search_field_ui(ui, name, clear, &mut reading.search.text)
            })
            .inner;
        if std::mem::take(&mut reading.search.wants_focus) {
            field.request_focus();
        }
        reading.search.update(narrative);
        let key = |ui: &Ui, modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        let in_field = had_focus && (field.has_focus() || field.lost_focus());
        let up = in_field && key(ui, Modifiers::SHIFT, Key::Enter);
        let down = in_field && key(ui, Modifiers::NONE, Key::Enter);
        let up = up || ui.button(lang.pick("上一个", "Previous")).clicked();
        let down = down || ui.button(lang.pick("下一个", "Next")).clicked();
        if up || down {
            go = reading.search.step(from, down);
            field.request_focus();
        } else if field.changed() {
            go = reading.search.step(from, true);
        }
        let escaped = in_field && key(ui, Modifiers::NONE, Key::Escape);
        if escaped || ui.button(lang.pick("关闭", "Close")).clicked() {
            reading.search.is_open = false;
            reading.search.update(narrative);
            reading.wants_focus = true;
        }
        match reading.search.count() {
            Some((_, 0)) => {
                ui.label(lang.pick("没有找到", "not found"));
            }
            Some((at, count)) => {
                ui.label(format!("{at}/{count}"));
            }
            None => {}
        }
    });
    if let Some(span) = go {
        reading.go = Some(span);
        if reading.spots.find(span).is_some() {
            reading.cursor = Some(span);
        }
    }
}
