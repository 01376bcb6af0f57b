//! How a comparison is shown, and what is said once for many operations.

use super::{Change, Comparison, Verdict, json, markdown, programs, text};
use crate::{changes::surface, config::ApiConfig, source::Memory};

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
    programs(&api(old), &api(new))
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
    let told = |count| {
        let comparison = between(&document(count, ""), &document(count, "{Key: []}"));
        let places = comparison.changes.iter().map(|change| change.place.clone());
        places.collect::<Vec<_>>()
    };
    assert_eq!(told(3), ["GET /a0", "GET /a1", "GET /a2"]);
    assert_eq!(told(4), ["Client"]);
}
