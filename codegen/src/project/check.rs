//! What is wrong with a configuration before anything is generated from it.
//!
//! In: a project. Out: documents that are missing, names that can't be, and folders that two
//! clients share, each at its place in the file.

use super::{Client, Project, crate_name};
use crate::{
    config::{self, Layout},
    diagnostics::{Code, Diagnostic, Diagnostics},
    names,
};

pub(super) fn check(project: &Project) -> Diagnostics {
    let mut found = Diagnostics::new();
    let clients: Vec<_> = project.clients().collect();
    for (index, client) in clients.iter().enumerate() {
        name(client, &mut found);
        document(client, &mut found);
        folder(client, &clients[..index], &mut found);
        runtime(client, &mut found);
    }
    found
}

fn report<'d>(
    client: &Client<'_>,
    code: Code,
    key: &str,
    message: String,
    found: &'d mut Diagnostics,
) -> &'d mut Diagnostic {
    let text = client.text();
    let place = text.and_then(|text| Some((config::place(&text, key)?, text)));
    match place {
        Some((range, text)) => {
            let span = config::span(&text, range, found);
            found.report(code, span, message)
        }
        None => found.report_nowhere(code, message),
    }
}

fn name(client: &Client<'_>, found: &mut Diagnostics) {
    let is_identifier = |name: &str| names::escaped(name.to_owned()) == name && is_plain(name);
    match client.package() {
        Some(package) if !crate_name::is_valid(&package) => {
            let message = format!("`{package}` can't be the name of a crate");
            report(client, Code::ConfigValue, "package", message, found)
                .help("set `package` to a name of letters, digits, `-` and `_`");
        }
        None if !client.module().iter().all(|name| is_identifier(name)) => {
            let message = format!(
                "`{}` can't be the path of a module",
                client.module().join("::")
            );
            report(client, Code::ConfigValue, "out", message, found)
                .help("set `out` to a folder whose names below `src` are identifiers");
        }
        _ => {}
    }
}

fn is_plain(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|c| c.is_ascii_lowercase())
        && characters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn document(client: &Client<'_>, found: &mut Diagnostics) {
    if let Some(url) = client.url() {
        let project = client.project;
        let trusted = project.stored.verify(&project.folder, client.name, url);
        if let Err(distrust) = trusted {
            report(client, Code::ConfigValue, "spec", distrust.message, found).help(distrust.help);
        }
        return;
    }
    let path = client.document();
    if let Err(error) = path.metadata() {
        let message = format!("`{}` can't be read: {error}", path.display());
        report(client, Code::ConfigValue, "spec", message, found)
            .help("set `spec` to the document's path, relative to the folder of this file");
    }
}

fn runtime(client: &Client<'_>, found: &mut Diagnostics) {
    let vendored = client.project.vendored();
    if let Some(vendored) = vendored.filter(|it| client.folder().starts_with(it)) {
        let message = format!(
            "`{}` and the runtime share the folder `{}`",
            client.name,
            vendored.display()
        );
        report(client, Code::ConfigConflict, "out", message, found)
            .help("give the client another folder by `out`, or the runtime by `runtime`");
    }
}

/// A crate in the folder of another has its own manifest, which separates their files.
fn folder(client: &Client<'_>, others: &[Client<'_>], found: &mut Diagnostics) {
    let folder = client.folder();
    for other in others {
        let theirs = other.folder();
        let within = |inner: &Client<'_>, outer| {
            inner.config.layout == Layout::Module && inner.folder().starts_with(outer)
        };
        if folder == theirs || within(client, &theirs) || within(other, &folder) {
            let message = format!(
                "`{}` and `{}` share the folder `{}`",
                other.name,
                client.name,
                theirs.display()
            );
            report(client, Code::ConfigConflict, "out", message, found)
                .help("give each client a folder of its own by `out`");
        }
    }
}
