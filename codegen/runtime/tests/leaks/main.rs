//! Secrets reach only the server that they are for, and no value changes a request beyond its
//! place.

mod injection;
mod origins;
mod shown;
#[cfg(feature = "tracing")]
#[path = "../tracing/subscriber.rs"]
#[allow(dead_code)] // The other tests that share it look at more of what it records.
mod subscriber;
