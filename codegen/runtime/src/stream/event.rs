//! Server-sent events.
//!
//! In: the lines of a stream. Out: events, as "Interpreting an event stream" of the `WHATWG`'s HTML
//! standard (9.2.6) has them, and what they say about the stream. Must not know how lines are
//! split.

/// What ends a stream of some APIs, in the place of data.
const DONE: &str = "[DONE]";

/// How many bytes of lines that are not fields are kept.
const STRAY: usize = 64 * 1024;

/// The event that is coming together, and what the ones before said.
#[derive(Debug, Default)]
pub(crate) struct Events {
    data: Option<String>,
    event: Option<String>,
    id: Option<String>,
    retry: Option<u64>,
    /// Other data that ends the stream.
    sentinel: Option<&'static str>,
    /// The name of the event that came last.
    name: Option<String>,
    /// The identifier of that event.
    own_id: Option<String>,
    /// The time to wait that it states.
    own_retry: Option<u64>,
    /// The last identifier that any event had, whether it was whole or not.
    last_id: String,
    /// The last of all the times to wait, in milliseconds.
    delay: Option<u64>,
    /// Whether there was any field or comment.
    is_stream: bool,
    /// The lines since then that were neither.
    stray: String,
}

impl Events {
    pub(super) fn new(sentinel: Option<&'static str>) -> Self {
        Self {
            sentinel,
            ..Self::default()
        }
    }

    /// The name that the event that came last states.
    pub(super) fn own_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The identifier that the event that came last states.
    pub(super) fn own_id(&self) -> Option<&str> {
        self.own_id.as_deref()
    }

    /// The time to wait that the event that came last states.
    pub(super) fn own_retry(&self) -> Option<u64> {
        self.own_retry
    }

    /// What the event that came last is called.
    pub(crate) fn name(&self) -> &str {
        let name = self.name.as_deref().unwrap_or_default();
        if name.is_empty() { "message" } else { name }
    }

    /// The identifier by which a server knows how far the stream was read; empty if there is none.
    pub(crate) fn last_id(&self) -> &str {
        &self.last_id
    }

    /// How many milliseconds the server wants to be left alone before the stream is asked for
    /// again.
    pub(crate) fn delay(&self) -> Option<u64> {
        self.delay
    }

    /// The lines at the end that were neither fields nor comments, and whether there was any of
    /// those before.
    pub(super) fn take_stray(&mut self) -> Option<(String, bool)> {
        let stray = std::mem::take(&mut self.stray);
        (!stray.trim().is_empty()).then_some((stray, self.is_stream))
    }

    pub(super) fn kept(&self) -> usize {
        let fields = [&self.data, &self.event, &self.id];
        fields.into_iter().flatten().map(String::len).sum()
    }

    /// Discards an incomplete event.
    pub(super) fn begin_again(&mut self) {
        (self.data, self.event, self.id, self.retry) = (None, None, None, None);
        self.stray.clear();
    }

    /// Whether the data marks the end of the stream. Some servers write it as JSON.
    pub(super) fn ends(&self, data: &str) -> bool {
        let data = data.trim();
        let data = data.strip_prefix('"').unwrap_or(data);
        let data = data.strip_suffix('"').unwrap_or(data);
        data == DONE || self.sentinel.is_some_and(|end| data == end.trim())
    }

    /// A line: `name: value`, or a comment that begins with the colon.
    pub(super) fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        if matches!(name, "" | "data" | "event" | "id" | "retry") {
            self.is_stream = true;
            self.stray.clear();
        } else if self.stray.len() < STRAY {
            self.stray.push_str(line);
            self.stray.push('\n');
        }
        match name {
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "event" => self.event = Some(value.to_owned()),
            "id" if !value.contains('\0') => {
                self.id = Some(value.to_owned());
            }
            // Digits only; what is longer than any wait is as long as can be.
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = Some(value.parse().unwrap_or(u64::MAX));
                self.delay = self.retry;
            }
            _ => {}
        }
    }

    /// The data of the next complete event; an event without data is skipped.
    pub(super) fn dispatch(&mut self) -> Option<Vec<u8>> {
        let (data, event) = (self.data.take(), self.event.take());
        let (id, retry) = (self.id.take(), self.retry.take());
        if let Some(id) = &id {
            self.last_id.clone_from(id);
        }
        let data = data?;
        (self.name, self.own_id, self.own_retry) = (event, id, retry);
        Some(data.into_bytes())
    }
}
