//! Operations and webhooks in the dump.

use super::Dump;
use crate::ir::{
    Body, Encoding, EventItem, Link, Location, Media, Operation, Parameter, Payload, Response,
    Status, Style, Switch, Type, Webhook,
};

pub(super) fn operation(out: &mut Dump, operation: &Operation) {
    let Operation {
        method,
        path,
        id,
        tags,
        docs,
        parameters,
        body: sent,
        switch,
        responses,
        security,
        servers,
        // Its position is not part of its meaning.
        origin: _,
    } = operation;
    out.nest(format_args!("operation {method} {path}"), |out| {
        out.quoted("id", id.as_deref());
        for tag in tags {
            out.line(format_args!("tag {tag:?}"));
        }
        out.docs(docs);
        for server in servers {
            out.server(server);
        }
        for alternative in security {
            if alternative.is_empty() {
                out.line(format_args!("security none"));
            } else {
                out.line(format_args!("security {}", alternative.join(" and ")));
            }
        }
        for item in parameters {
            parameter(out, "parameter", item);
        }
        if let Some(sent) = sent {
            body(out, sent);
        }
        if let Some(Switch {
            member,
            in_query,
            words,
            both,
        }) = switch
        {
            out.line(format_args!("streamed by {member:?}"));
            out.flag(*in_query, "in the query");
            if let Some([stream, whole]) = words {
                out.line(format_args!("as {stream:?}, else {whole:?}"));
            }
            out.flag(*both, "also whole");
        }
        for item in responses {
            response(out, item);
        }
    });
}

pub(super) fn webhook(
    out: &mut Dump,
    Webhook {
        name,
        body: sent,
        docs,
    }: &Webhook,
) {
    out.nest(format_args!("webhook {name:?}"), |out| {
        out.docs(docs);
        if let Some(sent) = sent {
            body(out, sent);
        }
    });
}

fn parameter(out: &mut Dump, kind: &str, parameter: &Parameter) {
    let Parameter {
        name,
        location: place,
        required,
        ty,
        style: how,
        explode,
        allow_reserved,
        encodings,
        default,
        constraints,
        fixed,
        secret,
        docs,
    } = parameter;
    let ty = out.ty(ty);
    out.nest(format_args!("{kind} {name:?}: {ty}"), |out| {
        out.line(format_args!("in {}", location(*place)));
        out.flag(*required, "required");
        out.line(format_args!("style {}", style(*how)));
        out.flag(*explode, "explode");
        out.flag(*allow_reserved, "allow reserved");
        out.flag(*secret, "secret");
        for one in encodings {
            encoding(out, one);
        }
        out.value("default", default.as_ref());
        super::constraints::constraints(out, constraints);
        if let Some(fixed) = fixed {
            out.line(format_args!("always {fixed:?}"));
        }
        out.docs(docs);
    });
}

fn body(
    out: &mut Dump,
    Body {
        required,
        media: kinds,
        description,
    }: &Body,
) {
    out.nest(format_args!("body"), |out| {
        out.flag(*required, "required");
        out.description(description.as_deref());
        for kind in kinds {
            media(out, kind);
        }
    });
}

fn response(
    out: &mut Dump,
    Response {
        status: code,
        success,
        description,
        media: kinds,
        headers,
        links,
    }: &Response,
) {
    let status = match code {
        Status::Code(code) => code.to_string(),
        Status::Range(hundred) => format!("{hundred}XX"),
        Status::Default => "default".to_owned(),
    };
    out.nest(format_args!("response {status}"), |out| {
        out.flag(*success && *code == Status::Default, "success");
        out.description(description.as_deref());
        for header in headers {
            parameter(out, "header", header);
        }
        for kind in kinds {
            media(out, kind);
        }
        for Link {
            name,
            operation,
            description,
        } in links
        {
            out.nest(format_args!("link {name:?}"), |out| {
                out.value("operation", *operation);
                out.description(description.as_deref());
            });
        }
    });
}

fn media(out: &mut Dump, media: &Media) {
    let Media {
        name,
        payload,
        example,
        ..
    } = media;
    let none: &[Encoding] = &[];
    let (kind, ty, encodings): (&str, Option<&Type>, _) = match payload {
        Payload::Json(ty) => ("json", Some(ty), none),
        Payload::Form(ty, encodings) => ("form", Some(ty), encodings.as_slice()),
        Payload::Multipart(ty, encodings) => ("multipart", Some(ty), encodings.as_slice()),
        Payload::Text => ("text", None, none),
        Payload::Bytes => ("bytes", None, none),
        Payload::Events(ty, events) => match events.item {
            EventItem::Data => ("event stream of", Some(ty), none),
            EventItem::Inner => ("events with nothing but", Some(ty), none),
            EventItem::TextEvent => ("events of text", Some(ty), none),
            EventItem::JsonEvent => ("events of JSON", Some(ty), none),
        },
        Payload::JsonLines(ty) => ("json lines of", Some(ty), none),
    };
    let ty = ty.map(|ty| format!(" {}", out.ty(ty))).unwrap_or_default();
    out.nest(format_args!("media {name:?}: {kind}{ty}"), |out| {
        out.value("example", example.as_ref());
        if let Payload::Events(_, events) = payload {
            out.quoted("sentinel", events.sentinel.as_deref());
        }
        for one in encodings {
            encoding(out, one);
        }
    });
}

fn encoding(out: &mut Dump, encoding: &Encoding) {
    let Encoding {
        property,
        content_type,
        is_text,
        style: how,
        explode,
        allow_reserved,
        headers,
    } = encoding;
    out.nest(format_args!("encoding {property:?}"), |out| {
        out.quoted("content type", content_type.as_deref());
        out.flag(*is_text, "text");
        out.value("style", how.map(style));
        out.value("explode", *explode);
        out.flag(*allow_reserved, "allow reserved");
        for (name, value) in headers {
            out.line(format_args!("header {name:?}: {value:?}"));
        }
    });
}

pub(super) fn location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::QueryString => "query string",
    }
}

fn style(style: Style) -> &'static str {
    match style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "space delimited",
        Style::PipeDelimited => "pipe delimited",
        Style::DeepObject => "deep object",
        Style::Cookie => "cookie",
        Style::Json => "json",
    }
}
