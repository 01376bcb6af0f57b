//! Functions that make a call again with progenitor's client.
//!
//! In: the client, and the document that it was made of. Out: for each operation a function that
//! takes the values of its parameters and its body from a request (`Given` of the test), and makes
//! the call with them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;
use syn::{
    Attribute, Expr, ExprLit, FnArg, GenericArgument, ImplItem, ImplItemFn, Item, Lit, Meta, Pat,
    PathArguments, Type,
};

use crate::Outcome;
use crate::document::{find, resolve};

/// A constant `REPLAYS`, and the functions in it.
pub(crate) fn table(client: &TokenStream, document: &Value) -> Outcome<TokenStream> {
    let file: syn::File = syn::parse2(client.clone())?;
    let mut rows = Vec::new();
    let mut functions = Vec::new();
    let blocks = file.items.iter().filter_map(|item| match item {
        Item::Impl(block) if block.trait_.is_none() => Some(&block.items),
        _ => None,
    });
    for item in blocks.flatten() {
        let ImplItem::Fn(method) = item else { continue };
        let Some(operation) = operation(&method.attrs) else {
            continue;
        };
        let name = format_ident!("replay_{}", rows.len());
        rows.push(quote!((#operation, #name)));
        functions.push(function(&name, method, document, &operation)?);
    }
    Ok(quote! {
        pub(crate) const REPLAYS: &[(&str, crate::given::Replay)] = &[#(#rows),*];
        #(#functions)*
    })
}

/// The operation that a method calls, which its documentation says.
fn operation(attributes: &[Attribute]) -> Option<String> {
    let texts = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        });
    let text: String = texts.collect();
    let (_, text) = text.split_once("Sends a `")?;
    let (method, text) = text.split_once("` request to `")?;
    let (path, _) = text.split_once('`')?;
    Some(format!("{method} {path}"))
}

fn function(
    name: &Ident,
    method: &ImplItemFn,
    document: &Value,
    operation: &str,
) -> Outcome<TokenStream> {
    let called = &method.sig.ident;
    let mut arguments = Vec::new();
    for argument in &method.sig.inputs {
        let FnArg::Typed(argument) = argument else {
            continue;
        };
        let Pat::Ident(pattern) = &*argument.pat else {
            return Err(format!("{operation}: an argument without a name").into());
        };
        let argument_name = pattern.ident.to_string();
        arguments.push(match (argument_name.as_str(), &*argument.ty) {
            ("body", Type::Reference(_)) => quote!(&given.body()?),
            ("body", _) => quote!(given.body()?),
            (name, ty) => parameter(ty, document, operation, name)?,
        });
    }
    Ok(quote! {
        fn #name(url: String, given: crate::given::Given) -> crate::given::Replaying {
            Box::pin(async move {
                let client = Client::new_with_client(&url, crate::theirs::transport());
                let _ = client.#called(#(#arguments),*).await;
                Ok(())
            })
        }
    })
}

/// The value of a parameter, in the type that the method takes.
fn parameter(ty: &Type, document: &Value, operation: &str, argument: &str) -> Outcome<TokenStream> {
    let (object, item) = find(document, operation).ok_or("no operation")?;
    let lists = [&object["parameters"], &item["parameters"]];
    let parameters = lists.into_iter().filter_map(Value::as_array).flatten();
    let mut parameters = parameters.filter_map(|parameter| resolve(document, parameter));
    let named = parameters.find(|parameter| {
        parameter["name"].as_str().map(plain).as_deref() == Some(&plain(argument))
    });
    let named = named.ok_or_else(|| format!("{operation}: no parameter `{argument}`"))?;
    let (place, name) = (named["in"].as_str(), named["name"].as_str());
    let (place, name) = place.zip(name).ok_or("a parameter without a name")?;
    let source = Ident::new(place, Span::call_site());
    let given = quote!(given.#source(#name));
    Ok(match optional(ty) {
        Some(Type::Reference(inner)) if is_text(&inner.elem) => given,
        Some(Type::Reference(inner)) if is_list(&inner.elem) && place == "query" => {
            quote!(given.queries(#name).as_ref())
        }
        Some(Type::Reference(_)) => quote!(#given.map(crate::given::parsed).as_ref()),
        Some(_) => quote!(#given.map(crate::given::parsed)),
        None => match ty {
            Type::Reference(inner) if is_text(&inner.elem) => quote!(#given.unwrap()),
            Type::Reference(_) => quote!(&crate::given::parsed(#given.unwrap())),
            _ => quote!(crate::given::parsed(#given.unwrap())),
        },
    })
}

/// A name in the way that progenitor writes it, as far as that distinguishes names.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_lowercase()
}

/// The type in an `Option`.
fn optional(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) if last.ident == "Option" => {
            arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
        }
        _ => None,
    }
}

fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("str"))
}

fn is_list(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Vec"))
}
