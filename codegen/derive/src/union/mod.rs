//! `Union`: enums that are one of several types on the wire.
//!
//! In: an enum. Out: conversions, and how it is read and written. Must not know what a variant's
//! attributes are called.

mod tagging;
mod variant;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Result, ext::IdentExt};

use crate::{
    attribute,
    errors::Errors,
    output::{Output, option, split_runtime},
    ty,
};

use self::{tagging::Tagging, variant::Variant};

/// An enum of several types.
struct Union<'a> {
    output: Output<'a>,
    tagging: Tagging,
    /// All but the one for what fits none.
    variants: Vec<Variant<'a>>,
    unknown: Variant<'a>,
    extensible: bool,
}

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        let message = "`Union` is for enums; see `Model` for structs";
        return Err(Error::new_spanned(&input.ident, message));
    };
    let mut errors = Errors::default();
    let words = attribute::read(&input.attrs, "union", &mut errors);
    let (runtime, words) = split_runtime(&words, &mut errors);
    let mut output = Output::new(input, runtime, &mut errors);
    let attributes = data.variants.iter().map(|variant| &*variant.attrs);
    let attributes: Vec<_> = attributes.chain([&*input.attrs]).collect();
    output.allow_deprecated(&attributes);
    let variants = data.variants.iter();
    let variants = variants.map(|variant| Variant::new(variant, &mut errors));
    let (unknown, variants): (Vec<_>, Vec<_>) = variants.partition(|variant| variant.unknown);
    let (tagging, extensible) = tagging::read(input, &words, &mut errors);
    let unknown = unknown_variant(input, unknown, &mut errors);
    let (Some(tagging), Some(unknown)) = (tagging, unknown) else {
        return errors.finish(TokenStream::new());
    };
    tagging.check(&variants, &mut errors);
    let union = Union {
        output,
        tagging,
        variants,
        unknown,
        extensible,
    };
    errors.finish(())?;
    Ok(union.expand())
}

/// The only variant for what fits no other.
fn unknown_variant<'a>(
    input: &DeriveInput,
    mut unknown: Vec<Variant<'a>>,
    errors: &mut Errors,
) -> Option<Variant<'a>> {
    for more in unknown.iter().skip(1) {
        errors.add(more.error("only one variant can be `unknown`"));
    }
    if unknown.is_empty() {
        let message =
            "expected a variant for what fits no other: `#[union(unknown)] Unknown(Value)`";
        errors.add(Error::new_spanned(&input.ident, message));
        return None;
    }
    let unknown = unknown.swap_remove(0);
    if !unknown.ty.is_some_and(|ty| ty::is(ty, "Value")) {
        errors.add(unknown.error("the unknown variant holds a `serde_json::Value`"));
    }
    if !unknown.tags.is_empty() || unknown.carried || unknown.absent || unknown.other {
        errors.add(unknown.error("the unknown variant has no tag"));
    }
    Some(unknown)
}

impl Union<'_> {
    fn expand(&self) -> TokenStream {
        let output = &self.output;
        let from = self.variants.iter();
        let from = from.map(|variant| variant.from(&self.variants, output));
        let Output {
            name, codec, allow, ..
        } = output;
        let rows = self.variants.iter().map(|variant| variant.row(codec));
        let table = quote! {
            #allow
            #[automatically_derived]
            impl #name {
                const VARIANTS: &'static [#codec::Variant<Self>] = &[#(#rows),*];
            }
        };
        [
            from.collect(),
            table,
            output.wire(&self.methods()),
            output.format(&quote!(Debug), &self.shown()),
            output.equal(),
            output.serde(),
        ]
        .into_iter()
        .collect()
    }

    fn methods(&self) -> TokenStream {
        let output = &self.output;
        let runtime = &output.runtime;
        let unknown = self.unknown.ident;
        let null = quote!(Self::#unknown(#runtime::__serde_json::Value::Null));
        [
            output.fill(&quote!(_), &self.fill()),
            output.placeholder(&null),
            output.view(&self.view()),
            self.members(),
            self.constraints(),
            self.inner(),
            output.shape(&self.shape()),
        ]
        .into_iter()
        .collect()
    }

    fn fill(&self) -> TokenStream {
        let codec = &self.output.codec;
        let case = |variant: &Variant<'_>| variant.case(codec);
        let mut variants = self.variants.iter();
        let other = variants.find(|variant| variant.other);
        let other = case(other.unwrap_or(&self.unknown));
        match &self.tagging {
            Tagging::Internal(tag) => {
                let mut variants = self.variants.iter();
                let absent = variants.find(|variant| variant.absent).map(case);
                let absent = option(absent);
                quote!(reader.tagged(self, #tag, Self::VARIANTS, #absent, #other))
            }
            Tagging::Adjacent(tag, content) => {
                quote!(reader.adjacent(self, [#tag, #content], Self::VARIANTS, #other))
            }
            Tagging::External => quote!(reader.external(self, Self::VARIANTS, #other)),
            Tagging::Untagged => {
                quote! {
                    static SHAPES: #codec::VariantShapes = #codec::VariantShapes::new();
                    reader.untagged_union(self, &SHAPES, Self::VARIANTS, #other)
                }
            }
        }
    }

    fn view(&self) -> TokenStream {
        let codec = &self.output.codec;
        let view_of = |pattern: &TokenStream| quote!(#pattern => #codec::Wire::view(value),);
        let unknown = view_of(&self.unknown.pattern());
        let arms = self.variants.iter().map(|variant| {
            let pattern = variant.pattern();
            let first = variant.tags.first();
            match (&self.tagging, first) {
                (Tagging::Internal(tag), Some(text)) if !variant.carried => {
                    let value = variant.value();
                    quote!(#pattern => #codec::View::Tagged(&(#tag, #text), #value),)
                }
                (Tagging::External, Some(text)) if variant.ty.is_none() => {
                    quote!(#pattern => #codec::View::Str(#text),)
                }
                (Tagging::External | Tagging::Adjacent(..), _) => TokenStream::new(),
                _ => view_of(&pattern),
            }
        });
        let others = match self.tagging {
            Tagging::External | Tagging::Adjacent(..) => quote!(_ => #codec::View::Object(self),),
            Tagging::Internal(_) | Tagging::Untagged => TokenStream::new(),
        };
        quote! {
            match self {
                #(#arms)*
                #unknown
                #others
            }
        }
    }

    /// The members of what an external or adjacent tag makes of a value.
    fn members(&self) -> TokenStream {
        let codec = &self.output.codec;
        let rows = self.variants.iter().filter_map(|variant| {
            let (pattern, text) = (variant.pattern(), variant.tags.first()?);
            let is_unit = variant.ty.is_none();
            let (members, values) = match &self.tagging {
                Tagging::External if is_unit => return None,
                Tagging::External => (self.member(&text.value()), quote!(value)),
                Tagging::Adjacent(tag, content) => {
                    let (tag, content) = (self.member(tag), self.member(content));
                    let word = quote!(&#codec::Word(#text));
                    if is_unit {
                        (tag, word)
                    } else {
                        (quote!(#tag, #content), quote!(#word, value))
                    }
                }
                Tagging::Internal(_) | Tagging::Untagged => return None,
            };
            Some(quote!(#pattern => sink.rows(&[#members], &[#values]),))
        });
        let rows: TokenStream = rows.collect();
        if rows.is_empty() {
            return rows;
        }
        quote! {
            #[inline]
            fn members(&self, sink: &mut dyn #codec::Sink) {
                match self {
                    #rows
                    _ => {}
                }
            }
        }
    }

    /// The row of a member that is always there.
    fn member(&self, name: &str) -> TokenStream {
        let codec = &self.output.codec;
        let key = format!(",\"{name}\":");
        let flags = crate::model::flags(name, false);
        quote!(#codec::Member(#key, #codec::Presence::required, #flags))
    }

    /// The constraints of what variants of an external or adjacent tag hold, by the member that
    /// holds it.
    fn constraints(&self) -> TokenStream {
        let codec = &self.output.codec;
        let arms = self.variants.iter().filter_map(|variant| {
            let member = match &self.tagging {
                Tagging::External => variant.tags.first()?.value(),
                Tagging::Adjacent(_, content) => content.clone(),
                Tagging::Internal(_) | Tagging::Untagged => return None,
            };
            if variant.constraints.is_empty() {
                return None;
            }
            let (pattern, constraints) = (variant.ident, variant.constraints.tokens());
            Some(quote!(Self::#pattern(_) => &[Of(#member), #constraints],))
        });
        let arms: TokenStream = arms.collect();
        if arms.is_empty() {
            return arms;
        }
        quote! {
            #[inline]
            fn constraints(&self) -> &'static [#codec::Constraint] {
                use #codec::Constraint::*;
                match self {
                    #arms
                    _ => &[],
                }
            }
        }
    }

    /// What `validate()` looks at: a value that fits no variant, and where variants have
    /// constraints, theirs.
    fn inner(&self) -> TokenStream {
        let codec = &self.output.codec;
        let is_beside = matches!(self.tagging, Tagging::External | Tagging::Adjacent(..));
        let mut variants = self.variants.iter();
        let none = option(None);
        let name = self.output.shown_name();
        let unmatched = quote!(&[#codec::Constraint::Unmatched(#name)]);
        let unknown = self.unknown.pattern();
        // A variant that is written as its value hides what that wraps.
        let shows = |variant: &Variant<'_>| {
            matches!(self.tagging, Tagging::Internal(_))
                && !variant.carried
                && !variant.tags.is_empty()
                && variant.constraints.is_empty()
        };
        if is_beside || variants.all(shows) {
            if self.extensible {
                return TokenStream::new();
            }
            let some = option(Some(quote!((value, #unmatched))));
            return self.output.inner(&quote! {
                match self {
                    #unknown => #some,
                    _ => #none,
                }
            });
        }
        let arms = self.variants.iter().map(|variant| {
            let (pattern, constraints) = (variant.pattern(), variant.constraints.list(codec));
            let value = variant.value();
            quote!(#pattern => (#value, #constraints),)
        });
        let unmatched = if self.extensible {
            quote!(&[])
        } else {
            unmatched
        };
        self.output.inner(&quote! {
            ::core::option::Option::Some(match self {
                #(#arms)*
                #unknown => (value, #unmatched),
            })
        })
    }

    fn shape(&self) -> TokenStream {
        let codec = &self.output.codec;
        let tagging = match &self.tagging {
            Tagging::Internal(tag) => quote!(Internal(#tag)),
            Tagging::Adjacent(tag, content) => quote!(Adjacent(#tag, #content)),
            Tagging::External => quote!(External),
            Tagging::Untagged => quote!(Untagged),
        };
        quote!(shapes.union(#codec::Tagging::#tagging, Self::VARIANTS))
    }

    /// What `Debug` writes.
    fn shown(&self) -> TokenStream {
        let codec = &self.output.codec;
        let all = self.variants.iter().chain([&self.unknown]);
        let arms = all.map(|variant| {
            let (pattern, name) = (variant.pattern(), variant.ident.unraw().to_string());
            let shown = if variant.ty.is_some() {
                quote!(#codec::show_variant(#name, value, formatter))
            } else {
                quote!(formatter.write_str(#name))
            };
            quote!(#pattern => #shown,)
        });
        quote!(match self { #(#arms)* })
    }
}
