//! Explanations of findings (审核说明), kept in a member of their own.

use crate::document::{Document, Edit, Kind, Pointer, Value, quote};
use crate::model::Explanation;

/// Edits that store `explanation`, or take out the one with `fingerprint`.
///
/// The member `explanations` of the top level is the only thing that they touch.
pub fn explanation_edits(
    document: &Document,
    fingerprint: &str,
    explanation: Option<&Explanation>,
) -> Vec<Edit> {
    let at = Pointer::root().key("explanations");
    let list = document.find(&at);
    let old = list
        .into_iter()
        .flat_map(Value::elements)
        .position(|value| {
            value.get("fingerprint").and_then(Value::string).as_deref() == Some(fingerprint)
        });
    match (explanation.map(explanation_json), old, list) {
        (Some(json), Some(index), _) => vec![Edit::Set {
            at: at.index(index),
            json,
        }],
        (Some(json), None, Some(list)) if list.kind() == Kind::Null => vec![Edit::Set {
            at,
            json: format!("[{json}]"),
        }],
        // A member that is no list cannot take it in; the document refuses, and nothing is lost.
        (Some(json), None, Some(list)) => vec![Edit::InsertElement {
            index: list.len(),
            array: at,
            json,
        }],
        (Some(json), None, None) => vec![Edit::InsertMember {
            object: Pointer::root(),
            key: "explanations".to_owned(),
            json: format!("[{json}]"),
        }],
        // The member goes with its last explanation, so that nothing of it stays behind.
        (None, Some(_), Some(list)) if list.len() == 1 => vec![Edit::RemoveMember {
            object: Pointer::root(),
            key: "explanations".to_owned(),
        }],
        (None, Some(index), _) => vec![Edit::RemoveElement { array: at, index }],
        (None, None, _) => Vec::new(),
    }
}

fn explanation_json(explanation: &Explanation) -> String {
    let figures: Vec<_> = explanation
        .figures
        .iter()
        .map(|figure| {
            format!(
                "{{\"label\": {}, \"value\": {}}}",
                quote(&figure.label),
                quote(&figure.value)
            )
        })
        .collect();
    format!(
        "{{\"code\": {}, \"fingerprint\": {}, \"text\": {}, \"figures\": [{}]}}",
        quote(&explanation.code),
        quote(&explanation.fingerprint),
        quote(&explanation.text),
        figures.join(", ")
    )
}
