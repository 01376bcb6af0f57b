//! That the guide and the READMEs hang together: every chapter is listed, and every link leads
//! somewhere. Their code is compiled by `tests/src/guide.rs`.

mod collector;
mod configuration;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

type Outcome = Result<(), Box<dyn Error>>;

fn folder() -> PathBuf {
    tests::root().join("docs/guide/src")
}

/// Every chapter's file and text.
fn chapters() -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let name = path.file_name().unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(path)?));
        }
    }
    found.sort();
    Ok(found)
}

/// Lines outside of code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    text.lines().filter(move |line| {
        let fence = line.starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

/// The targets of inline links.
fn links(text: &str) -> Vec<String> {
    let targets = prose(text).flat_map(|line| line.split("](").skip(1));
    let targets = targets.filter_map(|rest| rest.split_once(')'));
    targets.map(|(target, _)| target.to_owned()).collect()
}

/// What mdBook and others make of a heading.
fn anchor(heading: &str) -> String {
    let lower = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = lower
        .chars()
        .filter(|c| c.is_alphanumeric() || "- _".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn every_chapter_is_listed_and_there() -> Outcome {
    let summary = fs::read_to_string(folder().join("SUMMARY.md"))?;
    let listed: BTreeSet<String> = links(&summary).into_iter().collect();
    let present: BTreeSet<String> = chapters()?
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| name != "SUMMARY.md")
        .collect();
    assert_eq!(listed, present);
    Ok(())
}

#[test]
fn every_chapter_is_compiled() -> Outcome {
    let compiled = fs::read_to_string(tests::root().join("tests/src/guide.rs"))?;
    for (name, text) in chapters()? {
        let has_code = text.lines().any(|line| line.starts_with("```rust"));
        assert_eq!(
            compiled.contains(&format!("/{name}\";")),
            has_code,
            "{name}"
        );
    }
    Ok(())
}

/// The READMEs of the repository and of its packages, with their folders.
fn readmes() -> Result<Vec<(PathBuf, String)>, Box<dyn Error>> {
    let mut found = Vec::new();
    for folder in [
        "",
        "codegen",
        "codegen/derive",
        "codegen/runtime",
        "generated",
        "generated/delivery",
    ] {
        let folder = tests::root().join(folder);
        let path = folder.join("README.md");
        if path.exists() {
            found.push((folder, fs::read_to_string(path)?));
        }
    }
    assert!(found.len() >= 5);
    Ok(found)
}

#[test]
fn every_readme_is_compiled() -> Outcome {
    let compiled = fs::read_to_string(tests::root().join("tests/src/guide.rs"))?;
    let elsewhere = fs::read_to_string(tests::root().join("tests/readme/src/lib.rs"))?;
    for (folder, text) in readmes()? {
        let path = folder.strip_prefix(tests::root())?.join("README.md");
        let has_code = text.lines().any(|line| line.starts_with("```rust"));
        let line = format!(" = \"../../{}\";", path.display());
        let other = format!("(\"../../../{}\")", path.display());
        assert_eq!(
            compiled.contains(&line) || elsewhere.contains(&other),
            has_code,
            "{}",
            path.display()
        );
    }
    Ok(())
}

/// `tests/readme` has the client of one of them; the program in either calls it.
#[test]
fn the_readmes_have_the_same_document() -> Outcome {
    let document = |path: &str| -> Result<String, Box<dyn Error>> {
        let text = fs::read_to_string(tests::root().join(path))?;
        let block = text.split("```yaml\n").nth(1);
        let block = block.and_then(|rest| rest.split("```").next());
        Ok(block.ok_or("no document")?.to_owned())
    };
    assert_eq!(document("README.md")?, document("codegen/README.md")?);
    Ok(())
}

/// A package is read where the repository is not: on its page at the registry.
#[test]
fn readmes_of_packages_lead_nowhere_else_in_the_repository() -> Outcome {
    for (folder, text) in readmes()? {
        if folder != tests::root().join("") {
            let mut links = links(&text).into_iter();
            let relative =
                links.find(|link| !link.starts_with("https://") && !link.starts_with('#'));
            assert_eq!(relative, None, "{}", folder.display());
        }
    }
    Ok(())
}

/// The names that a text takes from the root of a crate: `spanwire::Error`, `spanwire::{Error,
/// testing::Server}`.
fn names_of(package: &str, text: &str) -> BTreeSet<String> {
    let path = format!("{package}::");
    let mut names = BTreeSet::new();
    for rest in text.split(path.as_str()).skip(1) {
        let listed = rest.strip_prefix('{').map(|list| {
            let mut depth = 1_u32;
            let end = list.find(|letter| {
                depth = match letter {
                    '{' => depth + 1,
                    '}' => depth - 1,
                    _ => depth,
                };
                depth == 0
            });
            &list[..end.unwrap_or(list.len())]
        });
        let mut depth = 0_u32;
        let parts = listed.unwrap_or(rest).split(|letter| {
            depth = match letter {
                '{' => depth + 1,
                '}' => depth.saturating_sub(1),
                _ => depth,
            };
            letter == ',' && depth == 0
        });
        let parts = parts.take(if listed.is_some() { usize::MAX } else { 1 });
        let word = |part: &str| {
            let part = part.trim_start();
            let end = part.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
            part[..end.unwrap_or(part.len())].to_owned()
        };
        names.extend(parts.map(word).filter(|name| !name.is_empty()));
    }
    names
}

/// The guide holds for any generated crate, so each has at its root what the guide names at that of
/// `spanwire`.
#[test]
fn generated_crates_have_what_the_guide_names() -> Outcome {
    let root = fs::read_to_string(tests::root().join("generated/src/scale_v5/mod.rs"))?;
    let reexported = names_of("pub use specwright_runtime", &root);
    assert!(reexported.contains("Error") && reexported.contains("testing"));
    let of_spanwire = fs::read_to_string(tests::root().join("generated/src/lib.rs"))?;
    assert_eq!(
        names_of("pub use specwright_runtime", &of_spanwire),
        reexported
    );
    let others = ["scale_v5", "fiddler_v3", "galileo_v2", "specwright_runtime"];
    for (name, text) in chapters()? {
        let named = names_of("spanwire", &text).into_iter();
        let missing: Vec<String> = named
            .filter(|name| !reexported.contains(name) && !others.contains(&name.as_str()))
            .collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
    Ok(())
}

/// Whether a link of a file in that folder leads to a file or folder that is there, and to a
/// heading of it if it names one.
fn leads(folder: &Path, text: &str, link: &str) -> bool {
    let (file, part) = link.split_once('#').unwrap_or((link, ""));
    if part.is_empty() {
        return folder.join(file).exists();
    }
    let read = || fs::read_to_string(folder.join(file)).unwrap_or_default();
    let target = if file.is_empty() {
        text.to_owned()
    } else {
        read()
    };
    let mut headings = prose(&target).filter(|line| line.starts_with('#'));
    headings.any(|heading| anchor(heading) == part)
}

#[test]
fn every_link_leads_somewhere() -> Outcome {
    let mut broken = Vec::new();
    let chapters = chapters()?.into_iter().map(|(_, text)| (folder(), text));
    for (folder, text) in chapters.chain(readmes()?) {
        for link in links(&text) {
            if !link.starts_with("https://") && !leads(&folder, &text, &link) {
                broken.push(format!("{}: {link}", folder.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    Ok(())
}

/// Text in backquotes that looks like a path of the repository is one.
#[test]
fn every_path_of_the_repository_is_there() -> Outcome {
    let begin = [
        "docs/",
        "generated/",
        "tests/",
        "codegen/",
        "specs/",
        "xtask/",
    ];
    for (name, text) in chapters()? {
        for word in prose(&text).flat_map(|line| line.split('`').skip(1).step_by(2)) {
            if begin.iter().any(|folder| word.starts_with(folder)) {
                assert!(Path::exists(&tests::root().join(word)), "{name}: {word}");
            }
        }
    }
    Ok(())
}

/// The chapter about features lists those of the manifest, each in a row of its own.
#[test]
fn every_feature_is_in_the_chapter_about_them() -> Outcome {
    let manifest = fs::read_to_string(tests::root().join("generated/Cargo.toml"))?;
    let manifest: toml::Table = manifest.parse()?;
    let features = manifest["features"].as_table().ok_or("no features")?;
    let known: BTreeSet<&str> = features.keys().map(String::as_str).collect();
    let text = fs::read_to_string(folder().join("features.md"))?;
    let rows = prose(&text).filter_map(|line| line.strip_prefix("| `"));
    let mut rows: BTreeSet<&str> = rows.filter_map(|row| row.split('`').next()).collect();
    rows.insert("default");
    assert_eq!(rows, known);
    Ok(())
}
