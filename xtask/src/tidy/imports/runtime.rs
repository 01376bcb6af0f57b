//! The rooms of the runtime, from the ground up.
//!
//! In: nothing. Out: the table of who may know whom. Must not know how it is checked.

use super::{Room, room};

/// What each room may import. `codec/mod.rs` is free, since it re-exports `encode` of `body` beside
/// `decode`.
pub(super) const ROOMS: &[Room] = &[
    room("api", &[]),
    room("redact", &["api"]),
    room("transport", &[]),
    room("codec", &["transport"]),
    room("params", &["codec", "transport"]),
    room("validate", &["codec"]),
    room("error", &["codec", "redact", "transport"]),
    room("body", &["codec", "error", "params", "transport"]),
    room(
        "policy",
        &["api", "codec", "error", "params", "redact", "transport"],
    ),
    room(
        "client",
        &["api", "error", "params", "policy", "redact", "transport"],
    ),
    room(
        "request",
        &[
            "api",
            "body",
            "client",
            "codec",
            "error",
            "params",
            "policy",
            "redact",
            "transport",
        ],
    ),
    room(
        "send",
        &[
            "codec",
            "error",
            "params",
            "policy",
            "redact",
            "request",
            "transport",
        ],
    ),
    room(
        "response",
        &[
            "codec",
            "error",
            "policy",
            "redact",
            "request",
            "send",
            "transport",
        ],
    ),
    room(
        "stream",
        &[
            "codec",
            "error",
            "policy",
            "request",
            "response",
            "send",
            "transport",
        ],
    ),
    room(
        "pages",
        &[
            "codec",
            "error",
            "policy",
            "request",
            "response",
            "send",
            "transport",
        ],
    ),
    room(
        "oauth",
        &[
            "client",
            "codec",
            "error",
            "params",
            "policy",
            "redact",
            "send",
            "transport",
        ],
    ),
    room(
        "call",
        &[
            "body",
            "client",
            "codec",
            "error",
            "pages",
            "params",
            "policy",
            "request",
            "response",
            "send",
            "stream",
            "transport",
        ],
    ),
    room(
        "testing",
        &["call", "codec", "redact", "request", "stream", "transport"],
    ),
];
