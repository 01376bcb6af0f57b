//! Request bodies: which of the media types a method sends, and how.

use super::{
    Argument, Expression, Problem, RustType, Step,
    context::{Context, Sheet},
};
use crate::ir::{Body, Media, Operation, Payload, Type};

/// What a method does about its body.
#[derive(Default)]
pub(super) struct PlannedBody {
    pub(super) arguments: Vec<Argument>,
    pub(super) steps: Vec<Step>,
}

/// Plans the body, whose argument is `body`. Of several media types, one is sent; that others are
/// not is told.
pub(super) fn plan(
    context: &Context<'_>,
    operation: &Operation,
    body: &Body,
    sheet: &mut Sheet,
    problems: &mut Vec<Problem>,
) -> PlannedBody {
    let name = "body".to_owned();
    let Some(chosen) = choose(&body.media, rank) else {
        return PlannedBody::default();
    };
    if let Some(other) = body.media.iter().find(|media| rank(media) != rank(chosen)) {
        let message = format!(
            "the body is sent as `{}`; `{}` has no method yet",
            chosen.name, other.name
        );
        let help = format!(
            "nothing to do where the server takes `{}`; otherwise an overlay can remove that one",
            chosen.name
        );
        problems.push(Problem::media_type(operation, message, help));
    }
    let variable = Expression::Variable(name.clone());
    let step = |method, arguments| vec![Step { method, arguments }];
    let media = Expression::Text(chosen.name.clone());
    let is_plain_json =
        chosen.name.eq_ignore_ascii_case("application/json") || chosen.name.contains('*');
    match &chosen.payload {
        Payload::Json(ty) => {
            let optional = !body.required && is_plain_json;
            let ty = sent(context, ty, sheet);
            let ty = if optional {
                RustType::of("Option", ty)
            } else {
                ty
            };
            let steps = match (optional, is_plain_json) {
                (true, _) => step("optional_json", vec![variable]),
                (false, true) => step("json", vec![variable]),
                (false, false) => step("json_as", vec![media, variable]),
            };
            PlannedBody {
                arguments: vec![Argument { name, ty }],
                steps,
            }
        }
        Payload::Form(ty, _) => PlannedBody {
            arguments: vec![Argument {
                name,
                ty: sent(context, ty, sheet),
            }],
            steps: step("form", vec![variable]),
        },
        Payload::Multipart(..) => {
            problems.push(Problem::media_type(
                operation,
                format!("the parts of the `{}` body are not typed", chosen.name),
                "the method takes the bytes of the whole body, and its content type with the boundary"
                    .to_owned(),
            ));
            let content_type = Argument {
                name: "content_type".to_owned(),
                ty: RustType::name("str").reference(),
            };
            let ty = sheet.imports.runtime("Bytes").into_argument();
            let steps = step(
                "body",
                vec![Expression::Variable(content_type.name.clone()), variable],
            );
            PlannedBody {
                arguments: vec![content_type, Argument { name, ty }],
                steps,
            }
        }
        Payload::Text => {
            let ty = RustType::name("String").into_argument();
            PlannedBody {
                arguments: vec![Argument { name, ty }],
                steps: step("text", vec![media, variable]),
            }
        }
        Payload::Bytes | Payload::EventStream(_) | Payload::JsonLines(_) => {
            let ty = sheet.imports.runtime("Bytes").into_argument();
            let media = if chosen.name.contains('*') {
                Expression::Text("application/octet-stream".to_owned())
            } else {
                media
            };
            PlannedBody {
                arguments: vec![Argument { name, ty }],
                steps: step("body", vec![media, variable]),
            }
        }
    }
}

/// The media type with the lowest rank; of equals, the first.
pub(super) fn choose(media: &[Media], rank: fn(&Media) -> u8) -> Option<&Media> {
    media.iter().min_by_key(|media| rank(media))
}

/// JSON can say most, and what is only bytes least.
fn rank(media: &Media) -> u8 {
    match &media.payload {
        Payload::Json(_) => 0,
        Payload::Form(..) => 1,
        Payload::Multipart(..) => 2,
        Payload::Text => 3,
        Payload::JsonLines(_) | Payload::EventStream(_) => 4,
        Payload::Bytes => 5,
    }
}

/// A body is looked at, never taken: numbers and the like are borrowed, too.
fn sent(context: &Context<'_>, ty: &Type, sheet: &mut Sheet) -> RustType {
    match context.borrowed_type(ty, sheet) {
        RustType::Ref(inner) => RustType::Ref(inner),
        other => other.reference(),
    }
}
