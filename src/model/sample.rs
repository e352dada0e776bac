//! The embedded sample: a real department's figures and statements, as data.

/// The bytes of the sample file, which `gouji sample` writes.
pub const SAMPLE: &[u8] = include_bytes!("../../assets/sample/xicheng-2023.json");

/// The sample's file name.
pub const SAMPLE_NAME: &str = "xicheng-2023.json";
