//! Operations.

pub(crate) mod body;
mod callback;
mod exclusion;
pub(crate) mod parameter;
pub(crate) mod path_item;
pub(crate) mod response;

use std::borrow::Cow;

use self::body::RequestBody;
use self::parameter::{Location, Parameter, Style};
use self::path_item::PathItem;
use self::response::Response;
use super::context::{Context, LeftOut, MAX_PARAMETERS, Text};
use super::security::Security;
use super::server::Server;
use super::template::placeholders;
use crate::diagnostics::Code;
use crate::hash::{HashMap, HashSet, IndexMap, IndexSet};
use crate::source::Node;

/// One operation. Parameters and servers of the path item are already merged in.
#[derive(Clone, Debug)]
pub struct Operation<'a> {
    /// Upper case: `GET`, `QUERY`, or any of `additionalOperations`.
    pub method: &'a str,
    /// The node of the operation.
    pub node: &'a Node,
    /// `operationId`.
    pub operation_id: Option<Text<'a>>,
    /// The names of its tags.
    pub tags: Vec<&'a str>,
    /// `summary`.
    pub summary: Option<&'a str>,
    /// `description`.
    pub description: Option<&'a str>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs<'a>>,
    /// `deprecated`.
    pub deprecated: bool,
    /// Its parameters, those of the path item first; no two have the same name and location.
    pub parameters: Vec<Parameter<'a>>,
    /// The request body.
    pub request_body: Option<RequestBody<'a>>,
    /// The responses.
    pub responses: Vec<Response<'a>>,
    /// The callbacks.
    pub callbacks: Vec<PathItem<'a>>,
    /// Alternatives (OR) of requirements (AND). `None`: the document's. Empty: nothing is required.
    pub security: Option<Security<'a>>,
    /// Empty: the document's.
    pub servers: Vec<Server<'a>>,
}

/// A link to more documentation.
#[derive(Clone, Debug)]
pub struct ExternalDocs<'a> {
    /// The URL.
    pub url: &'a str,
    /// Its description.
    pub description: Option<&'a str>,
}

/// What an operation inherits from its path item.
pub(super) struct Around<'a> {
    /// The path, if it is a template.
    pub(super) path: Option<Text<'a>>,
    pub(super) parameters: Result<Vec<Parameter<'a>>, LeftOut>,
    pub(super) servers: Vec<Server<'a>>,
}

const FIELDS: [&str; 12] = [
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

impl<'a> Context<'a, '_> {
    pub(super) fn operation(
        &mut self,
        method: &'a str,
        node: &'a Node,
        around: &Around<'a>,
    ) -> Result<Operation<'a>, LeftOut> {
        self.count_operation(node)?;
        // Not in the standard, but found in documents of many files.
        let node = self.follow(node, &method.to_ascii_lowercase())?;
        self.known(node, &FIELDS, "an operation");
        let parameters = self.parameters(node);
        let request_body = node.get("requestBody").map(|body| self.request_body(body));
        let responses = self.responses(node);
        let callbacks = self.callbacks(node);
        let tags = self.array(node, "tags");
        let tags = tags
            .iter()
            .filter_map(|tag| self.text_of(tag, "tags"))
            .map(|tag| tag.text)
            .collect();
        let security = self.security(node);
        let mut servers = self.servers(node);
        if servers.is_empty() {
            servers.clone_from(&around.servers);
        }
        let mut parameters = merge(around.parameters.clone()?, parameters?);
        self.whole_query(&parameters);
        if let Some(path) = around.path {
            self.fit_path(path, node, &mut parameters);
        }
        Ok(Operation {
            method,
            node,
            operation_id: self
                .text(node, "operationId")
                .filter(|id| !id.text.is_empty()),
            tags,
            summary: self.string(node, "summary"),
            description: self.string(node, "description"),
            external_docs: self.external_docs(node),
            deprecated: self.flag(node, "deprecated").unwrap_or_default(),
            parameters,
            request_body: request_body.transpose()?,
            responses: responses?,
            callbacks,
            security,
            servers,
        })
    }

    fn external_docs(&mut self, node: &'a Node) -> Option<ExternalDocs<'a>> {
        let node = self.field(node, "externalDocs")?;
        Some(ExternalDocs {
            url: self.string(node, "url")?,
            description: self.string(node, "description"),
        })
    }

    /// The `parameters` of an operation or path item.
    pub(super) fn parameters(&mut self, node: &'a Node) -> Result<Vec<Parameter<'a>>, LeftOut> {
        let list = self.array(node, "parameters");
        if let Some(first) = list.get(MAX_PARAMETERS) {
            let message = format!("an operation has more than {MAX_PARAMETERS} parameters");
            self.diagnostics
                .report(Code::DocumentTooLarge, first.span, message)
                .help("what has them is left out; an overlay can remove those that are not needed");
            return Err(LeftOut);
        }
        let read = self.all(list, Self::parameter)?;
        let mut parameters: Vec<Parameter<'a>> = Vec::new();
        let mut seen = HashMap::default();
        for parameter in read.into_iter().flatten() {
            let Some(first) = seen.insert(identity(&parameter), parameter.name.span) else {
                parameters.push(parameter);
                continue;
            };
            let (place, name) = (parameter.location.as_str(), parameter.name);
            let message = format!("{place} parameter `{}` is declared twice", name.text);
            let diagnostic = self
                .diagnostics
                .report(Code::DuplicateParameter, name.span, message);
            if name.span != first {
                diagnostic.label(first, "the first one, which is used");
            }
            diagnostic.help("remove or rename one of the two");
        }
        Ok(parameters)
    }

    /// Reconciles the path parameters with the placeholders of the path.
    fn fit_path(&mut self, path: Text<'a>, node: &'a Node, parameters: &mut Vec<Parameter<'a>>) {
        let names: IndexSet<_> = placeholders(path.text).collect();
        parameters.retain(|parameter| {
            let fits = parameter.location != Location::Path || names.contains(parameter.name.text);
            if !fits {
                let message = format!(
                    "path parameter `{}` is not in the path `{}`",
                    parameter.name.text, path.text
                );
                self.diagnostics
                    .report(Code::UnusedPathParameter, parameter.name.span, message)
                    .help(format!(
                        "write `{{{}}}` in the path, or remove the parameter",
                        parameter.name.text
                    ));
            }
            fits
        });
        let declared: HashSet<_> = parameters
            .iter()
            .map(|parameter| (parameter.location, parameter.name.text))
            .collect();
        // A placeholder after a `?` may be declared as a query parameter.
        let query = path.text.find('?').map_or("", |at| &path.text[at..]);
        let in_query: HashSet<_> = placeholders(query).collect();
        for name in names {
            if declared.contains(&(Location::Path, name))
                || in_query.contains(name) && declared.contains(&(Location::Query, name))
            {
                continue;
            }
            let message =
                format!("path parameter `{name}` is not declared; it is taken to be a string");
            self.diagnostics
                .report(Code::UndeclaredPathParameter, path.span, message)
                .help(format!(
                    "add `{{name: {name}, in: path, required: true, schema: {{type: string}}}}` to \
                     the `parameters`"
                ));
            parameters.push(Parameter {
                node,
                name: Text::new(name, path.span),
                location: Location::Path,
                description: None,
                required: true,
                deprecated: false,
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
                schema: None,
                media_type: None,
                encoding: Vec::new(),
                example: None,
            });
        }
    }
}

/// The parameters of the path item, overridden and followed by those of the operation.
fn merge<'a>(path: Vec<Parameter<'a>>, own: Vec<Parameter<'a>>) -> Vec<Parameter<'a>> {
    if path.is_empty() {
        return own;
    }
    let both = path.into_iter().chain(own);
    let merged: IndexMap<_, _> = both
        .map(|parameter| (identity(&parameter), parameter))
        .collect();
    merged.into_values().collect()
}

/// The identity of a parameter in its operation: its location and name. The names of headers are
/// case-insensitive.
fn identity<'a>(parameter: &Parameter<'a>) -> (Location, Cow<'a, str>) {
    let name = parameter.name.text;
    let name = match parameter.location {
        Location::Header => Cow::Owned(name.to_ascii_lowercase()),
        _ => Cow::Borrowed(name),
    };
    (parameter.location, name)
}
