//! Bytes to begin from.

use std::fs;
use std::path::{Path, PathBuf};

/// The seeds of a target: documents of the repository for those that take documents, small texts
/// for the others.
#[must_use]
pub fn seeds(target: &str) -> Vec<Vec<u8>> {
    let texts: &[&str] = match target {
        "loader" | "generator" => return documents(),
        "codec" => CODEC,
        "stream" => STREAMS,
        "multipart" => &["n\u{fffd}", "name", "a\"\r\nX: y"],
        _ => &["a/b", "..", "%2e%2e", "a b?c#d", "\u{e9}\u{1f980}"],
    };
    let fields = |text: &&str| text.replace('\u{fffd}', "").into_bytes();
    let mut seeds: Vec<Vec<u8>> = texts.iter().map(fields).collect();
    if matches!(target, "multipart" | "url") {
        seeds.push(seeds.join(&0xff));
    }
    if target == "url" {
        seeds.push(b"a\xfftoken\xffvalue\xffheader".to_vec());
    }
    if target == "codec" {
        // The first byte chooses the type.
        seeds = (0..25)
            .flat_map(|choice| {
                CODEC
                    .iter()
                    .map(move |text| [&[choice], text.as_bytes()].concat())
            })
            .collect();
    }
    if target == "stream" {
        seeds = (0..8)
            .flat_map(|framing| {
                STREAMS
                    .iter()
                    .map(move |text| [&[framing, 3], text.as_bytes()].concat())
            })
            .collect();
    }
    seeds
}

const STREAMS: &[&str] = &[
    "data: {\"a\":1}\n\ndata: [DONE]\n\n",
    "\u{feff}: c\r\nevent: e\rid: 7\nretry: 10\ndata: 1\ndata: 2\r\n\r\n",
    "{\"a\":1}\n[2]\n\u{1e}3\n",
    "event: error\ndata: {\"error\":{\"code\":1}}\n\nevent: ping\ndata: {}\n\ndata:\n\ndata: {\"a\":",
    "{\n\"error\": \"no\"\n}\n{\"a\":[\"b\"]}\n[DONE]",
];

const CODEC: &[&str] = &[
    r#"{"id":"a","name":"n","trace_id":"t","start_timestamp":"2023-11-07T05:31:56Z","status":"SUCCESS","type":"COMPLETION","input":{"q":[1,null]},"account_id":"x"}"#,
    r#"{"kind":"cat","petType":"cat","pet_type":"dog","lives":9,"name":"x"}"#,
    r#"{"pet_type":"dog","pet_type":"d"}"#,
    r#"{"pet_type":"d","pet_type":"dog"}"#,
    r#"{"role":"user","content":[{"text":"a"},"b"],"shape":{"radius":1.5}}"#,
    r#"{"children":[{"children":[]}],"left":{"value":1},"op":"sum"}"#,
    r#""2023-11-07 05:31:56.123456+02:00""#,
    "[1,2.5,-0,1e400,\"x\",true,null]",
];

/// The documents of `specs/` and of the golden tests.
fn documents() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut paths: Vec<PathBuf> = files(&root.join("codegen/tests/golden"))
        .iter()
        .map(|folder| folder.join("spec.yaml"))
        .collect();
    paths.extend(
        files(&root.join("specs"))
            .into_iter()
            .filter(|path| path.extension().is_some_and(|end| end == "yaml")),
    );
    paths.push(root.join("tests/attacks/document.yaml"));
    paths
        .iter()
        .filter_map(|path| fs::read(path).ok())
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}
