//! `Constant`: types of a single value.
//!
//! In: a unit struct, or one that holds the value that a server sent in place of the constant. Out:
//! the constant, and how it is read and written. Must not know what the value means.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Lit, Result};

use crate::{
    attribute::{self, Word, literal::float},
    errors::Errors,
    output::{Output, split_runtime},
};

/// The constant of a type.
struct Constant<'a> {
    output: Output<'a>,
    /// The variant of the runtime's `Literal`.
    kind: Ident,
    ty: TokenStream,
    value: TokenStream,
    /// Whether it keeps another value, and whether that is valid.
    keeps: Option<bool>,
}

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let keeps_other = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Unit => Some(false),
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Some(true),
            Fields::Unnamed(_) | Fields::Named(_) => None,
        },
        Data::Enum(_) | Data::Union(_) => None,
    };
    let Some(keeps_other) = keeps_other else {
        return Err(Error::new_spanned(
            &input.ident,
            "`Constant` is for unit structs, and for structs that hold a `codec::Other`",
        ));
    };
    let mut errors = Errors::default();
    let words = attribute::read(&input.attrs, "constant", &mut errors);
    let (runtime, words) = split_runtime(&words, &mut errors);
    let mut output = Output::new(input, runtime, &mut errors);
    output.allow_deprecated(&[&input.attrs]);
    let (mut literal, mut extensible) = (None, false);
    for word in words {
        let read = match word {
            Word::Literal(found) if literal.is_none() => {
                literal = Some(found);
                Ok(())
            }
            Word::Literal(_) => Err(word.error("a constant has a single value")),
            _ if word.name() == "extensible" && !keeps_other => Err(word
                .error("a unit struct can't keep another value; declare it with a `codec::Other`")),
            _ if word.name() == "extensible" => word.flag().map(|()| extensible = true),
            _ => Err(word.unknown(&["extensible", "crate"])),
        };
        errors.take(read);
    }
    let value = literal.map(value);
    if value.is_none() {
        let message = "expected its value: `#[constant(\"…\")]`";
        errors.add(Error::new_spanned(&input.ident, message));
    }
    let Some((kind, ty, value)) = value.and_then(|value| errors.take(value)) else {
        return errors.finish(TokenStream::new());
    };
    let constant = Constant {
        output,
        kind: Ident::new(kind, Span::call_site()),
        ty,
        value,
        keeps: keeps_other.then_some(extensible),
    };
    errors.finish(())?;
    Ok(constant.expand())
}

/// The kind of a value, its type, and an expression of it.
fn value(literal: &Lit) -> Result<(&'static str, TokenStream, TokenStream)> {
    let found = match literal {
        Lit::Str(_) => Some(("String", quote!(&'static str), quote!(#literal))),
        Lit::Bool(_) => Some(("Boolean", quote!(bool), quote!(#literal))),
        Lit::Int(number) if number.suffix().is_empty() => {
            let number = Literal::i64_unsuffixed(number.base10_parse()?);
            Some(("Integer", quote!(i64), quote!(#number)))
        }
        Lit::Float(number) if number.suffix().is_empty() => {
            let number = float(number.base10_digits(), literal)?;
            Some(("Number", quote!(f64), number))
        }
        _ => None,
    };
    found.ok_or_else(|| {
        let message = "expected a text, a number, `true` or `false`";
        Error::new(literal.span(), message)
    })
}

impl Constant<'_> {
    fn expand(&self) -> TokenStream {
        let Self {
            output, ty, value, ..
        } = self;
        let Output {
            name, codec, allow, ..
        } = output;
        let docs = match self.keeps {
            None => "The value.",
            Some(_) => "The value, unless a server sends another one.",
        };
        let show = if self.keeps.is_some() {
            quote!(self.0.show(&Self::VALUE, formatter))
        } else {
            quote!(::core::fmt::Display::fmt(&Self::VALUE, formatter))
        };
        let display = output.format(&quote!(Display), &show);
        let wire = output.wire(&self.methods());
        let serde = output.serde();
        quote! {
            #allow
            #[automatically_derived]
            impl #name {
                #[doc = #docs]
                pub const VALUE: #ty = #value;
            }

            #allow
            #[automatically_derived]
            impl #codec::Single for #name {}

            #display
            #wire
            #serde
        }
    }

    fn methods(&self) -> TokenStream {
        let output = &self.output;
        let Output { runtime, codec, .. } = output;
        let kind = &self.kind;
        let literal = quote!(#codec::Literal::#kind(Self::VALUE));
        let shape = output.shape(&quote!(#codec::Shape::Constant(#literal)));
        let Some(extensible) = self.keeps else {
            let own = [
                output.fill(&quote!(_), &quote!(reader.constant(#literal))),
                output.placeholder(&quote!(Self)),
                output.view(&quote!(#codec::View::from(Self::VALUE))),
            ];
            return own.into_iter().chain([shape]).collect();
        };
        let name = output.shown_name();
        let unlisted = quote!(&[#codec::Constraint::Unlisted(#name)]);
        let inner = output.inner(&quote!(self.0.inner(#unlisted)));
        let fill = quote!(reader.constant_or(&mut self.0, #literal));
        let null = quote!(#runtime::__serde_json::Value::Null);
        let own = [
            output.fill(&quote!(_), &fill),
            output.placeholder(&quote!(::core::default::Default::default())),
            output.view(&quote!(self.0.view(#literal))),
            quote! {
                #[inline]
                fn inner_type(&self, visit: &mut dyn FnMut(&dyn #codec::Wire)) {
                    visit(&#null);
                }
            },
        ];
        let inner = if extensible {
            TokenStream::new()
        } else {
            inner
        };
        own.into_iter().chain([inner, shape]).collect()
    }
}
