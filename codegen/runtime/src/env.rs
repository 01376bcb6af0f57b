//! Settings from the environment.
//!
//! In: the name of a variable. Out: its value, or an error that names it. Must not know what a
//! variable is for.

use crate::build_error::BuildError;

/// The value of a variable that must be set; `setter` is the method of the client's builder that
/// sets the same, for the error.
///
/// # Errors
///
/// The variable isn't set, is empty or blank, or isn't Unicode.
pub fn required(name: &'static str, setter: &'static str) -> Result<String, BuildError> {
    optional(name)?.ok_or_else(|| {
        BuildError::new(format!(
            "the environment variable `{name}` is not set or empty: set it, or create the client by `Client::builder().{setter}(…)`"
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
        // The value itself might be a secret, so the error only has the name.
        Err(std::env::VarError::NotUnicode(_)) => Err(BuildError::new(format!(
            "the environment variable `{name}` is not valid Unicode"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::required;

    #[test]
    fn a_variable_that_is_missing_is_named_with_the_setter() {
        let error = required("SPECWRIGHT_TEST_UNSET", "token").unwrap_err();
        assert_eq!(
            error.to_string(),
            "the environment variable `SPECWRIGHT_TEST_UNSET` is not set or empty: set it, or create the client by \
             `Client::builder().token(…)`"
        );
    }
}
