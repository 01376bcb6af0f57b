//! A request while it is put together.
//!
//! In: a method, a path template, parameters, a body, options. Out: a URL and the parts of the
//! request. The first thing that can't be sent is kept and told when the call is sent. Nothing
//! here is generic. Must not know models.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Uri};

use crate::auth::{Requirement, push_cookie};
use crate::client::{Client, check_base_url};
use crate::codec::Format;
use crate::error::{CallSite, RequestError};
use crate::params::{
    Node, Style, cookie_value, encode_component, encode_literal, header_value, pairs_of,
    path_value, push_pairs,
};
use crate::stream::Framing;

/// Which time limit holds for a call.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TimeLimit {
    /// The client's.
    Client,
    /// The call's own, or expressly none.
    Own(Option<Duration>),
}

/// A request while it is put together.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) client: Client,
    pub(crate) method: Method,
    template: &'static str,
    path: Vec<(String, String)>,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) cookies: String,
    pub(crate) body: Option<Bytes>,
    base_url: Option<String>,
    pub(crate) timeout: TimeLimit,
    pub(crate) max_retries: Option<u32>,
    /// The request carries an idempotency key.
    pub(crate) repeatable: bool,
    pub(crate) security: Option<Requirement>,
    pub(crate) returns: Format,
    pub(crate) errors: Format,
    /// The answer is read item by item.
    pub(crate) framing: Option<Framing>,
    pub(crate) failure: Option<RequestError>,
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("method", &self.method)
            .field("path", &self.template)
            .finish_non_exhaustive()
    }
}

impl Request {
    pub(crate) fn new(client: Client, method: Method, template: &'static str) -> Self {
        Self {
            client,
            method,
            template,
            path: Vec::new(),
            query: String::new(),
            headers: HeaderMap::new(),
            cookies: String::new(),
            body: None,
            base_url: None,
            timeout: TimeLimit::Client,
            max_retries: None,
            repeatable: false,
            security: None,
            returns: Format::Json,
            errors: Format::Json,
            framing: None,
            failure: None,
        }
    }

    pub(crate) fn site(&self) -> CallSite {
        CallSite {
            method: self.method.clone(),
            template: self.template,
        }
    }

    /// Keeps the first thing that can't be sent.
    pub(crate) fn fail(&mut self, message: impl Into<String>) {
        if self.failure.is_none() {
            self.failure = Some(RequestError::new(message));
        }
    }

    /// The tree of a value, or nothing after a failure.
    fn node(&mut self, what: &str, name: &str, value: Result<Node, String>) -> Option<Node> {
        match value {
            Ok(node) => Some(node),
            Err(error) => {
                self.fail(format!("the {what} `{name}` can't be written: {error}"));
                None
            }
        }
    }

    pub(crate) fn set_path(
        &mut self,
        style: Style,
        explode: bool,
        name: &str,
        value: Result<Node, String>,
        encode: fn(&str) -> String,
    ) {
        let Some(node) = self.node("path parameter", name, value) else {
            return;
        };
        let is_empty = match &node {
            Node::Null => true,
            Node::Text(text) => text.is_empty(),
            Node::Bare(_) => false,
            Node::File(file) => file.bytes().is_empty(),
            Node::List(items) => items.is_empty(),
            Node::Members(members) => members.is_empty(),
        };
        if is_empty {
            self.fail(format!("the path parameter `{name}` is empty"));
        }
        let text = path_value(style, explode, name, node, encode);
        self.path.push((name.to_owned(), text));
    }

    pub(crate) fn add_query(
        &mut self,
        style: Style,
        explode: bool,
        name: &str,
        value: Result<Node, String>,
        encode: fn(&str) -> String,
    ) {
        if let Some(node) = self.node("query parameter", name, value) {
            let pairs = pairs_of(style, explode, name, node, encode);
            push_pairs(&mut self.query, pairs, encode_component);
        }
    }

    /// Adds a query that is encoded already; what can't stand in one is encoded.
    pub(crate) fn add_query_string(&mut self, query: &str) {
        let query = encode_literal(query.trim_start_matches('?')).replace("%3F", "?");
        if !query.is_empty() {
            if !self.query.is_empty() {
                self.query.push('&');
            }
            self.query.push_str(&query);
        }
    }

    pub(crate) fn set_header(&mut self, name: &str, explode: bool, value: Result<Node, String>) {
        let Some(node) = self.node("header", name, value) else {
            return;
        };
        let Some(text) = header_value(explode, node) else {
            return;
        };
        match header(name, &text) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(message) => self.fail(message),
        }
    }

    pub(crate) fn add_cookie(&mut self, name: &str, value: Result<Node, String>) {
        let Some(node) = self.node("cookie", name, value) else {
            return;
        };
        if let Some(value) = cookie_value(node) {
            push_cookie(&mut self.cookies, &encode_component(name), &value);
        }
    }

    pub(crate) fn set_body(&mut self, media_type: &str, body: Result<Bytes, String>) {
        match body {
            Ok(body) => {
                self.body = Some(body);
                match HeaderValue::from_str(media_type) {
                    Ok(value) => {
                        self.headers.insert(CONTENT_TYPE, value);
                    }
                    Err(_) => self.fail(format!("`{media_type}` is no media type")),
                }
            }
            Err(error) => self.fail(format!("the body can't be written: {error}")),
        }
    }

    pub(crate) fn set_base_url(&mut self, base_url: &str) {
        match check_base_url(base_url) {
            Ok(base_url) => self.base_url = Some(base_url),
            Err(message) => self.fail(message),
        }
    }

    /// Puts a path in the place of that of the client's address.
    pub(crate) fn set_base_path(&mut self, path: &str) {
        let base = &self.client.inner.base_url;
        let host = base.find("://").map_or(0, |at| at + 3);
        let end = base[host..].find('/').map_or(base.len(), |at| host + at);
        let path = path.trim_start_matches('.').trim_start_matches('/');
        let url = format!("{}/{path}", &base[..end]);
        self.set_base_url(&url);
    }

    /// The URL that is asked.
    pub(crate) fn uri(&self, query: &str) -> Result<Uri, RequestError> {
        let base = self
            .base_url
            .as_ref()
            .unwrap_or(&self.client.inner.base_url);
        let mut url = base.clone();
        // A fragment tells operations of a document apart, and is of no request.
        let template = self.template.split('#').next().unwrap_or_default();
        let (path, fixed) = template.split_once('?').unwrap_or((template, ""));
        let path = self.filled(path)?;
        check_path(&path)?;
        if !path.starts_with('/') {
            url.push('/');
        }
        url.push_str(&path);
        // What stands in the template is sent unless a parameter of that name gives a value.
        let given = |pair: &str| {
            query
                .split('&')
                .any(|other| name_of(other) == name_of(pair))
        };
        let fixed = fixed
            .split('&')
            .filter(|pair| !pair.is_empty() && !given(pair));
        let fixed = fixed.filter_map(|pair| self.filled(pair).ok());
        let given = (!query.is_empty()).then(|| query.to_owned());
        for (index, pair) in fixed.chain(given).enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            url.push_str(&pair);
        }
        url.parse()
            .map_err(|error| RequestError::new(format!("the address can't be used: {error}")))
    }

    /// A part of the template with its parameters, none of which can lead out of its place.
    fn filled(&self, template: &str) -> Result<String, RequestError> {
        let mut text = String::new();
        let mut rest = template;
        while let Some((literal, tail)) = rest.split_once('{') {
            text.push_str(&encode_literal(literal));
            let Some((name, tail)) = tail.split_once('}') else {
                text.push_str("%7B");
                rest = tail;
                continue;
            };
            // Of two braces the inner one opens.
            let (outer, name) = name.rsplit_once('{').map_or(("", name), |(outer, name)| {
                text.push_str("%7B");
                (outer, name)
            });
            text.push_str(&encode_literal(outer));
            let found = self.path.iter().find(|(found, _)| found == name);
            let (_, value) = found.ok_or_else(|| {
                RequestError::new(format!("the path parameter `{name}` is missing"))
            })?;
            text.push_str(value);
            rest = tail;
        }
        text.push_str(&encode_literal(rest));
        Ok(text)
    }
}

/// The name of a pair of a query.
fn name_of(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}

/// Refuses a path that leads to another one. A reader of URLs takes `%2E%2E` for `..`, so encoding wouldn't help.
fn check_path(path: &str) -> Result<(), RequestError> {
    let plain = path.replace("%2E", ".").replace("%2e", ".");
    if plain
        .split('/')
        .any(|segment| matches!(segment, "." | ".."))
    {
        return Err(RequestError::new(
            "a path parameter is `.` or `..`, which would lead to another path",
        ));
    }
    Ok(())
}

/// A header, marked as sensitive if it usually holds a secret.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let header = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| format!("`{}` is no name of a header", name.escape_debug()))?;
    let mut value = HeaderValue::from_str(value)
        .map_err(|_| format!("the value of the header `{header}` holds a control character"))?;
    value.set_sensitive(crate::response::is_secret(header.as_str()));
    Ok((header, value))
}
