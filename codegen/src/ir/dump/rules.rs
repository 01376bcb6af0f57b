//! Rules in the dump.

use super::{Dump, types::limits};
use crate::ir::{Limits, Rule};

pub(super) fn rules(out: &mut Dump, rules: &[Rule]) {
    for rule in rules {
        match rule {
            Rule::Type(names) => out.line(format_args!("type {}", names.join(", "))),
            Rule::Enum(values) => out.nest(format_args!("enum"), |out| {
                for value in values {
                    out.value("value", Some(value));
                }
            }),
            Rule::Required(names) => out.line(format_args!("requires {names:?}")),
            Rule::DependentRequired(name, names) => {
                out.line(format_args!("{name:?} requires {names:?}"));
            }
            Rule::DependentSchema(name, of) => {
                out.nest(format_args!("if there is {name:?}"), |out| limits(out, of));
            }
            Rule::PropertyNames(of) => {
                out.nest(format_args!("property names"), |out| limits(out, of));
            }
            Rule::Property(name, of) => {
                out.nest(format_args!("property {name:?}"), |out| limits(out, of));
            }
            Rule::Items(from, of) => {
                out.nest(format_args!("items from {from}"), |out| limits(out, of));
            }
            Rule::Item(position, of) => {
                out.nest(format_args!("item {position}"), |out| limits(out, of));
            }
            Rule::Contains(of, least, most) => {
                let most = most.map_or_else(String::new, |most| format!(" to {most}"));
                out.nest(format_args!("contains {least}{most}"), |out| {
                    limits(out, of);
                });
            }
            Rule::Not(of) => out.nest(format_args!("not"), |out| limits(out, of)),
            Rule::AnyOf(members) => choices(out, "any of", members),
            Rule::OneOf(members) => choices(out, "one of", members),
            Rule::If(parts) => choices(out, "if, then, else", &**parts),
        }
    }
}

fn choices(out: &mut Dump, name: &str, members: &[Limits]) {
    out.nest(format_args!("{name}"), |out| {
        for member in members {
            out.nest(format_args!("schema"), |out| limits(out, member));
        }
    });
}
