//! Constraints in the dump.

use super::Dump;
use crate::ir::{Constraint, Pattern};

pub(super) fn constraints(out: &mut Dump, list: &[Constraint]) {
    for one in list {
        constraint(out, one);
    }
}

fn constraint(out: &mut Dump, one: &Constraint) {
    match one {
        Constraint::MinLength(count) => out.value("min length", Some(count)),
        Constraint::MaxLength(count) => out.value("max length", Some(count)),
        Constraint::MinItems(count) => out.value("min items", Some(count)),
        Constraint::MaxItems(count) => out.value("max items", Some(count)),
        Constraint::MinProperties(count) => out.value("min properties", Some(count)),
        Constraint::MaxProperties(count) => out.value("max properties", Some(count)),
        Constraint::Minimum(bound) => out.value("minimum", Some(bound)),
        Constraint::Maximum(bound) => out.value("maximum", Some(bound)),
        Constraint::ExclusiveMinimum(bound) => out.value("exclusive minimum", Some(bound)),
        Constraint::ExclusiveMaximum(bound) => out.value("exclusive maximum", Some(bound)),
        Constraint::MultipleOf(step) => out.value("multiple of", Some(step)),
        Constraint::Pattern(Pattern { written, checked }) => {
            out.quoted("pattern", Some(written));
            out.flag(checked.is_none(), "pattern not checked");
        }
        Constraint::UniqueItems => out.flag(true, "unique items"),
        Constraint::Type(names) => out.line(format_args!("type {}", names.join(", "))),
        Constraint::Enum(values) => out.nest(format_args!("enum"), |out| {
            for value in values {
                out.value("value", Some(value));
            }
        }),
        Constraint::Required(names) => out.line(format_args!("requires {names:?}")),
        Constraint::DependentRequired(name, names) => {
            out.line(format_args!("{name:?} requires {names:?}"));
        }
        Constraint::DependentSchema(name, of) => {
            out.nest(format_args!("if there is {name:?}"), |out| {
                constraints(out, of);
            });
        }
        Constraint::PropertyNames(of) => {
            out.nest(format_args!("property names"), |out| {
                constraints(out, of);
            });
        }
        Constraint::Property(name, of) => {
            out.nest(format_args!("property {name:?}"), |out| {
                constraints(out, of);
            });
        }
        Constraint::Items(from, of) => {
            out.nest(format_args!("items from {from}"), |out| {
                constraints(out, of);
            });
        }
        Constraint::Item(position, of) => {
            out.nest(format_args!("item {position}"), |out| {
                constraints(out, of);
            });
        }
        Constraint::Contains(of, least, most) => {
            let most = most.map_or_else(String::new, |most| format!(" to {most}"));
            out.nest(format_args!("contains {least}{most}"), |out| {
                constraints(out, of);
            });
        }
        Constraint::Not(of) => out.nest(format_args!("not"), |out| {
            constraints(out, of);
        }),
        Constraint::AnyOf(members) => choices(out, "any of", members),
        Constraint::OneOf(members) => choices(out, "one of", members),
        Constraint::If(parts) => choices(out, "if, then, else", &**parts),
        Constraint::Each(of) => out.nest(format_args!("items"), |out| {
            constraints(out, of);
        }),
    }
}

fn choices(out: &mut Dump, name: &str, members: &[Vec<Constraint>]) {
    out.nest(format_args!("{name}"), |out| {
        for member in members {
            out.nest(format_args!("schema"), |out| constraints(out, member));
        }
    });
}
