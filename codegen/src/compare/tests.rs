//! How a comparison is shown, and what is said once for many operations.

use super::{Change, Comparison, Verdict, compare, json, markdown, text};
use crate::{config::ApiConfig, source::Memory, surface};

fn change(verdict: Verdict, number: usize) -> Change {
    Change {
        verdict,
        place: format!("GET /{number}"),
        item: format!("api().get{number}()"),
        consequence: format!("`api().get{number}()` is gone"),
        help: None,
    }
}

fn between(old: &str, new: &str) -> Comparison {
    let api = |text: &str| {
        let reader = Memory::new([("a.yaml", text)]);
        let found = surface(&reader, "a.yaml", &ApiConfig::default());
        found.api.expect("a document")
    };
    compare(&api(old), &api(new))
}

#[test]
fn a_comment_is_no_longer_than_forges_take() {
    let comparison = Comparison {
        changes: (0..5_000)
            .map(|number| change(Verdict::Breaking, number))
            .collect(),
        ..Comparison::default()
    };
    let comment = markdown(&comparison);
    assert!(comment.len() < 65_536, "{}", comment.len());
    let shown = comment
        .lines()
        .filter(|line| line.starts_with("- "))
        .count();
    let last = comment.lines().last().unwrap_or_default();
    assert_eq!(
        last,
        format!(
            "{} more are left out, since a comment can't be longer.",
            5_000 - shown
        )
    );
}

#[test]
fn many_additions_are_folded_in_a_comment() {
    let folded = |count| {
        let changes = (0..count)
            .map(|number| change(Verdict::Additive, number))
            .collect();
        markdown(&Comparison {
            changes,
            ..Comparison::default()
        })
        .contains("<details>")
    };
    assert_eq!([folded(5), folded(6)], [false, true]);
}

#[test]
fn nothing_is_said_of_nothing() {
    let none = Comparison::default();
    assert_eq!(
        text(&none),
        "No difference.\nNothing changes for a program.\n"
    );
    assert_eq!(
        markdown(&none),
        "**No difference.** Nothing changes for a program.\n"
    );
    assert!(json(&none).contains("\"verdict\":\"invisible\""));
}

/// What a document says can't end the code that it is shown in, or the line.
#[test]
fn texts_of_a_document_stay_in_their_place() {
    let old = "{openapi: 3.1.0, info: {title: A, version: '1'}, paths: {/a: {get: {operationId: a, \
               responses: {'204': {description: Done}}, parameters: [{name: page, in: query, schema: {type: string}}]}}}}";
    let name = "\"`@all` <img src=x>\\n- x\", x-rust-name: page";
    let new = old.replace("name: page", &format!("name: {name}"));
    let comparison = between(old, &new);
    assert!(!comparison.changes.is_empty());
    for change in &comparison.changes {
        let quotes = change.consequence.matches('`').count();
        assert_eq!(quotes % 2, 0, "{change:?}");
        assert!(!change.consequence.contains('\n'), "{change:?}");
    }
    for line in markdown(&comparison).lines() {
        assert!(!line.starts_with("- x"), "{line}");
    }
}

#[test]
fn what_all_calls_need_is_said_once() {
    let document = |count: usize, security: &str| {
        let paths = (0..count).map(|number| {
            format!("/a{number}: {{get: {{operationId: get{number}, responses: {{'204': {{description: Done}}}}}}}}")
        });
        let paths = paths.collect::<Vec<_>>().join(", ");
        format!(
            "{{openapi: 3.1.0, info: {{title: A, version: '1'}}, security: [{security}], paths: {{{paths}}}, components: \
             {{securitySchemes: {{Key: {{type: http, scheme: bearer}}}}}}}}"
        )
    };
    let reported = |count| {
        let comparison = between(&document(count, ""), &document(count, "{Key: []}"));
        let places = comparison.changes.iter().map(|change| change.place.clone());
        places.collect::<Vec<_>>()
    };
    assert_eq!(reported(3), ["GET /a0", "GET /a1", "GET /a2"]);
    assert_eq!(reported(4), ["Client"]);
}

/// A program that names its features loses a type that moves to those of another tag, and a program
/// with all of them loses nothing.
#[test]
fn what_a_feature_no_longer_turns_on_is_reported() {
    let document = |schemas: [&str; 2], tags: &str| {
        let [notes, labels] = schemas.map(|name| {
            format!("{{'200': {{description: Read, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}}}")
        });
        format!(
            "{{openapi: 3.1.0, info: {{title: A, version: '1'}}, paths: {{/notes: {{get: {{tags: [notes], operationId: get_note, responses: {notes}}}}}, \
             /labels: {{get: {{tags: [{tags}], operationId: get_label, responses: {labels}}}}}}}, components: {{schemas: {{\
             Note: {{type: object, properties: {{label: {{$ref: '#/components/schemas/Label'}}}}}}, \
             Plain: {{type: object, properties: {{text: {{type: string}}}}}}, \
             Label: {{type: object, properties: {{name: {{type: string}}}}}}}}}}}}"
        )
    };
    let reported = |old: &str, new: &str| {
        let changes = between(old, new).changes.into_iter();
        let changes = changes.filter(|change| change.place == "features");
        changes
            .map(|change| (change.verdict, change.consequence, change.help))
            .collect::<Vec<_>>()
    };
    let both = document(["Note", "Label"], "labels");
    let one = document(["Plain", "Label"], "labels");
    let lost = |types: &str, help: &str| {
        let text = format!("the feature `notes` no longer turns on {types}");
        (Verdict::Breaking, text, Some(format!("turn on {help}")))
    };
    let expected = [
        lost("`Label`", "`labels` or `other-models`"),
        lost("`Note`", "`other-models`"),
    ];
    assert_eq!(reported(&both, &one), expected);
    assert_eq!(reported(&one, &both), [lost("`Plain`", "`other-models`")]);
    // Where there is one tag there is no feature to choose.
    let alone = document(["Note", "Label"], "notes");
    assert_eq!(reported(&alone, &alone), []);
    assert_eq!(
        reported(
            &document(["Note", "Label"], "notes"),
            &document(["Plain", "Label"], "notes")
        ),
        []
    );
}
