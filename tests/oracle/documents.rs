//! The exported documents: what they say of an operation, and what others say of them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use specwright::config::ApiConfig;
use specwright::diagnostics::{Style, render};
use specwright::plan::Target;
use specwright::source::Memory;
use specwright::{Input, generate};
use tests::http::Request;
use tests::operations;

/// A document of `specs/`.
pub(crate) struct Document {
    /// Its name, without the extension.
    pub(crate) name: &'static str,
    /// It as `OpenAPI` 3.0.3, as JSON.
    exported: &'static str,
    /// The operations that progenitor makes no method of, and why.
    pub(crate) refused: &'static [(&'static str, &'static str)],
    /// Progenitor's error for the unchanged document, if there is one.
    refusal: Option<&'static str>,
}

const DOCUMENTS: &[Document] = &include!(concat!(env!("OUT_DIR"), "/documents.rs"));

/// An exported document, read.
pub(crate) struct Exported(Value);

/// An operation of it.
pub(crate) struct Operation<'d> {
    /// The method and the path template.
    pub(crate) name: String,
    pub(crate) template: &'d str,
    item: &'d Value,
    object: &'d Value,
}

impl Document {
    /// The document of that name.
    pub(crate) fn of(name: &str) -> &'static Self {
        let document = DOCUMENTS.iter().find(|document| document.name == name);
        document.unwrap()
    }

    pub(crate) fn exported(&self) -> Exported {
        Exported(serde_json::from_str(self.exported).unwrap())
    }

    /// The operations that progenitor makes a method of.
    pub(crate) fn taken(&self) -> BTreeSet<String> {
        let mut names = self.exported().operations();
        names.retain(|name| !self.refused.iter().any(|(refused, _)| refused == name));
        names
    }
}

impl Exported {
    /// The names of all operations.
    pub(crate) fn operations(&self) -> BTreeSet<String> {
        operations::names(&self.0)
    }

    /// The operation that a request is for.
    pub(crate) fn operation(&self, request: &Request) -> Operation<'_> {
        let template = operations::template(&self.0, &request.method, request.path());
        let template = template.unwrap_or_else(|| panic!("no operation for {}", request.target));
        let item = &self.0["paths"][template];
        Operation {
            name: operations::name(&request.method, template),
            template,
            item,
            object: &item[request.method.to_ascii_lowercase()],
        }
    }

    /// The names of the headers that an operation declares.
    pub(crate) fn headers<'d>(&'d self, operation: &Operation<'d>) -> Vec<&'d str> {
        let lists = [operation.item, operation.object].map(|part| part["parameters"].as_array());
        let parameters = lists.into_iter().flatten().flatten();
        let parameters = parameters.map(|parameter| self.resolve(parameter));
        let headers = parameters.filter(|parameter| parameter["in"] == "header");
        headers
            .filter_map(|header| header["name"].as_str())
            .collect()
    }

    /// A body with the defaults that the document states for what it leaves out.
    pub(crate) fn with_defaults(&self, operation: &Operation<'_>, mut body: Value) -> Value {
        let content = &self.resolve(&operation.object["requestBody"])["content"];
        self.fill(&content["application/json"]["schema"], &mut body);
        body
    }

    fn fill(&self, schema: &Value, value: &mut Value) {
        let schema = self.resolve(schema);
        for member in schema["allOf"].as_array().into_iter().flatten() {
            self.fill(member, value);
        }
        match value {
            Value::Array(items) => items
                .iter_mut()
                .for_each(|item| self.fill(&schema["items"], item)),
            Value::Object(members) => {
                for (name, property) in schema["properties"].as_object().unwrap_or(&Map::new()) {
                    if let Some(default) = property.get("default") {
                        members.entry(name).or_insert_with(|| default.clone());
                    }
                    if let Some(member) = members.get_mut(name) {
                        self.fill(property, member);
                    }
                }
            }
            _ => {}
        }
    }

    fn resolve<'d>(&'d self, node: &'d Value) -> &'d Value {
        let mut node = node;
        while let Some(reference) = node["$ref"].as_str() {
            node = self.0.pointer(reference.trim_start_matches('#')).unwrap();
        }
        node
    }
}

#[test]
fn every_document_is_compared() {
    let names: Vec<_> = DOCUMENTS.iter().map(|document| document.name).collect();
    assert_eq!(
        names,
        [
            crate::fiddler::DOCUMENT,
            crate::galileo::DOCUMENT,
            crate::scale::DOCUMENT
        ]
    );
}

#[test]
fn what_is_exported_has_no_errors() {
    for document in DOCUMENTS {
        let generated = generate(&Input {
            reader: &Memory::new([("exported.json", document.exported)]),
            entry: "exported.json",
            config: &ApiConfig::default(),
            config_text: None,
            target: &Target::module("api", "exported.json"),
            dump: None,
        });
        let found = &generated.diagnostics;
        assert!(
            !found.has_errors(),
            "{}",
            render(found, generated.sources.as_ref(), Style::Plain)
        );
        let operations = document.exported().operations();
        assert_eq!(
            generated.report.operations,
            operations.len(),
            "{}",
            document.name
        );
    }
}

/// By what progenitor says: the operations that it says it to.
const REFUSED: [(&str, &[&str]); 3] = [
    (
        "panics: Failed to make unique variant names for [=,!=,>,<,>=,<=]",
        &[
            "GET /v5/evaluation-dashboards",
            "POST /v5/evaluation-dashboards",
            "GET /v5/evaluation-dashboards/{dashboard_id}",
            "DELETE /v5/evaluation-dashboards/{dashboard_id}",
            "PATCH /v5/evaluation-dashboards/{dashboard_id}",
            "POST /v5/evaluation-dashboards/{dashboard_id}/widgets",
            "PATCH /v5/evaluation-dashboards/{dashboard_id}/widgets/{widget_id}",
        ],
    ),
    (
        "panics: Failed to make unique variant names for [==,!=,>=,<=]",
        &["POST /v5/evaluations/filter"],
    ),
    (
        "unexpected or unhandled format in the OpenAPI document unexpected content type: multipart/form-data",
        &["POST /v5/builds", "POST /v5/files"],
    ),
];

/// What progenitor 0.15 does not read, by its reason. An operation that it reads one day is
/// compared from then on.
#[test]
fn progenitor_refuses_what_is_known() {
    let mut refused: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (operation, why) in DOCUMENTS.iter().flat_map(|document| document.refused) {
        refused.entry(why).or_default().insert(operation);
    }
    let known = REFUSED.map(|(why, list)| (why, list.iter().copied().collect()));
    assert_eq!(refused, BTreeMap::from(known));
}

/// The reason to export. When it passes away, exporting may be in nobody's interest any more.
#[test]
fn progenitor_reads_no_document_of_3_1() {
    for document in DOCUMENTS {
        let path = tests::root()
            .join("specs")
            .join(document.name)
            .with_extension("yaml");
        let text = std::fs::read_to_string(path).unwrap();
        let newer = text.lines().any(|line| line.starts_with("openapi: 3.1"));
        assert_eq!(
            document.refusal.is_some(),
            newer,
            "{}: {:?}",
            document.name,
            document.refusal
        );
    }
}
