//! What of a request must not be told.
//!
//! In: a request and its URL. Out: the URL in parts, with a name in place of each secret. Must not
//! know how either is shown.

use http::Uri;

use crate::auth::SecurityScheme;
use crate::request::Request;
use crate::response::is_secret;

/// A part of a text: what it says, or the name of the secret that stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text(String),
    Secret(String),
}

/// The text of parts.
pub(super) fn joined(parts: Vec<Part>, secret: impl Fn(&str) -> String) -> String {
    let text = |part| match part {
        Part::Text(text) => text,
        Part::Secret(name) => secret(&name),
    };
    parts.into_iter().map(text).collect()
}

/// Where secrets stand in the URLs of an operation.
pub(super) struct Secrets {
    template: &'static str,
    /// The parameters of the query that are credentials.
    query: Vec<&'static str>,
}

impl Secrets {
    pub(super) fn of(request: &Request) -> Self {
        let schemes = request.client.inner.api.schemes.iter();
        Self {
            template: request.site().path(),
            query: schemes.filter_map(SecurityScheme::in_query).collect(),
        }
    }

    /// The URL of a request, without its secrets.
    pub(super) fn url(&self, uri: &Uri) -> Vec<Part> {
        let scheme = uri.scheme_str().unwrap_or_default();
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        let mut parts = vec![Part::Text(format!("{scheme}://{authority}"))];
        parts.extend(path(self.template, uri.path()));
        for (index, pair) in uri
            .query()
            .into_iter()
            .flat_map(|query| query.split('&'))
            .enumerate()
        {
            parts.push(Part::Text(if index == 0 { "?" } else { "&" }.to_owned()));
            let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
            if self.query.contains(&&*decoded) || is_secret(&decoded.to_ascii_lowercase()) {
                parts.push(Part::Text(format!("{name}=")));
                parts.push(Part::Secret(decoded.into_owned()));
            } else {
                parts.push(Part::Text(pair.to_owned()));
            }
        }
        parts
    }
}

/// A path whose segments are compared with the template's from the end, since the server's address
/// can have a path, too. A segment with a parameter that is a secret by its name is left out.
fn path(template: &str, path: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut templates = template.split('/').rev();
    for segment in path.split('/').rev() {
        let secret = templates.next().and_then(secret_in);
        parts.push(match secret {
            Some(name) => Part::Secret(name.to_owned()),
            None => Part::Text(segment.to_owned()),
        });
        parts.push(Part::Text("/".to_owned()));
    }
    // Before the first segment there is no slash: the path begins with an empty one.
    parts.pop();
    parts.reverse();
    parts
}

/// The parameter of a segment of a template that holds a secret.
fn secret_in(segment: &str) -> Option<&str> {
    let names = segment
        .split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0));
    let is_secret = |name: &&str| {
        let name = name.to_ascii_lowercase();
        [
            "token", "secret", "password", "api_key", "apikey", "api-key",
        ]
        .iter()
        .any(|word| name.contains(word))
    };
    names.into_iter().find(is_secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(template: &'static str, url: &str) -> String {
        let secrets = Secrets {
            template,
            query: vec!["k"],
        };
        joined(secrets.url(&url.parse().unwrap()), |name| {
            format!("<{name}>")
        })
    }

    #[test]
    fn secrets_are_left_out_of_urls() {
        let table = [
            ("/a/{id}", "https://s.test/v1/a/x", "https://s.test/v1/a/x"),
            ("/", "http://s.test:81/", "http://s.test:81/"),
            (
                "/a",
                "https://s.test/a?q=1&k=s&a%5Fpi_key=s",
                "https://s.test/a?q=1&k=<k>&a%5Fpi_key=<a_pi_key>",
            ),
            (
                "/bot{token}/me",
                "https://s.test/b/bots3/me",
                "https://s.test/b/<token>/me",
            ),
            ("/{apiKey}", "https://s.test/s3", "https://s.test/<apiKey>"),
        ];
        for (template, url, expected) in table {
            assert_eq!(shown(template, url), expected);
        }
    }
}
