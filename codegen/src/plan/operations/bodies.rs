//! Request bodies: one method for each group of media types that are sent alike.
//!
//! In: the body of an operation. Out: for each group the arguments of its method, and the calls
//! that send them.

pub(crate) mod encodings;

use crate::{
    ir::{Body, Media, Operation, Payload, Type, TypeKind},
    names::words,
    plan::{
        Argument, ChainedCall, Expression, External, Problem, RustType, context::Context, docs,
    },
};

/// A body as one method sends it.
#[derive(Default)]
pub(crate) struct PlannedBody {
    /// What the method's name may end with, best first; the first method needs no suffix.
    pub(crate) suffixes: Vec<Vec<String>>,
    /// The media type.
    pub(crate) media: String,
    /// What is said of others.
    pub(crate) docs: Vec<String>,
    pub(crate) arguments: Vec<Argument>,
    pub(crate) chain: Vec<ChainedCall>,
}

impl PlannedBody {
    /// The document's description of the media type.
    pub(crate) fn media<'o>(&self, operation: &'o Operation) -> Option<&'o Media> {
        let mut all = operation.body.iter().flat_map(|body| &body.media);
        all.find(|media| media.name == self.media)
    }
}

/// Plans a body, whose argument is `body`: one for each type that it may have, best first. Media
/// types that are sent alike share one.
pub(crate) fn plan(
    context: &Context<'_>,
    operation: &Operation,
    body: &Body,
    problems: &mut Vec<Problem>,
) -> Vec<PlannedBody> {
    let mut groups: Vec<Vec<&Media>> = Vec::new();
    for media in &body.media {
        match groups.iter_mut().find(|group| sent_alike(group[0], media)) {
            Some(group) => group.push(media),
            None => groups.push(vec![media]),
        }
    }
    groups.sort_by_key(|group| rank(group[0]));
    let mut planned = Vec::new();
    for (index, mut group) in groups.into_iter().enumerate() {
        group.sort_by_key(|media| !is_plain_json(media));
        let optional = index == 0 && !body.required;
        let (arguments, chain) = send(context, operation, group[0], optional, problems);
        planned.push(PlannedBody {
            suffixes: if index == 0 {
                Vec::new()
            } else {
                suffixes(group[0])
            },
            media: group[0].name.clone(),
            docs: words_of(context, &group, optional),
            arguments,
            chain,
        });
    }
    planned
}

/// Whether one method can send both: they differ in the name of the media type only, which for
/// several parts says how they are put together.
fn sent_alike(one: &Media, other: &Media) -> bool {
    one.payload == other.payload && !matches!(one.payload, Payload::Multipart(..))
}

/// JSON can say most, and what is only bytes least.
fn rank(media: &Media) -> u8 {
    match &media.payload {
        Payload::Json(_) => 0,
        Payload::Form(..) => 1,
        Payload::Multipart(..) => 2,
        Payload::Text => 3,
        Payload::JsonLines(_) | Payload::Events(..) => 4,
        Payload::Bytes => 5,
    }
}

fn suffixes(media: &Media) -> Vec<Vec<String>> {
    let kind = match &media.payload {
        Payload::Json(_) => "json",
        Payload::Form(..) => "form",
        Payload::Multipart(..) => "multipart",
        Payload::Text => "text",
        Payload::JsonLines(_) => "json_lines",
        Payload::Events(..) | Payload::Bytes => "bytes",
    };
    let essence = media.name.split(';').next().unwrap_or_default();
    let subtype = essence.split_once('/').map_or(essence, |(_, name)| name);
    vec![words(kind), words(subtype)]
}

/// What is said of the body beside its type.
fn words_of(context: &Context<'_>, group: &[&Media], optional: bool) -> Vec<String> {
    let mut lines = accepted(group);
    if let (Payload::Json(ty), false) = (&group[0].payload, optional)
        && is_free_form(context, ty)
    {
        let what = match context.resolve(ty).0 {
            Type::Map(_) => "as a JSON object",
            Type::Array(_) => "as a JSON array",
            _ => "as JSON",
        };
        let text = format!("`body` is any value that serde writes {what}.");
        lines.extend(docs::text(&text));
    }
    lines
}

/// The media types that the body may be sent under, where there are several.
fn accepted(group: &[&Media]) -> Vec<String> {
    let others: Vec<String> = group
        .iter()
        .skip(1)
        .map(|media| docs::code(&media.name))
        .collect();
    if others.is_empty() {
        return Vec::new();
    }
    docs::text(&format!(
        "`content_type` sends the body as {} instead.",
        others.join(", ")
    ))
}

/// What a method takes for the body, and what it does with it.
fn send(
    context: &Context<'_>,
    operation: &Operation,
    media: &Media,
    optional: bool,
    problems: &mut Vec<Problem>,
) -> (Vec<Argument>, Vec<ChainedCall>) {
    let body = || Expression::Variable("body".to_owned());
    let name = Expression::Text(media.name.clone());
    let (ty, method, arguments) = match &media.payload {
        Payload::Json(ty) => {
            // Where a body may be left out, the type of `None` could not be inferred.
            let (ty, body) = if is_free_form(context, ty) && !optional {
                (serializable(), Expression::Json("body".to_owned()))
            } else if matches!(context.resolve(ty), (Type::Foreign(_), false)) {
                (sent(context, ty), Expression::Json("body".to_owned()))
            } else {
                (sent(context, ty), body())
            };
            if is_plain_json(media) {
                (ty, "json", vec![body])
            } else {
                (ty, "json_as", vec![name, body])
            }
        }
        Payload::Form(ty, _) => {
            let ty = sent(context, ty);
            let encodings = encodings::differing(context, media);
            match &encodings {
                Expression::Encodings(list) if list.is_empty() => (ty, "form", vec![body()]),
                _ => (ty, "form_as", vec![body(), encodings]),
            }
        }
        Payload::Multipart(ty, _) if is_object(context, ty) || is_sequence(context, ty) => {
            if is_form(media) && is_sequence(context, ty) && !has_names(media) {
                problems.push(unnamed(operation, media));
            }
            let ty = sent(context, ty);
            let encodings = encodings::differing(context, media);
            (ty, "multipart", vec![name, body(), encodings])
        }
        Payload::Multipart(..) => return untyped(operation, media, problems),
        Payload::JsonLines(item) => {
            let item = context.rust(item);
            let ty = RustType::Slice(Box::new(item)).reference();
            (ty, "json_lines", vec![name, body()])
        }
        Payload::Text if optional => (
            RustType::name("str").reference(),
            "text",
            vec![name, body()],
        ),
        Payload::Text => {
            let ty = RustType::name("String").into_argument();
            (ty, "text", vec![name, body()])
        }
        Payload::Bytes | Payload::Events(..) => {
            let ty = External::Body.ty();
            let ty = if optional { ty } else { ty.into_argument() };
            let name = if media.name.contains('*') {
                Expression::Text("application/octet-stream".to_owned())
            } else {
                name
            };
            (ty, "body", vec![name, body()])
        }
    };
    let (ty, chained) = match method {
        _ if !optional => (ty, ChainedCall { method, arguments }),
        "json" => (
            RustType::of("Option", ty),
            ChainedCall::new("optional_json", arguments),
        ),
        _ => {
            let sending = Expression::Closure(Box::new(ChainedCall { method, arguments }));
            (
                RustType::of("Option", ty),
                ChainedCall::new("maybe", [body(), sending]),
            )
        }
    };
    let name = "body".to_owned();
    (vec![Argument { name, ty }], vec![chained])
}

/// A multipart body whose parts have no names in the document: the caller writes it.
fn untyped(
    operation: &Operation,
    media: &Media,
    problems: &mut Vec<Problem>,
) -> (Vec<Argument>, Vec<ChainedCall>) {
    problems.push(Problem::media_type(
        operation,
        format!(
            "the parts of the `{}` body are not typed: its schema is not an object",
            media.name
        ),
        "the method takes the bytes of the whole body, and its content type with the boundary",
    ));
    let variable = |name: &str| Expression::Variable(name.to_owned());
    let arguments = vec![
        Argument {
            name: "content_type".to_owned(),
            ty: RustType::name("str").reference(),
        },
        Argument {
            name: "body".to_owned(),
            ty: External::Body.ty().into_argument(),
        },
    ];
    let chain = vec![ChainedCall::new(
        "body",
        [variable("content_type"), variable("body")],
    )];
    (arguments, chain)
}

/// The items of an array in a form, of whose parts the document has no names.
fn unnamed(operation: &Operation, media: &Media) -> Problem {
    Problem::media_type(
        operation,
        format!(
            "the parts of the `{}` body have no names in the document",
            media.name
        ),
        "files are sent as `file` and others as `item`: describe the body as an object whose properties are its parts, or set \
         another `Content-Disposition` by `part_header`",
    )
}

/// Whether each part must have a name (RFC 7578, section 4.2).
fn is_form(media: &Media) -> bool {
    let essence = media.name.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("multipart/form-data")
}

/// Whether the document says what the parts are called.
fn has_names(media: &Media) -> bool {
    let Payload::Multipart(_, encodings) = &media.payload else {
        return false;
    };
    let mut headers = encodings.iter().flat_map(|encoding| &encoding.headers);
    headers.any(|(name, _)| name.eq_ignore_ascii_case("content-disposition"))
}

/// Whether each value of the type is a part.
fn is_sequence(context: &Context<'_>, ty: &Type) -> bool {
    matches!(context.resolve(ty).0, Type::Array(_) | Type::Tuple(_))
}

/// Whether the values of the type have names, so that each becomes a part.
fn is_object(context: &Context<'_>, ty: &Type) -> bool {
    match context.resolve(ty).0 {
        Type::Map(_) | Type::KeyedMap(..) => true,
        Type::Named(id) => matches!(
            context.api.type_def(*id).kind,
            TypeKind::Struct(_) | TypeKind::Union(_)
        ),
        _ => false,
    }
}

/// The media type with the lowest rank; of equals, the first.
pub(crate) fn choose(media: &[Media], rank: fn(&Media) -> u8) -> Option<&Media> {
    media.iter().min_by_key(|media| rank(media))
}

/// Whether it is JSON under its own name, or under one for anything.
fn is_plain_json(media: &Media) -> bool {
    media.name.eq_ignore_ascii_case("application/json") || media.name.contains('*')
}

/// Whether a body is JSON of which the document says no more than that it is an object or an array.
fn is_free_form(context: &Context<'_>, ty: &Type) -> bool {
    match context.resolve(ty).0 {
        Type::Any => true,
        Type::Nullable(inner) | Type::Map(inner) => *context.resolve(inner).0 == Type::Any,
        Type::Array(item) => {
            let item = context.resolve(item).0;
            let of_any = |value: &Type| *context.resolve(value).0 == Type::Any;
            *item == Type::Any || matches!(item, Type::Map(value) if of_any(value))
        }
        _ => false,
    }
}

/// `&impl Serialize`: a map, a value of `serde_json`, or a type of the program's own.
fn serializable() -> RustType {
    RustType::ImplTrait("Serialize".to_owned()).reference()
}

/// A body is looked at, never taken: numbers and the like are borrowed, too.
fn sent(context: &Context<'_>, ty: &Type) -> RustType {
    match context.borrowed_type(ty) {
        RustType::Ref(inner) => RustType::Ref(inner),
        other => other.reference(),
    }
}
