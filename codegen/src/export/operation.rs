//! Paths, operations and their parts.

use serde_json::{Map, Value, json};

use super::{Export, rules::Rule};
use crate::source::{Node, Object};

impl<'s> Export<'s> {
    /// `paths`.
    pub(super) fn paths(&mut self, node: &'s Node) -> Option<Value> {
        let mut out = Map::new();
        let Some(paths) = node.as_object() else {
            self.wrong_type(node, "an object");
            return None;
        };
        for (path, member) in paths.members() {
            let item = &member.node;
            if path.starts_with("x-") {
                out.insert(path.to_owned(), item.to_json());
            } else if !path.starts_with('/') {
                self.reject(
                    member.key,
                    format!("path `{path}` does not begin with a slash"),
                    "begin it with `/`",
                );
            } else if let Some(item) = self.path_item(item) {
                out.insert(path.to_owned(), item);
            }
        }
        Some(out.into())
    }

    fn path_item(&mut self, node: &'s Node) -> Option<Value> {
        let mut out = Map::new();
        if let Some(reference) = node.get("$ref")
            && let Some(text) = reference.as_str()
        {
            let target = self.end(reference.span, text)?;
            out = self.object(target, path_item);
        }
        let own = self.object(node, path_item);
        out.extend(own);
        Some(out.into())
    }

    fn operation(&mut self, node: &'s Node) -> Option<Value> {
        let mut out = self.object(node, operation);
        out.entry("responses")
            .or_insert_with(|| json!({"default": {"description": ""}}));
        Some(out.into())
    }

    fn additional_operations(&mut self, node: &'s Node) -> Option<Value> {
        for (method, operation) in node
            .as_object()
            .into_iter()
            .flat_map(crate::source::Object::members)
        {
            self.omit(
                operation.key,
                method,
                "send it by hand; 3.0 knows eight methods",
            );
        }
        None
    }

    /// A parameter, or a reference to one.
    pub(super) fn parameter(&mut self, node: &'s Node) -> Option<Value> {
        self.referable(node, "parameters", Export::own_parameter)
    }

    fn own_parameter(&mut self, node: &'s Node) -> Option<Value> {
        let location = node.get("in").and_then(Node::as_str).unwrap_or_default();
        let styles: &[&str] = match location {
            "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "path" => &["simple", "label", "matrix"],
            "header" => &["simple"],
            "cookie" => &["form"],
            "querystring" => {
                self.omit(
                    node.span,
                    location,
                    "describe each of its members as a query parameter",
                );
                return None;
            }
            _ => {
                self.reject(
                    node.span,
                    format!("parameter in `{location}`"),
                    "it can be in `query`, `path`, `header` and `cookie`",
                );
                return None;
            }
        };
        let mut out = self.object(node, parameter);
        if !out.contains_key("name") {
            self.reject(node.span, "parameter without `name`", "add `name`");
            return None;
        }
        if location == "path" {
            out.insert("required".to_owned(), true.into());
        }
        self.style(&mut out, styles, node);
        self.one_format(&mut out);
        Some(out.into())
    }

    /// Keeps one of `schema` and `content`, as 3.0 requires. A URL or a header has no `null`: if a
    /// schema of 3.1 allows it, the parameter is optional.
    fn one_format(&self, out: &mut Map<String, Value>) {
        let Some(schema) = out.get_mut("schema") else {
            out.entry("content").or_insert_with(|| json!({}));
            if out
                .get("content")
                .and_then(Value::as_object)
                .is_none_or(Map::is_empty)
            {
                out.remove("content");
                out.insert("schema".to_owned(), json!({}));
            }
            return;
        };
        if let (false, Value::Object(schema)) = (self.strict, schema) {
            schema.remove("nullable");
            if schema.get("default") == Some(&Value::Null) {
                schema.remove("default");
            }
            if let Some(Value::Array(values)) = schema.get_mut("enum") {
                values.retain(|value| !value.is_null());
            }
        }
        out.remove("content");
    }

    /// Removes a style that 3.0 does not allow at the location.
    pub(super) fn style(&mut self, out: &mut Map<String, Value>, styles: &[&str], node: &Node) {
        let Some(style) = out.get("style").and_then(Value::as_str).map(str::to_owned) else {
            return;
        };
        if !styles.contains(&style.as_str()) {
            let place = node.get("style").map_or(node.span, |node| node.span);
            let help = format!(
                "the exported document has `{}`",
                styles.first().unwrap_or(&"")
            );
            self.loss(
                place,
                format!("OpenAPI 3.0 has no style `{style}` here"),
                &help,
            );
            out.remove("style");
        }
    }

    /// A header, or a reference to one.
    pub(super) fn header(&mut self, node: &'s Node) -> Option<Value> {
        self.referable(node, "headers", |export, node| {
            let mut out = export.object(node, |name| match name {
                "name" | "in" | "allowEmptyValue" | "allowReserved" => Rule::Skip,
                "explode" => Rule::Part(Export::header_explode),
                name => parameter(name),
            });
            export.style(&mut out, &["simple"], node);
            export.one_format(&mut out);
            Some(out.into())
        })
    }

    fn header_explode(&mut self, node: &'s Node) -> Option<Value> {
        if node.as_bool() == Some(true) {
            self.loss(
                node.span,
                "`explode` of a header can't be written",
                "its objects are `key,value` pairs",
            );
        }
        None
    }

    /// A request body, or a reference to one.
    pub(super) fn request_body(&mut self, node: &'s Node) -> Option<Value> {
        self.referable(node, "requestBodies", |export, node| {
            let out = export.object(node, |name| match name {
                "description" => Rule::Text,
                "required" => Rule::Flag,
                "content" => Rule::Part(Export::content),
                _ => Rule::Unknown,
            });
            Some(out.into())
        })
    }

    fn responses(&mut self, node: &'s Node) -> Option<Value> {
        let mut out = Map::new();
        for (status, member) in node
            .as_object()
            .into_iter()
            .flat_map(crate::source::Object::members)
        {
            let response = &member.node;
            let bytes = status.as_bytes();
            let range =
                bytes.len() == 3 && matches!(bytes, [b'1'..=b'5', b'X' | b'x', b'X' | b'x']);
            let code = bytes.len() == 3
                && status
                    .parse()
                    .is_ok_and(|code: u16| (100..1000).contains(&code));
            if status.starts_with("x-") {
                out.insert(status.to_owned(), response.to_json());
            } else if range || code || status == "default" {
                out.extend(
                    self.response(response)
                        .map(|response| (status.to_owned(), response)),
                );
            } else {
                self.reject(
                    member.key,
                    format!("`{status}` is not a status"),
                    "write a status (`200`), a range (`4XX`) or `default`",
                );
            }
        }
        Some(out.into())
    }

    /// A response, or a reference to one.
    pub(super) fn response(&mut self, node: &'s Node) -> Option<Value> {
        self.referable(node, "responses", |export, node| {
            let mut out = export.object(node, |name| match name {
                "description" => Rule::Text,
                "headers" => Rule::Map(Export::header),
                "content" => Rule::Part(Export::content),
                "links" => Rule::Map(Export::link),
                "summary" => Rule::Omit("`description` can say it"),
                _ => Rule::Unknown,
            });
            out.entry("description").or_insert_with(|| "".into());
            Some(out.into())
        })
    }

    fn callbacks(&mut self, node: &'s Node) -> Option<Value> {
        if self.in_callback {
            self.loss(
                node.span,
                "a callback's own callbacks are left out",
                "describe them with the operation",
            );
            return None;
        }
        // The types allow no reference here.
        self.map(node, |export, callback| {
            let callback = match callback
                .get("$ref")
                .map(|reference| (reference.span, reference.as_str()))
            {
                Some((span, Some(text))) => export.end(span, text)?,
                _ => callback,
            };
            export.own_callback(callback)
        })
    }

    /// A callback, or a reference to one.
    pub(super) fn callback(&mut self, node: &'s Node) -> Option<Value> {
        let target = match node
            .get("$ref")
            .map(|reference| (reference.span, reference.as_str()))
        {
            Some((span, Some(text))) => self.end(span, text)?,
            _ => node,
        };
        self.own_callback(target)
    }

    fn own_callback(&mut self, node: &'s Node) -> Option<Value> {
        let object = node.as_object();
        let was = std::mem::replace(&mut self.in_callback, true);
        let mut out = Map::new();
        for (expression, item) in object.into_iter().flat_map(Object::iter) {
            if !expression.starts_with("x-") {
                out.extend(
                    self.path_item(item)
                        .map(|item| (expression.to_owned(), item)),
                );
            }
        }
        self.in_callback = was;
        Some(out.into())
    }
}

fn path_item<'s>(name: &str) -> Rule<'s> {
    match name {
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" => {
            Rule::Part(Export::operation)
        }
        "summary" | "description" => Rule::Text,
        "servers" => Rule::List(Export::server),
        "parameters" => Rule::List(Export::parameter),
        "query" => Rule::Omit("send it by hand; 3.0 knows eight methods"),
        "additionalOperations" => Rule::Part(Export::additional_operations),
        "$ref" => Rule::Skip,
        _ => Rule::Unknown,
    }
}

fn operation<'s>(name: &str) -> Rule<'s> {
    match name {
        "tags" => Rule::Texts,
        "summary" | "description" | "operationId" => Rule::Text,
        "externalDocs" => Rule::Part(Export::external_docs),
        "parameters" => Rule::List(Export::parameter),
        "requestBody" => Rule::Part(Export::request_body),
        "responses" => Rule::Part(Export::responses),
        "callbacks" => Rule::Part(Export::callbacks),
        "deprecated" => Rule::Flag,
        "security" => Rule::List(Export::security_requirement),
        "servers" => Rule::List(Export::server),
        _ => Rule::Unknown,
    }
}

fn parameter<'s>(name: &str) -> Rule<'s> {
    match name {
        "name" | "in" | "description" | "style" => Rule::Text,
        "required" | "deprecated" | "allowEmptyValue" | "explode" | "allowReserved" => Rule::Flag,
        "schema" => Rule::Part(Export::sub_schema),
        "content" => Rule::Part(Export::content),
        "example" => Rule::Json,
        "examples" => Rule::Map(Export::example),
        _ => Rule::Unknown,
    }
}
