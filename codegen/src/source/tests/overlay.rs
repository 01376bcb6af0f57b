//! Overlays.

use serde_json::{Value, json};

use super::{codes, load_with};
use crate::diagnostics::Code;

const DOCUMENT: &str = "
info: {title: old}
paths:
  /a: {get: {tags: [x]}, put: {tags: [y]}}
  /b: {get: {tags: [x], deprecated: true}}
list: [1, 2, 3, 4]
";

/// The document after some actions, and what was reported.
fn apply(actions: &str) -> (Value, Vec<Code>) {
    let overlay = format!("overlay: 1.0.0\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}");
    let files = [("it.yaml", DOCUMENT), ("fix.yaml", overlay.as_str())];
    let (sources, diagnostics) = load_with(&files, &["fix.yaml"]);
    (sources.unwrap().root().to_json(), codes(&diagnostics))
}

#[test]
fn actions_change_every_match_and_see_what_came_before() {
    let nested = "- {target: $.info, update: {x: {y: 1}}}\n- {target: $.info.x.y, remove: true}";
    let tags = "- {target: '$.paths.*.get', update: {tags: [z], summary: s}}";
    let deprecated = "- {target: '$.paths.*[?@.deprecated == true]', remove: true}";
    let copy = "- {target: \"$.paths['/b']\", copy: \"$.paths['/a']\"}";
    for (actions, pointer, expected) in [
        (
            "- {target: $.info, update: {title: new, v: 2}}",
            "/info",
            json!({"title": "new", "v": 2}),
        ),
        (
            tags,
            "/paths/~1a/get",
            json!({"tags": ["x", "z"], "summary": "s"}),
        ),
        (tags, "/paths/~1b/get/tags", json!(["x", "z"])),
        (tags, "/paths/~1a/put", json!({"tags": ["y"]})),
        (
            "- {target: $.list, update: 5}",
            "/list",
            json!([1, 2, 3, 4, 5]),
        ),
        (
            "- {target: '$.list[?@ > 1 && @ < 4]', remove: true}",
            "/list",
            json!([1, 4]),
        ),
        (deprecated, "/paths/~1b", json!({})),
        (nested, "/info/x", json!({})),
        (copy, "/paths/~1b/put", json!({"tags": ["y"]})),
    ] {
        let (value, codes) = apply(actions);
        assert_eq!(codes, [], "{actions}");
        assert_eq!(value.pointer(pointer), Some(&expected), "{actions}");
    }
}

#[test]
fn an_action_that_matches_nothing_is_an_error() {
    let (_, codes) =
        apply("- {target: $.gone, remove: true}\n- {target: $.info.title, remove: true}\n");
    assert_eq!(codes, [Code::OverlayMatchesNothing]);
}

#[test]
fn invalid_actions_are_errors() {
    for wrong in [
        "- 1\n",
        "- {update: {}}\n",
        "- {target: '$[', update: {}}\n",
        "- {target: 1, update: {}}\n",
        "- {target: $.info}\n",
        "- {target: $.info, update: 1}\n",
        "- {target: $, remove: true}\n",
        // More than one node to copy.
        "- {target: $.info, copy: '$.list[*]'}\n",
    ] {
        assert_eq!(apply(wrong).1, [Code::InvalidOverlay], "{wrong}");
    }
    let nested = format!("- {{target: '$[?{}', remove: true}}\n", "(".repeat(100_000));
    assert_eq!(apply(&nested).1, [Code::InvalidOverlay]);
}

#[test]
fn new_nodes_have_positions_in_the_overlay_and_refer_to_the_document() {
    let fix = "overlay: 1.0.0\nactions:\n- {target: $, update: {new: {$ref: '#/info'}}}\n";
    let files = [("d/it.yaml", DOCUMENT), ("fix.yaml", fix)];
    let (sources, diagnostics) = load_with(&files, &["fix.yaml"]);
    assert_eq!(codes(&diagnostics), []);
    let sources = sources.unwrap();
    let reference = sources.root().get("new").unwrap().get("$ref").unwrap();
    assert_eq!(sources.file(reference.span.file).path, "fix.yaml");
    assert_eq!(sources.position(reference.span).line, 3);
    assert_eq!(
        sources.pointer(reference.span),
        "/actions/0/update/new/$ref"
    );
    let target = sources.resolve(&reference.span, "#/info").unwrap();
    assert_eq!(target.to_json(), json!({"title": "old"}));
}

#[test]
fn an_overlay_that_is_not_there_is_an_error() {
    let (sources, diagnostics) = load_with(&[("it.yaml", DOCUMENT)], &["gone.yaml"]);
    assert!(sources.is_some());
    assert_eq!(codes(&diagnostics), [Code::UnreadableFile]);
}

#[test]
fn copies_that_would_fill_the_memory_are_refused() {
    let (_, codes) = apply(&"- {target: '$..*', copy: $}\n".repeat(6));
    assert!(!codes.is_empty());
    assert!(codes.iter().all(|code| *code == Code::InvalidOverlay));
}

#[test]
fn paths_go_down_to_any_depth_twice_at_most() {
    let remove = |target: &str| apply(&format!("- {{target: '{target}', remove: true}}\n")).1;
    assert_eq!(remove("$..paths..tags"), []);
    assert_eq!(remove("$..*..*..*"), [Code::InvalidOverlay]);
}
