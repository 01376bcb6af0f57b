//! A variant of a union.
//!
//! In: a variant with its attributes. Out: its value, and the tags that select it. Must not know
//! how its union distinguishes variants.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Error, Fields, Ident, Lit, LitStr, Type};

use crate::{
    attribute::{self, Word, constraint::Constraints},
    errors::Errors,
    output::Output,
    ty,
};

const NAMES: [&str; 7] = [
    "unknown", "carried", "absent", "other", "no_from", "numeric", "like",
];
/// What a variant may be said to look like, by what the runtime calls that.
const LIKE: [(&str, &str); 6] = [
    ("boolean", "Boolean"),
    ("integer", "Integer"),
    ("number", "Number"),
    ("string", "String"),
    ("array", "Array"),
    ("object", "Object"),
];

/// A variant.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an attribute of its own"
)]
pub(crate) struct Variant<'a> {
    pub(crate) ident: &'a Ident,
    /// Its value; `None` if it has only its tag.
    pub(crate) ty: Option<&'a Type>,
    /// The tags that lead to it; the first is written.
    pub(crate) tags: Vec<LitStr>,
    /// Whether its value has the tag as a member.
    pub(crate) carried: bool,
    /// Whether it takes values without the tag.
    pub(crate) absent: bool,
    /// Whether it takes values with any other tag, or none.
    pub(crate) other: bool,
    pub(crate) constraints: Constraints,
    /// Whether it keeps what fits no variant.
    pub(crate) unknown: bool,
    no_from: bool,
    numeric: bool,
    /// The shape of its values, if its type doesn't have one: a `Like` of the runtime.
    like: Option<TokenStream>,
}

impl<'a> Variant<'a> {
    pub(crate) fn new(variant: &'a syn::Variant, errors: &mut Errors) -> Self {
        let ty = match &variant.fields {
            Fields::Unit => None,
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Some(&fields.unnamed[0].ty),
            fields => {
                let message = "a variant holds a single value, or nothing";
                errors.add(Error::new_spanned(fields, message));
                None
            }
        };
        let mut new = Self {
            ident: &variant.ident,
            ty,
            tags: Vec::new(),
            carried: false,
            absent: false,
            other: false,
            constraints: Constraints::default(),
            unknown: false,
            no_from: false,
            numeric: false,
            like: None,
        };
        for word in attribute::read(&variant.attrs, "union", errors) {
            if let Word::Literal(Lit::Str(tag)) = word {
                new.tags.push(tag);
            } else if !new.constraints.add(&word, errors) {
                let read = new.word(&word);
                errors.take(read);
            }
        }
        new
    }

    fn word(&mut self, word: &Word) -> syn::Result<()> {
        let flag = match &*word.name() {
            "unknown" => &mut self.unknown,
            "carried" => &mut self.carried,
            "absent" => &mut self.absent,
            "other" => &mut self.other,
            "no_from" => &mut self.no_from,
            "numeric" => &mut self.numeric,
            "like" => {
                self.like = Some(like(word)?);
                return Ok(());
            }
            _ if matches!(word, Word::Literal(_)) => {
                return Err(word.error("a tag is a text: `\"…\"`"));
            }
            _ => {
                return Err(word.unknown_beside_constraints(&NAMES));
            }
        };
        word.flag()?;
        *flag = true;
        Ok(())
    }

    pub(crate) fn error(&self, message: &str) -> Error {
        Error::new(self.ident.span(), message)
    }

    /// Its row in the table of the union: its tags, and how it is read.
    pub(crate) fn row(&self, codec: &TokenStream) -> TokenStream {
        let (tags, case) = (&self.tags, self.case(codec));
        quote!((&[#(#tags),*], #case))
    }

    /// How it is read.
    pub(crate) fn case(&self, codec: &TokenStream) -> TokenStream {
        let ident = self.ident;
        let plain = quote!(Self::#ident as fn(_) -> Self);
        match (self.ty, &self.like) {
            (Some(_), _) if self.numeric => quote!(&#codec::NumericCase(#plain)),
            (Some(_), Some(like)) => quote!(&#codec::LikeCase(#plain, #codec::Like::#like)),
            (Some(_), None) => quote!(&(#plain)),
            (None, _) => quote!(&((|| Self::#ident) as fn() -> Self)),
        }
    }

    /// The pattern that matches it, with its value as `value`.
    pub(crate) fn pattern(&self) -> TokenStream {
        let ident = self.ident;
        let inner = self.ty.map(|_| quote!((value)));
        quote!(Self::#ident #inner)
    }

    /// A reference to its value, where the pattern matched.
    pub(crate) fn value(&self) -> TokenStream {
        if self.ty.is_some() {
            quote!(value)
        } else {
            quote!(&())
        }
    }

    /// The conversions into it: from a type that no other variant has.
    pub(crate) fn from(&self, all: &[Variant<'_>], output: &Output<'_>) -> TokenStream {
        let Some(own) = self.ty.filter(|_| !self.no_from) else {
            return TokenStream::new();
        };
        let (ty, is_boxed) = ty::unboxed(own);
        let text = |ty: &Type| ty::unboxed(ty).0.to_token_stream().to_string();
        let types = all.iter().filter_map(|other| other.ty);
        let is_unique = types.filter(|other| text(other) == text(own)).count() == 1;
        let is_own = ty::is(ty, &output.name.to_string()) || ty::is(ty, "Self");
        if !is_unique || is_own || ty::is_unit(ty) {
            return TokenStream::new();
        }
        let ident = self.ident;
        let made = |value: TokenStream| {
            if is_boxed {
                quote!(Self::#ident(::std::boxed::Box::new(#value)))
            } else {
                quote!(Self::#ident(#value))
            }
        };
        let from = output.from(ty, &made(quote!(value)));
        if !ty::is(ty, "String") {
            return from;
        }
        let owned = quote!(::std::borrow::ToOwned::to_owned(value));
        let from_text = output.from(&quote!(&str), &made(owned));
        quote!(#from #from_text)
    }
}

fn text(word: &Word) -> syn::Result<&LitStr> {
    match word {
        Word::Literal(Lit::Str(text)) => Ok(text),
        _ => Err(word.error("expected a text")),
    }
}

/// `like("string")`, or `like("object", required("a"), optional("b"))`.
fn like(word: &Word) -> syn::Result<TokenStream> {
    let [kind, members @ ..] = word.list()? else {
        return Err(word.error("expected `like(\"…\")`"));
    };
    let kind_text = text(kind)?.value();
    let Some((_, name)) = LIKE.iter().find(|(known, _)| *known == kind_text) else {
        let known: Vec<&str> = LIKE.iter().map(|(known, _)| *known).collect();
        return Err(kind.error(&format!("expected one of `{}`", known.join("`, `"))));
    };
    let name = Ident::new(name, proc_macro2::Span::call_site());
    let (mut required, mut optional) = (Vec::new(), Vec::new());
    for member in members {
        let names = match &*member.name() {
            "required" if kind_text == "object" => &mut required,
            "optional" if kind_text == "object" => &mut optional,
            _ => {
                return Err(member
                    .error("an object has `required(…)` and `optional(…)` members, others none"));
            }
        };
        for name in member.list()? {
            names.push(text(name)?);
        }
    }
    Ok(if kind_text == "object" {
        quote!(#name(&[#(#required),*], &[#(#optional),*]))
    } else {
        quote!(#name)
    })
}
