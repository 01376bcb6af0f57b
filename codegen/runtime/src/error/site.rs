//! Which operation a call is to, and how often it was tried.
//!
//! In: a method and a path template, attempts. Out: the same, for messages and errors. Must not
//! know parameters, which can be secret.

use std::fmt;

use http::Method;

use super::NotRetried;

/// Which operation was called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallSite {
    pub(crate) method: Method,
    pub(crate) template: &'static str,
    /// The method that reads the other form of the response: whole, or as a stream.
    pub(crate) beside: Option<&'static str>,
    /// How many attempts were made.
    pub(crate) attempts: u32,
    /// Why there was no other one, where there could have been.
    pub(crate) not_retried: Option<NotRetried>,
}

impl CallSite {
    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path as the document has it, with the parameters' names.
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.template
    }
}

impl fmt::Display for CallSite {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.template)
    }
}
