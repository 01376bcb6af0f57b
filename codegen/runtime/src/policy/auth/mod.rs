//! Credentials: which a call needs, who provides them, and where they are sent.
//!
//! In: the document's security schemes, the user's secrets and providers. Out: requests with
//! credentials, or an error that names the scheme. Must not know operations.

pub(crate) mod credential;
pub(crate) mod credentials;
pub(crate) mod token;
mod tokens;

pub(crate) use self::credentials::{
    Credentials, PendingCredential, RequestParts, cookie_header, fetch, push_cookie, with_fetched,
};
pub(crate) use self::token::Origin;
pub use self::token::{AccessToken, TokenProvider, TokenRequest};
pub(crate) use self::tokens::Token;
