//! Constraints in the dump.

use super::Dump;
use crate::ir::{Constraint, Pattern};

pub(super) fn constraints(out: &mut Dump, list: &[Constraint]) {
    for one in list {
        constraint(out, one);
    }
}

fn constraint(out: &mut Dump, one: &Constraint) {
    if let Some((keyword, count)) = one.count() {
        return out.value(keyword, Some(count));
    }
    if let Some((keyword, bound)) = one.bound() {
        return out.value(keyword, Some(bound));
    }
    let (title, of) = match one {
        Constraint::Pattern(Pattern { written, checked }) => {
            out.quoted("pattern", Some(written));
            return out.flag(checked.is_none(), "pattern not checked");
        }
        Constraint::UniqueItems => return out.flag(true, "uniqueItems"),
        Constraint::Type(names) => return out.line(format_args!("type {}", names.join(", "))),
        Constraint::Enum(values) => {
            return out.nest(format_args!("enum"), |out| {
                for value in values {
                    out.value("value", Some(value));
                }
            });
        }
        Constraint::Required(names) => return out.line(format_args!("requires {names:?}")),
        Constraint::DependentRequired(name, names) => {
            return out.line(format_args!("{name:?} requires {names:?}"));
        }
        Constraint::AnyOf(members) => return choices(out, "any of", members),
        Constraint::OneOf(members) => return choices(out, "one of", members),
        Constraint::If(schemas) => return choices(out, "if, then, else", &**schemas),
        Constraint::DependentSchema(name, of) => (format!("if there is {name:?}"), of),
        Constraint::PropertyNames(of) => ("property names".to_owned(), of),
        Constraint::Property(name, of) => (format!("property {name:?}"), of),
        Constraint::Items(from, of) => (format!("items from {from}"), of),
        Constraint::Item(position, of) => (format!("item {position}"), of),
        Constraint::Contains(of, least, None) => (format!("contains {least}"), of),
        Constraint::Contains(of, least, Some(most)) => (format!("contains {least} to {most}"), of),
        Constraint::Not(of) => ("not".to_owned(), of),
        Constraint::Each(of) => ("items".to_owned(), of),
        // Printed above.
        _ => return,
    };
    out.nest(format_args!("{title}"), |out| constraints(out, of));
}

fn choices(out: &mut Dump, name: &str, members: &[Vec<Constraint>]) {
    out.nest(format_args!("{name}"), |out| {
        for member in members {
            out.nest(format_args!("schema"), |out| constraints(out, member));
        }
    });
}
