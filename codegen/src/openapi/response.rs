//! Responses by status.

use super::body::MediaType;
use super::context::{Context, LeftOut, Text};
use super::fields::is_extension;
use super::parameter::Parameter;
use crate::diagnostics::Code;
use crate::source::Node;

/// What the server answers.
#[derive(Clone, Debug)]
pub struct Response<'a> {
    /// The response as it stands there.
    pub node: &'a Node,
    /// The statuses it is for.
    pub status: Status,
    /// What it means.
    pub description: Option<&'a str>,
    /// Its headers.
    pub headers: Vec<Parameter<'a>>,
    /// The media types it may have, in document order.
    pub content: Vec<MediaType<'a>>,
    /// What may be called next, in document order.
    pub links: Vec<Link<'a>>,
}

/// An operation that may be called with what a response says.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// Its name in the response.
    pub name: Text<'a>,
    /// `operationId`.
    pub operation_id: Option<Text<'a>>,
    /// `operationRef`.
    pub operation_ref: Option<Text<'a>>,
    /// What it is.
    pub description: Option<&'a str>,
}

/// The statuses a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One status.
    Code(u16),
    /// `4XX` is `Range(4)`.
    Range(u8),
    /// Every status that no other response is for.
    Default,
}

impl Status {
    /// The status that a key of `responses` names.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            b"default" => Some(Self::Default),
            [digit @ b'1'..=b'9', b'X' | b'x', b'X' | b'x'] => Some(Self::Range(digit - b'0')),
            [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] => text.parse().ok().map(Self::Code),
            _ => None,
        }
    }
}

impl<'a> Context<'a, '_> {
    /// The `responses` of an operation.
    pub(super) fn responses(&mut self, node: &'a Node) -> Result<Vec<Response<'a>>, LeftOut> {
        let mut list = Vec::new();
        for (key, node) in self.members(node, "responses") {
            if is_extension(key) {
                continue;
            }
            if let Some(status) = Status::parse(key.text) {
                list.push((status, node));
                continue;
            }
            let message = format!("`{}` is no status", key.text);
            self.diagnostics
                .report(Code::InvalidStatus, key.span, message)
                .help("write a status such as `200`, a range such as `4XX`, or `default`");
        }
        self.all(list, |context, (status, node)| {
            context.response(status, node)
        })
    }

    /// A response, or what a `$ref` there refers to.
    pub(super) fn response(
        &mut self,
        status: Status,
        node: &'a Node,
    ) -> Result<Response<'a>, LeftOut> {
        let target = self.follow(node, "response")?;
        self.known(
            target,
            &["description", "summary", "headers", "content", "links"],
            "a response",
        );
        let headers = self.members(target, "headers");
        let headers = self.all(headers, |context, (name, node)| context.header(name, node));
        let content = self.content(target);
        let mut links = Vec::new();
        for (name, link) in self.members(target, "links") {
            links.extend(self.link(name, link));
        }
        Ok(Response {
            node: target,
            status,
            description: self.description(node, target),
            headers: headers?,
            content: content?,
            links,
        })
    }

    /// A link, or what a `$ref` there refers to; nothing if that leads nowhere, which costs only the link.
    pub(super) fn link(&mut self, name: Text<'a>, node: &'a Node) -> Option<Link<'a>> {
        const FIELDS: [&str; 6] = [
            "operationRef",
            "operationId",
            "parameters",
            "requestBody",
            "description",
            "server",
        ];
        let code = Some(Code::UnresolvedCallback);
        let target = self.follow_as(node, "link", code).ok()?;
        self.exclusive(target, "operationRef", "operationId");
        for (name, member) in target
            .as_object()
            .into_iter()
            .flat_map(crate::source::Object::members)
        {
            if !FIELDS.contains(&name) && !name.starts_with("x-") {
                let text = Text {
                    text: name,
                    span: member.key,
                };
                let message = format!("a link has no `{}`", text.text);
                self.diagnostics
                    .report(Code::FieldNotAllowed, text.span, message);
            }
        }
        Some(Link {
            name,
            operation_id: self.text(target, "operationId"),
            operation_ref: self.text(target, "operationRef"),
            description: self.description(node, target),
        })
    }
}
