//! A manifest of this workspace as one that needs no workspace.
//!
//! In: the text of a `Cargo.toml`. Out: the same without what it inherits, and without what only
//! its tests, its lints and its publication need.

/// What is inherited, and its value. The crates have one version, which is the program's.
const INHERITED: &[(&str, &str)] = &[
    ("version", env!("CARGO_PKG_VERSION")),
    ("edition", "2024"),
    ("rust-version", env!("CARGO_PKG_RUST_VERSION")),
    ("license", env!("CARGO_PKG_LICENSE")),
    ("repository", env!("CARGO_PKG_REPOSITORY")),
    ("homepage", env!("CARGO_PKG_HOMEPAGE")),
];

/// What of `[package]` names files that are not there.
const FILES: &[&str] = &["readme", "include", "exclude"];

/// Neither unit tests nor programs in the documentation are the user's to run.
const NO_TESTS: &str = "test = false\ndoctest = false\n";

pub(super) fn alone(text: &str) -> String {
    let mut out = String::new();
    for section in sections(text) {
        let name = section.lines().find(|line| line.starts_with('['));
        match name.unwrap_or_default() {
            "[package]" => out += &package(section),
            "[lib]" => out += &section.replacen("[lib]\n", &format!("[lib]\n{NO_TESTS}"), 1),
            name if is_left_out(name) => {}
            _ => out += section,
        }
    }
    if !out.contains("[lib]\n") {
        out = format!("{}\n\n[lib]\n{NO_TESTS}", out.trim_end());
    }
    out.trim_end().to_owned() + "\n"
}

fn is_left_out(name: &str) -> bool {
    let name = name.trim_matches(['[', ']']);
    name == "lints"
        || name.ends_with("dev-dependencies")
        || ["test", "bench", "example"].contains(&name)
}

fn package(section: &str) -> String {
    let mut lines = Vec::new();
    for line in section.lines() {
        let key = line.split(['.', ' ', '=']).next().unwrap_or_default();
        let inherited = line.replace(' ', "") == format!("{key}.workspace=true");
        let value = INHERITED.iter().find(|(name, _)| *name == key);
        let value = value.map_or("", |(_, value)| value);
        if !inherited && !FILES.contains(&key) {
            lines.push(line.to_owned());
        } else if inherited && !value.is_empty() {
            lines.push(format!("{key} = \"{value}\""));
        }
        if key == "name" {
            lines.push("publish = false".to_owned());
        }
    }
    lines.join("\n") + "\n"
}

/// The tables of a manifest, each with the comments and empty lines above it.
fn sections(text: &str) -> impl Iterator<Item = &str> {
    let mut starts = vec![0];
    let mut about = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') {
            starts.push(about.unwrap_or(at));
        }
        let is_above = line.starts_with('#') || line.trim().is_empty();
        about = is_above.then(|| about.unwrap_or(at));
        at += line.len();
    }
    let ends = starts.clone().into_iter().skip(1).chain([text.len()]);
    starts
        .into_iter()
        .zip(ends)
        .map(|(from, to)| &text[from..to])
}

#[cfg(test)]
mod tests {
    use super::super::sources::MANIFESTS;
    use super::*;

    #[test]
    fn nothing_of_the_workspace_is_left() {
        for (name, text) in MANIFESTS {
            let text = alone(text);
            assert!(!text.contains("workspace"), "{name}: {text}");
            let manifest: toml::Table = text.parse().unwrap();
            assert!(!manifest.contains_key("dev-dependencies"), "{text}");
            assert!(!manifest.contains_key("lints"), "{text}");
            let package = &manifest["package"];
            assert_eq!(package["version"].as_str(), Some(env!("CARGO_PKG_VERSION")));
            assert_eq!(package["publish"].as_bool(), Some(false));
            assert!(package.get("readme").is_none(), "{text}");
            assert_eq!(manifest["lib"]["test"].as_bool(), Some(false));
            assert!(manifest["dependencies"].as_table().unwrap().len() > 2);
        }
    }

    #[test]
    fn comments_go_with_their_tables() {
        let text = "[package]
name = \"things\"
readme = \"README.md\"
edition.workspace = true

[dependencies]
# Bytes.
bytes = \"1\"

# For tests.
[dev-dependencies]
csv = \"1\"

# A browser.
[target.'cfg(unix)'.dependencies]
libc = \"1\"

[lints]
workspace = true
";
        assert_eq!(
            alone(text),
            "[package]
name = \"things\"
publish = false
edition = \"2024\"

[dependencies]
# Bytes.
bytes = \"1\"

# A browser.
[target.'cfg(unix)'.dependencies]
libc = \"1\"

[lib]
test = false
doctest = false
"
        );
    }
}
