//! Plots: what they show, where everything stands, as pictures and in the window.

use crate::support::window::{builder, ground_ui, shot};
use eframe::egui::{Key, ScrollArea, Theme, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gouji::chart::layout::{Align, Area, HitRow, Scene, layout, text_width};
use gouji::chart::{Chart, Form, Mark, Request, Scope, trend};
use gouji::compare::{Comparison, Topic};
use gouji::document::Document;
use gouji::export::chart::{Palette, Style, png, svg};
use gouji::model::{Accounts, Lang, Period, SAMPLE, TableId, Unit};
use gouji::review::check;
use gouji::rules::{Context, Level};
use gouji::ui::plots::{Picture, PlotEvent, PlotState, plot_ui};
use serde_json::{Value, json};

fn sample() -> Accounts {
    let document = Document::parse(SAMPLE.to_vec()).unwrap();
    Accounts::read(&document).unwrap()
}

/// Every chart of the sample in every form.
fn charts(accounts: &Accounts) -> Vec<Chart> {
    let scope = Scope {
        accounts,
        previous: None,
        review: None,
    };
    let mut all = Vec::new();
    for request in Request::all(&scope) {
        let chart = request.chart(&scope);
        assert_eq!(chart.title, request.title());
        for form in chart.forms.clone() {
            all.push(chart.clone().in_form(form));
        }
    }
    all
}

/// Writes a picture for looking at, if a directory is named: `GOUJI_SHOTS=/tmp/shots cargo it pictures`.
fn keep(name: &str, picture: &[u8]) {
    if let Some(directory) = std::env::var_os("GOUJI_SHOTS") {
        std::fs::create_dir_all(&directory).unwrap();
        let mut file = std::fs::File::create(std::path::Path::new(&directory).join(name)).unwrap();
        std::io::Write::write_all(&mut file, picture).unwrap();
    }
}

fn scope(accounts: &Accounts) -> Scope<'_> {
    Scope {
        accounts,
        previous: None,
        review: None,
    }
}

fn read(value: &Value) -> Accounts {
    let document = Document::parse(value.to_string().into_bytes()).unwrap();
    Accounts::read(&document).unwrap()
}

struct Window {
    charts: Vec<Chart>,
    states: Vec<PlotState>,
    events: Vec<PlotEvent>,
    lang: Lang,
}

fn draw_ui(ui: &mut Ui, window: &mut Window) {
    ground_ui(ui);
    ScrollArea::vertical().show(ui, |ui| {
        for (chart, state) in window.charts.iter().zip(&mut window.states) {
            window.events.extend(plot_ui(window.lang, ui, chart, state));
        }
    });
}

fn open(
    mode: Theme,
    lang: Lang,
    charts: Vec<Chart>,
    state: PlotState,
    size: [f32; 2],
) -> Harness<'static, Window> {
    let window = Window {
        states: vec![state; charts.len()],
        charts,
        events: Vec::new(),
        lang,
    };
    builder(mode, size).build_ui_state(draw_ui, window)
}

fn requests() -> [Request; 5] {
    [
        Request::Shares(Topic::ExpenditureByFunction),
        Request::Shares(Topic::Procurement),
        Request::Changes(Topic::Totals, Period::PriorYear),
        Request::Changes(Topic::BudgetByNature, Period::InitialBudget),
        Request::Changes(Topic::IncomeBySource, Period::PriorYear),
    ]
}

#[test]
fn plots_shot() {
    let accounts = sample();
    let review = check(&Context::new(&accounts));
    let scope = Scope {
        review: Some(&review),
        ..scope(&accounts)
    };
    let looked_at = std::env::var_os("GOUJI_SHOTS").is_some();
    let most = if looked_at { usize::MAX } else { 1 };
    for (mode, lang, name) in [
        (Theme::Light, Lang::Zh, "light-zh"),
        (Theme::Dark, Lang::En, "dark-en"),
    ] {
        for request in requests().into_iter().take(most) {
            let chart = request.chart(&scope);
            for form in chart.forms.clone() {
                let state = PlotState {
                    form: Some(form),
                    table: form == Form::Pairs || form == Form::Ring,
                    unit: if lang == Lang::En {
                        Unit::WanYuan
                    } else {
                        Unit::Yuan
                    },
                };
                let mut harness = open(mode, lang, vec![chart.clone()], state, [900.0, 640.0]);
                harness.run();
                shot(
                    &mut harness,
                    &format!("plots-window-{}-{}-{name}", chart.key, form.key()),
                );
            }
        }
    }
}

#[test]
fn pictures_of_the_sample_are_not_blank() {
    let accounts = sample();
    // Drawing takes its time: all of them only when they are to be looked at.
    let looked_at = std::env::var_os("GOUJI_SHOTS").is_some();
    let most = if looked_at { usize::MAX } else { 2 };
    for chart in charts(&accounts).into_iter().take(most) {
        for (palette, lang, unit, name) in [
            (&Palette::LIGHT, Lang::Zh, Unit::Yuan, "light-zh"),
            (&Palette::DARK, Lang::En, Unit::WanYuan, "dark-en"),
        ] {
            let style = Style {
                lang,
                unit,
                palette,
                width: 760.0,
            };
            let picture = png(&chart, &style).unwrap();
            let pixels = image::load_from_memory(&picture).unwrap().to_rgba8();
            let painted = pixels
                .pixels()
                .filter(|pixel| pixel.0[..3] != palette.ground.0);
            assert!(painted.count() > 5_000, "{} is blank", chart.file_stem());
            keep(&format!("plots-{}-{name}.png", chart.file_stem()), &picture);
            let text = svg(&chart, &style);
            keep(
                &format!("plots-{}-{name}.svg", chart.file_stem()),
                text.as_bytes(),
            );
        }
    }
}

/// Accounts with these functional classes and their sum.
fn classes(year: u16, amounts: &[(&str, &str)], total: &str) -> Accounts {
    let mut rows = vec![json!({"name": "合计", "total": total})];
    for (index, (name, amount)) in amounts.iter().enumerate() {
        rows.push(json!({"code": (201 + index).to_string(), "name": name, "total": amount}));
    }
    read(&json!({
        "format": "gouji-accounts/1", "department": "甲局", "year": year, "unit": "元",
        "tables": {"general_public_budget_expenditure": {"rows": rows}},
    }))
}

/// Where the words of a label stand.
fn label_areas(scene: &Scene) -> Vec<(String, Area)> {
    let area = |label: &gouji::chart::layout::Label| {
        let width = text_width(&label.text, label.size);
        let left = match label.align {
            Align::Start => label.at[0],
            Align::Middle => label.at[0] - width / 2.0,
            Align::End => label.at[0] - width,
        };
        // Half a line is left to what hangs below it.
        Area {
            left,
            top: label.at[1] - label.size * 0.5,
            right: left + width,
            bottom: label.at[1] + label.size * 0.5,
        }
    };
    let labels = scene.labels.iter();
    labels
        .map(|label| (label.text.clone(), area(label)))
        .collect()
}

fn nothing_overlaps(scene: &Scene, what: &str) {
    let [width, height] = scene.size;
    let areas = label_areas(scene);
    for (index, (text, area)) in areas.iter().enumerate() {
        assert!(
            area.left >= -0.5
                && area.right <= width + 0.5
                && area.top >= 0.0
                && area.bottom <= height,
            "{what}: “{text}” is cut off: {area:?} in {width} × {height}"
        );
        for (other, over) in &areas[index + 1..] {
            assert!(!area.overlaps(over), "{what}: “{text}” touches “{other}”");
        }
    }
}

#[test]
fn no_words_touch_or_are_cut_off_in_any_width() {
    let accounts = sample();
    for chart in charts(&accounts) {
        for width in [320.0, 420.0, 640.0, 900.0] {
            for (lang, unit) in [(Lang::Zh, Unit::Yuan), (Lang::En, Unit::WanYuan)] {
                let scene = layout(&chart, unit, lang, width);
                nothing_overlaps(&scene, &format!("{} at {width}", chart.file_stem()));
            }
        }
    }
}

#[test]
fn the_words_of_a_ring_never_touch_however_its_parts_lie() {
    let cases: [&[&str]; 6] = [
        &["10", "10", "10", "10", "10", "10", "10", "10"],
        &["96", "0.5", "0.5", "0.5", "0.5", "0.5", "0.5", "1"],
        &["50", "46", "1", "1", "1", "1"],
        &["30", "29", "28", "3", "2", "2", "2", "2", "1", "1", "0.01"],
        &["100"],
        &["33.33", "33.33", "33.34"],
    ];
    for amounts in cases {
        let names = [
            "文化旅游体育与传媒支出",
            "教育支出",
            "灾害防治及应急管理支出",
        ];
        let rows: Vec<(&str, &str)> = (0..)
            .map(|index| names[index % 3])
            .zip(amounts.iter().copied())
            .collect();
        let total: f64 = amounts
            .iter()
            .map(|amount| amount.parse::<f64>().unwrap())
            .sum();
        let accounts = classes(2023, &rows, &format!("{total:.2}"));
        let chart = Request::Shares(Topic::ExpenditureByFunction)
            .chart(&scope(&accounts))
            .in_form(Form::Ring);
        assert_eq!(chart.form, Form::Ring, "{amounts:?}");
        for width in [420.0, 760.0] {
            let scene = layout(&chart, Unit::Yuan, Lang::Zh, width);
            nothing_overlaps(&scene, &format!("{amounts:?} at {width}"));
            leaders_keep_out(&scene, &format!("{amounts:?}"));
            let turned: f32 = scene.arcs.iter().map(|arc| arc.end - arc.start).sum();
            assert!(
                turned > 6.0 && turned < std::f32::consts::TAU + 0.001,
                "{turned}"
            );
        }
    }
}

/// No leader crosses another one, or the ring.
fn leaders_keep_out(scene: &Scene, what: &str) {
    let arc = scene.arcs[0];
    let steps = |from: [f32; 2], to: [f32; 2]| {
        (0..=20_u8).map(move |step| {
            let share = f32::from(step) / 20.0;
            [
                from[0] + (to[0] - from[0]) * share,
                from[1] + (to[1] - from[1]) * share,
            ]
        })
    };
    for (index, rule) in scene.rules.iter().enumerate() {
        for pair in rule.points.windows(2) {
            for [x, y] in steps(pair[0], pair[1]) {
                let radius = (x - arc.center[0]).hypot(y - arc.center[1]);
                assert!(radius > arc.outer, "{what}: a leader crosses the ring");
            }
            for other in &scene.rules[index + 1..] {
                for over in other.points.windows(2) {
                    assert!(
                        !cross([pair[0], pair[1]], [over[0], over[1]]),
                        "{what}: leaders cross"
                    );
                }
            }
        }
    }
}

fn cross([a, b]: [[f32; 2]; 2], [c, d]: [[f32; 2]; 2]) -> bool {
    let side = |p: [f32; 2], q: [f32; 2], r: [f32; 2]| {
        (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
    };
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

#[test]
fn bars_are_as_long_as_their_amounts() {
    let accounts = classes(
        2023,
        &[("甲", "60.00"), ("乙", "30.00"), ("丙", "-10.00")],
        "80.00",
    );
    let chart = Request::Shares(Topic::ExpenditureByFunction).chart(&scope(&accounts));
    assert_eq!(chart.forms, [Form::Bars], "a negative part makes no ring");
    let scene = layout(&chart, Unit::Yuan, Lang::Zh, 800.0);
    let widths: Vec<f32> = scene
        .bars
        .iter()
        .map(|bar| scene.bar_area(bar).width())
        .collect();
    assert!((widths[0] / widths[1] - 2.0).abs() < 0.001);
    assert!((widths[1] / widths[2] - 3.0).abs() < 0.001);
    let zero = scene.position(0.0);
    assert!((scene.bar_area(&scene.bars[2]).right - zero).abs() < 0.01);
}

#[test]
fn the_steps_of_a_waterfall_join_and_end_at_the_final_figure() {
    let accounts = sample();
    let chart = Request::Changes(Topic::BudgetByNature, Period::InitialBudget)
        .chart(&scope(&accounts))
        .in_form(Form::Waterfall);
    let scene = layout(&chart, Unit::Yuan, Lang::Zh, 800.0);
    let ends: Vec<(f64, f64)> = scene.bars.iter().map(|bar| (bar.from, bar.to)).collect();
    let [start, basic, project, end] = ends.as_slice() else {
        panic!("{ends:?}");
    };
    let same = |a: f64, b: f64| (a - b).abs() < 0.005;
    assert!(same(start.1, 57_751_139.12) && same(basic.0, start.1));
    assert!(same(basic.1 - basic.0, 1_343_338.67) && same(project.0, basic.1));
    assert!(same(project.1, end.1) && same(end.1, 59_332_388.65));
    assert!(scene.bars[0].hatched && !scene.bars[3].hatched);
    assert!(scene.bars[0].broken && scene.bars[3].broken);
    assert_eq!(scene.rules.len(), 3);
}

#[test]
fn zeros_and_gaps_are_said_in_words() {
    let accounts = sample();
    let notes = |request: Request| {
        let chart = request.chart(&scope(&accounts));
        let notes: Vec<String> = chart.notes.iter().map(|note| note.zh.clone()).collect();
        notes.join("\n")
    };
    let income = notes(Request::Shares(Topic::IncomeBySource));
    assert!(income.contains(
        "以下各项为 0，图中不绘：上级补助收入、事业收入、经营收入、附属单位上缴收入、其他收入"
    ));
    let income = notes(Request::Changes(Topic::IncomeBySource, Period::PriorYear));
    assert!(
        income.contains("没有上年数，未比较：财政拨款收入"),
        "{income}"
    );
    let budget = notes(Request::Changes(
        Topic::BudgetByNature,
        Period::InitialBudget,
    ));
    assert!(budget.contains("60,913,638.18 元") && budget.contains("57,751,139.12 元"));
    let nothing = notes(Request::Changes(Topic::Procurement, Period::PriorYear));
    assert!(
        nothing.contains("没有上年数，无法比较；需要："),
        "{nothing}"
    );
    let short = classes(2023, &[("甲", "60.00")], "80.00");
    let chart = Request::Shares(Topic::ExpenditureByFunction).chart(&scope(&short));
    assert!(chart.notes[0].zh.contains("少 20.00 元"));
    assert_eq!(chart.rows[1].name.zh, "未列明");
    assert_eq!(chart.rows[1].share, Some(25.into()));
}

#[test]
fn a_row_with_a_finding_is_marked() {
    let accounts = sample();
    let review = check(&Context::new(&accounts));
    let with = Scope {
        review: Some(&review),
        ..scope(&accounts)
    };
    let chart = Request::Changes(Topic::BudgetByNature, Period::InitialBudget).chart(&with);
    let whole = chart.whole.as_ref().unwrap();
    assert_eq!(whole.mark.map(|mark| mark.level), Some(Level::Error));
    let scene = layout(&chart, Unit::Yuan, Lang::Zh, 800.0);
    assert!(scene.marks.iter().any(|mark| mark.level == Level::Error));
    assert_eq!(
        Request::Shares(Topic::Procurement)
            .chart(&scope(&accounts))
            .rows[0]
            .mark,
        None
    );
}

#[test]
fn a_picture_has_each_amount_as_letters_and_can_be_read_back() {
    let accounts = sample();
    for chart in charts(&accounts) {
        let text = svg(&chart, &Style::page(Lang::Zh));
        let options = resvg::usvg::Options::default();
        let tree = resvg::usvg::Tree::from_str(&text, &options).unwrap();
        assert!(tree.size().width() > 700.0);
        assert!(text.contains(&chart.title.zh) && text.contains(&chart.source.zh));
        let rows = chart.rows.iter().chain(chart.whole.iter());
        for point in rows.flat_map(|row| &row.points).flatten() {
            let amount = gouji::chart::amount(&point.quantity, Unit::Yuan).zh;
            assert!(text.contains(&amount), "{}: {amount}", chart.file_stem());
        }
    }
}

#[test]
fn a_png_is_twice_as_large_and_not_blank() {
    let accounts = sample();
    let chart = Request::Shares(Topic::Procurement)
        .chart(&scope(&accounts))
        .in_form(Form::Ring);
    let style = Style::page(Lang::Zh);
    let text = svg(&chart, &style);
    let tree = resvg::usvg::Tree::from_str(&text, &resvg::usvg::Options::default()).unwrap();
    let picture = image::load_from_memory(&png(&chart, &style).unwrap())
        .unwrap()
        .to_rgba8();
    let size = tree.size();
    let twice = size.to_int_size().scale_by(2.0).unwrap();
    assert_eq!(picture.dimensions(), (twice.width(), twice.height()));
    let colored = |rgb: [u8; 3]| picture.pixels().filter(|pixel| pixel.0[..3] == rgb).count();
    let [ground, first, second] = [
        style.palette.ground,
        style.palette.series[0],
        style.palette.series[1],
    ];
    assert!(colored(ground.0) > 100_000);
    assert!(colored(first.0) > 20_000, "the larger piece");
    assert!(colored(second.0) > 500, "the smaller piece");
    // Letters: without the font there would be none.
    assert!(colored(style.palette.primary.0) > 200);
}

#[test]
fn names_that_xml_cannot_hold_do_not_break_a_picture() {
    let accounts = classes(2023, &[("甲<b>&\u{1}\"支出", "60.00")], "60.00");
    let chart = Request::Shares(Topic::ExpenditureByFunction).chart(&scope(&accounts));
    let text = svg(&chart, &Style::page(Lang::Zh));
    assert!(resvg::usvg::Tree::from_str(&text, &resvg::usvg::Options::default()).is_ok());
    assert!(text.contains("甲&lt;b&gt;&amp;"));
    assert!(png(&chart, &Style::page(Lang::En)).is_ok());
}

fn years() -> Vec<Accounts> {
    let year = |year, first, second, total| {
        classes(
            year,
            &[("一般公共服务支出", first), ("科学技术支出", second)],
            total,
        )
    };
    vec![
        year(2020, "48,200,000.00", "0", "48,200,000.00"),
        year(2021, "51,730,412.50", "120,000.00", "51,850,412.50"),
        year(2022, "66,004,981.07", "310,220.40", "66,315,201.47"),
        year(2023, "53,168,804.54", "283,402.03", "53,452,206.57"),
    ]
}

fn trend_of(accounts: &[Accounts], row: usize) -> Chart {
    let all: Vec<&Accounts> = accounts.iter().collect();
    let comparison = Comparison::new(&all);
    let table = comparison.table(TableId::named("K06")).unwrap();
    trend(&comparison, table, &table.rows[row], table.main_column())
}

#[test]
fn a_row_is_followed_over_the_years() {
    let chart = trend_of(&years(), 1);
    assert_eq!(
        (chart.form, chart.title.zh.as_str()),
        (Form::Line, "一般公共服务支出，合计")
    );
    let scene = layout(&chart, Unit::WanYuan, Lang::Zh, 640.0);
    nothing_overlaps(&scene, "trend");
    let joined: Vec<bool> = scene.dots.iter().map(|dot| dot.joined).collect();
    assert_eq!(joined, [false, true, true, true]);
    let heights: Vec<f32> = scene
        .dots
        .iter()
        .map(|dot| scene.position(dot.value))
        .collect();
    assert!(
        heights[2] < heights[1] && heights[1] < heights[0],
        "up is more"
    );
    assert_eq!(
        chart.rows[3].change.as_ref().unwrap().rate.text().zh,
        "-19.45%"
    );
    let spot = chart.rows[3].spot().unwrap();
    assert_eq!((spot.accounts, spot.place.row), (3, 1));
}

#[test]
fn a_year_that_is_missing_breaks_the_line_and_is_said() {
    let mut accounts = years();
    accounts[1] = read(&json!({"format": "gouji-accounts/1", "department": "甲局", "year": 2021}));
    let chart = trend_of(&accounts, 1);
    assert_eq!(chart.notes[0].zh, "2021 年：没有这张表");
    let scene = layout(&chart, Unit::Yuan, Lang::Zh, 640.0);
    let joined: Vec<bool> = scene.dots.iter().map(|dot| dot.joined).collect();
    assert_eq!(joined, [false, false, true]);
}

#[test]
fn a_click_on_a_row_asks_for_its_cell() {
    let accounts = sample();
    let chart = Request::Shares(Topic::ExpenditureByFunction).chart(&scope(&accounts));
    let wanted = chart.rows[1].spot().unwrap();
    let mut harness = open(
        Theme::Light,
        Lang::Zh,
        vec![chart],
        PlotState::default(),
        [900.0, 600.0],
    );
    harness.run();
    let row = harness.get_by_label_contains("住房保障支出");
    let label = row.accesskit_node().label().unwrap();
    assert!(
        label.contains("2,751,464.72 元") && label.contains("4.64%"),
        "{label}"
    );
    row.click();
    harness.run();
    let go = PlotEvent::Go {
        spot: wanted,
        finding: None,
    };
    assert_eq!(harness.state().events, [go]);
}

#[test]
fn a_row_is_reached_and_followed_by_keys() {
    let accounts = sample();
    let chart = Request::Shares(Topic::Procurement).chart(&scope(&accounts));
    let wanted = chart.rows[0].spot().unwrap();
    let mut harness = open(
        Theme::Light,
        Lang::Zh,
        vec![chart],
        PlotState::default(),
        [900.0, 600.0],
    );
    harness.run();
    harness.get_by_label_contains("1,451,200.00 元").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(matches!(harness.state().events[..], [PlotEvent::Go { spot, .. }] if spot == wanted));
}

#[test]
fn a_piece_of_a_ring_is_hit_where_it_is_seen() {
    let accounts = sample();
    let chart = Request::Shares(Topic::Procurement)
        .chart(&scope(&accounts))
        .in_form(Form::Ring);
    let scene = layout(&chart, Unit::Yuan, Lang::Zh, 800.0);
    for (index, arc) in scene.arcs.iter().enumerate() {
        let middle = arc.place(
            f32::midpoint(arc.start, arc.end),
            f32::midpoint(arc.inner, arc.outer),
        );
        assert_eq!(scene.row_at(middle), Some(HitRow::Row(index)));
    }
    assert_eq!(scene.row_at(scene.arcs[0].center), Some(HitRow::Whole));
    assert_eq!(scene.row_at([1.0, 1.0]), None);
}

#[test]
fn the_switches_of_a_plot_work() {
    let accounts = sample();
    let chart = Request::Shares(Topic::ExpenditureByFunction).chart(&scope(&accounts));
    let mut harness = open(
        Theme::Light,
        Lang::Zh,
        vec![chart],
        PlotState::default(),
        [900.0, 900.0],
    );
    harness.run();
    harness.get_by_label("环形图").click();
    harness.run();
    harness.get_by_label("万元").click();
    harness.run();
    harness.get_by_label("显示数据表").click();
    harness.run();
    let state = harness.state().states[0];
    assert_eq!(
        (state.form, state.unit, state.table),
        (Some(Form::Ring), Unit::WanYuan, true)
    );
    assert!(
        harness.query_by_label("275.15 万元").is_some(),
        "the table is there, in the unit"
    );
    harness.get_by_label("导出图片").click();
    harness.run();
    harness.get_by_label("PNG…").click();
    harness.run();
    let events = &harness.state().events;
    assert_eq!(
        events[..],
        [
            PlotEvent::Unit(Unit::WanYuan),
            PlotEvent::Export(Picture::Png)
        ]
    );
}

#[test]
fn plots_shot_of_trends_and_hovers() {
    let marked = |mut chart: Chart| {
        let level = Level::Warning;
        chart.rows[2].mark = Some(Mark { finding: 0, level });
        chart
    };
    for (mode, lang, name) in [
        (Theme::Light, Lang::Zh, "light-zh"),
        (Theme::Dark, Lang::En, "dark-en"),
    ] {
        let state = PlotState {
            unit: Unit::WanYuan,
            ..PlotState::default()
        };
        let charts = vec![marked(trend_of(&years(), 1))];
        let mut harness = open(mode, lang, charts, state, [760.0, 480.0]);
        harness.run();
        shot(&mut harness, &format!("plots-window-trend-{name}"));
        let accounts = sample();
        let chart =
            Request::Changes(Topic::BudgetByNature, Period::InitialBudget).chart(&scope(&accounts));
        let mut harness = open(
            mode,
            lang,
            vec![chart],
            PlotState::default(),
            [520.0, 520.0],
        );
        harness.run();
        let pointed = if lang == Lang::Zh {
            "基本支出"
        } else {
            "Basic"
        };
        harness.get_by_label_contains(pointed).hover();
        harness.run_steps(20);
        let said = if lang == Lang::Zh {
            "推算"
        } else {
            "implied"
        };
        assert!(
            harness.query_all_by_label_contains(said).count() > 1,
            "the words beside the pointer"
        );
        let image = harness.render().unwrap();
        if let Some(directory) = std::env::var_os("GOUJI_SHOTS") {
            let file = format!("plots-window-hover-{name}.png");
            image
                .save(std::path::Path::new(&directory).join(file))
                .unwrap();
        }
    }
}
