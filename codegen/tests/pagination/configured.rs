//! What the configuration may say, and what is reported of it.

use specwright::config::{Config, ConfigText};
use specwright::diagnostics::{Code, Diagnostics};
use specwright::plan::Target;
use specwright::source::Memory;
use specwright::{Input, generate};

use crate::{document, query, response};

/// What is reported of an entry for the only operation, and where.
fn reported(entry: &str) -> Vec<(Code, String)> {
    let members = "data: List, others: List, name: {type: string}, more: {type: boolean}";
    let document = document(
        "get",
        &query("from & cursor & limit"),
        &response(members),
        "",
    );
    let reader = Memory::new([("spec.yaml", document.as_str())]);
    let text = format!("[api]\nspec = \"spec.yaml\"\n\n[api.pagination]\n{entry}\n");
    let mut diagnostics = Diagnostics::new();
    let shown = |diagnostics: &Diagnostics| {
        let each = diagnostics.iter();
        each.map(|one| (one.code, one.message.clone())).collect()
    };
    let Some(config) = Config::read("codegen.toml", &text, &mut diagnostics) else {
        return shown(&diagnostics);
    };
    let config_text = ConfigText {
        path: "codegen.toml".to_owned(),
        text,
        table: "api".to_owned(),
    };
    let generated = generate(&Input {
        reader: &reader,
        entry: "spec.yaml",
        config: &config.apis["api"],
        config_text: Some(&config_text),
        target: &Target::module("api", "spec.yaml"),
        dump: None,
    });
    let placed = |one: &specwright::diagnostics::Diagnostic| one.span.is_some();
    assert!(generated.diagnostics.iter().all(placed), "{entry}");
    shown(&generated.diagnostics)
}

#[test]
fn the_configuration_may_say_it() {
    for entry in [
        "'GET /things' = { style = 'cursor', parameter = 'cursor', next = 'name' }",
        "'GET /things' = { style = 'last-item', parameter = 'from', items = '/others', next = '/number', more = 'more' }",
        "'*' = { style = 'offset', parameter = 'from', items = 'data' }",
        "'GET /things' = { style = 'link' }",
    ] {
        assert_eq!(reported(entry), [], "{entry}");
    }
}

#[test]
fn an_entry_that_does_not_fit_is_an_error_at_its_place() {
    let unmatched = [
        "'GET /other' = { style = 'link' }",
        "'GET /things' = false",
        "'GET /things' = { style = 'cursor', parameter = 'curser', next = 'name' }",
        "'GET /things' = { style = 'cursor', body_parameter = 'cursor', next = 'name' }",
        "'GET /things' = { style = 'cursor', parameter = 'cursor', next = 'meta/name' }",
        "'GET /things' = { style = 'link', items = 'name' }",
        "'GET /things' = { style = 'link', items = 'things' }",
        "'GET /things' = { style = 'last-item', parameter = 'from', next = 'key' }",
        "'*' = { style = 'cursor', parameter = 'token', next = 'name' }",
    ];
    let invalid = [
        "'GET /things' = { style = 'cursor', next = 'name' }",
        "'GET /things' = { style = 'cursor', parameter = 'cursor' }",
        "'GET /things' = { style = 'link', parameter = 'cursor' }",
        "'GET /things' = { style = 'offset', parameter = 'from', first = 1 }",
        "'GET /things' = { style = 'link', more = 'more', last = 'more' }",
        "'*' = { style = 'offset', parameter = 'from', body_parameter = 'from' }",
    ];
    let syntax = [
        "'GET /things' = { style = 'curser' }",
        "'GET /things' = { style = 'link', itmes = 'data' }",
        "'GET /things' = { items = 'data' }",
        "'GET /things' = true",
        "'GET /things' = 'link'",
    ];
    let table = [
        (Code::ConfigMatchesNothing, &unmatched[..]),
        (Code::ConfigValue, &invalid[..]),
        (Code::ConfigSyntax, &syntax[..]),
    ];
    for (code, entries) in table {
        for entry in entries {
            let found = reported(entry);
            let codes: Vec<_> = found.iter().map(|(code, _)| *code).collect();
            assert_eq!(codes, [code], "{entry}: {found:?}");
        }
    }
}
