//! Plans of small documents; further tests are beside the code that they test.

mod features;
mod options;
pub(super) mod snippet;
