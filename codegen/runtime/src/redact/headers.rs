//! Which headers contain a secret, by their names.
//!
//! In: headers. Out: the same, with what is secret marked or left out. Must not know security
//! schemes.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};

/// Headers as they may be shown: what a session lives on is left out.
pub(crate) struct ShownHeaders<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for ShownHeaders<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = formatter.debug_map();
        for (name, value) in self.0 {
            if is_secret(name.as_str()) {
                map.entry(name, &format_args!("Sensitive"));
            } else {
                map.entry(name, value);
            }
        }
        map.finish()
    }
}

/// Whether a header of that name usually contains a secret.
pub(crate) fn is_secret(name: &str) -> bool {
    matches!(
        name,
        "authorization" | "proxy-authorization" | "cookie" | "set-cookie"
    ) || [
        "key",
        "token",
        "secret",
        "password",
        "auth",
        "signature",
        "session",
    ]
    .iter()
    .any(|word| name.contains(word))
}

/// A header's name, or why the text is not one.
pub(crate) fn header_name(name: &str) -> Result<HeaderName, String> {
    HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| format!("`{}` is not a valid header name", name.escape_debug()))
}

/// A header, marked as sensitive if it usually contains a secret.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let header = header_name(name)?;
    let mut value = HeaderValue::from_str(value)
        .map_err(|_| format!("the value of the header `{header}` contains a control character"))?;
    value.set_sensitive(is_secret(header.as_str()));
    Ok((header, value))
}
