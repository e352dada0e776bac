//! Accounts whose claims come from a text: the text and what was read in it, side by side, with
//! the places found by the words.

use gouji::document::Document;
use gouji::model::{Accounts, Place, TableId};
use serde_json::{Map, Value, json};

/// A text with what was read in it.
pub(crate) struct Told {
    text: String,
    root: Map<String, Value>,
    rows: Vec<(String, Value)>,
}

impl Told {
    /// A text in which nothing was read yet, of the accounts of 甲区档案局 of 2024.
    pub(crate) fn new(text: &str) -> Self {
        let root = json!({
            "format": "gouji-accounts/1", "department": "甲区档案局", "year": 2024, "unit": "万元",
        });
        let Value::Object(root) = root else {
            unreachable!("an object was written")
        };
        Self {
            text: text.to_owned(),
            root,
            rows: Vec::new(),
        }
    }

    /// With a top-level member.
    pub(crate) fn with(mut self, key: &str, value: Value) -> Self {
        self.root.insert(key.to_owned(), value);
        self
    }

    /// With a claim: the sentence in which it stands, and its members. A member that is printed in
    /// the sentence was read there.
    pub(crate) fn claim(self, sentence: &str, members: Value) -> Self {
        self.row("claims", sentence, members)
    }

    /// With a row of flawed or telling words.
    pub(crate) fn words(self, sentence: &str, members: Value) -> Self {
        self.row("wording", sentence, members)
    }

    fn row(mut self, table: &str, sentence: &str, mut members: Value) -> Self {
        let start = self.text.find(sentence).expect("the sentence is there");
        let mut spans = Map::new();
        let mut taken: Vec<usize> = Vec::new();
        let object = members.as_object().expect("members are an object");
        for (key, value) in object {
            let is_told = matches!(
                key.as_str(),
                "id" | "subject"
                    | "against"
                    | "of"
                    | "part_of"
                    | "within"
                    | "list"
                    | "reason"
                    | "section"
                    | "line"
                    | "kind"
                    | "flaw"
                    | "proposed"
                    | "use"
                    | "every"
            );
            let Some(words) = value.as_str().filter(|words| !is_told && !words.is_empty()) else {
                continue;
            };
            let mut found = sentence.match_indices(words).map(|(at, _)| at);
            if let Some(at) = found.find(|at| !taken.contains(at)) {
                taken.push(at);
                spans.insert(key.clone(), json!([start + at, start + at + words.len()]));
            }
        }
        members["spans"] = Value::Object(spans);
        self.rows.push((table.to_owned(), members));
        self
    }

    /// The document.
    pub(crate) fn document(mut self) -> Document {
        for table in ["claims", "wording"] {
            let rows = self.rows.iter().filter(|(of, _)| of == table);
            let rows: Vec<Value> = rows.map(|(_, row)| row.clone()).collect();
            if !rows.is_empty() {
                self.root
                    .insert(table.to_owned(), json!({"unit": "万元", "rows": rows}));
            }
        }
        let narrative = self.root.entry("narrative").or_insert_with(|| json!({}));
        narrative["text"] = json!(self.text);
        narrative["file"] = json!("说明.txt");
        let json = Value::Object(self.root).to_string();
        Document::parse(json.into_bytes()).unwrap()
    }

    /// The document and what it says.
    pub(crate) fn read(self) -> (Document, Accounts) {
        let document = self.document();
        let accounts = Accounts::read(&document).unwrap();
        (document, accounts)
    }
}

/// A cell of the claims by the claim's number.
pub(crate) fn claim_cell(accounts: &Accounts, id: &str, column: &str) -> Place {
    let spec = TableId::named("claims").spec();
    let table = accounts.final_table("claims").unwrap();
    let key = usize::from(spec.column("id").unwrap());
    let row = table
        .rows
        .iter()
        .position(|row| row.cells[key].words() == Some(id));
    table.place(row.unwrap(), spec.column(column).unwrap())
}
