//! What of the window outlives a run.

use serde::{Deserialize, Serialize};

use crate::file::PathList;
use crate::model::Lang;

/// Language, theme, unit, zoom, open panels, rule files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own in the window; no two of them make one state"
)]
pub struct Preferences {
    /// `true` for English.
    english: bool,
    /// `light`, `dark` or `system`.
    pub theme: String,
    /// `as_printed`, `yuan` or `wan_yuan`.
    pub unit: String,
    /// 1.0 is the size that the system asks for.
    pub zoom: f32,
    /// Whether the navigation is open.
    pub navigation: bool,
    /// Whether the findings are open.
    pub findings: bool,
    /// Files of the user's own rules.
    pub rules: PathList,
    /// Whether tables are shown line by line, rather than as the official forms print them.
    pub lines: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            english: false,
            theme: "light".to_owned(),
            unit: "as_printed".to_owned(),
            zoom: 1.0,
            navigation: true,
            findings: true,
            rules: PathList::default(),
            lines: false,
        }
    }
}

impl Preferences {
    /// The name under which they are stored.
    pub const NAME: &'static str = "preferences";

    /// The language of the window.
    pub fn lang(&self) -> Lang {
        if self.english { Lang::En } else { Lang::Zh }
    }

    /// Changes the language.
    pub fn set_lang(&mut self, lang: Lang) {
        self.english = lang == Lang::En;
    }
}
