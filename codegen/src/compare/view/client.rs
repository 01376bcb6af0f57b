//! The client, its builder and its servers.

use super::{Item, Kind, Taken, plain};
use crate::plan::{Client, ClientSetter, Crate, Expression, Item as Planned, Module, Scheme};

/// The fact for how a credential is sent.
pub(in crate::compare) const CREDENTIAL: &str = "credential";

/// The default requirements of a call.
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
        .with(
            client
                .setters
                .iter()
                .map(|one| setter(one, &client.schemes)),
        );
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

fn setter(setter: &ClientSetter, schemes: &[Scheme]) -> Item {
    let name = format!("ClientBuilder::{}", plain(&setter.name));
    let mut item = Item::new(Kind::Setting, name)
        .at(format!("{} {}", setter.method, setter.key))
        .documented(&setter.docs);
    let scheme = || {
        schemes
            .iter()
            .find(|one| text(one.arguments.first()) == setter.key)
    };
    if !setter.is_of_credential() {
        item = item.on_wire("parameter", &setter.key);
    } else if let Some(scheme) = scheme() {
        item = match setter.method {
            "credential" | "basic" => item.on_wire(CREDENTIAL, sent_as(scheme)),
            "client_credentials" => item.on_wire("token URL", text(scheme.arguments.get(1))),
            "refresh_token" => item.on_wire("refresh URL", text(scheme.arguments.last())),
            _ => item,
        };
    }
    let arguments = setter.arguments.iter();
    let takes = arguments.map(|argument| Taken {
        name: plain(&argument.name).to_owned(),
        ty: argument.ty.clone(),
        means: String::new(),
        written: String::new(),
    });
    item.takes = takes.collect();
    item
}

/// How a credential is sent, in words. A token is sent alike, however it is fetched.
fn sent_as(scheme: &Scheme) -> String {
    let sent = match (scheme.function, scheme.arguments.as_slice()) {
        ("api_key", [_, Expression::Path(_, place), Expression::Text(name)]) => {
            format!("{} {name}", place.to_lowercase())
        }
        ("basic", _) => "basic authentication".to_owned(),
        _ => "bearer token".to_owned(),
    };
    match &scheme.prefix {
        Some(prefix) => format!("{sent}: {prefix} …"),
        None => sent,
    }
}

fn text(argument: Option<&Expression>) -> &str {
    match argument {
        Some(Expression::Text(text)) => text,
        _ => "",
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
