//! Addresses as `reqwest` takes them.
//!
//! In: the address of a request. Out: the same as a `Url`. Must not know requests.

use std::fmt;
use std::sync::{Arc, OnceLock};

use http::Uri;
use http::uri::{Authority, Scheme};
use reqwest::Url;

type Fault = <Url as std::str::FromStr>::Err;

/// Makes addresses, of which a client's mostly differ in path and query. Taking a host apart is two
/// thirds of the work, so that of the first address is kept.
#[derive(Clone, Default)]
pub(crate) struct Urls(Arc<OnceLock<(Scheme, Authority, Url)>>);

impl Urls {
    /// An address.
    ///
    /// # Errors
    ///
    /// The host can't be one of a web address.
    pub(crate) fn of(&self, uri: &Uri) -> Result<Url, Fault> {
        let (Some(scheme), Some(authority), Some(rest)) =
            (uri.scheme(), uri.authority(), uri.path_and_query())
        else {
            return uri.to_string().parse();
        };
        if let Some((first_scheme, first, url)) = self.0.get()
            && scheme == first_scheme
            && authority.as_str() == first.as_str()
        {
            let mut url = url.clone();
            url.set_path(rest.path());
            url.set_query(rest.query());
            return Ok(url);
        }
        let text = [scheme.as_str(), "://", authority.as_str(), rest.as_str()];
        let url = Url::parse(&text.concat())?;
        self.0.get_or_init(|| {
            // A path or query may contain a credential, which is kept no longer than needed.
            let mut origin = url.clone();
            origin.set_path("");
            origin.set_query(None);
            (scheme.clone(), authority.clone(), origin)
        });
        Ok(url)
    }
}

/// An address may contain a credential.
impl fmt::Debug for Urls {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Urls").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_what_it_is_as_a_whole() {
        let urls = Urls::default();
        let paths = [
            "",
            "/",
            "//",
            "/a",
            "/a/",
            "//b/c",
            "/a/../b",
            "/a/./b/..",
            "/%2e%2E/b",
            "/a%2Fb",
            "/a\\b",
            "/a|b\"c{d}^`",
            "/\u{e9}",
            "/a;b=c:d@e",
            "/~!$&'()*+,-._",
        ];
        let queries = ["", "?", "?a=b&c", "?a=%20'\"{}|^`", "?a=?/b", "?\u{e9}"];
        for origin in [
            "https://api.example.com",
            "https://user:pass@api.example.com",
            "https://api.example.com:443",
            "http://[::1]:8080",
            "https://API.example.com",
            "http://127.1",
            "https://api.example.com",
        ] {
            // Each is first once.
            let first = Urls::default();
            for path in paths {
                for query in queries {
                    let text = format!("{origin}{path}{query}");
                    let Ok(uri) = text.parse::<Uri>() else {
                        continue;
                    };
                    let expected = Url::parse(&text).unwrap();
                    assert_eq!(urls.of(&uri).unwrap(), expected, "{text}");
                    assert_eq!(first.of(&uri).unwrap(), expected, "{text}");
                }
            }
        }
        let secret = Uri::from_static("https://me:s3cret@api.example.com/s3cret?key=s3cret");
        let first = Urls::default();
        first.of(&secret).unwrap();
        assert!(!format!("{first:?}").contains("s3cret"), "{first:?}");
        let (_, _, kept) = first.0.get().unwrap();
        assert!(kept.query().is_none() && kept.path() == "/", "{kept}");
        let relative = Uri::from_static("/a");
        assert!(urls.of(&relative).is_err());
    }
}
