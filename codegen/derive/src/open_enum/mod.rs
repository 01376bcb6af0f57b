//! `OpenEnum`: enums of known values that keep unknown ones.
//!
//! In: an enum. Out: conversions, and how it is read and written. Must not know where the values
//! come from.

mod text;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Result, Type, ext::IdentExt};

use crate::{
    attribute::{
        self, Word,
        case::Case,
        json::is_json,
        literal::{Repr, mixed},
    },
    errors::Errors,
    output::{Output, split_runtime},
};

const NAMES: [&str; 4] = ["rename_all", "key", "extensible", "crate"];

/// A known value.
struct Value<'a> {
    ident: &'a Ident,
    /// An expression of it.
    value: TokenStream,
}

/// An enum of known values.
struct OpenEnum<'a> {
    output: Output<'a>,
    repr: Repr,
    /// The type of the values.
    ty: &'a Type,
    unknown: &'a Ident,
    values: Vec<Value<'a>>,
    key: bool,
    extensible: bool,
}

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Enum(data) = &input.data else {
        let message = "`OpenEnum` is for enums; see `Model` for structs";
        return Err(Error::new_spanned(&input.ident, message));
    };
    let mut errors = Errors::default();
    let words = attribute::read(&input.attrs, "open_enum", &mut errors);
    let (runtime, words) = split_runtime(&words, &mut errors);
    let (mut case, mut key, mut extensible) = (None, false, false);
    for word in words {
        let read = match &*word.name() {
            "rename_all" => word
                .text()
                .and_then(Case::of)
                .map(|found| case = Some(found)),
            "key" => word.flag().map(|()| key = true),
            "extensible" => word.flag().map(|()| extensible = true),
            _ => Err(word.unknown(&NAMES)),
        };
        errors.take(read);
    }
    let mut output = Output::new(input, runtime, &mut errors);
    let attributes = data.variants.iter().map(|variant| &*variant.attrs);
    let attributes: Vec<_> = attributes.chain([&*input.attrs]).collect();
    output.allow_deprecated(&attributes);

    let mut unknown = None;
    let mut known = Vec::new();
    for variant in &data.variants {
        let words = attribute::read(&variant.attrs, "open_enum", &mut errors);
        if words.iter().any(|word| word.name() == "unknown") {
            unknown = Some(variant);
        } else {
            known.push((variant, words));
        }
    }
    let inner = unknown.and_then(|variant| match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            Some((&variant.ident, &fields.unnamed[0].ty))
        }
        _ => None,
    });
    let Some((unknown, ty)) = inner else {
        errors.add(Error::new_spanned(
            &input.ident,
            "expected a variant for unknown values that holds one: `#[open_enum(unknown)] Unknown(String)`",
        ));
        return errors.finish(TokenStream::new());
    };
    let Some(repr) = Repr::of(ty) else {
        let message = "expected `String`, an integer, a float, `bool` or `serde_json::Value`";
        errors.add(Error::new_spanned(ty, message));
        return errors.finish(TokenStream::new());
    };
    if key && repr != Repr::Text {
        errors.add(Error::new_spanned(ty, "the keys of maps are texts"));
    }
    let mut values: Vec<Value<'_>> = Vec::new();
    for (variant, words) in &known {
        let value = value(variant, words, repr, case, &output);
        let Some(value) = errors.take(value) else {
            continue;
        };
        let text = value.to_string();
        if values.iter().any(|other| other.value.to_string() == text) {
            errors.add(Error::new(
                variant.ident.span(),
                "another variant has this value",
            ));
        }
        let ident = &variant.ident;
        values.push(Value { ident, value });
    }
    let list = OpenEnum {
        output,
        repr,
        ty,
        unknown,
        values,
        key,
        extensible,
    };
    errors.finish(())?;
    Ok(list.expand())
}

/// The value of a variant, as an expression of the type of all values.
fn value(
    variant: &syn::Variant,
    words: &[Word],
    repr: Repr,
    case: Option<Case>,
    output: &Output<'_>,
) -> Result<TokenStream> {
    if !matches!(variant.fields, Fields::Unit) {
        return Err(Error::new_spanned(
            &variant.fields,
            "a variant for a known value holds nothing",
        ));
    }
    let runtime = &output.runtime;
    match words {
        [] if repr == Repr::Text => {
            let name = variant.ident.unraw().to_string();
            let name = case.map_or_else(|| name.clone(), |case| case.variant(&name));
            Ok(quote!(#name))
        }
        [] => Err(Error::new(
            variant.ident.span(),
            "expected its value: `#[open_enum(…)]`",
        )),
        [Word::Literal(literal)] if repr == Repr::Any => {
            let literal = mixed(literal)?;
            Ok(quote!(#runtime::__serde_json::Value::from(#literal)))
        }
        [Word::Literal(literal)] => repr.literal(literal),
        [word] if word.name() == "json" && repr == Repr::Any => {
            let (text, codec) = (word.text()?, &output.codec);
            if !is_json(&text.value()) {
                return Err(Error::new(text.span(), "expected a value in JSON"));
            }
            Ok(quote!(#codec::json(#text)))
        }
        [word] if word.name() == "json" => Err(word.error(
            "`json` is for enums whose values are of several kinds, of `serde_json::Value`",
        )),
        [word] => Err(word.unknown(&["unknown", "json"])),
        [_, word, ..] => Err(word.error("a variant has a single value")),
    }
}

impl OpenEnum<'_> {
    fn expand(&self) -> TokenStream {
        let output = &self.output;
        let Output {
            name, codec, allow, ..
        } = output;
        let own = match self.repr {
            Repr::Text => self.text(),
            Repr::Any => self.any(),
            Repr::Integer | Repr::Float | Repr::Boolean => self.scalar(),
        };
        let key = self
            .key
            .then(|| quote!(#allow impl #codec::Key for #name {}));
        let serde = output.serde();
        quote!(#own #key #serde)
    }

    /// The arms of a match over the variants.
    fn arms(&self) -> TokenStream {
        let arms = self
            .values
            .iter()
            .map(|Value { ident, value }| quote!(Self::#ident => #value,));
        arms.collect()
    }

    /// `Wire`, of what is different in each kind.
    fn wire(
        &self,
        read: &TokenStream,
        placeholder: &TokenStream,
        view: &TokenStream,
    ) -> TokenStream {
        let output = &self.output;
        let unknown = self.unknown;
        let shape = if self.repr == Repr::Text {
            let codec = &output.codec;
            quote!(#codec::Shape::Strings(Self::VALUES))
        } else {
            let ty = self.ty;
            quote!(shapes.of::<#ty>())
        };
        let methods = [
            output.fill(&quote!(_), read),
            output.placeholder(&quote!(Self::#unknown(#placeholder))),
            output.view(view),
            self.inner(),
            output.shape(&shape),
        ];
        output.wire(&methods.into_iter().collect())
    }

    /// What `validate()` reports: an unknown value. A program may put a known one there, too.
    fn inner(&self) -> TokenStream {
        if self.extensible {
            return TokenStream::new();
        }
        let (codec, unknown) = (&self.output.codec, self.unknown);
        let name = self.output.shown_name();
        self.output.inner(&quote! {
            match self {
                Self::#unknown(value)
                    if ::core::matches!(
                        Self::from(::core::clone::Clone::clone(value)),
                        Self::#unknown(_)
                    ) =>
                {
                    ::core::option::Option::Some((value, &[#codec::Constraint::Unlisted(#name)]))
                }
                _ => ::core::option::Option::None,
            }
        })
    }

    /// Numbers and booleans.
    fn scalar(&self) -> TokenStream {
        let output = &self.output;
        let Output {
            name, codec, allow, ..
        } = output;
        let (ty, unknown, arms) = (self.ty, self.unknown, self.arms());
        let tests = self
            .values
            .iter()
            .map(|Value { ident, value }| quote!(if value == #value { return Self::#ident; }));
        let from = output.from(ty, &quote!(#(#tests)* Self::#unknown(value)));
        let show = quote!(::core::fmt::Display::fmt(&self.value(), formatter));
        let display = output.format(&quote!(Display), &show);
        let wire = self.wire(
            &quote!(reader.from::<#ty, _>(self)),
            &quote!(Wire::placeholder()),
            &quote!(#codec::View::from(self.value()).plain()),
        );
        quote! {
            #allow
            #[automatically_derived]
            impl #name {
                /// The value as it travels.
                #[must_use]
                #[inline]
                pub fn value(&self) -> #ty {
                    match self {
                        #arms
                        Self::#unknown(value) => *value,
                    }
                }
            }

            #[allow(clippy::float_cmp, clippy::bool_comparison, clippy::needless_bool)]
            #from
            #display
            #wire
        }
    }

    /// Values of several kinds.
    fn any(&self) -> TokenStream {
        let output = &self.output;
        let Output {
            name,
            runtime,
            codec,
            allow,
        } = output;
        let (ty, unknown, arms) = (self.ty, self.unknown, self.arms());
        let value = quote!(#runtime::__serde_json::Value);
        let tests = self.values.iter().map(|Value { ident, value }| {
            quote!(if #codec::is_equal(&value, &#value) { return Self::#ident; })
        });
        let from = output.from(ty, &quote!(#(#tests)* Self::#unknown(value)));
        let display = output.format(
            &quote!(Display),
            &quote!(match self.to_value() {
                #value::String(value) => formatter.pad(&value),
                value => ::core::fmt::Display::fmt(&value, formatter),
            }),
        );
        let wire = self.wire(
            &quote!(reader.from::<#value, _>(self)),
            &quote!(#value::Null),
            &quote!(#codec::View::from(self.to_value())),
        );
        quote! {
            #allow
            #[automatically_derived]
            impl #name {
                /// The value as it travels.
                #[must_use]
                #[inline]
                pub fn to_value(&self) -> #value {
                    match self {
                        #arms
                        Self::#unknown(value) => ::core::clone::Clone::clone(value),
                    }
                }
            }

            #from
            #display
            #wire
        }
    }
}
