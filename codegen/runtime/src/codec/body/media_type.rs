//! Media types, as the header `Content-Type` has them (RFC 9110, 8.3).
//!
//! In: a media type, or a list of them that a proxy made of several. Out: whether it is one of
//! those expected, and its parameters. Must not know bodies.

/// Whether a media type, or any of a list, is one of these, or within the range of one.
pub(crate) fn is_one_of(found: &str, media_types: &[&str]) -> bool {
    members(found).any(|found| media_types.iter().any(|wanted| matches(wanted, found)))
}

/// The media type without its parameters, by its registered name; of a list the first.
pub(crate) fn essence(media_type: &str) -> &str {
    let first = members(media_type).next().unwrap_or_default();
    plain(first.split(';').next().unwrap_or_default().trim())
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
        _ => plain(wanted.trim()).eq_ignore_ascii_case(plain(found.trim())),
    };
    same && parameters_of(parameters).all(|(name, value)| {
        let mut given = parameters_of(given);
        name.eq_ignore_ascii_case("charset")
            || given.any(|other| other.0.eq_ignore_ascii_case(name) && other.1 == value)
    })
}

/// The media type by its registered name: JSON has had others.
fn plain(essence: &str) -> &str {
    let others = ["text/json", "text/x-json", "application/x-json"];
    if others
        .iter()
        .any(|other| other.eq_ignore_ascii_case(essence))
    {
        "application/json"
    } else {
        essence
    }
}

fn parameters_of(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = text.split(';').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.trim(), value.trim().trim_matches('"')))
}

#[cfg(test)]
mod tests {
    use super::*;

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
