//! Small parts of code that all emitters print: names, types, docs, attributes.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;

use crate::plan::{Argument, Deprecation, RustType};

/// An identifier as the plan writes it, `r#` included.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A path: `clippy::too_many_arguments`.
pub(super) fn path(path: &str) -> TokenStream {
    let segments = path.split("::").map(ident);
    quote!(#(#segments)::*)
}

/// Doc lines.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| doc_line("", line));
    quote!(#(#[doc = #lines])*)
}

/// `#[derive(…)]`.
pub(super) fn derive(names: &[&str]) -> TokenStream {
    let names = names.iter().map(|name| ident(name));
    quote!(#[derive(#(#names),*)])
}

/// `#[deprecated]`, if it is.
pub(super) fn deprecated(deprecation: &Deprecation) -> Option<TokenStream> {
    match deprecation {
        Deprecation::No => None,
        Deprecation::Yes => Some(quote!(#[deprecated])),
        Deprecation::Instead(note) => Some(quote!(#[deprecated(note = #note)])),
    }
}

/// `#[name(words)]`, if there are any.
pub(super) fn attribute(name: &str, words: &[TokenStream]) -> Option<TokenStream> {
    let name = ident(name);
    (!words.is_empty()).then(|| quote!(#[#name(#(#words),*)]))
}

/// A string as a Rust literal in which backslashes and quotes mean themselves, where it has some.
pub(super) fn raw_string(text: &str) -> Literal {
    let raw = text.contains(['\\', '"']) && text.chars().all(|c| c == ' ' || c.is_ascii_graphic());
    let hashes = if text.contains('"') { "#" } else { "" };
    if !raw || text.contains("\"#") {
        return Literal::string(text);
    }
    let raw = format!("r{hashes}\"{text}\"{hashes}");
    raw.parse().unwrap_or_else(|_| Literal::string(text))
}

/// A number as a Rust literal, long integers in groups of three digits; `None` if Rust has no such
/// literal.
pub(super) fn number(text: &str) -> Option<Literal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.len() < 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let sign = &text[..text.len() - digits.len()];
    let (first, rest) = digits.split_at((digits.len() - 1) % 3 + 1);
    let mut grouped = format!("{sign}{first}");
    for start in (0..rest.len()).step_by(3) {
        grouped.extend(["_", &rest[start..start + 3]]);
    }
    grouped.parse().ok()
}

/// A scalar as a Rust literal; none for any other value.
pub(super) fn scalar(value: &Value) -> Option<TokenStream> {
    match value {
        Value::String(text) => Some(quote!(#text)),
        Value::Bool(value) => Some(quote!(#value)),
        Value::Number(value) => number(&value.to_string()).map(Literal::into_token_stream),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

impl ToTokens for RustType {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Name(name, arguments) if arguments.is_empty() => path(name),
            Self::Name(name, arguments) => {
                let name = path(name);
                quote!(#name<#(#arguments),*>)
            }
            Self::Ref(inner) => quote!(&#inner),
            Self::Slice(inner) => quote!([#inner]),
            Self::Tuple(items) if items.len() == 1 => quote!((#(#items,)*)),
            Self::Tuple(items) => quote!((#(#items),*)),
            Self::Impl(name, inner) => {
                let name = path(name);
                quote!(impl #name<#inner>)
            }
            Self::ImplTrait(name) => {
                let name = path(name);
                quote!(impl #name)
            }
        });
    }
}

impl ToTokens for Argument {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (name, ty) = (ident(&self.name), &self.ty);
        tokens.extend(quote!(#name: #ty));
    }
}

/// A line of a comment after its mark. It never ends its own line: what follows would be code. Nor
/// does it turn the order in which a line is shown, which the compiler refuses.
pub(crate) fn doc_line(mark: &str, line: &str) -> String {
    let space = if line.is_empty() { "" } else { " " };
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let hidden = |c: char| c.is_control() || turns(c);
    format!("{mark}{space}{}", line.replace(hidden, " "))
}

#[cfg(test)]
mod tests {
    use syn::{Type, parse_quote};

    use super::*;

    #[test]
    fn types_are_what_they_say() {
        let name = RustType::name;
        let cases: [(RustType, Type); 5] = [
            (
                RustType::of("Option", name("r#type")),
                parse_quote!(Option<r#type>),
            ),
            (name("str").reference(), parse_quote!(&str)),
            (name("u8").into_argument(), parse_quote!(impl Into<u8>)),
            (RustType::Tuple(vec![name("u8")]), parse_quote!((u8,))),
            (
                RustType::Slice(Box::new(name("a::B"))).reference(),
                parse_quote!(&[a::B]),
            ),
        ];
        for (ty, expected) in cases {
            let actual: Type = syn::parse2(quote!(#ty)).unwrap();
            assert_eq!(actual, expected);
        }
    }

    #[test]
    fn long_integers_are_grouped() {
        for (text, expected) in [
            ("-7", "-7"),
            ("1000", "1000"),
            ("10485760", "10_485_760"),
            ("-100000", "-100_000"),
            ("123456.5", "123456.5"),
            ("1E5", "1E5"),
        ] {
            assert_eq!(number(text).unwrap().to_string(), expected);
        }
        assert!(number("ten").is_none());
    }

    #[test]
    fn strings_are_raw_where_that_is_easier_to_read() {
        for (text, expected) in [
            ("a\"b", r##"r#"a"b"#"##),
            ("ab", r#""ab""#),
            (r"\d", r#"r"\d""#),
            (r#"\d""#, "r#\"\\d\"\"#"),
            (r##"\d"#"##, r##""\\d\"#""##),
            ("\\é", r#""\\é""#),
        ] {
            assert_eq!(raw_string(text).to_string(), expected);
        }
    }

    #[test]
    fn docs_stay_on_their_line() {
        let lines = ["a\nfn b() {}", "", "\u{202e}c"].map(str::to_owned);
        let docs = docs(&lines);
        let actual: syn::ItemStruct = parse_quote!(#docs struct A;);
        let expected: syn::ItemStruct = parse_quote! {
            #[doc = " a fn b() {}"]
            #[doc = ""]
            #[doc = "  c"]
            struct A;
        };
        assert_eq!(actual, expected);
    }
}
