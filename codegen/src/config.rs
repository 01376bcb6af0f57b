//! `codegen.toml`: what to generate from which document, and under which names.
//!
//! In: TOML text. Out: [`Config`], or a diagnostic at its place in the text. An unknown key is an
//! error.

mod features;
mod operations;
mod pagination;
mod runtime;

use std::{fmt, ops::Range};

use indexmap::IndexMap;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};

use crate::{
    diagnostics::{Code, Diagnostics, closest},
    names::Lock,
    source::Span,
};

pub use self::{
    features::Features,
    operations::Operations,
    pagination::{PageStyle, Pages, Pagination},
    runtime::RuntimeSource,
};

/// The whole file: what all clients share, and one table for each.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Where the clients take their runtime from.
    pub runtime: Option<RuntimeSource>,
    /// The clients by name, in the order of the file.
    pub apis: IndexMap<String, ApiConfig>,
}

/// The key that is not the name of a client.
const RUNTIME: &str = "runtime";

impl<'de> Deserialize<'de> for Config {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Tables;

        impl<'de> Visitor<'de> for Tables {
            type Value = Config;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table for each client")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Config, A::Error> {
                let mut config = Config::default();
                while let Some(key) = map.next_key::<String>()? {
                    if key == RUNTIME {
                        config.runtime = Some(map.next_value()?);
                    } else {
                        config.apis.insert(key, map.next_value()?);
                    }
                }
                Ok(config)
            }
        }

        deserializer.deserialize_map(Tables)
    }
}

/// What a client is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// A separate crate.
    #[default]
    Crate,
    /// A module of a crate whose other code is written by hand.
    Module,
}

/// One API.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiConfig {
    /// The document, relative to the folder of the file.
    pub spec: String,
    /// The folder that the client is written to, relative to the folder of the file: for a crate
    /// its name, and for a module `src/` and its name, unless given.
    pub out: Option<String>,
    /// Whether the client is a crate or a module of one.
    #[serde(default)]
    pub layout: Layout,
    /// The name of the crate: for one that is generated, the client's with dashes unless given; for
    /// a module, the crate that it is public in, so that its documentation has examples.
    pub package: Option<String>,
    /// The licence of the generated crate, an SPDX expression.
    pub license: Option<String>,
    /// The version of the generated crate: `0.1.0` unless given.
    pub version: Option<String>,
    /// Whether the generated crate may be published.
    #[serde(default)]
    pub publish: bool,
    /// Whether the installed rustfmt lays the code out.
    #[serde(default)]
    pub rustfmt: bool,
    /// The name of the product in the documentation, in place of the document's `info.title`.
    pub title: Option<String>,
    /// Where the document was published. The generator doesn't read it.
    pub upstream: Option<String>,
    /// `OpenAPI` Overlay documents that correct it, applied in order.
    #[serde(default)]
    pub overlays: Vec<String>,
    /// Environment variables that `Client::from_env` reads, by the setter of the client's builder:
    /// `api_key`, `token`, `base_url`, a server variable.
    #[serde(default)]
    pub env: IndexMap<String, String>,
    /// Parameters that are set on the client instead of on every call, by the name of the setter.
    #[serde(default)]
    pub client: IndexMap<String, ClientParameter>,
    /// Names of credential setters, by security scheme.
    #[serde(default)]
    pub credentials: IndexMap<String, String>,
    /// Names of methods, by `METHOD /path`.
    #[serde(default)]
    pub rename: IndexMap<String, String>,
    /// Names of parameters of methods: by `METHOD /path`, or `*` for all operations, and the
    /// parameter's name, or its place and name.
    #[serde(default)]
    pub parameters: IndexMap<String, IndexMap<String, String>>,
    /// Names of models, fields and variants. A model has its name in the document, or in Rust if it
    /// is inline there; a field or variant that of its model, a dot, and its name or value on the
    /// wire.
    #[serde(default)]
    pub models: IndexMap<String, String>,
    /// The user's own types in place of generated ones, as paths in Rust, by the name of a
    /// component or by `format:NAME`.
    #[serde(default)]
    pub types: IndexMap<String, String>,
    /// Derive macros besides those of models, by the name of a model as in
    /// [`models`](Self::models); `*` means all models.
    #[serde(default)]
    pub derive: IndexMap<String, Vec<String>>,
    /// Dependencies of the generated crate besides its own, as in a manifest.
    #[serde(default)]
    pub dependencies: toml::Table,
    /// Levels of lints in the generated code.
    #[serde(default)]
    pub lints: IndexMap<String, LintLevel>,
    /// Which operations are generated; by default all. Models that none of them needs are left out,
    /// too.
    pub operations: Option<Operations>,
    /// How the pages of operations follow one another, where the document doesn't make it plain, by
    /// `METHOD /path`; `*` means all operations that have what it names.
    #[serde(default)]
    pub pagination: IndexMap<String, Pagination>,
    /// The features of a module's tags; without it, a module is compiled as a whole.
    pub features: Option<Features>,
    /// What successful responses hold of which the document describes no body, by `METHOD /path`:
    /// `any`, `text`, `bytes`, or the name of a schema, in brackets for an array of it. `*` means
    /// all operations whose status 200 has no body.
    #[serde(default)]
    pub responses: IndexMap<String, String>,
    /// The header in which every `POST` carries an idempotency key.
    pub idempotency_header: Option<String>,
    /// Parameters and headers whose values are left out of logs, traces, errors and recorded
    /// requests.
    #[serde(default)]
    pub secrets: Vec<String>,
    /// What `names.lock` beside the file says.
    #[serde(skip)]
    pub names: Lock,
    /// Its text, for showing what is wrong with it.
    #[serde(skip)]
    pub names_text: Option<ConfigText>,
    /// Whether unknown properties of response objects are kept, in a field `extra`.
    #[serde(default)]
    pub keep_unknown: bool,
}

impl ApiConfig {
    /// The entries of [`types`](Self::types) that replace a format: the whole entry, the format,
    /// and the type.
    pub(crate) fn formats(&self) -> Vec<(&str, &str, &str)> {
        let types = self.types.iter();
        let formats = types.filter_map(|(entry, path)| {
            Some((
                entry.as_str(),
                entry.strip_prefix("format:")?,
                path.as_str(),
            ))
        });
        formats.collect()
    }
}

/// The level of a lint.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LintLevel {
    /// Nothing.
    Allow,
    /// It is reported.
    Warn,
    /// It does not compile.
    Deny,
    /// It does not compile, and no part of it may say otherwise.
    Forbid,
}

/// A parameter that is set on the client.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientParameter {
    /// The header it is sent in.
    pub header: Option<String>,
    /// The query parameter it is sent in.
    pub query: Option<String>,
    /// The path parameter that it fills in.
    pub path: Option<String>,
    /// Its value unless one is set: the default of its schema, or the only value that it may have,
    /// unless given.
    pub default: Option<String>,
    /// The environment variable that `Client::from_env` reads.
    pub env: Option<String>,
}

impl Config {
    /// Reads the text of a `codegen.toml`.
    ///
    /// # Errors
    ///
    /// The text is not TOML, a key is unknown, or a value has the wrong type; the message shows the
    /// place.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The same for a file that is shown under that path; an error is reported.
    pub fn read(path: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let error = match Self::parse(text) {
            Ok(config) => return Some(config),
            Err(error) => error,
        };
        let file = ConfigText {
            path: path.to_owned(),
            text: text.to_owned(),
            table: String::new(),
        };
        let message = error.message().lines().collect::<Vec<_>>().join(": ");
        let diagnostic = if let Some(range) = error.span() {
            let span = span(&file, range, diagnostics);
            diagnostics.report(Code::ConfigSyntax, span, message.as_str())
        } else {
            diagnostics.report_nowhere(Code::ConfigSyntax, format!("`{path}`: {message}"))
        };
        diagnostic.help(help(&message));
        None
    }
}

/// The configuration of one document, with its text for showing what is wrong with it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the one table says.
    pub config: ApiConfig,
    /// The position of the entry.
    pub text: ConfigText,
}

impl Settings {
    /// Reads a text with one table; what is wrong with it is reported.
    pub fn read(path: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let apis = Config::read(path, text, diagnostics)?.apis;
        let count = apis.len();
        let mut tables = apis.into_iter();
        let (Some((table, config)), 1) = (tables.next(), count) else {
            let message = format!("`{path}` has {count} tables");
            diagnostics
                .report_nowhere(Code::ConfigSyntax, message)
                .help("it needs one, for one document: `[my_api]` and its settings");
            return None;
        };
        Some(Self {
            config,
            text: ConfigText {
                path: path.to_owned(),
                text: text.to_owned(),
                table,
            },
        })
    }
}

/// What to do about an error. The quoted words of one about keys are the key that was found, or is
/// missing, and the accepted ones.
fn help(message: &str) -> String {
    let mut words = message.split('`').skip(1).step_by(2);
    let found = words.next().unwrap_or_default();
    if let Some(close) = closest(found, words) {
        format!("did you mean `{close}`?")
    } else if message.starts_with("missing field") {
        format!("add `{found} = …`")
    } else if let Some((_, expected)) = message.split_once(", expected ") {
        format!("write {expected} here")
    } else {
        "correct the TOML in this place".to_owned()
    }
}

/// The text that a configuration was read from.
#[derive(Clone, Debug)]
pub struct ConfigText {
    /// The file, as it is shown.
    pub path: String,
    /// Its contents.
    pub text: String,
    /// The table of the API in question.
    pub table: String,
}

/// A place in the text, which is attached so that it can be shown.
pub(crate) fn span(
    config: &ConfigText,
    range: Range<usize>,
    diagnostics: &mut Diagnostics,
) -> Span {
    let file = diagnostics.attach_new(&config.path, &config.text);
    let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
    Span {
        file,
        start: offset(range.start),
        end: offset(range.end),
    }
}

/// The position of the key's value in the API's table, or of the table's name if the key is absent.
pub(crate) fn place(config: &ConfigText, key: &str) -> Option<Range<usize>> {
    let root = toml::de::DeTable::parse(&config.text).ok()?;
    let mut tables = root.get_ref().iter();
    let (name, table) = tables.find(|(name, _)| name.get_ref() == config.table.as_str())?;
    let table = table.get_ref().as_table();
    let value = table.and_then(|table| table.get(key));
    Some(value.map_or(name.span(), toml::Spanned::span))
}

/// The position of the key's entry in the API's table, or in one of its subtables: any, or the one
/// that is named before a dot.
pub(crate) fn locate(config: &ConfigText, key: &str) -> Option<Range<usize>> {
    let root = toml::de::DeTable::parse(&config.text).ok()?;
    let table = root
        .get_ref()
        .get(config.table.as_str())?
        .get_ref()
        .as_table()?;
    let named = key.split_once('.').and_then(|(name, key)| {
        let inner = table.get(name)?.get_ref().as_table()?;
        inner.keys().find(|name| name.get_ref() == key)
    });
    if let Some(name) = named {
        return Some(name.span());
    }
    let inner = table
        .values()
        .filter_map(|value| value.get_ref().as_table());
    std::iter::once(table)
        .chain(inner)
        .flat_map(|table| table.keys())
        .find(|name| name.get_ref() == key)
        .map(toml::Spanned::span)
}
