//! Unions as serde writes enums: each variant is named by a key or a tag, and holds the value
//! beside it.
//!
//! In: the members of a `oneOf` or `anyOf`. Out: a union whose variants are what the members hold,
//! not the objects around it; nothing where one of them could be another object. Must not know Rust
//! names.
//!
//! Only inline members are taken apart. A component has a name, and maybe other users. An object
//! with members that are not read here is preserved as received.

use std::rc::Rc;

use crate::hash::HashSet;
use crate::lower::{
    Definitions, Schemas, TypePath, key,
    view::{Alternatives, View, facts::ValueKind, values},
};
use crate::{
    ir::{Docs, Select, Type, TypeKind, Union, Variant},
    openapi::Types,
    source::{Node, Value},
};

/// A variant.
struct Entry<'a> {
    /// Its name on the wire.
    name: String,
    /// The schemas of its content; empty if it has none.
    content: Vec<&'a Node>,
    docs: Docs,
}

impl<'a> Definitions<'_, 'a> {
    /// The union that an enum of serde's was written as.
    pub(crate) fn represented(
        &mut self,
        view: &View<'a>,
        group: &Alternatives<'_, 'a>,
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Option<Type> {
        if nodes.iter().any(|node| self.forms.contains(&key(node))) {
            return None;
        }
        let members = group.members.iter();
        let members: Vec<(&'a Node, ValueKind)> = members
            .map(|member| (member, self.schemas.kind(member)))
            .collect();
        let members: Vec<_> = members
            .into_iter()
            .filter(|(_, kind)| !matches!(kind, ValueKind::Null | ValueKind::Never))
            .collect();
        let (entries, select) = match group.discriminator {
            None => external(self.schemas, &members, group.any)
                .or_else(|| adjacent(self.schemas, &members))?,
            Some(discriminator) => adjacent(self.schemas, &members).filter(|(_, select)| {
                discriminator.mapping.is_empty()
                    && matches!(select, Select::Adjacent(tag, _) if tag == discriminator.property.text)
            })?,
        };
        let mut names = HashSet::default();
        let fits = entries.iter().any(|entry| !entry.content.is_empty())
            && (entries.len() > 1 || !group.any)
            && entries
                .iter()
                .all(|entry| is_plain(&entry.name) && names.insert(entry.name.as_str()));
        if !fits {
            return None;
        }
        let id = self.slot(nodes, view, at);
        let variants = entries.into_iter().map(|entry| self.entry(entry, at));
        self.types[id.index()].kind = TypeKind::Union(Union::new(variants.collect(), select));
        Some(Type::Named(id))
    }

    fn entry(&mut self, entry: Entry<'a>, at: &TypePath) -> Variant {
        let Entry {
            name,
            content,
            mut docs,
        } = entry;
        let (mut ty, mut constraints) = (Type::Null, Vec::new());
        if !content.is_empty() {
            let field = self.field(&name, &content, true, at);
            ty = if field.nullable {
                Type::nullable(field.ty)
            } else {
                field.ty
            };
            constraints = field.constraints;
            docs.summary = docs.summary.or(field.docs.summary);
            docs.description = docs.description.or(field.docs.description);
            docs.deprecated |= field.docs.deprecated;
        }
        Variant {
            tags: vec![name.clone()],
            name,
            ty,
            carries_tag: false,
            constraints,
            docs,
        }
    }
}

/// Strings, and objects of one member that must be there: the variants are named by the strings
/// and by the members.
fn external<'a>(
    schemas: &Schemas<'a>,
    members: &[(&'a Node, ValueKind)],
    any: bool,
) -> Option<(Vec<Entry<'a>>, Select)> {
    let mut entries = Vec::new();
    for &(member, kind) in members {
        if kind == ValueKind::Strings {
            names(schemas, member, &mut entries)?;
            continue;
        }
        let (view, closed) = only_object(schemas, member)?;
        let properties = view.properties();
        let [(name, (_, content))] = properties.iter().collect::<Vec<_>>()[..] else {
            return None;
        };
        // A value may match several members of an `anyOf`, and a single value is a tag.
        if any && !closed || !view.requires(name) || !is_content(schemas, content) {
            return None;
        }
        if single(schemas, content).is_some() {
            return None;
        }
        entries.push(Entry {
            name: (*name).to_owned(),
            content: content.clone(),
            docs: values::docs(schemas, &view),
        });
    }
    Some((entries, Select::External))
}

/// The values of a list of strings.
fn names<'a>(schemas: &Schemas<'a>, member: &'a Node, entries: &mut Vec<Entry<'a>>) -> Option<()> {
    let schema = schemas.read(member);
    let view = schemas.view(&[member]);
    if schema.reference.is_some() || !schema.all_of.is_empty() || view.nullable() {
        return None;
    }
    let docs = values::docs(schemas, &view);
    let listed = schema.constant.map(std::slice::from_ref);
    let listed = listed.or(schema.enumeration).unwrap_or_default();
    for value in listed {
        entries.push(Entry {
            name: value.as_str()?.to_owned(),
            content: Vec::new(),
            docs: if listed.len() == 1 {
                docs.clone()
            } else {
                Docs::default()
            },
        });
    }
    Some(())
}

/// Objects of a tag and maybe one other member, both of which must be there.
fn adjacent<'a>(
    schemas: &Schemas<'a>,
    members: &[(&'a Node, ValueKind)],
) -> Option<(Vec<Entry<'a>>, Select)> {
    let (first, _) = members.first()?;
    let candidates = schemas.read(first).properties.clone();
    candidates.iter().find_map(|(tag, _)| {
        let mut entries = Vec::new();
        let mut other = None;
        for (member, _) in members {
            let (view, _) = only_object(schemas, member)?;
            let mut properties = view.properties();
            let (_, tagged) = properties.shift_remove(tag.text)?;
            let name = single(schemas, &tagged)?;
            let content = match properties.len() {
                0 => Vec::new(),
                1 => {
                    let (content, (_, nodes)) = properties.into_iter().next()?;
                    if *other.get_or_insert(content) != content
                        || !view.requires(content)
                        || !is_content(schemas, &nodes)
                    {
                        return None;
                    }
                    nodes
                }
                _ => return None,
            };
            if !view.requires(tag.text) {
                return None;
            }
            entries.push(Entry {
                name,
                content,
                docs: values::docs(schemas, &view),
            });
        }
        let content = other.filter(|content| is_plain(content) && is_plain(tag.text))?;
        // The next variant will have its own name for its content.
        let mut holding = entries.iter().filter(|entry| !entry.content.is_empty());
        let is_alike = holding.next().is_some_and(|entry| entry.name == content);
        // An event of a stream has other members, too.
        if is_alike || (tag.text, content) == ("event", "data") {
            return None;
        }
        let select = Select::Adjacent(tag.text.to_owned(), content.to_owned());
        Some((entries, select))
    })
}

/// An object with only its own members, and whether it excludes others. It is written in the union
/// itself, or is a component that only wraps it, as poem-openapi writes them.
fn only_object<'a>(schemas: &Schemas<'a>, member: &'a Node) -> Option<(Rc<View<'a>>, bool)> {
    let mut schema = schemas.read(member);
    let wrapped = schema.reference.is_some();
    if let Some(reference) = schema.reference.filter(|_| schema.is_plain_reference()) {
        let target = schemas.target(reference)?;
        schema = schemas.read(target);
        let [inner] = schema.all_of else { return None };
        if schema.reference.is_some() || !schema.shapes_nothing() {
            return None;
        }
        schema = schemas.read(inner);
    }
    let more = schema.reference.is_some()
        || !schema.all_of.is_empty()
        || schema.properties_reference.is_some()
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
        || !schema.pattern_properties.is_empty()
        || schema.conditional().next().is_some()
        || schema.types.contains(Types::NULL)
        || schema.nullable;
    let says: Vec<Option<bool>> = schema.other_properties().map(Node::as_bool).collect();
    let view = schemas.view(&[member]);
    let is_object = matches!(view.types(), Types::OBJECT) || view.types().is_empty();
    if more || !is_object || says.iter().any(|says| *says != Some(false)) {
        return None;
    }
    Some((view, wrapped || !says.is_empty()))
}

/// Whether a property has a value in both directions.
fn is_content<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node]) -> bool {
    let mut nodes = nodes.iter();
    nodes.all(|node| {
        let view = schemas.view(&[*node]);
        !view.any(|schema| schema.read_only || schema.write_only) && !schemas.kind(node).is_empty()
    })
}

/// The only string that a property may be, as the place itself says.
fn single<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node]) -> Option<String> {
    let [node] = nodes else { return None };
    let schema = schemas.read(node);
    let value = match (schema.constant, schema.enumeration) {
        (Some(constant), _) => constant,
        (None, Some([value])) => value,
        _ => return None,
    };
    match &value.value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// Whether a name needs no escapes in JSON (RFC 8259, section 7).
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c < ' ' || c == '"' || c == '\\')
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_key_or_a_pair_of_keys_tells_members_apart() {
        assert_schemas(
            "
                Adjacent:
                  oneOf:
                    - {type: object, required: [t, c], properties: {t: {const: a}, c: {type: string}}}
                    - {type: object, required: [t, c], properties: {t: {const: b}, c: {type: integer}}}
                External:
                  oneOf:
                    - {type: object, required: [a], properties: {a: {type: string}}, additionalProperties: false}
                    - {type: object, required: [b], properties: {b: {type: integer}}, additionalProperties: false}
            ",
            r#"
                type Adjacent: union by tag "t" with content "c"
                  component
                  variant "a": string
                    tag "a"
                  variant "b": i64
                    tag "b"
                type External: union by key
                  component
                  variant "a": string
                    tag "a"
                  variant "b": i64
                    tag "b"
            "#,
        );
    }
}
