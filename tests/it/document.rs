//! The laws of the lossless document: nothing lost, nothing else changed, everything undone.

use encoding_rs::GB18030;
use gouji::document::{
    Change, Document, Edit, EditError, Encoding, Kind, LineEnding, MAX_DEPTH, ParseError,
    ParseErrorKind, Pointer, Value,
};
use proptest::prelude::*;
use serde::de::IgnoredAny;

const ENCODINGS: [Encoding; 5] = [
    Encoding::Utf8,
    Encoding::Utf8Bom,
    Encoding::Utf16Le,
    Encoding::Utf16Be,
    Encoding::Gb18030,
];

fn parse(text: &str) -> Result<Document, ParseError> {
    Document::parse(text.as_bytes().to_vec())
}

fn encode(encoding: Encoding, text: &str) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Bom => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Encoding::Utf16Le => [0xFEFF]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect(),
        Encoding::Utf16Be => [0xFEFF]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_be_bytes)
            .collect(),
        Encoding::Gb18030 => GB18030.encode(text).0.into_owned(),
    }
}

/// Every value: where it is, what it is, how it reads. Equal for equal indexes.
fn shape(document: &Document) -> Vec<String> {
    let mut open = vec![document.root()];
    let mut shape = Vec::new();
    while let Some(value) = open.pop() {
        let keys: Vec<_> = value
            .members()
            .map(|(key, _)| (key.name(), key.raw(), key.span()))
            .collect();
        shape.push(format!(
            "{:?} {:?} {} {keys:?}",
            value.kind(),
            value.span(),
            value.len()
        ));
        open.extend(value.elements());
        open.extend(value.members().map(|(_, member)| member));
    }
    shape
}

/// The pointers of all values, in the order of the text.
fn pointers(document: &Document) -> Vec<Pointer> {
    fn visit(value: Value<'_>, at: &Pointer, into: &mut Vec<Pointer>) {
        into.push(at.clone());
        for (index, element) in value.elements().enumerate() {
            visit(element, &at.index(index), into);
        }
        for (key, member) in value.members() {
            visit(member, &at.key(&key.name()), into);
        }
    }
    let mut pointers = Vec::new();
    visit(document.root(), &Pointer::root(), &mut pointers);
    pointers
}

/// White space, rarely none, with every line end.
fn space() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just(String::new()), 2 => Just(" ".into()), 1 => "[ \t]{0,3}", 1 => "(\n|\r\n|\r) {0,4}"]
}

/// A quoted string with plain characters of every plane and every kind of escape.
fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-c /~]{1,2}",
        2 => Just("合计€𠀀".to_owned()),
        1 => any::<char>().prop_filter("must be escaped", |c| *c >= ' ' && !['"', '\\'].contains(c)).prop_map(String::from),
        1 => r#"\\["\\/bfnrt]"#,
        1 => r"\\u[0-9a-fA-F]{4}",
        1 => r"\\ud83d\\ude0[0-9]",
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        r"-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,4})?([eE][+-]?[0-9]{1,4})?",
        Just("1e999".to_owned()),
        string(),
    ]
}

/// The text of a JSON value, spelled and spaced in every way, keys repeated at times.
fn json() -> impl Strategy<Value = String> {
    let value = scalar().prop_recursive(4, 40, 5, |inner| {
        let element = (space(), inner.clone(), space()).prop_map(|(a, b, c)| format!("{a}{b}{c}"));
        let key = prop_oneof![Just("\"a\"".to_owned()), string()];
        let member = (space(), key, space(), space(), inner, space())
            .prop_map(|(a, key, b, c, value, d)| format!("{a}{key}{b}:{c}{value}{d}"));
        prop_oneof![
            space().prop_map(|space| format!("[{space}]")),
            space().prop_map(|space| format!("{{{space}}}")),
            prop::collection::vec(element, 1..6).prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec(member, 1..6)
                .prop_map(|items| format!("{{{}}}", items.join(","))),
        ]
    });
    (space(), value, space()).prop_map(|(a, b, c)| format!("{a}{b}{c}"))
}

/// Any edit of any value; the numbers choose where.
fn edit() -> impl Strategy<Value = (usize, usize, usize, String, String)> {
    (
        any::<usize>(),
        0..8usize,
        any::<usize>(),
        "[a-c~/\"中]{0,2}",
        prop_oneof![3 => scalar(), 1 => json()],
    )
}

fn chosen(
    document: &Document,
    (at, what, index, key, json): (usize, usize, usize, String, String),
) -> Edit {
    // Behind a repeated key some addresses lead nowhere.
    let all: Vec<_> = pointers(document)
        .into_iter()
        .filter(|at| document.find(at).is_some())
        .collect();
    let at = all[at % all.len()].clone();
    let value = document.find(&at).unwrap();
    let some_key = |index: usize| {
        value
            .members()
            .nth(index % value.len().max(1))
            .map(|(k, _)| k.name().into_owned())
    };
    match (value.kind(), what) {
        (Kind::Array, 0..3) => Edit::InsertElement {
            array: at,
            index: index % (value.len() + 1),
            json,
        },
        (Kind::Array, 3..5) => Edit::RemoveElement {
            array: at,
            index: index % (value.len() + 1),
        },
        (Kind::Object, 0..3) => Edit::InsertMember {
            object: at,
            key,
            json,
        },
        (Kind::Object, 3..5) => Edit::RemoveMember {
            object: at.clone(),
            key: some_key(index).unwrap_or(key),
        },
        _ => Edit::Set { at, json },
    }
}

proptest! {
    #[test]
    fn opening_and_saving_gives_the_same_bytes(text in json()) {
        for encoding in ENCODINGS {
            let bytes = encode(encoding, &text);
            let document = Document::parse(bytes.clone()).unwrap();
            prop_assert_eq!(&document.bytes().into_owned(), &bytes);
            if encoding != Encoding::Gb18030 {
                prop_assert_eq!(document.encoding(), encoding);
                prop_assert_eq!(document.text(), &text);
            } else if std::str::from_utf8(&bytes).is_err() {
                prop_assert_eq!(document.encoding(), encoding);
            }
        }
    }

    #[test]
    fn serde_json_agrees_on_what_is_json(text in json(), at in any::<prop::sample::Index>(), by in "[\\[\\]{}:,\"0-9.eE+ \\\\ut\u{1}-]{0,2}", cut in 0..3usize) {
        prop_assert!(serde_json::from_str::<IgnoredAny>(&text).is_ok());
        let chars: Vec<char> = text.chars().collect();
        let at = at.index(chars.len() + 1);
        let mutated: String = chars[..at].iter().copied().chain(by.chars()).chain(chars[at..].iter().skip(cut).copied()).collect();
        let theirs = serde_json::from_str::<IgnoredAny>(&mutated);
        let ours = parse(&mutated);
        prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?}: {:?} {:?}", mutated, ours, theirs);
        if let Err(error) = ours {
            prop_assert!(error.offset <= mutated.len() && error.position.line >= 1 && error.position.column >= 1);
        }
    }

    #[test]
    fn serde_json_agrees_on_what_strings_say(raw in string()) {
        let document = parse(&raw).unwrap();
        // serde_json refuses lone surrogates as text; everything else it decodes as we do.
        if let Ok(theirs) = serde_json::from_str::<String>(&raw) {
            prop_assert_eq!(document.root().string().unwrap(), theirs);
        } else {
            let text = document.root().string().unwrap();
            prop_assert!(text.contains(char::REPLACEMENT_CHARACTER));
        }
    }

    #[test]
    fn every_value_has_its_own_address(text in json()) {
        let document = parse(&text).unwrap();
        if document.duplicate_keys().is_empty() {
            for at in pointers(&document) {
                let value = document.find(&at).unwrap();
                prop_assert_eq!(value.pointer(), at);
                let alone = parse(value.raw()).unwrap();
                prop_assert_eq!(alone.root().raw(), value.raw());
            }
        }
    }

    #[test]
    fn an_edit_changes_its_bytes_only_and_comes_back(text in json(), edits in prop::collection::vec(edit(), 1..6), encoding in prop::sample::select(ENCODINGS.to_vec())) {
        let mut document = Document::parse(encode(encoding, &text)).unwrap();
        let mut history: Vec<(Vec<u8>, Change)> = Vec::new();
        for choice in edits {
            let before = document.bytes().into_owned();
            let edit = chosen(&document, choice);
            let aim = match &edit {
                Edit::Set { at, .. } => document.find(at).map(gouji::document::Value::span),
                _ => None,
            };
            let text = document.text().to_owned();
            match document.apply(&edit) {
                Ok(change) => {
                    let splice = &change.splices[0];
                    let (head, tail) = (&text[..splice.at], &text[splice.at + splice.removed.len()..]);
                    prop_assert_eq!(document.text(), format!("{head}{}{tail}", splice.inserted));
                    if let (Some(aim), Edit::Set { json, .. }) = (aim, &edit) {
                        prop_assert_eq!(aim, splice.at..splice.at + splice.removed.len());
                        if document.encoding() != Encoding::Gb18030 {
                            prop_assert_eq!(&splice.inserted, json.trim_matches([' ', '\n', '\r', '\t']));
                        }
                    }
                    if let Edit::InsertElement { array, index, json } = &edit {
                        let inserted = document.find(&array.index(*index)).unwrap();
                        let tokens = |text: &str| text.replace([' ', '\n', '\r', '\t'], "");
                        if document.encoding() != Encoding::Gb18030 {
                            prop_assert_eq!(tokens(inserted.raw()), tokens(json));
                        }
                    }
                    let after = document.bytes();
                    let outside = before.len() - encode(document.encoding(), &splice.removed).len();
                    if document.encoding() == Encoding::Utf8 {
                        prop_assert!(after.starts_with(&before[..splice.at]));
                        prop_assert_eq!(after.len(), outside + splice.inserted.len());
                    }
                    prop_assert_eq!(shape(&document), shape(&parse(document.text()).unwrap()));
                    let reopened = Document::parse(after.to_vec()).unwrap();
                    if reopened.encoding() == document.encoding() {
                        prop_assert_eq!(reopened.text(), document.text());
                    }
                    history.push((before, change));
                }
                Err(EditError::InvalidJson(_) | EditError::Mismatch { .. } | EditError::Unfit(_)) => prop_assert!(false),
                Err(_) => prop_assert_eq!(&document.bytes().into_owned(), &before),
            }
        }
        let last = document.bytes().into_owned();
        for (before, change) in history.iter().rev() {
            prop_assert!(document.undo(change));
            prop_assert_eq!(&document.bytes().into_owned(), before);
            prop_assert_eq!(shape(&document), shape(&parse(document.text()).unwrap()));
        }
        for (_, change) in &history {
            prop_assert!(document.redo(change));
        }
        prop_assert_eq!(&document.bytes().into_owned(), &last);
        let all: Vec<_> = history.iter().flat_map(|(_, change)| change.splices.clone()).collect();
        for (_, change) in history.iter().rev() {
            document.undo(change);
        }
        document.replay(&all).unwrap();
        prop_assert_eq!(document.text(), Document::parse(last).map_or(String::new(), |d| d.text().to_owned()));
    }

    #[test]
    fn all_edits_are_made_or_none(text in json(), edits in prop::collection::vec(edit(), 1..5)) {
        let mut document = parse(&text).unwrap();
        let mut edits: Vec<_> = edits.into_iter().map(|choice| chosen(&document, choice)).collect();
        edits.push(Edit::Set { at: Pointer::new("/not/there"), json: "1".into() });
        prop_assert!(document.apply_all(&edits).is_err());
        prop_assert_eq!(document.text(), text);
        prop_assert_eq!(shape(&document), shape(&parse(document.text()).unwrap()));
    }
}

fn refused(text: impl AsRef<[u8]>) -> (ParseErrorKind, usize, usize) {
    let error = Document::parse(text.as_ref().to_vec()).unwrap_err();
    (error.kind, error.position.line, error.position.column)
}

#[test]
fn what_is_no_json_is_refused_with_its_place() {
    use ParseErrorKind as K;
    assert_eq!(refused(""), (K::Empty, 1, 1));
    assert_eq!(refused(" \r\n "), (K::Empty, 2, 2));
    assert_eq!(refused("{\n\"中\": 01}"), (K::InvalidNumber, 2, 7));
    assert_eq!(refused("[1,]"), (K::UnexpectedCharacter(']'), 1, 4));
    assert_eq!(refused("[1 2]"), (K::UnexpectedCharacter('2'), 1, 4));
    assert_eq!(refused("[,]"), (K::UnexpectedCharacter(','), 1, 2));
    assert_eq!(refused("{\"a\"}"), (K::UnexpectedCharacter('}'), 1, 5));
    assert_eq!(refused("{a: 1}"), (K::UnexpectedCharacter('a'), 1, 2));
    assert_eq!(refused("[1}"), (K::UnexpectedCharacter('}'), 1, 3));
    assert_eq!(refused("1.x"), (K::InvalidNumber, 1, 3));
    assert_eq!(refused("-"), (K::UnexpectedEnd, 1, 2));
    assert_eq!(refused("tru"), (K::UnexpectedEnd, 1, 4));
    assert_eq!(refused("nul1"), (K::UnexpectedCharacter('1'), 1, 4));
    assert_eq!(refused("{} {}"), (K::TrailingCharacters, 1, 4));
    assert_eq!(refused(r#""\x""#), (K::InvalidEscape, 1, 2));
    assert_eq!(refused(r#""\u12g4""#), (K::InvalidEscape, 1, 2));
    assert_eq!(refused("[\"a\nb\"]"), (K::ControlCharacter, 1, 4));
    assert_eq!(refused("收入"), (K::UnexpectedCharacter('收'), 1, 1));
    assert_eq!(refused(b"\xFF\xFE{"), (K::Undecodable, 1, 1));
    assert_eq!(refused(b"[\"\xE6\x94\xB6\xFF\"]"), (K::Undecodable, 1, 4));
}

#[test]
fn a_text_cut_off_anywhere_ends_too_early() {
    let text = "{\"a\": [1.5e3, \"\\u4e2d中\", {\"b\": true}], \"c\": null}\r\n";
    for encoding in ENCODINGS {
        let bytes = encode(encoding, text);
        for length in 0..bytes.len() - encode(encoding, "\r\n").len() {
            if length < encode(encoding, "").len() {
                continue; // Half a mark is refused too, as whatever it looks like.
            }
            let error = Document::parse(bytes[..length].to_vec()).unwrap_err();
            let kinds = [
                ParseErrorKind::UnexpectedEnd,
                ParseErrorKind::Undecodable,
                ParseErrorKind::Empty,
            ];
            assert!(
                kinds.contains(&error.kind) || error.kind == ParseErrorKind::InvalidNumber,
                "{length}: {error}"
            );
        }
    }
}

#[test]
fn nesting_has_a_bound() {
    let nested = |depth: usize| ["[", "]"].map(|bracket| bracket.repeat(depth)).concat();
    assert!(parse(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(
        refused(nested(MAX_DEPTH + 1)),
        (ParseErrorKind::TooDeep(MAX_DEPTH), 1, MAX_DEPTH + 1)
    );
    assert_eq!(
        refused("{\"a\":".repeat(100_000)).0,
        ParseErrorKind::TooDeep(MAX_DEPTH)
    );
    assert_eq!(
        refused("[".repeat(100_000)).0,
        ParseErrorKind::TooDeep(MAX_DEPTH)
    );
    let mut deepest = parse(&nested(MAX_DEPTH)).unwrap();
    let at = Pointer::new(&"/0".repeat(MAX_DEPTH - 1));
    let edit = Edit::InsertElement {
        array: at.clone(),
        index: 0,
        json: "[]".into(),
    };
    assert_eq!(
        deepest.apply(&edit),
        Err(EditError::Unfit(ParseErrorKind::TooDeep(MAX_DEPTH)))
    );
    assert_eq!(deepest.text(), nested(MAX_DEPTH));
    assert!(
        deepest
            .apply(&Edit::InsertElement {
                array: at,
                index: 0,
                json: "1".into()
            })
            .is_ok()
    );
}

#[test]
fn numbers_and_strings_stay_as_written() {
    let text = r#"{"a": 1e999, "b": 1234567890123456789012345678901234567890, "c": 1.50, "d": "\ud800", "e": -0}"#;
    let document = parse(text).unwrap();
    let raws: Vec<_> = document
        .root()
        .members()
        .map(|(_, value)| value.raw())
        .collect();
    assert_eq!(
        raws,
        [
            "1e999",
            "1234567890123456789012345678901234567890",
            "1.50",
            r#""\ud800""#,
            "-0"
        ]
    );
    assert_eq!(
        document.root().get("d").unwrap().string().unwrap(),
        "\u{fffd}"
    );
}

#[test]
fn line_ends_are_told_and_kept() {
    for (text, ending) in [
        ("[1]", LineEnding::None),
        ("[1]\n", LineEnding::Lf),
        ("[\r\n1]\r\n", LineEnding::CrLf),
        ("[\r\n1]\n", LineEnding::Mixed),
    ] {
        let document = parse(text).unwrap();
        assert_eq!(document.line_ending(), ending);
        assert_eq!(document.bytes().as_ref(), text.as_bytes());
    }
}

#[test]
fn repeated_keys_are_kept_told_and_not_guessed_at() {
    let text = "{\"a\": {\"x\": 1,\n\"x\": 2, \"\\u0078\": 3}, \"b\": [{}], \"a\": 4}";
    let mut document = parse(text).unwrap();
    let told: Vec<_> = document
        .duplicate_keys()
        .into_iter()
        .map(|(at, key, place)| (at.to_string(), key, place.line, place.column))
        .collect();
    let expected = [("/a", "x", 2, 1), ("/a", "x", 2, 9), ("", "a", 2, 34)];
    assert_eq!(
        told,
        expected.map(|(at, key, line, column)| (at.to_owned(), key.to_owned(), line, column))
    );
    assert_eq!(document.root().occurrences("a"), 2);
    assert_eq!(document.find(&Pointer::new("/a/x")).unwrap().raw(), "1");
    let set = Edit::Set {
        at: Pointer::new("/a/x"),
        json: "5".into(),
    };
    let ambiguous = |object: Pointer, key: &str| {
        Err(EditError::AmbiguousKey {
            object,
            key: key.into(),
        })
    };
    assert_eq!(document.apply(&set), ambiguous(Pointer::root(), "a"));
    let remove = Edit::RemoveMember {
        object: Pointer::root(),
        key: "a".into(),
    };
    assert_eq!(document.apply(&remove), ambiguous(Pointer::root(), "a"));
    assert!(
        document
            .apply(&Edit::Set {
                at: Pointer::new("/b/0"),
                json: "5".into()
            })
            .is_ok()
    );
}

#[test]
fn edits_that_make_no_sense_are_refused() {
    let mut document = parse(r#"{"a": [1], "b": {}}"#).unwrap();
    let (a, b) = (Pointer::new("/a"), Pointer::new("/b"));
    let mut refused = |edit: Edit| document.apply(&edit).unwrap_err();
    for json in ["", "1 2", "{", "01", "\"\n\"", "nul"] {
        let edit = Edit::Set {
            at: a.clone(),
            json: json.into(),
        };
        assert!(matches!(refused(edit), EditError::InvalidJson(_)), "{json}");
    }
    let one = || "1".to_owned();
    assert_eq!(
        refused(Edit::Set {
            at: Pointer::new("/a/1"),
            json: one()
        }),
        EditError::NotFound(Pointer::new("/a/1"))
    );
    assert_eq!(
        refused(Edit::Set {
            at: Pointer::new("/a/00"),
            json: one()
        }),
        EditError::NotFound(Pointer::new("/a/00"))
    );
    assert_eq!(
        refused(Edit::RemoveMember {
            object: b.clone(),
            key: "x".into()
        }),
        EditError::NotFound(b.key("x"))
    );
    assert_eq!(
        refused(Edit::InsertElement {
            array: b.clone(),
            index: 0,
            json: one()
        }),
        EditError::NotAnArray(b)
    );
    assert_eq!(
        refused(Edit::InsertMember {
            object: a.clone(),
            key: "x".into(),
            json: one()
        }),
        EditError::NotAnObject(a.clone())
    );
    assert_eq!(
        refused(Edit::InsertMember {
            object: Pointer::root(),
            key: "b".into(),
            json: one()
        }),
        EditError::KeyExists {
            object: Pointer::root(),
            key: "b".into()
        }
    );
    assert_eq!(
        refused(Edit::RemoveElement {
            array: a.clone(),
            index: 1
        }),
        EditError::IndexOutOfRange {
            array: a,
            index: 1,
            len: 1
        }
    );
    let stale = gouji::document::Splice {
        at: 7,
        removed: "2".into(),
        inserted: "3".into(),
    };
    assert_eq!(
        document.replay(&[stale]),
        Err(EditError::Mismatch { offset: 7 })
    );
}

fn edited(text: &str, edit: &Edit) -> String {
    let mut document = parse(text).unwrap();
    document.apply(edit).unwrap();
    document.text().to_owned()
}

#[test]
fn what_is_inserted_is_spaced_as_its_neighbours() {
    let element = |text: &str, array: &str, index: usize| {
        edited(
            text,
            &Edit::InsertElement {
                array: Pointer::new(array),
                index,
                json: "9".into(),
            },
        )
    };
    assert_eq!(element("[1, 2]", "", 0), "[9, 1, 2]");
    assert_eq!(element("[1, 2]", "", 1), "[1, 9, 2]");
    assert_eq!(element("[1, 2]", "", 2), "[1, 2, 9]");
    assert_eq!(element("[1,2]", "", 2), "[1,2,9]");
    assert_eq!(element("[1 ,2,  3]", "", 3), "[1 ,2,  3,  9]");
    assert_eq!(element("{\"a\":[1]}", "/a", 1), "{\"a\":[1,9]}");
    assert_eq!(element("{\"a\": [1]}", "/a", 0), "{\"a\": [9, 1]}");
    assert_eq!(element("[\r\n  1\r\n]", "", 1), "[\r\n  1,\r\n  9\r\n]");
    assert_eq!(
        element("[\r\n\t1,\r\n\t2\r\n]", "", 2),
        "[\r\n\t1,\r\n\t2,\r\n\t9\r\n]"
    );
    assert_eq!(element("[]", "", 0), "[9]");
    assert_eq!(element("[ ]", "", 0), "[ 9 ]");
    assert_eq!(element("[\n]", "", 0), "[\n  9\n]");
    assert_eq!(
        element("{\"a\": [], \"b\": 1}", "/a", 0),
        "{\"a\": [9], \"b\": 1}"
    );
    assert_eq!(
        element("{\r\n    \"a\": []\r\n}", "/a", 0),
        "{\r\n    \"a\": [\r\n        9\r\n    ]\r\n}"
    );
    assert_eq!(
        element("{\n\t\"a\": [\n\t]\n}", "/a", 0),
        "{\n\t\"a\": [\n\t\t9\n\t]\n}"
    );
    let member = |text: &str, object: &str| {
        edited(
            text,
            &Edit::InsertMember {
                object: Pointer::new(object),
                key: "k".into(),
                json: "9".into(),
            },
        )
    };
    assert_eq!(member("{}", ""), "{\"k\": 9}");
    assert_eq!(member("{\"a\":1}", ""), "{\"a\":1,\"k\":9}");
    assert_eq!(member("{\"a\" : 1}", ""), "{\"a\" : 1, \"k\" : 9}");
    assert_eq!(
        member("{\n  \"a\": 1\n}\n", ""),
        "{\n  \"a\": 1,\n  \"k\": 9\n}\n"
    );
    assert_eq!(
        member("{\n  \"a\": {}\n}", "/a"),
        "{\n  \"a\": {\n    \"k\": 9\n  }\n}"
    );
    assert_eq!(member("{\"a\":{}}", "/a"), "{\"a\":{\"k\":9}}");
    assert_eq!(
        member("{\n  \"r\": [\n    {\"a\": 1}\n  ]\n}", "/r/0"),
        "{\n  \"r\": [\n    {\"a\": 1, \"k\": 9}\n  ]\n}"
    );
}

#[test]
fn a_new_row_looks_like_the_others() {
    let element = |text: &str, json: &str| {
        edited(
            text,
            &Edit::InsertElement {
                array: Pointer::root(),
                index: 1,
                json: json.into(),
            },
        )
    };
    let row = r#"{"n":2,"parts":[3,4],"x":{"y":5}}"#;
    assert_eq!(
        element("[\n  {\"n\": 1, \"parts\": [ 1 ]}\n]", row),
        "[\n  {\"n\": 1, \"parts\": [ 1 ]},\n  {\"n\": 2, \"parts\": [ 3, 4 ], \"x\": {\"y\":5}}\n]"
    );
    assert_eq!(
        element(
            "[\r\n  {\r\n    \"n\": 1,\r\n    \"parts\": [\r\n      1\r\n    ]\r\n  }\r\n]",
            row
        ),
        "[\r\n  {\r\n    \"n\": 1,\r\n    \"parts\": [\r\n      1\r\n    ]\r\n  },\r\n  {\r\n    \"n\": 2,\r\n    \"parts\": [\r\n      3,\r\n      4\r\n    ],\r\n    \"x\": {\"y\":5}\r\n  }\r\n]"
    );
    assert_eq!(
        element("[{\"n\":1}]", "{ \"n\" : 2 }"),
        "[{\"n\":1},{\"n\":2}]"
    );
    assert_eq!(
        element("[{\"n\":1}]", "{\n\"n\": 2}"),
        "[{\"n\":1},{\n\"n\": 2}]"
    );
    assert_eq!(element("[{}]", "{\"n\": 2}"), "[{}, {\"n\": 2}]");
    let member = edited(
        "{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": 2\n}",
        &Edit::InsertMember {
            object: Pointer::root(),
            key: "d".into(),
            json: r#"{"e":1,"f":2}"#.into(),
        },
    );
    assert_eq!(
        member,
        "{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": 2,\n  \"d\": {\n    \"e\": 1,\n    \"f\": 2\n  }\n}"
    );
}

#[test]
fn what_is_removed_takes_its_comma_along() {
    let element = |text: &str, index: usize| {
        edited(
            text,
            &Edit::RemoveElement {
                array: Pointer::root(),
                index,
            },
        )
    };
    assert_eq!(element("[1, 2,  3]", 0), "[2,  3]");
    assert_eq!(element("[1, 2,  3]", 1), "[1, 3]");
    assert_eq!(element("[1, 2,  3 ]", 2), "[1, 2 ]");
    assert_eq!(element("[\n  1\n]", 0), "[]");
    assert_eq!(element("[\r\n  1,\r\n  2\r\n]", 1), "[\r\n  1\r\n]");
    let member = |text: &str, key: &str| {
        edited(
            text,
            &Edit::RemoveMember {
                object: Pointer::root(),
                key: key.into(),
            },
        )
    };
    assert_eq!(
        member("{\n  \"a\": 1,\n  \"b\": {\"a\": 1}\n}", "a"),
        "{\n  \"b\": {\"a\": 1}\n}"
    );
    assert_eq!(
        member("{\n  \"a\": 1,\n  \"b\": {\"a\": 1}\n}", "b"),
        "{\n  \"a\": 1\n}"
    );
    assert_eq!(member("{ \"a\" : 1 }", "a"), "{}");
}

#[test]
fn an_unusual_spelling_in_gb18030_survives() {
    // 0x80 is read as the euro sign, which the encoder would write as two bytes.
    let bytes =
        b"{\"\xD6\xD0\": \"\x80\", \"b\": \"\xB9\xFA\", \"c\": \"\x81\x30\x81\x30\"}".to_vec();
    let mut document = Document::parse(bytes.clone()).unwrap();
    assert_eq!(document.encoding(), Encoding::Gb18030);
    assert_eq!(
        document
            .find(&Pointer::new("/中"))
            .unwrap()
            .string()
            .unwrap(),
        "€"
    );
    let b = document
        .apply(&Edit::Set {
            at: Pointer::new("/b"),
            json: "\"\u{e5e5}中\"".into(),
        })
        .unwrap();
    assert_eq!(
        document.bytes().as_ref(),
        b"{\"\xD6\xD0\": \"\x80\", \"b\": \"\\ue5e5\xD6\xD0\", \"c\": \"\x81\x30\x81\x30\"}"
    );
    let euro = document
        .apply(&Edit::Set {
            at: Pointer::new("/中"),
            json: "1".into(),
        })
        .unwrap();
    assert!(document.undo(&euro) && document.undo(&b));
    assert_eq!(document.bytes().as_ref(), &bytes[..]);
}

#[test]
fn many_elements_are_found_by_number() {
    let rows: Vec<String> = (0..1000)
        .map(|n| format!("{{\"n\": {n}, \"parts\": [{n}]}}"))
        .collect();
    let mut document = parse(&format!("{{\"rows\": [{}]}}", rows.join(",\n"))).unwrap();
    for n in [0, 1, 63, 64, 65, 500, 999] {
        let at = Pointer::new("/rows").index(n).key("parts").index(0);
        let value = document.find(&at).unwrap();
        assert_eq!(
            (value.raw(), value.pointer()),
            (n.to_string().as_str(), at.clone())
        );
        assert_eq!(value.position().line, n + 1);
        document
            .apply(&Edit::Set {
                at: at.clone(),
                json: "1000000".into(),
            })
            .unwrap();
        assert_eq!(document.find(&at).unwrap().raw(), "1000000");
    }
    let rows = document.root().get("rows").unwrap();
    assert_eq!((rows.len(), rows.elements().count()), (1000, 1000));
    assert!(rows.element(1000).is_none());
    assert_eq!(shape(&document), shape(&parse(document.text()).unwrap()));
}
