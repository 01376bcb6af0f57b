//! How errors are shown.
//!
//! In: an error. Out: what `Display` and `Debug` write, and the error below it. Must not show a
//! secret.

use std::fmt;

use super::Error;

/// The beginning of a body, for a message.
pub(super) fn excerpt(body: &[u8]) -> String {
    const LENGTH: usize = 200;
    let end = body.len().min(LENGTH);
    let text = String::from_utf8_lossy(body.get(..end).unwrap_or_default());
    let text = text.trim_end_matches(char::REPLACEMENT_CHARACTER).trim();
    let mut text = crate::codec::visible(text);
    if body.len() > LENGTH {
        text.push('…');
    }
    text
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.site())?;
        match self {
            Self::Api {
                status,
                excerpt,
                truncated,
                ..
            } => {
                if status.is_success() {
                    write!(formatter, "the server reported an error, with {status}")?;
                } else {
                    write!(formatter, "the server responded with {status}")?;
                }
                if !excerpt.is_empty() {
                    write!(formatter, ": {excerpt}")?;
                }
                if let Some(error) = truncated {
                    write!(formatter, " (the body is incomplete: {error})")?;
                }
            }
            Self::Transport { error, .. } => error.fmt(formatter)?,
            Self::Timeout { after, .. } => write!(formatter, "no response within {after:?}")?,
            Self::Decode {
                path,
                snippet,
                message,
                ..
            } => {
                write!(formatter, "unexpected response at `{path}`: {message}")?;
                if !snippet.trim().is_empty() {
                    write!(formatter, ", near `{snippet}`")?;
                }
            }
            Self::Request { error, .. } => error.fmt(formatter)?,
        }
        self.show_attempts(formatter)
    }
}

impl<E> Error<E> {
    /// How often it was tried, where that is of interest, and why no more.
    fn show_attempts(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attempts = self.attempts();
        let plural = if attempts == 1 { "" } else { "s" };
        match self.not_retried() {
            Some(reason) => write!(
                formatter,
                "; gave up after {attempts} attempt{plural}: {reason}"
            ),
            None if attempts > 1 => write!(formatter, "; that was attempt {attempts}"),
            None => Ok(()),
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let site = self.site().to_string();
        match self {
            Self::Api {
                status,
                headers,
                body,
                truncated,
                ..
            } => formatter
                .debug_struct("Api")
                .field("call", &site)
                .field("status", status)
                .field("headers", &crate::redact::ShownHeaders(headers))
                .field("body", body)
                .field("truncated", truncated)
                .finish_non_exhaustive(),
            Self::Transport { error, .. } => formatter
                .debug_struct("Transport")
                .field("call", &site)
                .field("error", error)
                .finish(),
            Self::Timeout { after, .. } => formatter
                .debug_struct("Timeout")
                .field("call", &site)
                .field("after", after)
                .finish(),
            Self::Decode {
                path,
                snippet,
                message,
                status,
                ..
            } => formatter
                .debug_struct("Decode")
                .field("call", &site)
                .field("status", status)
                .field("path", path)
                .field("message", message)
                .field("snippet", snippet)
                .finish_non_exhaustive(),
            Self::Request { error, .. } => formatter
                .debug_struct("Request")
                .field("call", &site)
                .field("error", error)
                .finish(),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport { error, .. } => error.source(),
            Self::Api { truncated, .. } => truncated.as_ref().map(|error| error as _),
            _ => None,
        }
    }
}
