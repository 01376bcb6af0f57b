//! Security schemes and requirements.

use super::context::{Context, LeftOut, Text};
use super::fields::{array_of, is_extension, members};
use super::operation::parameter::Location;
use crate::diagnostics::Code;
use crate::diagnostics::closest;
use crate::source::Node;

/// Alternatives of requirements: scheme name and scopes.
pub type Security<'a> = Vec<Vec<(Text<'a>, Vec<&'a str>)>>;

/// One of `components.securitySchemes`.
#[derive(Clone, Debug)]
pub struct SecurityScheme<'a> {
    /// The name that requirements use.
    pub name: Text<'a>,
    /// Its description.
    pub description: Option<&'a str>,
    /// Its type.
    pub kind: SecurityKind<'a>,
}

/// The type of a security scheme.
#[derive(Clone, Debug)]
pub enum SecurityKind<'a> {
    /// A key in a header, the query or a cookie.
    ApiKey {
        /// Its location.
        location: Location,
        /// The name of the header, parameter or cookie.
        name: &'a str,
    },
    /// User name and password.
    Basic,
    /// A token in `Authorization`.
    Bearer {
        /// Its format, such as `JWT`.
        format: Option<&'a str>,
    },
    /// Another scheme of `Authorization`.
    Http {
        /// The scheme, as written.
        scheme: &'a str,
    },
    /// OAuth 2.
    OAuth2 {
        /// The flows.
        flows: Vec<OAuthFlow<'a>>,
    },
    /// `OpenID` Connect.
    OpenIdConnect {
        /// The URL of the configuration.
        url: &'a str,
    },
    /// A certificate of the client.
    MutualTls,
}

/// A flow that yields an OAuth 2 token.
#[derive(Clone, Debug)]
pub struct OAuthFlow<'a> {
    /// `clientCredentials`, `authorizationCode`, `implicit`, `password`, `deviceAuthorization`.
    pub name: &'a str,
    /// The authorization URL.
    pub authorization_url: Option<&'a str>,
    /// The token URL.
    pub token_url: Option<&'a str>,
    /// The refresh URL.
    pub refresh_url: Option<&'a str>,
    /// The names of the scopes.
    pub scopes: Vec<&'a str>,
}

const KINDS: [&str; 5] = ["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"];

impl<'a> Context<'a, '_> {
    /// The `security` of a document or operation.
    pub(super) fn security(&mut self, node: &'a Node) -> Option<Security<'a>> {
        let list = node.get("security")?;
        list.as_array().or_else(|| {
            self.wrong_type(list, "security", "an array");
            None
        })?;
        Some(
            self.array(node, "security")
                .iter()
                .map(|node| self.requirement(node))
                .collect(),
        )
    }

    fn requirement(&mut self, node: &'a Node) -> Vec<(Text<'a>, Vec<&'a str>)> {
        let Some(object) = node.as_object() else {
            self.wrong_type(node, "security", "an array of objects");
            return Vec::new();
        };
        let mut schemes = Vec::new();
        for (name, node) in members(object) {
            self.scheme_exists(name);
            self.required_schemes.insert(name.text);
            let scopes = array_of(node, "scopes", self.diagnostics);
            let scopes = scopes
                .iter()
                .filter_map(|scope| self.text_of(scope, "scope"));
            schemes.push((name, scopes.map(|text| text.text).collect()));
        }
        schemes
    }

    fn scheme_exists(&mut self, name: Text<'a>) {
        if self.schemes.contains(&name.text) {
            return;
        }
        let close = closest(name.text, self.schemes.iter().copied());
        let message = format!("security scheme `{}` is not defined", name.text);
        let diagnostic = self
            .diagnostics
            .report(Code::UndefinedSecurityScheme, name.span, message);
        match close {
            Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
            None => diagnostic.help(format!(
                "define it in `components.securitySchemes`, such as `{}: {{type: http, scheme: bearer}}`",
                name.text
            )),
        };
    }

    /// One of `components.securitySchemes`. A reference that can't be resolved is an error only if
    /// the scheme is required somewhere.
    pub(super) fn security_scheme(
        &mut self,
        name: Text<'a>,
        node: &'a Node,
    ) -> Result<SecurityScheme<'a>, LeftOut> {
        let code =
            (!self.required_schemes.contains(name.text)).then_some(Code::UndefinedSecurityScheme);
        let target = self.follow_as(node, "security scheme", code)?;
        let description = self.description(node, target);
        let what = "a security scheme";
        let kind = self.required(target, "type", what).ok_or(LeftOut)?;
        let kind = match kind.text {
            "apiKey" => {
                let location = self.required(target, "in", what).ok_or(LeftOut)?;
                let location = match location.text {
                    "header" => Location::Header,
                    "query" => Location::Query,
                    "cookie" => Location::Cookie,
                    _ => {
                        self.invalid(location, "in", &["header", "query", "cookie"]);
                        return Err(LeftOut);
                    }
                };
                let name = self.required(target, "name", what).ok_or(LeftOut)?;
                if location == Location::Header && self.header_name(name).is_some() {
                    return Err(LeftOut);
                }
                let name = name.text;
                SecurityKind::ApiKey { location, name }
            }
            "http" => {
                let scheme = self.required(target, "scheme", what).ok_or(LeftOut)?.text;
                if scheme.eq_ignore_ascii_case("basic") {
                    SecurityKind::Basic
                } else if scheme.eq_ignore_ascii_case("bearer") {
                    SecurityKind::Bearer {
                        format: self.string(target, "bearerFormat"),
                    }
                } else {
                    SecurityKind::Http { scheme }
                }
            }
            "oauth2" => {
                if target.get("flows").is_none() {
                    self.missing(target, what, "flows");
                }
                let flows = self.members(target, "flows");
                let flows = flows.into_iter().filter(|(name, _)| !is_extension(*name));
                let flows = flows.map(|(name, node)| self.flow(name, node));
                SecurityKind::OAuth2 {
                    flows: flows.collect(),
                }
            }
            "openIdConnect" => {
                let url = self
                    .required(target, "openIdConnectUrl", what)
                    .ok_or(LeftOut)?
                    .text;
                SecurityKind::OpenIdConnect { url }
            }
            "mutualTLS" => SecurityKind::MutualTls,
            _ => {
                self.invalid(kind, "type", &KINDS);
                return Err(LeftOut);
            }
        };
        Ok(SecurityScheme {
            name,
            description,
            kind,
        })
    }

    fn flow(&mut self, name: Text<'a>, node: &'a Node) -> OAuthFlow<'a> {
        if node.as_object().is_none() {
            self.wrong_type(node, name.text, "an object");
        }
        let scopes = self.members(node, "scopes");
        OAuthFlow {
            name: name.text,
            authorization_url: self
                .string(node, "authorizationUrl")
                .or_else(|| self.string(node, "deviceAuthorizationUrl")),
            token_url: self.string(node, "tokenUrl"),
            refresh_url: self.string(node, "refreshUrl"),
            scopes: scopes.into_iter().map(|(scope, _)| scope.text).collect(),
        }
    }
}
