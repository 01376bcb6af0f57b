//! Why a value can't be read.
//!
//! In: a message and an offset. Out: the place with its path, which is only looked for when somebody asks. Must not know
//! models.

use std::fmt;

use serde::de::IgnoredAny;

use super::place::{self, Place};

/// The offset of what was not said by a reader.
const NOWHERE: usize = usize::MAX;

/// Why a value can't be read. One pointer, so that what can't fail pays nothing for it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Failed(Box<Failure>);

#[derive(Debug)]
struct Failure {
    /// Where the value begins, or where the text stops to be JSON.
    at: usize,
    what: What,
}

#[derive(Debug)]
enum What {
    /// The text is no JSON.
    Syntax,
    Message(String),
    /// It lies within the value, which something else has read.
    Within(Place),
}

impl Failed {
    #[cold]
    pub(super) fn new(at: usize, message: String) -> Self {
        Self(Box::new(Failure {
            at,
            what: What::Message(message),
        }))
    }

    #[cold]
    pub(super) fn syntax(at: usize) -> Self {
        let what = What::Syntax;
        Self(Box::new(Failure { at, what }))
    }

    /// What `serde_json` says of a part of a text that begins at `at`.
    #[cold]
    pub(super) fn within(at: usize, part: &str, error: &serde_json::Error) -> Self {
        let what = What::Within(place::describe(part.as_bytes(), error));
        Self(Box::new(Failure { at, what }))
    }

    /// The same of the value that begins at `at`, unless it says where it is.
    pub(super) fn from(mut self, at: usize) -> Self {
        if self.0.at == NOWHERE {
            self.0.at = at;
        }
        self
    }

    /// Says where it lies in the text.
    #[cold]
    pub(super) fn place(self, text: &str) -> Place {
        let Failure { at, what } = *self.0;
        match what {
            What::Message(message) => place::at(text.as_bytes(), at, message),
            What::Within(place) => place::within(text.as_bytes(), at, place),
            // Its own words for it are as good as any.
            What::Syntax => match serde_json::from_str::<IgnoredAny>(text) {
                Err(error) => place::describe(text.as_bytes(), &error),
                Ok(_) => place::at(text.as_bytes(), at, "invalid JSON".to_owned()),
            },
        }
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.what {
            What::Message(message) => formatter.write_str(message),
            What::Within(place) => place.fmt(formatter),
            What::Syntax => formatter.write_str("invalid JSON"),
        }
    }
}

impl std::error::Error for Failed {}

impl serde::de::Error for Failed {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(NOWHERE, message.to_string())
    }
}
