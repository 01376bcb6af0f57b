//! What is checked of a value, as words of an attribute.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    emit::syntax::{ident, number, raw_string},
    plan::{Limit, Operand},
};

/// The constraints of a value, those of its items in `each(…)`.
pub(crate) fn constraints(levels: &[Vec<Limit>]) -> Vec<TokenStream> {
    let Some((own, items)) = levels.split_first() else {
        return Vec::new();
    };
    let mut words = limits(own);
    if !items.is_empty() {
        let items = constraints(items);
        words.push(quote!(each(#(#items),*)));
    }
    words
}

/// The words of constraints of one value.
pub(crate) fn limits(limits: &[Limit]) -> Vec<TokenStream> {
    limits.iter().map(limit).collect()
}

fn limit(limit: &Limit) -> TokenStream {
    match limit {
        Limit::Flag(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Limit::Count(name, count) => {
            let (name, count) = (ident(name), number(&count.to_string()));
            quote!(#name = #count)
        }
        Limit::Number(name, text) => {
            let name = ident(name);
            // What is not a number in Rust (`1E5` is one, `1e999` too) is a text.
            let number = number(text).unwrap_or_else(|| Literal::string(text));
            quote!(#name = #number)
        }
        Limit::Text(name, text) => {
            let (name, text) = (ident(name), raw_string(text));
            quote!(#name = #text)
        }
        Limit::Rule(name, operands) => {
            let name = ident(name);
            let operands = operands.iter().flat_map(operand);
            quote!(#name(#(#operands),*))
        }
    }
}

fn operand(operand: &Operand) -> Vec<TokenStream> {
    let text = |text: &String| {
        let text = raw_string(text);
        quote!(#text)
    };
    match operand {
        Operand::Count(count) | Operand::Most(Some(count)) => {
            let count = number(&count.to_string());
            vec![quote!(#count)]
        }
        Operand::Most(None) => vec![quote!(_)],
        Operand::Text(one) => vec![text(one)],
        Operand::Texts(texts) => texts.iter().map(text).collect(),
        Operand::Limits(inner) => limits(inner),
        Operand::Schemas(schemas) => {
            let group = |schema: &Vec<Limit>| {
                let words = limits(schema);
                quote!((#(#words),*))
            };
            schemas.iter().map(group).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use syn::{Attribute, parse_quote};

    use super::*;

    #[test]
    fn constraints_are_words() {
        let levels = [
            vec![
                Limit::Count("max_items", 3),
                Limit::Flag("unique_items"),
                Limit::Rule(
                    "contains",
                    vec![
                        Operand::Count(1),
                        Operand::Most(None),
                        Operand::Limits(vec![Limit::Number("minimum", "-0.5".to_owned())]),
                    ],
                ),
            ],
            vec![
                Limit::Text("pattern", r"^\d+$".to_owned()),
                Limit::Rule(
                    "any_of",
                    vec![Operand::Schemas(vec![
                        vec![Limit::Rule(
                            "values",
                            vec![Operand::Texts(vec!["\"a\"".to_owned()])],
                        )],
                        Vec::new(),
                    ])],
                ),
            ],
        ];
        let words = constraints(&levels);
        let actual: Attribute = parse_quote!(#[model(#(#words),*)]);
        let expected: Attribute = parse_quote! {
            #[model(
                max_items = 3,
                unique_items,
                contains(1, _, minimum = -0.5),
                each(pattern = r"^\d+$", any_of((values(r#""a""#)), ()))
            )]
        };
        assert_eq!(actual, expected);
    }
}
