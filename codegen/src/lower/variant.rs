//! What the members of a union are called.

use super::{Lowering, key, view::without};
use crate::{
    ir::Variant,
    openapi::Types,
    source::{Node, is_copy},
};

impl<'a> Lowering<'a, '_> {
    /// What a member is called: the component's name, its title, or the kind of value.
    pub(super) fn variant_name(
        &mut self,
        member: &'a Node,
        index: usize,
        taken: &[Variant],
    ) -> String {
        let name = self
            .member_name(member)
            .unwrap_or_else(|| format!("variant{}", index + 1));
        if taken.iter().any(|variant| variant.name == name) {
            format!("{name}{}", index + 1)
        } else {
            name
        }
    }

    fn member_name(&mut self, member: &'a Node) -> Option<String> {
        let schema = self.read(member);
        if let Some(reference) = self.plain_reference(&schema) {
            let target = self.target(reference)?;
            if let Some(name) = self.components.by_key.get(&key(target)) {
                return Some((*name).to_owned());
            }
            if is_copy(reference.text) {
                return schema.title.map(str::to_owned);
            }
            let last = reference.text.rsplit(['/', '#']).next().unwrap_or_default();
            return Some(last.to_owned()).filter(|name| !name.is_empty());
        }
        if let Some(constant) = schema.constant.and_then(Node::as_str) {
            return Some(constant.to_owned()).filter(|name| !name.is_empty());
        }
        if let Some(title) = schema.title.filter(|title| title.len() <= 40) {
            return Some(title.to_owned());
        }
        let name = match without(schema.types, Types::NULL) {
            Types::STRING => "string",
            Types::INTEGER => "integer",
            Types::NUMBER => "number",
            Types::BOOLEAN => "boolean",
            Types::ARRAY => {
                let item = schema.items.and_then(|item| self.member_name(item));
                return Some(
                    item.map_or_else(|| "array".to_owned(), |item| format!("{item} list")),
                );
            }
            Types::OBJECT if schema.properties.is_empty() => "object",
            types if types == Types::INTEGER.with(Types::STRING) => "integer",
            types if types == Types::NUMBER.with(Types::STRING) => "number",
            _ => return None,
        };
        Some(name.to_owned())
    }
}
