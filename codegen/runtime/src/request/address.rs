//! The URL of a request.
//!
//! In: the address of the server, the path template and the parameters, or an address from a
//! response. Out: a URL whose path no parameter can change. Must not know how requests are sent.

use http::Uri;

use super::Request;
use crate::error::RequestError;
use crate::params::{encode_component, name_of, push_literal};
use crate::transport::address::{is_same_origin, origin, resolve};

impl Request {
    /// The URL that is asked.
    pub(crate) fn uri(&self, query: &str) -> Result<Uri, RequestError> {
        let refused = |error| RequestError::new(format!("the address can't be used: {error}"));
        if let Some(address) = &self.address {
            let stated = address.query().unwrap_or_default();
            let is_told = |pair: &&str| {
                stated
                    .split('&')
                    .any(|other| name_of(other) == name_of(pair))
            };
            let mut url = address.to_string();
            let more = query
                .split('&')
                .filter(|pair| !pair.is_empty() && !is_told(pair));
            for (index, pair) in more.enumerate() {
                url.push_str(match (index, address.query()) {
                    (0, None) => "?",
                    (0, Some("")) => "",
                    _ => "&",
                });
                url.push_str(pair);
            }
            return url.parse().map_err(refused);
        }
        let base = self
            .base_url
            .as_ref()
            .unwrap_or(&self.client.inner.base_url);
        // A fragment only distinguishes operations in the document, and is never sent.
        let ends = |byte| matches!(byte, b'?' | b'#');
        let (path, fixed) = match self.template.bytes().position(ends) {
            Some(end) => {
                let (path, rest) = self.template.split_at(end);
                let rest = rest.split('#').next().unwrap_or_default();
                (path, rest.strip_prefix('?').unwrap_or_default())
            }
            None => (self.template, ""),
        };
        let parameters: usize = self.path.iter().map(|(_, value)| value.len()).sum();
        let mut url =
            String::with_capacity(base.len() + self.template.len() + parameters + query.len() + 2);
        url.push_str(base);
        let start = url.len();
        if !path.starts_with('/') {
            url.push('/');
        }
        self.fill(&mut url, path)?;
        check_path(url.get(start..).unwrap_or_default())?;
        // Fixed pairs of the template are sent unless a parameter of that name has a value.
        let given = |pair: &str| {
            query
                .split('&')
                .any(|other| name_of(other) == name_of(pair))
        };
        let fixed = fixed
            .split('&')
            .filter(|pair| !pair.is_empty() && !given(pair));
        let fixed = fixed.filter_map(|pair| {
            let mut filled = String::new();
            self.fill(&mut filled, pair).ok().map(|()| filled)
        });
        let given = (!query.is_empty()).then(|| query.to_owned());
        for (index, pair) in fixed.chain(given).enumerate() {
            url.push(if index == 0 { '?' } else { '&' });
            url.push_str(&pair);
        }
        Uri::try_from(url).map_err(refused)
    }

    /// Adds a part of the template with its parameters, none of which can lead out of its place.
    fn fill(&self, text: &mut String, template: &str) -> Result<(), RequestError> {
        let mut rest = template;
        while let Some((literal, tail)) = split_once(rest, b'{') {
            push_literal(text, literal);
            let Some((name, tail)) = split_once(tail, b'}') else {
                text.push_str("%7B");
                rest = tail;
                continue;
            };
            // Of two braces the inner one opens.
            let (outer, name) = name.rsplit_once('{').map_or(("", name), |(outer, name)| {
                text.push_str("%7B");
                (outer, name)
            });
            push_literal(text, outer);
            let own = self.path.iter().find(|(found, _)| *found == name);
            let value = match own {
                Some((_, value)) => Some(value),
                None => self.client.inner.settings.path.get(name),
            };
            text.push_str(value.ok_or_else(|| self.missing_path(name))?);
            rest = tail;
        }
        push_literal(text, rest);
        Ok(())
    }

    /// Puts a parameter in the place of those of that name.
    pub(crate) fn replace_query(&mut self, name: &str, value: &str) {
        let encoded = encode_component(name);
        let others = self.query.split('&');
        let others = others.filter(|pair| !pair.is_empty() && name_of(pair) != encoded);
        let pair = format!("{encoded}={}", encode_component(value));
        let pairs: Vec<&str> = others.chain([pair.as_str()]).collect();
        self.query = pairs.join("&");
    }

    /// The value of a parameter, decoded.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        let encoded = encode_component(name);
        let mut pairs = self.query.split('&');
        let (_, value) = pairs
            .find(|pair| name_of(pair) == encoded)?
            .split_once('=')?;
        let value = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
        Some(value.into_owned())
    }

    /// Sends the request to an address that a response to it named. The query that the client adds
    /// to every request is added to that address, too.
    pub(crate) fn follow(&mut self, address: &str) -> Result<(), RequestError> {
        let asked = self.uri(&self.query)?;
        let next = resolve(&asked, address).ok_or_else(|| {
            RequestError::new("the address of the next page is not a web address")
        })?;
        if !is_same_origin(&asked, &next) {
            return Err(RequestError::new(format!(
                "the next page is at `{}`, and credentials are only sent to `{}`",
                origin(&next).escape_debug(),
                origin(&asked)
            )));
        }
        self.query.clear();
        self.address = Some(next);
        Ok(())
    }
}

/// As that of the standard library, which is slower on a text as short as a template.
fn split_once(text: &str, at: u8) -> Option<(&str, &str)> {
    let end = text.bytes().position(|byte| byte == at)?;
    Some((text.get(..end)?, text.get(end + 1..)?))
}

/// Refuses a path that leads to another one. A reader of URLs takes `%2E%2E` for `..`, so encoding
/// wouldn't help.
fn check_path(path: &str) -> Result<(), RequestError> {
    let is_dots = |segment: &str| {
        let plain = segment.replace("%2E", ".").replace("%2e", ".");
        matches!(&*plain, "." | "..")
    };
    // Most paths have no segment with a dot in front, and are not looked at any further.
    let begins = |pair: &[u8]| matches!(pair, [b'/', b'.' | b'%']);
    if path.as_bytes().windows(2).any(begins) && path.split('/').any(is_dots) {
        return Err(RequestError::new(
            "a path parameter is `.` or `..`, which would lead to another path",
        ));
    }
    Ok(())
}
