//! YAML texts.

use serde_json::json;

use super::{codes, load, place, read, value};
use crate::diagnostics::Code;

#[test]
fn plain_scalars_are_of_the_core_schema() {
    let text = "
strings: [yes, on, 2024-01-01, 1_000, 0b1, 1e, '-', 0o8, 'null', \"1\", 1.2.3, +, '']
numbers: [0o17, 0x1F, 010, +1, -0, .5, 1., 1e3, 1.5E-2]
others: [~, null, Null, true, False, TRUE]
nothing:
";
    let expected = json!({
        "strings": ["yes", "on", "2024-01-01", "1_000", "0b1", "1e", "-", "0o8", "null", "1", "1.2.3", "+", ""],
        "numbers": [15, 31, 10, 1, 0, 0.5, 1.0, 1000.0, 0.015],
        "others": [null, null, null, true, false, true],
        "nothing": null,
    });
    assert_eq!(value(text), expected);
}

#[test]
fn numbers_are_kept_as_written_where_json_has_the_form() {
    let (sources, _) = load(&[("it.yaml", "[1.10, -007, +.5e3, 1.e2]")]);
    let sources = sources.unwrap();
    let numbers = sources.root().as_array().unwrap().iter();
    let numbers: Vec<_> = numbers
        .map(|node| node.as_number().unwrap().0.as_str())
        .collect();
    assert_eq!(numbers, ["1.10", "-7", "0.5e3", "1.0e2"]);
}

#[test]
fn keys_are_their_text() {
    let text = "200: a\non: b\nnull: c\n1.0: d\ntrue: e\n";
    assert_eq!(
        value(text),
        json!({"200": "a", "on": "b", "null": "c", "1.0": "d", "true": "e"})
    );
}

#[test]
fn infinity_is_a_string() {
    assert_eq!(
        read("it.yaml", "a: -.inf\n"),
        (json!({"a": "-.inf"}), vec![Code::NonJsonNumber])
    );
}

#[test]
fn tags_decide() {
    assert_eq!(
        value("[!!str 1, !!int '2', !!float 3, !!null '', ! 4]"),
        json!(["1", 2, 3, null, "4"])
    );
    assert_eq!(
        read("it.yaml", "a: !!int x\nb: !mine 1\n").1,
        [Code::InvalidScalar, Code::UnknownTag]
    );
}

#[test]
fn aliases_and_merge_keys_are_expanded() {
    let text = "
base: &base {a: 1, b: 2}
more: &more {b: 3, c: 4}
one: *base
two: {<<: *base, b: 9}
three: {<<: [*more, *base], d: 5}
'quoted': {'<<': *base}
";
    let (a, b) = (json!({"a": 1, "b": 2}), json!({"b": 3, "c": 4}));
    let expected = json!({
        "base": a, "more": b, "one": a,
        "two": {"b": 9, "a": 1},
        "three": {"d": 5, "b": 3, "c": 4, "a": 1},
        "quoted": {"<<": a},
    });
    assert_eq!(value(text), expected);
}

#[test]
fn of_equal_keys_the_last_is_used_and_both_places_are_named() {
    let (sources, diagnostics) = load(&[("it.yaml", "a: 1\nb: 2\na: 3\n")]);
    assert_eq!(codes(&diagnostics), [Code::DuplicateMember]);
    assert_eq!(place(&diagnostics, sources.as_ref()), (3, 1));
    let (first, _) = diagnostics.iter().next().unwrap().labels[0];
    assert_eq!(sources.as_ref().unwrap().position(first).line, 1);
    assert_eq!(sources.unwrap().root().to_json(), json!({"b": 2, "a": 3}));
}

#[test]
fn equal_keys_are_an_error_where_the_first_has_more() {
    let table: [(&str, &[Code]); 7] = [
        ("a: {b: 1}\na: {b: 2, c: 3}\n", &[Code::DuplicateMember]),
        ("a: {b: {c: 1}}\na: {b: {c: 1}}\n", &[Code::DuplicateMember]),
        ("a: [1]\na: [2, 3]\n", &[Code::DuplicateMember]),
        ("a: {get: {}}\na: {post: {}}\n", &[Code::DuplicateKey]),
        (
            "a: {b: [{c: 1}]}\na: {b: [{d: 1}]}\n",
            &[Code::DuplicateKey],
        ),
        ("a: [1, 2]\na: [1]\n", &[Code::DuplicateKey]),
        ("a: {b: 1}\na:\n", &[Code::DuplicateKey]),
    ];
    for (text, expected) in table {
        let (value, codes) = read("it.yaml", text);
        assert_eq!(codes, expected, "{text}");
        assert!(value.is_object());
    }
}

#[test]
fn tabs_are_read_unless_they_indent_a_block() {
    let table = [
        ("a:\tb\n", json!({"a": "b"})),
        ("a: {b:\tc,\td\t:\t1\t}\n", json!({"a": {"b": "c", "d": 1}})),
        (
            "a:\n  b: {\n\tc: d,\n\t\te: f\n\t}\n",
            json!({"a": {"b": {"c": "d", "e": "f"}}}),
        ),
        ("a:\n  - [\n\t1,\n\t2]\n", json!({"a": [[1, 2]]})),
        (
            "a:\n  b: ü\n  \td\n  e: f\n",
            json!({"a": {"b": "ü d", "e": "f"}}),
        ),
        (
            "a: |\n  b\n\t\n  c\n\t\t\nd: e\n",
            json!({"a": "b\n\nc\n", "d": "e"}),
        ),
        ("a: |\n  b\n  \tc\n", json!({"a": "b\n\tc\n"})),
        ("-\ta: b\n-\tc\n", json!([{"a": "b"}, "c"])),
    ];
    for (text, expected) in table {
        assert_eq!(value(text), expected, "{text:?}");
    }
    let shallow = [
        ("a:\n  b: \"c\n\td\"\n", json!({"a": {"b": "c d"}})),
        ("a:\n  b: 'c\n\n\t\td'\n", json!({"a": {"b": "c\nd"}})),
        (
            "a:\n  b: c\n\td\n  e: f\n",
            json!({"a": {"b": "c d", "e": "f"}}),
        ),
    ];
    for (text, expected) in shallow {
        assert_eq!(
            read("it.yaml", text),
            (expected, vec![Code::UnindentedLine]),
            "{text:?}"
        );
    }
    assert_eq!(
        read("it.yaml", "a:\n\tb: c\n"),
        (json!(null), vec![Code::InvalidYaml])
    );
}

#[test]
fn positions_in_a_text_with_tabs_are_those_of_the_original() {
    let text = "ä:\tb\nc:\n  d: \"e\n\tf\"\n  g: h\n\ti\na: 1\na: 2\n";
    let (sources, diagnostics) = load(&[("it.yaml", text)]);
    let mut found = diagnostics.iter();
    let at = found
        .find(|one| one.code == Code::DuplicateMember)
        .unwrap()
        .span;
    let at = sources.unwrap().position(at.unwrap());
    assert_eq!((at.line, at.column), (8, 1));
}

#[test]
fn surrogates_in_quoted_texts_are_characters() {
    assert_eq!(
        value(r#"a: "x\ud83d\ude00y\u00e4\\ud83d \uD83D\uDE01""#),
        json!({"a": "x😀yä\\ud83d 😁"})
    );
    let text = "a: \"\\ud83d\\ude00 \\ud83d!\"\nb: 1\nb: 2\n";
    let (sources, diagnostics) = load(&[("it.yaml", text)]);
    let sources = sources.unwrap();
    assert_eq!(
        sources.root().to_json(),
        json!({"a": "😀 \u{fffd}!", "b": 2})
    );
    let places = diagnostics.iter().map(|one| {
        let at = sources.position(one.span.unwrap());
        (one.code, at.line, at.column)
    });
    let places: Vec<_> = places.collect();
    assert!(places.contains(&(Code::LoneSurrogate, 1, 18)), "{places:?}");
    assert!(
        places.contains(&(Code::DuplicateMember, 3, 1)),
        "{places:?}"
    );
}

#[test]
fn items_in_brackets_may_be_indented_less_than_their_key() {
    let text = "a:\n  b: { # one\n \"c\": [ # two\n1, # three\n'd'] # four\n}\n  e: f\n";
    assert_eq!(value(text), json!({"a": {"b": {"c": [1, "d"]}, "e": "f"}}));
}

#[test]
fn a_second_document_is_an_error_unless_empty() {
    let (sources, diagnostics) = load(&[("it.yaml", "a: 1\n---\nb: 2\n")]);
    assert!(sources.is_none());
    assert_eq!(codes(&diagnostics), [Code::MultipleDocuments]);
    assert_eq!(place(&diagnostics, None), (3, 1));
    assert_eq!(value("---\na: 1\n---\n"), json!({"a": 1}));
}

#[test]
fn a_bracket_may_close_as_far_left_as_its_key() {
    let text = "a:\n  b: {\n    \"c\": [\n      1\n  ]\n  }\n  d: 2\n";
    assert_eq!(value(text), json!({"a": {"b": {"c": [1]}, "d": 2}}));
    let (sources, _) = load(&[("it.yaml", text)]);
    let sources = sources.unwrap();
    let node = sources.root().get("a").unwrap().get("d").unwrap();
    assert_eq!(sources.position(node.span).line, 7);
}

#[test]
fn syntax_errors_are_shown_at_their_position() {
    let (sources, diagnostics) = load(&[("it.yaml", "a: 1\nä: b: c\n")]);
    assert!(sources.is_none());
    assert_eq!(codes(&diagnostics), [Code::InvalidYaml]);
    assert_eq!(place(&diagnostics, None).0, 2);
    assert_eq!(read("it.yaml", "? [a]\n: 1\n").1, [Code::InvalidYaml]);
}

#[test]
fn an_empty_text_is_null() {
    assert_eq!(value(""), json!(null));
    assert_eq!(value("# nothing\n"), json!(null));
}

#[test]
fn lines_of_quoted_texts_may_be_as_far_left_as_their_keys() {
    let text = "\
a:
  é: 'ü one
  two

  it''s'
  b: \"x \\\" y
z\"
  c: {d: 'q
  r'}
  e: last
";
    let expected =
        json!({"a": {"é": "ü one two\nit's", "b": "x \" y z", "c": {"d": "q r"}, "e": "last"}});
    let (sources, diagnostics) = load(&[("it.yaml", text)]);
    let sources = sources.unwrap();
    assert_eq!(sources.root().to_json(), expected);
    assert_eq!(codes(&diagnostics), [Code::UnindentedLine; 2]);
    // Places are those of the text as it is written.
    let last = sources.root().get("a").unwrap().get("e").unwrap().span;
    assert_eq!(&text[last.start as usize..last.end as usize], "last");
    let before = sources.root().get("a").unwrap().get("b").unwrap().span;
    assert_eq!(text.as_bytes()[before.start as usize], b'"');
    assert_eq!(
        read("it.yaml", "a:\n  b: 'one\n  two\n").1,
        [Code::InvalidYaml]
    );
}
