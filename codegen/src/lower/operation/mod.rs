//! Operations and webhooks.

pub(crate) mod body;
mod credential_prefix;
mod link;
pub(crate) mod parameter;
pub(crate) mod security;
pub(crate) mod server;
mod shared;
mod stream_switch;
mod success;

use std::collections::BTreeMap;

use self::{
    body::files::Multipart,
    link::Linkable,
    parameter::{SentParameter, note_sent, parameter},
    server::servers,
    shared::Shared,
};
use crate::lower::{Definitions, Schemas, TypePath, docs};
use crate::{
    ir::{Docs, ExternalDocs, Location, Name, Operation, Webhook},
    openapi::{self, Document, Security},
    source::Span,
};

/// The operations being lowered, and what passes must know of them.
pub(crate) struct Operations<'t, 's, 'a> {
    schemas: &'s Schemas<'a>,
    types: &'t mut Definitions<'s, 'a>,
    /// Names of types inside components other than schemas.
    shared: Shared,
    linkable: Linkable<'a>,
    /// Parameters whose types are looked at once all are defined.
    sent: Vec<SentParameter>,
    /// Multipart bodies, likewise.
    multipart: Vec<Multipart>,
    /// Positions of XML media types without a JSON alternative.
    xml: BTreeMap<String, Vec<Span>>,
}

/// The operations and webhooks of a document, and what passes must know of them.
pub(crate) struct Lowered {
    pub(crate) operations: Vec<Operation>,
    pub(crate) webhooks: Vec<Webhook>,
    pub(crate) sent: Vec<SentParameter>,
    pub(crate) multipart: Vec<Multipart>,
    pub(crate) xml: BTreeMap<String, Vec<Span>>,
}

/// Lowers the operations and webhooks, whose types are reserved in `types`.
pub(crate) fn lower<'a>(document: &Document<'a>, types: &mut Definitions<'_, 'a>) -> Lowered {
    let schemas = types.schemas;
    let mut lowering = Operations {
        schemas,
        shared: Shared::new(schemas.sources, &schemas.components),
        linkable: Linkable::of(document),
        types,
        sent: Vec::new(),
        multipart: Vec::new(),
        xml: BTreeMap::new(),
    };
    let operations = lowering.operations(document);
    let webhooks = lowering.webhooks(document);
    Lowered {
        operations,
        webhooks,
        sent: lowering.sent,
        multipart: lowering.multipart,
        xml: lowering.xml,
    }
}

impl<'a> Operations<'_, '_, 'a> {
    /// Every operation of the document.
    pub(crate) fn operations(&mut self, document: &Document<'a>) -> Vec<Operation> {
        let mut operations = Vec::new();
        for item in &document.paths {
            for operation in &item.operations {
                let index = operations.len();
                operations.push(self.operation(index, item.path.text, operation, document));
            }
        }
        operations
    }

    fn operation(
        &mut self,
        index: usize,
        path: &str,
        operation: &openapi::Operation<'a>,
        document: &Document<'a>,
    ) -> Operation {
        let mut parameters = Vec::new();
        let security = security(operation.security.as_ref().or(document.security.as_ref()));
        for declared in &operation.parameters {
            if is_set_by_the_client(declared, !security.is_empty()) {
                continue;
            }
            let at = self.shared.part(declared.node, index, declared.name.text);
            let lowered = parameter(self.types, declared, &at);
            note_sent(&mut self.sent, self.schemas, declared, &lowered);
            parameters.push(lowered);
        }
        // Stable: path parameters in the order of the template, then the others in document order.
        parameters.sort_by_cached_key(|parameter| match parameter.location {
            Location::Path => path
                .find(&format!("{{{}}}", parameter.name))
                .unwrap_or(path.len()),
            _ => usize::MAX,
        });
        let body = operation
            .request_body
            .as_ref()
            .map(|body| self.body(body, &self.shared.part(body.node, index, "request")));
        let responses = self.responses(operation, index);
        let switch = stream_switch::switch(self.schemas, operation, &responses);
        if let Some(switch) = switch.as_ref().filter(|switch| switch.in_query) {
            parameters.retain(|parameter| {
                parameter.location != Location::Query || parameter.name != switch.member
            });
        }
        Operation {
            switch,
            method: operation.method.to_owned(),
            path: path.to_owned(),
            id: operation.operation_id.map(|id| id.text.to_owned()),
            tags: operation.tags.iter().map(|&tag| tag.to_owned()).collect(),
            docs: Docs {
                deprecated: operation.deprecated,
                external_docs: operation.external_docs.as_ref().map(|link| {
                    Box::new(ExternalDocs {
                        url: link.url.to_owned(),
                        description: link.description.map(str::to_owned),
                    })
                }),
                ..docs(operation.summary, operation.description)
            },
            parameters,
            body,
            responses,
            security,
            servers: servers(&operation.servers),
            origin: self.schemas.sources.origin(operation.node),
        }
    }

    /// The webhooks of the document, and the callbacks of its operations.
    pub(crate) fn webhooks(&mut self, document: &Document<'a>) -> Vec<Webhook> {
        let mut webhooks = Vec::new();
        let callbacks = document
            .paths
            .iter()
            .flat_map(|item| &item.operations)
            .flat_map(|operation| {
                operation
                    .callbacks
                    .iter()
                    .map(move |item| (operation.operation_id, item))
            });
        let items = document
            .webhooks
            .iter()
            .map(|item| (None, item))
            .chain(callbacks);
        for (owner, item) in items {
            for operation in &item.operations {
                let name = match (operation.operation_id, owner) {
                    (Some(id), _) => id.text.to_owned(),
                    (None, Some(owner)) => format!("{} callback", owner.text),
                    (None, None) => item.path.text.to_owned(),
                };
                let at = TypePath::of(Name::component(&name).child("payload"));
                webhooks.push(Webhook {
                    name,
                    body: operation
                        .request_body
                        .as_ref()
                        .map(|body| self.body(body, &at)),
                    docs: docs(operation.summary, operation.description),
                });
            }
        }
        webhooks
    }
}

/// The names of the schemes, by alternative. Scopes have no bearing on a request.
fn security(security: Option<&Security<'_>>) -> Vec<Vec<String>> {
    security
        .into_iter()
        .flatten()
        .map(|schemes| {
            schemes
                .iter()
                .map(|(name, _)| name.text.to_owned())
                .collect()
        })
        .collect()
}

/// Headers that the client writes by itself; the standard says to ignore their declarations
/// (Parameter Object, `in`). `Authorization` stays if nothing else would set it.
fn is_set_by_the_client(parameter: &openapi::Parameter<'_>, secured: bool) -> bool {
    let name = parameter.name.text;
    parameter.location == openapi::Location::Header
        && (name.eq_ignore_ascii_case("accept")
            || name.eq_ignore_ascii_case("content-type")
            || secured && name.eq_ignore_ascii_case("authorization"))
}
