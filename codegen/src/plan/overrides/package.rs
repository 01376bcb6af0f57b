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
        let set = entries.into_iter().filter(|(_, is_set)| *is_set);
        problems.extend(set.map(|(key, _)| {
            let message =
                format!("`{key}` is for a crate that is generated; this client is a module");
            let help = "put it into the manifest of the module's crate";
            Problem::invalid(key, message, help)
        }));
    }
    if target.manifest.is_some() && config.features.is_some() {
        problems.push(Problem::invalid(
            "features",
            "`features` is for a module; a crate that is generated has a feature for each tag",
            "remove the table, or set `layout = \"module\"`",
        ));
    }
    if let Some(version) = config
        .version
        .as_deref()
        .filter(|text| semver::Version::parse(text).is_err())
    {
        problems.push(Problem::invalid(
            "version",
            format!("`version` is `{version}`, which is not a version of a crate"),
            "write three numbers, such as `1.2.0` or `1.2.0-beta.1`",
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::{Runtime, Subject, Target, tests::snippet::planned_as};

    #[test]
    fn a_version_must_be_one_that_cargo_takes() {
        let package = Target::package("demo", "demo.yaml", Runtime::default());
        for (version, problems) in [("1.2.0-beta.1", 0), ("1.2", 1), ("v1.2.3", 1)] {
            let config = format!("version = '{version}'");
            let (_, found) = planned_as(&package, "paths: {}", &config);
            let places = found.into_iter().map(|one| one.subject);
            let expected = vec![Subject::Entry("version".to_owned()); problems];
            assert_eq!(places.collect::<Vec<_>>(), expected, "{version}");
        }
    }
}
