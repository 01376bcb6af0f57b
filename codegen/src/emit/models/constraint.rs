//! The constraints of a value, as arguments of an attribute.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    emit::syntax::{ident, number, raw_string},
    ir::Constraint,
};

/// The words of the constraints of one value.
pub(crate) fn constraints(list: &[Constraint]) -> Vec<TokenStream> {
    list.iter().filter_map(constraint).collect()
}

/// The argument for a constraint; `None` if no library checks it.
fn constraint(constraint: &Constraint) -> Option<TokenStream> {
    Some(match constraint {
        Constraint::MinLength(least) => named("min_length", count(*least)),
        Constraint::MaxLength(most) => named("max_length", count(*most)),
        Constraint::MinItems(least) => named("min_items", count(*least)),
        Constraint::MaxItems(most) => named("max_items", count(*most)),
        Constraint::MinProperties(least) => named("min_properties", count(*least)),
        Constraint::MaxProperties(most) => named("max_properties", count(*most)),
        Constraint::Minimum(bound) => named("minimum", written(bound)),
        Constraint::Maximum(bound) => named("maximum", written(bound)),
        Constraint::ExclusiveMinimum(bound) => named("exclusive_minimum", written(bound)),
        Constraint::ExclusiveMaximum(bound) => named("exclusive_maximum", written(bound)),
        Constraint::MultipleOf(step) => named("multiple_of", written(step)),
        Constraint::Pattern(pattern) => named("pattern", raw_string(pattern.checked.as_ref()?)),
        Constraint::UniqueItems => quote!(unique_items),
        Constraint::Type(names) => {
            let names = names.iter().map(|name| raw_string(name));
            quote!(types(#(#names),*))
        }
        Constraint::Enum(values) => {
            let texts = values.iter().map(|value| raw_string(&value.to_string()));
            quote!(values(#(#texts),*))
        }
        Constraint::Required(names) => {
            let names = names.iter().map(|name| raw_string(name));
            quote!(required_properties(#(#names),*))
        }
        Constraint::DependentRequired(name, names) => {
            let names = std::iter::once(name).chain(names);
            let names = names.map(|name| raw_string(name));
            quote!(dependent_required(#(#names),*))
        }
        Constraint::DependentSchema(name, of) => list("dependent_schema", [raw_string(name)], of),
        Constraint::Property(name, of) => list("property", [raw_string(name)], of),
        Constraint::PropertyNames(of) => list("property_names", [] as [Literal; 0], of),
        Constraint::Items(from, of) => list("items", [count(*from)], of),
        Constraint::Item(at, of) => list("item", [count(*at)], of),
        Constraint::Contains(of, least, most) => {
            let most = most.map_or_else(|| quote!(_), count);
            list("contains", [count(*least), most], of)
        }
        Constraint::Not(of) => list("not", [] as [Literal; 0], of),
        Constraint::Each(of) => list("each", [] as [Literal; 0], of),
        Constraint::AnyOf(members) => groups("any_of", members),
        Constraint::OneOf(members) => groups("one_of", members),
        Constraint::If(branches) => groups("if_then_else", &**branches),
    })
}

fn named(name: &str, value: impl quote::ToTokens) -> TokenStream {
    let name = ident(name);
    quote!(#name = #value)
}

/// A word with operands and constraints in it.
fn list<T: quote::ToTokens>(
    name: &str,
    operands: impl IntoIterator<Item = T>,
    of: &[Constraint],
) -> TokenStream {
    let name = ident(name);
    let operands = operands.into_iter().map(|operand| quote!(#operand));
    let words = operands.chain(constraints(of));
    quote!(#name(#(#words),*))
}

/// A word with a group of constraints for each schema.
fn groups(name: &str, schemas: &[Vec<Constraint>]) -> TokenStream {
    let name = ident(name);
    let groups = schemas.iter().map(|schema| {
        let words = constraints(schema);
        quote!((#(#words),*))
    });
    quote!(#name(#(#groups),*))
}

fn count(count: u64) -> TokenStream {
    let count = number(&count.to_string()).unwrap_or_else(|| Literal::u64_unsuffixed(count));
    quote!(#count)
}

/// A number as the document writes it. What is not a number in Rust (`1E5` is one, `1e999` too) is
/// a text.
fn written(text: &str) -> Literal {
    number(text).unwrap_or_else(|| Literal::string(text))
}

#[cfg(test)]
mod tests {
    use syn::{Attribute, parse_quote};

    use super::*;
    use crate::ir::Pattern;

    #[test]
    fn constraints_are_words() {
        let pattern = |checked: Option<&str>| {
            Constraint::Pattern(Pattern {
                written: "[0-9]".to_owned(),
                checked: checked.map(str::to_owned),
            })
        };
        let least = vec![Constraint::Minimum("-0.5".to_owned())];
        let words = constraints(&[
            Constraint::MaxItems(3),
            Constraint::Contains(least, 1, None),
            Constraint::UniqueItems,
            Constraint::Each(vec![
                pattern(Some(r"^\d+$")),
                Constraint::AnyOf(vec![
                    vec![Constraint::Enum(vec!["a".into()])],
                    vec![pattern(None)],
                ]),
            ]),
        ]);
        let actual: Attribute = parse_quote!(#[model(#(#words),*)]);
        let expected: Attribute = parse_quote! {
            #[model(
                max_items = 3,
                contains(1, _, minimum = -0.5),
                unique_items,
                each(pattern = r"^\d+$", any_of((values(r#""a""#)), ()))
            )]
        };
        assert_eq!(actual, expected);
    }
}
