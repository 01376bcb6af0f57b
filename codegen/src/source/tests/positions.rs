//! Lines, columns and pointers.

use super::{load, value};
use crate::source::Text;

/// Asserts the position, the snippet and the pointer of the node at a path.
fn check(text: &str, path: &[&str], expected: (usize, usize), snippet: &str) {
    let (sources, _) = load(&[("it.yaml", text)]);
    let sources = sources.unwrap();
    let mut members = path.iter();
    let node = members.try_fold(sources.root(), |node, name| node.get(name));
    let span = node.unwrap().span;
    let position = sources.position(span);
    assert_eq!((position.line, position.column), expected, "{text}");
    assert_eq!(sources.snippet(span), snippet, "{text}");
    let members = path.iter().map(|name| name.replace('/', "~1"));
    let pointer = members.fold(String::new(), |pointer, name| pointer + "/" + &name);
    assert_eq!(sources.pointer(span), pointer, "{text}");
}

#[test]
fn positions_are_those_of_the_text() {
    let quoted = "a:\n  'b': \"wo\\x72d\"\n";
    let block = "a:\n  b: 1\n  c:\n    - d\nz: 2\n";
    let json = "{\n  \"a\": {\"b\": [true, \"x\"]}\n}";
    check("a:\n  b: word\n", &["a", "b"], (2, 6), "word");
    check(quoted, &["a", "b"], (2, 8), "\"wo\\x72d\"");
    check("a: {b: [1, 2], c: 3}\n", &["a", "c"], (1, 19), "3");
    check(block, &["a"], (2, 3), "b: 1\n  c:\n    - d");
    check("a: [1,\n 2]\nz: 2\n", &["a"], (1, 4), "[1,\n 2]");
    // A missing value is after its key.
    check("a:\n  b:\n\n\n  c: 1\n", &["a", "b"], (2, 4), "");
    check(json, &["a", "b"], (2, 14), "[true, \"x\"]");
}

#[test]
fn columns_count_characters_and_lines_end_in_any_way() {
    check("{\"äöü\": \"€\", \"b\": 1}", &["b"], (1, 19), "1");
    check("äöü: €\nb: ßx\n", &["b"], (2, 4), "ßx");
    check("a: 1\r\nb: 2\r\n", &["b"], (2, 4), "2");
    check("é: |\n  ää\n  öö\nb: x\n", &["b"], (4, 4), "x");
    let long = "é: a text that is longer\nof nothing but letters: ööö\n";
    check(&format!("{long}b: x\n"), &["b"], (3, 4), "x");
}

#[test]
fn pointers_escape_and_name_keys_too() {
    check("\"/a/b\":\n  get: 1\n", &["/a/b", "get"], (2, 8), "1");
    let (sources, _) = load(&[("it.yaml", "a~:\n  - b: 1\n  - c: 2\n")]);
    let sources = sources.unwrap();
    let item = &sources.root().get("a~").unwrap().as_array().unwrap()[1];
    let key = item.as_object().unwrap().member("c").unwrap().key;
    assert_eq!(sources.pointer(key), "/a~0/1/c");
}

#[test]
fn long_texts_use_the_table_of_characters() {
    let text = format!("{}x", "ä".repeat(5000));
    let text = Text::new("it".to_owned(), text);
    assert_eq!(text.position(10000).column, 5001);
    assert_eq!(text.position(10000).line, 1);
}

#[test]
fn a_byte_order_mark_is_not_a_character() {
    assert_eq!(value("\u{feff}a: 1\n"), serde_json::json!({"a": 1}));
    check("\u{feff}a: 1\n", &["a"], (1, 4), "1");
}
