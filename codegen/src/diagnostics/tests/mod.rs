//! What reports look like.

mod groups;

use super::{Code, Diagnostics, Style, escape, render, render_json, summary};
use crate::source::{FileId, Memory, Sources, Span};

const TEXT: &str = "openapi: 3.1.0\npaths:\n  /a:\n    get: {tags: wrong}\n";

fn sources(text: &str) -> Sources {
    let reader = Memory::new([("api.yaml", text)]);
    Sources::load(&reader, "api.yaml", &[], &mut Diagnostics::new()).unwrap()
}

fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    let end = u32::try_from(start + part.len()).unwrap();
    Span {
        file: FileId(0),
        start: u32::try_from(start).unwrap(),
        end,
    }
}

fn rendered(text: &str, part: &str) -> String {
    let mut diagnostics = Diagnostics::new();
    diagnostics.report(Code::WrongType, span(text, part), "it is wrong");
    render(&diagnostics, Some(&sources(text)), Style::Plain)
}

#[test]
fn a_report_shows_place_line_caret_and_help() {
    let mut diagnostics = Diagnostics::new();
    diagnostics
        .report(
            Code::WrongType,
            span(TEXT, "wrong"),
            "`tags` must be an array",
        )
        .help("write `[wrong]`")
        .label(span(TEXT, "/a"), "of this path");
    let expected = "\
error[SW0205]: `tags` must be an array
 --> api.yaml:4:17
  |
4 |     get: {tags: wrong}
  |                 ^^^^^
 ::: api.yaml:3:3
  |
3 |   /a:
  |   -- of this path
  |
  = help: write `[wrong]`

";
    assert_eq!(
        render(&diagnostics, Some(&sources(TEXT)), Style::Plain),
        expected
    );
}

#[test]
fn a_report_without_a_position_is_only_a_message() {
    let mut diagnostics = Diagnostics::new();
    diagnostics
        .report_nowhere(Code::UnreadableFile, "can't read `x`")
        .help("look");
    let expected = "error[SW0001]: can't read `x`\n |\n = help: look\n\n";
    assert_eq!(render(&diagnostics, None, Style::Plain), expected);
}

#[test]
fn a_document_that_was_not_loaded_is_shown_all_the_same() {
    let reader = Memory::new([("api.yaml", "a: 1\nb: [\n")]);
    let mut diagnostics = Diagnostics::new();
    assert!(Sources::load(&reader, "api.yaml", &[], &mut diagnostics).is_none());
    assert!(render(&diagnostics, None, Style::Plain).contains(" --> api.yaml:3:1"));
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let text = format!(
        "{{\"a\": \"{}\", \"here\": 1, \"b\": \"{}\"}}",
        "x".repeat(3_000_000),
        "y".repeat(3_000_000)
    );
    let rendered = rendered(&text, "\"here\"");
    assert!(rendered.len() < 1000, "{} bytes", rendered.len());
    assert!(rendered.contains(" --> api.yaml:1:3000011\n"), "{rendered}");
    assert!(rendered.contains("y…\n"), "{rendered}");
    let lines: Vec<_> = rendered.lines().collect();
    let column = lines[4].find('^').unwrap();
    let shown: String = lines[3]
        .replace('…', ".")
        .chars()
        .skip(column)
        .take(6)
        .collect();
    assert_eq!(shown, "\"here\"");
}

#[test]
fn places_of_several_lines_show_the_first() {
    let rendered = rendered(TEXT, "/a:\n    get: {tags: wrong}");
    assert!(rendered.contains("3 |   /a:\n  |   ^^^\n"), "{rendered}");
}

#[test]
fn deceiving_characters_are_shown_escaped() {
    let text = "a: \"\u{202e}evil\u{7}\tx\"\nb: 1\n";
    let rendered = rendered(text, "evil");
    assert!(
        rendered.contains("a: \"\\u{202e}evil\\u{7}\\tx\""),
        "{rendered}"
    );
    assert!(!rendered.contains('\u{202e}'));
    assert_eq!(escape("a\u{1b}[31m\r\nb"), "a\\u{1b}[31m\\r\\nb");
    let mut diagnostics = Diagnostics::new();
    diagnostics
        .report_nowhere(Code::Bug, "x\u{2066}\n")
        .help("y\u{1b}");
    assert!(!render(&diagnostics, None, Style::Plain).contains(['\u{2066}', '\u{1b}']));
}

#[test]
fn colours_add_only_colours() {
    let mut diagnostics = Diagnostics::new();
    diagnostics.report(Code::WrongType, span(TEXT, "wrong"), "it is wrong");
    let sources = sources(TEXT);
    let coloured = render(&diagnostics, Some(&sources), Style::Coloured);
    let mut plain = String::new();
    for part in coloured.split('\u{1b}') {
        plain += if part.starts_with('[') {
            part.split_once('m').unwrap().1
        } else {
            part
        };
    }
    assert_eq!(plain, render(&diagnostics, Some(&sources), Style::Plain));
    assert_ne!(plain, coloured);
}

#[test]
fn machines_get_a_line_of_json_each() {
    let mut diagnostics = Diagnostics::new();
    diagnostics
        .report(Code::WrongType, span(TEXT, "wrong"), "bad \"x\"")
        .help("h");
    diagnostics.report_nowhere(Code::ExportLoss, "less");
    let expected = concat!(
        r#"{"code":"SW0205","severity":"error","message":"bad \"x\"","file":"api.yaml","line":4,"#,
        r#""column":17,"pointer":"/paths/~1a/get/tags","help":"h"}"#,
        "\n",
        r#"{"code":"SW0601","severity":"warning","message":"less"}"#,
        "\n",
    );
    assert_eq!(render_json(&diagnostics, Some(&sources(TEXT))), expected);
}

#[test]
fn reports_are_sorted_counted_and_said_once() {
    let mut diagnostics = Diagnostics::new();
    assert_eq!(summary(&diagnostics), "");
    diagnostics.report(Code::Lenient, span(TEXT, "wrong"), "b");
    diagnostics.report(Code::Lenient, span(TEXT, "paths"), "a");
    diagnostics.report(Code::Lenient, span(TEXT, "wrong"), "b");
    diagnostics.report(Code::WrongType, span(TEXT, "wrong"), "c");
    diagnostics.sort();
    let messages: Vec<_> = diagnostics
        .iter()
        .map(|report| report.message.as_str())
        .collect();
    assert_eq!(messages, ["a", "c", "b"]);
    assert!(diagnostics.has_errors());
    assert_eq!(summary(&diagnostics), "2 warnings, 1 error");
}

#[test]
fn attached_texts_have_numbers_of_their_own() {
    let mut diagnostics = Diagnostics::new();
    let file = diagnostics.attach_new("codegen.toml", "spec = 1\n");
    diagnostics.report(
        Code::ConfigSyntax,
        Span {
            file,
            start: 7,
            end: 8,
        },
        "not a string",
    );
    let sources = sources(TEXT);
    let rendered = render(&diagnostics, Some(&sources), Style::Plain);
    assert!(rendered.contains(" --> codegen.toml:1:8"), "{rendered}");
}

#[test]
fn codes_are_unique_in_order_and_explained() {
    let texts: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert!(texts.is_sorted());
    for (code, text) in Code::ALL.iter().zip(&texts) {
        assert_eq!(Code::find(&text.to_lowercase()), Some(*code));
        assert!(text.len() == 6 && text.starts_with("SW"), "{text}");
        assert!(
            !code.title().ends_with('.') && code.explanation().ends_with('.'),
            "{text}"
        );
    }
}
