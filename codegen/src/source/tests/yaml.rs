//! YAML texts.

use serde_json::json;

use super::{codes, load, place, value};
use crate::diagnostics::Code;

#[test]
fn plain_scalars_are_of_the_core_schema() {
    let text = "
strings: [yes, on, 2024-01-01, 1_000, 0b1, 1e, -, 0o8, 'null', \"1\", 1.2.3, +, '']
numbers: [0o17, 0x1F, 010, +1, -0, .5, 1., 1e3, 1.5E-2]
others: [~, null, Null, true, False, TRUE]
nothing:
";
    let strings = [
        "yes",
        "on",
        "2024-01-01",
        "1_000",
        "0b1",
        "1e",
        "-",
        "0o8",
        "null",
        "1",
        "1.2.3",
        "+",
        "",
    ];
    // A lone dash can't stand in a flow sequence.
    let text = text.replace("1e, -,", "1e, '-',");
    let expected = json!({
        "strings": strings,
        "numbers": [15, 31, 10, 1, 0, 0.5, 1.0, 1000.0, 0.015],
        "others": [null, null, null, true, false, true],
        "nothing": null,
    });
    assert_eq!(value(&text), expected);
}

#[test]
fn numbers_are_kept_as_written_where_json_has_the_form() {
    let (sources, _) = load(&[("it.yaml", "a: 1.10\nb: -007\nc: +.5e3\nd: 1.e2\n")]);
    let sources = sources.unwrap();
    let number = |name| {
        sources
            .root()
            .get(name)
            .unwrap()
            .as_number()
            .unwrap()
            .0
            .clone()
    };
    assert_eq!(number("a"), "1.10");
    assert_eq!(number("b"), "-7");
    assert_eq!(number("c"), "0.5e3");
    assert_eq!(number("d"), "1.0e2");
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
    let (sources, diagnostics) = load(&[("it.yaml", "a: -.inf\n")]);
    assert_eq!(sources.unwrap().root().to_json(), json!({"a": "-.inf"}));
    assert_eq!(codes(&diagnostics), [Code::NonJsonNumber]);
}

#[test]
fn tags_decide() {
    assert_eq!(
        value("[!!str 1, !!int '2', !!float 3, !!null '', ! 4]"),
        json!(["1", 2, 3, null, "4"])
    );
    let (_, diagnostics) = load(&[("it.yaml", "a: !!int x\nb: !mine 1\n")]);
    assert_eq!(codes(&diagnostics), [Code::InvalidScalar, Code::UnknownTag]);
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
fn equal_keys_are_an_error_with_both_places() {
    let (sources, diagnostics) = load(&[("it.yaml", "a: 1\nb: 2\na: 3\n")]);
    assert_eq!(codes(&diagnostics), [Code::DuplicateKey]);
    assert_eq!(place(&diagnostics, sources.as_ref()), (3, 1));
    let (first, _) = diagnostics.iter().next().unwrap().labels[0];
    assert_eq!(sources.as_ref().unwrap().position(first).line, 1);
    assert_eq!(sources.unwrap().root().to_json(), json!({"a": 1, "b": 2}));
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
fn what_breaks_the_grammar_is_shown_where_it_is() {
    let (sources, diagnostics) = load(&[("it.yaml", "a: 1\nä: b: c\n")]);
    assert!(sources.is_none());
    assert_eq!(codes(&diagnostics), [Code::InvalidYaml]);
    assert_eq!(place(&diagnostics, None).0, 2);
    let (_, diagnostics) = load(&[("it.yaml", "? [a]\n: 1\n")]);
    assert_eq!(codes(&diagnostics), [Code::InvalidYaml]);
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
    let (_, diagnostics) = load(&[("it.yaml", "a:\n  b: 'one\n  two\n")]);
    assert_eq!(codes(&diagnostics), [Code::InvalidYaml]);
}
