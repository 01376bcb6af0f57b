//! The constraints of a value, as attributes state them and as the runtime checks them.
//!
//! In: words of an attribute. Out: the constraints of the runtime. Must not know what they
//! constrain.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{Lit, LitStr, Result};

use super::{
    Word,
    json::{is_json, is_number},
};
use crate::errors::Errors;

/// The names of the bounds, for error messages.
pub(crate) const NAMES: [&str; 28] = [
    "min_length",
    "max_length",
    "pattern",
    "minimum",
    "maximum",
    "exclusive_minimum",
    "exclusive_maximum",
    "multiple_of",
    "min_items",
    "max_items",
    "unique_items",
    "min_properties",
    "max_properties",
    "each",
    "types",
    "values",
    "required_properties",
    "dependent_required",
    "dependent_schema",
    "property_names",
    "property",
    "items",
    "item",
    "contains",
    "not",
    "any_of",
    "one_of",
    "if_then_else",
];

/// What a value and its items must keep to.
#[derive(Default)]
pub(crate) struct Constraints {
    own: Vec<TokenStream>,
    each: Option<Box<Constraints>>,
}

impl Constraints {
    pub(crate) fn is_empty(&self) -> bool {
        self.own.is_empty() && self.each.is_none()
    }

    /// Adds the constraint that a word states; whether it states one.
    pub(crate) fn add(&mut self, word: &Word, errors: &mut Errors) -> bool {
        if word.name() == "each" {
            match word.list() {
                Ok(words) => self.each.get_or_insert_default().add_all(words, errors),
                Err(error) => errors.add(error),
            }
            return true;
        }
        match constraint(word) {
            Some(constraint) => self.own.extend(errors.take(constraint)),
            None => return false,
        }
        true
    }

    fn add_all(&mut self, words: &[Word], errors: &mut Errors) {
        for word in words {
            if !self.add(word, errors) {
                errors.add(word.unknown(&NAMES));
            }
        }
    }

    /// The constraints, one after the other, as variants of `Constraint` that are in scope.
    pub(crate) fn tokens(&self) -> TokenStream {
        let own = &self.own;
        let each = self.each.as_ref().map(|each| {
            let each = each.tokens();
            quote!(Each, #each)
        });
        quote!(#(#own,)* #each)
    }

    /// A constant list of them. `codec`: the path of that module.
    pub(crate) fn list(&self, codec: &TokenStream) -> TokenStream {
        if self.is_empty() {
            return quote!(&[]);
        }
        let tokens = self.tokens();
        quote!({ use #codec::Constraint::*; &[#tokens] })
    }
}

/// The constraint that a word states, if it is one.
fn constraint(word: &Word) -> Option<Result<TokenStream>> {
    let count = |name| Some(count(word).map(|count| call(name, &quote!(#count))));
    let text = |name| Some(word.text().map(|text| call(name, &quote!(#text))));
    let number = |name| Some(number(word).map(|number| call(name, &quote!(#number))));
    let rule = |make: fn(&[Word], &Word) -> Result<TokenStream>| {
        Some(word.list().and_then(|words| make(words, word)))
    };
    match &*word.name() {
        "min_length" => count("MinLength"),
        "max_length" => count("MaxLength"),
        "min_items" => count("MinItems"),
        "max_items" => count("MaxItems"),
        "min_properties" => count("MinProperties"),
        "max_properties" => count("MaxProperties"),
        "pattern" => text("Pattern"),
        "minimum" => number("Minimum"),
        "maximum" => number("Maximum"),
        "exclusive_minimum" => number("ExclusiveMinimum"),
        "exclusive_maximum" => number("ExclusiveMaximum"),
        "multiple_of" => number("MultipleOf"),
        "unique_items" => Some(word.flag().map(|()| quote!(UniqueItems))),
        "types" => rule(|words, _| Ok(call("Type", &texts(words)?))),
        "values" => rule(|words, _| Ok(call("Enum", &values(words)?))),
        "required_properties" => rule(|words, _| Ok(call("Required", &texts(words)?))),
        "dependent_required" => rule(|words, word| {
            let (first, others) = first_text(words, word)?;
            let others = texts(others)?;
            Ok(call("DependentRequired", &quote!(#first, #others)))
        }),
        "dependent_schema" => rule(|words, word| named("DependentSchema", words, word)),
        "property" => rule(|words, word| named("Property", words, word)),
        "property_names" => rule(|words, _| Ok(call("PropertyNames", &constraints(words)?))),
        "items" => rule(|words, word| at("Items", words, word)),
        "item" => rule(|words, word| at("Item", words, word)),
        "contains" => rule(contains),
        "not" => rule(|words, _| Ok(call("Not", &constraints(words)?))),
        "any_of" => rule(|words, _| Ok(call("AnyOf", &groups(words)?))),
        "one_of" => rule(|words, _| Ok(call("OneOf", &groups(words)?))),
        "if_then_else" => rule(|words, word| match words.len() {
            3 => Ok(call("If", &groups(words)?)),
            _ => Err(word.error("expected `if_then_else((…), (…), (…))`")),
        }),
        _ => None,
    }
}

fn call(name: &str, arguments: &TokenStream) -> TokenStream {
    let name = proc_macro2::Ident::new(name, proc_macro2::Span::call_site());
    quote!(#name(#arguments))
}

fn count(word: &Word) -> Result<Literal> {
    unsigned(word.literal()?)
}

fn unsigned(literal: &Lit) -> Result<Literal> {
    let count = match literal {
        Lit::Int(number) => number.base10_parse::<u64>().ok(),
        _ => None,
    };
    count
        .map(Literal::u64_unsuffixed)
        .ok_or_else(|| syn::Error::new(literal.span(), "expected a number that is not negative"))
}

/// A number as it is written in JSON: a literal, or a text where Rust has no such literal.
fn number(word: &Word) -> Result<String> {
    let literal = word.literal()?;
    let text = match literal {
        Lit::Int(number) if number.suffix().is_empty() => number.base10_digits().to_owned(),
        Lit::Float(number) if number.suffix().is_empty() => number.base10_digits().to_owned(),
        Lit::Str(text) => text.value(),
        _ => String::new(),
    };
    if is_number(&text) {
        return Ok(text);
    }
    Err(syn::Error::new(literal.span(), "expected a number"))
}

fn text(word: &Word) -> Result<&LitStr> {
    match word {
        Word::Literal(Lit::Str(text)) => Ok(text),
        _ => Err(word.error("expected a text")),
    }
}

fn texts(words: &[Word]) -> Result<TokenStream> {
    let texts = words.iter().map(text).collect::<Result<Vec<_>>>()?;
    Ok(quote!(&[#(#texts),*]))
}

/// The JSON texts of values.
fn values(words: &[Word]) -> Result<TokenStream> {
    for word in words {
        if !is_json(&text(word)?.value()) {
            return Err(word.error("expected a value in JSON"));
        }
    }
    texts(words)
}

fn first_text<'w>(words: &'w [Word], word: &Word) -> Result<(&'w LitStr, &'w [Word])> {
    match words.split_first() {
        Some((first, others)) => Ok((text(first)?, others)),
        None => Err(word.error("expected the name of a property")),
    }
}

/// A rule of the property that is named first.
fn named(rule: &str, words: &[Word], word: &Word) -> Result<TokenStream> {
    let (name, constraints) = first_text(words, word)?;
    let constraints = self::constraints(constraints)?;
    Ok(call(rule, &quote!(#name, #constraints)))
}

/// A rule of the items at or from a position.
fn at(rule: &str, words: &[Word], word: &Word) -> Result<TokenStream> {
    let Some((Word::Literal(position), constraints)) = words.split_first() else {
        return Err(word.error("expected a position"));
    };
    let (position, constraints) = (unsigned(position)?, self::constraints(constraints)?);
    Ok(call(rule, &quote!(#position, #constraints)))
}

/// `contains(min, max, …)`, where `_` means no maximum.
fn contains(words: &[Word], word: &Word) -> Result<TokenStream> {
    let [Word::Literal(least), most, constraints @ ..] = words else {
        return Err(word.error("expected `contains(min, max, …)`, with `_` for no maximum"));
    };
    let (least, constraints) = (unsigned(least)?, self::constraints(constraints)?);
    let most = match most {
        Word::Underscore(_) => quote!(::core::option::Option::None),
        Word::Literal(most) => {
            let most = unsigned(most)?;
            quote!(::core::option::Option::Some(#most))
        }
        other => return Err(other.error("expected a number or `_`")),
    };
    Ok(call("Contains", &quote!(#constraints, #least, #most)))
}

/// Constraints within a rule, which say what holds of items by `items(0, …)`.
fn constraints(words: &[Word]) -> Result<TokenStream> {
    let constraints = words.iter().map(|word| match constraint(word) {
        Some(constraint) => constraint,
        None if word.name() == "each" => {
            Err(word.error("`each` can't be part of another constraint; write `items(0, …)`"))
        }
        None => Err(word.unknown(&NAMES)),
    });
    let constraints = constraints.collect::<Result<Vec<_>>>()?;
    Ok(quote!(&[#(#constraints),*]))
}

fn groups(words: &[Word]) -> Result<TokenStream> {
    let groups = words.iter().map(|word| match word {
        Word::Group(_, words) => constraints(words),
        other => Err(other.error("expected constraints in parentheses")),
    });
    let groups = groups.collect::<Result<Vec<_>>>()?;
    Ok(quote!(&[#(#groups),*]))
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    /// The constraints of words, or the first error.
    fn constraints(words: &[Word]) -> std::result::Result<String, String> {
        let mut errors = Errors::default();
        let mut constraints = Constraints::default();
        constraints.add_all(words, &mut errors);
        let tokens = constraints.tokens().to_string();
        errors.finish(tokens).map_err(|error| error.to_string())
    }

    #[test]
    fn constraints_of_a_value_precede_those_of_its_items() {
        let words: [Word; 3] = [
            parse_quote!(each(max_length = 3, each(minimum = 1))),
            parse_quote!(min_items = 1_000),
            parse_quote!(unique_items),
        ];
        let expected = quote!(
            MinItems(1000),
            UniqueItems,
            Each,
            MaxLength(3),
            Each,
            Minimum("1"),
        );
        assert_eq!(constraints(&words).unwrap(), expected.to_string());
    }

    #[test]
    fn numbers_are_kept_as_they_are_written() {
        for (word, expected) in [
            (parse_quote!(minimum = 0.10), quote!(Minimum("0.10"),)),
            (parse_quote!(maximum = -1), quote!(Maximum("-1"),)),
            (
                parse_quote!(multiple_of = 1e-7),
                quote!(MultipleOf("1e-7"),),
            ),
            (parse_quote!(minimum = "1e400"), quote!(Minimum("1e400"),)),
            (
                parse_quote!(exclusive_maximum = 99999999999999999999999999999999999999999),
                quote!(ExclusiveMaximum(
                    "99999999999999999999999999999999999999999"
                ),),
            ),
        ] {
            assert_eq!(constraints(&[word]).unwrap(), expected.to_string());
        }
    }

    #[test]
    fn assertions_contain_constraints() {
        for (word, expected) in [
            (
                parse_quote!(dependent_schema("a", required_properties("b", "c"))),
                quote!(DependentSchema("a", &[Required(&["b", "c"])]),),
            ),
            (
                parse_quote!(contains(1, 2, pattern = "a")),
                quote!(Contains(
                    &[Pattern("a")],
                    1,
                    ::core::option::Option::Some(2)
                ),),
            ),
            (
                parse_quote!(not(any_of((), (item(0, types("null")))))),
                quote!(Not(&[AnyOf(&[&[], &[Item(0, &[Type(&["null"])])]])]),),
            ),
            (
                parse_quote!(if_then_else((), (), (property("a", min_items = 1)))),
                quote!(If(&[&[], &[], &[Property("a", &[MinItems(1)])]]),),
            ),
        ] {
            assert_eq!(constraints(&[word]).unwrap(), expected.to_string());
        }
    }

    #[test]
    fn other_words_are_not_constraints() {
        let refused: [(Word, &str); 7] = [
            (
                parse_quote!(min_length = "1"),
                "expected a number that is not negative",
            ),
            (
                parse_quote!(min_length = 1.0),
                "expected a number that is not negative",
            ),
            (parse_quote!(minimum = 1u8), "expected a number"),
            (parse_quote!(minimum = "0x1"), "expected a number"),
            (parse_quote!(values("a")), "expected a value in JSON"),
            (parse_quote!(property(minimum = 1)), "expected a text"),
            (
                parse_quote!(any_of(minimum = 1)),
                "expected constraints in parentheses",
            ),
        ];
        for (word, expected) in refused {
            assert_eq!(constraints(&[word]).unwrap_err(), expected);
        }
    }
}
