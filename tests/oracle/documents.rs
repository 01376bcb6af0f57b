//! The exported documents: what they say of an operation, and what others say of them.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use specwright::config::ApiConfig;
use specwright::diagnostics::{Style, render};
use specwright::plan::Target;
use specwright::source::Memory;
use specwright::{Input, generate};

/// A document of `specs/`.
pub(crate) struct Document {
    /// Its name, without the extension.
    pub(crate) name: &'static str,
    /// It as `OpenAPI` 3.0.3, as JSON.
    exported: &'static str,
    /// What of that progenitor reads.
    compared: &'static str,
    /// What progenitor says to it as it is, if it does not like it.
    refusal: Option<&'static str>,
}

const DOCUMENTS: &[Document] = &include!(concat!(env!("OUT_DIR"), "/documents.rs"));

/// The fields of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// What progenitor reads of an exported document.
pub(crate) struct Exported(Value);

/// An operation of it.
pub(crate) struct Operation<'d> {
    /// The method and the path template.
    pub(crate) name: String,
    item: &'d Value,
    object: &'d Value,
}

impl Exported {
    /// What is compared of the document of that name.
    pub(crate) fn of(name: &str) -> Self {
        let document = DOCUMENTS.iter().find(|document| document.name == name);
        Self(serde_json::from_str(document.unwrap().compared).unwrap())
    }

    /// The names of all operations.
    pub(crate) fn operations(&self) -> BTreeSet<String> {
        let paths = self.0["paths"].as_object().unwrap();
        let names = paths.iter().flat_map(|(path, item)| {
            let methods = METHODS.iter().filter(|method| item.get(method).is_some());
            methods.map(move |method| name(method, path))
        });
        names.collect()
    }

    /// The operation that a request is for. Among several templates that fit, it is the one with the longest literal start, as
    /// the standard has it.
    pub(crate) fn operation(&self, method: &str, path: &[String]) -> Operation<'_> {
        let method = method.to_ascii_lowercase();
        let paths = self.0["paths"].as_object().unwrap();
        let fitting = paths
            .iter()
            .filter(|(template, item)| item.get(&method).is_some() && fits(template, path));
        let best = fitting.max_by_key(|(template, _)| template.find('{').unwrap_or(usize::MAX));
        let (template, item) = best.unwrap_or_else(|| panic!("no operation for {method} {path:?}"));
        Operation {
            name: name(&method, template),
            item,
            object: &item[&method],
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

fn name(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_ascii_uppercase())
}

/// Whether a path comes from a template.
fn fits(template: &str, path: &[String]) -> bool {
    let template: Vec<_> = template.split('/').skip(1).collect();
    let fits =
        |(part, segment): (&&str, &String)| part.starts_with('{') || *part == segment.as_str();
    template.len() == path.len() && template.iter().zip(path).all(fits)
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
        let operations = Exported(serde_json::from_str(document.exported).unwrap()).operations();
        assert_eq!(
            generated.report.operations,
            operations.len(),
            "{}",
            document.name
        );
    }
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
