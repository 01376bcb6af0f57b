//! A subscriber that keeps its records.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_core::span::Current;

/// A span and what was recorded of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Span {
    pub(crate) id: u64,
    pub(crate) parent: Option<u64>,
    fields: BTreeMap<&'static str, String>,
}

impl Span {
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    pub(crate) fn fields(&self) -> Vec<(&str, &str)> {
        let fields = self.fields.iter();
        fields
            .map(|(name, value)| (*name, value.as_str()))
            .collect()
    }
}

#[derive(Clone, Debug, Default)]
struct State {
    spans: Vec<Span>,
    events: Vec<String>,
    /// The spans that are entered, per thread.
    current: Vec<(std::thread::ThreadId, Id, &'static Metadata<'static>)>,
    metadata: BTreeMap<u64, &'static Metadata<'static>>,
}

/// The records.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen(Arc<Mutex<State>>);

impl Seen {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn spans(&self) -> Vec<Span> {
        self.state().spans.clone()
    }

    /// The commands: the transport's dependencies emit records, too.
    pub(crate) fn events(&self) -> Vec<String> {
        self.state().events.clone()
    }
}

/// A subscriber that keeps records up to a level.
#[derive(Debug)]
pub(crate) struct Recorder {
    seen: Seen,
    level: Level,
}

impl Recorder {
    pub(crate) fn new(level: Level) -> Self {
        let seen = Seen::default();
        Self { seen, level }
    }

    pub(crate) fn seen(&self) -> Seen {
        self.seen.clone()
    }
}

struct Fields<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.level
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut state = self.seen.state();
        let thread = std::thread::current().id();
        let current = state.current.iter().rev().find(|(on, ..)| *on == thread);
        let mut span = Span {
            id: u64::try_from(state.spans.len()).unwrap() + 1,
            parent: current.map(|(_, id, _)| id.into_u64()),
            ..Span::default()
        };
        attributes.record(&mut Fields(&mut span.fields));
        let id = span.id;
        state.metadata.insert(id, attributes.metadata());
        state.spans.push(span);
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut state = self.seen.state();
        let span = state.spans.iter_mut().find(|one| one.id == span.into_u64());
        values.record(&mut Fields(&mut span.unwrap().fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = BTreeMap::new();
        event.record(&mut Fields(&mut fields));
        self.seen.state().events.extend(fields.remove("message"));
    }

    fn enter(&self, span: &Id) {
        let mut state = self.seen.state();
        let metadata = state.metadata[&span.into_u64()];
        let thread = std::thread::current().id();
        state.current.push((thread, span.clone(), metadata));
    }

    fn exit(&self, span: &Id) {
        let mut state = self.seen.state();
        let thread = std::thread::current().id();
        let at = state
            .current
            .iter()
            .rposition(|(on, id, _)| *on == thread && id == span);
        state.current.remove(at.unwrap());
    }

    fn current_span(&self) -> Current {
        let state = self.seen.state();
        let thread = std::thread::current().id();
        let found = state.current.iter().rev().find(|(on, ..)| *on == thread);
        found.map_or_else(Current::none, |(_, id, metadata)| {
            Current::new(id.clone(), metadata)
        })
    }
}
