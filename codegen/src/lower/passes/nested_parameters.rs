//! Parameters whose values nest arrays and objects deeper than their style can say.
//!
//! In: parameters and, once they are all defined, their types. Out: diagnostics. Knows how deep
//! each style reaches ("Style Values" of the Parameter Object), not how the text is written.

use crate::hash::HashSet;
use crate::{
    diagnostics::{Code, Diagnostics},
    ir::{Additional, Api, Struct, Style, Type, TypeDef, TypeKind},
    lower::operation::parameter::SentParameter,
};

/// Reports the parameters of which a part must be written as JSON.
pub(super) fn report(api: &Api, sent: Vec<SentParameter>, diagnostics: &mut Diagnostics) {
    for sent in sent {
        let types = Types(&api.types);
        if !types.nests(&sent.ty, sent.style == Style::Form && sent.explode) {
            continue;
        }
        let message = format!(
            "`{}` nests values deeper than `style: {}` can say: the inner ones are sent as JSON text",
            sent.name,
            style(sent.style)
        );
        diagnostics
            .report(Code::UnsupportedParameter, sent.span, message)
            .help("if the server reads JSON there, say so with `content: {application/json: …}`");
    }
}

struct Types<'t>(&'t [TypeDef]);

impl<'t> Types<'t> {
    /// Whether an array or object contains another one. In an object that
    /// is exploded, an array of scalars repeats its name.
    fn nests(&self, ty: &'t Type, exploded: bool) -> bool {
        self.composed(ty).into_iter().any(|whole| {
            let is_list = matches!(whole, Type::Array(_) | Type::Tuple(_));
            let parts = self.parts(whole).into_iter();
            let mut inner = parts.flat_map(|part| self.composed(part));
            inner.any(|inner| !exploded || is_list || !self.is_flat_list(inner))
        })
    }

    /// Whether it is an array of nothing but scalars.
    fn is_flat_list(&self, ty: &'t Type) -> bool {
        let parts = || self.parts(ty).into_iter();
        matches!(ty, Type::Array(_) | Type::Tuple(_))
            && parts().all(|part| self.composed(part).is_empty())
    }

    /// The arrays and objects that a value of the type may be.
    fn composed(&self, ty: &'t Type) -> Vec<&'t Type> {
        let mut open = vec![ty];
        let mut seen = HashSet::default();
        let mut found = Vec::new();
        while let Some(ty) = open.pop() {
            match ty {
                Type::Scalar(_) | Type::Any | Type::Null | Type::Foreign(_) => {}
                Type::Nullable(inner) => open.push(inner),
                Type::Array(_) | Type::Tuple(_) | Type::Map(_) | Type::KeyedMap(..) => {
                    found.push(ty);
                }
                Type::Named(id) if !seen.insert(*id) => {}
                Type::Named(id) => match &self.0[id.index()].kind {
                    TypeKind::Struct(_) => found.push(ty),
                    kind => open.extend(kind.types()),
                },
            }
        }
        found
    }

    /// What an array or object holds.
    fn parts(&self, whole: &'t Type) -> Vec<&'t Type> {
        match whole {
            Type::Nullable(_) => Vec::new(),
            Type::Named(id) => match &self.0[id.index()].kind {
                TypeKind::Struct(object) => {
                    let flattened = object.flattened.iter().map(|(_, ty)| ty);
                    let inner = flattened.flat_map(|ty| self.composed(ty));
                    fields(object)
                        .chain(inner.flat_map(|ty| self.fields_of(ty)))
                        .collect()
                }
                _ => Vec::new(),
            },
            whole => whole.inner().iter().collect(),
        }
    }

    fn fields_of(&self, ty: &'t Type) -> Vec<&'t Type> {
        match ty {
            Type::Named(id) => match &self.0[id.index()].kind {
                TypeKind::Struct(object) => fields(object).collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
}

/// The types of an object's own values.
fn fields(object: &Struct) -> impl Iterator<Item = &Type> {
    let other = match &object.additional {
        Additional::Typed(value) => Some(value),
        Additional::Unstated | Additional::Forbidden => None,
    };
    object.fields.iter().map(|field| &field.ty).chain(other)
}

/// The style, as the document writes it.
fn style(style: Style) -> &'static str {
    match style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
        Style::Cookie => "cookie",
        Style::Json => "json",
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_operation;

    #[test]
    fn a_parameter_that_nests_deeper_than_its_style_is_reported() {
        assert_operation(
            "
                parameters:
                  - {name: flat, in: query, schema: {type: array, items: {type: string}}}
                  - {name: deep, in: query, schema: {type: array, items: {type: array, items: {type: string}}}}
                responses: {'204': {description: d}}
            ",
            r#"
                operation POST /a
                  parameter "flat": array(string)
                    in query
                    style form
                    explode
                  parameter "deep": array(array(string))
                    in query
                    style form
                    explode
                  response 204
                    description "d"
                reports UnsupportedParameter
            "#,
        );
    }
}
