//! References: which type a `$ref` means, and what that is called.

use super::{Definitions, definitions::Task};
use crate::lower::{Schemas, TypePath, key};
use crate::{
    ir::{Name, Type},
    openapi::{Text, Types},
    source::{Node, is_copy},
};

/// How many references may lead on from each other.
const MAX_DEPTH: u32 = 100;

impl<'a> Definitions<'_, 'a> {
    /// The type of a referenced schema, nullable if that is.
    pub(crate) fn reference(&mut self, reference: Text<'a>, at: &TypePath) -> Type {
        let Some(target) = self.schemas.target(reference) else {
            return Type::Any;
        };
        let ty = match self.named.get(&key(target)) {
            Some(id) => Type::Named(*id),
            None => self.name(target, reference, at),
        };
        if self.schemas.traits(target).nullable {
            Type::nullable(ty)
        } else {
            ty
        }
    }

    /// Names a schema that is referred to for the first time.
    fn name(&mut self, target: &'a Node, reference: Text<'a>, at: &TypePath) -> Type {
        if let Some(name) = self.schemas.component_name(target) {
            self.component(name, target);
            return Type::Named(self.named[&key(target)]);
        }
        // What only refers on needs no name: its target has one.
        let end = self.schemas.target_of(target);
        if key(end) != key(target) && at.depth < MAX_DEPTH && !is_copy(reference.text) {
            if let Some(id) = self.named.get(&key(end)) {
                return Type::Named(*id);
            }
            let mut at = at.clone();
            at.depth += 1;
            return self.name(end, reference, &at);
        }
        // A copy has no name; it is lowered for its place.
        let name = if is_copy(reference.text) {
            at.name.clone()
        } else {
            name_of(self.schemas, target, reference)
        };
        if needs_no_name(self.schemas, target) {
            let mut here = TypePath::of(name);
            here.depth = at.depth + 1;
            return self.schema(target, &here);
        }
        let id = self.reserve(name, target);
        self.named.insert(key(target), id);
        self.queue.push_back(Task::Define(id, target));
        Type::Named(id)
    }
}

/// A scalar outside `components.schemas` is used directly, unless it is an enumeration.
fn needs_no_name<'a>(schemas: &Schemas<'a>, target: &'a Node) -> bool {
    let schema = schemas.read(target);
    schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.enumeration.is_none()
        && schema.constant.is_none()
        && schema.properties.is_empty()
        && !schema.types.contains(Types::OBJECT)
        && !schema.types.contains(Types::ARRAY)
}

/// The name of a referenced schema that is not a component: its title at the root of a file,
/// otherwise the path to it.
fn name_of(schemas: &Schemas<'_>, target: &Node, reference: Text<'_>) -> Name {
    let pointer = schemas.sources.pointer(target.span);
    let mut path: Vec<String> = pointer
        .split('/')
        .skip(1)
        .map(|part| part.replace("~1", "/").replace("~0", "~"))
        .filter(|part| {
            !matches!(
                part.as_str(),
                "components"
                    | "schemas"
                    | "$defs"
                    | "definitions"
                    | "properties"
                    | "content"
                    | "schema"
            )
        })
        .collect();
    let file = &schemas.sources.file(target.span.file).path;
    let stem = file.rsplit('/').next().unwrap_or(file);
    let stem = stem.split('.').next().unwrap_or(stem);
    if path.is_empty() {
        let title = target
            .get("title")
            .and_then(Node::as_str)
            .filter(|title| title.len() <= 60);
        let base = if reference.text.starts_with('#') {
            title.unwrap_or(stem)
        } else {
            stem
        };
        return Name::component(base);
    }
    let base = path.remove(0);
    Name {
        operation: None,
        base,
        path,
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_schema_inside_a_component_is_named_after_its_path() {
        assert_schemas(
            "
                A: {properties: {b: {type: object, properties: {c: {type: string}}}}}
                D: {properties: {e: {$ref: '#/components/schemas/A/properties/b'}}}
            ",
            r#"
                type A: struct
                  component
                  field "b": A/b
                type D: struct
                  component
                  field "e": A/b
                type A/b: struct
                  field "c": string
            "#,
        );
    }
}
