//! One client of a project: its document, its folder, and what it is generated as.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{Lacks, Project, ProjectError, edition, is_url, paths};
use crate::{
    config::{ApiConfig, ConfigText, Layout, RuntimeSource},
    generate::{Generated, Input, Stage, generate},
    names::Lock,
    output::{
        self,
        rustfmt::{self, FormatError},
    },
    plan::{Runtime, Target},
    source::{Disk, GIVEN, Given, Memory, Reader, slashes},
};

/// What may be written by hand instead.
const OPTIONAL: &[&str] = &["README.md", "examples/quickstart.rs"];

/// A client of a project: a table of its file.
#[derive(Clone, Copy, Debug)]
pub struct Client<'p> {
    pub(super) project: &'p Project,
    /// Its name: the key of its table.
    pub name: &'p str,
    /// What its table says.
    pub config: &'p ApiConfig,
}

/// One API of a project, generated.
#[derive(Debug)]
pub struct ApiOutput {
    /// Its name: the key of its table.
    pub name: String,
    /// The name of its crate, if it is one.
    pub package: Option<String>,
    /// The folder that its files belong in.
    pub folder: PathBuf,
    /// The result. The paths of its files are relative to the folder.
    pub generated: Generated,
    /// What the crate around its module lacks.
    pub lacks: Lacks,
    rustfmt: bool,
    /// The edition of its crate.
    edition: String,
    /// The names that it had before.
    pub(super) locked: Lock,
}

impl ApiOutput {
    /// Lays the files out with the installed rustfmt, if the configuration asks for it: as
    /// `cargo fmt` does in their folder.
    ///
    /// # Errors
    ///
    /// rustfmt is not installed or refuses a file.
    pub fn format(&mut self) -> Result<(), FormatError> {
        if self.rustfmt {
            let Generated { files, report, .. } = &mut self.generated;
            rustfmt::format(files, &paths::real(&self.folder), &self.edition)?;
            report.lines = files.iter().map(|file| file.text.lines().count()).sum();
        }
        Ok(())
    }
}

impl<'p> Client<'p> {
    /// The file of its document: of a URL the copy beside the configuration.
    #[must_use]
    pub fn document(&self) -> PathBuf {
        let file = match self.url() {
            Some(_) => self.project.stored.file(self.name),
            None => PathBuf::from(&self.config.spec),
        };
        paths::normalized(&self.project.folder.join(file))
    }

    /// The URL of its document, if it is given by one.
    #[must_use]
    pub fn url(&self) -> Option<&'p str> {
        Some(self.config.spec.as_str()).filter(|spec| is_url(spec))
    }

    /// The folder that its files belong in: the crate's, or the module's.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        let out = match (&self.config.out, self.config.layout) {
            (Some(out), _) => out.clone(),
            (None, Layout::Crate) => self.name.replace('_', "-"),
            (None, Layout::Module) => format!("src/{}", self.name),
        };
        paths::normalized(&self.project.base.join(out))
    }

    /// The name of its crate, if it is one.
    #[must_use]
    pub fn package(&self) -> Option<String> {
        let package = || self.config.package.clone();
        match self.config.layout {
            Layout::Crate => Some(package().unwrap_or_else(|| self.name.replace('_', "-"))),
            Layout::Module => None,
        }
    }

    /// The path of its module inside the crate: the folders below `src`.
    pub(super) fn module(&self) -> Vec<String> {
        let folder = slashes(&self.folder());
        let below = format!("/{folder}");
        let below = below.rsplit_once("/src/").map_or(self.name, |(_, it)| it);
        below.split('/').map(str::to_owned).collect()
    }

    /// The manifest of the crate that its module belongs to: the nearest one above its folder.
    pub(super) fn manifest(&self) -> Option<PathBuf> {
        let folder = self.folder();
        let absolute = paths::real(&folder);
        let mut depth = absolute.ancestors().skip(1);
        let up = depth.position(|folder| folder.join("Cargo.toml").is_file())?;
        // As short as the folder was written, for messages.
        match folder.ancestors().nth(up + 1) {
            Some(shown) if !folder.starts_with("..") => Some(shown.join("Cargo.toml")),
            _ => Some(absolute.ancestors().nth(up + 1)?.join("Cargo.toml")),
        }
    }

    /// The edition of its crate: that of the manifest around a module.
    fn edition(&self) -> String {
        let around = (self.config.layout == Layout::Module).then(|| self.manifest());
        let found = around.flatten().and_then(|manifest| edition::of(&manifest));
        found.unwrap_or_else(|| rustfmt::EDITION.to_owned())
    }

    fn target(&self) -> Target {
        let project = self.project;
        let header = &project.header;
        let source = format!("{}{}", header.folder, self.config.spec);
        let mut target = match self.package() {
            Some(package) => Target::package(&package, &source, self.runtime(&self.folder())),
            None => Target {
                package: self.config.package.clone(),
                root: self.module(),
                ..Target::module(self.name, &source)
            },
        };
        if let Some(manifest) = &mut target.manifest {
            manifest.license.clone_from(&self.config.license);
            if let Some(version) = &self.config.version {
                manifest.version.clone_from(version);
            }
            manifest.publish = self.config.publish;
        }
        target.command = format!("run `{}`", header.command);
        target
    }

    /// The runtime as a manifest in the folder `from` names it.
    pub(super) fn runtime(&self, from: &Path) -> Runtime {
        let folder = match &self.project.config.runtime {
            Some(RuntimeSource::Version(version)) => return Runtime::Version(version.clone()),
            Some(RuntimeSource::Git { url, rev }) => {
                return Runtime::Git {
                    url: url.clone(),
                    rev: rev.clone(),
                };
            }
            Some(RuntimeSource::Path(path)) => self.project.base.join(path),
            Some(RuntimeSource::Vendored(_)) | None => {
                self.project.vendored().unwrap_or_default().join("runtime")
            }
        };
        Runtime::Path(paths::relative(&folder, from))
    }

    /// What the configuration says of it, with the names that `names.lock` keeps.
    #[must_use]
    pub fn settings(&self) -> ApiConfig {
        let known = self.project.known.as_ref();
        let names = known.and_then(|known| known.locks.0.get(self.name));
        ApiConfig {
            names_text: known.map(|known| known.text(self.name)),
            names: names.cloned().unwrap_or_default(),
            ..self.config.clone()
        }
    }

    pub(super) fn generate(&self, dump: Option<Stage>) -> Result<ApiOutput, ProjectError> {
        let files = self.files()?;
        let text = self.text();
        let target = self.target();
        let config = ApiConfig {
            overlays: files.overlays,
            ..self.settings()
        };
        let input = Input {
            reader: &*files.reader,
            entry: &files.document,
            config: &config,
            config_text: text.as_ref(),
            target: &target,
            dump,
        };
        let folder = self.folder();
        let mut generated = generate(&input);
        // A README or a first program that is written by hand is kept.
        let is_theirs = |path: &str| OPTIONAL.contains(&path) && output::is_foreign(&folder, path);
        generated.files.retain(|file| !is_theirs(&file.path));
        Ok(ApiOutput {
            name: self.name.to_owned(),
            package: self.package(),
            folder,
            lacks: Lacks::of(self, &generated.usage),
            generated,
            rustfmt: self.config.rustfmt,
            edition: self.edition(),
            locked: config.names,
        })
    }

    /// The text of the file, with the table of this client.
    pub(super) fn text(&self) -> Option<ConfigText> {
        let text = self.project.text.as_ref()?;
        Some(ConfigText {
            table: self.name.to_owned(),
            ..text.clone()
        })
    }

    /// A folder as messages show it: from where the user is, unless that was written otherwise.
    fn shown(&self, folder: &Path) -> PathBuf {
        let here = paths::real(Path::new(""));
        match folder.strip_prefix(&here) {
            Ok(inner) => inner.to_path_buf(),
            Err(_) if self.project.folder.is_absolute() => folder.to_path_buf(),
            Err(_) => PathBuf::from(paths::relative(folder, &here)),
        }
    }

    /// The document and its overlays in a folder that has them all and that references may reach:
    /// the deepest one around them and the configuration, unless one is given.
    pub(super) fn files(&self) -> Result<Files, ProjectError> {
        if let Some(bytes) = &self.project.given {
            return self.given(bytes);
        }
        let around = paths::real(&self.project.folder);
        let document = paths::real(&self.document());
        let overlays = self.config.overlays.iter();
        let overlays: Vec<PathBuf> = overlays
            .map(|path| paths::real(&self.project.folder.join(path)))
            .collect();
        let root = self.project.root.as_deref().map_or_else(
            || {
                let mut folder = around;
                for path in overlays.iter().chain([&document]) {
                    folder = paths::common(&folder, path);
                }
                folder
            },
            paths::real,
        );
        let name = |path: &Path| match path.strip_prefix(&root) {
            Ok(name) => Ok(slashes(name)),
            Err(_) => Err(ProjectError::Io(
                path.to_path_buf(),
                io::Error::new(
                    io::ErrorKind::InvalidInput,
                    "it is not in the folder given as its root",
                ),
            )),
        };
        Ok(Files {
            document: name(&document)?,
            overlays: overlays
                .iter()
                .map(|path| name(path))
                .collect::<Result<_, _>>()?,
            reader: Box::new(self.disk(&root)?),
        })
    }

    /// A document that is not a file. A document from the network can't refer to local files.
    fn given(&self, bytes: &[u8]) -> Result<Files, ProjectError> {
        let (name, bytes) = (self.config.spec.clone(), bytes.to_vec());
        let reader: Box<dyn Reader> = if is_url(&name) {
            let files = Memory::default();
            Box::new(Given { name, bytes, files })
        } else {
            let root = self.project.root.as_deref().unwrap_or(Path::new(""));
            let files = self.disk(&paths::real(root))?;
            Box::new(Given { name, bytes, files })
        };
        Ok(Files {
            reader,
            document: GIVEN.to_owned(),
            overlays: Vec::new(),
        })
    }

    fn disk(&self, root: &Path) -> Result<Disk, ProjectError> {
        let disk = Disk::new(root).map_err(|error| ProjectError::Io(root.to_path_buf(), error))?;
        Ok(disk.shown_in(&self.shown(root)))
    }
}

/// What a document is read from.
pub(super) struct Files {
    pub(super) reader: Box<dyn Reader>,
    pub(super) document: String,
    pub(super) overlays: Vec<String>,
}
