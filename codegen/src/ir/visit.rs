//! Visits the types that other types and operations contain, and their ids.

use super::{Additional, Api, Foreign, Media, Operation, Payload, Type, TypeId, TypeKind};

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
            Self::Scalar(_) | Self::Any | Self::Null | Self::Foreign(_) => {}
        }
    }

    /// Calls `f` with every type of the user's own in the type.
    pub fn visit_foreign(&self, f: &mut impl FnMut(&Foreign)) {
        match self {
            Self::Foreign(foreign) => f(foreign),
            Self::Array(inner)
            | Self::Map(inner)
            | Self::KeyedMap(_, inner)
            | Self::Nullable(inner) => inner.visit_foreign(f),
            Self::Tuple(items) => items.iter().for_each(|item| item.visit_foreign(f)),
            Self::Named(_) | Self::Scalar(_) | Self::Any | Self::Null => {}
        }
    }
}

impl TypeKind {
    /// Calls `f` with every id in the definition.
    pub fn visit_mut(&mut self, f: &mut impl FnMut(&mut TypeId)) {
        self.each_type_mut(&mut |ty| ty.visit_mut(f));
    }

    fn each_type_mut(&mut self, f: &mut impl FnMut(&mut Type)) {
        match self {
            Self::Struct(object) => {
                object.fields.iter_mut().for_each(|field| f(&mut field.ty));
                object.flattened.iter_mut().for_each(|(_, ty)| f(ty));
                if let Additional::Typed(ty) = &mut object.additional {
                    f(ty);
                }
            }
            Self::Union(union) => union
                .variants
                .iter_mut()
                .for_each(|variant| f(&mut variant.ty)),
            Self::Alias(ty, _) => f(ty),
            Self::Enumeration(_) | Self::Constant(..) => {}
        }
    }
}

impl Api {
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
        self.types
            .iter_mut()
            .for_each(|def| def.kind.each_type_mut(f));
        self.operations
            .iter_mut()
            .for_each(|operation| operation.each_type_mut(f));
        for body in self
            .webhooks
            .iter_mut()
            .filter_map(|webhook| webhook.body.as_mut())
        {
            body.media
                .iter_mut()
                .for_each(|media| media.each_type_mut(f));
        }
    }
}

impl Operation {
    fn each_type_mut(&mut self, f: &mut impl FnMut(&mut Type)) {
        self.parameters
            .iter_mut()
            .for_each(|parameter| f(&mut parameter.ty));
        if let Some(body) = &mut self.body {
            body.media
                .iter_mut()
                .for_each(|media| media.each_type_mut(f));
        }
        for response in &mut self.responses {
            response
                .media
                .iter_mut()
                .for_each(|media| media.each_type_mut(f));
            response
                .headers
                .iter_mut()
                .for_each(|header| f(&mut header.ty));
        }
    }
}

impl Media {
    /// Calls `f` with every id in the payload.
    pub fn visit_mut(&mut self, f: &mut impl FnMut(&mut TypeId)) {
        self.each_type_mut(&mut |ty| ty.visit_mut(f));
    }

    fn each_type_mut(&mut self, f: &mut impl FnMut(&mut Type)) {
        match &mut self.payload {
            Payload::Json(ty)
            | Payload::Form(ty, _)
            | Payload::Multipart(ty, _)
            | Payload::Events(ty, _)
            | Payload::JsonLines(ty) => f(ty),
            Payload::Text | Payload::Bytes => {}
        }
    }
}
