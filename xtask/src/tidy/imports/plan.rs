//! The rooms of `plan`, from the ground up.
//!
//! In: nothing. Out: the table of who may know whom. Must not know how it is checked.

use super::{Room, room};

/// What each room may import: data first, then names, what is planned by them, and the files.
pub(super) const ROOMS: &[Room] = &[
    room("markdown", &[]),
    room("problems", &[]),
    room("rust", &[]),
    room("naming", &["problems", "rust"]),
    room("pagination", &["naming", "problems"]),
    room("partition", &["markdown", "naming"]),
    room("context", &["naming", "pagination", "partition"]),
    room("docs", &["context", "markdown", "naming"]),
    room("overrides", &["context", "naming", "problems", "rust"]),
    room("models", &["context", "docs", "naming", "rust"]),
    room("examples", &["context"]),
    room(
        "client",
        &["context", "docs", "markdown", "naming", "problems", "rust"],
    ),
    room(
        "operations",
        &[
            "client", "context", "docs", "examples", "markdown", "naming", "rust",
        ],
    ),
    room(
        "files",
        &[
            "client",
            "context",
            "docs",
            "examples",
            "markdown",
            "models",
            "naming",
            "operations",
            "overrides",
            "partition",
            "problems",
            "rust",
        ],
    ),
];
