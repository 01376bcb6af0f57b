//! The text of a `codegen.toml` for a new client.
//!
//! In: the document, the names, and what programs can set of the client. Out: TOML with what the
//! document has; the guide's reference has the rest.

use specwright::{Usage, plan::SharedParameter};

use super::Names;

/// A client to configure.
pub(super) struct Client<'a> {
    /// The document.
    pub(super) spec: &'a str,
    pub(super) names: &'a Names,
    pub(super) usage: &'a Usage,
    /// Whether there is a rustfmt to lay the code out.
    pub(super) rustfmt: bool,
}

impl Client<'_> {
    /// The whole file.
    pub(super) fn file(&self) -> String {
        let package = &self.names.package;
        format!(
            "# What `specwright generate` generates, and `specwright generate --check` compares.
# An entry that matches nothing in its document is an error.

# The runtime of the clients: written into this folder, or `{{ version = \"…\" }}`, `{{ git = \"…\", rev = \"…\" }}`, `{{ path = \"…\" }}`.
runtime = {{ vendored = {} }}

{}",
            text(&format!("{package}/specwright")),
            self.table()
        )
    }

    /// The client's own table.
    pub(super) fn table(&self) -> String {
        let Names {
            table,
            package,
            prefix,
        } = self.names;
        let setters = self.usage.setters.iter().map(String::as_str);
        let env: Vec<_> = setters
            .chain(["base_url"])
            .map(|setter| format!("{setter} = \"{prefix}_{}\"", setter.to_uppercase()))
            .collect();
        let mut lines = vec![
            format!("[{table}]"),
            format!("spec = {}", text(self.spec)),
            format!("out = {}", text(package)),
            "layout = \"crate\"".to_owned(),
            format!("package = {}", text(package)),
        ];
        if self.rustfmt {
            lines.push("rustfmt = true # so that `cargo fmt` changes nothing".to_owned());
        }
        lines.extend([
            "# What `Client::from_env` reads, by the setter of the client's builder.".to_owned(),
            format!("env = {{ {} }}", env.join(", ")),
        ]);
        if let Some(header) = &self.usage.idempotency_header {
            lines.push("# The header in which every POST carries an idempotency key, so that it may be sent again.".to_owned());
            lines.push(format!("idempotency_header = {}", text(header)));
        }
        lines.extend(self.shared());
        lines.join("\n") + "\n"
    }

    /// The parameters that nearly every operation takes, and that are set on the client. Those with
    /// another value for each request are commented out.
    fn shared(&self) -> Vec<String> {
        if self.usage.shared.is_empty() {
            return Vec::new();
        }
        let head = [
            String::new(),
            "# Nearly every operation takes these, so they are set once on the client. Without its line, a parameter".to_owned(),
            "# belongs to the calls.".to_owned(),
            format!("[{}.client]", self.names.table),
        ];
        let lines = self
            .usage
            .shared
            .iter()
            .map(|shared| self.parameter(shared));
        head.into_iter().chain(lines).collect()
    }

    fn parameter(&self, shared: &SharedParameter) -> String {
        let setter = &shared.setter;
        let mut fields = vec![format!("{} = {}", shared.kind, text(&shared.name))];
        fields.extend(
            shared
                .default
                .iter()
                .map(|value| format!("default = {}", text(value))),
        );
        fields.push(format!(
            "env = \"{}_{}\"",
            self.names.prefix,
            setter.to_uppercase()
        ));
        let mark = if shared.per_request { "# " } else { "" };
        let (count, of) = (shared.operations, shared.of);
        format!(
            "{mark}{setter} = {{ {} }} # {count} of {of} operations",
            fields.join(", ")
        )
    }
}

/// A text as TOML writes it.
fn text(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use specwright::config::Config;

    use super::*;

    fn shared(kind: &'static str, name: &str, setter: &str) -> SharedParameter {
        SharedParameter {
            kind,
            name: name.to_owned(),
            setter: setter.to_owned(),
            operations: 9,
            of: 10,
            default: None,
            required: true,
            per_request: false,
        }
    }

    #[test]
    fn what_operations_share_is_set_on_the_client() {
        let version = SharedParameter {
            default: Some("2026-01".to_owned()),
            ..shared("header", "Things-Version", "things_version")
        };
        let trace = SharedParameter {
            per_request: true,
            ..shared("header", "X-Trace-Id", "trace_id")
        };
        let usage = Usage {
            setters: vec!["token".to_owned()],
            shared: vec![version, shared("path", "account", "account"), trace],
            idempotency_header: Some("Idempotency-Key".to_owned()),
            ..Usage::default()
        };
        let names = Names::of("My Things", "");
        let client = Client {
            spec: "a \"b\".yaml",
            names: &names,
            usage: &usage,
            rustfmt: true,
        };
        let text = client.file();
        let config = Config::parse(&text).unwrap();
        let api = &config.apis["my_things"];
        assert_eq!(api.spec, "a \"b\".yaml");
        assert_eq!(api.package.as_deref(), Some("my-things-client"));
        assert_eq!(api.env["token"], "MY_THINGS_TOKEN");
        assert_eq!(api.idempotency_header.as_deref(), Some("Idempotency-Key"));
        assert!(api.rustfmt);
        let entries: Vec<_> = api.client.keys().map(String::as_str).collect();
        assert_eq!(entries, ["things_version", "account"]);
        let version = &api.client["things_version"];
        assert_eq!(version.header.as_deref(), Some("Things-Version"));
        assert_eq!(version.default.as_deref(), Some("2026-01"));
        assert_eq!(version.env.as_deref(), Some("MY_THINGS_THINGS_VERSION"));
        assert_eq!(api.client["account"].path.as_deref(), Some("account"));
        assert!(text.contains("\n# trace_id = { header = \"X-Trace-Id\""));
    }
}
