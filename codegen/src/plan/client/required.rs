//! Parameters that are set on the client and that operations require.
//!
//! In: the operations, and the setters of the client. Out: which parameters can be missing, from
//! which operations, and how a program sets them.

use super::{ClientDefault, ClientSetter, EnvironmentVariable, is_named};
use crate::{
    ir::{Api, Location, Operation},
    plan::RequiredParameter,
};

/// Plans what the client requires, and says so in the docs of the setters.
pub(super) fn plan(
    api: &Api,
    setters: &mut [ClientSetter],
    defaults: &[ClientDefault],
    env: &[EnvironmentVariable],
) -> Vec<RequiredParameter> {
    let mut found = Vec::new();
    for setter in setters {
        let (function, location) = match setter.method {
            "header" => ("header", Location::Header),
            "set_query" => ("query", Location::Query),
            "path" => ("path", Location::Path),
            _ => continue,
        };
        let has_default =
            |one: &ClientDefault| one.method == setter.method && one.key == setter.key;
        let requires = |operation: &&Operation| {
            let mut parameters = operation.parameters.iter();
            parameters.any(|one| one.required && is_named(one, location, &setter.key))
        };
        let (needing, others): (Vec<&Operation>, Vec<&Operation>) =
            api.operations.iter().partition(requires);
        if needing.is_empty() || defaults.iter().any(has_default) {
            continue;
        }
        // A path says by itself what it requires; otherwise the shorter list says it.
        let (only, except) = match location {
            Location::Path => (Vec::new(), Vec::new()),
            _ if needing.len() < others.len() => (needing, Vec::new()),
            _ => (Vec::new(), others),
        };
        let variable = env.iter().find(|one| one.setter == setter.name);
        found.push(RequiredParameter {
            function,
            name: setter.key.clone(),
            setter: setter.name.clone(),
            variable: variable.map(|one| one.variable.clone()),
            only: keys(&only),
            except: keys(&except),
        });
        let remark = "Calls that require it fail unless it is set here or on the call.";
        setter.docs.extend([String::new(), remark.to_owned()]);
    }
    found
}

fn keys(operations: &[&Operation]) -> Vec<String> {
    let key = |operation: &&Operation| format!("{} {}", operation.method, operation.path);
    operations.iter().map(key).collect()
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::snippet::assert_outline_by;

    /// Checks the client for three operations with the header `x-account`, by which of them require
    /// it.
    #[track_caller]
    fn assert_client(config: &str, required: [bool; 3], expected: &str) {
        let [a, b, c] = required.map(|required| {
            let parameters = format!("parameters: [{{name: x-account, in: header, required: {required}, schema: {{type: string}}}}]");
            format!("{{tags: [things], {parameters}, responses: {{'204': {{description: d}}}}}}")
        });
        let document = format!("paths: {{/a: {{get: {a}, put: {b}}}, /b: {{get: {c}}}}}");
        let config = format!("client.account = {{header = 'X-Account', {config}}}");
        let expected =
            format!("client.rs: Client ({expected})\nthings.rs: Things (list_a replace_a list_b)");
        assert_outline_by(&config, &document, &expected);
    }

    #[test]
    fn the_shorter_list_of_operations_says_which_require_a_parameter() {
        for (required, expected) in [
            ([true, true, true], "account, $ACCOUNT, requires X-Account"),
            (
                [true, false, true],
                "account, $ACCOUNT, requires X-Account except PUT /a",
            ),
            (
                [false, false, true],
                "account, $ACCOUNT, requires X-Account only GET /b",
            ),
        ] {
            assert_client("env = 'ACCOUNT'", required, expected);
        }
    }

    #[test]
    fn nothing_is_required_that_is_optional_or_has_a_default() {
        assert_client("", [false; 3], "account");
        assert_client("default = 'main'", [true; 3], "account");
    }
}
