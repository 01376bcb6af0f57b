//! What the macros accept and refuse, and what they say to it.
//!
//! New errors: `TRYBUILD=overwrite cargo test -p specwright-derive --test code`; read the
//! difference.

#[test]
fn accepted_and_rejected_code() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/accepted/*.rs");
    cases.compile_fail("tests/rejected/*.rs");
}
