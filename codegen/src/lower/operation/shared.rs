//! Parts of the document that several operations share, and what is called after them.
//!
//! In: the parameters, bodies and responses of `components`. Out: where the types inside of them
//! are met. Without this they would be called after the first operation that uses them.

use crate::hash::{HashMap, HashSet};
use crate::lower::{Key, TypePath, components::Components, key};
use crate::{
    ir::Name,
    source::{Node, Object, Sources},
};

/// The names of types in shared parts, by part.
#[derive(Default)]
pub(crate) struct Shared(HashMap<Key, Name>);

impl Shared {
    pub(crate) fn new(sources: &Sources, schemas: &Components<'_>) -> Self {
        let taken: HashSet<String> = schemas.by_name.keys().map(|name| letters(name)).collect();
        let mut names = HashMap::default();
        let kinds = [
            ("parameters", "parameter"),
            ("requestBodies", "request"),
            ("responses", "response"),
        ];
        for (field, kind) in kinds {
            let components = sources.root().get("components");
            let parts = components.and_then(|components| components.get(field)?.as_object());
            for (name, node) in parts.into_iter().flat_map(Object::iter) {
                let clashes = taken.contains(&letters(name));
                let name = Name::component(name);
                let name = if clashes { name.child(kind) } else { name };
                names.insert(key(node), name);
            }
        }
        Self(names)
    }

    /// Where a part of an operation is met: called after itself if it is shared.
    pub(crate) fn part(&self, node: &Node, index: usize, part: &str) -> TypePath {
        match self.0.get(&key(node)) {
            Some(name) => TypePath::of(name.clone()),
            None => TypePath::operation(index, part),
        }
    }
}

/// What is left of a name in any case and with any signs between its words.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_document;

    #[test]
    fn types_in_shared_parts_are_named_after_these() {
        assert_document(
            "
                paths:
                  /a:
                    post:
                      requestBody: {$ref: '#/components/requestBodies/NewPet'}
                      responses: {'204': {description: d}}
                components:
                  requestBodies:
                    NewPet: {content: {application/json: {schema: {properties: {a: {type: string}}}}}}
            ",
            r#"
                api "a"
                  version "b"
                type NewPet: struct
                  field "a": string
                operation POST /a
                  body
                    media "application/json": json NewPet
                  response 204
                    description "d"
            "#,
        );
    }
}
