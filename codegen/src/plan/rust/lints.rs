//! Lints that do not hold for what a document asks for, stated exactly where they would fire.

use crate::{
    config::{ApiConfig, LintLevel},
    names::{Case, is_name},
    plan::{Argument, InnerAttribute, Lint, RustType, problems::Problem},
};

/// Reports entries of `lints` that are no names of lints.
pub(crate) fn check(config: &ApiConfig, problems: &mut Vec<Problem>) {
    for name in config.lints.keys() {
        if !name.split("::").all(|part| is_name(Case::Snake, part)) {
            problems.push(Problem::invalid(
                &format!("lints.{name}"),
                format!("`lints` has `{name}`, which is not the name of a lint"),
                "write one such as `missing_docs` or `clippy::pedantic`".to_owned(),
            ));
        }
    }
}

/// The levels that the configuration sets, for all of the code.
pub(crate) fn levels(config: &ApiConfig) -> impl Iterator<Item = InnerAttribute> {
    let named = config.lints.iter();
    let named = named.filter(|(name, _)| name.split("::").all(|part| is_name(Case::Snake, part)));
    named.map(|(name, level)| {
        let level = match level {
            LintLevel::Allow => "allow",
            LintLevel::Warn => "warn",
            LintLevel::Deny => "deny",
            LintLevel::Forbid => "forbid",
        };
        InnerAttribute::Level(level, name.clone())
    })
}

/// Lints on a function that takes these arguments, `self` not counted.
pub(crate) fn on_arguments(arguments: &[Argument], with_self: bool) -> Vec<Lint> {
    let mut lints = Vec::new();
    if arguments.len() + usize::from(with_self) > 7 {
        lints.push(Lint::Expect("clippy::too_many_arguments"));
    }
    if arguments
        .iter()
        .filter(|argument| argument.ty.is("bool"))
        .count()
        > 3
    {
        lints.push(Lint::Expect("clippy::fn_params_excessive_bools"));
    }
    let own = with_self.then_some("self");
    lints.extend(on_names(
        own.into_iter()
            .chain(arguments.iter().map(|argument| argument.name.as_str())),
    ));
    if arguments.iter().any(|argument| is_complex(&argument.ty)) {
        lints.push(Lint::Allow("clippy::type_complexity"));
    }
    lints
}

/// Lints on a function with these variables.
pub(crate) fn on_names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<Lint> {
    let names: Vec<&str> = names.collect();
    let mut lints = Vec::new();
    if may_be_similar(&names) {
        lints.push(Lint::Allow("clippy::similar_names"));
    }
    if names
        .iter()
        .filter(|name| name.chars().count() == 1)
        .count()
        > 4
    {
        lints.push(Lint::Expect("clippy::many_single_char_names"));
    }
    if names.iter().any(|name| PLACEHOLDERS.contains(name)) {
        lints.push(Lint::Expect("clippy::disallowed_names"));
    }
    lints
}

/// What clippy takes for names of no meaning.
const PLACEHOLDERS: &[&str] = &["foo", "baz", "quux"];

/// The name of the argument of a method that takes nothing else: that of what it sets, unless
/// clippy has something against it.
pub(crate) fn argument_name(name: &str) -> String {
    let fine = !PLACEHOLDERS.contains(&name) && !may_be_similar(&["self", name]);
    if fine {
        name.to_owned()
    } else {
        "value".to_owned()
    }
}

/// Lints on a struct with fields of these types.
pub(crate) fn on_fields<'a>(types: impl Iterator<Item = &'a RustType>) -> Vec<Lint> {
    let types: Vec<&RustType> = types.collect();
    let mut lints = Vec::new();
    if types.iter().filter(|ty| ty.is("bool")).count() > 3 {
        lints.push(Lint::Expect("clippy::struct_excessive_bools"));
    }
    if types.iter().any(|ty| is_complex(ty)) {
        lints.push(Lint::Expect("clippy::type_complexity"));
    }
    lints
}

/// Lints on an enum with variants of these sizes, at least and at most: clippy complains when one
/// is 200 bytes larger than all others.
pub(crate) fn on_sizes(mut sizes: Vec<(u32, u32)>) -> Vec<Lint> {
    let Some(largest) = (0..sizes.len()).max_by_key(|index| sizes[*index].1) else {
        return Vec::new();
    };
    let largest = sizes.swap_remove(largest).1;
    let second = sizes.iter().map(|size| size.0).max().unwrap_or_default();
    if largest.saturating_sub(second) >= 200 {
        vec![Lint::Allow("clippy::large_enum_variant")]
    } else {
        Vec::new()
    }
}

/// Whether a type is too deep for clippy's measure.
pub(crate) fn is_complex(ty: &RustType) -> bool {
    complexity(ty, 1) > 250
}

/// Ten for each type times how deep it stands, as clippy counts.
fn complexity(ty: &RustType, depth: u32) -> u32 {
    let inner = |types: &[RustType]| {
        types
            .iter()
            .map(|ty| complexity(ty, depth + 1))
            .sum::<u32>()
    };
    match ty {
        RustType::Name(_, arguments) => 10 * depth + inner(arguments),
        RustType::Tuple(items) => 10 * depth + inner(items),
        RustType::Slice(item) => 10 * depth + complexity(item, depth + 1),
        RustType::Ref(item) => depth + complexity(item, depth),
        RustType::Impl(..) | RustType::ImplTrait(_) => 10 * depth,
    }
}

/// Whether clippy may find two of the names too similar: equally long, and different in one place.
fn may_be_similar(names: &[&str]) -> bool {
    let names: Vec<Vec<char>> = names.iter().map(|name| name.chars().collect()).collect();
    names.iter().enumerate().any(|(index, name)| {
        names[..index].iter().any(|other| {
            let close = name.len().abs_diff(other.len());
            close == 0 && name.iter().zip(other).filter(|(a, b)| a != b).count() <= 2
                || close == 1 && near(name, other)
        })
    })
}

/// Whether one name is the other with one letter put in.
fn near(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let head = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    short[head..] == long[head + 1..]
}
