//! Which parameters and headers contain secrets, by their names.
//!
//! In: the security schemes of the API, what the user marked, and names. Out: whether the value
//! under a name is shown. Must not know how it is shown.

mod headers;

use std::sync::Arc;

pub(crate) use self::headers::{ShownHeaders, header, header_name, is_secret};
use crate::api::SecurityScheme;

/// What is shown in place of a secret.
pub(crate) const HIDDEN: &str = "hidden";

/// What of one request is not shown.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct RequestRedaction {
    pub(crate) names: Redaction,
    /// The values of marked parameters in the path, as they are sent.
    pub(crate) path: Vec<String>,
}

impl RequestRedaction {
    /// Whether it hides more than what looks like a secret by its name.
    pub(crate) fn is_particular(&self) -> bool {
        let names = &self.names;
        !names.marked.is_empty() || names.schemes.iter().any(|it| it.in_query().is_some())
    }

    /// A path without the values of marked parameters.
    pub(crate) fn shown_path(&self, path: &str) -> String {
        let hide = |path: String, value: &String| path.replace(value, HIDDEN);
        self.path.iter().fold(path.to_owned(), hide)
    }
}

/// The parameters and headers whose values are not shown.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Redaction {
    schemes: &'static [SecurityScheme],
    /// What the user marked, in lower case.
    marked: Arc<[String]>,
}

impl Redaction {
    pub(crate) fn new(schemes: &'static [SecurityScheme], marked: &[String]) -> Self {
        Self {
            schemes,
            marked: marked.iter().map(|name| name.to_lowercase()).collect(),
        }
    }

    /// Whether the user marked the parameter or header of that name.
    pub(crate) fn is_marked(&self, name: &str) -> bool {
        let is_it = |marked: &String| *marked == name.to_lowercase();
        self.marked.iter().any(is_it)
    }

    /// Whether a parameter is a credential, is marked, or looks like a secret by its name, which is
    /// not encoded.
    pub(crate) fn hides(&self, name: &str) -> bool {
        let mut schemes = self.schemes.iter();
        schemes.any(|scheme| scheme.in_query() == Some(name))
            || self.is_marked(name)
            || looks_secret(name)
    }
}

/// Words of which any makes the value under a name a secret.
const SECRETS: &[&str] = &[
    "secret",
    "secrets",
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "signature",
    "sig",
    "hmac",
    "credential",
    "credentials",
    "authorization",
    "jwt",
    "assertion",
    "sessionid",
];

/// Words before `token` with which it is a place in a list and no secret.
const PLACES: &[&str] = &[
    "page",
    "pagination",
    "next",
    "prev",
    "previous",
    "continuation",
    "sync",
    "start",
    "resume",
    "skip",
    "cursor",
];

/// Words before `key` with which it is a secret. `sort_key` and `partition_key` are none.
const KEYS: &[&str] = &[
    "access",
    "account",
    "admin",
    "api",
    "app",
    "application",
    "auth",
    "client",
    "consumer",
    "developer",
    "device",
    "encryption",
    "functions",
    "hapi",
    "ingest",
    "license",
    "master",
    "merchant",
    "private",
    "secret",
    "server",
    "service",
    "shared",
    "signing",
    "subscription",
    "user",
    "write",
];

/// Whether a name is one that secrets usually have: `sig`, `X-Amz-Signature`, `accessToken`, `key`;
/// not `page_token`, `max_tokens` or `keyword`.
pub(crate) fn looks_secret(name: &str) -> bool {
    let words = words(name);
    if let [word] = &words[..]
        && matches!(word.as_str(), "key" | "auth" | "token" | "session" | "sid")
    {
        return true;
    }
    let before = std::iter::once("").chain(words.iter().map(String::as_str));
    before
        .zip(&words)
        .any(|(before, word)| match word.as_str() {
            "token" => !PLACES.contains(&before),
            "key" => KEYS.contains(&before),
            "id" => before == "session",
            word => SECRETS.contains(&word) || is_compound(word),
        })
}

/// Whether a word is made of two that are a secret, such as `authtoken` and `appkey`.
fn is_compound(word: &str) -> bool {
    let token = word.strip_suffix("token");
    let key = word.strip_suffix("key");
    token.is_some_and(|before| !PLACES.contains(&before))
        || key.is_some_and(|before| KEYS.contains(&before))
}

/// The words of a name, in lower case: `X-Amz-Signature`, `api_key` and `apiKey` have more than
/// one.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase() || c.is_numeric();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_their_names() {
        for secret in [
            "sig",
            "signature",
            "X-Amz-Signature",
            "X-Amz-Credential",
            "X-Amz-Security-Token",
            "X-Goog-Signature",
            "token",
            "accessToken",
            "access_token",
            "refresh-token",
            "id_token",
            "key",
            "KEY",
            "api_key",
            "apiKey",
            "apikey",
            "api-key",
            "subscription-key",
            "client_secret",
            "clientSecret",
            "password",
            "auth",
            "auth_token",
            "session_id",
            "sessionId",
            "jwt",
            "filter[secret]",
            "authtoken",
            "appkey",
            "userKey",
        ] {
            assert!(looks_secret(secret), "{secret}");
        }
        for shown in [
            "page_token",
            "pageToken",
            "next_token",
            "continuationToken",
            "max_tokens",
            "keyword",
            "sort_key",
            "author",
            "design",
            "signal",
            "q",
            "",
            "id",
            "monkey",
            "passenger",
            "tokenizer",
            "pagetoken",
            "hotkey",
            "projectKey",
        ] {
            assert!(!looks_secret(shown), "{shown}");
        }
    }

    #[test]
    fn other_names_are_not_secret() {
        use crate::api::ApiKeyIn;

        const IN_QUERY: SecurityScheme = SecurityScheme::api_key("k", ApiKeyIn::Query, "k");
        const IN_HEADER: SecurityScheme = SecurityScheme::api_key("k", ApiKeyIn::Header, "k");
        let is_particular = |schemes, marked: &[String]| {
            let names = Redaction::new(schemes, marked);
            let path = Vec::new();
            RequestRedaction { names, path }.is_particular()
        };
        assert!(is_particular(&[IN_QUERY], &[]));
        assert!(is_particular(&[], &["code".to_owned()]));
        assert!(!is_particular(&[IN_HEADER], &[]));
    }

    #[test]
    fn what_is_marked_is_hidden_in_any_case() {
        let redaction = Redaction::new(&[], &["Code".to_owned()]);
        assert!(redaction.hides("code") && redaction.is_marked("CODE"));
        assert!(!redaction.hides("codes"));
    }
}
