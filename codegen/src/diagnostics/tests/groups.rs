//! Reports that are shown as one.

use super::{Code, Diagnostics, Style, render, rendered, sources, span};

const TEXT: &str = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n";

/// What is shown of a report at each key, with a message for it.
fn shown(code: Code, keys: &str, message: impl Fn(&str) -> String) -> String {
    let mut diagnostics = Diagnostics::new();
    for key in keys.split_terminator("").filter(|key| !key.is_empty()) {
        diagnostics.report(code, span(TEXT, key), message(key));
    }
    render(&diagnostics, Some(&sources(TEXT)), Style::Plain)
}

#[test]
fn equal_reports_are_shown_once_with_their_places() {
    let expected = "\
warning[SW0210]: same
 --> api.yaml:1:1
  |
1 | a: 1
  | ^
  |
  = note: 2 more like this: api.yaml:2:1, api.yaml:3:1

";
    assert_eq!(shown(Code::Lenient, "abc", |_| "same".to_owned()), expected);
}

#[test]
fn few_that_differ_in_a_name_are_shown_one_by_one_and_many_as_one() {
    let named = |key: &str| format!("`{key}` is wrong");
    let count = |text: &str| text.matches("-->").count();
    assert_eq!(count(&shown(Code::Lenient, "abcde", named)), 5);
    let many = shown(Code::Lenient, "abcdef", named);
    assert_eq!(count(&many), 1);
    assert!(
        many.starts_with("warning[SW0210]: `a` is wrong\n"),
        "{many}"
    );
    assert!(many.contains("5 more like this"), "{many}");
    // What an error names was left out, and must be known.
    assert_eq!(count(&shown(Code::WrongType, "abcdef", named)), 6);
}

#[test]
fn what_is_harmless_is_a_warning() {
    let mut diagnostics = Diagnostics::new();
    diagnostics
        .report(Code::WrongType, span(TEXT, "a"), "it is wrong")
        .harmless();
    assert!(!diagnostics.has_errors());
    let text = render(&diagnostics, Some(&sources(TEXT)), Style::Plain);
    assert_eq!(text, rendered(TEXT, "a").replace("error", "warning"));
}
