//! Tables inside of macros: text, since no printer lays them out.

use super::{
    enumeration,
    text::{self as syntax, WIDEST},
};
use crate::hash::HashSet;
use crate::plan::{
    Conversion, Limit, MemberKind, OnWire, Operand, Row, RustType, Selection, Struct, Union,
    UnionVariant, Untagged,
};

/// `codec::object!`: how a struct is made, read and written.
pub(super) fn object(item: &Struct) -> String {
    let head = head(item);
    let own = own(&item.rules);
    table(&head, own.into_iter().chain(item.rows.iter().map(row)))
}

/// `codec::tagged_union!` or `codec::untagged_union!`: how the members of a union are told apart.
pub(super) fn union(item: &Union) -> String {
    let variants = item.variants.iter();
    let open = item.open.then(|| enumeration::OTHER.to_owned());
    match &item.select {
        Selection::Tag(property, tags, untagged) => {
            let untagged = match untagged {
                Untagged::Unknown => String::new(),
                Untagged::Absent(variant) => format!("or {variant} "),
                Untagged::Any(variant) => format!("otherwise {variant} "),
            };
            let property = syntax::string(property);
            let head = format!(
                "codec::tagged_union!({} by {property} {untagged}{{",
                item.name
            );
            let (units, others): (Vec<_>, Vec<_>) = variants
                .zip(tags)
                .partition(|(variant, _)| variant.ty.is_none());
            let others = others.into_iter().map(|(variant, tags)| {
                let tags: Vec<String> = tags.iter().map(|tag| syntax::string(tag)).collect();
                let sign = if variant.adds_tag { " =" } else { ":" };
                let (member, limits) = (member(variant), limits(&variant.limits));
                format!("    {member}{sign} {}{limits},\n", tags.join(" | "))
            });
            let units = units.into_iter().filter_map(|(variant, tags)| {
                let tag = syntax::string(tags.first()?);
                Some(format!("    {tag} => {},\n", variant.name))
            });
            table(&head, others.chain(units).chain(open))
        }
        Selection::Content(beside, names) => {
            let head = match beside {
                None => format!("codec::external_union!({} {{", item.name),
                Some((tag, content)) => {
                    let (tag, content) = (syntax::string(tag), syntax::string(content));
                    let name = &item.name;
                    format!("codec::adjacent_union!({name} by {tag} with {content} {{")
                }
            };
            let (units, others): (Vec<_>, Vec<_>) = variants
                .zip(names)
                .partition(|(variant, _)| variant.ty.is_none());
            let others = others.into_iter().map(|(variant, name)| {
                let (member, limits) = (member(variant), limits(&variant.limits));
                format!("    {member}: {}{limits},\n", syntax::string(name))
            });
            let units = units.into_iter().map(|(variant, name)| {
                format!("    {} => {},\n", syntax::string(name), variant.name)
            });
            table(&head, others.chain(units).chain(open))
        }
        Selection::Shapes(shapes) => {
            let head = format!("codec::untagged_union!({} {{", item.name);
            let rows = variants.zip(shapes).map(|(variant, shape)| {
                let limits = limits(&variant.limits);
                let begin = format!("    {}{limits} = ", member(variant));
                let shape = super::shape::text(shape, 1, begin.len() + 1);
                format!("{begin}{shape},\n")
            });
            table(&head, rows.chain(open))
        }
    }
}

/// The row of what the object itself keeps to.
fn own(rules: &[Limit]) -> Option<String> {
    let rules: Vec<String> = rules.iter().map(limit).collect();
    (!rules.is_empty()).then(|| format!("    self [{}],\n", rules.join(", ")))
}

fn table(head: &str, rows: impl Iterator<Item = String>) -> String {
    let rows: String = rows.collect();
    let open = if rows.is_empty() { "" } else { "\n" };
    format!("{head}{open}{rows}}});\n")
}

/// `Variant(from Type)`.
fn member(variant: &UnionVariant) -> String {
    let from = match variant.from {
        Conversion::Type => "from",
        Conversion::Text => "text",
        Conversion::Nothing => "only",
    };
    let ty = variant.ty.iter().map(RustType::to_string);
    format!("{}({from} {})", variant.name, ty.collect::<String>())
}

/// The name and what `new` takes; as many arguments in a line as it holds.
fn head(item: &Struct) -> String {
    let name = &item.name;
    // What may be left out takes `Some` of the argument.
    let wrapped = item.rows.iter().filter(|row| {
        matches!(
            row.place,
            OnWire::Member(_, MemberKind::Optional | MemberKind::Any)
        )
    });
    let wrapped: HashSet<&str> = wrapped.map(|row| row.field.as_str()).collect();
    let arguments: Vec<String> = item
        .arguments
        .iter()
        .map(|argument| {
            let (name, ty) = (&argument.name, &argument.ty);
            if wrapped.contains(name.as_str()) {
                format!("[{name}: {ty}]")
            } else {
                format!("{name}: {ty}")
            }
        })
        .collect();
    let allows = match item.row_lints.join(", ") {
        lints if lints.is_empty() => lints,
        lints => format!("#[allow({lints})] "),
    };
    let line = format!("codec::object!({allows}{name}({}) {{", arguments.join(", "));
    if line.len() <= WIDEST {
        return line;
    }
    let mut text = format!("codec::object!({allows}{name}(");
    let mut width = WIDEST;
    for (index, argument) in arguments.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        if width + argument.len() + 2 > WIDEST {
            text.push_str("\n   ");
            width = 3;
        }
        text.push(' ');
        text.push_str(argument);
        width += argument.len() + 2;
    }
    text.push_str("\n) {");
    text
}

fn row(row: &Row) -> String {
    let field = &row.field;
    let mut line = String::from("    ");
    match &row.place {
        OnWire::Member(name, kind) => {
            let kind = match kind {
                MemberKind::Required => "required",
                MemberKind::Optional => "optional",
                MemberKind::Any => "any",
                MemberKind::Nullable => "nullable",
            };
            let escaped = if is_plain(name) { "" } else { "escaped_" };
            let numeric = if row.numeric { "numeric_" } else { "" };
            let name = syntax::string(name);
            line.extend([&name, " => ", field, ": ", escaped, numeric, kind]);
        }
        OnWire::Flattened => line.extend([".. => ", field]),
        OnWire::Rest => {
            let numeric = if row.numeric { ": numeric" } else { "" };
            line.extend(["* => ", field, numeric]);
        }
    }
    if let Some(constant) = &row.constant {
        line.extend([" = ", constant]);
    }
    if let Some(setter) = &row.setter {
        let deprecated = if row.deprecated { "#[deprecated] " } else { "" };
        let ty = setter.ty.to_string();
        line.extend(["(", deprecated, &setter.name, ": ", &ty, ")"]);
    }
    line.extend([limits(&row.limits).as_str(), ",\n"]);
    line
}

/// Whether a name stands in a JSON text as it is (RFC 8259, section 7).
fn is_plain(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\')
}

/// ` [MaxItems(9)] each [MinLength(1)]`, or nothing.
pub(super) fn limits(levels: &[Vec<Limit>]) -> String {
    let levels: Vec<String> = levels
        .iter()
        .map(|limits| {
            let limits: Vec<String> = limits.iter().map(limit).collect();
            format!("[{}]", limits.join(", "))
        })
        .collect();
    if levels.is_empty() {
        String::new()
    } else {
        format!(" {}", levels.join(" each "))
    }
}

fn limit(limit: &Limit) -> String {
    match limit {
        Limit::Plain(name) => (*name).to_owned(),
        Limit::Count(name, count) => format!("{name}({count})"),
        Limit::Text(name, text) => format!("{name}({})", syntax::raw_string(text)),
        Limit::Rule(name, operands) => {
            let operands: Vec<String> = operands.iter().map(operand).collect();
            format!("{name}({})", operands.join(", "))
        }
    }
}

fn operand(operand: &Operand) -> String {
    let list = |items: Vec<String>| format!("&[{}]", items.join(", "));
    // The macro names the outermost limits in full, and not those in them.
    let limits = |limits: &Vec<Limit>| {
        let limits = limits.iter();
        list(
            limits
                .map(|inner| format!("codec::Limit::{}", limit(inner)))
                .collect(),
        )
    };
    match operand {
        Operand::Count(count) => count.to_string(),
        Operand::Most(None) => "None".to_owned(),
        Operand::Most(Some(count)) => format!("Some({count})"),
        Operand::Text(text) => syntax::raw_string(text),
        Operand::Texts(texts) => list(texts.iter().map(|text| syntax::raw_string(text)).collect()),
        Operand::Limits(inner) => limits(inner),
        Operand::Schemas(schemas) => list(schemas.iter().map(limits).collect()),
    }
}
