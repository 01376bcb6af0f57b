//! `CallOptions`: the options of a call, for a struct that holds one.
//!
//! In: a struct with the one field `call: Call<T, E>`. Out: the runtime's macros that forward the
//! options. Must not know what the options are.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Data, DeriveInput, Error, GenericArgument, Ident, PathArguments, Result, Token, Type,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseStream},
};

use crate::ty;

/// `pages(Item, cursor("/items", "cursor", "/next"))`
struct Pages {
    item: Type,
    /// A function of the runtime's `Paging`, and the methods called on its result.
    paging: TokenStream,
}

impl Parse for Pages {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name = input.call(Ident::parse_any)?;
        if name != "pages" {
            return Err(Error::new(name.span(), "expected `pages(Item, …)`"));
        }
        let content;
        parenthesized!(content in input);
        let item = content.parse()?;
        content.parse::<Token![,]>()?;
        let paging = content.parse()?;
        Ok(Self { item, paging })
    }
}

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let (output, error) = call(input).ok_or_else(|| {
        let message = "`CallOptions` is for structs with the one field `call: Call<T, E>`";
        Error::new_spanned(&input.ident, message)
    })?;
    let name = &input.ident;
    let mut own = input.attrs.iter();
    let pages = match own.find(|one| one.path().is_ident("call")) {
        None => None,
        Some(attribute) => {
            let Pages { item, paging } = attribute.parse_args()?;
            Some(quote! {
                ::specwright_runtime::call_pages!(#name, #output, #error, #item, #paging);
            })
        }
    };
    Ok(quote! {
        #pages
        ::specwright_runtime::call_options!(#name, #output, #error);
    })
}

/// The return type of the call, and its errors.
fn call(input: &DeriveInput) -> Option<(&Type, &Type)> {
    let Data::Struct(data) = &input.data else {
        return None;
    };
    let mut fields = data.fields.iter();
    let (Some(field), None) = (fields.next(), fields.next()) else {
        return None;
    };
    let Type::Path(path) = ty::bare(&field.ty) else {
        return None;
    };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    let mut types = arguments.args.iter().filter_map(|one| match one {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    Some((types.next()?, types.next()?))
}
