//! The front page: what the docs of the crate, or of an API's module, say.
//!
//! In: the title and the description of the API, its client, its resources and the first example.
//! Out: doc lines.

use super::{features, readme::QuickStart};
use crate::plan::{
    Client, ClientSetter, Features, context::Context, docs, examples::Example, markdown,
    naming::Resource,
};

/// What is shown of the operations.
#[derive(Default)]
pub(crate) struct Shown {
    /// The best example, whether a program has it that does not choose features, and the one that
    /// it needs.
    best: Option<(Example, bool, Option<String>)>,
    /// Whether any operation returns a stream of items.
    pub(crate) streams: bool,
}

impl Shown {
    /// Keeps an example that is better than the one so far: `default`, or else it shows more.
    pub(crate) fn keep(&mut self, example: &Example, default: bool, feature: Option<String>) {
        let is_better = match &self.best {
            Some((best, of_default, _)) if default == *of_default => example.is_better_than(best),
            Some(_) => default,
            None => true,
        };
        if is_better {
            self.best = Some((example.clone(), default, feature));
        }
    }
}

/// The docs of the crate or module.
pub(crate) fn page(context: &Context<'_>, client: Option<&Client>, shown: &Shown) -> Vec<String> {
    let api = context.api;
    let mut lines = vec![format!("{}.", title(context))];
    let description = api.docs.description.as_deref();
    let description = docs::member_text(description.or(api.docs.summary.as_deref()));
    section(&mut lines, None, description);
    if let Some(client) = client {
        usage(&mut lines, context, client, shown);
    }
    section(&mut lines, Some("Resources"), resources(context));
    if api.servers.len() > 1 {
        section(&mut lines, Some("Servers"), servers(context));
    }
    section(
        &mut lines,
        Some("Features"),
        features_text(context, client.is_some()),
    );
    lines
}

/// A program for the first call of a crate, if there is one to make.
pub(crate) fn quick_start(
    context: &Context<'_>,
    client: &Client,
    shown: &Shown,
) -> Option<QuickStart> {
    let (example, _, feature) = shown.best.as_ref()?;
    context.target.manifest.as_ref()?;
    let transport = "reqwest".to_owned();
    Some(QuickStart {
        features: [transport].into_iter().chain(feature.clone()).collect(),
        lines: example.main(made(context, client, false)),
    })
}

/// What the crate is, in plain text.
pub(crate) fn description(context: &Context<'_>) -> String {
    title(context).replace(['`', '\\'], "")
}

pub(crate) fn title(context: &Context<'_>) -> String {
    let what = if context.naming.resources.is_empty() {
        "Models of"
    } else {
        "Client for"
    };
    format!("{what} {}", context.title)
}

/// How the client is used, as far as it holds for this API.
fn usage(lines: &mut Vec<String>, context: &Context<'_>, client: &Client, shown: &Shown) {
    let best = shown.best.as_ref();
    let show = |shown: &dyn Fn(&Example, Option<&str>) -> Vec<String>| {
        best.map_or_else(Vec::new, |(example, _, feature)| {
            shown(example, feature.as_deref())
        })
    };
    let start = show(&|example, feature| example.program(feature, made(context, client, false)));
    section(
        lines,
        Some("Quick start"),
        docs::and_then(start, texts(CALLS)),
    );
    section(lines, Some("Authentication"), authentication(client));
    if !context.pagination.is_empty() {
        section(lines, Some("Pagination"), texts(PAGES));
    }
    if shown.streams {
        section(lines, Some("Streaming"), texts(STREAMS));
    }
    let errors = show(&Example::errors);
    section(lines, Some("Errors"), docs::and_then(texts(ERRORS), errors));
    section(lines, Some("Timeouts and retries"), texts(LIMITS));
    let test = show(&|example, feature| example.test(feature, made(context, client, true)));
    section(lines, Some("Testing"), docs::and_then(texts(TESTING), test));
}

const CALLS: &[&str] = &[
    "Each method returns a [`Call`], which is sent when it is awaited. Options such as `timeout` and `header` are set on it",
    "before that. `send` returns status and headers as well as the body.",
];

const PAGES: &[&str] = &[
    "A call that returns one page of a list also has `items`, which yields the items of all pages, and `pages`, which yields",
    "the pages. Either sends a request when it needs the next page.",
];

const STREAMS: &[&str] = &[
    "A method that returns an [`EventStream`] yields items as they arrive: `while let Some(item) = stream.next().await`.",
];

const ERRORS: &[&str] = &[
    "A call fails with an [`Error`]. [`Error::Api`] is a response with an error status; [`Error::typed`] is its body where the",
    "document describes that, and [`Error::body`] the body in any case.",
];

const LIMITS: &[&str] = &[
    "A call may take 60 seconds, and is retried up to twice after a failure that may pass, if repeating it does no harm.",
    "`timeout` and `max_retries` change that, for one call or on the [`ClientBuilder`].",
];

const TESTING: &[&str] = &[
    "[`testing::Server`] replaces the network: it returns the responses that a test prepares, and records the requests.",
];

const FEATURES: &[&str] = &[
    "- `reqwest`, on by default: the transport over HTTP/1.1 with rustls. Without it, [`ClientBuilder::transport`] takes",
    "  one of your own.",
    "- `http2`: HTTP/2 where the server offers it.",
    "- `blocking`: `call.blocking()` in place of `call.await`, for programs without an async runtime.",
    "- `compression`: compressed responses and requests.",
    "- `tracing`: a span per call with the attributes of OpenTelemetry.",
    "- `tower`: services of `tower` as transports, and transports as services.",
];

const CHOICE: &[&str] = &[
    "Each resource is a feature, named above, and a program compiles only those that it turns on. There are also",
    "",
];

fn texts(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|&line| line.to_owned()).collect()
}

/// How credentials are given.
fn authentication(client: &Client) -> Vec<String> {
    let setters = client.setters.iter();
    let (fetching, setting): (Vec<_>, Vec<_>) = setters
        .filter(|setter| setter.is_of_credential())
        .partition(|setter| setter.method == "token_provider");
    let mut lines = Vec::new();
    for setter in setting {
        let mut said = setter.docs.first().map_or("", String::as_str).chars();
        let first = said.next().map(|letter| letter.to_ascii_lowercase());
        let said: String = first.into_iter().chain(said).collect();
        lines.extend(item(&format!(
            "{} {said}",
            link("ClientBuilder", &setter.name)
        )));
    }
    if lines.is_empty() {
        return lines;
    }
    let mut text = texts(&[
        "Credentials are set on the [`ClientBuilder`]. They are sent to the API's own origin only, and neither logs, errors nor",
        "`Debug` show them.",
        "",
    ]);
    text.extend(lines);
    if let [provider, ..] = fetching.as_slice() {
        let link = link("ClientBuilder", &provider.name);
        let fetches = format!(
            "A credential that must be fetched comes from a [`TokenProvider`]: see {link}."
        );
        text = docs::and_then(text, markdown::folded(&fetches));
    }
    if !client.env.is_empty() {
        let names = client
            .env
            .iter()
            .map(|variable| docs::code(&variable.variable));
        let names: Vec<String> = names.collect();
        let reads = format!("[`Client::from_env`] reads {}.", names.join(", "));
        text = docs::and_then(text, markdown::folded(&reads));
    }
    text
}

/// A link to a method.
fn link(ty: &str, method: &str) -> String {
    let method = docs::linked(method);
    format!("[`{method}`]({ty}::{method})")
}

/// An item of a list. It is folded without its mark, which would be alone before a long name.
fn item(text: &str) -> Vec<String> {
    let marks = std::iter::once("- ").chain(std::iter::repeat("  "));
    let folded = markdown::folded(text).into_iter();
    marks
        .zip(folded)
        .map(|(mark, line)| format!("{mark}{line}"))
        .collect()
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

/// How the client is made: from the environment if that has everything, else with a value for each
/// credential. `test`: its transport is a variable `server`.
fn made(context: &Context<'_>, client: &Client, test: bool) -> Vec<String> {
    let prefix = context.target.api_name.to_uppercase();
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
    if !test && !client.env.is_empty() && setters.iter().all(from_env) {
        return vec!["let client = Client::from_env()?;".to_owned()];
    }
    let mut steps: Vec<String> = setters
        .iter()
        .map(|one| {
            let values = one.arguments.iter();
            let values = values.map(|argument| argument.name.trim_start_matches("r#"));
            let values = values.map(|name| {
                if test {
                    format!("{name:?}")
                } else {
                    format!("std::env::var(\"{prefix}_{}\")?", name.to_uppercase())
                }
            });
            let values: Vec<String> = values.collect();
            format!(".{}({})", one.name, values.join(", "))
        })
        .collect();
    if !client.base_url.contains("://") {
        steps.push(".base_url(\"https://api.example.com\")".to_owned());
    }
    if test {
        steps.push(".transport(server.transport())".to_owned());
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

/// A line for each resource. A link would lead nowhere where the feature is off.
fn resources(context: &Context<'_>) -> Vec<String> {
    let resources = context.naming.resources.iter().enumerate();
    let lines = resources.flat_map(|(index, resource)| {
        let said = said(context, resource).map(|text| format!(": {text}"));
        let feature = features::of_resource(context, index);
        let name = match feature.filter(|_| context.config.features.is_some()) {
            Some(feature) => {
                let accessor = docs::linked(&resource.accessor);
                format!("{}, the feature `{feature}`", docs::code(accessor))
            }
            None => link("Client", &resource.accessor),
        };
        item(&format!("{name}{}", said.unwrap_or_default()))
    });
    lines.collect()
}

/// The first sentence of what the document says of the tag.
fn said(context: &Context<'_>, resource: &Resource) -> Option<String> {
    let line = docs::described(context, resource)?.lines().next()?;
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

/// What a program can leave out, or add.
fn features_text(context: &Context<'_>, calls: bool) -> Vec<String> {
    let package = context.target.manifest.is_some();
    let mut lines = if package && calls {
        texts(FEATURES)
    } else {
        Vec::new()
    };
    let Features {
        own,
        client,
        all,
        tags,
        unused,
        ..
    } = features::features(context);
    let (Some(all), [first, ..]) = (all, tags.as_slice()) else {
        return lines;
    };
    if let Some(own) = own {
        lines = docs::and_then(lines, texts(CHOICE));
        let brings = own.needs.iter().map(|name| docs::code(name));
        let brings: Vec<String> = brings.collect();
        lines.extend(item(&format!("`{}`: {}.", own.name, brings.join(", "))));
        lines.push(format!("- `{}`: every resource.", all.name));
        if let Some(client) = client {
            let name = &client.name;
            lines.push(format!(
                "- `{name}`: the client without resources, which the others bring."
            ));
        }
    } else {
        lines.extend([
            "- `all`, on by default: every resource. Each is a feature of its own, and a program that turns the defaults off".to_owned(),
            format!("  compiles only those that it names: `default-features = false, features = [\"reqwest\", \"{}\"]`.", first.name),
        ]);
    }
    if let Some(unused) = unused {
        let (name, all) = (&unused.name, &all.name);
        lines.push(format!(
            "- `{name}`, part of `{all}`: the models that no operation names."
        ));
    }
    lines
}
