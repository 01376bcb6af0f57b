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
    plan::Target,
};

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
        let path = root.join("specs/codegen.toml");
        let text = fs::read_to_string(&path).map_err(|error| ProjectError::Io(path, error))?;
        let shown = "specs/codegen.toml";
        let mut found = Diagnostics::new();
        let Some(config) = Config::read(shown, &text, &mut found) else {
            return Err(ProjectError::Config(Box::new(found)));
        };
        let text = ConfigText {
            path: shown.to_owned(),
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

    /// Where the modules of an API are written.
    #[must_use]
    pub fn folder(&self, api: &str) -> PathBuf {
        self.root.join("generated/src").join(api)
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
