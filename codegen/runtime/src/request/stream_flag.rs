//! The flag by which a request asks for a stream: a member of its body, or a query parameter.
//!
//! In: a request, and how its response will be read. Out: the same, asking for just that. Must not
//! know models.

use serde_json::Value;

use super::{Framing, JSON, Request};
use crate::codec::text;
use crate::params::Node;
use crate::transport::Content;

/// The flag that asks for a stream.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StreamFlag {
    name: &'static str,
    in_query: bool,
    /// Whether it is also set if the response is read as a whole.
    both: bool,
    /// The values for a stream and for a whole response; `None` if the flag is a boolean.
    words: Option<[&'static str; 2]>,
}

impl StreamFlag {
    /// A boolean member of the body, which is set for a stream only.
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            in_query: false,
            both: false,
            words: None,
        }
    }

    pub(crate) fn in_query(self) -> Self {
        let in_query = true;
        Self { in_query, ..self }
    }

    pub(crate) fn both(self) -> Self {
        let both = true;
        Self { both, ..self }
    }

    pub(crate) fn words(self, stream: &'static str, whole: &'static str) -> Self {
        let words = Some([stream, whole]);
        Self { words, ..self }
    }

    /// Its value as text.
    fn text(&self, stream: bool) -> &'static str {
        let [yes, no] = self.words.unwrap_or(["true", "false"]);
        if stream { yes } else { no }
    }

    /// Its value as JSON.
    fn json(&self, stream: bool) -> String {
        let text = self.text(stream);
        match self.words {
            Some(_) => Value::from(text).to_string(),
            None => text.to_owned(),
        }
    }

    /// Its value in a form.
    fn node(&self, stream: bool) -> Node {
        let text = self.text(stream).to_owned();
        match self.words {
            Some(_) => Node::Text(text),
            None => Node::Bare(text),
        }
    }
}

impl Request {
    /// Whether the response will be read as a stream. None: the user may want either.
    fn wants_stream(&self, flag: &StreamFlag) -> Option<bool> {
        match self.framing {
            Some(Framing::Bytes) => None,
            Some(_) => Some(true),
            None => flag.both.then_some(false),
        }
    }

    /// Makes a query or a body of JSON ask for what will be read.
    pub(crate) fn settle_stream(&mut self) {
        let Some(flag) = self.flag else {
            return;
        };
        let Some(wanted) = self.wants_stream(&flag) else {
            return;
        };
        if flag.in_query {
            self.replace_query(flag.name, flag.text(wanted));
            return;
        }
        if self.parts.is_some() {
            return;
        }
        let name = flag.name.replace('~', "~0").replace('/', "~1");
        let pointer = format!("/{name}");
        let value = flag.json(wanted);
        if self.body.is_none() {
            let body = text::with("", &pointer, &value).filter(|_| wanted);
            if let Some(body) = body {
                self.set_body(JSON, Ok(body));
            }
            return;
        }
        let body = self.body_text();
        if body.starts_with('{')
            && text::at(body, &pointer) != Some(&*value)
            && let Some(body) = text::with(body, &pointer, &value)
        {
            self.body = Some(Content::Bytes(body.into()));
        }
    }

    /// Makes a form ask for what will be read. The form is encoded here, so later options for the
    /// response have no effect on it.
    pub(crate) fn settle_form(&self, mut body: Node) -> Node {
        if let (Some(flag), Node::Members(members)) = (self.flag, &mut body)
            && !flag.in_query
            && let Some(wanted) = self.wants_stream(&flag)
        {
            members.retain(|(name, _)| name != flag.name);
            members.push((flag.name.to_owned(), flag.node(wanted)));
        }
        body
    }
}
