//! Entries of a configuration that match nothing, are not names, or take those of others: each is
//! an error at its place.

use specwright::config::{Config, ConfigText};
use specwright::diagnostics::{Style, render};
use specwright::plan::Target;
use specwright::source::Memory;
use specwright::{Generated, Input, generate};

/// The messages about the entries of a table, by line.
fn refused(table: &str, entry: &str) -> Result<String, Box<dyn std::error::Error>> {
    let text = match table {
        "" => format!("[api]\nspec = 'spec.yaml'\n{entry}\n"),
        table => format!("[api]\nspec = 'spec.yaml'\n[api.{table}]\n{entry}\n"),
    };
    Ok(report(&generated(include_str!("spec.yaml"), &text)?))
}

/// The result for a document with a configuration.
pub(crate) fn generated(
    document: &str,
    text: &str,
) -> Result<Generated, Box<dyn std::error::Error>> {
    let config = Config::parse(text)?;
    let files = Memory::new([("spec.yaml", document)]);
    let target = Target::module("api", "spec.yaml");
    let config_text = ConfigText {
        path: "codegen.toml".to_owned(),
        text: text.to_owned(),
        table: "api".to_owned(),
    };
    Ok(generate(&Input {
        reader: &files,
        entry: "spec.yaml",
        config: &config.apis["api"],
        config_text: Some(&config_text),
        target: &target,
        dump: None,
    }))
}

/// What is said of it.
pub(crate) fn report(generated: &Generated) -> String {
    let sources = generated.sources.as_ref();
    render(&generated.diagnostics, sources, Style::Plain)
}

/// A table of the configuration, an entry in it, the code of the error, and words of the message.
const REFUSED: &[(&str, &str, &str, &str)] = &[
    ("models", "Notes = 'Memo'", "SW0502", "did you mean `Note`?"),
    (
        "models",
        "'Note.title' = 'heading'",
        "SW0502",
        "no member `title`",
    ),
    (
        "models",
        "Note = 'memo'",
        "SW0504",
        "not a valid name of a type",
    ),
    (
        "models",
        "'Note.kind' = 'Kind'",
        "SW0504",
        "not a valid name of a field",
    ),
    (
        "models",
        "'Note.kind' = 'a-b'",
        "SW0504",
        "not a valid name of a field",
    ),
    ("models", "Note = 'Text'", "SW0503", "that of `Text`"),
    ("models", "Note = 'String'", "SW0503", "reserved"),
    (
        "models",
        "Note = 'A'\nText = 'a'",
        "SW0504",
        "not a valid name of a type",
    ),
    ("models", "Note = 'Abc'\nText = 'ABC'", "SW0503", "that of"),
    (
        "models",
        "'Note.kind' = 'price'",
        "SW0503",
        "that of `price`",
    ),
    ("models", "'Status.open' = 'Unknown'", "SW0503", "reserved"),
    (
        "models",
        "'Status.open' = 'A'\n'Status.Open' = 'B'",
        "SW0503",
        "the same",
    ),
    (
        "parameters",
        "'GET /note'.since = 'a'",
        "SW0502",
        "did you mean `GET /notes`?",
    ),
    (
        "parameters",
        "'GET /notes'.sinse = 'a'",
        "SW0502",
        "did you mean `since`?",
    ),
    (
        "parameters",
        "'*'.sinse = 'a'",
        "SW0502",
        "did you mean `since`?",
    ),
    (
        "parameters",
        "'GET /notes'.since = 'A'",
        "SW0504",
        "not a valid name of a parameter",
    ),
    (
        "parameters",
        "'GET /notes'.since = 'ids'",
        "SW0503",
        "that of `ids`",
    ),
    (
        "parameters",
        "'GET /notes'.since = 'send'",
        "SW0503",
        "reserved",
    ),
    (
        "parameters",
        "'PUT /notes/{id}/tags'.id = 'body'",
        "SW0503",
        "reserved",
    ),
    (
        "parameters",
        "'PUT /notes/{id}/tags'.id = 'trace'",
        "SW0503",
        "that of `X-Trace`",
    ),
    ("types", "Tag = 'a::B'", "SW0502", "did you mean `Tags`?"),
    ("types", "'format:ipv4' = 'a::B'", "SW0502", "no schema"),
    (
        "types",
        "Tags = 'Tags'",
        "SW0504",
        "not the path of a Rust type",
    ),
    (
        "types",
        "Base = 'a::Base'",
        "SW0502",
        "nothing in the document has this type",
    ),
    ("types", "Mixed = 'a::Mixed'", "SW0504", "member of a union"),
    (
        "derive",
        "Notes = ['a::B']",
        "SW0502",
        "did you mean `Note`?",
    ),
    ("derive", "Note = ['serde::Serialize']", "SW0504", "already"),
    (
        "derive",
        "Note = ['a::B<c::D>']",
        "SW0504",
        "not the path of a derive macro",
    ),
    (
        "derive",
        "Note = ['a::²']",
        "SW0504",
        "not the path of a derive macro",
    ),
    (
        "derive",
        "Note = ['a b']",
        "SW0504",
        "not the path of a derive macro",
    ),
    (
        "lints",
        "'missing docs' = 'allow'",
        "SW0504",
        "not the name of a lint",
    ),
    ("dependencies", "uuid = '1'", "SW0504", "is a module"),
    ("", "license = 'MIT'", "SW0504", "is a module"),
    ("", "publish = true", "SW0504", "is a module"),
    ("", "version = '1.2.0'", "SW0504", "is a module"),
    ("", "version = '1.2'", "SW0504", "not a version"),
    (
        "",
        "operations = { exclude = ['admins'] }",
        "SW0502",
        "did you mean `admin`?",
    ),
];

#[test]
fn an_entry_that_can_not_be_applied_is_an_error_at_its_place()
-> Result<(), Box<dyn std::error::Error>> {
    for (table, entry, code, said) in REFUSED {
        let report = refused(table, entry)?;
        assert!(
            report.starts_with(&format!("error[{code}]")),
            "{entry}: {report}"
        );
        assert!(
            report.contains(said) && report.contains("--> codegen.toml:"),
            "{entry}: {report}"
        );
    }
    for (table, entry) in [
        ("models", "Note = 'Text'\nText = 'Note'"),
        ("models", "'Note.kind' = 'type'"),
        ("operations", "include = ['notes']"),
    ] {
        assert_eq!(refused(table, entry)?, "", "{entry}");
    }
    Ok(())
}
