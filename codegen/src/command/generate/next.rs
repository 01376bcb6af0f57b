//! What to do with a client that was written.

use std::{
    fs,
    path::{Path, PathBuf},
};

use specwright::{Usage, project::Lacks};

use super::workspace;

/// A client that was written, and what a program can set of it.
pub(in crate::command) struct Written {
    pub(in crate::command) folder: PathBuf,
    /// The name of the crate; `None`: it is a module.
    pub(in crate::command) package: Option<String>,
    pub(in crate::command) usage: Usage,
    pub(in crate::command) lacks: Lacks,
    /// Whether there was nothing of it before.
    pub(in crate::command) is_new: bool,
    /// Whether a configuration names it.
    pub(in crate::command) is_configured: bool,
}

impl Written {
    /// Prints what to do with it next: all of it for a new client, otherwise only what is missing.
    pub(in crate::command) fn tell_next(&self) {
        let mut lines = match &self.package {
            Some(package) if self.is_new => add_crate(&self.folder, package, &self.usage),
            Some(_) => Vec::new(),
            None => add_module(&self.lacks),
        };
        if self.is_new {
            let path = match &self.package {
                Some(package) => package.replace('-', "_"),
                None => format!("crate::{}", module(&self.folder)),
            };
            lines.extend(call(&path, &self.usage));
            lines.extend(shared(&self.usage, self.is_configured));
            if let Some(package) = &self.package {
                lines.push(format!(
                    "cargo doc --open --package {package} shows every operation with an example"
                ));
            }
        }
        if !lines.is_empty() {
            eprintln!("next:");
        }
        for line in lines {
            eprintln!("  {line}");
        }
    }
}

/// How a program depends on a crate.
fn add_crate(folder: &Path, package: &str, usage: &Usage) -> Vec<String> {
    let out = shown(folder);
    // Where cargo finds no package to add to, the program's is named.
    let (program, which) = if is_in_package() {
        ("", "")
    } else {
        (
            " --manifest-path PROGRAM/Cargo.toml",
            " (PROGRAM: the folder of your program)",
        )
    };
    let mut lines = vec![format!("cargo add{program} --path {out}{which}")];
    if let Some((manifest, member)) = workspace::lacks(folder) {
        lines.push(format!(
            "  or, to compile {package} alone, add \"{member}\" to `members` in {}",
            manifest.display()
        ));
    }
    if let [one, _, ..] = usage.features.as_slice() {
        let count = usage.features.len();
        lines.push(format!(
            "  its {count} tags are features; to compile some alone: --no-default-features --features reqwest,{one}"
        ));
    }
    lines
}

/// Whether cargo, called here, knows which package is meant.
fn is_in_package() -> bool {
    let Ok(here) = Path::new(".").canonicalize() else {
        return false;
    };
    let manifests = here.ancestors().map(|folder| folder.join("Cargo.toml"));
    let text = manifests.map(fs::read_to_string).find_map(Result::ok);
    let table = text.and_then(|text| text.parse::<toml::Table>().ok());
    table.is_some_and(|table| table.contains_key("package"))
}

/// What the crate around a module lacks.
fn add_module(lacks: &Lacks) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some((manifest, dependencies)) = &lacks.dependencies {
        lines.push(format!("add to [dependencies] of {}:", manifest.display()));
        lines.extend(dependencies.iter().map(|line| format!("  {line}")));
    }
    if let Some((file, declaration)) = &lacks.declaration {
        lines.push(format!("add to {}:", file.display()));
        lines.push(format!("  {declaration}"));
    }
    lines
}

/// The path of a module in its crate.
fn module(folder: &Path) -> String {
    let folder = format!("/{}", folder.to_string_lossy().replace('\\', "/"));
    let below = folder.rsplit_once("/src/").map_or("", |(_, below)| below);
    below.replace('/', "::")
}

/// How a program makes the client at that path.
fn call(path: &str, usage: &Usage) -> Vec<String> {
    if usage.environment.is_empty() {
        let setter = usage.setters.first();
        let setter = setter.map_or(String::new(), |name| format!(".{name}(…)"));
        return vec![format!(
            "use {path}::Client; Client::builder(){setter}.build()?"
        )];
    }
    let mut lines = vec![format!("use {path}::Client; Client::from_env()? reads")];
    for (variable, required) in &usage.environment {
        let may = if *required { "" } else { " (if it is set)" };
        lines.push(format!("  {variable}{may}"));
    }
    lines
}

/// The parameters that nearly every operation takes, and that could be set once on the client.
fn shared(usage: &Usage, is_configured: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let burdens = usage
        .shared
        .iter()
        .filter(|one| one.required && !one.per_request);
    for shared in burdens {
        let how = if is_configured {
            "write into codegen.toml, under the document's table:"
        } else {
            "begin with `specwright new`, which configures it:"
        };
        lines.push(format!(
            "{} of {} operations take the {} `{}`; to set it once on the client, {how}",
            shared.operations,
            shared.of,
            match shared.kind {
                "header" => "header",
                "query" => "query parameter",
                _ => "path parameter",
            },
            shared.name
        ));
        lines.push(format!(
            "  client.{} = {{ {} = {} }}",
            shared.setter,
            shared.kind,
            toml::Value::String(shared.name.clone())
        ));
    }
    lines
}

/// A folder as a shell takes it.
fn shown(folder: &Path) -> String {
    let text = folder.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "._/-:\\+@%,=".contains(c);
    if text.chars().all(is_plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
