//! `codegen.toml`: what to generate from which document, and under which names.
//!
//! In: TOML text. Out: [`Config`], or an error with the place in the text. An unknown key is an error.

use std::ops::Range;

use indexmap::IndexMap;
use serde::Deserialize;

/// The whole file: one table an API, by module name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Config {
    /// The APIs, in the order of the file.
    pub apis: IndexMap<String, ApiConfig>,
}

/// One API.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApiConfig {
    /// The document, relative to the folder of the file.
    pub spec: String,
    /// Where the document was published. For people; not read.
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
    /// Whether unknown properties of response objects are kept, in a field `extra`.
    #[serde(default)]
    pub keep_unknown: bool,
}

/// A parameter that is set on the client.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientParameter {
    /// The header it is sent in.
    pub header: Option<String>,
    /// The query parameter it is sent in.
    pub query: Option<String>,
    /// The environment variable that `Client::from_env` reads.
    pub env: Option<String>,
}

impl Config {
    /// Reads the text of a `codegen.toml`.
    ///
    /// # Errors
    ///
    /// The text is not TOML, a key is unknown, or a value has the wrong type; the message shows the place.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

/// The text that a configuration was read from.
#[derive(Clone, Debug)]
pub struct ConfigText {
    /// The file, as it is shown.
    pub path: String,
    /// What it holds.
    pub text: String,
    /// The table of the API in question.
    pub table: String,
}

/// Where the entry of that key stands in the API's table, or in a table of it.
pub(crate) fn locate(config: &ConfigText, key: &str) -> Option<Range<usize>> {
    let root = toml::de::DeTable::parse(&config.text).ok()?;
    let table = root
        .get_ref()
        .get(config.table.as_str())?
        .get_ref()
        .as_table()?;
    let inner = table
        .values()
        .filter_map(|value| value.get_ref().as_table());
    std::iter::once(table)
        .chain(inner)
        .flat_map(|table| table.keys())
        .find(|name| name.get_ref() == key)
        .map(toml::Spanned::span)
}
