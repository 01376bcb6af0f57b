//! Servers and the variables in their URLs.

use super::context::{Context, Text};
use super::template::placeholders;
use super::version::Version;
use crate::diagnostics::Code;
use crate::source::Node;

/// A server of an API.
#[derive(Clone, Debug)]
pub struct Server<'a> {
    /// The URL, with `{variables}`; may be relative to that of the document.
    pub url: Text<'a>,
    /// Its name (3.2).
    pub name: Option<&'a str>,
    /// Its description.
    pub description: Option<&'a str>,
    /// The variables of the URL.
    pub variables: Vec<ServerVariable<'a>>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug)]
pub struct ServerVariable<'a> {
    /// The name in the URL.
    pub name: Text<'a>,
    /// The default value.
    pub default: &'a str,
    /// The allowed values; empty if any is.
    pub values: Vec<&'a str>,
    /// Its description.
    pub description: Option<&'a str>,
}

impl<'a> Context<'a, '_> {
    /// The `servers` of a document, path item or operation.
    pub(super) fn servers(&mut self, node: &'a Node) -> Vec<Server<'a>> {
        let servers = self.array(node, "servers");
        servers
            .iter()
            .filter_map(|server| self.server(server))
            .collect()
    }

    fn server(&mut self, node: &'a Node) -> Option<Server<'a>> {
        if node.as_object().is_none() {
            self.wrong_type(node, "server", "an object");
            return None;
        }
        self.known(
            node,
            &["url", "description", "variables", "name"],
            "a server",
        );
        let url = self.required(node, "url", "a server")?;
        let variables: Vec<_> = self
            .members(node, "variables")
            .into_iter()
            .filter_map(|(name, node)| self.server_variable(name, node))
            .collect();
        for name in placeholders(url.text) {
            if !variables.iter().any(|variable| variable.name.text == name) {
                let message = format!("`{{{name}}}` is not among the server's `variables`");
                self.diagnostics
                    .report(Code::UndefinedServerVariable, url.span, message)
                    .help(format!("add `variables: {{{name}: {{default: …}}}}`"));
            }
        }
        Some(Server {
            url,
            name: self.string(node, "name"),
            description: self.string(node, "description"),
            variables,
        })
    }

    fn server_variable(&mut self, name: Text<'a>, node: &'a Node) -> Option<ServerVariable<'a>> {
        if node.as_object().is_none() {
            self.wrong_type(node, "server variable", "an object");
            return None;
        }
        let listed = self.array(node, "enum");
        let values: Vec<_> = listed
            .iter()
            .filter_map(|value| self.string_of(value))
            .collect();
        if let Some(list) = node
            .get("enum")
            .filter(|list| list.as_array().is_some_and(<[_]>::is_empty))
        {
            let message = "the `enum` of a server variable is empty";
            let diagnostic = self
                .diagnostics
                .report(Code::InvalidValue, list.span, message);
            if self.version == Version::V3_0 {
                diagnostic.harmless();
            }
        }
        let default = match self.required(node, "default", "a server variable") {
            Some(text) => text.text,
            None => values.first().copied()?,
        };
        let description = self.string(node, "description");
        Some(ServerVariable {
            name,
            default,
            values,
            description,
        })
    }

    fn string_of(&mut self, node: &'a Node) -> Option<&'a str> {
        self.text_of(node, "enum").map(|text| text.text)
    }
}
