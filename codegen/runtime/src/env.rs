//! Settings from the environment.
//!
//! In: the name of a variable. Out: its value, or an error that names it. Must not know what a
//! variable is for.

use crate::BuildError;

/// The value of a variable that must be set.
///
/// # Errors
///
/// The variable isn't set, is empty or blank, or isn't Unicode.
pub fn required(name: &'static str) -> Result<String, BuildError> {
    optional(name)?.ok_or_else(|| {
        BuildError::new(format!(
            "the environment variable `{name}` is not set or empty"
        ))
    })
}

/// The value of a variable that may be set; an empty one counts as not set.
///
/// # Errors
///
/// The variable has nothing but white space in it, or isn't Unicode.
pub fn optional(name: &'static str) -> Result<Option<String>, BuildError> {
    match std::env::var(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) if value.trim().is_empty() => Err(BuildError::new(format!(
            "the environment variable `{name}` has nothing but white space in it"
        ))),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        // The value itself might be a secret, so only the name is told.
        Err(std::env::VarError::NotUnicode(_)) => Err(BuildError::new(format!(
            "the environment variable `{name}` is not valid Unicode"
        ))),
    }
}
