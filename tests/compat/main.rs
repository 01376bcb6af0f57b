//! One program, compiled against two versions of a document: what the second adds breaks nothing.
//!
//! The second version has an operation, optional parameters, optional properties, values of an enum, members of a union,
//! statuses, a media type, a tag and a way to sign in more than the first. What is promised, and what is not, stands in
//! `docs/compatibility.md`.

mod v1 {
    use golden::compat_v1 as api;

    include!("program.rs");
}

mod v2 {
    use golden::compat_v2 as api;

    include!("program.rs");
}
