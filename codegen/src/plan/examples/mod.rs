//! Examples: a call of each operation as a user would write it.
//!
//! In: a planned method, and the parameters and the body of its arguments. Out: a block
//! of code that compiles as a doctest. It is data until the docs of the method are written, so that
//! the root can show the first one whole.

mod example;
mod inputs;
mod layout;
mod literal;
mod union;
mod value;

pub(super) use self::example::Example;
pub use self::example::ExampleCall;
use self::{
    example::{After, Rank},
    layout::Expr,
    literal::{Wanted, example_of},
    value::Values,
};
use super::{Argument, CallOption, Deprecation, Imports, RustType, Target, context::Context};
use crate::{
    ir::{Media, Parameter, Payload, Scalar, Type},
    names::{escaped, snake, words},
};

/// How many lines a body may take; a larger one is read from a file.
const LARGEST_BODY: usize = 12;

/// How long a value may be to be written in the call itself.
const INLINE: usize = 40;

/// A method, and the parameters and the body of its arguments.
pub(super) struct Sample<'s> {
    /// The method of the client that returns the resource.
    pub(super) accessor: &'s str,
    /// The method.
    pub(super) method: &'s str,
    /// The arguments for parameters.
    pub(super) leading: &'s [(Argument, &'s Parameter)],
    /// The arguments for the body.
    pub(super) body: &'s [Argument],
    /// The body that they are for.
    pub(super) media: Option<&'s Media>,
    /// The setters of optional parameters.
    pub(super) options: &'s [CallOption],
    /// The parameters that they set.
    pub(super) optional: &'s [&'s Parameter],
    /// What the call returns.
    pub(super) output: &'s RustType,
    /// The parameter that asks for a page, where there are several; empty: none does.
    pub(super) paged_by: Option<&'s str>,
}

/// The path by which a user names the module of the API: `spanwire::scale_v5`. `None` if unknown.
fn module(target: &Target) -> Option<String> {
    let path = target.root.iter().fold(package(target)?, |path, segment| {
        format!("{path}::{}", escaped(segment.clone()))
    });
    Some(path)
}

/// The example of a method of that operation. `None` if the path by which a user names it is
/// unknown.
pub(super) fn of(context: &Context<'_>, operation: usize, sample: &Sample<'_>) -> Option<Example> {
    let module = module(context.target)?;
    let mut values = Values::new(context);
    let mut statements = Vec::new();
    let mut arguments = Vec::new();
    for (argument, parameter) in sample.leading {
        let wanted = Wanted {
            name: &parameter.name,
            example: example_of(&parameter.docs, parameter.default.as_ref()),
            typed: true,
        };
        let before = values.imports.clone();
        let value = values.argument(&argument.ty, &parameter.ty, wanted);
        arguments.push(stated(
            &mut values,
            (argument, &parameter.ty, value),
            before,
            &mut statements,
        ));
    }
    for argument in sample.body {
        let before = values.imports.clone();
        let (ty, value) = body(&mut values, argument, sample.media);
        arguments.push(stated(
            &mut values,
            (argument, &ty, value),
            before,
            &mut statements,
        ));
    }
    let after = match sample.output {
        _ if sample.paged_by.is_some() => After::Paged,
        RustType::Tuple(items) if items.is_empty() => After::Awaited,
        RustType::Name(name, _) if name == "EventStream" => After::Streamed,
        output => After::Named(variable(output)),
    };
    let reads_file = |line: &String| line.contains("std::fs::") || line.contains("::open(");
    let reads_file = statements.iter().any(reads_file);
    let rank = match after {
        After::Streamed => Rank::Special,
        _ if reads_file => Rank::Special,
        After::Paged if sample.leading.is_empty() => Rank::Paged,
        After::Paged => Rank::PagedOf,
        After::Awaited | After::Named(_) => Rank::Plain,
    };
    let call = call(sample, arguments, &mut values);
    Some(Example {
        operation,
        method: format!("{}().{}", sample.accessor, sample.method),
        uses: uses(context, &values.imports, &module),
        module,
        before: statements,
        call,
        after,
        rank,
    })
}

/// The type and a value of the body; a value of `content_type` where that is what the argument is.
fn body(
    values: &mut Values<'_, '_>,
    argument: &Argument,
    media: Option<&Media>,
) -> (Type, Option<Expr>) {
    if argument.name == "content_type" {
        let name = media.map_or("multipart/form-data; boundary=x", |media| &media.name);
        return (Type::Any, Some(Expr::text(format!("{name:?}"))));
    }
    let text = Type::Scalar(Scalar::String);
    let ty = match media.map(|media| &media.payload) {
        Some(Payload::Json(ty) | Payload::Form(ty, _) | Payload::Multipart(ty, _)) => ty.clone(),
        Some(Payload::JsonLines(ty)) => Type::Array(Box::new(ty.clone())),
        Some(Payload::Text) => text,
        _ => Type::Scalar(Scalar::Binary),
    };
    let wanted = Wanted {
        name: "text",
        example: media.and_then(|media| media.example.as_ref()),
        typed: true,
    };
    let value = values.argument(&argument.ty, &ty, wanted);
    (ty, value)
}

/// The argument, which gets its own variable where it is large. `before`: the imports without
/// those of the value.
fn stated(
    values: &mut Values<'_, '_>,
    (argument, ty, value): (&Argument, &Type, Option<Expr>),
    before: Imports,
    statements: &mut Vec<String>,
) -> Expr {
    let name = &argument.name;
    let (head, inner) = match value {
        // Nothing is sent where nothing is set.
        Some(Expr::List(open, items, _)) if open == "Some(" && is_empty_value(&items) => {
            values.imports = before;
            return Expr::text("None");
        }
        Some(value) if value.width() <= INLINE => return value,
        Some(Expr::Ref(inner)) => ("&", Some(*inner)),
        Some(Expr::List(open, items, close)) if open == "Some(" && items.len() == 1 => {
            let [Expr::Ref(inner)] = items.as_slice() else {
                return Expr::List(open, items, close);
            };
            ("Some(&", Some((**inner).clone()))
        }
        Some(value) => ("", Some(value)),
        None => (borrowing(&argument.ty), None),
    };
    let lines = inner.map(|inner| inner.lines(&format!("let {name} = "), ";"));
    if let Some(lines) = lines.filter(|lines| lines.len() <= LARGEST_BODY) {
        statements.extend(lines);
    } else {
        // Values that were tried may have imported more than is needed.
        values.imports = before;
        let ty = values.context.bare(ty);
        ty.names(&mut |name| values.import(name));
        let ty = seen_outside(&ty, values.context.target);
        let file = name.trim_start_matches("r#");
        statements.push(format!(
            "let {name}: {ty} = serde_json::from_str(&std::fs::read_to_string(\"{file}.json\")?)?;"
        ));
    }
    let close = if head.starts_with("Some") { ")" } else { "" };
    Expr::text(format!("{head}{name}{close}"))
}

/// A type as a program outside of the crate writes it.
fn seen_outside(ty: &RustType, target: &Target) -> String {
    let text = ty.to_string();
    match package(target) {
        Some(package) => text.replace("crate::", &format!("{package}::")),
        None => text,
    }
}

/// The name of the crate, if it is known.
fn package(target: &Target) -> Option<String> {
    let package = match &target.manifest {
        Some(manifest) => manifest.name.replace('-', "_"),
        None => target.package.clone()?,
    };
    Some(escaped(package))
}

/// Whether the value of a body is small enough to be shown.
fn is_shown(value: &Expr) -> bool {
    value.lines("let body = ", ";").len() <= LARGEST_BODY
}

/// Whether the value is made from nothing: `&Thing::new()`.
fn is_empty_value(items: &[Expr]) -> bool {
    matches!(items, [Expr::Ref(inner)] if inner.flat().ends_with("::new()"))
}

/// How a variable is passed for an argument of that type.
fn borrowing(ty: &RustType) -> &'static str {
    match ty {
        RustType::Ref(_) => "&",
        RustType::Name(name, arguments) if name == "Option" => match arguments.as_slice() {
            [RustType::Ref(_)] => "Some(&",
            _ => "Some(",
        },
        _ => "",
    }
}

/// The call, with one or two of its optional parameters.
fn call(sample: &Sample<'_>, arguments: Vec<Expr>, values: &mut Values<'_, '_>) -> Expr {
    let method = Expr::call(&format!(".{}", sample.method), arguments);
    let mut steps = vec![Expr::text(format!(".{}()", sample.accessor)), method];
    let options = sample.options.iter().zip(sample.optional);
    let usual = options.filter(|(option, parameter)| {
        option.deprecated == Deprecation::No
            && (sample.paged_by.is_none() || !is_place(sample, &parameter.name))
            && values.context.is_plain(&parameter.ty)
            && !repeats_its_name(values.context, parameter)
    });
    for (option, parameter) in usual.take(2).collect::<Vec<_>>() {
        let wanted = Wanted {
            name: &parameter.name,
            example: example_of(&parameter.docs, parameter.default.as_ref()),
            typed: true,
        };
        let before = values.imports.clone();
        let value = values.argument(&option.argument.ty, &parameter.ty, wanted);
        let Some(value) = value else { continue };
        steps.push(Expr::call(&format!(".{}", option.name), vec![value]));
        // A second one is added only where it fits.
        let chain = Expr::Chain(Box::new(Expr::text("let response = client")), steps.clone());
        if steps.len() > 3 && chain.lines("", ".await?;").len() > 1 {
            steps.pop();
            values.imports = before;
        }
    }
    Expr::Chain(Box::new(Expr::text("client")), steps)
}

/// Whether the value of a parameter would be a text that says no more than its name:
/// `sort_by("sort_by")`.
fn repeats_its_name(context: &Context<'_>, parameter: &Parameter) -> bool {
    let is_text = *context.resolve(&parameter.ty).0 == Type::Scalar(Scalar::String);
    is_text && example_of(&parameter.docs, parameter.default.as_ref()).is_none()
}

/// Whether a parameter of a list says where it begins or ends, which its pages set.
fn is_place(sample: &Sample<'_>, name: &str) -> bool {
    let places = [
        "after",
        "before",
        "cursor",
        "offset",
        "page",
        "page_token",
        "skip",
    ];
    let plain = snake(&words(name));
    let usual = places.iter().any(|place| plain == *place);
    usual
        || sample.paged_by == Some(name)
        || plain.ends_with("_before")
        || plain.ends_with("_after")
}

/// The name of the variable for a response.
fn variable(output: &RustType) -> String {
    let RustType::Name(name, arguments) = output else {
        return "response".to_owned();
    };
    match (name.as_str(), arguments.first()) {
        ("Option" | "Box", Some(inner)) => variable(inner),
        ("Vec", _) => "list".to_owned(),
        ("String", _) => "text".to_owned(),
        ("Bytes", _) => "bytes".to_owned(),
        ("Value" | "bool" | "i64" | "i32" | "u64" | "u32" | "f64" | "f32", _) => "value".to_owned(),
        ("Map" | "BTreeMap", _) => "map".to_owned(),
        _ => {
            let words = words(name);
            let name = escaped(snake(&words));
            let taken = matches!(name.as_str(), "client" | "body") || name.starts_with("r#");
            if words.len() > 2 || taken {
                "response".to_owned()
            } else {
                name
            }
        }
    }
}

/// What the example imports, by the paths that a user has.
fn uses(context: &Context<'_>, imports: &Imports, module: &str) -> Vec<(String, Vec<String>)> {
    let groups = imports.groups();
    let all = groups.iter().flatten();
    all.map(|one| {
        let path = one.path.join("::");
        let path = match path.as_str() {
            "specwright_runtime" => module.to_owned(),
            _ if path == context.models_path => format!("{module}::models"),
            _ => path,
        };
        (path, one.names.clone())
    })
    .collect()
}
