//! What several test modules need: accounts in a notation that fits on a line, windows without a
//! screen, and pictures of them.

pub(crate) mod child;
pub(crate) mod cpu_renderer;
pub(crate) mod desk;
pub(crate) mod generate;
pub(crate) mod grid;
pub(crate) mod notation;
pub(crate) mod plant;
pub(crate) mod steps;
pub(crate) mod told;
pub(crate) mod window;
pub(crate) mod workbooks;
