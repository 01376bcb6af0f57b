//! Media types (RFC 9110, 8.3.1), and the ranges of them in `Accept` (12.5.1).
//!
//! In: a text. Out: whether it is one, and its parts. Must not know what has that type.

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

/// Type and subtype, without parameters.
pub(crate) fn essence(text: &str) -> &str {
    text.split(';').next().unwrap_or_default().trim()
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
    fn media_types_are_told_from_other_texts() {
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
}
