//! `specwright init`: what a folder needs so that its client can be generated, and stays what the
//! document says.
//!
//! In: a document, or none yet. Out: `codegen.toml` and a workflow. Nothing that is there is
//! written over.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use specwright::{
    Usage, names,
    project::{CONFIG, crate_name},
};

use super::{
    Failure,
    input::{Wanted, bare},
    names::Names,
};

const WORKFLOW: &str = ".github/workflows/client.yml";

/// What to write a configuration for, and where to.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The document: YAML or JSON, in the folder or below it; openapi.yaml, to be put there,
    /// unless given
    spec: Option<PathBuf>,
    /// The folder to write into, where .github belongs
    #[arg(long, value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// The folder of the crate, in that folder
    #[arg(long, value_name = "DIR", default_value = "client")]
    out: String,
    /// The name of the crate; from the name of the document unless given
    #[arg(long)]
    name: Option<String>,
    /// The runtime crate, as for generate: a folder, or a version
    #[arg(long, value_name = "PATH|VERSION")]
    runtime: Option<String>,
}

impl Init {
    pub(super) fn run(self) -> Result<ExitCode, Failure> {
        let spec = match &self.spec {
            Some(spec) => inside(spec, &self.folder)?,
            None => "openapi.yaml".to_owned(),
        };
        let name = match &self.name {
            Some(name) if crate_name::is_valid(name) => name.clone(),
            Some(name) => {
                return Err(format!(
                    "`{name}` can't be the name of a crate: give another one with --name"
                )
                .into());
            }
            None => Names::of("", &spec).package,
        };
        if !plain(&self.out) {
            return Err(format!(
                "`{}` goes into a shell command: use letters, digits, `.`, `-`, `_` and `/` only",
                self.out
            )
            .into());
        }
        let mut outputs = match &self.spec {
            Some(spec) => bare(spec, &Wanted::default())?.generate(None, None)?,
            None => Vec::new(),
        };
        let usage = outputs
            .pop()
            .map_or_else(Usage::default, |one| one.generated.usage);
        let command = "specwright generate";
        let folder = self.folder.strip_prefix(".").unwrap_or(&self.folder);
        let (config, workflow) = (folder.join(CONFIG), folder.join(WORKFLOW));
        // Both or none: a half that is left would be in the way of the next run.
        for path in [&config, &workflow] {
            if path.symlink_metadata().is_ok() {
                return Err(format!(
                    "`{}` is there already; move it away, or name another folder with --folder",
                    path.display()
                )
                .into());
            }
        }
        write(
            &config,
            &configuration(
                &Start {
                    name: &name,
                    spec: &spec,
                    out: &self.out,
                    runtime: self.runtime.as_deref(),
                },
                &usage,
            ),
        )?;
        write(&workflow, &job(command, &self.out))?;
        println!("wrote {}", config.display());
        println!("wrote {}", workflow.display());
        println!("next:");
        if self.spec.is_none() {
            println!("  put the document into `{spec}`, or its name into `spec` of {CONFIG}");
        }
        println!("  {command}");
        println!(
            "  commit all of it: the job runs the same with --check, and fails when the client is out of date"
        );
        if !self.folder.join(".git").exists() {
            println!(
                "  the job runs only where `.github` lies at the root of a repository, which this folder is not"
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The document as a file in the folder names it.
fn inside(spec: &Path, folder: &Path) -> Result<String, Failure> {
    let full = |path: &Path| {
        fs::canonicalize(path).map_err(|error| format!("`{}`: {error}", path.display()))
    };
    let (document, root) = (full(spec)?, full(folder)?);
    let inner = document.strip_prefix(&root).map_err(|_| {
        format!(
            "`{}` is not in `{}`: put it there, or name a folder around it with --folder",
            spec.display(),
            folder.display()
        )
    })?;
    let parts = inner.components().map(|part| part.as_os_str().to_str());
    let parts: Option<Vec<_>> = parts.collect();
    let parts = parts.ok_or_else(|| format!("`{}` is not a UTF-8 name", spec.display()))?;
    Ok(parts.join("/"))
}

/// Whether a shell and YAML take the text as it stands.
fn plain(text: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || "._/-".contains(c);
    !text.is_empty() && !text.starts_with('-') && text.chars().all(fine)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error| format!("`{}`: {error}", path.display());
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .map_err(failed)?;
    let mut options = OpenOptions::new();
    let file = options.write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(failed)?;
    Ok(())
}

/// What the user asked for.
struct Start<'a> {
    name: &'a str,
    spec: &'a str,
    out: &'a str,
    runtime: Option<&'a str>,
}

/// The configuration. What the document has is set; the rest is there as comments.
fn configuration(start: &Start<'_>, usage: &Usage) -> String {
    let Start {
        name,
        spec,
        out,
        runtime,
    } = *start;
    let runtime = runtime.map_or_else(
        || "# runtime = { path = \"../runtime\" }".to_owned(),
        |runtime| {
            let is_version = runtime.starts_with(|first: char| first.is_ascii_digit());
            let key = if is_version { "version" } else { "path" };
            format!(
                "runtime = {{ {key} = {} }}",
                toml::Value::String(runtime.to_owned())
            )
        },
    );
    let table: String = name.replace('-', "_");
    let prefix = names::words(name).join("_").to_uppercase();
    let spec = toml::Value::String(spec.to_owned());
    let setters = usage.setters.iter().map(String::as_str);
    let entries: Vec<_> = setters
        .chain(["base_url"])
        .map(|setter| format!("{setter} = \"{prefix}_{}\"", setter.to_uppercase()))
        .collect();
    let env = entries.join(", ");
    let client = client(&table, &prefix, usage);
    let idempotency = match &usage.idempotency_header {
        Some(name) => format!("idempotency_header = {}", toml::Value::String(name.clone())),
        None => "# idempotency_header = \"Idempotency-Key\"".to_owned(),
    };
    format!(
        "# How the client `{name}` is generated. An entry that matches nothing in the document is an error.

# The runtime crate: `path`, a folder; `version`, from the registry; `git` and `rev`, from a repository.
{runtime}

[{table}]
# The document, beside this file.
spec = {spec}
# The crate: its folder and its name.
out = \"{out}\"
package = \"{name}\"
# Lays the code out with the installed rustfmt, so that `cargo fmt` has nothing to say about it.
rustfmt = true
# The name of the product in the documentation, in place of the document's `info.title`.
# title = \"Acme Things\"
# OpenAPI Overlays that correct it, applied in order.
overlays = []
# Environment variables that `Client::from_env` reads, by the setter of the client's builder.
env = {{ {env} }}
# The header in which every POST carries an idempotency key, so that it may be sent again.
{idempotency}
# Keep properties of responses that the document does not have, in a field `extra`.
# keep_unknown = true

{client}

# Names of methods.
# [{table}.rename]
# \"GET /things/{{id}}\" = \"get\"

# How pages follow one another, where the document does not make it plain.
# [{table}.pagination]
# \"GET /things\" = {{ style = \"cursor\", parameter = \"cursor\", next = \"next_cursor\" }}
"
    )
}

/// The parameters that are set on the client: those that nearly every operation takes. What has a
/// value of its own on each request is there as a comment.
fn client(table: &str, prefix: &str, usage: &Usage) -> String {
    if usage.shared.is_empty() {
        return format!(
            "# A parameter that is set once on the client, not on every call.
# [{table}.client.account_id]
# header = \"X-Account-Id\"
# env = \"{prefix}_ACCOUNT_ID\""
        );
    }
    let mut lines = vec![
        "# Parameters that are set once on the client, not on every call; a call can still set its own. Nearly every".to_owned(),
        "# operation takes these. Remove a line, and its parameter belongs to the calls again.".to_owned(),
        format!("[{table}.client]"),
    ];
    for shared in &usage.shared {
        let setter = &shared.setter;
        let mut fields = vec![format!(
            "{} = {}",
            shared.kind,
            toml::Value::String(shared.name.clone())
        )];
        fields.extend(
            shared
                .default
                .iter()
                .map(|value| format!("default = {}", toml::Value::String(value.clone()))),
        );
        fields.push(format!("env = \"{prefix}_{}\"", setter.to_uppercase()));
        let mark = if shared.per_request { "# " } else { "" };
        lines.push(format!(
            "{mark}{setter} = {{ {} }} # {} of {} operations",
            fields.join(", "),
            shared.operations,
            shared.of
        ));
    }
    lines.join("\n")
}

/// The workflow that fails when the crate is not what the document says.
fn job(command: &str, out: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "# Fails when the client in {out}/ is not what the document says. To fix that: {command}
name: client

on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

jobs:
  client:
    runs-on: ubuntu-latest
    timeout-minutes: 20
    steps:
      - uses: actions/checkout@v4
      - run: rustup toolchain install stable --profile minimal --component rustfmt
      - run: rustup default stable
      - run: cargo install specwright --version {version} --locked
      - run: {command} --check
      - run: cargo check --manifest-path {out}/Cargo.toml
"
    )
}

#[cfg(test)]
mod tests {
    use specwright::{Usage, config::Config, plan::SharedParameter};

    use super::{Start, configuration};

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
            shared: vec![version, shared("path", "account", "account"), trace],
            ..Usage::default()
        };
        let text = configuration(
            &Start {
                name: "my-things",
                spec: "things.yaml",
                out: "client",
                runtime: None,
            },
            &usage,
        );
        let config = Config::parse(&text).unwrap();
        let client = &config.apis["my_things"].client;
        let entries: Vec<_> = client.keys().map(String::as_str).collect();
        assert_eq!(entries, ["things_version", "account"]);
        let version = &client["things_version"];
        assert_eq!(version.header.as_deref(), Some("Things-Version"));
        assert_eq!(version.default.as_deref(), Some("2026-01"));
        assert_eq!(version.env.as_deref(), Some("MY_THINGS_THINGS_VERSION"));
        assert_eq!(client["account"].path.as_deref(), Some("account"));
        assert!(text.contains("\n# trace_id = { header = \"X-Trace-Id\""));
    }
}
