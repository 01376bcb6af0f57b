//! Samples of schemas, made by a program that knows nothing of this repository.
//!
//! In: definitions and the names of those that samples are wanted of. Out: the samples of each.
//! They are made once and kept.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::Failure;

/// The samples of one schema.
#[derive(Debug, Deserialize)]
pub(crate) struct Samples {
    pub(crate) samples: Vec<Value>,
    /// Why there are no more.
    #[serde(default)]
    pub(crate) error: Option<String>,
}

/// Makes the samples, in the order of `wanted`. Every round makes other ones.
pub(crate) fn samples(
    root: &Path,
    name: &str,
    definitions: &Map<String, Value>,
    wanted: &[&str],
    round: usize,
) -> Result<Vec<Samples>, Failure> {
    let tools = root.join("tests/conformance");
    let schemas: Vec<Value> = wanted
        .iter()
        .map(|name| json!({"definition": name}))
        .collect();
    let input = serde_json::to_string(&json!({"definitions": definitions, "schemas": schemas}))?;
    let script = tools.join("samples.mjs");
    let mut hash = DefaultHasher::new();
    (
        &input,
        round,
        fs::read_to_string(&script)?,
        fs::read_to_string(tools.join("package-lock.json"))?,
    )
        .hash(&mut hash);
    let folder = root.join("target/payloads").join(name);
    fs::create_dir_all(&folder)?;
    let output = folder.join(format!("samples-{:016x}.jsonl", hash.finish()));
    let mut made = read(&output)?;
    if made.len() < wanted.len() {
        install(&tools)?;
        fs::write(folder.join("schemas.json"), input)?;
    }
    while made.len() < wanted.len() {
        let run = Command::new("node")
            .arg("--max-old-space-size=3000")
            .arg(&script)
            .args([&folder.join("schemas.json"), &output])
            .args([made.len(), round].map(|number| number.to_string()))
            .stdin(Stdio::null())
            .output()?;
        let before = made.len();
        made = read(&output)?;
        if made.len() < wanted.len() {
            if made.len() == before && before == 0 {
                return Err(format!("no samples: {}", shown(&run.stderr, root)).into());
            }
            // The schema that ended the program has no samples.
            let line = json!({"schema": made.len(), "samples": [], "error": "the program ended"});
            fs::write(&output, format!("{}{line}\n", fs::read_to_string(&output)?))?;
            made = read(&output)?;
        }
    }
    Ok(made)
}

/// What a program said, without the folder of this repository: it goes into a page.
fn shown(stderr: &[u8], root: &Path) -> String {
    let folder = format!("{}/", root.display());
    let text = String::from_utf8_lossy(stderr).replace(&format!("file://{folder}"), "");
    text.replace(&folder, "")
}

/// What is there already; a line that was not finished is none.
fn read(path: &Path) -> Result<Vec<Samples>, Failure> {
    let Ok(text) = fs::read_to_string(path) else {
        return Ok(Vec::new());
    };
    let whole = text.rfind('\n').map_or(0, |end| end + 1);
    if whole < text.len() {
        fs::write(path, &text[..whole])?;
    }
    text[..whole]
        .lines()
        .map(|line| Ok(serde_json::from_str(line)?))
        .collect()
}

/// Installs what the lock names, unless it is there already.
fn install(tools: &Path) -> Result<(), Failure> {
    let lock = fs::read(tools.join("package-lock.json"))?;
    let stamp = tools.join("node_modules/installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let status = Command::new(npm)
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(tools)
        .stdin(Stdio::null())
        .status()?;
    if !status.success() {
        return Err("`npm ci` failed; Node.js 18 or later with npm is needed".into());
    }
    fs::write(stamp, lock)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_said_names_no_folder() {
        let stderr = b"file:///some/where/tests/a.mjs:1\n at /some/where/b.mjs:2";
        let shown = shown(stderr, Path::new("/some/where"));
        assert_eq!(shown, "tests/a.mjs:1\n at b.mjs:2");
    }
}
