//! Bodies by status: the type of a response or an error that depends on the status, or on the
//! media type.
//!
//! In: the responses and what their bodies are read as. Out: an enum over them.

use super::{PlannedOutput, ResponseBody, StatusTypes, read::Read};
use crate::{
    ir::{Media, Payload, Response, Status, Type},
    names::{Case, Ledger, Scope, Section, Wish, pascal, words},
    plan::{
        ByStatus, ChainedCall, Expression, External, Item, RustType, StatusArm, StatusPattern,
        StatusVariant, context::Context, docs, naming::MethodNames,
    },
};

/// A body of a response.
pub(super) struct Arm<'r> {
    response: &'r Response,
    media: Vec<&'r Media>,
    /// Whether it is the body of these media types only.
    pub(super) by_media: bool,
    pub(super) body: ResponseBody,
}

/// What makes two arms the same; the last is the name of the variant.
pub(super) type Identity = (Status, Vec<String>, ResponseBody, String);

impl<'r> Arm<'r> {
    /// The only body of a response.
    pub(super) fn of(response: &'r Response, media: Option<&'r Media>, body: ResponseBody) -> Self {
        Self {
            response,
            media: media.into_iter().collect(),
            by_media: false,
            body,
        }
    }

    fn identity(&self, name: &str) -> Identity {
        let body = self.body.clone();
        (self.response.status, self.names(), body, name.to_owned())
    }

    /// The media types that it is limited to.
    fn names(&self) -> Vec<String> {
        let media = self.media.iter().filter(|_| self.by_media);
        media.map(|media| media.name.clone()).collect()
    }

    /// The key of its variant: the first of its media types that the lock knows, since another
    /// one may be added before it.
    fn key(&self, ledger: &Ledger<'_>, prefix: &str) -> String {
        let status = match self.response.status {
            Status::Code(code) => code.to_string(),
            Status::Range(hundreds) => format!("{hundreds}XX"),
            Status::Default => "default".to_owned(),
        };
        let media = self.media.iter();
        let keys = media.map(|media| format!("{prefix}{status} {}", media.name));
        let keys: Vec<String> = keys.collect();
        let is_known = |key: &&String| ledger.locked(Section::Variants, key).is_some();
        let known = keys.iter().find(is_known).or(keys.first()).cloned();
        known.unwrap_or_else(|| format!("{prefix}{status}"))
    }

    /// What its variant would like to be called. A further body in JSON may ask for the name of the
    /// status, unless this one is JSON's own or no JSON at all.
    fn wish(&self) -> Wish<'static> {
        let plain = words(&status_name(self.response.status));
        let is_other = matches!(self.body, ResponseBody::Json(_))
            && self
                .media
                .first()
                .is_some_and(|media| media.name != "application/json");
        Wish {
            text: pascal(&plain).into(),
            words: vec![self.name(plain)],
            tier: u8::from(is_other),
            tie: 0,
        }
    }

    /// The words for the status, and what distinguishes its media type from JSON.
    fn name(&self, mut name: Vec<String>) -> Vec<String> {
        let media = self.media.first().filter(|_| self.by_media);
        let said = media.map_or("", |media| media.name.as_str()).split(';');
        for (index, part) in said.enumerate() {
            let part = if index == 0 {
                let subtype = part.split_once('/').map_or(part, |(_, subtype)| subtype);
                let subtype = subtype.trim();
                subtype.strip_suffix("json").unwrap_or(subtype)
            } else {
                part.trim()
            };
            if part != "*" && !part.to_ascii_lowercase().starts_with("charset") {
                name.extend(words(part.trim_end_matches('+')));
            }
        }
        name
    }
}

/// The bodies in JSON that have a type: several if that depends on the media type.
pub(super) fn typed<'r>(context: &Context<'_>, response: &'r Response) -> Vec<Arm<'r>> {
    let mut groups: Vec<(Type, Vec<&Media>)> = Vec::new();
    let mut other = false;
    for media in &response.media {
        let Payload::Json(ty) = &media.payload else {
            continue;
        };
        let ty = context.canonical(ty);
        if matches!(ty, Type::Any | Type::Null) {
            other = true;
        } else if let Some((_, group)) = groups.iter_mut().find(|(other, _)| *other == ty) {
            group.push(media);
        } else {
            groups.push((ty, vec![media]));
        }
    }
    let by_media = groups.len() > 1 || other;
    // A range is sorted after the statuses in it, and a name after the same one with parameters.
    groups.sort_by_key(|(_, media)| {
        let name = media.first().map_or("", |media| media.name.as_str());
        let parameters = name.split(';').skip(1);
        let parameters = parameters.filter(|one| !one.trim_start().starts_with("charset"));
        (
            name.matches('*').count(),
            std::cmp::Reverse(parameters.count()),
        )
    });
    let arms = groups.into_iter().filter_map(|(_, media)| {
        let Payload::Json(ty) = &media.first()?.payload else {
            return None;
        };
        let body = ResponseBody::Json(Read::of(context, ty));
        Some(Arm {
            response,
            media,
            by_media,
            body,
        })
    });
    arms.collect()
}

/// Whether a type by status is one of responses or of errors.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Success,
    Error,
}

/// A type with a variant for each body.
pub(super) fn plan(
    context: &Context<'_>,
    mut arms: Vec<Arm<'_>>,
    names: &MethodNames,
    side: Side,
    types: &mut StatusTypes<'_>,
) -> PlannedOutput {
    arms.sort_by_key(|arm| arm.response.status);
    let (method, what, response) = match side {
        Side::Success => ("returns", "response", "a successful"),
        Side::Error => ("errors", "error", "an error"),
    };
    let (key, name) = types.claim(context.ledger, names, what);
    let docs = vec![format!("The body of {response} response, by status.")];
    let format = Expression::Path("Format", "ByStatus");
    let planned = PlannedOutput {
        ty: RustType::name(&name),
        chain: vec![ChainedCall::new(method, [format])],
    };
    let variant_names = variant_names(context.ledger, &arms, &key);
    let same = arms.iter().zip(&variant_names);
    let same: Vec<Identity> = same.map(|(arm, name)| arm.identity(name)).collect();
    if let Some(first) = types.by_arms.get(&same).cloned() {
        types.alias(docs, name, &first);
        return planned;
    }
    let variants = arms
        .iter()
        .zip(variant_names)
        .map(|(arm, name)| StatusVariant {
            docs: docs::member_text(arm.response.description.as_deref()),
            name,
            ty: variant_type(&arm.body),
            read: match arm.body {
                ResponseBody::Text => "text",
                ResponseBody::Bytes | ResponseBody::Stream(..) => "bytes",
                ResponseBody::Nothing | ResponseBody::Json(_) => "json",
            },
        })
        .collect();
    let patterns = arms
        .iter()
        .enumerate()
        .map(|(index, arm)| StatusArm {
            statuses: pattern(arm.response.status),
            media: arm.names(),
            variant: index,
        })
        .collect();
    types.by_arms.insert(same, name.clone());
    types.items.push(Item::ByStatus(ByStatus {
        docs,
        name,
        variants,
        arms: patterns,
    }));
    planned
}

/// The names of the variants. `key`: that of their type.
fn variant_names(ledger: &Ledger<'_>, arms: &[Arm<'_>], key: &str) -> Vec<String> {
    let prefix = format!("{key}#");
    let mut scope = Scope::new(Case::Pascal, "Other");
    ledger.keep(&mut scope, Section::Variants, &prefix);
    let wishes: Vec<Wish<'_>> = arms.iter().map(Arm::wish).collect();
    let keys = arms.iter().map(|arm| arm.key(ledger, &prefix));
    ledger.claim_all(&mut scope, Section::Variants, keys, &wishes)
}

fn variant_type(body: &ResponseBody) -> Option<RustType> {
    match body {
        ResponseBody::Nothing => None,
        ResponseBody::Json(ty) => Some(ty.written.clone()),
        ResponseBody::Text => Some(RustType::name("String")),
        ResponseBody::Bytes | ResponseBody::Stream(..) => Some(External::Bytes.ty()),
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
pub(super) fn status_name(status: Status) -> String {
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

#[cfg(test)]
mod tests {
    use crate::plan::tests::snippet::assert_outline;

    #[test]
    fn responses_of_several_types_are_one_type_by_status() {
        assert_outline(
            "
                paths:
                  /a:
                    get:
                      operationId: job
                      tags: [jobs]
                      responses:
                        '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Done'}}}}
                        '202': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Waiting'}}}}
                components:
                  schemas:
                    Done: {properties: {a: {type: string}}}
                    Waiting: {properties: {b: {type: string}}}
            ",
            "
                models.rs: Done, Waiting
                jobs.rs: Jobs (list), JobResponse
            ",
        );
    }
}
