//! What several tests need: accounts and relations in a notation that fits on a line.

pub(crate) mod generate;
pub(crate) mod notation;
