//! The types of multipart bodies: files in the place of bytes.
//!
//! In: the API, and the properties that are files. Out: the same, with files among the direct
//! members of the bodies; deeper ones are JSON. A type that is JSON elsewhere stays unchanged, and
//! the body gets a copy.

pub(crate) mod binary;
mod json_types;

use self::json_types::json_types;
use crate::hash::{HashMap, HashSet};
use crate::ir::{
    Additional, Api, Media, Payload, Scalar, Select, Type, TypeDef, TypeId, TypeKind, Union,
    Variant,
};
use crate::lower::operation::body::{
    encoding::ITEM,
    files::{FilePart, Multipart},
};

/// How many aliases are followed.
const MAX_DEPTH: u32 = 64;

/// Puts files in the place of bytes. A union that is made of one in `any_of` is put there, too.
pub(crate) fn make_files(api: &mut Api, bodies: &[Multipart], any_of: &mut Vec<TypeId>) {
    let mut known: HashMap<&Type, HashMap<String, FilePart>> = HashMap::default();
    for body in bodies {
        known
            .entry(&body.ty)
            .or_default()
            .extend(body.files.clone());
    }
    let mut sent = Vec::new();
    for media in requests(api) {
        if let Payload::Multipart(ty, _) = &media.payload {
            sent.push(ty.clone());
        }
    }
    if sent.is_empty() {
        return;
    }
    let mut files: HashMap<TypeId, HashMap<String, FilePart>> = HashMap::default();
    for ty in &sent {
        let own = known.get(ty).cloned().unwrap_or_default();
        for id in part_types(&api.types, ty) {
            files.entry(id).or_default().extend(own.clone());
        }
    }
    let json = json_types(api, &sent, &files);
    let names = sent
        .iter()
        .map(|ty| known.get(ty).cloned().unwrap_or_default());
    let names: Vec<HashMap<String, FilePart>> = names.collect();
    let mut making = Making {
        types: &mut api.types,
        any_of,
        json,
        files,
        made: HashMap::default(),
    };
    let mut made = sent
        .iter()
        .zip(&names)
        .map(|(ty, files)| making.whole(ty, files))
        .collect::<Vec<_>>()
        .into_iter();
    for media in requests(api) {
        if let Payload::Multipart(ty, _) = &mut media.payload {
            *ty = made.next().unwrap_or_else(|| ty.clone());
        }
    }
}

/// What the operations send.
fn requests(api: &mut Api) -> impl Iterator<Item = &mut Media> {
    let operations = api.operations.iter_mut();
    let bodies = operations.filter_map(|operation| operation.body.as_mut());
    bodies.flat_map(|body| &mut body.media)
}

/// The types whose members are parts of a body: its own, and those that replace it.
fn part_types(types: &[TypeDef], ty: &Type) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut seen = HashSet::default();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        match ty {
            Type::Nullable(inner) => open.push(inner),
            Type::Named(id) if seen.insert(*id) => {
                found.push(*id);
                match &types[id.index()].kind {
                    TypeKind::Struct(object) => {
                        open.extend(object.flattened.iter().map(|(_, ty)| ty));
                    }
                    kind => open.extend(kind.types()),
                }
            }
            _ => {}
        }
    }
    found
}

/// One run over the bodies.
struct Making<'t> {
    types: &'t mut Vec<TypeDef>,
    any_of: &'t mut Vec<TypeId>,
    /// By type, of those that were there before: whether it is JSON in another place.
    json: Vec<bool>,
    /// By type: its members of which their types don't say that they are files.
    files: HashMap<TypeId, HashMap<String, FilePart>>,
    /// By type: the one that replaces it in bodies.
    made: HashMap<TypeId, TypeId>,
}

impl Making<'_> {
    /// The type of a body: an object of parts, or a sequence of them.
    fn whole(&mut self, ty: &Type, files: &HashMap<String, FilePart>) -> Type {
        let others = files.get(ITEM).copied();
        match ty {
            Type::Array(item) => Type::Array(Box::new(self.part(item, others, None, 0))),
            Type::Tuple(items) => {
                let parts = items.iter().enumerate().map(|(index, item)| {
                    let part = files.get(&index.to_string()).copied();
                    self.part(item, part.or(others), None, 0)
                });
                Type::Tuple(parts.collect())
            }
            ty => self.body(ty, 0),
        }
    }

    /// The type of a body, whose members are parts.
    fn body(&mut self, ty: &Type, depth: u32) -> Type {
        let id = match ty {
            _ if depth > MAX_DEPTH => return ty.clone(),
            Type::Nullable(inner) => return Type::nullable(self.body(inner, depth + 1)),
            Type::Map(item) => return Type::Map(Box::new(self.part(item, None, None, depth + 1))),
            Type::KeyedMap(key, item) => {
                let item = self.part(item, None, None, depth + 1);
                return Type::KeyedMap(*key, Box::new(item));
            }
            Type::Named(id) => *id,
            _ => return ty.clone(),
        };
        if let Some(made) = self.made.get(&id) {
            return Type::Named(*made);
        }
        let mut kind = self.types[id.index()].kind.clone();
        self.made.insert(id, id);
        match &mut kind {
            TypeKind::Alias(target, _) => {
                self.made.remove(&id);
                let made = self.body(target, depth + 1);
                return if made == *target { ty.clone() } else { made };
            }
            TypeKind::Union(union) => {
                for variant in &mut union.variants {
                    variant.ty = self.body(&variant.ty, depth + 1);
                }
            }
            TypeKind::Struct(object) => {
                let files = self.files.get(&id).cloned().unwrap_or_default();
                for field in &mut object.fields {
                    let part = files.get(&field.name).copied();
                    let place = Some((id, field.name.as_str()));
                    field.ty = self.part(&field.ty, part, place, depth + 1);
                }
                if let Additional::Typed(ty) = &mut object.additional {
                    *ty = self.part(ty, None, None, depth + 1);
                }
                for (_, ty) in &mut object.flattened {
                    *ty = self.body(ty, depth + 1);
                }
            }
            TypeKind::Enumeration(_) | TypeKind::Constant(..) => {}
        }
        Type::Named(self.keep(id, kind))
    }

    /// The type of a part. `place`: the struct and the field that it is in, from which a new type
    /// gets its name.
    fn part(
        &mut self,
        ty: &Type,
        part: Option<FilePart>,
        place: Option<(TypeId, &str)>,
        depth: u32,
    ) -> Type {
        match ty {
            _ if depth > MAX_DEPTH => ty.clone(),
            Type::Scalar(Scalar::Binary) => Type::Scalar(Scalar::File),
            Type::Scalar(Scalar::String) | Type::Any if part == Some(FilePart::File) => {
                Type::Scalar(Scalar::File)
            }
            Type::Scalar(_) => self.with_text(ty, part, place),
            Type::Foreign(_) => ty.clone(),
            Type::Array(item) => Type::Array(Box::new(self.part(item, part, place, depth + 1))),
            Type::Nullable(value) => Type::nullable(self.part(value, part, place, depth + 1)),
            Type::Named(id) => {
                if let Some(made) = self.made.get(id) {
                    return Type::Named(*made);
                }
                match self.types[id.index()].kind.clone() {
                    TypeKind::Alias(target, _) => {
                        let made = self.part(&target, part, place, depth + 1);
                        if made == target { ty.clone() } else { made }
                    }
                    TypeKind::Union(mut union) => {
                        self.made.insert(*id, *id);
                        for variant in &mut union.variants {
                            let made = self.part(&variant.ty, None, None, depth + 1);
                            // A name that only says what JSON calls it would mislead.
                            if made != variant.ty && variant.name.starts_with("string") {
                                variant.name = variant.name.replacen("string", "file", 1);
                            }
                            variant.ty = made;
                        }
                        Type::Named(self.keep(*id, TypeKind::Union(union)))
                    }
                    TypeKind::Enumeration(_) => self.with_text(ty, part, place),
                    _ => ty.clone(),
                }
            }
            Type::Any | Type::Null | Type::Map(_) | Type::KeyedMap(..) | Type::Tuple(_) => {
                ty.clone()
            }
        }
    }

    /// A file or the text, where a part may be both.
    fn with_text(
        &mut self,
        ty: &Type,
        part: Option<FilePart>,
        place: Option<(TypeId, &str)>,
    ) -> Type {
        let (Some(FilePart::FileOrText), Some((id, field))) = (part, place) else {
            return ty.clone();
        };
        let mut name = self.types[id.index()].name.child(field);
        // The values that a text may have were called so until now.
        if let Type::Named(text) = ty
            && self.types[text.index()].name == name
        {
            if self.is_json(*text) {
                name.path.push("part".to_owned());
            } else {
                self.types[text.index()].name.path.push("text".to_owned());
            }
        }
        let variants = vec![
            Variant::new("file", Type::Scalar(Scalar::File)),
            Variant::new("text", ty.clone()),
        ];
        let union = TypeKind::Union(Union::new(variants, Select::Shape));
        Type::Named(self.push(id, TypeDef::new(name, union)))
    }

    /// Whether a type is JSON, or text, in another place.
    fn is_json(&self, id: TypeId) -> bool {
        self.json.get(id.index()) == Some(&true)
    }

    /// Gives a type its new definition, or leaves it as it is where it is JSON and makes another
    /// one.
    fn keep(&mut self, id: TypeId, kind: TypeKind) -> TypeId {
        let is_json = self.is_json(id);
        let def = &mut self.types[id.index()];
        if def.kind == kind {
            return id;
        }
        if !is_json {
            def.kind = kind;
            return id;
        }
        let mut docs = def.docs.clone();
        if docs.is_empty() {
            docs.description = Some("The parts of a multipart body.".to_owned());
        }
        let name = def.name.child("multipart");
        let copy = TypeDef {
            docs,
            ..TypeDef::new(name, kind)
        };
        let made = self.push(id, copy);
        if self.any_of.contains(&id) {
            self.any_of.push(made);
        }
        self.made.insert(id, made);
        made
    }

    /// Adds a type with the schema of another one.
    fn push(&mut self, of: TypeId, def: TypeDef) -> TypeId {
        let id = TypeId::new(self.types.len());
        let origin = self.types[of.index()].origin.clone();
        self.types.push(TypeDef { origin, ..def });
        id
    }
}
