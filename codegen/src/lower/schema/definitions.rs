//! The named types: the schema of each, and which are still to be defined.
//!
//! Types are defined one after another from a queue, so references do not recurse.

use std::collections::VecDeque;

use crate::hash::{HashMap, HashSet};
use crate::lower::{Key, Options, Schemas, TypePath, constraints, key, view::values};
use crate::{
    ir::{Name, Type, TypeDef, TypeId, TypeKind},
    source::Node,
};

/// The types made so far.
pub(crate) struct Definitions<'s, 'a> {
    pub(crate) schemas: &'s Schemas<'a>,
    /// Formats whose schemas have a user-defined type.
    pub(crate) formats: &'s [(&'s str, &'s str, &'s str)],
    pub(crate) types: Vec<TypeDef>,
    /// By type: its schema.
    pub(crate) nodes: Vec<&'a Node>,
    /// Types by schema.
    pub(crate) named: HashMap<Key, TypeId>,
    pub(super) queue: VecDeque<Task<'a>>,
    /// The schemas of bodies that are forms, whose properties are written one by one.
    pub(crate) forms: HashSet<Key>,
    /// Types of members of unions that others took the place of.
    pub(crate) replaced: Vec<TypeId>,
    /// The types that `anyOf`s make.
    pub(crate) any_of: Vec<TypeId>,
    /// By object: the components that it inherits from.
    pub(crate) inherits: Vec<(TypeId, Key)>,
    /// Bases of hierarchies for which no tag is stated, and the property that distinguishes their
    /// children.
    pub(crate) untagged: HashMap<TypeId, &'a str>,
}

/// A type whose definition is still to be made.
pub(crate) enum Task<'a> {
    /// Whatever the schema is.
    Define(TypeId, &'a Node),
    /// An object of which all these schemas hold, but for the unions of those before the last if it
    /// is a member of these.
    Struct(TypeId, Vec<&'a Node>, Unions),
}

/// What an object does with the unions beside its properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unions {
    /// They are written into it.
    Flatten,
    /// It is itself a member of them.
    Ignore,
}

impl<'s, 'a> Definitions<'s, 'a> {
    pub(crate) fn new(schemas: &'s Schemas<'a>, options: Options<'s>) -> Self {
        Self {
            schemas,
            formats: options.formats,
            types: Vec::new(),
            nodes: Vec::new(),
            named: HashMap::default(),
            queue: VecDeque::new(),
            forms: HashSet::default(),
            replaced: Vec::new(),
            any_of: Vec::new(),
            inherits: Vec::new(),
            untagged: HashMap::default(),
        }
    }

    /// Reserves a type for each component, by name: the order in which a document happens to list
    /// them changes nothing.
    pub(crate) fn components(&mut self) {
        for (name, node) in &self.schemas.components.by_name {
            self.component(name, node);
        }
    }

    /// Gives a component its type. One that only refers to a schema elsewhere lends that its name.
    pub(crate) fn component(&mut self, name: &str, node: &'a Node) {
        if self.named.contains_key(&key(node)) {
            return;
        }
        let target = self.schemas.target_of(node);
        let lends = self.schemas.component_name(target) == Some(name);
        let schema = if lends { target } else { node };
        let name = Name::component(name);
        let id = self.reserve(name, schema);
        self.named.insert(key(node), id);
        self.named.insert(key(schema), id);
        self.queue.push_back(Task::Define(id, schema));
    }

    /// A new type, defined later; until then it is any value.
    pub(crate) fn reserve(&mut self, name: Name, node: &'a Node) -> TypeId {
        let id = TypeId::new(self.types.len());
        self.types.push(TypeDef {
            component: self.schemas.component_name(node).is_some(),
            ..TypeDef::new(name, TypeKind::Alias(Type::Any, Vec::new()))
        });
        self.nodes.push(node);
        id
    }

    /// Defines every type that was reserved, and those that are reserved meanwhile.
    pub(crate) fn define_all(&mut self) {
        while let Some(task) = self.queue.pop_front() {
            match task {
                Task::Define(id, node) => self.define(id, node),
                Task::Struct(id, nodes, unions) => self.define_struct(id, &nodes, unions),
            }
        }
    }

    /// Gives a reserved type its definition. The null of a nullable schema belongs to where it is
    /// used.
    fn define(&mut self, id: TypeId, node: &'a Node) {
        let mut at = TypePath::of(self.types[id.index()].name.clone());
        at.slot = Some(id);
        let view = self.schemas.view(&[node]);
        self.types[id.index()].docs = values::docs(self.schemas, &view);
        let (ty, _) = self.schema(node, &at).split_null();
        if ty != Type::Named(id) {
            let constraints = constraints::of(self.schemas, &view, &ty);
            self.types[id.index()].kind = TypeKind::Alias(ty, constraints);
        }
    }

    /// A struct, defined later from schemas that one value must match.
    pub(crate) fn push_struct(&mut self, id: TypeId, nodes: Vec<&'a Node>, unions: Unions) {
        self.queue.push_back(Task::Struct(id, nodes, unions));
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn components_are_in_the_order_of_their_names() {
        assert_schemas(
            "
                B: {$ref: '#/components/schemas/A'}
                A: {type: object, properties: {c: {$ref: '#/components/schemas/B'}}}
            ",
            r#"
                type A: struct
                  component
                  field "c": B
                type B: alias of A
                  component
            "#,
        );
    }
}
