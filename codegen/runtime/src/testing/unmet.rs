//! What did not happen as a test prepared it.
//!
//! In: replies that are left, and requests without one. Out: an error that lists both.

use std::fmt;

/// Expected calls that were not made, and calls that were not expected.
#[derive(Clone, PartialEq, Eq)]
pub struct Unmet {
    /// Which requests, and how many replies are left for them.
    missing: Vec<(String, usize)>,
    unexpected: Vec<String>,
}

impl Unmet {
    pub(super) fn new(missing: Vec<(String, usize)>, unexpected: Vec<String>) -> Result<(), Self> {
        if missing.is_empty() && unexpected.is_empty() {
            Ok(())
        } else {
            Err(Self {
                missing,
                unexpected,
            })
        }
    }
}

impl fmt::Display for Unmet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the server was not asked what was prepared")?;
        for (what, count) in &self.missing {
            let times = if *count == 1 { "time" } else { "times" };
            write!(formatter, "\n- {what} was expected {count} more {times}")?;
        }
        for what in &self.unexpected {
            write!(formatter, "\n- {what}")?;
        }
        Ok(())
    }
}

/// As it is displayed, so that a test that unwraps it can be read.
impl fmt::Debug for Unmet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Unmet {}
