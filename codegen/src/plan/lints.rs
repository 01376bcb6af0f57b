//! Lints that do not hold for what a document asks for, stated exactly where they would fire.

use super::{Argument, Lint, RustType};

/// Lints on a function that takes these arguments, `self` not counted.
pub(super) fn on_arguments(arguments: &[Argument], with_self: bool) -> Vec<Lint> {
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
    if may_be_similar(arguments.iter().map(|argument| argument.name.as_str())) {
        lints.push(Lint::Allow("clippy::similar_names"));
    }
    lints
}

/// Lints on a struct with fields of these types.
pub(super) fn on_fields<'a>(types: impl Iterator<Item = &'a RustType>) -> Vec<Lint> {
    let bools = types.filter(|ty| ty.is("bool")).count();
    if bools > 3 {
        vec![Lint::Expect("clippy::struct_excessive_bools")]
    } else {
        Vec::new()
    }
}

/// Lints on a function of about so many lines.
pub(super) fn on_length(lines: usize) -> Option<Lint> {
    (lines > 90).then_some(Lint::Allow("clippy::too_many_lines"))
}

/// Whether clippy may find two of the names too similar: equally long, and different in one place.
pub(super) fn may_be_similar<'a>(names: impl Iterator<Item = &'a str>) -> bool {
    let names: Vec<Vec<char>> = names.map(|name| name.chars().collect()).collect();
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
