//! Enums of texts.
//!
//! In: the enum. Out: what its values can do since they are texts: they compare as they travel, are
//! ordered as they are declared, and can be keys of maps. Must not know other kinds of values.

use proc_macro2::TokenStream;
use quote::quote;

use super::OpenEnum;
use crate::output::Output;

impl OpenEnum<'_> {
    /// Texts, which are compared as they travel and ordered as they are declared.
    pub(super) fn text(&self) -> TokenStream {
        let output = &self.output;
        let Output {
            name, codec, allow, ..
        } = output;
        let (unknown, arms) = (self.unknown, self.arms());
        let (idents, values): (Vec<_>, Vec<_>) = self
            .values
            .iter()
            .map(|one| (one.ident, &one.value))
            .unzip();
        let from_text = output.from(
            &quote!(&str),
            &quote! {
                match value {
                    #(#values => Self::#idents,)*
                    _ => Self::#unknown(::std::borrow::ToOwned::to_owned(value)),
                }
            },
        );
        let from = output.from(
            &quote!(::std::string::String),
            &quote!(Self::from(value.as_str())),
        );
        let display = output.format(&quote!(Display), &quote!(formatter.pad(self.as_str())));
        let wire = self.wire(
            &quote!(reader.known(self)),
            &quote!(::std::string::String::new()),
            &quote!(#codec::View::Str(self.as_str())),
        );
        let as_text = quote! {
            #allow
            #[automatically_derived]
            impl #name {
                const VALUES: &'static [&'static str] = &[#(#values),*];

                /// The value as it travels.
                #[must_use]
                #[inline]
                pub fn as_str(&self) -> &str {
                    match self {
                        #arms
                        Self::#unknown(value) => value,
                    }
                }
            }
        };
        let compared = self.compared();
        quote!(#as_text #from_text #from #display #wire #compared)
    }

    /// What texts can do besides.
    fn compared(&self) -> TokenStream {
        let Output {
            name, codec, allow, ..
        } = &self.output;
        quote! {
            #allow
            #[automatically_derived]
            impl ::core::str::FromStr for #name {
                type Err = ::core::convert::Infallible;

                #[inline]
                fn from_str(value: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                    ::core::result::Result::Ok(Self::from(value))
                }
            }

            #allow
            #[automatically_derived]
            impl ::core::convert::AsRef<str> for #name {
                #[inline]
                fn as_ref(&self) -> &str {
                    self.as_str()
                }
            }

            #allow
            #[automatically_derived]
            impl ::core::cmp::PartialEq for #name {
                #[inline]
                fn eq(&self, other: &Self) -> bool {
                    self.as_str() == other.as_str()
                }
            }

            #allow
            #[automatically_derived]
            impl ::core::cmp::Eq for #name {}

            #allow
            #[automatically_derived]
            impl ::core::hash::Hash for #name {
                #[inline]
                fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                    ::core::hash::Hash::hash(self.as_str(), state);
                }
            }

            #allow
            #[automatically_derived]
            impl ::core::cmp::PartialOrd for #name {
                #[inline]
                fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                    ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
                }
            }

            #allow
            #[automatically_derived]
            impl ::core::cmp::Ord for #name {
                #[inline]
                fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                    #codec::compare(Self::VALUES, self.as_str(), other.as_str())
                }
            }
        }
    }
}
