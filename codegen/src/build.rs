//! Generates a client from a build script, as a module that is not checked in.
//!
//! In: a document. Out: a module in `OUT_DIR`, and instructions for cargo. `Cargo.toml`, with the
//! version of this crate:
//!
//! ```toml
//! [dependencies]
//! serde_json = { version = "1", default-features = false, features = ["std"] }
//! specwright-runtime = "0.1"
//!
//! [build-dependencies]
//! specwright = "0.1"
//! ```
//!
//! `build.rs`:
//!
//! ```no_run
//! use std::error::Error;
//!
//! fn main() -> Result<(), Box<dyn Error>> {
//!     specwright::build::document("openapi.yaml").module("api").generate()?;
//!     Ok(())
//! }
//! ```
//!
//! `src/lib.rs` or `src/main.rs`, where the included file declares `pub mod api;`:
//!
//! ```ignore
//! include!(concat!(env!("OUT_DIR"), "/api.rs"));
//! ```
//!
//! Names are chosen from the document each time: no `names.lock` is read or written.
//!
//! The module's own file can't be included: an included file can't begin with inner documentation,
//! and rustc would look for its submodules in the wrong folder.

use std::{
    collections::BTreeSet,
    env, error, fmt, fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use crate::{
    config::{ApiConfig, Settings},
    diagnostics::{Diagnostics, Style, render, render_one, summary},
    generate::{Input, generate},
    output::{self, rustfmt},
    plan::Target,
    source::{Disk, ReadError, Reader, Sources},
};

/// Lints are for code that its reader can change, a program calls only some operations, the module
/// may be named `client` like one in it, and the configuration may set the same lints.
const ALLOWED: &str = "#[allow(dead_code, missing_docs, unused_imports, \
     clippy::duplicated_attributes, clippy::module_inception)]\n";

/// A document to generate from, with its settings.
#[derive(Clone, Debug)]
#[must_use = "nothing is generated before `generate`"]
pub struct Builder {
    document: PathBuf,
    config: Option<PathBuf>,
    root: Option<PathBuf>,
    out_dir: Option<PathBuf>,
    module: String,
    package: Option<String>,
    rustfmt: bool,
    keep_going: bool,
}

/// Selects a document. Paths are relative to the package's folder, where cargo runs build scripts.
pub fn document(path: impl Into<PathBuf>) -> Builder {
    Builder {
        document: path.into(),
        config: None,
        root: None,
        out_dir: None,
        module: "api".to_owned(),
        package: None,
        rustfmt: false,
        keep_going: false,
    }
}

/// Why nothing was generated. `Debug` shows the same text as `Display`, since `main` of a build
/// script prints that.
pub struct BuildError(String);

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl error::Error for BuildError {}

/// A reader that records the paths it reads.
struct Recording {
    disk: Disk,
    asked: Mutex<BTreeSet<PathBuf>>,
}

impl Reader for Recording {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let result = self.disk.read(path);
        // Missing files are watched too, so that the script runs again once they exist.
        if result != Err(ReadError::OutsideRoot) {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            asked.insert(self.disk.path(path));
        }
        result
    }

    fn shown(&self, path: &str) -> String {
        self.disk.shown(path)
    }
}

impl Builder {
    /// Sets a `codegen.toml` with one table for the document.
    pub fn config(mut self, path: impl Into<PathBuf>) -> Self {
        self.config = Some(path.into());
        self
    }

    /// Sets the folder that `$ref`s may reach; by default that of the document.
    pub fn root(mut self, path: impl Into<PathBuf>) -> Self {
        self.root = Some(path.into());
        self
    }

    /// Sets the folder to write to; by default `OUT_DIR`.
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(path.into());
        self
    }

    /// Sets the name of the module; by default `api`.
    pub fn module(mut self, name: impl Into<String>) -> Self {
        self.module = name.into();
        self
    }

    /// Declares that the module is public and in the root of this crate, a library. Its
    /// documentation then has examples, which `cargo test` compiles.
    pub fn examples_of(mut self, package: &str) -> Self {
        self.package = Some(package.replace('-', "_"));
        self
    }

    /// Formats the code with the installed rustfmt, for people who read it.
    pub fn rustfmt(mut self, on: bool) -> Self {
        self.rustfmt = on;
        self
    }

    /// Makes errors of the document warnings of cargo. What can't be generated is left out.
    pub fn keep_going(mut self, on: bool) -> Self {
        self.keep_going = on;
        self
    }

    /// Generates and writes the module, and prints warnings and the files to watch for cargo.
    /// Returns the file to include.
    ///
    /// # Errors
    ///
    /// The document or the configuration can't be read or has errors, the name of the module is not
    /// an identifier, `OUT_DIR` is not set and no folder was given, the folder can't be written, or
    /// the package's `Cargo.toml` does not declare the features that the configuration asks for;
    /// the message has them.
    pub fn generate(&self) -> Result<PathBuf, BuildError> {
        let mut lines = Vec::new();
        let result = self.run(&mut lines);
        for line in lines {
            println!("cargo::{line}");
        }
        result
    }

    fn run(&self, lines: &mut Vec<String>) -> Result<PathBuf, BuildError> {
        let failed = |path: &Path, error: &dyn fmt::Display| {
            BuildError(format!("`{}`: {error}", path.display()))
        };
        if syn::parse_str::<syn::Ident>(&self.module).is_err() {
            return Err(BuildError(format!(
                "`{}` can't be the name of a module: give another to `module`",
                self.module.escape_debug()
            )));
        }
        let out = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| {
                BuildError(
                    "`OUT_DIR` is not set: call this from a build script, or give `out_dir`"
                        .to_owned(),
                )
            })?,
        };
        watch(lines, &self.document);
        let settings = self.settings(lines)?;
        let (disk, entry) = Disk::for_document(&self.document, self.root.as_deref())
            .map_err(|error| failed(&self.document, &error))?;
        let reader = Recording {
            disk,
            asked: Mutex::default(),
        };
        let name = self.document.file_name().unwrap_or_default();
        let mut target = Target::module(&self.module, &name.to_string_lossy());
        "change the document and build again".clone_into(&mut target.command);
        target.package.clone_from(&self.package);
        let none = ApiConfig::default();
        let mut generated = generate(&Input {
            reader: &reader,
            entry: &entry,
            config: settings.as_ref().map_or(&none, |settings| &settings.config),
            config_text: settings.as_ref().map(|settings| &settings.text),
            target: &target,
            dump: None,
        });
        let asked = reader.asked.into_inner();
        for path in asked.unwrap_or_else(PoisonError::into_inner) {
            watch(lines, &path);
        }
        let (found, sources) = (&generated.diagnostics, generated.sources.as_ref());
        if found.has_errors() && (!self.keep_going || generated.files.is_empty()) {
            return Err(refusal(found, sources));
        }
        warn(lines, found, sources);
        if self.rustfmt {
            rustfmt::format(&mut generated.files, &out, rustfmt::EDITION)
                .map_err(|error| BuildError(error.to_string()))?;
        }
        output::write(&out.join(&self.module), &generated.files)
            .map_err(|error| BuildError(error.to_string()))?;
        let condition = match &generated.features {
            Some(features) => {
                self.check_manifest(lines, &features.lines)?;
                format!("#[cfg(feature = {:?})]\n", features.client)
            }
            None => String::new(),
        };
        let file = out.join(format!("{}.rs", self.module));
        let module = &self.module;
        let text =
            format!("{condition}{ALLOWED}#[path = \"{module}/mod.rs\"]\npub mod {module};\n");
        fs::write(&file, text).map_err(|error| failed(&file, &error))?;
        Ok(file)
    }

    /// Checks that the package declares the features of the module.
    fn check_manifest(&self, lines: &mut Vec<String>, features: &str) -> Result<(), BuildError> {
        let folder = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
        let path = PathBuf::from(folder).join("Cargo.toml");
        watch(lines, &path);
        let failed =
            |error: &dyn fmt::Display| BuildError(format!("`{}`: {error}", path.display()));
        let manifest = fs::read_to_string(&path).map_err(|error| failed(&error))?;
        output::features::check(&manifest, &self.module, features).map_err(|error| failed(&error))
    }

    fn settings(&self, lines: &mut Vec<String>) -> Result<Option<Settings>, BuildError> {
        let Some(path) = &self.config else {
            return Ok(None);
        };
        watch(lines, path);
        let shown = path.display().to_string();
        let text =
            fs::read_to_string(path).map_err(|error| BuildError(format!("`{shown}`: {error}")))?;
        let mut found = Diagnostics::new();
        match Settings::read(&shown, &text, &mut found) {
            Some(settings) => Ok(Some(settings)),
            None => Err(refusal(&found, None)),
        }
    }
}

/// Makes cargo run the script again when the file changes.
fn watch(lines: &mut Vec<String>, path: &Path) {
    let path = path.display().to_string();
    // A line break would begin another instruction.
    if !path.contains(['\n', '\r']) {
        lines.push(format!("rerun-if-changed={path}"));
    }
}

/// The rendered diagnostics by line, since a warning of cargo is one line.
fn warn(lines: &mut Vec<String>, found: &Diagnostics, sources: Option<&Sources>) {
    for diagnostic in found.iter() {
        let text = render_one(diagnostic, found, sources, Style::Plain);
        lines.extend(text.lines().map(|line| format!("warning={line}")));
    }
}

/// All diagnostics, as an error.
fn refusal(found: &Diagnostics, sources: Option<&Sources>) -> BuildError {
    let shown = render(found, sources, Style::Plain);
    BuildError(format!("{shown}{}", summary(found)))
}
