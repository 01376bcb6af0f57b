//! Fetches a document from the network.
//!
//! In: an `https` URL. Out: its bytes, or an error that says what to do. Size, time and redirects
//! are bounded, and certificates are verified by the system's rules.

use std::{error, fmt, io, sync::Arc, time::Duration};

use ureq::{
    Agent, ResponseExt,
    tls::{RootCerts, TlsConfig},
};

/// The largest document to fetch, in bytes.
pub const LARGEST: u64 = 64 * 1024 * 1024;

/// The timeout for connecting.
const CONNECT: Duration = Duration::from_secs(10);

/// The timeout for the whole request.
const ALL: Duration = Duration::from_secs(60);

/// The number of redirects to follow.
const REDIRECTS: u32 = 5;

/// The help for documents that can't be fetched.
const BY_HAND: &str = "or save the document, and give its path";

/// Why a document could not be fetched, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchError(String);

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl error::Error for FetchError {}

/// Fetches a document of at most `largest` bytes; usually [`LARGEST`].
///
/// # Errors
///
/// The URL is not `https` (or `http` on this machine) or contains credentials, no response arrives
/// within a minute, or the response is not a document.
pub fn fetch(url: &str, largest: u64) -> Result<Vec<u8>, FetchError> {
    let secure = check(url)?;
    let provider = rustls::crypto::ring::default_provider();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(provider))
        .build();
    let agent: Agent = Agent::config_builder()
        .https_only(secure)
        .max_redirects(REDIRECTS)
        .timeout_connect(Some(CONNECT))
        .timeout_global(Some(ALL))
        .user_agent(concat!("specwright/", env!("CARGO_PKG_VERSION")))
        .tls_config(tls)
        .build()
        .into();
    let failed = |error| FetchError(explained(url, largest, &error));
    let mut response = agent.get(url).call().map_err(failed)?;
    let led_to = response.get_uri().to_string();
    check(&led_to)?;
    let body = response.body_mut().with_config().limit(largest);
    let bytes = body.read_to_vec().map_err(failed)?;
    if is_page(&bytes) {
        return Err(FetchError(format!(
            "`{led_to}` is a web page (HTML), not a document: look on it for the address of the file itself, {BY_HAND}"
        )));
    }
    Ok(bytes)
}

/// Whether the URL is `https`; `http` is accepted only on this machine.
fn check(url: &str) -> Result<bool, FetchError> {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if authority.contains('@') {
        // The URL is not shown, since it contains a password.
        return Err(FetchError(
            "the URL of a document has credentials in it: leave them out, or save the document, and give its path"
                .to_owned(),
        ));
    }
    let loopback = ["127.0.0.1:", "[::1]:", "localhost:"];
    match scheme {
        "https" if !authority.is_empty() => Ok(true),
        "http" if loopback.iter().any(|host| authority.starts_with(host)) => Ok(false),
        _ => Err(FetchError(format!(
            "`{url}` is not an https URL: only https is fetched, since what is generated from a document becomes code; {BY_HAND}"
        ))),
    }
}

/// Whether the bytes begin like HTML.
fn is_page(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(1000)]);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let begins = |word: &str| {
        let start = text.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    begins("<!doctype html") || begins("<html")
}

/// Describes an error, and what to do.
fn explained(url: &str, largest: u64, error: &ureq::Error) -> String {
    match error {
        ureq::Error::StatusCode(status @ (401 | 403)) => format!(
            "`{url}` wants credentials (status {status}): save the document with a program that has them, and give its path"
        ),
        ureq::Error::StatusCode(status @ (404 | 410)) => {
            format!("there is nothing at `{url}` (status {status}): check the address")
        }
        ureq::Error::StatusCode(status) => {
            format!("`{url}` gives no document (status {status}): try again later, {BY_HAND}")
        }
        ureq::Error::HostNotFound => {
            format!("the host of `{url}` is unknown: check the address and the network")
        }
        ureq::Error::Timeout(_) => format!(
            "`{url}` takes longer than {} s: try again later, {BY_HAND}",
            ALL.as_secs()
        ),
        ureq::Error::BodyExceedsLimit(_) => {
            format!("`{url}` is larger than {largest} bytes: is it the address of a document?")
        }
        ureq::Error::TooManyRedirects => format!(
            "`{url}` is redirected more than {REDIRECTS} times: give the address that it leads to"
        ),
        ureq::Error::RequireHttpsOnly(to) => {
            format!("`{url}` is redirected to `{to}`, which is not https: {BY_HAND}")
        }
        ureq::Error::Rustls(error) => untrusted(url, error),
        ureq::Error::Tls(error) => untrusted(url, error),
        ureq::Error::Io(error) => match tls(error) {
            Some(error) => untrusted(url, error),
            None => format!(
                "can't connect to `{url}`: {error}; check the address and the network, and `HTTPS_PROXY` if there is a proxy"
            ),
        },
        error => format!("`{url}` can't be fetched: {error}; check the address, {BY_HAND}"),
    }
}

fn untrusted(url: &str, error: impl fmt::Display) -> String {
    format!(
        "the connection to `{url}` is not secure: {error}; check the clock and the certificates of the system, {BY_HAND}"
    )
}

/// The TLS error inside a failed connection.
fn tls(error: &io::Error) -> Option<&rustls::Error> {
    error.get_ref()?.downcast_ref()
}

#[cfg(test)]
mod tests {
    use std::{
        io::{BufRead, BufReader, Write},
        net::{Ipv4Addr, TcpListener},
        thread,
    };

    use super::*;

    /// Serves each response to one connection, and returns the URL. `{url}` in a response is that.
    fn serve(responses: &[String]) -> String {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let url = format!("http://{}/openapi.yaml", listener.local_addr().unwrap());
        let responses: Vec<_> = responses
            .iter()
            .map(|response| response.replace("{url}", &url))
            .collect();
        thread::spawn(move || {
            for response in responses {
                let (stream, _) = listener.accept().unwrap();
                let mut stream = BufReader::new(stream);
                let mut line = String::new();
                while stream.read_line(&mut line).is_ok_and(|read| read > 2) {
                    line.clear();
                }
                // The client closes the connection once it has read enough.
                let _ = stream.get_mut().write_all(response.as_bytes());
            }
        });
        url
    }

    fn response(status: &str, body: &str) -> String {
        let length = body.len();
        format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
    }

    fn redirect(to: &str) -> String {
        format!(
            "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        )
    }

    fn failure(url: &str) -> String {
        fetch(url, 1000).unwrap_err().to_string()
    }

    #[test]
    fn a_document_is_fetched_unchanged() {
        let url = serve(&[response("200 OK", "openapi: 3.1.0\n")]);
        assert_eq!(fetch(&url, 1000).unwrap(), b"openapi: 3.1.0\n");
        let url = serve(&[redirect("{url}"), response("200 OK", "{}")]);
        assert_eq!(fetch(&url, 1000).unwrap(), b"{}");
    }

    #[test]
    fn documents_are_bounded() {
        let url = serve(&[response("200 OK", &" ".repeat(1000))]);
        assert_eq!(fetch(&url, 1000).unwrap().len(), 1000);
        let url = serve(&[response("200 OK", &" ".repeat(1001))]);
        assert!(
            failure(&url).ends_with("is larger than 1000 bytes: is it the address of a document?")
        );
        let url = serve(&vec![redirect("{url}"); 7]);
        assert!(failure(&url).contains("redirected more than 5 times"));
    }

    #[test]
    fn statuses_say_what_to_do() {
        for (status, words) in [
            ("401 Unauthorized", "wants credentials (status 401)"),
            ("404 Not Found", "check the address"),
            ("503 Service Unavailable", "(status 503): try again later"),
        ] {
            let url = serve(&[response(status, "<html>")]);
            let message = failure(&url);
            assert!(
                message.contains(&url) && message.contains(words),
                "{message}"
            );
        }
    }

    #[test]
    fn a_web_page_is_not_a_document() {
        for page in [
            "\n<!DOCTYPE html>\n<title>",
            "<html lang=en>",
            "\u{feff}<HTML>",
        ] {
            let message = failure(&serve(&[response("200 OK", page)]));
            assert!(
                message.contains("is a web page (HTML)"),
                "{page}: {message}"
            );
        }
    }

    #[test]
    fn only_https_is_fetched_and_without_credentials() {
        for url in [
            "http://example.com/a",
            "http://127.0.0.1.example.com/a",
            "ftp://example.com/a",
            "https://",
            "file:///a",
        ] {
            let message = failure(url);
            assert!(
                message.starts_with(&format!("`{url}` is not an https URL")),
                "{message}"
            );
        }
        for url in [
            "https://me:secret@example.com/a",
            "http://127.0.0.1:1@example.com/",
        ] {
            let message = failure(url);
            assert!(
                message.contains("credentials") && !message.contains("secret"),
                "{message}"
            );
        }
        // Nor on this machine.
        let url = serve(&[redirect("http://[::2]:1/a")]);
        assert!(fetch(&url, 1).is_err());
    }

    #[test]
    fn a_server_without_tls_is_not_trusted() {
        let url = serve(&[response("200 OK", "{}")]).replace("http:", "https:");
        let message = failure(&url);
        assert!(message.contains("is not secure"), "{message}");
    }

    #[test]
    fn without_a_connection_the_address_and_what_to_do_are_named() {
        // The port was free a moment ago, so nothing listens on it.
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        drop(listener);
        let message = failure(&url);
        assert!(
            message.starts_with(&format!("can't connect to `{url}`")),
            "{message}"
        );
        for (error, words) in [
            (
                ureq::Error::HostNotFound,
                "the host of `https://a.example/` is unknown",
            ),
            (
                ureq::Error::Timeout(ureq::Timeout::Global),
                "takes longer than 60 s",
            ),
            (
                ureq::Error::RequireHttpsOnly("http://b/".to_owned()),
                "redirected to `http://b/`, which is not https",
            ),
        ] {
            let message = explained("https://a.example/", 1, &error);
            assert!(message.contains(words), "{message}");
        }
    }
}
