//! Why a value can't be read.
//!
//! In: a message and an offset. Out: the place with its path, which is only looked for when somebody asks. Must not know
//! models.

use std::fmt;

use serde::de::IgnoredAny;

use super::place::{self, Place};
use super::reader::Reader;

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
    /// The same, and no type can read the text.
    Last(String),
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

    /// A failure that no other member of a union gets past, and no `Value` does.
    #[cold]
    pub(super) fn last(at: usize, message: String) -> Self {
        let what = What::Last(message);
        Self(Box::new(Failure { at, what }))
    }

    /// Whether it makes no difference as what the value is read.
    pub(super) fn is_final(&self) -> bool {
        matches!(self.0.what, What::Syntax | What::Last(_))
    }

    #[cold]
    pub(super) fn syntax(at: usize) -> Self {
        let what = What::Syntax;
        Self(Box::new(Failure { at, what }))
    }

    /// What `serde_json` says of a part of a text that begins at `at`.
    #[cold]
    pub(super) fn within(at: usize, part: &str, error: &serde_json::Error) -> Self {
        if error.is_syntax()
            && let Err(failed) = Reader::new(part).skip()
        {
            return Self::syntax(at + failed.0.at);
        }
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
            What::Message(message) | What::Last(message) => place::at(text.as_bytes(), at, message),
            What::Within(place) => place::within(text.as_bytes(), at, place),
            What::Syntax => {
                if let Some((at, word)) = not_finite(text, at) {
                    let message = format!("`{word}` is not JSON: numbers must be finite");
                    return place::at(text.as_bytes(), at, message);
                }
                // Its own words for it are as good as any.
                match serde_json::from_str::<IgnoredAny>(text) {
                    Err(error) => place::describe(text.as_bytes(), &error),
                    Ok(_) => place::at(text.as_bytes(), at, "invalid JSON".to_owned()),
                }
            }
        }
    }
}

/// The word that some servers write for a number that JSON does not have, and where it begins.
fn not_finite(text: &str, at: usize) -> Option<(usize, &str)> {
    let (before, _) = text.split_at_checked(at)?;
    let start = before.strip_suffix(['-', '+']).map_or(at, str::len);
    let word = text.get(start..)?;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '+' | '_');
    let end = word.find(|c| !is_part(c)).unwrap_or(word.len());
    let word = word.get(..end)?;
    let name = word.trim_start_matches(['-', '+']);
    let known = ["nan", "inf", "infinity"];
    known
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
        .then_some((start, word))
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.what {
            What::Message(message) | What::Last(message) => formatter.write_str(message),
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
