//! The manifest of a crate.

use super::Piece;
use crate::plan::{Crate, Feature, Manifest, Runtime};

pub(super) fn emit(plan: &Crate, manifest: &Manifest) -> Piece {
    let runtime = match &manifest.runtime {
        Runtime::Path(path) => format!("path = {}", quoted(path)),
        Runtime::Version(version) => format!("version = {}", quoted(version)),
    };
    Piece::Text(format!(
        "[package]
name = {name}
version = {version}
edition = \"2024\"
rust-version = \"1.89\"

[features]
{features}
[dependencies]
serde_json = {{ version = \"1\", default-features = false, features = [\"std\"] }}
specwright-runtime = {{ {runtime}, default-features = false }}
",
        name = quoted(&manifest.name),
        version = quoted(&manifest.version),
        features = features(plan),
    ))
}

/// The transport, and what each tag of the document needs.
fn features(plan: &Crate) -> String {
    let mut text = "default = [\"all\", \"reqwest\"]
# The transport over `reqwest`; without it, a program brings its own.
reqwest = [\"specwright-runtime/reqwest\"]
# HTTP/2 where TLS agrees on it, or where it is known.
http2 = [\"reqwest\", \"specwright-runtime/http2\"]
# Calls without an async runtime: `blocking` in place of `await`.
blocking = [\"specwright-runtime/blocking\"]
# Responses are asked for in gzip and decompressed; requests can be compressed, too.
compression = [\"specwright-runtime/compression\"]
# A span a call for `tracing`, with the attributes of OpenTelemetry.
tracing = [\"specwright-runtime/tracing\"]
# Services of `tower` as transports, and transports as services.
tower = [\"specwright-runtime/tower\"]
# Every tag of the document. A program that names its own compiles less.
"
    .to_owned();
    let all: Vec<&Feature> = plan.features.iter().chain(&plan.unused).collect();
    let names = all.iter().map(|feature| feature.name.as_str());
    text.push_str(&entry("all", names));
    text.extend(plan.features.iter().map(feature));
    if let Some(unused) = &plan.unused {
        text.push_str("# Models that no operation names.\n");
        text.push_str(&feature(unused));
    }
    if !plan.shared.is_empty() {
        text.push_str("# Models that several tags share; each tag brings those that it needs.\n");
        text.extend(plan.shared.iter().map(feature));
    }
    text
}

fn feature(feature: &Feature) -> String {
    let needs = feature.needs.iter().map(String::as_str);
    entry(&quoted(&feature.name), needs)
}

/// A feature and those that it brings, one a line if there are several.
fn entry<'a>(name: &str, needs: impl Iterator<Item = &'a str>) -> String {
    let needs: Vec<String> = needs.map(quoted).collect();
    match needs.as_slice() {
        [] => format!("{name} = []\n"),
        [one] => format!("{name} = [{one}]\n"),
        several => format!("{name} = [\n    {},\n]\n", several.join(",\n    ")),
    }
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan;

    #[test]
    fn no_tag_has_the_name_of_a_feature_that_every_crate_has() {
        let things = Feature {
            name: "things".to_owned(),
            needs: Vec::new(),
        };
        let text = features(&Crate {
            features: vec![things.clone()],
            unused: Some(Feature {
                name: "other-models".to_owned(),
                ..things
            }),
            ..Crate::default()
        });
        let all: toml::Table = text.parse().unwrap();
        let fixed: Vec<_> = all.keys().filter(|name| *name != "things").collect();
        assert!(fixed.len() > 5);
        for name in fixed {
            assert!(plan::RESERVED_FEATURES.contains(&name.as_str()), "{name}");
        }
    }
}
