//! One document from the network, by `curl`.
//!
//! In: a URL. Out: its bytes, or a sentence that says what to do. A client of our own would have `cargo xtask codegen` compile
//! a TLS library that nothing else of it needs.

use std::io::Read;
use std::process::{Command, Stdio};

/// The largest document that is taken, in bytes.
pub(super) const LARGEST: u64 = 64 * 1024 * 1024;

/// How long everything may take.
const SECONDS: &str = "60";

/// Fetches the document, at most `largest` bytes of it.
pub(super) fn fetch(url: &str, largest: u64) -> Result<Vec<u8>, String> {
    let scheme = scheme(url)?;
    let allowed = format!("={scheme}");
    let mut child = Command::new("curl")
        // First, or `.curlrc` is read.
        .arg("--disable")
        .args(["--silent", "--show-error", "--fail", "--location"])
        .args(["--proto", &allowed, "--proto-redir", &allowed])
        .args(["--connect-timeout", "10", "--max-time", SECONDS])
        .args(["--max-redirs", "5", "--url", url])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("`curl` could not be started: {error}; install it"))?;
    let mut bytes = Vec::new();
    let read = child.stdout.take().map_or(Ok(0), |stdout| {
        stdout.take(largest + 1).read_to_end(&mut bytes)
    });
    read.map_err(|error| format!("{url} can't be read: {error}"))?;
    // The pipe is closed by now, which ends a `curl` that has more to write.
    let ended = child
        .wait_with_output()
        .map_err(|error| format!("`curl` could not be waited for: {error}"))?;
    if bytes.len() as u64 > largest {
        return Err(format!(
            "{url} is larger than {largest} bytes; is it the address of a document?"
        ));
    }
    if !ended.status.success() {
        let why = String::from_utf8_lossy(&ended.stderr);
        let why = why.trim();
        return Err(format!(
            "{url} can't be fetched: {why}\nIs there a network? `upstream` in specs/codegen.toml names the address."
        ));
    }
    Ok(bytes)
}

/// The scheme of a URL that may be fetched: `https`, and `http` on this machine.
fn scheme(url: &str) -> Result<&'static str, String> {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if authority.contains('@') {
        // Not shown: it has a password in it.
        return Err(
            "an `upstream` in specs/codegen.toml has credentials in it; leave them out".to_owned(),
        );
    }
    match scheme {
        "https" if !authority.is_empty() => Ok("https"),
        "http" if authority.starts_with("127.0.0.1:") => Ok("http"),
        _ => Err(format!("{url} is not an https URL")),
    }
}
