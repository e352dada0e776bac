//! What a workbook keeps about its formulas: the order in which they are computed, and whether
//! they are computed anew when it is opened.

use std::collections::BTreeSet;

use crate::workbook::CellAt;

use super::PatchError;
use crate::workbook::address::cell_at;
use crate::workbook::package::{Splice, StepKind, elements, spliced, steps};

/// The chain without the formulas that went; `None` when nothing is left of it.
///
/// `gone` are the ids of sheets with the cells. An entry that names no sheet is on the sheet of
/// the one before it, so the next entry takes the name over.
pub(super) fn chain_without(
    xml: &str,
    gone: &BTreeSet<(u32, CellAt)>,
) -> Result<Option<String>, PatchError> {
    let mut splices = Vec::new();
    let mut sheet = 0;
    let mut owed = None;
    let mut left = 0_usize;
    for element in elements(xml) {
        let element = element?;
        if element.local != "c" {
            continue;
        }
        let tag = element.tag;
        let named = tag.raw("i").and_then(|text| text.parse().ok());
        sheet = named.unwrap_or(sheet);
        let at = tag.raw("r").and_then(cell_at);
        if at.is_some_and(|at| gone.contains(&(sheet, at))) && tag.is_empty() {
            owed = named.or(owed);
            splices.push(Splice {
                span: element.span,
                text: String::new(),
            });
            continue;
        }
        left += 1;
        if let (Some(sheet), None) = (owed.take(), named) {
            let place = element.span.start + tag.end_of_attributes();
            splices.push(Splice::insert(place, format!(" i=\"{sheet}\"")));
        }
    }
    Ok((left > 0).then(|| spliced(xml, splices)))
}

/// What makes a program compute all formulas when it opens the workbook; `None` when it does so
/// already.
pub(super) fn full_calculation(workbook: &str) -> Result<Option<Splice>, PatchError> {
    const FLAG: &str = "fullCalcOnLoad";
    let mut after = None;
    for step in steps(workbook) {
        let step = step?;
        let tag = step.tag;
        if step.local == "calcPr" && step.kind != StepKind::End {
            let Some(attribute) = tag.attribute(FLAG) else {
                let place = step.span.start + tag.end_of_attributes();
                return Ok(Some(Splice::insert(place, format!(" {FLAG}=\"1\""))));
            };
            let set = matches!(tag.raw(FLAG), Some("1" | "true"));
            let at = step.span.start;
            return Ok((!set).then(|| Splice {
                span: at + attribute.value.start..at + attribute.value.end,
                text: "1".to_owned(),
            }));
        }
        // The order of elements is fixed; these are the ones that may stand before it.
        let before = [
            "sheets",
            "functionGroups",
            "externalReferences",
            "definedNames",
        ];
        if before.contains(&step.local) && step.kind != StepKind::Start {
            after = Some((step.span.end, tag.prefix()));
        }
    }
    Ok(after
        .map(|(place, prefix)| Splice::insert(place, format!("<{prefix}calcPr {FLAG}=\"1\"/>"))))
}

/// Whether a sheet's XML has a formula, without reading it as XML.
pub(super) fn has_formula(xml: &str) -> bool {
    xml.split('<').skip(1).any(|rest| {
        let name = rest
            .split(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/')
            .next()
            .unwrap_or_default();
        name == "f" || name.ends_with(":f")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gone(cells: &[(u32, &str)]) -> BTreeSet<(u32, CellAt)> {
        cells
            .iter()
            .map(|(sheet, at)| (*sheet, cell_at(at).unwrap()))
            .collect()
    }

    #[test]
    fn an_entry_goes_and_the_next_one_says_its_sheet() {
        let xml = r#"<calcChain><c r="D7" i="2"/><c r="D8" l="1"/><c r="D7" i="1"/></calcChain>"#;
        assert_eq!(
            chain_without(xml, &gone(&[(2, "D7")])).unwrap().as_deref(),
            Some(r#"<calcChain><c r="D8" l="1" i="2"/><c r="D7" i="1"/></calcChain>"#)
        );
        let all = gone(&[(2, "D7"), (2, "D8"), (1, "D7")]);
        assert_eq!(chain_without(xml, &all).unwrap(), None);
    }

    #[test]
    fn the_flag_is_set_wherever_the_element_is() {
        let set = |xml: &str| {
            let splice = full_calculation(xml).unwrap()?;
            Some(spliced(xml, vec![splice]))
        };
        assert_eq!(
            set("<w><sheets/><calcPr calcId=\"1\"/></w>").as_deref(),
            Some("<w><sheets/><calcPr calcId=\"1\" fullCalcOnLoad=\"1\"/></w>")
        );
        assert_eq!(
            set("<x:w><x:sheets></x:sheets><x:oleSize/></x:w>").as_deref(),
            Some("<x:w><x:sheets></x:sheets><x:calcPr fullCalcOnLoad=\"1\"/><x:oleSize/></x:w>")
        );
        assert_eq!(
            set("<w><calcPr fullCalcOnLoad=\"0\"/></w>").as_deref(),
            Some("<w><calcPr fullCalcOnLoad=\"1\"/></w>")
        );
        assert_eq!(set("<w><calcPr fullCalcOnLoad=\"1\"/></w>"), None);
    }

    #[test]
    fn formulas_are_seen_under_any_prefix() {
        assert!(has_formula("<c><f>A1</f></c>"));
        assert!(has_formula("<x:c><x:f t=\"shared\"/></x:c>"));
        assert!(!has_formula("<c><v>f</v></c><font/>"));
    }
}
