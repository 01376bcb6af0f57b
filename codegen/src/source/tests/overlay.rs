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
fn update_merges() {
    let (value, codes) = apply("- {target: $.info, update: {title: new, version: '2'}}\n");
    assert_eq!(codes, []);
    assert_eq!(value["info"], json!({"title": "new", "version": "2"}));
}

#[test]
fn update_reaches_every_match_and_appends_to_lists() {
    let (value, codes) = apply("- {target: '$.paths.*.get', update: {tags: [z], summary: s}}\n");
    assert_eq!(codes, []);
    assert_eq!(
        value["paths"]["/a"]["get"],
        json!({"tags": ["x", "z"], "summary": "s"})
    );
    assert_eq!(value["paths"]["/b"]["get"]["tags"], json!(["x", "z"]));
    assert_eq!(value["paths"]["/a"]["put"], json!({"tags": ["y"]}));
    let (value, _) = apply("- {target: $.list, update: 5}\n");
    assert_eq!(value["list"], json!([1, 2, 3, 4, 5]));
}

#[test]
fn remove_takes_every_match() {
    let (value, codes) = apply("- {target: '$.list[?@ > 1 && @ < 4]', remove: true}\n");
    assert_eq!(codes, []);
    assert_eq!(value["list"], json!([1, 4]));
    let (value, _) = apply("- {target: '$.paths.*[?@.deprecated == true]', remove: true}\n");
    assert_eq!(value["paths"]["/b"], json!({}));
}

#[test]
fn actions_see_what_came_before() {
    let actions = "- {target: $.info, update: {x: {y: 1}}}\n- {target: $.info.x.y, remove: true}\n";
    assert_eq!(apply(actions).0["info"]["x"], json!({}));
}

#[test]
fn copy_takes_one_node() {
    let (value, codes) = apply("- {target: \"$.paths['/b']\", copy: \"$.paths['/a']\"}\n");
    assert_eq!(codes, []);
    assert_eq!(value["paths"]["/b"]["put"], json!({"tags": ["y"]}));
    assert_eq!(
        apply("- {target: $.info, copy: '$.list[*]'}\n").1,
        [Code::InvalidOverlay]
    );
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
