//! Unguessable values.
//!
//! In: nothing. Out: random numbers from the system's own source. Must not know what they are for.

use uuid::{Builder, Uuid};

/// A random UUID (RFC 9562, 5.4), or the error of the system's random number generator.
pub(crate) fn uuid() -> Result<Uuid, String> {
    let mut bytes = [0; 16];
    getrandom::getrandom(&mut bytes).map_err(|error| error.to_string())?;
    Ok(Builder::from_random_bytes(bytes).into_uuid())
}
