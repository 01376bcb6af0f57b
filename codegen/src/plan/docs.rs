//! Docs: what is said of an item, as lines.
//!
//! In: texts of the document. Out: doc lines that rustdoc and clippy have nothing to say about.

use std::borrow::Cow;

use super::{
    context::Context,
    markdown::{self, Atoms},
    naming,
};
use crate::{
    ir::{Docs, Limits, Name, Switch, TypeDef},
    names::{alike, sentence},
};

/// The docs of a type: what the document says, else where it stands there.
pub(super) fn item(context: &Context<'_>, def: &TypeDef, name: &str) -> Vec<String> {
    let lines = texts(&def.docs, name);
    if lines.is_empty() {
        markdown::folded(&place(context, &def.name))
    } else {
        lines
    }
}

/// Where a type stands in the document.
fn place(context: &Context<'_>, name: &Name) -> String {
    let operation = name.operation.and_then(|at| context.api.operations.get(at));
    let (within, path) = match (operation, name.path.split_first()) {
        (None, None) => return format!("The schema {}.", code(&name.base)),
        (None, Some(_)) => (code(&name.base), name.path.as_slice()),
        (Some(operation), first) => {
            let key = code(&naming::operation_key(operation));
            match first {
                Some((first, rest)) if first == "request" => (format!("the body of {key}"), rest),
                Some((first, rest)) if first.starts_with("response") => {
                    (format!("a response to {key}"), rest)
                }
                _ => (key, name.path.as_slice()),
            }
        }
    };
    let Some((last, around)) = path.split_last() else {
        return sentence_of(&within);
    };
    let what = match last.as_str() {
        "item" => "an item of ",
        "value" => "a value of ",
        _ => "",
    };
    let shown = if what.is_empty() { path } else { around };
    let text = match shown {
        [] => format!("{what}{within}"),
        shown => format!("{what}{} in {within}", code(&shown.join("."))),
    };
    sentence_of(&text)
}

/// The text with a capital letter and a period.
fn sentence_of(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}.", letters.as_str())
}

/// The docs of a field, variant or parameter: nothing where the document says nothing.
pub(super) fn member(
    docs: &Docs,
    name: &str,
    limits: Option<&Limits>,
    default: Option<&serde_json::Value>,
) -> Vec<String> {
    with_remarks(texts(docs, name), limits, default)
}

/// Limits and default behind the docs.
pub(super) fn with_remarks(
    mut lines: Vec<String>,
    limits: Option<&Limits>,
    default: Option<&serde_json::Value>,
) -> Vec<String> {
    let remarks = remarks(limits, default);
    if !remarks.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(markdown::wrapped(&Atoms::of(&remarks.join(" "))));
    }
    lines
}

/// The docs of the field for all other properties.
pub(super) fn rest(text: &str, limits: &Limits) -> Vec<String> {
    let remarks = remarks(Some(limits), None).join(" ");
    markdown::wrapped(&Atoms::of(format!("{text} {remarks}").trim_end()))
}

/// Summary and description, unless they only repeat the name or each other.
pub(super) fn texts(docs: &Docs, name: &str) -> Vec<String> {
    let summary = docs
        .summary
        .as_deref()
        .map(str::trim)
        .filter(|summary| !summary.is_empty() && !alike(summary, name));
    let description = docs
        .description
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let mut lines = Vec::new();
    if let Some(summary) =
        summary.filter(|summary| !description.is_some_and(|text| repeats(text, summary)))
    {
        lines.extend(markdown::lines(&period(summary)));
    }
    if let Some(description) = description {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(markdown::lines(&period(description)));
    }
    lines
}

/// Whether a description begins with the summary.
fn repeats(description: &str, summary: &str) -> bool {
    let summary = summary.trim_end_matches('.');
    match description.get(..summary.len()) {
        Some(begin) if begin.is_ascii() && summary.is_ascii() => {
            begin.eq_ignore_ascii_case(summary)
        }
        _ => description
            .to_lowercase()
            .starts_with(&summary.to_lowercase()),
    }
}

/// The text with a period, if it is one line that ends with a letter.
pub(super) fn period(text: &str) -> String {
    let text = text.trim();
    let plain = !text.contains('\n')
        && text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '`' | '"'));
    if plain {
        format!("{text}.")
    } else {
        text.to_owned()
    }
}

/// A text of the document as it is.
pub(super) fn text(text: &str) -> Vec<String> {
    markdown::lines(&period(text))
}

/// A text of the document, if there is one.
pub(super) fn member_text(description: Option<&str>) -> Vec<String> {
    description.map(text).unwrap_or_default()
}

/// A name as a sentence.
pub(super) fn title(name: &str) -> Vec<String> {
    let mut letters = name.trim().chars();
    let name: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect();
    text(markdown::unmarked(&name))
}

/// A title inside of a sentence.
pub(super) fn plain_title(title: &str, fallback: &str) -> String {
    let title = title.trim().trim_end_matches('.');
    if title.is_empty() {
        code(fallback)
    } else if title.split(' ').next().is_some_and(is_owner) {
        markdown::line(title)
    } else {
        format!(
            "the {}",
            markdown::line(title.trim_start_matches("The ").trim_start_matches("the "))
        )
    }
}

/// Whether a word says whose the next one is, so that no article comes before it.
fn is_owner(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("’s")
}

/// The docs of a method: summary, description, method and path.
pub(super) fn operation(docs: &Docs, full: &[String], key: &str) -> Vec<String> {
    let mut lines = texts(docs, "");
    if lines.is_empty() {
        lines = text(&sentence(full));
    }
    let mut place = code(key);
    if let Some(link) = &docs.external_docs {
        let more = link.description.as_deref().unwrap_or("More about it");
        let more = markdown::line(&format!("[{}]({})", more.trim_end_matches('.'), link.url));
        place = format!("{place} – {more}");
    }
    lines.extend([String::new(), place]);
    lines
}

/// The docs of a method that differs from another one in the media type of its body only.
pub(super) fn another_way(method: &str, media: &str) -> Vec<String> {
    vec![format!(
        "Like [`{0}`](Self::{0}), with a body of {1}.",
        method,
        code(media)
    )]
}

/// The docs of a method that differs from another one in its answer only.
pub(super) fn another_answer(method: &str, media: &str, switch: Option<&Switch>) -> Vec<String> {
    let asked = switch.map_or(String::new(), |switch| {
        let value = match &switch.words {
            Some([stream, _]) => code(stream),
            None => "true".to_owned(),
        };
        format!(" It sends {} as {value}.", code(&switch.member))
    });
    markdown::folded(&format!(
        "Like [`{0}`](Self::{0}), with a response of {1} that comes item by item.{asked}",
        method,
        code(media)
    ))
}

/// One text after another.
pub(super) fn and_then(mut lines: Vec<String>, more: Vec<String>) -> Vec<String> {
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
    lines
}

/// Limits and default in words.
fn remarks(limits: Option<&Limits>, default: Option<&serde_json::Value>) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(limits) = limits {
        numbers(limits, &mut remarks);
        counted(
            limits.min_length,
            limits.max_length,
            "character",
            &mut remarks,
        );
        counted(limits.min_items, limits.max_items, "item", &mut remarks);
        counted(
            limits.min_properties,
            limits.max_properties,
            "property",
            &mut remarks,
        );
        if limits.unique_items {
            remarks.push("No item twice.".to_owned());
        }
        for pattern in &limits.patterns {
            remarks.push(format!("Pattern: {}.", code(&pattern.written)));
        }
        if let Some(items) = &limits.items {
            let items = self::remarks(Some(items), None);
            let items: Vec<String> = items.iter().map(|item| in_a_list(item)).collect();
            if !items.is_empty() {
                remarks.push(format!("Each: {}.", items.join(", ")));
            }
        }
    }
    if let Some(default) = default.filter(|value| !value.is_null()) {
        let text = match default {
            serde_json::Value::String(text) if !text.is_empty() => text.clone(),
            other => other.to_string(),
        };
        if text.len() <= 120 {
            remarks.push(format!("Default: {}.", code(&text)));
        }
    }
    remarks
}

/// A sentence as part of another one.
fn in_a_list(sentence: &str) -> String {
    let mut rest = sentence.trim_end_matches('.').chars();
    let first = rest.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(rest).collect()
}

fn numbers(limits: &Limits, remarks: &mut Vec<String>) {
    match (&limits.minimum, &limits.maximum) {
        (Some(low), Some(high)) => remarks.push(format!("From {low} to {high}.")),
        (Some(low), None) => remarks.push(format!("At least {low}.")),
        (None, Some(high)) => remarks.push(format!("At most {high}.")),
        (None, None) => {}
    }
    for (bound, say) in [
        (&limits.exclusive_minimum, "Greater than"),
        (&limits.exclusive_maximum, "Less than"),
    ] {
        if let Some(bound) = bound {
            remarks.push(format!("{say} {bound}."));
        }
    }
    let steps = limits.multiple_of.iter();
    remarks.extend(steps.map(|step| format!("A multiple of {step}.")));
}

fn counted(low: Option<u64>, high: Option<u64>, what: &str, remarks: &mut Vec<String>) {
    let many = |count: u64| match (count, what) {
        (1, _) => what.to_owned(),
        (_, "property") => "properties".to_owned(),
        _ => format!("{what}s"),
    };
    match (low.filter(|low| *low > 0), high) {
        (Some(low), Some(high)) if low == high => remarks.push(format!("{high} {}.", many(high))),
        (Some(low), Some(high)) => remarks.push(format!("From {low} to {high} {}.", many(high))),
        (Some(low), None) => remarks.push(format!("At least {low} {}.", many(low))),
        (None, Some(high)) => remarks.push(format!("At most {high} {}.", many(high))),
        (None, None) => {}
    }
}

/// As inline code, whatever stands in it.
pub(super) fn code(text: &str) -> String {
    // Most are words with one space between.
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && !text.contains("  ")
        && text.trim() == text;
    let text: Cow<'_, str> = if is_plain {
        Cow::Borrowed(text)
    } else {
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let printed = |letter: &char| !markdown::is_unprintable(*letter);
        text.chars().filter(printed).collect()
    };
    if text.contains('`') {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        format!("{fence} {text} {fence}")
    } else if text.is_empty() {
        "nothing".to_owned()
    } else {
        format!("`{text}`")
    }
}

#[cfg(test)]
mod tests {
    use super::member;
    use crate::ir::{Docs, Limits};

    #[test]
    fn says_only_what_the_document_says() {
        let titled = |summary: &str, description: Option<&str>| Docs {
            summary: Some(summary.to_owned()),
            description: description.map(str::to_owned),
            ..Docs::default()
        };
        assert_eq!(
            member(
                &titled("Start Timestamp", None),
                "start_timestamp",
                None,
                None
            ),
            Vec::<String>::new()
        );
        assert_eq!(
            member(&titled("Id", Some("The id of the span")), "id", None, None),
            ["The id of the span."]
        );
        let limits = Limits {
            max_length: Some(256),
            minimum: Some("1".to_owned()),
            ..Limits::default()
        };
        assert_eq!(
            member(
                &Docs::default(),
                "x",
                Some(&limits),
                Some(&"SUCCESS".into())
            ),
            ["At least 1. At most 256 characters. Default: `SUCCESS`."]
        );
    }
}
