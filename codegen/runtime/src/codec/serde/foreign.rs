//! Types that only serde knows.
//!
//! In: a type with serde's traits. Out: the same as the body of a request or a response. Must not
//! know models.

use std::fmt::Write as _;
use std::ops::{Deref, DerefMut};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_path_to_error::{Path, Segment};

use crate::codec::DecodeError;
use crate::codec::body::from_body::{FromBody, ResponseBody};
use crate::codec::json::location::{self, Location};
use crate::codec::json::reader::Reader;
use crate::codec::json::scan::{elements, members};
use crate::codec::json::strings::without_halves;
use crate::codec::model::weak::WeakMembers;

/// A type of your own with serde's traits as a body of JSON.
///
/// Models of generated crates need no wrapper. As the body of a response, `T` implements
/// [`Deserialize`]:
///
/// ```
/// use serde::Deserialize;
/// use specwright_runtime::testing::{Reply, Server, block_on};
/// use specwright_runtime::{Api, Call, Client, Json};
///
/// #[derive(Deserialize)]
/// struct Health {
///     healthy: bool,
/// }
///
/// # const API: Api =
/// #     Api { base_url: "https://api.example.com", variables: &[], schemes: &[], security: &[], user_agent: "example/1.0" };
/// # let server = Server::new();
/// # server.reply(Reply::json(200, &std::collections::BTreeMap::from([("healthy", true)])));
/// # let client = Client::builder(&API).transport(server.transport()).build()?;
/// let call: Call<Json<Health>> = client.get("/health");
/// let health = block_on(call)?;
/// assert!(health.healthy);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Json<T>(pub T);

impl<T> Json<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> From<T> for Json<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Json<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

/// Written as the value alone.
impl<T: Serialize> Serialize for Json<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Read as the value alone.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Json<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Location> {
    serde_json::from_str(text).or_else(|_| match without_halves(text) {
        // As in models, half a character is U+FFFD.
        Some(whole) => serde_json::from_str(&whole).map_err(|_| explain::<T>(&whole)),
        None => Err(explain::<T>(text)),
    })
}

/// Reads a text that `serde_json` has refused once more, to learn where it fails.
fn explain<T: DeserializeOwned>(text: &str) -> Location {
    if let Err(failed) = Reader::new(text).skip() {
        return failed.place(text);
    }
    let mut json = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Err(error) => locate(text, error.path(), error.inner()),
        Ok(_) => location::at(text.as_bytes(), 0, "it can't be read".to_owned()),
    }
}

/// The place of the value at that path, or within it if it is a model that says where.
fn locate(text: &str, path: &Path, error: &serde_json::Error) -> Location {
    let mut rest = text.trim_start();
    let mut outer = String::new();
    for step in path {
        let inner = match step {
            Segment::Seq { index } => {
                let _ = write!(outer, "[{index}]");
                elements(rest).nth(*index)
            }
            Segment::Map { key: name } | Segment::Enum { variant: name } => {
                location::push_name(&mut outer, name);
                members(rest)
                    .find(|(found, _)| found == name)
                    .map(|(_, value)| value)
            }
            Segment::Unknown => None,
        };
        rest = inner.unwrap_or(rest);
    }
    Location::around(
        outer,
        rest.as_ptr() as usize - text.as_ptr() as usize,
        error,
    )
}

impl<T: DeserializeOwned> FromBody for Json<T> {
    fn from_body(body: &ResponseBody<'_>) -> Result<Self, DecodeError> {
        let mut value = None;
        body.read_json(&mut |text| {
            value = Some(read(text)?);
            Ok(())
        })?;
        value
            .map(Self)
            .ok_or_else(|| body.error("nothing was read"))
    }

    /// Serde doesn't say which members a type knows, so a type that reads an object of other
    /// members describes none.
    fn describes(text: &str, _: WeakMembers) -> bool {
        let reads = |text| serde_json::from_str::<T>(text).is_ok();
        reads(text) && !reads(r#"{"":null}"#)
    }
}
