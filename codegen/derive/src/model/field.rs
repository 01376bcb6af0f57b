//! A field of a model.
//!
//! In: a field with its attributes. Out: its name on the wire, how it may be left out, and what
//! `new` and its setter do. Must not know what is expanded of it.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Error, Ident, Type, ext::IdentExt};

use crate::{
    attribute::{self, Word, case::Case, constraint::Constraints},
    errors::Errors,
    output::{is_private, located_at},
    ty::{self, Taken, Wrapped},
};

const NAMES: [&str; 9] = [
    "name",
    "required",
    "constant",
    "value",
    "argument",
    "read_only",
    "numeric",
    "flatten",
    "rest",
];

/// How a field is part of the object on the wire.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Role {
    /// A separate member.
    Member,
    /// Among the others, as the members of an object.
    Flattened,
    /// All members without a field.
    Rest,
}

/// How `new` initializes a field.
enum Initial<'a> {
    /// By an argument; `true`: which is wrapped in `Some`.
    Argument(bool),
    /// With the only value of its type, because of the word at this place.
    Constant(Span),
    /// With a value.
    Value(&'a TokenStream),
    /// With its placeholder.
    Placeholder,
}

/// The options of a field, as its attributes set them.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an attribute of its own"
)]
struct Options {
    name: Option<String>,
    required: bool,
    /// Where the word is.
    constant: Option<Span>,
    value: Option<TokenStream>,
    argument: bool,
    read_only: bool,
    numeric: bool,
    flatten: bool,
    rest: bool,
    constraints: Constraints,
}

/// A field.
pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) ty: &'a Type,
    pub(crate) attributes: &'a [Attribute],
    pub(crate) role: Role,
    /// The name on the wire.
    pub(crate) wire: String,
    is_private: bool,
    wrapped: Wrapped<'a>,
    options: Options,
}

impl<'a> Field<'a> {
    pub(crate) fn new(
        field: &'a syn::Field,
        case: Option<Case>,
        errors: &mut Errors,
    ) -> Option<Self> {
        let ident = field.ident.as_ref()?;
        let options = Options::read(&field.attrs, errors);
        let plain = ident.unraw().to_string();
        let of_case = || case.map_or_else(|| plain.clone(), |case| case.field(&plain));
        let new = Self {
            ident,
            ty: &field.ty,
            attributes: &field.attrs,
            role: match (options.flatten, options.rest) {
                (true, _) => Role::Flattened,
                (false, true) => Role::Rest,
                (false, false) => Role::Member,
            },
            wire: options.name.clone().unwrap_or_else(of_case),
            is_private: is_private(&field.vis),
            wrapped: Wrapped::of(&field.ty),
            options,
        };
        new.check(errors);
        Some(new)
    }

    /// Refuses options that have no effect, or contradict each other.
    fn check(&self, errors: &mut Errors) {
        let Options {
            name,
            required,
            constant,
            value,
            argument,
            flatten,
            rest,
            ..
        } = &self.options;
        let mut refuse = |is_wrong: bool, message: &str| {
            if is_wrong {
                errors.add(Error::new(self.ident.span(), message));
            }
        };
        let is_option = matches!(self.wrapped, Wrapped::Option(_));
        let is_plain = matches!(self.wrapped, Wrapped::Plain(_));
        refuse(
            *flatten && *rest,
            "a field can't be both `flatten` and `rest`",
        );
        let is_member = !flatten && !rest;
        refuse(
            !is_member && (name.is_some() || *required || constant.is_some() || value.is_some()),
            "a `flatten` or `rest` field has no name or value of its own on the wire",
        );
        refuse(
            *flatten && !self.options.constraints.is_empty(),
            "constraints of a flattened field belong to its type",
        );
        refuse(
            is_member && *required && !is_option,
            "`required` is for an `Option` that is written as null; other types are required anyway",
        );
        refuse(
            *argument && (is_plain || !is_member),
            "`argument` is for an `Option`; `new` takes fields of other types anyway",
        );
        let ways = [constant.is_some(), value.is_some(), *argument];
        refuse(
            ways.iter().filter(|way| **way).count() > 1,
            "only one of `constant`, `value` and `argument` can say how `new` makes the field",
        );
    }

    /// How it may be left out, as a variant of `Presence`.
    pub(crate) fn presence(&self) -> Ident {
        let presence = match self.wrapped {
            Wrapped::Plain(_) => "required",
            Wrapped::Option(_) if self.options.required => "required",
            Wrapped::Option(inner) if ty::is(inner, "Value") || ty::is_unit(inner) => "any",
            Wrapped::Option(_) => "optional",
            Wrapped::Nullable => "nullable",
        };
        Ident::new(presence, Span::call_site())
    }

    pub(crate) fn is_numeric(&self) -> bool {
        self.options.numeric
    }

    pub(crate) fn constraints(&self) -> &Constraints {
        &self.options.constraints
    }

    fn initial(&self) -> Initial<'_> {
        let is_plain = matches!(self.wrapped, Wrapped::Plain(_));
        match (&self.options.value, self.options.constant) {
            (Some(value), _) => Initial::Value(value),
            (None, Some(word)) => Initial::Constant(word),
            _ if self.role == Role::Rest => Initial::Placeholder,
            _ if self.options.argument => Initial::Argument(true),
            _ if is_plain || self.options.required => Initial::Argument(false),
            _ => Initial::Placeholder,
        }
    }

    /// The argument of `new`, and the value of the field in terms of it.
    pub(crate) fn argument(&self) -> Option<(TokenStream, TokenStream)> {
        let Initial::Argument(is_wrapped) = self.initial() else {
            return None;
        };
        let ident = self.ident;
        let taken = match self.wrapped {
            Wrapped::Option(inner) if is_wrapped => Taken::by_new(inner),
            Wrapped::Plain(ty) if self.role == Role::Member => Taken::by_new(ty),
            _ => Taken::into(self.ty),
        };
        let (ty, value) = (&taken.ty, taken.value(ident));
        let is_some = is_wrapped && matches!(self.wrapped, Wrapped::Option(_));
        let value = if is_some { some(&value) } else { value };
        Some((quote!(#ident: #ty), value))
    }

    /// The value that `new` sets, unless that is an argument or the placeholder.
    pub(crate) fn filled(&self, codec: &TokenStream) -> Option<TokenStream> {
        let value = match self.initial() {
            Initial::Constant(word) => located_at(word, &quote!(#codec::single())),
            Initial::Value(value) => value.clone(),
            Initial::Argument(_) | Initial::Placeholder => return None,
        };
        Some(match self.wrapped {
            Wrapped::Plain(_) => value,
            Wrapped::Option(_) => some(&value),
            Wrapped::Nullable => quote!(#codec::Nullable::Value(#value)),
        })
    }

    /// The method that sets the field, if it may be left out.
    pub(crate) fn setter(&self) -> Option<TokenStream> {
        if self.options.read_only || !matches!(self.initial(), Initial::Placeholder) {
            return None;
        }
        let ident = self.ident;
        let argument = Ident::new("value", Span::call_site());
        let taken = match self.wrapped {
            Wrapped::Option(inner) => Taken::by_setter(inner),
            _ => Taken::into(self.ty),
        };
        let value = taken.value(&argument);
        let value = match self.wrapped {
            Wrapped::Option(_) => some(&value),
            _ => value,
        };
        let plain = ident.unraw().to_string();
        let docs = self.docs(&plain);
        let name = Ident::new(&format!("with_{plain}"), ident.span());
        let mut deprecated = self.attributes.iter();
        let deprecated = deprecated.find(|one| one.path().is_ident("deprecated"));
        let ty = taken.ty;
        Some(quote! {
            #[doc = #docs]
            #[must_use]
            #deprecated
            #[inline]
            pub fn #name(mut self, value: #ty) -> Self {
                self.#ident = #value;
                self
            }
        })
    }

    /// The documentation of its setter.
    fn docs(&self, plain: &str) -> String {
        if self.is_private {
            format!("Sets `{plain}`.")
        } else if plain == "new" || plain.starts_with("with_") {
            // A method may have that name, too.
            format!("Sets [`{plain}`](field@Self::{plain}).")
        } else {
            format!("Sets [`{plain}`](Self::{plain}).")
        }
    }

    /// Whether `new` takes it as an argument.
    pub(crate) fn is_argument(&self) -> bool {
        matches!(self.initial(), Initial::Argument(_))
    }
}

fn some(value: &TokenStream) -> TokenStream {
    quote!(::core::option::Option::Some(#value))
}

impl Options {
    fn read(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut options = Self::default();
        for word in attribute::read(attributes, "model", errors) {
            if !options.constraints.add(&word, errors) {
                let read = options.word(&word);
                errors.take(read);
            }
        }
        options
    }

    fn word(&mut self, word: &Word) -> syn::Result<()> {
        let flag = match &*word.name() {
            "name" => {
                self.name = Some(word.text()?.value());
                return Ok(());
            }
            "value" => {
                self.value = Some(word.path()?.to_token_stream());
                return Ok(());
            }
            "constant" => {
                self.constant = Some(word.span());
                return word.flag();
            }
            "required" => &mut self.required,
            "argument" => &mut self.argument,
            "read_only" => &mut self.read_only,
            "numeric" => &mut self.numeric,
            "flatten" => &mut self.flatten,
            "rest" => &mut self.rest,
            _ => {
                return Err(word.unknown_beside_constraints(&NAMES));
            }
        };
        word.flag()?;
        *flag = true;
        Ok(())
    }
}
