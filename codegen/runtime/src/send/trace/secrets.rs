//! Redaction of a request for traces.
//!
//! In: a request and its URL. Out: the URL in parts, with a name in place of each secret. Must not
//! know how either is shown.

use http::Uri;

use crate::redact::Redaction;
use crate::request::Request;

/// A segment of a text: literal, or the name of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    Text(String),
    Secret(String),
}

/// The text of parts.
pub(super) fn joined(parts: Vec<Segment>, secret: impl Fn(&str) -> String) -> String {
    let text = |part| match part {
        Segment::Text(text) => text,
        Segment::Secret(name) => secret(&name),
    };
    parts.into_iter().map(text).collect()
}

/// Which parts of an operation's URL are secret.
pub(super) struct Secrets {
    template: &'static str,
    redaction: Redaction,
}

impl Secrets {
    pub(super) fn of(request: &Request) -> Self {
        Self {
            template: request.site().path(),
            redaction: request.client.inner.redaction.clone(),
        }
    }

    /// The URL of a request, without its secrets.
    pub(super) fn url(&self, uri: &Uri) -> Vec<Segment> {
        let scheme = uri.scheme_str().unwrap_or_default();
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        let mut parts = vec![Segment::Text(format!("{scheme}://{authority}"))];
        parts.extend(self.path(uri.path()));
        for (index, pair) in uri
            .query()
            .into_iter()
            .flat_map(|query| query.split('&'))
            .enumerate()
        {
            parts.push(Segment::Text(if index == 0 { "?" } else { "&" }.to_owned()));
            let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
            if self.redaction.hides(&decoded) {
                parts.push(Segment::Text(format!("{name}=")));
                parts.push(Segment::Secret(decoded.into_owned()));
            } else {
                parts.push(Segment::Text(pair.to_owned()));
            }
        }
        parts
    }

    /// A path whose segments are compared with the template's from the end, since the server's
    /// address can have a path, too. A segment with a parameter that is a secret is left out.
    fn path(&self, path: &str) -> Vec<Segment> {
        let mut parts = Vec::new();
        let mut templates = self.template.split('/').rev();
        for segment in path.split('/').rev() {
            let secret = templates.next().and_then(|segment| self.secret_in(segment));
            parts.push(match secret {
                Some(name) => Segment::Secret(name.to_owned()),
                None => Segment::Text(segment.to_owned()),
            });
            parts.push(Segment::Text("/".to_owned()));
        }
        // The path begins with an empty segment, so no slash precedes it.
        parts.pop();
        parts.reverse();
        parts
    }

    /// The parameter of a segment of a template that contains a secret.
    fn secret_in(&self, segment: &'static str) -> Option<&'static str> {
        let mut names = segment
            .split('{')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('}')?.0));
        names.find(|name| self.redaction.hides(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{ApiKeyIn, SecurityScheme};

    const SCHEME: SecurityScheme = SecurityScheme::api_key("k", ApiKeyIn::Query, "k");

    fn shown(template: &'static str, url: &str) -> String {
        let secrets = Secrets {
            template,
            redaction: Redaction::new(&[SCHEME], &[]),
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
                "https://s.test/a?q=1&k=s&api%5Fkey=s",
                "https://s.test/a?q=1&k=<k>&api%5Fkey=<api_key>",
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
