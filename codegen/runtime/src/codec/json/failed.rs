//! Why a value can't be read.
//!
//! In: a message and an offset. Out: the place with its path, which is only looked for when somebody asks. Must not know
//! models.

use std::fmt;

use serde::de::IgnoredAny;

use super::place::{self, Place};

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
}

impl Failed {
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

    /// Says where it lies in the text.
    #[cold]
    pub(crate) fn place(self, text: &str) -> Place {
        let Failure { at, what } = *self.0;
        match what {
            What::Message(message) | What::Last(message) => place::at(text.as_bytes(), at, message),
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
            What::Syntax => formatter.write_str("invalid JSON"),
        }
    }
}

impl std::error::Error for Failed {}
