//! The lines between the parts of a body.
//!
//! In: the parts. Out: a boundary (RFC 2046, 5.1.1). Must not know how parts are written.

use super::Part;
use crate::body::random;

/// A line that occurs in none of the parts, and that nobody who writes one of them can guess. What
/// isn't in memory can't be looked at, so there it is chance that keeps 122 random bits out.
pub(super) fn boundary(parts: &[Part]) -> Result<String, String> {
    loop {
        let boundary = random::uuid()?.simple().to_string();
        let occurs = |part: &Part| {
            let bytes = part.content.as_bytes();
            bytes.is_some_and(|bytes| {
                let mut windows = bytes.windows(boundary.len());
                windows.any(|window| window == boundary.as_bytes())
            })
        };
        if !parts.iter().any(occurs) {
            return Ok(boundary);
        }
    }
}
