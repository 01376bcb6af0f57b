//! What the generator plans, as tables that tests run over: the example of every method, and the
//! type of every component.
//!
//! The documentation of a method shows a call with values that the generator plans. Here the same
//! code is compiled, so that a test can run one call of every operation without writing any: a new
//! operation, or a new schema, has its row by itself.

use std::error::Error;
use std::io;
use std::pin::Pin;

use spanwire::specwright_runtime::codec::{decode, encode};
use spanwire::specwright_runtime::{FromBody, ToBody};

/// An example that was started.
pub type Run = Pin<Box<dyn Future<Output = Result<(), Box<dyn Error>>>>>;

/// The example of a method, for a client `C`.
#[derive(Clone, Copy, Debug)]
pub struct Example<C> {
    /// The operation that the method calls: `POST /pets/{id}`.
    pub operation: &'static str,
    /// The method: `pets().update`.
    pub method: &'static str,
    /// Calls the method. Of a list it reads all pages, of a stream all events.
    pub run: fn(C) -> Run,
}

/// A component, and the type that it became.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// The JSON Pointer of the schema.
    pub schema: &'static str,
    /// Decodes a JSON text and encodes the value again.
    pub trip: fn(&str) -> Result<String, String>,
}

fn trip<T: FromBody + ToBody>(json: &str) -> Result<String, String> {
    let value: T = decode(json.as_bytes()).map_err(|error| error.to_string())?;
    encode(&value).map_err(|error| error.to_string())
}

/// Makes the folder with the files that examples read the current one.
///
/// # Errors
///
/// The folder can't be entered.
pub fn enter_files() -> io::Result<()> {
    std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/files"))
}

include!(concat!(env!("OUT_DIR"), "/examples.rs"));
