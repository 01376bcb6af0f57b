//! The client: its setters, its defaults, and what it reads from the environment.
//!
//! In: the servers, the security schemes and the parameters that are set once. Out: the client.

pub(super) mod credentials;
mod required;
pub(super) mod servers;
pub(super) mod shared;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Argument, ChainedCall, Client, ClientDefault, ClientSetter, EnvironmentVariable, Expression,
    Problem, RustType, context::Context, docs, problems::instead, rust::in_use::SETTERS_IN_USE,
};
use crate::{
    ir::{Api, Location, Operation, Parameter, SecurityKind},
    names::{Case, Scope, Section, Wish, words},
};

/// The requirements without schemes that put nothing into a request.
fn known_requirements(api: &Api, security: &[Vec<String>]) -> Vec<Vec<String>> {
    let known = |name: &&String| {
        api.security_schemes
            .iter()
            .any(|scheme| scheme.name == **name && scheme.kind != SecurityKind::MutualTls)
    };
    security
        .iter()
        .map(|all| all.iter().filter(known).cloned().collect())
        .collect()
}

/// What an operation requires, if that differs from what most do.
pub(super) fn security(context: &Context<'_>, operation: &Operation) -> Option<ChainedCall> {
    let own = known_requirements(context.api, &operation.security);
    (own != context.default_security)
        .then(|| ChainedCall::new("security", [Expression::Texts(own)]))
}

/// What most operations require; of equally many, what comes first.
pub(super) fn most_common_security(api: &Api) -> Vec<Vec<String>> {
    let mut counts: BTreeMap<Vec<Vec<String>>, (usize, usize)> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let entry = counts
            .entry(known_requirements(api, &operation.security))
            .or_insert((0, index));
        entry.0 += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|(_, (count, first))| (*count, usize::MAX - first));
    most.map(|(security, _)| security).unwrap_or_default()
}

/// Plans the client.
pub(super) fn plan(context: &Context<'_>, problems: &mut Vec<Problem>) -> Client {
    let api = context.api;
    let server = api.servers.first();
    let choice = servers::plan(&api.servers, context.ledger);
    let chooses = (!choice.is_empty()).then_some("server");
    let in_use = SETTERS_IN_USE.iter().copied().chain(chooses);
    let mut scope = Scope::new(Case::Snake, "value").reserve(in_use, "value");
    let ledger = context.ledger;
    // A name of the configuration comes before those of the document.
    let (wide, defaults) = client_wide(context, &mut scope, problems);
    ledger.keep(&mut scope, Section::Setters, "");
    let mut setters = credentials::setters(context, &mut scope, problems);
    setters.extend(wide);
    let variables = servers::variables(&api.servers);
    let wishes = variables.iter().map(|variable| Wish::of(&variable.name));
    let wishes: Vec<Wish<'_>> = wishes.collect();
    let keys = variables
        .iter()
        .map(|variable| format!("variable {}", variable.name));
    let names = ledger.claim_all(&mut scope, Section::Setters, keys, &wishes);
    let variables = variables.into_iter().zip(names);
    setters.extend(variables.map(|(variable, name)| variable_setter(variable, name)));
    let security = context.default_security.clone();
    let env = environment(context, &setters, &security, problems);
    Client {
        docs: vec![format!("Client for {}.", context.title)],
        base_url: server.map(|server| server.url.clone()).unwrap_or_default(),
        variables: server.map_or_else(Vec::new, |server| servers::defaults(&server.variables)),
        servers: choice,
        schemes: api
            .security_schemes
            .iter()
            .filter_map(|scheme| credentials::scheme(scheme, &setters, &env))
            .collect(),
        security,
        required: required::plan(api, &mut setters, &defaults, &env),
        setters,
        defaults,
        idempotency_header: idempotency_header(context, problems),
        redacted: redacted(context, problems),
        env,
    }
}

/// The parameters and headers that the document or the configuration calls secret.
fn redacted(context: &Context<'_>, problems: &mut Vec<Problem>) -> Vec<String> {
    let operations = context.api.operations.iter();
    let parameters = operations.flat_map(|operation| &operation.parameters);
    let secret = parameters.clone().filter(|parameter| parameter.secret);
    let mut names: BTreeSet<String> = secret.map(|parameter| parameter.name.clone()).collect();
    for name in &context.config.secrets {
        let mut known = parameters.clone().map(|parameter| parameter.name.as_str());
        if known.clone().any(|known| known.eq_ignore_ascii_case(name)) {
            names.insert(name.clone());
            continue;
        }
        let message = format!("`secrets` names `{name}`, but no operation has such a parameter");
        let help = instead(name, known.by_ref());
        problems.push(Problem::unmatched("secrets", message, help));
    }
    names.into_iter().collect()
}

/// The header for idempotency keys, unless no header can have that name (RFC 9110, 5.6.2).
fn idempotency_header(context: &Context<'_>, problems: &mut Vec<Problem>) -> Option<String> {
    let name = context.config.idempotency_header.as_ref()?;
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        let message = format!("`{}` is not a valid header name", name.escape_debug());
        let help = "write the name of a header, such as `Idempotency-Key`";
        problems.push(Problem::invalid("idempotency_header", message, help));
        return None;
    }
    Some(name.clone())
}

/// Whether it is the parameter of that name; that of a header is in any case.
fn is_named(parameter: &Parameter, location: Location, name: &str) -> bool {
    parameter.location == location
        && (parameter.name == name
            || location == Location::Header && parameter.name.eq_ignore_ascii_case(name))
}

fn client_wide(
    context: &Context<'_>,
    scope: &mut Scope<'_>,
    problems: &mut Vec<Problem>,
) -> (Vec<ClientSetter>, Vec<ClientDefault>) {
    let mut setters = Vec::new();
    let mut defaults = Vec::new();
    let by_name: BTreeMap<_, _> = context.config.client.iter().collect();
    for (name, entry) in by_name {
        let (method, location, key) = match (&entry.header, &entry.query, &entry.path) {
            (Some(header), None, None) => ("header", Location::Header, header),
            (None, Some(query), None) => ("set_query", Location::Query, query),
            (None, None, Some(path)) => ("path", Location::Path, path),
            _ => {
                let message = format!(
                    "`client.{name}` must name one parameter: a header, a query parameter or a path parameter"
                );
                let help = "write one of `header = \"…\"`, `query = \"…\"` and `path = \"…\"`";
                problems.push(Problem::invalid(name, message, help));
                continue;
            }
        };
        let Some(parameter) = context
            .api
            .operations
            .iter()
            .flat_map(|operation| &operation.parameters)
            .find(|one| is_named(one, location, key))
        else {
            let message = format!(
                "`client.{name}` is set for `{key}`, but no operation has such a parameter"
            );
            let operations = context.api.operations.iter();
            let known: BTreeSet<&str> = operations
                .flat_map(|operation| &operation.parameters)
                .filter(|one| one.location == location)
                .map(|one| one.name.as_str())
                .collect();
            let help = instead(key, known.into_iter());
            problems.push(Problem::unmatched(name, message, help));
            continue;
        };
        let setter = scope.claim_any([words(name)]);
        let mut docs = docs::member_text(parameter.docs.description.as_deref());
        if docs.is_empty() {
            docs.push(format!("Sets {} on every request.", docs::code(key)));
        }
        if let Some(default) = entry
            .default
            .clone()
            .or_else(|| shared::value(context.api, parameter))
        {
            docs.extend([String::new(), format!("Default: {}.", docs::code(&default))]);
            defaults.push(ClientDefault {
                method,
                key: key.clone(),
                value: default,
            });
        }
        setters.push(text_setter(docs, setter, method, key.clone()));
    }
    (setters, defaults)
}

fn variable_setter(variable: &crate::ir::ServerVariable, name: String) -> ClientSetter {
    let mut lines = docs::member_text(variable.description.as_deref());
    if lines.is_empty() {
        lines.push(format!("Sets {} in the URL.", docs::code(&variable.name)));
    }
    let mut remark = format!("Default: {}.", docs::code(&variable.default));
    if !variable.values.is_empty() {
        let values: Vec<String> = variable
            .values
            .iter()
            .map(|value| docs::code(value))
            .collect();
        remark = format!("One of {}. {remark}", values.join(", "));
    }
    lines.extend([String::new(), remark]);
    text_setter(lines, name, "variable", variable.name.clone())
}

fn text_setter(docs: Vec<String>, name: String, method: &'static str, key: String) -> ClientSetter {
    let argument = Argument {
        name: name.clone(),
        ty: RustType::name("String").into_argument(),
    };
    ClientSetter {
        docs,
        arguments: vec![argument],
        name,
        method,
        key,
    }
}

/// What `from_env` reads. A credential that every alternative asks for must be there.
fn environment(
    context: &Context<'_>,
    setters: &[ClientSetter],
    security: &[Vec<String>],
    problems: &mut Vec<Problem>,
) -> Vec<EnvironmentVariable> {
    let mut wanted: Vec<(&String, &String)> = context.config.env.iter().collect();
    for (name, entry) in &context.config.client {
        wanted.extend(entry.env.as_ref().map(|variable| (name, variable)));
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (name, variable) in wanted {
        let setter = setters
            .iter()
            .find(|setter| setter.name.trim_start_matches("r#") == name.as_str());
        let usable = name == "base_url" || setter.is_some_and(ClientSetter::takes_text);
        let unmatched_client = context.config.client.contains_key(name) && setter.is_none();
        if !usable && !unmatched_client {
            let message = format!(
                "`env` sets the variable `{variable}` for `{name}`, but the client has no such setter"
            );
            let known = setters
                .iter()
                .filter(|setter| setter.takes_text())
                .map(|setter| setter.name.trim_start_matches("r#"));
            let help = instead(name, known.chain(["base_url"]));
            problems.push(Problem::unmatched(name, message, help));
        }
        if usable && seen.insert(name) {
            found.push(EnvironmentVariable {
                variable: variable.clone(),
                setter: setter.map_or_else(|| name.clone(), |setter| setter.name.clone()),
                required: setter.is_some_and(|setter| {
                    setter.method == "credential"
                        && !security.is_empty()
                        && security.iter().all(|all| all.contains(&setter.key))
                }),
            });
        }
    }
    // Not in the order of the configuration, which means nothing: what must be there comes first.
    found.sort_by(|a, b| (!a.required, &a.variable).cmp(&(!b.required, &b.variable)));
    found
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::snippet::assert_outline_by;

    #[test]
    fn a_parameter_of_the_client_is_not_one_of_calls() {
        let document = "
            paths:
              /things: {get: {tags: [things], parameters: [{name: x-account, in: header, schema: {type: string}}], responses: {'204': {description: d}}}}
        ";
        assert_outline_by("", document, "things.rs: Things (list), ListCall");
        assert_outline_by(
            "client = {account = {header = 'X-Account', env = 'ACCOUNT'}, other = {header = 'x-other'}}",
            document,
            "
                client.rs: Client (account, $ACCOUNT)
                things.rs: Things (list)
                Unmatched Entry(\"other\")
            ",
        );
    }
}
