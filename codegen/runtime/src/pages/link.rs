//! The header `Link` (RFC 8288).
//!
//! In: the headers of a response. Out: where the next page is. Must not know pages.

use http::header::{HeaderMap, LINK};

/// The target of the first link whose relation is `next`.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).into_iter();
    let mut values = values.filter_map(|value| value.to_str().ok());
    values.find_map(in_value)
}

fn in_value(value: &str) -> Option<String> {
    let mut rest = value;
    loop {
        let (_, after) = rest.split_once('<')?;
        let (target, after) = after.split_once('>')?;
        let (parameters, others) = parameters(after);
        let is_next = |(name, value): &(&str, String)| {
            let mut relations = value.split_ascii_whitespace();
            name.eq_ignore_ascii_case("rel")
                && relations.any(|one| one.eq_ignore_ascii_case("next"))
        };
        if !target.trim().is_empty() && parameters.iter().any(is_next) {
            return Some(target.trim().to_owned());
        }
        rest = others;
    }
}

/// The parameters of a link, and what follows the comma.
fn parameters(text: &str) -> (Vec<(&str, String)>, &str) {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(after) = rest.strip_prefix(';') {
        let end = after.find(['=', ';', ',']).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let Some(after) = after.strip_prefix('=') else {
            found.push((name.trim(), String::new()));
            rest = after;
            continue;
        };
        let (value, after) = value(after.trim_start());
        found.push((name.trim(), value));
        rest = after.trim_start();
    }
    (found, rest)
}

/// A value, quoted or not, and what follows.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (value, rest) = text.split_at(end);
        return (value.trim().to_owned(), rest);
    };
    let mut value = String::new();
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => value.extend(characters.next()),
            character => value.push(character),
        }
    }
    (value, characters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(LINK, value.parse().unwrap());
        }
        next(&headers)
    }

    #[test]
    fn the_next_page_is_found_among_other_links() {
        for value in [
            "<https://a.example/x?page=1,2;3>; rel=\"prev\", </y>; rel=\"next\"",
            "</y>;rel=next",
            "</y> ; title=\"a, <b>; rel=\\\"prev\\\"\" ; REL = \"last Next\"",
            "</x>; rel=\"nextish\", </y>; a; rel=\"next\", </z>; rel=\"next\"",
        ] {
            assert_eq!(found(&[value]).as_deref(), Some("/y"), "{value}");
        }
        assert_eq!(
            found(&["</x>; rel=prev", "</y>; rel=next"]).as_deref(),
            Some("/y")
        );
    }

    #[test]
    fn there_may_be_none() {
        for value in [
            "",
            "<",
            "</x",
            "</x>",
            "</x>; rel",
            "</x>; rel=\"",
            "<>; rel=next",
            "rel=next",
            "</x>; title=\"rel=next\"",
        ] {
            assert_eq!(found(&[value]), None, "{value}");
        }
        assert_eq!(found(&[]), None);
    }
}
