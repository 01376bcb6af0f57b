//! Unions, what their discriminators say of the tags of their members, and schemas that inherit
//! from a union of themselves.
//!
//! In: a schema with `oneOf` or `anyOf`, or one that refers to such a schema. Out: its form for
//! the oracle.

use serde_json::{Value, json};
use specwright::source::Node;

use super::{Bundle, Writing, address, reference};

impl<'a> Bundle<'a> {
    /// The members of a union. One that a discriminator's mapping names has the tags that mean it.
    pub(super) fn members(
        &mut self,
        node: &'a Node,
        list: &'a Node,
        writing: &mut Writing,
    ) -> Option<Value> {
        let items = list.as_array().filter(|items| !items.is_empty())?;
        let mut made = Vec::new();
        for item in items {
            let schema = self.schema(item, writing);
            let target = reference(item).and_then(|reference| self.target(reference));
            let tag = target.and_then(|target| self.tag(node, target));
            match tag {
                Some(tag) => made.push(json!({"allOf": [schema, tag]})),
                None => made.push(schema),
            }
        }
        Some(Value::Array(made))
    }

    /// What the discriminator of a schema says of the tag of values that are one of its members.
    fn tag(&self, node: &Node, member: &Node) -> Option<Value> {
        let discriminator = node.get("discriminator")?;
        let property = discriminator.get("propertyName")?.as_str()?;
        let mapping = discriminator.get("mapping")?.as_object()?;
        let tags: Vec<&str> = mapping
            .iter()
            .filter(|(_, value)| self.mapped(value) == Some(address(member)))
            .map(|(tag, _)| tag)
            .collect();
        let has_tag = json!({"enum": tags});
        (!tags.is_empty()).then(
            || json!({"type": "object", "required": [property], "properties": {property: has_tag}}),
        )
    }

    /// The base that a member of `allOf` refers to, if that lists the schema around the `allOf` as
    /// one of its own.
    pub(super) fn listing(&self, item: &'a Node, heir: &Node) -> Option<&'a Node> {
        let base = reference(item).and_then(|reference| self.target(reference))?;
        let lists = ["oneOf", "anyOf"].iter().filter_map(|key| base.get(key));
        let mut members = lists.filter_map(Node::as_array).flatten();
        let lists_it = members.any(|member| {
            let target = reference(member).and_then(|reference| self.target(reference));
            target.map(address) == Some(address(heir))
        });
        lists_it.then_some(base)
    }

    /// The base of a schema that it lists: without the list, in which JSON Schema would go round in
    /// circles (2020-12, 9.4.1), and with the tag that means the schema.
    pub(super) fn inherited(
        &mut self,
        base: &'a Node,
        heir: &Node,
        writing: &mut Writing,
    ) -> Value {
        let mut schema = self.schema(base, writing);
        if let Some(members) = schema.as_object_mut() {
            members.shift_remove("oneOf");
            members.shift_remove("anyOf");
        }
        match self.tag(base, heir) {
            Some(tag) => json!({"allOf": [schema, tag]}),
            None => schema,
        }
    }

    fn mapped(&self, value: &Node) -> Option<usize> {
        let text = value.as_str()?;
        let component = self
            .sources
            .root()
            .get("components")
            .and_then(|components| components.get("schemas")?.get(text));
        let target = match component {
            Some(node) => node,
            None => self.sources.resolve(&value.span, text).ok()?,
        };
        Some(address(target))
    }
}
