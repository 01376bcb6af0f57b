//! The manifest of a crate.

use std::fmt::Write as _;

use toml::{Table, Value};

use crate::plan::{Crate, Feature, Features, Manifest, QuickStart, Runtime};

/// The features that every crate has besides `default`, and what each is for.
const FIXED: &[(&str, &str, &[&str])] = &[
    (
        "The transport over `reqwest`; without it, a program has one of its own.",
        "reqwest",
        &["specwright-runtime/reqwest"],
    ),
    (
        "HTTP/2 where the server offers it.",
        "http2",
        &["reqwest", "specwright-runtime/http2"],
    ),
    (
        "Calls without an async runtime: `blocking` in place of `await`.",
        "blocking",
        &["specwright-runtime/blocking"],
    ),
    (
        "Accepts compressed responses; requests can be compressed, too.",
        "compression",
        &["specwright-runtime/compression"],
    ),
    (
        "A span per call for `tracing`, with the attributes of OpenTelemetry.",
        "tracing",
        &["specwright-runtime/tracing"],
    ),
    (
        "Services of `tower` as transports, and transports as services.",
        "tower",
        &["specwright-runtime/tower"],
    ),
];

pub(super) fn emit(plan: &Crate, manifest: &Manifest) -> String {
    let package = toml::toml! {
        edition = "2024"
        rust-version = "1.89"
    };
    let license = manifest.license.as_deref();
    let license = license.map(|license| entry("license", license));
    let publish = (!manifest.publish).then(|| entry("publish", false));
    let mut others = String::new();
    for (name, value) in &plan.dependencies {
        let _ = writeln!(others, "{name} = {value}");
    }
    [
        "[package]\n".to_owned(),
        entry("name", manifest.name.as_str()),
        entry("version", manifest.version.as_str()),
        entry("description", plan.description.as_str()),
        package.to_string(),
        license.unwrap_or_default(),
        publish.unwrap_or_default(),
        entry("readme", "README.md"),
        "\n[features]\n".to_owned(),
        features(plan),
        "\n[dependencies]\n".to_owned(),
        dependencies(&manifest.runtime, &plan.runtime_features, false),
        others,
        plan.quick_start.as_ref().map_or_else(String::new, quick_start),
        "\n# Every feature is documented, with a mark on what it adds.\n[package.metadata.docs.rs]\n".to_owned(),
        entry("all-features", true),
    ]
    .concat()
}

/// The lines for what generated code calls: `serde_json`, and the runtime with its own default
/// features or without.
pub(super) fn dependencies(runtime: &Runtime, features: &[&str], has_defaults: bool) -> String {
    let serde_json = toml::toml! {
        version = "1"
        default-features = false
        features = ["std"]
    };
    let source = match runtime {
        Runtime::Path(path) => vec![("path", path)],
        Runtime::Git { url, rev } => vec![("git", url), ("rev", rev)],
        Runtime::Version(version) => vec![("version", version)],
    };
    let source = source.into_iter();
    let mut runtime: Table = source
        .map(|(key, value)| (key.to_owned(), Value::from(value.as_str())))
        .collect();
    if !has_defaults {
        runtime.insert("default-features".to_owned(), Value::Boolean(false));
    }
    if !features.is_empty() {
        runtime.insert("features".to_owned(), Value::from(features.to_vec()));
    }
    format!(
        "serde_json = {}\nspecwright-runtime = {}\n",
        Value::Table(serde_json),
        Value::Table(runtime)
    )
}

/// The program for the first call, and what it alone depends on.
fn quick_start(program: &QuickStart) -> String {
    let tokio = toml::toml! {
        version = "1"
        default-features = false
        features = ["macros", "rt"]
    };
    [
        format!("\n[dev-dependencies]\ntokio = {}\n", Value::Table(tokio)),
        "\n[[example]]\n".to_owned(),
        entry("name", "quickstart"),
        entry("required-features", program.features.clone()),
    ]
    .concat()
}

/// The transport, and what each tag of the document needs.
fn features(plan: &Crate) -> String {
    let Features { own, all, .. } = &plan.features;
    let tags = own.as_ref().or(all.as_ref()).map(|it| it.name.as_str());
    let default: Vec<&str> = tags.into_iter().chain(["reqwest"]).collect();
    let mut text = commented("", "default", &default);
    for (comment, name, needs) in FIXED {
        text.push_str(&commented(comment, name, needs));
    }
    text.push_str(&self::tags(&plan.features));
    text
}

/// The features of tags.
pub(super) fn tags(features: &Features) -> String {
    let every = "Every tag of the document. A program that names its own compiles less.";
    let client = "The client without any tag, which the others bring.";
    let first = [
        ("The client with its default tags.", &features.own),
        (every, &features.all),
        (client, &features.client),
    ];
    let mut text = String::new();
    for (comment, one) in first {
        text.extend(one.iter().map(|one| feature(comment, one)));
    }
    text.extend(features.tags.iter().map(|one| feature("", one)));
    let unused = features.unused.iter();
    text.extend(unused.map(|one| feature("Models that no operation names.", one)));
    let mut shared = "Models that several tags share; each tag brings those that it needs.";
    for one in &features.shared {
        text.push_str(&feature(std::mem::take(&mut shared), one));
    }
    text
}

fn feature(comment: &str, feature: &Feature) -> String {
    let needs: Vec<&str> = feature.needs.iter().map(String::as_str).collect();
    commented(comment, &feature.name, &needs)
}

fn commented(comment: &str, name: &str, needs: &[&str]) -> String {
    let needs: Vec<Value> = needs.iter().map(|&need| Value::from(need)).collect();
    let entry = entry(name, needs);
    if comment.is_empty() {
        entry
    } else {
        format!("# {comment}\n{entry}")
    }
}

/// A line, or a line for each item of a list of several.
fn entry(name: &str, value: impl Into<Value>) -> String {
    let table = Table::from_iter([(name.to_owned(), value.into())]);
    // A table of strings can always be written.
    toml::to_string_pretty(&table).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan;

    #[test]
    fn a_manifest_is_laid_out_for_readers() {
        let needs = ["all", "reqwest"].map(str::to_owned).to_vec();
        let pets = Feature {
            name: "pets \"and\" owners".to_owned(),
            needs,
        };
        let all = Feature {
            name: "all".to_owned(),
            needs: vec![pets.name.clone()],
        };
        let plan = Crate {
            description: "Client for Pets".to_owned(),
            features: Features {
                all: Some(all),
                tags: vec![pets],
                ..Features::default()
            },
            ..Crate::default()
        };
        let text = emit(
            &plan,
            &Manifest {
                name: "pets".to_owned(),
                version: "0.1.0".to_owned(),
                license: Some("MIT".to_owned()),
                publish: false,
                runtime: Runtime::Path("../runtime".to_owned()),
            },
        );
        let (before, after) = text.split_once("default = ").unwrap();
        assert_eq!(
            before,
            "[package]
name = \"pets\"
version = \"0.1.0\"
description = \"Client for Pets\"
edition = \"2024\"
rust-version = \"1.89\"
license = \"MIT\"
publish = false
readme = \"README.md\"

[features]
"
        );
        let (_, after) = after.split_once("compiles less.\n").unwrap();
        assert_eq!(
            after,
            r#"all = ['pets "and" owners']
'pets "and" owners' = [
    "all",
    "reqwest",
]

[dependencies]
serde_json = { version = "1", default-features = false, features = ["std"] }
specwright-runtime = { path = "../runtime", default-features = false }

# Every feature is documented, with a mark on what it adds.
[package.metadata.docs.rs]
all-features = true
"#
        );
    }

    #[test]
    fn no_tag_has_the_name_of_a_feature_that_every_crate_has() {
        let named = |name: &str| Feature {
            name: name.to_owned(),
            needs: Vec::new(),
        };
        let text = features(&Crate {
            features: Features {
                all: Some(named("all")),
                tags: vec![named("things")],
                unused: Some(named("other-models")),
                ..Features::default()
            },
            ..Crate::default()
        });
        let all: toml::Table = text.parse().unwrap();
        let fixed: Vec<_> = all.keys().filter(|name| *name != "things").collect();
        assert!(fixed.len() > 5);
        for name in fixed {
            assert!(plan::RESERVED_FEATURES.contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn dependencies_and_features_of_the_configuration_are_added() {
        let plan = Crate {
            dependencies: toml::toml! { uuid = { version = "1", features = ["serde"] } },
            runtime_features: vec!["schemars"],
            ..Crate::default()
        };
        let text = emit(&plan, &Manifest::default());
        let manifest: Table = toml::from_str(&text).unwrap();
        let expected = toml::toml! {
            serde_json = { version = "1", default-features = false, features = ["std"] }
            specwright-runtime = { version = "0.1", default-features = false, features = ["schemars"] }
            uuid = { version = "1", features = ["serde"] }
        };
        assert_eq!(manifest["dependencies"], Value::Table(expected));
    }
}
