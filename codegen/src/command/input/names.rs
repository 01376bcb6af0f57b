//! What a client is called, after the title of its document.
//!
//! In: `info.title` and the name of the file. Out: the name of the table in `codegen.toml`, of the
//! crate, and of its environment variables.

use specwright::project::crate_name;

/// Words that say that it is an API, not which one.
const FILLER: &[&str] = &[
    "a",
    "an",
    "api",
    "apis",
    "client",
    "definition",
    "doc",
    "docs",
    "documentation",
    "endpoints",
    "for",
    "http",
    "openapi",
    "reference",
    "rest",
    "restful",
    "schema",
    "sdk",
    "spec",
    "specification",
    "swagger",
    "the",
    "web",
];

/// How many words of a title a name has.
const WORDS: usize = 4;

/// The names of a client.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::command) struct Names {
    /// The table in `codegen.toml`: `notes`.
    pub(in crate::command) table: String,
    /// The crate, and its folder: `notes-client`.
    pub(in crate::command) package: String,
    /// What its environment variables begin with: `NOTES`.
    pub(in crate::command) prefix: String,
}

impl Names {
    /// The names of a client for a document of that title in a file of that name.
    pub(in crate::command) fn of(title: &str, file: &str) -> Self {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let words = [title, stem]
            .map(telling)
            .into_iter()
            .find(|words| !words.is_empty());
        let mut words = words.unwrap_or_else(|| vec!["api".to_owned()]);
        if words[0].starts_with(|first: char| first.is_ascii_digit()) {
            words.insert(0, "api".to_owned());
        }
        Self::from_words(&words.join("-"))
    }

    /// The names of a client whose crate is called so; `None`: no crate can be.
    pub(in crate::command) fn given(package: &str) -> Option<Self> {
        if !crate_name::is_valid(package) {
            return None;
        }
        let base = package.strip_suffix("-client").unwrap_or(package);
        Some(Self {
            package: package.to_owned(),
            ..Self::from_words(base)
        })
    }

    fn from_words(words: &str) -> Self {
        let table = words.replace('-', "_").to_ascii_lowercase();
        Self {
            prefix: table.to_ascii_uppercase(),
            package: format!("{words}-client"),
            // The one key of the file that is not a client.
            table: if table == "runtime" {
                "runtime_api".to_owned()
            } else {
                table
            },
        }
    }
}

/// The words that identify an API, in lower case.
fn telling(text: &str) -> Vec<String> {
    let ascii = |word: &str| word.chars().filter(char::is_ascii).collect::<String>();
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| ascii(word).to_ascii_lowercase())
        .filter(|word| !word.is_empty());
    words
        .filter(|word| !FILLER.contains(&word.as_str()) && !is_version(word))
        .take(WORDS)
        .collect()
}

/// Whether the word is a version, `v2` or `3`, which the next document has another of.
fn is_version(word: &str) -> bool {
    let digits = word.strip_prefix('v').unwrap_or(word);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_what_tells_the_api_from_others() {
        for (title, file, package) in [
            ("Notes API", "openapi.yaml", "notes-client"),
            (
                "Swagger Petstore - OpenAPI 3.1",
                "openapi.json",
                "petstore-client",
            ),
            ("The GitHub v3 REST API.", "a.yaml", "github-client"),
            (
                "Acme: Billing, Invoices & Taxes for Everybody",
                "a.yaml",
                "acme-billing-invoices-taxes-client",
            ),
            (
                "1Password Connect",
                "a.yaml",
                "api-1password-connect-client",
            ),
            ("API", "pet.store.v2.yaml", "pet-store-client"),
            ("REST API", "openapi.yaml", "api-client"),
            ("天気 API", "weather.yaml", "weather-client"),
            ("", "", "api-client"),
            ("Type", "a.yaml", "type-client"),
        ] {
            let names = Names::of(title, file);
            assert_eq!(names.package, package, "{title}");
            assert!(crate_name::is_valid(&names.package));
        }
    }

    #[test]
    fn tables_and_variables_follow_the_crate() {
        let names = Names::given("acme-notes").unwrap();
        assert_eq!(
            (names.table.as_str(), names.prefix.as_str()),
            ("acme_notes", "ACME_NOTES")
        );
        assert_eq!(Names::of("Runtime API", "").table, "runtime_api");
        assert_eq!(Names::of("Runtime API", "").prefix, "RUNTIME");
        assert_eq!(Names::given("a b"), None);
    }
}
