//! How a type tells itself from others: the constant `SHAPE`.

use super::{
    Piece,
    text::{WIDEST, string},
};
use crate::plan::{Property, Shape, Values};

/// `impl Shaped for Name`.
pub(super) fn constant(name: &str, shape: &Shape) -> Piece {
    let begin = "    const SHAPE: Shape = ";
    let shape = text(shape, 1, begin.len() + 1);
    Piece::Text(format!("impl Shaped for {name} {{\n{begin}{shape};\n}}\n"))
}

/// A shape. `depth`: how deep the line is indented; `used`: how much of the line is taken by other
/// text.
pub(super) fn text(shape: &Shape, depth: usize, used: usize) -> String {
    let line = line(shape);
    if used + line.len() <= WIDEST {
        return line;
    }
    let deeper = "    ".repeat(depth + 1);
    match shape {
        Shape::Plain(_) | Shape::Of(_) => line,
        Shape::Array(item) => format!("Shape::Array(&{})", text(item, depth, used + 15)),
        Shape::Map(item) => format!("Shape::Map(&{})", text(item, depth, used + 13)),
        Shape::Strings(values) => {
            let values: Vec<String> = values.iter().map(|value| string(value)).collect();
            format!("Shape::Strings({})", list(&values, depth, &deeper))
        }
        Shape::OneOf(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|member| text(member, depth + 1, 4 * depth + 5))
                .collect();
            format!("Shape::OneOf({})", list(&members, depth, &deeper))
        }
        Shape::Object(properties, open) => {
            let properties: Vec<String> = properties.iter().map(property).collect();
            let properties = list(&properties, depth + 1, &format!("{deeper}    "));
            let end = "    ".repeat(depth);
            format!(
                "Shape::Object(\n{deeper}{properties},\n{deeper}{},\n{end})",
                extra(*open)
            )
        }
    }
}

fn list(items: &[String], depth: usize, indent: &str) -> String {
    let items = items.join(&format!(",\n{indent}"));
    format!("&[\n{indent}{items},\n{}]", "    ".repeat(depth))
}

/// A shape in one line.
fn line(shape: &Shape) -> String {
    let joined = |items: Vec<String>| items.join(", ");
    match shape {
        Shape::Plain(name) => format!("Shape::{name}"),
        Shape::Of(name) => format!("{name}::SHAPE"),
        Shape::Array(item) => format!("Shape::Array(&{})", line(item)),
        Shape::Map(item) => format!("Shape::Map(&{})", line(item)),
        Shape::Strings(values) => {
            let values = values.iter().map(|value| string(value)).collect();
            format!("Shape::Strings(&[{}])", joined(values))
        }
        Shape::OneOf(members) => {
            let members = members.iter().map(line).collect();
            format!("Shape::OneOf(&[{}])", joined(members))
        }
        Shape::Object(properties, open) => {
            let properties = properties.iter().map(property).collect();
            format!("Shape::Object(&[{}], {})", joined(properties), extra(*open))
        }
    }
}

fn extra(open: bool) -> &'static str {
    if open {
        "Extra::Allowed"
    } else {
        "Extra::Forbidden"
    }
}

fn property(property: &Property) -> String {
    let begin = if property.required {
        "required"
    } else {
        "optional"
    };
    let kinds = match property.kinds.as_slice() {
        [] => "ANY".to_owned(),
        [one] => (*one).to_owned(),
        [one, more @ ..] => format!("{one}.or(Kinds::{})", more.join(").or(Kinds::")),
    };
    let values = match &property.values {
        Values::Any => String::new(),
        Values::Known(values) => {
            let values: Vec<String> = values.iter().map(|value| string(value)).collect();
            format!(".values(&[{}])", values.join(", "))
        }
        Values::Only(value) => format!(".constant({})", string(value)),
    };
    format!(
        "Property::{begin}({}, Kinds::{kinds}){values}",
        string(&property.name)
    )
}
