//! Operations: the methods of a resource, and the builders of calls with optional parameters.

use super::{
    CallBuilder, CallOption, Expression, Item, Method, Problem, Resource, RustType, Step, Verb,
    bodies,
    context::{Context, Sheet},
    docs, lints, naming, responses,
};
use crate::{
    ir::{Location, Operation, Parameter},
    names::{Case, Scope, snake, words},
};

/// Names that the runtime gives every builder of a call.
const OPTIONS_IN_USE: &[&str] = &[
    "new",
    "with",
    "timeout",
    "no_timeout",
    "header",
    "query",
    "max_retries",
    "base_url",
    "idempotency_key",
    "send",
    "into_future",
    "clone",
    "into",
    "from",
    "pages",
    "items",
    "blocking",
    "bytes_stream",
    "stream",
    "security",
];

/// Plans the items of a resource's file.
pub(super) fn plan(
    context: &Context<'_>,
    resource: &naming::Resource,
    sheet: &mut Sheet,
    problems: &mut Vec<Problem>,
) -> Vec<Item> {
    sheet.imports.runtime("Client");
    let mut scope = Scope::within(&context.naming.type_scope);
    let mut types = responses::StatusTypes::default();
    let mut methods = Vec::new();
    let mut builders = Vec::new();
    for &index in &resource.operations {
        let (method, builder) = method(
            context, resource, index, &mut types, &mut scope, sheet, problems,
        );
        methods.push(method);
        builders.extend(builder);
    }
    let docs = resource_docs(context, resource);
    let mut items = vec![Item::Resource(Resource {
        docs,
        name: resource.ty.clone(),
        accessor: resource.module.clone(),
        methods,
    })];
    items.extend(builders.into_iter().map(Item::CallBuilder));
    items.extend(types.types.into_iter().map(Item::ByStatus));
    items
}

/// What the document says of the tag.
pub(super) fn resource_docs(context: &Context<'_>, resource: &naming::Resource) -> Vec<String> {
    let tag = resource
        .tag
        .as_ref()
        .and_then(|name| context.api.tags.iter().find(|tag| tag.name == *name));
    let mut lines = tag
        .and_then(|tag| tag.description.as_deref())
        .map(docs::text)
        .unwrap_or_default();
    if lines.is_empty() {
        lines = docs::title(resource.tag.as_deref().unwrap_or(&resource.words.join(" ")));
    }
    lines
}

fn method(
    context: &Context<'_>,
    resource: &naming::Resource,
    index: usize,
    types: &mut responses::StatusTypes,
    scope: &mut Scope<'_>,
    sheet: &mut Sheet,
    problems: &mut Vec<Problem>,
) -> (Method, Option<CallBuilder>) {
    let operation = &context.api.operations[index];
    let names = &context.naming.methods[index];
    let key = naming::operation_key(operation);
    let mut arguments = Vec::new();
    let mut steps = Vec::new();
    let mut argument_names = Scope::new(Case::Snake, "value");
    if operation.body.is_some() {
        argument_names = argument_names.reserve(["body", "content_type"], "parameter");
    }
    let (required, optional): (Vec<&Parameter>, Vec<&Parameter>) = parameters(context, operation)
        .partition(|one| one.required || one.location == Location::Path);
    for parameter in &required {
        let name = || argument_names.claim_text(&parameter.name);
        let (argument, step) = context.required_parameter(parameter, name, sheet);
        arguments.extend(argument);
        steps.push(step);
    }
    if let Some(body) = &operation.body {
        let planned = bodies::plan(context, operation, body, sheet, problems);
        arguments.extend(planned.arguments);
        steps.extend(planned.steps);
    }
    let output = responses::output(context, operation, &names.full, types, scope, sheet);
    let error = responses::error(context, operation, &names.full, types, scope, sheet);
    steps.extend(output.steps);
    steps.extend(error.steps);
    steps.extend(security(context, operation));
    steps.extend(server(operation));
    sheet.imports.runtime("Call");
    let call = RustType::Name("Call".to_owned(), vec![output.ty.clone(), error.ty.clone()]);
    let builder = (!optional.is_empty()).then(|| {
        let words = words(&names.method);
        let clear = [words.clone(), vec!["call".to_owned()]].concat();
        let name = scope.claim_any([
            clear,
            [resource.words.clone(), words, vec!["call".to_owned()]].concat(),
        ]);
        CallBuilder {
            docs: vec![format!(
                "The call of [`{}::{}`], with its optional parameters.",
                resource.ty, names.method
            )],
            name,
            output: output.ty,
            error: error.ty,
            options: options(context, &optional, sheet),
        }
    });
    let method_lints = lints::on_arguments(&arguments, true);
    let method = Method {
        docs: docs::operation(&operation.docs, &names.full, &key),
        name: names.method.clone(),
        deprecated: operation.docs.deprecated,
        lints: method_lints,
        arguments,
        builder: builder.is_some(),
        returns: builder
            .as_ref()
            .map_or(call, |builder| RustType::name(&builder.name)),
        verb: verb(&operation.method),
        path: operation.path.clone(),
        steps,
    };
    (method, builder)
}

/// The parameters that are not set on the client.
fn parameters<'a>(
    context: &'a Context<'_>,
    operation: &'a Operation,
) -> impl Iterator<Item = &'a Parameter> {
    operation
        .parameters
        .iter()
        .filter(|parameter| !super::client::is_client_wide(context.config, parameter))
}

fn options(context: &Context<'_>, optional: &[&Parameter], sheet: &mut Sheet) -> Vec<CallOption> {
    let mut scope =
        Scope::new(Case::Snake, "parameter").reserve(OPTIONS_IN_USE.iter().copied(), "parameter");
    for parameter in optional {
        scope.wish(&words(&parameter.name));
    }
    optional
        .iter()
        .map(|parameter| {
            let name = scope.claim_text(&parameter.name);
            // The closure that is given the call has a variable of that name.
            let local = if name == "call" {
                "value".to_owned()
            } else {
                lints::argument_name(&name)
            };
            let (argument, step) = context.optional_parameter(parameter, local, sheet);
            let mut docs = docs::member(&parameter.docs, "", None, parameter.default.as_ref());
            match docs.first_mut() {
                Some(first) if first.starts_with("Default: ") => {
                    *first = format!(
                        "Sets the parameter {}. {first}",
                        docs::code(&parameter.name)
                    );
                }
                Some(_) => {}
                None => docs.push(format!(
                    "Sets the parameter {}.",
                    docs::code(&parameter.name)
                )),
            }
            CallOption {
                docs,
                deprecated: parameter.docs.deprecated,
                name,
                argument,
                step,
            }
        })
        .collect()
}

fn verb(method: &str) -> Verb {
    let known = [
        "get", "post", "put", "patch", "delete", "head", "options", "trace",
    ];
    let name = snake(&[method.to_lowercase()]);
    known.iter().find(|known| **known == name).map_or_else(
        || Verb::Other(method.to_owned()),
        |known| Verb::Named(known),
    )
}

/// What differs from the client's default.
fn security(context: &Context<'_>, operation: &Operation) -> Option<Step> {
    let own = super::client::known_requirements(context.api, &operation.security);
    (own != super::client::default_security(context)).then(|| Step {
        method: "security",
        arguments: vec![Expression::Texts(own)],
    })
}

/// The operation's own server, with the defaults of its variables.
fn server(operation: &Operation) -> Option<Step> {
    let server = operation.servers.first()?;
    let mut url = server.url.clone();
    for variable in &server.variables {
        url = url.replace(&format!("{{{}}}", variable.name), &variable.default);
    }
    Some(Step {
        method: "base_url",
        arguments: vec![Expression::Text(url)],
    })
}
