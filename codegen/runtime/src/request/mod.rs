//! A request while it is put together.
//!
//! In: a method, a path template, parameters, a body, options. Out: a URL and the parts of the
//! request. The first value that can't be sent becomes an error when the call is sent. Nothing here
//! is generic. Must not know models.

mod address;
mod content;
mod framing;
pub(crate) mod idempotency;
mod reading;
mod required;
mod stream_flag;

pub(crate) use self::framing::{Framing, is_event_stream};
pub(crate) use self::stream_flag::StreamFlag;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::{Method, Uri};

use crate::api::Requirement;
use crate::body::multipart::Parts;
use crate::client::{Client, check_base_url};
use crate::codec::Format;
use crate::error::{CallSite, RequestError};
use crate::params::{
    Node, Style, cookies_of, encode_component, header_value, pairs_of, path_value, push_literal,
    push_pairs,
};
use crate::policy::auth::push_cookie;
use crate::policy::retry::Policy;
use crate::redact::{RequestRedaction, header};
use crate::transport::Content;
use crate::transport::body::progress::OnProgress;

/// The media type of most bodies.
const JSON: &str = "application/json";

/// Which time limit applies to a call.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TimeLimit {
    /// The client's.
    Client,
    /// The call's own, or expressly none.
    Own(Option<Duration>),
}

impl TimeLimit {
    /// The limit, where the client has this one.
    pub(crate) fn or(self, client: Option<Duration>) -> Option<Duration> {
        match self {
            Self::Client => client,
            Self::Own(limit) => limit,
        }
    }
}

/// A request while it is put together.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) client: Client,
    pub(crate) method: Method,
    template: &'static str,
    /// Parameters, encoded, by their names in the template.
    path: Vec<(&'static str, String)>,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) cookies: String,
    pub(crate) body: Option<Content>,
    /// The parts of a multipart body, in the place of `body`.
    parts: Option<Box<Parts>>,
    /// Called with the progress while the body is sent.
    pub(crate) progress: Option<OnProgress>,
    base_url: Option<String>,
    /// The whole address, query included, if an earlier response named it.
    address: Option<Uri>,
    pub(crate) timeout: TimeLimit,
    pub(crate) max_retries: Option<u32>,
    pub(crate) read_timeout: TimeLimit,
    pub(crate) attempt_timeout: TimeLimit,
    pub(crate) retry: Policy,
    /// The header in which the user put an idempotency key.
    pub(crate) key_header: Option<HeaderName>,
    pub(crate) security: Option<Requirement>,
    pub(crate) returns: Format,
    pub(crate) errors: Format,
    /// The response is read item by item.
    pub(crate) framing: Option<Framing>,
    /// The response keeps its bytes beside what is decoded from them.
    pub(crate) keeps_body: bool,
    /// What a successful response is read as, whatever its `Content-Type` is.
    pub(crate) content_type: Option<HeaderValue>,
    /// Whether the body is sent compressed; `None` follows the client's setting.
    #[cfg(feature = "compression")]
    pub(crate) compress: Option<bool>,
    /// Other data than `[DONE]` that ends a stream of events.
    pub(crate) sentinel: Option<&'static str>,
    /// The flag that asks for a stream.
    pub(crate) flag: Option<StreamFlag>,
    /// The method that reads the other form of the response: whole, or as a stream.
    pub(crate) beside: Option<&'static str>,
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
            parts: None,
            progress: None,
            base_url: None,
            address: None,
            timeout: TimeLimit::Client,
            max_retries: None,
            read_timeout: TimeLimit::Client,
            attempt_timeout: TimeLimit::Client,
            retry: Policy::default(),
            key_header: None,
            security: None,
            returns: Format::Json,
            errors: Format::Json,
            framing: None,
            keeps_body: false,
            content_type: None,
            #[cfg(feature = "compression")]
            compress: None,
            sentinel: None,
            flag: None,
            beside: None,
            failure: None,
        }
    }

    /// How often it may be sent again.
    pub(crate) fn max_retries(&self) -> u32 {
        self.max_retries
            .unwrap_or(self.client.inner.settings.max_retries)
    }

    /// The body, if it is a text in memory; otherwise none.
    pub(crate) fn body_text(&self) -> &str {
        let bytes = self.body.as_ref().and_then(Content::as_bytes);
        let text = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok());
        text.unwrap_or_default()
    }

    /// Whether its body can be had again.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.body.as_ref().is_none_or(Content::is_repeatable)
            && self
                .parts
                .as_ref()
                .is_none_or(|parts| parts.is_repeatable())
    }

    /// The body as it is sent.
    pub(crate) fn content(&self) -> Result<Option<Content>, RequestError> {
        let Some(parts) = &self.parts else {
            return Ok(self.body.clone());
        };
        let content = parts.content().map(Some);
        content.map_err(|error| RequestError::new(format!("the body can't be written: {error}")))
    }

    /// What is redacted in it.
    pub(crate) fn redaction(&self) -> RequestRedaction {
        let client = &self.client.inner;
        let shared = client.settings.path.iter();
        let values = shared.map(|(name, value)| (name.as_str(), value));
        let own = self.path.iter().map(|(name, value)| (*name, value));
        let marked = values
            .chain(own)
            .filter(|(name, _)| client.redaction.is_marked(name));
        RequestRedaction {
            names: client.redaction.clone(),
            path: marked.map(|(_, value)| value.clone()).collect(),
        }
    }

    pub(crate) fn site(&self) -> CallSite {
        CallSite {
            method: self.method.clone(),
            template: self.template,
            beside: self.beside,
            attempts: 0,
            not_retried: None,
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
            Node::File(file) => file.bytes().is_some_and(Bytes::is_empty),
            Node::List(items) => items.is_empty(),
            Node::Members(members) => members.is_empty(),
        };
        if is_empty {
            self.fail(format!("the path parameter `{name}` is empty"));
        }
        let mut names = self.template.split('{').filter_map(|rest| {
            let (name, _) = rest.split_once('}')?;
            Some(name)
        });
        // A name that is not in the template is passed over.
        if let Some(name) = names.find(|own| *own == name) {
            let text = path_value(style, explode, name, node, encode);
            self.path.push((name, text));
        }
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

    /// Adds a query that is already encoded; characters that a query can't have are encoded.
    pub(crate) fn add_query_string(&mut self, query: &str) {
        let mut encoded = String::new();
        push_literal(&mut encoded, query.trim_start_matches('?'));
        let query = encoded.replace("%3F", "?");
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
            Ok((name, mut value)) => {
                if self.client.inner.redaction.is_marked(name.as_str()) {
                    value.set_sensitive(true);
                }
                self.headers.insert(name, value);
            }
            Err(message) => self.fail(message),
        }
    }

    /// Puts an idempotency key into the header of that name, or else of the client's.
    pub(crate) fn set_idempotency_key(&mut self, header: Option<&str>, key: &str) {
        let name = match (header, &self.client.inner.settings.idempotency_header) {
            (Some(name), _) => name.to_owned(),
            (None, Some(name)) => name.as_str().to_owned(),
            (None, None) => "idempotency-key".to_owned(),
        };
        if key.trim().is_empty() {
            self.fail("the idempotency key is empty");
        }
        self.set_header(&name, false, Ok(Node::Text(key.to_owned())));
        self.key_header = HeaderName::from_bytes(name.as_bytes()).ok();
    }

    pub(crate) fn add_cookie(
        &mut self,
        style: Style,
        explode: bool,
        name: &str,
        value: Result<Node, String>,
    ) {
        let Some(node) = self.node("cookie", name, value) else {
            return;
        };
        for (name, value) in cookies_of(style, explode, name, node) {
            // What is encoded has none of these.
            if name.contains([';', '=']) || value.contains(';') {
                let name = name.escape_debug();
                self.fail(format!(
                    "the cookie `{name}` contains a character that begins another one"
                ));
                return;
            }
            push_cookie(&mut self.cookies, &name, &value);
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
}
