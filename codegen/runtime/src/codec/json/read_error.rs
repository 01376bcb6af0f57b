//! Why a value can't be read.
//!
//! In: a message and an offset. Out: the place with its path, which is only looked for when
//! somebody asks. Must not know models.

use std::fmt;

/// Why a value can't be read. One pointer, so that what can't fail pays nothing for it.
#[doc(hidden)]
#[derive(Debug)]
pub struct ReadError(pub(super) Box<Failure>);

#[derive(Debug)]
pub(super) struct Failure {
    /// Where the value begins, or where the text stops to be JSON.
    pub(super) at: usize,
    pub(super) what: What,
}

#[derive(Debug)]
pub(super) enum What {
    /// The text is not JSON.
    Syntax,
    Message(String),
    /// The same, and no type can read the text.
    Last(String),
}

impl ReadError {
    #[cold]
    pub(crate) fn new(at: usize, message: String) -> Self {
        Self(Box::new(Failure {
            at,
            what: What::Message(message),
        }))
    }

    /// A failure that no other member of a union gets past, and no `Value` does.
    #[cold]
    pub(crate) fn last(at: usize, message: String) -> Self {
        let what = What::Last(message);
        Self(Box::new(Failure { at, what }))
    }

    /// Whether it makes no difference as what the value is read.
    pub(crate) fn is_final(&self) -> bool {
        matches!(self.0.what, What::Syntax | What::Last(_))
    }

    #[cold]
    pub(crate) fn syntax(at: usize) -> Self {
        let what = What::Syntax;
        Self(Box::new(Failure { at, what }))
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.what {
            What::Message(message) | What::Last(message) => formatter.write_str(message),
            What::Syntax => formatter.write_str("invalid JSON"),
        }
    }
}

impl std::error::Error for ReadError {}
