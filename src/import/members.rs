//! A row as it is written where some of its members lie deeper: lists and objects in one line.

use crate::document::quote;

/// A value that is put together.
#[derive(Debug, Default)]
pub(super) enum Node {
    /// Nothing was put there.
    #[default]
    Nothing,
    /// A value as it is written.
    Json(String),
    /// Elements.
    List(Vec<Self>),
    /// Members, in the order in which they were put there.
    Object(Vec<(String, Self)>),
}

impl Node {
    /// Puts a value at a path such as `/ladder/0/from`: numbers are elements, words members.
    pub(super) fn put(&mut self, path: &str, json: String) {
        let Some(path) = path.strip_prefix('/') else {
            *self = Self::Json(json);
            return;
        };
        let (first, rest) = path.find('/').map_or((path, ""), |at| path.split_at(at));
        self.below(first).put(rest, json);
    }

    fn below(&mut self, token: &str) -> &mut Self {
        if let Ok(index) = token.parse::<usize>() {
            if !matches!(self, Self::List(_)) {
                *self = Self::List(Vec::new());
            }
            let Self::List(elements) = self else {
                unreachable!("it was made a list");
            };
            while elements.len() <= index {
                elements.push(Self::Nothing);
            }
            return &mut elements[index];
        }
        if !matches!(self, Self::Object(_)) {
            *self = Self::Object(Vec::new());
        }
        let Self::Object(members) = self else {
            unreachable!("it was made an object");
        };
        let at = members.iter().position(|(key, _)| key == token);
        let at = at.unwrap_or_else(|| {
            members.push((token.to_owned(), Self::Nothing));
            members.len() - 1
        });
        &mut members[at].1
    }

    /// What it comes to.
    pub(super) fn json(&self) -> String {
        match self {
            Self::Nothing => "null".to_owned(),
            Self::Json(json) => json.clone(),
            Self::List(elements) => {
                let elements: Vec<String> = elements.iter().map(Self::json).collect();
                format!("[{}]", elements.join(", "))
            }
            Self::Object(members) => {
                let members = members.iter();
                let members = members.map(|(key, node)| format!("{}: {}", quote(key), node.json()));
                format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_lie_where_their_paths_say() {
        let mut row = Node::default();
        row.put("/name", quote("甲"));
        row.put("/ladder/1/from", quote("10"));
        row.put("/ladder/1/to", "null".into());
        row.put("/sub/0", "1".into());
        let due = r#"{"name": "甲", "ladder": [null, {"from": "10", "to": null}], "sub": [1]}"#;
        assert_eq!(row.json(), due);
    }
}
