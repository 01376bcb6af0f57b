//! The gateway over real connections on loopback, with a server that plays Scale.

mod encodings;
mod limits;
mod outcomes;
#[cfg(unix)]
mod program;
mod refusals;
mod shutdown;
mod support;
