//! How a struct is written and read, over helpers of the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::syntax::{ident, lints, path};
use crate::plan::{Codec, Line, LineKind};

/// `Serialize`, `Deserialize` and the object's own part of reading.
pub(super) fn emit(name: &str, codec: &Codec) -> [TokenStream; 3] {
    [write(name, codec), read(name, codec), object(name, codec)]
}

fn write(name: &str, codec: &Codec) -> TokenStream {
    let (name, attributes) = (ident(name), lints(&codec.write_lints));
    let lines = codec.lines.iter().map(|line| {
        let (wire, field) = (&line.wire, ident(&line.field));
        match line.kind {
            LineKind::Required => quote!(.required(#wire, &self.#field)),
            LineKind::Optional | LineKind::OptionalValue => quote!(.optional(#wire, &self.#field)),
            LineKind::Nullable => quote!(.nullable(#wire, &self.#field)),
        }
    });
    let additional = codec.additional.iter().map(|(field, ..)| ident(field));
    let flattened = codec.flattened.iter().map(|field| ident(field));
    quote! {
        impl Serialize for #name {
            #attributes
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                codec::write(serializer)
                    #(#lines)*
                    #(.flatten(&self.#flattened))*
                    #(.additional(&self.#additional))*
                    .end()
            }
        }
    }
}

fn read(name: &str, codec: &Codec) -> TokenStream {
    let name = ident(name);
    let helper = ident(if codec.flattened.is_empty() {
        "object"
    } else {
        "flattened"
    });
    quote! {
        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                codec::#helper(deserializer)
            }
        }
    }
}

fn object(name: &str, codec: &Codec) -> TokenStream {
    let (name, lints) = (ident(name), lints(&codec.read_lints));
    let declarations = declarations(codec);
    let reading = reading(codec);
    let fields = codec.lines.iter().map(build);
    let additional = codec
        .additional
        .iter()
        .map(|(field, local, _)| assign(field, local));
    let flattened = codec.flattened.iter().map(|field| {
        let field = ident(field);
        quote!(#field: fields.flattened()?)
    });
    quote! {
        impl codec::Object for #name {
            #lints
            fn read<'de, M: MapAccess<'de>>(fields: &mut Fields<'de, M>) -> Result<Self, M::Error> {
                #declarations
                #reading
                Ok(Self { #(#fields,)* #(#flattened,)* #(#additional,)* })
            }
        }
    }
}

fn declarations(codec: &Codec) -> TokenStream {
    let locals = codec.lines.iter().map(|line| {
        let local = ident(&line.local);
        if line.kind == LineKind::Nullable {
            quote!(let mut #local = Nullable::Absent;)
        } else {
            quote!(let mut #local = None;)
        }
    });
    let additional = codec.additional.iter().map(|(_, local, begins)| {
        let (local, begins) = (ident(local), path(begins));
        quote!(let mut #local = #begins::new();)
    });
    quote!(#(#locals)* #(#additional)*)
}

/// The loop over the keys. Without fields of its own, every key is treated alike.
fn reading(codec: &Codec) -> TokenStream {
    let additional = codec.additional.as_ref().map(|(_, local, _)| ident(local));
    let other = additional.map_or_else(
        || quote!(fields.skip()),
        |local| quote!(fields.additional(key, &mut #local)),
    );
    if codec.lines.is_empty() {
        let key = ident(if codec.additional.is_some() {
            "key"
        } else {
            "_key"
        });
        return quote! {
            while let Some(#key) = fields.key()? {
                #other?;
            }
        };
    }
    let arms = codec.lines.iter().map(|line| {
        let (wire, local) = (&line.wire, ident(&line.local));
        match line.kind {
            LineKind::Required | LineKind::OptionalValue => {
                quote!(#wire => fields.value(&mut #local))
            }
            LineKind::Optional => quote!(#wire => fields.optional(&mut #local)),
            LineKind::Nullable => quote!(#wire => fields.nullable(&mut #local)),
        }
    });
    quote! {
        while let Some(key) = fields.key()? {
            match &*key {
                #(#arms,)*
                _ => #other,
            }?;
        }
    }
}

fn build(line: &Line) -> TokenStream {
    match line.kind {
        LineKind::Required => {
            let (field, wire, local) = (ident(&line.field), &line.wire, ident(&line.local));
            quote!(#field: fields.required(#wire, #local)?)
        }
        _ => assign(&line.field, &line.local),
    }
}

fn assign(field: &str, local: &str) -> TokenStream {
    let (name, value) = (ident(field), ident(local));
    if field == local {
        quote!(#name)
    } else {
        quote!(#name: #value)
    }
}
