//! The text dump: what an [`Api`] holds, for people and for golden tests.
//!
//! In: the IR. Out: text, one fact a line, children indented under what they belong to. What is
//! absent, empty or false is left out, so that each line shows something the document says.
//! Types are written by name and not by number: a type more in a document is a few lines more in
//! its dump.

mod constraints;
mod operation;
#[cfg(test)]
mod tests;
mod types;

use std::{collections::HashMap, fmt::Write};

use super::{
    Api, Docs, ExternalDocs, Name, Scalar, SecurityKind, SecurityScheme, Server, ServerVariable,
    Tag, Type, TypeId,
};

/// The text dump of an API. Every value that differs makes a dump that differs.
#[must_use]
pub fn dump(api: &Api) -> String {
    // Without `..`, here and below, so that no field can be forgotten.
    let Api {
        title,
        version,
        docs,
        servers,
        security_schemes,
        tags,
        types,
        inherits,
        operations,
        webhooks,
    } = api;
    let mut out = Dump {
        text: String::new(),
        depth: 0,
        labels: labels(api),
    };
    out.nest(format_args!("api {title:?}"), |out| {
        out.line(format_args!("version {version:?}"));
        out.docs(docs);
        for server in servers {
            out.server(server);
        }
        for scheme in security_schemes {
            out.security_scheme(scheme);
        }
        for Tag { name, description } in tags {
            out.nest(format_args!("tag {name:?}"), |out| {
                out.description(description.as_deref());
            });
        }
    });
    types
        .iter()
        .enumerate()
        .for_each(|(number, def)| types::type_def(&mut out, number, def));
    for (heir, base) in inherits {
        let [heir, base] = [heir, base].map(|id| out.labels[id.index()].clone());
        out.line(format_args!("{heir} inherits {base}"));
    }
    for operation in operations {
        operation::operation(&mut out, operation);
    }
    for webhook in webhooks {
        operation::webhook(&mut out, webhook);
    }
    out.text
}

/// The text so far.
struct Dump {
    text: String,
    depth: usize,
    /// What each type is called here.
    labels: Vec<String>,
}

impl Dump {
    fn line(&mut self, content: std::fmt::Arguments<'_>) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
        // Writing to a string can't fail.
        let _ = self.text.write_fmt(content);
        self.text.push('\n');
    }

    fn nest(&mut self, content: std::fmt::Arguments<'_>, children: impl FnOnce(&mut Self)) {
        self.line(content);
        self.depth += 1;
        children(self);
        self.depth -= 1;
    }

    fn flag(&mut self, set: bool, name: &str) {
        if set {
            self.line(format_args!("{name}"));
        }
    }

    fn value(&mut self, name: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            self.line(format_args!("{name} {value}"));
        }
    }

    fn quoted(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.line(format_args!("{name} {value:?}"));
        }
    }

    fn description(&mut self, description: Option<&str>) {
        self.quoted("description", description);
    }

    fn docs(
        &mut self,
        Docs {
            summary,
            description,
            deprecated,
            example,
            external_docs,
        }: &Docs,
    ) {
        self.quoted("summary", summary.as_deref());
        self.description(description.as_deref());
        self.flag(*deprecated, "deprecated");
        self.value("example", example.as_deref());
        if let Some(ExternalDocs { url, description }) = external_docs.as_deref() {
            self.nest(format_args!("external docs {url:?}"), |out| {
                out.description(description.as_deref());
            });
        }
    }

    fn server(
        &mut self,
        Server {
            url,
            name,
            description,
            variables,
        }: &Server,
    ) {
        self.nest(format_args!("server {url:?}"), |out| {
            if let Some(name) = name {
                out.line(format_args!("name {name:?}"));
            }
            out.description(description.as_deref());
            for ServerVariable {
                name,
                default,
                values,
                description,
            } in variables
            {
                out.nest(format_args!("variable {name:?} = {default:?}"), |out| {
                    for value in values {
                        out.line(format_args!("value {value:?}"));
                    }
                    out.description(description.as_deref());
                });
            }
        });
    }

    fn security_scheme(
        &mut self,
        SecurityScheme {
            name,
            kind,
            description,
        }: &SecurityScheme,
    ) {
        self.nest(format_args!("security scheme {name:?}"), |out| {
            match kind {
                SecurityKind::ApiKey {
                    location,
                    name,
                    prefix,
                } => {
                    let place = operation::location(*location);
                    match prefix {
                        Some(prefix) => {
                            out.line(format_args!("api key {place} {name:?} after {prefix:?}"));
                        }
                        None => out.line(format_args!("api key {place} {name:?}")),
                    }
                }
                SecurityKind::Basic => out.line(format_args!("basic")),
                SecurityKind::Bearer => out.line(format_args!("bearer")),
                SecurityKind::Http(scheme) => out.line(format_args!("http {scheme:?}")),
                SecurityKind::OAuth2 {
                    token_url,
                    refresh_url,
                } => {
                    out.line(format_args!("oauth2"));
                    out.quoted("token url", token_url.as_deref());
                    out.quoted("refresh url", refresh_url.as_deref());
                }
                SecurityKind::OpenIdConnect => out.line(format_args!("open id connect")),
                SecurityKind::MutualTls => out.line(format_args!("mutual tls")),
            }
            out.description(description.as_deref());
        });
    }

    /// A type, in one line. Walks by a list of what is still to print, for types nest.
    fn ty(&self, ty: &Type) -> String {
        enum Piece<'a> {
            Type(&'a Type),
            Text(&'static str),
        }
        let mut text = String::new();
        let mut open = vec![Piece::Type(ty)];
        while let Some(piece) = open.pop() {
            let ty = match piece {
                Piece::Text(piece) => {
                    text.push_str(piece);
                    continue;
                }
                Piece::Type(ty) => ty,
            };
            match ty {
                Type::Named(id) => text.push_str(self.label(*id)),
                Type::Scalar(scalar) => {
                    text.push_str(types::scalar(*scalar));
                    if matches!(scalar, Scalar::NumberOrText(_)) {
                        text.push_str(" or text");
                    }
                }
                Type::Any => text.push_str("any"),
                Type::Null => text.push_str("null"),
                Type::Foreign(foreign) => text.push_str(&foreign.path),
                Type::Array(item) => {
                    open.extend([Piece::Text(")"), Piece::Type(item), Piece::Text("array(")]);
                }
                Type::Map(value) => {
                    open.extend([Piece::Text(")"), Piece::Type(value), Piece::Text("map(")]);
                }
                Type::KeyedMap(key, value) => {
                    text.push_str("map(");
                    text.push_str(self.label(*key));
                    open.extend([Piece::Text(")"), Piece::Type(value), Piece::Text(", ")]);
                }
                Type::Nullable(inner) => {
                    open.extend([
                        Piece::Text(")"),
                        Piece::Type(inner),
                        Piece::Text("nullable("),
                    ]);
                }
                Type::Tuple(items) => {
                    open.push(Piece::Text(")"));
                    for (number, item) in items.iter().enumerate().rev() {
                        open.push(Piece::Type(item));
                        open.push(Piece::Text(if number == 0 { "tuple(" } else { ", " }));
                    }
                    if items.is_empty() {
                        open.push(Piece::Text("tuple("));
                    }
                }
            }
        }
        text
    }

    fn label(&self, id: TypeId) -> &str {
        self.labels
            .get(id.index())
            .map_or("(no such type)", String::as_str)
    }
}

/// What each type is called: its name, and its number where that alone is not unique.
fn labels(api: &Api) -> Vec<String> {
    let names: Vec<String> = api.types.iter().map(|def| label(api, &def.name)).collect();
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for name in &names {
        *uses.entry(name).or_default() += 1;
    }
    let unique = |name: &String| uses.get(name.as_str()) == Some(&1);
    names
        .iter()
        .enumerate()
        .map(|(number, name)| {
            if unique(name) {
                name.clone()
            } else {
                format!("{name}#{number}")
            }
        })
        .collect()
}

fn label(
    api: &Api,
    Name {
        operation,
        base,
        path,
    }: &Name,
) -> String {
    let mut label = match operation.map(|number| (number, api.operations.get(number))) {
        Some((_, Some(operation))) => format!("[{} {}]", operation.method, operation.path),
        Some((number, None)) => format!("[operation {number}]"),
        None => String::new(),
    };
    label.push_str(base);
    for step in path {
        label.push('/');
        label.push_str(step);
    }
    label
}
