//! The clients of a configuration file in any folder: its documents, and the crates and modules
//! generated from them.
//!
//! In: `codegen.toml`, or one document without it. Out: the files of each client, and where they
//! belong. Paths are relative to the folder of the file. Nothing is written here.

mod around;
mod bare;
mod check;
mod client;
pub mod crate_name;
mod edit;
mod edition;
mod lock;
mod manifest;
mod paths;
pub mod published;
mod stored;

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use crate::{
    config::{ApiConfig, Config, ConfigText, RuntimeSource},
    diagnostics::{Diagnostics, Style, render},
    generate::Stage,
    output::features::ManifestError,
};

pub use self::{
    around::Lacks,
    bare::Bare,
    client::{ApiOutput, Client},
    edit::{FileEdit, Shared},
    stored::{LOCK, is_url},
};

/// The name of a configuration file unless one is given.
pub const CONFIG: &str = "codegen.toml";

/// A configuration file and the clients in it.
#[derive(Debug)]
pub struct Project {
    /// What documents are relative to.
    folder: PathBuf,
    /// What the folders of clients and of the runtime are relative to.
    base: PathBuf,
    /// The folder that references may reach, if it is given.
    root: Option<PathBuf>,
    header: Header,
    text: Option<ConfigText>,
    config: Config,
    /// The names that stay; none for a document whose folder has no `names.lock`.
    known: Option<lock::Known>,
    /// The document of a project without a configuration, if it is not a file.
    given: Option<Vec<u8>>,
    /// The copies of documents that are given by a URL.
    stored: stored::Lock,
}

/// The project in the first line of each generated file.
#[derive(Debug)]
struct Header {
    /// What the name of a document begins with: `specs/`.
    folder: String,
    /// What generates the files again.
    command: String,
}

/// Why a project could not be opened or generated.
#[derive(Debug)]
pub enum ProjectError {
    /// A file can't be read.
    Io(PathBuf, io::Error),
    /// The file of that name is not valid; the diagnostics show the places.
    Config(String, Box<Diagnostics>),
    /// The configuration has no such client; these are its clients.
    NoSuchApi(String, Vec<String>),
    /// The text of that name is not a document; the other text shows the places.
    NotADocument(String, String),
    /// A manifest around modules can't have their features.
    Manifest(PathBuf, ManifestError),
}

impl fmt::Display for ProjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "`{}`: {error}", path.display()),
            Self::Config(path, found) => {
                let shown = render(found, None, Style::Plain);
                write!(f, "`{path}` is not valid\n{}", shown.trim_end())
            }
            Self::NoSuchApi(name, known) => write!(
                f,
                "the configuration has no client `{name}`; it has `{}`",
                known.join("`, `")
            ),
            Self::NotADocument(name, why) => {
                write!(f, "{name} is not an OpenAPI document\n{}", why.trim_end())
            }
            Self::Manifest(path, error) => write!(f, "`{}`: {error}", path.display()),
        }
    }
}

impl std::error::Error for ProjectError {}

impl Project {
    /// Opens a configuration file.
    ///
    /// # Errors
    ///
    /// The file or the `names.lock` beside it can't be read or is not valid, a document that it
    /// names is missing, or two clients share a folder.
    pub fn open(file: &Path) -> Result<Self, ProjectError> {
        let project = Self::read(file)?;
        let found = check::check(&project);
        if found.is_empty() {
            Ok(project)
        } else {
            let shown = file.display().to_string();
            Err(ProjectError::Config(shown, Box::new(found)))
        }
    }

    /// Opens a configuration file whose documents need not be there.
    ///
    /// # Errors
    ///
    /// The file can't be read or is not valid.
    pub fn read(file: &Path) -> Result<Self, ProjectError> {
        let text = fs::read_to_string(file);
        let text = text.map_err(|error| ProjectError::Io(file.to_path_buf(), error))?;
        let shown = file.display().to_string();
        let mut found = Diagnostics::new();
        let Some(config) = Config::read(&shown, &text, &mut found) else {
            return Err(ProjectError::Config(shown, Box::new(found)));
        };
        let folder = file.parent().unwrap_or(Path::new(""));
        let stored = stored::Lock::read(folder);
        let stored = stored.map_err(|error| ProjectError::Io(folder.join(LOCK), error))?;
        Ok(Self {
            folder: folder.to_path_buf(),
            base: folder.to_path_buf(),
            root: None,
            header: Header::default(),
            text: Some(ConfigText {
                path: shown,
                text,
                table: String::new(),
            }),
            config,
            known: Some(lock::Known::read(folder)?),
            given: None,
            stored,
        })
    }

    /// A project of one document.
    ///
    /// # Errors
    ///
    /// The document does not exist, or the `names.lock` in the folder of the crate can't be read or
    /// is not valid.
    pub fn bare(bare: Bare<'_>) -> Result<Self, ProjectError> {
        let document = bare.document;
        let command = bare.command();
        let (folder, spec) = if bare.text.is_some() {
            (PathBuf::new(), document.display().to_string())
        } else {
            let path = document.canonicalize();
            let path = path.map_err(|error| ProjectError::Io(document.to_path_buf(), error))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let folder = path.parent().unwrap_or(Path::new("/"));
            (folder.to_path_buf(), name.into_owned())
        };
        let api = ApiConfig {
            spec,
            out: Some(bare.out.to_owned()),
            package: Some(bare.package.to_owned()),
            rustfmt: bare.rustfmt,
            ..ApiConfig::default()
        };
        let name = bare.package.replace('-', "_");
        let known = lock::Known::of_crate(bare.out, &name)?;
        Ok(Self {
            folder,
            base: PathBuf::new(),
            root: None,
            header: Header {
                folder: String::new(),
                command,
            },
            text: None,
            config: Config {
                runtime: bare.runtime,
                apis: [(name, api)].into(),
            },
            known,
            given: bare.text,
            stored: stored::Lock::default(),
        })
    }

    /// Sets what the first line of generated files names: the folder of documents and
    /// configuration, and the command.
    #[must_use]
    pub fn maintained_by(mut self, folder: &str, command: &str) -> Self {
        if let Some(text) = &mut self.text {
            let name = Path::new(&text.path).file_name().unwrap_or_default();
            text.path = format!("{folder}/{}", name.to_string_lossy());
        }
        self.header = Header {
            folder: format!("{folder}/"),
            command: command.to_owned(),
        };
        self
    }

    /// Sets the folder that references may reach.
    #[must_use]
    pub fn reaching(mut self, root: Option<PathBuf>) -> Self {
        self.root = root;
        self
    }

    /// The clients, in the order of the file.
    pub fn clients(&self) -> impl Iterator<Item = Client<'_>> {
        self.config.apis.iter().map(|(name, config)| Client {
            project: self,
            name,
            config,
        })
    }

    /// Stores what was fetched for a client beside the configuration, and returns the file.
    ///
    /// # Errors
    ///
    /// A file can't be written.
    pub fn store(
        &mut self,
        client: &str,
        url: &str,
        bytes: &[u8],
    ) -> Result<PathBuf, ProjectError> {
        let stored = self.stored.store(&self.folder, client, url, bytes);
        stored.map_err(|error| ProjectError::Io(self.folder.join(LOCK), error))
    }

    /// Generates all clients, or the one of that name. Nothing is written.
    ///
    /// # Errors
    ///
    /// The client is unknown, or the folder of the documents can't be read.
    pub fn generate(
        &self,
        only: Option<&str>,
        dump: Option<Stage>,
    ) -> Result<Vec<ApiOutput>, ProjectError> {
        if let Some(name) = only.filter(|name| !self.config.apis.contains_key(*name)) {
            return Err(ProjectError::NoSuchApi(
                name.to_owned(),
                self.config.apis.keys().cloned().collect(),
            ));
        }
        self.clients()
            .filter(|client| only.is_none_or(|only| only == client.name))
            .map(|client| client.generate(dump))
            .collect()
    }

    /// The folder into which the crates of the runtime belong, if the clients take it from there.
    #[must_use]
    pub fn vendored(&self) -> Option<PathBuf> {
        match &self.config.runtime {
            Some(RuntimeSource::Vendored(folder)) => {
                Some(paths::normalized(&self.base.join(folder)))
            }
            Some(_) => None,
            None => {
                // A single crate has it inside; several clients share it.
                let mut clients = self.clients();
                let around = match (clients.next(), clients.next()) {
                    (Some(only), None) if only.package().is_some() => only.folder(),
                    _ => self.base.clone(),
                };
                Some(paths::normalized(&around.join("specwright")))
            }
        }
    }

    /// The file as generated texts name it.
    fn shown(&self) -> String {
        let file = self.text.as_ref().map(|text| Path::new(&text.path));
        let name = file.and_then(Path::file_name).unwrap_or_default();
        format!("{}{}", self.header.folder, name.to_string_lossy())
    }
}

impl Default for Header {
    fn default() -> Self {
        Self {
            folder: String::new(),
            command: "specwright generate".to_owned(),
        }
    }
}
