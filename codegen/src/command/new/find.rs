//! The default document of `specwright new`: the one in the folder.
//!
//! In: a folder. Out: the name of a file in it, or a message that lists the candidates.

use std::{fs, io::Read as _, path::Path};

/// The usual names of documents, in order of preference.
const NAMES: &[&str] = &["openapi", "swagger"];

const ENDINGS: &[&str] = &["yaml", "yml", "json"];

/// How much of a file is read to find out whether it is a document.
const BEGINNING: u64 = 64 * 1024;

/// The document in a folder.
pub(super) fn document(folder: &Path) -> Result<String, String> {
    let mut files = files(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    files.sort();
    let named = |name: &str| -> Vec<String> {
        let names = ENDINGS.iter().map(|ending| format!("{name}.{ending}"));
        names.filter(|name| files.contains(name)).collect()
    };
    let usual = NAMES.iter().map(|name| named(name));
    let found = usual.into_iter().find(|found| !found.is_empty());
    let found = found.unwrap_or_else(|| {
        let mut others = files.clone();
        others.retain(|file| is_document(&folder.join(file)));
        others
    });
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err("there is no OpenAPI document in this folder: name one, or its https URL: `specwright new openapi.yaml`".to_owned()),
        [first, ..] => Err(format!(
            "there are several documents in this folder: `{}`; name one: `specwright new {first}`",
            found.join("`, `")
        )),
    }
}

/// The files of the folder that may be documents.
fn files(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if ENDINGS.contains(&ending) && entry.path().is_file() {
            files.push(name);
        }
    }
    Ok(files)
}

/// Whether a file begins like a document: with `openapi` or `swagger` as a key of its outermost
/// object.
fn is_document(path: &Path) -> bool {
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut bytes));
    let text = String::from_utf8_lossy(&bytes);
    read.is_ok() && text.lines().any(is_version)
}

/// Whether a line states its version of `OpenAPI`.
fn is_version(line: &str) -> bool {
    // A key of YAML that is not indented, or a member of JSON in any place of the line.
    let yaml = ["openapi:", "swagger:"]
        .iter()
        .any(|key| line.starts_with(key));
    let json = ["\"openapi\"", "\"swagger\""].iter().any(|key| {
        let after = line
            .split_once(key)
            .map_or("", |(_, after)| after.trim_start());
        after
            .strip_prefix(':')
            .is_some_and(|value| value.trim_start().starts_with(['"', '3', '2']))
    });
    yaml || json
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in a folder of these files.
    fn found(name: &str, files: &[(&str, &str)]) -> Result<String, String> {
        let folder =
            std::env::temp_dir().join(format!("specwright-find-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (file, text) in files {
            fs::write(folder.join(file), text).unwrap();
        }
        let found = document(&folder);
        fs::remove_dir_all(&folder).unwrap();
        found
    }

    #[test]
    fn the_usual_names_come_first() {
        let files = [
            ("openapi.json", ""),
            ("swagger.yaml", ""),
            ("a.yaml", "openapi: 3.1.0"),
        ];
        assert_eq!(found("usual", &files).unwrap(), "openapi.json");
        assert_eq!(found("swagger", &files[1..]).unwrap(), "swagger.yaml");
    }

    #[test]
    fn otherwise_the_only_document_is_taken() {
        let files = [
            ("a.yaml", "# Notes\nopenapi: 3.1.0\n"),
            ("b.yml", "a:\n  openapi: 3.1.0\n"),
            ("c.json", "{\"name\": \"openapi\"}"),
            ("d.txt", "openapi: 3.1.0\n"),
        ];
        assert_eq!(found("only", &files).unwrap(), "a.yaml");
        assert_eq!(
            found("json", &[("c.json", "{\n \"openapi\" : \"3.0.3\"}")]).unwrap(),
            "c.json"
        );
    }

    #[test]
    fn several_and_none_are_told() {
        let files = [("openapi.yaml", ""), ("openapi.json", "")];
        let message = found("several", &files).unwrap_err();
        assert!(
            message.contains(
                "`openapi.yaml`, `openapi.json`; name one: `specwright new openapi.yaml`"
            ),
            "{message}"
        );
        assert!(
            found("none", &[("c.json", "{}")])
                .unwrap_err()
                .contains("no OpenAPI document")
        );
    }
}
