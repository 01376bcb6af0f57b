//! How a value becomes the body of a request.
//!
//! In: a value. Out: JSON, or the tree from which forms are written. Must not know requests.

use serde::Serialize;

use crate::codec::{Items, Json, View, Wire, write};
use crate::error::RequestError;
use crate::params::{Node, NodeError, node_of, node_of_view};

/// A type that can be the body of a request, as JSON or as a form.
///
/// These are models, enums and unions, lists, slices and maps of them, numbers, `String` and `str`,
/// [`Value`](serde_json::Value), and [`Json`](crate::Json) around any type with serde's
/// [`Serialize`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be the body of a request",
    note = "wrap a type that implements serde's `Serialize`: `&Json(value)`"
)]
pub trait ToBody {
    #[doc(hidden)]
    fn to_json(&self) -> Result<String, String>;

    #[doc(hidden)]
    fn to_node(&self) -> Result<Node, NodeError>;
}

impl<T: Wire> ToBody for T {
    fn to_json(&self) -> Result<String, String> {
        json_of(&self.view())
    }

    fn to_node(&self) -> Result<Node, NodeError> {
        node_of_view(&self.view())
    }
}

impl ToBody for str {
    fn to_json(&self) -> Result<String, String> {
        json_of(&View::Str(self))
    }

    fn to_node(&self) -> Result<Node, NodeError> {
        node_of_view(&View::Str(self))
    }
}

impl<T: Wire> ToBody for [T] {
    fn to_json(&self) -> Result<String, String> {
        json_of(&View::List(&self))
    }

    fn to_node(&self) -> Result<Node, NodeError> {
        node_of_view(&View::List(&self))
    }
}

impl<T: Wire, const N: usize> ToBody for [T; N] {
    fn to_json(&self) -> Result<String, String> {
        self.as_slice().to_json()
    }

    fn to_node(&self) -> Result<Node, NodeError> {
        self.as_slice().to_node()
    }
}

impl<T: Wire> Items for &[T] {
    fn count(&self) -> usize {
        self.len()
    }

    fn item(&self, at: usize) -> Option<&dyn Wire> {
        self.get(at).map(|item| item as &dyn Wire)
    }
}

impl<T: Serialize> ToBody for Json<T> {
    fn to_json(&self) -> Result<String, String> {
        let text = serde_json::to_string(&self.0).map_err(|error| error.to_string())?;
        // `serde_json` writes null for a number that is not finite. The tree refuses it, and says
        // where it is.
        if text.contains("null") {
            self.to_node().map_err(|error| error.to_string())?;
        }
        Ok(text)
    }

    fn to_node(&self) -> Result<Node, NodeError> {
        node_of(&self.0)
    }
}

fn json_of(view: &View<'_>) -> Result<String, String> {
    match write(view) {
        Ok(text) => Ok(text),
        // The tree says where in the value it is.
        Err(error) => Err(node_of_view(view).map_or_else(|error| error.to_string(), |_| error)),
    }
}

/// Encodes a value as a JSON text, as a call does with its body.
///
/// ```
/// use specwright_runtime::codec;
///
/// assert_eq!(codec::encode(&vec![1.5, 2.0])?, "[1.5,2.0]");
/// let error = codec::encode(&vec![1.0, f64::NAN]).unwrap_err();
/// assert_eq!(error.to_string(), "at `[1]`: a number must be finite, found NaN");
/// # Ok::<(), specwright_runtime::RequestError>(())
/// ```
///
/// # Errors
///
/// A number that is not finite (RFC 8259, section 6), and a map whose keys are not strings.
pub fn encode<T: ToBody + ?Sized>(value: &T) -> Result<String, RequestError> {
    value.to_json().map_err(RequestError::new)
}
