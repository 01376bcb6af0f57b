//! Checks all components, used or not.

use super::context::{Context, Text};
use super::operation::path_item::ItemKind;
use super::operation::response::Status;
use super::schema::Schema;
use crate::source::Node;

const FIELDS: [&str; 11] = [
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

impl<'a> Context<'a, '_> {
    /// Reads every component, only to report its errors.
    pub(super) fn check_components(&mut self, components: &'a Node) {
        self.known(components, &FIELDS, "`components`");
        for (_, node) in self.members(components, "schemas") {
            Schema::read(node, self.version, self.diagnostics);
        }
        self.each(components, "parameters", |context, _, node| {
            drop(context.parameter(node));
        });
        self.each(components, "headers", |context, name, node| {
            drop(context.header(name, node));
        });
        self.each(components, "requestBodies", |context, _, node| {
            drop(context.request_body(node));
        });
        self.each(components, "responses", |context, _, node| {
            drop(context.response(Status::Default, node));
        });
        self.each(components, "examples", |context, _, node| {
            let _ = context.example(node);
        });
        self.each(components, "links", |context, name, node| {
            context.link(name, node);
        });
        self.each(components, "callbacks", |context, name, node| {
            drop(context.callback(name, node));
        });
        self.each(components, "pathItems", |context, name, node| {
            drop(context.path_item(name, node, ItemKind::Other));
        });
        self.each(components, "mediaTypes", |context, name, node| {
            drop(context.media_type(name, node));
        });
    }

    fn each(
        &mut self,
        components: &'a Node,
        kind: &str,
        read: impl Fn(&mut Self, Text<'a>, &'a Node),
    ) {
        for (name, node) in self.members(components, kind) {
            read(self, name, node);
        }
    }
}
