//! `Model` of a struct with a single field: a type that travels as another one does.
//!
//! In: such a struct. Out: the conversion from the field, and how it is read and written. Must not
//! know what the field holds.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Field, Result};

use crate::{
    attribute::{
        self,
        constraint::{self, Constraints},
    },
    errors::Errors,
    output::{Output, split_runtime},
};

pub(crate) fn derive(input: &DeriveInput, field: &Field) -> Result<TokenStream> {
    let mut errors = Errors::default();
    let words = attribute::read(&input.attrs, "model", &mut errors);
    let (runtime, words) = split_runtime(&words, &mut errors);
    for word in words {
        errors.add(word.unknown(&["crate"]));
    }
    let mut constraints = Constraints::default();
    for word in attribute::read(&field.attrs, "model", &mut errors) {
        if !constraints.add(&word, &mut errors) {
            errors.add(word.unknown(&constraint::NAMES));
        }
    }
    let mut output = Output::new(input, runtime, &mut errors);
    output.allow_deprecated(&[&input.attrs, &field.attrs]);
    errors.finish(())?;

    let codec = &output.codec;
    let constraints = constraints.list(codec);
    let methods = [
        output.fill(
            &quote!(kind),
            &quote!(#codec::Wire::fill(&mut self.0, kind, reader)),
        ),
        quote! {
            #[inline]
            fn clear(&mut self) {
                #codec::Wire::clear(&mut self.0);
            }
        },
        output.placeholder(&quote!(Self(Wire::placeholder()))),
        output.view(&quote!(#codec::Wire::view(&self.0))),
        output.inner(&quote!(::core::option::Option::Some((&self.0, #constraints)))),
        output.shape(&quote!(shapes.within::<Self>(&self.0))),
    ];
    Ok([
        output.from(&field.ty, &quote!(Self(value))),
        output.wire(&methods.into_iter().collect()),
        output.serde(),
    ]
    .into_iter()
    .collect())
}
