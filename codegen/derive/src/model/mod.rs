//! `Model`: structs that travel as objects.
//!
//! In: a struct. Out: `new`, setters, and how it is read and written. Must not know the names of
//! a field's attributes.

mod field;
mod newtype;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Result, spanned::Spanned};

use crate::{
    attribute::{self, case::Case, constraint::Constraints},
    errors::Errors,
    output::{Output, located_at, option, split_runtime},
};

use self::field::{Field, Role};

const NAMES: [&str; 4] = ["setters", "rename_all", "closed", "crate"];

/// A struct with named fields.
struct Model<'a> {
    output: Output<'a>,
    fields: Vec<Field<'a>>,
    setters: bool,
    closed: bool,
    constraints: Constraints,
}

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        let message = "`Model` is for structs; see `Union` and `OpenEnum` for enums";
        return Err(Error::new_spanned(&input.ident, message));
    };
    match &data.fields {
        Fields::Named(fields) => model(input, fields.named.iter()),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            newtype::derive(input, &fields.unnamed[0])
        }
        Fields::Unnamed(_) | Fields::Unit => Err(Error::new_spanned(
            &input.ident,
            "`Model` is for structs with named fields, or with a single field that has no name",
        )),
    }
}

fn model<'a>(
    input: &'a DeriveInput,
    fields: impl Iterator<Item = &'a syn::Field>,
) -> Result<TokenStream> {
    let mut errors = Errors::default();
    let words = attribute::read(&input.attrs, "model", &mut errors);
    let (runtime, words) = split_runtime(&words, &mut errors);
    let (mut setters, mut closed, mut case) = (false, false, None);
    let mut constraints = Constraints::default();
    for word in words {
        let flag = match &*word.name() {
            "setters" => &mut setters,
            "closed" => &mut closed,
            "rename_all" => {
                case = errors.take(word.text().and_then(Case::of));
                continue;
            }
            _ if constraints.add(word, &mut errors) => continue,
            _ => {
                errors.add(word.unknown_beside_constraints(&NAMES));
                continue;
            }
        };
        errors.take(word.flag());
        *flag = true;
    }
    let fields: Vec<Field<'_>> = fields
        .filter_map(|field| Field::new(field, case, &mut errors))
        .collect();
    check_names(&fields, &mut errors);
    let mut output = Output::new(input, runtime, &mut errors);
    let attributes = fields.iter().map(|field| field.attributes);
    let attributes: Vec<_> = attributes.chain([&*input.attrs]).collect();
    output.allow_deprecated(&attributes);
    let model = Model {
        output,
        fields,
        setters,
        closed,
        constraints,
    };
    errors.finish(())?;
    Ok(model.expand())
}

/// Refuses two members of one name, and two fields for the rest.
fn check_names(fields: &[Field<'_>], errors: &mut Errors) {
    for (at, field) in fields.iter().enumerate() {
        let mut before = fields[..at].iter().filter(|one| one.role == field.role);
        let message = match field.role {
            Role::Member if before.any(|other| other.wire == field.wire) => {
                format!("two fields are named `{}` on the wire", field.wire)
            }
            Role::Rest if before.next().is_some() => "only one field can be `rest`".to_owned(),
            _ => continue,
        };
        errors.add(Error::new(field.ident.span(), message));
    }
}

impl Model<'_> {
    fn of(&self, role: Role) -> impl Iterator<Item = &Field<'_>> {
        self.fields.iter().filter(move |field| field.role == role)
    }

    fn expand(&self) -> TokenStream {
        let output = &self.output;
        let name = output.shown_name();
        let codec = &output.codec;
        let show = quote!(#codec::show(#name, self, formatter));
        [
            self.inherent(),
            self.default(),
            output.wire(&self.methods()),
            output.format(&quote!(Debug), &show),
            output.equal(),
            output.serde(),
        ]
        .into_iter()
        .collect()
    }

    /// The table of members, `new`, and the setters.
    fn inherent(&self) -> TokenStream {
        let Output { name, codec, .. } = &self.output;
        let members = self.of(Role::Member).map(member);
        let docs = if self.takes_nothing() {
            "Creates a value with nothing set."
        } else {
            "Creates a value from its required fields."
        };
        let own = self.of(Role::Member).chain(self.of(Role::Flattened));
        let (arguments, assignments): (Vec<_>, Vec<_>) = own
            .filter_map(|field| {
                let ident = field.ident;
                let (argument, value) = field.argument()?;
                Some((argument, quote!(#ident = #value)))
            })
            .unzip();
        let filled = self.fields.iter().filter_map(|field| {
            let (ident, value) = (field.ident, field.filled(codec)?);
            Some(quote!(#ident = #value))
        });
        let assignments: Vec<_> = assignments.into_iter().chain(filled).collect();
        let placeholder = quote!(<Self as #codec::Wire>::placeholder());
        // A field may be called `new`, too.
        let new = Ident::new("new", Span::mixed_site());
        let body = if assignments.is_empty() {
            placeholder
        } else {
            quote!(let mut #new = #placeholder; #(#new.#assignments;)* #new)
        };
        // More than clippy takes well.
        let many = (arguments.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
        let settable = self.fields.iter().filter(|_| self.setters);
        let setters = settable.filter_map(Field::setter);
        quote! {
            #[allow(deprecated)]
            #[automatically_derived]
            impl #name {
                const MEMBERS: &'static [#codec::Member] = {
                    use #codec::{Member, Presence::*};
                    &[#(#members),*]
                };

                #[doc = #docs]
                #[must_use]
                #many
                #[inline]
                pub fn new(#(#arguments),*) -> Self {
                    #body
                }

                #(#setters)*
            }
        }
    }

    fn takes_nothing(&self) -> bool {
        !self.fields.iter().any(Field::is_argument)
    }

    fn default(&self) -> TokenStream {
        let Output { name, allow, .. } = &self.output;
        if !self.takes_nothing() {
            return TokenStream::new();
        }
        quote! {
            #allow
            #[automatically_derived]
            impl ::core::default::Default for #name {
                #[inline]
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    }

    /// The methods of `Wire`.
    fn methods(&self) -> TokenStream {
        let codec = &self.output.codec;
        let fill = self.output.fill(&quote!(_), &self.fill());
        let placeholders = self.fields.iter().map(|field| {
            let ident = field.ident;
            let placeholder = at_type(field, &quote!(Wire::placeholder()));
            quote!(#ident: #placeholder)
        });
        let placeholder = self
            .output
            .placeholder(&quote!(Self { #(#placeholders),* }));
        let shown = self.of(Role::Member).map(|field| {
            let ident = field.ident;
            at_type(field, &quote!(&self.#ident))
        });
        let flattened = self.of(Role::Flattened).map(|field| field.ident);
        let rest = self.of(Role::Rest).map(|field| {
            let ident = field.ident;
            if field.is_numeric() {
                quote!(sink.numeric_rest(&self.#ident);)
            } else {
                quote!(sink.rest(&self.#ident);)
            }
        });
        let constraints = self.constraints();
        let closed = self.closed.then(|| {
            quote! {
                #[inline]
                fn closed(&self) -> bool {
                    true
                }
            }
        });
        quote! {
            #fill
            #placeholder

            #[inline]
            fn members(&self, sink: &mut dyn #codec::Sink) {
                sink.rows(Self::MEMBERS, &[#(#shown),*]);
                #(sink.flat(&self.#flattened);)*
                #(#rest)*
            }

            #constraints
            #closed
        }
    }

    /// Reads the members.
    fn fill(&self) -> TokenStream {
        let codec = &self.output.codec;
        let places = self.of(Role::Member).map(|field| {
            let ident = field.ident;
            at_type(field, &quote!(&mut self.#ident))
        });
        let rest = self.of(Role::Rest).next().map(|field| {
            let ident = field.ident;
            if field.is_numeric() {
                quote!(&mut #codec::Numeric(&mut self.#ident))
            } else {
                at_type(field, &quote!(&mut self.#ident))
            }
        });
        let rest = option(rest);
        let object = quote!(reader.object(Self::MEMBERS, &mut [#(#places),*], #rest));
        let flattened: Vec<_> = self.of(Role::Flattened).map(|field| field.ident).collect();
        if flattened.is_empty() {
            return object;
        }
        quote! {
            let read = #object;
            #(let read = reader.flattened(read, &mut self.#flattened, Self::MEMBERS);)*
            read
        }
    }

    /// The constraints of the object, then those of its members. Most have none, and a method for
    /// each would cost compile time.
    fn constraints(&self) -> TokenStream {
        let codec = &self.output.codec;
        let own = self.constraints.tokens();
        let of = self.fields.iter().filter_map(|field| {
            let constraints = field.constraints();
            if constraints.is_empty() {
                return None;
            }
            let (name, constraints) = (&field.wire, constraints.tokens());
            Some(match field.role {
                Role::Rest => quote!(Rest, #constraints),
                Role::Member | Role::Flattened => quote!(Of(#name), #constraints),
            })
        });
        let constraints: TokenStream = of.collect();
        if own.is_empty() && constraints.is_empty() {
            return TokenStream::new();
        }
        quote! {
            #[inline]
            fn constraints(&self) -> &'static [#codec::Constraint] {
                use #codec::Constraint::*;
                &[#own #constraints]
            }
        }
    }
}

/// The row of a member: its key as it is written, how it may be left out, and its flags.
fn member(field: &Field<'_>) -> TokenStream {
    let key = format!(",\"{}\":", field.wire);
    let (presence, flags) = (field.presence(), flags(&field.wire, field.is_numeric()));
    quote!(Member(#key, #presence, #flags))
}

/// The flags of a member: 1 where its name needs escapes in JSON (RFC 8259, section 7), 2 where its
/// numbers may be sent as strings.
pub(crate) fn flags(name: &str, is_numeric: bool) -> Literal {
    let needs_escape = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    let is_escaped = name.bytes().any(needs_escape);
    Literal::u8_unsuffixed(u8::from(is_escaped) | u8::from(is_numeric) << 1)
}

/// Code whose errors point at the type of a field.
fn at_type(field: &Field<'_>, code: &TokenStream) -> TokenStream {
    located_at(field.ty.span(), code)
}
