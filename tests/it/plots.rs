//! Plots: what they show, where everything stands, as pictures and in the window.

use gouji::chart::{Chart, Form, Request, Scope};
use gouji::document::Document;
use gouji::export::chart::{Palette, Style, png, svg};
use gouji::model::{Accounts, Lang, SAMPLE, Unit};

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

#[test]
fn pictures_of_the_sample_are_not_blank() {
    let accounts = sample();
    for chart in charts(&accounts) {
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
            keep(&format!("plots-{}-{name}.png", chart.file_stem()), &picture);
            let text = svg(&chart, &style);
            keep(
                &format!("plots-{}-{name}.svg", chart.file_stem()),
                text.as_bytes(),
            );
        }
    }
    let _ = Form::Bars;
}
