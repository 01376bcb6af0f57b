//! The names that the configuration sets for parameters of methods.
//!
//! In: the API, and its entries. Out: a name by operation and parameter. An entry that fits
//! nothing, is not a name, or takes that of another parameter is a problem, and changes nothing.

use super::operation_key;
use crate::{
    config::ApiConfig,
    hash::HashMap,
    ir::{Api, Location, Operation, Parameter},
    names::{Case, Wish, is_name, snake},
    plan::{
        problems::{Problem, Subject, instead},
        rust::in_use::OPTIONS_IN_USE,
    },
};

/// The entry for all operations that have none of their own.
const ALL: &str = "*";

/// Names by operation and parameter, each by its number.
#[derive(Debug, Default)]
pub(in crate::plan) struct ParameterNames(HashMap<(usize, usize), String>);

impl ParameterNames {
    /// The name of a parameter of an operation.
    pub(in crate::plan) fn of(
        &self,
        (index, operation): (usize, &Operation),
        parameter: &Parameter,
    ) -> Option<&str> {
        let mut all = operation.parameters.iter();
        let at = all.position(|one| std::ptr::eq(one, parameter))?;
        self.0.get(&(index, at)).map(String::as_str)
    }

    /// Reads the entries.
    pub(super) fn find(api: &Api, config: &ApiConfig, problems: &mut Vec<Problem>) -> Self {
        let mut found = Self::default();
        let own = config.parameters.iter().filter(|(key, _)| *key != ALL);
        let all = config.parameters.get_key_value(ALL);
        for (key, names) in own.chain(all) {
            let place = format!("parameters.{key}");
            let operations = api.operations.iter().enumerate();
            let is_meant =
                |(_, one): &(usize, &Operation)| key == ALL || operation_key(one) == *key;
            let operations: Vec<_> = operations.filter(is_meant).collect();
            if operations.is_empty() {
                let keys: Vec<String> = api.operations.iter().map(operation_key).collect();
                let message =
                    format!("`parameters` names `{key}`, but the document has no such operation");
                let help = instead(key, keys.iter().map(String::as_str));
                problems.push(Problem::unmatched(&place, message, help));
                continue;
            }
            for (called, name) in names {
                let problem = found.add(config, &operations, (key, called, name));
                problems.extend(problem.map(|mut problem| {
                    problem.subject = Subject::Entry(place.clone());
                    problem
                }));
            }
        }
        found
    }

    fn add(
        &mut self,
        config: &ApiConfig,
        operations: &[(usize, &Operation)],
        (key, called, name): (&str, &str, &str),
    ) -> Option<Problem> {
        if !is_name(Case::Snake, name) {
            let message = format!(
                "the name `{name}` for `{called}` of `{key}` in `parameters` is not a valid name of a parameter in Rust"
            );
            return Some(Problem::invalid(
                "",
                message,
                "write one such as `page_size`",
            ));
        }
        let mut is_there = false;
        for (index, operation) in operations {
            let all = operation.parameters.iter().enumerate();
            let taken: Vec<(usize, &Parameter)> = all
                .filter(|(_, one)| !is_client_wide(config, one))
                .collect();
            let named: Vec<_> = taken
                .iter()
                .filter(|(_, one)| is_called(one, called))
                .collect();
            let [(at, parameter)] = named[..] else {
                if named.len() > 1 {
                    let message = format!(
                        "`parameters` names `{called}` of `{key}`, which several parameters are called"
                    );
                    let help = format!("name its place, too: `{} {called}`", location(named[0].1));
                    return Some(Problem::conflict("", message, help));
                }
                continue;
            };
            is_there = true;
            if let Some(with) = self.clash((*index, operation), &taken, parameter, name) {
                let message = format!(
                    "the name `{name}` for `{called}` of `{key}` in `parameters` is {with}"
                );
                return Some(Problem::conflict("", message, "choose another name"));
            }
            self.0
                .entry((*index, *at))
                .or_insert_with(|| name.to_owned());
        }
        if is_there {
            return None;
        }
        let all = operations.iter().flat_map(|(_, one)| &one.parameters);
        let message =
            format!("`parameters` names `{called}` of `{key}`, which has no such parameter");
        let help = instead(called, all.map(|one| one.name.as_str()));
        Some(Problem::unmatched("", message, help))
    }

    /// What else of a method has that name, if something has.
    fn clash(
        &self,
        (index, operation): (usize, &Operation),
        all: &[(usize, &Parameter)],
        parameter: &Parameter,
        name: &str,
    ) -> Option<String> {
        let reserved: &[&str] = match (is_argument(parameter), &operation.body) {
            (false, _) => OPTIONS_IN_USE,
            (true, Some(_)) => &["self", "body", "content_type"],
            (true, None) => &["self"],
        };
        if reserved.contains(&name) {
            return Some(format!(
                "reserved: generated code has a `{name}` of its own"
            ));
        }
        let others = all.iter().filter(|(_, one)| {
            !std::ptr::eq(*one, parameter) && is_argument(one) == is_argument(parameter)
        });
        let mut others = others.filter(|(at, one)| match self.0.get(&(index, *at)) {
            Some(renamed) => renamed == name,
            None => wishes(&[*one])
                .first()
                .and_then(|wish| wish.words.first())
                .is_some_and(|words| snake(words) == name),
        });
        let (_, other) = others.next()?;
        Some(format!("that of `{}`", other.name))
    }
}

/// Whether the configuration sets the parameter on the client.
pub(in crate::plan) fn is_client_wide(config: &ApiConfig, parameter: &Parameter) -> bool {
    config
        .client
        .values()
        .any(|entry| match parameter.location {
            Location::Header => entry
                .header
                .as_ref()
                .is_some_and(|name| name.eq_ignore_ascii_case(&parameter.name)),
            Location::Query => entry.query.as_ref() == Some(&parameter.name),
            Location::Path => entry.path.as_ref() == Some(&parameter.name),
            Location::Cookie | Location::QueryString => false,
        })
}

/// What parameters would like to be called. Of those with one name, that of the path or query has
/// it. The `X-` of a header says nothing.
pub(in crate::plan) fn wishes<'p>(parameters: &[&'p Parameter]) -> Vec<Wish<'p>> {
    let wishes = parameters.iter().map(|parameter| {
        let mut wish = Wish {
            tie: match parameter.location {
                Location::Path => 0,
                Location::Query | Location::QueryString => 1,
                Location::Header => 2,
                Location::Cookie => 3,
            },
            ..Wish::of(&parameter.name)
        };
        if parameter.location == Location::Header
            && let [x, said @ ..] = wish.words[0].as_slice()
            && x == "x"
            && said.iter().any(|word| word.contains(char::is_alphabetic))
        {
            wish.words.insert(0, said.to_vec());
        }
        wish
    });
    wishes.collect()
}

/// Whether a method takes it as an argument, and not by a setter.
fn is_argument(parameter: &Parameter) -> bool {
    parameter.required || parameter.location == Location::Path
}

/// Entries call a parameter by its name, or by its place and its name.
fn is_called(parameter: &Parameter, called: &str) -> bool {
    let with_place = called.split_once(' ');
    parameter.name == called
        || with_place.is_some_and(|(at, name)| at == location(parameter) && name == parameter.name)
}

fn location(parameter: &Parameter) -> &'static str {
    match parameter.location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}
