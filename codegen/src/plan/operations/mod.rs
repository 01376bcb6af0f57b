//! Operations: the methods of a resource, and the builders of calls with optional parameters.
//!
//! In: the operations of a resource, and the planned models. Out: the items of its file, and an
//! example for each method. Must not know which file an item is in.

pub(super) mod bodies;
mod names;
mod pages;
pub(super) mod parameters;
pub(super) mod responses;

use self::{
    bodies::PlannedBody,
    names::{builder_name, method_name},
    responses::StatusTypes,
};
use super::{
    Argument, CallBuilder, ChainedCall, Expression, Item, Method, Problem, Resource, RustType,
    Verb, client,
    context::Context,
    docs,
    examples::{self, Example, Sample},
    naming,
    rust::in_use::OPTIONS_IN_USE,
};
use crate::{
    ir::{Location, Operation, Parameter, Server},
    names::{Case, Scope, Section, snake, words},
};

/// Plans the items of a resource's file, and the examples of its methods.
pub(super) fn plan(
    context: &Context<'_>,
    resource: &naming::Resource,
    problems: &mut Vec<Problem>,
) -> (Vec<Item>, Vec<Example>) {
    let mut scopes = Scopes {
        examples: Vec::new(),
        types: StatusTypes::new(Scope::within(&context.naming.type_scope)),
        methods: resource.method_scope.clone(),
        options: Scope::new(Case::Snake, "parameter")
            .reserve(OPTIONS_IN_USE.iter().copied(), "parameter"),
    };
    let mut all = Vec::new();
    let mut builders = Vec::new();
    for &index in &resource.operations {
        let key = format!("{} ", context.naming.methods[index].key);
        let scope = &mut scopes.types.scope;
        context.ledger.keep(scope, Section::Calls, &key);
    }
    for &index in &resource.operations {
        let (methods, own) = methods(context, resource, index, &mut scopes, problems);
        all.extend(methods);
        builders.extend(own);
    }
    let docs = docs::resource(context, resource);
    let mut items = vec![Item::Resource(Resource {
        docs,
        name: resource.ty.clone(),
        accessor: resource.accessor.clone(),
        methods: all,
    })];
    items.extend(builders.into_iter().map(Item::CallBuilder));
    items.extend(scopes.types.items);
    (items, scopes.examples)
}

/// The methods of an operation, one for each form of its body and one for its stream, and the
/// builders of their calls.
fn methods<'p>(
    context: &'p Context<'_>,
    resource: &naming::Resource,
    index: usize,
    scopes: &mut Scopes<'p>,
    problems: &mut Vec<Problem>,
) -> (Vec<Method>, Vec<CallBuilder>) {
    let operation = &context.api.operations[index];
    let names = &context.naming.methods[index];
    let mut argument_names = Scope::new(Case::Snake, "value");
    if operation.body.is_some() {
        argument_names = argument_names.reserve(["body", "content_type"], "parameter");
    }
    let (required, optional): (Vec<&Parameter>, Vec<&Parameter>) = parameters(context, operation)
        .partition(|one| one.required || one.location == Location::Path);
    let own = (index, operation);
    let (leading, first_chain) = leading(context, own, &required, &mut argument_names);
    let bodies = match &operation.body {
        Some(body) => bodies::plan(context, operation, body, problems),
        None => Vec::new(),
    };
    let types = &mut scopes.types;
    let output = responses::output(context, operation, names, types);
    let error = responses::error(context, operation, names, types);
    let headers = responses::headers(context, operation, names, types);
    let mut last_chain = error.chain;
    last_chain.extend(client::security(context, operation));
    last_chain.extend(server(context, operation));
    let options = context.options(own, &optional, &scopes.options);
    let stream = responses::other_stream(context, operation);
    let mut pages = pages::plan(context, index);
    let media = stream.as_ref().map(|(media, _)| media);
    let suffixes = [words("stream"), words("event_stream")];
    let stream_name = media.map(|_| method_name(context, names, &names.method, &suffixes, scopes));
    let bodies = with_docs(context, index, bodies, media, headers);
    let mut refusals = responses::errors(context, operation, &error.ty);
    let outputs = [output].into_iter().chain(stream.map(|(_, output)| output));
    let outputs = outputs.map(|output| output.failing_as(&error.ty));
    let mut methods = Vec::new();
    let mut builders = Vec::new();
    let plain = names.method.as_str();
    let own = [plain, stream_name.as_deref().unwrap_or(plain)];
    let others = [stream_name.as_deref(), Some(plain)];
    let own = own.into_iter().zip(others);
    for ((bodies, output), (own, other)) in bodies.into_iter().zip(outputs).zip(own) {
        let reading = [output.chain, responses::switched(operation, other)].concat();
        let mut builder: Option<CallBuilder> = None;
        for mut body in bodies {
            let name = method_name(context, names, own, &body.suffixes, scopes);
            let mut paged_by = None;
            if builder.is_none() && (!options.is_empty() || pages.is_some()) {
                let call = builder_name(context, names, resource, &name, scopes);
                if pages.is_some() {
                    paged_by = pages::asked_by(context, index);
                    let remark = pages::remark(context, index, &call);
                    body.docs = docs::and_then(std::mem::take(&mut body.docs), remark);
                }
                builder = Some(CallBuilder {
                    docs: vec![docs::call(&resource.ty, &name)],
                    name: call,
                    output: output.ty.clone(),
                    error: error.ty.clone(),
                    options: options.clone(),
                    pages: pages.take(),
                });
            }
            let returns = returned(builder.as_ref(), &output.ty, &error.ty);
            let sample = Sample {
                accessor: &resource.accessor,
                method: &name,
                leading: &leading,
                body: &body.arguments,
                media: body.media(operation),
                options: &options,
                optional: &optional,
                output: &output.ty,
                paged_by,
            };
            let example = examples::of(context, index, &sample);
            let block = example.as_ref().map_or_else(Vec::new, Example::block);
            let docs = docs::and_then(body.docs, block);
            scopes.examples.extend(example);
            let arguments = leading.iter().map(|(argument, _)| argument.clone());
            let arguments: Vec<Argument> = arguments.chain(body.arguments).collect();
            methods.push(Method {
                // Documented once, since other methods of the operation fail alike.
                docs: docs::and_then(docs, std::mem::take(&mut refusals)),
                name,
                deprecated: docs::deprecation(&operation.docs),
                arguments,
                builder: builder.is_some(),
                returns,
                verb: verb(&operation.method),
                path: operation.path.clone(),
                chain: ordered(
                    operation,
                    [&first_chain, &body.chain, &reading, &last_chain],
                ),
            });
        }
        builders.extend(builder);
    }
    (methods, builders)
}

/// The arguments for parameters that must be given, with the parameters, and the calls that send
/// them.
fn leading<'o>(
    context: &Context<'_>,
    operation: (usize, &Operation),
    required: &[&'o Parameter],
    names: &mut Scope<'_>,
) -> (Vec<(Argument, &'o Parameter)>, Vec<ChainedCall>) {
    let mut arguments = Vec::new();
    let mut chain = Vec::new();
    // A parameter with one value only is not an argument.
    let taken = required.iter().copied();
    let taken: Vec<&Parameter> = taken.filter(|one| context.fixed(one).is_none()).collect();
    let renamed = |at: usize| context.naming.parameters.of(operation, taken[at]);
    let names = names.claim_all_but(&naming::wishes(&taken), renamed);
    let mut names = names.into_iter();
    for parameter in required {
        let name = match context.fixed(parameter) {
            Some(_) => String::new(),
            None => names.next().unwrap_or_default(),
        };
        let (argument, chained) = context.required_parameter(parameter, name);
        arguments.extend(argument.map(|argument| (argument, *parameter)));
        chain.push(chained);
    }
    (arguments, chain)
}

/// The bodies of an operation with the docs of their methods: those that return its output, and the
/// one that returns its stream, if it has one besides.
fn with_docs(
    context: &Context<'_>,
    index: usize,
    mut bodies: Vec<PlannedBody>,
    stream: Option<&String>,
    headers: Vec<String>,
) -> Vec<Vec<PlannedBody>> {
    let (operation, names) = (
        &context.api.operations[index],
        &context.naming.methods[index],
    );
    if bodies.is_empty() {
        bodies.push(PlannedBody::default());
    }
    let stream = stream.map(|media| {
        vec![PlannedBody {
            suffixes: Vec::new(),
            docs: docs::streaming_method(&names.method, media, operation.switch.as_ref()),
            media: bodies[0].media.clone(),
            arguments: bodies[0].arguments.clone(),
            chain: bodies[0].chain.clone(),
        }]
    });
    for body in bodies.iter_mut().skip(1) {
        let another = docs::other_body(&names.method, &body.media);
        body.docs = docs::and_then(another, std::mem::take(&mut body.docs));
    }
    let key = naming::operation_key(operation);
    let mut text = docs::operation(&operation.docs, &names.full, &key);
    text = docs::and_then(text, responses::alternatives(operation));
    text = docs::and_then(text, responses::undescribed(operation));
    text = docs::and_then(text, headers);
    text = docs::and_then(text, responses::links(context, operation));
    bodies[0].docs = docs::and_then(text, std::mem::take(&mut bodies[0].docs));
    [bodies].into_iter().chain(stream).collect()
}

/// The return type of a method.
fn returned(builder: Option<&CallBuilder>, output: &RustType, error: &RustType) -> RustType {
    match builder {
        Some(builder) => RustType::name(&builder.name),
        None => RustType::Name("Call".to_owned(), vec![output.clone(), error.clone()]),
    }
}

/// The calls on a request in order: parameters, the body, how the response is read, the rest. A
/// form is written at once, so whether it asks for a stream must be set before.
fn ordered(
    operation: &Operation,
    [first, body, reading, last]: [&[ChainedCall]; 4],
) -> Vec<ChainedCall> {
    let writes_form =
        |chained: &ChainedCall| matches!(chained.method, "form" | "form_as" | "multipart");
    if operation.switch.is_some() && body.iter().any(writes_form) {
        [first, reading, body, last].concat()
    } else {
        [first, body, reading, last].concat()
    }
}

/// The names of a file that are chosen while it is planned, and its examples.
pub(super) struct Scopes<'p> {
    /// The examples so far.
    examples: Vec<Example>,
    types: StatusTypes<'p>,
    methods: Scope<'static>,
    /// What no setter of an optional parameter is called.
    options: Scope<'static>,
}

/// The parameters that are not set on the client.
fn parameters<'a>(
    context: &'a Context<'_>,
    operation: &'a Operation,
) -> impl Iterator<Item = &'a Parameter> {
    operation
        .parameters
        .iter()
        .filter(|parameter| !naming::is_client_wide(context.config, parameter))
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

/// The operation's own server, with the defaults of its variables, unless it is the API's.
fn server(context: &Context<'_>, operation: &Operation) -> Option<ChainedCall> {
    let url = server_url(operation.servers.first()?);
    let general = context.api.servers.first().map(server_url);
    if general.as_ref() == Some(&url) {
        return None;
    }
    // A relative one is another path on the server that the client asks.
    let method = if url.contains("://") {
        "base_url"
    } else {
        "base_path"
    };
    Some(ChainedCall::new(method, [Expression::Text(url)]))
}

fn server_url(server: &Server) -> String {
    let mut url = server.url.clone();
    for variable in &server.variables {
        url = url.replace(&format!("{{{}}}", variable.name), &variable.default);
    }
    url
}
