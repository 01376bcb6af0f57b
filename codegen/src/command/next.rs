//! What to do with a client that was written.

use std::path::Path;

use specwright::Usage;

use super::workspace;

/// What to do with a crate that was written, line by line.
pub(super) fn next(out: &Path, name: &str, usage: &Usage) -> Vec<String> {
    let mut lines = vec![
        "next:".to_owned(),
        format!("  cargo add --path {} {name}", out.display()),
    ];
    if let Some((manifest, member)) = workspace::lacks(out) {
        lines.push(format!(
            "    the workspace in {} does not have it; add to its `members`: \"{member}\"",
            manifest.display()
        ));
    }
    if let [one, _, ..] = usage.features.as_slice() {
        let count = usage.features.len();
        lines.push(format!(
            "    its {count} tags are features; to compile some alone: --no-default-features --features reqwest,{one}"
        ));
    }
    let module = name.replace('-', "_");
    if usage.environment.is_empty() {
        let setter = usage.setters.first();
        let setter = setter.map_or(String::new(), |name| format!(".{name}(…)"));
        lines.push(format!(
            "  use {module}::Client; Client::builder(){setter}.build()?"
        ));
    } else {
        lines.push(format!("  use {module}::Client; Client::from_env()? reads"));
        for (variable, required) in &usage.environment {
            let may = if *required { "" } else { " (if it is set)" };
            lines.push(format!("    {variable}{may}"));
        }
    }
    let burdens = usage
        .shared
        .iter()
        .filter(|one| one.required && !one.per_request);
    for shared in burdens {
        lines.push(format!(
            "  {} of {} operations take the {} `{}`; to set it once on the client, write into codegen.toml, under the document's table:",
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
            "    client.{} = {{ {} = {} }}",
            shared.setter,
            shared.kind,
            toml::Value::String(shared.name.clone())
        ));
    }
    lines.push("  cargo doc --open shows every operation with an example".to_owned());
    lines
}
