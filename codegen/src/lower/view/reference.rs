//! References: which type a `$ref` means, and what the place it points to says about the value.

use super::without;
use crate::lower::{At, Lowering, Task, key};
use crate::{
    diagnostics::Code,
    ir::{Name, Type, TypeId, TypeKind},
    openapi::{Schema, Text, Types},
    source::{Node, is_copy},
};

/// How many unions that refer to each other are looked through for a null.
const DEEPEST: u32 = 100;

/// What a referenced schema says that matters where it is used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Traits<'a> {
    pub(crate) nullable: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) default: Option<&'a Node>,
}

/// Whether the schema is a reference and nothing beside it shapes the value.
pub(crate) fn is_plain(schema: &Schema<'_>) -> bool {
    schema.reference.is_some() && schema.all_of.is_empty() && shapes_nothing(schema)
}

/// Whether the schema, its reference and `allOf` aside, only describes or bounds a value.
pub(crate) fn shapes_nothing(schema: &Schema<'_>) -> bool {
    without(schema.types, Types::NULL) == Types::default()
        && schema.boolean.is_none()
        && schema.enumeration.is_none()
        && schema.constant.is_none()
        && schema.format.is_none()
        && schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.additional_properties.is_none()
        && schema.unevaluated_properties.is_none()
        && schema.pattern_properties.is_empty()
        && schema.items.is_none()
        && schema.prefix_items.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.conditional().next().is_none()
}

impl<'a> Lowering<'a, '_> {
    /// The schema that a reference points to; reports one that points nowhere.
    pub(crate) fn target(&mut self, reference: Text<'a>) -> Option<&'a Node> {
        let key = (reference.span, reference.text.as_ptr().addr());
        if let Some(target) = self.targets.get(&key) {
            return *target;
        }
        let target = match self.sources.resolve(&reference.span, reference.text) {
            Ok(node) => Some(node),
            Err(unresolved) => {
                let could_be_read = matches!(
                    unresolved.code(),
                    Code::UnresolvedReference | Code::ReferenceCycle
                );
                let diagnostic = unresolved.report(reference.span, self.diagnostics);
                // Any value is read there, so nothing is left out.
                if could_be_read {
                    diagnostic.harmless();
                }
                None
            }
        };
        self.targets.insert(key, target);
        target
    }

    /// Whether a component is one of the children of what it refers to: it inherits that, and isn't
    /// another name for it.
    pub(crate) fn is_child(&mut self, node: &'a Node, reference: Text<'a>) -> bool {
        if !self.components.by_key.contains_key(&key(node)) {
            return false;
        }
        let target =
            |reference: Text<'a>| self.sources.resolve(&reference.span, reference.text).ok();
        let Some(base) = target(reference) else {
            return false;
        };
        let base = Schema::read(base, self.version, self.diagnostics);
        let mut members = base.one_of.iter().chain(base.any_of).peekable();
        base.discriminator.is_some()
            && (members.peek().is_none()
                || members.any(|member| {
                    let member = Schema::read(member, self.version, self.diagnostics);
                    let member = member.reference.and_then(target);
                    member.is_some_and(|member| key(member) == key(node))
                }))
    }

    /// The type of a referenced schema, nullable if that is.
    pub(crate) fn reference(&mut self, reference: Text<'a>, at: &At) -> Type {
        let Some(target) = self.target(reference) else {
            return Type::Any;
        };
        let ty = match self.named.get(&key(target)) {
            Some(id) => Type::Named(*id),
            None => self.name(target, reference, at),
        };
        if self.traits(target).nullable {
            Type::nullable(ty)
        } else {
            ty
        }
    }

    /// Names a schema that is referred to for the first time.
    fn name(&mut self, target: &'a Node, reference: Text<'a>, at: &At) -> Type {
        if let Some(name) = self.components.by_key.get(&key(target)).copied() {
            self.component(name, target);
            return Type::Named(self.named[&key(target)]);
        }
        // What only refers on needs no name: its target has one.
        let end = self.target_of(target);
        if key(end) != key(target) && at.depth < DEEPEST && !is_copy(reference.text) {
            if let Some(id) = self.named.get(&key(end)) {
                return Type::Named(*id);
            }
            let mut at = at.clone();
            at.depth += 1;
            return self.name(end, reference, &at);
        }
        // A copy has no name of its own: it is what the place makes of it.
        let name = if is_copy(reference.text) {
            at.name()
        } else {
            self.name_of(target, reference)
        };
        if self.needs_no_name(target) {
            let mut here = At::of(name);
            here.depth = at.depth + 1;
            return self.schema(target, &here);
        }
        let id = self.reserve(name, target);
        self.named.insert(key(target), id);
        self.queue.push_back(Task::Define(id, target));
        Type::Named(id)
    }

    /// A scalar outside `components.schemas` that is no list of values is used as it is.
    fn needs_no_name(&mut self, target: &'a Node) -> bool {
        let schema = self.read(target);
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

    /// What a referenced schema that is no component is called: by its own title at the root of a
    /// file, otherwise by the way to it.
    fn name_of(&self, target: &Node, reference: Text<'_>) -> Name {
        let pointer = self.sources.pointer(target.span);
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
        let file = &self.sources.file(target.span.file).path;
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
            return Name {
                operation: None,
                base: base.to_owned(),
                path,
            };
        }
        let base = path.remove(0);
        Name {
            operation: None,
            base,
            path,
        }
    }

    /// What the referenced schema says of a value of it.
    pub(crate) fn traits(&mut self, target: &'a Node) -> Traits<'a> {
        if let Some(traits) = self.traits.get(&key(target)) {
            return *traits;
        }
        // A cycle of references ends here, with nothing said.
        self.traits.insert(key(target), Traits::default());
        if self.depth > DEEPEST {
            return Traits::default();
        }
        self.depth += 1;
        let view = self.view(&[target]);
        let traits = Traits {
            nullable: self.is_nullable(&view),
            read_only: view.any(|schema| schema.read_only),
            write_only: view.any(|schema| schema.write_only),
            default: view.find(|schema| schema.default),
        };
        self.depth -= 1;
        self.traits.insert(key(target), traits);
        traits
    }

    /// Gives a reserved type its definition. The null of a nullable schema belongs to where it is
    /// used.
    pub(crate) fn define(&mut self, id: TypeId, node: &'a Node) {
        let mut at = At::of(self.types[id.index()].name.clone());
        at.slot = Some(id);
        let view = self.view(&[node]);
        self.types[id.index()].docs = self.docs(&view);
        let (ty, _) = self.schema(node, &at).split_null();
        if ty != Type::Named(id) {
            let limits = self.limits(&view, &ty);
            self.types[id.index()].kind = TypeKind::Alias(ty, limits.into());
        }
    }
}
