//! Gives every construct of a document its meaning: document in, [`Api`] out.
//!
//! The only place that knows what an `OpenAPI` construct stands for. Must not know Rust names.
//! Named types are lowered from a work list, so nothing here recurses through references.

mod components;
mod constraints;
mod operation;
mod passes;
mod schema;
#[cfg(test)]
mod tests;
mod union;
mod view;

use std::{
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use self::{components::Components, schema::type_path::At};
use crate::hash::{HashMap, HashSet};
use crate::{
    diagnostics::Diagnostics,
    ir::{Api, Docs, Name, Rare, Tag, Type, TypeDef, TypeId, TypeKind},
    openapi::{Document, Schema, Version},
    source::{Node, Sources, Span},
};

/// How many schemas are kept as they were read: more would take memory that the whole document needs.
const MOST_KEPT: usize = 256;

/// What may be chosen of lowering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options<'o> {
    /// Whether objects keep properties that the document does not describe (`keep_unknown` of the configuration).
    pub keep_unknown: bool,
    /// Formats whose schemas have a type of the user's own: the entry of the configuration, the format, and the type.
    pub formats: &'o [(&'o str, &'o str, &'o str)],
}

/// Lowers a document: all of it, in the order in which its steps must follow each other. What can't be lowered is left
/// out or widened, each with a diagnostic.
#[must_use]
pub fn lower(
    document: &Document<'_>,
    sources: &Sources,
    options: Options<'_>,
    diagnostics: &mut Diagnostics,
) -> Api {
    let mut api = written(document, sources, options, diagnostics);
    if !options.keep_unknown {
        passes::unit_variants::make_units(&mut api);
    }
    passes::merge_equal::make_aliases(&mut api);
    api
}

/// The same with a definition for each place of a schema, also where several are equal.
#[cfg(test)]
pub(crate) fn as_written(
    document: &Document<'_>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Api {
    written(document, sources, Options::default(), diagnostics)
}

fn written(
    document: &Document<'_>,
    sources: &Sources,
    options: Options<'_>,
    diagnostics: &mut Diagnostics,
) -> Api {
    let arena = view::synthetic::Arena::default();
    let mut lowering = Lowering::new(document, sources, &arena, diagnostics);
    lowering.formats = options.formats;
    // By name, so that the order in which a document happens to list its components changes nothing.
    let components = lowering.components.sorted();
    for (name, node) in &components {
        let target = lowering.target_of(node);
        lowering
            .components
            .by_key
            .entry(key(target))
            .or_insert(name);
    }
    for (name, node) in components {
        lowering.component(name, node);
    }
    let operations = lowering.operations(document);
    let webhooks = lowering.webhooks(document);
    lowering.finish();
    passes::alias_cycles::end_circles(&mut lowering.types);
    let inherits = lowering.inheritance();
    let multipart = std::mem::take(&mut lowering.multipart);
    let mut any_of = std::mem::take(&mut lowering.any_of);
    let mut replaced = std::mem::take(&mut lowering.replaced);
    let nodes = std::mem::take(&mut lowering.nodes);
    let mut nodes: Vec<Option<&Node>> = nodes.into_iter().map(Some).collect();
    let mut api = Api {
        title: document.title.to_owned(),
        version: document.api_version.to_owned(),
        docs: docs(document.summary, document.description),
        servers: operation::server::servers(&document.servers),
        security_schemes: operation::security::schemes(&document.security_schemes),
        tags: document
            .tags
            .iter()
            .map(|tag| Tag {
                name: tag.name.text.to_owned(),
                description: tag.description.map(str::to_owned),
            })
            .collect(),
        inherits,
        types: lowering.types,
        operations,
        webhooks,
    };
    passes::files::make_files(&mut api, &multipart, &mut nodes, &mut any_of);
    passes::files::binary::report_nested(&mut api, &nodes, diagnostics);
    passes::files::binary::settle(&mut api);
    passes::overlap::keep_others(&mut api, &any_of);
    passes::open_unions::spread(&mut api.types);
    replaced.extend(passes::whole_response::settle(&mut api));
    passes::duplicate_forms::remove(&mut api, &mut nodes, &replaced);
    passes::constants::settle(&mut api, &mut nodes);
    passes::origin::tell_all(&mut api.types, &nodes, sources);
    api
}

/// The state of one run: what is named already, and what is still to be defined.
struct Lowering<'a, 'd> {
    sources: &'a Sources,
    /// Where schemas are put that no document has.
    arena: &'a view::synthetic::Arena,
    version: Version,
    diagnostics: &'d mut Diagnostics,
    /// Formats whose schemas have a type of the user's own.
    formats: &'d [(&'d str, &'d str, &'d str)],
    types: Vec<TypeDef>,
    /// By type: the schema that it comes from.
    nodes: Vec<&'a Node>,
    /// What links can lead to.
    operations: operation::link::Operations<'a>,
    /// Types by the schema they come from.
    named: HashMap<Key, TypeId>,
    /// The schemas of `components.schemas`, by name and by place.
    components: Components<'a>,
    /// What stands in the other components is called after these.
    shared: schema::shared::Shared,
    /// Schemas that were read lately, by place.
    schemas: HashMap<Key, Rc<Schema<'a>>>,
    /// What references lead to, by their place and, since copies have the same, where their text lies.
    targets: HashMap<(Span, Key), Option<&'a Node>>,
    kinds: HashMap<Key, union::member_kind::Kind>,
    /// The schemas with references that were looked at, and what they are if that is nothing but a reference.
    annotated: HashMap<Key, Option<Rc<view::annotated::Annotated<'a>>>>,
    traits: HashMap<Key, view::reference::Traits<'a>>,
    children: Option<union::hierarchy::Children<'a>>,
    work: schema::budget::Work,
    /// How many schemas are being looked through at the moment.
    depth: u32,
    queue: VecDeque<Task<'a>>,
    /// Parameters whose types are to be looked at once all are defined.
    sent: Vec<operation::nesting::Sent>,
    /// Multipart bodies, likewise.
    multipart: Vec<operation::body::files::Multipart>,
    /// Schemas of server-sent events, whose data may be JSON in a string.
    events: HashSet<Key>,
    /// The schemas of bodies that are forms, whose properties are written one by one.
    forms: HashSet<Key>,
    /// Types of members of unions that others took the place of.
    replaced: Vec<TypeId>,
    /// The types that `anyOf`s make.
    any_of: Vec<TypeId>,
    /// By object: the components that it inherits from.
    inherits: Vec<(TypeId, Key)>,
    /// Where media types of XML stand that have no JSON beside them.
    xml: BTreeMap<String, Vec<Span>>,
    /// Entries of a `mapping` that were reported.
    lost: HashSet<Span>,
    /// References that lead round in a circle and were reported.
    circles: HashSet<Span>,
    /// Patterns that can't be checked and were reported.
    unchecked: HashSet<Span>,
    /// Values whose type is not that of their place and that were reported.
    disagreements: HashSet<Span>,
    /// Bases of hierarchies for which no tag is stated, and the property that their children tell it by.
    untagged: HashMap<TypeId, &'a str>,
}

/// A schema's identity: where it lies in memory. Sources don't move while a document is lowered.
type Key = usize;

fn key(node: &Node) -> Key {
    std::ptr::from_ref(node).addr()
}

/// A type whose definition is still to be made.
enum Task<'a> {
    /// Whatever the schema is.
    Define(TypeId, &'a Node),
    /// An object of which all these schemas hold, but for the unions of those before the last if it is a
    /// member of these.
    Struct(TypeId, Vec<&'a Node>, Unions),
}

/// What an object does with the unions beside its properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unions {
    /// They are written into it.
    Flatten,
    /// It is itself a member of them.
    Ignore,
}

impl<'a, 'd> Lowering<'a, 'd> {
    fn new(
        document: &Document<'a>,
        sources: &'a Sources,
        arena: &'a view::synthetic::Arena,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        let components = Components::of(document);
        Self {
            sources,
            arena,
            version: document.version,
            diagnostics,
            formats: &[],
            types: Vec::new(),
            nodes: Vec::new(),
            operations: operation::link::Operations::of(document),
            named: HashMap::default(),
            shared: schema::shared::Shared::new(sources, &components),
            components,
            schemas: HashMap::default(),
            targets: HashMap::default(),
            kinds: HashMap::default(),
            annotated: HashMap::default(),
            traits: HashMap::default(),
            children: None,
            work: schema::budget::Work::default(),
            depth: 0,
            queue: VecDeque::new(),
            sent: Vec::new(),
            multipart: Vec::new(),
            events: HashSet::default(),
            forms: HashSet::default(),
            replaced: Vec::new(),
            any_of: Vec::new(),
            inherits: Vec::new(),
            xml: BTreeMap::new(),
            lost: HashSet::default(),
            circles: HashSet::default(),
            unchecked: HashSet::default(),
            disagreements: HashSet::default(),
            untagged: HashMap::default(),
        }
    }

    /// The keywords of a schema. A type is made of several looks at each of its schemas, and what many inherit from is
    /// looked at for each of them.
    fn read(&mut self, node: &'a Node) -> Rc<Schema<'a>> {
        if let Some(schema) = self.schemas.get(&key(node)) {
            return Rc::clone(schema);
        }
        let schema = Rc::new(Schema::read(node, self.version, self.diagnostics));
        if self.schemas.len() == MOST_KEPT {
            self.schemas.clear();
        }
        self.schemas.insert(key(node), Rc::clone(&schema));
        schema
    }

    /// A new type, defined later; until then it stands for any value.
    fn reserve(&mut self, name: Name, node: &'a Node) -> TypeId {
        let id = TypeId(u32::try_from(self.types.len()).unwrap_or(u32::MAX));
        self.types.push(TypeDef {
            name,
            kind: TypeKind::Alias(Type::Any, Rare::default()),
            docs: Docs::default(),
            origin: String::new(),
            component: self.components.by_key.contains_key(&key(node)),
            twin: None,
        });
        self.nodes.push(node);
        id
    }

    fn origin(&self, node: &Node) -> String {
        passes::origin::of(self.sources, node)
    }

    /// Gives a component its type. One that only refers to a schema elsewhere lends that its name.
    fn component(&mut self, name: &str, node: &'a Node) {
        if self.named.contains_key(&key(node)) {
            return;
        }
        let target = self.target_of(node);
        let lent = self
            .components
            .by_key
            .get(&key(target))
            .is_some_and(|owner| *owner == name);
        let schema = if lent { target } else { node };
        let name = Name {
            operation: None,
            base: name.to_owned(),
            path: Vec::new(),
        };
        let id = self.reserve(name, schema);
        self.named.insert(key(node), id);
        self.named.insert(key(schema), id);
        self.queue.push_back(Task::Define(id, schema));
    }

    fn finish(&mut self) {
        while let Some(task) = self.queue.pop_front() {
            match task {
                Task::Define(id, node) => self.define(id, node),
                Task::Struct(id, nodes, unions) => self.define_struct(id, &nodes, unions),
            }
        }
        passes::alias_cycles::shorten(&mut self.types);
        self.endless();
        self.nested_parameters();
        self.xml_as_text();
    }
}

fn docs(summary: Option<&str>, description: Option<&str>) -> Docs {
    let text = |text: Option<&str>| {
        text.filter(|text| !text.trim().is_empty())
            .map(str::to_owned)
    };
    Docs {
        summary: text(summary),
        description: text(description),
        ..Docs::default()
    }
}
