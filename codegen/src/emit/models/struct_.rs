//! Structs.
//!
//! In: a planned struct. Out: the struct with the attributes of `Model`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{constraint::constraints, derived};
use crate::{
    emit::syntax::{attribute, deprecated, docs, ident, path},
    plan::{Derived, Field, FieldFlag, Struct},
};

pub(crate) fn emit(item: &Struct, more: Option<&Derived>) -> TokenStream {
    let (docs, name) = (docs(&item.docs), ident(&item.name));
    let (deprecated, model) = (
        deprecated(&item.deprecated),
        attribute("model", &words(item)),
    );
    let own = derived::own(more);
    let fields = item.fields.iter().enumerate();
    let fields = fields.map(|(index, one)| field(one, &derived::part(more, index)));
    quote! {
        #docs
        #[derive(Clone, Model)]
        #model
        #[non_exhaustive]
        #deprecated
        #own
        pub struct #name {
            #(#fields,)*
        }
    }
}

fn words(item: &Struct) -> Vec<TokenStream> {
    let mut words = Vec::new();
    words.extend(item.setters.then(|| quote!(setters)));
    words.extend(item.rename_all.map(|casing| {
        let casing = casing.name();
        quote!(rename_all = #casing)
    }));
    words.extend(item.closed.then(|| quote!(closed)));
    words.extend(constraints(&item.constraints));
    words
}

fn field(field: &Field, more: &TokenStream) -> TokenStream {
    let (docs, deprecated) = (docs(&field.docs), deprecated(&field.deprecated));
    let (name, ty) = (ident(&field.name), &field.ty);
    let model = attribute("model", &field_words(field));
    quote! {
        #docs
        #deprecated
        #model
        #more
        pub #name: #ty
    }
}

fn field_words(field: &Field) -> Vec<TokenStream> {
    let wire = field.wire.iter().map(|wire| quote!(name = #wire));
    let flags = field.flags.iter().map(|flag| match flag {
        FieldFlag::Required => quote!(required),
        FieldFlag::Constant => quote!(constant),
        FieldFlag::Argument => quote!(argument),
        FieldFlag::ReadOnly => quote!(read_only),
        FieldFlag::Numeric => quote!(numeric),
        FieldFlag::Flatten => quote!(flatten),
        FieldFlag::Rest => quote!(rest),
    });
    let value = field.value.iter().map(|(ty, variant)| {
        let (ty, variant) = (path(ty), ident(variant));
        quote!(value = #ty::#variant)
    });
    let constraints = constraints(&field.constraints);
    wire.chain(flags).chain(value).chain(constraints).collect()
}

#[cfg(test)]
mod tests {
    use syn::{ItemStruct, parse_quote};

    use super::*;
    use crate::ir::Constraint;
    use crate::plan::{Casing, Deprecation, RustType};

    fn plain(name: &str, ty: RustType) -> Field {
        Field {
            docs: Vec::new(),
            name: name.to_owned(),
            ty,
            deprecated: Deprecation::No,
            wire: None,
            flags: Vec::new(),
            value: None,
            constraints: Vec::new(),
        }
    }

    #[test]
    fn attributes_say_what_the_fields_do_not() {
        let text = || RustType::name("String");
        let role = ("Role".to_owned(), "User".to_owned());
        let item = Struct {
            docs: vec!["A span.".to_owned()],
            name: "Span".to_owned(),
            deprecated: Deprecation::Yes,
            setters: true,
            closed: true,
            rename_all: Some(Casing::Camel),
            constraints: vec![Constraint::MinProperties(1)],
            fields: vec![
                plain("id", text()),
                Field {
                    docs: vec!["Type.".to_owned()],
                    wire: Some("@type".to_owned()),
                    flags: vec![FieldFlag::Required, FieldFlag::Numeric],
                    constraints: vec![Constraint::MaxLength(9)],
                    ..plain("r#type", RustType::of("Option", text()))
                },
                Field {
                    deprecated: Deprecation::Yes,
                    value: Some(role),
                    ..plain("role", RustType::name("Role"))
                },
            ],
        };
        let tokens = emit(&item, None);
        let actual: ItemStruct = syn::parse2(tokens).unwrap();
        let expected: ItemStruct = parse_quote! {
            #[doc = " A span."]
            #[derive(Clone, Model)]
            #[model(setters, rename_all = "camelCase", closed, min_properties = 1)]
            #[non_exhaustive]
            #[deprecated]
            pub struct Span {
                pub id: String,
                #[doc = " Type."]
                #[model(name = "@type", required, numeric, max_length = 9)]
                pub r#type: Option<String>,
                #[deprecated]
                #[model(value = Role::User)]
                pub role: Role,
            }
        };
        assert_eq!(actual, expected);
    }
}
