//! The address of an API's server.
//!
//! In: what the document and the user say. Out: an address that paths can be put behind. Must not know requests.

use std::collections::BTreeMap;

use http::Uri;

use super::Api;

/// The document's address with its variables filled in.
pub(super) fn filled(api: &Api, variables: &BTreeMap<String, String>) -> String {
    let mut base_url = api.base_url.to_owned();
    for (name, default) in api.variables {
        let value = variables.get(*name).map_or(*default, String::as_str);
        base_url = base_url.replace(&format!("{{{name}}}"), value);
    }
    base_url
}

/// Checks a server's address, and takes the slash off its end.
pub(crate) fn check_base_url(base_url: &str) -> Result<String, String> {
    // A login in the address would be a secret that is shown, so it isn't repeated either.
    if base_url.contains('@') {
        return Err("the server's address must not hold a login or an `@`".to_owned());
    }
    let refuse = |reason: &str| Err(format!("`{}` {reason}", base_url.escape_debug()));
    if base_url.contains(['?', '#', '\\', '{', '}']) {
        return refuse("can't be a server's address: it holds more than a path");
    }
    match base_url.parse::<Uri>() {
        Ok(uri) if !matches!(uri.scheme_str(), Some("http" | "https")) => {
            refuse("can't be a server's address: it must begin with `https://` or `http://`")
        }
        Ok(uri) if uri.host().is_none_or(str::is_empty) => {
            refuse("can't be a server's address: it has no host")
        }
        Ok(_) => Ok(base_url.trim_end_matches('/').to_owned()),
        Err(error) => refuse(&format!("can't be a server's address: {error}")),
    }
}
