//! A program that sends payloads through the types of one generated crate.
//!
//! It has the crate's models for its own module: the operations are most of a crate, and have no
//! payloads.
//!
//! In: the folder of the crate, the types, and payloads. Out: for each payload what the type wrote,
//! or why it did not. Must not know schemas.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::Failure;

/// A payload for one of the types.
#[derive(Serialize)]
pub(crate) struct Payload {
    #[serde(rename = "type")]
    pub(crate) ty: usize,
    pub(crate) json: String,
}

/// What became of a payload.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RoundTrip {
    /// What the type wrote, and what `validate()` says against the value.
    Written {
        json: String,
        violations: Option<String>,
    },
    /// Why it was not read.
    Unread(String),
    /// Why it was not written.
    Unwritten(String),
    /// The code panicked.
    Panic(String),
    /// The program ended.
    Aborted(String),
}

/// The number of functions per module, which is the unit that the compiler works on.
const CHUNK: usize = 100;

const MAIN: &str = r#"
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::panic;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use specwright_runtime::Validate;

type Trip = fn(&str) -> Value;

fn trip<T: Serialize + DeserializeOwned + Validate>(text: &str) -> Value {
    match serde_json::from_str::<T>(text) {
        Err(error) => json!({"unread": error.to_string()}),
        Ok(value) => match serde_json::to_string(&value) {
            Ok(text) => {
                let violations = value.validate().err().map(|error| error.to_string());
                json!({"written": {"json": text, "violations": violations}})
            }
            Err(error) => json!({"unwritten": error.to_string()}),
        },
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let skip: usize = arguments[3].parse().expect("a number");
    let mut out = fs::OpenOptions::new().append(true).create(true).open(&arguments[2]).expect("the results");
    let table: Vec<Trip> = tables().concat();
    for line in BufReader::new(File::open(&arguments[1]).expect("the payloads")).lines().skip(skip) {
        let line: Value = serde_json::from_str(&line.expect("a line")).expect("a payload");
        let ty = line["type"].as_u64().expect("a type") as usize;
        let text = line["json"].as_str().expect("a text");
        let result = panic::catch_unwind(|| table[ty](text)).unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            json!({"panic": text.unwrap_or_default()})
        });
        writeln!(out, "{result}").expect("an result is written");
    }
}
"#;

/// A compiled program. What its build left is deleted with it, but for what all documents share:
/// those of a whole corpus would fill a disk.
pub(crate) struct Harness {
    program: PathBuf,
    folder: PathBuf,
    build: PathBuf,
    package: String,
}

impl Harness {
    /// Writes and compiles the program. `types`: Rust types whose paths begin with `crate`.
    pub(crate) fn build(
        root: &Path,
        name: &str,
        client: &Path,
        types: &[String],
    ) -> Result<Self, Failure> {
        let folder = root.join("target/payloads").join(name);
        fs::create_dir_all(folder.join("src"))?;
        let package = format!("payloads-{}", name.replace('.', "-"));
        let text = fs::read_to_string(client.join("Cargo.toml"))?;
        let manifest = manifest(&package, &text.parse()?)?;
        write(&folder.join("Cargo.toml"), &manifest)?;
        write(&folder.join("src/main.rs"), &source(client, types)?)?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let build = root.join("target/payloads/build");
        let program = build
            .join("debug")
            .join(&package)
            .with_extension(std::env::consts::EXE_EXTENSION);
        let harness = Self {
            program,
            folder,
            build,
            package,
        };
        let output = harness.cargo("build").output()?;
        if !output.status.success() {
            let text = String::from_utf8_lossy(&output.stderr);
            let start: String = text
                .lines()
                .filter(|line| line.starts_with("error"))
                .take(5)
                .collect();
            write(&harness.folder.join("build.log"), &text)?;
            return Err(format!("the types do not compile: {start}").into());
        }
        Ok(harness)
    }

    fn cargo(&self, what: &str) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .args([what, "--quiet", "--manifest-path"])
            .arg(self.folder.join("Cargo.toml"))
            .arg("--target-dir")
            .arg(&self.build)
            .stdin(Stdio::null());
        command
    }

    /// Sends the payloads through their types. A payload that ends the program is reported, and the
    /// rest is gone on with.
    pub(crate) fn run(&self, payloads: &[Payload]) -> Result<Vec<RoundTrip>, Failure> {
        let [input, output] =
            ["payloads.jsonl", "results.jsonl"].map(|name| self.folder.join(name));
        let mut file = BufWriter::new(File::create(&input)?);
        for payload in payloads {
            serde_json::to_writer(&mut file, payload)?;
            file.write_all(b"\n")?;
        }
        file.flush()?;
        let mut results: Vec<RoundTrip> = Vec::new();
        while results.len() < payloads.len() {
            let _ = fs::remove_file(&output);
            let run = Command::new(&self.program)
                .args([&input, &output])
                .arg(results.len().to_string())
                .stdin(Stdio::null())
                .output()?;
            if let Ok(file) = File::open(&output) {
                for line in BufReader::new(file).lines() {
                    results.push(serde_json::from_str(&line?)?);
                }
            }
            if results.len() < payloads.len() {
                results.push(RoundTrip::Aborted(run.status.to_string()));
            }
        }
        Ok(results)
    }
}

impl Drop for Harness {
    fn drop(&mut self) {
        // What is left over costs room and nothing else.
        let clean = self
            .cargo("clean")
            .args(["--package", &self.package])
            .output();
        drop(clean);
    }
}

/// The program has the dependencies and the features of the crate.
fn manifest(package: &str, client: &toml::Table) -> Result<String, Failure> {
    let mut manifest: toml::Table = format!(
        "package = {{name = \"{package}\", version = \"0.1.0\", edition = \"2024\"}}\nworkspace = {{}}\n\
         profile.dev = {{debug = false, incremental = false}}\n"
    )
    .parse()?;
    for table in ["features", "dependencies"] {
        let entries = client.get(table).and_then(toml::Value::as_table).cloned();
        let mut entries =
            entries.ok_or_else(|| format!("the crate's manifest has no `{table}`"))?;
        if table == "features" {
            entries.insert("default".to_owned(), toml::Value::Array(vec!["all".into()]));
        } else {
            let serde: toml::Table =
                "serde = {version = \"1\", default-features = false}".parse()?;
            entries.extend(serde);
        }
        manifest.insert(table.to_owned(), toml::Value::Table(entries));
    }
    Ok(toml::to_string(&manifest)?)
}

fn source(client: &Path, types: &[String]) -> Result<String, Failure> {
    let mut text = String::from(
        "//! Sends payloads through the types of a generated crate.\n#![allow(warnings)]\n",
    );
    let client = client.join("src").canonicalize()?;
    let files = [
        client.join("models.rs"),
        client.join("models").join("mod.rs"),
    ];
    if let Some(file) = files.iter().find(|file| file.exists()) {
        let _ = writeln!(
            text,
            "#[path = {:?}]\npub mod models;",
            file.to_string_lossy()
        );
    }
    text.push_str(MAIN);
    let count = types.len().div_ceil(CHUNK);
    let tables: Vec<String> = (0..count)
        .map(|index| format!("&table_{index}::TABLE[..]"))
        .collect();
    let _ = write!(
        text,
        "\nfn tables() -> Vec<&'static [Trip]> {{\n    vec![{}]\n}}\n",
        tables.join(", ")
    );
    for (index, types) in types.chunks(CHUNK).enumerate() {
        let _ = writeln!(
            text,
            "\nmod table_{index} {{\n    pub(super) static TABLE: [super::Trip; {}] = [",
            types.len()
        );
        for ty in types {
            let _ = writeln!(text, "        super::trip::<{ty}>,");
        }
        text.push_str("    ];\n}\n");
    }
    Ok(text)
}

/// An equal file is left alone, so that nothing is compiled again.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text)?;
    }
    Ok(())
}
