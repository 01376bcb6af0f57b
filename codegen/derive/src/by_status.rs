//! `ByStatus`: enums of the bodies that a response may have, by its status.
//!
//! In: an enum, with the statuses of each variant. Out: the arms of the runtime's macro
//! `by_status`, which reads the body. Must not know how a body is read.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    Data, DeriveInput, Error, Fields, Ident, Lit, LitStr, Result, Token, Type, Variant,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

use crate::errors::Errors;

/// The options of a variant, as its attribute sets them.
#[derive(Default)]
struct Options {
    /// The statuses as patterns.
    statuses: Vec<TokenStream>,
    /// The media types that it is limited to.
    media: Vec<LitStr>,
    /// The method of the body that reads it, unless it is JSON.
    read: Option<Ident>,
}

/// A word of the attribute.
enum Word {
    Status(TokenStream),
    Media(Vec<LitStr>),
    Read(Ident),
}

impl Parse for Word {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(Token![_]) {
            let any: Token![_] = input.parse()?;
            return Ok(Self::Status(any.into_token_stream()));
        }
        if input.peek(Lit) {
            let low: Lit = input.parse()?;
            if !input.peek(Token![..=]) {
                return Ok(Self::Status(low.into_token_stream()));
            }
            let (to, high): (Token![..=], Lit) = (input.parse()?, input.parse()?);
            return Ok(Self::Status(quote!(#low #to #high)));
        }
        let name = input.call(Ident::parse_any)?;
        if name == "media" {
            let content;
            parenthesized!(content in input);
            let names = Punctuated::<LitStr, Token![,]>::parse_terminated(&content)?;
            return Ok(Self::Media(names.into_iter().collect()));
        }
        if name == "read" {
            input.parse::<Token![=]>()?;
            return input.parse().map(Self::Read);
        }
        let message = "expected a status, `media(…)` or `read = …`";
        Err(Error::new(name.span(), message))
    }
}

/// A variant as an arm of the macro, without what follows for other media types of its statuses.
struct Arm {
    statuses: String,
    is_limited: bool,
    tokens: TokenStream,
}

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        let message = "`ByStatus` is for enums of bodies";
        return Err(Error::new_spanned(&input.ident, message));
    };
    let mut errors = Errors::default();
    let variants = data.variants.iter();
    let arms: Vec<Arm> = variants
        .filter_map(|variant| errors.take(arm(variant)))
        .collect();
    let name = &input.ident;
    let rows = arms.iter().enumerate().map(|(at, arm)| {
        let tokens = &arm.tokens;
        let next = arms.get(at + 1).map(|next| &next.statuses);
        if arm.is_limited && next != Some(&arm.statuses) {
            quote!(#tokens else unexpected_media)
        } else {
            quote!(#tokens)
        }
    });
    let expanded = quote!(::specwright_runtime::by_status!(#name { #(#rows,)* }););
    errors.finish(expanded)
}

fn arm(variant: &Variant) -> Result<Arm> {
    let Options {
        statuses,
        media,
        read,
    } = options(variant)?;
    let name = &variant.ident;
    let body = body(variant)?.map(|ty| {
        let read = read.iter();
        quote!((#ty) #(as #read)*)
    });
    let constraint = (!media.is_empty()).then(|| quote!(if #(#media)|*));
    let statuses = quote!(#(#statuses)|*);
    Ok(Arm {
        statuses: statuses.to_string(),
        is_limited: constraint.is_some(),
        tokens: quote!(#statuses #constraint => #name #body),
    })
}

fn options(variant: &Variant) -> Result<Options> {
    let mut options = Options::default();
    let own = variant.attrs.iter();
    for attribute in own.filter(|one| one.path().is_ident("by_status")) {
        let words = attribute.parse_args_with(Punctuated::<Word, Token![,]>::parse_terminated)?;
        for word in words {
            match word {
                Word::Status(status) => options.statuses.push(status),
                Word::Media(names) => options.media.extend(names),
                Word::Read(method) => options.read = Some(method),
            }
        }
    }
    if options.statuses.is_empty() {
        let message = "expected its statuses: `#[by_status(200)]`";
        return Err(Error::new(variant.ident.span(), message));
    }
    Ok(options)
}

/// The type of its body, if it has one.
fn body(variant: &Variant) -> Result<Option<&Type>> {
    match &variant.fields {
        Fields::Unit => Ok(None),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Ok(Some(&fields.unnamed[0].ty)),
        fields => {
            let message = "a variant holds a single body, or nothing";
            Err(Error::new_spanned(fields, message))
        }
    }
}
