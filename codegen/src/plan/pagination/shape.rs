//! Page shape: what of an operation may have to do with pages, the members of its response and its
//! parameters.
//!
//! In: an operation. Out: members and parameters in one form, wherever they occur. Must not know
//! what names mean.

use super::{
    PageLocation, PageParameter,
    words::{CONTAINERS, plain},
};
use crate::ir::{
    Api, Constraint, Docs, Location, Operation, Payload, Scalar, Struct, Style, Type, TypeId,
    TypeKind,
};

/// How deep in a response members are looked at.
const DEEPEST: usize = 3;
/// How many members are looked at.
const MOST: usize = 400;

/// An operation whose response may be a page.
pub(super) struct PageShape<'a> {
    pub(super) api: &'a Api,
    /// The operation.
    pub(super) operation: &'a Operation,
    /// The type of its response.
    pub(super) response: &'a Type,
    /// What its response holds.
    pub(super) members: Vec<ResponseMember<'a>>,
    /// What it is asked with.
    pub(super) parameters: Vec<Parameter<'a>>,
}

/// A member of the response.
pub(super) struct ResponseMember<'a> {
    /// Its JSON Pointer.
    pub(super) pointer: String,
    /// The names of the objects around it, then its own; without case and punctuation.
    pub(super) path: Vec<String>,
    /// The type of its value, without aliases and `null`.
    pub(super) ty: &'a Type,
    /// The document's description.
    pub(super) docs: &'a Docs,
}

/// A parameter, or a member of the request body.
pub(super) struct Parameter<'a> {
    /// Its name or JSON Pointer, and where it is sent.
    pub(super) asks: PageParameter,
    /// Its name without case and punctuation.
    pub(super) name: String,
    /// The type of its value, without aliases and `null`.
    pub(super) ty: &'a Type,
    /// The value that the server assumes.
    pub(super) default: Option<&'a serde_json::Value>,
    /// The least value, as written.
    pub(super) minimum: Option<&'a str>,
}

impl<'a> PageShape<'a> {
    /// The shape of an operation; none if its response isn't JSON of one type.
    pub(super) fn new(api: &'a Api, operation: &'a Operation) -> Option<Self> {
        let response = response(operation)?;
        let mut shape = Self {
            api,
            operation,
            response,
            members: Vec::new(),
            parameters: parameters(api, operation),
        };
        shape.members = shape.members(response);
        Some(shape)
    }

    /// The members of the response, outer ones first.
    fn members(&self, response: &'a Type) -> Vec<ResponseMember<'a>> {
        let mut found: Vec<ResponseMember<'a>> = Vec::new();
        let mut open = vec![(String::new(), Vec::new(), resolved(self.api, response))];
        for _ in 0..DEEPEST {
            let mut inner = Vec::new();
            for (pointer, path, ty) in open {
                let only = only_object(self.api, ty);
                for field in object(self.api, ty).into_iter().flat_map(|it| &it.fields) {
                    let member = ResponseMember {
                        pointer: format!("{pointer}/{}", escaped(&field.name)),
                        path: [&path[..], &[plain(&field.name)]].concat(),
                        ty: resolved(self.api, &field.ty),
                        docs: &field.docs,
                    };
                    let leads_on = CONTAINERS.contains(&member.name())
                        || path.is_empty() && only == Some(field.name.as_str());
                    if leads_on {
                        inner.push((member.pointer.clone(), member.path.clone(), member.ty));
                    }
                    found.push(member);
                }
            }
            open = inner;
            if found.len() > MOST {
                break;
            }
        }
        found
    }

    /// The type of the items of the array at that pointer of the response.
    pub(super) fn item_at(&self, pointer: &str) -> Option<&'a Type> {
        match self.at(self.response, pointer)? {
            Type::Array(item) => Some(item),
            ty @ Type::Any => Some(ty),
            _ => None,
        }
    }

    /// The member at that pointer of the request body.
    pub(super) fn in_body(&self, pointer: &str) -> Option<PageParameter> {
        let ty = self.at(body(self.operation)?, pointer)?;
        Some(in_body_at(pointer.to_owned(), ty))
    }

    /// The type at that pointer of a response of that type, if there is one.
    pub(super) fn at(&self, ty: &'a Type, pointer: &str) -> Option<&'a Type> {
        let mut ty = resolved(self.api, ty);
        for name in pointer.split('/').skip(1) {
            if *ty == Type::Any {
                break;
            }
            let name = name.replace("~1", "/").replace("~0", "~");
            ty = member(self.api, ty, &name)?;
        }
        Some(ty)
    }
}

impl ResponseMember<'_> {
    /// Its own name.
    pub(super) fn name(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// Whether an object of that name is around it.
    pub(super) fn is_in(&self, name: &str) -> bool {
        self.path.iter().rev().skip(1).any(|around| around == name)
    }
}

/// The response, where every success with a body is JSON of the same type.
fn response(operation: &Operation) -> Option<&Type> {
    let mut responses = operation.successes();
    let first = responses.find(|response| !response.media.is_empty())?;
    let json = |media: &'_ [crate::ir::Media]| {
        media
            .iter()
            .position(|media| matches!(media.payload, Payload::Json(_)))
    };
    let Payload::Json(ty) = &first.media.get(json(&first.media)?)?.payload else {
        return None;
    };
    responses
        .all(|response| response.media.is_empty())
        .then_some(ty)
}

fn parameters<'a>(api: &'a Api, operation: &'a Operation) -> Vec<Parameter<'a>> {
    let in_query = || {
        let parameters = operation.parameters.iter();
        parameters.filter(|one| one.location == Location::Query)
    };
    let mut found: Vec<Parameter<'a>> = in_query()
        .map(|one| Parameter {
            asks: PageParameter {
                name: one.name.clone(),
                location: PageLocation::Query,
            },
            name: plain(&one.name),
            ty: resolved(api, &one.ty),
            default: one.default.as_ref(),
            minimum: Constraint::minimum(&one.constraints),
        })
        .collect();
    in_query().for_each(|one| in_query_object(api, one, &mut found));
    if let Some(ty) = body(operation) {
        in_body(api, "", ty, &mut found);
        let fields = object(api, resolved(api, ty))
            .into_iter()
            .flat_map(|it| &it.fields);
        for field in fields {
            if matches!(
                plain(&field.name).as_str(),
                "page" | "pagination" | "paging"
            ) {
                in_body(
                    api,
                    &format!("/{}", escaped(&field.name)),
                    &field.ty,
                    &mut found,
                );
            }
        }
    }
    found
}

/// The members of an object in the query that are written as parameters of their own, such as
/// Spring's `Pageable`.
fn in_query_object<'a>(
    api: &'a Api,
    parameter: &'a crate::ir::Parameter,
    found: &mut Vec<Parameter<'a>>,
) {
    let written = |name: &str| match parameter.style {
        Style::Form if parameter.explode => Some(name.to_owned()),
        Style::DeepObject => Some(format!("{}[{name}]", parameter.name)),
        _ => None,
    };
    let fields = object(api, resolved(api, &parameter.ty));
    for field in fields.into_iter().flat_map(|it| &it.fields) {
        let Some(name) = written(&field.name) else {
            return;
        };
        found.push(Parameter {
            asks: PageParameter {
                name,
                location: PageLocation::Query,
            },
            name: plain(&field.name),
            ty: resolved(api, &field.ty),
            default: field.default.as_deref(),
            minimum: Constraint::minimum(&field.constraints),
        });
    }
}

/// The type of the request body, if it is JSON before anything else.
fn body(operation: &Operation) -> Option<&Type> {
    match &operation.body.as_ref()?.media.first()?.payload {
        Payload::Json(ty) => Some(ty),
        _ => None,
    }
}

fn in_body_at(name: String, ty: &Type) -> PageParameter {
    let location = if is_text(ty) {
        PageLocation::BodyText
    } else if is_number(ty) {
        PageLocation::Body
    } else {
        PageLocation::BodyAny
    };
    PageParameter { name, location }
}

fn in_body<'a>(api: &'a Api, pointer: &str, ty: &'a Type, found: &mut Vec<Parameter<'a>>) {
    let fields = object(api, resolved(api, ty))
        .into_iter()
        .flat_map(|it| &it.fields);
    found.extend(fields.map(|field| {
        let ty = resolved(api, &field.ty);
        Parameter {
            asks: in_body_at(format!("{pointer}/{}", escaped(&field.name)), ty),
            name: plain(&field.name),
            ty,
            default: field.default.as_deref(),
            minimum: Constraint::minimum(&field.constraints),
        }
    }));
}

/// The type without aliases and `null`.
pub(super) fn resolved<'a>(api: &'a Api, mut ty: &'a Type) -> &'a Type {
    for _ in 0..=api.types.len() {
        match ty {
            Type::Nullable(inner) => ty = inner,
            Type::Named(id) => match &api.type_def(*id).kind {
                TypeKind::Alias(target, _) => ty = target,
                _ => break,
            },
            _ => break,
        }
    }
    ty
}

pub(super) fn object<'a>(api: &'a Api, ty: &'a Type) -> Option<&'a Struct> {
    match ty {
        Type::Named(TypeId(_)) => match &kind(api, ty)? {
            TypeKind::Struct(object) => Some(object),
            _ => None,
        },
        _ => None,
    }
}

/// The type of a member of an object; of a union, if all objects that it may be have that member
/// and it is of one type.
fn member<'a>(api: &'a Api, ty: &Type, name: &str) -> Option<&'a Type> {
    let of = |object: &'a Struct| {
        let field = object.fields.iter().find(|field| field.name == name)?;
        Some(resolved(api, &field.ty))
    };
    match kind(api, ty)? {
        TypeKind::Struct(object) => of(object),
        TypeKind::Union(union) => {
            let variants = union.variants.iter();
            let mut types = variants.map(|variant| of(object(api, resolved(api, &variant.ty))?));
            let first = types.next()??;
            types.all(|other| other == Some(first)).then_some(first)
        }
        _ => None,
    }
}

fn kind<'a>(api: &'a Api, ty: &Type) -> Option<&'a TypeKind> {
    match ty {
        Type::Named(id) => Some(&api.type_def(*id).kind),
        _ => None,
    }
}

/// The name of the only field that is an object.
pub(super) fn only_object<'a>(api: &'a Api, ty: &'a Type) -> Option<&'a str> {
    let fields = object(api, ty)?.fields.iter();
    let mut objects = fields.filter(|field| object(api, resolved(api, &field.ty)).is_some());
    let only = objects.next()?;
    objects.next().is_none().then_some(only.name.as_str())
}

/// Whether values of the type are strings.
pub(super) fn is_text(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Scalar(
            Scalar::String | Scalar::Uuid | Scalar::DateTime | Scalar::Date | Scalar::Time
        )
    )
}

/// Whether values of the type count something.
pub(super) fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(scalar) if scalar.number().is_some())
}

/// A name as a part of a JSON Pointer.
pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
