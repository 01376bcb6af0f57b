//! What the expansions of all macros have in common.
//!
//! In: the type, and the path of the runtime. Out: implementations that only lead to the runtime's
//! functions, which are compiled once. Must not know what kind of type it is.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, DeriveInput, Error, Ident, Path, Visibility, ext::IdentExt};

use crate::{attribute::Word, errors::Errors};

/// Where an expansion belongs.
pub(crate) struct Output<'a> {
    pub(crate) name: &'a Ident,
    /// The path of the runtime.
    pub(crate) runtime: TokenStream,
    /// The path of its module `codec`.
    pub(crate) codec: TokenStream,
    /// `#[allow(deprecated)]`, where the item or a part of it is deprecated.
    pub(crate) allow: TokenStream,
}

impl<'a> Output<'a> {
    /// For a type without generics.
    pub(crate) fn new(input: &'a DeriveInput, runtime: Option<&Path>, errors: &mut Errors) -> Self {
        if !input.generics.params.is_empty() {
            let message =
                "the type can't be generic yet: write one for each argument, such as `PageOfSpans`";
            errors.add(Error::new_spanned(&input.generics, message));
        }
        let runtime = runtime.map(ToTokens::to_token_stream);
        let runtime = runtime.unwrap_or_else(|| quote!(::specwright_runtime));
        Self {
            name: &input.ident,
            codec: quote!(#runtime::codec),
            runtime,
            allow: TokenStream::new(),
        }
    }

    /// Says that a part of the type may be deprecated.
    pub(crate) fn allow_deprecated(&mut self, attributes: &[&[Attribute]]) {
        let mut all = attributes.iter().flat_map(|list| list.iter());
        if all.any(|one| one.path().is_ident("deprecated")) {
            self.allow = quote!(#[allow(deprecated)]);
        }
    }

    /// The name as it is shown: without `r#`.
    pub(crate) fn shown_name(&self) -> String {
        self.name.unraw().to_string()
    }

    /// `impl Wire` with these methods.
    pub(crate) fn wire(&self, methods: &TokenStream) -> TokenStream {
        let Self {
            name, codec, allow, ..
        } = self;
        quote! {
            #allow
            #[automatically_derived]
            impl #codec::Wire for #name {
                #methods
            }
        }
    }

    /// `Wire::fill`, by an expression over `reader`.
    pub(crate) fn fill(&self, kind: &TokenStream, read: &TokenStream) -> TokenStream {
        let codec = &self.codec;
        quote! {
            #[inline]
            fn fill(
                &mut self,
                #kind: #codec::Presence,
                reader: &mut #codec::Reader<'_>,
            ) -> ::core::result::Result<(), #codec::ReadError> {
                #read
            }
        }
    }

    /// `Wire::placeholder`.
    pub(crate) fn placeholder(&self, value: &TokenStream) -> TokenStream {
        let codec = &self.codec;
        quote! {
            #[inline]
            fn placeholder() -> Self {
                use #codec::Wire;
                #value
            }
        }
    }

    /// `Wire::view`.
    pub(crate) fn view(&self, view: &TokenStream) -> TokenStream {
        let codec = &self.codec;
        quote! {
            #[inline]
            fn view(&self) -> #codec::View<'_> {
                #view
            }
        }
    }

    /// `Wire::inner`.
    pub(crate) fn inner(&self, inner: &TokenStream) -> TokenStream {
        let codec = &self.codec;
        quote! {
            #[inline]
            fn inner(&self) -> ::core::option::Option<#codec::Inner<'_>> {
                #inner
            }
        }
    }

    /// `Wire::shape`, by an expression over `shapes`.
    pub(crate) fn shape(&self, shape: &TokenStream) -> TokenStream {
        let codec = &self.codec;
        quote! {
            #[inline]
            fn shape(&self, shapes: &mut #codec::Shapes) -> #codec::Shape {
                #shape
            }
        }
    }

    /// Serializes and deserializes as the runtime reads and writes.
    pub(crate) fn serde(&self) -> TokenStream {
        let Self {
            name,
            runtime,
            codec,
            allow,
        } = self;
        quote! {
            #allow
            #[automatically_derived]
            impl #runtime::__serde::Serialize for #name {
                fn serialize<S: #runtime::__serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    #codec::serialize(self, serializer)
                }
            }

            #allow
            #[automatically_derived]
            impl<'de> #runtime::__serde::Deserialize<'de> for #name {
                fn deserialize<D: #runtime::__serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    #codec::deserialize(deserializer)
                }
            }
        }
    }

    /// Compares two values as they travel.
    pub(crate) fn equal(&self) -> TokenStream {
        let Self {
            name, codec, allow, ..
        } = self;
        quote! {
            #allow
            #[automatically_derived]
            impl ::core::cmp::PartialEq for #name {
                #[inline]
                fn eq(&self, other: &Self) -> bool {
                    #codec::equal(self, other)
                }
            }
        }
    }

    /// An implementation of one of the formatting traits, by an expression over `formatter`.
    pub(crate) fn format(&self, of: &TokenStream, shown: &TokenStream) -> TokenStream {
        let Self { name, allow, .. } = self;
        quote! {
            #allow
            #[automatically_derived]
            impl ::core::fmt::#of for #name {
                #[inline]
                fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #shown
                }
            }
        }
    }

    /// A conversion of `value` from a type. The type may be deprecated.
    pub(crate) fn from(&self, ty: &impl ToTokens, make: &TokenStream) -> TokenStream {
        let name = self.name;
        quote! {
            #[allow(deprecated)]
            #[automatically_derived]
            impl ::core::convert::From<#ty> for #name {
                #[inline]
                fn from(value: #ty) -> Self {
                    #make
                }
            }
        }
    }
}

/// The path that `crate = path` names, and the other words.
pub(crate) fn split_runtime<'w>(
    words: &'w [Word],
    errors: &mut Errors,
) -> (Option<&'w Path>, Vec<&'w Word>) {
    let (own, others): (Vec<_>, Vec<_>) = words.iter().partition(|word| word.name() == "crate");
    let paths = own.into_iter().filter_map(|word| errors.take(word.path()));
    (paths.last(), others)
}

/// The expression in an `Option`, if there is one.
pub(crate) fn option(expression: Option<TokenStream>) -> TokenStream {
    let some = expression.map(|expression| quote!(::core::option::Option::Some(#expression)));
    some.unwrap_or_else(|| quote!(::core::option::Option::None))
}

/// Code whose errors point at a place of the type.
pub(crate) fn located_at(place: Span, code: &TokenStream) -> TokenStream {
    let at_place = |mut token: TokenTree| {
        token.set_span(token.span().located_at(place));
        token
    };
    code.clone().into_iter().map(at_place).collect()
}

/// Whether a field can be seen by nobody but its module.
pub(crate) fn is_private(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Inherited)
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;
    use crate::{constant, open_enum, union};

    /// The functions of an expansion that are compiled with the crate of the type, whether or not a
    /// program calls them: those that are neither `#[inline]` nor generic.
    fn compiled_early(tokens: TokenStream, found: &mut Vec<String>) {
        let mut is_inline = false;
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) if group.stream().to_string() == "inline" => {
                    is_inline = true;
                }
                TokenTree::Group(group) => compiled_early(group.stream(), found),
                TokenTree::Ident(word) if word == "fn" => {
                    // A pointer to a function has no name.
                    if let Some(TokenTree::Ident(name)) = tokens.next() {
                        let next = tokens.peek().map(ToString::to_string);
                        if !is_inline && next.as_deref() != Some("<") {
                            found.push(name.to_string());
                        }
                        is_inline = false;
                    }
                }
                _ => {}
            }
        }
    }

    /// A release build of a client takes several times as long where one method reaches the reading
    /// of all models.
    #[test]
    fn nothing_is_compiled_before_it_is_called() {
        let model = parse_quote! {
            #[model(setters, closed, min_properties = 1)]
            struct Note {
                #[model(max_length = 5)]
                text: String,
                size: Option<i64>,
                #[model(flatten)]
                author: Author,
                #[model(rest)]
                others: std::collections::BTreeMap<String, i64>,
            }
        };
        let tag = quote!(#[union("text")]);
        let unions = [
            (quote!(tag = "type"), Some(&tag)),
            (quote!(tag = "type", content = "value"), Some(&tag)),
            (quote!(external), Some(&tag)),
            (quote!(untagged), None),
        ];
        let unions = unions.map(|(tagging, tag)| -> DeriveInput {
            parse_quote! {
                #[union(#tagging)]
                enum Part {
                    #tag
                    Text(Text),
                    #[union(unknown)]
                    Unknown(Value),
                }
            }
        });
        let mut expansions = vec![crate::model::derive(&model)];
        expansions.extend(unions.iter().map(union::derive));
        expansions.push(open_enum::derive(&parse_quote! {
            enum Size {
                Small,
                #[open_enum(unknown)]
                Unknown(String),
            }
        }));
        expansions.push(constant::derive(&parse_quote! {
            #[constant("text")]
            struct Kind;
        }));
        let mut found = Vec::new();
        for expansion in expansions {
            compiled_early(expansion.unwrap(), &mut found);
        }
        assert!(found.is_empty(), "{found:?}");
    }
}
