//! What leaves the program, one format per file.

pub mod chart;
