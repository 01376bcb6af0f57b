//! Names in use: what generated code, its client and its manifest have whatever the document is.
//!
//! `plan/tests/options.rs` checks those of the runtime's builders against the runtime.

use crate::config::ApiConfig;

/// Names of the runtime's methods on every builder of a call, and of those that may be added.
pub(crate) const OPTIONS_IN_USE: &[&str] = &[
    "new",
    "with",
    "maybe",
    "timeout",
    "no_timeout",
    "attempt_timeout",
    "no_attempt_timeout",
    "read_timeout",
    "no_read_timeout",
    "max_retry_after",
    "retry_statuses",
    "retry_if",
    "header",
    "query",
    "max_retries",
    "base_url",
    "idempotency_key",
    "idempotency_key_as",
    "on_upload",
    "part_header",
    "send",
    "into_call",
    "into_future",
    "clone",
    "into",
    "from",
    "pages",
    "items",
    "blocking",
    "blocking_send",
    "detached",
    "bytes_stream",
    "stream",
    "security",
    "compress_request",
    "content_type",
    "assume_content_type",
    "keep_raw_body",
    "accept",
    "accept_json",
    "accept_text",
    "accept_bytes",
    "accept_events",
    "accept_lines",
];

/// Methods of the runtime on every builder of a client.
pub(crate) const SETTERS_IN_USE: &[&str] = &[
    "base_url",
    "maybe",
    "timeout",
    "no_timeout",
    "max_retries",
    "header",
    "user_agent",
    "transport",
    "wrap_transport",
    "own_connections",
    "sign",
    "max_response_bytes",
    "read_timeout",
    "attempt_timeout",
    "connect_timeout",
    "credential_timeout",
    "max_retry_after",
    "retry_statuses",
    "retry_if",
    "compress_requests",
    "retry_budget",
    "no_retry_budget",
    "idempotency_header",
    "propagator",
    "runtime",
    "from_env",
    "build",
    "variable",
    "builder",
    "new",
    "clone",
    "query",
    "redact",
];

/// Modules and files that are there anyway.
pub(crate) const MODULES_IN_USE: &[&str] = &[
    "client",
    "models",
    "shared",
    "lib",
    "mod",
    "main",
    "core",
    "std",
    "alloc",
    "serde",
    "serde_json",
    "specwright_runtime",
    "testing",
    "con",
    "prn",
    "aux",
    "nul",
];

/// Methods that every client has.
pub(crate) const METHODS_IN_USE: &[&str] =
    &["builder", "from_env", "with_options", "raw", "clone", "new"];

/// The feature of all tags.
pub(crate) const ALL: &str = "all";

/// The feature of a module without any tag.
pub(crate) const CLIENT: &str = "client";

/// The feature of models that no operation names.
pub(crate) const UNUSED: &str = "other-models";

/// Names that mean something else in the manifest of a crate.
pub(crate) const RESERVED: &[&str] = &[
    ALL,
    "blocking",
    "compression",
    "default",
    "http2",
    UNUSED,
    "reqwest",
    "serde",
    "serde_json",
    "specwright-runtime",
    "tower",
    "tracing",
    "validate",
];

/// The same where a prefix distinguishes the features of tags from all others.
const RESERVED_AFTER_PREFIX: &[&str] = &[ALL, CLIENT, UNUSED];

/// The names that no tag's feature may have.
pub(crate) fn reserved_features(config: &ApiConfig) -> &'static [&'static str] {
    if config.features.is_some() {
        RESERVED_AFTER_PREFIX
    } else {
        RESERVED
    }
}
