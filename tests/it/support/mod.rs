//! What several test modules need: windows without a screen, and pictures of them.

pub(crate) mod cpu_renderer;
pub(crate) mod window;
