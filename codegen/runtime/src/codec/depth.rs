//! How deep values may be nested.
//!
//! In: a JSON text, or the wish to read one inside another. Out: yes or no. A reader that starts
//! anew inside another one starts its own limit anew, so hostile input could otherwise overflow the
//! stack. Must not know what is read.

use std::cell::Cell;

/// How many arrays and objects may stand in one another, as in `serde_json`.
const LIMIT: usize = 128;
/// How often members of unions may fail within one value.
const FAILURE_LIMIT: usize = 4096;

thread_local! {
    static NESTED: Cell<usize> = const { Cell::new(0) };
    static FAILURES: Cell<usize> = const { Cell::new(0) };
}

/// Counts a member of a union that a value turned out not to be, and says whether another one may
/// be tried. Unions within unions would otherwise be tried in every combination.
pub(super) fn may_try_again() -> bool {
    FAILURES.with(|failures| {
        failures.set(failures.get().saturating_add(1));
        failures.get() <= FAILURE_LIMIT
    })
}

/// Counts one reader more on this thread until it is dropped.
pub(super) struct Guard(());

impl Guard {
    /// Enters `text`, unless that goes too deep.
    pub(super) fn enter(text: &[u8]) -> Option<Self> {
        NESTED.with(|nested| {
            let depth = nested.get();
            // The text is measured once, by the outermost reader: what lies within is no deeper.
            if depth >= LIMIT || (depth == 0 && is_too_deep(text)) {
                return None;
            }
            if depth == 0 {
                FAILURES.set(0);
            }
            nested.set(depth + 1);
            Some(Self(()))
        })
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        NESTED.with(|nested| nested.set(nested.get().saturating_sub(1)));
    }
}

/// Whether arrays and objects are nested beyond the limit; strings are passed over.
fn is_too_deep(text: &[u8]) -> bool {
    if text.len() <= LIMIT {
        return false;
    }
    let mut depth = 0_usize;
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                if depth > LIMIT {
                    return true;
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'"' => {
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'\\' => {
                            bytes.next();
                        }
                        b'"' => break,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    false
}

/// What is said about a text that goes too deep.
pub(super) const TOO_DEEP: &str = "values are nested more than 128 deep";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_do_not_count() {
        let text = format!("\"\\\"{}\"", "[".repeat(200));
        assert!(!is_too_deep(text.as_bytes()));
        assert!(is_too_deep("[".repeat(129).as_bytes()));
        let deep = format!("{}{}", "[".repeat(128), "]".repeat(128));
        assert!(!is_too_deep(deep.as_bytes()));
    }
}
