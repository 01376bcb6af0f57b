//! The front page: what the docs of the crate, or of an API's module, say.
//!
//! In: the title and the description of the API, its client, its resources and the first example.
//! Out: doc lines.

use super::{
    Client, ClientSetter,
    context::Context,
    docs,
    examples::{self, Example},
    features, markdown,
    naming::Resource,
};

/// The docs of the crate or module.
pub(super) fn page(
    context: &Context<'_>,
    client: Option<&Client>,
    first: Option<(Example, Option<String>)>,
) -> Vec<String> {
    let api = context.api;
    let named = docs::plain_title(&api.title, &context.target.api_name);
    let what = if client.is_none() { "Models" } else { "Client" };
    let mut lines = vec![format!("{what} of {named}.")];
    let description = api.docs.description.as_deref();
    let description = docs::member_text(description.or(api.docs.summary.as_deref()));
    section(&mut lines, None, description);
    if let Some((client, (example, feature))) = client.zip(first) {
        section(
            &mut lines,
            Some("Quick start"),
            start(context, client, &example, feature.as_deref()),
        );
    }
    section(&mut lines, Some("Resources"), resources(context));
    if api.servers.len() > 1 {
        section(&mut lines, Some("Servers"), servers(context));
    }
    section(&mut lines, Some("Features"), features_text(context));
    lines
}

/// Adds a part, with a heading if it has one, unless it is empty.
fn section(lines: &mut Vec<String>, heading: Option<&str>, part: Vec<String>) {
    if part.is_empty() {
        return;
    }
    if let Some(heading) = heading {
        lines.extend([String::new(), format!("# {heading}")]);
    }
    lines.push(String::new());
    lines.extend(part);
}

/// A program that makes a client and calls the first operation.
fn start(
    context: &Context<'_>,
    client: &Client,
    example: &Example,
    feature: Option<&str>,
) -> Vec<String> {
    let module = examples::module(context.target).unwrap_or_default();
    let mut lines = example.program(&module, made(client), feature);
    lines.extend([
        String::new(),
        "A method gives a [`Call`], which is sent when it is awaited. Before that it takes options of its own: `timeout`,".to_owned(),
        "`max_retries`, `header` and others. An [`Error`] says how the API responded, or what failed on the way.".to_owned(),
    ]);
    lines
}

/// How the client is made: from the environment if that has everything, else with a value for each
/// credential.
fn made(client: &Client) -> Vec<String> {
    let needed: Vec<&String> = client.security.first().into_iter().flatten().collect();
    let setter = |key: &&String| -> Option<&ClientSetter> {
        let mut setters = client.setters.iter();
        setters.find(|one| one.key == **key && matches!(one.method, "credential" | "basic"))
    };
    let setters: Vec<&ClientSetter> = needed.iter().filter_map(setter).collect();
    let from_env = |one: &&ClientSetter| {
        client
            .env
            .iter()
            .any(|variable| variable.setter == one.name)
    };
    if !client.env.is_empty() && setters.iter().all(from_env) {
        return vec!["let client = Client::from_env()?;".to_owned()];
    }
    let mut steps: Vec<String> = setters
        .iter()
        .map(|one| {
            let values = one.arguments.iter();
            let values: Vec<String> = values
                .map(|argument| format!("{:?}", argument.name.trim_start_matches("r#")))
                .collect();
            format!(".{}({})", one.name, values.join(", "))
        })
        .collect();
    if !client.base_url.contains("://") {
        steps.push(".base_url(\"https://api.example.com\")".to_owned());
    }
    let flat = format!("let client = Client::builder(){}.build()?;", steps.concat());
    if flat.chars().count() <= 90 {
        return vec![flat];
    }
    let mut lines = vec!["let client = Client::builder()".to_owned()];
    lines.extend(steps.iter().map(|step| format!("    {step}")));
    lines.push("    .build()?;".to_owned());
    lines
}

/// A line for each resource.
fn resources(context: &Context<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for resource in &context.naming.resources {
        let module = &resource.module;
        let name = if module.starts_with("r#") {
            docs::code(module)
        } else {
            format!("[`{module}`](Client::{module})")
        };
        let said = said(context, resource).map(|text| format!(": {text}"));
        let text = format!("{name}{}", said.unwrap_or_default());
        // Folded without its mark, which would stand alone before a long name.
        let marks = std::iter::once("- ").chain(std::iter::repeat("  "));
        let folded = markdown::folded(&text).into_iter();
        lines.extend(
            marks
                .zip(folded)
                .map(|(mark, line)| format!("{mark}{line}")),
        );
    }
    lines
}

/// The first sentence of what the document says of the tag.
fn said(context: &Context<'_>, resource: &Resource) -> Option<String> {
    let tag = context
        .api
        .tags
        .iter()
        .find(|tag| Some(&tag.name) == resource.tag.as_ref())?;
    let text = tag.description.as_deref()?.trim();
    let line = text.lines().next()?;
    let sentence = line.split_inclusive(". ").next()?;
    let clean = markdown::line(&docs::period(markdown::unmarked(sentence)));
    (!clean.is_empty()).then_some(clean)
}

fn servers(context: &Context<'_>) -> Vec<String> {
    let servers = context.api.servers.iter();
    servers
        .map(|server| match &server.description {
            Some(text) => {
                let text = markdown::line(&docs::period(text));
                format!("- {}: {text}", docs::code(&server.url))
            }
            None => format!("- {}", docs::code(&server.url)),
        })
        .collect()
}

/// What a program can leave out of the crate, or add to it.
fn features_text(context: &Context<'_>) -> Vec<String> {
    if context.target.manifest.is_none() {
        return Vec::new();
    }
    let mut lines: Vec<String> = [
        "- `reqwest`, on by default: the transport over HTTP/1.1 with rustls. Without it, `ClientBuilder::transport` takes",
        "  one of your own.",
        "- `blocking`: `call.blocking()` in place of `call.await`, for programs without an async runtime.",
        "- `tracing`: a span a call with the attributes of OpenTelemetry.",
    ]
    .map(str::to_owned)
    .into();
    if let Some(feature) = features::features(context).first() {
        lines.extend([
            "- `all`, on by default: every resource. Each of them is a feature of its own, and a program that turns the default".to_owned(),
            format!("  off compiles only those that it names: `default-features = false, features = [\"reqwest\", \"{}\"]`.", feature.name),
        ]);
        if context.homes.has_unused() {
            lines.push(format!(
                "- `{}`, part of `all`: the models that no operation names.",
                features::UNUSED
            ));
        }
    }
    lines
}
