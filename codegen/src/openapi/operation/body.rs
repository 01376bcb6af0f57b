//! Request bodies, media types and encodings.

use super::parameter::{Parameter, Style};
use crate::diagnostics::Code;
use crate::openapi::context::{Context, LeftOut, Text};
use crate::openapi::version::Version;
use crate::source::{Node, Object, Value};

/// A request body.
#[derive(Clone, Debug)]
pub struct RequestBody<'a> {
    /// The node of the body.
    pub node: &'a Node,
    /// Its description.
    pub description: Option<&'a str>,
    /// Whether it must be sent.
    pub required: bool,
    /// The accepted media types, in document order.
    pub content: Vec<MediaType<'a>>,
}

/// A media type of a body.
#[derive(Clone, Debug)]
pub struct MediaType<'a> {
    /// As written: `application/json; charset=utf-8`.
    pub name: Text<'a>,
    /// The schema of the whole.
    pub schema: Option<&'a Node>,
    /// 3.2's `itemSchema`.
    pub item_schema: Option<&'a Node>,
    /// The data that ends a stream of events: `x-speakeasy-sse-sentinel`.
    pub sentinel: Option<&'a str>,
    /// `example` and the values of `examples`.
    pub examples: Vec<&'a Node>,
    /// The encodings of form properties.
    pub encoding: Vec<Encoding<'a>>,
    /// 3.2's `prefixEncoding`: the encodings of the first parts.
    pub prefix_encoding: Vec<Encoding<'a>>,
    /// 3.2's `itemEncoding`: the encoding of the other parts.
    pub item_encoding: Option<Encoding<'a>>,
}

impl<'a> MediaType<'a> {
    /// A media type with a schema and nothing else.
    #[must_use]
    pub fn of(name: Text<'a>, schema: Option<&'a Node>) -> Self {
        Self {
            name,
            schema,
            item_schema: None,
            sentinel: None,
            examples: Vec::new(),
            encoding: Vec::new(),
            prefix_encoding: Vec::new(),
            item_encoding: None,
        }
    }
}

/// The encoding of a property in a form.
#[derive(Clone, Debug)]
pub struct Encoding<'a> {
    /// The name of the property.
    pub property: Text<'a>,
    /// Its media types, separated by commas.
    pub content_type: Option<&'a str>,
    /// As for query parameters.
    pub style: Option<Style>,
    /// As for query parameters.
    pub explode: Option<bool>,
    /// As for query parameters.
    pub allow_reserved: bool,
    /// The headers of the part.
    pub headers: Vec<Parameter<'a>>,
}

const STYLES: [Style; 4] = [
    Style::Form,
    Style::SpaceDelimited,
    Style::PipeDelimited,
    Style::DeepObject,
];

impl<'a> Context<'a, '_> {
    /// A request body, or the target of a `$ref`.
    pub(crate) fn request_body(&mut self, node: &'a Node) -> Result<RequestBody<'a>, LeftOut> {
        let target = self.follow(node, "requestBody")?;
        self.known(
            target,
            &["description", "content", "required"],
            "a request body",
        );
        if target.get("content").is_none() {
            self.missing(target, "a request body", "content");
        } else if let Some(member) = target.as_object().and_then(|body| body.member("content"))
            && member.node.as_object().is_some_and(Object::is_empty)
        {
            self.diagnostics
                .report(
                    Code::UnneededFieldMissing,
                    member.key,
                    "`content` has no media type, so the body can't be sent",
                )
                .help("write `content: {application/json: {schema: …}}`, or remove the body");
        }
        Ok(RequestBody {
            node: target,
            description: self.description(node, target),
            required: self.flag(target, "required").unwrap_or_default(),
            content: self.content(target)?,
        })
    }

    /// The `content` of a body, response or parameter.
    pub(crate) fn content(&mut self, node: &'a Node) -> Result<Vec<MediaType<'a>>, LeftOut> {
        let members = self.members(node, "content");
        self.all(members, |context, (name, node)| {
            context.media_type(name, node)
        })
    }

    pub(crate) fn media_type(
        &mut self,
        name: Text<'a>,
        node: &'a Node,
    ) -> Result<MediaType<'a>, LeftOut> {
        // `application/json:` with nothing below is an empty media type.
        if let Value::Null = node.value {
            self.lenient(node, format!("`{}` must be an object, not null", name.text));
            return Ok(MediaType::of(name, None));
        }
        let target = self.follow(node, "media type")?;
        self.known(target, &FIELDS, "a media type");
        self.positional(target);
        let encoding = self.members(target, "encoding");
        let (prefix_encoding, item_encoding) = self.encoding_by_position(target)?;
        Ok(MediaType {
            name,
            schema: target
                .get("schema")
                .filter(|schema| !matches!(schema.value, Value::Null)),
            item_schema: target.get("itemSchema"),
            sentinel: target
                .get("x-speakeasy-sse-sentinel")
                .and_then(Node::as_str),
            examples: self.examples(target),
            encoding: self.all(encoding, |context, (name, node)| {
                context.encoding(name, node)
            })?,
            prefix_encoding,
            item_encoding,
        })
    }

    /// 3.2: `prefixEncoding` and `itemEncoding`.
    fn encoding_by_position(
        &mut self,
        node: &'a Node,
    ) -> Result<(Vec<Encoding<'a>>, Option<Encoding<'a>>), LeftOut> {
        if self.version < Version::V3_2 {
            return Ok((Vec::new(), None));
        }
        let unnamed = |node: &Node| Text::new("", node.span);
        let mut prefix = Vec::new();
        for node in self.array(node, "prefixEncoding") {
            prefix.push(self.encoding(unnamed(node), node)?);
        }
        let item = node.get("itemEncoding");
        let item = item.map(|node| self.encoding(unnamed(node), node));
        Ok((prefix, item.transpose()?))
    }

    /// 3.2: parts are encoded by name or by position.
    fn positional(&mut self, node: &'a Node) {
        if self.version >= Version::V3_2 {
            self.exclusive(node, "encoding", "prefixEncoding");
            self.exclusive(node, "encoding", "itemEncoding");
            for part in self.array(node, "prefixEncoding") {
                self.positional(part);
            }
        }
    }

    fn encoding(&mut self, property: Text<'a>, node: &'a Node) -> Result<Encoding<'a>, LeftOut> {
        if node.as_object().is_none() {
            self.wrong_type(node, "encoding", "an object");
        }
        self.positional(node);
        let style = self.text(node, "style").and_then(|text| {
            let style = STYLES.into_iter().find(|style| style.as_str() == text.text);
            if style.is_none() {
                self.invalid(text, "style", &STYLES.map(Style::as_str));
            }
            style
        });
        let headers = self.members(node, "headers");
        Ok(Encoding {
            property,
            content_type: self.string(node, "contentType"),
            style,
            explode: self.flag(node, "explode"),
            allow_reserved: self.flag(node, "allowReserved").unwrap_or_default(),
            headers: self.all(headers, |context, (name, node)| context.header(name, node))?,
        })
    }

    /// The values of `example` and `examples`. An invalid example is left out.
    pub(crate) fn examples(&mut self, node: &'a Node) -> Vec<&'a Node> {
        let mut values: Vec<_> = node.get("example").into_iter().collect();
        let Some(examples) = node.get("examples") else {
            return values;
        };
        self.exclusive(node, "example", "examples");
        match &examples.value {
            Value::Object(object) => {
                for (_, example) in object.iter() {
                    values.extend(self.example(example));
                }
            }
            Value::Null => {}
            Value::Array(items) => {
                self.lenient(examples, "`examples` must be an object, not an array");
                values.extend(items);
            }
            _ => {
                let kind = examples.kind();
                self.lenient(
                    examples,
                    format!("`examples` must be an object, not {kind}"),
                );
            }
        }
        values
    }

    /// The value of one example.
    pub(crate) fn example(&mut self, node: &'a Node) -> Option<&'a Node> {
        if node.as_object().is_none() {
            let kind = node.kind();
            self.lenient(
                node,
                format!("an example must be an object with `value`, not {kind}"),
            );
            return Some(node);
        }
        let target = self
            .follow_as(node, "example", Some(Code::UnresolvedExample))
            .ok()?;
        if self.version >= Version::V3_1 {
            self.exclusive(target, "value", "externalValue");
        }
        if self.version >= Version::V3_2 {
            self.exclusive(target, "value", "dataValue");
            self.exclusive(target, "value", "serializedValue");
            self.exclusive(target, "serializedValue", "externalValue");
        }
        target.get("value").or_else(|| target.get("dataValue"))
    }
}

const FIELDS: [&str; 9] = [
    "schema",
    "itemSchema",
    "example",
    "examples",
    "encoding",
    "prefixEncoding",
    "itemEncoding",
    "$ref",
    "description",
];
