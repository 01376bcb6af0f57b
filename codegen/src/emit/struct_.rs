//! Structs: the type, `new`, setters, and its codec.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Piece, codec, shape,
    syntax::{argument, deprecated, derives, docs, ident, lints, path, pieces, ty},
};
use crate::plan::{Constructor, Field, Given, Setter, Struct, Value};

pub(super) fn emit(item: &Struct) -> Vec<Piece> {
    let mut items = vec![definition(item), methods(item)];
    items.extend(item.default_impl.then(|| default(item)));
    items.extend(codec::emit(&item.name, &item.codec));
    pieces(items)
}

fn definition(item: &Struct) -> TokenStream {
    let (docs, derives, name) = (docs(&item.docs), derives(&item.derives), ident(&item.name));
    let (deprecated, lints) = (deprecated(item.deprecated), lints(&item.lints));
    let fields = item.fields.iter().map(field);
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        #deprecated
        #lints
        pub struct #name { #(#fields),* }
    }
}

fn field(field: &Field) -> TokenStream {
    let (docs, name, ty) = (docs(&field.docs), ident(&field.name), ty(&field.ty));
    let deprecated = deprecated(field.deprecated);
    quote! {
        #docs
        #deprecated
        pub #name: #ty
    }
}

fn methods(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let shape = item.shape.as_ref().map(shape::constant);
    let new = new(&item.new);
    let setters = item.setters.iter().map(setter);
    quote! {
        impl #name {
            #shape
            #new
            #(#setters)*
        }
    }
}

fn new(new: &Constructor) -> TokenStream {
    let (docs, lints) = (docs(&new.docs), lints(&new.lints));
    let arguments = new.arguments.iter().map(argument);
    let body = match &new.values {
        None => quote!(Self::default()),
        Some(values) => {
            let values = values.iter().map(|(field, value)| assignment(field, value));
            quote!(Self { #(#values),* })
        }
    };
    quote! {
        #docs
        #[must_use]
        #lints
        pub fn new(#(#arguments),*) -> Self { #body }
    }
}

/// `field: value`, or `field` alone where the value has the same name.
fn assignment(field: &str, given: &Value) -> TokenStream {
    let name = ident(field);
    match given {
        Value::Given(Given {
            argument,
            into: false,
            boxed: false,
            some: false,
        }) if argument == field => {
            quote!(#name)
        }
        given => {
            let value = value(given);
            quote!(#name: #value)
        }
    }
}

fn value(value: &Value) -> TokenStream {
    match value {
        Value::None => quote!(None),
        Value::Absent => quote!(Nullable::Absent),
        Value::Empty(ty) => {
            let ty = path(ty);
            quote!(#ty::new())
        }
        Value::Constant(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Value::SomeConstant(name) => {
            let name = ident(name);
            quote!(Some(#name))
        }
        Value::Given(given) => self::given(given),
    }
}

fn given(given: &Given) -> TokenStream {
    let name = ident(&given.argument);
    let value = if given.into {
        quote!(#name.into())
    } else {
        quote!(#name)
    };
    let value = if given.boxed {
        quote!(Box::new(#value))
    } else {
        value
    };
    if given.some {
        quote!(Some(#value))
    } else {
        value
    }
}

fn setter(setter: &Setter) -> TokenStream {
    let (docs, name, field) = (
        docs(&setter.docs),
        ident(&setter.name),
        ident(&setter.field),
    );
    // A field that is deprecated is set by a method that is too, and may be used there.
    let deprecated =
        deprecated(setter.deprecated).map(|attribute| quote!(#attribute #[expect(deprecated)]));
    let (argument, value) = (argument(&setter.argument), given(&setter.value));
    quote! {
        #docs
        #[must_use]
        #deprecated
        pub fn #name(mut self, #argument) -> Self {
            self.#field = #value;
            self
        }
    }
}

fn default(item: &Struct) -> TokenStream {
    let name = ident(&item.name);
    quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}
