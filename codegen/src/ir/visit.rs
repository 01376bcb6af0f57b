//! Walks over the ids of types that stand in other types and in operations.

use super::{Additional, Api, Media, Operation, Payload, Type, TypeId, TypeKind};

impl Type {
    /// Calls `f` with every id in the type.
    pub fn visit_mut(&mut self, f: &mut impl FnMut(&mut TypeId)) {
        match self {
            Self::Named(id) => f(id),
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.visit_mut(f),
            Self::KeyedMap(key, inner) => {
                f(key);
                inner.visit_mut(f);
            }
            Self::Tuple(items) => items.iter_mut().for_each(|item| item.visit_mut(f)),
            Self::Scalar(_) | Self::Any | Self::Null => {}
        }
    }
}

impl TypeKind {
    /// Calls `f` with every id in the definition.
    pub fn visit_mut(&mut self, f: &mut impl FnMut(&mut TypeId)) {
        match self {
            Self::Struct(object) => {
                object
                    .fields
                    .iter_mut()
                    .for_each(|field| field.ty.visit_mut(f));
                object
                    .flattened
                    .iter_mut()
                    .for_each(|(_, ty)| ty.visit_mut(f));
                if let Additional::Typed(ty) = &mut object.additional {
                    ty.visit_mut(f);
                }
            }
            Self::Union(union) => union
                .variants
                .iter_mut()
                .for_each(|variant| variant.ty.visit_mut(f)),
            Self::Alias(ty, _) => ty.visit_mut(f),
            Self::Enumeration(_) | Self::Constant(..) => {}
        }
    }
}

impl Api {
    /// Calls `f` with every id in types, operations and webhooks.
    pub fn visit_mut(&mut self, f: &mut impl FnMut(&mut TypeId)) {
        self.types.iter_mut().for_each(|def| def.kind.visit_mut(f));
        for (heir, base) in &mut self.inherits {
            f(heir);
            f(base);
        }
        self.operations
            .iter_mut()
            .for_each(|operation| operation.visit_mut(f));
        for body in self
            .webhooks
            .iter_mut()
            .filter_map(|webhook| webhook.body.as_mut())
        {
            body.media.iter_mut().for_each(|media| media.visit_mut(f));
        }
    }
}

impl Operation {
    fn visit_mut(&mut self, f: &mut impl FnMut(&mut TypeId)) {
        self.parameters
            .iter_mut()
            .for_each(|parameter| parameter.ty.visit_mut(f));
        if let Some(body) = &mut self.body {
            body.media.iter_mut().for_each(|media| media.visit_mut(f));
        }
        for response in &mut self.responses {
            response
                .media
                .iter_mut()
                .for_each(|media| media.visit_mut(f));
            response
                .headers
                .iter_mut()
                .for_each(|header| header.ty.visit_mut(f));
        }
    }
}

impl Media {
    /// Calls `f` with every id in the payload.
    pub fn visit_mut(&mut self, f: &mut impl FnMut(&mut TypeId)) {
        match &mut self.payload {
            Payload::Json(ty)
            | Payload::Form(ty, _)
            | Payload::Multipart(ty, _)
            | Payload::Events(ty, _)
            | Payload::JsonLines(ty) => ty.visit_mut(f),
            Payload::Text | Payload::Bytes => {}
        }
    }
}
