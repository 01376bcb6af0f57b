//! A request as a command that does the same.
//!
//! In: a request. Out: one line for a POSIX shell, with a variable in place of each secret. Must
//! not know which parts of URLs are secret.

use std::fmt::Write as _;

use http::header::ACCEPT_ENCODING;
use http::{HeaderName, HeaderValue, Method};

use super::secrets::{Secrets, Segment};
use crate::policy::prepared_request::PreparedRequest;
use crate::redact::is_secret;

/// A longer body is left out, since the line would be of no use.
const LONGEST_BODY: usize = 64 * 1024;

/// The command. It only has the body if `with_body`, since that may contain secrets.
pub(super) fn command(secrets: &Secrets, prepared: &PreparedRequest, with_body: bool) -> String {
    let mut command = "curl".to_owned();
    match prepared.method {
        Method::GET => {}
        Method::HEAD => command.push_str(" -I"),
        ref method if method.as_str().bytes().all(|b| b.is_ascii_alphanumeric()) => {
            let _ = write!(command, " -X {method}");
        }
        ref method => {
            let _ = write!(command, " -X {}", quoted(method.as_str()));
        }
    }
    let _ = write!(command, " {}", argument(&secrets.url(&prepared.uri)));
    for (name, value) in &prepared.headers {
        // curl would show what is compressed.
        if *name == ACCEPT_ENCODING && value != "identity" {
            command.push_str(" --compressed");
            continue;
        }
        let _ = write!(command, " -H {}", argument(&header(name, value)));
    }
    if let Some(body) = &prepared.body {
        let text = body
            .as_bytes()
            .and_then(|body| std::str::from_utf8(body).ok());
        let text = text.filter(|text| with_body && text.len() <= LONGEST_BODY);
        let body = match text {
            Some(text) => quoted(text),
            None if body.as_bytes().is_some() => "\"$BODY\"".to_owned(),
            None => "@-".to_owned(),
        };
        let _ = write!(command, " --data-binary {body}");
    }
    command
}

fn header(name: &HeaderName, value: &HeaderValue) -> Vec<Segment> {
    let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
    if !value.is_sensitive() && !is_secret(name.as_str()) {
        return vec![Segment::Text(format!("{name}: {text}"))];
    }
    // The scheme of `Authorization` is not a secret.
    for scheme in ["Bearer", "Basic"] {
        if text.starts_with(scheme) && text[scheme.len()..].starts_with(' ') {
            let secret = if scheme == "Bearer" { "token" } else { "login" };
            return vec![
                Segment::Text(format!("{name}: {scheme} ")),
                Segment::Secret(secret.to_owned()),
            ];
        }
    }
    vec![
        Segment::Text(format!("{name}: ")),
        Segment::Secret(name.as_str().to_owned()),
    ]
}

/// One argument: in single quotes, or in double ones around variables.
fn argument(parts: &[Segment]) -> String {
    let mut runs: Vec<Segment> = Vec::new();
    for part in parts {
        match (runs.last_mut(), part) {
            (Some(Segment::Text(run)), Segment::Text(text)) => run.push_str(text),
            _ => runs.push(part.clone()),
        }
    }
    if let [Segment::Text(text)] = &runs[..] {
        return quoted(text);
    }
    let plain = |part: &Segment| match part {
        Segment::Text(text) => !text.contains(['"', '$', '`', '\\', '!']),
        Segment::Secret(_) => true,
    };
    let mut argument = String::new();
    let together = runs.iter().all(plain);
    for part in &runs {
        let _ = match part {
            Segment::Text(text) if together => write!(argument, "{text}"),
            Segment::Text(text) => write!(argument, "{}", quoted(text)),
            Segment::Secret(name) if together => write!(argument, "${}", variable(name)),
            Segment::Secret(name) => write!(argument, "\"${}\"", variable(name)),
        };
    }
    if together {
        format!("\"{argument}\"")
    } else {
        argument
    }
}

/// `x-api-key` as the name of a variable: `X_API_KEY`. Braces keep what follows out of it.
fn variable(name: &str) -> String {
    let letter = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_uppercase()
        } else {
            '_'
        }
    };
    let name: String = name.chars().map(letter).collect();
    let first = if name.starts_with(|c: char| c.is_ascii_digit()) {
        "_"
    } else {
        ""
    };
    format!("{{{first}{name}}}")
}

/// A text as one word; on one line, which single quotes alone can't promise.
fn quoted(text: &str) -> String {
    if !text.contains(char::is_control) {
        return format!("'{}'", text.replace('\'', "'\\''"));
    }
    let mut word = "$'".to_owned();
    for c in text.chars() {
        match c {
            '\n' => word.push_str("\\n"),
            '\'' | '\\' => word.extend(['\\', c]),
            c if c.is_ascii_control() => {
                let _ = write!(word, "\\x{:02x}", u32::from(c));
            }
            c if c.is_control() => {
                let _ = write!(word, "\\u{:04x}", u32::from(c));
            }
            c => word.push(c),
        }
    }
    word.push('\'');
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_one_word_on_one_line() {
        let table = [
            ("a b", "'a b'"),
            ("it's $HOME", "'it'\\''s $HOME'"),
            ("a\n'\\\u{1}\u{85}", "$'a\\n\\'\\\\\\x01\\u0085'"),
        ];
        for (text, expected) in table {
            assert_eq!(quoted(text), expected);
        }
    }

    #[test]
    fn variables_are_in_double_quotes() {
        let text = |text: &str| Segment::Text(text.to_owned());
        let secret = |name: &str| Segment::Secret(name.to_owned());
        let plain = [
            text("x-api-key"),
            text(": "),
            secret("x-api-key"),
            text("s"),
        ];
        assert_eq!(argument(&plain), "\"x-api-key: ${X_API_KEY}s\"");
        let special = [text("a!"), secret("1"), text("`")];
        assert_eq!(argument(&special), "'a!'\"${_1}\"'`'");
    }
}
