//! Windows without a screen: kittest harnesses that look like the program, and pictures of them.
//!
//! Pictures are written only if the environment variable `GOUJI_SHOTS` names a directory, for looking at:
//! `GOUJI_SHOTS=/tmp/shots cargo it shot`.

use crate::support::cpu_renderer::CpuRenderer;
use eframe::egui::{Context, LayerId, Theme, ThemePreference, Ui, Vec2};
use egui_kittest::{Harness, HarnessBuilder};
use gouji::ui::{fonts, theme};

/// A harness with the program's fonts and theme, drawn by the processor.
pub(crate) fn builder<State>(mode: Theme, size: [f32; 2]) -> HarnessBuilder<State> {
    let setup = move |ctx: &Context| {
        fonts::install(ctx);
        theme::apply(ctx, ThemePreference::from(mode), 1.0);
    };
    Harness::builder()
        .with_size(Vec2::from(size))
        .with_theme(mode)
        .with_step_dt(0.05)
        .with_max_steps(40)
        .with_context_setup(setup)
        .renderer(CpuRenderer::default())
}

/// Fills the window with the ground of panels, as the program's own panels do.
pub(crate) fn ground_ui(ui: &Ui) {
    let whole = ui.ctx().content_rect();
    let ground = theme::Theme::of(ui).surface.base;
    ui.ctx()
        .layer_painter(LayerId::background())
        .rect_filled(whole, 0.0, ground);
}

/// A light window of usual size around one drawing function.
pub(crate) fn window<'a, State: 'a>(
    draw: impl FnMut(&mut Ui, &mut State) + 'a,
    state: State,
) -> Harness<'a, State> {
    builder(Theme::Light, [1000.0, 600.0]).build_ui_state(draw, state)
}

/// Draws the window, checks that the picture shows something, and writes it if a directory is named.
pub(crate) fn shot<State>(harness: &mut Harness<'_, State>, name: &str) {
    harness.remove_cursor();
    let image = harness.render().unwrap();
    let first = image.get_pixel(0, 0);
    let painted = image.pixels().filter(|pixel| *pixel != first).count();
    assert!(painted > 1000, "{name}: only {painted} pixels are painted");
    if let Some(directory) = std::env::var_os("GOUJI_SHOTS") {
        std::fs::create_dir_all(&directory).unwrap();
        let path = std::path::Path::new(&directory).join(format!("{name}.png"));
        image.save(path).unwrap();
    }
}
