//! One program, compiled against two versions of a document: what the second adds breaks nothing.
//!
//! The second version has an operation, optional parameters, optional properties, values of an
//! enum, members of a union, statuses, a media type, a tag and a way to sign in more than the
//! first. `docs/compatibility.md` says what is promised and what is not. `program.rs` says
//! how types and calls are used, `names.rs` that names stay.

mod v1 {
    use golden::compat_v1 as api;

    include!("program.rs");
}

mod v2 {
    use golden::compat_v2 as api;

    include!("program.rs");
}

mod names_v1 {
    use golden::names_v1 as api;

    include!("names.rs");
}

mod names_v2 {
    use golden::names_v2 as api;

    include!("names.rs");
}
