//! The grammar of all attributes: `#[model(name = "id", max_length = 9, each(min_length = 1))]`.
//!
//! In: attributes. Out: the words in their parentheses, each with what follows it. Must not know
//! what a word means.

pub(crate) mod case;
pub(crate) mod constraint;
pub(crate) mod json;
pub(crate) mod literal;

use proc_macro2::Span;
use syn::{
    Attribute, Error, Ident, Lit, LitStr, Path, Result, Token,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
    token::Paren,
};

use crate::errors::Errors;

/// One word of an attribute.
pub(crate) enum Word {
    /// `"text"`
    Literal(Lit),
    /// `_`
    Underscore(Span),
    /// `(…)`
    Group(Span, Vec<Word>),
    /// `setters`
    Flag(Ident),
    /// `name = "id"`
    Value(Ident, Value),
    /// `each(…)`
    List(Ident, Vec<Word>),
}

/// What follows the equals sign of a word.
pub(crate) enum Value {
    Literal(Lit),
    Path(Path),
}

impl Parse for Word {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(Lit) || input.peek(Token![-]) {
            return input.parse().map(Self::Literal);
        }
        if input.peek(Token![_]) {
            let underscore: Token![_] = input.parse()?;
            return Ok(Self::Underscore(underscore.span));
        }
        if input.peek(Paren) {
            let span = input.span();
            return Ok(Self::Group(span, words(input)?));
        }
        let name = input.call(Ident::parse_any)?;
        if input.peek(Paren) {
            return Ok(Self::List(name, words(input)?));
        }
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            let is_literal = input.peek(Lit) || input.peek(Token![-]);
            let value = if is_literal {
                Value::Literal(input.parse()?)
            } else {
                Value::Path(input.parse()?)
            };
            return Ok(Self::Value(name, value));
        }
        Ok(Self::Flag(name))
    }
}

fn words(input: ParseStream<'_>) -> Result<Vec<Word>> {
    let content;
    parenthesized!(content in input);
    list(&content)
}

fn list(input: ParseStream<'_>) -> Result<Vec<Word>> {
    let words = Punctuated::<Word, Token![,]>::parse_terminated(input)?;
    Ok(words.into_iter().collect())
}

/// The words of all attributes of that name.
pub(crate) fn read(attributes: &[Attribute], name: &str, errors: &mut Errors) -> Vec<Word> {
    let own = attributes.iter().filter(|one| one.path().is_ident(name));
    let lists = own.filter_map(|attribute| errors.take(attribute.parse_args_with(list)));
    lists.flatten().collect()
}

impl Word {
    /// Its name, if it has one.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Flag(name) | Self::Value(name, _) | Self::List(name, _) => name.to_string(),
            Self::Literal(_) | Self::Underscore(_) | Self::Group(..) => String::new(),
        }
    }

    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Literal(literal) => literal.span(),
            Self::Underscore(span) | Self::Group(span, _) => *span,
            Self::Flag(name) | Self::Value(name, _) | Self::List(name, _) => name.span(),
        }
    }

    /// An error that points at the word.
    pub(crate) fn error(&self, message: &str) -> Error {
        Error::new(self.span(), message)
    }

    /// That nothing of that name is known here.
    pub(crate) fn unknown(&self, known: &[&str]) -> Error {
        self.unexpected(&format!("one of `{}`", known.join("`, `")))
    }

    /// The same where constraints are known, too.
    pub(crate) fn unknown_beside_constraints(&self, known: &[&str]) -> Error {
        let known = known.join("`, `");
        self.unexpected(&format!("`{known}`, or a constraint such as `max_length`"))
    }

    fn unexpected(&self, expected: &str) -> Error {
        match &*self.name() {
            "" => self.error(&format!("expected {expected}")),
            name => self.error(&format!("unknown attribute `{name}`, expected {expected}")),
        }
    }

    /// Checks that nothing follows the name.
    pub(crate) fn flag(&self) -> Result<()> {
        match self {
            Self::Flag(_) => Ok(()),
            _ => Err(self.error(&format!("`{}` takes no value", self.name()))),
        }
    }

    /// The literal after the equals sign.
    pub(crate) fn literal(&self) -> Result<&Lit> {
        match self {
            Self::Value(_, Value::Literal(literal)) => Ok(literal),
            _ => Err(self.error(&format!("expected `{} = …`", self.name()))),
        }
    }

    /// The text after the equals sign.
    pub(crate) fn text(&self) -> Result<&LitStr> {
        match self {
            Self::Value(_, Value::Literal(Lit::Str(text))) => Ok(text),
            _ => Err(self.error(&format!("expected `{} = \"…\"`", self.name()))),
        }
    }

    /// The path after the equals sign.
    pub(crate) fn path(&self) -> Result<&Path> {
        match self {
            Self::Value(_, Value::Path(path)) => Ok(path),
            _ => Err(self.error(&format!("expected `{} = path`", self.name()))),
        }
    }

    /// The words in parentheses.
    pub(crate) fn list(&self) -> Result<&[Word]> {
        match self {
            Self::List(_, words) => Ok(words),
            _ => Err(self.error(&format!("expected `{}(…)`", self.name()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    /// A word in short.
    fn shown(word: &Word) -> String {
        let list = |words: &[Word]| words.iter().map(shown).collect::<Vec<_>>().join(" ");
        match word {
            Word::Literal(_) => "literal".to_owned(),
            Word::Underscore(_) => "_".to_owned(),
            Word::Group(_, words) => format!("({})", list(words)),
            Word::Flag(name) => name.to_string(),
            Word::Value(name, Value::Literal(_)) => format!("{name}=literal"),
            Word::Value(name, Value::Path(path)) => format!("{name}={}", path.segments.len()),
            Word::List(name, words) => format!("{name}({})", list(words)),
        }
    }

    fn words(attributes: &[Attribute]) -> Result<Vec<String>> {
        let mut errors = Errors::default();
        let words = read(attributes, "model", &mut errors);
        errors.finish(words.iter().map(shown).collect())
    }

    #[test]
    fn words_of_every_kind() {
        let attributes = [
            parse_quote!(#[model(setters, "text", -1, true, crate = ::a::b, value = Role::User)]),
            parse_quote!(#[serde(default)]),
            parse_quote!(#[model(minimum = -0.5, each(min_length = 1, each()), any_of((a, (b)), ()), _,)]),
        ];
        let expected = [
            "setters",
            "literal",
            "literal",
            "literal",
            "crate=2",
            "value=2",
            "minimum=literal",
            "each(min_length=literal each())",
            "any_of((a (b)) ())",
            "_",
        ];
        assert_eq!(words(&attributes).unwrap(), expected);
    }

    #[test]
    fn unknown_words_are_refused() {
        let refused: [Attribute; 5] = [
            parse_quote!(#[model]),
            parse_quote!(#[model = "a"]),
            parse_quote!(#[model(a b)]),
            parse_quote!(#[model(a = )]),
            parse_quote!(#[model(-a)]),
        ];
        for attribute in refused {
            assert!(words(&[attribute]).is_err());
        }
    }

    #[test]
    fn errors_say_what_was_expected() {
        let word: Word = parse_quote!(name = 3);
        assert_eq!(
            word.text().err().unwrap().to_string(),
            "expected `name = \"…\"`"
        );
        assert_eq!(
            word.flag().unwrap_err().to_string(),
            "`name` takes no value"
        );
        assert_eq!(
            word.path().err().unwrap().to_string(),
            "expected `name = path`"
        );
        assert_eq!(word.list().err().unwrap().to_string(), "expected `name(…)`");
        let word: Word = parse_quote!(nam);
        let unknown = word.unknown(&["name", "value"]).to_string();
        assert_eq!(
            unknown,
            "unknown attribute `nam`, expected one of `name`, `value`"
        );
    }
}
