//! The servers of a document, from which a program chooses one.
//!
//! In: the servers. Out: a variant for each, if there is a choice. Must not know operations, which
//! may have servers of their own.

use std::collections::BTreeSet;

use crate::{
    ir::{Server, ServerVariable},
    names::{Case, Ledger, Scope, Section, Wish, words},
    plan::{ServerVariant, docs, markdown},
};

/// What says of a server only that it is one.
const EMPTY: &[&str] = &[
    "the",
    "an",
    "a",
    "our",
    "server",
    "servers",
    "api",
    "url",
    "endpoint",
    "host",
    "environment",
    "env",
];

/// The servers that can be chosen; none where there is no choice.
pub(crate) fn choice(servers: &[Server]) -> Vec<&Server> {
    let mut seen = BTreeSet::new();
    let own: Vec<&Server> = servers
        .iter()
        .filter(|server| is_address(&server.url) && seen.insert(&server.url))
        .collect();
    // One is what the client asks anyway, unless the document begins with a path, which is not an
    // address.
    let first_is_own = servers
        .first()
        .is_some_and(|server| is_address(&server.url));
    if own.is_empty() || (own.len() == 1 && first_is_own) {
        return Vec::new();
    }
    own
}

/// A variant for each server that can be chosen.
pub(crate) fn plan(servers: &[Server], ledger: &Ledger<'_>) -> Vec<ServerVariant> {
    let choice = choice(servers);
    let shared = shared(&choice);
    let wishes = choice.iter().map(|server| wish(server, &shared));
    let wishes: Vec<Wish<'_>> = wishes.collect();
    let mut scope = Scope::new(Case::Pascal, "Server");
    ledger.keep(&mut scope, Section::Servers, "");
    let keys = choice.iter().map(|server| server.url.clone());
    let names = ledger.claim_all(&mut scope, Section::Servers, keys, &wishes);
    let variants = choice.into_iter().zip(names);
    let variants = variants.map(|(server, name)| ServerVariant {
        docs: vec![text(server)],
        name,
        url: server.url.clone(),
        variables: defaults(&server.variables),
    });
    variants.collect()
}

/// The variables of all servers that can be chosen; of equal names the first.
pub(crate) fn variables(servers: &[Server]) -> Vec<&ServerVariable> {
    let chosen = servers
        .iter()
        .enumerate()
        .filter(|(index, server)| *index == 0 || is_address(&server.url));
    let mut seen = BTreeSet::new();
    chosen
        .flat_map(|(_, server)| &server.variables)
        .filter(|variable| seen.insert(&variable.name))
        .collect()
}

/// Names and defaults.
pub(crate) fn defaults(variables: &[ServerVariable]) -> Vec<(String, String)> {
    let pairs = variables
        .iter()
        .map(|variable| (variable.name.clone(), variable.default.clone()));
    pairs.collect()
}

/// Whether a URL names a host; others are relative to where the document was read.
fn is_address(url: &str) -> bool {
    url.contains("://") || url.starts_with('{')
}

fn text(server: &Server) -> String {
    let url = docs::code(&server.url);
    match server.description.as_deref().or(server.name.as_deref()) {
        Some(text) => format!("{url}: {}", markdown::line(&docs::period(text))),
        None => format!("{url}."),
    }
}

/// The name that the document gives it, else what it says of it in a few words, else what is its
/// own in its URL.
fn wish<'s>(server: &'s Server, shared: &BTreeSet<String>) -> Wish<'s> {
    let described = server.description.as_deref().map(brief);
    let named = server.name.as_deref().map(words);
    let mut own = url_words(&server.url);
    own.retain(|word| !shared.contains(word));
    let mut wish = Wish::of(&server.url);
    let all = url_words(&server.url);
    let wishes = named.into_iter().chain(described).chain([own, all]);
    wish.words = wishes.filter(|words| !words.is_empty()).collect();
    wish
}

/// What a description says before its first mark, without words that say nothing; empty where that
/// is much.
fn brief(description: &str) -> Vec<String> {
    let end = description.find(['(', '.', ',', ':', ';', '\n', '–', '—']);
    let phrase = description
        .get(..end.unwrap_or(description.len()))
        .unwrap_or_default();
    let phrase = phrase.split(" - ").next().unwrap_or_default();
    let mut words = words(phrase);
    words.retain(|word| !EMPTY.contains(&word.to_lowercase().as_str()));
    if words.len() > 4 { Vec::new() } else { words }
}

/// The words of a URL but for its scheme.
fn url_words(url: &str) -> Vec<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    words(rest)
}

/// The words that several URLs have.
fn shared(servers: &[&Server]) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let all = servers.iter().flat_map(|server| {
        let words: BTreeSet<String> = url_words(&server.url).into_iter().collect();
        words
    });
    all.filter(|word| !seen.insert(word.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Lock;

    fn server(url: &str, name: Option<&str>, description: Option<&str>) -> Server {
        Server {
            url: url.to_owned(),
            name: name.map(str::to_owned),
            description: description.map(str::to_owned),
            variables: Vec::new(),
        }
    }

    fn names(servers: &[(&str, Option<&str>, Option<&str>)]) -> Vec<String> {
        let servers: Vec<Server> = servers
            .iter()
            .map(|(url, name, description)| server(url, *name, *description))
            .collect();
        plan(&servers, &Ledger::new(&Lock::default()))
            .into_iter()
            .map(|variant| variant.name)
            .collect()
    }

    #[test]
    fn servers_are_named_by_their_names_descriptions_or_addresses() {
        let named = [
            ("https://a.test", Some("prod"), Some("The first")),
            (
                "https://b.test",
                None,
                Some("Sandbox server (for trying things out)"),
            ),
            (
                "https://c.test",
                None,
                Some("A server of which very many words are said here"),
            ),
            ("https://d.test", None, Some("API server")),
            ("https://b.test", None, Some("Once more")),
        ];
        assert_eq!(names(&named), ["Prod", "Sandbox", "C", "D"]);
        let regions = [
            ("https://eu.api.example.com/v1", None, None),
            ("https://us-west.api.example.com/v1", None, None),
            ("https://api.example.com/v1", None, None),
        ];
        assert_eq!(names(&regions), ["Eu", "UsWest", "ApiExampleComV1"]);
        let equal = [
            ("https://a.test", None, Some("Production")),
            ("https://b.test", None, Some("Production server")),
        ];
        assert_eq!(names(&equal), ["Production", "B"]);
    }

    #[test]
    fn there_is_no_choice_of_one() {
        assert_eq!(names(&[("https://a.test", None, None)]), [""; 0]);
        assert_eq!(
            names(&[("https://a.test", None, None), ("/v1", None, None)]),
            [""; 0]
        );
        assert_eq!(names(&[("/v1", None, None)]), [""; 0]);
        let after_a_path = [("/v1", None, None), ("https://a.test", None, Some("Live"))];
        assert_eq!(names(&after_a_path), ["Live"]);
    }
}
