//! Parameters, and headers, which are parameters without a location.

use super::body::Encoding;
use crate::diagnostics::{Code, Diagnostic};
use crate::openapi::context::{Context, LeftOut, Text};
use crate::openapi::version::Version;
use crate::source::{Node, Value};

/// A parameter of an operation, or a header of a response or part.
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent facts of the standard"
)]
#[derive(Clone, Debug)]
pub struct Parameter<'a> {
    /// The node of the parameter, or of the operation if it was not declared.
    pub node: &'a Node,
    /// The name on the wire.
    pub name: Text<'a>,
    /// Its location.
    pub location: Location,
    /// Its description.
    pub description: Option<&'a str>,
    /// Whether it must be sent. Path parameters always are.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// The style, or the default of the location.
    pub style: Style,
    /// Whether arrays and objects become several parameters, by default as the style says.
    pub explode: bool,
    /// Whether reserved characters are not percent-encoded.
    pub allow_reserved: bool,
    /// The schema, or that of the media type in `content`.
    pub schema: Option<&'a Node>,
    /// The media type in `content`. The value is serialized as that.
    pub media_type: Option<Text<'a>>,
    /// The encodings in `content`.
    pub encoding: Vec<Encoding<'a>>,
    /// The first of `example` and `examples`.
    pub example: Option<&'a Node>,
}

/// The location of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// As the whole query (3.2).
    QueryString,
}

/// How arrays and objects are written in a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b`.
    Simple,
    /// `.a.b`.
    Label,
    /// `;name=a,b`.
    Matrix,
    /// `name=a&name=b`, or with commas.
    Form,
    /// `name=a%20b`.
    SpaceDelimited,
    /// `name=a|b`.
    PipeDelimited,
    /// `name[key]=a`.
    DeepObject,
    /// `name=a; name=b`, not encoded (3.2).
    Cookie,
}

impl Location {
    /// The name in the standard.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::QueryString => "querystring",
        }
    }

    /// The styles that the standard allows for the location, its default first.
    fn styles(self) -> &'static [Style] {
        match self {
            Self::Path => &[Style::Simple, Style::Label, Style::Matrix],
            Self::Query | Self::QueryString => &[
                Style::Form,
                Style::SpaceDelimited,
                Style::PipeDelimited,
                Style::DeepObject,
            ],
            Self::Header => &[Style::Simple],
            Self::Cookie => &[Style::Form, Style::Cookie],
        }
    }
}

impl Style {
    /// The name in the standard.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Label => "label",
            Self::Matrix => "matrix",
            Self::Form => "form",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject => "deepObject",
            Self::Cookie => "cookie",
        }
    }

    /// The default of `explode`.
    #[must_use]
    pub fn explodes(self) -> bool {
        matches!(self, Self::Form | Self::Cookie)
    }
}

const FIELDS: [&str; 14] = [
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "content",
    "example",
    "examples",
    "$ref",
];

impl<'a> Context<'a, '_> {
    /// A parameter, or the target of a `$ref`. `None` if it is unusable, which was reported.
    pub(crate) fn parameter(&mut self, node: &'a Node) -> Result<Option<Parameter<'a>>, LeftOut> {
        let target = self.follow(node, "parameter")?;
        self.known(target, &FIELDS, "a parameter");
        let location = self.required(target, "in", "a parameter");
        let name = self.name_of(target, location);
        let (Some(name), Some(location)) = (name, location) else {
            return Ok(None);
        };
        let location = match location.text {
            "path" => Location::Path,
            "query" => Location::Query,
            "header" => Location::Header,
            "cookie" => Location::Cookie,
            "querystring" if self.version >= Version::V3_2 => Location::QueryString,
            "body" | "formData" => {
                let message = format!("`in: {}` is of Swagger 2.0", location.text);
                self.diagnostics
                    .report(Code::InvalidValue, location.span, message)
                    .help("write `requestBody: {content: {application/json: {schema: …}}}` beside `parameters`");
                return Ok(None);
            }
            _ => {
                self.invalid(location, "in", &["path", "query", "header", "cookie"]);
                return Ok(None);
            }
        };
        if location == Location::Header && self.header_name(name).is_some() {
            return Ok(None);
        }
        let description = self.description(node, target);
        self.described(target, name, location, description)
            .map(Some)
    }

    /// Reports an invalid header name (RFC 9110, section 5.6.2).
    pub(crate) fn header_name(&mut self, name: Text<'a>) -> Option<&mut Diagnostic> {
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        let valid = !name.text.is_empty() && name.text.bytes().all(is_token);
        if valid {
            return None;
        }
        let message = format!("`{}` is not a valid header name", name.text.escape_debug());
        let diagnostic = self
            .diagnostics
            .report(Code::InvalidHeaderName, name.span, message);
        Some(diagnostic.help("use letters, digits and `-`"))
    }

    /// The name of a parameter. That of a whole query is not sent, so it may be missing.
    fn name_of(&mut self, node: &'a Node, location: Option<Text<'a>>) -> Option<Text<'a>> {
        let whole = location.filter(|location| location.text == "querystring");
        if let Some(location) = whole
            && node.get("name").is_none()
        {
            self.diagnostics
                .report(
                    Code::UnneededFieldMissing,
                    location.span,
                    "a parameter has no `name`",
                )
                .help("add `name`, which the standard requires");
            return Some(location);
        }
        self.required(node, "name", "a parameter")
    }

    /// A header, or the target of a `$ref`.
    pub(crate) fn header(
        &mut self,
        name: Text<'a>,
        node: &'a Node,
    ) -> Result<Parameter<'a>, LeftOut> {
        let target = self.follow(node, "header")?;
        if let Some(reserved) = target.get("allowReserved")
            && self.version > Version::V3_0
        {
            let message = "`allowReserved` is not allowed on a header";
            self.diagnostics
                .report(Code::FieldNotAllowed, reserved.span, message);
        }
        let description = self.description(node, target);
        self.described(target, name, Location::Header, description)
    }

    /// What parameters and headers have in common.
    fn described(
        &mut self,
        node: &'a Node,
        name: Text<'a>,
        location: Location,
        description: Option<&'a str>,
    ) -> Result<Parameter<'a>, LeftOut> {
        let style = self.style(node, location);
        let required = self.flag(node, "required").unwrap_or_default();
        if location == Location::Path && !required {
            let message = format!("path parameter `{}` has no `required: true`", name.text);
            self.diagnostics
                .report(Code::OptionalPathParameter, name.span, message)
                .help("add `required: true`: a path can't be sent without it");
        }
        let mut encoding = Vec::new();
        let (schema, media_type) = self.schema_or_content(node, name, location, &mut encoding)?;
        let example = self.examples(node).first().copied();
        Ok(Parameter {
            node,
            name,
            location,
            description,
            required: required || location == Location::Path,
            deprecated: self.flag(node, "deprecated").unwrap_or_default(),
            style,
            explode: self.flag(node, "explode").unwrap_or(style.explodes()),
            allow_reserved: self.allow_reserved(node, location, style),
            schema,
            media_type,
            encoding,
            example,
        })
    }

    fn schema_or_content(
        &mut self,
        node: &'a Node,
        name: Text<'a>,
        location: Location,
        encoding: &mut Vec<Encoding<'a>>,
    ) -> Result<(Option<&'a Node>, Option<Text<'a>>), LeftOut> {
        self.exclusive(node, "schema", "content");
        if node.get("content").is_some() {
            for field in ["style", "explode", "allowReserved"] {
                if self.version > Version::V3_0 {
                    self.exclusive(node, "content", field);
                }
            }
            let mut content = self.content(node)?.into_iter();
            if let Some(media) = content.next() {
                if let Some(second) = content.next() {
                    let message = "`content` of a parameter has exactly one media type";
                    self.diagnostics
                        .report(Code::HarmlessDuplicate, second.name.span, message);
                }
                *encoding = media.encoding;
                return Ok((node.get("schema").or(media.schema), Some(media.name)));
            }
        }
        if let (Location::QueryString, Some(schema)) = (location, node.get("schema")) {
            let message = "a `querystring` parameter has `content` and no `schema`";
            self.diagnostics
                .report(Code::FieldNotAllowed, schema.span, message);
        }
        let schema = node
            .get("schema")
            .filter(|schema| !matches!(schema.value, Value::Null));
        if schema.is_none() {
            // In Swagger 2.0 the parameter itself has the keywords of its schema.
            if node.get("type").is_some_and(|kind| kind.as_str().is_some()) {
                let message = format!(
                    "parameter `{}` has its `type` outside a `schema`",
                    name.text
                );
                self.diagnostics
                    .report(Code::OutOfPlace, node.span, message)
                    .help("put it into `schema`");
                return Ok((Some(node), None));
            }
            let message = format!("`{}` has neither `schema` nor `content`", name.text);
            self.diagnostics
                .report(Code::UnneededFieldMissing, name.span, message)
                .help("add `schema: {type: string}`, which is what it is taken for");
        }
        Ok((schema, None))
    }

    fn style(&mut self, node: &'a Node, location: Location) -> Style {
        let default = location.styles()[0];
        let Some(text) = self.text(node, "style") else {
            return default;
        };
        let known = location
            .styles()
            .iter()
            .filter(|style| **style != Style::Cookie || self.version >= Version::V3_2);
        let names: Vec<_> = known.clone().map(|style| style.as_str()).collect();
        if let Some(style) = known.into_iter().find(|style| style.as_str() == text.text) {
            return *style;
        }
        self.invalid(text, "style", &names);
        default
    }

    fn allow_reserved(&mut self, node: &'a Node, location: Location, style: Style) -> bool {
        let Some(value) = node.get("allowReserved") else {
            return false;
        };
        let flag = self.flag(node, "allowReserved").unwrap_or_default();
        let allowed = match (self.version, location) {
            (Version::V3_0, _) => return flag && location == Location::Query,
            (Version::V3_1, Location::Path) => {
                let message = "`allowReserved` is allowed with `in: path` from OpenAPI 3.2 on";
                self.diagnostics
                    .report(Code::OutOfPlace, value.span, message);
                true
            }
            (Version::V3_1, _) => location == Location::Query,
            (Version::V3_2, Location::Header) => false,
            (Version::V3_2, _) => style != Style::Cookie,
        };
        // It was reported for a header of a response already.
        if !allowed && node.get("in").is_some() {
            let message = match style {
                Style::Cookie => "`allowReserved` is not allowed with `style: cookie`".to_owned(),
                _ => format!(
                    "`allowReserved` is not allowed with `in: {}`",
                    location.as_str()
                ),
            };
            self.diagnostics
                .report(Code::FieldNotAllowed, value.span, message);
        }
        flag && allowed
    }
}
