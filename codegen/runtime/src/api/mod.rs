//! An API, as generated code states it.
//!
//! In: constants. Out: the same as data. Must not know clients.

mod required;
pub(crate) mod scheme;

pub(crate) use self::required::Place;
pub use self::required::RequiredParameter;
pub use self::scheme::{ApiKeyIn, SecurityScheme};

/// Which schemes a call needs: any of the alternatives, and of it every scheme.
pub(crate) type Requirement = &'static [&'static [&'static str]];

/// An API, as generated code describes it.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The server's address, with `{variables}`.
    pub base_url: &'static str,
    /// The server's variables and their defaults.
    pub variables: &'static [(&'static str, &'static str)],
    /// The security schemes.
    pub schemes: &'static [SecurityScheme],
    /// Which schemes a call needs unless it says otherwise: any of the alternatives, all of its
    /// schemes.
    pub security: Requirement,
    /// The `User-Agent` of its client.
    pub user_agent: &'static str,
}

/// How a program sets a value, in words: by the method of the builder or the variable.
fn instruction(method: &str, variable: &str) -> String {
    match variable {
        "" => format!("set by {method}"),
        variable => format!("set by {method}, or by `{variable}` for `from_env`"),
    }
}
