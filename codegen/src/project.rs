//! A repository's own clients: `specs/codegen.toml`, its documents, and the modules made from them.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use crate::{
    config::{ApiConfig, Config, ConfigText},
    diagnostics::{Diagnostics, Style, render},
    disk::Disk,
    generate::{Generated, Input, Stage, generate},
    output::features::{self, ManifestError},
    plan::Target,
};

const CONFIG: &str = "specs/codegen.toml";

/// The manifest of the crate that the modules stand in. A person keeps it, but for their features.
pub const MANIFEST: &str = "generated/Cargo.toml";

/// A folder with `specs/codegen.toml` in it.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    text: ConfigText,
    config: Config,
}

/// Why a project could not be opened, or an API of it not be found.
#[derive(Debug)]
pub enum ProjectError {
    /// A file can't be read.
    Io(PathBuf, io::Error),
    /// `codegen.toml` is not valid; the message shows the place.
    Config(Box<Diagnostics>),
    /// There is no such API.
    NoSuchApi(String, Vec<String>),
    /// The manifest around the modules can't have their features.
    Manifest(ManifestError),
}

impl fmt::Display for ProjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "`{}`: {error}", path.display()),
            Self::Config(found) => {
                let shown = render(found, None, Style::Plain);
                write!(
                    f,
                    "`specs/codegen.toml` can't be read\n{}",
                    shown.trim_end()
                )
            }
            Self::NoSuchApi(name, known) => {
                write!(
                    f,
                    "`specs/codegen.toml` has no API `{name}`; it has `{}`",
                    known.join("`, `")
                )
            }
            Self::Manifest(error) => write!(f, "`{MANIFEST}`: {error}"),
        }
    }
}

impl std::error::Error for ProjectError {}

/// One API of a project, generated.
#[derive(Debug)]
pub struct ApiOutput {
    /// Its module.
    pub name: String,
    /// What came of it. The paths of the files are relative to the module's folder.
    pub generated: Generated,
}

impl Project {
    /// Opens the project in a folder.
    ///
    /// # Errors
    ///
    /// `specs/codegen.toml` is not there or not valid.
    pub fn open(root: &Path) -> Result<Self, ProjectError> {
        let path = root.join(CONFIG);
        let text = fs::read_to_string(&path).map_err(|error| ProjectError::Io(path, error))?;
        let mut found = Diagnostics::new();
        let Some(config) = Config::read(CONFIG, &text, &mut found) else {
            return Err(ProjectError::Config(Box::new(found)));
        };
        let text = ConfigText {
            path: CONFIG.to_owned(),
            text,
            table: String::new(),
        };
        Ok(Self {
            root: root.to_path_buf(),
            text,
            config,
        })
    }

    /// The names of the APIs.
    pub fn apis(&self) -> impl Iterator<Item = &str> {
        self.config.apis.keys().map(String::as_str)
    }

    /// The documents that are published somewhere: the API, the document's file, and its URL.
    pub fn upstreams(&self) -> impl Iterator<Item = (&str, PathBuf, &str)> {
        let specs = self.root.join("specs");
        self.config.apis.iter().filter_map(move |(name, api)| {
            let upstream = api.upstream.as_deref()?;
            Some((name.as_str(), specs.join(&api.spec), upstream))
        })
    }

    /// Where the modules of an API are written.
    #[must_use]
    pub fn folder(&self, api: &str) -> PathBuf {
        self.root.join("generated/src").join(api)
    }

    /// The text of the manifest around the modules, as it is.
    ///
    /// # Errors
    ///
    /// It can't be read.
    pub fn manifest(&self) -> Result<String, ProjectError> {
        let path = self.root.join(MANIFEST);
        fs::read_to_string(&path).map_err(|error| ProjectError::Io(path, error))
    }

    /// That text with the features of modules, each by its name, and everything else as it is.
    ///
    /// # Errors
    ///
    /// It has no place for them, or a place for those of a module whose tags have none.
    pub fn with_features<'t>(
        &self,
        manifest: &str,
        modules: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<String, ProjectError> {
        let has_none = |name: &str| {
            let api = self.config.apis.get(name);
            api.is_none_or(|api| api.features.is_none())
        };
        if let Some(stale) = features::marked(manifest).find(|name| has_none(name)) {
            return Err(ProjectError::Manifest(ManifestError::Stale(
                stale.to_owned(),
            )));
        }
        let mut text = manifest.to_owned();
        for (name, features) in modules {
            text = features::put(&text, name, CONFIG, features).map_err(ProjectError::Manifest)?;
        }
        Ok(text)
    }

    /// Generates all APIs, or the one of that name. Nothing is written.
    ///
    /// # Errors
    ///
    /// There is no such API, or the folder of the documents can't be read.
    pub fn generate(
        &self,
        only: Option<&str>,
        dump: Option<Stage>,
    ) -> Result<Vec<ApiOutput>, ProjectError> {
        if let Some(name) = only.filter(|name| !self.config.apis.contains_key(*name)) {
            return Err(ProjectError::NoSuchApi(
                name.to_owned(),
                self.apis().map(str::to_owned).collect(),
            ));
        }
        self.config
            .apis
            .iter()
            .filter(|(name, _)| only.is_none_or(|only| only == name.as_str()))
            .map(|(name, config)| self.api(name, config, dump))
            .collect()
    }

    fn api(
        &self,
        name: &str,
        config: &ApiConfig,
        dump: Option<Stage>,
    ) -> Result<ApiOutput, ProjectError> {
        let folder = self.root.join("specs");
        let disk = Disk::new(&folder).map_err(|error| ProjectError::Io(folder, error))?;
        let text = ConfigText {
            table: name.to_owned(),
            ..self.text.clone()
        };
        let target = Target::module(name, &format!("specs/{}", config.spec)).within("spanwire");
        let input = Input {
            reader: &disk,
            entry: &config.spec,
            config,
            config_text: Some(&text),
            target: &target,
            dump,
        };
        Ok(ApiOutput {
            name: name.to_owned(),
            generated: generate(&input),
        })
    }
}
