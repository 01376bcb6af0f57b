//! The name of the API in a sentence: the configured name, else the document's title.
//!
//! In: `info.title`, `title` of the configuration, and the name of the module. Out: text of a doc
//! line.

use crate::{
    config::ApiConfig,
    plan::{Problem, Target, docs, markdown},
};

/// Default titles of frameworks.
const DEFAULT_TITLES: &[&str] = &[
    "API",
    "FastAPI",
    "OpenAPI definition",
    "Swagger",
    "Your API",
];

/// What an API is called besides its name: "the Discord API", but "Twilio Messaging".
const NOUNS: &[&str] = &[
    "api",
    "apis",
    "backend",
    "gateway",
    "interface",
    "platform",
    "protocol",
    "server",
    "service",
    "services",
    "spec",
    "specification",
];

/// The name of the API in a sentence. Without a title, or with a framework's default, it is the
/// name of the module.
pub(crate) fn decide(
    documented: &str,
    config: &ApiConfig,
    target: &Target,
    problems: &mut Vec<Problem>,
) -> String {
    if let Some(title) = configured(config, problems) {
        return in_sentence(title);
    }
    let is_default = |title: &str| {
        let mut titles = DEFAULT_TITLES.iter();
        titles.any(|one| title.eq_ignore_ascii_case(one))
    };
    match documented.trim().trim_end_matches('.') {
        title if title.is_empty() || is_default(title) => docs::code(&target.api_name),
        title => in_sentence(title),
    }
}

/// The title of the configuration, if it has one that is valid.
fn configured<'c>(config: &'c ApiConfig, problems: &mut Vec<Problem>) -> Option<&'c str> {
    let title = config.title.as_deref()?;
    let what = if title.trim().is_empty() {
        "is empty"
    } else if title.chars().any(char::is_control) {
        "has a line break or another control character"
    } else {
        return Some(title.trim());
    };
    let help = "write the name of the product, such as `title = \"Acme Billing\"`";
    problems.push(Problem::invalid("title", format!("`title` {what}"), help));
    None
}

fn in_sentence(title: &str) -> String {
    if !takes_article(title) {
        return markdown::line(title);
    }
    let title = title.trim_start_matches("The ");
    format!("the {}", markdown::line(title.trim_start_matches("the ")))
}

/// Whether a title is a noun with an article. None comes before a word that says whose the next one
/// is.
fn takes_article(title: &str) -> bool {
    let mut words = title.split(' ').map(str::to_lowercase);
    let owner = words.next();
    let is_owner = owner
        .as_deref()
        .is_some_and(|word| word.ends_with("'s") || word.ends_with("’s"));
    let mut others = owner.into_iter().chain(words);
    !is_owner && others.any(|word| NOUNS.contains(&word.as_str()) || word == "the")
}

#[cfg(test)]
mod tests {
    use super::decide;
    use crate::{
        config::ApiConfig,
        plan::{Problem, ProblemKind, Target},
    };

    fn decided(documented: &str, configured: Option<&str>) -> (String, Vec<Problem>) {
        let config = ApiConfig {
            title: configured.map(str::to_owned),
            ..ApiConfig::default()
        };
        let mut problems = Vec::new();
        let target = Target::module("pets", "pets.yaml");
        let title = decide(documented, &config, &target, &mut problems);
        (title, problems)
    }

    #[test]
    fn titles_are_read_as_names() {
        for (title, expected) in [
            (
                "Discord HTTP API (Preview)",
                "the Discord HTTP API (Preview)",
            ),
            ("The Pet Server", "the Pet Server"),
            ("GitHub's API", "GitHub's API"),
            ("Twilio - Messaging", "Twilio - Messaging"),
            ("Pets.", "Pets"),
            ("FastAPI", "`pets`"),
            ("", "`pets`"),
        ] {
            assert_eq!(decided(title, None), (expected.to_owned(), vec![]));
        }
    }

    #[test]
    fn a_configured_title_replaces_that_of_the_document() {
        for (title, expected) in [
            ("Pet Platform", "the Pet Platform"),
            (" Galileo ", "Galileo"),
            ("Swagger", "Swagger"),
            ("pets_v2", "`pets_v2`"),
        ] {
            let (decided, problems) = decided("EGP API V5", Some(title));
            assert_eq!((decided.as_str(), problems), (expected, vec![]));
        }
    }

    #[test]
    fn a_configured_title_that_is_no_name_is_an_error() {
        for (title, message) in [
            ("  ", "`title` is empty"),
            (
                "Pets\n# Usage",
                "`title` has a line break or another control character",
            ),
        ] {
            let (decided, problems) = decided("Pets", Some(title));
            assert_eq!(decided, "Pets");
            let [problem] = problems.as_slice() else {
                panic!("{problems:?}");
            };
            assert_eq!(problem.kind, ProblemKind::Invalid);
            assert_eq!(problem.message, message);
        }
    }
}
