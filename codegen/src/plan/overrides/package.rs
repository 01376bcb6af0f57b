//! The package: what the configuration says of the generated crate.
//!
//! In: the configuration. Out: the entries that a manifest can't have, and those that the other
//! layout is for.

use crate::{
    config::ApiConfig,
    plan::{Target, problems::Problem},
};

pub(in crate::plan) fn check(config: &ApiConfig, target: &Target, problems: &mut Vec<Problem>) {
    if target.manifest.is_none() {
        let entries = [
            ("dependencies", !config.dependencies.is_empty()),
            ("license", config.license.is_some()),
            ("publish", config.publish),
            ("version", config.version.is_some()),
        ];
        let given = entries.into_iter().filter(|(_, is_given)| *is_given);
        problems.extend(given.map(|(key, _)| {
            let message =
                format!("`{key}` is for a crate that is generated; this client is a module");
            let help = "put it into the manifest of the module's crate";
            Problem::invalid(key, message, help.to_owned())
        }));
    }
    if target.manifest.is_some() && config.features.is_some() {
        problems.push(Problem::invalid(
            "features",
            "`features` is for a module; a crate that is generated has a feature for each tag"
                .to_owned(),
            "remove the table, or set `layout = \"module\"`".to_owned(),
        ));
    }
    if let Some(version) = config.version.as_deref().filter(|text| !is_version(text)) {
        problems.push(Problem::invalid(
            "version",
            format!("`version` is `{version}`, which is not a version of a crate"),
            "write three numbers, such as `1.2.0` or `1.2.0-beta.1`".to_owned(),
        ));
    }
}

/// Whether cargo takes it: three numbers, a pre-release after `-`, and metadata after `+` (Semantic
/// Versioning 2.0.0, section 2).
fn is_version(text: &str) -> bool {
    let (text, build) = text
        .split_once('+')
        .map_or((text, None), |(one, two)| (one, Some(two)));
    let (numbers, pre) = text
        .split_once('-')
        .map_or((text, None), |(one, two)| (one, Some(two)));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = |part: &str| {
        is_digits(part) && (part == "0" || !part.starts_with('0')) && part.parse::<u64>().is_ok()
    };
    let is_word = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let numbers: Vec<&str> = numbers.split('.').collect();
    numbers.len() == 3
        && numbers.into_iter().all(is_number)
        && pre.is_none_or(|pre| {
            pre.split('.')
                .all(|part| is_word(part) && (!is_digits(part) || is_number(part)))
        })
        && build.is_none_or(|build| build.split('.').all(is_word))
}

#[cfg(test)]
mod tests {
    use super::is_version;

    #[test]
    fn versions_are_those_that_cargo_takes() {
        for version in [
            "0.1.0",
            "1.20.3",
            "1.2.0-beta.1",
            "1.0.0+2026-01",
            "1.0.0-a-b.0+01",
        ] {
            assert!(is_version(version), "{version}");
        }
        for version in [
            "",
            "1",
            "1.2",
            "1.2.3.4",
            "01.2.3",
            "1.2.x",
            "v1.2.3",
            "1.2.3-",
            "1.2.3-01",
            "1.2.3+",
            "1.2.3 ",
            "^1.2.3",
            "1.2.99999999999999999999",
        ] {
            assert!(!is_version(version), "{version}");
        }
    }
}
