//! Docs: what is said of an item, as lines.
//!
//! In: texts of the document. Out: doc lines that rustdoc and clippy have nothing to say about.

mod deprecation;
mod place;
mod remarks;

pub(super) use self::{
    deprecation::deprecation,
    remarks::{rest, with_remarks},
};

pub(super) use super::markdown::code;
use super::{context::Context, markdown, naming::Resource};
use crate::{
    ir::{Constraint, Docs, Switch, TypeDef},
    names::{alike, sentence, words},
};

/// The docs of a type: what the document says, else where the document has it.
pub(super) fn item(context: &Context<'_>, def: &TypeDef, name: &str) -> Vec<String> {
    let lines = markdown::summarized(texts(&def.docs, name));
    if !lines.is_empty() {
        return lines;
    }
    let place = place::place(context, &def.name);
    place.map_or_else(Vec::new, |place| markdown::folded(&place))
}

/// The docs of a type that has one value.
pub(super) fn constant(def: &TypeDef, value: &str) -> Vec<String> {
    let lines = def.docs.description.as_deref().map_or_else(Vec::new, text);
    if lines.iter().any(|line| line.contains(value)) {
        return markdown::summarized(lines);
    }
    and_then(vec![format!("Always {}.", code(value))], lines)
}

/// The docs of a field, variant or parameter: nothing where the document says nothing.
pub(super) fn member(
    docs: &Docs,
    name: &str,
    constraints: &[Constraint],
    default: Option<&serde_json::Value>,
) -> Vec<String> {
    with_remarks(texts(docs, name), constraints, default)
}

/// Summary and description, unless they only repeat the name or each other.
pub(super) fn texts(docs: &Docs, name: &str) -> Vec<String> {
    let summary = docs
        .summary
        .as_deref()
        .map(str::trim)
        .filter(|summary| !summary.is_empty() && !is_named(summary, name));
    let description = docs
        .description
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty() && !alike(text, name));
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

/// Whether a title says no more than the name: it is one word, a name itself, or the name has all
/// of its words.
fn is_named(title: &str, name: &str) -> bool {
    if name.is_empty() {
        return false;
    }
    if !title.contains(char::is_whitespace) || alike(title, name) {
        return true;
    }
    let name = words(name);
    words(title).iter().all(|word| name.contains(word))
}

/// Whether a description begins with the summary.
fn repeats(description: &str, summary: &str) -> bool {
    let summary = summary.trim_end_matches('.').to_lowercase();
    description.to_lowercase().starts_with(&summary)
}

/// The text with a period, if it is one line that ends without one.
pub(super) fn period(text: &str) -> String {
    let text = text.trim();
    let inner = text.trim_end_matches(['"', '”', ')']);
    let plain = !text.contains('\n')
        && text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '`' | '"' | '”'))
        && !inner.ends_with(['.', '!', '?']);
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

/// The docs of a resource: what the document says of its tag.
pub(super) fn resource(context: &Context<'_>, resource: &Resource) -> Vec<String> {
    let Some(tag) = &resource.tag else {
        let name = resource.words.join(" ");
        return vec![format!("Operations on {}.", code(&name))];
    };
    match described(context, resource).filter(|text| !alike(text, tag)) {
        Some(description) => markdown::summarized(text(description)),
        None => vec![format!("Operations tagged {}.", code(tag))],
    }
}

/// The document's description of the tag of a resource.
pub(super) fn described<'c>(context: &'c Context<'_>, resource: &Resource) -> Option<&'c str> {
    let name = resource.tag.as_ref()?;
    let mut tags = context.api.tags.iter().filter(|tag| alike(&tag.name, name));
    let text = tags.find_map(|tag| tag.description.as_deref())?.trim();
    (!text.is_empty()).then_some(text)
}

/// A name as links of rustdoc have it, which know no `r#`.
pub(super) fn linked(name: &str) -> &str {
    name.trim_start_matches("r#")
}

/// The docs of the call of a method.
pub(super) fn call(resource: &str, method: &str) -> String {
    let method = linked(method);
    format!("A call of [`{resource}::{method}`], which takes its optional parameters.")
}

/// The docs of a method: summary, description, method and path.
pub(super) fn operation(docs: &Docs, full: &[String], key: &str) -> Vec<String> {
    let mut lines = markdown::summarized(texts(docs, ""));
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
pub(super) fn other_body(method: &str, media: &str) -> Vec<String> {
    vec![format!(
        "Like [`{0}`](Self::{0}), with a request body of {1}.",
        linked(method),
        code(media)
    )]
}

/// The docs of a method that differs from another one in its response only.
pub(super) fn streaming_method(method: &str, media: &str, switch: Option<&Switch>) -> Vec<String> {
    let asked = switch.map_or(String::new(), |switch| {
        let value = match &switch.words {
            Some([stream, _]) => code(stream),
            None => "true".to_owned(),
        };
        format!(" It sends {} as {value}.", code(&switch.member))
    });
    markdown::folded(&format!(
        "Like [`{0}`](Self::{0}), with a response of {1}, read item by item.{asked}",
        linked(method),
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

#[cfg(test)]
mod tests {
    use super::{member, period};
    use crate::ir::Docs;

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
                &[],
                None
            ),
            Vec::<String>::new()
        );
        assert_eq!(
            member(&titled("Id", Some("The id of the span")), "id", &[], None),
            ["The id of the span."]
        );
        for (title, name, said) in [
            ("Created", "created_at", false),
            ("transfer_data_specs", "transfer_data", false),
            ("User", "owner", false),
            ("Custom tool call", "ChatMessageCustomToolCall", false),
            ("Function tool call", "ChatMessageToolCall", true),
        ] {
            let docs = titled(title, Some("More."));
            assert_eq!(member(&docs, name, &[], None).len() > 1, said, "{title}");
        }
    }

    #[test]
    fn sentences_end_once() {
        for (text, expected) in [
            ("A text", "A text."),
            ("See \"this.\"", "See \"this.\""),
            ("See \"this\"", "See \"this\"."),
            ("Done (really!)", "Done (really!)"),
        ] {
            assert_eq!(period(text), expected);
        }
    }
}
