//! What a frame of the whole window costs without painting it, and what an edit keeps it waiting.
//!
//! Three sizes: the sample's largest table, a table of a million rows, and a text of a million
//! characters.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use divan::Bencher;
use eframe::egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, Rect, TouchPhase, pos2,
    vec2,
};
use gouji::model::{CellEdit, Place, SAMPLE, Text};
use gouji::session::{Action, Disk, FileId, Session};
use gouji::ui::App;
use gouji::ui::command::Command;
use tempfile::TempDir;

const SIZES: [&str; 2] = ["sample", "million rows"];

/// What is scrolled through.
const SCROLLED: [&str; 3] = ["sample", "million rows", "long text"];

/// The sample's largest table, its other views, and the large table.
const VIEWS: [&str; 6] = [
    "sample",
    "overview",
    "plots",
    "comparison",
    "million rows",
    "long text",
];

static FILES: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("there is room for files");
    let put = |name: &str, bytes: &[u8]| {
        let file = std::fs::File::create(folder.path().join(name));
        file.and_then(|mut file| file.write_all(bytes))
            .expect("there is room for files");
    };
    put("sample", SAMPLE);
    let year = |text: &str| text.replacen("\"year\": 2023", "\"year\": 2022", 1);
    let before = std::str::from_utf8(SAMPLE).map(year);
    put("year before", before.unwrap_or_default().as_bytes());
    put("million rows", &million());
    put("long text", &long_text());
    folder
});

fn main() {
    divan::main();
}

fn million() -> Vec<u8> {
    let mut text = "{\"format\": \"gouji-accounts/1\", \"department\": \"甲局\", \"year\": 2023, \
        \"unit\": \"元\", \"tables\": {\"general_public_budget_expenditure\": [\n"
        .to_owned();
    for row in 0..1_000_000 {
        let comma = if row == 0 { "" } else { ",\n" };
        // Writing to a string cannot fail.
        write!(
            text,
            "{comma}{{\"name\": \"项目{row}\", \"total\": \"{row}.50\", \"basic\": \"{row}.25\", \"project\": \"0.25\"}}"
        )
        .unwrap_or_default();
    }
    text.push_str("\n]}}\n");
    text.into_bytes()
}

/// Accounts with a text of a million characters, broken into lines and pages as a PDF is, with a
/// claim in each paragraph.
fn long_text() -> Vec<u8> {
    let mut text = String::new();
    let mut claims = String::new();
    for paragraph in 0..8_000 {
        let sentence =
            "本段说明一项日常工作的开展过程和资金安排，以便读者了解支出的去向和结果，".repeat(3);
        let lead = text.len() + "　　共安排".len();
        let amount = format!("{paragraph}.25万元");
        let span = (lead, lead + amount.len());
        let of = format!("　　共安排{amount}，{sentence}结余部分按规定收回。\n");
        for (at, letter) in of.chars().enumerate() {
            text.push(letter);
            // Behind the first line, so that the amount is not broken.
            if at % 38 == 37 {
                text.push('\n');
            }
        }
        if paragraph % 10 == 9 {
            write!(text, "— {} —\u{c}", paragraph / 10).unwrap_or_default();
        }
        let comma = if paragraph == 0 { "" } else { "," };
        writeln!(
            claims,
            "{comma}{{\"id\": \"C{paragraph}\", \"amount\": \"{amount}\", \"spans\": {{\"amount\": [{}, {}]}}}}",
            span.0, span.1
        )
        .unwrap_or_default();
    }
    let text = text.replace('\n', "\\n").replace('\u{c}', "\\f");
    format!(
        "{{\"format\": \"gouji-accounts/1\", \"department\": \"甲局\", \"year\": 2023, \"unit\": \"元\", \
        \"tables\": {{}}, \"claims\": [{claims}], \"narrative\": {{\"text\": \"{text}\"}}}}\n"
    )
    .into_bytes()
}

fn open(own: &Path) -> Session {
    Session::new(Disk::under(own))
}

fn is_idle(session: &Session) -> bool {
    let snapshot = session.snapshot();
    snapshot.jobs.is_empty() && snapshot.files.iter().all(|file| !file.checking)
}

/// A window that is drawn into nothing.
struct Window {
    ctx: Context,
    app: App,
    frames: u32,
    _own: TempDir,
}

impl Window {
    /// A view of the sample, or the large table.
    fn on(view: &str) -> Self {
        let own = tempfile::tempdir().expect("there is room for files");
        let ctx = Context::default();
        let mut files = vec![match view {
            "million rows" | "long text" => FILES.path().join(view),
            _ => FILES.path().join("sample"),
        }];
        files.extend((view == "comparison").then(|| FILES.path().join("year before")));
        let app = App::new(open(own.path()), files, &ctx);
        let mut window = Self {
            ctx,
            app,
            frames: 0,
            _own: own,
        };
        let start = Instant::now();
        while !is_idle(window.app.session()) {
            window.frame(Vec::new());
            assert!(start.elapsed() < Duration::from_mins(5), "{view} is read");
            std::thread::sleep(Duration::from_millis(1));
        }
        let command = match view {
            // The first finding of the sample lies in its largest table.
            "sample" => Command::NextFinding,
            "overview" => Command::ShowOverview,
            "plots" => Command::ShowPlots,
            "comparison" => Command::ShowComparison,
            "long text" => Command::ShowText,
            _ => Command::ShowTables,
        };
        window.app.run(&window.ctx, command);
        for _ in 0..5 {
            window.frame(Vec::new());
        }
        window
    }

    /// Runs and tessellates a frame; gives the number of its triangles.
    fn frame(&mut self, events: Vec<Event>) -> usize {
        self.frames += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1400.0, 880.0))),
            time: Some(f64::from(self.frames) / 60.0),
            events,
            ..RawInput::default()
        };
        let app = &mut self.app;
        let mut output = self.ctx.run_ui(input, |ui| app.show(ui));
        output.textures_delta.clear();
        let meshes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        meshes.len()
    }
}

/// Nothing happens but the drawing.
#[divan::bench(args = VIEWS)]
fn frame(bencher: Bencher<'_, '_>, view: &str) {
    let mut window = Window::on(view);
    bencher.bench_local(move || window.frame(Vec::new()));
}

/// The wheel is turned over the table.
#[divan::bench(args = SCROLLED)]
fn frame_while_scrolling(bencher: Bencher<'_, '_>, size: &str) {
    let mut window = Window::on(size);
    window.frame(vec![Event::PointerMoved(pos2(600.0, 400.0))]);
    bencher.bench_local(move || {
        let down = !(window.frames / 200).is_multiple_of(2);
        let delta = if down { -40.0 } else { 40.0 };
        window.frame(vec![Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, delta),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        }])
    });
}

/// The file and a cell in its middle; nobody else holds the file, as in the window.
fn loaded(own: &Path, size: &str) -> (Session, FileId, Place) {
    let mut session = open(own);
    session.apply(Action::Open(vec![FILES.path().join(size)]));
    let start = Instant::now();
    while !is_idle(&session) {
        session.poll();
        assert!(start.elapsed() < Duration::from_mins(5), "{size} is read");
        std::thread::sleep(Duration::from_millis(1));
    }
    let snapshot = session.snapshot();
    let file = snapshot.active_file().expect("the file is accounts");
    let table = file.accounts.final_table("K06");
    let table = table.expect("both files have this table");
    let (id, place) = (file.id, table.place(table.rows.len() / 2, 0));
    drop(snapshot);
    (session, id, place)
}

/// A figure is typed and taken back: what the window waits for. Large files are checked on a thread.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn edit_and_undo(bencher: Bencher<'_, '_>, size: &str) {
    let own = tempfile::tempdir().expect("there is room for files");
    let (mut session, file, place) = loaded(own.path(), size);
    bencher.bench_local(move || {
        session.apply(Action::Edit {
            file,
            title: Text::same("edit"),
            edits: vec![CellEdit::new(place, "1")],
        });
        session.apply(Action::Undo(file));
        session.poll();
    });
}
