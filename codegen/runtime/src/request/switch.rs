//! The member of a body that asks for a stream.
//!
//! In: a request, and how its response will be read. Out: the same, its body asking for just that. Must not know models.

use super::{JSON, Request};
use crate::codec::Format;
use crate::pages::text;
use crate::params::Node;
use crate::stream::Framing;
use crate::transport::Content;

/// The member of a body that asks for a stream: a boolean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Switch {
    pub(crate) member: &'static str,
    /// Whether it is also set where the response is read whole.
    pub(crate) both: bool,
}

impl Request {
    /// Whether the response will be read as a stream. None: the user may want either.
    fn wants_stream(&self, both: bool) -> Option<bool> {
        match self.framing {
            Some(Framing::Bytes) => None,
            Some(_) => Some(true),
            None => {
                (both && matches!(self.returns, Format::Json | Format::ByStatus)).then_some(false)
            }
        }
    }

    /// Makes a body of JSON ask for what will be read.
    pub(crate) fn settle_stream(&mut self) {
        let Some(Switch { member, both }) = self.switch else {
            return;
        };
        let Some(wanted) = self.wants_stream(both) else {
            return;
        };
        let pointer = format!("/{}", member.replace('~', "~0").replace('/', "~1"));
        if self.parts.is_some() {
            return;
        }
        if self.body.is_none() {
            let body = text::with("", &pointer, "true").filter(|_| wanted);
            if let Some(body) = body {
                self.set_body(JSON, Ok(body));
            }
            return;
        }
        let body = self.body_text();
        let value = if wanted { "true" } else { "false" };
        if body.starts_with('{')
            && text::at(body, &pointer) != Some(value)
            && let Some(body) = text::with(body, &pointer, value)
        {
            self.body = Some(Content::Bytes(body.into()));
        }
    }

    /// Makes a form ask for what will be read. It is written at once, so what is said of the response later comes too late.
    pub(crate) fn settle_form(&self, mut body: Node) -> Node {
        if let (Some(Switch { member, both }), Node::Members(members)) = (self.switch, &mut body)
            && let Some(wanted) = self.wants_stream(both)
        {
            members.retain(|(name, _)| name != member);
            members.push((member.to_owned(), Node::Bare(wanted.to_string())));
        }
        body
    }
}
