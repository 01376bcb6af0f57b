//! Methods: what an operation is called.
//!
//! In: what a document says that could name it. Out: the names it may have, best first, most of
//! them without the noun of the resource that the method is on. Must not know configuration or
//! other operations.

mod framework;
mod noun;
mod path;
mod verbs;

use self::{
    framework::from_id,
    noun::{is_noun, without_noun},
    path::{ends_in_parameter, from_path, last_parameter, nouns, version},
    verbs::{field_verb, infinitive, is_verb},
};
pub(crate) use self::{
    framework::{shared_prefix, without_number},
    path::{is_version, shared_path},
};
use super::{singular, words};

/// What a document says of an operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MethodSource<'a> {
    /// `operationId`, without a number that a framework put after it.
    pub(crate) id: Option<&'a str>,
    /// Whether there was such a number.
    pub(crate) numbered: bool,
    /// The HTTP method.
    pub(crate) method: &'a str,
    /// The path template.
    pub(crate) path: &'a str,
    /// `summary`.
    pub(crate) summary: Option<&'a str>,
    /// The words of the resource's name.
    pub(crate) noun: &'a [String],
    /// The [words](super::shared_prefix) that `operationId`s of the resource begin with.
    pub(crate) prefix: &'a [String],
    /// The [words](super::shared_path) that all paths of the resource have before its noun.
    pub(crate) path_prefix: &'a [String],
}

/// The names an operation may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MethodName {
    /// The name that is clear without the resource. Types are named after it.
    pub(crate) full: Vec<String>,
    /// What the method may be called, best first.
    pub(crate) wishes: Vec<Vec<String>>,
    /// How far the best wish is from what the document says. The method of the lower one keeps it.
    pub(crate) changed: Changed,
}

/// What was changed of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Changed {
    /// The noun at most.
    Little,
    /// A plural noun became singular: `get_span` in place of `get_spans`.
    Plural,
    /// A name that says nothing beside the resource; the verb is not the document's.
    Verb,
    /// Both of these.
    PluralVerb,
    /// A number that distinguished operations.
    Number,
}

/// Names an operation: from an `operationId` that a person wrote, from one that a framework made
/// with what it added removed, from the summary, or from method and path.
pub(crate) fn method_name(source: &MethodSource<'_>) -> MethodName {
    let long = from_path(source, &[]);
    let said = source
        .id
        .and_then(|id| from_id(id, source))
        .or_else(|| source.summary.and_then(from_summary));
    let by_path = said.is_none();
    let full = said.unwrap_or_else(|| long.clone());
    let (short, plural) = if by_path {
        without_noun(&from_path(source, source.path_prefix), source.noun)
    } else {
        without_noun(&full, source.noun)
    };
    let apart = apart(&full, &long, source);
    let mut wishes = Vec::new();
    let mut changed = Changed::Little;
    if is_noun(&short, source.noun) {
        changed = Changed::Verb;
        wishes.extend(verbs(source));
        wishes.extend(apart);
        wishes.extend([short, full.clone()]);
    } else if is_bare(&short, source) {
        changed = Changed::Verb;
        let verb = words(field_verb(&short[0], ends_in_parameter(source.path)));
        wishes.push([&verb, &short[1..]].concat());
        wishes.push([&verb, &full[1..]].concat());
        wishes.extend([short, full.clone()]);
    } else if source.numbered {
        wishes.push(short);
        wishes.extend(apart);
        wishes.push(full.clone());
    } else {
        wishes.extend([short, full.clone()]);
        wishes.extend(apart);
    }
    if source.numbered {
        changed = Changed::Number;
    } else if plural && !by_path {
        changed = match changed {
            Changed::Little => Changed::Plural,
            _ => Changed::PluralVerb,
        };
    }
    MethodName {
        full,
        wishes,
        changed,
    }
}

/// Whether a name says no more than the HTTP method, for which the field has a better verb.
fn is_bare(short: &[String], source: &MethodSource<'_>) -> bool {
    let bare = match short {
        [verb] => verb,
        [verb, by, ..] if by == "by" => verb,
        _ => return false,
    };
    matches!(bare.as_str(), "post" | "put" | "patch") && source.method.eq_ignore_ascii_case(bare)
}

/// Names that distinguish the operation from others of its name: by the path, then by its version
/// and parameters.
fn apart(full: &[String], long: &[String], source: &MethodSource<'_>) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let nouns = nouns(source.path);
    if full.first().is_some_and(|word| is_verb(word)) {
        // `create or update` is one verb.
        let verb = match full {
            [_, or, other, ..] if matches!(or.as_str(), "and" | "or") && is_verb(other) => {
                &full[..3]
            }
            _ => &full[..1],
        };
        let mut named = verb.to_vec();
        named.extend(nouns.into_iter().filter(|noun| !verb.contains(noun)));
        if named.len() > verb.len() && named != full {
            found.push(named);
        }
    }
    if long != full {
        found.push(long.to_vec());
    }
    let mut found: Vec<Vec<String>> = found
        .into_iter()
        .flat_map(|name| [without_noun(&name, source.noun).0, name])
        .collect();
    let (short, _) = without_noun(full, source.noun);
    if let Some(version) = version(source.path) {
        found.push([short.as_slice(), &version].concat());
    }
    if let Some(parameter) = last_parameter(source.path) {
        let by = ["by".to_owned()];
        found.push([short.as_slice(), &by, &parameter].concat());
    }
    found
}

/// The verbs for a method that would have its resource's name.
fn verbs(source: &MethodSource<'_>) -> Vec<Vec<String>> {
    let method = source.method.to_lowercase();
    let one = ends_in_parameter(source.path);
    let last = source.noun.last().map(String::as_str).unwrap_or_default();
    let first = source.noun.first().map(String::as_str).unwrap_or_default();
    let many = method == "get" && !one && singular(last) != last;
    let summary = source
        .summary
        .and_then(|summary| infinitive(words(summary).first()?));
    let said = summary.filter(|verb| {
        let reads = matches!(
            verb.as_str(),
            "get" | "retrieve" | "fetch" | "return" | "read"
        );
        !(source.noun.contains(verb) || many && reads)
    });
    // What the resource is called may say what happens.
    let acts = is_verb(first);
    let field = match method.as_str() {
        "get" if many || matches!(first, "find" | "query" | "search") => "list",
        "get" => "get",
        "post" | "put" | "delete" if acts => "run",
        method => field_verb(method, one),
    };
    said.into_iter()
        .chain([field.to_owned()])
        .map(|word| vec![word])
        .collect()
}

/// The words of a summary that is short enough for a name. `search and list spans` is `search
/// spans`.
fn from_summary(summary: &str) -> Option<Vec<String>> {
    let mut found = words(summary);
    found.retain(|word| !matches!(word.as_str(), "a" | "an" | "the"));
    if found.len() > 1 && is_version(&found[0]) {
        found.remove(0);
    }
    if found.len() > 3 && found[1] == "and" {
        found.drain(1..3);
    }
    let verbs = match found.get(1).map(String::as_str) {
        Some("and" | "or") => 3,
        _ => 1,
    };
    for word in found.iter_mut().take(verbs).step_by(2) {
        *word = infinitive(word).unwrap_or_else(|| word.clone());
    }
    (1..=7).contains(&found.len()).then_some(found)
}

#[cfg(test)]
mod tests;
