//! A credential: what a security scheme sends.
//!
//! In: secrets. Out: the same, and whether there is anything in them. Must not know where they go.

use secrecy::{ExposeSecret, SecretString};

/// What a scheme sends.
#[derive(Clone)]
pub(crate) enum Credential {
    /// A token or an API key.
    Key(SecretString),
    /// A user and password, either of which may be empty.
    Login(String, SecretString),
}

impl Credential {
    /// Whether there is nothing in it but spaces.
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Key(key) => is_blank(key.expose_secret()),
            Self::Login(user, password) => is_blank(user) && is_blank(password.expose_secret()),
        }
    }

    /// Whether it has characters that no header can contain.
    pub(super) fn has_controls(&self) -> bool {
        match self {
            Self::Key(key) => key.expose_secret().contains(char::is_control),
            // It is sent as base64.
            Self::Login(..) => false,
        }
    }
}

/// Whether a text has nothing in it but white space, control characters and the mark that some
/// files begin with.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || c.is_control() || c == '\u{feff}')
}
