//! Lints: the levels that the configuration sets for the generated code, and those that generated
//! code allows.
//!
//! In: `lints` of the configuration. Out: attributes of the root, and the entries that are not
//! names of lints.

use crate::{
    config::{ApiConfig, LintLevel},
    names::{Case, is_name},
    plan::{InnerAttribute, problems::Problem},
};

/// Lints about sizes, counts and names, all of which the document decides.
const ALLOWED: &[&str] = &[
    "clippy::disallowed_names",
    "clippy::fn_params_excessive_bools",
    "clippy::large_enum_variant",
    "clippy::many_single_char_names",
    "clippy::similar_names",
    "clippy::struct_excessive_bools",
    "clippy::too_many_arguments",
    "clippy::type_complexity",
];

/// Reports entries of `lints` that are not names of lints.
pub(crate) fn check(config: &ApiConfig, problems: &mut Vec<Problem>) {
    for name in config.lints.keys().filter(|name| !is_lint(name)) {
        problems.push(Problem::invalid(
            &format!("lints.{name}"),
            format!("`lints` has `{name}`, which is not the name of a lint"),
            "write one such as `missing_docs` or `clippy::pedantic`",
        ));
    }
}

/// The attributes of the root. Of several levels for a lint the last one counts, so a group that
/// the configuration warns of is listed first, and a lint that it names is not allowed. A forbidden
/// lint can't be allowed afterwards.
pub(crate) fn attributes(config: &ApiConfig) -> Vec<InnerAttribute> {
    let named = config.lints.iter().filter(|(name, _)| is_lint(name));
    let (forbidden, levels): (Vec<_>, Vec<_>) =
        named.partition(|(_, level)| **level == LintLevel::Forbid);
    let allowed = ALLOWED.iter().copied();
    let allowed = allowed.filter(|lint| !config.lints.contains_key(*lint));
    let mut attributes: Vec<InnerAttribute> = levels.into_iter().map(attribute).collect();
    attributes.push(InnerAttribute::Allow(allowed.collect()));
    attributes.extend(forbidden.into_iter().map(attribute));
    attributes
}

fn attribute((name, level): (&String, &LintLevel)) -> InnerAttribute {
    let level = match level {
        LintLevel::Allow => "allow",
        LintLevel::Warn => "warn",
        LintLevel::Deny => "deny",
        LintLevel::Forbid => "forbid",
    };
    InnerAttribute::Level(level, name.clone())
}

fn is_lint(name: &str) -> bool {
    name.split("::").all(|part| is_name(Case::Snake, part))
}
