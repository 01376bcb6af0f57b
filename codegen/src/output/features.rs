//! Writes generated features into a manifest that is otherwise written by hand.
//!
//! In: the text of a `Cargo.toml`, and the features of a module as lines. Out: the text with these
//! between their markers, otherwise unchanged; or what to add by hand. Must not know the module.

use std::fmt;

use toml::{Table, Value};

/// Why features could not be written to a manifest, or are not declared there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManifestError {
    /// The folder of this module is in no package.
    Missing(String),
    /// The markers of the module are missing. The lines are the markers with its features.
    NoMarkers(String),
    /// One marker of this module is missing, repeated, or in the wrong order.
    Markers(String),
    /// The markers of this module are not in `[features]`.
    NotInFeatures(String),
    /// This feature is also declared outside of the markers.
    Twice(String),
    /// The manifest is not TOML.
    Syntax(String),
    /// The manifest has markers of this module, but its tags have no features.
    Stale(String),
    /// The features of this module are not declared as in these lines.
    Undeclared(String, String),
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(module) => write!(
                f,
                "no `Cargo.toml` is above it, which the features of `{module}` could be written to; \
                 create one, or remove `features` from the configuration"
            ),
            Self::NoMarkers(block) => write!(
                f,
                "it has no place for generated features; add these lines to its `[features]`, in place of \
                 those with the same names:\n{block}"
            ),
            Self::Markers(module) => write!(
                f,
                "it must have each of these two lines once, in this order:\n{}\n{}",
                begin(module),
                end(module)
            ),
            Self::NotInFeatures(module) => {
                write!(
                    f,
                    "move the features of `{module}` into its table `[features]`"
                )
            }
            Self::Twice(feature) => write!(
                f,
                "it declares the feature `{feature}` outside of the generated ones, too; remove or rename that one"
            ),
            Self::Syntax(message) => f.write_str(message),
            Self::Stale(module) => write!(
                f,
                "it has features of `{module}`, whose tags have none; remove the lines from `{}` to `{}`",
                begin(module),
                end(module)
            ),
            Self::Undeclared(module, features) => write!(
                f,
                "it does not declare the features of `{module}`; its `[features]` must have\n{features}"
            ),
        }
    }
}

impl std::error::Error for ManifestError {}

fn begin(module: &str) -> String {
    format!("{BEGIN}{module}")
}

fn end(module: &str) -> String {
    format!("# end features of {module}")
}

const BEGIN: &str = "# begin features of ";

/// Puts the features of a module between its markers, `# begin features of MODULE` and
/// `# end features of MODULE`. `source` names the file to edit instead.
///
/// # Errors
///
/// The markers are missing, or the result would declare a feature twice.
pub fn put(
    manifest: &str,
    module: &str,
    source: &str,
    features: &str,
) -> Result<String, ManifestError> {
    let (begin, end) = (begin(module), end(module));
    let lines: Vec<&str> = manifest.split_inclusive('\n').collect();
    let places = |marker: &str| -> Vec<usize> {
        let lines = lines.iter().enumerate();
        let lines = lines.filter(|(_, line)| line.trim() == marker);
        lines.map(|(at, _)| at).collect()
    };
    let mut block = format!("# Written from {source}; what is edited here is lost.\n{features}");
    let (from, to) = match (places(&begin).as_slice(), places(&end).as_slice()) {
        ([], []) => return Err(ManifestError::NoMarkers(format!("{begin}\n{block}{end}"))),
        ([from], [to]) if from < to => (*from, *to),
        _ => return Err(ManifestError::Markers(module.to_owned())),
    };
    let before = lines[..=from].concat();
    let after = lines[to..].concat();
    let by_hand = table(&format!("{before}{after}"))?;
    let generated = table(&format!("[features]\n{features}"))?;
    if let Some(twice) = declared(&generated)
        .keys()
        .find(|name| declared(&by_hand).contains_key(*name))
    {
        return Err(ManifestError::Twice(twice.clone()));
    }
    if lines[from].ends_with("\r\n") {
        block = block.replace('\n', "\r\n");
    }
    let text = format!("{before}{block}{after}");
    let whole = table(&text)?;
    if declares(&whole, &generated) {
        Ok(text)
    } else {
        Err(ManifestError::NotInFeatures(module.to_owned()))
    }
}

/// Checks that a manifest declares the features of a module, in any place and order.
///
/// # Errors
///
/// One is missing, or enables others than it should.
pub fn check(manifest: &str, module: &str, features: &str) -> Result<(), ManifestError> {
    let generated = table(&format!("[features]\n{features}"))?;
    if declares(&table(manifest)?, &generated) {
        Ok(())
    } else {
        let (module, features) = (module.to_owned(), features.trim_end().to_owned());
        Err(ManifestError::Undeclared(module, features))
    }
}

/// The modules whose markers a manifest has.
pub fn marked(manifest: &str) -> impl Iterator<Item = &str> {
    manifest
        .lines()
        .filter_map(|line| line.trim().strip_prefix(BEGIN))
}

fn table(text: &str) -> Result<Table, ManifestError> {
    let parsed: Result<Table, toml::de::Error> = text.parse();
    parsed.map_err(|error| ManifestError::Syntax(error.to_string().trim_end().to_owned()))
}

fn declared(manifest: &Table) -> Table {
    let features = manifest.get("features").and_then(Value::as_table);
    features.cloned().unwrap_or_default()
}

/// Whether a manifest has all features of another one, with the same dependencies.
fn declares(manifest: &Table, other: &Table) -> bool {
    let features = declared(manifest);
    let mut others = declared(other).into_iter();
    others.all(|(name, needs)| {
        features
            .get(&name)
            .is_some_and(|there| sorted(there) == sorted(&needs))
    })
}

fn sorted(needs: &Value) -> Vec<&str> {
    let needs = needs.as_array().into_iter().flatten();
    let mut needs: Vec<&str> = needs.filter_map(Value::as_str).collect();
    needs.sort_unstable();
    needs
}

#[cfg(test)]
mod tests {
    use super::*;

    const FEATURES: &str = "pets = [\"pets-cats\"]\npets-cats = []\n";

    fn manifest(features: &str) -> String {
        format!(
            "# Mine.\n[features]\ndefault=[ 'pets' ] # mine\n{features}\n[lints]\nworkspace = true\n"
        )
    }

    #[test]
    fn features_replace_what_is_between_their_markers_and_nothing_else() {
        let old = "# begin features of pets\npets = 'old'\n# end features of pets\n";
        let others = "# begin features of cats\n# end features of cats\n";
        let text = put(
            &manifest(&[old, others].concat()),
            "pets",
            "codegen.toml",
            FEATURES,
        )
        .unwrap();
        let new = "# begin features of pets
# Written from codegen.toml; what is edited here is lost.
pets = [\"pets-cats\"]
pets-cats = []
# end features of pets
";
        assert_eq!(text, manifest(&[new, others].concat()));
        assert_eq!(
            put(&text, "pets", "codegen.toml", FEATURES).as_ref(),
            Ok(&text)
        );
        assert_eq!(marked(&text).collect::<Vec<_>>(), ["pets", "cats"]);
    }

    #[test]
    fn lines_end_as_those_around_them() {
        let markers = "# begin features of pets\n# end features of pets\n";
        let text = manifest(markers).replace('\n', "\r\n");
        let text = put(&text, "pets", "codegen.toml", FEATURES).unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    }

    #[test]
    fn what_a_person_must_do_is_said() {
        let (begin, end) = ("# begin features of pets\n", "# end features of pets\n");
        let both = [begin, end].concat();
        let outside = format!("[features]\n[other]\n{both}");
        let pets = || "pets".to_owned();
        for (text, error) in [
            (manifest(begin), ManifestError::Markers(pets())),
            (
                manifest(&[end, begin].concat()),
                ManifestError::Markers(pets()),
            ),
            (
                manifest(&[&both[..], begin].concat()),
                ManifestError::Markers(pets()),
            ),
            (outside, ManifestError::NotInFeatures(pets())),
            (
                manifest(&format!("pets-cats = []\n{both}")),
                ManifestError::Twice("pets-cats".to_owned()),
            ),
        ] {
            assert_eq!(
                put(&text, "pets", "codegen.toml", FEATURES),
                Err(error),
                "{text}"
            );
        }
        let missing = put(&manifest(""), "pets", "codegen.toml", FEATURES);
        let Err(ManifestError::NoMarkers(block)) = missing else {
            panic!("{missing:?}");
        };
        let text = manifest(&format!("{block}\n"));
        assert_eq!(put(&text, "pets", "codegen.toml", FEATURES), Ok(text));
        let broken = put(
            &manifest(&format!("= 1\n{both}")),
            "pets",
            "codegen.toml",
            FEATURES,
        );
        assert!(
            matches!(broken, Err(ManifestError::Syntax(_))),
            "{broken:?}"
        );
    }

    #[test]
    fn declared_features_may_be_written_in_any_way() {
        let declares = |features: &str| check(&manifest(features), "pets", FEATURES);
        assert_eq!(
            declares("pets-cats = [\n]\npets = ['pets-cats']\nmore = []\n"),
            Ok(())
        );
        let turned = manifest("all = ['pets', 'cats']");
        assert_eq!(
            check(&turned, "all", "all = [\"cats\", \"pets\"]\n"),
            Ok(())
        );
        for wrong in ["pets = ['pets-cats']\n", "pets-cats = []\npets = []\n"] {
            let missing = ManifestError::Undeclared("pets".to_owned(), FEATURES.trim().to_owned());
            assert_eq!(declares(wrong), Err(missing));
        }
    }
}
