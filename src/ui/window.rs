//! Opens the window. Without a display it says so instead of panicking.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use eframe::egui::ViewportBuilder;

use crate::model::{Lang, Text};
use crate::session::{Disk, Session};

use super::app::App;

/// Why there is no window.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no window: {reason}")]
pub struct NoWindow {
    reason: String,
}

impl NoWindow {
    /// Why, in words.
    pub fn text(&self) -> Text {
        Text::new(
            format!("没有可用的显示器或图形库（{}）", self.reason),
            format!(
                "no display or graphics library is available ({})",
                self.reason
            ),
        )
    }
}

/// Opens the window on `files`, or on the sample when there are none, and waits until it is
/// closed. Rule files that are named here count for this run alone.
///
/// # Errors
/// [`NoWindow`] when the system cannot show one.
pub fn run(files: Vec<PathBuf>, rules: Vec<PathBuf>, lang: Option<Lang>) -> Result<(), NoWindow> {
    let options = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_app_id("gouji")
            .with_title("勾稽 gouji")
            .with_inner_size([1400.0, 880.0])
            .with_min_inner_size([900.0, 560.0])
            .with_drag_and_drop(true),
        renderer: eframe::Renderer::Glow,
        system_font_fallback: true,
        ..Default::default()
    };
    // Some graphics libraries panic where they are missing (xkbcommon-dl), rather than saying so.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            "gouji",
            options,
            Box::new(move |creation| {
                let session = Session::new(Disk::of_user());
                let mut app = App::new(session, files, &creation.egui_ctx);
                if !rules.is_empty() {
                    app.obey(rules);
                }
                if let Some(lang) = lang {
                    app.speak(lang);
                }
                Ok(Box::new(app))
            }),
        )
    }));
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(NoWindow {
            reason: error.to_string(),
        }),
        Err(_) => Err(NoWindow {
            reason: "graphics library missing".to_owned(),
        }),
    }
}
