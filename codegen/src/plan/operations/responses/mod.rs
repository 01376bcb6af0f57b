//! Responses: what a call returns, and the body of its error.
//!
//! In: the responses of an operation. Out: the types of both, and the calls that say how to read
//! them.

mod by_status;
mod headers;
mod media;
mod read;
mod refusals;

use std::collections::BTreeMap;

use self::{
    by_status::{Arm, Side, status_name},
    media::{chosen, is_plain_json, stream},
    read::Read,
};
pub(crate) use self::{
    headers::plan as headers,
    media::{alternatives, links, undescribed},
    refusals::errors,
};
use crate::{
    ir::{Media, Operation, Payload, Response, Status, Type},
    names::{Ledger, Scope, Section},
    plan::{
        Alias, ChainedCall, Deprecation, Expression, External, Item, RustType, context::Context,
        naming::MethodNames,
    },
};

/// What a body of a response is read as.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum ResponseBody {
    Nothing,
    Json(Read),
    Text,
    Bytes,
    /// Items of this type, by the call's method for such streams.
    Stream(Read, &'static str),
}

/// The type of a body, and how it is read.
pub(crate) struct PlannedOutput {
    pub(crate) ty: RustType,
    pub(crate) chain: Vec<ChainedCall>,
}

impl PlannedOutput {
    /// Lets the items of a stream fail as the call does.
    pub(crate) fn failing_as(mut self, error: &RustType) -> Self {
        if let RustType::Name(name, arguments) = &mut self.ty
            && name == "EventStream"
            && *error != RustType::name("NoError")
        {
            arguments.push(error.clone());
        }
        self
    }
}

/// The types of one resource that are read by status; of equal ones, the later are aliases of the
/// first. Each operation names its own, which stay when those of another one change.
pub(crate) struct StatusTypes<'p> {
    /// The names of the types in the file.
    pub(crate) scope: Scope<'p>,
    pub(crate) items: Vec<Item>,
    by_arms: BTreeMap<Vec<by_status::Identity>, String>,
}

impl<'p> StatusTypes<'p> {
    pub(crate) fn new(scope: Scope<'p>) -> Self {
        Self {
            scope,
            items: Vec::new(),
            by_arms: BTreeMap::new(),
        }
    }

    /// The key and the name of an operation's own type. `what`: the last word of both.
    fn claim(&mut self, ledger: &Ledger<'_>, names: &MethodNames, what: &str) -> (String, String) {
        let key = format!("{} {what}", names.key);
        let wish = [names.full.as_slice(), &[what.to_owned()]].concat();
        let name = ledger.claim_any(&mut self.scope, Section::Calls, &key, [wish]);
        (key, name)
    }

    /// Adds another name for a type.
    fn alias(&mut self, docs: Vec<String>, name: String, of: &str) {
        self.items.push(Item::Alias(Alias {
            docs,
            name,
            deprecated: Deprecation::No,
            ty: RustType::name(of),
        }));
    }
}

/// What a call returns.
pub(crate) fn output(
    context: &Context<'_>,
    operation: &Operation,
    names: &MethodNames,
    types: &mut StatusTypes<'_>,
) -> PlannedOutput {
    if operation.method == "HEAD" {
        return simple(ResponseBody::Nothing, None, "returns");
    }
    let bodies: Vec<(&Response, ResponseBody, Option<&Media>)> = operation
        .successes()
        .map(|response| (response, body(context, response), chosen(response)))
        .collect();
    let Some((_, first, media)) = bodies.first() else {
        return simple(ResponseBody::Nothing, None, "returns");
    };
    if bodies.iter().all(|(_, body, _)| body == first) {
        let mut planned = simple(first.clone(), *media, "returns");
        let others = media::other_json(context, operation);
        if matches!(first, ResponseBody::Json(_)) && !others.is_empty() {
            let arguments = vec![Expression::Names(others)];
            let format = Expression::Variant("Format", "JsonExcept", arguments);
            planned.chain.push(ChainedCall::new("returns", [format]));
        }
        return planned;
    }
    let arms = bodies
        .iter()
        .flat_map(|(response, body, media)| {
            let by_media = by_status::typed(context, response);
            if by_media.len() > 1 {
                return by_media;
            }
            vec![Arm::of(response, *media, body.clone())]
        })
        .collect();
    by_status::plan(context, arms, names, Side::Success, types)
}

/// The body of an error: documented ones in JSON.
pub(crate) fn error(
    context: &Context<'_>,
    operation: &Operation,
    names: &MethodNames,
    types: &mut StatusTypes<'_>,
) -> PlannedOutput {
    let arms: Vec<Arm<'_>> = operation
        .refusals()
        .flat_map(|response| by_status::typed(context, response))
        .collect();
    match arms.first() {
        None => PlannedOutput {
            ty: External::NoError.ty(),
            chain: Vec::new(),
        },
        Some(first)
            if arms
                .iter()
                .all(|arm| !arm.by_media && arm.body == first.body) =>
        {
            simple(first.body.clone(), None, "errors")
        }
        Some(_) => by_status::plan(context, arms, names, Side::Error, types),
    }
}

/// Whether a body in JSON has a type.
fn has_type(context: &Context<'_>, response: &Response) -> bool {
    response.media.iter().any(|media| match &media.payload {
        Payload::Json(ty) => !matches!(context.resolve(ty).0, Type::Any | Type::Null),
        _ => false,
    })
}

/// The stream that an operation may respond with, besides what [`output`] returns.
pub(crate) fn other_stream(
    context: &Context<'_>,
    operation: &Operation,
) -> Option<(String, PlannedOutput)> {
    let responses: Vec<&Response> = operation.successes().collect();
    let is_only = responses.len() == 1
        && chosen(responses[0]).is_some_and(|media| stream(&media.payload).is_some());
    let mut media = responses.iter().flat_map(|response| &response.media);
    let media = media.find(|media| !is_only && stream(&media.payload).is_some())?;
    let (item, method) = stream(&media.payload)?;
    let body = ResponseBody::Stream(Read::of(context, item), method);
    Some((media.name.clone(), simple(body, Some(media), "returns")))
}

fn body(context: &Context<'_>, response: &Response) -> ResponseBody {
    match chosen(response).map(|media| &media.payload) {
        None | Some(Payload::Json(Type::Null)) => ResponseBody::Nothing,
        Some(Payload::Json(ty)) => ResponseBody::Json(Read::of(context, ty)),
        Some(Payload::Text) => ResponseBody::Text,
        Some(payload) => match stream(payload) {
            Some((item, method)) => ResponseBody::Stream(Read::of(context, item), method),
            None => ResponseBody::Bytes,
        },
    }
}

/// One body for all statuses.
fn simple(body: ResponseBody, media: Option<&Media>, method: &'static str) -> PlannedOutput {
    let format = |name| ChainedCall::new(method, [Expression::Path("Format", name)]);
    let accept = media
        .filter(|media| !media.name.contains('*') && !is_plain_json(media))
        .map(|media| ChainedCall::new("accept", [Expression::Text(media.name.clone())]));
    let (ty, first, second) = match body {
        ResponseBody::Nothing => (RustType::Tuple(Vec::new()), None, Some(format("Empty"))),
        ResponseBody::Json(ty) => (ty.written, accept, None),
        ResponseBody::Text => (RustType::name("String"), accept, Some(format("Text"))),
        ResponseBody::Bytes => (External::Bytes.ty(), accept, Some(format("Bytes"))),
        ResponseBody::Stream(item, method) => {
            let name = media.map(|media| media.name.clone()).unwrap_or_default();
            let stream = ChainedCall::new(method, [Expression::Text(name)]);
            let ty = RustType::of("EventStream", item.written);
            (ty, Some(stream), media.and_then(sentinel))
        }
    };
    PlannedOutput {
        ty,
        chain: first.into_iter().chain(second).collect(),
    }
}

/// How a call asks for a stream or for the whole, and which other method reads the other one.
pub(crate) fn switched(operation: &Operation, other: Option<&str>) -> Vec<ChainedCall> {
    let chained = |method, texts: &[&String]| {
        let texts = texts.iter().map(|text| Expression::Text((*text).clone()));
        ChainedCall::new(method, texts)
    };
    let switch = operation.switch.as_ref().map(|switch| {
        let member = &switch.member;
        match (&switch.words, switch.in_query, switch.both) {
            (Some([stream, whole]), false, _) => {
                chained("switched_between", &[member, stream, whole])
            }
            (Some([stream, whole]), true, _) => {
                chained("query_switched_between", &[member, stream, whole])
            }
            (None, true, true) => chained("query_switched_by", &[member]),
            (None, true, false) => chained("query_streamed_by", &[member]),
            (None, false, true) => chained("switched_by", &[member]),
            (None, false, false) => chained("streamed_by", &[member]),
        }
    });
    let other = other.map(|name| chained("beside", &[&name.to_owned()]));
    switch.into_iter().chain(other).collect()
}

/// What ends the stream, unless it is what ends most.
fn sentinel(media: &Media) -> Option<ChainedCall> {
    let Payload::Events(_, events) = &media.payload else {
        return None;
    };
    let data = events.sentinel.as_ref().filter(|data| *data != "[DONE]")?;
    Some(ChainedCall::new(
        "sentinel",
        [Expression::Text(data.clone())],
    ))
}
