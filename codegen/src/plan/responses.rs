//! Responses: what a call gives, and what its error holds.

mod media;
mod refusals;

use std::collections::BTreeMap;

use self::media::{chosen, is_plain_json, stream};
pub(super) use self::{
    media::{alternatives, headers, links},
    refusals::errors,
};
use super::{
    ByStatus, Expression, RustType, StatusPattern, StatusVariant, Step,
    context::{Context, Sheet},
    docs, lints,
};
use crate::{
    ir::{Media, Operation, Payload, Response, Status, Type},
    names::{Case, Scope, words},
};

/// What a body of a response is read as.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    Nothing,
    Json(RustType),
    Text,
    Bytes,
    /// Items of this type, by the call's method for such streams.
    Stream(RustType, &'static str),
}

/// What a call gives or refuses with.
pub(super) struct PlannedAnswer {
    pub(super) ty: RustType,
    pub(super) steps: Vec<Step>,
}

/// The types of one resource that are read by status; equal ones are one type.
#[derive(Default)]
pub(super) struct StatusTypes {
    pub(super) types: Vec<ByStatus>,
    by_arms: BTreeMap<Vec<(Status, Answer)>, String>,
}

/// What a call gives.
pub(super) fn output(
    context: &Context<'_>,
    operation: &Operation,
    full: &[String],
    types: &mut StatusTypes,
    scope: &mut Scope<'_>,
    sheet: &mut Sheet,
) -> PlannedAnswer {
    if operation.method == "HEAD" {
        return simple(Answer::Nothing, None, "returns", sheet);
    }
    let answers: Vec<(&Response, Answer, Option<&Media>)> = operation
        .successes()
        .map(|response| (response, answer(context, response, sheet), chosen(response)))
        .collect();
    let Some((_, first, media)) = answers.first() else {
        return simple(Answer::Nothing, None, "returns", sheet);
    };
    if answers.iter().all(|(_, answer, _)| answer == first) {
        return simple(first.clone(), *media, "returns", sheet);
    }
    let arms = answers
        .iter()
        .map(|(response, answer, _)| (*response, answer.clone()))
        .collect();
    by_status(context, arms, full, Side::Answer, types, scope, sheet)
}

/// What the error of a call holds: documented bodies in JSON.
pub(super) fn error(
    context: &Context<'_>,
    operation: &Operation,
    full: &[String],
    types: &mut StatusTypes,
    scope: &mut Scope<'_>,
    sheet: &mut Sheet,
) -> PlannedAnswer {
    let arms: Vec<(&Response, Answer)> = operation
        .refusals()
        .filter(|response| has_type(context, response))
        .map(|response| (response, answer(context, response, sheet)))
        .collect();
    match arms.first() {
        None => PlannedAnswer {
            ty: sheet.imports.runtime("NoError"),
            steps: Vec::new(),
        },
        Some((_, first)) if arms.iter().all(|(_, answer)| answer == first) => {
            simple(first.clone(), None, "errors", sheet)
        }
        Some(_) => by_status(context, arms, full, Side::Error, types, scope, sheet),
    }
}

/// Whether the body is JSON of which the document says what it holds.
fn has_type(context: &Context<'_>, response: &Response) -> bool {
    match chosen(response).map(|media| &media.payload) {
        Some(Payload::Json(ty)) => !matches!(context.resolve(ty).0, Type::Any | Type::Null),
        _ => false,
    }
}

/// The stream that an operation answers with beside what [`output`] gives.
pub(super) fn other_stream(
    context: &Context<'_>,
    operation: &Operation,
    sheet: &mut Sheet,
) -> Option<(String, PlannedAnswer)> {
    let responses: Vec<&Response> = operation.successes().collect();
    let is_only = responses.len() == 1
        && chosen(responses[0]).is_some_and(|media| stream(&media.payload).is_some());
    let mut media = responses.iter().flat_map(|response| &response.media);
    let media = media.find(|media| !is_only && stream(&media.payload).is_some())?;
    let (item, method) = stream(&media.payload)?;
    let answer = Answer::Stream(context.rust(item, sheet), method);
    Some((
        media.name.clone(),
        simple(answer, Some(media), "returns", sheet),
    ))
}

fn answer(context: &Context<'_>, response: &Response, sheet: &mut Sheet) -> Answer {
    match chosen(response).map(|media| &media.payload) {
        None | Some(Payload::Json(Type::Null)) => Answer::Nothing,
        Some(Payload::Json(ty)) => Answer::Json(context.rust(ty, sheet)),
        Some(Payload::Text) => Answer::Text,
        Some(payload) => match stream(payload) {
            Some((item, method)) => Answer::Stream(context.rust(item, sheet), method),
            None => Answer::Bytes,
        },
    }
}

/// One body for all statuses.
fn simple(
    answer: Answer,
    media: Option<&Media>,
    method: &'static str,
    sheet: &mut Sheet,
) -> PlannedAnswer {
    let format = |name: &'static str, sheet: &mut Sheet| {
        sheet.imports.runtime("Format");
        Step {
            method,
            arguments: vec![Expression::Path("Format", name)],
        }
    };
    let accept = media
        .filter(|media| !media.name.contains('*') && !is_plain_json(media))
        .map(|media| Step {
            method: "accept",
            arguments: vec![Expression::Text(media.name.clone())],
        });
    match answer {
        Answer::Nothing => PlannedAnswer {
            ty: RustType::Tuple(Vec::new()),
            steps: vec![format("Empty", sheet)],
        },
        Answer::Json(ty) => PlannedAnswer {
            ty,
            steps: accept.into_iter().collect(),
        },
        Answer::Text => {
            let format = format("Text", sheet);
            PlannedAnswer {
                ty: RustType::name("String"),
                steps: accept.into_iter().chain([format]).collect(),
            }
        }
        Answer::Stream(item, method) => {
            sheet.imports.runtime("EventStream");
            let name = media.map(|media| media.name.clone()).unwrap_or_default();
            PlannedAnswer {
                ty: RustType::of("EventStream", item),
                steps: vec![Step {
                    method,
                    arguments: vec![Expression::Text(name)],
                }],
            }
        }
        Answer::Bytes => {
            let format = format("Bytes", sheet);
            PlannedAnswer {
                ty: sheet.imports.runtime("Bytes"),
                steps: accept.into_iter().chain([format]).collect(),
            }
        }
    }
}

/// Whether a type by status stands for answers or for errors.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Answer,
    Error,
}

/// A body for each status.
fn by_status(
    context: &Context<'_>,
    mut arms: Vec<(&Response, Answer)>,
    full: &[String],
    side: Side,
    types: &mut StatusTypes,
    scope: &mut Scope<'_>,
    sheet: &mut Sheet,
) -> PlannedAnswer {
    let method = if side == Side::Answer {
        "returns"
    } else {
        "errors"
    };
    sheet.imports.runtime("Format");
    let steps = vec![Step {
        method,
        arguments: vec![Expression::Path("Format", "ByStatus")],
    }];
    arms.sort_by_key(|(response, _)| response.status);
    let key: Vec<(Status, Answer)> = arms
        .iter()
        .map(|(response, answer)| (response.status, answer.clone()))
        .collect();
    if let Some(name) = types.by_arms.get(&key) {
        return PlannedAnswer {
            ty: RustType::name(name),
            steps,
        };
    }
    let what = if side == Side::Answer {
        "response"
    } else {
        "error"
    };
    let name = scope.claim_any([full.iter().cloned().chain([what.to_owned()]).collect()]);
    let mut variant_names = Scope::new(Case::Pascal, "Other");
    let variants = arms
        .iter()
        .map(|(response, answer)| StatusVariant {
            docs: docs::member_text(response.description.as_deref()),
            name: variant_names.claim(&words(&status_name(response.status))),
            ty: variant_type(answer, sheet),
            read: match answer {
                Answer::Text => "text",
                Answer::Bytes | Answer::Stream(..) => "bytes",
                Answer::Nothing | Answer::Json(_) => "json",
            },
        })
        .collect();
    let patterns = arms
        .iter()
        .enumerate()
        .map(|(index, (response, _))| (pattern(response.status), index))
        .collect();
    let title = if side == Side::Answer {
        "What the answer holds, by status."
    } else {
        "What a refusal holds, by status."
    };
    types.by_arms.insert(key, name.clone());
    let sizes =
        arms.iter().map(
            |(response, _)| match chosen(response).map(|media| &media.payload) {
                Some(Payload::Json(ty)) => context.size(ty),
                Some(_) => (24, 32),
                None => (0, 0),
            },
        );
    let lints = lints::on_sizes(sizes.collect());
    types.types.push(ByStatus {
        lints,
        docs: vec![title.to_owned()],
        name: name.clone(),
        variants,
        arms: patterns,
    });
    PlannedAnswer {
        ty: RustType::name(&name),
        steps,
    }
}

fn variant_type(answer: &Answer, sheet: &mut Sheet) -> Option<RustType> {
    match answer {
        Answer::Nothing => None,
        Answer::Json(ty) => Some(ty.clone()),
        Answer::Text => Some(RustType::name("String")),
        Answer::Bytes | Answer::Stream(..) => Some(sheet.imports.runtime("Bytes")),
    }
}

fn pattern(status: Status) -> StatusPattern {
    match status {
        Status::Code(code) => StatusPattern::Codes(vec![code]),
        Status::Range(hundreds) => {
            let from = u16::from(hundreds) * 100;
            StatusPattern::Range(from, from + 99)
        }
        Status::Default => StatusPattern::Any,
    }
}

/// What a status is called in RFC 9110.
fn status_name(status: Status) -> String {
    let name = match status {
        Status::Code(code) => match code {
            200 => "ok",
            201 => "created",
            202 => "accepted",
            203 => "non authoritative information",
            204 => "no content",
            205 => "reset content",
            206 => "partial content",
            207 => "multi status",
            400 => "bad request",
            401 => "unauthorized",
            402 => "payment required",
            403 => "forbidden",
            404 => "not found",
            405 => "method not allowed",
            406 => "not acceptable",
            408 => "request timeout",
            409 => "conflict",
            410 => "gone",
            411 => "length required",
            412 => "precondition failed",
            413 => "content too large",
            415 => "unsupported media type",
            416 => "range not satisfiable",
            422 => "unprocessable content",
            423 => "locked",
            424 => "failed dependency",
            428 => "precondition required",
            429 => "too many requests",
            500 => "internal server error",
            501 => "not implemented",
            502 => "bad gateway",
            503 => "service unavailable",
            504 => "gateway timeout",
            _ => return format!("status {code}"),
        },
        Status::Range(2) => "success",
        Status::Range(4) => "client error",
        Status::Range(5) => "server error",
        Status::Range(hundreds) => return format!("status {hundreds}xx"),
        Status::Default => "other",
    };
    name.to_owned()
}
