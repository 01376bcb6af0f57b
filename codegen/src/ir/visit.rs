//! The types that other types and operations contain, and their ids.

use super::{Additional, Api, Body, Foreign, Media, Payload, Type, TypeId, TypeKind};

impl Type {
    /// The types directly in this one.
    #[must_use]
    pub fn inner(&self) -> &[Self] {
        match self {
            Self::Array(inner)
            | Self::Map(inner)
            | Self::KeyedMap(_, inner)
            | Self::Nullable(inner) => std::slice::from_ref(inner),
            Self::Tuple(items) => items,
            Self::Named(_) | Self::Scalar(_) | Self::Any | Self::Null | Self::Foreign(_) => &[],
        }
    }

    /// The same, mutably.
    pub fn inner_mut(&mut self) -> &mut [Self] {
        match self {
            Self::Array(inner)
            | Self::Map(inner)
            | Self::KeyedMap(_, inner)
            | Self::Nullable(inner) => std::slice::from_mut(inner),
            Self::Tuple(items) => items,
            Self::Named(_) | Self::Scalar(_) | Self::Any | Self::Null | Self::Foreign(_) => &mut [],
        }
    }

    /// The ids of all named types in the type, in order, with repetitions.
    #[must_use]
    pub fn ids(&self) -> Vec<TypeId> {
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(ty) = open.pop() {
            if let Self::Named(id) | Self::KeyedMap(id, _) = ty {
                found.push(*id);
            }
            open.extend(ty.inner().iter().rev());
        }
        found
    }

    /// Calls `f` with every id in the type, in the order of [`ids`](Self::ids).
    pub fn visit_mut(&mut self, f: &mut impl FnMut(&mut TypeId)) {
        if let Self::Named(id) | Self::KeyedMap(id, _) = self {
            f(id);
        }
        self.inner_mut().iter_mut().for_each(|ty| ty.visit_mut(f));
    }

    /// Calls `f` with every type of the user's own in the type.
    pub fn visit_foreign(&self, f: &mut impl FnMut(&Foreign)) {
        if let Self::Foreign(foreign) = self {
            f(foreign);
        }
        self.inner().iter().for_each(|ty| ty.visit_foreign(f));
    }
}

impl TypeKind {
    /// The types of its places: fields, flattened members and other keys, variants, the target.
    #[must_use]
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Struct(object) => {
                let fields = object.fields.iter().map(|field| &field.ty);
                let flattened = object.flattened.iter().map(|(_, ty)| ty);
                let other = match &object.additional {
                    Additional::Typed(ty) => Some(ty),
                    Additional::Unstated | Additional::Forbidden => None,
                };
                fields.chain(flattened).chain(other).collect()
            }
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Alias(ty, _) => vec![ty],
            Self::Enumeration(_) | Self::Constant(..) => Vec::new(),
        }
    }

    /// The same, mutably.
    pub fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Struct(object) => {
                let fields = object.fields.iter_mut().map(|field| &mut field.ty);
                let flattened = object.flattened.iter_mut().map(|(_, ty)| ty);
                let other = match &mut object.additional {
                    Additional::Typed(ty) => Some(ty),
                    Additional::Unstated | Additional::Forbidden => None,
                };
                fields.chain(flattened).chain(other).collect()
            }
            Self::Union(union) => {
                let variants = union.variants.iter_mut();
                variants.map(|variant| &mut variant.ty).collect()
            }
            Self::Alias(ty, _) => vec![ty],
            Self::Enumeration(_) | Self::Constant(..) => Vec::new(),
        }
    }

    /// The ids of all named types in the definition, in order, with repetitions.
    #[must_use]
    pub fn ids(&self) -> Vec<TypeId> {
        self.types().into_iter().flat_map(Type::ids).collect()
    }

    /// Calls `f` with every id in the definition, in the order of [`ids`](Self::ids).
    pub fn visit_mut(&mut self, f: &mut impl FnMut(&mut TypeId)) {
        for ty in self.types_mut() {
            ty.visit_mut(f);
        }
    }
}

impl Payload {
    /// The type of the body, or of an item of it; `None` for text and bytes.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty)
            | Self::Form(ty, _)
            | Self::Multipart(ty, _)
            | Self::Events(ty, _)
            | Self::JsonLines(ty) => Some(ty),
            Self::Text | Self::Bytes => None,
        }
    }

    /// The same, mutably.
    pub fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty)
            | Self::Form(ty, _)
            | Self::Multipart(ty, _)
            | Self::Events(ty, _)
            | Self::JsonLines(ty) => Some(ty),
            Self::Text | Self::Bytes => None,
        }
    }
}

/// The types of a body.
fn body_types(body: Option<&Body>) -> impl Iterator<Item = &Type> {
    let media = body.into_iter().flat_map(|body| &body.media);
    media.filter_map(|media| media.payload.ty())
}

impl Api {
    /// The types of everything that the client sends: parameters and request bodies. A webhook is
    /// sent by the user who tests its receiver.
    pub fn sent(&self) -> impl Iterator<Item = &Type> {
        let operations = self.operations.iter().flat_map(|operation| {
            let parameters = operation.parameters.iter().map(|one| &one.ty);
            parameters.chain(body_types(operation.body.as_ref()))
        });
        operations.chain(self.webhook_types())
    }

    /// The types of everything that the client receives: response bodies and headers, webhooks.
    pub fn received(&self) -> impl Iterator<Item = &Type> {
        let responses = self.operations.iter().flat_map(|one| &one.responses);
        let responses = responses.flat_map(|response| {
            let media = response.media.iter();
            let headers = response.headers.iter().map(|header| &header.ty);
            media.filter_map(|media| media.payload.ty()).chain(headers)
        });
        responses.chain(self.webhook_types())
    }

    fn webhook_types(&self) -> impl Iterator<Item = &Type> {
        let webhooks = self.webhooks.iter();
        webhooks.flat_map(|webhook| body_types(webhook.body.as_ref()))
    }

    /// Every media type of requests, responses and webhooks.
    pub fn media_mut(&mut self) -> impl Iterator<Item = &mut Media> {
        let operations = self.operations.iter_mut().flat_map(|operation| {
            let body = operation.body.iter_mut().flat_map(|body| &mut body.media);
            let responses = operation.responses.iter_mut();
            body.chain(responses.flat_map(|response| &mut response.media))
        });
        let webhooks = self.webhooks.iter_mut();
        let webhooks = webhooks.filter_map(|webhook| webhook.body.as_mut());
        operations.chain(webhooks.flat_map(|body| &mut body.media))
    }

    /// The type of every parameter and response header.
    pub fn parameter_types_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        self.operations.iter_mut().flat_map(|operation| {
            let headers = operation.responses.iter_mut();
            let headers = headers.flat_map(|response| &mut response.headers);
            let all = operation.parameters.iter_mut().chain(headers);
            all.map(|parameter| &mut parameter.ty)
        })
    }

    /// Calls `f` with every id in types, operations and webhooks.
    pub fn visit_mut(&mut self, f: &mut impl FnMut(&mut TypeId)) {
        for (heir, base) in &mut self.inherits {
            f(heir);
            f(base);
        }
        self.each_type_mut(&mut |ty| ty.visit_mut(f));
    }

    /// Calls `f` with the type of every place in types, operations and webhooks.
    pub fn each_type_mut(&mut self, f: &mut impl FnMut(&mut Type)) {
        let kinds = self.types.iter_mut().map(|def| &mut def.kind);
        kinds.flat_map(TypeKind::types_mut).for_each(&mut *f);
        self.parameter_types_mut().for_each(&mut *f);
        self.media_mut()
            .filter_map(|media| media.payload.ty_mut())
            .for_each(f);
    }
}
