//! The sources of the runtime, as parts of the program.

use include_dir::{Dir, include_dir};

/// A crate of the repository.
pub(super) struct Source {
    /// Its folder: `runtime`.
    pub(super) folder: &'static str,
    pub(super) manifest: &'static str,
    pub(super) src: Dir<'static>,
}

/// The manifest of the crate in a folder.
macro_rules! manifest {
    ($folder:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            env!("SPECWRIGHT_SOURCES"),
            "/",
            $folder,
            "/",
            env!("SPECWRIGHT_MANIFEST")
        ))
    };
}

/// The crates, dependencies first.
pub(super) static CRATES: [Source; 2] = [
    Source {
        folder: "derive",
        manifest: manifest!("derive"),
        src: include_dir!("$CARGO_MANIFEST_DIR$SPECWRIGHT_SOURCES/derive/src"),
    },
    Source {
        folder: "runtime",
        manifest: manifest!("runtime"),
        src: include_dir!("$CARGO_MANIFEST_DIR$SPECWRIGHT_SOURCES/runtime/src"),
    },
];

pub(super) const LICENCES: [(&str, &str); 2] = [
    ("LICENSE-APACHE", include_str!("../../../../LICENSE-APACHE")),
    ("LICENSE-MIT", include_str!("../../../../LICENSE-MIT")),
];
