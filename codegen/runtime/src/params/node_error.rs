//! Why a value can't be written.
//!
//! In: a message, and the steps to the value that can't. Out: both as a text. Must not know values.

use std::fmt;

use crate::codec::push_name;

/// Why a value can't be written, and where in it.
#[derive(Debug)]
pub struct NodeError {
    path: String,
    message: String,
}

impl NodeError {
    /// The same error, reported for the value that contains this one.
    pub(super) fn within(mut self, outer: String) -> Self {
        let is_member = !self.path.is_empty() && !self.path.starts_with('[');
        self.path = outer + if is_member { "." } else { "" } + &self.path;
        self
    }

    pub(super) fn in_member(self, name: &str) -> Self {
        let mut path = String::new();
        push_name(&mut path, name);
        self.within(path)
    }
}

impl fmt::Display for NodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(formatter, "at `{}`: ", self.path)?;
        }
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for NodeError {}

impl serde::ser::Error for NodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            path: String::new(),
            message: message.to_string(),
        }
    }
}
