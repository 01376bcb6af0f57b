//! How a type tells itself from others: the constant `SHAPE`.

use proc_macro2::TokenStream;
use quote::quote;

use super::syntax::ident;
use crate::plan::{Property, Shape, Values};

/// `pub(crate) const SHAPE`.
pub(super) fn constant(shape: &Shape) -> TokenStream {
    let shape = self::shape(shape);
    quote!(pub(crate) const SHAPE: Shape = #shape;)
}

/// A shape.
pub(super) fn shape(shape: &Shape) -> TokenStream {
    match shape {
        Shape::Plain(name) => {
            let name = ident(name);
            quote!(Shape::#name)
        }
        Shape::Strings(values) => quote!(Shape::Strings(&[#(#values),*])),
        Shape::Array(item) => {
            let item = self::shape(item);
            quote!(Shape::Array(&#item))
        }
        Shape::Map(item) => {
            let item = self::shape(item);
            quote!(Shape::Map(&#item))
        }
        Shape::Object(properties, open) => {
            let properties = properties.iter().map(property);
            let extra = ident(if *open { "Allowed" } else { "Forbidden" });
            quote!(Shape::Object(&[#(#properties),*], Extra::#extra))
        }
        Shape::OneOf(members) => {
            let members = members.iter().map(self::shape);
            quote!(Shape::OneOf(&[#(#members),*]))
        }
        Shape::Of(name) => {
            let name = ident(name);
            quote!(#name::SHAPE)
        }
    }
}

fn property(property: &Property) -> TokenStream {
    let begin = ident(if property.required {
        "required"
    } else {
        "optional"
    });
    let name = &property.name;
    let mut kinds = property.kinds.iter().map(|kind| {
        let kind = ident(kind);
        quote!(Kinds::#kind)
    });
    let first = kinds.next().unwrap_or_else(|| quote!(Kinds::ANY));
    let values = match &property.values {
        Values::Any => None,
        Values::Known(values) => Some(quote!(.values(&[#(#values),*]))),
        Values::Only(value) => Some(quote!(.constant(#value))),
    };
    quote!(Property::#begin(#name, #first #(.or(#kinds))*) #values)
}
