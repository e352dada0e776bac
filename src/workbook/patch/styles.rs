//! Which cell styles show percentages.

use std::collections::BTreeMap;

use super::PatchError;
use crate::workbook::package::{StepKind, steps};

/// For each style of cells, in order, whether its number format shows percentages.
pub(super) fn percent_styles(xml: &str) -> Result<Vec<bool>, PatchError> {
    let mut formats: BTreeMap<String, bool> = BTreeMap::new();
    // The two percentages that every program knows: 0% and 0.00%.
    formats.extend(["9", "10"].map(|id| (id.to_owned(), true)));
    let mut styles = Vec::new();
    let mut in_cells = false;
    for step in steps(xml) {
        let step = step?;
        match (step.local, step.kind) {
            ("cellXfs", kind) => in_cells = kind == StepKind::Start,
            ("numFmt", StepKind::Start | StepKind::Empty) => {
                let code = step.tag.value("formatCode").unwrap_or_default();
                let id = step.tag.value("numFmtId").unwrap_or_default();
                formats.insert(id.into_owned(), shows_percent(&code));
            }
            ("xf", StepKind::Start | StepKind::Empty) if in_cells => {
                let id = step.tag.value("numFmtId").unwrap_or_default();
                styles.push(formats.get(&*id).copied().unwrap_or(false));
            }
            _ => {}
        }
    }
    Ok(styles)
}

/// Whether a format has a percent sign that is no literal.
fn shows_percent(code: &str) -> bool {
    let mut quoted = false;
    let mut escaped = false;
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            '\\' if !quoted => escaped = true,
            '%' if !quoted => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_known_by_number_and_by_code() {
        let xml = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/>
            <numFmt numFmtId="165" formatCode="0&quot;%&quot;"/></numFmts>
            <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="10"></xf><xf numFmtId="164"/>
            <xf numFmtId="165"/></cellXfs></styleSheet>"#;
        assert_eq!(percent_styles(xml).unwrap(), [false, true, true, false]);
    }
}
