//! A value where there is none.

use crate::document::{Document, Edit, Kind, Pointer, Value, quote};

use super::CellEditError;

/// A value at `at` inside the row: a member, the next element of a list, and what is missing
/// around it. A row that is nothing but its name becomes an object with that name.
pub(super) fn cell(
    document: &Document,
    row: &Pointer,
    mut at: Pointer,
    mut json: String,
) -> Result<Edit, CellEditError> {
    loop {
        let (Some(parent), Some(last)) = (at.parent(), at.last()) else {
            return Err(CellEditError::NoCell);
        };
        let container = document.find(&parent);
        match container.map(Value::kind) {
            Some(Kind::Object) => {
                return Ok(Edit::InsertMember {
                    object: parent,
                    key: last,
                    json,
                });
            }
            Some(Kind::Array) => {
                let index = container.map_or(0, Value::len);
                if last.parse() != Ok(index) {
                    return Err(CellEditError::NoCell);
                }
                return Ok(Edit::InsertElement {
                    array: parent,
                    index,
                    json,
                });
            }
            Some(Kind::String) if parent == *row => {
                let name = container.map(Value::raw).unwrap_or_default();
                let json = format!("{{\"name\": {name}, {}: {json}}}", quote(&last));
                return Ok(Edit::Set { at: parent, json });
            }
            Some(Kind::Null) => {
                json = inside(&last, &json)?;
                return Ok(Edit::Set { at: parent, json });
            }
            None if parent != *row => {
                json = inside(&last, &json)?;
                at = parent;
            }
            Some(_) | None => return Err(CellEditError::NoCell),
        }
    }
}

/// A new container with `json` under this key or index.
fn inside(key: &str, json: &str) -> Result<String, CellEditError> {
    match key.parse::<usize>() {
        Ok(0) => Ok(format!("[{json}]")),
        Ok(_) => Err(CellEditError::NoCell),
        Err(_) => Ok(format!("{{{}: {json}}}", quote(key))),
    }
}
