//! How generated code is built, without the names and texts that come from the document.
//!
//! In: files. Out: every item of every file as tokens in which literals and names are blank, in an
//! order that does not depend on names; of the manifest, its tables.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use specwright::render::GeneratedFile;
use syn::File;

/// Names with a meaning in Rust; those of macros and attributes are kept as well.
const KEYWORDS: &[&str] = &[
    "as",
    "async",
    "await",
    "const",
    "crate",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "fn",
    "for",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro_rules",
    "match",
    "mod",
    "move",
    "mut",
    "pub",
    "ref",
    "return",
    "self",
    "Self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "type",
    "union",
    "unsafe",
    "use",
    "where",
    "while",
    "yield",
];

/// A page, which `documentation` looks at.
pub(crate) const README: &str = "README.md";

/// How much of what there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    items: BTreeMap<String, usize>,
    manifest: Vec<String>,
}

impl Shape {
    /// An error if a file is not what it should be in itself.
    pub(crate) fn of(files: &[GeneratedFile]) -> Result<Self, String> {
        let mut shape = Self {
            items: BTreeMap::new(),
            manifest: Vec::new(),
        };
        for file in files {
            let fault = |error: String| format!("{}: {error}", file.path);
            let odd = file
                .text
                .chars()
                .find(|c| *c != '\n' && (c.is_control() || turns(*c)));
            if let Some(odd) = odd {
                return Err(fault(format!("{odd:?} is in it")));
            }
            if is_rust(file) {
                let path_is_plain = file
                    .path
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '.'));
                if !path_is_plain
                    || file.path.contains("..")
                    || file.path.split('/').any(|part| part.len() > 80)
                {
                    return Err(format!("`{}` is not a plain path", file.path));
                }
                let parsed: File =
                    syn::parse_str(&file.text).map_err(|error| fault(error.to_string()))?;
                for item in &parsed.items {
                    shape.count(normal(item.to_token_stream()));
                }
                for attribute in &parsed.attrs {
                    shape.count(normal(attribute.to_token_stream()));
                }
            } else if file.path != README {
                shape.manifest = manifest(&file.text).map_err(fault)?;
            }
        }
        Ok(shape)
    }

    fn count(&mut self, item: String) {
        if !item.is_empty() {
            *self.items.entry(item).or_default() += 1;
        }
    }

    /// Where the two begin to differ.
    pub(crate) fn difference(&self, other: &Self) -> String {
        if self.manifest != other.manifest {
            return format!("{:?} and not {:?}", self.manifest, other.manifest);
        }
        let only = |a: &Self, b: &Self| -> Vec<String> {
            let only = a
                .items
                .iter()
                .filter(|(item, count)| b.items.get(*item) != Some(count));
            only.map(|(item, _)| item.clone()).collect()
        };
        let (more, less) = (only(self, other), only(other, self));
        let (Some(one), Some(two)) = (more.first(), less.first()) else {
            return format!("only here {more:?}, only there {less:?}");
        };
        let same = one
            .bytes()
            .zip(two.bytes())
            .take_while(|(a, b)| a == b)
            .count();
        let shown = |text: &str| {
            text.get(same.saturating_sub(60)..)
                .map(|text| text.chars().take(160).collect::<String>())
        };
        format!("{:?} and not {:?}", shown(one), shown(two))
    }
}

fn is_rust(file: &GeneratedFile) -> bool {
    file.path.rsplit('.').next() == Some("rs")
}

/// Characters that show a text in another order than it is read in.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// The tokens without documentation, without lints of clippy (they depend on names), and with
/// blanks.
fn normal(tokens: TokenStream) -> String {
    let mut out = String::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(hash) if hash.as_char() == '#' => {
                let inner =
                    matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
                if inner {
                    tokens.next();
                }
                out.push_str(if inner { "#!" } else { "#" });
                if let Some(TokenTree::Group(group)) = tokens.peek() {
                    let attribute = group.stream().to_string();
                    if is_silent(&attribute) {
                        out.truncate(out.trim_end_matches(['#', '!']).len());
                    } else {
                        let text = if attribute.starts_with("cfg") {
                            // It names the feature of a tag.
                            normal(group.stream())
                        } else if is_derived(&attribute) {
                            arguments(&group.stream())
                        } else {
                            attribute
                        };
                        if text.is_empty() {
                            out.truncate(out.trim_end_matches('#').len());
                        } else {
                            out.push_str(&text);
                        }
                    }
                    tokens.next();
                }
            }
            TokenTree::Group(group) => {
                let inside = normal(group.stream());
                // Where lines are broken, there are a comma more and braces around what a closure
                // gives.
                let inside = inside.strip_suffix(',').unwrap_or(&inside);
                if out.ends_with('|') && group.delimiter() == Delimiter::Brace {
                    out.push_str(inside);
                } else {
                    let _ = write!(out, "{:?}({inside})", group.delimiter());
                }
            }
            TokenTree::Ident(name) => {
                let name = name.to_string();
                let called =
                    matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
                out.push(' ');
                out.push_str(if called || KEYWORDS.contains(&name.as_str()) {
                    &name
                } else {
                    "_"
                });
            }
            TokenTree::Literal(_) => out.push('"'),
            TokenTree::Punct(mark) => {
                // A broken list of types ends with a comma.
                if mark.as_char() == '>' && out.ends_with(',') {
                    out.pop();
                }
                out.push(mark.as_char());
            }
        }
    }
    out
}

/// Whether an attribute is read by one of the derive macros of models.
fn is_derived(attribute: &str) -> bool {
    let name = attribute.split(['(', ' ']).next();
    matches!(name, Some("model" | "union" | "open_enum" | "constant"))
}

/// The arguments of such an attribute without names on the wire, which occur only if the name of
/// the field or variant doesn't give them.
fn arguments(attribute: &TokenStream) -> String {
    let Some(TokenTree::Group(list)) = attribute.clone().into_iter().nth(1) else {
        return attribute.to_string();
    };
    let tokens: Vec<TokenTree> = list.stream().into_iter().collect();
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
    let kept = tokens
        .split(is_comma)
        .filter_map(|argument| match argument {
            [] | [TokenTree::Literal(_)] => None,
            [TokenTree::Ident(name), _, TokenTree::Literal(_)]
                if *name == "name" || *name == "rename_all" =>
            {
                None
            }
            argument => {
                let words = argument.iter().map(|token| match token {
                    TokenTree::Literal(_) => "\"".to_owned(),
                    TokenTree::Group(group) => normal(group.stream()),
                    token => token.to_string(),
                });
                Some(words.collect::<String>())
            }
        });
    kept.collect::<Vec<_>>().join(",")
}

/// Documentation, and what depends on names: lints, and tags as features.
fn is_silent(attribute: &str) -> bool {
    let dense: String = attribute.chars().filter(|c| *c != ' ').collect();
    let doc = dense.starts_with("doc=\"") || dense.starts_with("doc=r");
    let lint = ["expect(clippy::", "allow(clippy::"]
        .iter()
        .any(|begin| dense.starts_with(begin));
    doc && syn::parse_str::<syn::MetaNameValue>(attribute)
        .is_ok_and(|doc| matches!(doc.value, syn::Expr::Lit(_)))
        || lint
}

/// Features that every crate has.
const FIXED: &[&str] = &[
    "default",
    "reqwest",
    "http2",
    "blocking",
    "compression",
    "tracing",
    "tower",
    "all",
];

/// The keys of a manifest, the features of tags blank, and all else unchanged.
fn manifest(text: &str) -> Result<Vec<String>, String> {
    let mut table: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| error.to_string())?;
    // A text of the document, which is a string whatever it says.
    if let Some(description) = table
        .get_mut("package")
        .and_then(|package| package.get_mut("description"))
        .filter(|description| description.is_str())
    {
        *description = toml::Value::from("");
    }
    blank_required(&mut table);
    let features = table
        .remove("features")
        .and_then(|features| features.as_table().cloned())
        .unwrap_or_default();
    let plain = |name: &String| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    if let Some(odd) = features.keys().find(|name| !plain(name)) {
        return Err(format!("`{odd}` is not the name of a feature"));
    }
    let own = features
        .keys()
        .filter(|name| !FIXED.contains(&name.as_str()))
        .count();
    Ok(vec![table.to_string(), format!("{own} features")])
}

/// Leaves out of the features that examples need those of tags, whose names are looked at where
/// they are declared.
fn blank_required(manifest: &mut toml::Table) {
    let examples = manifest.get_mut("example").and_then(|it| it.as_array_mut());
    for example in examples.into_iter().flatten() {
        let required = example.get_mut("required-features");
        if let Some(required) = required.and_then(|it| it.as_array_mut()) {
            required.retain(|feature| {
                let name = feature.as_str();
                name.is_none_or(|name| FIXED.contains(&name))
            });
        }
    }
}
