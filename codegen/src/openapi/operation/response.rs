//! Responses by status.

use std::fmt;

use super::body::MediaType;
use super::parameter::Parameter;
use crate::diagnostics::Code;
use crate::openapi::context::{Context, LeftOut, Text};
use crate::openapi::fields::{is_extension, unknown};
use crate::source::Node;

/// A response.
#[derive(Clone, Debug)]
pub struct Response<'a> {
    /// The node of the response.
    pub node: &'a Node,
    /// The statuses it is for.
    pub status: Status,
    /// Its description.
    pub description: Option<&'a str>,
    /// Its headers.
    pub headers: Vec<Parameter<'a>>,
    /// Its media types, in document order.
    pub content: Vec<MediaType<'a>>,
    /// Its links, in document order.
    pub links: Vec<Link<'a>>,
}

/// An operation that can be called with values of a response.
#[derive(Clone, Debug)]
pub struct Link<'a> {
    /// Its name in the response.
    pub name: Text<'a>,
    /// `operationId`.
    pub operation_id: Option<Text<'a>>,
    /// `operationRef`.
    pub operation_ref: Option<Text<'a>>,
    /// Its description.
    pub description: Option<&'a str>,
}

/// The statuses a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One status.
    Code(u16),
    /// `4XX` is `Range(4)`.
    Range(u8),
    /// `default`: every other status.
    Default,
}

impl Status {
    /// Parses a key of `responses`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            b"default" => Some(Self::Default),
            [digit @ b'1'..=b'9', b'X' | b'x', b'X' | b'x'] => Some(Self::Range(digit - b'0')),
            [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] => text.parse().ok().map(Self::Code),
            _ => None,
        }
    }

    /// Parses a key that is not a status, but clear: `204 NO_CONTENT`, `200-OK`, `2xx `, `Default`,
    /// `200, 201`, `400-499`.
    fn meant(text: &str) -> Vec<Self> {
        let range = |text: &str| {
            let (from, to) = text.split_once('-')?;
            let (Self::Code(from), Self::Code(to)) =
                (Self::parse(from.trim())?, Self::parse(to.trim())?)
            else {
                return None;
            };
            let whole = from % 100 == 0 && to == from + 99;
            let digit = u8::try_from(from / 100).ok()?;
            whole.then_some(Self::Range(digit))
        };
        let one = |part: &str| {
            let part = part.trim_matches(|c: char| !c.is_ascii_alphanumeric());
            if let Some(range) = range(part) {
                return Some(range);
            }
            let end = part.find(|c: char| !c.is_ascii_alphanumeric());
            let word = &part[..end.unwrap_or(part.len())];
            Self::parse(word).or_else(|| Self::parse(&word.to_ascii_lowercase()))
        };
        let parts = text
            .split([',', '|', '/'])
            .flat_map(|part| part.split(" or "));
        let parts = parts.filter(|part| !part.trim().is_empty());
        let mut found = Vec::new();
        for (at, part) in parts.enumerate() {
            match one(part) {
                Some(status) if !found.contains(&status) => found.push(status),
                Some(_) => {}
                // The first part decides; a text with commas may follow.
                None if at == 0 => return Vec::new(),
                None => break,
            }
        }
        found
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

impl<'a> Context<'a, '_> {
    /// The `responses` of an operation.
    pub(crate) fn responses(&mut self, node: &'a Node) -> Result<Vec<Response<'a>>, LeftOut> {
        let mut list = Vec::new();
        let mut meant_keys = Vec::new();
        for (key, node) in self.members(node, "responses") {
            if is_extension(key) {
                continue;
            }
            if let Some(status) = Status::parse(key.text) {
                list.push((status, node));
                continue;
            }
            let meant = Status::meant(key.text);
            if meant.is_empty() {
                let message = format!("`{}` is not a status", key.text);
                self.diagnostics
                    .report(Code::InvalidStatus, key.span, message)
                    .help("write a status such as `200`, a range such as `4XX`, or `default`");
            } else {
                meant_keys.push((key, meant, node));
            }
        }
        // A proper status precedes a misspelt one.
        for (key, meant, node) in meant_keys {
            let names: Vec<String> = meant.iter().map(|status| format!("`{status}`")).collect();
            let names = names.join(" and ");
            let message = format!("`{}` is read as {names}", key.text.escape_debug());
            self.diagnostics
                .report(Code::StatusWithText, key.span, message)
                .help(format!("write {names}"));
            for status in meant {
                if list.iter().any(|(other, _)| *other == status) {
                    let message = format!("`{status}` is declared twice");
                    self.diagnostics
                        .report(Code::InvalidStatus, key.span, message)
                        .help("remove or rename one of the two; the other one is used");
                } else {
                    list.push((status, node));
                }
            }
        }
        self.all(list, |context, (status, node)| {
            context.response(status, node)
        })
    }

    /// A response, or the target of a `$ref`.
    pub(crate) fn response(
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
        for (name, _) in &headers {
            if let Some(diagnostic) = self.header_name(*name) {
                // No response can have it, so nothing is lost.
                diagnostic.harmless();
            }
        }
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

    /// A link, or the target of a `$ref`. One that can't be resolved is left out.
    pub(crate) fn link(&mut self, name: Text<'a>, node: &'a Node) -> Option<Link<'a>> {
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
        for field in unknown(target, &FIELDS) {
            let message = format!("a link has no `{}`", field.text);
            self.diagnostics
                .report(Code::FieldNotAllowed, field.span, message);
        }
        Some(Link {
            name,
            operation_id: self.text(target, "operationId"),
            operation_ref: self.text(target, "operationRef"),
            description: self.description(node, target),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::openapi::Status;

    #[test]
    fn keys_with_other_text_are_read_as_statuses() {
        for (key, meant) in [
            ("204 NO_CONTENT", "204"),
            ("200 OK", "200"),
            ("200 ", "200"),
            ("200-OK", "200"),
            ("200: fine", "200"),
            ("\"404\"", "404"),
            ("2xx Success", "2XX"),
            ("4xx", "4XX"),
            ("Default", "default"),
            ("DEFAULT ", "default"),
            ("200, 201", "200 201"),
            ("400 or 404", "400 404"),
            ("401/403", "401 403"),
            ("400-499", "4XX"),
            ("404 missing, or hidden", "404"),
            ("OK", ""),
            ("2000", ""),
            ("20", ""),
            ("0", ""),
            ("success 200", ""),
        ] {
            let found = Status::meant(key);
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            assert_eq!(found.join(" "), meant, "{key}");
        }
    }
}
