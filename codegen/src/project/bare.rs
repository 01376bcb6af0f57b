//! A crate from one document, without a configuration.
//!
//! In: what the command line or a program says of it. Out: the same, and the command that generates
//! it again, which the files name.

use std::path::Path;

use super::is_url;
use crate::config::RuntimeSource;

/// One document without a configuration, and the crate to generate from it.
#[derive(Debug)]
pub struct Bare<'a> {
    /// The document, or its name in messages.
    pub document: &'a Path,
    /// Its bytes, if it is not a file.
    pub text: Option<Vec<u8>>,
    /// The folder of the crate.
    pub out: &'a str,
    /// The name of the crate.
    pub package: &'a str,
    /// The source of its runtime; a path is relative to the current folder. `None`: it is
    /// written into the crate's folder.
    pub runtime: Option<RuntimeSource>,
    /// Whether the installed rustfmt lays the code out.
    pub rustfmt: bool,
}

impl Bare<'_> {
    /// The command that generates its crate again. Folders are left out: they differ from machine
    /// to machine, and by where the command runs.
    pub(super) fn command(&self) -> String {
        let last = |path: &Path| {
            let name = path.file_name().unwrap_or(path.as_os_str());
            name.to_string_lossy().into_owned()
        };
        let document = match (&self.text, self.document.to_str()) {
            (Some(_), Some(url)) if is_url(url) => url.to_owned(),
            (Some(_), _) => "-".to_owned(),
            (None, _) => last(self.document),
        };
        let mut words = vec![document, "--out".to_owned(), last(Path::new(self.out))];
        words.extend(["--name".to_owned(), self.package.to_owned()]);
        let runtime = match &self.runtime {
            Some(RuntimeSource::Version(version)) => Some(version.clone()),
            Some(RuntimeSource::Path(path)) => Some(last(Path::new(path))),
            _ => None,
        };
        words.extend(
            runtime
                .into_iter()
                .flat_map(|it| ["--runtime".to_owned(), it]),
        );
        if self.rustfmt {
            words.push("--rustfmt".to_owned());
        }
        let quoted = words.into_iter().map(|word| {
            if word.contains(char::is_whitespace) {
                format!("\"{word}\"")
            } else {
                word
            }
        });
        format!(
            "specwright generate {}",
            quoted.collect::<Vec<_>>().join(" ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_has_no_folders_of_this_machine() {
        let bare = Bare {
            document: Path::new("/srv/me/my notes.yaml"),
            text: None,
            out: "../clients/notes/",
            package: "notes-client",
            runtime: None,
            rustfmt: false,
        };
        assert_eq!(
            bare.command(),
            "specwright generate \"my notes.yaml\" --out notes --name notes-client"
        );
        let given = |name, runtime| Bare {
            document: Path::new(name),
            text: Some(Vec::new()),
            runtime: Some(runtime),
            rustfmt: true,
            ..bare
        };
        let version = RuntimeSource::Version("0.1.0".to_owned());
        assert_eq!(
            given("standard input", version).command(),
            "specwright generate - --out notes --name notes-client --runtime 0.1.0 --rustfmt"
        );
        let path = RuntimeSource::Path("/srv/me/codegen/runtime".to_owned());
        assert_eq!(
            given("https://example.com/a.yaml", path).command(),
            "specwright generate https://example.com/a.yaml --out notes --name notes-client --runtime runtime --rustfmt"
        );
    }
}
