//! A newcomer's machine: a folder, the installed command and cargo, and no network.

use std::{
    env,
    error::Error,
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
    process::{Command, Output},
};

use runner::cargo::forget_package;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A folder of one trial. It stays, so that a failure can be looked into; the next run empties it.
pub(crate) struct Trial {
    pub(crate) folder: PathBuf,
    /// The folder of the command.
    bin: PathBuf,
    /// That of the repository, which has most of what the trials depend on.
    target: PathBuf,
}

pub(crate) fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).unwrap_or(package).to_path_buf()
}

impl Trial {
    /// An empty folder, outside of any workspace, and the command, built from the repository.
    pub(crate) fn new(name: &str) -> Result<Self> {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
        let target = target.ok_or("no target folder")?;
        // The same in each run, so that what was compiled is found again, but not by another clone.
        let mut clone = DefaultHasher::new();
        repository().hash(&mut clone);
        let around = format!("specwright-first-hour-{:016x}", clone.finish());
        let folder = env::temp_dir().join(around).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        let mut build = Command::new(env!("CARGO"));
        forget_package(&mut build);
        // Without a package: the features are those that the tests are compiled with.
        build.args(["build", "--quiet", "--offline", "--bin", "specwright"]);
        build
            .arg("--target-dir")
            .arg(target)
            .current_dir(repository());
        succeeds(build.output()?, "building the command")?;
        Ok(Self {
            folder,
            bin: target.join("debug"),
            target: target.to_path_buf(),
        })
    }

    pub(crate) fn write(&self, path: &str, text: &str) -> Result<()> {
        let path = self.folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        Ok(fs::write(path, text)?)
    }

    pub(crate) fn read(&self, path: &str) -> Result<String> {
        let path = self.folder.join(path);
        Ok(fs::read_to_string(&path).map_err(|error| format!("`{}`: {error}", path.display()))?)
    }

    /// Runs a program of the newcomer's machine.
    pub(crate) fn run(&self, words: &[&str], variables: &[(&str, &str)]) -> Result<Output> {
        let (program, arguments) = words.split_first().ok_or("no program")?;
        self.pin()?;
        let program = match *program {
            "specwright" => self.bin.join("specwright"),
            "cargo" => PathBuf::from(env!("CARGO")),
            other => return Err(format!("the page calls `{other}`").into()),
        };
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.folder);
        forget_package(&mut command);
        command.env("CARGO_NET_OFFLINE", "true");
        command.env("CARGO_TARGET_DIR", &self.target);
        command.envs(variables.iter().copied());
        Ok(command.output()?)
    }

    /// Pins each workspace to the versions of the repository, which need no network.
    fn pin(&self) -> Result<()> {
        let folders = fs::read_dir(&self.folder)?.map(|entry| Ok(entry?.path()));
        let folders: std::io::Result<Vec<PathBuf>> = folders.collect();
        for folder in folders?.iter().chain([&self.folder]) {
            let lock = folder.join("Cargo.lock");
            if folder.join("Cargo.toml").exists() && !lock.exists() {
                fs::copy(repository().join("Cargo.lock"), lock)?;
            }
        }
        Ok(())
    }

    /// The same for a command that must succeed; returns what it prints.
    pub(crate) fn run_well(&self, words: &[&str], variables: &[(&str, &str)]) -> Result<String> {
        succeeds(self.run(words, variables)?, &words.join(" "))
    }
}

fn succeeds(output: Output, what: &str) -> Result<String> {
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    Err(format!("{what}: {}\n{stdout}\n{stderr}", output.status).into())
}
