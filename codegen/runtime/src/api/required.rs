//! A parameter that is set on the client, and the operations that require it.
//!
//! In: its name, and how a program sets it. Out: a constant of the client. Must not know requests.

use http::Method;

use super::instruction;

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Header,
    Query,
    Path,
}

/// A parameter that is set on the client and that operations require.
///
/// [`ClientBuilder::require`](crate::ClientBuilder::require) adds it to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequiredParameter {
    pub(crate) place: Place,
    pub(crate) name: &'static str,
    /// The method of the client's builder that sets it; empty: the runtime's own.
    setter: &'static str,
    /// The environment variable that the client's `from_env` reads it from; empty: none.
    variable: &'static str,
    /// The operations that require it, such as `GET /things`; empty: all.
    only: &'static [&'static str],
    /// The operations that don't.
    except: &'static [&'static str],
}

impl RequiredParameter {
    const fn new(place: Place, name: &'static str) -> Self {
        Self {
            place,
            name,
            setter: "",
            variable: "",
            only: &[],
            except: &[],
        }
    }

    /// A header.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self::new(Place::Header, name)
    }

    /// A query parameter.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self::new(Place::Query, name)
    }

    /// A path parameter. The operations that have it in their path require it.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(Place::Path, name)
    }

    /// Names the method of the client's builder that sets it, for errors.
    #[must_use]
    pub const fn set_by(self, setter: &'static str) -> Self {
        Self { setter, ..self }
    }

    /// Names the environment variable that the client's `from_env` reads it from, for errors.
    #[must_use]
    pub const fn read_from(self, variable: &'static str) -> Self {
        Self { variable, ..self }
    }

    /// Sets the operations that require it, as method and path template: `GET /things/{id}`. All
    /// do, unless this or [`except`](Self::except) is called.
    #[must_use]
    pub const fn only(self, only: &'static [&'static str]) -> Self {
        Self { only, ..self }
    }

    /// Sets the operations that don't require it, as method and path template.
    #[must_use]
    pub const fn except(self, except: &'static [&'static str]) -> Self {
        Self { except, ..self }
    }

    /// Whether the operation requires it.
    pub(crate) fn is_required_by(&self, method: &Method, template: &str) -> bool {
        let is_this =
            |operation: &&str| operation.split_once(' ') == Some((method.as_str(), template));
        (self.only.is_empty() || self.only.iter().any(is_this)) && !self.except.iter().any(is_this)
    }

    /// The message of the error of a request without it.
    pub(crate) fn missing(&self) -> String {
        let (what, own) = match self.place {
            Place::Header => ("header", "header"),
            Place::Query => ("query parameter", "query"),
            Place::Path => ("path parameter", "path"),
        };
        let name = self.name;
        let method = match self.setter {
            "" => format!("`.{own}({name:?}, …)`"),
            setter => format!("`.{setter}(…)`"),
        };
        let how = instruction(&method, self.variable);
        format!("the {what} `{name}` is missing ({how})")
    }
}
