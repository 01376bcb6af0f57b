//! Media types (RFC 9110, section 8.3.1), and lists of them: those that a proxy made of several
//! `Content-Type`s, and ranges in `Accept` (12.5.1).
//!
//! In: a text. Out: whether it is a media type, which one, and its parameters. Must not know what
//! has that type.

/// Whether a text is a media type, with or without parameters.
pub(crate) fn is_valid(text: &str) -> bool {
    let mut rest = Rest(text.trim_matches([' ', '\t']).as_bytes());
    rest.token() && rest.skips(b'/') && rest.token() && rest.parameters() && rest.0.is_empty()
}

/// Whether a text is a list of media types or ranges of them, such as `text/*;q=0.5, */*`.
pub(crate) fn is_accept(text: &str) -> bool {
    let mut rest = Rest(text.as_bytes());
    loop {
        rest.spaces();
        let range = rest.token() && rest.skips(b'/') && rest.token() && rest.parameters();
        rest.spaces();
        match range {
            true if rest.0.is_empty() => return true,
            true if rest.skips(b',') => {}
            _ => return false,
        }
    }
}

/// Whether a media type, or any of a list, is one of these, or within the range of one.
pub(crate) fn is_one_of(found: &str, media_types: &[&str]) -> bool {
    members(found).any(|found| media_types.iter().any(|wanted| matches(wanted, found)))
}

/// The type and subtype, without parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Whether a media type is that one, with any parameters.
pub(crate) fn is(media_type: &str, name: &str) -> bool {
    essence(media_type).eq_ignore_ascii_case(name)
}

/// Whether content of that media type is JSON; of a list the first decides.
pub(crate) fn is_json(media_type: &str) -> bool {
    let first = members(media_type).next().unwrap_or_default();
    let name = registered(essence(first));
    name.eq_ignore_ascii_case("application/json") || name.to_ascii_lowercase().ends_with("+json")
}

/// The parameter `charset`; of a list the first.
pub(crate) fn charset(media_type: &str) -> Option<&str> {
    let mut all = members(media_type).flat_map(|member| {
        let (_, parameters) = member.split_once(';').unwrap_or_default();
        parameters_of(parameters)
    });
    let charset = all.find(|(name, _)| name.eq_ignore_ascii_case("charset"));
    charset.map(|(_, value)| value)
}

/// The members of a list. A comma within quotes separates nothing.
fn members(list: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let members = list.split(move |c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    members.map(str::trim)
}

/// Whether a media type is the expected one, or within its range.
fn matches(wanted: &str, found: &str) -> bool {
    let (wanted, parameters) = wanted.split_once(';').unwrap_or((wanted, ""));
    let (found, given) = found.split_once(';').unwrap_or((found, ""));
    let same = match wanted.trim().split_once('/') {
        Some(("*", _)) => true,
        Some((kind, "*")) => {
            let found = found.trim().split_once('/');
            found.is_some_and(|(found, _)| found.eq_ignore_ascii_case(kind))
        }
        _ => registered(wanted.trim()).eq_ignore_ascii_case(registered(found.trim())),
    };
    same && parameters_of(parameters).all(|(name, value)| {
        let mut given = parameters_of(given);
        name.eq_ignore_ascii_case("charset")
            || given.any(|other| other.0.eq_ignore_ascii_case(name) && other.1 == value)
    })
}

/// The media type by its registered name: JSON has had others.
fn registered(essence: &str) -> &str {
    let mut others = ["text/json", "text/x-json", "application/x-json"].iter();
    let is_json = others.any(|other| other.eq_ignore_ascii_case(essence));
    if is_json { "application/json" } else { essence }
}

fn parameters_of(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = text.split(';').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.trim(), value.trim().trim_matches('"')))
}

/// What is not read yet.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn skips(&mut self, byte: u8) -> bool {
        let rest = self.0.strip_prefix(&[byte]);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn spaces(&mut self) {
        while self.skips(b' ') || self.skips(b'\t') {}
    }

    /// A token (5.6.2), of at least one character.
    fn token(&mut self) -> bool {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
        let length = self.0.iter().take_while(|byte| is_part(byte)).count();
        self.0 = self.0.get(length..).unwrap_or_default();
        length > 0
    }

    /// Any number of parameters (5.6.6), any of which may be left empty.
    fn parameters(&mut self) -> bool {
        loop {
            let before = self.0;
            self.spaces();
            if !self.skips(b';') {
                self.0 = before;
                return true;
            }
            self.spaces();
            if self.token() && !(self.skips(b'=') && (self.token() || self.quoted())) {
                return false;
            }
        }
    }

    /// A text in quotes (5.6.4).
    fn quoted(&mut self) -> bool {
        if !self.skips(b'"') {
            return false;
        }
        while let Some((&byte, rest)) = self.0.split_first() {
            self.0 = rest;
            let shown = |byte: u8| byte == b'\t' || (byte >= b' ' && byte != 0x7f);
            match byte {
                b'"' => return true,
                b'\\' => match self.0.split_first() {
                    Some((&byte, rest)) if shown(byte) => self.0 = rest,
                    _ => return false,
                },
                byte if shown(byte) => {}
                _ => return false,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_texts_are_not_media_types() {
        for valid in [
            "text/plain",
            "text/plain;charset=utf-8",
            "text/plain ; charset=\"utf-8\"; format=flowed;",
            "application/vnd.api+json; ext=\"https://a.example/\\\"b\"",
            "image/*",
            " text/csv",
        ] {
            assert!(is_valid(valid) && is_accept(valid), "{valid}");
        }
        for invalid in [
            "",
            " ",
            "text",
            "text/",
            "/plain",
            "text/plain/x",
            "text/plain\"; boundary=\"evil",
            "text/plain; a",
            "text/plain; a=",
            "text/plain; a=\"b",
            "text/plain; a=\"b\\",
            "text/plain; a=b c",
            "text/plain\r\nX: y",
            "text/plain; a=\"\r\n\"",
            "text/plain; a=\"\u{7f}\"",
            "text/plän",
            "text/plain\0",
        ] {
            assert!(!is_valid(invalid) && !is_accept(invalid), "{invalid:?}");
        }
        assert!(is_accept("text/html, application/json;q=0.9 , */*;q=0.1"));
        assert!(!is_accept("text/html,") && !is_valid("text/html, text/plain"));
    }

    #[test]
    fn media_types_are_compared_by_name_range_and_parameters() {
        for (media_type, wanted) in [
            ("application/json", "application/json"),
            ("Application/JSON; charset=utf-8", "application/json"),
            ("application/json", "application/json; charset=utf-8"),
            ("text/json", "application/json"),
            (
                "application/problem+json;charset=UTF-8",
                "application/problem+json",
            ),
            ("application/problem+json", "application/*"),
            ("text/html", "*/*"),
            ("application/json; v=\"2\"", "application/json;v=2"),
            ("text/html, application/json", "application/json"),
            (
                "text/html; a=b,application/json;v=2",
                "application/json;v=2",
            ),
            ("a/b; c=\"x, y\", application/json", "application/json"),
        ] {
            assert!(is_one_of(media_type, &[wanted]), "{media_type} is {wanted}");
        }
        for (media_type, wanted) in [
            ("application/problem+json", "application/json"),
            ("application/json", "application/problem+json"),
            ("text/html", "application/*"),
            ("text/plain", "application/json"),
            ("application/json; v=1", "application/json; v=2"),
            ("application/json", "application/json; v=2"),
            ("json", "application/json"),
            ("a/b; c=\"x, application/json\"", "application/json"),
        ] {
            assert!(
                !is_one_of(media_type, &[wanted]),
                "{media_type} is not {wanted}"
            );
        }
    }

    #[test]
    fn a_charset_is_found_in_a_list_too() {
        let table = [
            ("text/plain; charset=iso-8859-1", Some("iso-8859-1")),
            ("text/plain;a=b; Charset=\"UTF-8\"", Some("UTF-8")),
            (
                "application/json, text/event-stream; charset=utf-8",
                Some("utf-8"),
            ),
            ("text/plain", None),
            ("", None),
        ];
        for (media_type, expected) in table {
            assert_eq!(charset(media_type), expected, "{media_type}");
        }
    }
}
