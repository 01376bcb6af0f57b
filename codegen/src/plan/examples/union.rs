//! Values of unions.
//!
//! In: a union. Out: an expression for one of its variants, and the imports of that one alone.

use super::{is_shown, layout::Expr, literal::Wanted, value::Values};
use crate::{
    ir::{self, Type, TypeId, TypeKind},
    plan::{Conversion, Item, Union, UnionVariant},
};

impl Values<'_, '_> {
    /// A member of a union, which the union is made from.
    pub(super) fn member(&mut self, ty: &Type, wanted: Wanted<'_>) -> Option<Expr> {
        let (id, def) = self.context.definition(ty)?;
        let TypeKind::Union(union) = &def.kind else {
            return None;
        };
        let Some(Item::Union(planned)) = self.context.item(id) else {
            return None;
        };
        let (from, ty) = (planned.variants.first()?.from, &union.variants.first()?.ty);
        match from {
            Conversion::Text => self.literal(ty, wanted),
            Conversion::Type => self.within(id, |values| values.value(ty, wanted)),
            Conversion::Nothing => None,
        }
    }

    /// A value of the first variant that has one. Where it is the whole value, one that is too
    /// large to be shown is passed over for a later one that is not.
    pub(super) fn union(
        &mut self,
        id: TypeId,
        name: TypeId,
        (planned, union): (&Union, &ir::Union),
        wanted: Wanted<'_>,
    ) -> Option<Expr> {
        let nested = self.open.len() > 1;
        let mut large = None;
        for (planned, variant) in planned.variants.iter().zip(&union.variants) {
            let before = self.imports.clone();
            let made = self.variant(id, name, (planned, &variant.ty), wanted);
            match made {
                Some(value) if nested || is_shown(&value) => return Some(value),
                Some(value) if large.is_none() => {
                    large = Some((value, std::mem::replace(&mut self.imports, before)));
                }
                _ => self.imports = before,
            }
        }
        let (value, imports) = large?;
        self.imports = imports;
        Some(value)
    }

    /// A variant of a union: by its name if it has no value, else with one. A struct
    /// becomes the union by itself where its type is clear from the context.
    fn variant(
        &mut self,
        id: TypeId,
        name: TypeId,
        (planned, ty): (&UnionVariant, &Type),
        wanted: Wanted<'_>,
    ) -> Option<Expr> {
        if planned.ty.is_none() {
            let name = self.type_name(id);
            return Some(Expr::text(format!("{name}::{}", planned.name)));
        }
        let typed = Wanted {
            typed: true,
            ..wanted
        };
        let mut value = self.nested(ty, typed)?;
        let object = self.context.definition(ty);
        if wanted.typed
            && planned.from == Conversion::Type
            && object.is_some_and(|(_, def)| matches!(def.kind, TypeKind::Struct(_)))
        {
            return Some(Expr::Chain(Box::new(value), vec![Expr::text(".into()")]));
        }
        if planned.boxed {
            value = Expr::call("Box::new", vec![value]);
        }
        let name = self.type_name(name);
        let head = format!("{name}::{}", planned.name);
        Some(Expr::call(&head, vec![value]))
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::{Target, tests::snippet::planned_as};

    /// The example of a body that is a union of structs with so many required texts.
    fn shown(counts: &[usize]) -> Vec<String> {
        let structs = counts.iter().map(|count| {
            let names: Vec<String> = (0..*count).map(|at| format!("field_{at}")).collect();
            let fields = names
                .iter()
                .map(|name| format!("{name}: {{type: string}}, "));
            format!(
                "    With{count}: {{required: [{}], properties: {{{}}}}}\n",
                names.join(", "),
                fields.collect::<String>()
            )
        });
        let members = counts
            .iter()
            .map(|count| format!("{{$ref: '#/components/schemas/With{count}'}}, "));
        let document = format!(
            "paths:
  /things: {{post: {{tags: [things], requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}, responses: {{'204': {{description: d}}}}}}}}
components:
  schemas:
{}    Thing: {{oneOf: [{}]}}
",
            structs.collect::<String>(),
            members.collect::<String>(),
        );
        let target = Target::module("demo", "demo.yaml").within("shop");
        planned_as(&target, &document, "").0.examples.remove(0).code
    }

    #[test]
    fn a_union_is_the_first_variant_that_can_be_shown() {
        assert_eq!(
            shown(&[40, 1, 2]),
            [
                "use shop::demo::models::With1;",
                "client.things().create(&With1::new(\"field_0\").into()).await?;",
            ]
        );
        assert_eq!(
            shown(&[40, 50]),
            [
                "use shop::demo::models::Thing;",
                "let body: Thing = serde_json::from_str(&std::fs::read_to_string(\"body.json\")?)?;",
                "client.things().create(&body).await?;",
            ]
        );
    }
}
