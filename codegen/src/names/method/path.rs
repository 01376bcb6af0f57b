//! Paths: names of operations from method and path.
//!
//! In: the HTTP method and the path template. Out: words for a name. Must not know `operationId`s.

use super::{
    noun::is_noun,
    verbs::{field_verb, is_action},
};
use crate::names::{MethodSource, singular, words};

/// A verb and the path's own words: `delete_project_span`. A verb that ends the path goes before
/// (`cancel_order` of `POST /orders/{id}/cancel`). `prefix`: the words of the path that are left
/// out.
pub(super) fn from_path(source: &MethodSource<'_>, prefix: &[String]) -> Vec<String> {
    let method = source.method.to_lowercase();
    let mut nouns = nouns(source.path);
    if nouns.starts_with(prefix) {
        nouns.drain(..prefix.len());
    }
    let action = last_segment(source.path)
        .map(words)
        .filter(|last| last.first().is_some_and(|word| is_action(word, &method)));
    let mut found = match action {
        Some(last) => {
            nouns.truncate(nouns.len().saturating_sub(last.len()));
            nouns.extend_from_slice(&last[1..]);
            last[..1].to_vec()
        }
        None => words(field_verb(&method, ends_in_parameter(source.path))),
    };
    if found[..] == ["create"]
        && let Some(last) = nouns.last_mut()
    {
        *last = singular(last);
    }
    found.extend(nouns);
    if found.is_empty() {
        vec!["call".to_owned()]
    } else {
        found
    }
}

/// The words that the paths of all operations of a tag have before the resource's noun.
pub(crate) fn shared_path<'p>(
    noun: &[String],
    paths: impl Iterator<Item = &'p str>,
) -> Vec<String> {
    let before = |path| {
        let mut nouns = nouns(path);
        let at = nouns
            .windows(noun.len().max(1))
            .position(|window| is_noun(window, noun));
        nouns.truncate(at.unwrap_or_default());
        nouns
    };
    let mut prefixes = paths.map(before);
    let first = prefixes.next().unwrap_or_default();
    if prefixes.all(|prefix| prefix == first) {
        first
    } else {
        Vec::new()
    }
}

/// Whether a path ends in a parameter, and so leads to one of many.
pub(super) fn ends_in_parameter(path: &str) -> bool {
    segments(path).last().is_some_and(|last| last.contains('{'))
}

/// The words of a path without its parameters and versions. What precedes a parameter is one
/// of many.
pub(super) fn nouns(path: &str) -> Vec<String> {
    let segments: Vec<&str> = segments(path).collect();
    let mut found = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let said = segment.contains(char::is_alphanumeric) && !segment.starts_with('{');
        if !said || is_version(segment) || at == 0 && *segment == "api" {
            continue;
        }
        let literal: String = segment
            .split('{')
            .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest))
            .collect();
        let mut noun = words(&literal);
        if segments
            .get(at + 1)
            .is_some_and(|next| next.starts_with('{'))
            && let Some(last) = noun.last_mut()
        {
            *last = singular(last);
        }
        found.extend(noun);
    }
    found
}

/// The words of the last parameter of a path.
pub(super) fn last_parameter(path: &str) -> Option<Vec<String>> {
    let (_, rest) = path.rsplit_once('{')?;
    let found = words(rest.split(['}', '*', ':']).next()?);
    (!found.is_empty()).then_some(found)
}

/// The words of the last version in a path.
pub(super) fn version(path: &str) -> Option<Vec<String>> {
    segments(path)
        .filter(|segment| is_version(segment))
        .last()
        .map(words)
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

fn last_segment(path: &str) -> Option<&str> {
    segments(path).last().filter(|last| !last.contains('{'))
}

/// Whether a path segment is a version: `v2`, `v1beta1`, `2024-01`.
pub(crate) fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix(['v', 'V']).unwrap_or(segment);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && ["alpha", "beta", "rc"]
            .iter()
            .fold(digits.to_owned(), |text, word| text.replace(word, ""))
            .chars()
            .all(|c| !c.is_alphabetic())
}
