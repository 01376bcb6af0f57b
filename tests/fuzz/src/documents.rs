//! The loader and the whole generator.

use std::collections::BTreeMap;

use specwright::config::ApiConfig;
use specwright::diagnostics::{Diagnostics, Style, render};
use specwright::plan::{Runtime, Target};
use specwright::source::{Memory, Sources};
use specwright::{Input, export, generate};

/// A line between files: the document, an overlay, a file that is referred to as `other.yaml`.
const BETWEEN: &[u8] = b"\n=====\n";

fn files(bytes: &[u8]) -> (Memory, bool) {
    let mut files = BTreeMap::new();
    let mut rest = bytes;
    for name in ["document.yaml", "overlay.yaml", "other.yaml"] {
        let at = rest
            .windows(BETWEEN.len())
            .position(|window| window == BETWEEN);
        let (file, after) = match at {
            Some(at) => (&rest[..at], Some(&rest[at + BETWEEN.len()..])),
            None => (rest, None),
        };
        files.insert(name.to_owned(), file.to_vec());
        match after {
            Some(after) => rest = after,
            None => break,
        }
    }
    let overlaid = files.contains_key("overlay.yaml");
    (Memory(files), overlaid)
}

/// Any bytes load or are reported, and the report can be shown.
pub(crate) fn loader(bytes: &[u8]) {
    let (reader, overlaid) = files(bytes);
    let mut found = Diagnostics::new();
    let overlays: &[&str] = if overlaid { &["overlay.yaml"] } else { &[] };
    let sources = Sources::load(&reader, "document.yaml", overlays, &mut found);
    assert!(
        sources.is_some() || found.errors() > 0,
        "nothing was loaded and nothing said"
    );
    let _ = render(&found, sources.as_ref(), Style::Plain);
}

/// Whatever is generated is Rust.
pub(crate) fn generator(bytes: &[u8]) {
    let (reader, overlaid) = files(bytes);
    let mut config = ApiConfig::default();
    if overlaid {
        config.overlays.push("overlay.yaml".to_owned());
    }
    let target = Target::package("fuzzed", "document.yaml", Runtime::Version("1".to_owned()));
    let generated = generate(&Input {
        reader: &reader,
        entry: "document.yaml",
        config: &config,
        config_text: None,
        target: &target,
        dump: None,
    });
    assert!(
        !generated.files.is_empty() || generated.report.errors > 0,
        "nothing was generated and nothing said"
    );
    let _ = render(
        &generated.diagnostics,
        generated.sources.as_ref(),
        Style::Plain,
    );
    for file in &generated.files {
        let fault = if file.path == "Cargo.toml" {
            file.text
                .parse::<toml::Table>()
                .err()
                .map(|error| error.to_string())
        } else if file.path == "README.md" {
            None
        } else {
            syn::parse_file(&file.text)
                .err()
                .map(|error| error.to_string())
        };
        let fault = fault.or_else(|| {
            file.text
                .contains("fault of specwright")
                .then(|| "its own fault".to_owned())
        });
        assert!(fault.is_none(), "{}: {fault:?}\n{}", file.path, file.text);
    }
    if let Some(sources) = &generated.sources {
        let _ = export::export(sources, &mut Diagnostics::new());
    }
}
