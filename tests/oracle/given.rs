//! What a request says: the values of its parameters and its body.
//!
//! In: a request of our client. Out: what progenitor's client needs to make the same call, by
//! the functions that the build script writes.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::pin::Pin;
use std::str::FromStr;

use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tests::http::Request;

/// A call of progenitor's client. An error: its types can't hold what was given. What comes of the
/// call is ignored.
pub(crate) type Replaying = Pin<Box<dyn Future<Output = Result<(), String>>>>;

/// Makes a call at a server of that URL.
pub(crate) type Replay = fn(String, Given) -> Replaying;

/// The values in a request.
pub(crate) struct Given {
    request: Request,
    path: BTreeMap<String, String>,
    query: Vec<(String, String)>,
}

impl Given {
    /// The values in a request for the operation with that path template.
    pub(crate) fn of(request: &Request, template: &str) -> Self {
        let segments = template.split('/').zip(request.path().split('/'));
        let path = segments.filter_map(|(name, value)| {
            let name = name.strip_prefix('{')?.strip_suffix('}')?;
            Some((name.to_owned(), decoded(value)))
        });
        let query = form_urlencoded::parse(request.query().as_bytes());
        Self {
            path: path.collect(),
            query: query.into_owned().collect(),
            request: request.clone(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> Option<&str> {
        self.path.get(name).map(String::as_str)
    }

    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        let mut query = self.query.iter();
        let (_, value) = query.find(|(other, _)| other == name)?;
        Some(value)
    }

    /// The values of a parameter that is repeated for each.
    pub(crate) fn queries<T: FromStr<Err: Display>>(&self, name: &str) -> Option<Vec<T>> {
        let values = self.query.iter().filter(|(other, _)| other == name);
        let values: Vec<T> = values.map(|(_, value)| parsed(value)).collect();
        (!values.is_empty()).then_some(values)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.request.header(name)
    }

    /// The body in a type of progenitor's, if that holds all of it.
    pub(crate) fn body<T: DeserializeOwned + Serialize>(&self) -> Result<T, String> {
        let body = serde_json::from_slice::<Value>(&self.request.body);
        let body = body.map_err(|error| error.to_string())?;
        let held: T = serde_json::from_value(body.clone()).map_err(|error| error.to_string())?;
        match serde_json::to_value(&held) {
            Ok(other) if holds(&other, &body) => Ok(held),
            _ => Err("members are lost".to_owned()),
        }
    }
}

/// Whether a value has all that another one has. It may have more: defaults.
fn holds(value: &Value, other: &Value) -> bool {
    match (value, other) {
        (Value::Object(value), Value::Object(other)) => other
            .iter()
            .all(|(name, other)| value.get(name).is_some_and(|value| holds(value, other))),
        (Value::Array(value), Value::Array(other)) => {
            value.len() == other.len()
                && value
                    .iter()
                    .zip(other)
                    .all(|(value, other)| holds(value, other))
        }
        (Value::Number(value), Value::Number(other)) => value.as_f64() == other.as_f64(),
        _ => value == other,
    }
}

/// The value of a parameter in its type.
pub(crate) fn parsed<T: FromStr<Err: Display>>(text: &str) -> T {
    text.parse()
        .unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A segment of a path without its percent-encoding.
pub(crate) fn decoded(segment: &str) -> String {
    let text = percent_decode_str(segment).decode_utf8();
    text.unwrap().into_owned()
}
