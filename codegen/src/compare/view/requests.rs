//! What a method puts into its request, read from the steps of its call.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::plan::{ChainedCall, Expression};

/// The fact for the credentials of a call: one alternative per line, so that an added one can be
/// recognized.
pub(in crate::compare) const CREDENTIALS: &str = "credentials";

/// The alternative to all credentials.
pub(in crate::compare) const UNNEEDED: &str = "none";

/// The fact for where a call is sent, with numbers in place of the names of path parameters:
/// those are not sent.
pub(in crate::compare) const REQUEST: &str = "request";

/// The parameters of a path template.
#[derive(Default)]
pub(super) struct Places<'p> {
    names: Vec<&'p str>,
    pub(super) template: String,
}

impl<'p> Places<'p> {
    pub(super) fn of(path: &'p str) -> Self {
        let mut places = Self::default();
        let mut rest = path;
        while let Some((before, (name, after))) = rest
            .split_once('{')
            .and_then(|(before, after)| Some((before, after.split_once('}')?)))
        {
            places.names.push(name);
            places.template.push_str(before);
            let _ = write!(places.template, "{{{}}}", places.names.len());
            rest = after;
        }
        places.template.push_str(rest);
        places
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|own| *own == name)
    }
}

/// Alternatives of security schemes, sorted.
pub(super) fn credentials(alternatives: &[Vec<String>]) -> String {
    if alternatives.is_empty() {
        return UNNEEDED.to_owned();
    }
    let sorted: BTreeSet<String> = alternatives
        .iter()
        .map(|all| {
            let mut all = all.clone();
            all.sort();
            if all.is_empty() {
                UNNEEDED.to_owned()
            } else {
                all.join(" and ")
            }
        })
        .collect();
    sorted.into_iter().collect::<Vec<_>>().join("\n")
}

/// The meaning of an argument, and how it is written: the step that has the variable, without the
/// variable. A path parameter is known by its position, since its name is not sent.
pub(super) fn meaning(
    chain: &[ChainedCall],
    variable: &str,
    places: &Places<'_>,
) -> (String, String) {
    let Some(step) = chain.iter().find(|step| mentions(step, variable)) else {
        return (String::new(), String::new());
    };
    let name = match step.arguments.first() {
        Some(Expression::Text(name)) => name.as_str(),
        _ => "",
    };
    if let Some(position) = places
        .position(name)
        .filter(|_| step.method.starts_with("path"))
    {
        let written = format!("{} {:?}", step.method, step.arguments.get(2..));
        return (format!("path parameter {}", position + 1), written);
    }
    let location = match step.method.split('_').next() {
        _ if step.method.starts_with("query_string") => "query string",
        Some("query") => "query parameter",
        Some("header") => "header",
        Some("cookie") => "cookie",
        Some("content") => "media type",
        _ => "request body",
    };
    let named = matches!(location, "query parameter" | "header" | "cookie");
    let means = if named {
        format!("{location} `{name}`")
    } else {
        location.to_owned()
    };
    (means, written(step))
}

fn mentions(step: &ChainedCall, variable: &str) -> bool {
    let mut arguments = step.arguments.iter();
    arguments.any(|argument| match argument {
        Expression::Variable(name) | Expression::AsRef(name) | Expression::Json(name) => {
            name == variable
        }
        Expression::Closure(step) => mentions(step, variable),
        Expression::Variant(_, _, inner) => inner.iter().any(|one| match one {
            Expression::Variable(name) => name == variable,
            _ => false,
        }),
        _ => false,
    })
}

/// A step without the names of its variables, for comparing.
fn written(step: &ChainedCall) -> String {
    let arguments: Vec<String> = step
        .arguments
        .iter()
        .map(|argument| match argument {
            Expression::Variable(_) | Expression::AsRef(_) | Expression::Json(_) => "_".to_owned(),
            Expression::Closure(step) => written(step),
            other => format!("{other:?}"),
        })
        .collect();
    format!("{}({})", step.method, arguments.join(", "))
}

/// What a step without a variable says of the request. How a response is read follows from the type
/// of the call, so that is left out here.
pub(super) fn constant(step: &ChainedCall) -> Option<(String, String)> {
    let texts: Vec<&str> = step
        .arguments
        .iter()
        .filter_map(|argument| match argument {
            Expression::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    let location = step.method.split('_').next().unwrap_or_default();
    match (location, texts.as_slice()) {
        _ if is_variable(step) => None,
        ("returns" | "errors" | "beside", _) => None,
        ("base", [url]) => Some(("server".to_owned(), (*url).to_owned())),
        ("accept", [media]) => Some((
            "media type that it asks for".to_owned(),
            (*media).to_owned(),
        )),
        ("path" | "query" | "header" | "cookie", [name, .., value]) => {
            Some((format!("{location} `{name}`"), (*value).to_owned()))
        }
        ("sentinel", [data]) => Some(("end of the stream".to_owned(), (*data).to_owned())),
        (_, [member, ..])
            if step.method.contains("switched") || step.method.contains("streamed") =>
        {
            Some((
                "member that asks for a stream".to_owned(),
                (*member).to_owned(),
            ))
        }
        _ => Some((format!("option `{}`", step.method), written(step))),
    }
}

fn is_variable(step: &ChainedCall) -> bool {
    step.arguments.iter().any(|argument| {
        matches!(
            argument,
            Expression::Variable(_)
                | Expression::AsRef(_)
                | Expression::Json(_)
                | Expression::Closure(_)
        )
    })
}

/// How the pages of a list follow one another, for people.
pub(super) fn ways(chain: &[ChainedCall]) -> String {
    let chain = chain.iter().map(|step| {
        let texts: Vec<&str> = step
            .arguments
            .iter()
            .filter_map(|one| match one {
                Expression::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        [step.method]
            .into_iter()
            .chain(texts)
            .collect::<Vec<_>>()
            .join(" ")
    });
    chain.collect::<Vec<_>>().join(", ")
}
