//! The base URL of an API.
//!
//! In: what the document and the user say. Out: an address that paths can be appended to. Must not
//! know requests.

use std::collections::BTreeMap;

use http::Uri;

/// The address of a server as a document has it: with its `{variables}`, and their defaults.
#[derive(Clone, Copy, Debug)]
pub(super) struct Template {
    pub(super) url: &'static str,
    pub(super) variables: &'static [(&'static str, &'static str)],
}

/// The document's address with its variables filled in.
pub(super) fn filled(
    server: Template,
    variables: &BTreeMap<String, String>,
) -> Result<String, String> {
    let mut base_url = server.url.to_owned();
    for (name, default) in server.variables {
        let place = format!("{{{name}}}");
        let value = variables.get(*name).map_or(*default, String::as_str);
        if !stays(server.url, &place, value) {
            return Err(format!(
                "`{}` can't be the server's variable `{name}`: it would lead to another server",
                value.escape_debug()
            ));
        }
        base_url = base_url.replace(&place, value);
    }
    Ok(base_url)
}

/// Whether a value stays within its part of an address. A value within the scheme or the host must
/// not end it; a variable that is the whole of an address or of its beginning can be any, and so
/// can one of the path.
fn stays(address: &str, place: &str, value: &str) -> bool {
    let mut before = String::new();
    let mut places = address.split(place).peekable();
    while let Some(part) = places.next() {
        before.push_str(part);
        let Some(after) = places.peek() else { break };
        let in_host = before
            .split_once("://")
            .is_some_and(|(_, host)| !host.contains('/'));
        let in_scheme = !before.contains("://") && after.contains("://");
        if (in_host || in_scheme) && value.contains(['/', '\\', '?', '#', '@', '{', '}']) {
            return false;
        }
        before.push_str(place);
    }
    true
}

/// Checks a server's address, and takes the slash off its end.
pub(crate) fn check_base_url(base_url: &str) -> Result<String, String> {
    // A login in the address would be a secret that is shown, so it isn't repeated either.
    if base_url.contains('@') {
        return Err("the server's address must not contain a login or an `@`".to_owned());
    }
    let refuse = |reason: &str| Err(format!("`{}` {reason}", base_url.escape_debug()));
    if base_url.contains(['?', '#', '\\', '{', '}']) {
        return refuse("can't be a server's address: it has more than a path");
    }
    let plain = base_url.replace("%2E", ".").replace("%2e", ".");
    if plain.split('/').any(|part| matches!(part, "." | "..")) {
        return refuse("can't be a server's address: its path leads to another one");
    }
    match base_url.parse::<Uri>() {
        Ok(uri) if !matches!(uri.scheme_str(), Some("http" | "https")) => {
            refuse("can't be a server's address: it must begin with `https://` or `http://`")
        }
        // Some parsers would read an invalid port as a part of the host.
        Ok(uri)
            if uri
                .authority()
                .is_some_and(|it| has_port(it.as_str()) && uri.port_u16().is_none()) =>
        {
            refuse("can't be a server's address: its port is not a number")
        }
        Ok(uri) if uri.host().is_none_or(str::is_empty) => {
            refuse("can't be a server's address: it has no host")
        }
        Ok(_) => Ok(base_url.trim_end_matches('/').to_owned()),
        Err(error) => refuse(&format!("can't be a server's address: {error}")),
    }
}

/// Whether a colon follows the host; colons in brackets belong to the host (RFC 3986, 3.2.2).
fn has_port(authority: &str) -> bool {
    let after_host = authority.rsplit(']').next().unwrap_or_default();
    after_host.contains(':')
}
