//! Prefixes: the word before a key in `Authorization`, which documents say in prose only.
//!
//! In: the description of a scheme. Out: the word, where the description is plain: an example
//! (`Token <key>`, `Authorization: Bearer {token}`) or a sentence (`with required prefix "Token"`).

/// Words that may go before a placeholder without a header's name in front.
const KNOWN: &[&str] = &["apikey", "api-key", "bearer", "bot", "jwt", "key", "token"];

/// The word that goes before the key.
pub(crate) fn described(description: &str) -> Option<String> {
    let pieces: Vec<&str> = description.split_whitespace().collect();
    pieces.iter().enumerate().find_map(|(at, piece)| {
        let word = bare(piece);
        let before = at.checked_sub(1).and_then(|at| pieces.get(at));
        let next = pieces.get(at + 1);
        let known = KNOWN.contains(&word.to_ascii_lowercase().as_str());
        let header = before.is_some_and(|before| {
            bare(before.trim_end_matches(':')).eq_ignore_ascii_case("authorization")
                && before.trim_end_matches(['`', '"', '*']).ends_with(':')
        });
        let example = (known || header) && next.is_some_and(|next| is_placeholder(next));
        let quoted = known && is_quoted(piece);
        let prefix = |other: Option<&&str>| {
            other.is_some_and(|other| bare(other).to_ascii_lowercase().starts_with("prefix"))
        };
        let early = pieces[at.saturating_sub(3)..at]
            .iter()
            .any(|one| prefix(Some(one)));
        let said = quoted && (early || prefix(next) || is_followed_by_space(&pieces[at + 1..]));
        (is_word(word) && (example || said)).then(|| word.to_owned())
    })
}

/// A word without punctuation and marks around it.
fn bare(piece: &str) -> &str {
    piece.trim_matches(|c: char| !c.is_ascii_alphanumeric())
}

fn is_word(word: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.chars().all(fits)
}

/// `"Bearer"`, `` `Token` ``; a quotation that goes on after the word is one, too.
fn is_quoted(piece: &str) -> bool {
    piece
        .trim_start_matches('(')
        .starts_with(['"', '\'', '`', '“', '\\'])
}

/// Whether the text is a placeholder for a key: `<token>`, `{api_key}`, `YOUR_KEY`, `xxxx`, `...`.
fn is_placeholder(piece: &str) -> bool {
    let piece = piece.trim_end_matches(['`', '"', '\'', '.', ',', ')']);
    let marked = [('<', '>'), ('{', '}'), ('[', ']')]
        .iter()
        .any(|(open, close)| {
            let inner = piece
                .strip_prefix(*open)
                .and_then(|rest| rest.strip_suffix(*close));
            inner.is_some_and(|inner| !inner.is_empty() && !inner.eq_ignore_ascii_case("space"))
        });
    let lower = piece.to_ascii_lowercase();
    let said = ["your_", "your-", "xxx", "$"]
        .iter()
        .any(|start| lower.starts_with(start));
    marked || said || piece.is_empty()
}

/// `followed by a space`, `[space]`.
fn is_followed_by_space(pieces: &[&str]) -> bool {
    let mut first = pieces.iter().take(4).map(|piece| bare(piece));
    first.any(|word| word.eq_ignore_ascii_case("space"))
}

#[cfg(test)]
mod tests {
    use super::described;

    #[test]
    fn finds_the_word_before_a_key() {
        for (description, word) in [
            (
                "Token-based authentication with required prefix \"Token\"",
                Some("Token"),
            ),
            (
                "JWT Authorization header using the Bearer scheme. Example: \"Authorization: Bearer {token}\"",
                Some("Bearer"),
            ),
            (
                "Enter 'Bearer' [space] and then your token.",
                Some("Bearer"),
            ),
            (
                "Type \"Bearer\" followed by a space and JWT token.",
                Some("Bearer"),
            ),
            ("Use `Token <api_key>` in the header.", Some("Token")),
            (
                "`Authorization: Klaviyo-API-Key your-private-key`",
                Some("Klaviyo-API-Key"),
            ),
            ("Format: Bot YOUR_BOT_TOKEN", Some("Bot")),
            ("The key, prefixed with `ApiKey`.", Some("ApiKey")),
            ("An API key or token.", None),
            ("Bearer token", None),
            ("Get a token at [our page](https://x.test).", None),
            ("The token {see below}", None),
            ("Your API key. The `token` must not be shared.", None),
            ("", None),
        ] {
            assert_eq!(described(description).as_deref(), word, "{description}");
        }
    }
}
