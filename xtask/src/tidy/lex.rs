//! Rust text as a flat list of tokens, without comments.
//!
//! In: Rust text. Out: identifiers, punctuation and literals of the code that is part of the
//! product: neither items under `#[cfg(test)]` nor the bodies of `quote!`, which are code of
//! another program.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A token: an identifier, a literal, a bracket, or one character of punctuation.
pub(super) type Token = String;

/// Whether the tokens at `at` read as `texts`.
pub(super) fn reads(tokens: &[Token], at: usize, texts: &[&str]) -> bool {
    tokens
        .get(at..at + texts.len())
        .is_some_and(|found| found == texts)
}

/// The tokens of the product; none if the text is not Rust, which the compiler reports.
pub(super) fn product(text: &str) -> Vec<Token> {
    without_tests(&tokens(text))
}

/// All tokens of a text but for the bodies of `quote!`.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    flatten(text.parse().unwrap_or_default(), &mut tokens);
    tokens
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    for tree in stream {
        let TokenTree::Group(group) = tree else {
            tokens.push(tree.to_string());
            continue;
        };
        let quoted = ["quote", "quote_spanned", "parse_quote"];
        let length = tokens.len();
        let is_quoted = quoted
            .iter()
            .any(|name| length >= 2 && reads(tokens, length - 2, &[name, "!"]));
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::None => ("", ""),
        };
        tokens.push(open.to_owned());
        if !is_quoted {
            flatten(group.stream(), tokens);
        }
        tokens.push(close.to_owned());
    }
}

fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if reads(tokens, at, &["#", "[", "cfg", "(", "test", ")", "]"]) {
            at = item_end(tokens, at + 7);
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// One past the end of the item at `at`: its `;` or its braces.
fn item_end(tokens: &[Token], mut at: usize) -> usize {
    while at < tokens.len() {
        match tokens[at].as_str() {
            ";" => return at + 1,
            "{" => return group_end(tokens, at),
            "(" | "[" => at = group_end(tokens, at),
            _ => at += 1,
        }
    }
    at
}

/// One past the bracket that closes the one at `at`.
pub(super) fn group_end(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        match token.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_and_quoted_code_are_not_the_product() {
        let text = "a #[cfg(test)] mod tests { b { c } } d!(quote! { e [f] }) // g
            #[cfg(test)] use h::{i}; j \"k\"";
        let kept = product(text).join(" ");
        assert_eq!(kept, "a d ! ( quote ! { } ) ; j \"k\"");
    }
}
