//! The client, its builder and its servers, and the features of the crate.

use super::{Item, Kind, Taken, plain};
use crate::plan::{Client, Crate, Expression, Item as Planned, Module};

/// What a call requires that does not say so itself.
pub(super) fn security(plan: &Crate) -> Vec<Vec<String>> {
    let mut items = plan.modules.iter().flat_map(|module| &module.items);
    let found = items.find_map(|item| match item {
        Planned::Client(client) => Some(client.security.clone()),
        _ => None,
    });
    found.unwrap_or_default()
}

/// The items of the client's file.
pub(super) fn items(module: &Module) -> Vec<Item> {
    let clients = module.items.iter().filter_map(|item| match item {
        Planned::Client(client) => Some(client),
        _ => None,
    });
    clients.flat_map(|client| of_client(client)).collect()
}

fn of_client(client: &Client) -> Vec<Item> {
    let mut whole = Item::new(Kind::Client, "Client")
        .documented(&client.docs)
        .on_wire("server", address(&client.base_url, &client.variables))
        .with(client.setters.iter().map(|setter| {
            let name = format!("ClientBuilder::{}", plain(&setter.name));
            let mut item = Item::new(Kind::Setting, name)
                .at(format!("{} {}", setter.method, setter.key))
                .documented(&setter.docs);
            if !setter.is_of_credential() {
                item = item.on_wire("parameter", &setter.key);
            }
            item.takes = setter
                .arguments
                .iter()
                .map(|argument| Taken {
                    name: plain(&argument.name).to_owned(),
                    ty: argument.ty.clone(),
                    means: String::new(),
                    written: String::new(),
                })
                .collect();
            item
        }));
    for scheme in &client.schemes {
        let setter = plain(&scheme.setter);
        // The first argument is the scheme's own name, which is not sent.
        let how = scheme.arguments.iter().skip(1).map(shown);
        let how = [scheme.function.to_owned()].into_iter().chain(how);
        let how: Vec<String> = how.chain(scheme.prefix.clone()).collect();
        let how = how.join(" ");
        whole = whole.on_wire(format!("credential of `{setter}`"), how);
    }
    for default in &client.defaults {
        whole = whole.on_wire(format!("default of `{}`", default.key), &default.value);
    }
    if let Some(header) = &client.idempotency_header {
        whole = whole.on_wire("header of idempotency keys", header);
    }
    if !client.env.is_empty() {
        let mut item = Item::new(Kind::Environment, "Client::from_env");
        for variable in &client.env {
            let need = if variable.required {
                "required"
            } else {
                "optional"
            };
            item = item.on_wire(format!("variable `{}`", variable.variable), need);
        }
        whole.members.push(item);
    }
    let mut items = vec![whole];
    if !client.servers.is_empty() {
        let servers = client.servers.iter().map(|server| {
            Item::new(Kind::Server, format!("Server::{}", plain(&server.name)))
                .at(&server.url)
                .documented(&server.docs)
                .on_wire("URL", address(&server.url, &server.variables))
        });
        items.push(Item::new(Kind::Servers, "Server").with(servers));
    }
    items
}

/// An argument of a security scheme in words.
fn shown(argument: &Expression) -> String {
    match argument {
        Expression::Text(text) => text.clone(),
        Expression::Path(_, name) => name.to_lowercase(),
        other => format!("{other:?}"),
    }
}

/// A URL template with the defaults of its variables.
fn address(url: &str, variables: &[(String, String)]) -> String {
    variables
        .iter()
        .fold(url.to_owned(), |url, (name, default)| {
            url.replace(&format!("{{{name}}}"), default)
        })
}

/// The features that a program chooses from. Those that only others bring begin with `_`.
pub(super) fn features(plan: &Crate) -> Vec<Item> {
    let features = &plan.features;
    let all = features.tags.iter().chain(&features.unused);
    all.filter(|feature| !feature.name.starts_with('_'))
        .map(|feature| Item::new(Kind::Feature, &feature.name))
        .collect()
}
