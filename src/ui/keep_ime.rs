//! Keeps the Chinese input method on while the focus moves from cell to cell under X11.
//!
//! egui switches the input method off and on at each change of focus, and winit 0.30 then makes a new input context, so
//! the input method falls back to English in every next cell. Saying that text input is always allowed avoids that.
//! Where to show the candidates is left to the widgets that know, the text fields.

use eframe::egui::{Context, FullOutput, IMEPurpose, Plugin, Rect, output::IMEOutput, pos2, vec2};

/// The egui plugin that never lets the input method be switched off.
struct KeepIme;

impl Plugin for KeepIme {
    fn debug_name(&self) -> &'static str {
        "gouji::keep_ime"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        // Without a text field there is no caret; the corner of the window is as good a place as any.
        let corner = Rect::from_min_size(pos2(8.0, 8.0), vec2(1.0, 16.0));
        let ime = output.platform_output.ime.get_or_insert(IMEOutput {
            purpose: IMEPurpose::Normal,
            rect: corner,
            cursor_rect: corner,
            should_interrupt_composition: false,
        });
        ime.should_interrupt_composition = false;
    }
}

/// Registers the plugin where it is needed: on Linux; elsewhere the input method's state belongs to the window already.
pub fn install(ctx: &Context) {
    if cfg!(target_os = "linux") {
        ctx.add_plugin(KeepIme);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_without_a_text_field_still_allows_text_input() {
        let ctx = Context::default();
        ctx.add_plugin(KeepIme);
        let mut output = ctx.run_ui(eframe::egui::RawInput::default(), |ui| {
            ui.label("nothing to type into");
        });
        output.textures_delta.clear();
        let ime = output.platform_output.ime.expect("kept on");
        assert!(!ime.should_interrupt_composition);
    }
}
